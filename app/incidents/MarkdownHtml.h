// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace andon {

/// Paste-safe Markdown (see PasteSafe.h) as HTML elements: headings, paragraphs, tables, lists with task boxes, fenced
/// code, code spans, bold, emphasis, links to http, https and mailto. Everything else is text. No script, no style, no
/// picture, no attribute but the links' and the tables' own. Pure.
[[nodiscard]] QString markdownHtml(const QString &markdown);
/// The same as one file that stands by itself: it fetches nothing and a browser is told to run nothing (CSP).
[[nodiscard]] QByteArray htmlPage(const QString &title, const QString &markdown);

} // namespace andon

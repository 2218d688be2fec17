// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace andon {

/// Hostile text as one cell of a Markdown table that may be pasted into GitHub, GitLab, Confluence or a status page:
/// nothing in it is markup, a mention, a reference, a command or a link (incident-systems: paste-safe rules).
[[nodiscard]] QString markdownCell(const QString &text, qsizetype limit = 2000);

} // namespace andon

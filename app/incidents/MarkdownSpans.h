// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace andon {

/// One line or cell of paste-safe Markdown as HTML: code spans, bold, emphasis, links; the rest as text. Pure.
[[nodiscard]] QString spansHtml(QStringView text);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace andon {

/// Hostile text made safe to show as plain text: control, bidirectional, zero-width, blank and unassigned characters
/// become visible as ‹U+202E›; at most `limit` characters, then an ellipsis.
[[nodiscard]] QString displaySafe(const QString &text, qsizetype limit = 200);

/// The same with line feeds kept (notes, bodies).
[[nodiscard]] QString displaySafeLines(const QString &text, qsizetype limit = 65536);

} // namespace andon

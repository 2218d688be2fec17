// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace andon {

/// "the server calls this answer partial, and 2 more": the first of a source's words, made safe, and how many follow; possibly
/// empty.
[[nodiscard]] QString warningsText(const QStringList &warnings);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace andon {

/// One cell of a CSV file (RFC 4180), in UTF-8. Text that a spreadsheet would run as a formula (it begins with = + - @, a
/// tab or a carriage return, or with one of them in full width) gets an apostrophe before it.
[[nodiscard]] QByteArray csvText(const QString &text);
/// The shortest digits that read back as the same number; empty for NaN, "Inf" and "-Inf" as text.
[[nodiscard]] QByteArray csvNumber(double value);

} // namespace andon

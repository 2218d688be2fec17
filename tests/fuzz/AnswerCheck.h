// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace andon {

/// Reads `body` the quick way and the careful way and compares. Empty where the quick way declined or gave the same to
/// the last bit; else what differs.
[[nodiscard]] QString differenceOfReadings(const QByteArray &body);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"

#include <QString>

namespace andon {

enum class TimeZoneChoice { Utc, Local };

/// "15:04:05 UTC" or local with its offset; with the date where it is not `today`'s.
[[nodiscard]] QString clockText(TimePoint time, TimeZoneChoice zone);
/// "2026-11-24 15:04:05 UTC".
[[nodiscard]] QString dateTimeText(TimePoint time, TimeZoneChoice zone);
/// "0:42", "12:05", "3:04:05": for countdowns and ages; negative values carry a minus.
[[nodiscard]] QString durationText(qint64 seconds);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"

#include <QString>

#include <tl/expected.hpp>

namespace andon {

/// Why a typed time means nothing; ui/ says it in words.
enum class TimeEntryFault {
    Empty,
    NotATime,    ///< none of the forms
    NoSuchTime,  ///< the form of a date or a time, but there is no 30 February and no 25:00
    InTheFuture,
    TooLongAgo,  ///< before 1970 or so far back that it does not fit
};

/// What a person typed into "go to a time": "14:05" or "14:05:30" (today, or yesterday where that is still to come),
/// "2026-11-25 14:05", "2026-11-25", ISO 8601 with Z or an offset, "-2h", "-1h30m", "-90s" (before now), or seconds or
/// milliseconds since the epoch. Without a zone of its own it is read in UTC or in the zone of this computer.
[[nodiscard]] tl::expected<TimePoint, TimeEntryFault> parseTimeEntry(const QString &text, TimePoint now, bool utc);

} // namespace andon

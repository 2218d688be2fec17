// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/Event.h"

#include <optional>

namespace andon {

/// What reports read from an event, whatever its payload holds: a member of another type is as good as none.

/// Null where `object` is no object or has no such member.
[[nodiscard]] const nlohmann::json *jsonAt(const nlohmann::json &object, const char *member);
[[nodiscard]] QString textAt(const nlohmann::json &object, const char *member);
[[nodiscard]] QString textAt(const nlohmann::json &object, const char *member, const char *inner);
[[nodiscard]] std::optional<double> numberAt(const nlohmann::json &object, const char *member);

/// "2026-11-24T15:30:01Z".
[[nodiscard]] QString utcText(TimePoint time);
/// "T+07:48", "T-00:03", "T+125:00": minutes and seconds since `start`.
[[nodiscard]] QString sinceText(TimePoint time, TimePoint start);
/// "3 m 30 s", "2 h 05 m", "850 ms": a duration in reports.
[[nodiscard]] QString spanText(std::chrono::milliseconds duration);
/// Who did it, as a name.
[[nodiscard]] QString whoText(const Actor &actor);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace andon {

/// A point in UTC. The console keeps UTC inside; the zone is chosen on screen.
using TimePoint = std::chrono::sys_time<std::chrono::microseconds>;

/// The time, as a seam: tests implement it with a clock moved by hand. Any thread.
class Clock {
public:
    virtual ~Clock() = default;
    /// Wall clock; it may jump.
    [[nodiscard]] virtual TimePoint now() const = 0;
    /// Time since boot with suspend counted (CLOCK_BOOTTIME): for durations and deadlines.
    [[nodiscard]] virtual std::chrono::nanoseconds sinceBoot() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override;
    [[nodiscard]] std::chrono::nanoseconds sinceBoot() const override;
};

/// Milliseconds since 1970-01-01T00:00:00Z: the time of samples and of QDateTime.
[[nodiscard]] inline qint64 toMs(TimePoint time)
{
    return std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
}

[[nodiscard]] inline TimePoint fromMs(qint64 milliseconds)
{
    return TimePoint(std::chrono::milliseconds(milliseconds));
}

} // namespace andon

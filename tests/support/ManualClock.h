// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"

namespace andon {

/// A clock moved by hand. Starts at 2026-01-02T03:04:05Z, one hour after boot.
class ManualClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return m_now; }
    [[nodiscard]] std::chrono::nanoseconds sinceBoot() const override { return m_sinceBoot; }
    void advance(std::chrono::nanoseconds by)
    {
        m_now += std::chrono::duration_cast<std::chrono::microseconds>(by);
        m_sinceBoot += by;
    }
    /// The wall clock jumps; the time since boot does not.
    void jumpTo(TimePoint now) { m_now = now; }

private:
    TimePoint m_now{std::chrono::microseconds(1767323045000000)};
    std::chrono::nanoseconds m_sinceBoot{std::chrono::hours(1)};
};

} // namespace andon

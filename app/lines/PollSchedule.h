// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"

#include <QString>

namespace andon {

/// Milliseconds since boot, suspend counted.
[[nodiscard]] inline qint64 msSinceBoot(const Clock &clock)
{
    return std::chrono::floor<std::chrono::milliseconds>(clock.sinceBoot()).count();
}

/// When a service is polled: once an interval, at a place of the interval that its name gives, so that many services
/// spread evenly and do so after a sleep again. Times are ms since boot. Pure value.
class PollSchedule {
public:
    /// A poll that is late by more than so many intervals was missed in a sleep.
    static constexpr qint64 sleptIntervals = 3;

    PollSchedule(const QString &name, qint64 intervalMs);
    /// How long to wait from `nowMs` on after a round that began at `begunMs`: to the first slot that lies at least half
    /// an interval after its beginning. Slots that went by during a slow round are skipped, not made up for.
    [[nodiscard]] qint64 waitMs(qint64 nowMs, qint64 begunMs) const;
    /// To the next slot, at most an interval: for the first round of many services, and after a sleep.
    [[nodiscard]] qint64 waitToSlotMs(qint64 nowMs) const;
    [[nodiscard]] bool slept(qint64 dueMs, qint64 nowMs) const { return nowMs - dueMs > sleptIntervals * m_intervalMs; }

private:
    qint64 m_intervalMs;
    qint64 m_phaseMs;
};

} // namespace andon

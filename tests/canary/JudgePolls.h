// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/Judge.h"

#include <limits>

/// Polls of a minute each, and what a judge says after them.
namespace andon {

inline const double noNumber = std::numeric_limits<double>::quiet_NaN();
inline const TimePoint start = fromMs(1'764'000'000'000);

inline CountPoll pollAt(int minute, ArmCounts stable = {9, 900}, ArmCounts canary = {1, 100})
{
    CountPoll poll;
    poll.t = start + std::chrono::minutes(minute);
    poll.stable = stable;
    poll.canary = canary;
    return poll;
}

/// Takes `count` equal polls, a minute apart, from minute `first` on; the minute after the last.
inline int feed(const Judge &judge, JudgeState &state, int first, int count, ArmCounts stable, ArmCounts canary)
{
    for (int i = 0; i < count; ++i)
        judge.take(state, pollAt(first + i, stable, canary));
    return first + count;
}

inline VerdictKind kindOf(const Judge &judge, const JudgeState &state, int minute)
{
    return judge.standing(state, start + std::chrono::minutes(minute)).first;
}

inline UnknownReason reasonOf(const Judge &judge, const JudgeState &state, int minute)
{
    return judge.standing(state, start + std::chrono::minutes(minute)).second;
}

inline const ArmCounts calm{9, 900};
inline const ArmCounts calmCanary{1, 100};
inline const ArmCounts worseCanary{6, 100};

} // namespace andon

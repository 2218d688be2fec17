// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CanaryTraffic.h"

#include <algorithm>
#include <cmath>

namespace andon {

static double weightAt(int minute)
{
    return minute < 30 ? 0.05 : minute < 60 ? 0.1 : minute < 120 ? 0.25 : 0.5;
}

double poisson(double mean, std::mt19937_64 &random)
{
    return mean > 0 ? static_cast<double>(std::poisson_distribution<long>(mean)(random)) : 0;
}

static double badEvents(double mean, double burst, std::mt19937_64 &random)
{
    if (burst <= 1)
        return poisson(mean, random);
    double events = 0;
    for (double bursts = poisson(mean / burst, random); bursts > 0; --bursts)
        events += 1 + poisson(burst - 1, random);
    return events;
}

std::vector<CountPoll> recordCanary(const CanaryTraffic &traffic, std::mt19937_64 &random)
{
    std::vector<CountPoll> polls;
    for (int minute = 0; minute < 180; ++minute) {
        const double rate = 0.01 * (1 + 0.5 * std::sin(minute / 30.0));
        const double burst = minute < traffic.burstMinutes ? traffic.burst : 1;
        const double requests = traffic.requestsPerSecond * 60;
        CountPoll poll;
        poll.t = TimePoint(std::chrono::minutes(minute + 1));
        poll.canary.total = poisson(requests * weightAt(minute), random);
        poll.stable.total = poisson(requests * (1 - weightAt(minute)), random);
        const double ratio = minute < traffic.onset ? 1 : traffic.ratio;
        poll.canary.bad = std::min(poll.canary.total, badEvents(poll.canary.total * rate * ratio, burst, random));
        poll.stable.bad = std::min(poll.stable.total, badEvents(poll.stable.total * rate, burst, random));
        polls.push_back(poll);
    }
    return polls;
}

int firstMinute(const Judge &judge, const std::vector<CountPoll> &polls, VerdictKind kind)
{
    JudgeState state;
    int minute = 0;
    for (const CountPoll &poll : polls) {
        ++minute;
        judge.take(state, poll);
        if (judge.standing(state, poll.t).first == kind)
            return minute;
    }
    return 0;
}

} // namespace andon

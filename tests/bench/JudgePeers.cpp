// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/JudgePeers.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace andon {

int stopOfPeekedZ(const std::vector<CountPoll> &polls)
{
    ArmCounts stable, canary;
    int minute = 0;
    for (const CountPoll &poll : polls) {
        ++minute;
        stable = {stable.bad + poll.stable.bad, stable.total + poll.stable.total};
        canary = {canary.bad + poll.canary.bad, canary.total + poll.canary.total};
        const double pooled = (stable.bad + canary.bad) / (stable.total + canary.total);
        const double error = std::sqrt(pooled * (1 - pooled) * (1 / stable.total + 1 / canary.total));
        if (canary.bad / canary.total - stable.bad / stable.total > 1.6449 * error)
            return minute;
    }
    return 0;
}

int stopOfThreshold(const std::vector<CountPoll> &polls, int failureLimit)
{
    int minute = 0;
    int failed = 0;
    for (const CountPoll &poll : polls) {
        ++minute;
        failed += poll.canary.bad / poll.canary.total > 0.02 ? 1 : 0;
        if (failed > failureLimit)
            return minute;
    }
    return 0;
}

static bool isHigh(const std::vector<double> &canary, const std::vector<double> &stable)
{
    const double pairs = static_cast<double>(canary.size() * stable.size());
    const double spread = std::sqrt(pairs * static_cast<double>(canary.size() + stable.size() + 1) / 12);
    const double place = std::floor(pairs / 2 - 2.3263 * spread);
    if (place < 0)
        return false;
    std::vector<double> shifts;
    for (const double a : canary) {
        for (const double b : stable)
            shifts.push_back(a - b);
    }
    const auto ranked = [&](double rank) {
        const auto at = shifts.begin() + static_cast<std::ptrdiff_t>(rank);
        std::nth_element(shifts.begin(), at, shifts.end());
        return *at;
    };
    const double lower = ranked(place);
    const double shift = ranked(std::floor(pairs / 2));
    const auto mean = [](const std::vector<double> &points) {
        return std::accumulate(points.begin(), points.end(), 0.0) / static_cast<double>(points.size());
    };
    return lower > 0.25 * std::abs(shift) && mean(canary) >= mean(stable);
}

int stopOfMannWhitney(const std::vector<CountPoll> &polls)
{
    std::vector<double> stable, canary;
    int minute = 0;
    for (const CountPoll &poll : polls) {
        ++minute;
        if (poll.stable.total > 0)
            stable.push_back(poll.stable.bad / poll.stable.total);
        if (poll.canary.total > 0)
            canary.push_back(poll.canary.bad / poll.canary.total);
        if (minute % 15 == 0 && isHigh(canary, stable))
            return minute;
    }
    return 0;
}

} // namespace andon

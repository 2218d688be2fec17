// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/Judge.h"

#include <random>
#include <vector>

namespace andon {

/// A canary of three hours as the judge's figures are simulated: weight 5 % for 30 minutes, 10 % for 30, 25 % for 60, 50 % for
/// 60; bad rate 1 % × (1 + 0.5 sin(minute/30)), the canary's times the ratio; Poisson counts, a poll a minute.
struct CanaryTraffic {
    double requestsPerSecond = 10; ///< of both versions together
    double ratio = 1;
    double burst = 1;      ///< mean number of bad events that come at once: 1 + Poisson(burst − 1)
    int burstMinutes = 180; ///< from the start; afterwards each comes alone
    int onset = 0;         ///< minute in which the ratio begins
};

/// Polls of one run; the same for the same generator.
[[nodiscard]] std::vector<CountPoll> recordCanary(const CanaryTraffic &traffic, std::mt19937_64 &random);
/// 0 for a mean of 0.
[[nodiscard]] double poisson(double mean, std::mt19937_64 &random);

/// Of the runs of one kind.
struct RunFigures {
    double percent = 0; ///< of runs in which it happened
    double minutes = 0; ///< mean minute of those; 0: none
};
/// Minute (from 1) at which a run was decided, 0 for never; over `runs` runs from `seed` on.
template<typename Decide> [[nodiscard]] RunFigures figuresOf(const CanaryTraffic &traffic, int runs, unsigned seed, Decide decide)
{
    std::mt19937_64 random(seed);
    RunFigures figures;
    int count = 0;
    for (int run = 0; run < runs; ++run) {
        const int minute = decide(recordCanary(traffic, random));
        count += minute > 0 ? 1 : 0;
        figures.minutes += minute;
    }
    figures.percent = 100.0 * count / runs;
    figures.minutes /= count > 0 ? count : 1;
    return figures;
}
/// Minute in which `judge` first says `kind`, 0 for never.
[[nodiscard]] int firstMinute(const Judge &judge, const std::vector<CountPoll> &polls, VerdictKind kind);

} // namespace andon

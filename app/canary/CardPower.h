// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/StrategyCard.h"

namespace andon {

/// What one indicator meets: how much traffic, and how often it is bad on stable.
struct PowerInput {
    double requestsPerSecond = 0; ///< of all versions together
    double baseRate = 0;          ///< bad of all requests on stable, 0 to 1
    double alpha = 0.05;
    int lines = 1;                ///< K: so many indicators are judged together
    double r0 = 1.25;
    double beta = 0.05;
    double dispersion = 1; ///< of bad events on stable, 1 or above; the log terms are divided by it
};

/// What the correction for bursts divides evidence by where bad events are independent: the upper limit of a scatter of 1, by
/// the minutes with bad events of the one to two hours that it looks back at. 1.4 where hardly a minute is without, 3.4 where
/// most are. It holds from the canary's first minute on: stable's counts of the time before are read, too.
[[nodiscard]] double independentDispersion(double requestsPerSecond, double baseRate);

/// ln E gained a second at a ratio `ratio` of canary to stable, above 1, and a canary share 0 to 1: for small shares
/// rate·base·share·(r ln r − r + 1); for large ones less, for stable has less to tell; 0 at a share of 1, where no stable is
/// left to compare with.
[[nodiscard]] double regressionGrowth(const PowerInput &input, double share, double ratio);
/// The same of Ē for a canary that is as good as stable: towards "not worse than r0", with the best point of its grid.
[[nodiscard]] double notWorseGrowth(const PowerInput &input, double share);

/// ln E that is expected to be needed until Regressed: ln(K/α) and what the mixture costs, ln 7 at most, since one of seven
/// ratios is the true one; 1.2 with its neighbours' help, as simulated. A ratio between two of the grid's costs a few percent
/// more. For small shares that is (ln(K/α) + 1.2)(r − 1)/(r ln r − r + 1) extra bad events: small weights delay detection,
/// they do not cheapen it.
[[nodiscard]] double evidenceNeeded(const PowerInput &input);

/// Seconds until the expected evidence is enough at one weight (percent), from nothing; infinite: never.
[[nodiscard]] double secondsUntilSeen(const PowerInput &input, double weight, double ratio);
[[nodiscard]] double secondsUntilNotWorse(const PowerInput &input, double weight);
/// The same from the card's start through its steps, where evidence is kept from step to step; infinite: not before the
/// last window is over.
[[nodiscard]] double secondsUntilSeen(const PowerInput &input, const QList<CardStep> &steps, double ratio);
[[nodiscard]] double secondsUntilNotWorse(const PowerInput &input, const QList<CardStep> &steps);
/// Seconds from the start until the canary has met `samples` requests; infinite: not before the last window is over.
[[nodiscard]] double secondsUntilSamples(const PowerInput &input, const QList<CardStep> &steps, qint64 samples);

} // namespace andon

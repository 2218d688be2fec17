// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/CardPower.h"

#include "app/canary/Dispersion.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace andon {

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

bool isUsable(const PowerInput &input)
{
    return std::isfinite(input.requestsPerSecond) && input.requestsPerSecond > 0 && input.baseRate > 0 && input.baseRate <= 1;
}

double through(const QList<CardStep> &steps, double needed, const std::function<double(double)> &growthAtShare)
{
    double seconds = 0;
    for (const CardStep &step : steps) {
        const double growth = growthAtShare(step.weight / 100);
        const auto window = static_cast<double>(step.windowSeconds);
        if (growth > 0 && needed <= growth * window)
            return seconds + needed / growth;
        needed -= growth * window;
        seconds += window;
    }
    return never;
}

/// What bursts leave of a log term.
double undispersed(const PowerInput &input, double growth)
{
    return std::max(0.0, growth) / std::max(1.0, input.dispersion);
}

} // namespace

double independentDispersion(double requestsPerSecond, double baseRate)
{
    // Two minutes without a bad event have no difference.
    const double seen = -std::expm1(-120 * requestsPerSecond * baseRate);
    return Dispersion::ofIndependent(1.5 * Dispersion::block * seen);
}

double evidenceNeeded(const PowerInput &input)
{
    constexpr double mixtureCost = 1.2;
    return std::log(input.lines / input.alpha) + mixtureCost;
}

double regressionGrowth(const PowerInput &input, double share, double ratio)
{
    if (!isUsable(input) || share <= 0 || share >= 1 || !(ratio > 1))
        return 0;
    const double r = std::min(ratio, 1 / input.baseRate); // more than every request cannot be bad
    const double bad = 1 - share + share * r;             // of both, over what stable alone would have
    return undispersed(input, input.requestsPerSecond * input.baseRate * (share * r * std::log(r) - bad * std::log(bad)));
}

double notWorseGrowth(const PowerInput &input, double share)
{
    if (!isUsable(input) || share <= 0 || share >= 1)
        return 0;
    double best = 0;
    for (const double r : {0.5, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0}) {
        if (r < input.r0) {
            best = std::max(best, share * std::log(r / input.r0)
                                      + std::log((1 - share + share * input.r0) / (1 - share + share * r)));
        }
    }
    return undispersed(input, input.requestsPerSecond * input.baseRate * best);
}

double secondsUntilSeen(const PowerInput &input, double weight, double ratio)
{
    const double growth = regressionGrowth(input, weight / 100, ratio);
    return growth > 0 ? evidenceNeeded(input) / growth : never;
}

double secondsUntilNotWorse(const PowerInput &input, double weight)
{
    const double growth = notWorseGrowth(input, weight / 100);
    return growth > 0 ? -std::log(input.beta) / growth : never;
}

double secondsUntilSeen(const PowerInput &input, const QList<CardStep> &steps, double ratio)
{
    return through(steps, evidenceNeeded(input), [&](double share) { return regressionGrowth(input, share, ratio); });
}

double secondsUntilNotWorse(const PowerInput &input, const QList<CardStep> &steps)
{
    return through(steps, -std::log(input.beta), [&](double share) { return notWorseGrowth(input, share); });
}

double secondsUntilSamples(const PowerInput &input, const QList<CardStep> &steps, qint64 samples)
{
    return through(steps, static_cast<double>(samples), [&](double share) { return input.requestsPerSecond * share; });
}

} // namespace andon

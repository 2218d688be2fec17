// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/DetectionPower.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace andon {

DetectionPower detectionPower(const PowerQuestion &question)
{
    constexpr double mixtureCost = 1.2;
    constexpr double never = std::numeric_limits<double>::infinity();
    const double r = question.ratio;
    const double share = question.weight;
    const double mean = 1 - share + share * r;
    const double growth = question.badRate * (share * r * std::log(r) - mean * std::log(mean)) / std::max(1.0, question.dispersion);
    const double limit = std::log(question.lines / question.alpha) + mixtureCost;
    if (!(r > 1) || !(growth > 0))
        return {never, never};
    const double requests = limit / growth;
    const double seconds = question.requestsPerSecond > 0 ? requests / question.requestsPerSecond : never;
    return {requests * share * question.badRate * (r - 1), seconds};
}

} // namespace andon

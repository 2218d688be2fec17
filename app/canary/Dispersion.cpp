// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/Dispersion.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace andon {

void Dispersion::Track::close()
{
    const double events = minute.bad + before.bad;
    if (minute.total > 0 && before.total > 0 && events > 0) {
        // (x/e − x'/e')² over its variance (x + x')/(e + e') · (1/e + 1/e').
        const double difference = minute.bad * before.total - before.bad * minute.total;
        squares[1] += difference * difference / (events * minute.total * before.total);
        count[1] += 1;
    }
    if (minute.total > 0)
        before = minute;
    minute = {};
}

/// The 5 % quantile of χ² over its degrees of freedom, which are 2k/3 of k differences.
static double quantileOf(double differences)
{
    const double spread = 1 / (3 * differences);
    const double root = 1 - spread - 1.645 * std::sqrt(spread);
    return root * root * root;
}

/// A poll asks for it once: those of two blocks are kept.
static const std::array<double, 2 * Dispersion::block + 2> quantiles = [] {
    std::array<double, 2 * Dispersion::block + 2> made{};
    for (std::size_t i = Dispersion::fewest; i < made.size(); ++i)
        made[i] = quantileOf(static_cast<double>(i));
    return made;
}();

static double knownQuantile(double differences)
{
    return differences < quantiles.size() ? quantiles[static_cast<std::size_t>(differences)] : quantileOf(differences);
}

double Dispersion::ofIndependent(double differences)
{
    return 1 / knownQuantile(std::max<double>(fewest, differences));
}

std::optional<double> Dispersion::Track::upper(double part) const
{
    const double differences = count[0] + count[1];
    if (differences < fewest)
        return std::nullopt;
    return std::max(1.0, (squares[0] + squares[1]) / (differences * part * knownQuantile(differences)));
}

double Dispersion::unseen()
{
    return 1 / quantiles[fewest];
}

void Dispersion::add(TimePoint t, const ArmCounts &ofStable, const ArmCounts &ofCanary)
{
    const std::int64_t now = std::chrono::ceil<std::chrono::minutes>(t).time_since_epoch().count();
    if (now != minute && both.minute.total > 0) {
        stable.close();
        both.close();
        ++minutes;
    }
    minute = now;
    stable.minute.bad += ofStable.bad;
    stable.minute.total += ofStable.total;
    both.minute.bad += ofStable.bad + ofCanary.bad;
    both.minute.total += ofStable.total + ofCanary.total;
}

void Dispersion::startBlock()
{
    for (Track *track : {&stable, &both}) {
        track->squares = {track->squares[1], 0};
        track->count = {track->count[1], 0};
    }
    minutes = 0;
}

void Dispersion::breakChain()
{
    for (Track *track : {&stable, &both}) {
        track->close();
        track->before = {};
    }
}

std::optional<double> Dispersion::upper(double part) const
{
    const std::optional<double> known = stable.upper(part);
    return known ? known : both.upper(part);
}

} // namespace andon

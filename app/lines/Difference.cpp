// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/Difference.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>
#include <vector>

namespace andon {

static constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
static constexpr double madScale = 1.4826;
static constexpr double meanScale = 1.2533;

static std::vector<double> valuesIn(const Columns &columns, const TimeWindow &window)
{
    std::vector<double> found;
    if (window.toMs < window.fromMs)
        return found;
    std::size_t at = columns.firstAtOrAfter(window.fromMs);
    const std::size_t end = columns.firstAtOrAfter(window.toMs + 1);
    found.reserve(end - at);
    while (at < end) {
        const Columns::Run run = columns.run(at);
        const std::size_t count = std::min(run.count, end - at);
        std::copy_if(run.values, run.values + count, std::back_inserter(found),
                     [](double value) { return std::isfinite(value); });
        at += count;
    }
    return found;
}

/// Of a non-empty list; reorders it.
static double medianOf(std::vector<double> &values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return *middle;
    // Halves first: the sum of two large values must not overflow.
    return *std::max_element(values.begin(), middle) / 2 + *middle / 2;
}

static WindowFigures figuresOf(std::vector<double> &values)
{
    if (values.empty())
        return {0, nothing, nothing, nothing, nothing};
    WindowFigures figures;
    figures.samples = values.size();
    const auto [lowest, highest] = std::minmax_element(values.cbegin(), values.cend());
    figures.lowest = *lowest;
    figures.highest = *highest;
    double mean = 0;
    double count = 0;
    for (const double value : values) {
        ++count;
        mean += value / count - mean / count;
    }
    figures.mean = mean;
    figures.median = medianOf(values);
    return figures;
}

WindowFigures windowFigures(const Columns &columns, const TimeWindow &window)
{
    std::vector<double> values = valuesIn(columns, window);
    return figuresOf(values);
}

/// 0 only where both sides are constant.
static double pooledSpread(const std::vector<double> &a, double medianA, const std::vector<double> &b, double medianB)
{
    std::vector<double> distances;
    distances.reserve(a.size() + b.size());
    for (const double value : a)
        distances.push_back(std::abs(value - medianA));
    for (const double value : b)
        distances.push_back(std::abs(value - medianB));
    const double mean = std::accumulate(distances.cbegin(), distances.cend(), 0.0) / static_cast<double>(distances.size());
    const double mad = medianOf(distances);
    return mad > 0 ? madScale * mad : meanScale * mean;
}

Difference difference(const Comparison &comparison)
{
    Difference found;
    found.of = comparison;
    const auto read = [](const std::shared_ptr<const Columns> &columns, const TimeWindow &window) {
        return columns ? valuesIn(*columns, window) : std::vector<double>();
    };
    std::vector<double> reference = read(comparison.reference, comparison.referenceWindow);
    std::vector<double> subject = read(comparison.subject, comparison.subjectWindow);
    found.reference = figuresOf(reference);
    found.subject = figuresOf(subject);
    found.shift = found.subject.median - found.reference.median;
    found.worse = comparison.direction == Direction::HigherIsWorse ? found.shift > 0 : found.shift < 0;
    if (reference.empty() || subject.empty()) {
        found.trust = Trust::NoData;
        found.effect = nothing;
        return found;
    }
    const double spread = pooledSpread(reference, found.reference.median, subject, found.subject.median);
    if (spread > 0)
        found.effect = found.shift / spread;
    else
        found.effect = found.shift == 0 ? 0 : std::copysign(std::numeric_limits<double>::infinity(), found.shift);
    if (std::min(reference.size(), subject.size()) < fewestSamples)
        found.trust = Trust::FewSamples;
    else if (spread == 0 && found.shift != 0)
        found.trust = Trust::NoSpread;
    return found;
}

/// What is compared among differences of equal trust; never NaN.
static double weight(const Difference &one)
{
    if (one.trust == Trust::NoData)
        return 0;
    if (std::isfinite(one.effect))
        return std::abs(one.effect);
    const double larger = std::max(std::abs(one.reference.median), std::abs(one.subject.median));
    return larger > 0 ? std::abs(one.shift) / larger : 0;
}

static bool isRankedBefore(const Difference &a, const Difference &b)
{
    if (a.trust != b.trust)
        return a.trust < b.trust;
    return weight(a) > weight(b);
}

QList<Difference> ranked(const QList<Comparison> &comparisons)
{
    QList<Difference> found;
    found.reserve(comparisons.size());
    for (const Comparison &comparison : comparisons)
        found.append(difference(comparison));
    std::stable_sort(found.begin(), found.end(), isRankedBefore);
    return found;
}

QList<Difference> merged(const QList<Difference> &a, const QList<Difference> &b, qsizetype most)
{
    QList<Difference> both;
    both.reserve(a.size() + b.size());
    std::merge(a.cbegin(), a.cend(), b.cbegin(), b.cend(), std::back_inserter(both), isRankedBefore);
    return both.mid(0, most);
}

} // namespace andon

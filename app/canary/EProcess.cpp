// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/EProcess.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

namespace andon {

namespace {

constexpr std::size_t unity = 4;
static_assert(gridRatios[unity] == 1);

std::size_t placeOf(double ratio)
{
    return static_cast<std::size_t>(std::find(gridRatios.begin(), gridRatios.end(), ratio) - gridRatios.begin());
}

/// ln of 0.5 to 100, to 4e-16. Without branches and calls, so that a compiler does several at once: half of the time of a poll
/// is logarithms. x = 2^k m with m in [√½, √2); ln m = 2 artanh s, s = (m − 1)/(m + 1).
inline double quickLog(double x)
{
    constexpr std::uint64_t rootOfHalf = 0x3fe6a09e667f3bcd;
    constexpr std::uint64_t twoTo52 = 0x4330000000000000;
    const auto bits = std::bit_cast<std::uint64_t>(2 * x);
    const std::uint64_t k = (bits - rootOfHalf) >> 52;
    const double m = std::bit_cast<double>(bits - (k << 52));
    const double exponent = std::bit_cast<double>(k | twoTo52) - 4503599627370497.0;
    const double s = (m - 1) / (m + 1);
    const double z = s * s;
    const double small = (((2.0 / 19 * z + 2.0 / 17) * z + 2.0 / 15) * z + 2.0 / 13) * z + 2.0 / 11;
    const double series = (((small * z + 2.0 / 9) * z + 2.0 / 7) * z + 2.0 / 5) * z + 2.0 / 3;
    return exponent * std::numbers::ln2 + (2 * s + s * z * series);
}

// Four at once where the processor can; the same bits as two at once, since no step is fused.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
[[gnu::target_clones("avx2", "default")]]
#endif
void addLoads(std::array<double, gridSize> &loads, double hits, double share)
{
    for (std::size_t i = 0; i < gridRatios.size(); ++i)
        loads[i] += hits * quickLog(1 + share * (gridRatios[i] - 1));
}

double logAddExp(double a, double b)
{
    const double most = std::max(a, b);
    return most + std::log1p(std::exp(std::min(a, b) - most));
}

} // namespace

Stakes::Stakes()
{
    logs.fill(std::log(first));
}

void SplitSums::add(const SplitSums &other, double factor)
{
    hits += factor * other.hits;
    for (std::size_t i = 0; i < gridSize; ++i)
        loads[i] += factor * other.loads[i];
}

std::array<double, gridSize> gridWith(double extra)
{
    std::array<double, gridSize> ratios{};
    std::copy(gridRatios.begin(), gridRatios.end(), ratios.begin());
    ratios.back() = extra;
    return ratios;
}

double logMeanExp(std::span<const double> logs)
{
    const double most = *std::max_element(logs.begin(), logs.end());
    double sum = 0;
    for (const double value : logs)
        sum += std::exp(value - most);
    return most + std::log(sum / static_cast<double>(logs.size()));
}

RatioMixture::RatioMixture(std::span<const double, gridSize> ratios, std::size_t reference, Side side)
    : m_reference(reference), m_referenceRatio(ratios[reference]), m_logFirst(std::log(Stakes::first))
{
    const auto begin = gridRatios.begin();
    const auto end = gridRatios.end();
    const auto first = side == Side::Above ? std::upper_bound(begin, end, m_referenceRatio) : begin;
    const auto last = side == Side::Above ? end : std::lower_bound(begin, end, m_referenceRatio);
    m_first = static_cast<std::size_t>(first - begin);
    for (auto ratio = first; ratio != last; ++ratio)
        m_logSteps[m_count++] = std::log(*ratio / m_referenceRatio);
    m_logTerms = std::log(static_cast<double>(m_count));
}

double RatioMixture::log(const SplitSums &sums) const
{
    std::array<double, gridSize> logs;
    for (std::size_t i = 0; i < m_count; ++i)
        logs[i] = valueOf(i, sums);
    return logMeanExp(std::span(logs).first(m_count));
}

double RatioMixture::log(const SplitSums &sums, const Stakes &stakes) const
{
    std::array<double, gridSize> logs;
    for (std::size_t i = 0; i < m_count; ++i)
        logs[i] = valueOf(i, sums) + stakes.logs[i];
    return logAddExp(logMeanExp(std::span(logs).first(m_count)), std::log(stakes.reserve()));
}

double RatioMixture::logAtMost(const SplitSums &sums) const
{
    double most = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < m_count; ++i)
        most = std::max(most, valueOf(i, sums));
    return most;
}

double RatioMixture::logAtMost(const SplitSums &sums, const Stakes &stakes) const
{
    return floored(largest([&](std::size_t i) { return valueOf(i, sums) + stakes.logs[i]; }));
}

double RatioMixture::logAtMost(const SplitSums &closed, const SplitSums &open, double factor, const Stakes &stakes) const
{
    const double hits = closed.hits + factor * open.hits;
    const double base = closed.loads[m_reference] + factor * open.loads[m_reference];
    const double *const before = closed.loads.data() + m_first;
    const double *const now = open.loads.data() + m_first;
    const double *const steps = m_logSteps.data(), *const logs = stakes.logs.data();
    return floored(largest([=](std::size_t i) { return hits * steps[i] + base - (before[i] + factor * now[i]) + logs[i]; }));
}

template<typename Value> double RatioMixture::largest(Value value) const
{
    // Two at a time: a chain of comparisons is what a poll would wait for.
    double even = value(0), odd = even;
    std::size_t i = 1;
    for (; i + 1 < m_count; i += 2) {
        even = std::max(even, value(i));
        odd = std::max(odd, value(i + 1));
    }
    if (i < m_count)
        even = std::max(even, value(i));
    return std::max(even, odd);
}

double RatioMixture::floored(double most) const
{
    // x + 0.1 is at most 1 where x is at most 0.9, and ln(x + 0.1) at most ln x + 0.1/0.9 where it is more.
    return most <= m_logFirst ? 0 : most + (1 - Stakes::first) / Stakes::first;
}

void RatioMixture::raise(Stakes &stakes, const SplitSums &sums) const
{
    const double before = stakes.reserve();
    ++stakes.raises;
    const double logStake = std::log(before - stakes.reserve());
    for (std::size_t i = 0; i < m_count; ++i)
        stakes.logs[i] = logAddExp(stakes.logs[i], logStake - valueOf(i, sums));
}

double RatioMixture::eventsUntil(const SplitSums &sums, const Stakes *stakes, double logLimit, double ratio, double share,
                                 double dispersion) const
{
    const double perEvent = share * ratio / (1 - share + share * ratio);
    const double base = std::log1p(share * (m_referenceRatio - 1));
    double fewest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < m_count; ++i) {
        const double growth = perEvent * m_logSteps[i] + base - std::log1p(share * (gridRatios[m_first + i] - 1));
        const double now = valueOf(i, sums) + (stakes ? stakes->logs[i] : 0);
        if (growth > 0)
            fewest = std::min(fewest, std::max(0.0, logLimit + m_logTerms - now) * dispersion / growth);
    }
    return fewest;
}

EProcess::EProcess(double r0)
    : m_extra(placeOf(r0) < gridRatios.size() ? 1 : r0),
      m_regressed(gridWith(m_extra), unity, RatioMixture::Side::Above),
      m_notWorse(gridWith(m_extra), placeOf(r0), RatioMixture::Side::Below)
{
}

void EProcess::add(SplitSums &sums, double canaryHits, double hits, double share) const
{
    if (!(hits > 0) || !(share > 0) || !(share < 1))
        return;
    sums.hits += canaryHits;
    addLoads(sums.loads, hits, share);
    if (m_extra != 1)
        sums.loads.back() += hits * quickLog(1 + share * (m_extra - 1));
}

} // namespace andon

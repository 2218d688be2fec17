// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace andon {

/// The rate ratios (canary to stable) that mixtures are made of, and one place more for a reference that is none of them.
inline constexpr std::array<double, 12> gridRatios{0.5, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 5, 10};
inline constexpr std::size_t gridSize = gridRatios.size() + 1;

/// What the polls so far come to: all that a mixture needs to know of them. Plain; adds up in any order.
struct SplitSums {
    double hits = 0;                      ///< Σ c: bad events on the canary
    std::array<double, gridSize> loads{}; ///< Σ n ln(1 − θ + θ r), by place in the grid
    /// Adds `factor` times `other`.
    void add(const SplitSums &other, double factor);
    bool operator==(const SplitSums &) const = default;
};

/// How the capital of a mixture is spread over the beginnings of a change: nine tenths are on its ratios from the start; the
/// k-th raise() puts 0.1/(k(k + 1)) more on them, from then on. A canary that was good for days and then becomes worse is
/// found within minutes, not after all that spoke for it is outweighed, and the mixture stays a supermartingale that starts
/// at 1: what is not on a ratio yet is kept at its worth. Plain value of fixed size.
struct Stakes {
    static constexpr double first = 0.9;
    std::array<double, 7> logs; ///< by term of a mixture of at most seven: ln Σ stake / likelihood ratio when it was made
    int raises = 0;
    Stakes();
    [[nodiscard]] double reserve() const { return (1 - first) / (raises + 1); }
    bool operator==(const Stakes &) const = default;
};

/// The sequential test of counts with a changing split. Of the n events of a poll, c fell on the canary, which had the
/// share θ of the poll's requests; at the rate ratio r, c is Binomial(n, θr/(1 − θ + θr)) whatever the base rate, which
/// may drift. A mixture is the mean, over ratios r of the grid on one side of a reference q, of the likelihood ratios
///
///     Πi (r/q)^ci ((1 − θi + θi q)/(1 − θi + θi r))^ni
///
/// While the true ratio stays on the other side of q, or at it, that is a non-negative supermartingale which starts at 1:
/// by Ville's inequality P(it ever reaches x) ≤ 1/x, however often it is looked at. θ may change from poll to poll as long
/// as it does not depend on the poll's own events. The conditional test is that of Lindon and Malek 2022
/// (arXiv 2011.03567); the grid with a changing split is Andon's and checked by simulation (tests/canary).
/// All values are natural logarithms: the mixture itself leaves the range of a double within hours. Immutable, any thread.
class RatioMixture {
public:
    enum class Side { Above, Below };
    /// `ratios`: of the places of SplitSums::loads. At least one ratio must lie on `side` of `ratios[reference]`.
    RatioMixture(std::span<const double, gridSize> ratios, std::size_t reference, Side side);
    /// ln of the mixture; finite.
    [[nodiscard]] double log(const SplitSums &sums) const;
    /// The same with its capital spread over time; of at most seven ratios.
    [[nodiscard]] double log(const SplitSums &sums, const Stakes &stakes) const;
    /// Upper bounds of log() at a fraction of its price.
    [[nodiscard]] double logAtMost(const SplitSums &sums) const;
    [[nodiscard]] double logAtMost(const SplitSums &sums, const Stakes &stakes) const;
    /// That of `closed` and `factor` times `open` together, without adding them up first: the price of a poll of a stratum.
    [[nodiscard]] double logAtMost(const SplitSums &closed, const SplitSums &open, double factor, const Stakes &stakes) const;
    /// Stakes the next part of the reserve on a change that begins now.
    void raise(Stakes &stakes, const SplitSums &sums) const;
    /// ln of the number of ratios: log() without stakes lies at most that far below its bound.
    [[nodiscard]] double logTerms() const { return m_logTerms; }
    /// Events of both versions that the mixture is expected to need yet until it reaches `logLimit`, at the true ratio
    /// `ratio` and the share `share`, when log terms are divided by `dispersion`; infinite where it would never.
    /// `stakes`: null where it has none.
    [[nodiscard]] double eventsUntil(const SplitSums &sums, const Stakes *stakes, double logLimit, double ratio,
                                     double share, double dispersion) const;

private:
    /// ln of the likelihood ratio of the i-th ratio.
    [[nodiscard]] double valueOf(std::size_t i, const SplitSums &sums) const
    {
        return sums.hits * m_logSteps[i] + sums.loads[m_reference] - sums.loads[m_first + i];
    }
    template<typename Value> [[nodiscard]] double largest(Value value) const;
    /// With what is not staked yet, from the largest of the terms.
    [[nodiscard]] double floored(double most) const;
    std::array<double, gridSize> m_logSteps{}; ///< ln(r/q)
    std::size_t m_first = 0; ///< place of the first ratio; the others follow
    std::size_t m_count = 0;
    std::size_t m_reference;
    double m_referenceRatio;
    double m_logTerms = 0;
    double m_logFirst;
};

/// The two mixtures of the judge over one set of sums, and how a poll gets into them.
class EProcess {
public:
    /// `r0`: the ratio that "not worse" excludes, above 0.5.
    explicit EProcess(double r0);
    /// One poll: `canaryHits` of `hits` events, the canary's share `share` of the requests from 0 to 1. Changes nothing
    /// where one version had all requests, or nothing happened: no control, no evidence.
    void add(SplitSums &sums, double canaryHits, double hits, double share) const;
    /// E: evidence against a ratio of at most 1. Ratios 1.1, 1.25, 1.5, 2, 3, 5, 10.
    [[nodiscard]] const RatioMixture &regressed() const { return m_regressed; }
    /// Ē: evidence against a ratio of at least r0. Ratios 0.5, 0.7, 0.8, 0.9, 1 and those of E, as far as they lie below r0.
    [[nodiscard]] const RatioMixture &notWorse() const { return m_notWorse; }

private:
    double m_extra; ///< r0 where it is not in the grid, else 1
    RatioMixture m_regressed;
    RatioMixture m_notWorse;
};

/// The ratios of the grid with `extra` at the last place.
[[nodiscard]] std::array<double, gridSize> gridWith(double extra);
/// ln of the mean of exp over `logs`, which are finite and at least one.
[[nodiscard]] double logMeanExp(std::span<const double> logs);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/canary/Verdict.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <limits>

namespace andon {

/// Samples of one version, as sums (Welford's; merged as by Chan, Golub and LeVeque 1983).
struct MeanArm {
    double count = 0;
    double mean = 0;
    double squares = 0;   ///< Σ (x − mean)²
    double steps = 0;     ///< Σ (x − x before)², of samples that came one by one
    double stepCount = 0;
    std::optional<double> last;
    void add(double value);
    /// A poll's `number` of samples at once, with their mean and variance.
    void add(double number, double ofMean, double variance);
    [[nodiscard]] double variance() const { return count > 1 ? squares / (count - 1) : 0; }
    /// How much more the mean scatters than that of independent samples, 1 or above: (1 + ρ)/(1 − ρ) at the lag-1
    /// autocorrelation ρ, which the ratio of successive to squared differences tells (von Neumann 1941). A gauge that is
    /// read again and again hardly moves between two polls.
    [[nodiscard]] double inflation() const;
    bool operator==(const MeanArm &) const = default;
};

struct MeanOptions {
    double alpha = 0.05;
    int lines = 1;             ///< K
    double beta = 0.05;
    bool higherIsWorse = true;
    double tolerance = 0.25;   ///< a canary whose mean is worse by this part of stable's must not pass: r0 − 1
    double minimumSamples = 50; ///< on each version; the sequence is asymptotic, so it holds back both decisions
    std::chrono::seconds staleAfter{180};
    std::chrono::seconds gapAfter{180}; ///< distance of two polls at which a gap is noted
};

/// The evidence so far of a line that is a gauge or a mean. Plain value of fixed size.
struct MeanState {
    MeanArm stable;
    MeanArm canary;
    double tau = 0;      ///< fixed when both versions have their minimum of samples; 0: not yet
    double maxLogE = 0;
    std::optional<TimePoint> since, last, regressedAt, notWorseSince, firstDecision, troubleSince, lastEventAt;
    VerdictRule regressedRule = VerdictRule::None;
    UnknownReason trouble = UnknownReason::None;
    EvidenceEvent lastEvent = EvidenceEvent::None;
    int polls = 0;
    int refused = 0;
    int lost = 0; ///< since both versions had a sample
    int restarts = 0;
    bool operator==(const MeanState &) const = default;
};

/// {"format": 1, …}; and back, BadInput as with readJudgeState().
[[nodiscard]] nlohmann::json meanStateJson(const MeanState &state);
[[nodiscard]] Result<MeanState> readMeanState(const nlohmann::json &object);

/// What one poll read; NaN: the version had no sample.
struct MeanPoll {
    TimePoint t;
    double stable = std::numeric_limits<double>::quiet_NaN();
    double canary = std::numeric_limits<double>::quiet_NaN();
    bool redLineCrossed = false; ///< a gate of the canary's indicator is crossed: the caller's judgement
};

/// The difference of two means, canary minus stable, that may be looked at all the time: the normal-mixture confidence sequence
///
///     D ± √(V (1 + V/τ²) ln((1 + τ²/V)/α²))       V = s²c/nc + s²s/ns
///
/// and its e-value Λ = √(V/(V + τ²)) exp(τ²D²/(2V(V + τ²))) (Johari, Pekelis and Walsh 2015, arXiv 1512.04922; Waudby-Smith
/// and others 2021, arXiv 2103.06476). τ is a tenth of stable's mean at the end of the burn-in, of the canary's where that is 0;
/// while both are 0 there is no τ and nothing is decided. A version whose samples never moved is taken as if one of them had been
/// away by D or by τ: what did not move in n samples may in the next. It is asymptotic: on skewed data 6 to 8 % false alarms were
/// seen where 5 % was asked, so every verdict of it says so; count bad events where that is possible. Pure, any thread.
class MeanSequence {
public:
    explicit MeanSequence(const MeanOptions &options);
    /// Refused with a reason where time runs backward or a value is infinite. The newest poll once more changes nothing. A poll
    /// without a sample of one version is Unknown and never passes.
    UnknownReason take(MeanState &state, const MeanPoll &poll) const;
    /// A poll without samples, as Judge::lose(): where more than a tenth of the polls is lost or refused, nothing passes.
    void lose(MeanState &state, TimePoint t, UnknownReason reason) const;
    /// As of Judge: the evidence starts again from nothing, or goes on after readMeanState().
    void restart(MeanState &state, TimePoint t, EvidenceEvent event) const;
    void resume(MeanState &state, TimePoint t) const;
    [[nodiscard]] Verdict verdict(const MeanState &state, TimePoint now, UnknownReason known = UnknownReason::None,
                                  std::string query = {}) const;

private:
    struct Difference;
    [[nodiscard]] Difference differenceOf(const MeanState &state) const;
    void decide(MeanState &state, const MeanPoll &poll) const;
    [[nodiscard]] VerdictRule heldBackBy(const MeanState &state) const;
    /// Where both means stay as they are and values come as often as so far; none: not within thirty days.
    [[nodiscard]] std::optional<Forecast> forecast(const MeanState &state, const Difference &difference) const;
    MeanOptions m_options;
};

} // namespace andon

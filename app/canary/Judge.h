// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/JudgeState.h"

#include <chrono>

namespace andon {

/// What a line is judged by.
struct JudgeOptions {
    double alpha = 0.05;  ///< probability, at most, that any of the lines is called Regressed although none is
    int lines = 1;        ///< K: lines judged together
    double r0 = 1.25;     ///< a canary r0 times as bad must not pass as not worse
    double beta = 0.05;   ///< probability, at most, that it does
    bool correctBursts = false;   ///< divide log terms by the dispersion: bad events come in bursts, retries, sessions
    double minimumRequests = 30;  ///< on each version before a NotWorse; a Regressed needs no minimum, its test is exact
    double acceptableRate = 0;    ///< bad events a request below which a canary passes by itself; 0: no such rate. Correcting for
                                  ///< bursts, one without any bad event passes by Dispersion::unseen() while the scatter is not known
    double quantileMultiple = 0;  ///< stop where the canary's quantile exceeds this many times stable's; 0: not looked at
    int quantilePolls = 3;        ///< … in that many polls in a row
    std::chrono::seconds staleAfter{180}; ///< age of the newest poll at which nothing is known any more
    std::chrono::seconds gapAfter{180};   ///< distance of two polls at which a gap is noted

    /// What is wrong with them, in English; empty: nothing.
    [[nodiscard]] std::string fault() const;
};

/// What one poll counted since the poll before. Counts may be fractions (Prometheus extrapolates).
struct CountPoll {
    TimePoint t; ///< end of the counted stretch
    ArmCounts stable;
    ArmCounts canary;
    bool redLineCrossed = false; ///< a gate of the canary's indicator is crossed: the caller's judgement
    double stableQuantile = std::numeric_limits<double>::quiet_NaN(); ///< of latency, say, in any unit; NaN: none
    double canaryQuantile = std::numeric_limits<double>::quiet_NaN();
};

/// May this canary go on, as far as one line of counts tells? Holds the rules and no evidence, so that one Judge serves any
/// number of lines and strata; pure, any thread. The mathematics are those of EProcess and Dispersion.
///
/// Regressed stays: the limit was reached, and by then at most α of good canaries had reached it. NotWorse is said while
/// Ē stands at its limit, and is taken back when later polls speak against it. Both of a Regressed and an Unknown hold, the
/// Regressed is said: what was shown does not become unknown with the data's age.
class Judge {
public:
    /// When a NotWorse is worked out: at each poll, so that it is known since when; or when somebody asks, which halves the
    /// price of a poll where thousands of strata are judged and a few are looked at: it then is since the newest poll.
    enum class Passes { AtEachPoll, WhenAsked };
    /// `options` without a fault.
    explicit Judge(const JudgeOptions &options, Passes passes = Passes::AtEachPoll);
    [[nodiscard]] const JudgeOptions &options() const { return m_options; }

    /// Takes a poll, or refuses it and says why; the state then is Unknown until the next good one. A poll must end after the
    /// one before. Counts of a poll after a gap are taken as they are: what is not polled is neither for nor against.
    /// `logEAtMost`: an upper bound of logE() then, at no cost.
    UnknownReason take(JudgeState &state, const CountPoll &poll, double *logEAtMost = nullptr) const;
    /// A poll without usable counts: no answer, label missing, counter reset. The evidence is kept, and nothing is known
    /// until the next good poll; where more than a tenth of the polls since the first is lost or refused, nothing passes.
    void lose(JudgeState &state, TimePoint t, UnknownReason reason) const;
    /// A counter began anew within the step that ends at `t`: what it counted is not known, and whatever counts may be another
    /// process. The evidence restarts; a Regressed is kept, or a canary that crashes would clear its own record.
    void reset(JudgeState &state, TimePoint t) const;
    /// The evidence starts again from nothing, knowingly. Each restart is a test of its own; the verdict tells their number.
    void restart(JudgeState &state, TimePoint t, EvidenceEvent event) const;
    /// After readJudgeState(): goes on with the evidence, or restarts it where r0 or the correction for bursts is another now.
    void resume(JudgeState &state, TimePoint t) const;

    /// The kind and, if Unknown, the reason. `known`: what the caller knows besides, such as ShareMismatch.
    [[nodiscard]] std::pair<VerdictKind, UnknownReason> standing(const JudgeState &state, TimePoint now,
                                                                 UnknownReason known = UnknownReason::None) const;
    /// The whole. `query`: what gave the counts.
    [[nodiscard]] Verdict verdict(const JudgeState &state, TimePoint now, UnknownReason known = UnknownReason::None,
                                  std::string query = {}) const;
    /// ln E so far, with the correction for bursts if it is asked for; 0 while the dispersion is not known.
    [[nodiscard]] double logE(const JudgeState &state) const;
    /// ln of K/α.
    [[nodiscard]] double logLimit() const { return m_logLimit; }

private:
    /// All evidence so far, and what the newest of it is divided by.
    struct Weighed {
        const SplitSums *sums = nullptr; ///< null: the dispersion is not known
        double dispersion = 1;
    };
    /// `storage` is used where evidence is divided.
    [[nodiscard]] Weighed weigh(const JudgeState &state, SplitSums &storage) const;
    void gather(JudgeState &state, const CountPoll &poll) const;
    void addEvidence(JudgeState &state, const CountPoll &poll) const;
    void checkLimits(JudgeState &state, const CountPoll &poll) const;
    [[nodiscard]] double decide(JudgeState &state, TimePoint t) const;
    [[nodiscard]] double logAcceptable(const JudgeState &state, double dispersion) const;
    [[nodiscard]] bool isAcceptable(const JudgeState &state, double dispersion) const;
    [[nodiscard]] bool mayPass(const JudgeState &state) const;
    [[nodiscard]] VerdictRule passRule(const JudgeState &state, const Weighed &weighed) const;
    /// As of the newest poll.
    [[nodiscard]] VerdictRule currentPass(const JudgeState &state) const;
    [[nodiscard]] VerdictRule heldBackBy(const JudgeState &state) const;
    [[nodiscard]] UnknownReason quietReason(const JudgeState &state, TimePoint now) const;
    [[nodiscard]] std::optional<Forecast> forecast(const JudgeState &state, const Weighed &weighed) const;

    JudgeOptions m_options;
    Passes m_passes;
    EProcess m_process;
    double m_logLimit;         ///< of E
    double m_logNotWorseLimit; ///< of Ē
};

} // namespace andon

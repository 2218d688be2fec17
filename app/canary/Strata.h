// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/Judge.h"

#include <string>
#include <vector>

namespace andon {

/// One stratum of a poll: a tenant, an entrypoint, a tool, …
struct StratumCounts {
    std::string name; ///< hostile: from a metric's label
    ArmCounts stable;
    ArmCounts canary;
};

/// The evidence so far of one stratum; its limit is raised by the weight (JudgeState::logCorrection).
struct StratumState {
    std::string name;
    JudgeState judge;
    bool operator==(const StratumState &) const = default;
};

/// The evidence of one label of a line. Grows with the number of strata, which is bounded, and not with time.
struct StrataState {
    std::vector<StratumState> strata; ///< by name
    int batches = 0;                  ///< polls that brought new names
    int unjudged = 0;                 ///< counts left out of the newest poll, since there are too many strata already
    std::optional<TimePoint> regressedAt; ///< the averaged E reached its limit
    bool operator==(const StrataState &) const = default;
};

/// {"format": 1, "strata": [{"name", "judge"}], …}; and back, BadInput as with readJudgeState().
[[nodiscard]] nlohmann::json strataStateJson(const StrataState &state);
[[nodiscard]] Result<StrataState> readStrataState(const nlohmann::json &object);

/// The same without what was counted: names, weights, the largest E so far and who was shown to be hurt. Read back, all of it is
/// counted again, and who was shown to be hurt stays so. `hurtAlone`: without the other names, which then come as new ones do.
[[nodiscard]] nlohmann::json strataMarksJson(const StrataState &state, bool hurtAlone);

/// A stratum as it is ranked.
struct StratumRank {
    std::string name;
    Verdict verdict; ///< its limit and its p are corrected for the number of strata: Regressed names it
};

/// A stratum that the stable version serves and the canary never saw: its verdict proves nothing about it.
struct UnmetStratum {
    std::string name;
    double stableRequests = 0;
    double expected = 0; ///< requests that the canary should have had at its share of the whole
    double share = 0;    ///< of stable's requests, 0 to 1
};

/// How much a stratum must matter before it is worth naming that the canary never saw it.
struct UnmetLimits {
    double fewest = 30;   ///< requests on stable
    double share = 0.01;  ///< of stable's requests: so much is named whether the canary had its chance or not, …
    double expected = 5;  ///< … and anything that it missed by no chance: e^-5 is less than 1 %
};

/// The smaller corrected p first, then the larger E, then by name.
[[nodiscard]] bool isMoreSuspect(const StratumRank &a, const StratumRank &b);

/// Who is hurt: the judge per value of a label, corrected for their number.
///
/// Each stratum has an E of its own and, from the poll that first names it, a weight w: those of the first poll share 0.9,
/// those of the k-th later poll that brings new ones share 0.1/(k(k+1)), so that the weights never exceed 1 however many
/// come. Two statements follow, both valid whenever they are looked at and however the strata depend on each other:
/// - "Some stratum is worse": Σ w E + (1 − Σ w) ≥ K/α, the averaged e-value. While no stratum is worse, each E is a
///   supermartingale in what all strata have shown, weights are fixed before the counts they weigh, and a new stratum's E
///   starts at the 1 that its weight was worth before: the sum is a supermartingale that starts at 1 (Ville). Simply the mean
///   over those seen so far would not be: it jumps up when a stratum appears while the mean lies below 1.
/// - "This stratum is worse": E ≥ K/(α w), the multiplied one. P(any good stratum is ever named) ≤ Σ α w/K ≤ α/K by the
///   union bound, also when others are worse; the mean cannot name any.
/// A named stratum makes the first statement true, so the two never contradict each other. Counts of one stratum split
/// over several polls, or strata in another order, change nothing.
class Strata {
public:
    static constexpr std::size_t most = 512; ///< strata of a label; further names are not judged, only counted

    explicit Strata(const JudgeOptions &options);
    /// One poll, every stratum that has counts; names at most once. Bad counts are refused stratum by stratum. A stratum
    /// without counts has no poll, and is Unknown before long.
    void take(StrataState &state, TimePoint t, const std::vector<StratumCounts> &counts) const;
    /// ln of the averaged E; 0 before the first poll.
    [[nodiscard]] double logE(const StrataState &state) const;
    [[nodiscard]] bool isRegressed(const StrataState &state) const { return state.regressedAt.has_value(); }
    /// By isMoreSuspect().
    [[nodiscard]] std::vector<StratumRank> ranked(const StrataState &state, TimePoint now) const;
    /// What is worth naming, the largest first; nothing while the canary had no traffic at all.
    [[nodiscard]] std::vector<UnmetStratum> unmet(const StrataState &state, const UnmetLimits &limits = {}) const;

private:
    /// In any order, names that are new among them.
    void takeByName(StrataState &state, TimePoint t, std::vector<StratumCounts> counts) const;
    double takeOne(StratumState &stratum, TimePoint t, const StratumCounts &counts) const;
    Judge m_judge;
};

} // namespace andon

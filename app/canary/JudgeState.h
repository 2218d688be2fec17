// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/canary/Dispersion.h"
#include "app/canary/EProcess.h"
#include "app/canary/Verdict.h"

#include <nlohmann/json.hpp>

#include <type_traits>

namespace andon {

/// The evidence so far of one line, or one stratum of it: what Judge reads and writes. A plain value whose size does not
/// grow with time. What is kept here survives a restart of the console through judgeStateJson().
struct JudgeState {
    SplitSums open;      ///< since the present block of the dispersion began, not yet divided by it
    SplitSums closed;    ///< before, divided by the dispersion of its own time
    Stakes stakes;       ///< of E
    double logCorrection = 0; ///< E's limit is exp of it higher: one of many strata; -ln of its weight
    double maxLogE = 0;  ///< the largest ln E at the end of a poll, where E was 10 or more; else perhaps 0
    ArmCounts stable;    ///< since the evidence began
    ArmCounts canary;
    double quietCanary = 0; ///< stable's requests since the canary had its last
    double quietStable = 0;
    /// Of the last quarter of an hour, older polls fading: for the forecast.
    struct Recent {
        double seconds = 0, bad = 0, stableRequests = 0, canaryRequests = 0;
        bool operator==(const Recent &) const = default;
    } recent;
    Dispersion dispersion;
    std::optional<TimePoint> since;         ///< the evidence began
    std::optional<TimePoint> last;          ///< the newest poll that was taken
    std::optional<TimePoint> lastTraffic;   ///< the newest poll with requests
    std::optional<TimePoint> regressedAt;
    std::optional<TimePoint> notWorseSince; ///< of the present spell
    std::optional<TimePoint> firstDecision;
    std::optional<TimePoint> troubleSince;
    std::optional<TimePoint> lastEventAt;
    VerdictRule regressedRule = VerdictRule::None;
    VerdictRule notWorseRule = VerdictRule::None;
    UnknownReason trouble = UnknownReason::None; ///< of what came after the newest poll that was taken
    EvidenceEvent lastEvent = EvidenceEvent::None;
    int polls = 0;
    int refused = 0;
    int lost = 0;
    int restarts = 0;
    int quantileStreak = 0; ///< polls in a row above the multiple
    double r0 = 0;          ///< that the sums are of; 0: no poll yet
    bool corrected = false;
    bool operator==(const JudgeState &) const = default;
};
static_assert(std::is_trivially_copyable_v<JudgeState>);

/// Every member, numbers exact to the last bit: {"format": 1, …}.
[[nodiscard]] nlohmann::json judgeStateJson(const JudgeState &state);
/// BadInput where it is no such JSON, of another format, or holds a number that no evidence can have. Never half a state.
[[nodiscard]] Result<JudgeState> readJudgeState(const nlohmann::json &object);

} // namespace andon

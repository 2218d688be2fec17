// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/canary/Dispersion.h"
#include "app/canary/EProcess.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace andon {

/// The evidence so far that the gateway ignores the weight it was asked for. Plain value of fixed size.
struct SampleRatioState {
    SplitSums open;   ///< since the present block of the dispersion began, not yet divided by it
    SplitSums closed; ///< before
    Dispersion dispersion; ///< of the canary's requests among all
    double weight = std::numeric_limits<double>::quiet_NaN(); ///< of the newest poll
    double maxLogE = 0;    ///< while this weight is asked for
    std::optional<TimePoint> mismatchSince;
    bool operator==(const SampleRatioState &) const = default;
};

/// As judgeStateJson() and readJudgeState().
[[nodiscard]] nlohmann::json sampleRatioStateJson(const SampleRatioState &state);
[[nodiscard]] Result<SampleRatioState> readSampleRatioState(const nlohmann::json &object);

/// Observed share against weight, by the same mixtures as the judge: canary's requests of all requests, with the weight as
/// the split, evidence for odds above 1.1 times or below 0.9 times the weight's; the mean of both is an e-process of its own.
/// Within these ten percent a gateway counts as obeying: weights are rounded, say to 1/256. Sessions and retries make
/// requests come in bursts, so log terms are always divided by the dispersion of the share; no answer in the first ten
/// minutes, and none about a version without any request, which has no scatter: that is NoCanaryTraffic. Each weight is a question of its own: its evidence starts from nothing. A mismatch makes verdicts Unknown: who is served by the canary is then not what was asked for.
class SampleRatio {
public:
    /// `alpha`: probability, at most, that a gateway which obeys a weight is ever called a mismatch.
    explicit SampleRatio(double alpha = 0.01);
    /// `weight`: asked for while the requests were counted, 0 to 1. Skip polls that span a change of the weight.
    void take(SampleRatioState &state, TimePoint t, double stableRequests, double canaryRequests, double weight) const;
    /// ln E; 0 while the dispersion is not known.
    [[nodiscard]] double logE(const SampleRatioState &state) const;
    [[nodiscard]] double logLimit() const { return m_logLimit; }

private:
    EProcess m_process;
    RatioMixture m_above;
    RatioMixture m_below;
    double m_logLimit;
};

} // namespace andon

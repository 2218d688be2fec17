// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/Judge.h"

#include <vector>

namespace andon {

/// How others decide, on the same polls, a minute apart: the minute (from 1) in which each would stop the canary, 0 for never.

/// A one-sided z-test of the pooled counts so far at 5 %, looked at after every poll, as a dashboard with a p-value is.
[[nodiscard]] int stopOfPeekedZ(const std::vector<CountPoll> &polls);
/// Argo Rollouts' analysis of one metric: a measurement each minute, successCondition "isNaN(result) || result <= 0.02", failed
/// as soon as more than `failureLimit` of them failed (analysis/analysis.go; 0 is the default).
[[nodiscard]] int stopOfThreshold(const std::vector<CountPoll> &polls, int failureLimit);
/// Kayenta's NetflixACAJudge on the minutes so far, every 15 minutes: Mann-Whitney at 98 %, High where the lower limit of the
/// shift exceeds a quarter of its Hodges-Lehmann estimate and the mean has grown (MannWhitneyClassifier.scala).
[[nodiscard]] int stopOfMannWhitney(const std::vector<CountPoll> &polls);

} // namespace andon

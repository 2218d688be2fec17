// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/GatewayState.h"

namespace andon {

/// The steps of a canary as people count them: one for each weight, with the observation window that follows it.
struct CountedSteps {
    QList<RolloutStep> steps;
    QList<int> countedAt; ///< index in the system's own list -> index into steps; -1 before the first weight
    /// The step that the system's own index stands for; one past the end means done.
    [[nodiscard]] int counted(int own) const;
};

/// Reads spec.strategy.canary.steps of an Argo Rollout: setWeight begins a step, pause gives its window (Go duration or
/// seconds; none: until a person goes on), analysis and experiment belong to the step they stand in. Hostile input:
/// what is no step is passed over, a count beyond 1,000 is cut. Pure.
[[nodiscard]] CountedSteps argoSteps(const nlohmann::json &steps);
/// A list of weights in percent, each until a person goes on.
[[nodiscard]] CountedSteps percentSteps(const nlohmann::json &steps);
/// "10m", "1h30m", "90s" or a number of seconds; nothing where it is none.
[[nodiscard]] std::optional<qint64> secondsOfDuration(const nlohmann::json &duration);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/StepTime.h"

#include <algorithm>
#include <cmath>

namespace andon {

static qint64 secondsBetween(TimePoint from, TimePoint to)
{
    return std::max<qint64>(0, std::chrono::floor<std::chrono::seconds>(to - from).count());
}

bool hasCanary(const GatewayState &state)
{
    const GatewayVersion *canary = state.withRole(VersionRole::Canary);
    if (!canary || !state.withRole(VersionRole::Stable))
        return false;
    return canary->weight > 0 || state.rollout.phase == RolloutPhase::Running || state.rollout.phase == RolloutPhase::Paused;
}

std::optional<qint64> secondsAtWeight(const GatewayState &state, std::optional<TimePoint> seenSince, TimePoint now)
{
    const GatewayVersion *canary = state.withRole(VersionRole::Canary);
    if (!canary)
        return std::nullopt;
    const TimePoint theirNow = now + std::chrono::milliseconds(state.skewMs.value_or(0));
    const GatewayRollout &rollout = state.rollout;
    const bool atStep = rollout.keepsSteps && rollout.currentStep >= 0 && rollout.currentStep < rollout.steps.size()
        && std::abs(rollout.steps[rollout.currentStep].weight - canary->weight) <= 0.5;
    if (atStep && rollout.stepStartedAt)
        return secondsBetween(*rollout.stepStartedAt, theirNow);
    if (const auto changed = state.resources.value(Target::Routing).changedAt)
        return secondsBetween(*changed, theirNow);
    return seenSince ? std::optional(secondsBetween(*seenSince, now)) : std::nullopt;
}

} // namespace andon

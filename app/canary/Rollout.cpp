// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/Rollout.h"

#include "app/canary/CardDecision.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace andon {

namespace {

std::optional<qint64> secondsUntil(const std::optional<TimePoint> &time, TimePoint now)
{
    if (!time)
        return std::nullopt;
    return std::chrono::floor<std::chrono::seconds>(*time - now).count();
}

int rank(const VersionShare &share)
{
    if (share.role == VersionRole::Stable)
        return 0;
    if (share.role == VersionRole::Canary)
        return 1;
    return share.asked > 0 || std::isnan(share.asked) ? 2 : 3;
}

QList<VersionShare> sharesOf(const GatewayState &state, const QMap<QString, double> &requestRates)
{
    double total = 0;
    for (const double rate : requestRates)
        total += std::isfinite(rate) ? rate : 0;
    QList<VersionShare> shares;
    for (const GatewayVersion &version : state.versions) {
        const double rate = requestRates.value(version.id, 0);
        const double observed = total > 0 ? 100 * (std::isfinite(rate) ? rate : 0) / total
                                          : std::numeric_limits<double>::quiet_NaN();
        shares.append({version.id, version.role, version.weight, observed, version.set});
    }
    std::stable_sort(shares.begin(), shares.end(), [](const VersionShare &a, const VersionShare &b) {
        return rank(a) != rank(b) ? rank(a) < rank(b) : a.version < b.version;
    });
    return shares;
}

std::optional<double> totalAsked(const QList<VersionShare> &shares)
{
    double total = 0;
    for (const VersionShare &share : shares)
        total += share.asked;
    return shares.isEmpty() || !std::isfinite(total) ? std::nullopt : std::optional(total);
}

/// A pause that a person made, or a step without a window, has nothing to count down.
void takeStep(Rollout &rollout, const GatewayRollout &state, TimePoint theirNow)
{
    const int step = rollout.currentStep;
    const bool known = step >= 0 && step < rollout.steps.size();
    const qint64 window = known ? rollout.steps[step].windowSeconds : 0;
    const bool running = rollout.phase == RolloutPhase::Running || state.countdownRuns;
    rollout.waitsForPerson = rollout.isOpen() && (!running || (known && window <= 0));
    if (rollout.isOpen() && running && window > 0 && state.stepStartedAt)
        rollout.secondsLeft = secondsUntil(*state.stepStartedAt + std::chrono::seconds(window), theirNow);
}

void takeLastChange(Rollout &rollout, const GatewayState &state)
{
    for (const Target target : {Target::Routing, Target::Rollout}) {
        const GatewayResource resource = state.resources.value(target);
        if (resource.changedAt && (!rollout.lastChangedAt || *resource.changedAt > *rollout.lastChangedAt)) {
            rollout.lastChangedAt = resource.changedAt;
            rollout.lastActor = resource.actor;
        }
    }
    if (rollout.lastChangedAt)
        return;
    // Who without when: the weights are what people ask after.
    const QString routing = state.resources.value(Target::Routing).actor;
    rollout.lastActor = routing.isEmpty() ? state.resources.value(Target::Rollout).actor : routing;
}

} // namespace

bool Rollout::drifts(const VersionShare &share)
{
    return std::isfinite(share.observed) && std::abs(share.observed - share.asked) > 10;
}

bool Rollout::isUneven() const
{
    return askedTotal && std::abs(*askedTotal - 100) > 0.5;
}

QString Rollout::soleVersion() const
{
    QString sole;
    for (const VersionShare &share : shares) {
        if (share.asked <= 0)
            continue;
        if (!sole.isEmpty() || !(share.asked >= 99.5))
            return {};
        sole = share.version;
    }
    return sole;
}

Rollout rolloutOf(const GatewayState &state, Freshness freshness, const QMap<QString, double> &requestRates, TimePoint now)
{
    const TimePoint theirNow = now + std::chrono::milliseconds(state.skewMs.value_or(0));
    Rollout rollout;
    rollout.phase = state.rollout.phase;
    rollout.steps = state.rollout.steps;
    rollout.currentStep = state.rollout.currentStep;
    rollout.shares = sharesOf(state, requestRates);
    rollout.keepsSteps = state.rollout.keepsSteps;
    rollout.askedTotal = totalAsked(rollout.shares);
    rollout.message = state.rollout.message;
    rollout.drift = state.drift;
    takeStep(rollout, state.rollout, theirNow);
    takeLastChange(rollout, state);
    rollout.degradeLevel = state.degradeLevel;
    for (const DegradeLevel &level : state.degradeLevels) {
        if (level.level == state.degradeLevel)
            rollout.degradeTitle = level.title;
    }
    rollout.degradeSecondsLeft = secondsUntil(state.degradeExpiresAt, theirNow);
    rollout.throttleLimits = state.throttle.size();
    rollout.throttleSecondsLeft = secondsUntil(state.throttleExpiresAt, theirNow);
    rollout.freshness = freshness;
    // Our clock may have been set back since.
    rollout.ageSeconds = std::max<qint64>(0, std::chrono::floor<std::chrono::seconds>(now - state.readAt).count());
    return rollout;
}

Rollout withCardSteps(const Rollout &rollout, const StrategyCard &card, std::optional<qint64> secondsInStep)
{
    const auto canary = std::find_if(rollout.shares.cbegin(), rollout.shares.cend(), [](const VersionShare &one) { return one.role == VersionRole::Canary; });
    const bool isOver = rollout.phase == RolloutPhase::Aborted || rollout.phase == RolloutPhase::Done;
    if (!rollout.steps.isEmpty() || isOver || canary == rollout.shares.cend() || !(canary->asked > 0 || rollout.isOpen()))
        return rollout;
    Rollout made = rollout;
    made.stepsOfCard = true;
    if (made.phase == RolloutPhase::None)
        made.phase = RolloutPhase::Running;
    for (const CardStep &step : card.steps)
        made.steps.append({step.weight, step.windowSeconds});
    made.currentStep = cardStepAt(card, canary->asked);
    // Its window is watched; nothing goes on by itself when it is over.
    made.waitsForPerson = false;
    made.secondsLeft.reset();
    if (made.currentStep >= 0 && secondsInStep)
        made.secondsLeft = made.steps[made.currentStep].windowSeconds - *secondsInStep;
    return made;
}

} // namespace andon

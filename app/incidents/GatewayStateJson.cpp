// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/GatewayStateJson.h"

#include "app/incidents/JsonFields.h"

#include <array>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using namespace JsonFields;
using nlohmann::json;

namespace {

constexpr std::array roleWords{"stable", "canary", "idle"};                            // in the order of VersionRole
constexpr std::array phaseWords{"none", "running", "paused", "aborted", "done"};        // in the order of RolloutPhase

template<typename Enum, std::size_t N>
Enum fromWord(const std::array<const char *, N> &words, const QString &word, Enum otherwise)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (word == QLatin1String(words[i]))
            return static_cast<Enum>(i);
    }
    return otherwise;
}

json versionJson(const GatewayVersion &version)
{
    json set = json::object();
    for (const auto &[part, word] : version.set.asKeyValueRange())
        set[part.toStdString()] = word.toStdString();
    // A weight that is not known is NaN, which JSON has not.
    return {{"id", version.id.toStdString()},
            {"role", roleWords[static_cast<std::size_t>(version.role)]},
            {"weight", std::isfinite(version.weight) ? json(version.weight) : json()},
            {"set", std::move(set)}};
}

GatewayVersion versionFrom(const json &value)
{
    GatewayVersion version;
    version.id = text(value, "id");
    version.role = fromWord(roleWords, text(value, "role"), VersionRole::Idle);
    version.weight = number(value, "weight").value_or(std::nan(""));
    if (const json &set = member(value, "set"); set.is_object()) {
        for (const auto &[part, word] : set.items())
            version.set[QString::fromStdString(part)] = text(set, part.c_str());
    }
    return version;
}

json rolloutJson(const GatewayRollout &rollout)
{
    json steps = json::array();
    for (const RolloutStep &step : rollout.steps)
        steps.push_back({{"weight", step.weight}, {"window_seconds", step.windowSeconds}});
    return {{"phase", phaseWords[static_cast<std::size_t>(rollout.phase)]},
            {"steps", std::move(steps)},
            {"current_step", rollout.currentStep},
            {"step_started_at", timeJson(rollout.stepStartedAt)},
            {"canary", rollout.canary.toStdString()},
            {"stable", rollout.stable.toStdString()},
            {"message", rollout.message.toStdString()},
            {"countdown_runs", rollout.countdownRuns},
            {"keeps_steps", rollout.keepsSteps}};
}

GatewayRollout rolloutFrom(const json &value)
{
    GatewayRollout rollout;
    rollout.phase = fromWord(phaseWords, text(value, "phase"), RolloutPhase::None);
    for (const json &step : list(value, "steps"))
        rollout.steps << RolloutStep{number(step, "weight").value_or(0), integer(step, "window_seconds")};
    const qint64 current = member(value, "current_step").is_number_integer() ? integer(value, "current_step") : -1;
    rollout.currentStep = current >= 0 && current < rollout.steps.size() ? static_cast<int>(current) : -1;
    rollout.stepStartedAt = time(value, "step_started_at");
    rollout.canary = text(value, "canary");
    rollout.stable = text(value, "stable");
    rollout.message = text(value, "message");
    rollout.countdownRuns = flag(value, "countdown_runs");
    rollout.keepsSteps = flag(value, "keeps_steps");
    return rollout;
}

json resourcesJson(const QMap<Target, GatewayResource> &resources)
{
    json out = json::object();
    for (const auto &[target, resource] : resources.asKeyValueRange()) {
        out[targetWord(target).toStdString()] = {{"version", resource.version.toStdString()},
                                                 {"stamp", resource.stamp.toStdString()},
                                                 {"actor", resource.actor.toStdString()},
                                                 {"changed_at", timeJson(resource.changedAt)},
                                                 {"value", resource.value}};
    }
    return out;
}

} // namespace

json gatewayStateJson(const GatewayState &state)
{
    json versions = json::array(), levels = json::array(), limits = json::array();
    for (const GatewayVersion &version : state.versions)
        versions.push_back(versionJson(version));
    for (const DegradeLevel &level : state.degradeLevels)
        levels.push_back({{"level", level.level}, {"title", level.title.toStdString()}});
    for (const ThrottleLimit &limit : state.throttle)
        limits.push_back({{"scope", limit.scope.toStdString()}, {"id", limit.id.toStdString()},
                          {"requests_per_second", optionalJson(limit.requestsPerSecond)}, {"tokens_per_minute", optionalJson(limit.tokensPerMinute)}});
    json out{{"generation", state.generation},
             {"versions", std::move(versions)},
             {"rollout", rolloutJson(state.rollout)},
             {"degrade_level", state.degradeLevel},
             {"degrade_levels", std::move(levels)},
             {"degrade_expires_at", timeJson(state.degradeExpiresAt)},
             {"throttle", std::move(limits)},
             {"throttle_expires_at", timeJson(state.throttleExpiresAt)},
             {"resources", resourcesJson(state.resources)},
             {"read_at", isoUtc(state.readAt).toStdString()},
             {"skew_ms", optionalJson(state.skewMs)}};
    if (state.anchor)
        out["anchor"] = {{"entry", state.anchor->entry.toStdString()}, {"op_id", state.anchor->opId.toStdString()}, {"at", timeJson(state.anchor->at)}};
    if (state.drift) {
        out["drift"] = {{"desired", state.drift->desired.toStdString()}, {"running", state.drift->running.toStdString()},
                        {"reapplier", state.drift->reapplier.toStdString()}};
    }
    return out;
}

GatewayState gatewayStateFromJson(const json &value)
{
    GatewayState state;
    state.generation = integer(value, "generation");
    for (const json &version : list(value, "versions"))
        state.versions << versionFrom(version);
    state.rollout = rolloutFrom(member(value, "rollout"));
    if (const json &drift = member(value, "drift"); drift.is_object())
        state.drift = GatewayDrift{text(drift, "desired"), text(drift, "running"), text(drift, "reapplier")};
    if (const json &anchor = member(value, "anchor"); anchor.is_object())
        state.anchor = GatewayAnchor{text(anchor, "entry"), text(anchor, "op_id"), time(anchor, "at")};
    state.degradeLevel = static_cast<int>(integer(value, "degrade_level"));
    for (const json &level : list(value, "degrade_levels"))
        state.degradeLevels << DegradeLevel{static_cast<int>(integer(level, "level")), text(level, "title")};
    state.degradeExpiresAt = time(value, "degrade_expires_at");
    for (const json &limit : list(value, "throttle"))
        state.throttle << ThrottleLimit{text(limit, "scope"), text(limit, "id"), number(limit, "requests_per_second"), number(limit, "tokens_per_minute")};
    state.throttleExpiresAt = time(value, "throttle_expires_at");
    if (const json &resources = member(value, "resources"); resources.is_object()) {
        for (const auto &[word, resource] : resources.items()) {
            if (const auto target = targetFromWord(QString::fromStdString(word))) {
                state.resources[*target] = {text(resource, "version"), text(resource, "stamp"), text(resource, "actor"),
                                            time(resource, "changed_at"), member(resource, "value")};
            }
        }
    }
    state.readAt = time(value, "read_at").value_or(TimePoint{});
    if (member(value, "skew_ms").is_number_integer())
        state.skewMs = integer(value, "skew_ms");
    return state;
}

} // namespace andon

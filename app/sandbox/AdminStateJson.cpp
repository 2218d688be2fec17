// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How AdminState shows itself to readers: the body of GET /admin/v1/state.
#include "app/base/TimeText.h"
#include "app/sandbox/AdminState.h"

namespace andon::sandbox {

using Json = nlohmann::json;

static std::string timeText(TimePoint time)
{
    return isoUtc(time).toStdString();
}

static const char *nameOf(Role role)
{
    switch (role) {
    case Role::Stable: return "stable";
    case Role::Canary: return "canary";
    case Role::Idle: return "idle";
    }
    return "";
}

Json AdminState::rolloutJson() const
{
    Json steps = Json::array();
    for (const RolloutStep &step : m_steps)
        steps.push_back({{"weight", numberJson(step.weight)}, {"window_seconds", step.windowSeconds}});
    return {{"phase", sandbox::nameOf(m_rollout.phase)},
            {"stable", m_stable},
            {"canary", m_canary},
            {"steps", steps},
            {"current_step", m_rollout.currentStep},
            {"started_at", timeText(m_rolloutStartedAt)},
            {"step_started_at", timeText(m_stepStartedAt)},
            {"paused", m_rollout.phase == Phase::Paused}};
}

Json AdminState::stateJson() const
{
    const auto expiresAt = [](const std::optional<End> &end) { return end ? Json(timeText(end->shown)) : Json(); };
    Json versions = Json::array();
    for (const Version &version : m_versions) {
        versions.push_back({{"id", version.id},
                            {"role", nameOf(version.role)},
                            {"weight", numberJson(m_routing.weights.at(version.id))},
                            {"version_set", version.versionSet}});
    }
    Json levels = Json::array();
    for (const DegradeLevel &level : degradeLevels())
        levels.push_back({{"level", level.level}, {"title", level.title}});
    Json limits = Json::array();
    for (const ThrottleLimit &limit : m_throttle.limits)
        limits.push_back(toJson(limit));
    Json resources = Json::object();
    for (const Resource resource : {Resource::Routing, Resource::Rollout, Resource::Degrade, Resource::Throttle}) {
        const Stamped &stamped = m_stamped[static_cast<std::size_t>(resource)];
        resources[sandbox::nameOf(resource)] = {{"version", std::to_string(stamped.version)},
                                                {"stamp", stamped.stamp},
                                                {"actor", stamped.actor},
                                                {"changed_at", timeText(stamped.changedAt)},
                                                {"value", toJson(value(resource))}};
    }
    Json lastOp;
    if (m_lastOp) {
        lastOp = {{"key", m_lastOp->key},
                  {"target", m_lastOp->target},
                  {"actor", m_lastOp->actor},
                  {"time", m_lastOp->time}};
    }
    Json anchor;
    if (m_anchor)
        anchor = {{"entry", m_anchor->entry}, {"key", m_anchor->key}, {"time", m_anchor->time}};
    return {{"generation", m_generation},
            {"anchor", anchor},
            {"time", timeText(m_clock.now())},
            {"versions", versions},
            {"rollout", rolloutJson()},
            {"degrade", {{"level", m_degrade.level}, {"levels", levels}, {"expires_at", expiresAt(m_degradeEnd)}}},
            {"throttle", {{"limits", limits}, {"expires_at", expiresAt(m_throttleEnd)}}},
            {"last_op", lastOp},
            {"resources", resources}};
}

} // namespace andon::sandbox

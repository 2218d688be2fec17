// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/KubernetesControllers.h"

#include <cmath>

namespace andon {

using nlohmann::json;

namespace {

void splitTraffic(const json &spec, json &status, int canary)
{
    if (spec["strategy"]["canary"].contains("trafficRouting")) {
        status["canary"]["weights"]["canary"]["weight"] = canary;
        status["canary"]["weights"]["stable"]["weight"] = 100 - canary;
    }
    const int replicas = spec.value("replicas", 1);
    status["replicas"] = replicas;
    status["updatedReplicas"] = static_cast<int>(std::ceil(replicas * canary / 100.0));
}

void stand(json &status, const char *phase, const char *message)
{
    status["phase"] = phase;
    status["message"] = message;
}

/// As far as the steps go by themselves.
void walkSteps(const json &spec, json &status)
{
    const json steps = spec["strategy"]["canary"].value("steps", json::array());
    std::size_t index = status.value("currentStepIndex", std::size_t{0});
    stand(status, "Progressing", "more replicas need to be updated");
    for (; index < steps.size(); ++index) {
        const json &step = steps[index];
        if (step.contains("setWeight"))
            splitTraffic(spec, status, step["setWeight"].get<int>());
        if (step.contains("analysis"))
            break; // runs until a test says otherwise
        if (!step.contains("pause"))
            continue;
        const bool conditions = status.contains("pauseConditions") && !status["pauseConditions"].empty();
        if (conditions || !status.value("controllerPause", false)) {
            if (!conditions)
                status["pauseConditions"] = json::array({{{"reason", "CanaryPauseStep"}, {"startTime", "2026-01-02T03:00:00Z"}}});
            status["controllerPause"] = true;
            stand(status, "Paused", "CanaryPauseStep");
            break;
        }
        status["controllerPause"] = false; // its conditions were cleared: the pause is over
    }
    status["currentStepIndex"] = index;
    if (index < steps.size())
        return;
    splitTraffic(spec, status, 0);
    status["stableRS"] = status["currentPodHash"];
    stand(status, "Healthy", "");
}

void reconcileRollout(json &object)
{
    const json spec = object["spec"];
    json &status = object["status"];
    status["observedGeneration"] = std::to_string(object["metadata"]["generation"].get<int>());
    if (status.value("abort", false)) {
        splitTraffic(spec, status, 0);
        status["currentStepIndex"] = 0;
        status["controllerPause"] = false;
        status.erase("pauseConditions");
        stand(status, "Degraded", "RolloutAborted: Rollout aborted update to revision 2");
    } else if (status["stableRS"] == status["currentPodHash"]) {
        stand(status, "Healthy", "");
    } else if (spec.value("paused", false)) {
        stand(status, "Paused", "manually paused");
    } else {
        walkSteps(spec, status);
    }
}

void reconcileServerless(const json &spec, json &predictor)
{
    const json latest = predictor["latestReadyRevision"];
    const json percent = spec["predictor"].value("canaryTrafficPercent", json());
    json before = predictor["latestRolledoutRevision"];
    if (before == latest && percent == 0)
        before = predictor["previousRolledoutRevision"]; // back from what was promoted in full
    if (percent.is_null() || percent == 100 || before.is_null() || before == latest) {
        predictor["previousRolledoutRevision"] = predictor["latestRolledoutRevision"];
        predictor["latestRolledoutRevision"] = latest;
        predictor["traffic"] = json::array({{{"latestRevision", true}, {"percent", 100}, {"revisionName", latest}}});
        return;
    }
    predictor["latestRolledoutRevision"] = before;
    predictor["traffic"] = json::array({{{"latestRevision", true}, {"percent", percent}, {"revisionName", latest}, {"tag", "latest"}},
                                        {{"latestRevision", false}, {"percent", 100 - percent.get<int>()}, {"revisionName", before}, {"tag", "prev"}}});
}

void reconcileService(json &object)
{
    const json spec = object["spec"];
    json &status = object["status"];
    status["observedGeneration"] = object["metadata"]["generation"];
    if (status.contains("components") && status["components"].contains("predictor"))
        reconcileServerless(spec, status["components"]["predictor"]);
    status.erase("canaryStatuses");
    for (const json &canary : spec.value("canary", json::array()))
        status["canaryStatuses"].push_back({{"name", canary["predictor"]["name"]}, {"ready", true}, {"trafficPercent", canary["trafficPercent"]}});
}

} // namespace

json reconciled(json object)
{
    const std::string kind = object.value("kind", "");
    if (kind == "Rollout")
        reconcileRollout(object);
    if (kind == "InferenceService")
        reconcileService(object);
    if (kind == "HTTPRoute") {
        for (json &parent : object["status"]["parents"]) {
            for (json &condition : parent["conditions"])
                condition["observedGeneration"] = object["metadata"]["generation"];
        }
    }
    return object;
}

} // namespace andon

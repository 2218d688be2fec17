// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/VersionModel.h"

#include <algorithm>
#include <array>
#include <utility>

namespace andon::sandbox {

static constexpr std::array<std::pair<Fault, const char *>, 6> faultNames{{
    {Fault::Slow, "slow"},
    {Fault::Costly, "costly"},
    {Fault::Wrong, "wrong"},
    {Fault::Injected, "injected"},
    {Fault::Down, "down"},
    {Fault::Flaky, "flaky"},
}};

const char *nameOf(Fault fault)
{
    for (const auto &[known, name] : faultNames) {
        if (known == fault)
            return name;
    }
    return "";
}

std::optional<Fault> faultNamed(const std::string &name)
{
    for (const auto &[fault, known] : faultNames) {
        if (name == known)
            return fault;
    }
    return std::nullopt;
}

bool RequestMarks::isIn(const FaultScope &scope) const
{
    const auto fits = [](const std::string &wanted, const std::string &is) { return wanted.empty() || wanted == is; };
    return fits(scope.tenant, tenant) && fits(scope.entrypoint, entrypoint) && fits(scope.prompt, prompt) && fits(scope.index, index);
}

const std::vector<std::string> &entrypoints()
{
    static const std::vector<std::string> names{"web", "api", "mobile"};
    return names;
}

const std::vector<std::string> &toolNames()
{
    static const std::vector<std::string> names{"search", "orders", "calculator"};
    return names;
}

const std::vector<std::string> &tenants()
{
    static const std::vector<std::string> names{"acme", "globex", "initech"};
    return names;
}

const std::vector<DegradeLevel> &degradeLevels()
{
    static const std::vector<DegradeLevel> levels{
        {0, "normal"}, {1, "fewer tools"}, {2, "shorter context, cheaper model"}, {3, "canned answer"}};
    return levels;
}

static Behaviour ordinary()
{
    Behaviour behaviour;
    behaviour.model = {"atlas-large-2026-08", 3.0, 15.0};
    behaviour.cheaperModel = {"atlas-small-2026-08", 0.4, 1.6};
    behaviour.quality = 0.965;
    behaviour.latencyMedian = 0.85;
    behaviour.latencySigma = 0.42;
    behaviour.errorRate = 0.002;
    behaviour.retryRate = 0.015;
    behaviour.tokensIn = 1450;
    behaviour.tokensOut = 310;
    behaviour.cacheHitRate = 0.22;
    behaviour.retrievalHitRate = 0.91;
    behaviour.toolCalls = 0.8;
    behaviour.toolFailureRate = 0.012;
    behaviour.toolMedian = 0.16;
    behaviour.adoptionRate = 0.62;
    behaviour.attackSuccess = 0.04;
    behaviour.unauthorizedRate = 0.0006;
    behaviour.sensitiveRate = 0.0008;
    behaviour.badRefusalRate = 0.004;
    behaviour.restartsPerHour = 0.2;
    return behaviour;
}

std::vector<Version> startingVersions()
{
    Version old{"v40", Role::Idle, 0,
                {{"code", "svc-2026.10.2+6b1f0a9"}, {"config", "cfg-118"}, {"prompt", "prompt-57"},
                 {"model", "atlas-large-2026-05"}, {"index", "kb-2026-10-04"}, {"policy", "policy-12"}},
                ordinary()};
    old.behaviour.model = {"atlas-large-2026-05", 3.0, 15.0};
    old.behaviour.quality = 0.95;
    old.behaviour.latencyMedian = 0.95;

    Version stable{"v41", Role::Stable, 80,
                   {{"code", "svc-2026.11.0+c41d7e2"}, {"config", "cfg-121"}, {"prompt", "prompt-61"},
                    {"model", "atlas-large-2026-08"}, {"index", "kb-2026-11-01"}, {"policy", "policy-13"}},
                   ordinary()};

    Version canary{"v42", Role::Canary, 20,
                   {{"code", "svc-2026.11.1+90ab35f"}, {"config", "cfg-123"}, {"prompt", "prompt-64"},
                    {"model", "atlas-large-2026-11"}, {"index", "kb-2026-11-15"}, {"policy", "policy-13"}},
                   ordinary()};
    canary.behaviour.model = {"atlas-large-2026-11", 3.2, 16.0};
    canary.behaviour.quality = 0.972;
    canary.behaviour.latencyMedian = 0.78;
    canary.behaviour.retrievalHitRate = 0.93;
    canary.kept = {{"prompt", "prompt-61"}, {"index", "kb-2026-11-01"}};
    return {old, stable, canary};
}

static void breakDown(Behaviour &behaviour, Fault fault)
{
    switch (fault) {
    case Fault::Slow: behaviour.latencyMedian *= 4; break;
    case Fault::Costly:
        behaviour.tokensIn *= 3;
        behaviour.tokensOut *= 2.5;
        behaviour.cacheHitRate *= 0.2;
        break;
    case Fault::Wrong:
        behaviour.quality *= 0.62;
        behaviour.retrievalHitRate *= 0.55;
        behaviour.adoptionRate *= 0.5;
        behaviour.badRefusalRate = 0.06;
        break;
    case Fault::Injected:
        behaviour.attackSuccess = 0.9;
        behaviour.unauthorizedRate = 0.04;
        behaviour.sensitiveRate = 0.03;
        break;
    case Fault::Down:
        behaviour.errorRate = 1;
        behaviour.restartsPerHour = 240;
        break;
    case Fault::Flaky:
        behaviour.errorRate = std::max(behaviour.errorRate, 0.15);
        behaviour.retryRate = 0.3;
        behaviour.toolFailureRate = 0.25;
        behaviour.restartsPerHour = std::max(behaviour.restartsPerHour, 60.0);
        break;
    }
}

Behaviour changed(Behaviour behaviour, const Faults &faults, int degradeLevel)
{
    for (const Fault fault : faults)
        breakDown(behaviour, fault);
    if (degradeLevel >= 1) { // fewer tools: faster, and a little less right
        behaviour.toolCalls *= 0.25;
        behaviour.latencyMedian *= 0.85;
        behaviour.quality *= 0.99;
    }
    if (degradeLevel >= 2) { // shorter context, cheaper model
        behaviour.model = behaviour.cheaperModel;
        behaviour.tokensIn *= 0.4;
        behaviour.latencyMedian *= 0.55;
        behaviour.quality *= 0.95;
    }
    if (degradeLevel >= 3) { // the version is not asked at all, so its faults do not show
        const double restarts = behaviour.restartsPerHour;
        behaviour = Behaviour{};
        behaviour.model = {"canned", 0, 0};
        behaviour.canned = true;
        behaviour.quality = 0.8;
        behaviour.latencyMedian = 0.015;
        behaviour.latencySigma = 0.2;
        behaviour.adoptionRate = 0.05;
        behaviour.restartsPerHour = restarts;
    }
    return behaviour;
}

} // namespace andon::sandbox

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Evidence.h"
#include "tests/incidents/BundleStory.h"

namespace andon {

/// A canary that grows slow, as evidence: two versions, the gateway read every second, a few entries of the record.
namespace EvidenceStory {

inline Indicator indicator(const QString &id, Family family)
{
    Indicator indicator;
    indicator.id = id;
    indicator.title = id.toUpper();
    indicator.family = family;
    indicator.headline = true;
    indicator.query = QStringLiteral("query_of_") + id;
    indicator.unit = Unit::Seconds;
    indicator.direction = Direction::HigherIsWorse;
    indicator.gate = {0.5, 0.9};
    return indicator;
}

inline IndicatorReading reading(const Indicator &indicator, const QStringList &versions, qint64 fromMs, qint64 toMs, qint64 stepMs)
{
    IndicatorReading reading;
    reading.indicator = indicator;
    reading.freshness = Freshness::Live;
    reading.lastAnswerMs = toMs;
    reading.covered = {{fromMs, toMs, stepMs}};
    for (const QString &version : versions) {
        Columns columns;
        for (qint64 time = fromMs; time <= toMs; time += stepMs) {
            const double phase = static_cast<double>((time / stepMs) % 97) / 97;
            const bool idle = version == versions.last() && time < fromMs + (toMs - fromMs) / 4;
            columns.append(time, idle ? std::nan("") : 0.1 + 1.0 / 3 * phase * (version == versions.last() ? 3 : 1));
        }
        reading.versions << VersionColumns{version, std::make_shared<const Columns>(columns)};
    }
    return reading;
}

inline GatewayState state(TimePoint at, double canaryWeight)
{
    GatewayState state;
    state.generation = static_cast<qint64>(canaryWeight);
    state.versions = {{QStringLiteral("v41"), VersionRole::Stable, 100 - canaryWeight, {{QStringLiteral("model"), QStringLiteral("m-1")}}},
                      {QStringLiteral("v42"), VersionRole::Canary, canaryWeight, {{QStringLiteral("model"), QStringLiteral("m-2")}}}};
    state.rollout.phase = RolloutPhase::Running;
    state.rollout.steps = {{5, 60}, {25, 300}, {100, 0}};
    state.rollout.currentStep = 1;
    state.rollout.stepStartedAt = at;
    state.rollout.canary = QStringLiteral("v42");
    state.rollout.stable = QStringLiteral("v41");
    state.degradeLevels = {{0, QStringLiteral("all")}, {1, QStringLiteral("fewer tools")}};
    state.throttle = {{QStringLiteral("tenant"), QStringLiteral("acme"), 5.0, {}}};
    for (const Target target : {Target::Routing, Target::Rollout, Target::Degrade, Target::Throttle})
        state.resources[target] = {QStringLiteral("7"), QStringLiteral("op-1"), QStringLiteral("anna"), at, {{"level", 0}}};
    state.resources[Target::Routing].value = {{"weights", {{"v41", 100 - canaryWeight}, {"v42", canaryWeight}}}};
    state.readAt = at;
    state.skewMs = 12;
    return state;
}

inline Evidence evidence(int minutes = 10, int indicators = 4)
{
    Evidence evidence;
    evidence.reason = QStringLiteral("key");
    evidence.service = QStringLiteral("assistant");
    evidence.title = QStringLiteral("Assistant");
    evidence.gateway = QStringLiteral("edge");
    evidence.versionLabel = QStringLiteral("version");
    evidence.from = BundleStory::start;
    evidence.to = evidence.madeAt = BundleStory::start + std::chrono::minutes(minutes);
    evidence.madeBy = {QStringLiteral("person"), QStringLiteral("anna"), QStringLiteral("Anna"), QStringLiteral("desk")};
    const qint64 fromMs = toMs(evidence.from), untilMs = toMs(evidence.to);
    for (int i = 0; i < indicators; ++i) {
        evidence.readings << reading(indicator(QStringLiteral("i%1_p95").arg(i), static_cast<Family>(i % 6)),
                                     {QStringLiteral("v41"), QStringLiteral("v42")}, fromMs - 60'000, untilMs + 60'000, evidence.stepMs);
    }
    for (int minute = 0; minute < minutes; ++minute) {
        const TimePoint at = evidence.from + std::chrono::minutes(minute);
        evidence.reads << GatewayRead{state(at, 5.0 * minute), at + std::chrono::seconds(59)};
    }
    for (const Verb verb : allVerbs)
        evidence.verbs << EvidenceVerb{verb, {Tier::A, {}, {}, std::chrono::milliseconds(10'000), {}, true}, {}};
    ActionSpec rollback;
    rollback.effect = {QStringLiteral("share{version=\"$canary\"}"), 0.01, {}, 120};
    ActionSpec degrade;
    degrade.verb = Verb::Degrade;
    degrade.level = 1;
    degrade.expiresInSeconds = 900;
    ActionSpec throttle;
    throttle.verb = Verb::Throttle;
    throttle.limits = {{QStringLiteral("all"), QString(), 20.0, {}}};
    evidence.actions = {rollback, degrade, throttle};
    evidence.journal = BundleStory::events(6);
    evidence.versions = {{QStringLiteral("v41"), {{QStringLiteral("model"), {QStringLiteral("m-1")}}}, {VersionOrigin::Gateway}, {}, false},
                         {QStringLiteral("v42"), {{QStringLiteral("model"), {QStringLiteral("m-2")}}}, {VersionOrigin::Gateway}, {}, false}};
    evidence.before = QStringLiteral("v41");
    evidence.after = QStringLiteral("v42");
    return evidence;
}

inline QByteArray bundle(const Evidence &evidence)
{
    Redactor redactor = Redactor::make().value();
    return packBundle(evidenceFiles(evidence, redactor)).value();
}

} // namespace EvidenceStory

} // namespace andon

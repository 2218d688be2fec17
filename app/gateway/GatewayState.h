// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/gateway/Verb.h"
#include "app/versions/VersionSet.h"

#include <nlohmann/json.hpp>

#include <QList>
#include <QMetaType>

#include <optional>

namespace andon {

enum class VersionRole { Stable, Canary, Idle };

struct GatewayVersion {
    QString id;
    VersionRole role = VersionRole::Idle;
    double weight = 0; ///< share of traffic asked for, 0 to 100
    VersionSet set;
};

struct RolloutStep {
    double weight = 0;       ///< canary weight, 0 to 100
    qint64 windowSeconds = 0; ///< observation window; 0 = until a person goes on
};

enum class RolloutPhase { None, Running, Paused, Aborted, Done };

struct GatewayRollout {
    RolloutPhase phase = RolloutPhase::None;
    QList<RolloutStep> steps;
    int currentStep = -1;                  ///< index into steps
    std::optional<TimePoint> stepStartedAt; ///< entering of the current step, gateway's clock
    QString canary;                        ///< version id
    QString stable;                        ///< version id
    QString message{};                     ///< why it stands there, in the gateway's words; hostile
    bool countdownRuns = false;            ///< Paused: the pause ends by itself with its window; false: a person ends it
    bool keepsSteps = true;                ///< false: the gateway knows weights alone, it has nothing to step through
};

/// What is asked for is not what runs: who closes the gap, or who opens it again.
struct GatewayDrift {
    QString desired;   ///< what the gateway's specification names
    QString running;   ///< what serves
    QString reapplier; ///< who would apply `desired` again and when, in words; empty: not known
};

/// A resource of the gateway: its own version, the stamp of the last write, and the value as the gateway gave it.
struct GatewayResource {
    QString version;  ///< what If-Match takes, opaque; monotonic in tiers A and B
    QString stamp;    ///< op_id of the last write, or "cancel:op_id", or empty
    QString actor;    ///< who wrote last
    std::optional<TimePoint> changedAt;
    nlohmann::json value; ///< the body a PUT of the same resource takes
};

struct DegradeLevel {
    int level = 0;
    QString title; ///< "fewer tools"
};

struct ThrottleLimit {
    QString scope;    ///< "all", "tenant", "user"
    QString id;       ///< tenant or user id, empty for all
    std::optional<double> requestsPerSecond;
    std::optional<double> tokensPerMinute;
    bool operator==(const ThrottleLimit &) const = default;
};

/// What the gateway keeps of the record: the entry that announced an operation, which seals all before it.
struct GatewayAnchor {
    QString entry; ///< "NUMBER:HASH" of the intent in the journal of whoever wrote; hostile text
    QString opId;
    std::optional<TimePoint> at; ///< gateway's clock
};

/// All that a gateway says of itself in one read.
struct GatewayState {
    qint64 generation = 0;
    QList<GatewayVersion> versions;
    GatewayRollout rollout;
    std::optional<GatewayDrift> drift;
    int degradeLevel = 0;
    QList<DegradeLevel> degradeLevels;
    std::optional<TimePoint> degradeExpiresAt;
    QList<ThrottleLimit> throttle; ///< empty: no limit
    std::optional<TimePoint> throttleExpiresAt;
    QMap<Target, GatewayResource> resources;
    TimePoint readAt; ///< console's clock
    std::optional<qint64> skewMs; ///< gateway's clock minus ours
    std::optional<GatewayAnchor> anchor{}; ///< of the last operation that brought one; none: it keeps none

    [[nodiscard]] const GatewayVersion *versionById(const QString &id) const;
    [[nodiscard]] const GatewayVersion *withRole(VersionRole role) const; ///< the first such, or null
};

} // namespace andon

Q_DECLARE_METATYPE(andon::GatewayState)

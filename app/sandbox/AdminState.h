// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/sandbox/AdminBodies.h"
#include "app/sandbox/IdempotencyKeys.h"
#include "app/sandbox/VersionModel.h"

#include <array>

namespace andon::sandbox {

struct RolloutStep {
    double weight = 0;        ///< of the canary, percent
    qint64 windowSeconds = 0; ///< observation window
};

/// One PUT as it came, with the headers that the API asks for; an absent header is empty.
struct AdminPut {
    Resource resource = Resource::Routing;
    QByteArray key;     ///< Idempotency-Key
    QByteArray actor;   ///< Andon-Actor
    QByteArray ifMatch; ///< If-Match, with its quotes
    QByteArray body;
    QByteArray anchor{}; ///< Andon-Anchor: what the writer wants kept of its own record
};

/// What came of a PUT. `body` is the state (200) or a problem of RFC 9457, as JSON bytes.
struct AdminAnswer {
    int status = 200;
    QByteArray body;
    qint64 generation = 0;
    bool replayed = false;
};

/// An accepted write, for the gateway's own log. `body` as it came, `value` and the versions of its target.
struct AppliedWrite {
    std::string key, target, actor, time;
    std::string versionBefore, versionAfter;
    nlohmann::json body, value;
};

/// What people can change about the gateway: routing, rollout, degrade, throttle, each compared and swapped by its own
/// version, and the whole with a generation. Knows no HTTP; one thread.
class AdminState {
public:
    AdminState(const Clock &clock, const std::vector<Version> &versions);

    /// Applies a write, or says why not. A repeated key gives the kept answer and changes nothing.
    [[nodiscard]] AdminAnswer apply(const AdminPut &put);

    /// A gateway that lost its table: what was applied is not known by its key any more.
    void forgetKeys() { m_keys = {}; }

    /// Ends degrade and throttle whose time is over. True if anything changed.
    bool expire();

    [[nodiscard]] qint64 generation() const { return m_generation; }
    [[nodiscard]] nlohmann::json stateJson() const;
    [[nodiscard]] AdminBody value(Resource resource) const;
    [[nodiscard]] std::string version(Resource resource) const;
    [[nodiscard]] const std::map<std::string, double> &weights() const { return m_routing.weights; }
    [[nodiscard]] int degradeLevel() const { return m_degrade.level; }
    [[nodiscard]] const std::vector<ThrottleLimit> &limits() const { return m_throttle.limits; }
    [[nodiscard]] const std::vector<AppliedWrite> &writes() const { return m_writes; }

private:
    struct Stamped {
        qint64 version = 1;
        std::string stamp, actor;
        TimePoint changedAt;
    };
    struct Writer { std::string key, actor; };
    [[nodiscard]] BodyContext bodyContext() const;
    [[nodiscard]] std::optional<AdminAnswer> refuseHeaders(const AdminPut &put) const;
    [[nodiscard]] AdminAnswer conflict(const AdminPut &put) const;
    void touch(Resource resource, const Writer &writer);
    void setRouting(const RoutingBody &body, const Writer &writer);
    void setRollout(const RolloutBody &body, const Writer &writer);
    void setDegrade(const DegradeBody &body);
    void setThrottle(const ThrottleBody &body);
    [[nodiscard]] nlohmann::json rolloutJson() const;
    Stamped &stamped(Resource resource) { return m_stamped[static_cast<std::size_t>(resource)]; }

    struct End { std::chrono::nanoseconds sinceBoot; TimePoint shown; }; ///< shown on the wall clock only
    [[nodiscard]] std::optional<End> endAfter(const std::optional<qint64> &seconds) const;
    const Clock &m_clock;
    std::vector<Version> m_versions;
    std::string m_stable, m_canary; ///< version ids
    std::vector<RolloutStep> m_steps;
    RoutingBody m_routing;
    RolloutBody m_rollout;
    DegradeBody m_degrade;
    ThrottleBody m_throttle;
    TimePoint m_rolloutStartedAt, m_stepStartedAt;
    std::optional<End> m_degradeEnd, m_throttleEnd;
    std::array<Stamped, 4> m_stamped;
    qint64 m_generation = 1;
    std::optional<AppliedWrite> m_lastOp; ///< the gateway's own among them
    struct Anchor { std::string entry, key, time; };
    std::optional<Anchor> m_anchor; ///< of the last write that brought one
    std::vector<AppliedWrite> m_writes;
    IdempotencyKeys m_keys;
};

} // namespace andon::sandbox

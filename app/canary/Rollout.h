// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/base/Freshness.h"
#include "app/gateway/GatewayState.h"

#include <QMetaType>

namespace andon {

struct StrategyCard;

/// One version in the canary panel.
struct VersionShare {
    QString version;
    VersionRole role = VersionRole::Idle;
    double asked = 0;     ///< weight at the gateway, 0 to 100; NaN: the gateway does not tell
    double observed = 0;  ///< share of the requests of the last window, 0 to 100; NaN: no traffic or no source
    VersionSet set;
};

/// The canary's progress as people read it: a projection of the gateway's state and the observed traffic. Whole value.
struct Rollout {
    RolloutPhase phase = RolloutPhase::None;
    QList<RolloutStep> steps;
    bool keepsSteps = true;              ///< false: this gateway knows weights alone
    bool stepsOfCard = false;            ///< steps, the present one and the time left are the card's, see withCardSteps()
    int currentStep = -1;
    QList<VersionShare> shares;          ///< stable, canary, then the rest by id; idle versions without weight last
    std::optional<double> askedTotal;    ///< all weights together; none: a weight is not known, or there is no version
    std::optional<qint64> secondsLeft;   ///< of the observation window; negative: over for that long; none: nothing counts down
    bool waitsForPerson = false;         ///< open, and goes on only when a person says so
    QString message;                     ///< why it stands there, in the gateway's words; hostile
    std::optional<GatewayDrift> drift;   ///< what is asked for is not what runs; hostile
    QString lastActor;                   ///< of the newer of routing and rollout; empty: the gateway does not say
    std::optional<TimePoint> lastChangedAt; ///< none: not known
    int degradeLevel = 0;
    QString degradeTitle;
    std::optional<qint64> degradeSecondsLeft;
    qsizetype throttleLimits = 0;
    std::optional<qint64> throttleSecondsLeft;
    Freshness freshness = Freshness::Lost;
    qint64 ageSeconds = 0;               ///< of the gateway's state
    /// Asked and observed differ by more than 10 points for the version: the write is not (yet) seen in traffic.
    [[nodiscard]] static bool drifts(const VersionShare &share);
    /// Something that is begun and not over.
    [[nodiscard]] bool isOpen() const { return phase == RolloutPhase::Running || phase == RolloutPhase::Paused; }
    /// The weights are known and do not add up to 100, by more than half a point.
    [[nodiscard]] bool isUneven() const;
    /// The version that is given all traffic, or empty.
    [[nodiscard]] QString soleVersion() const;
};

/// `requestRates`: requests a second by version as observed, possibly empty. Gateway times are shifted by its skew.
[[nodiscard]] Rollout rolloutOf(const GatewayState &state, Freshness freshness, const QMap<QString, double> &requestRates,
                                TimePoint now);
/// `rollout` of a gateway that keeps no steps, with those of the card: at the one that has the canary's weight, with what is left
/// of its window, where `secondsInStep` is known. One with steps of its own, over, or without a canary comes back as it is.
[[nodiscard]] Rollout withCardSteps(const Rollout &rollout, const StrategyCard &card, std::optional<qint64> secondsInStep);

} // namespace andon

Q_DECLARE_METATYPE(andon::Rollout)

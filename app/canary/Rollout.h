// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/base/Freshness.h"
#include "app/gateway/GatewayState.h"

#include <QMetaType>

namespace andon {

/// One version in the canary panel.
struct VersionShare {
    QString version;
    VersionRole role = VersionRole::Idle;
    double asked = 0;     ///< weight at the gateway, 0 to 100
    double observed = 0;  ///< share of the requests of the last window, 0 to 100; NaN: no traffic or no source
    VersionSet set;
};

/// The canary's progress as people read it: a projection of the gateway's state and the observed traffic. Whole value.
struct Rollout {
    RolloutPhase phase = RolloutPhase::None;
    QList<RolloutStep> steps;
    int currentStep = -1;
    QList<VersionShare> shares;          ///< stable, canary, then the rest by id; idle versions without weight last
    std::optional<qint64> secondsLeft;   ///< of the observation window; negative: over for that long; none: no window
    QString lastActor;                   ///< of the newer of routing and rollout
    std::optional<TimePoint> lastChangedAt;
    int degradeLevel = 0;
    QString degradeTitle;
    std::optional<qint64> degradeSecondsLeft;
    qsizetype throttleLimits = 0;
    std::optional<qint64> throttleSecondsLeft;
    Freshness freshness = Freshness::Lost;
    qint64 ageSeconds = 0;               ///< of the gateway's state
    /// Asked and observed differ by more than 10 points for the version: the write is not (yet) seen in traffic.
    [[nodiscard]] static bool drifts(const VersionShare &share);
};

/// `requestRates`: requests a second by version as observed, possibly empty. Gateway times are shifted by its skew.
[[nodiscard]] Rollout rolloutOf(const GatewayState &state, Freshness freshness, const QMap<QString, double> &requestRates,
                                TimePoint now);

} // namespace andon

Q_DECLARE_METATYPE(andon::Rollout)

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/GatewayState.h"

#include <QList>
#include <QString>

#include <optional>

namespace andon {

/// How hard an action is to press. A workspace may raise it, never lower it.
enum class Friction {
    Click,          ///< one click or key
    Hold,           ///< 600 ms press-and-hold
    HoldWithReason, ///< press-and-hold after a reason was typed
};

/// What traffic must show once an action works. The query gives one number.
struct EffectSpec {
    QString query;                ///< PromQL; "$canary", "$stable", "$level" are filled in at the press; empty: not watched
    std::optional<double> below;  ///< reached when the value is at most this
    std::optional<double> above;  ///< reached when the value is at least this
    qint64 withinSeconds = 120;   ///< the window; passing it without effect is NotSeen
    bool operator==(const EffectSpec &) const = default;
};

/// One action of a service, from the workspace file.
struct ActionSpec {
    Verb verb = Verb::Rollback;
    std::optional<Friction> friction;  ///< raised friction
    int level = 1;                     ///< degrade: the level asked for
    QList<ThrottleLimit> limits;       ///< throttle: the limits asked for
    qint64 expiresInSeconds = 0;       ///< degrade, throttle: the gateway ends it by itself; 0 = never
    EffectSpec effect;
    bool operator==(const ActionSpec &) const = default;
};

} // namespace andon

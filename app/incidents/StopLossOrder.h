// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/Verb.h"
#include "app/journal/Event.h"

#include <QList>

namespace andon {

/// How long a verb takes until traffic shows it, and who says so.
struct TimeToEffect {
    enum class Source {
        Record,   ///< the median of earlier effects of the service in the journal
        Declared, ///< the workspace's window of the effect, or the gateway's promise
        Unknown,
    };
    Source source = Source::Unknown;
    qint64 seconds = 0;
    int effects = 0; ///< Record: how many
    bool operator==(const TimeToEffect &) const = default;
};

struct StopLossChoice {
    Verb verb = Verb::Rollback;
    TimeToEffect time;
    bool available = true;              ///< the button can be pressed now
    std::optional<double> expectedLoss; ///< rate x seconds; nothing where either is unknown
    bool operator==(const StopLossChoice &) const = default;
};

/// Degrade, throttle and rollback by what is lost until they work: `lostPerSecond` x time to effect, the smallest first. What
/// cannot be pressed now comes after what can, an unknown time after every known one; of equals rollback, throttle, degrade,
/// since that is how much of the loss they end. `lostPerSecond`: what is lost (requests, money) in a second; none: unknown,
/// then the time alone decides. Pure.
[[nodiscard]] QList<StopLossChoice> stopLossOrder(QList<StopLossChoice> choices, std::optional<double> lostPerSecond);

/// The median of action.effective's seconds by verb, of the newest twenty of each. `events`: intents and effects.
[[nodiscard]] QMap<Verb, TimeToEffect> effectTimes(const QList<Event> &events);

} // namespace andon

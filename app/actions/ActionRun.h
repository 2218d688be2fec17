// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionFace.h"
#include "app/actions/ActionProgress.h"
#include "app/journal/Event.h"

namespace andon {

/// One operation from the press to its end. The whole state of the pure machine below.
struct ActionRun {
    /// What the machine waits for; at most one thing at a time.
    enum class Awaiting { Nothing, IntentRow, SentRow, Answer, Read, ReadAfterWait, SendAfterWait, QueryAnswer, FenceRow,
                          FenceAnswer, Effect, Expiry };

    QString opId; ///< UUIDv7: Idempotency-Key, stamp and journal key
    ActionPlan plan;
    Actor actor;
    QString reason;     ///< why it was pressed, as typed
    Tier tier = Tier::A;
    ActionState state = ActionState::Intent;
    Awaiting awaiting = Awaiting::Nothing;
    int attempt = 0;    ///< sends of the effect so far
    int tries = 0;      ///< waits of the present reconciliation so far
    bool accepted = false; ///< a 2xx with our key was seen
    bool notSent = false;  ///< Rejected: not a byte of it reached the gateway
    bool targetFree = false; ///< the outcome of the write is settled
    QString words;      ///< why it stands there, in the gateway's or the network's words; hostile
    qint64 effectSeconds = -1;
    std::optional<TimePoint> expiresAt;
};

/// What happened. `late` and `withinHorizon` are facts of the moment (action-protocol: Words).
struct ActionEvent {
    enum class Kind { RowDurable, RowRefused, Answered, ReadBack, EffectSeen, EffectMissed, WaitOver, Replaced, FoundOpen,
                      Left };
    Kind kind = Kind::RowDurable; ///< Left: the process ends and watches no longer
    bool late = false;          ///< the deadline of the press has passed, or another process pressed
    bool withinHorizon = true;  ///< the gateway still knows the key
    TimePoint now;
    WriteAnswer answer;                      ///< Answered
    std::optional<GatewayResource> resource; ///< ReadBack; none: it could not be read
    std::optional<TimePoint> expiresAt;      ///< ReadBack: when the gateway ends it by itself, in our time
    QString words;                           ///< RowRefused, ReadBack without a resource, EffectMissed
    double observed = 0;                     ///< EffectSeen
    qint64 seconds = 0;                      ///< EffectSeen
};

/// What is to be done. The effects of one step are done in their order.
struct ActionEffect {
    enum class Kind {
        Record,        ///< append a row; nothing waits for it
        RecordAndWait, ///< append a row and answer with RowDurable or RowRefused
        Send,          ///< the write, same bytes, key and If-Match each time; answer with Answered
        SendFence,     ///< a no-op write of the painted value with the key "cancel:<op_id>"; answer with Answered
        Read,          ///< answer with ReadBack
        Wait,          ///< answer with WaitOver after `wait`
        WatchEffect,   ///< answer with EffectSeen or EffectMissed
    };
    Kind kind = Kind::Record;
    QString rowKind;                       ///< one of EventKind
    nlohmann::json payload = nlohmann::json::object();
    std::chrono::milliseconds wait{0};
};

struct ActionStep {
    ActionRun run;
    QList<ActionEffect> effects;
};

/// The first step: the intent row is asked for. Nothing is sent before it is durable.
[[nodiscard]] ActionStep pressed(ActionRun run);
/// One step of the machine of action-protocol.md. Pure: no clock, no random number, no I/O. An event that the run does
/// not wait for changes nothing.
[[nodiscard]] ActionStep step(const ActionRun &run, const ActionEvent &event);

} // namespace andon

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
    enum class Awaiting { Nothing, IntentRow, CompareRead, SentRow, Answer, Read, ReadAfterWait, SendAfterWait, QueryRow,
                          QueryAnswer, FenceRow, FenceAnswer, Effect, Expiry };

    QString opId; ///< UUIDv7: Idempotency-Key, stamp and journal key
    ActionPlan plan;
    Actor actor;
    QString reason;     ///< why it was pressed, as typed
    GatewayPromise promise; ///< what the gateway promised for the verb at the press
    ActionState state = ActionState::Intent;
    Awaiting awaiting = Awaiting::Nothing;
    int attempt = 0;    ///< sends of the effect so far
    int tries = 0;      ///< waits of the present reconciliation so far
    int misses = 0;     ///< tier C: late reads that did not show the value
    bool accepted = false; ///< a 2xx with our key was seen
    bool fenced = false;   ///< a cancellation was accepted; its stamp is still to be read
    bool keyUnknown = false; ///< the gateway answered our key with 412
    bool held = false;     ///< the value was read back as asked; it must be there again after promise.hold
    bool interrupted = false; ///< a restart found it open
    bool notSent = false;  ///< Rejected: not a byte of it reached the gateway
    bool targetFree = false; ///< the outcome of the write is settled
    bool closed = false;     ///< nothing more will change
    bool decided = false;    ///< a person took the last decision that was open
    QString words;      ///< why it stands there, in the gateway's or the network's words; hostile
    nlohmann::json read; ///< the value last read from the gateway; null: none
    QString made;        ///< Verified: the resource's version that the write made (v1)
    qint64 effectSeconds = -1;
    std::optional<TimePoint> expiresAt;

    [[nodiscard]] Tier tier() const { return promise.tier; }
    /// The gateway compares versions and keeps stamps: what happened can be proven.
    [[nodiscard]] bool isProvable() const { return promise.tier == Tier::A || promise.tier == Tier::B; }
};

/// What happened. `late`, `withinHorizon` and `settling` are facts of the moment (action-protocol: Words).
struct ActionEvent {
    enum class Kind { RowDurable, RowRefused, Answered, ReadBack, EffectSeen, EffectMissed, WaitOver, Replaced, FoundOpen,
                      Left, Decided };
    Kind kind = Kind::RowDurable; ///< Left: the process ends and watches no longer
    bool late = false;          ///< the deadline of the press has passed, or another process pressed
    bool withinHorizon = true;  ///< the gateway still knows the key
    bool settling = false;      ///< the gateway's state may still lag behind what it accepted (promise.settle)
    TimePoint now;
    WriteAnswer answer;                      ///< Answered
    std::optional<GatewayResource> resource; ///< ReadBack; none: it could not be read
    std::optional<TimePoint> expiresAt;      ///< ReadBack: when the gateway ends it by itself, in our time
    QString words;                           ///< RowRefused, ReadBack without a resource, EffectMissed; Decided: the reason
    double observed = 0;                     ///< EffectSeen
    qint64 seconds = 0;                      ///< EffectSeen
    Decision decision = Decision::Check;     ///< Decided
    Actor who;                               ///< Decided
};

/// What is to be done. The effects of one step are done in their order. A Wait or Read that is asked for replaces the one
/// before it.
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
    std::optional<Actor> actor;            ///< of the row; none: who pressed
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
/// What a person may decide about it now.
[[nodiscard]] QList<Decision> decisionsOf(const ActionRun &run);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/gateway/Verb.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <array>

namespace andon {

/// Where an operation stands. The words of action-protocol.
enum class ActionState {
    Intent,       ///< recorded, nothing sent
    RefusedLocal, ///< the journal did not take it: nothing was sent
    Sent,
    Acked,
    Verified,
    Effective,
    NotSeen,
    Mismatch,
    Active,       ///< a temporary action is in force
    Rejected,
    Superseded,
    Unknown,      ///< may or may not have happened
    Interrupted,  ///< a restart found it open
    Reconciling,
    NotApplied,
    Closed,
    AskHuman,
};

inline constexpr std::array<ActionState, 17> allActionStates{
    ActionState::Intent,     ActionState::RefusedLocal, ActionState::Sent,        ActionState::Acked,
    ActionState::Verified,   ActionState::Effective,    ActionState::NotSeen,     ActionState::Mismatch,
    ActionState::Active,     ActionState::Rejected,     ActionState::Superseded,  ActionState::Unknown,
    ActionState::Interrupted, ActionState::Reconciling, ActionState::NotApplied,  ActionState::Closed,
    ActionState::AskHuman};

/// The word of the journal and the command line: "intent", "not_applied", ...
[[nodiscard]] QString actionStateWord(ActionState state);
/// Nothing more will change by itself.
[[nodiscard]] bool isTerminal(ActionState state);

/// What a person decides about an operation that cannot go on by itself.
enum class Decision {
    Check,            ///< Interrupted: find out what became of it; the effect is never sent for the first time
    CancelForSure,    ///< Interrupted, tiers A and B: put a cancellation in its place, unless it was applied
    PressAgain,       ///< proven not applied: the old one stays over; whoever asks presses anew, a new operation
    SettleApplied,    ///< AskHuman: a person looked, it is applied
    SettleNotApplied, ///< AskHuman: a person looked, it is not applied
    SettleUnknown,    ///< AskHuman: nobody will find out; left as it is
};

inline constexpr std::array<Decision, 6> allDecisions{Decision::Check,         Decision::CancelForSure,
                                                      Decision::PressAgain,    Decision::SettleApplied,
                                                      Decision::SettleNotApplied, Decision::SettleUnknown};

/// The word of the journal: "check", "cancel", "press_again", "applied", "not_applied", "unknown".
[[nodiscard]] QString decisionWord(Decision decision);

/// What people see of one operation. Whole value; reason and details are hostile text.
struct ActionProgress {
    QString opId;
    QString service;
    QString version;
    Verb verb = Verb::Rollback;
    Target target = Target::Routing;
    ActionState state = ActionState::Intent;
    QString from;
    QString to;
    QString reason;          ///< why it stands there, in the gateway's or the network's words
    QString actorName;
    TimePoint pressedAt;
    TimePoint changedAt;     ///< of the state
    int attempt = 0;         ///< sends so far
    bool notSent = false;    ///< Rejected: not a byte of it reached the gateway
    bool watching = false;   ///< Verified: the metric is being watched for the effect
    qint64 effectSeconds = -1; ///< Effective: from the write to the metric
    std::optional<TimePoint> expiresAt; ///< Active
    bool endsByItself = true; ///< Active: the gateway ends it then; else a person restores
    bool open = true;        ///< its target is still taken
    QList<Decision> decisions; ///< what a person may decide now; empty: it goes on, or is over, by itself
    QString withheld;        ///< why a decision of the card is not offered, in words; empty: none is missing
    QString asked;           ///< the value asked for, in words
    QString read;            ///< the value last read from the gateway, in words; empty: not read since
};

} // namespace andon

Q_DECLARE_METATYPE(andon::ActionProgress)

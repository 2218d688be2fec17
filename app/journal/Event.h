// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"

#include <nlohmann/json.hpp>

#include <QByteArray>
#include <QString>

namespace andon {

/// Who did it; a snapshot, so that a later rename changes no history.
struct Actor {
    QString kind; ///< "person", "console", "verb"
    QString id;   ///< user name
    QString name; ///< full name, possibly empty
    QString host;
    /// What people call it by.
    [[nodiscard]] const QString &calledName() const { return name.isEmpty() ? id : name; }
    bool operator==(const Actor &) const = default;
};

/// One entry of the journal. A draft leaves seq, recordedAt, bootId, monoNs, prevHash and hash empty: the journal
/// fills them in the transaction that writes the entry.
struct Event {
    qint64 seq = 0;        ///< from 1, gapless
    QString eventId;       ///< UUIDv7; appending the same id again changes nothing
    QString kind;          ///< one of EventKind
    TimePoint occurredAt;  ///< when it happened; may lie before recordedAt
    TimePoint recordedAt;  ///< when it was written
    QString bootId;        ///< /proc/sys/kernel/random/boot_id
    qint64 monoNs = 0;     ///< CLOCK_BOOTTIME at the writing, nanoseconds
    Actor actor;
    QString service;       ///< name of the service in the workspace, or empty
    QString version;       ///< version the event speaks of, or empty
    QString opId;          ///< the action's op_id, or empty
    QString title;         ///< one English line, at most 256 characters
    QString body;          ///< text a person typed or a message, at most 65,536 characters
    nlohmann::json payload = nlohmann::json::object(); ///< details by kind
    QByteArray prevHash;   ///< 32 bytes; 32 zero bytes at seq 1
    QByteArray hash;       ///< 32 bytes, see Chain.h
};

/// The kinds of events, stable words of the file format.
namespace EventKind {
inline constexpr char16_t note[] = u"note";
inline constexpr char16_t actionIntent[] = u"action.intent";
inline constexpr char16_t actionSent[] = u"action.sent";
inline constexpr char16_t actionAcked[] = u"action.acked";
inline constexpr char16_t actionVerified[] = u"action.verified";
inline constexpr char16_t actionEffective[] = u"action.effective";
inline constexpr char16_t actionNotSeen[] = u"action.not_seen";
inline constexpr char16_t actionActive[] = u"action.active";
inline constexpr char16_t actionMismatch[] = u"action.mismatch";
inline constexpr char16_t actionRejected[] = u"action.rejected";
inline constexpr char16_t actionSuperseded[] = u"action.superseded";
inline constexpr char16_t actionUnknown[] = u"action.unknown";
inline constexpr char16_t actionReconciling[] = u"action.reconciling";
inline constexpr char16_t actionInterrupted[] = u"action.interrupted";
inline constexpr char16_t actionNotApplied[] = u"action.not_applied";
inline constexpr char16_t actionAskHuman[] = u"action.ask_human";
inline constexpr char16_t actionDecided[] = u"action.decided"; ///< a person decided; who, what, why, both values
inline constexpr char16_t actionClosed[] = u"action.closed";
inline constexpr char16_t gateCrossed[] = u"gate.crossed";
inline constexpr char16_t gateCleared[] = u"gate.cleared";
inline constexpr char16_t verdict[] = u"judge.verdict"; ///< a line of the canary is decided, or no longer
inline constexpr char16_t cardStarted[] = u"card.started"; ///< a canary is on its way by this card: digest and card
inline constexpr char16_t cardChanged[] = u"card.changed"; ///< the card changed while a canary runs: both digests, the changes in words
inline constexpr char16_t alertFired[] = u"alert.fired";
inline constexpr char16_t alertCleared[] = u"alert.cleared";
inline constexpr char16_t alertAcknowledged[] = u"alert.acknowledged";
inline constexpr char16_t alertShelved[] = u"alert.shelved";   ///< hidden for a while, here alone
inline constexpr char16_t alertReturned[] = u"alert.returned"; ///< the while is over, or somebody ended it
inline constexpr char16_t alertSilenced[] = u"alert.silenced"; ///< a silence was made in an Alertmanager
inline constexpr char16_t alertUnsilenced[] = u"alert.unsilenced";
inline constexpr char16_t evidence[] = u"judge.evidence"; ///< what the judge has gathered so far, to go on from after a restart
inline constexpr char16_t evidenceContinued[] = u"judge.continued"; ///< by a console that read it back
inline constexpr char16_t evidenceRestarted[] = u"judge.restarted"; ///< from nothing, and why
inline constexpr char16_t promoteHeld[] = u"canary.held";         ///< a person holds the canary at its step; why
inline constexpr char16_t promoteReleased[] = u"canary.released"; ///< and lets it go again
inline constexpr char16_t sourceLost[] = u"source.lost";
inline constexpr char16_t sourceRecovered[] = u"source.recovered";
inline constexpr char16_t gatewayChanged[] = u"gateway.changed"; ///< a change that this console did not make
inline constexpr char16_t incidentOpened[] = u"incident.opened";
inline constexpr char16_t incidentChanged[] = u"incident.changed"; ///< one field, old and new, why
inline constexpr char16_t incidentTime[] = u"incident.time";       ///< a key time, said by a person
inline constexpr char16_t incidentMerged[] = u"incident.merged";
inline constexpr char16_t incidentEventMoved[] = u"incident.event_moved";
inline constexpr char16_t incidentClosed[] = u"incident.closed";
inline constexpr char16_t incidentReopened[] = u"incident.reopened";
inline constexpr char16_t runbookStarted[] = u"runbook.started";
inline constexpr char16_t runbookStepClosed[] = u"runbook.step_closed";
inline constexpr char16_t evidenceAdded[] = u"evidence.added";
inline constexpr char16_t regressionMarked[] = u"regression.marked";
inline constexpr char16_t exportMade[] = u"export.made";
inline constexpr char16_t drillStarted[] = u"drill.started"; ///< a sealed plan: the hash of what will go wrong
inline constexpr char16_t drillEnded[] = u"drill.ended";     ///< what went wrong and when, and the seal opened
inline constexpr char16_t postmortemSaved[] = u"postmortem.saved"; ///< the text as a person saved it
inline constexpr char16_t consoleStarted[] = u"console.started";
inline constexpr char16_t consoleEnded[] = u"console.ended";
} // namespace EventKind

/// The outcome of the operation's write is settled, or nobody but a person can settle it: its target may be taken again.
/// What follows (the effect in traffic, the expiry, the person's decision) holds nobody up.
[[nodiscard]] inline bool setsTargetFree(const Event &event)
{
    return event.kind == EventKind::actionVerified || event.kind == EventKind::actionAskHuman
        || event.kind == EventKind::actionClosed;
}

} // namespace andon

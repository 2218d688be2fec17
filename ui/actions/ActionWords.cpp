// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/ActionWords.h"

#include "ui/common/ClockText.h"

#include <QCoreApplication>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ActionWords)
};

QString withReason(const QString &text, const QString &reason)
{
    return reason.isEmpty() ? text : text + u": "_s + reason;
}

} // namespace

QString verbTitle(Verb verb)
{
    switch (verb) {
    case Verb::Degrade: return Words::tr("Degrade");
    case Verb::Throttle: return Words::tr("Throttle");
    case Verb::Rollback: return Words::tr("Rollback");
    case Verb::Promote: return Words::tr("Promote");
    case Verb::Pause: return Words::tr("Pause");
    case Verb::Resume: return Words::tr("Resume");
    case Verb::Restore: return Words::tr("Restore");
    }
    return {};
}

QString blockedText(const ActionFace &face)
{
    const QString first = face.blockedArguments.value(0);
    switch (face.blocked) {
    case BlockReason::None: return {};
    case BlockReason::NeverRead: return Words::tr("The gateway's state was not read yet");
    case BlockReason::Stale: return Words::tr("State is %1 s old; wait for the gateway").arg(first);
    case BlockReason::OpenOperation: return Words::tr("An earlier %1 is not settled yet").arg(first);
    case BlockReason::Absent: return first;
    case BlockReason::NotConfigured: return Words::tr("Not in the workspace file");
    case BlockReason::NoRollbackTarget: return Words::tr("The gateway has no version %1").arg(first);
    case BlockReason::NoRollout: return Words::tr("No rollout in progress");
    case BlockReason::AlreadyThere: return Words::tr("Already there: %1").arg(first);
    case BlockReason::LastStep: return Words::tr("Last step reached: %1").arg(first);
    case BlockReason::NotPaused: return Words::tr("Not paused");
    case BlockReason::NothingToRestore: return Words::tr("Nothing degraded or throttled");
    case BlockReason::JournalUnwritable: return Words::tr("Journal not writable");
    }
    return {};
}

QString tierText(Tier tier)
{
    switch (tier) {
    case Tier::A: return Words::tr("Tier A: the gateway compares versions, knows keys and keeps stamps. One effect or none, and it can be proven.");
    case Tier::B: return Words::tr("Tier B: the gateway compares versions and keeps stamps. One effect or none; some doubts need a person.");
    case Tier::C: return Words::tr("Tier C: the gateway overwrites. One copy is sent; a change in between can be lost.");
    case Tier::D: return Words::tr("Tier D: the gateway only adds or removes. One shot; a lost answer needs a person.");
    }
    return {};
}

QString progressText(const ActionProgress &progress, TimePoint now)
{
    const auto elapsedMs = std::chrono::duration_cast<std::chrono::milliseconds>(now - progress.changedAt).count();
    const QString elapsed = QString::number(static_cast<double>(std::max<qint64>(0, elapsedMs)) / 1000, 'f', 1);
    switch (progress.state) {
    case ActionState::Intent: return Words::tr("recorded");
    case ActionState::RefusedLocal: return withReason(Words::tr("NOT SENT"), progress.reason);
    case ActionState::Sent: return Words::tr("sending… %1 s").arg(elapsed);
    case ActionState::Acked: return withReason(Words::tr("gateway accepted; reading back…"), progress.reason);
    case ActionState::Verified:
        return progress.open ? Words::tr("read back ✓") : Words::tr("read back ✓, watching traffic… %1 s").arg(elapsed);
    case ActionState::Effective: return Words::tr("seen in traffic after %1 s").arg(progress.effectSeconds);
    case ActionState::NotSeen: return withReason(Words::tr("configured, but not visible in traffic"), progress.reason);
    case ActionState::Mismatch: return progress.reason;
    case ActionState::Active:
        return progress.expiresAt
            ? Words::tr("in force, ends by itself in %1")
                  .arg(durationText(std::chrono::ceil<std::chrono::seconds>(*progress.expiresAt - now).count()))
            : Words::tr("in force");
    case ActionState::Rejected: return withReason(Words::tr("not applied"), progress.reason);
    case ActionState::Superseded: return withReason(Words::tr("not applied"), progress.reason);
    case ActionState::Unknown:
        return withReason(Words::tr("may or may not have happened; checking…"), progress.reason);
    case ActionState::Interrupted:
        return Words::tr("was open when the console ended; may or may not have happened; checking…");
    case ActionState::Reconciling:
        return withReason(Words::tr("may or may not have happened; checking, attempt %1").arg(progress.attempt), progress.reason);
    case ActionState::NotApplied: return withReason(Words::tr("proven not applied"), progress.reason);
    case ActionState::Closed: return withReason(Words::tr("over"), progress.reason);
    case ActionState::AskHuman: return withReason(Words::tr("needs you"), progress.reason);
    }
    return {};
}

ProgressTone progressTone(ActionState state)
{
    switch (state) {
    case ActionState::Verified:
    case ActionState::Effective:
    case ActionState::Active:
    case ActionState::Closed: return ProgressTone::Good;
    case ActionState::RefusedLocal:
    case ActionState::Rejected:
    case ActionState::Superseded:
    case ActionState::NotApplied:
    case ActionState::NotSeen: return ProgressTone::Bad;
    case ActionState::Unknown:
    case ActionState::Interrupted:
    case ActionState::Reconciling:
    case ActionState::Mismatch:
    case ActionState::AskHuman: return ProgressTone::Doubt;
    default: return ProgressTone::Running;
    }
}

} // namespace andon

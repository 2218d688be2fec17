// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/ActionWords.h"

#include "ui/actions/ConsequenceText.h"
#include "ui/common/ClockText.h"

#include <QCoreApplication>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct ActionWords {
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
    case Verb::Degrade: return ActionWords::tr("Degrade");
    case Verb::Throttle: return ActionWords::tr("Throttle");
    case Verb::Rollback: return ActionWords::tr("Rollback");
    case Verb::Promote: return ActionWords::tr("Promote");
    case Verb::Pause: return ActionWords::tr("Pause");
    case Verb::Resume: return ActionWords::tr("Resume");
    case Verb::Restore: return ActionWords::tr("Restore");
    }
    return {};
}

QString blockedText(const ActionFace &face)
{
    const QString first = face.blockedArguments.value(0);
    switch (face.blocked) {
    case BlockReason::None: return {};
    case BlockReason::NeverRead: return ActionWords::tr("The gateway's state was not read yet");
    case BlockReason::Stale: return ActionWords::tr("State is %1 s old; wait for the gateway").arg(first);
    case BlockReason::OpenOperation: {
        const std::optional<Verb> verb = verbFromWord(first);
        return ActionWords::tr("An earlier action is not settled yet: %1").arg(verb ? verbTitle(*verb) : first);
    }
    case BlockReason::Absent: return first;
    case BlockReason::NotConfigured: return ActionWords::tr("Not in the workspace file");
    case BlockReason::NoRollbackTarget: return ActionWords::tr("The gateway has no version %1").arg(first);
    case BlockReason::NoRollout: return ActionWords::tr("No rollout in progress");
    case BlockReason::AlreadyThere: return ActionWords::tr("Already there: %1").arg(sideText(first));
    case BlockReason::LastStep: return ActionWords::tr("Last step reached: %1").arg(first);
    case BlockReason::NotPaused: return ActionWords::tr("Not paused");
    case BlockReason::NothingToRestore: return ActionWords::tr("Nothing degraded or throttled");
    case BlockReason::JournalUnwritable: return ActionWords::tr("Journal not writable");
    case BlockReason::HeldByPerson:
        return ActionWords::tr("Held by %1 since %2: %3").arg(first, face.blockedArguments.value(1), face.blockedArguments.value(2));
    case BlockReason::CardHolds: return ActionWords::tr("Not yet: %1").arg(first);
    }
    return {};
}

QString raisedText(const ActionFace &face)
{
    return face.enabled() && face.friction > face.usualFriction ? ActionWords::tr("state is old: reason, then hold") : QString();
}

IconName verbIcon(Verb verb)
{
    switch (verb) {
    case Verb::Degrade: return IconName::Degrade;
    case Verb::Throttle: return IconName::Throttle;
    case Verb::Rollback: return IconName::Rollback;
    case Verb::Promote: return IconName::Promote;
    case Verb::Pause: return IconName::Pause;
    case Verb::Resume: return IconName::Resume;
    case Verb::Restore: return IconName::Restore;
    }
    return IconName::Unknown;
}

QString tierText(Tier tier)
{
    switch (tier) {
    case Tier::A: return ActionWords::tr("Tier A: versions compared, keys known, stamps kept: one effect or none, and either can be proven.");
    case Tier::B: return ActionWords::tr("Tier B: versions compared and stamps kept, but no keys known: one effect or none, and a doubt may need a person.");
    case Tier::C: return ActionWords::tr("Tier C: read, compared, written: a change within the same moment can be overwritten; one copy is sent, never a second.");
    case Tier::D: return ActionWords::tr("Tier D: the gateway only adds or takes away: one copy is sent, and a lost answer needs a person.");
    }
    return {};
}

QString lostText(const QString &lostOn)
{
    if (lostOn.isEmpty())
        return {};
    if (lostOn == u"a reload")
        return ActionWords::tr("lost on a reload");
    if (lostOn == u"a restart")
        return ActionWords::tr("lost on a restart");
    if (lostOn == u"a reload or a restart")
        return ActionWords::tr("lost on a reload or a restart");
    return ActionWords::tr("lost on: %1").arg(lostOn);
}

QString progressText(const ActionProgress &progress, TimePoint now)
{
    const auto elapsedMs = std::chrono::duration_cast<std::chrono::milliseconds>(now - progress.changedAt).count();
    const QString elapsed = QString::number(static_cast<double>(std::max<qint64>(0, elapsedMs)) / 1000, 'f', 1);
    switch (progress.state) {
    case ActionState::Intent: return ActionWords::tr("recorded");
    case ActionState::RefusedLocal: return withReason(ActionWords::tr("NOT SENT"), progress.reason);
    case ActionState::Sent: return ActionWords::tr("sending… %1 s").arg(elapsed);
    case ActionState::Acked: return withReason(ActionWords::tr("gateway accepted; reading back…"), progress.reason);
    case ActionState::Verified:
        return progress.watching ? ActionWords::tr("read back ✓, watching traffic… %1 s").arg(elapsed) : ActionWords::tr("read back ✓");
    case ActionState::Effective: return ActionWords::tr("seen in traffic after %1 s").arg(progress.effectSeconds);
    case ActionState::NotSeen: return withReason(ActionWords::tr("configured, but not visible in traffic"), progress.reason);
    case ActionState::Mismatch: return progress.reason;
    case ActionState::Active:
        if (progress.expiresAt && !progress.endsByItself) {
            return ActionWords::tr("in force, to be restored in %1")
                .arg(durationText(std::chrono::ceil<std::chrono::seconds>(*progress.expiresAt - now).count()));
        }
        return progress.expiresAt
            ? ActionWords::tr("in force, ends by itself in %1")
                  .arg(durationText(std::chrono::ceil<std::chrono::seconds>(*progress.expiresAt - now).count()))
            : ActionWords::tr("in force");
    case ActionState::Rejected: return withReason(ActionWords::tr("not applied"), progress.reason);
    case ActionState::Superseded: return withReason(ActionWords::tr("not applied"), progress.reason);
    case ActionState::Unknown:
        return withReason(ActionWords::tr("may or may not have happened; checking…"), progress.reason);
    case ActionState::Interrupted:
        if (!progress.decisions.isEmpty())
            return ActionWords::tr("was open when the console ended; may or may not have happened; waits for your decision");
        return ActionWords::tr("was open when the console ended; may or may not have happened; checking…");
    case ActionState::Reconciling:
        return withReason(ActionWords::tr("may or may not have happened; checking, attempt %1").arg(progress.attempt), progress.reason);
    case ActionState::NotApplied: return withReason(ActionWords::tr("proven not applied"), progress.reason);
    case ActionState::Closed: return withReason(ActionWords::tr("over"), progress.reason);
    case ActionState::AskHuman: return withReason(ActionWords::tr("needs you"), progress.reason);
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

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ActRun.h"

namespace andon {

using namespace Qt::StringLiterals;

/// A stop-loss action waits no longer than that for what the record should say of its versions.
static constexpr std::chrono::seconds versionsPatience(1);

std::optional<int> exitCodeOf(const ActionProgress &progress, bool waitForEffect)
{
    switch (progress.state) {
    case ActionState::RefusedLocal: return ExitCode::notSent;
    case ActionState::Rejected: return progress.notSent ? ExitCode::notSent : ExitCode::rejected;
    case ActionState::Superseded: return ExitCode::superseded;
    case ActionState::NotApplied: return ExitCode::rejected;
    case ActionState::AskHuman: return ExitCode::needsHuman;
    case ActionState::Verified: return waitForEffect ? std::nullopt : std::optional(ExitCode::done);
    case ActionState::Effective:
    case ActionState::Active:
    case ActionState::Closed: return ExitCode::done;
    case ActionState::NotSeen: return ExitCode::needsHuman;
    default: return std::nullopt;
    }
}

void ActRun::start()
{
    m_desk = m_console.desk(m_command.service);
    if (!m_desk->hasGateway()) {
        complain(u"blocked: %1"_s.arg(m_desk->spec().actionsAbsent));
        end(ExitCode::notSent);
        return;
    }
    connect(m_desk, &ServiceDesk::progressed, this, &ActRun::take);
    connect(&m_desk->dispatcher(), &Dispatcher::ready, this, [this](const std::optional<Error> &error) {
        if (error)
            complain(error->message());
        m_dispatcherReady = true;
        press();
    });
    connect(m_desk, &ServiceDesk::gatewayChanged, this, [this](Freshness, const std::optional<Error> &error) {
        if (error && !m_pressed) {
            complain(u"not sent: the gateway's state could not be read. %1"_s.arg(error->message()));
            end(ExitCode::notSent);
            return;
        }
        m_gatewayRead = true;
        press();
    });
    m_desk->dispatcher().start(Dispatcher::Interrupted::Check);
    m_judging.setSingleShot(true);
    m_judging.callOnTimeout(this, &ActRun::press);
    const bool promotes = m_command.verb == Verb::Promote;
    m_judging.start(promotes ? std::chrono::seconds(std::min(30, m_command.timeoutSeconds)) : versionsPatience);
    if (promotes && m_desk->spec().card) {
        connect(m_desk, &ServiceDesk::judged, this, [this] {
            m_judged = true;
            press();
        });
        m_desk->startJudging();
    } else {
        connect(&m_desk->versions(), &VersionWatch::changed, this, &ActRun::press, Qt::QueuedConnection);
        connect(&m_desk->canary(), &CanaryDesk::changed, this, &ActRun::press, Qt::QueuedConnection);
        m_desk->versions().start();
        if (promotes)
            m_desk->canary().start(false);
    }
    m_desk->watch().start();
}

/// A promote asks its card first, by the evidence of the record and the counts since then; what cannot be read holds the canary
/// by itself: unknown is no pass. Of every press the record tells what its versions are made of, as far as that is known by then.
bool ActRun::isReady() const
{
    if (!m_judging.isActive())
        return true;
    if (m_command.verb != Verb::Promote)
        return m_desk->versions().isRead();
    return m_desk->spec().card ? m_judged && m_desk->isJudged() : m_desk->canary().isReady() && m_desk->versions().isRead();
}

void ActRun::press()
{
    if (!m_dispatcherReady || !m_gatewayRead || m_pressed || m_ended || !isReady())
        return;
    if (!m_command.to.isEmpty())
        m_desk->setRollbackTarget(m_command.to);
    const ActionFace face = m_command.goOnAnyway ? m_desk->goOnAnywayFace() : m_desk->face(m_command.verb);
    if (face.blocked == BlockReason::HeldByPerson || face.blocked == BlockReason::CardHolds) {
        complain(u"held: %1"_s.arg(blockedWords(face)));
        end(ExitCode::held);
        return;
    }
    if (!face.enabled()) {
        // An operation that an ended process left open is being found out about; it may free its target soon.
        if (face.blocked == BlockReason::OpenOperation && !m_waited) {
            m_waited = true;
            complain(blockedWords(face) + u" Waiting for it up to 30 s."_s);
            m_patience.callOnTimeout(this, [this] {
                complain(u"blocked: the earlier operation is not settled yet"_s);
                end(ExitCode::notSent);
            });
            m_patience.start(std::chrono::seconds(30));
            connect(m_desk, &ServiceDesk::facesChanged, this, &ActRun::press, Qt::QueuedConnection);
        } else if (face.blocked != BlockReason::OpenOperation) {
            complain(u"blocked: %1"_s.arg(blockedWords(face)));
            end(ExitCode::notSent);
        }
        return;
    }
    m_patience.stop();
    m_patience.disconnect(this);
    m_patience.callOnTimeout(this, &ActRun::giveUp);
    m_patience.start(std::chrono::seconds(m_command.timeoutSeconds));
    m_pressed = true;
    say(consequenceWords(face.plan));
    const Result<QString> pressed = m_desk->press(face.plan, m_console.actor(), m_command.reason, m_command.unlogged);
    if (pressed) {
        m_opId = *pressed;
        return;
    }
    complain(u"held: %1"_s.arg(pressed.error().message()));
    end(ExitCode::held);
}

void ActRun::take(const ActionProgress &progress)
{
    const bool ours = m_opId.isEmpty() ? m_pressed : progress.opId == m_opId;
    if (m_ended || !ours)
        return;
    if (m_last != progress.state) {
        m_last = progress.state;
        const QString words = progress.reason.isEmpty() ? QString() : u": "_s + progress.reason;
        const QString effect = progress.state == ActionState::Effective
            ? u": seen in traffic after %1 s"_s.arg(progress.effectSeconds) : QString();
        say(u"%1%2%3"_s.arg(actionStateWord(progress.state), words, effect));
    }
    if (const std::optional<int> code = exitCodeOf(progress, m_command.waitForEffect))
        end(*code);
}

/// The write has no verdict yet. It stays open on the record: the next console on this journal finds out.
void ActRun::giveUp()
{
    if (m_last == ActionState::Verified)
        return;
    complain(u"unknown: after %1 s it is not known whether it happened. The operation stays open on the record; "
             "the next andon act or window on this journal finds out before it presses anything on the same target."_s
                 .arg(m_command.timeoutSeconds));
    end(ExitCode::unknown);
}

void ActRun::end(int exitCode)
{
    if (m_ended)
        return;
    m_ended = true;
    // Not from within the dispatcher's own signal: what it tells of is not finished with.
    QMetaObject::invokeMethod(this, [this, exitCode] { leave(exitCode); }, Qt::QueuedConnection);
}

/// The last rows of the operation are written before the process ends, unless the journal does not take them.
void ActRun::leave(int exitCode)
{
    Dispatcher &dispatcher = m_desk->dispatcher();
    dispatcher.leave();
    const auto finish = [this, exitCode] { emit finished(exitCode); };
    if (!dispatcher.isWriting()) {
        finish();
        return;
    }
    m_patience.stop();
    m_patience.disconnect(this);
    m_patience.callOnTimeout(this, finish);
    m_patience.start(std::chrono::seconds(3));
    connect(&dispatcher, &Dispatcher::written, this, finish);
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/ActionRows.h"
#include "app/actions/Stepper.h"

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr int resends = 4;        // 0.5, 1, 2, 4 s
constexpr int probesRefused = 5;  // a gateway that refuses them so often will not tell
constexpr int missesProveNothing = 2;

QString writer(const GatewayResource &resource)
{
    return resource.actor.isEmpty() ? u"somebody else"_s : resource.actor;
}

QString seconds(std::chrono::milliseconds time)
{
    return QString::number(static_cast<double>(time.count()) / 1000);
}

} // namespace

QString valueWords(const nlohmann::json &value)
{
    constexpr qsizetype most = 200;
    const QString text = QString::fromStdString(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return text.size() > most ? text.left(most) + u'…' : text;
}

QString Stepper::changedWords(const GatewayResource &resource, TimePoint gatewayNow) const
{
    QString ago;
    if (resource.changedAt && gatewayNow >= *resource.changedAt)
        ago = u" %1 s ago"_s.arg(std::chrono::floor<std::chrono::seconds>(gatewayNow - *resource.changedAt).count());
    if (sameValue(resource.value, m_step.run.plan.before) && sameValue(m_step.run.plan.before, resource.value)) {
        return u"something else of the same object was changed by %1%2; the value is still %3, and nothing was sent over it: press again"_s
            .arg(writer(resource), ago, valueWords(resource.value));
    }
    return u"changed by %1%2 since it was painted: %3 → %4; nothing was sent over it"_s.arg(
        writer(resource), ago, valueWords(m_step.run.plan.before), valueWords(resource.value));
}

QList<Decision> decisionsOf(const ActionRun &run)
{
    if (run.decided)
        return {};
    if (run.state == ActionState::Interrupted && !run.targetFree)
        return run.isProvable() ? QList{Decision::Check, Decision::CancelForSure} : QList{Decision::Check};
    if (run.state == ActionState::NotApplied && run.closed)
        return {Decision::PressAgain};
    if (run.state == ActionState::AskHuman && !run.closed)
        return {Decision::SettleApplied, Decision::SettleNotApplied, Decision::SettleUnknown};
    return {};
}

/// After a restart. What was proven before stays as it was said; what is open is shown and waits for a person (S5), and
/// nothing is sent for the first time (S7).
void Stepper::found(const ActionEvent &event)
{
    if (run().awaiting != Awaiting::Nothing || run().closed)
        return;
    switch (run().state) {
    case ActionState::AskHuman: return;
    case ActionState::RefusedLocal:
    case ActionState::Rejected:
    case ActionState::Superseded:
    case ActionState::NotApplied: close(); return;
    default: break;
    }
    if (run().targetFree && run().expiresAt) {
        effect(Effect::Read, Awaiting::Read);
    } else if (run().targetFree) {
        inForce(event);
    } else if (run().attempt == 0) {
        end(ActionState::NotApplied, u"the console ended before anything was sent"_s);
    } else {
        run().interrupted = true;
        enter(ActionState::Interrupted, u"the console ended before the outcome was known"_s);
        effect(Effect::Read, Awaiting::Read);
    }
}

void Stepper::decide(const ActionEvent &event)
{
    if (!decisionsOf(run()).contains(event.decision))
        return;
    ActionEffect row;
    row.rowKind = QString::fromUtf16(EventKind::actionDecided);
    row.actor = event.who;
    row.payload = {{"decision", decisionWord(event.decision).toStdString()},
                   {"reason", event.words.left(longestWords).toStdString()},
                   {"asked", run().plan.after},
                   {"read", run().read}};
    m_step.effects.append(row);
    switch (event.decision) {
    case Decision::Check:
        enter(ActionState::Reconciling, u"reading the gateway's state"_s);
        run().tries = 0;
        effect(Effect::Read, Awaiting::Read);
        break;
    case Decision::CancelForSure:
        run().state = ActionState::Reconciling;
        run().words = u"putting a cancellation in its place"_s;
        run().tries = 0;
        probe("fence", Awaiting::FenceRow);
        break;
    case Decision::PressAgain: run().decided = true; break;
    case Decision::SettleApplied:
    case Decision::SettleNotApplied:
    case Decision::SettleUnknown:
        run().decided = true;
        close();
        m_step.effects.last().payload["decision"] = decisionWord(event.decision).toStdString();
        break;
    }
}

void Stepper::lookAgain(const QString &words)
{
    run().words = words;
    wait(patience(), Awaiting::ReadAfterWait);
}

bool Stepper::isOurs(const GatewayResource &resource) const
{
    return m_step.run.isProvable() && resource.stamp == m_step.run.opId;
}

/// The gateway's state is what was asked for; where it keeps stamps, because of us.
bool Stepper::shows(const GatewayResource &resource) const
{
    return (isOurs(resource) || !m_step.run.isProvable()) && sameValue(resource.value, m_step.run.plan.after);
}

/// Without a stamp and without an answer nothing tells whether an ended process sent it at all: what it told may have been
/// "not sent" (S4).
bool Stepper::mayBeAnothers() const
{
    return !m_step.run.isProvable() && m_step.run.interrupted && !m_step.run.accepted;
}

/// Reconcile 1: resend while not late, then look.
void Stepper::tryAgain(const ActionEvent &event)
{
    if (event.late || run().attempt > resends) {
        enter(ActionState::Reconciling, u"reading the gateway's state"_s);
        effect(Effect::Read, Awaiting::Read);
        return;
    }
    enter(ActionState::Reconciling, u"sending the same request again"_s);
    sendRow();
}

void Stepper::afterResend(const ActionEvent &event)
{
    switch (event.answer.outcome) {
    case WriteOutcome::Accepted: afterFirstAnswer(event); break;
    case WriteOutcome::Superseded: afterQuery(event); break;
    case WriteOutcome::NotSent:
    case WriteOutcome::Rejected:
    case WriteOutcome::Unknown:
        run().words = event.answer.words;
        wait(patience(), event.late ? Awaiting::ReadAfterWait : Awaiting::SendAfterWait);
        break;
    }
}

/// Reconcile 2b: the version moved, so that a request with our key can only tell, not change.
void Stepper::afterQuery(const ActionEvent &event)
{
    switch (event.answer.outcome) {
    case WriteOutcome::Accepted:
        run().accepted = true;
        askHuman(u"applied, and changed since by somebody else"_s);
        break;
    case WriteOutcome::Superseded:
        // A gateway that lost its keys says so of our own change too: the stamp is read before anything is said.
        run().keyUnknown = true;
        run().words = event.answer.words;
        effect(Effect::Read, Awaiting::Read);
        break;
    default: refusedProbe(event); break;
    }
}

/// Reconcile 2c: what holds the place of the request cannot be overtaken by an old copy of it. An OK is a promise (a 202
/// even says so); the stamp in the state is the proof.
void Stepper::afterFence(const ActionEvent &event)
{
    if (event.answer.outcome == WriteOutcome::Accepted) {
        run().tries = run().fenced ? run().tries : 0;
        run().fenced = true;
        run().words = u"the gateway took a cancellation; reading it back"_s;
        effect(Effect::Read, Awaiting::Read);
    } else if (event.answer.outcome == WriteOutcome::Superseded) {
        run().words = event.answer.words;
        effect(Effect::Read, Awaiting::Read);
    } else {
        refusedProbe(event);
    }
}

/// A lost question is asked again; one that is refused again and again will not be answered (L1).
void Stepper::refusedProbe(const ActionEvent &event)
{
    if (event.answer.outcome == WriteOutcome::Rejected && run().tries >= probesRefused)
        askHuman(u"the gateway refuses to tell, and an old copy may still arrive: "_s + event.answer.words);
    else
        lookAgain(event.answer.words);
}

/// A temporary action that a restart found: is it still there?
void Stepper::stillInForce(const ActionEvent &event)
{
    if (event.now >= *run().expiresAt)
        expired();
    else if (!event.resource)
        lookAgain(event.words);
    else if (shows(*event.resource))
        inForce(event);
    else
        end(ActionState::Closed, u"found no longer in force: changed by %1"_s.arg(writer(*event.resource)));
}

void Stepper::afterReadBack(const ActionEvent &event)
{
    if (!event.resource) {
        lookAgain(event.words);
        return;
    }
    const GatewayResource &resource = *event.resource;
    if (shows(resource) && mayBeAnothers()) {
        const QString words = u"the value asked for is there, by this write or by somebody else's"_s;
        if (run().state == ActionState::Interrupted)
            lookAgain(words);
        else
            askHuman(words);
        return;
    }
    if (shows(resource)) {
        if (run().held || run().promise.hold.count() == 0) {
            verified(resource, event);
            return;
        }
        run().held = true;
        run().words = u"read back; it must still be there in %1 s"_s.arg(seconds(run().promise.hold));
        wait(run().promise.hold, Awaiting::ReadAfterWait);
        return;
    }
    const bool ours = isOurs(resource);
    const bool lags = ours || resource.version == run().plan.ifMatch || !run().isProvable();
    if (run().held) {
        enter(ActionState::Mismatch, u"was there and is gone again after %1 s: something else writes this (GitOps, a "
                                     "controller)"_s.arg(seconds(run().promise.hold)));
        m_step.effects.last().payload["read"] = resource.value;
        askHuman(run().words + u": "_s + valueWords(resource.value));
    } else if (run().state == ActionState::Interrupted) {
        if (run().isProvable() && resource.stamp == u"cancel:"_s + run().opId)
            reconcile(event, resource);
        else
            lookAgain(u"the console ended before the outcome was known; the gateway's state says "_s
                      + valueWords(resource.value));
    } else if ((run().accepted || ours) && event.settling && lags) {
        lookAgain(u"accepted; the gateway's state does not show it yet: "_s + valueWords(resource.value));
    } else if (run().state == ActionState::Acked || ours) {
        if (run().state != ActionState::Mismatch) {
            enter(ActionState::Mismatch, u"the gateway said OK, its state says "_s + valueWords(resource.value));
            m_step.effects.last().payload["read"] = resource.value;
        }
        if (ours || !run().isProvable() || resource.version != run().plan.ifMatch)
            askHuman(u"accepted, but the state read back was written by %1: %2"_s
                         .arg(writer(resource), valueWords(resource.value)));
        else
            reconcile(event, resource);
    } else if (run().isProvable()) {
        reconcile(event, resource);
    } else {
        reconcileByValue(event);
    }
}

/// Reconcile 2 with the stamp known not to be ours.
void Stepper::reconcile(const ActionEvent &event, const GatewayResource &resource)
{
    if (run().state != ActionState::Reconciling)
        enter(ActionState::Reconciling, u"the gateway's state does not carry the request's stamp"_s);
    if (resource.stamp == u"cancel:"_s + run().opId)
        end(ActionState::NotApplied, u"the gateway's state carries the cancellation"_s);
    else if (resource.version == run().plan.ifMatch && run().fenced && run().tries < probesRefused)
        lookAgain(u"the gateway took a cancellation; its state does not show it yet"_s);
    else if (resource.version == run().plan.ifMatch && run().fenced)
        askHuman(u"the gateway says OK to a cancellation and does not keep it; an old copy may still arrive"_s);
    else if (resource.version == run().plan.ifMatch)
        probe("fence", Awaiting::FenceRow);
    else if (run().keyUnknown && event.withinHorizon && !run().accepted)
        end(ActionState::NotApplied, u"the gateway does not know the request, and its version moved on: the state was written by %1"_s
                                         .arg(writer(resource)));
    else if (run().tier() == Tier::A && event.withinHorizon && !run().keyUnknown)
        probe("query", Awaiting::QueryRow);
    else
        askHuman(u"the state was written by %1 since: %2"_s.arg(writer(resource), valueWords(resource.value)));
}

/// Tiers C and D after a lost answer: what is not there may still come, so that nothing proves "not applied".
void Stepper::reconcileByValue(const ActionEvent &event)
{
    if (run().state != ActionState::Reconciling)
        enter(ActionState::Reconciling, u"the gateway's state does not show the value"_s);
    const QString value = valueWords(run().read);
    if (run().tier() == Tier::D) {
        askHuman(u"one request was sent and its answer lost; the state says "_s + value);
    } else if (!event.late) {
        lookAgain(u"not seen yet; the state says "_s + value);
    } else if (++run().misses < missesProveNothing) {
        run().words = u"not seen; looking again in %1 s"_s.arg(seconds(run().promise.serverTimeout));
        wait(run().promise.serverTimeout, Awaiting::ReadAfterWait);
    } else {
        askHuman(u"not seen in two reads %1 s apart; an old copy may still arrive. The state says %2"_s
                     .arg(seconds(run().promise.serverTimeout), value));
    }
}

} // namespace andon

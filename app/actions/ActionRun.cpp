// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/ActionRun.h"

#include "app/actions/ActionRows.h"

namespace andon {

using namespace Qt::StringLiterals;
using Awaiting = ActionRun::Awaiting;
using Effect = ActionEffect::Kind;
using Happened = ActionEvent::Kind;
using std::chrono::milliseconds;

namespace {

constexpr int resends = 4; // 0.5, 1, 2, 4 s

/// Builds one step: the run changes, the effects gather.
class Stepper {
public:
    explicit Stepper(const ActionRun &run) { m_step.run = run; }
    ActionStep take(const ActionEvent &event);

private:
    ActionRun &run() { return m_step.run; }
    void enter(ActionState state, const QString &words = {});
    void effect(Effect kind, Awaiting awaiting);
    void wait(milliseconds time, Awaiting awaiting);
    void recordAndWait(const QString &rowKind, Awaiting awaiting);
    void close();
    void sendRow();
    void afterRow(const ActionEvent &event);
    void afterFirstAnswer(const ActionEvent &event);
    void afterResend(const ActionEvent &event);
    void afterQuery(const ActionEvent &event);
    void afterFence(const ActionEvent &event);
    void afterReadBack(const ActionEvent &event);
    void reconcile(const ActionEvent &event, const GatewayResource &resource);
    void verified(const GatewayResource &resource, const ActionEvent &event);
    void settle(const ActionEvent &event);
    void tryAgain(const ActionEvent &event);
    [[nodiscard]] milliseconds patience() const
    {
        return milliseconds(500 << std::min(m_step.run.tries, 5));
    }

    ActionStep m_step;
};

void Stepper::enter(ActionState state, const QString &words)
{
    run().state = state;
    run().words = words;
    ActionEffect row;
    row.rowKind = rowKindOf(state);
    row.payload = rowPayload(run());
    m_step.effects.append(row);
}

void Stepper::effect(Effect kind, Awaiting awaiting)
{
    ActionEffect wanted;
    wanted.kind = kind;
    m_step.effects.append(wanted);
    run().awaiting = awaiting;
}

void Stepper::wait(milliseconds time, Awaiting awaiting)
{
    effect(Effect::Wait, awaiting);
    m_step.effects.last().wait = time;
    ++run().tries;
}

void Stepper::recordAndWait(const QString &rowKind, Awaiting awaiting)
{
    effect(Effect::RecordAndWait, awaiting);
    m_step.effects.last().rowKind = rowKind;
    m_step.effects.last().payload = rowPayload(run());
}

/// Nothing more will change. The state shown stays the outcome; the row says that it is final.
void Stepper::close()
{
    run().awaiting = Awaiting::Nothing;
    run().targetFree = true;
    ActionEffect row;
    row.rowKind = rowKindOf(ActionState::Closed);
    row.payload = {{"outcome", actionStateWord(run().state).toStdString()}};
    m_step.effects.append(row);
}

/// The row "sent, attempt n" is durable before the call (S1).
void Stepper::sendRow()
{
    ++run().attempt;
    recordAndWait(rowKindOf(ActionState::Sent), Awaiting::SentRow);
}

ActionStep Stepper::take(const ActionEvent &event)
{
    const Awaiting awaiting = run().awaiting;
    const bool row = event.kind == Happened::RowDurable || event.kind == Happened::RowRefused;
    if (row && (awaiting == Awaiting::IntentRow || awaiting == Awaiting::SentRow || awaiting == Awaiting::FenceRow)) {
        afterRow(event);
    } else if (event.kind == Happened::Answered && awaiting == Awaiting::Answer) {
        if (run().attempt == 1)
            afterFirstAnswer(event);
        else
            afterResend(event);
    } else if (event.kind == Happened::Answered && awaiting == Awaiting::QueryAnswer) {
        afterQuery(event);
    } else if (event.kind == Happened::Answered && awaiting == Awaiting::FenceAnswer) {
        afterFence(event);
    } else if (event.kind == Happened::ReadBack && awaiting == Awaiting::Read) {
        afterReadBack(event);
    } else if (event.kind == Happened::WaitOver && awaiting == Awaiting::ReadAfterWait) {
        effect(Effect::Read, Awaiting::Read);
    } else if (event.kind == Happened::WaitOver && awaiting == Awaiting::SendAfterWait) {
        tryAgain(event);
    } else if (event.kind == Happened::EffectSeen && awaiting == Awaiting::Effect) {
        run().effectSeconds = event.seconds;
        enter(ActionState::Effective);
        m_step.effects.last().payload["observed"] = event.observed;
        m_step.effects.last().payload["seconds"] = event.seconds;
        settle(event);
    } else if (event.kind == Happened::EffectMissed && awaiting == Awaiting::Effect) {
        enter(ActionState::NotSeen, event.words);
        settle(event);
    } else if (awaiting == Awaiting::Effect && event.kind == Happened::Left) {
        run().words = u"the effect was not watched to its end"_s;
        settle(event);
    } else if (awaiting == Awaiting::Expiry && event.kind == Happened::WaitOver) {
        run().state = ActionState::Closed;
        run().words = u"expired"_s;
        close();
    } else if ((awaiting == Awaiting::Expiry || awaiting == Awaiting::Effect) && event.kind == Happened::Replaced) {
        run().words = u"replaced by a newer action on the same target"_s;
        run().state = awaiting == Awaiting::Expiry ? ActionState::Closed : run().state;
        close();
    } else if (event.kind == Happened::FoundOpen && awaiting == Awaiting::Nothing && !run().targetFree) {
        if (run().attempt == 0) {
            enter(ActionState::NotApplied, u"the console ended before anything was sent"_s);
            close();
        } else {
            enter(ActionState::Interrupted, u"the console ended before the outcome was known"_s);
            effect(Effect::Read, Awaiting::Read);
        }
    }
    return m_step;
}

void Stepper::afterRow(const ActionEvent &event)
{
    const Awaiting awaiting = run().awaiting;
    const bool first = run().attempt <= 1;
    if (event.kind == Happened::RowRefused) {
        if (awaiting == Awaiting::FenceRow || !first) {
            run().words = event.words;
            wait(patience(), Awaiting::ReadAfterWait);
            return;
        }
        enter(ActionState::RefusedLocal, event.words);
        close();
        return;
    }
    if (awaiting == Awaiting::FenceRow) {
        effect(Effect::SendFence, Awaiting::FenceAnswer);
    } else if (event.late && first) {
        enter(ActionState::RefusedLocal, u"the journal took longer than the deadline of the press"_s);
        close();
    } else if (awaiting == Awaiting::IntentRow) {
        sendRow();
    } else if (event.late) {
        --run().attempt;
        effect(Effect::Read, Awaiting::Read);
    } else {
        if (first)
            run().state = ActionState::Sent;
        effect(Effect::Send, Awaiting::Answer);
    }
}

void Stepper::afterFirstAnswer(const ActionEvent &event)
{
    const WriteAnswer &answer = event.answer;
    switch (answer.outcome) {
    case WriteOutcome::Accepted:
        run().accepted = true;
        enter(ActionState::Acked);
        m_step.effects.last().payload["status"] = answer.httpStatus;
        m_step.effects.last().payload["answer_sha256"] = answer.digest.toStdString();
        effect(Effect::Read, Awaiting::Read);
        break;
    case WriteOutcome::NotSent:
    case WriteOutcome::Rejected:
        run().notSent = answer.outcome == WriteOutcome::NotSent;
        enter(ActionState::Rejected, answer.words);
        m_step.effects.last().payload["status"] = answer.httpStatus;
        close();
        break;
    case WriteOutcome::Superseded:
        enter(ActionState::Superseded, answer.words);
        close();
        break;
    case WriteOutcome::Unknown:
        enter(ActionState::Unknown, answer.words);
        m_step.effects.last().payload["status"] = answer.httpStatus;
        run().tries = 0;
        wait(patience(), run().tier == Tier::A ? Awaiting::SendAfterWait : Awaiting::ReadAfterWait);
        break;
    }
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
    case WriteOutcome::Accepted:
        afterFirstAnswer(event);
        break;
    case WriteOutcome::Superseded:
        afterQuery(event);
        break;
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
        enter(ActionState::AskHuman, u"applied, and changed since by somebody else"_s);
        close();
        break;
    case WriteOutcome::Superseded:
        if (run().tier == Tier::A && event.withinHorizon && !run().accepted) {
            enter(ActionState::NotApplied, u"the gateway does not know the request, and its version moved on: "_s
                                               + event.answer.words);
        } else {
            enter(ActionState::AskHuman, event.answer.words);
        }
        close();
        break;
    case WriteOutcome::NotSent:
    case WriteOutcome::Rejected:
    case WriteOutcome::Unknown:
        run().words = event.answer.words;
        wait(patience(), Awaiting::ReadAfterWait);
        break;
    }
}

void Stepper::afterFence(const ActionEvent &event)
{
    run().words = event.answer.words;
    if (event.answer.outcome == WriteOutcome::Accepted) {
        enter(ActionState::NotApplied, u"the gateway confirmed a cancellation in its place"_s);
        close();
    } else if (event.answer.outcome == WriteOutcome::Superseded) {
        effect(Effect::Read, Awaiting::Read);
    } else {
        wait(patience(), Awaiting::ReadAfterWait);
    }
}

void Stepper::afterReadBack(const ActionEvent &event)
{
    if (!event.resource) {
        run().words = event.words;
        wait(patience(), Awaiting::ReadAfterWait);
        return;
    }
    const GatewayResource &resource = *event.resource;
    const bool ours = resource.stamp == run().opId;
    if (ours && sameValue(resource.value, run().plan.after)) {
        verified(resource, event);
        return;
    }
    if (run().state == ActionState::Acked || ours) {
        const QString value = QString::fromStdString(resource.value.dump(-1, ' ', false,
                                                                         nlohmann::json::error_handler_t::replace));
        if (run().state != ActionState::Mismatch) {
            enter(ActionState::Mismatch, u"the gateway said OK, its state says "_s + value);
            m_step.effects.last().payload["read"] = resource.value;
        }
        if (ours || resource.version != run().plan.ifMatch) {
            enter(ActionState::AskHuman, u"accepted, but the state read back was written by %1: %2"_s
                                             .arg(resource.actor, value));
            close();
            return;
        }
    }
    reconcile(event, resource);
}

/// Reconcile 2, with the stamp known not to be ours.
void Stepper::reconcile(const ActionEvent &event, const GatewayResource &resource)
{
    const QString cancelled = u"cancel:"_s + run().opId;
    if (run().state != ActionState::Reconciling)
        enter(ActionState::Reconciling, u"the gateway's state does not carry the request's stamp"_s);
    if (resource.stamp == cancelled) {
        enter(ActionState::NotApplied, u"the gateway's state carries the cancellation"_s);
        close();
    } else if (run().tier != Tier::A && run().tier != Tier::B) {
        wait(patience(), Awaiting::ReadAfterWait);
    } else if (resource.version == run().plan.ifMatch) {
        recordAndWait(rowKindOf(ActionState::Reconciling), Awaiting::FenceRow);
    } else if (run().tier == Tier::A && event.withinHorizon) {
        effect(Effect::Send, Awaiting::QueryAnswer);
    } else {
        enter(ActionState::AskHuman, u"the state was written by %1 since"_s.arg(resource.actor));
        close();
    }
}

void Stepper::verified(const GatewayResource &resource, const ActionEvent &event)
{
    enter(ActionState::Verified);
    m_step.effects.last().payload["version"] = resource.version.toStdString();
    run().targetFree = true;
    run().tries = 0;
    if (run().plan.expiresInSeconds > 0)
        run().expiresAt = event.expiresAt.value_or(event.now + std::chrono::seconds(run().plan.expiresInSeconds));
    if (run().plan.effect.query.isEmpty())
        settle(event);
    else
        effect(Effect::WatchEffect, Awaiting::Effect);
}

/// The effect is known or not watched: a temporary action stays in force, the others are over.
void Stepper::settle(const ActionEvent &event)
{
    if (!run().expiresAt) {
        close();
        return;
    }
    enter(ActionState::Active);
    wait(std::chrono::ceil<milliseconds>(*run().expiresAt - event.now), Awaiting::Expiry);
}

} // namespace

ActionStep pressed(ActionRun run)
{
    run.state = ActionState::Intent;
    run.awaiting = Awaiting::IntentRow;
    ActionEffect intent;
    intent.kind = Effect::RecordAndWait;
    intent.rowKind = rowKindOf(ActionState::Intent);
    intent.payload = intentPayload(run);
    return {std::move(run), {intent}};
}

ActionStep step(const ActionRun &run, const ActionEvent &event)
{
    return Stepper(run).take(event);
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/ActionRun.h"

#include "app/actions/ActionRows.h"
#include "app/actions/Stepper.h"

namespace andon {

using namespace Qt::StringLiterals;
using Happened = ActionEvent::Kind;
using std::chrono::milliseconds;

namespace {

constexpr int mostTries = 6;
constexpr milliseconds longestWait = std::chrono::hours(1);

} // namespace

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
    run().tries = std::min(run().tries + 1, mostTries);
}

void Stepper::recordAndWait(const QString &rowKind, Awaiting awaiting)
{
    effect(Effect::RecordAndWait, awaiting);
    m_step.effects.last().rowKind = rowKind;
    m_step.effects.last().payload = rowPayload(run());
}

/// What is asked of the gateway to find out is on the record before it leaves, as the write itself is (S1).
void Stepper::probe(const char *what, Awaiting awaiting)
{
    recordAndWait(rowKindOf(ActionState::Reconciling), awaiting);
    m_step.effects.last().payload["probe"] = what;
}

void Stepper::end(ActionState outcome, const QString &words)
{
    enter(outcome, words);
    close();
}

/// Nobody can tell but a person. The target is free, the record stays open until the decision.
void Stepper::askHuman(const QString &words)
{
    enter(ActionState::AskHuman, words);
    m_step.effects.last().payload["asked"] = run().plan.after;
    m_step.effects.last().payload["read"] = run().read;
    run().awaiting = Awaiting::Nothing;
    run().targetFree = true;
}

/// Nothing more will change. The state shown stays the outcome; the row says that it is final.
void Stepper::close()
{
    run().awaiting = Awaiting::Nothing;
    run().targetFree = true;
    run().closed = true;
    ActionEffect row;
    row.rowKind = rowKindOf(ActionState::Closed);
    row.payload = {{"outcome", actionStateWord(run().state).toStdString()}};
    if (!run().words.isEmpty())
        row.payload["words"] = run().words.left(longestWords).toStdString();
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
    switch (event.kind) {
    case Happened::RowDurable: afterRow(event); break;
    case Happened::RowRefused: afterRefusedRow(event); break;
    case Happened::Answered: afterAnswer(event); break;
    case Happened::ReadBack: afterRead(event); break;
    case Happened::WaitOver: afterWait(event); break;
    case Happened::EffectSeen:
    case Happened::EffectMissed:
    case Happened::Left:
        if (run().awaiting == Awaiting::Effect)
            inForce(event);
        break;
    case Happened::Replaced: replaced(); break;
    case Happened::FoundOpen: found(event); break;
    case Happened::Decided: decide(event); break;
    }
    return m_step;
}

void Stepper::afterRow(const ActionEvent &event)
{
    const bool first = run().attempt <= 1;
    switch (run().awaiting) {
    case Awaiting::IntentRow:
    case Awaiting::SentRow:
        if (event.late && first) {
            end(ActionState::RefusedLocal, u"the journal took longer than the deadline of the press"_s);
        } else if (run().awaiting == Awaiting::IntentRow) {
            if (run().isProvable())
                sendRow();
            else
                effect(Effect::Read, Awaiting::CompareRead);
        } else if (event.late) {
            --run().attempt;
            effect(Effect::Read, Awaiting::Read);
        } else {
            if (first)
                run().state = ActionState::Sent;
            effect(Effect::Send, Awaiting::Answer);
        }
        break;
    case Awaiting::QueryRow:
        if (event.withinHorizon)
            effect(Effect::Send, Awaiting::QueryAnswer);
        else
            askHuman(u"the gateway may have forgotten the request by now"_s);
        break;
    case Awaiting::FenceRow: effect(Effect::SendFence, Awaiting::FenceAnswer); break;
    default: break;
    }
}

void Stepper::afterRefusedRow(const ActionEvent &event)
{
    switch (run().awaiting) {
    case Awaiting::IntentRow: end(ActionState::RefusedLocal, event.words); break;
    case Awaiting::SentRow:
        if (run().attempt <= 1)
            end(ActionState::RefusedLocal, event.words);
        else
            lookAgain(event.words);
        break;
    case Awaiting::QueryRow:
    case Awaiting::FenceRow: lookAgain(event.words); break;
    default: break;
    }
}

void Stepper::afterAnswer(const ActionEvent &event)
{
    switch (run().awaiting) {
    case Awaiting::Answer:
        if (run().attempt == 1)
            afterFirstAnswer(event);
        else
            afterResend(event);
        break;
    case Awaiting::QueryAnswer: afterQuery(event); break;
    case Awaiting::FenceAnswer: afterFence(event); break;
    default: break;
    }
}

void Stepper::afterRead(const ActionEvent &event)
{
    const bool awaited = run().awaiting == Awaiting::Read || run().awaiting == Awaiting::CompareRead;
    if (!awaited)
        return;
    if (event.resource)
        run().read = event.resource->value;
    if (run().awaiting == Awaiting::CompareRead)
        compare(event);
    else if (run().targetFree)
        stillInForce(event);
    else
        afterReadBack(event);
}

void Stepper::afterWait(const ActionEvent &event)
{
    switch (run().awaiting) {
    case Awaiting::ReadAfterWait: effect(Effect::Read, Awaiting::Read); break;
    case Awaiting::SendAfterWait: tryAgain(event); break;
    case Awaiting::Expiry:
        // A clock that was set, or a wait longer than a timer can count.
        if (run().expiresAt && event.now < *run().expiresAt)
            waitForExpiry(event);
        else
            expired();
        break;
    default: break;
    }
}

/// Tiers C and D: what was painted is compared here, because the gateway does not. What is written after this read and
/// before the write arrives is overwritten: the race that the tier's words admit.
void Stepper::compare(const ActionEvent &event)
{
    if (!event.resource) {
        end(ActionState::RefusedLocal,
            u"the gateway's state could not be read before the write: "_s + event.words);
    } else if (event.late) {
        end(ActionState::RefusedLocal, u"the gateway's state took longer to read than the deadline of the press"_s);
    } else if (event.resource->version != run().plan.ifMatch) {
        end(ActionState::Superseded, changedWords(*event.resource, event.now));
    } else {
        sendRow();
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
        superseded(event);
        break;
    case WriteOutcome::Unknown:
        enter(ActionState::Unknown, answer.words);
        m_step.effects.last().payload["status"] = answer.httpStatus;
        run().tries = 0;
        wait(patience(), run().tier() == Tier::A ? Awaiting::SendAfterWait : Awaiting::ReadAfterWait);
        break;
    }
}

/// S3, S6: who wrote before us and what, where the gateway says so.
void Stepper::superseded(const ActionEvent &event)
{
    const WriteAnswer &answer = event.answer;
    QString words = answer.words;
    if (answer.state && answer.state->resources.contains(run().plan.target)) {
        const auto skew = milliseconds(answer.state->skewMs.value_or(0));
        words = changedWords(answer.state->resources.value(run().plan.target), event.now + skew);
    }
    const bool undo = !run().plan.parentOpId.isEmpty();
    end(ActionState::Superseded, undo ? u"superseded by a newer change: not restored. "_s + words : words);
}

void Stepper::verified(const GatewayResource &resource, const ActionEvent &event)
{
    enter(ActionState::Verified, run().isProvable() ? QString() : u"by value: this gateway keeps no stamp"_s);
    if (run().plan.expiresInSeconds > 0)
        run().expiresAt = event.expiresAt.value_or(event.now + std::chrono::seconds(run().plan.expiresInSeconds));
    nlohmann::json &payload = m_step.effects.last().payload;
    run().made = resource.version;
    payload["version"] = run().made.toStdString();
    payload["read"] = resource.value;
    if (run().expiresAt)
        payload["expires_at_ms"] = toMs(*run().expiresAt);
    run().targetFree = true;
    run().held = false;
    run().tries = 0;
    if (run().plan.effect.query.isEmpty())
        inForce(event);
    else
        effect(Effect::WatchEffect, Awaiting::Effect);
}

/// What is known of the effect is recorded; false: it was never watched.
bool Stepper::afterEffect(const ActionEvent &event)
{
    if (event.kind == Happened::EffectSeen) {
        run().effectSeconds = event.seconds;
        enter(ActionState::Effective);
        m_step.effects.last().payload["observed"] = event.observed;
        m_step.effects.last().payload["seconds"] = event.seconds;
    } else if (event.kind == Happened::EffectMissed) {
        enter(ActionState::NotSeen, event.words);
    } else {
        return false;
    }
    return true;
}

/// The effect is known or not watched: a temporary action stays in force, the others are over.
void Stepper::inForce(const ActionEvent &event)
{
    const bool watched = !run().plan.effect.query.isEmpty();
    const bool cutOff = !afterEffect(event) && watched && run().state == ActionState::Verified;
    if (cutOff)
        run().words = u"the effect was not watched to its end"_s;
    if (!run().expiresAt) {
        close();
        return;
    }
    if (run().state != ActionState::Active) {
        enter(ActionState::Active, cutOff ? run().words : QString());
        m_step.effects.last().payload["expires_at_ms"] = toMs(*run().expiresAt);
    }
    waitForExpiry(event);
}

void Stepper::waitForExpiry(const ActionEvent &event)
{
    const milliseconds left = std::chrono::ceil<milliseconds>(*run().expiresAt - event.now);
    wait(std::clamp(left, milliseconds(0), longestWait), Awaiting::Expiry);
}

void Stepper::expired()
{
    run().state = ActionState::Closed;
    run().words = run().promise.endsByItself ? u"expired"_s
                                             : u"its time is over; this gateway does not end it by itself, so it is in force until somebody restores it"_s;
    close();
}

void Stepper::replaced()
{
    if (!run().targetFree || run().closed) {
        run().decided = run().closed; // nobody presses that one again
        return;
    }
    if (run().state == ActionState::AskHuman)
        return;
    run().words = u"replaced by a newer action on the same target"_s;
    run().state = run().state == ActionState::Active ? ActionState::Closed : run().state;
    close();
}

ActionStep pressed(ActionRun run)
{
    run.state = ActionState::Intent;
    run.awaiting = ActionRun::Awaiting::IntentRow;
    ActionEffect intent;
    intent.kind = ActionEffect::Kind::RecordAndWait;
    intent.rowKind = rowKindOf(ActionState::Intent);
    intent.payload = intentPayload(run);
    return {std::move(run), {intent}};
}

ActionStep step(const ActionRun &run, const ActionEvent &event)
{
    return Stepper(run).take(event);
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/DispatcherRunning.h"

#include "app/base/CrashPoint.h"
#include "app/base/Uuid7.h"

#include <QCoreApplication>
#include <QTimer>

namespace andon {

using namespace Qt::StringLiterals;
using Happened = ActionEvent::Kind;
using Wanted = ActionEffect::Kind;

Dispatcher::Dispatcher(Ports ports, QString service, QString gatewayName, QObject *parent)
    : QObject(parent)
    , m_ports(std::move(ports))
    , m_service(std::move(service))
    , m_gatewayName(std::move(gatewayName))
{
    connect(&m_ports.journal, &Journal::appended, this, &Dispatcher::noticeForeign);
}

Dispatcher::~Dispatcher() = default;

QString Dispatcher::press(const ActionPlan &plan, const Actor &actor, const QString &reason, bool unlogged)
{
    const TimePoint now = m_ports.clock.now();
    auto running = std::make_unique<Running>();
    running->run.opId = newUuid7(now);
    running->run.plan = plan;
    running->run.actor = actor;
    running->run.reason = reason;
    running->run.promise = m_ports.gateway.promise(plan.verb);
    running->pressedAt = now;
    running->changedAt = now;
    running->pressedBoot = m_ports.clock.sinceBoot();
    running->deadline = running->pressedBoot + deadline;
    running->unlogged = unlogged && isStopLoss(plan.verb) && m_ports.spool;
    const QString opId = running->run.opId;
    replaceOthers(running->run, true);
    const ActionStep first = pressed(running->run);
    running->run = first.run;
    Running &kept = *(m_running[opId] = std::move(running));
    tell(kept);
    for (const ActionEffect &effect : first.effects)
        perform(kept, effect);
    return opId;
}

void Dispatcher::leave()
{
    QStringList watched;
    for (const auto &[opId, running] : m_running) {
        if (running->run.awaiting == ActionRun::Awaiting::Effect)
            watched << opId;
    }
    ActionEvent left;
    left.kind = Happened::Left;
    for (const QString &opId : std::as_const(watched))
        take(opId, left);
}

void Dispatcher::take(const QString &opId, ActionEvent event)
{
    const auto found = m_running.find(opId);
    if (found == m_running.end())
        return;
    crashPoint();
    Running &running = *found->second;
    if (event.kind == Happened::Answered && event.answer.outcome == WriteOutcome::Accepted)
        running.settlesSince = m_ports.clock.sinceBoot();
    event = withFacts(running, std::move(event));
    const ActionRun before = running.run;
    const ActionStep next = step(before, event);
    running.run = next.run;
    const ActionRun &run = running.run;
    if (run.state != before.state)
        running.changedAt = event.now;
    const bool nowInForce = run.targetFree && (!before.targetFree || run.state == ActionState::Active);
    if (nowInForce && !run.made.isEmpty()) {
        m_inForce[run.plan.target] = opId;
        m_made[run.plan.target] = run.made;
    }
    for (const ActionEffect &effect : next.effects) {
        tellPassed(running, effect);
        perform(running, effect);
    }
    tell(running);
    if (run.targetFree && !before.targetFree && !run.made.isEmpty())
        replaceOthers(run, false);
    if (run.targetFree && (!before.targetFree || run.closed))
        emit gatewayTouched();
    if (run.state == ActionState::Closed && m_inForce.value(run.plan.target) == opId)
        m_inForce.remove(run.plan.target);
    if (run.closed && decisionsOf(run).isEmpty())
        m_running.erase(opId);
}

/// The facts of the moment: step() has no clock.
ActionEvent Dispatcher::withFacts(const Running &running, ActionEvent event) const
{
    const std::chrono::nanoseconds boot = m_ports.clock.sinceBoot();
    event.now = m_ports.clock.now();
    event.late = running.deadline.count() == 0 || boot > running.deadline;
    // The older of two clocks counts; one that was set back tells nothing.
    const auto age = event.now - running.pressedAt;
    event.withinHorizon = age.count() >= 0 && age < keyHorizon && boot - running.pressedBoot < keyHorizon;
    event.settling = boot - running.settlesSince < running.run.promise.settle;
    return event;
}

void Dispatcher::decide(const QString &opId, Decision decision, const QString &reason, const Actor &who)
{
    if (!m_running.contains(opId) && m_foreign.contains(opId)) {
        // Nobody else will: what waits for a person waits in every window.
        const QList<Event> rows = m_foreign.value(opId);
        const std::optional<ActionRun> run = runFromRows(rows);
        if (!run || run->state != ActionState::AskHuman || run->closed)
            return;
        auto running = std::make_unique<Running>();
        running->run = *run;
        running->anchor = anchorOf(rows.first());
        running->pressedAt = rows.first().occurredAt;
        m_foreign.remove(opId);
        m_running[opId] = std::move(running);
    }
    ActionEvent event;
    event.kind = Happened::Decided;
    event.decision = decision;
    event.words = reason;
    event.who = who;
    take(opId, event);
}

/// A newer action on the target: what was in force is not any more (`closed` false), what was only kept to be pressed
/// again is let go. Later, because whoever pressed may stand in a slot of ours.
void Dispatcher::replaceOthers(const ActionRun &by, bool closed)
{
    for (const auto &[otherId, other] : m_running) {
        const ActionRun &run = other->run;
        if (otherId == by.opId || run.plan.target != by.plan.target || !run.targetFree || run.closed != closed)
            continue;
        ActionEvent replaced;
        replaced.kind = Happened::Replaced;
        QTimer::singleShot(0, this, [this, id = otherId, replaced] { take(id, replaced); });
    }
}

void Dispatcher::perform(Running &running, const ActionEffect &effect)
{
    crashPoint();
    const QString opId = running.run.opId;
    switch (effect.kind) {
    case Wanted::Record:
    case Wanted::RecordAndWait: {
        Row row;
        row.opId = opId;
        row.awaited = effect.kind == Wanted::RecordAndWait;
        row.intent = effect.rowKind == EventKind::actionIntent;
        row.draft = rowOf(running.run, effect.rowKind, effect.payload, m_ports.clock.now());
        row.draft.actor = effect.actor.value_or(row.draft.actor);
        if (row.intent)
            row.draft.payload["pid"] = QCoreApplication::applicationPid();
        if (m_ports.setsFor)
            row.draft.payload.update(m_ports.setsFor(running.run.plan.version));
        m_rows.push_back(row);
        writeNextRow();
        break;
    }
    case Wanted::Send: send(running, false); break;
    case Wanted::SendFence: send(running, true); break;
    case Wanted::Read: readBack(opId); break;
    case Wanted::Wait:
        QTimer::singleShot(effect.wait, this, [this, opId, asked = ++running.asked] {
            const auto found = m_running.find(opId);
            if (found == m_running.end() || found->second->asked != asked)
                return;
            ActionEvent event;
            event.kind = Happened::WaitOver;
            take(opId, event);
        });
        break;
    case Wanted::WatchEffect: watchEffect(running); break;
    }
}

void Dispatcher::send(Running &running, bool fence)
{
    const QString opId = running.run.opId;
    GatewayWrite write;
    write.opId = fence ? u"cancel:"_s + opId : opId;
    write.verb = running.run.plan.verb;
    write.target = running.run.plan.target;
    write.fence = fence;
    write.body = fence ? running.run.plan.before : running.run.plan.after;
    write.ifMatch = running.run.plan.ifMatch;
    write.actor = running.run.actor.id;
    write.anchor = running.anchor;
    if (running.sentAt.count() == 0)
        running.sentAt = m_ports.clock.sinceBoot();
    running.settlesSince = m_ports.clock.sinceBoot();
    m_ports.gateway.write(write, this, [this, opId](const WriteAnswer &answer) {
        ActionEvent event;
        event.kind = Happened::Answered;
        event.answer = answer;
        take(opId, event);
    });
}

void Dispatcher::readBack(const QString &opId)
{
    const quint64 asked = ++m_running.at(opId)->asked;
    m_ports.gateway.readBack(this, [this, opId, asked](const Result<GatewayState> &state) {
        const auto found = m_running.find(opId);
        if (found == m_running.end() || found->second->asked != asked)
            return;
        const Target target = found->second->run.plan.target;
        ActionEvent event;
        event.kind = Happened::ReadBack;
        if (!state) {
            event.words = state.error().message();
        } else if (state->resources.contains(target)) {
            event.resource = state->resources.value(target);
            event.expiresAt = target == Target::Degrade ? state->degradeExpiresAt
                : target == Target::Throttle            ? state->throttleExpiresAt
                                                        : std::nullopt;
            if (event.expiresAt)
                *event.expiresAt -= std::chrono::milliseconds(state->skewMs.value_or(0));
        } else {
            event.words = u"the gateway's state has no %1"_s.arg(targetWord(target));
        }
        take(opId, event);
    });
}

void Dispatcher::watchEffect(Running &running)
{
    const QString opId = running.run.opId;
    if (!m_ports.metrics) {
        ActionEvent event;
        event.kind = Happened::EffectMissed;
        event.words = u"there is no metrics source"_s;
        QTimer::singleShot(0, this, [this, opId, event] { take(opId, event); });
        return;
    }
    const auto since = running.sentAt.count() == 0 ? m_ports.clock.sinceBoot() : running.sentAt;
    running.watch = std::make_unique<EffectWatch>(*m_ports.metrics, m_ports.clock, running.run.plan.effect, since);
    connect(running.watch.get(), &EffectWatch::seen, this, [this, opId](double value, qint64 seconds) {
        ActionEvent event;
        event.kind = Happened::EffectSeen;
        event.observed = value;
        event.seconds = seconds;
        take(opId, event);
    }, Qt::QueuedConnection);
    connect(running.watch.get(), &EffectWatch::missed, this, [this, opId](const QString &words) {
        ActionEvent event;
        event.kind = Happened::EffectMissed;
        event.words = words;
        take(opId, event);
    }, Qt::QueuedConnection);
    running.watch->start();
}

/// A state that one step entered and left again is told too: "seen in traffic" before "in force".
void Dispatcher::tellPassed(const Running &running, const ActionEffect &effect)
{
    const std::optional<ActionState> state = stateOfRow(effect.rowKind);
    const bool final = state == running.run.state || running.run.state == ActionState::RefusedLocal;
    if (effect.kind != Wanted::Record || !state || *state == ActionState::Closed || final)
        return;
    ActionProgress progress = progressOf(running.run, running.pressedAt, running.changedAt);
    progress.state = *state;
    const auto words = effect.payload.find("words");
    progress.reason = words != effect.payload.end() && words->is_string()
        ? QString::fromStdString(words->get<std::string>()) : QString();
    emit progressed(progress);
}

void Dispatcher::tell(const Running &running)
{
    emit progressed(progressOf(running.run, running.pressedAt, running.changedAt));
}

} // namespace andon

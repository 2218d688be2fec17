// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/Dispatcher.h"

#include "app/actions/EffectWatch.h"
#include "app/base/CrashPoint.h"
#include "app/base/Uuid7.h"

#include <QCoreApplication>
#include <QTimer>

namespace andon {

using namespace Qt::StringLiterals;
using Happened = ActionEvent::Kind;
using Wanted = ActionEffect::Kind;

/// A run with what only this process knows of it.
struct Dispatcher::Running {
    ActionRun run;
    TimePoint pressedAt;
    TimePoint changedAt;
    std::chrono::nanoseconds deadline{0}; ///< Clock::sinceBoot; 0: pressed by an ended process, always late
    std::chrono::nanoseconds sentAt{0};
    bool unlogged = false;
    std::unique_ptr<EffectWatch> watch;
};

Dispatcher::Dispatcher(Ports ports, QString service, QString gatewayName, QObject *parent)
    : QObject(parent)
    , m_ports(std::move(ports))
    , m_service(std::move(service))
    , m_gatewayName(std::move(gatewayName))
{
    connect(&m_ports.journal, &Journal::appended, this, &Dispatcher::noticeForeign);
}

Dispatcher::~Dispatcher() = default;

void Dispatcher::start()
{
    m_ports.journal.readOpen(this, [this](const Result<QList<QList<Event>>> &open) {
        m_ready = true;
        if (open) {
            for (const QList<Event> &rows : *open) {
                if (!rows.isEmpty() && rows.first().service == m_service)
                    adopt(rows);
            }
        }
        emit ready(open ? std::nullopt : std::optional(open.error()));
    });
}

void Dispatcher::adopt(const QList<Event> &rows)
{
    const std::optional<ActionRun> run = runFromRows(rows);
    if (!run || run->targetFree)
        return;
    const nlohmann::json &payload = rows.first().payload;
    const qint64 pid = payload.contains("pid") && payload["pid"].is_number_integer() ? payload["pid"].get<qint64>() : 0;
    if (pid > 0 && m_ports.isRunning(pid)) {
        for (const Event &row : rows)
            noticeForeign(row);
        return;
    }
    auto running = std::make_unique<Running>();
    running->run = *run;
    running->pressedAt = rows.first().occurredAt;
    running->changedAt = m_ports.clock.now();
    m_running[run->opId] = std::move(running);
    ActionEvent found;
    found.kind = Happened::FoundOpen;
    take(run->opId, found);
}

QString Dispatcher::press(const ActionPlan &plan, const Actor &actor, const QString &reason, bool unlogged)
{
    const TimePoint now = m_ports.clock.now();
    auto running = std::make_unique<Running>();
    running->run.opId = newUuid7(now);
    running->run.plan = plan;
    running->run.actor = actor;
    running->run.reason = reason;
    running->run.tier = m_ports.gateway.promise(plan.verb).tier;
    running->pressedAt = now;
    running->changedAt = now;
    running->deadline = m_ports.clock.sinceBoot() + deadline;
    running->unlogged = unlogged && isStopLoss(plan.verb) && m_ports.spool;
    const QString opId = running->run.opId;
    for (const auto &[otherId, other] : m_running) {
        if (other->run.plan.target == plan.target) {
            ActionEvent replaced;
            replaced.kind = Happened::Replaced;
            QTimer::singleShot(0, this, [this, id = otherId, replaced] { take(id, replaced); });
        }
    }
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

QMap<Target, QString> Dispatcher::openVerbs() const
{
    QMap<Target, QString> open;
    for (const QList<Event> &rows : m_foreign) {
        const std::optional<ActionRun> run = runFromRows(rows);
        if (run && !run->targetFree)
            open[run->plan.target] = verbWord(run->plan.verb);
    }
    for (const auto &[opId, running] : m_running) {
        if (!running->run.targetFree)
            open[running->run.plan.target] = verbWord(running->run.plan.verb);
    }
    return open;
}

void Dispatcher::take(const QString &opId, ActionEvent event)
{
    const auto found = m_running.find(opId);
    if (found == m_running.end())
        return;
    crashPoint();
    Running &running = *found->second;
    event.now = m_ports.clock.now();
    event.late = running.deadline.count() == 0 || m_ports.clock.sinceBoot() > running.deadline;
    event.withinHorizon = event.now - running.pressedAt < keyHorizon;
    const ActionState before = running.run.state;
    const ActionStep next = step(running.run, event);
    running.run = next.run;
    if (running.run.state != before)
        running.changedAt = event.now;
    if (running.run.state == ActionState::Verified)
        m_inForce[running.run.plan.target] = opId;
    for (const ActionEffect &effect : next.effects) {
        tellPassed(running, effect);
        perform(running, effect);
    }
    tell(running);
    if (running.run.awaiting == ActionRun::Awaiting::Nothing && running.run.targetFree) {
        emit gatewayTouched();
        m_running.erase(found);
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
        if (row.intent)
            row.draft.payload["pid"] = QCoreApplication::applicationPid();
        m_rows.push_back(row);
        writeNextRow();
        break;
    }
    case Wanted::Send: send(running, false); break;
    case Wanted::SendFence: send(running, true); break;
    case Wanted::Read: readBack(opId); break;
    case Wanted::Wait:
        QTimer::singleShot(effect.wait, this, [this, opId] {
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
    if (running.sentAt.count() == 0)
        running.sentAt = m_ports.clock.sinceBoot();
    m_ports.gateway.write(write, this, [this, opId](const WriteAnswer &answer) {
        ActionEvent event;
        event.kind = Happened::Answered;
        event.answer = answer;
        take(opId, event);
    });
}

void Dispatcher::readBack(const QString &opId)
{
    m_ports.gateway.readBack(this, [this, opId](const Result<GatewayState> &state) {
        const auto found = m_running.find(opId);
        if (found == m_running.end())
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

/// Rows are written one after the other, so that the journal holds them in the order they happened.
void Dispatcher::writeNextRow()
{
    if (m_writing)
        return;
    if (m_rows.empty()) {
        emit written();
        return;
    }
    m_writing = true;
    const Row row = m_rows.front();
    const auto done = [this, row](const Result<Event> &result) { rowDone(row, result); };
    if (row.intent)
        m_ports.journal.open(m_gatewayName + u'/' + targetWord(m_running.at(row.opId)->run.plan.target), row.draft, this,
                             done);
    else
        m_ports.journal.append(row.draft, this, done);
}

void Dispatcher::rowDone(const Row &row, const Result<Event> &result)
{
    m_writing = false;
    const auto found = m_running.find(row.opId);
    const bool blocked = !result && result.error().kind == ErrorKind::Blocked;
    const bool unlogged = found != m_running.end() && found->second->unlogged;
    bool durable = result.has_value();
    if (!durable && !blocked && unlogged)
        durable = m_ports.spool(row.draft).has_value();
    if (!durable && !row.awaited) {
        refuseAwaitedRows(result.error());
        QTimer::singleShot(2000, this, &Dispatcher::writeNextRow);
        return;
    }
    m_rows.pop_front();
    if (row.awaited) {
        ActionEvent event;
        event.kind = durable ? Happened::RowDurable : Happened::RowRefused;
        if (!durable)
            event.words = result.error().message();
        take(row.opId, event);
    }
    writeNextRow();
}

/// While an earlier row waits for the journal to return, no press waits with it: it is refused (or spooled) at once.
void Dispatcher::refuseAwaitedRows(const Error &error)
{
    std::deque<Row> awaited;
    std::deque<Row> kept;
    for (Row &row : m_rows)
        (row.awaited ? awaited : kept).push_back(std::move(row));
    m_rows = std::move(kept);
    for (const Row &row : awaited) {
        const auto found = m_running.find(row.opId);
        const bool spooled = found != m_running.end() && found->second->unlogged && m_ports.spool(row.draft).has_value();
        ActionEvent event;
        event.kind = spooled ? Happened::RowDurable : Happened::RowRefused;
        event.words = spooled ? QString() : error.message();
        take(row.opId, event);
    }
}

/// Rows that another process writes: its operations hold their targets here too, and are shown.
void Dispatcher::noticeForeign(const Event &event)
{
    const bool known = m_foreign.contains(event.opId) || event.kind == EventKind::actionIntent;
    if (event.opId.isEmpty() || event.service != m_service || !known || m_running.contains(event.opId))
        return;
    QList<Event> &rows = m_foreign[event.opId];
    rows.append(event);
    const std::optional<ActionRun> run = runFromRows(rows);
    if (!run) {
        m_foreign.remove(event.opId);
        return;
    }
    emit progressed(progressOf(*run, rows.first().occurredAt, event.occurredAt));
    if (run->targetFree) {
        if (event.kind == EventKind::actionClosed)
            m_foreign.remove(event.opId);
        emit gatewayTouched();
    }
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

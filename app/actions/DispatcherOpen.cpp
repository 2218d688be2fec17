// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/DispatcherRunning.h"

namespace andon {

using Happened = ActionEvent::Kind;

namespace {

constexpr std::chrono::seconds orphanInterval{2};
constexpr std::chrono::seconds retryInterval{2};

qint64 processOf(const QList<Event> &rows)
{
    const nlohmann::json &payload = rows.first().payload;
    const auto pid = payload.find("pid");
    return pid != payload.end() && pid->is_number_integer() ? pid->get<qint64>() : 0;
}

} // namespace

void Dispatcher::start(Interrupted interrupted)
{
    m_interrupted = interrupted;
    m_orphans.setInterval(orphanInterval);
    connect(&m_orphans, &QTimer::timeout, this, &Dispatcher::adoptOrphans, Qt::UniqueConnection);
    m_ports.journal.readOpen(this, [this](const Result<QList<QList<Event>>> &open) {
        m_ready = true;
        if (open) {
            for (const QList<Event> &rows : *open) {
                if (!rows.isEmpty() && rows.first().service == m_service)
                    adopt(rows);
            }
        } else {
            // Shown as soon as they can be read: until then the journal itself keeps their targets taken.
            QTimer::singleShot(retryInterval, this, [this] { start(m_interrupted); });
        }
        emit ready(open ? std::nullopt : std::optional(open.error()));
    });
}

/// An operation that is not over: shown, and taken over where its process ended.
void Dispatcher::adopt(const QList<Event> &rows)
{
    const std::optional<ActionRun> run = runFromRows(rows);
    if (!run || run->closed || m_running.contains(run->opId))
        return;
    const qint64 pid = processOf(rows);
    if (pid > 0 && m_ports.isRunning(pid)) {
        m_foreign[run->opId].clear();
        for (const Event &row : rows)
            noticeForeign(row);
        return;
    }
    m_foreign.remove(run->opId);
    auto running = std::make_unique<Running>();
    running->run = *run;
    running->run.awaiting = ActionRun::Awaiting::Nothing;
    running->anchor = anchorOf(rows.first());
    running->pressedAt = rows.first().occurredAt;
    running->changedAt = m_ports.clock.now();
    running->settlesSince = m_ports.clock.sinceBoot();
    running->pressedBoot = running->settlesSince;
    m_running[run->opId] = std::move(running);
    ActionEvent found;
    found.kind = Happened::FoundOpen;
    take(run->opId, found);
    const auto kept = m_running.find(run->opId);
    if (m_interrupted == Interrupted::Check && kept != m_running.end()
        && decisionsOf(kept->second->run).contains(Decision::Check)) {
        ActionEvent check;
        check.kind = Happened::Decided;
        check.decision = Decision::Check;
        check.who = run->actor;
        check.words = QStringLiteral("a verb finds out by itself");
        take(run->opId, check);
    }
}

/// A verb that gave up, or another window that was killed, leaves its operation to whoever is still there.
void Dispatcher::adoptOrphans()
{
    const QMap<QString, QList<Event>> foreign = m_foreign;
    for (const QList<Event> &rows : foreign) {
        const qint64 pid = processOf(rows);
        if (pid == 0 || !m_ports.isRunning(pid))
            adopt(rows);
    }
    if (m_foreign.isEmpty())
        m_orphans.stop();
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

/// Rows that another process writes: its operations hold their targets here too, and are shown.
void Dispatcher::noticeForeign(const Event &event)
{
    const bool known = m_foreign.contains(event.opId) || event.kind == EventKind::actionIntent;
    if (event.opId.isEmpty() || event.service != m_service || !known || m_running.contains(event.opId))
        return;
    QList<Event> &rows = m_foreign[event.opId];
    if (!rows.isEmpty() && event.seq > 0 && event.seq <= rows.last().seq)
        return; // read before it was noticed
    rows.append(event);
    m_orphans.start();
    const std::optional<ActionRun> run = runFromRows(rows);
    if (!run) {
        m_foreign.remove(event.opId);
        return;
    }
    ActionProgress progress = progressOf(*run, rows.first().occurredAt, event.occurredAt);
    if (run->state != ActionState::AskHuman)
        progress.decisions.clear(); // its own process decides
    emit progressed(progress);
    if (run->targetFree) {
        if (event.kind == EventKind::actionClosed)
            m_foreign.remove(event.opId);
        emit gatewayTouched();
    }
}

} // namespace andon

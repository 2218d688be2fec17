// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/JournalReplay.h"

#include "app/actions/ActionRows.h"

#include <QHash>

#include <deque>
#include <set>
#include <vector>

namespace andon {

using namespace Qt::StringLiterals;
using Awaiting = ActionRun::Awaiting;
using Happened = ActionEvent::Kind;

namespace {

/// A run, and the rows it asked for that the journal has not shown yet.
struct Standing {
    ActionRun run;
    QStringList asked;
};

std::string keyOf(const Standing &standing)
{
    const ActionRun &run = standing.run;
    std::string key = standing.asked.join(u' ').toStdString() + run.made.toStdString();
    for (const int part : {static_cast<int>(run.state), static_cast<int>(run.awaiting), run.attempt, run.tries, run.misses})
        key += ' ' + std::to_string(part);
    for (const bool part : {run.accepted, run.held, run.interrupted, run.notSent, run.targetFree, run.closed, run.decided,
                            run.expiresAt.has_value()})
        key += part ? '1' : '0';
    return key;
}

void withFacts(std::vector<ActionEvent> &events, const ActionEvent &event)
{
    for (int facts = 0; facts < 8; ++facts) {
        events.push_back(event);
        events.back().late = facts & 1;
        events.back().withinHorizon = facts & 2;
        events.back().settling = facts & 4;
    }
}

/// Everything the world may answer where the run stands.
std::vector<ActionEvent> possible(const ActionRun &run)
{
    std::vector<ActionEvent> events;
    ActionEvent event;
    const auto kinds = [&](std::initializer_list<Happened> list) {
        for (const Happened kind : list) {
            event.kind = kind;
            withFacts(events, event);
        }
    };
    event.now = run.expiresAt.value_or(TimePoint());
    kinds({Happened::RowRefused, Happened::WaitOver, Happened::EffectSeen, Happened::EffectMissed, Happened::Replaced,
           Happened::Left, Happened::ReadBack});
    event.now = TimePoint();
    event.kind = Happened::Answered;
    for (const WriteOutcome outcome : {WriteOutcome::Accepted, WriteOutcome::NotSent, WriteOutcome::Rejected,
                                       WriteOutcome::Superseded, WriteOutcome::Unknown}) {
        event.answer.outcome = outcome;
        withFacts(events, event);
    }
    event.kind = Happened::Decided;
    for (const Decision decision : allDecisions) {
        event.decision = decision;
        withFacts(events, event);
    }
    event.kind = Happened::ReadBack;
    for (const QString &stamp : {QString(), run.opId, u"cancel:"_s + run.opId}) {
        for (const QString &version : {run.plan.ifMatch, run.plan.ifMatch + u"+"_s}) {
            for (const nlohmann::json &value : {run.plan.after, nlohmann::json("another value")}) {
                event.resource.emplace();
                event.resource->stamp = stamp;
                event.resource->version = version;
                event.resource->value = value;
                withFacts(events, event);
            }
        }
    }
    return events;
}

bool isRowAwaited(Awaiting awaiting)
{
    return awaiting == Awaiting::IntentRow || awaiting == Awaiting::SentRow || awaiting == Awaiting::QueryRow
        || awaiting == Awaiting::FenceRow;
}

Standing after(const Standing &standing, const ActionStep &step)
{
    Standing next{step.run, standing.asked};
    next.run.words.clear();
    next.run.read = nullptr;
    for (const ActionEffect &effect : step.effects) {
        if (!effect.rowKind.isEmpty())
            next.asked << effect.rowKind;
    }
    return next;
}

/// All ways to stand after what leaves no row: answers, reads, waits.
std::deque<Standing> silently(std::deque<Standing> standings)
{
    std::set<std::string> known;
    for (const Standing &standing : standings)
        known.insert(keyOf(standing));
    for (size_t i = 0; i < standings.size(); ++i) {
        const Standing from = standings[i];
        if (isRowAwaited(from.run.awaiting) && !from.asked.isEmpty()) {
            Standing refused = from; // the row that it waits for may never come
            refused.asked.removeLast();
            ActionEvent event;
            event.kind = Happened::RowRefused;
            refused = after(refused, step(from.run, event));
            if (known.insert(keyOf(refused)).second)
                standings.push_back(std::move(refused));
        }
        if (!from.asked.isEmpty())
            continue; // the row is seen first
        for (const ActionEvent &event : possible(from.run)) {
            Standing to = after(from, step(from.run, event));
            if (known.insert(keyOf(to)).second)
                standings.push_back(std::move(to));
        }
    }
    return standings;
}

/// Those standings that asked for this row, with it durable.
std::deque<Standing> taking(const std::deque<Standing> &standings, const QString &rowKind)
{
    std::deque<Standing> next;
    std::set<std::string> known;
    const auto keep = [&](const Standing &standing) {
        if (known.insert(keyOf(standing)).second)
            next.push_back(standing);
    };
    for (const Standing &standing : standings) {
        if (standing.asked.isEmpty() || standing.asked.first() != rowKind)
            continue;
        Standing taken = standing;
        taken.asked.removeFirst();
        keep(taken);
        if (!taken.asked.isEmpty() || !isRowAwaited(taken.run.awaiting))
            continue;
        std::vector<ActionEvent> durable;
        ActionEvent event;
        withFacts(durable, event);
        for (const ActionEvent &each : durable)
            keep(after(taken, step(taken.run, each)));
    }
    return next;
}

std::optional<QString> impossibleIn(const QList<Event> &rows)
{
    // A press whose intent the journal refused leaves what it was told, and no operation.
    if (rows.first().kind == rowKindOf(ActionState::RefusedLocal) && rows.size() <= 2
        && rows.last().kind == (rows.size() == 2 ? rowKindOf(ActionState::Closed) : rows.first().kind))
        return std::nullopt;
    const std::optional<ActionRun> intent = runFromRows({rows.first()});
    if (!intent)
        return u"%1: the first row is no intent"_s.arg(rows.first().opId);
    const ActionStep first = pressed(*intent);
    std::deque<Standing> standings{after({first.run, {}}, first)};
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (i > 0) { // it may have been taken over by another process here
            std::optional<ActionRun> found = runFromRows(rows.mid(0, i));
            found->awaiting = Awaiting::Nothing;
            ActionEvent event;
            event.kind = Happened::FoundOpen;
            event.late = true;
            standings.push_back(after({*found, {}}, step(*found, event)));
        }
        standings = taking(silently(std::move(standings)), rows[i].kind);
        if (standings.empty()) {
            return u"operation %1: row %2 (%3) cannot follow %4"_s
                .arg(rows[i].opId).arg(i + 1).arg(rows[i].kind, i > 0 ? rows[i - 1].kind : u"nothing"_s);
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<QString> impossibleTransition(const QList<Event> &events)
{
    QStringList order;
    QHash<QString, QList<Event>> operations;
    for (const Event &event : events) {
        if (!event.kind.startsWith(u"action.") || event.opId.isEmpty())
            continue;
        if (!operations.contains(event.opId))
            order << event.opId;
        operations[event.opId] << event;
    }
    for (const QString &opId : std::as_const(order)) {
        if (std::optional<QString> found = impossibleIn(operations.value(opId)))
            return found;
    }
    return std::nullopt;
}

} // namespace andon

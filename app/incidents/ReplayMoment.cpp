// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/ReplayMoment.h"

#include "app/actions/ActionRows.h"
#include "app/incidents/JsonFields.h"

#include <algorithm>

namespace andon {

namespace {

IndicatorReading cut(const IndicatorReading &whole, qint64 atMs)
{
    IndicatorReading reading = whole;
    reading.covered.clear();
    for (Covered piece : whole.covered) {
        piece.endMs = piece.startMs + alignedDown(std::min(piece.endMs, atMs) - piece.startMs, piece.stepMs);
        if (piece.startMs <= piece.endMs)
            reading.covered << piece;
    }
    reading.lastAnswerMs = 0;
    for (const Covered &piece : std::as_const(reading.covered))
        reading.lastAnswerMs = std::max(reading.lastAnswerMs, piece.endMs);
    for (VersionColumns &version : reading.versions) {
        Columns columns = version.columns ? *version.columns : Columns();
        columns.truncate(columns.firstAtOrAfter(atMs + 1));
        version.columns = std::make_shared<const Columns>(columns);
    }
    // A version without a sample yet was not known.
    reading.versions.removeIf([](const VersionColumns &version) { return version.columns->empty(); });
    reading.error.reset();
    reading.warnings.clear();
    reading.versionsLeftOut = 0;
    return reading;
}

/// The last outage or recovery of one link that was on the record; several sources of a service are told apart by their names.
bool isLost(const QList<Event> &events, const QString &service, const QString &gateway, bool ofGateway)
{
    bool lost = false;
    for (const Event &event : events) {
        const bool about = event.service == service && (JsonFields::text(event.payload, "source") == gateway) == ofGateway;
        if (about && (event.kind == EventKind::sourceLost || event.kind == EventKind::sourceRecovered))
            lost = event.kind == EventKind::sourceLost;
    }
    return lost;
}

void readOperations(ReplayMoment &moment, const QString &service)
{
    QStringList order;
    QHash<QString, QList<Event>> rows;
    for (const Event &event : std::as_const(moment.events)) {
        if (event.opId.isEmpty() || event.service != service)
            continue;
        if (event.kind == EventKind::actionIntent && !rows.contains(event.opId))
            order << event.opId;
        rows[event.opId] << event;
    }
    for (const QString &opId : std::as_const(order)) {
        const QList<Event> &own = rows[opId];
        const std::optional<ActionRun> run = runFromRows(own);
        if (!run)
            continue;
        const Target target = run->plan.target;
        ActionProgress progress = progressOf(*run, own.first().occurredAt, own.last().recordedAt);
        progress.decisions.clear();
        moment.operations << progress;
        if (!run->targetFree)
            moment.openVerbs[target] = verbWord(run->plan.verb);
        if (run->targetFree && !run->made.isEmpty() && run->state != ActionState::Closed) {
            moment.lastOwnOps[target] = opId;
            moment.lastOwnVersions[target] = run->made;
        } else if (run->state == ActionState::Closed && moment.lastOwnOps.value(target) == opId) {
            moment.lastOwnOps.remove(target);
            moment.lastOwnVersions.remove(target);
        }
    }
}

} // namespace

ReplayMoment momentOf(const Evidence &evidence, TimePoint at)
{
    ReplayMoment moment;
    moment.at = at;
    std::copy_if(evidence.journal.begin(), evidence.journal.end(), std::back_inserter(moment.events),
                 [&](const Event &event) { return event.recordedAt <= at; });
    moment.sourceFreshness = isLost(moment.events, evidence.service, evidence.gateway, false) ? Freshness::Lost : Freshness::Live;
    for (const IndicatorReading &whole : evidence.readings) {
        moment.readings << cut(whole, toMs(at));
        IndicatorReading &reading = moment.readings.last();
        reading.freshness = reading.lastAnswerMs == 0 ? Freshness::Lost : moment.sourceFreshness;
    }
    const auto next = std::find_if(evidence.reads.begin(), evidence.reads.end(), [&](const GatewayRead &read) { return read.state.readAt > at; });
    if (next != evidence.reads.begin()) {
        const GatewayRead &read = *std::prev(next);
        moment.gateway = read.state;
        moment.gateway->readAt = std::min(read.until, at);
        moment.gatewayFreshness = isLost(moment.events, evidence.service, evidence.gateway, true) ? Freshness::Lost : Freshness::Live;
    }
    readOperations(moment, evidence.service);
    return moment;
}

} // namespace andon

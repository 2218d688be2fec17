// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/ReplayMoment.h"

#include "app/actions/ActionRows.h"
#include "app/alerts/AlertRowJson.h"
#include "app/alerts/RecordedAlerts.h"
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
    reading.historyWarnings.clear();
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

/// At the end of the window also what was on show when it was frozen and is not on the record one by one: a storm's, or all
/// where no window of this record was open. Nothing that began later.
void addShown(QList<AlertReport> &reports, const Evidence &evidence)
{
    for (const nlohmann::json &row : evidence.alerts) {
        const std::optional<Alert> alert = alertRowFrom(row);
        if (!alert || alert->origin != AlertOrigin::Rule || alert->phase == AlertPhase::Returned || alert->sinceMs > toMs(evidence.to))
            continue;
        SourceAlert said;
        said.key = alert->key;
        said.labels = alert->labels;
        said.annotations = alert->annotations;
        said.sinceMs = alert->sinceMs;
        said.value = alert->value;
        said.limit = alert->limit;
        said.direction = alert->direction;
        said.severity = alert->severity;
        said.inhibited = alert->inhibited;
        said.lostMs = alert->phase == AlertPhase::SourceLost ? alert->overMs : 0;
        for (AlertReport &report : reports) {
            const bool told = std::any_of(report.answer.alerts.cbegin(), report.answer.alerts.cend(), [&](const SourceAlert &one) { return one.key == said.key; });
            if (!alert->sources.contains(report.source) || told)
                continue;
            report.answer.alerts << said;
            for (const AlertCover &cover : alert->covers) {
                if (cover.source != report.source)
                    continue;
                report.answer.alerts.last().silencedBy << cover.id;
                report.answer.silences << Silence{cover.id, {}, 0, cover.untilMs, cover.who, cover.words};
            }
        }
    }
}

void readAlerts(ReplayMoment &moment, const Evidence &evidence)
{
    moment.alerts = recordedReports(alertsOfService(evidence.earlier + moment.events, evidence.service), evidence.alertSources, moment.at);
    if (moment.at >= evidence.to)
        addShown(moment.alerts, evidence);
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
    readAlerts(moment, evidence);
    if (moment.at >= evidence.to)
        moment.judge = evidence.judge;
    for (const Event &event : evidence.earlier + moment.events) {
        if (event.service == evidence.service && (event.kind == EventKind::cardStarted || event.kind == EventKind::cardChanged))
            moment.card = JsonFields::member(event.payload, "card");
    }
    return moment;
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/IncidentReview.h"

#include "app/base/TimeText.h"
#include "app/incidents/EventText.h"
#include "app/incidents/PostmortemFacts.h"

#include <QSet>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr auto actionWithin = std::chrono::hours(1);

TimePoint startOf(const Incident &incident)
{
    const auto started = incident.times.constFind(KeyTime::Started);
    if (started != incident.times.constEnd())
        return started->at;
    return incident.events.isEmpty() ? TimePoint() : incident.events.first().occurredAt;
}

QString monthOf(TimePoint time)
{
    return isoUtc(time).left(7);
}

QString scenarioOf(const Incident &incident, const QList<Indicator> &indicators)
{
    QString family;
    for (const Event &event : incident.events) {
        const QString runbook = event.kind == EventKind::runbookStarted ? textAt(event.payload, "runbook") : QString();
        if (!runbook.isEmpty())
            return runbook;
        if (!family.isEmpty() || event.kind != EventKind::gateCrossed)
            continue;
        const QString id = textAt(event.payload, "indicator");
        const auto found = std::find_if(indicators.begin(), indicators.end(), [&](const Indicator &one) { return one.id == id; });
        family = found == indicators.end() ? QString() : familyWord(found->family);
    }
    return family.isEmpty() ? u"other"_s : family;
}

std::optional<double> medianMinutes(const QList<const IncidentReviewRow *> &rows, std::optional<std::chrono::milliseconds> Durations::*which)
{
    QList<double> minutes;
    for (const IncidentReviewRow *row : rows) {
        if (const auto &duration = row->durations.*which)
            minutes << static_cast<double>(duration->count()) / 60'000;
    }
    if (minutes.isEmpty())
        return std::nullopt;
    std::sort(minutes.begin(), minutes.end());
    const qsizetype middle = minutes.size() / 2;
    return minutes.size() % 2 == 1 ? minutes[middle] : (minutes[middle - 1] + minutes[middle]) / 2;
}

QList<DurationRow> durationRows(const QList<IncidentReviewRow> &rows, QString IncidentReviewRow::*group)
{
    QMap<QString, QList<const IncidentReviewRow *>> groups;
    for (const IncidentReviewRow &row : rows)
        groups[row.*group] << &row;
    QList<DurationRow> made;
    for (const auto &[name, members] : groups.asKeyValueRange()) {
        made << DurationRow{name, static_cast<int>(members.size()), medianMinutes(members, &Durations::ttd), medianMinutes(members, &Durations::tta),
                            medianMinutes(members, &Durations::ttm), medianMinutes(members, &Durations::ttr)};
    }
    return made;
}

/// So many alarms an entry stands for. Andon's own gate is on the record twice, as it was crossed and as the list showed it; the
/// entry of a storm says how many it left out, and each of those that follows says that it was counted there.
qint64 alarmsIn(const Event &event)
{
    if (event.kind == EventKind::gateCrossed)
        return textAt(event.payload, "to") == u"stop" ? 1 : 0;
    if (event.kind != EventKind::alertFired || textAt(event.payload, "origin") == u"gate")
        return 0;
    if (const nlohmann::json *counted = jsonAt(event.payload, "counted"); counted && *counted == true)
        return 0;
    return static_cast<qint64>(std::clamp(numberAt(event.payload, "count").value_or(1), 1.0, 1e6));
}

/// `leftOut`: event ids that belong to what is not counted.
QList<AlarmRow> alarmRows(const QList<Event> &events, const QSet<QString> &leftOut)
{
    QMap<QString, QList<TimePoint>> asked; // by service, rising
    for (const Event &event : events) {
        if (event.kind == EventKind::actionIntent && !leftOut.contains(event.eventId))
            asked[event.service] << event.occurredAt;
    }
    for (auto &times : asked)
        std::sort(times.begin(), times.end());
    QMap<QString, AlarmRow> months;
    for (const Event &event : events) {
        const qint64 alarms = alarmsIn(event);
        if (alarms == 0 || leftOut.contains(event.eventId))
            continue;
        AlarmRow &row = months[monthOf(event.occurredAt)];
        row.month = monthOf(event.occurredAt);
        const QList<TimePoint> &times = asked[event.service];
        const auto next = std::lower_bound(times.begin(), times.end(), event.occurredAt);
        (next != times.end() && *next - event.occurredAt <= actionWithin ? row.withAction : row.withoutAction) += static_cast<int>(alarms);
    }
    return months.values();
}

QList<CauseRow> causeRows(const QList<IncidentReviewRow> &rows)
{
    QMap<QString, int> counts;
    for (const IncidentReviewRow &row : rows) {
        for (const QString &component : row.components)
            ++counts[component];
    }
    QList<CauseRow> causes;
    for (const auto &[component, incidents] : counts.asKeyValueRange())
        causes << CauseRow{component, incidents};
    std::stable_sort(causes.begin(), causes.end(), [](const CauseRow &a, const CauseRow &b) { return a.incidents > b.incidents; });
    return causes;
}

/// US dollars an hour of a value; nothing where its unit is no rate of money.
std::optional<double> usdPerHour(double value, Unit unit)
{
    return unit == Unit::UsdPerHour ? std::optional(value) : unit == Unit::UsdPerDay ? std::optional(value / 24) : std::nullopt;
}

} // namespace

std::optional<double> incidentCost(const Incident &incident, const QList<Indicator> &indicators)
{
    std::optional<double> cost;
    const auto mitigated = incident.times.constFind(KeyTime::Mitigated);
    for (const Indicator &indicator : indicators) {
        const std::optional<double> gate = indicator.gate.warn ? indicator.gate.warn : indicator.gate.stop;
        if (!gate || !usdPerHour(1, indicator.unit) || indicator.direction != Direction::HigherIsWorse)
            continue;
        QMap<QString, std::pair<TimePoint, double>> open; // by version: since when, how far above
        const auto close = [&](const QString &version, TimePoint until) {
            const auto [since, above] = open.take(version);
            const double hours = std::chrono::duration<double, std::ratio<3600>>(until - since).count();
            cost = cost.value_or(0) + std::max(0.0, hours) * *usdPerHour(std::max(0.0, above), indicator.unit);
        };
        for (const Event &event : incident.events) {
            if (textAt(event.payload, "indicator") != indicator.id)
                continue;
            const std::optional<double> value = numberAt(event.payload, "value");
            if ((event.kind == EventKind::gateCleared || event.kind == EventKind::gateCrossed) && open.contains(event.version))
                close(event.version, event.occurredAt);
            if (event.kind == EventKind::gateCrossed && value)
                open.insert(event.version, {event.occurredAt, *value - *gate});
        }
        for (const QString &version : open.keys())
            close(version, mitigated != incident.times.constEnd() ? mitigated->at : incident.events.last().occurredAt);
    }
    return cost;
}

IncidentReview reviewOf(const QList<Incident> &incidents, const QList<Event> &events, const QMap<QString, QList<Indicator>> &indicators, bool drills)
{
    IncidentReview review;
    QSet<QString> leftOut;
    for (const Incident &incident : incidents) {
        if (!incident.mergedInto.isEmpty())
            continue;
        if (incident.drill && !drills) {
            ++review.drillsLeftOut;
            for (const Event &event : incident.events)
                leftOut << event.eventId;
            continue;
        }
        const QList<Indicator> known = indicators.value(incident.service);
        IncidentReviewRow row{incident.id, incident.title, incident.service, monthOf(startOf(incident)), scenarioOf(incident, known), incident.severity,
                      incident.drill, durationsOf(incident), incidentCost(incident, known), {}};
        for (const ChangeFact &change : postmortemFacts(incident, {}).changes)
            row.components << change.part;
        review.rows << row;
    }
    std::stable_sort(review.rows.begin(), review.rows.end(), [](const IncidentReviewRow &a, const IncidentReviewRow &b) {
        return a.month != b.month ? a.month < b.month : a.id < b.id; // ids are UUIDv7: they rise with time
    });
    review.byMonth = durationRows(review.rows, &IncidentReviewRow::month);
    review.byScenario = durationRows(review.rows, &IncidentReviewRow::scenario);
    review.alarms = alarmRows(events, leftOut);
    review.causes = causeRows(review.rows);
    return review;
}

} // namespace andon

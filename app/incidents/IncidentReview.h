// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Incident.h"
#include "app/lines/Indicator.h"

namespace andon {

/// One incident as a review counts it.
struct IncidentReviewRow {
    QString id;
    QString title;
    QString service;
    QString month;            ///< "2026-11" of its start, UTC
    QString scenario;         ///< id of its first runbook; else the family of the gate that was crossed; else "other"
    Severity severity = Severity::S3;
    bool drill = false;
    Durations durations;
    std::optional<double> costUsd; ///< see incidentCost(); none: no cost gate was crossed
    QStringList components;   ///< parts that the bad version changed
};

/// Medians over some incidents, in minutes; none: no incident has that duration.
struct DurationRow {
    QString group;            ///< a month or a scenario
    int incidents = 0;
    std::optional<double> detect, acknowledge, mitigate, resolve;
};

struct AlarmRow {
    QString month;
    int withAction = 0;       ///< an action of the same service was asked for within an hour
    int withoutAction = 0;
};

struct CauseRow {
    QString component;        ///< "prompt", "model", …
    int incidents = 0;
};

/// What a review meeting looks at. Months rise; causes come by their number, then by name.
struct IncidentReview {
    QList<IncidentReviewRow> rows;    ///< oldest first
    QList<DurationRow> byMonth;
    QList<DurationRow> byScenario;
    QList<AlarmRow> alarms;
    QList<CauseRow> causes;
    int drillsLeftOut = 0;
};

/// `indicators`: of each service, by its name. Merged incidents count once; drills are left out of the figures, and what
/// belongs to them of the alarms, unless `drills`. Alarms are alert.fired of others than Andon's own gates (an entry with a
/// "count": so many; one that is "counted" among those: none), and gate.crossed to stop, of all events. Pure.
[[nodiscard]] IncidentReview reviewOf(const QList<Incident> &incidents, const QList<Event> &events,
                                      const QMap<QString, QList<Indicator>> &indicators, bool drills = false);

/// What the incident cost at least, in US dollars: how far each cost line (USD an hour or a day) stood above its nearest
/// gate at the crossing, times the time until it was inside again, else mitigated, else the last event.
[[nodiscard]] std::optional<double> incidentCost(const Incident &incident, const QList<Indicator> &indicators);

/// The review as tables in paste-safe Markdown.
[[nodiscard]] QString reviewMarkdown(const IncidentReview &review);

} // namespace andon

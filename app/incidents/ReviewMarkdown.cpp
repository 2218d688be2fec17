// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/MarkdownText.h"
#include "app/incidents/EventText.h"
#include "app/incidents/IncidentReview.h"
#include "app/incidents/Postmortem.h"

namespace andon {

using namespace Qt::StringLiterals;

namespace {

const QString nothing = u"–"_s;

QString row(const QStringList &cells)
{
    return u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
}

QString head(const QStringList &cells)
{
    return row(cells) + row(QStringList(cells.size(), u"---"_s));
}

QString number(const std::optional<double> &value, int decimals)
{
    return value ? QString::number(*value, 'f', decimals) : nothing;
}

QString span(const std::optional<std::chrono::milliseconds> &duration)
{
    return duration ? spanText(*duration) : nothing;
}

QString durations(const QString &group, const QList<DurationRow> &rows)
{
    QString out = head({group, u"Incidents"_s, u"Detect (min)"_s, u"Acknowledge (min)"_s, u"Mitigate (min)"_s, u"Resolve (min)"_s});
    for (const DurationRow &one : rows) {
        out += row({markdownCell(one.group), QString::number(one.incidents), number(one.detect, 1), number(one.acknowledge, 1),
                    number(one.mitigate, 1), number(one.resolve, 1)});
    }
    return out;
}

} // namespace

QString reviewMarkdown(const IncidentReview &review)
{
    QString out = u"# Incident review\n\n"_s;
    if (review.rows.isEmpty() && review.alarms.isEmpty())
        return out + u"No incident and no alarm is on the record.\n"_s;
    out += u"Medians, in minutes. %1 left out.\n\n"_s.arg(review.drillsLeftOut == 1 ? u"One drill was"_s : u"%1 drills were"_s.arg(review.drillsLeftOut));
    out += u"## Durations by month\n\n"_s + durations(u"Month"_s, review.byMonth);
    out += u"\n## Durations by scenario\n\n"_s + durations(u"Scenario"_s, review.byScenario);
    out += u"\n## Alarms\n\n"_s + head({u"Month"_s, u"With an action within an hour"_s, u"Without"_s});
    for (const AlarmRow &one : review.alarms)
        out += row({one.month, QString::number(one.withAction), QString::number(one.withoutAction)});
    out += u"\n## Incidents\n\n"_s + head({u"Incident"_s, u"Service"_s, u"Month"_s, u"Scenario"_s, u"Severity"_s, u"To mitigate"_s, u"Cost (USD, at least)"_s, u"Changed"_s});
    for (const IncidentReviewRow &one : review.rows) {
        out += row({markdownCell(one.title), markdownCell(one.service), one.month, markdownCell(one.scenario), severityWord(one.severity),
                    span(one.durations.ttm), number(one.costUsd, 2), markdownCell(one.components.join(u", "_s))});
    }
    out += u"\n## Causes by changed component\n\n"_s + head({u"Component"_s, u"Incidents"_s});
    for (const CauseRow &one : review.causes)
        out += row({markdownCell(one.component), QString::number(one.incidents)});
    return out;
}

} // namespace andon

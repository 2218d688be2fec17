// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/ReviewTables.h"

#include <QCoreApplication>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct ReviewWords {
    Q_DECLARE_TR_FUNCTIONS(ReviewWords)
};

ReviewChart durationsOf(const QList<DurationRow> &rows, ReviewSubject subject, const QString &category)
{
    ReviewChart chart{subjectTitle(subject), ReviewWords::tr("minutes, median"), category, {}, {}, ReviewWords::tr("No incident has ended yet."), 1};
    chart.series = {{ReviewWords::tr("to detect"), {}}, {ReviewWords::tr("to acknowledge"), {}}, {ReviewWords::tr("to mitigate"), {}},
                    {ReviewWords::tr("to resolve"), {}}};
    for (const DurationRow &row : rows.mid(std::max<qsizetype>(0, rows.size() - mostCategories))) {
        chart.categories << row.group;
        chart.series[0].values << row.detect;
        chart.series[1].values << row.acknowledge;
        chart.series[2].values << row.mitigate;
        chart.series[3].values << row.resolve;
    }
    return chart;
}

ReviewChart alarmsOf(const IncidentReview &review)
{
    ReviewChart chart{subjectTitle(ReviewSubject::Alarms), ReviewWords::tr("alarms"), ReviewWords::tr("Month"), {}, {},
                      ReviewWords::tr("No alarm is on the record."), 0};
    chart.series = {{ReviewWords::tr("with an action within an hour"), {}}, {ReviewWords::tr("without an action"), {}}};
    for (const AlarmRow &row : review.alarms.mid(std::max<qsizetype>(0, review.alarms.size() - mostCategories))) {
        chart.categories << row.month;
        chart.series[0].values << row.withAction;
        chart.series[1].values << row.withoutAction;
    }
    return chart;
}

ReviewChart costOf(const IncidentReview &review)
{
    ReviewChart chart{subjectTitle(ReviewSubject::Cost), ReviewWords::tr("US dollars, at least"), ReviewWords::tr("Incident"), {}, {},
                      ReviewWords::tr("No incident crossed a gate of a cost line in dollars an hour or a day."), 2};
    chart.series = {{ReviewWords::tr("cost above the gate"), {}}};
    QList<const IncidentReviewRow *> rows;
    for (const IncidentReviewRow &row : review.rows) {
        if (row.costUsd)
            rows << &row;
    }
    for (const IncidentReviewRow *row : rows.mid(std::max<qsizetype>(0, rows.size() - mostCategories))) {
        chart.categories << row->month + u' ' + row->title.left(60);
        chart.series[0].values << row->costUsd;
    }
    return chart;
}

ReviewChart causesOf(const IncidentReview &review)
{
    ReviewChart chart{subjectTitle(ReviewSubject::Causes), ReviewWords::tr("incidents"), ReviewWords::tr("Changed component"), {}, {},
                      ReviewWords::tr("The record does not say of any incident what the bad version changed."), 0};
    chart.series = {{ReviewWords::tr("incidents whose version changed it"), {}}};
    for (const CauseRow &row : review.causes.mid(0, mostCategories)) {
        chart.categories << row.component;
        chart.series[0].values << row.incidents;
    }
    return chart;
}

} // namespace

bool ReviewChart::isEmpty() const
{
    return std::none_of(series.begin(), series.end(), [](const Series &one) {
        return std::any_of(one.values.begin(), one.values.end(), [](const auto &value) { return value.has_value(); });
    });
}

QString subjectTitle(ReviewSubject subject)
{
    switch (subject) {
    case ReviewSubject::DurationsByMonth: return ReviewWords::tr("Durations by month");
    case ReviewSubject::DurationsByScenario: return ReviewWords::tr("Durations by scenario");
    case ReviewSubject::Alarms: return ReviewWords::tr("Alarms with and without an action");
    case ReviewSubject::Cost: return ReviewWords::tr("Cost of each incident");
    case ReviewSubject::Causes: break;
    }
    return ReviewWords::tr("Top causes by changed component");
}

ReviewChart reviewChart(const IncidentReview &review, ReviewSubject subject)
{
    switch (subject) {
    case ReviewSubject::DurationsByMonth: return durationsOf(review.byMonth, subject, ReviewWords::tr("Month"));
    case ReviewSubject::DurationsByScenario: return durationsOf(review.byScenario, subject, ReviewWords::tr("Scenario"));
    case ReviewSubject::Alarms: return alarmsOf(review);
    case ReviewSubject::Cost: return costOf(review);
    case ReviewSubject::Causes: break;
    }
    return causesOf(review);
}

QString chartValueText(const std::optional<double> &value, int decimals)
{
    return value ? QString::number(*value, 'f', decimals) : u"–"_s;
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/WindowReport.h"

#include <algorithm>

namespace andon {

QList<WindowRow> windowRows(const QList<IndicatorReading> &readings, const TimeWindow &window)
{
    QList<WindowRow> rows;
    for (const IndicatorReading &reading : readings) {
        for (const VersionColumns &version : reading.versions) {
            if (!version.columns)
                continue;
            WindowRow row{reading.indicator.title, version.version, reading.indicator.unit,
                          windowFigures(*version.columns, window), windowFigures(*version.columns, window.before()),
                          reading.indicator.query};
            if (row.inside.samples > 0 || row.before.samples > 0)
                rows.append(row);
        }
    }
    return rows;
}

static Comparison comparisonOf(const Indicator &indicator, const TimeWindow &window)
{
    Comparison made;
    made.indicatorId = indicator.id;
    made.title = indicator.title;
    made.unit = indicator.unit;
    made.direction = indicator.direction;
    made.subjectWindow = window;
    made.referenceWindow = window;
    return made;
}

QList<Comparison> comparisonsIn(const QList<IndicatorReading> &readings, const TimeWindow &window, const QString &label)
{
    QList<Comparison> found;
    for (const IndicatorReading &reading : readings) {
        for (const VersionColumns &version : reading.versions) {
            Comparison made = comparisonOf(reading.indicator, window);
            made.label = label;
            made.value = version.version;
            made.reference = made.subject = version.columns;
            made.referenceWindow = window.before();
            found.append(made);
        }
    }
    return found;
}

QList<Comparison> comparisonsBetween(const QList<IndicatorReading> &readings, const TimeWindow &window,
                                     const QString &stable, const QString &canary)
{
    QList<Comparison> found;
    if (stable == canary)
        return found;
    for (const IndicatorReading &reading : readings) {
        const auto columnsOf = [&](const QString &name) {
            const auto at = std::find_if(reading.versions.cbegin(), reading.versions.cend(),
                                         [&](const VersionColumns &one) { return one.version == name; });
            return at == reading.versions.cend() ? nullptr : at->columns;
        };
        Comparison made = comparisonOf(reading.indicator, window);
        made.value = canary;
        made.reference = columnsOf(stable);
        made.subject = columnsOf(canary);
        if (made.reference && made.subject)
            found.append(made);
    }
    return found;
}

QList<Comparison> splitComparisons(const SplitReading &reading, const QString &label, const TimeWindow &window,
                                   const QString &stable, const QString &canary)
{
    QList<Comparison> found;
    for (const SplitPart &part : reading.parts) {
        IndicatorReading one;
        one.indicator = reading.indicator;
        one.versions = part.versions;
        QList<Comparison> asked = comparisonsIn({one}, window, label);
        for (Comparison &comparison : asked)
            comparison.title += QStringLiteral(", ") + comparison.value;
        if (!canary.isEmpty())
            asked += comparisonsBetween({one}, window, stable, canary);
        for (Comparison &comparison : asked) {
            comparison.label = label;
            comparison.value = part.value;
        }
        found += asked;
    }
    return found;
}

} // namespace andon

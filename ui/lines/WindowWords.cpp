// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/WindowWords.h"

#include "app/base/DisplayText.h"
#include "ui/lines/LinesPanel.h"
#include "ui/plot/ValueText.h"

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

QString windowText(const TimeWindow &window, TimeZoneChoice zone)
{
    return LinesPanel::tr("%1 to %2 (%3)").arg(dateTimeText(fromMs(window.fromMs), zone), clockText(fromMs(window.toMs), zone),
                                               durationText((window.lengthMs() + 500) / 1000));
}

/// "+12 %", or the absolute change where there is nothing to divide by.
static QString changeText(double before, double inside, Unit unit)
{
    const double change = inside - before;
    if (std::isnan(change))
        return u"–"_s;
    const QString sign = change < 0 ? u"−"_s : u"+"_s;
    if (unit == Unit::Ratio) // of a share, percent of percent would mislead
        return sign + LinesPanel::tr("%1 points").arg(std::abs(change) * 100, 0, 'f', 2);
    if (before == 0)
        return sign + valueText(std::abs(change), unit);
    return sign + u"%1 %"_s.arg(std::abs(change / before) * 100, 0, 'f', std::abs(change / before) < 0.1 ? 1 : 0);
}

TextTableModel::Content compareTable(const QList<WindowRow> &rows)
{
    TextTableModel::Content table;
    table.headers = {LinesPanel::tr("Indicator"),      LinesPanel::tr("Version"),      LinesPanel::tr("Mean"),
                     LinesPanel::tr("Mean before"),    LinesPanel::tr("P50"),          LinesPanel::tr("P50 before"),
                     LinesPanel::tr("Max"),            LinesPanel::tr("Max before"),   LinesPanel::tr("P50 change"),
                     LinesPanel::tr("Samples")};
    for (const WindowRow &row : rows) {
        table.rows.append({row.title, versionText(row.version), valueText(row.inside.mean, row.unit),
                           valueText(row.before.mean, row.unit), valueText(row.inside.median, row.unit),
                           valueText(row.before.median, row.unit), valueText(row.inside.highest, row.unit),
                           valueText(row.before.highest, row.unit),
                           changeText(row.before.median, row.inside.median, row.unit),
                           LinesPanel::tr("%1, before %2").arg(row.inside.samples).arg(row.before.samples)});
    }
    return table;
}

QString effectText(const Difference &difference)
{
    switch (difference.trust) {
    case Trust::NoData: return LinesPanel::tr("no data on one side");
    case Trust::FewSamples:
        return LinesPanel::tr("too few samples (%1 and %2)").arg(difference.reference.samples).arg(difference.subject.samples);
    case Trust::NoSpread: return LinesPanel::tr("constant on both sides, another value");
    case Trust::Enough: break;
    }
    if (difference.shift == 0)
        return LinesPanel::tr("no shift");
    const QString size = u"%1%2 σ"_s.arg(difference.effect < 0 ? u"−"_s : u"+"_s)
                             .arg(std::abs(difference.effect), 0, 'f', std::abs(difference.effect) < 10 ? 1 : 0);
    return difference.worse ? LinesPanel::tr("%1, worse").arg(size) : LinesPanel::tr("%1, better").arg(size);
}

TextTableModel::Content differenceTable(const QList<Difference> &differences, const LineLooks &looks)
{
    TextTableModel::Content table;
    table.headers = {LinesPanel::tr("Indicator"), LinesPanel::tr("What"),    LinesPanel::tr("P50 before"),
                     LinesPanel::tr("P50"),       LinesPanel::tr("Change"),  LinesPanel::tr("Effect")};
    for (const Difference &one : differences) {
        const Comparison &of = one.of;
        const bool against = of.reference != of.subject;
        QString what = versionText(of.value);
        if (!of.label.isEmpty())
            what = LinesPanel::tr("%1 = %2").arg(displaySafe(of.label, 40), displaySafe(of.value, 40));
        else if (!against && looks.role(of.value) == LineRole::Canary)
            what = LinesPanel::tr("%1 (canary)").arg(what);
        if (against)
            what = of.label.isEmpty() ? LinesPanel::tr("%1 against stable").arg(what)
                                      : LinesPanel::tr("%1, canary against stable").arg(what);
        table.rows.append({of.title, what, valueText(one.reference.median, of.unit), valueText(one.subject.median, of.unit),
                           changeText(one.reference.median, one.subject.median, of.unit), effectText(one)});
    }
    return table;
}

static QString figuresLine(const WindowRow &row)
{
    return LinesPanel::tr("%1, %2: mean %3 (before %4), P50 %5 (before %6), max %7 (before %8)")
               .arg(displaySafe(row.title, 80), versionText(row.version), valueText(row.inside.mean, row.unit),
                    valueText(row.before.mean, row.unit), valueText(row.inside.median, row.unit),
                    valueText(row.before.median, row.unit), valueText(row.inside.highest, row.unit),
                    valueText(row.before.highest, row.unit))
        + LinesPanel::tr(", min %1 (before %2), samples %3 (before %4)")
              .arg(valueText(row.inside.lowest, row.unit), valueText(row.before.lowest, row.unit))
              .arg(row.inside.samples)
              .arg(row.before.samples);
}

QString windowNote(const TimeWindow &window, TimeZoneChoice zone, const QList<WindowRow> &rows, qsizetype longest)
{
    static constexpr qsizetype longestQuery = 1000;
    QStringList lines;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        lines << figuresLine(rows[i]);
        const bool last = i + 1 == rows.size() || rows[i + 1].title != rows[i].title || rows[i + 1].query != rows[i].query;
        if (last && !rows[i].query.isEmpty()) // once for all versions
            lines << LinesPanel::tr("%1, read with: %2").arg(displaySafe(rows[i].title, 80), displaySafe(rows[i].query, longestQuery));
    }
    QString text = LinesPanel::tr("Window %1").arg(windowText(window, zone));
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (text.size() + lines[i].size() + 60 > longest) {
            text += u'\n' + LinesPanel::tr("and %n further line(s)", nullptr, static_cast<int>(lines.size() - i));
            break;
        }
        text += u'\n' + lines[i];
    }
    return text;
}

} // namespace andon

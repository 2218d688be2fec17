// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/SplitView.h"

#include "app/base/DisplayText.h"
#include "ui/common/ErrorText.h"
#include "ui/plot/ValueText.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr qsizetype namedRest = 8;

static QString partName(const QString &value)
{
    return value.isEmpty() ? SplitView::tr("(none)") : displaySafe(value, 40);
}

QString restWords(const QList<SplitPart> &parts, int drawn)
{
    if (parts.size() <= drawn)
        return {};
    QStringList names;
    for (const SplitPart &part : parts.mid(drawn, namedRest))
        names.append(partName(part.value));
    const auto more = static_cast<int>(parts.size() - drawn - names.size());
    const QString list = names.join(u", "_s);
    return more > 0 ? SplitView::tr("not drawn, better: %1 and %n more", nullptr, more).arg(list)
                    : SplitView::tr("not drawn, better: %1").arg(list);
}

SplitView::SplitView(QWidget *parent) : SmallPlots(parent)
{
    hide();
}

void SplitView::setSpecs(const QList<SplitSpec> &specs)
{
    m_specs = specs;
    showFamily(std::nullopt, {});
}

void SplitView::showFamily(std::optional<Family> family, const QList<Indicator> &indicators)
{
    m_spec = {};
    m_indicator = {};
    for (const Indicator &indicator : indicators) {
        const auto at = std::find_if(m_specs.cbegin(), m_specs.cend(),
                                     [&](const SplitSpec &spec) { return spec.indicatorId == indicator.id; });
        if (family && indicator.family == *family && at != m_specs.cend() && m_spec.query.isEmpty()) {
            m_spec = *at;
            m_indicator = indicator;
        }
    }
    setVisible(!m_spec.query.isEmpty());
    SplitReading nothing;
    nothing.indicator = m_indicator;
    setReading(nothing);
    emit wanted(m_indicator, m_spec);
}

QString SplitView::titleOf(const SplitReading &reading) const
{
    QString title = tr("%1 by %2").arg(m_indicator.title, displaySafe(m_spec.label, 40));
    if (reading.parts.size() > mostCells)
        title += tr(", the worst %1 of %2").arg(mostCells).arg(reading.parts.size());
    if (reading.error)
        title += tr(" (not read: %1)").arg(errorBrief(*reading.error));
    else if (reading.lastAnswerMs == 0)
        title += tr(" (asking)");
    else if (reading.parts.isEmpty())
        title += tr(" (the source knows no such series)");
    return title;
}

void SplitView::setReading(const SplitReading &reading)
{
    if (reading.indicator.id != m_indicator.id)
        return;
    QList<Cell> cells;
    for (const SplitPart &part : reading.parts.mid(0, mostCells)) {
        Cell cell;
        cell.title = partName(part.value);
        cell.value = valueText(part.worst, m_indicator.unit);
        cell.state = part.state;
        cell.row.title = cell.title;
        cell.row.unit = m_indicator.unit;
        cell.row.direction = m_indicator.direction;
        cell.row.gate = m_indicator.gate;
        cell.row.freshness = reading.error ? Freshness::Late : Freshness::Live;
        for (const VersionColumns &version : part.versions)
            cell.row.curves.append({version.version, m_indicator.title, version.columns});
        cells.append(cell);
    }
    setCells(titleOf(reading), cells, restWords(reading.parts, mostCells));
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/LinesPlotAccess.h"

#include "ui/plot/LinesPlot.h"

namespace andon {

LinesPlotAccess::LinesPlotAccess(LinesPlot *plot) : QAccessibleWidget(plot, QAccessible::Chart) {}

LinesPlotAccess::~LinesPlotAccess()
{
    for (const QAccessible::Id id : std::as_const(m_series))
        QAccessible::deleteAccessibleInterface(id);
}

void LinesPlotAccess::install()
{
    static bool installed = false;
    if (std::exchange(installed, true))
        return;
    QAccessible::installFactory([](const QString &, QObject *object) -> QAccessibleInterface * {
        auto *plot = qobject_cast<LinesPlot *>(object);
        return plot ? new LinesPlotAccess(plot) : nullptr;
    });
}

/// Qt 6.4 has no announcements: a moved focus and a changed value are what readers speak.
void LinesPlotAccess::tellChosen(LinesPlot &plot, int series, bool focused)
{
    if (series < 0)
        return;
    QAccessibleInterface *whole = QAccessible::queryAccessibleInterface(&plot);
    QAccessibleInterface *child = whole ? whole->child(series) : nullptr;
    if (!child)
        return;
    if (focused) {
        QAccessibleEvent event(child, QAccessible::Focus);
        QAccessible::updateAccessibility(&event);
        return;
    }
    QAccessibleValueChangeEvent event(child, child->text(QAccessible::Value));
    QAccessible::updateAccessibility(&event);
    QAccessibleEvent described(child, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&described);
}

LinesPlot &LinesPlotAccess::plot() const
{
    return *static_cast<LinesPlot *>(widget());
}

int LinesPlotAccess::seriesCount() const
{
    return static_cast<int>(plot().series().size());
}

int LinesPlotAccess::childCount() const
{
    return seriesCount() + QAccessibleWidget::childCount();
}

QAccessibleInterface *LinesPlotAccess::child(int index) const
{
    const int count = seriesCount();
    if (index < 0 || index >= count)
        return QAccessibleWidget::child(index - count);
    const auto known = m_series.constFind(index);
    if (known != m_series.cend())
        return QAccessible::accessibleInterface(*known);
    auto *made = new SeriesAccess(&plot(), index);
    m_series.insert(index, QAccessible::registerAccessibleInterface(made));
    return made;
}

int LinesPlotAccess::indexOfChild(const QAccessibleInterface *child) const
{
    if (const auto *series = dynamic_cast<const SeriesAccess *>(child))
        return series->index();
    const int index = QAccessibleWidget::indexOfChild(child);
    return index < 0 ? index : index + seriesCount();
}

QAccessibleInterface *LinesPlotAccess::focusChild() const
{
    const int chosen = plot().chosenSeries();
    return plot().hasFocus() && chosen >= 0 ? child(chosen) : QAccessibleWidget::focusChild();
}

bool SeriesAccess::isValid() const
{
    return m_plot && m_index < m_plot->series().size();
}

QAccessibleInterface *SeriesAccess::parent() const
{
    return m_plot ? QAccessible::queryAccessibleInterface(m_plot.data()) : nullptr;
}

QString SeriesAccess::text(QAccessible::Text kind) const
{
    if (!isValid())
        return {};
    const PlotSeries series = m_plot->series()[m_index];
    switch (kind) {
    case QAccessible::Name: return series.name;
    case QAccessible::Value: return series.value;
    case QAccessible::Description: return series.state;
    default: return {};
    }
}

QRect SeriesAccess::rect() const
{
    if (!isValid())
        return {};
    const QRect area = m_plot->rowRect(m_plot->series()[m_index].row);
    return {m_plot->mapToGlobal(area.topLeft()), area.size()};
}

QAccessible::State SeriesAccess::state() const
{
    QAccessible::State state;
    state.invalid = !isValid();
    state.focusable = true;
    state.selectable = true;
    state.readOnly = true;
    state.invisible = !m_plot || !m_plot->isVisible();
    state.selected = isValid() && m_plot->chosenSeries() == m_index;
    state.focused = state.selected && m_plot->hasFocus();
    return state;
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/OurPlots.h"

#include <QVBoxLayout>

namespace andon {

using namespace Qt::StringLiterals;

OurPlots::OurPlots(BenchPen pen) : m_pen(pen)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(&m_plot);
    m_plot.setRoles({{u"stable"_s, LineRole::Stable}, {u"canary"_s, LineRole::Canary}});
}

void OurPlots::showRows(int panels)
{
    static const char *titles[] = {"Quality", "Latency", "Cost", "Risk"};
    static constexpr Unit units[] = {Unit::Ratio, Unit::Seconds, Unit::Usd, Unit::Ratio};
    for (int i = 0; i < panels; ++i) {
        PlotRow row;
        row.title = QString::fromLatin1(titles[i % 4]);
        row.unit = units[i % 4];
        row.freshness = Freshness::Live;
        m_rows.append(row);
    }
    m_plot.setRows(m_rows);
}

PlotCurve OurPlots::curve(int series, const QString &version) const
{
    PlotCurve made;
    made.version = m_pen == BenchPen::Product ? version : u"stable"_s;
    made.title = u"line %1"_s.arg(series);
    made.kind = m_pen == BenchPen::One ? CurveKind::Secondary : CurveKind::Main;
    return made;
}

void OurPlots::load(BenchFile &file)
{
    m_shape = file.shape();
    m_plot.setStepMs(m_shape.stepMs);
    showRows(m_shape.panels);
    std::vector<qint64> times(static_cast<size_t>(m_shape.points));
    for (size_t i = 0; i < times.size(); ++i)
        times[i] = m_shape.timeMs(static_cast<qint64>(i));
    for (int panel = 0; panel < m_shape.panels; ++panel) {
        for (int series = 0; series < m_shape.series; ++series) {
            std::vector<double> values = file.values(panel, series);
            m_extra.emplace_back(values.begin() + m_shape.points, values.end());
            values.resize(times.size());
            Columns columns;
            columns.append(Columns(times, values), 0, times.size(), m_columns.empty() ? nullptr : &m_columns.front());
            m_columns.push_back(std::move(columns));
            m_rows[panel].curves.append(curve(series, series < m_shape.series / 2 ? u"stable"_s : u"canary"_s));
        }
        give(panel);
    }
    const qint64 endMs = m_columns.front().lastTime();
    m_plot.setNow(endMs);
    m_plot.setRangeSeconds((endMs - m_shape.firstMs) / 1000);
}

/// Hands the panel's lines over as the store does: a snapshot each.
void OurPlots::give(int panel)
{
    for (int series = 0; series < m_shape.series; ++series)
        m_rows[panel].curves[series].columns =
            std::make_shared<const Columns>(m_columns[static_cast<size_t>(panel * m_shape.series + series)]);
    m_plot.setRow(panel, m_rows[panel]);
}

void OurPlots::append()
{
    if (m_appended == m_shape.extra)
        qFatal("no further points to append");
    const qint64 timeMs = m_shape.timeMs(m_shape.points + m_appended);
    for (int panel = 0; panel < m_shape.panels; ++panel) {
        for (int series = 0; series < m_shape.series; ++series) {
            const auto at = static_cast<size_t>(panel * m_shape.series + series);
            m_columns[at].append(timeMs, m_extra[at][static_cast<size_t>(m_appended)], at == 0 ? nullptr : &m_columns.front());
        }
        give(panel);
    }
    ++m_appended;
    m_plot.setNow(timeMs);
    m_plot.zoomTo(timeMs - (m_shape.points - 1) * m_shape.stepMs, timeMs);
}

void OurPlots::view(qint64 startMs, qint64 endMs)
{
    m_plot.zoomTo(startMs, endMs);
}

void OurPlots::crosshair(qint64 timeMs)
{
    m_plot.setCrosshair(timeMs);
}

QList<QWidget *> OurPlots::canvases()
{
    for (QWidget *child : m_plot.findChildren<QWidget *>()) {
        if (child->inherits("QCustomPlot"))
            return {child};
    }
    return {&m_plot};
}

void OurPlots::showAnswer(const MetricsAnswer &answer)
{
    qint64 firstMs = 0, lastMs = 0;
    for (const Series &series : answer.series) {
        const int panel = series.labels.value(u"panel"_s).toInt();
        if (panel < 0 || panel >= m_rows.size() || series.columns.empty())
            continue;
        const auto at = static_cast<int>(m_rows[panel].curves.size());
        PlotCurve made = curve(at, at < 4 ? u"stable"_s : u"canary"_s);
        made.columns = std::make_shared<const Columns>(series.columns);
        m_rows[panel].curves.append(made);
        firstMs = series.columns.firstTime();
        lastMs = series.columns.lastTime();
    }
    for (int panel = 0; panel < m_rows.size(); ++panel)
        m_plot.setRow(panel, m_rows[panel]);
    m_plot.setNow(lastMs);
    m_plot.zoomTo(firstMs, lastMs);
}

} // namespace andon

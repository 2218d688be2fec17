// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/OurPlots.h"

#include <qcustomplot.h>

#include <QChartView>
#include <QGridLayout>
#include <QLegendMarker>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

const QColor &lineColor(int series)
{
    static const QColor colors[] = {QColor(0x1f, 0x5f, 0xa8), QColor(0xc2, 0x54, 0x0a), QColor(0x2e, 0x7d, 0x32), QColor(0x8e, 0x24, 0xaa),
                                    QColor(0xb7, 0x1c, 0x1c), QColor(0x00, 0x83, 0x8f), QColor(0x5d, 0x40, 0x37), QColor(0x45, 0x5a, 0x64)};
    return colors[series % 8];
}

QVBoxLayout *columnOf(QWidget *widget)
{
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

/// An image filled and put into the window: what any frame of this size costs.
class BlankPlots : public BenchPlots {
public:
    BlankPlots() { setAttribute(Qt::WA_OpaquePaintEvent); }
    void load(BenchFile &) override { update(); }
    void append() override { update(); }
    void view(qint64, qint64) override { update(); }
    void crosshair(qint64) override { update(); }
    [[nodiscard]] QList<QWidget *> canvases() override { return {this}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (m_image.size() != size())
            m_image = QImage(size(), QImage::Format_RGB32);
        m_image.fill(QColor(0xf6, 0xf7, 0xf9 - (m_turn++ & 1)));
        QPainter(this).drawImage(0, 0, m_image);
    }

private:
    QImage m_image;
    int m_turn = 0;
};

/// QCustomPlot as it comes: adaptive sampling, antialiasing, a pen of one pixel, one queued replot a panel and frame.
class CustomPlots : public BenchPlots {
public:
    void load(BenchFile &file) override
    {
        m_shape = file.shape();
        QVBoxLayout *layout = columnOf(this);
        for (int panel = 0; panel < m_shape.panels; ++panel) {
            auto *plot = new QCustomPlot;
            layout->addWidget(plot);
            plot->xAxis->setTicker(QSharedPointer<QCPAxisTickerDateTime>::create());
            plot->legend->setVisible(true);
            for (int series = 0; series < m_shape.series; ++series) {
                const std::vector<double> values = file.values(panel, series);
                QVector<QCPGraphData> samples(m_shape.points);
                for (int i = 0; i < m_shape.points; ++i)
                    samples[i] = {seconds(i), values[static_cast<size_t>(i)]};
                QCPGraph *graph = plot->addGraph();
                graph->setPen(QPen(lineColor(series), 1));
                graph->setName(u"line %1"_s.arg(series));
                graph->data()->set(samples, true);
                m_extra.emplace_back(values.begin() + m_shape.points, values.end());
            }
            auto *line = new QCPItemStraightLine(plot);
            line->setVisible(false);
            m_lines << line;
            m_plots << plot;
        }
        showRange(m_shape.firstMs, m_shape.timeMs(m_shape.points - 1));
    }
    void append() override
    {
        const qint64 end = m_shape.points + m_appended;
        for (int panel = 0; panel < m_shape.panels; ++panel) {
            for (int series = 0; series < m_shape.series; ++series)
                m_plots[panel]->graph(series)->addData(seconds(end),
                                                       m_extra[static_cast<size_t>(panel * m_shape.series + series)][static_cast<size_t>(m_appended)]);
        }
        ++m_appended;
        showRange(m_shape.timeMs(end - m_shape.points + 1), m_shape.timeMs(end));
    }
    void view(qint64 startMs, qint64 endMs) override { showRange(startMs, endMs); }
    void crosshair(qint64 timeMs) override
    {
        const double x = static_cast<double>(timeMs) / 1000;
        for (int panel = 0; panel < m_plots.size(); ++panel) {
            m_lines[panel]->setVisible(true);
            m_lines[panel]->point1->setCoords(x, 0);
            m_lines[panel]->point2->setCoords(x, 1);
            m_plots[panel]->replot(QCustomPlot::rpQueuedReplot);
        }
    }
    [[nodiscard]] QList<QWidget *> canvases() override { return {m_plots.begin(), m_plots.end()}; }

private:
    [[nodiscard]] double seconds(qint64 index) const { return static_cast<double>(m_shape.timeMs(index)) / 1000; }
    void showRange(qint64 startMs, qint64 endMs)
    {
        const QCPRange range(static_cast<double>(startMs) / 1000, static_cast<double>(endMs) / 1000);
        for (QCustomPlot *plot : m_plots) {
            plot->xAxis->setRange(range);
            QCPRange values;
            bool any = false;
            for (int series = 0; series < plot->graphCount(); ++series) {
                bool found = false;
                const QCPRange one = plot->graph(series)->getValueRange(found, QCP::sdBoth, range);
                if (found && any)
                    values.expand(one);
                else if (found)
                    values = one;
                any = any || found;
            }
            plot->yAxis->setRange(values);
            plot->replot(QCustomPlot::rpQueuedReplot);
        }
    }

    BenchShape m_shape;
    QList<QCustomPlot *> m_plots;
    QList<QCPItemStraightLine *> m_lines;
    std::vector<std::vector<double>> m_extra;
    int m_appended = 0;
};

/// Qt Charts as it comes, with a pen of one pixel.
class ChartPlots : public BenchPlots {
public:
    void load(BenchFile &file) override
    {
        m_shape = file.shape();
        QVBoxLayout *layout = columnOf(this);
        for (int panel = 0; panel < m_shape.panels; ++panel) {
            auto *chart = new QChart;
            auto *x = new QValueAxis;
            auto *y = new QValueAxis;
            chart->addAxis(x, Qt::AlignBottom);
            chart->addAxis(y, Qt::AlignLeft);
            for (int series = 0; series < m_shape.series; ++series) {
                const std::vector<double> values = file.values(panel, series);
                QList<QPointF> points(m_shape.points);
                for (int i = 0; i < m_shape.points; ++i)
                    points[i] = {seconds(i), values[static_cast<size_t>(i)]};
                auto *line = new QLineSeries;
                line->setPen(QPen(lineColor(series), 1));
                line->setName(u"line %1"_s.arg(series));
                line->replace(points);
                chart->addSeries(line);
                line->attachAxis(x);
                line->attachAxis(y);
                m_lines << line;
                m_extra.emplace_back(values.begin() + m_shape.points, values.end());
            }
            auto *view = new QChartView(chart);
            layout->addWidget(view);
            m_views << view;
        }
        showRange(m_shape.firstMs, m_shape.timeMs(m_shape.points - 1));
    }
    void append() override
    {
        const qint64 end = m_shape.points + m_appended;
        for (int i = 0; i < m_lines.size(); ++i)
            m_lines[i]->append(seconds(end), m_extra[static_cast<size_t>(i)][static_cast<size_t>(m_appended)]);
        ++m_appended;
        showRange(m_shape.timeMs(end - m_shape.points + 1), m_shape.timeMs(end));
    }
    void view(qint64 startMs, qint64 endMs) override { showRange(startMs, endMs); }
    [[nodiscard]] QList<QWidget *> canvases() override
    {
        QList<QWidget *> canvases;
        for (QChartView *view : m_views)
            canvases << view->viewport();
        return canvases;
    }

private:
    [[nodiscard]] double seconds(qint64 index) const { return static_cast<double>(m_shape.timeMs(index)) / 1000; }
    void showRange(qint64 startMs, qint64 endMs)
    {
        const auto from = static_cast<double>(startMs) / 1000, to = static_cast<double>(endMs) / 1000;
        for (int panel = 0; panel < m_views.size(); ++panel) {
            double low = std::numeric_limits<double>::infinity(), high = -low;
            for (int series = 0; series < m_shape.series; ++series) {
                const QList<QPointF> points = m_lines[panel * m_shape.series + series]->points();
                for (const QPointF &point : points) {
                    if (point.x() >= from && point.x() <= to) {
                        low = std::min(low, point.y());
                        high = std::max(high, point.y());
                    }
                }
            }
            m_views[panel]->chart()->axes(Qt::Horizontal).first()->setRange(from, to);
            m_views[panel]->chart()->axes(Qt::Vertical).first()->setRange(low, high);
            m_views[panel]->viewport()->update();
        }
    }

    BenchShape m_shape;
    QList<QChartView *> m_views;
    QList<QLineSeries *> m_lines;
    std::vector<std::vector<double>> m_extra;
    int m_appended = 0;
};

} // namespace

std::unique_ptr<BenchPlots> makeBenchPlots(const QString &name)
{
    if (name == u"andon")
        return std::make_unique<OurPlots>(BenchPen::Product);
    if (name == u"andon-pen1")
        return std::make_unique<OurPlots>(BenchPen::One);
    if (name == u"andon-pen2")
        return std::make_unique<OurPlots>(BenchPen::Two);
    if (name == u"qcustomplot")
        return std::make_unique<CustomPlots>();
    if (name == u"qtcharts")
        return std::make_unique<ChartPlots>();
    return name == u"blank" ? std::make_unique<BlankPlots>() : nullptr;
}

} // namespace andon

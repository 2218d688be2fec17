// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/PlainPlots.h"

#include "ui/common/Theme.h"

#include <qcustomplot.h>

#include <QVBoxLayout>

#include <cmath>

namespace andon {

PlainPlots::PlainPlots()
{
    auto *layout = new QVBoxLayout(this);
    for (int i = 0; i < 4; ++i) {
        auto *plot = new QCustomPlot;
        layout->addWidget(plot);
        for (const QColor &color : {themeColors(ThemeKind::Light).stable, themeColors(ThemeKind::Light).canary})
            plot->addGraph()->setPen(QPen(color, 2));
        m_plots << plot;
    }
    resize(1280, 800);
    replot();
    connect(&m_timer, &QTimer::timeout, this, &PlainPlots::replot);
    m_timer.start(1000);
}

void PlainPlots::replot()
{
    ++m_tick;
    QVector<double> x(300);
    QVector<double> y(300);
    for (QCustomPlot *plot : m_plots) {
        for (int line = 0; line < 2; ++line) {
            for (int i = 0; i < x.size(); ++i) {
                x[i] = i + m_tick;
                y[i] = std::sin((i + m_tick + 40 * line) / 17.0) + line;
            }
            plot->graph(line)->setData(x, y, true);
        }
        plot->rescaleAxes();
        plot->replot();
    }
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QCustomPlot;

namespace andon {

/// The peer: what a plain QCustomPlot window costs that shows as many lines and points, replotted once a second.
class PlainPlots : public QWidget {
    Q_OBJECT
public:
    PlainPlots();

private:
    void replot();
    QList<QCustomPlot *> m_plots;
    QTimer m_timer;
    int m_tick = 0;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/BenchPlots.h"
#include "ui/plot/LinesPlot.h"

namespace andon {

enum class BenchPen { Product, One, Two };

/// Andon's own plot, through its public face alone. Product: half of the lines in the stable's look, half in the canary's.
class OurPlots : public BenchPlots {
public:
    explicit OurPlots(BenchPen pen);
    void load(BenchFile &file) override;
    void append() override;
    void view(qint64 startMs, qint64 endMs) override;
    void crosshair(qint64 timeMs) override;
    [[nodiscard]] QList<QWidget *> canvases() override;
    /// Empty rows, then an answer's series by their label "panel": what happens from a query to pixels.
    void showRows(int panels);
    void showAnswer(const MetricsAnswer &answer);

private:
    [[nodiscard]] PlotCurve curve(int series, const QString &version) const;
    void give(int panel);

    BenchPen m_pen;
    LinesPlot m_plot;
    BenchShape m_shape;
    QList<PlotRow> m_rows;
    std::vector<Columns> m_columns;           ///< panel by panel
    std::vector<std::vector<double>> m_extra; ///< the points to append
    int m_appended = 0;
};

} // namespace andon

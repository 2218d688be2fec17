// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/BenchData.h"

#include <QWidget>

#include <memory>

namespace andon {

/// A contestant: four panels of lines over one time axis. Every call asks for a new picture; Y follows what is visible.
class BenchPlots : public QWidget {
public:
    virtual void load(BenchFile &file) = 0;
    virtual void append() = 0;                            ///< one more point on every series, the window slides with it
    virtual void view(qint64 startMs, qint64 endMs) = 0;
    virtual void crosshair(qint64 timeMs) { Q_UNUSED(timeMs) }
    [[nodiscard]] virtual QList<QWidget *> canvases() = 0; ///< a frame is there once all of them have painted
};

/// "andon" (LinesPlot as the product draws it), "andon-pen1", "andon-pen2" (all lines 1 and 2 pixels wide), "qcustomplot",
/// "qtcharts", "blank"; null for another name.
[[nodiscard]] std::unique_ptr<BenchPlots> makeBenchPlots(const QString &name);

} // namespace andon

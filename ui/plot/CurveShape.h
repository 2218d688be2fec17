// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Series.h"
#include "ui/plot/PlotValues.h"

#include <QLineF>
#include <QList>
#include <QPointF>
#include <QRectF>

namespace andon {

/// From times and values to pixels of one row. Pure value.
struct PixelScale {
    QRectF area;
    qint64 startMs = 0;
    qint64 endMs = 1;
    ValueRange values;

    [[nodiscard]] double x(qint64 timeMs) const;
    [[nodiscard]] double y(double value) const; ///< held within some thousand pixels of the area
    [[nodiscard]] qint64 timeAt(double x) const;
};

/// What is drawn of a series: single lines (a polyline wider than one pixel is slow in software rendering) and dots for
/// samples without neighbours.
struct CurveShape {
    QList<QLineF> lines;
    QList<QPointF> dots;
};

/// The visible part of a series. Samples more than `gapMs` apart, and samples with a NaN between them, are never joined.
/// With more than two samples a pixel, each pixel column keeps its first, lowest, highest and last sample.
[[nodiscard]] CurveShape curveShape(const Columns &columns, const PixelScale &scale, qint64 gapMs);

/// `lines` cut into dashes along the time axis; `phaseX` is the pixel where a dash begins, so that dashes travel with
/// the data.
[[nodiscard]] QList<QLineF> dashed(const QList<QLineF> &lines, double on, double off, double phaseX);

/// The usual distance of the samples in ms (the median); 0 with fewer than two samples.
[[nodiscard]] qint64 usualStepMs(const Columns &columns);

/// The sample nearest to `timeMs` within `toleranceMs`; NaN where there is none.
[[nodiscard]] double valueNear(const Columns &columns, qint64 timeMs, qint64 toleranceMs);

/// The range of a row's value axis for the data in view: round bounds, 0 in view where more is worse, 100 % where a
/// share should be high, and the gates in view unless they lie far beyond the data.
[[nodiscard]] ValueRange valueRange(const PlotRow &row, qint64 startMs, qint64 endMs);

} // namespace andon

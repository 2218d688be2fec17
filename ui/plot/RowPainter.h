// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/ClockText.h"
#include "ui/plot/CurveShape.h"
#include "ui/plot/LineLook.h"

class QPainter;

namespace andon {

/// Everything that one row's painting needs; the pointers outlive the painting.
struct RowScene {
    const PlotRow *row = nullptr;
    const LineLooks *looks = nullptr;
    const ThemeColors *colors = nullptr;
    const QList<PlotMark> *marks = nullptr;
    const QList<PlotShade> *shades = nullptr;
    PixelScale scale;
    qint64 nowMs = 0;
    qint64 stepMs = 0; ///< distance of the samples; 0: found from the samples
};

/// What is not known since when, in words for the row.
struct Staleness {
    bool stale = false;  ///< hatched from `sinceMs` to now
    qint64 sinceMs = 0;  ///< the last sample of any curve
    QString words;       ///< "no data for 0:42", "no traffic for 2:10", or empty
};

/// How many of the other versions a row draws beside stable and canary.
inline constexpr int drawnOtherVersions = 6;

/// The distance of a row's samples: `stepMs` where given, else the usual one of its longest curve.
[[nodiscard]] qint64 rowStepMs(const PlotRow &row, qint64 stepMs);
[[nodiscard]] Staleness staleness(const PlotRow &row, qint64 nowMs, qint64 stepMs);
/// What stands in the row where no sample is in view; empty where there is one.
[[nodiscard]] QString emptyRowWords(const PlotRow &row, qint64 startMs, qint64 endMs);
/// The curves that are drawn: stable, canary and the first others.
[[nodiscard]] QList<PlotCurve> drawnCurves(const PlotRow &row, const LineLooks &looks);

/// Shaded windows, gate bands and the hatch over late data.
void paintBackdrop(QPainter &painter, const RowScene &scene);
/// Marks' lines, curves, gates' names, and words.
void paintCurves(QPainter &painter, const RowScene &scene);
/// The marks' shapes and texts in the strip above the rows; texts that would overlap are left out, shapes never.
void paintMarkStrip(QPainter &painter, const QRectF &strip, const RowScene &scene);

} // namespace andon

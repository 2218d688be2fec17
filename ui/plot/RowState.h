// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/LineLook.h"
#include "ui/plot/PlotValues.h"

namespace andon {

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
/// The same for the samples of a span of time: the longest, where history in it was asked for with other steps.
[[nodiscard]] qint64 rowStepMs(const PlotRow &row, qint64 stepMs, qint64 startMs, qint64 endMs);
/// The same for one curve of the row: a baseline was asked for apart from the others, most often less densely.
[[nodiscard]] qint64 curveStepMs(const PlotRow &row, const PlotCurve &curve, qint64 stepMs, qint64 startMs, qint64 endMs);
[[nodiscard]] Staleness staleness(const PlotRow &row, qint64 nowMs, qint64 stepMs);
/// What stands in the row where no sample is in view; empty where there is one.
[[nodiscard]] QString emptyRowWords(const PlotRow &row, qint64 startMs, qint64 endMs);
/// The curves that are drawn: stable, canary and the first others.
[[nodiscard]] QList<PlotCurve> drawnCurves(const PlotRow &row, const LineLooks &looks);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/RowState.h"

#include "ui/plot/CurveShape.h"
#include "ui/plot/LinesPlot.h"

#include <algorithm>
#include <cmath>

namespace andon {

qint64 rowStepMs(const PlotRow &row, qint64 stepMs)
{
    if (stepMs > 0)
        return stepMs;
    const Columns *longest = nullptr;
    for (const PlotCurve &curve : row.curves) {
        if (curve.kind != CurveKind::Baseline && curve.columns && (!longest || curve.columns->size() > longest->size()))
            longest = curve.columns.get();
    }
    const qint64 step = longest ? usualStepMs(*longest) : 0;
    return step > 0 ? step : 1000;
}

/// The longest step that the span was asked for with; 0: with none.
static qint64 longestStepMs(const QList<Covered> &covered, qint64 startMs, qint64 endMs)
{
    qint64 longest = 0;
    for (const Covered &piece : covered) {
        if (piece.startMs <= endMs && piece.endMs >= startMs)
            longest = std::max(longest, piece.stepMs);
    }
    return longest;
}

qint64 rowStepMs(const PlotRow &row, qint64 stepMs, qint64 startMs, qint64 endMs)
{
    const qint64 longest = longestStepMs(row.covered, startMs, endMs);
    return longest > 0 ? longest : rowStepMs(row, stepMs);
}

qint64 curveStepMs(const PlotRow &row, const PlotCurve &curve, qint64 stepMs, qint64 startMs, qint64 endMs)
{
    if (curve.kind != CurveKind::Baseline)
        return rowStepMs(row, stepMs, startMs, endMs);
    qint64 step = longestStepMs(curve.covered, startMs, endMs);
    if (step == 0 && curve.columns)
        step = usualStepMs(*curve.columns);
    return step > 0 ? step : rowStepMs(row, stepMs, startMs, endMs);
}

Staleness staleness(const PlotRow &row, qint64 nowMs, qint64 stepMs)
{
    static constexpr qint64 leastLagMs = 15'000;
    Staleness state;
    qint64 lastNumberMs = 0;
    for (const PlotCurve &curve : row.curves) {
        // What was before says nothing about now.
        if (curve.kind == CurveKind::Baseline || !curve.columns || curve.columns->empty())
            continue;
        state.sinceMs = std::max(state.sinceMs, curve.columns->lastTime());
        for (size_t i = curve.columns->size(); i-- > 0;) {
            if (std::isfinite(curve.columns->value(i))) {
                lastNumberMs = std::max(lastNumberMs, curve.columns->time(i));
                break;
            }
        }
    }
    if (state.sinceMs == 0)
        return state;
    const qint64 lag = nowMs - state.sinceMs;
    const bool missing = lag > std::max(leastLagMs, 5 * rowStepMs(row, stepMs));
    state.stale = row.freshness != Freshness::Live || missing;
    if (state.stale) {
        const QString age = durationText(std::max<qint64>(0, lag) / 1000);
        state.words = (row.freshness == Freshness::Live ? LinesPlot::tr("no samples for %1") : LinesPlot::tr("no data for %1")).arg(age);
    } else if (lastNumberMs < state.sinceMs && state.sinceMs - lastNumberMs > 3 * rowStepMs(row, stepMs)) {
        state.words = lastNumberMs == 0 ? LinesPlot::tr("no traffic")
                                        : LinesPlot::tr("no traffic for %1").arg(durationText((nowMs - lastNumberMs) / 1000));
    }
    return state;
}

QString emptyRowWords(const PlotRow &row, qint64 startMs, qint64 endMs)
{
    if (!row.words.isEmpty())
        return row.words;
    bool any = false;
    for (const PlotCurve &curve : row.curves) {
        if (!curve.columns || curve.columns->empty())
            continue;
        any = true;
        const size_t at = curve.columns->firstAtOrAfter(startMs);
        if (at < curve.columns->size() && curve.columns->time(at) <= endMs)
            return {};
    }
    return any ? LinesPlot::tr("no data in this span of time") : LinesPlot::tr("no data yet");
}

QList<PlotCurve> drawnCurves(const PlotRow &row, const LineLooks &looks)
{
    QStringList others;
    QList<PlotCurve> drawn;
    for (const PlotCurve &curve : row.curves) {
        if (curve.kind != CurveKind::Baseline && looks.role(curve.version) == LineRole::Other && !others.contains(curve.version)) {
            if (others.size() == drawnOtherVersions)
                continue;
            others.append(curve.version);
        }
        drawn.append(curve);
    }
    return drawn;
}

} // namespace andon

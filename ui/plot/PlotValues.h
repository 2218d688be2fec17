// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Freshness.h"
#include "app/lines/Coverage.h"
#include "app/lines/Indicator.h"
#include "app/lines/Series.h"

#include <QString>

#include <memory>
#include <optional>

namespace andon {

/// How a version's line is drawn.
enum class LineRole { Stable, Canary, Other };

enum class MarkTone {
    Neutral,
    Action,
    Warning,
    Critical,
    Over,     ///< something bad ended
    Incident, ///< its shade has a bar along its top, too
};

/// Something that happened, drawn as a vertical line with a small shape and its text.
struct PlotMark {
    qint64 timeMs = 0; ///< ms since the epoch
    QString text;      ///< a few words; hostile text is possible
    MarkTone tone = MarkTone::Neutral;
    bool operator==(const PlotMark &) const = default;
};

/// A window of time shaded behind the lines.
struct PlotShade {
    qint64 startMs = 0;
    qint64 endMs = 0; ///< 0: it has not ended
    MarkTone tone = MarkTone::Neutral;
    bool operator==(const PlotShade &) const = default;
};

enum class CurveKind {
    Main,
    Secondary, ///< drawn thin and dashed, say P50 under P95; the band between the two is filled
    Baseline,  ///< what was before, drawn thin, dotted and grey under everything
};

/// One line of a row.
struct PlotCurve {
    QString version; ///< hostile text; empty where the series has no version
    QString title;   ///< of the indicator, "Latency P95"
    std::shared_ptr<const Columns> columns; ///< may be null: no data
    CurveKind kind = CurveKind::Main;
    bool chosen = false; ///< drawn stronger: the series that the keyboard walks along
    QList<Covered> covered{}; ///< of a baseline, as PlotRow's of the others; empty: alike everywhere
};

/// One request that stands behind a row's curves, drawn as a dot.
struct PlotDot {
    QString version; ///< hostile text
    QString name;    ///< of its trace; hostile text, may be empty
    double value = 0; ///< in the row's unit
    qint64 timeMs = 0;
};

/// One row of the stack: what is drawn over the shared time axis.
struct PlotRow {
    QString title;
    Unit unit = Unit::Ratio;
    Direction direction = Direction::LowerIsWorse;
    Gate gate;
    QList<PlotCurve> curves; ///< in the order of the value table
    bool logarithmic = false; ///< the value axis, where all that is drawn may be above zero
    bool band = false;       ///< main and secondary curves are quantiles: what lies between them is filled
    QList<PlotDot> dots;     ///< in rising time
    Freshness freshness = Freshness::Lost;
    QList<Covered> covered;  ///< how densely which times were asked for; empty: alike everywhere
    QList<qint64> resets;    ///< where a counter began anew, ms since the epoch
    QString words;           ///< written into the row where there is nothing to draw, "no source: ..."
};

/// One cell of the crosshair's value table.
struct CrosshairValue {
    int row = 0;
    QString title;   ///< of the indicator
    QString version;
    double value = 0; ///< NaN where there is no sample at that time
    Unit unit = Unit::Ratio;
};

struct ValueRange {
    double low = 0;
    double high = 1;
    bool logarithmic = false; ///< then 0 < low
    bool operator==(const ValueRange &) const = default;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/LatestValues.h"

#include "app/base/DisplayText.h"
#include "ui/common/ErrorText.h"
#include "ui/common/WarningsText.h"
#include "ui/lines/LinesPanel.h"
#include "ui/plot/RowState.h"
#include "ui/plot/ValueText.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr qint64 leastLagMs = 15'000;

static PlotRow rowOf(const IndicatorReading &reading)
{
    PlotRow row;
    row.freshness = reading.freshness;
    for (const VersionColumns &version : reading.versions)
        row.curves.append({version.version, {}, version.columns});
    return row;
}

QList<LatestValue> latestValues(const IndicatorReading &reading, qint64 nowMs, qint64 stepMs)
{
    const PlotRow row = rowOf(reading);
    const Staleness state = staleness(row, nowMs, stepMs);
    const qint64 tolerance = std::max(leastLagMs, 5 * rowStepMs(row, stepMs));
    QList<LatestValue> values;
    for (const VersionColumns &version : reading.versions) {
        LatestValue latest;
        latest.version = version.version;
        latest.value = latestValue(reading, version.version, state.sinceMs, tolerance);
        latest.late = state.stale;
        latest.state = state.stale ? GateState::Unknown : gateState(reading.indicator, latest.value);
        values.append(latest);
    }
    return values;
}

QString readingTrouble(const IndicatorReading &reading, qint64 nowMs, qint64 stepMs)
{
    if (reading.indicator.query.isEmpty())
        return reading.indicator.noSource.isEmpty()
            ? LinesPanel::tr("no source")
            : LinesPanel::tr("no source: %1").arg(displaySafe(reading.indicator.noSource));
    const Staleness state = staleness(rowOf(reading), nowMs, stepMs);
    if (state.sinceMs == 0)
        return reading.error ? LinesPanel::tr("no data yet: %1").arg(errorBrief(*reading.error)) : LinesPanel::tr("no data yet");
    return state.words;
}

QString readingWarning(const IndicatorReading &reading)
{
    QStringList said;
    if (reading.versionsLeftOut > 0)
        said << LinesPanel::tr("%n version(s) left out, narrow the query %1", nullptr, static_cast<int>(reading.versionsLeftOut))
                    .arg(displaySafe(reading.indicator.query, 200));
    if (!reading.warnings.isEmpty())
        said << LinesPanel::tr("the source warns: %1").arg(warningsText(reading.warnings));
    if (!reading.historyWarnings.isEmpty())
        said << LinesPanel::tr("the source warned of what was read before: %1").arg(warningsText(reading.historyWarnings));
    return said.join(u"; "_s);
}

QString gateShape(GateState state)
{
    return state == GateState::Stop ? u"▲"_s : state == GateState::Warn ? u"◆"_s : QString();
}

QString gateWords(GateState state)
{
    switch (state) {
    case GateState::Stop: return LinesPanel::tr("stop crossed");
    case GateState::Warn: return LinesPanel::tr("warn crossed");
    case GateState::Inside: return LinesPanel::tr("inside");
    case GateState::Unknown: return LinesPanel::tr("unknown");
    }
    return {};
}

QString gateText(const Indicator &indicator)
{
    if (!indicator.gate.warn && !indicator.gate.stop)
        return {};
    const auto text = [&](std::optional<double> gate) { return gate ? valueText(*gate, indicator.unit) : u"–"_s; };
    return (indicator.direction == Direction::HigherIsWorse ? u"> "_s : u"< "_s) + text(indicator.gate.warn) + u" / "_s
        + text(indicator.gate.stop);
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/GateAlarms.h"

#include "ui/lines/LatestValues.h"

#include <algorithm>
#include <cmath>

namespace andon {

/// Back from the end over everything that is beyond a gate or missing.
static qint64 runStartMs(const Indicator &indicator, const Columns &columns)
{
    qint64 since = columns.empty() ? 0 : columns.lastTime();
    for (size_t i = columns.size(); i-- > 0;) {
        const GateState state = gateState(indicator, columns.value(i));
        if (state == GateState::Inside)
            break;
        if (state != GateState::Unknown)
            since = columns.time(i);
    }
    return since;
}

QList<GateAlarm> gateAlarms(const QList<IndicatorReading> &readings, qint64 nowMs, qint64 stepMs)
{
    struct Ranked {
        GateAlarm alarm;
        bool headline;
    };
    QList<Ranked> found;
    for (const IndicatorReading &reading : readings) {
        const Indicator &indicator = reading.indicator;
        const QList<LatestValue> latest = latestValues(reading, nowMs, stepMs);
        for (qsizetype i = 0; i < latest.size(); ++i) {
            const GateState state = gateState(indicator, latest[i].value);
            const auto &columns = reading.versions[i].columns;
            if ((state != GateState::Warn && state != GateState::Stop) || !columns || columns->empty())
                continue;
            const double gate = (state == GateState::Stop ? indicator.gate.stop : indicator.gate.warn).value_or(0);
            const qint64 lateMs = latest[i].late ? std::max<qint64>(1, nowMs - columns->lastTime()) : 0;
            found.append({{indicator.id, indicator.title, latest[i].version, state, latest[i].value, gate, indicator.unit,
                           indicator.direction, runStartMs(indicator, *columns), lateMs}, indicator.headline});
        }
    }
    const auto rank = [](const Ranked &one) { return (one.alarm.state == GateState::Stop ? 0 : 2) + (one.headline ? 0 : 1); };
    std::stable_sort(found.begin(), found.end(), [&](const Ranked &a, const Ranked &b) { return rank(a) < rank(b); });
    QList<GateAlarm> alarms;
    for (const Ranked &one : std::as_const(found))
        alarms.append(one.alarm);
    return alarms;
}

int freshIndicators(const QList<IndicatorReading> &readings, qint64 nowMs, qint64 stepMs)
{
    return static_cast<int>(std::count_if(readings.cbegin(), readings.cend(), [&](const IndicatorReading &reading) {
        const QList<LatestValue> latest = latestValues(reading, nowMs, stepMs);
        return std::any_of(latest.cbegin(), latest.cend(),
                           [](const LatestValue &value) { return !value.late && std::isfinite(value.value); });
    }));
}

} // namespace andon

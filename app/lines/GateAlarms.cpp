// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/GateAlarms.h"

#include <algorithm>
#include <cmath>

namespace andon {

/// How fresh a reading is: the same measure as the board's.
struct Aged {
    qint64 lastMs = 0; ///< newest sample of any version
    qint64 toleranceMs = 0;
    bool late = false;
};

static Aged agedOf(const IndicatorReading &reading, qint64 nowMs, qint64 stepMs)
{
    static constexpr qint64 leastLagMs = 15'000;
    Aged aged;
    aged.toleranceMs = std::max(leastLagMs, 5 * stepMs);
    for (const VersionColumns &version : reading.versions) {
        if (version.columns && !version.columns->empty())
            aged.lastMs = std::max(aged.lastMs, version.columns->lastTime());
    }
    aged.late = aged.lastMs != 0 && (reading.freshness != Freshness::Live || nowMs - aged.lastMs > aged.toleranceMs);
    return aged;
}

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
        const Aged aged = agedOf(reading, nowMs, stepMs);
        for (const VersionColumns &version : reading.versions) {
            const double value = latestValue(reading, version.version, aged.lastMs, aged.toleranceMs);
            const GateState state = gateState(indicator, value);
            if (state != GateState::Warn && state != GateState::Stop)
                continue;
            const double gate = (state == GateState::Stop ? indicator.gate.stop : indicator.gate.warn).value_or(0);
            const qint64 lateMs = aged.late ? std::max<qint64>(1, nowMs - version.columns->lastTime()) : 0;
            found.append({{indicator.id, indicator.title, version.version, state, value, gate, indicator.unit,
                           indicator.direction, runStartMs(indicator, *version.columns), lateMs}, indicator.headline});
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
        const Aged aged = agedOf(reading, nowMs, stepMs);
        return !aged.late && std::any_of(reading.versions.cbegin(), reading.versions.cend(), [&](const VersionColumns &version) {
            return std::isfinite(latestValue(reading, version.version, aged.lastMs, aged.toleranceMs));
        });
    }));
}

} // namespace andon

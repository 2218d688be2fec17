// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/IndicatorReading.h"

namespace andon {

/// A version of an indicator beyond one of its gates.
struct GateAlarm {
    QString indicatorId;
    QString title;    ///< of the indicator
    QString version;  ///< hostile text; empty where the series has none
    GateState state = GateState::Warn;
    double value = 0; ///< the last one known
    double gate = 0;  ///< the one that was passed
    Unit unit = Unit::Ratio;
    Direction direction = Direction::HigherIsWorse;
    qint64 sinceMs = 0;  ///< first sample of the run beyond a gate, ms since the epoch
    qint64 lateMs = 0;   ///< age of the last sample where data are late, else 0: what was true then may be over
    bool operator==(const GateAlarm &) const = default;
};

/// What is beyond a gate, worst first, headlines first, then by the readings' order; the order does not depend on values.
[[nodiscard]] QList<GateAlarm> gateAlarms(const QList<IndicatorReading> &readings, qint64 nowMs, qint64 stepMs);
/// How many indicators have a fresh value of at least one version.
[[nodiscard]] int freshIndicators(const QList<IndicatorReading> &readings, qint64 nowMs, qint64 stepMs);

} // namespace andon

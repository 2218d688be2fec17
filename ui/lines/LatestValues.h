// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/IndicatorReading.h"
#include "ui/plot/PlotValues.h"

namespace andon {

/// The last known value of one version, and whether it may still be judged.
struct LatestValue {
    QString version;
    double value = 0;                     ///< NaN: no traffic, or no sample at the end of the data
    GateState state = GateState::Unknown; ///< Unknown on late data
    bool late = false;
};

/// The last value of every version. A version whose samples ended earlier than the others' has NaN.
[[nodiscard]] QList<LatestValue> latestValues(const IndicatorReading &reading, qint64 nowMs, qint64 stepMs);

/// "no data for 0:42", "no source", the server's error, or empty where all is well.
[[nodiscard]] QString readingTrouble(const IndicatorReading &reading, qint64 nowMs, qint64 stepMs);

/// What the answers on show warned of: versions left out with the query to narrow, the source's words with the last one, and
/// those with earlier ones; empty where they warned of nothing.
[[nodiscard]] QString readingWarning(const IndicatorReading &reading);

/// "▲", "◆", or nothing: a shape beside the colour.
[[nodiscard]] QString gateShape(GateState state);
/// "stop crossed", "warn crossed", "inside", "unknown".
[[nodiscard]] QString gateWords(GateState state);
/// Warn, then stop: "< 95.0 % / 90.0 %"; empty without a gate.
[[nodiscard]] QString gateText(const Indicator &indicator);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the canary stands on its card and beyond which gates; what is made of it is in CardDecision.cpp.
#include "app/canary/CardDecision.h"

#include <algorithm>
#include <cmath>

namespace andon {

bool isBeyondGate(const Indicator &indicator, double value, double gate)
{
    return indicator.direction == Direction::HigherIsWorse ? value > gate : value < gate;
}

int cardStepAt(const StrategyCard &card, double weight)
{
    const auto found = std::find_if(card.steps.begin(), card.steps.end(), [&](const CardStep &one) { return std::abs(one.weight - weight) <= 0.5; });
    return found == card.steps.end() ? -1 : static_cast<int>(found - card.steps.begin());
}

std::optional<double> stopGateOf(const StrategyCard *card, const Indicator &indicator)
{
    if (card) {
        for (const CardThreshold &threshold : card->thresholds) {
            if (threshold.indicator == indicator.id && threshold.gate)
                return threshold.gate;
        }
    }
    return indicator.gate.stop;
}

QStringList crossedGates(const StrategyCard *card, const QList<Indicator> &indicators, const QMap<QString, GuardReading> &readings)
{
    QStringList ids;
    for (const Indicator &indicator : indicators) {
        const std::optional<double> gate = stopGateOf(card, indicator);
        if (gate && isBeyondGate(indicator, readings.value(indicator.id).canary, *gate))
            ids << indicator.id;
    }
    return ids;
}

} // namespace andon

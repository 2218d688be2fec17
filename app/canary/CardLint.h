// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardPower.h"

#include <QMap>

namespace andon {

/// In the order of their weight. A card with an error is not started.
enum class CardSeverity { Note, Warning, Error };

/// One thing that a card leaves open.
struct CardFinding {
    CardSeverity severity = CardSeverity::Note;
    QString place; ///< JSON pointer in the card; of what is missing where it belongs: "/steps/0/window_seconds", "/owner"
    QString code;  ///< stable for scripts: "blind_step", "no_owner"
    QString words; ///< English, with the numbers and what to do
};

/// The traffic now seen.
struct CardTraffic {
    std::optional<double> requestsPerSecond; ///< of all versions together; none: not known
    std::optional<double> baseRate;          ///< bad of all requests on stable, 0 to 1, where an indicator has none of its own, or 0
    QMap<QString, double> baseRates;         ///< by indicator
    std::optional<QStringList> counted{};    ///< indicators that the judge counts; none: not known
};

/// What one threshold can see at one step. Seconds; infinite: never at this weight.
struct StepPower {
    qsizetype step = 0; ///< from 0
    QString indicator;
    double baseRate = 0;
    double until15 = 0; ///< from nothing, at this weight: 1.5 times as bad is seen
    double until2 = 0;
    double until5 = 0;
    double untilNotWorse = 0; ///< as good as stable is proven "not worse than r0"
};

struct CardLintReport {
    QList<StepPower> power;      ///< by threshold, then step; empty where the traffic is not known
    QList<CardFinding> findings; ///< in the order of the card
    [[nodiscard]] bool hasErrors() const;
};

[[nodiscard]] QString severityWord(CardSeverity severity); ///< "note", "warning", "error"
/// The traffic of one threshold; none where it is not known.
[[nodiscard]] std::optional<PowerInput> powerInput(const StrategyCard &card, const CardThreshold &threshold,
                                                   const CardTraffic &traffic);
/// What speaks against starting with this card. Pure.
[[nodiscard]] CardLintReport lintCard(const StrategyCard &card, const QList<Indicator> &indicators, const CardTraffic &traffic);

} // namespace andon

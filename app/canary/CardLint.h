// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardPower.h"
#include "app/canary/CountQueries.h"

#include <QMap>

namespace andon {

/// In the order of their weight. By a card with an error no canary goes on, see standingErrors().
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
    std::optional<QStringList> counted{};    ///< indicators that the judge counts, on the card or not; none: not known
    QStringList means{};                     ///< those of them that are a mean: nothing is foretold of them
    std::optional<QStringList> labels{};     ///< by which any of them is counted again; none: not known
    QMap<QString, double> dispersions{};     ///< by indicator: stable's upper estimate; where there is none, independent events are assumed
};

/// No traffic seen yet, and what the judge counts: by it the lint knows how many lines share the false alarms.
[[nodiscard]] CardTraffic trafficOf(const QList<CountQueries> &judged);

/// What one threshold can see at one step. Seconds; infinite: never at this weight.
struct StepPower {
    qsizetype step = 0; ///< from 0
    QString indicator;
    double baseRate = 0;
    double dispersion = 1; ///< that evidence is divided by
    double until15 = 0; ///< from nothing, at this weight: 1.5 times as bad is seen
    double until2 = 0;
    double until5 = 0;
    double untilNotWorse = 0; ///< as good as stable is proven "not worse than r0"
};

struct CardLintReport {
    QList<StepPower> power;      ///< by threshold that is counted, then step; empty where the traffic is not known
    QList<CardFinding> findings; ///< in the order of the card
    [[nodiscard]] bool hasErrors() const;
};

[[nodiscard]] QString severityWord(CardSeverity severity); ///< "note", "warning", "error"
/// What one threshold meets, as the judge would judge it; none where that is not known, or nothing counts it.
[[nodiscard]] std::optional<PowerInput> powerInput(const StrategyCard &card, const CardThreshold &threshold,
                                                   const CardTraffic &traffic);
/// What speaks against starting with this card. Pure.
[[nodiscard]] CardLintReport lintCard(const StrategyCard &card, const QList<Indicator> &indicators, const CardTraffic &traffic);
/// The errors that stand in the card and the workspace, whatever the traffic is now: no canary goes on by such a card. `counted`:
/// indicators that the judge counts. Pure.
[[nodiscard]] QList<CardFinding> standingErrors(const StrategyCard &card, const QList<Indicator> &indicators, const QStringList &counted);

} // namespace andon

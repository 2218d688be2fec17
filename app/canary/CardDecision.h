// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardLint.h"
#include "app/canary/JudgeDesk.h"

namespace andon {

/// In the order of their weight.
enum class CardOutcome {
    Passes, ///< the canary may go on to its next step
    Holds,  ///< not yet, and the reasons say what is missing
    Stops,  ///< a threshold is crossed: the card names what to pull
};

/// What decided, the weightier later.
enum class DecisionRule {
    NotWorse,         ///< passes: shown by the judge
    InsideGate,       ///< passes: no counts to compare, and the value is inside its gate
    NoneSeen,         ///< passes: undecided without a regression, on a step that is not the last before all traffic
    NotCompared,      ///< passes: with all traffic there is no stable left to compare with
    UnmetStratum,     ///< noted: stable serves `name` of `label`, the canary never met it
    ApprovalsAsked,   ///< noted: `limit` people have to agree, `name` lists them
    Undecided,        ///< holds: the judge cannot tell yet, `judged` says why where it is blind; `seconds` to its expected decision, where it can be foretold
    MinimumSamples,   ///< holds: `value` requests on the canary of `limit`
    Window,           ///< holds: `value` seconds of `limit` are over
    WindowUnknown,    ///< holds: nobody knows since when the canary stands at its step
    OffCard,          ///< holds: the weight `value` (percent; NaN: not known) is no step of the card
    Unknown,          ///< holds: the judge has no data, see `unknown`
    NoReading,        ///< holds: the gate has no fresh value on the canary
    NotCounted,       ///< holds: the card asks for a comparison, and nothing counts the indicator
    Warn,             ///< holds: the value stands beyond the warn gate, and a pause condition names it
    ShareOff,         ///< holds: the observed share is not the weight, and a pause condition names it
    NoThreshold,      ///< holds: the card has none, so nothing can pass
    CardFault,        ///< holds: the card has an error, `name` says it and `label` is its code
    RegressionSet,    ///< holds, or noted: `name` says what the last run of the regression set found, `value` passed of `limit`
    Deadline,         ///< holds: `value` seconds since the start, of `limit`
    StratumRegressed, ///< holds: `name` of `label` is worse
    Gate,             ///< stops: `value` stands beyond the gate `limit`
    Regressed,        ///< stops: the judge says so by its rule `judged`
};

/// One reason of a decision. Whole value; `label` and `name` are hostile.
struct DecisionReason {
    CardOutcome outcome = CardOutcome::Passes; ///< what this reason alone asks for
    DecisionRule rule = DecisionRule::NotWorse;
    QString indicator;   ///< id; empty: the step as a whole
    double value = std::numeric_limits<double>::quiet_NaN(); ///< see the rule; in the indicator's unit at gates
    double limit = std::numeric_limits<double>::quiet_NaN();
    std::optional<double> seconds{};     ///< until it is expected to change; none: not known
    VerdictRule judged = VerdictRule::None;
    UnknownReason unknown = UnknownReason::None;
    std::optional<TimePoint> since{};
    bool isMean = false; ///< a comparison's value and limit are means in the indicator's unit, not shares
    bool pauses = false; ///< a pause condition of the card names it: the canary is to be held at its step
    QString label{};
    QString name{};
};

/// What is measured of an indicator now, in its unit; NaN: no fresh sample.
struct GuardReading {
    double canary = std::numeric_limits<double>::quiet_NaN();
    double stable = std::numeric_limits<double>::quiet_NaN();
};

/// What the last run of the regression set says of one version.
struct RegressionStanding {
    bool open = false;   ///< all of it was run against the version and passed
    qint64 passed = 0;
    qint64 size = 0;     ///< samples of the set
    QString words;       ///< in English, why; holds hostile ids
    bool operator==(const RegressionStanding &) const = default;
};

/// Since when what pause conditions name has been so without a break; an empty indicator: the canary as a whole.
using CauseTimes = QMap<std::pair<PauseCause, QString>, TimePoint>;

/// All that a decision is made of. Plain value.
struct DecisionInput {
    StrategyCard card;
    QList<Indicator> indicators;          ///< of the service
    QList<LineVerdict> lines;             ///< of every counted indicator
    QMap<QString, GuardReading> readings; ///< by indicator
    double weight = std::numeric_limits<double>::quiet_NaN(); ///< of the canary, percent
    std::optional<qint64> secondsInStep;     ///< none: not known
    std::optional<qint64> secondsSinceStart; ///< of the canary; none: not known
    CauseTimes causesSince;               ///< a cause that is true now and has no entry counts as lasting: nobody saw it begin
    TimePoint now;
    std::optional<RegressionStanding> regression{}; ///< of the canary; none: not read (yet)
    QList<CardFinding> cardErrors{};      ///< see standingErrors(): each holds
    [[nodiscard]] std::optional<qint64> window() const; ///< of the step that the weight is, seconds; none: it is no step of the card
    [[nodiscard]] bool isWindowOver() const;            ///< false where either time is not known
    [[nodiscard]] bool hasAllTraffic() const { return weight >= 99.5; } ///< stable has nothing left to tell
    [[nodiscard]] const Indicator *indicator(const QString &id) const;  ///< null: the service has none of this id
    [[nodiscard]] const LineVerdict *line(const QString &id) const;     ///< null: nothing counts it
};

/// May this canary go on to its next step?
struct CardDecision {
    CardOutcome outcome = CardOutcome::Holds;
    QList<DecisionReason> reasons;        ///< the weightiest first, then in the card's order; never empty; what passes stands last
    std::optional<RollbackAction> action; ///< Stops: what the card names; Holds: pause, where a pause condition is met; else none
    int step = -1;                        ///< of the card; -1: the weight is none of its steps'
    bool lastStep = false;                ///< the next one gives the canary all traffic, or there is none
    [[nodiscard]] const DecisionReason &first() const { return reasons.first(); }
    /// The weightiest reason about one indicator; null: it is none of the card's.
    [[nodiscard]] const DecisionReason *of(const QString &indicator) const;
};

/// The card's step of this weight (percent, to half a point), -1 where there is none.
[[nodiscard]] int cardStepAt(const StrategyCard &card, double weight);
/// Worse than the gate; equal to it is inside, NaN is nowhere.
[[nodiscard]] bool isBeyondGate(const Indicator &indicator, double value, double gate);
/// The stop gate of an indicator: the card's, else its own.
[[nodiscard]] std::optional<double> stopGateOf(const StrategyCard *card, const Indicator &indicator);
/// Ids of the indicators whose newest value on the canary stands beyond their stop gate, in the workspace's order: a stop,
/// whatever the statistics say. `card`: null where there is none.
[[nodiscard]] QStringList crossedGates(const StrategyCard *card, const QList<Indicator> &indicators, const QMap<QString, GuardReading> &readings);
/// The whole decision. Pure.
/// - A threshold whose line regressed, or whose value stands beyond its gate, stops; so does a regression of a counted line, and
///   a stop gate of any indicator, that the card does not name. Somebody whom any line shows to be hurt holds. The action is the
///   strongest that the crossed thresholds name, as the rollback method details it; where none is named, the method's first.
/// - A pass needs the step's window to be over, the minimum of samples, a fresh value for each gate and a judge that is not
///   Unknown. Undecided passes on a step before the last unless a pause condition names it, or the judge is blind: too many
///   polls lost, too few requests, or the scatter of bad events not known yet while the canary has some. The last step before
///   all traffic needs every compared line to be shown not worse. No data never passes.
/// - A card with an error passes nothing: it was not fit to start by.
/// - Where the card asks for the regression set, all of it was run against the canary and passed.
[[nodiscard]] CardDecision decide(const DecisionInput &input);

[[nodiscard]] QString outcomeWord(CardOutcome outcome); ///< "passes", "holds", "stops"
[[nodiscard]] QString decisionRuleWord(DecisionRule rule); ///< "minimum_samples"
/// One reason in English for verbs, journal and refusals: "timeout_rate is worse than stable (sequential test)". Hostile text
/// stands in it as it is.
[[nodiscard]] QString reasonWords(const DecisionReason &reason);
/// "stop: rollback; timeout_rate is worse than stable": the outcome, the action and the first reason.
[[nodiscard]] QString decisionWords(const CardDecision &decision);
/// {"decision", "action", "step", "last_step", "reasons": [{"outcome", "rule", "words", …}]}
[[nodiscard]] nlohmann::json decisionJson(const CardDecision &decision);

} // namespace andon

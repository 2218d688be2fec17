// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/CardDecision.h"

#include "app/canary/CardPauses.h"

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// The strongest last.
int strength(Verb verb)
{
    switch (verb) {
    case Verb::Pause: return 1;
    case Verb::Degrade: return 2;
    case Verb::Throttle: return 3;
    case Verb::Rollback: return 4;
    case Verb::Promote:
    case Verb::Resume:
    case Verb::Restore: break;
    }
    return 0;
}

/// The judge has counts and cannot tell by them whether the canary is worse. Where the canary has no bad event at all it can,
/// however bad events scatter: nothing speaks against it.
bool isBlind(const Verdict &verdict)
{
    switch (verdict.rule) {
    case VerdictRule::DispersionUnknown: return !(verdict.canaryValue <= 0);
    case VerdictRule::LostPolls:
    case VerdictRule::MinimumRequests: return true;
    default: return false;
    }
}

/// Where the canary stands on its card, and what is true of it now.
class Decider {
public:
    explicit Decider(const DecisionInput &input);
    CardDecision run();

private:
    void add(const DecisionReason &reason) { m_decision.reasons.append(reason); }
    void place();
    void time();
    void regression();
    void faults();
    void threshold(const CardThreshold &threshold);
    void comparison(const CardThreshold &threshold, const LineVerdict &line);
    void uncounted(const CardThreshold &threshold, const Indicator *indicator);
    void strata(const LineVerdict &line);
    void others();
    void notes();
    void conclude();
    [[nodiscard]] std::optional<RollbackAction> stopAction() const;

    const DecisionInput &m_input;
    const StrategyCard &m_card;
    CardDecision m_decision;
};

Decider::Decider(const DecisionInput &input)
    : m_input(input)
    , m_card(input.card)
{
    m_decision.step = cardStepAt(m_card, input.weight);
    if (m_decision.step >= 0) {
        m_decision.lastStep = m_decision.step + 1 >= m_card.steps.size() || m_card.steps[m_decision.step + 1].weight >= 100;
    }
}

CardDecision Decider::run()
{
    for (const CardThreshold &one : m_card.thresholds)
        threshold(one);
    if (m_card.thresholds.isEmpty())
        add({CardOutcome::Holds, DecisionRule::NoThreshold, {}});
    others();
    place();
    time();
    regression();
    faults();
    addPauses(m_input, m_decision.reasons);
    notes();
    conclude();
    return std::move(m_decision);
}

void Decider::place()
{
    if (m_decision.step < 0)
        add({CardOutcome::Holds, DecisionRule::OffCard, {}, m_input.weight});
}

void Decider::time()
{
    const std::optional<qint64> window = m_input.window();
    if (window && !m_input.secondsInStep)
        add({CardOutcome::Holds, DecisionRule::WindowUnknown, {}});
    else if (window && !m_input.isWindowOver()) {
        const auto left = static_cast<double>(*window - *m_input.secondsInStep);
        add({CardOutcome::Holds, DecisionRule::Window, {}, static_cast<double>(*m_input.secondsInStep), static_cast<double>(*window), left});
    }
    if (m_card.deadlineSeconds && m_input.secondsSinceStart && *m_input.secondsSinceStart > *m_card.deadlineSeconds) {
        add({CardOutcome::Holds, DecisionRule::Deadline, {}, static_cast<double>(*m_input.secondsSinceStart),
             static_cast<double>(*m_card.deadlineSeconds)});
    }
}

void Decider::regression()
{
    if (!m_card.regressionPasses)
        return;
    const RegressionStanding standing = m_input.regression.value_or(RegressionStanding{false, 0, 0, u"The regression set was not read yet"_s});
    DecisionReason reason{standing.open ? CardOutcome::Passes : CardOutcome::Holds, DecisionRule::RegressionSet, {},
                          static_cast<double>(standing.passed), static_cast<double>(standing.size)};
    reason.name = standing.words;
    add(reason);
}

void Decider::faults()
{
    for (const CardFinding &error : m_input.cardErrors) {
        DecisionReason reason{CardOutcome::Holds, DecisionRule::CardFault, {}};
        reason.label = error.code;
        reason.name = error.words;
        add(reason);
    }
}

void Decider::threshold(const CardThreshold &threshold)
{
    const Indicator *indicator = m_input.indicator(threshold.indicator);
    const double value = m_input.readings.value(threshold.indicator).canary;
    const std::optional<double> gate = indicator ? stopGateOf(&m_card, *indicator) : threshold.gate;
    if (gate && std::isnan(value))
        add({CardOutcome::Holds, DecisionRule::NoReading, threshold.indicator, value, *gate});
    else if (gate && indicator && isBeyondGate(*indicator, value, *gate))
        add({CardOutcome::Stops, DecisionRule::Gate, threshold.indicator, value, *gate});
    if (const LineVerdict *line = m_input.line(threshold.indicator))
        comparison(threshold, *line);
    else
        uncounted(threshold, indicator);
}

void Decider::comparison(const CardThreshold &threshold, const LineVerdict &line)
{
    const Verdict &verdict = line.verdict;
    DecisionReason reason{CardOutcome::Holds, DecisionRule::Unknown, threshold.indicator, verdict.canaryValue, verdict.stableValue};
    reason.judged = verdict.rule;
    reason.isMean = verdict.asymptotic;
    reason.since = verdict.since;
    const auto needed = static_cast<double>(threshold.minimumSamples);
    if (verdict.kind == VerdictKind::Regressed) {
        reason.outcome = CardOutcome::Stops;
        reason.rule = DecisionRule::Regressed;
    } else if (m_input.hasAllTraffic()) {
        reason.outcome = CardOutcome::Passes;
        reason.rule = DecisionRule::NotCompared;
    } else if (verdict.kind == VerdictKind::Unknown) {
        reason.unknown = verdict.reason;
    } else if (verdict.canaryRequests < needed && !verdict.asymptotic) { // a mean has its own minimum of values
        reason.rule = DecisionRule::MinimumSamples;
        reason.value = verdict.canaryRequests;
        reason.limit = needed;
    } else if (verdict.kind == VerdictKind::NotWorse) {
        reason.outcome = CardOutcome::Passes;
        reason.rule = DecisionRule::NotWorse;
    } else {
        const bool holds = m_decision.lastStep || isBlind(verdict);
        reason.outcome = holds ? CardOutcome::Holds : CardOutcome::Passes;
        reason.rule = holds ? DecisionRule::Undecided : DecisionRule::NoneSeen;
        if (verdict.forecast)
            reason.seconds = verdict.forecast->seconds;
    }
    add(reason);
    strata(line);
}

/// A gauge, a quantile, a price: the gate alone judges it, over as many requests as any line counted on the canary.
void Decider::uncounted(const CardThreshold &threshold, const Indicator *indicator)
{
    const bool hasGate = indicator && stopGateOf(&m_card, *indicator);
    const double value = m_input.readings.value(threshold.indicator).canary;
    if (threshold.notWorseThan || !hasGate) {
        add({CardOutcome::Holds, DecisionRule::NotCounted, threshold.indicator, value});
        return;
    }
    double samples = 0;
    for (const LineVerdict &line : m_input.lines)
        samples = std::max(samples, line.verdict.canaryRequests);
    const auto needed = static_cast<double>(threshold.minimumSamples);
    if (samples < needed && !m_input.hasAllTraffic())
        add({CardOutcome::Holds, DecisionRule::MinimumSamples, threshold.indicator, samples, needed});
    else
        add({CardOutcome::Passes, DecisionRule::InsideGate, threshold.indicator, value, *stopGateOf(&m_card, *indicator)});
}

void Decider::strata(const LineVerdict &line)
{
    for (const LabelVerdict &label : line.labels) {
        const auto worst = std::find_if(label.strata.begin(), label.strata.end(),
                                        [](const StratumRank &one) { return one.verdict.kind == VerdictKind::Regressed; });
        if (label.regressed || worst != label.strata.end()) {
            DecisionReason reason{CardOutcome::Holds, DecisionRule::StratumRegressed, line.indicatorId};
            reason.label = label.label;
            if (worst != label.strata.end())
                reason.name = QString::fromStdString(worst->name);
            add(reason);
        }
        for (const UnmetStratum &unmet : label.unmet) {
            DecisionReason reason{CardOutcome::Passes, DecisionRule::UnmetStratum, line.indicatorId, unmet.stableRequests, unmet.expected};
            reason.label = label.label;
            reason.name = QString::fromStdString(unmet.name);
            add(reason);
        }
    }
}

/// What the card does not name: a crossed gate and a regression are that all the same, of all requests or of somebody's.
void Decider::others()
{
    for (const QString &id : crossedGates(&m_card, m_input.indicators, m_input.readings)) {
        const Indicator *crossed = m_input.indicator(id);
        if (!isOnCard(m_card, id))
            add({CardOutcome::Stops, DecisionRule::Gate, id, m_input.readings.value(id).canary, *stopGateOf(&m_card, *crossed)});
    }
    for (const LineVerdict &line : m_input.lines) {
        if (isOnCard(m_card, line.indicatorId))
            continue;
        strata(line);
        if (line.verdict.kind != VerdictKind::Regressed)
            continue;
        DecisionReason reason{CardOutcome::Stops, DecisionRule::Regressed, line.indicatorId, line.verdict.canaryValue, line.verdict.stableValue};
        reason.judged = line.verdict.rule;
        reason.isMean = line.verdict.asymptotic;
        reason.since = line.verdict.since;
        add(reason);
    }
}

void Decider::notes()
{
    if (m_card.approvals.count <= 0)
        return;
    DecisionReason reason{CardOutcome::Passes, DecisionRule::ApprovalsAsked, {}};
    reason.limit = m_card.approvals.count;
    reason.name = (m_card.approvals.names + m_card.approvals.roles).join(u", "_s);
    add(reason);
}

std::optional<RollbackAction> Decider::stopAction() const
{
    std::optional<Verb> verb;
    for (const DecisionReason &reason : m_decision.reasons) {
        if (reason.outcome != CardOutcome::Stops)
            continue;
        for (const CardThreshold &one : m_card.thresholds) {
            if (one.indicator == reason.indicator && one.action && (!verb || strength(*one.action) > strength(*verb)))
                verb = one.action;
        }
    }
    if (!verb)
        return m_card.rollback.isEmpty() ? std::nullopt : std::optional(m_card.rollback.first());
    const auto detailed = std::find_if(m_card.rollback.begin(), m_card.rollback.end(), [&](const RollbackAction &one) { return one.verb == *verb; });
    return detailed == m_card.rollback.end() ? RollbackAction{*verb, {}, {}} : *detailed;
}

void Decider::conclude()
{
    // Of what holds, what only takes time comes after what somebody has to look at.
    const auto rank = [](const DecisionReason &one) { return std::pair(-static_cast<int>(one.outcome), -static_cast<int>(one.rule)); };
    std::stable_sort(m_decision.reasons.begin(), m_decision.reasons.end(),
                     [&](const DecisionReason &a, const DecisionReason &b) { return rank(a) < rank(b); });
    m_decision.outcome = m_decision.first().outcome;
    if (m_decision.outcome == CardOutcome::Stops)
        m_decision.action = stopAction();
    else if (std::any_of(m_decision.reasons.begin(), m_decision.reasons.end(), [](const DecisionReason &one) { return one.pauses; }))
        m_decision.action = RollbackAction{Verb::Pause, {}, {}};
}

} // namespace

std::optional<qint64> DecisionInput::window() const
{
    const int step = cardStepAt(card, weight);
    return step < 0 ? std::nullopt : std::optional(card.steps[step].windowSeconds);
}

bool DecisionInput::isWindowOver() const
{
    const std::optional<qint64> seconds = window();
    return seconds && secondsInStep && *secondsInStep >= *seconds;
}

const Indicator *DecisionInput::indicator(const QString &id) const
{
    const auto found = std::find_if(indicators.begin(), indicators.end(), [&](const Indicator &one) { return one.id == id; });
    return found == indicators.end() ? nullptr : &*found;
}

const LineVerdict *DecisionInput::line(const QString &id) const
{
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const LineVerdict &one) { return one.indicatorId == id; });
    return found == lines.end() ? nullptr : &*found;
}

const DecisionReason *CardDecision::of(const QString &indicator) const
{
    const auto found = std::find_if(reasons.begin(), reasons.end(), [&](const DecisionReason &one) { return one.indicator == indicator; });
    return found == reasons.end() ? nullptr : &*found;
}

CardDecision decide(const DecisionInput &input)
{
    return Decider(input).run();
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/CardPauses.h"

#include <algorithm>
#include <cmath>

namespace andon {

namespace {

/// What a pause condition may name and is so now.
QList<std::pair<PauseCause, QString>> causes(const DecisionInput &input)
{
    QList<std::pair<PauseCause, QString>> found;
    for (const LineVerdict &line : input.lines) {
        if (line.verdict.kind == VerdictKind::Regressed)
            found.append({PauseCause::Regressed, line.indicatorId});
        else if (line.verdict.kind == VerdictKind::Unknown && !input.hasAllTraffic())
            found.append({PauseCause::Unknown, line.indicatorId});
        else if (line.verdict.kind == VerdictKind::Undecided && input.isWindowOver() && !input.hasAllTraffic())
            found.append({PauseCause::Undecided, line.indicatorId});
        if (line.verdict.reason == UnknownReason::ShareMismatch && !found.contains({PauseCause::ShareOff, QString()}))
            found.append({PauseCause::ShareOff, {}});
    }
    for (const Indicator &one : input.indicators) {
        const double value = input.readings.value(one.id).canary;
        const std::optional<double> stop = stopGateOf(&input.card, one);
        if (std::isnan(value))
            continue;
        if (stop && isBeyondGate(one, value, *stop))
            found.append({PauseCause::Stop, one.id});
        else if (one.gate.warn && isBeyondGate(one, value, *one.gate.warn))
            found.append({PauseCause::Warn, one.id});
    }
    return found;
}

bool isPaused(const DecisionInput &input, PauseCause cause, const QString &id)
{
    return std::any_of(input.card.pauseWhen.begin(), input.card.pauseWhen.end(), [&](const PauseCondition &one) {
        const bool named = cause == PauseCause::ShareOff || (one.indicator.isEmpty() ? isOnCard(input.card, id) : one.indicator == id);
        const auto since = input.causesSince.constFind({cause, id});
        const bool lasted = since == input.causesSince.constEnd() || input.now - *since >= std::chrono::seconds(one.forSeconds);
        return one.cause == cause && named && lasted;
    });
}

} // namespace

CauseTimes causeTimes(const CauseTimes &times, const DecisionInput &input)
{
    CauseTimes next;
    for (const auto &cause : causes(input))
        next.insert(cause, times.value(cause, input.now));
    return next;
}

void addPauses(const DecisionInput &input, QList<DecisionReason> &reasons)
{
    static const QMap<PauseCause, QList<DecisionRule>> rules{
        {PauseCause::Regressed, {DecisionRule::Regressed}},
        {PauseCause::Stop, {DecisionRule::Gate}},
        {PauseCause::Warn, {DecisionRule::Warn}},
        {PauseCause::Unknown, {DecisionRule::Unknown}},
        {PauseCause::Undecided, {DecisionRule::Undecided, DecisionRule::NoneSeen, DecisionRule::MinimumSamples}},
        {PauseCause::ShareOff, {DecisionRule::ShareOff}},
    };
    for (const auto &[cause, id] : causes(input)) {
        if (!isPaused(input, cause, id))
            continue;
        const QList<DecisionRule> said = rules.value(cause);
        const auto there = std::find_if(reasons.begin(), reasons.end(), [&, indicator = id](const DecisionReason &one) {
            return one.indicator == indicator && said.contains(one.rule);
        });
        DecisionReason reason = there != reasons.end() ? *there : DecisionReason{CardOutcome::Holds, said.first(), id};
        reason.outcome = std::max(reason.outcome, CardOutcome::Holds);
        reason.rule = reason.rule == DecisionRule::NoneSeen ? DecisionRule::Undecided : reason.rule;
        reason.pauses = true;
        if (cause == PauseCause::Warn || cause == PauseCause::Stop)
            reason.value = input.readings.value(id).canary;
        if (const Indicator *of = input.indicator(id); of && cause == PauseCause::Warn)
            reason.limit = *of->gate.warn;
        else if (of && cause == PauseCause::Stop)
            reason.limit = *stopGateOf(&input.card, *of);
        if (const auto since = input.causesSince.constFind({cause, id}); since != input.causesSince.constEnd())
            reason.since = *since;
        if (there != reasons.end())
            *there = reason;
        else
            reasons.append(reason);
    }
}

} // namespace andon

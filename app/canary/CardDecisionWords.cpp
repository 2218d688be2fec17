// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/CardDecision.h"

#include "app/canary/CardFacts.h"

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

QString number(double value)
{
    return std::isnan(value) ? u"nothing"_s : QString::number(value, 'g', 4);
}

QString lasting(double seconds)
{
    return durationWords(qRound64(seconds));
}

QString spaced(std::string_view word)
{
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())).replace(u'_', u' ');
}

QString regressedWords(const DecisionReason &reason)
{
    const QString rule = reason.judged == VerdictRule::None ? QString() : u" (%1)"_s.arg(spaced(ruleWord(reason.judged)));
    return u"%1 is worse than stable%2: %3 against %4"_s.arg(reason.indicator, rule, number(reason.value), number(reason.limit));
}

QString stratumWords(const DecisionReason &reason)
{
    const QString where = reason.name.isEmpty() ? u"some "_s + reason.label : u"%1 “%2”"_s.arg(reason.label, reason.name);
    return u"%1 is worse for %2"_s.arg(reason.indicator, where);
}

QString blindWords(VerdictRule rule)
{
    switch (rule) {
    case VerdictRule::MinimumRequests: return u": too few requests yet"_s;
    case VerdictRule::LostPolls: return u": too many polls were lost"_s;
    case VerdictRule::DispersionUnknown: return u": how its bad events scatter is not known yet"_s;
    case VerdictRule::NoScale: return u": both means are 0, so there is nothing to compare with"_s;
    default: return {};
    }
}

QString undecidedWords(const DecisionReason &reason)
{
    const QString when = reason.seconds && std::isfinite(*reason.seconds) && *reason.seconds < 1e9
        ? u"; expected to be decided in "_s + lasting(*reason.seconds)
        : QString();
    return u"%1 is undecided%2%3"_s.arg(reason.indicator, blindWords(reason.judged), when);
}

json numberOf(double value)
{
    return std::isfinite(value) ? json(value) : json();
}

json jsonOf(const DecisionReason &reason)
{
    json object{{"outcome", outcomeWord(reason.outcome).toStdString()},
                {"rule", decisionRuleWord(reason.rule).toStdString()},
                {"words", reasonWords(reason).toStdString()},
                {"value", numberOf(reason.value)},
                {"limit", numberOf(reason.limit)},
                {"pauses", reason.pauses}};
    const auto put = [&](const char *name, const QString &text) {
        if (!text.isEmpty())
            object[name] = text.toStdString();
    };
    put("indicator", reason.indicator);
    put("judged", QString::fromStdString(std::string(ruleWord(reason.judged))));
    put("unknown", QString::fromStdString(std::string(reasonWord(reason.unknown))));
    put("label", reason.label);
    put("name", reason.name);
    if (reason.seconds)
        object["seconds"] = numberOf(*reason.seconds);
    if (reason.since)
        object["since"] = std::chrono::duration<double>(reason.since->time_since_epoch()).count();
    return object;
}

} // namespace

QString outcomeWord(CardOutcome outcome)
{
    return outcome == CardOutcome::Stops ? u"stops"_s : outcome == CardOutcome::Holds ? u"holds"_s : u"passes"_s;
}

QString decisionRuleWord(DecisionRule rule)
{
    switch (rule) {
    case DecisionRule::NotWorse: return u"not_worse"_s;
    case DecisionRule::InsideGate: return u"inside_gate"_s;
    case DecisionRule::NoneSeen: return u"none_seen"_s;
    case DecisionRule::NotCompared: return u"not_compared"_s;
    case DecisionRule::UnmetStratum: return u"unmet_stratum"_s;
    case DecisionRule::ApprovalsAsked: return u"approvals_asked"_s;
    case DecisionRule::Undecided: return u"undecided"_s;
    case DecisionRule::MinimumSamples: return u"minimum_samples"_s;
    case DecisionRule::Window: return u"window"_s;
    case DecisionRule::WindowUnknown: return u"window_unknown"_s;
    case DecisionRule::OffCard: return u"off_card"_s;
    case DecisionRule::Unknown: return u"unknown"_s;
    case DecisionRule::NoReading: return u"no_reading"_s;
    case DecisionRule::NotCounted: return u"not_counted"_s;
    case DecisionRule::Warn: return u"warn"_s;
    case DecisionRule::ShareOff: return u"share_off"_s;
    case DecisionRule::NoThreshold: return u"no_threshold"_s;
    case DecisionRule::CardFault: return u"card_fault"_s;
    case DecisionRule::RegressionSet: return u"regression_set"_s;
    case DecisionRule::Deadline: return u"deadline"_s;
    case DecisionRule::StratumRegressed: return u"stratum_regressed"_s;
    case DecisionRule::Gate: return u"gate"_s;
    case DecisionRule::Regressed: return u"regressed"_s;
    }
    return {};
}

QString reasonWords(const DecisionReason &reason)
{
    const QString &id = reason.indicator;
    switch (reason.rule) {
    case DecisionRule::NotWorse: return u"%1 is shown to be not worse than stable"_s.arg(id);
    case DecisionRule::InsideGate: return u"%1 is inside its gate: %2, gate %3"_s.arg(id, number(reason.value), number(reason.limit));
    case DecisionRule::NoneSeen: return u"%1 shows no regression, undecided so far"_s.arg(id);
    case DecisionRule::NotCompared: return u"%1 has no stable traffic left to compare with"_s.arg(id);
    case DecisionRule::UnmetStratum: return u"the canary never met %1 “%2” on %3"_s.arg(reason.label, reason.name, id);
    case DecisionRule::ApprovalsAsked: return u"%1 to agree before a promote: %2"_s.arg(number(reason.limit), reason.name);
    case DecisionRule::Undecided: return undecidedWords(reason);
    case DecisionRule::MinimumSamples: return u"%1 has %2 of %3 requests on the canary"_s.arg(id).arg(reason.value, 0, 'f', 0).arg(reason.limit, 0, 'f', 0);
    case DecisionRule::Window: return u"the observation window of %1 is over in %2"_s.arg(lasting(reason.limit), lasting(reason.limit - reason.value));
    case DecisionRule::WindowUnknown: return u"since when the canary stands at its step is not known"_s;
    case DecisionRule::OffCard:
        return std::isnan(reason.value) ? u"the canary's weight is not known"_s : u"the weight %1 % is no step of the card"_s.arg(number(reason.value));
    case DecisionRule::Unknown: return u"%1 is unknown: %2"_s.arg(id, spaced(reasonWord(reason.unknown)));
    case DecisionRule::NoReading: return u"%1 has no fresh value on the canary to hold against its gate %2"_s.arg(id, number(reason.limit));
    case DecisionRule::NotCounted: return u"%1 is to be compared with stable, and nothing counts it"_s.arg(id);
    case DecisionRule::Warn: return u"%1 stands beyond its warn gate: %2, gate %3"_s.arg(id, number(reason.value), number(reason.limit));
    case DecisionRule::ShareOff: return u"the canary's observed share is not the weight it was given"_s;
    case DecisionRule::NoThreshold: return u"the card has no threshold, so nothing can pass"_s;
    case DecisionRule::CardFault: return u"the card has an error: "_s + reason.name;
    case DecisionRule::RegressionSet: return reason.name.isEmpty() ? u"the regression set was not run on the canary"_s : reason.name;
    case DecisionRule::Deadline:
        return u"the deadline of %1 passed %2 ago"_s.arg(lasting(reason.limit), lasting(reason.value - reason.limit));
    case DecisionRule::StratumRegressed: return stratumWords(reason);
    case DecisionRule::Gate: return u"%1 stands beyond its gate: %2, gate %3"_s.arg(id, number(reason.value), number(reason.limit));
    case DecisionRule::Regressed: return regressedWords(reason);
    }
    return {};
}

QString decisionWords(const CardDecision &decision)
{
    const QString action = decision.action ? verbWord(decision.action->verb) : u"the card names no action"_s;
    const QString why = reasonWords(decision.first());
    switch (decision.outcome) {
    case CardOutcome::Stops: return u"stop: %1; %2"_s.arg(action, why);
    case CardOutcome::Holds: return decision.action ? u"hold: %1; %2"_s.arg(action, why) : u"hold: "_s + why;
    case CardOutcome::Passes: break;
    }
    return u"go on: "_s + why;
}

json decisionJson(const CardDecision &decision)
{
    json reasons = json::array();
    for (const DecisionReason &reason : decision.reasons)
        reasons.push_back(jsonOf(reason));
    json action;
    if (decision.action) {
        action = {{"verb", verbWord(decision.action->verb).toStdString()}};
        if (!decision.action->to.isEmpty())
            action["to"] = decision.action->to.toStdString();
        if (decision.action->level)
            action["level"] = *decision.action->level;
    }
    return {{"decision", outcomeWord(decision.outcome).toStdString()}, {"action", action},
            {"step", decision.step >= 0 ? json(decision.step + 1) : json()}, {"last_step", decision.lastStep},
            {"words", decisionWords(decision).toStdString()}, {"reasons", reasons}};
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/VerdictJson.h"

#include <cmath>

namespace andon {

using nlohmann::json;

namespace {

json numberOf(double value)
{
    return std::isfinite(value) ? json(value) : json();
}

json numberOf(const std::optional<double> &value)
{
    return value ? numberOf(*value) : json();
}

json secondsOf(const std::optional<TimePoint> &time)
{
    return time ? json(std::chrono::duration<double>(time->time_since_epoch()).count()) : json();
}

json wordOf(std::string_view word)
{
    return word.empty() ? json() : json(word);
}

/// K/α as it was asked for: 80, not what its logarithm leaves of it.
double limitOf(double log)
{
    return std::round(boundedExp(log) * 1e6) / 1e6;
}

double log10Of(double log)
{
    return log / std::log(10.0);
}

} // namespace

json verdictJson(const Verdict &verdict)
{
    json object{{"verdict", verdictWord(verdict.kind)},
                {"reason", wordOf(reasonWord(verdict.reason))},
                {"rule", wordOf(ruleWord(verdict.rule))},
                {"since", secondsOf(verdict.since)},
                {"first_decision", secondsOf(verdict.firstDecision)},
                {"stable", numberOf(verdict.stableValue)},
                {"canary", numberOf(verdict.canaryValue)},
                {"ratio", numberOf(verdict.ratio())},
                {"stable_requests", verdict.stableRequests},
                {"canary_requests", verdict.canaryRequests},
                {"n", verdict.badEvents},
                {"e", verdict.e()},
                {"log10_e", log10Of(verdict.logE)},
                {"limit", limitOf(verdict.logLimit)},
                {"p", verdict.p},
                {"not_worse_e", boundedExp(verdict.logNotWorse)},
                {"not_worse_log10_e", log10Of(verdict.logNotWorse)},
                {"not_worse_limit", limitOf(verdict.logNotWorseLimit)},
                {"dispersion", numberOf(verdict.dispersion)},
                {"forecast", nullptr},
                {"refused_polls", verdict.refusedPolls},
                {"lost_polls", verdict.lostPolls},
                {"restarts", verdict.restarts},
                {"last_event", wordOf(eventWord(verdict.lastEvent))},
                {"last_event_at", secondsOf(verdict.lastEventAt)}};
    if (verdict.forecast) {
        object["forecast"] = {{"verdict", verdictWord(verdict.forecast->kind)},
                              {"seconds", verdict.forecast->seconds},
                              {"requests", verdict.forecast->requests}};
    }
    if (verdict.asymptotic) {
        object["asymptotic"] = true;
        object["low"] = numberOf(verdict.low);
        object["high"] = numberOf(verdict.high);
    }
    if (!verdict.query.empty())
        object["query"] = verdict.query;
    return object;
}

json attributionJson(const Attribution &attribution)
{
    const auto nameOf = [](const QString &name) { return name.isEmpty() ? json() : json(name.toStdString()); };
    json suspects = json::array(), changed = json::array();
    for (const Suspect &suspect : attribution.suspects)
        suspects.push_back({{"label", suspect.label.toStdString()}, {"value", suspect.rank.name}, {"verdict", verdictJson(suspect.rank.verdict)}});
    for (const ChangedPart &part : attribution.parts)
        changed.push_back({{"part", part.part.toStdString()}, {"before", nameOf(part.before)}, {"after", nameOf(part.after)},
                           {"standing", std::string(standingWord(part.standing))}});
    return {{"label", nameOf(attribution.label)},
            {"values", attribution.values},
            {"request_share", attribution.requestShare},
            {"excess_share", attribution.excessShare},
            {"part", nameOf(attribution.part)},
            {"changed", changed},
            {"suspects", suspects}};
}

json lineVerdictJson(const LineVerdict &line)
{
    json labels = json::array();
    for (const LabelVerdict &label : line.labels) {
        json strata = json::array(), unmet = json::array();
        for (const StratumRank &stratum : label.strata)
            strata.push_back({{"value", stratum.name}, {"verdict", verdictJson(stratum.verdict)}});
        for (const UnmetStratum &stratum : label.unmet)
            unmet.push_back({{"value", stratum.name}, {"stable_requests", stratum.stableRequests}, {"share", stratum.share}, {"expected", stratum.expected}});
        labels.push_back({{"label", label.label.toStdString()}, {"part", label.part.isEmpty() ? json() : json(label.part.toStdString())},
                          {"regressed", label.regressed}, {"strata", strata}, {"never_met", unmet}, {"unjudged", label.unjudged}, {"query", label.query}});
    }
    return {{"indicator", line.indicatorId.toStdString()}, {"verdict", verdictJson(line.verdict)},
            {"attribution", attributionJson(line.attribution)}, {"labels", labels}};
}

} // namespace andon

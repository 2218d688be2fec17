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

} // namespace andon

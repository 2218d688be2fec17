// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the judge says; what it takes in is in Judge.cpp.
#include "app/canary/Judge.h"

#include <algorithm>
#include <cmath>

namespace andon {

namespace {

/// Requests that a version should have had by now at which their lack is no chance: e^-10.
constexpr double missedRequests = 10;
constexpr double longestForecast = 30 * 86'400.0;

double shareOf(double part, double other)
{
    return part + other > 0 ? part / (part + other) : 0;
}

double rateOf(const ArmCounts &arm)
{
    return arm.total > 0 ? arm.bad / arm.total : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

UnknownReason Judge::quietReason(const JudgeState &state, TimePoint now) const
{
    if (!state.lastTraffic || now - *state.lastTraffic > m_options.staleAfter)
        return UnknownReason::NoTraffic;
    const double share = shareOf(state.recent.canaryRequests, state.recent.stableRequests);
    if (state.canary.total <= 0 || state.quietCanary * share > missedRequests * (1 - share))
        return UnknownReason::NoCanaryTraffic;
    if (state.stable.total <= 0 || state.quietStable * (1 - share) > missedRequests * share)
        return UnknownReason::NoStableTraffic;
    return UnknownReason::None;
}

std::pair<VerdictKind, UnknownReason> Judge::standing(const JudgeState &state, TimePoint now, UnknownReason known) const
{
    if (state.regressedAt)
        return {VerdictKind::Regressed, UnknownReason::None};
    UnknownReason reason = state.trouble != UnknownReason::None ? state.trouble : known;
    if (reason == UnknownReason::None && !state.last)
        reason = UnknownReason::NoData;
    if (reason == UnknownReason::None && now - *state.last > m_options.staleAfter)
        reason = UnknownReason::Stale;
    if (reason == UnknownReason::None)
        reason = quietReason(state, now);
    if (reason == UnknownReason::None && state.polls < 2)
        reason = UnknownReason::FirstSeen;
    if (reason != UnknownReason::None)
        return {VerdictKind::Unknown, reason};
    const bool passes = currentPass(state) != VerdictRule::None;
    return {passes ? VerdictKind::NotWorse : VerdictKind::Undecided, UnknownReason::None};
}

Verdict Judge::verdict(const JudgeState &state, TimePoint now, UnknownReason known, std::string query) const
{
    Verdict verdict;
    std::tie(verdict.kind, verdict.reason) = standing(state, now, known);
    SplitSums storage;
    const Weighed weighed = weigh(state, storage);
    switch (verdict.kind) {
    case VerdictKind::Regressed:
        verdict.rule = state.regressedRule;
        verdict.since = state.regressedAt;
        break;
    case VerdictKind::NotWorse:
        verdict.rule = currentPass(state);
        verdict.since = state.notWorseSince ? state.notWorseSince : state.last;
        break;
    case VerdictKind::Undecided:
        // No bad event at all is no scatter to wait for.
        verdict.rule = weighed.sums || state.stable.bad + state.canary.bad <= 0 ? heldBackBy(state) : VerdictRule::DispersionUnknown;
        verdict.since = state.since;
        if (weighed.sums)
            verdict.forecast = forecast(state, weighed);
        break;
    case VerdictKind::Unknown: verdict.since = state.troubleSince ? state.troubleSince : state.last; break;
    }
    verdict.firstDecision = state.firstDecision;
    verdict.stableValue = rateOf(state.stable);
    verdict.canaryValue = rateOf(state.canary);
    verdict.stableRequests = state.stable.total;
    verdict.canaryRequests = state.canary.total;
    verdict.badEvents = state.stable.bad + state.canary.bad;
    verdict.logLimit = m_logLimit + state.logCorrection;
    verdict.logNotWorseLimit = m_logNotWorseLimit;
    if (weighed.sums) {
        verdict.logE = m_process.regressed().log(*weighed.sums, state.stakes);
        verdict.logNotWorse = m_process.notWorse().log(*weighed.sums);
    }
    verdict.p = std::min(1.0, std::exp(state.logCorrection - std::max(state.maxLogE, verdict.logE)));
    verdict.dispersion = state.dispersion.upper();
    verdict.lastEvent = state.lastEvent;
    verdict.lastEventAt = state.lastEventAt;
    verdict.restarts = state.restarts;
    verdict.refusedPolls = state.refused;
    verdict.lostPolls = state.lost;
    verdict.query = std::move(query);
    return verdict;
}

std::optional<Forecast> Judge::forecast(const JudgeState &state, const Weighed &weighed) const
{
    const JudgeState::Recent &recent = state.recent;
    const double requests = recent.stableRequests + recent.canaryRequests;
    const double share = shareOf(recent.canaryRequests, recent.stableRequests);
    if (!(recent.bad > 0) || !(recent.seconds > 0) || !(share > 0 && share < 1))
        return std::nullopt;
    // Half an event each keeps a version without any from looking infinitely better.
    const double ratio = (state.canary.bad + 0.5) / state.canary.total / ((state.stable.bad + 0.5) / state.stable.total);
    const double worse = m_process.regressed().eventsUntil(*weighed.sums, &state.stakes, m_logLimit + state.logCorrection, ratio, share,
                                                             weighed.dispersion);
    const double fine = m_process.notWorse().eventsUntil(*weighed.sums, nullptr, m_logNotWorseLimit, ratio, share, weighed.dispersion);
    const double events = std::min(worse, fine);
    const double seconds = events / recent.bad * recent.seconds;
    if (!(seconds < longestForecast))
        return std::nullopt;
    return Forecast{worse < fine ? VerdictKind::Regressed : VerdictKind::NotWorse, seconds, events / recent.bad * requests};
}

/// ln of the mean, over the parts q of the acceptable rate a, of the likelihood ratio of a rate q·a to a rate a: while the
/// canary's rate is at least a, a supermartingale that starts at 1, as E.
double Judge::logAcceptable(const JudgeState &state, double dispersion) const
{
    static constexpr std::array<double, 4> parts{0.1, 0.25, 0.5, 0.75};
    const double rate = m_options.acceptableRate;
    std::array<double, parts.size()> logs{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        logs[i] = state.canary.bad * std::log(parts[i])
            + (state.canary.total - state.canary.bad) * (std::log1p(-parts[i] * rate) - std::log1p(-rate));
        logs[i] /= dispersion;
    }
    return logMeanExp(logs);
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/MeanSequence.h"

#include "app/canary/StateJson.h"

#include <algorithm>
#include <cmath>

namespace andon {

using nlohmann::json;
using namespace Qt::StringLiterals;

namespace {

template<typename State, typename Visit> void visitMembers(State &state, Visit visit)
{
    for (const bool ofCanary : {false, true}) {
        const std::string name = ofCanary ? "canary" : "stable";
        auto &arm = ofCanary ? state.canary : state.stable;
        visit(name + "_count", arm.count);
        visit(name + "_mean", arm.mean);
        visit(name + "_squares", arm.squares);
        visit(name + "_steps", arm.steps);
        visit(name + "_step_count", arm.stepCount);
        visit(name + "_last", arm.last);
    }
    visit("tau", state.tau);
    visit("max_log_e", state.maxLogE);
    visit("since", state.since);
    visit("last", state.last);
    visit("regressed_at", state.regressedAt);
    visit("not_worse_since", state.notWorseSince);
    visit("first_decision", state.firstDecision);
    visit("trouble_since", state.troubleSince);
    visit("trouble", state.trouble);
    visit("last_event", state.lastEvent);
    visit("last_event_at", state.lastEventAt);
    visit("regressed_rule", state.regressedRule);
    visit("polls", state.polls);
    visit("refused", state.refused);
    visit("lost", state.lost);
    visit("restarts", state.restarts);
}

void note(MeanState &state, EvidenceEvent event, TimePoint t)
{
    state.lastEvent = event;
    state.lastEventAt = t;
}

void setTrouble(MeanState &state, UnknownReason reason, TimePoint t)
{
    if (state.trouble == UnknownReason::None)
        state.troubleSince = t;
    state.trouble = reason;
    state.notWorseSince.reset();
}

} // namespace

json meanStateJson(const MeanState &state)
{
    json object{{"format", StateJson::format}};
    visitMembers(state, StateJson::Writer{object});
    return object;
}

Result<MeanState> readMeanState(const json &object)
{
    return StateJson::read<MeanState>(object, [](MeanState &state, const StateJson::Reader &reader) {
        visitMembers(state, reader);
        for (const MeanArm &arm : {state.stable, state.canary}) {
            if (arm.count < 0 || arm.squares < 0 || arm.steps < 0 || arm.stepCount < 0)
                throw StateJson::Fault{u"a sum of squares is negative"_s};
        }
        if (state.tau < 0 || state.maxLogE < 0 || state.polls < 0 || state.refused < 0 || state.lost < 0 || state.restarts < 0)
            throw StateJson::Fault{u"a count is negative"_s};
    });
}

void MeanArm::add(double value)
{
    if (last) {
        steps += (value - *last) * (value - *last);
        ++stepCount;
    }
    last = value;
    add(1, value, 0);
}

void MeanArm::add(double number, double ofMean, double variance)
{
    if (!(number > 0))
        return;
    const double delta = ofMean - mean;
    squares += variance * std::max(0.0, number - 1) + delta * delta * count * number / (count + number);
    count += number;
    mean += delta * number / count;
}

double MeanArm::inflation() const
{
    if (stepCount < 10 || !(squares > 0))
        return 1;
    const double correlation = std::min(0.99, 1 - steps / stepCount / (2 * variance()));
    return std::max(1.0, (1 + correlation) / (1 - correlation));
}

/// Canary minus stable, turned so that above 0 is worse.
struct MeanSequence::Difference {
    double mean = 0;
    double variance = 0;
    double tau = 0;
    bool known = false;

    [[nodiscard]] double halfWidth(double alpha) const
    {
        const double part = tau * tau / variance;
        return std::sqrt(variance * (1 + 1 / part) * (std::log1p(part) - 2 * std::log(alpha)));
    }
    [[nodiscard]] double logE() const
    {
        const double sum = variance + tau * tau;
        return 0.5 * std::log(variance / sum) + tau * tau * mean * mean / (2 * variance * sum);
    }
};

MeanSequence::MeanSequence(const MeanOptions &options)
    : m_options(options)
{
}

MeanSequence::Difference MeanSequence::differenceOf(const MeanState &state) const
{
    Difference difference;
    difference.mean = (state.canary.mean - state.stable.mean) * (m_options.higherIsWorse ? 1 : -1);
    for (const MeanArm &arm : {state.stable, state.canary}) {
        const double unmoved = (difference.mean * difference.mean + state.tau * state.tau) / arm.count;
        if (arm.count > 0)
            difference.variance += std::max(arm.variance() * arm.inflation(), unmoved) / arm.count;
    }
    difference.tau = state.tau;
    difference.known = state.tau > 0 && difference.variance > 0;
    return difference;
}

UnknownReason MeanSequence::take(MeanState &state, const MeanPoll &poll) const
{
    if (state.last && poll.t == *state.last)
        return state.trouble;
    UnknownReason fault = UnknownReason::None;
    if (std::isinf(poll.stable) || std::isinf(poll.canary))
        fault = UnknownReason::NotANumber;
    else if (state.last && poll.t < *state.last)
        fault = UnknownReason::TimeBackward;
    else if (std::isnan(poll.stable) || std::isnan(poll.canary))
        fault = std::isnan(poll.canary) ? UnknownReason::NoCanaryTraffic : UnknownReason::NoStableTraffic;
    if (fault == UnknownReason::NotANumber || fault == UnknownReason::TimeBackward) {
        ++state.refused;
    } else {
        ++state.polls;
        if (state.last && poll.t - *state.last > m_options.gapAfter)
            note(state, EvidenceEvent::Gap, poll.t);
        state.last = poll.t;
        if (!state.since)
            state.since = poll.t;
        if (!std::isnan(poll.stable))
            state.stable.add(poll.stable);
        if (!std::isnan(poll.canary))
            state.canary.add(poll.canary);
    }
    if (fault != UnknownReason::None) {
        setTrouble(state, fault, poll.t);
    } else {
        state.trouble = UnknownReason::None;
        state.troubleSince.reset();
    }
    decide(state, poll);
    return fault;
}

void MeanSequence::lose(MeanState &state, TimePoint t, UnknownReason reason) const
{
    if (std::min(state.stable.count, state.canary.count) > 0) {
        ++state.lost;
        note(state, EvidenceEvent::LostPoll, t);
    }
    setTrouble(state, reason, t);
    // What comes after a hole is no neighbour of what was before.
    state.stable.last.reset();
    state.canary.last.reset();
}

void MeanSequence::restart(MeanState &state, TimePoint t, EvidenceEvent event) const
{
    MeanState fresh;
    fresh.restarts = state.restarts + 1;
    note(fresh, event, t);
    state = fresh;
}

void MeanSequence::resume(MeanState &state, TimePoint t) const
{
    note(state, EvidenceEvent::ConsoleRestart, t);
    // The rules may be others than those it was shown by, and the next step is yet to come.
    MeanState today = state;
    MeanPoll nothing;
    nothing.t = t;
    decide(today, nothing);
    if (!today.notWorseSince)
        state.notWorseSince.reset();
}

VerdictRule MeanSequence::heldBackBy(const MeanState &state) const
{
    if (std::min(state.stable.count, state.canary.count) < m_options.minimumSamples)
        return VerdictRule::MinimumRequests;
    if (state.tau == 0)
        return VerdictRule::NoScale;
    const int without = state.refused + state.lost;
    return without > 3 && without > 0.1 * (state.polls + without) ? VerdictRule::LostPolls : VerdictRule::None;
}

std::optional<Forecast> MeanSequence::forecast(const MeanState &state, const Difference &difference) const
{
    constexpr double longest = 30 * 86'400.0;
    constexpr double growth = 1.02; // finer than what the variance is known to
    const double seconds = std::chrono::duration<double>(*state.last - state.since.value_or(*state.last)).count();
    const double values = state.stable.count + state.canary.count;
    const double margin = m_options.tolerance * std::abs(state.stable.mean);
    for (double times = growth; seconds > 0 && (times - 1) * seconds < longest; times *= growth) {
        Difference later = difference;
        later.variance /= times;
        const bool isWorse = later.mean > 0 && later.logE() >= std::log(m_options.lines / m_options.alpha);
        if (isWorse || later.mean + later.halfWidth(m_options.beta) < margin)
            return Forecast{isWorse ? VerdictKind::Regressed : VerdictKind::NotWorse, (times - 1) * seconds, (times - 1) * values};
    }
    return std::nullopt;
}

void MeanSequence::decide(MeanState &state, const MeanPoll &poll) const
{
    const auto stop = [&](VerdictRule rule) {
        if (state.regressedAt)
            return;
        state.regressedAt = poll.t;
        state.regressedRule = rule;
        if (!state.firstDecision)
            state.firstDecision = poll.t;
    };
    if (poll.redLineCrossed)
        stop(VerdictRule::RedLine);
    const bool enough = std::min(state.stable.count, state.canary.count) >= m_options.minimumSamples;
    if (enough && state.tau == 0)
        state.tau = 0.1 * std::abs(state.stable.mean != 0 ? state.stable.mean : state.canary.mean);
    const Difference difference = differenceOf(state);
    if (!difference.known)
        return;
    if (difference.mean > 0)
        state.maxLogE = std::max(state.maxLogE, difference.logE());
    if (state.maxLogE >= std::log(m_options.lines / m_options.alpha))
        stop(VerdictRule::MeanSequence);
    const double margin = m_options.tolerance * std::abs(state.stable.mean);
    if (state.trouble != UnknownReason::None || heldBackBy(state) != VerdictRule::None
        || difference.mean + difference.halfWidth(m_options.beta) >= margin)
        state.notWorseSince.reset();
    else if (!state.notWorseSince)
        state.notWorseSince = poll.t;
    if (!state.firstDecision && state.notWorseSince)
        state.firstDecision = poll.t;
}

Verdict MeanSequence::verdict(const MeanState &state, TimePoint now, UnknownReason known, std::string query) const
{
    Verdict verdict;
    verdict.asymptotic = true;
    verdict.rule = VerdictRule::MeanSequence;
    verdict.reason = state.trouble != UnknownReason::None ? state.trouble : known;
    if (verdict.reason == UnknownReason::None && !state.last)
        verdict.reason = UnknownReason::NoData;
    if (verdict.reason == UnknownReason::None && now - *state.last > m_options.staleAfter)
        verdict.reason = UnknownReason::Stale;
    if (state.regressedAt) {
        verdict.kind = VerdictKind::Regressed;
        verdict.rule = state.regressedRule;
        verdict.reason = UnknownReason::None;
        verdict.since = state.regressedAt;
    } else if (verdict.reason != UnknownReason::None) {
        verdict.since = state.troubleSince ? state.troubleSince : state.last;
    } else {
        verdict.kind = state.notWorseSince ? VerdictKind::NotWorse : VerdictKind::Undecided;
        verdict.since = state.notWorseSince ? state.notWorseSince : state.since;
        if (const VerdictRule held = heldBackBy(state); held != VerdictRule::None)
            verdict.rule = held;
    }
    verdict.firstDecision = state.firstDecision;
    if (state.stable.count > 0)
        verdict.stableValue = state.stable.mean;
    if (state.canary.count > 0)
        verdict.canaryValue = state.canary.mean;
    verdict.stableRequests = state.stable.count;
    verdict.canaryRequests = state.canary.count;
    verdict.logLimit = std::log(m_options.lines / m_options.alpha);
    verdict.p = std::exp(-state.maxLogE);
    verdict.refusedPolls = state.refused;
    verdict.lostPolls = state.lost;
    verdict.restarts = state.restarts;
    verdict.lastEvent = state.lastEvent;
    verdict.lastEventAt = state.lastEventAt;
    verdict.query = std::move(query);
    if (const Difference difference = differenceOf(state); difference.known) {
        verdict.logE = difference.logE();
        const double half = difference.halfWidth(m_options.alpha / m_options.lines);
        verdict.low = state.canary.mean - state.stable.mean - half;
        verdict.high = state.canary.mean - state.stable.mean + half;
        if (verdict.kind == VerdictKind::Undecided && verdict.rule == VerdictRule::MeanSequence)
            verdict.forecast = forecast(state, difference);
    }
    return verdict;
}

} // namespace andon

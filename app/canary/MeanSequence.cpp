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
    visit("polls", state.polls);
    visit("refused", state.refused);
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
        if (state.tau < 0 || state.maxLogE < 0 || state.polls < 0)
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
        if (arm.count > 0)
            difference.variance += arm.variance() * arm.inflation() / arm.count;
    }
    difference.tau = state.tau;
    difference.known = state.tau > 0 && difference.variance > 0;
    return difference;
}

UnknownReason MeanSequence::take(MeanState &state, const MeanPoll &poll) const
{
    UnknownReason fault = UnknownReason::None;
    if (std::isinf(poll.stable) || std::isinf(poll.canary))
        fault = UnknownReason::NotANumber;
    else if (state.last && poll.t <= *state.last)
        fault = UnknownReason::TimeBackward;
    else if (std::isnan(poll.stable) || std::isnan(poll.canary))
        fault = std::isnan(poll.canary) ? UnknownReason::NoCanaryTraffic : UnknownReason::NoStableTraffic;
    if (fault == UnknownReason::NotANumber || fault == UnknownReason::TimeBackward) {
        ++state.refused;
    } else {
        ++state.polls;
        state.last = poll.t;
        if (!state.since)
            state.since = poll.t;
        if (!std::isnan(poll.stable))
            state.stable.add(poll.stable);
        if (!std::isnan(poll.canary))
            state.canary.add(poll.canary);
    }
    if (fault == UnknownReason::None)
        state.troubleSince.reset();
    else if (state.trouble == UnknownReason::None)
        state.troubleSince = poll.t;
    state.trouble = fault;
    decide(state, poll.t);
    return fault;
}

void MeanSequence::decide(MeanState &state, TimePoint t) const
{
    const bool enough = std::min(state.stable.count, state.canary.count) >= m_options.minimumSamples;
    if (enough && state.tau == 0)
        state.tau = 0.1 * std::abs(state.stable.mean);
    const Difference difference = differenceOf(state);
    if (!difference.known)
        return;
    if (difference.mean > 0)
        state.maxLogE = std::max(state.maxLogE, difference.logE());
    if (!state.regressedAt && state.maxLogE >= std::log(m_options.lines / m_options.alpha))
        state.regressedAt = t;
    const double margin = m_options.tolerance * std::abs(state.stable.mean);
    if (state.trouble != UnknownReason::None || difference.mean + difference.halfWidth(m_options.beta) >= margin)
        state.notWorseSince.reset();
    else if (!state.notWorseSince)
        state.notWorseSince = t;
    if (!state.firstDecision && (state.regressedAt || state.notWorseSince))
        state.firstDecision = t;
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
        verdict.reason = UnknownReason::None;
        verdict.since = state.regressedAt;
    } else if (verdict.reason != UnknownReason::None) {
        verdict.since = state.troubleSince ? state.troubleSince : state.last;
    } else {
        verdict.kind = state.notWorseSince ? VerdictKind::NotWorse : VerdictKind::Undecided;
        verdict.since = state.notWorseSince ? state.notWorseSince : state.since;
        if (state.tau == 0)
            verdict.rule = VerdictRule::MinimumRequests;
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
    verdict.query = std::move(query);
    if (const Difference difference = differenceOf(state); difference.known) {
        verdict.logE = difference.logE();
        const double half = difference.halfWidth(m_options.alpha / m_options.lines);
        verdict.low = state.canary.mean - state.stable.mean - half;
        verdict.high = state.canary.mean - state.stable.mean + half;
    }
    return verdict;
}

} // namespace andon

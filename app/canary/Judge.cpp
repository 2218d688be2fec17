// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/Judge.h"

#include <algorithm>
#include <cmath>

namespace andon {

namespace {

UnknownReason faultOf(const ArmCounts &arm)
{
    if (!std::isfinite(arm.bad) || !std::isfinite(arm.total))
        return UnknownReason::NotANumber;
    if (arm.bad < 0 || arm.total < 0)
        return UnknownReason::NegativeCount;
    return arm.bad > arm.total ? UnknownReason::BadAboveTotal : UnknownReason::None;
}

UnknownReason faultOf(const JudgeState &state, const CountPoll &poll)
{
    for (const ArmCounts &arm : {poll.stable, poll.canary}) {
        if (const UnknownReason fault = faultOf(arm); fault != UnknownReason::None)
            return fault;
    }
    return state.last && poll.t <= *state.last ? UnknownReason::TimeBackward : UnknownReason::None;
}

void note(JudgeState &state, EvidenceEvent event, TimePoint t)
{
    state.lastEvent = event;
    state.lastEventAt = t;
}

void setTrouble(JudgeState &state, UnknownReason reason, TimePoint t)
{
    if (state.trouble == UnknownReason::None)
        state.troubleSince = t;
    state.trouble = reason;
    state.notWorseSince.reset();
}

} // namespace

std::string JudgeOptions::fault() const
{
    if (!(alpha > 0 && alpha < 1))
        return "alpha: expected a probability above 0 and below 1";
    if (!(beta > 0 && beta < 1))
        return "beta: expected a probability above 0 and below 1";
    if (lines < 1)
        return "lines: expected 1 or more";
    if (!(r0 > gridRatios.front() && r0 <= 100))
        return "r0: expected a ratio above 0.5 and at most 100";
    if (!(acceptableRate >= 0 && acceptableRate < 1))
        return "acceptable rate: expected 0 or more and below 1";
    return {};
}

Judge::Judge(const JudgeOptions &options, Passes passes)
    : m_options(options),
      m_passes(passes),
      m_process(options.r0),
      m_logLimit(std::log(options.lines / options.alpha)),
      m_logNotWorseLimit(std::log(1 / options.beta))
{
}

UnknownReason Judge::take(JudgeState &state, const CountPoll &poll, double *logEAtMost) const
{
    if (const UnknownReason fault = faultOf(state, poll); fault != UnknownReason::None) {
        ++state.refused;
        setTrouble(state, fault, poll.t);
        return fault;
    }
    gather(state, poll);
    addEvidence(state, poll);
    checkLimits(state, poll);
    const double most = decide(state, poll.t);
    if (logEAtMost)
        *logEAtMost = most;
    return UnknownReason::None;
}

void Judge::gather(JudgeState &state, const CountPoll &poll) const
{
    if (!state.since)
        state.since = poll.t;
    if (state.polls == 0) {
        state.r0 = m_options.r0;
        state.corrected = m_options.correctBursts;
    }
    const double seconds = state.last ? std::chrono::duration<double>(poll.t - *state.last).count() : 0;
    if (state.last && poll.t - *state.last > m_options.gapAfter) {
        note(state, EvidenceEvent::Gap, poll.t);
        state.dispersion.breakChain();
    }
    JudgeState::Recent &recent = state.recent;
    const double kept = 900 / (900 + seconds);
    recent = {kept * recent.seconds + seconds, kept * recent.bad + poll.stable.bad + poll.canary.bad,
              kept * recent.stableRequests + poll.stable.total, kept * recent.canaryRequests + poll.canary.total};
    state.stable = {state.stable.bad + poll.stable.bad, state.stable.total + poll.stable.total};
    state.canary = {state.canary.bad + poll.canary.bad, state.canary.total + poll.canary.total};
    state.quietCanary = poll.canary.total > 0 ? 0 : state.quietCanary + poll.stable.total;
    state.quietStable = poll.stable.total > 0 ? 0 : state.quietStable + poll.canary.total;
    if (poll.stable.total > 0 || poll.canary.total > 0)
        state.lastTraffic = poll.t;
    state.last = poll.t;
    state.trouble = UnknownReason::None;
    state.troubleSince.reset();
    ++state.polls;
}

void Judge::addEvidence(JudgeState &state, const CountPoll &poll) const
{
    state.dispersion.add(poll.t, poll.stable, poll.canary);
    if (state.dispersion.isBlockFull()) {
        // Evidence is divided by the scatter of its own time: a calm hour later must not blow up what a storm left.
        if (m_options.correctBursts) {
            state.closed.add(state.open, 1 / *state.dispersion.upper());
            state.open = {};
        }
        m_process.regressed().raise(state.stakes, m_options.correctBursts ? state.closed : state.open);
        state.dispersion.startBlock();
    }
    const double requests = poll.stable.total + poll.canary.total;
    if (requests > 0)
        m_process.add(state.open, poll.canary.bad, poll.stable.bad + poll.canary.bad, poll.canary.total / requests);
}

void Judge::checkLimits(JudgeState &state, const CountPoll &poll) const
{
    const auto stop = [&](VerdictRule rule) {
        if (state.regressedAt)
            return;
        state.regressedAt = poll.t;
        state.regressedRule = rule;
    };
    const bool above = m_options.quantileMultiple > 0
        && poll.canaryQuantile > m_options.quantileMultiple * poll.stableQuantile;
    state.quantileStreak = above ? state.quantileStreak + 1 : 0;
    if (poll.redLineCrossed)
        stop(VerdictRule::RedLine);
    if (above && state.quantileStreak >= m_options.quantilePolls)
        stop(VerdictRule::QuantileMultiple);
}

Judge::Weighed Judge::weigh(const JudgeState &state, SplitSums &storage) const
{
    if (!m_options.correctBursts)
        return {&state.open, 1};
    const std::optional<double> dispersion = state.dispersion.upper();
    if (!dispersion)
        return {};
    storage = state.closed;
    storage.add(state.open, 1 / *dispersion);
    return {&storage, *dispersion};
}

double Judge::logE(const JudgeState &state) const
{
    SplitSums storage;
    const Weighed weighed = weigh(state, storage);
    return weighed.sums ? m_process.regressed().log(*weighed.sums, state.stakes) : 0;
}

double Judge::decide(JudgeState &state, TimePoint t) const
{
    double most = 0;
    VerdictRule pass = VerdictRule::None;
    const RatioMixture &regressed = m_process.regressed();
    const std::optional<double> dispersion = m_options.correctBursts ? state.dispersion.upper() : 1;
    if (dispersion) {
        most = m_options.correctBursts ? regressed.logAtMost(state.closed, state.open, 1 / *dispersion, state.stakes)
                                       : regressed.logAtMost(state.open, state.stakes);
        // Whether p once was 1 or a tenth is worth no exponentials, and hardly any poll is worth adding up its sums.
        const bool counts = most > std::max(state.maxLogE, std::min(std::log(10.0), m_logLimit));
        if (counts || m_passes == Passes::AtEachPoll) {
            SplitSums storage;
            const Weighed weighed = weigh(state, storage);
            if (counts)
                state.maxLogE = std::max(state.maxLogE, regressed.log(*weighed.sums, state.stakes));
            if (m_passes == Passes::AtEachPoll)
                pass = passRule(state, weighed);
        }
    } else if (m_passes == Passes::AtEachPoll && state.canary.bad <= 0 && isAcceptable(state, Dispersion::unseen())) {
        // A canary without any bad event has none that could scatter.
        pass = mayPass(state) ? VerdictRule::AcceptableRate : VerdictRule::None;
    }
    // The counters of a version that is seen for the first time may hold more than this poll's stretch.
    if (!state.regressedAt && state.polls > 1 && state.maxLogE >= m_logLimit + state.logCorrection) {
        state.regressedAt = t;
        state.regressedRule = VerdictRule::SequentialTest;
    }
    if (pass == VerdictRule::None)
        state.notWorseSince.reset();
    else if (!state.notWorseSince)
        state.notWorseSince = t;
    state.notWorseRule = pass;
    if (!state.firstDecision && (state.regressedAt || state.notWorseSince))
        state.firstDecision = t;
    return most;
}

VerdictRule Judge::passRule(const JudgeState &state, const Weighed &weighed) const
{
    const RatioMixture &notWorse = m_process.notWorse();
    const double most = notWorse.logAtMost(*weighed.sums);
    VerdictRule rule = VerdictRule::None;
    if (most >= m_logNotWorseLimit
        && (most - notWorse.logTerms() >= m_logNotWorseLimit || notWorse.log(*weighed.sums) >= m_logNotWorseLimit))
        rule = VerdictRule::SequentialTest;
    else if (isAcceptable(state, weighed.dispersion))
        rule = VerdictRule::AcceptableRate;
    return rule == VerdictRule::None || !mayPass(state) ? VerdictRule::None : rule;
}

bool Judge::isAcceptable(const JudgeState &state, double dispersion) const
{
    return m_options.acceptableRate > 0 && logAcceptable(state, dispersion) >= m_logNotWorseLimit;
}

bool Judge::mayPass(const JudgeState &state) const
{
    return state.polls >= 2 && heldBackBy(state) == VerdictRule::None;
}

VerdictRule Judge::currentPass(const JudgeState &state) const
{
    if (m_passes == Passes::AtEachPoll)
        return state.notWorseSince ? state.notWorseRule : VerdictRule::None;
    SplitSums storage;
    const Weighed weighed = weigh(state, storage);
    return weighed.sums ? passRule(state, weighed) : VerdictRule::None;
}

VerdictRule Judge::heldBackBy(const JudgeState &state) const
{
    if (!(std::min(state.stable.total, state.canary.total) >= m_options.minimumRequests))
        return VerdictRule::MinimumRequests;
    const int without = state.refused + state.lost;
    return without > 3 && without > 0.1 * (state.polls + without) ? VerdictRule::LostPolls : VerdictRule::None;
}

void Judge::lose(JudgeState &state, TimePoint t, UnknownReason reason) const
{
    // Before the first poll there is nothing to lose: how far back somebody looks must not decide whether anything passes.
    if (state.polls > 0) {
        ++state.lost;
        note(state, EvidenceEvent::LostPoll, t);
    }
    setTrouble(state, reason, t);
    state.dispersion.breakChain();
}

void Judge::reset(JudgeState &state, TimePoint t) const
{
    if (state.regressedAt) {
        lose(state, t, UnknownReason::CounterReset);
        return;
    }
    restart(state, t, EvidenceEvent::CounterReset);
    ++state.lost;
    setTrouble(state, UnknownReason::CounterReset, t);
    state.dispersion.breakChain();
}

void Judge::restart(JudgeState &state, TimePoint t, EvidenceEvent event) const
{
    JudgeState fresh;
    fresh.restarts = state.restarts + 1;
    fresh.logCorrection = state.logCorrection;
    // How stable's bad events scatter is no evidence about the canary.
    if (event != EvidenceEvent::VersionChanged)
        fresh.dispersion = state.dispersion;
    note(fresh, event, t);
    state = fresh;
}

void Judge::resume(JudgeState &state, TimePoint t) const
{
    const bool same = state.polls == 0 || (state.r0 == m_options.r0 && state.corrected == m_options.correctBursts);
    if (!same)
        restart(state, t, EvidenceEvent::RulesChanged);
    else
        note(state, EvidenceEvent::ConsoleRestart, t);
}

} // namespace andon

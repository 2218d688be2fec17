// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/JudgeState.h"

#include "app/canary/StateJson.h"

namespace andon {

using nlohmann::json;
using namespace Qt::StringLiterals;

namespace {

/// Every member by name: what is written is what is read.
template<typename State, typename Visit> void visitMembers(State &state, Visit visit)
{
    visit("open", state.open.hits);
    visit("open_loads", state.open.loads);
    visit("closed", state.closed.hits);
    visit("closed_loads", state.closed.loads);
    visit("stakes", state.stakes.logs);
    visit("raises", state.stakes.raises);
    visit("log_correction", state.logCorrection);
    visit("max_log_e", state.maxLogE);
    visit("stable", state.stable);
    visit("canary", state.canary);
    visit("quiet_canary", state.quietCanary);
    visit("quiet_stable", state.quietStable);
    visit("recent_seconds", state.recent.seconds);
    visit("recent_bad", state.recent.bad);
    visit("recent_stable", state.recent.stableRequests);
    visit("recent_canary", state.recent.canaryRequests);
    StateJson::visitDispersion(state.dispersion, visit);
    visit("since", state.since);
    visit("last", state.last);
    visit("last_traffic", state.lastTraffic);
    visit("regressed_at", state.regressedAt);
    visit("not_worse_since", state.notWorseSince);
    visit("first_decision", state.firstDecision);
    visit("trouble_since", state.troubleSince);
    visit("last_event_at", state.lastEventAt);
    visit("regressed_rule", state.regressedRule);
    visit("not_worse_rule", state.notWorseRule);
    visit("trouble", state.trouble);
    visit("last_event", state.lastEvent);
    visit("polls", state.polls);
    visit("refused", state.refused);
    visit("lost", state.lost);
    visit("restarts", state.restarts);
    visit("quantile_streak", state.quantileStreak);
    visit("r0", state.r0);
    visit("corrected", state.corrected);
}

} // namespace

json judgeStateJson(const JudgeState &state)
{
    json object{{"format", StateJson::format}};
    visitMembers(state, StateJson::Writer{object});
    return object;
}

Result<JudgeState> readJudgeState(const json &object)
{
    return StateJson::read<JudgeState>(object, [](JudgeState &state, const StateJson::Reader &reader) {
        visitMembers(state, reader);
        if (state.polls < 0 || state.refused < 0 || state.lost < 0 || state.restarts < 0 || state.stakes.raises < 0 || state.maxLogE < 0)
            throw StateJson::Fault{u"a count is negative"_s};
        if ((state.polls > 0) != (state.last.has_value() && state.since.has_value()))
            throw StateJson::Fault{u"its polls have no times"_s};
    });
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/Strata.h"

#include "app/canary/StateJson.h"

#include <algorithm>
#include <cmath>

namespace andon {

using nlohmann::json;
using namespace Qt::StringLiterals;

namespace {

const auto nameOf = [](const auto &stratum) -> const std::string & { return stratum.name; };

/// ln of the weight of each of `count` strata that come with the `batch`-th poll that names new ones, from 0.
double logWeight(int batch, std::size_t count)
{
    const double mass = batch == 0 ? 0.9 : 0.1 / (batch * (batch + 1.0));
    return std::log(mass / static_cast<double>(count));
}

/// What the batches left of the weights: 1 − 0.9 − 0.1 Σ 1/(k(k + 1)).
double reserveOf(const StrataState &state)
{
    return state.batches == 0 ? 1 : 0.1 / state.batches;
}

/// Brings a state on its way into the cache while the one before is judged: of thousands of strata a minute none is still
/// there, and waiting for them would be half of a poll's price.
void fetch(const StratumState &state)
{
#if defined(__GNUC__)
    constexpr std::size_t line = 64;
    const char *const begin = reinterpret_cast<const char *>(&state);
    for (std::size_t at = 0; at < sizeof state; at += line)
        __builtin_prefetch(begin + at, 1);
#endif
}

/// Gives names that are new their place and their weight. `counts`: by name.
void admit(StrataState &state, const std::vector<StratumCounts> &counts)
{
    std::vector<StratumState> fresh;
    auto known = state.strata.begin();
    for (const StratumCounts &stratum : counts) {
        while (known != state.strata.end() && known->name < stratum.name)
            ++known;
        if (known != state.strata.end() && known->name == stratum.name)
            continue;
        if (state.strata.size() + fresh.size() < Strata::most)
            fresh.push_back({stratum.name, {}});
        else
            ++state.unjudged;
    }
    if (fresh.empty())
        return;
    for (StratumState &stratum : fresh)
        stratum.judge.logCorrection = -logWeight(state.batches, fresh.size());
    ++state.batches;
    std::ranges::move(fresh, std::back_inserter(state.strata));
    std::ranges::sort(state.strata, {}, nameOf);
}

template<typename State, typename Visit> void visitMembers(State &state, Visit visit)
{
    visit("batches", state.batches);
    visit("unjudged", state.unjudged);
    visit("regressed_at", state.regressedAt);
}

/// What is left of a stratum without its counts.
template<typename State, typename Visit> void visitMark(State &state, Visit visit)
{
    visit("log_correction", state.logCorrection);
    visit("max_log_e", state.maxLogE);
    visit("regressed_at", state.regressedAt);
    visit("regressed_rule", state.regressedRule);
}

Result<JudgeState> judgeOf(const json &member)
{
    if (!member.contains("mark"))
        return readJudgeState(member.value("judge", json()));
    return StateJson::read<JudgeState>(member["mark"], [](JudgeState &state, const StateJson::Reader &reader) {
        visitMark(state, reader);
        if (state.maxLogE < 0)
            throw StateJson::Fault{u"its largest evidence is negative"_s};
    });
}

} // namespace

json strataMarksJson(const StrataState &state, bool hurtAlone)
{
    json object{{"format", StateJson::format}, {"strata", json::array()}};
    for (const StratumState &stratum : state.strata) {
        if (hurtAlone && !stratum.judge.regressedAt)
            continue;
        json mark{{"format", StateJson::format}};
        visitMark(stratum.judge, StateJson::Writer{mark});
        object["strata"].push_back({{"name", stratum.name}, {"mark", std::move(mark)}});
    }
    StrataState whole;
    whole.batches = object["strata"].empty() ? 0 : state.batches;
    whole.regressedAt = state.regressedAt;
    visitMembers(whole, StateJson::Writer{object});
    return object;
}

json strataStateJson(const StrataState &state)
{
    json object{{"format", StateJson::format}, {"strata", json::array()}};
    visitMembers(state, StateJson::Writer{object});
    for (const StratumState &stratum : state.strata)
        object["strata"].push_back({{"name", stratum.name}, {"judge", judgeStateJson(stratum.judge)}});
    return object;
}

Result<StrataState> readStrataState(const json &object)
{
    return StateJson::read<StrataState>(object, [&](StrataState &state, const StateJson::Reader &reader) {
        visitMembers(state, reader);
        const json list = object.value("strata", json());
        if (!list.is_array() || list.size() > Strata::most)
            throw StateJson::Fault{u"strata: expected a list"_s};
        for (const json &member : list) {
            const bool named = member.is_object() && member.value("name", json()).is_string();
            const Result<JudgeState> judge = named ? judgeOf(member) : JudgeState();
            if (!named || !judge)
                throw StateJson::Fault{named ? judge.error().arguments.value(1) : u"a stratum has no name"_s};
            state.strata.push_back({member["name"].get<std::string>(), *judge});
        }
        const auto same = [](const StratumState &a, const StratumState &b) { return a.name >= b.name; };
        if (std::ranges::adjacent_find(state.strata, same) != state.strata.end())
            throw StateJson::Fault{u"strata: expected each name once, in order"_s};
        if (state.strata.empty() != (state.batches == 0))
            throw StateJson::Fault{u"strata: as many polls as brought names"_s};
    });
}

bool isMoreSuspect(const StratumRank &a, const StratumRank &b)
{
    if (a.verdict.p != b.verdict.p)
        return a.verdict.p < b.verdict.p;
    return a.verdict.logE != b.verdict.logE ? a.verdict.logE > b.verdict.logE : a.name < b.name;
}

Strata::Strata(const JudgeOptions &options)
    : m_judge(options, Judge::Passes::WhenAsked)
{
}

void Strata::take(StrataState &state, TimePoint t, const std::vector<StratumCounts> &counts) const
{
    state.unjudged = 0;
    double atMost = 1; // of the averaged E: all weights and what is left of them, where no stratum's E is more than 1
    // As nearly always, poll for poll: the same names in the same order.
    std::size_t at = 0;
    for (; at < counts.size() && at < state.strata.size() && state.strata[at].name == counts[at].name; ++at) {
        if (at + 1 < state.strata.size())
            fetch(state.strata[at + 1]);
        atMost += takeOne(state.strata[at], t, counts[at]);
    }
    if (at < counts.size() || at < state.strata.size()) {
        takeByName(state, t, {counts.begin() + static_cast<std::ptrdiff_t>(at), counts.end()});
        atMost = std::numeric_limits<double>::infinity();
    }
    if (!state.regressedAt && std::log(atMost) >= m_judge.logLimit() && logE(state) >= m_judge.logLimit())
        state.regressedAt = t;
}

void Strata::takeByName(StrataState &state, TimePoint t, std::vector<StratumCounts> counts) const
{
    std::ranges::sort(counts, {}, nameOf);
    admit(state, counts);
    auto stratum = state.strata.begin();
    for (const StratumCounts &count : counts) {
        while (stratum != state.strata.end() && stratum->name < count.name)
            ++stratum;
        if (stratum != state.strata.end() && stratum->name == count.name) // else there are too many, and it is left out
            takeOne(*stratum, t, count);
    }
}

/// What the weighted E is above the weight, or more.
double Strata::takeOne(StratumState &stratum, TimePoint t, const StratumCounts &counts) const
{
    CountPoll poll;
    poll.t = t;
    poll.stable = counts.stable;
    poll.canary = counts.canary;
    double atMost = 0;
    m_judge.take(stratum.judge, poll, &atMost);
    return atMost <= 0 ? 0 : std::exp(atMost - stratum.judge.logCorrection);
}

double Strata::logE(const StrataState &state) const
{
    std::vector<double> logs;
    for (const StratumState &stratum : state.strata)
        logs.push_back(m_judge.logE(stratum.judge) - stratum.judge.logCorrection);
    logs.push_back(std::log(reserveOf(state)));
    return logMeanExp(logs) + std::log(static_cast<double>(logs.size()));
}

std::vector<StratumRank> Strata::ranked(const StrataState &state, TimePoint now) const
{
    std::vector<StratumRank> ranks;
    for (const StratumState &stratum : state.strata)
        ranks.push_back({stratum.name, m_judge.verdict(stratum.judge, now)});
    std::ranges::sort(ranks, isMoreSuspect);
    return ranks;
}

std::vector<UnmetStratum> Strata::unmet(const StrataState &state, const UnmetLimits &limits) const
{
    ArmCounts whole; // total: stable's requests, bad: the canary's
    for (const StratumState &stratum : state.strata) {
        whole.total += stratum.judge.stable.total;
        whole.bad += stratum.judge.canary.total;
    }
    std::vector<UnmetStratum> unmet;
    for (const StratumState &stratum : state.strata) {
        const double requests = stratum.judge.stable.total;
        if (!(whole.bad > 0) || !(requests >= limits.fewest) || stratum.judge.canary.total > 0)
            continue;
        const UnmetStratum one{stratum.name, requests, requests * whole.bad / whole.total, requests / whole.total};
        if (one.share >= limits.share || one.expected >= limits.expected)
            unmet.push_back(one);
    }
    std::ranges::sort(unmet, [](const UnmetStratum &a, const UnmetStratum &b) {
        return a.stableRequests != b.stableRequests ? a.stableRequests > b.stableRequests : a.name < b.name;
    });
    return unmet;
}

} // namespace andon

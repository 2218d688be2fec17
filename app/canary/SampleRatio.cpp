// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/SampleRatio.h"

#include "app/canary/StateJson.h"

#include <algorithm>
#include <cmath>

namespace andon {

namespace {

constexpr std::size_t ninetyPercent = 3;
constexpr std::size_t hundredTenPercent = 5;
static_assert(gridRatios[ninetyPercent] == 0.9 && gridRatios[hundredTenPercent] == 1.1);

/// A weight of 0 or 1 would leave nothing to compare with; that much traffic on the other side is still a mismatch.
double splitOf(double weight)
{
    return std::clamp(weight, 0.001, 0.999);
}

std::optional<double> dispersionOf(const SampleRatioState &state)
{
    return state.dispersion.upper(1 - splitOf(state.weight));
}

template<typename State, typename Visit> void visitMembers(State &state, Visit visit)
{
    visit("open", state.open.hits);
    visit("open_loads", state.open.loads);
    visit("closed", state.closed.hits);
    visit("closed_loads", state.closed.loads);
    StateJson::visitDispersion(state.dispersion, visit);
    visit("max_log_e", state.maxLogE);
    visit("mismatch_since", state.mismatchSince);
}

} // namespace

nlohmann::json sampleRatioStateJson(const SampleRatioState &state)
{
    nlohmann::json object{{"format", StateJson::format}};
    visitMembers(state, StateJson::Writer{object});
    object["weight"] = std::isnan(state.weight) ? nlohmann::json() : nlohmann::json(state.weight);
    return object;
}

Result<SampleRatioState> readSampleRatioState(const nlohmann::json &object)
{
    return StateJson::read<SampleRatioState>(object, [](SampleRatioState &state, const StateJson::Reader &reader) {
        visitMembers(state, reader);
        std::optional<double> weight; // not a number before the first poll
        reader("weight", weight);
        if (weight && !(*weight >= 0 && *weight <= 1))
            throw StateJson::Fault{QStringLiteral("a weight is no share")};
        state.weight = weight.value_or(state.weight);
        if (state.maxLogE < 0)
            throw StateJson::Fault{QStringLiteral("its largest evidence is negative")};
    });
}

SampleRatio::SampleRatio(double alpha)
    : m_process(1),
      m_above(gridWith(1), hundredTenPercent, RatioMixture::Side::Above),
      m_below(gridWith(1), ninetyPercent, RatioMixture::Side::Below),
      m_logLimit(std::log(1 / alpha))
{
}

void SampleRatio::take(SampleRatioState &state, TimePoint t, double stableRequests, double canaryRequests, double weight) const
{
    const double requests = stableRequests + canaryRequests;
    if (!std::isfinite(requests) || !std::isfinite(weight) || stableRequests < 0 || canaryRequests < 0 || requests <= 0)
        return;
    if (weight != state.weight) {
        SampleRatioState fresh;
        fresh.dispersion = state.dispersion;
        fresh.dispersion.breakChain();
        fresh.weight = weight;
        state = fresh;
    }
    state.dispersion.add(t, {canaryRequests, requests}, {});
    if (state.dispersion.isBlockFull()) {
        state.closed.add(state.open, 1 / dispersionOf(state).value());
        state.open = {};
        state.dispersion.startBlock();
    }
    m_process.add(state.open, canaryRequests, requests, splitOf(weight));
    state.maxLogE = std::max(state.maxLogE, logE(state));
    if (!state.mismatchSince && state.maxLogE >= m_logLimit)
        state.mismatchSince = t;
}

double SampleRatio::logE(const SampleRatioState &state) const
{
    const std::optional<double> dispersion = dispersionOf(state);
    if (!dispersion)
        return 0;
    SplitSums sums = state.closed;
    sums.add(state.open, 1 / *dispersion);
    return logMeanExp(std::array{m_above.log(sums), m_below.log(sums)});
}

} // namespace andon

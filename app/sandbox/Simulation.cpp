// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/Simulation.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace andon::sandbox {

static constexpr std::array<const char *, 3> toolNames{"search", "orders", "calculator"};

const char *nameOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Ok: return "ok";
    case Outcome::Wrong: return "wrong";
    case Outcome::Error: return "error";
    case Outcome::Timeout: return "timeout";
    case Outcome::Rejected: return "rejected";
    }
    return "";
}

Simulation::Simulation(std::uint64_t seed)
    : m_random(seed)
{
}

double Simulation::uniform()
{
    return std::uniform_real_distribution<double>(0, 1)(m_random);
}

bool Simulation::chance(double probability)
{
    return uniform() < probability;
}

int Simulation::poisson(double mean)
{
    return mean > 0 ? std::poisson_distribution<int>(mean)(m_random) : 0;
}

double Simulation::normal()
{
    return std::normal_distribution<double>()(m_random);
}

double Simulation::logNormal(double median, double sigma)
{
    return median * std::exp(sigma * normal());
}

std::string Simulation::hexDigits(int count)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    std::uint64_t bits = 0;
    for (int i = 0; i < count; ++i, bits >>= 4) {
        if (i % 16 == 0)
            bits = m_random();
        text += digits[bits & 15];
    }
    return text;
}

void Simulation::drawWork(const Behaviour &behaviour, RequestSample &sample)
{
    double latency = logNormal(behaviour.latencyMedian, behaviour.latencySigma);
    if (behaviour.canned) {
        sample.latencySeconds += latency;
        sample.tokensOut = 24;
        return;
    }
    sample.cacheHit = chance(behaviour.cacheHitRate);
    if (*sample.cacheHit) {
        sample.latencySeconds += latency * 0.04;
        return;
    }
    sample.retrievalHit = chance(behaviour.retrievalHitRate);
    while (sample.retries < 3 && chance(behaviour.retryRate)) {
        ++sample.retries;
        latency += logNormal(behaviour.latencyMedian, behaviour.latencySigma) * 0.6;
    }
    const int calls = std::min(poisson(behaviour.toolCalls), 12);
    for (int i = 0; i < calls; ++i) {
        const auto tool = static_cast<std::size_t>(uniform() * toolNames.size());
        const ToolCall call{toolNames[tool], logNormal(behaviour.toolMedian, 0.5), chance(behaviour.toolFailureRate)};
        latency += call.seconds;
        sample.tools.push_back(call);
    }
    sample.tokensIn = static_cast<int>(logNormal(behaviour.tokensIn, 0.35));
    sample.tokensOut = static_cast<int>(logNormal(behaviour.tokensOut, 0.45));
    sample.budgetOverrun = sample.tokensIn + sample.tokensOut > tokenBudget;
    const double tries = 1 + sample.retries;
    sample.costUsd =
        tries * (sample.tokensIn * behaviour.model.inputPrice + sample.tokensOut * behaviour.model.outputPrice) / 1e6;
    sample.latencySeconds += latency;
}

void Simulation::drawRisks(const Behaviour &behaviour, bool attack, RequestSample &sample)
{
    sample.unauthorized = chance(behaviour.unauthorizedRate);
    sample.sensitiveHit = chance(behaviour.sensitiveRate);
    if (attack && !behaviour.canned) {
        sample.injectionHit = chance(behaviour.attackSuccess);
        if (!sample.injectionHit)
            sample.goodRefusal = true;
    } else if (chance(behaviour.badRefusalRate)) {
        sample.goodRefusal = false;
    }
}

void Simulation::drawOpinions(const Behaviour &behaviour, RequestSample &sample)
{
    const bool right = chance(behaviour.quality) && !sample.injectionHit && sample.goodRefusal.value_or(true);
    sample.outcome = right ? Outcome::Ok : Outcome::Wrong;
    sample.adopted = right && chance(behaviour.adoptionRate);
    if (chance(0.25)) // one user in four gives feedback, and is wrong now and then
        sample.feedbackUp = chance(right ? 0.93 : 0.12);
    if (chance(0.2)) // the judge reads one answer in five
        sample.judgedGood = chance(right ? 0.985 : 0.06);
}

RequestSample Simulation::draw(const Behaviour &behaviour, double budgetSeconds, bool attack, double load)
{
    RequestSample sample;
    sample.model = behaviour.model.name;
    if (load > 1 && chance(1 - 1 / load)) {
        sample.outcome = Outcome::Rejected;
        sample.rejection = "overload";
        return sample;
    }
    // Mean wait of a single queue, ρ/(1-ρ) service times; held below the pole.
    const double rho = std::clamp(load, 0.0, 0.97);
    sample.queueSeconds = -std::log(1 - uniform()) * 0.02 * rho / (1 - rho);
    sample.latencySeconds = sample.queueSeconds;
    if (chance(behaviour.errorRate)) {
        sample.outcome = Outcome::Error;
        sample.latencySeconds += logNormal(behaviour.latencyMedian * 0.3, behaviour.latencySigma);
        sample.latencySeconds = std::min(sample.latencySeconds, budgetSeconds);
        return sample;
    }
    drawWork(behaviour, sample);
    drawRisks(behaviour, attack, sample);
    if (sample.latencySeconds > budgetSeconds) {
        sample.outcome = Outcome::Timeout;
        sample.latencySeconds = budgetSeconds;
        return sample;
    }
    drawOpinions(behaviour, sample);
    return sample;
}

} // namespace andon::sandbox

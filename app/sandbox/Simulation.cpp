// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/Simulation.h"

#include <algorithm>
#include <cmath>

namespace andon::sandbox {

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

void Simulation::drawTools(const Behaviour &behaviour, RequestSample &sample)
{
    const int calls = std::min(poisson(behaviour.toolCalls), 12);
    for (int i = 0; i < calls; ++i)
        sample.tools.push_back({toolNames()[static_cast<std::size_t>(uniform() * static_cast<double>(toolNames().size()))]});
}

const Behaviour &Simulation::drawWork(const Behaviour &usual, const ToolFault *toolFault, RequestSample &sample)
{
    if (usual.canned) {
        sample.latencySeconds += logNormal(usual.latencyMedian, usual.latencySigma);
        sample.tokensOut = 24;
        return usual;
    }
    sample.cacheHit = chance(usual.cacheHitRate);
    if (*sample.cacheHit) {
        sample.latencySeconds += logNormal(usual.latencyMedian, usual.latencySigma) * 0.04;
        return usual;
    }
    drawTools(usual, sample);
    const bool isHit = toolFault && std::ranges::count(sample.tools, toolFault->tool, &ToolCall::tool) > 0;
    const Behaviour &behaviour = isHit ? toolFault->behaviour : usual;
    double latency = logNormal(behaviour.latencyMedian, behaviour.latencySigma);
    sample.retrievalHit = chance(behaviour.retrievalHitRate);
    while (sample.retries < 3 && chance(behaviour.retryRate)) {
        ++sample.retries;
        latency += logNormal(behaviour.latencyMedian, behaviour.latencySigma) * 0.6;
    }
    for (ToolCall &call : sample.tools) {
        const Behaviour &tool = isHit && call.tool != toolFault->tool ? usual : behaviour;
        call.seconds = logNormal(tool.toolMedian, 0.5);
        call.failed = chance(tool.toolFailureRate);
        latency += call.seconds;
    }
    sample.tokensIn = static_cast<int>(logNormal(behaviour.tokensIn, 0.35));
    sample.tokensOut = static_cast<int>(logNormal(behaviour.tokensOut, 0.45));
    sample.budgetOverrun = sample.tokensIn + sample.tokensOut > tokenBudget;
    const double tries = 1 + sample.retries;
    sample.costUsd =
        tries * (sample.tokensIn * behaviour.model.inputPrice + sample.tokensOut * behaviour.model.outputPrice) / 1e6;
    sample.latencySeconds += latency;
    return behaviour;
}

bool Simulation::drawError(const Behaviour &behaviour, double budgetSeconds, RequestSample &sample)
{
    if (!chance(behaviour.errorRate))
        return false;
    sample.outcome = Outcome::Error;
    sample.latencySeconds += logNormal(behaviour.latencyMedian * 0.3, behaviour.latencySigma);
    sample.latencySeconds = std::min(sample.latencySeconds, budgetSeconds);
    return true;
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

RequestSample Simulation::draw(const Behaviour &usual, double budgetSeconds, bool attack, double load, const ToolFault *toolFault)
{
    RequestSample sample;
    sample.model = usual.model.name;
    if (load > 1 && chance(1 - 1 / load)) {
        sample.outcome = Outcome::Rejected;
        sample.rejection = "overload";
        return sample;
    }
    // Mean wait of a single queue, ρ/(1-ρ) service times; held below the pole.
    const double rho = std::clamp(load, 0.0, 0.97);
    sample.queueSeconds = -std::log(1 - uniform()) * 0.02 * rho / (1 - rho);
    sample.latencySeconds = sample.queueSeconds;
    if (drawError(usual, budgetSeconds, sample))
        return sample;
    const Behaviour &behaviour = drawWork(usual, toolFault, sample);
    if (&behaviour != &usual && drawError(behaviour, budgetSeconds, sample))
        return sample;
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

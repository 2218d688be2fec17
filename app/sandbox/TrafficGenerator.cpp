// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/TrafficGenerator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace andon::sandbox {

TrafficGenerator::TrafficGenerator(Simulation &simulation, double meanRate)
    : m_simulation(simulation)
    , m_meanRate(meanRate)
{
    int users = 60;
    for (const std::string &tenant : tenants()) {
        for (int i = 1; i <= users; ++i)
            m_people.push_back({tenant + "-user-" + std::to_string(i), tenant});
        users -= 20;
    }
}

double TrafficGenerator::waveAt(double seconds) const
{
    constexpr double turn = 2 * std::numbers::pi;
    return m_meanRate * (1 + 0.22 * std::sin(turn * seconds / 300) + 0.08 * std::sin(turn * seconds / 47));
}

int TrafficGenerator::arrivals(double seconds)
{
    if (m_meanRate <= 0 || seconds <= 0)
        return 0;
    constexpr double memory = 20; // seconds
    constexpr double deviation = 0.08;
    const double decay = std::exp(-seconds / memory);
    m_noise = m_noise * decay + deviation * std::sqrt(1 - decay * decay) * m_simulation.normal();
    m_elapsed += seconds;
    const double rate = waveAt(m_elapsed) + m_meanRate * m_noise;
    return m_simulation.poisson(std::max(0.0, rate) * seconds);
}

Identity TrafficGenerator::nextIdentity()
{
    // Squaring prefers the first of the list: a few users ask most.
    const double place = m_simulation.uniform() * m_simulation.uniform();
    const auto index = static_cast<std::size_t>(place * static_cast<double>(m_people.size()));
    const Person &person = m_people[std::min(index, m_people.size() - 1)];
    const double way = m_simulation.uniform();
    return {person.userId, person.tenantId, m_simulation.chance(0.02), entrypoints()[way < 0.6 ? 0 : way < 0.85 ? 1 : 2]};
}

} // namespace andon::sandbox

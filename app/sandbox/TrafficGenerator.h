// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/Simulation.h"

#include <string>
#include <vector>

namespace andon::sandbox {

/// Who asks: one user of one tenant.
struct Identity {
    std::string userId;
    std::string tenantId;
    bool attack = false; ///< the prompt tries to subvert the model
    std::string entrypoint{};
};

/// Arrivals with a drifting rate from a small set of users. Pure but for the draws it takes from the simulation.
class TrafficGenerator {
public:
    /// `meanRate`: requests a second, 0 for no generated traffic.
    TrafficGenerator(Simulation &simulation, double meanRate);

    /// The rate at `seconds` after the start without its noise: the mean with two waves, of 5 min and of 47 s.
    [[nodiscard]] double waveAt(double seconds) const;

    /// How many requests arrive during the next `seconds`.
    [[nodiscard]] int arrivals(double seconds);

    [[nodiscard]] Identity nextIdentity();

private:
    struct Person {
        std::string userId;
        std::string tenantId;
    };
    Simulation &m_simulation;
    double m_meanRate;
    double m_elapsed = 0; ///< seconds
    double m_noise = 0;   ///< Ornstein-Uhlenbeck, deviation about 0.08 of the mean
    std::vector<Person> m_people;
};

} // namespace andon::sandbox

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/VersionModel.h"

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace andon::sandbox {

enum class Outcome { Ok, Wrong, Error, Timeout, Rejected };

[[nodiscard]] const char *nameOf(Outcome outcome);

struct ToolCall {
    std::string tool;
    double seconds = 0;
    bool failed = false;
};

/// All that happened to one request. Times are virtual: nothing waits.
struct RequestSample {
    Outcome outcome = Outcome::Ok;
    std::string rejection;      ///< "throttle" or "overload" where outcome is Rejected
    std::string model;
    double latencySeconds = 0;  ///< whole, queue included
    double queueSeconds = 0;
    int tokensIn = 0;
    int tokensOut = 0;
    double costUsd = 0;
    int retries = 0;
    std::optional<bool> cacheHit;     ///< empty: the cache was not asked
    std::optional<bool> retrievalHit; ///< empty: nothing was retrieved
    std::vector<ToolCall> tools;
    std::optional<bool> feedbackUp;   ///< empty: the user gave none
    std::optional<bool> judgedGood;   ///< empty: not in the judged sample
    std::optional<bool> goodRefusal;  ///< empty: not refused
    bool adopted = false;
    bool unauthorized = false;
    bool injectionHit = false;
    bool sensitiveHit = false;
    bool budgetOverrun = false;       ///< more tokens than tokenBudget
};

/// A behaviour that sets in where a request calls one tool.
struct ToolFault {
    std::string tool;
    Behaviour behaviour;
};

/// Seconds after which an answer counts as slow.
inline constexpr double slowSeconds = 2.5;
/// Tokens, in and out, that one request may use before it counts as an overrun.
inline constexpr int tokenBudget = 4000;

/// Draws requests from a behaviour. The same seed and the same calls give the same samples.
class Simulation {
public:
    explicit Simulation(std::uint64_t seed);

    /// One request with a time budget in seconds. `load` is work in progress over capacity: above 0 it queues,
    /// above 1 it rejects the surplus. `toolFault`: null for none.
    [[nodiscard]] RequestSample draw(const Behaviour &behaviour, double budgetSeconds, bool attack, double load,
                                     const ToolFault *toolFault = nullptr);

    [[nodiscard]] bool chance(double probability);
    [[nodiscard]] double uniform();          ///< 0 to 1, 1 excluded
    [[nodiscard]] int poisson(double mean);
    [[nodiscard]] double normal();           ///< mean 0, deviation 1
    [[nodiscard]] std::string hexDigits(int count);

private:
    double logNormal(double median, double sigma);
    /// Gives the behaviour that holds from here on: the tool's, where a request calls one that has a fault.
    const Behaviour &drawWork(const Behaviour &behaviour, const ToolFault *toolFault, RequestSample &sample);
    void drawTools(const Behaviour &behaviour, RequestSample &sample);
    bool drawError(const Behaviour &behaviour, double budgetSeconds, RequestSample &sample);
    void drawRisks(const Behaviour &behaviour, bool attack, RequestSample &sample);
    void drawOpinions(const Behaviour &behaviour, RequestSample &sample);

    std::mt19937_64 m_random;
};

} // namespace andon::sandbox

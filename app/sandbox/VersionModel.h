// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace andon::sandbox {

/// What may be wrong with one version, injected from outside.
enum class Fault { Slow, Costly, Wrong, Injected, Down, Flaky };
using Faults = std::set<Fault>;

[[nodiscard]] const char *nameOf(Fault fault);
[[nodiscard]] std::optional<Fault> faultNamed(const std::string &name);

/// Where a version's faults are: in every request, or only where all that is named here fits.
struct FaultScope {
    std::string tenant;     ///< empty: in each
    std::string entrypoint; ///< one of entrypoints()
    std::string tool;       ///< one of toolNames(): requests that call it
    std::string prompt;     ///< id of a prompt version
    std::string index;      ///< id of an index version
    [[nodiscard]] bool isWhole() const { return *this == FaultScope(); }
    bool operator==(const FaultScope &) const = default;
};

/// What is wrong with one version, and where.
struct SeededFaults {
    Faults faults;
    FaultScope only;
};

/// What a request came by and was answered with, beside its version.
struct RequestMarks {
    std::string tenant;
    std::string entrypoint;
    std::string prompt;
    std::string index;
    /// Whether faults of that scope are in this request, as far as its tools do not matter.
    [[nodiscard]] bool isIn(const FaultScope &scope) const;
};

/// The ways in to the service: "web", "api", "mobile".
[[nodiscard]] const std::vector<std::string> &entrypoints();
/// What answers are looked up and worked out with: "search", "orders", "calculator".
[[nodiscard]] const std::vector<std::string> &toolNames();
/// The tenants of the generated traffic; all others are "other" in the metrics, whatever they call themselves.
[[nodiscard]] const std::vector<std::string> &tenants();

/// A language model and what it costs, in US dollars per million tokens.
struct Model {
    std::string name;
    double inputPrice = 0;
    double outputPrice = 0;
};

/// How a version answers. Rates are shares of requests, 0 to 1; times are seconds.
struct Behaviour {
    Model model;
    Model cheaperModel;         ///< taken at degrade level 2
    double quality = 0;         ///< share of right answers
    double latencyMedian = 0;   ///< of a log-normal distribution
    double latencySigma = 0;    ///< of its logarithm
    double errorRate = 0;       ///< answers 5xx
    double retryRate = 0;       ///< each try of the model that has to be repeated
    double tokensIn = 0;        ///< median per request, log-normal
    double tokensOut = 0;       ///< median per request, log-normal
    double cacheHitRate = 0;
    double retrievalHitRate = 0;
    double toolCalls = 0;       ///< mean per request, Poisson
    double toolFailureRate = 0; ///< of tool calls
    double toolMedian = 0;      ///< seconds of one call, log-normal
    double adoptionRate = 0;    ///< right answers that the user takes over
    double attackSuccess = 0;   ///< attacks that get through as injection hits
    double unauthorizedRate = 0;
    double sensitiveRate = 0;
    double badRefusalRate = 0;  ///< honest questions refused
    double restartsPerHour = 0;
    bool canned = false;        ///< degrade level 3: the gateway answers by itself
};

enum class Role { Stable, Canary, Idle };

/// A version of the service: what it is made of and how it behaves.
struct Version {
    std::string id;
    Role role = Role::Idle;
    double weight = 0;                             ///< percent of traffic at the start
    std::map<std::string, std::string> versionSet; ///< code, config, prompt, model, index, policy
    Behaviour behaviour;
    /// Parts that keptShare of its requests still get: a conversation keeps the prompt that it began with, and documents
    /// that are not indexed again yet are found in the index before.
    std::map<std::string, std::string> kept{};
};

inline constexpr double keptShare = 0.3;

struct DegradeLevel {
    int level;
    const char *title;
};

/// The levels that the gateway knows, 0 (normal) first.
[[nodiscard]] const std::vector<DegradeLevel> &degradeLevels();

/// The versions that the gateway starts with: one stable, one canary, one idle.
[[nodiscard]] std::vector<Version> startingVersions();

/// What becomes of a version's behaviour under faults and a degrade level (0 to 3). Pure.
[[nodiscard]] Behaviour changed(Behaviour behaviour, const Faults &faults, int degradeLevel);

} // namespace andon::sandbox

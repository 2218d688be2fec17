// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace andon::sandbox {

/// A limit on all requests, or those of one tenant or one user.
struct ThrottleLimit {
    enum class Scope { All, Tenant, User };
    Scope scope = Scope::All;
    std::string id; ///< tenant or user; empty for all
    std::optional<double> requestsPerSecond; ///< 0 lets nothing pass
    std::optional<double> tokensPerMinute;   ///< 0 lets nothing pass
    bool operator==(const ThrottleLimit &) const = default;
};

[[nodiscard]] const char *nameOf(ThrottleLimit::Scope scope);
[[nodiscard]] std::optional<ThrottleLimit::Scope> scopeNamed(const std::string &name);

/// Token buckets for a list of limits. Times are those of one clock that never goes back.
class Throttle {
public:
    using Time = std::chrono::nanoseconds;

    /// Buckets of limits that stay the same keep their level.
    void setLimits(const std::vector<ThrottleLimit> &limits, Time now);

    /// True when every limit that concerns this request lets it pass; then one request is taken from each.
    [[nodiscard]] bool admit(const std::string &tenantId, const std::string &userId, Time now);

    /// Takes the tokens that an admitted request has used. The level may fall below 0: later requests wait for it.
    void spend(const std::string &tenantId, const std::string &userId, int tokens);

private:
    struct Bucket {
        ThrottleLimit limit;
        double requests = 0;
        double tokens = 0;
        Time at{0};
        [[nodiscard]] bool concerns(const std::string &tenantId, const std::string &userId) const;
        void refill(Time now);
    };
    std::vector<Bucket> m_buckets;
};

} // namespace andon::sandbox

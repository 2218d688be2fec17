// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/Throttle.h"

#include <algorithm>

namespace andon::sandbox {

const char *nameOf(ThrottleLimit::Scope scope)
{
    switch (scope) {
    case ThrottleLimit::Scope::All: return "all";
    case ThrottleLimit::Scope::Tenant: return "tenant";
    case ThrottleLimit::Scope::User: return "user";
    }
    return "";
}

std::optional<ThrottleLimit::Scope> scopeNamed(const std::string &name)
{
    for (const auto scope : {ThrottleLimit::Scope::All, ThrottleLimit::Scope::Tenant, ThrottleLimit::Scope::User}) {
        if (name == nameOf(scope))
            return scope;
    }
    return std::nullopt;
}

/// A second's worth of requests, at least one unless the limit is 0.
static double requestCapacity(const ThrottleLimit &limit)
{
    const double rate = limit.requestsPerSecond.value_or(0);
    return rate > 0 ? std::max(1.0, rate) : 0;
}

bool Throttle::Bucket::concerns(const std::string &tenantId, const std::string &userId) const
{
    switch (limit.scope) {
    case ThrottleLimit::Scope::All: return true;
    case ThrottleLimit::Scope::Tenant: return limit.id == tenantId;
    case ThrottleLimit::Scope::User: return limit.id == userId;
    }
    return false;
}

void Throttle::Bucket::refill(Time now)
{
    const double seconds = std::max(0.0, std::chrono::duration<double>(now - at).count());
    at = std::max(at, now);
    if (limit.requestsPerSecond)
        requests = std::min(requestCapacity(limit), requests + seconds * *limit.requestsPerSecond);
    if (limit.tokensPerMinute)
        tokens = std::min(*limit.tokensPerMinute, tokens + seconds * *limit.tokensPerMinute / 60);
}

void Throttle::setLimits(const std::vector<ThrottleLimit> &limits, Time now)
{
    std::vector<Bucket> buckets;
    for (const ThrottleLimit &limit : limits) {
        const auto old = std::find_if(m_buckets.begin(), m_buckets.end(),
                                      [&](const Bucket &bucket) { return bucket.limit == limit; });
        if (old != m_buckets.end())
            buckets.push_back(*old);
        else
            buckets.push_back({limit, requestCapacity(limit), limit.tokensPerMinute.value_or(0), now});
    }
    m_buckets = std::move(buckets);
}

bool Throttle::admit(const std::string &tenantId, const std::string &userId, Time now)
{
    bool pass = true;
    for (Bucket &bucket : m_buckets) {
        if (!bucket.concerns(tenantId, userId))
            continue;
        bucket.refill(now);
        pass = pass && (!bucket.limit.requestsPerSecond || bucket.requests >= 1)
            && (!bucket.limit.tokensPerMinute || bucket.tokens > 0);
    }
    if (!pass)
        return false;
    for (Bucket &bucket : m_buckets) {
        if (bucket.concerns(tenantId, userId) && bucket.limit.requestsPerSecond)
            bucket.requests -= 1;
    }
    return true;
}

void Throttle::spend(const std::string &tenantId, const std::string &userId, int tokens)
{
    for (Bucket &bucket : m_buckets) {
        if (bucket.concerns(tenantId, userId) && bucket.limit.tokensPerMinute)
            bucket.tokens -= tokens;
    }
}

} // namespace andon::sandbox

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/MetricsText.h"
#include "app/sandbox/Simulation.h"

#include <map>
#include <set>

namespace andon::sandbox {

/// Where a request's trace is, for exemplars.
struct TraceMark {
    std::string traceId;
    double arrivedSeconds = 0; ///< since the epoch
};

/// The gateway's metrics by their names. Series of errors, timeouts and rejections exist from their first event on,
/// as with the usual client libraries; the others from the version's first request on. Tenants that are not those of the
/// generated traffic count as "other", so that nobody's names make series without end.
class GatewayMetrics {
public:
    explicit GatewayMetrics(const std::vector<Version> &versions);

    /// Makes the ordinary series of a version exist at 0.
    void begin(const std::string &version);
    void record(const std::string &version, const RequestSample &sample, int degradeLevel, const RequestMarks &marks,
                const TraceMark &trace = {});
    void restarted(const std::string &version);
    void setWeights(const std::map<std::string, double> &weights);
    void setDegradeLevel(int level);

    [[nodiscard]] const MetricsText &registry() const { return m_text; }

private:
    void recordAnswer(const std::string &version, const RequestSample &sample);
    void addMarks(const std::string &version, const RequestSample &sample, const RequestMarks &marks, int by);
    void beginMarks(const Version &version);

    MetricsText m_text;
    std::vector<Version> m_versions;
    std::set<std::string> m_begun;
};

} // namespace andon::sandbox

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/AdminState.h"
#include "app/sandbox/GatewayMetrics.h"
#include "app/sandbox/RequestLog.h"
#include "app/sandbox/TrafficGenerator.h"

namespace andon::sandbox {

struct GatewayOptions {
    double rate = 40; ///< mean generated requests a second
    quint64 seed = 1;
};

/// A request as it comes in.
struct ChatRequest {
    std::string userId, tenantId;
    std::string traceId;       ///< empty: the gateway makes one
    double budgetSeconds = 8;
    bool attack = false;       ///< the prompt tries to subvert the model
    std::string entrypoint = "api";
    std::string prompt{};
};

/// What became of a request.
struct ChatResult {
    std::string requestId, traceId, version;
    int degradeLevel = 0;
    RequestSample sample;
};

/// The gateway itself: takes requests, picks a version by weight, draws what happens, counts and logs it.
/// Knows no HTTP and no timer: time passes by calls of pass(). One thread.
class SandboxGateway {
public:
    SandboxGateway(const Clock &clock, const GatewayOptions &options);

    /// Lets `seconds` of traffic happen, up to `ago` before now, and ends what has expired.
    void pass(double seconds, std::chrono::nanoseconds ago = {});
    ChatResult serve(const ChatRequest &request);

    /// In place of what was wrong with it before. False where there is no such version.
    bool setFaults(const std::string &version, const Faults &faults, const FaultScope &only = {});
    [[nodiscard]] const std::map<std::string, SeededFaults> &faults() const { return m_faults; }
    [[nodiscard]] const std::vector<Version> &versions() const { return m_versions; }

    /// The text of GET /metrics.
    /// `open`: as OpenMetrics, with exemplars, else as the Prometheus text format.
    [[nodiscard]] QByteArray metricsText(bool open = false);
    [[nodiscard]] const MetricsText &metrics() const { return m_metrics.registry(); }
    [[nodiscard]] AdminState &admin() { return m_admin; }
    [[nodiscard]] RequestLog &log() { return m_log; }

private:
    ChatResult serveAt(const ChatRequest &request, std::chrono::nanoseconds at);
    const Version &pick();
    RequestMarks marksOf(const Version &version, const ChatRequest &request);
    RequestSample draw(const Version &version, const RequestMarks &marks, const ChatRequest &request, std::chrono::nanoseconds at);
    /// Work in progress over capacity, from the seconds of work that the last ten seconds brought.
    double load(std::chrono::nanoseconds at);

    const Clock &m_clock;
    std::vector<Version> m_versions;
    std::map<std::string, SeededFaults> m_faults; ///< every version is named
    Simulation m_simulation;
    TrafficGenerator m_generator;
    GatewayMetrics m_metrics;
    RequestLog m_log;
    AdminState m_admin;
    Throttle m_throttle;
    qint64 m_throttleGeneration = 0; ///< of the admin state whose limits m_throttle has
    double m_capacity;               ///< requests that can be worked on at once
    double m_work = 0;               ///< requests in work, smoothed
    std::size_t m_asked = 0;         ///< generated requests so far
    std::chrono::nanoseconds m_workAt{0};
};

} // namespace andon::sandbox

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/GatewayMetrics.h"

#include <algorithm>
#include <array>

namespace andon::sandbox {

using Strings = std::vector<std::pair<std::string, std::string>>;

static const Strings counters{
    {"gateway_requests_total", "Requests by version and outcome: ok, wrong, error, timeout or rejected."},
    {"gateway_tokens_total", "Tokens sent to (in) and received from (out) the model."},
    {"gateway_cost_usd_total", "Cost of the model calls in US dollars."},
    {"gateway_feedback_total", "Ratings that users gave: up or down."},
    {"gateway_adopted_total", "Answers that the user adopted."},
    {"gateway_judged_total", "Sampled answers that were judged: good or bad."},
    {"gateway_retries_total", "Model calls that were repeated."},
    {"gateway_timeouts_total", "Requests whose time budget ran out."},
    {"gateway_errors_total", "Requests answered with a server error."},
    {"gateway_overload_rejections_total", "Requests refused for a throttle limit or for overload."},
    {"gateway_restarts_total", "Restarts of the version's workers."},
    {"gateway_token_budget_overruns_total", "Requests that used more tokens than their budget."},
    {"gateway_cache_total", "Answer cache lookups: hit or miss."},
    {"gateway_tool_calls_total", "Tool calls by tool."},
    {"gateway_tool_failures_total", "Tool calls that failed, by tool."},
    {"gateway_retrieval_total", "Retrievals that found (hit) or did not find (miss) a passage."},
    {"gateway_unauthorized_attempts_total", "Attempts to reach data or tools without the right to."},
    {"gateway_injection_hits_total", "Prompt injections that got through."},
    {"gateway_sensitive_hits_total", "Answers with sensitive data in them."},
    {"gateway_refusals_total", "Refused prompts: good (an attack) or bad (an honest question)."},
    {"gateway_degraded_requests_total", "Requests served at a degrade level above 0."},
    {"gateway_attributed_requests_total", "Requests that were not turned away, by who asked and what answered."},
    {"gateway_attributed_bad_requests_total", "Of these the bad ones, by line: quality, latency, cost, risk."},
    {"gateway_tool_requests_total", "Requests that called a tool, once for each tool."},
    {"gateway_tool_bad_requests_total", "Of these the bad ones, by line."},
};

static constexpr std::array<const char *, 4> lineNames{"quality", "latency", "cost", "risk"};

/// By lineNames.
static std::array<bool, 4> badLines(const RequestSample &sample)
{
    return {sample.outcome != Outcome::Ok, sample.latencySeconds > slowSeconds, sample.budgetOverrun,
            sample.unauthorized || sample.injectionHit || sample.sensitiveHit};
}

GatewayMetrics::GatewayMetrics(const std::vector<Version> &versions)
    : m_versions(versions)
{
    for (const auto &[name, help] : counters)
        m_text.declareCounter(name, help);
    m_text.declareHistogram(
        "gateway_request_duration_seconds", "Time from arrival to answer, queue included.",
        {0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6.5, 8, 10});
    m_text.declareHistogram("gateway_queue_seconds", "Time in the queue before work began.",
                            {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5});
    m_text.declareHistogram("gateway_tool_seconds", "Time of one tool call.",
                            {0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 2, 4});
    m_text.declareGauge("gateway_degrade_level", "Degrade level in force: 0 normal to 3 canned answer.");
    m_text.declareGauge("gateway_weight", "Share of traffic asked for, in percent.");
    m_text.declareGauge("gateway_version_info", "What each version is made of.");
    for (const Version &version : versions) {
        Strings labels{{"version", version.id}};
        for (const char *part : {"code", "config", "prompt", "model", "index", "policy"}) {
            const auto found = version.versionSet.find(part);
            labels.emplace_back(part, found == version.versionSet.end() ? std::string() : found->second);
        }
        m_text.setInfo("gateway_version_info", labels);
        if (version.weight > 0)
            begin(version.id);
    }
}

void GatewayMetrics::begin(const std::string &version)
{
    if (!m_begun.insert(version).second)
        return;
    for (const char *name : {"gateway_cost_usd_total", "gateway_adopted_total", "gateway_retries_total",
                             "gateway_restarts_total", "gateway_token_budget_overruns_total",
                             "gateway_unauthorized_attempts_total", "gateway_injection_hits_total",
                             "gateway_sensitive_hits_total"})
        m_text.add(name, {{"version", version}}, 0);
    struct Split {
        const char *name, *label, *value;
    };
    for (const Split &split : {Split{"gateway_requests_total", "outcome", "ok"},
                               Split{"gateway_tokens_total", "direction", "in"},
                               Split{"gateway_tokens_total", "direction", "out"},
                               Split{"gateway_feedback_total", "rating", "up"},
                               Split{"gateway_feedback_total", "rating", "down"},
                               Split{"gateway_judged_total", "verdict", "good"},
                               Split{"gateway_judged_total", "verdict", "bad"},
                               Split{"gateway_cache_total", "result", "hit"},
                               Split{"gateway_cache_total", "result", "miss"},
                               Split{"gateway_retrieval_total", "result", "hit"},
                               Split{"gateway_retrieval_total", "result", "miss"},
                               Split{"gateway_refusals_total", "kind", "good"},
                               Split{"gateway_refusals_total", "kind", "bad"}})
        m_text.add(split.name, {{"version", version}, {split.label, split.value}}, 0);
    for (const char *name : {"gateway_request_duration_seconds", "gateway_queue_seconds", "gateway_tool_seconds"})
        m_text.touch(name, {{"version", version}});
    if (const auto known = std::ranges::find(m_versions, version, &Version::id); known != m_versions.end())
        beginMarks(*known);
}

/// At 0 from the start: an increase() does not see the first event of a series that begins with it, and with rare events in
/// many series that would be most of them.
void GatewayMetrics::beginMarks(const Version &version)
{
    const auto valuesOf = [&](const char *part) {
        std::vector<std::string> values{version.versionSet.at(part)};
        if (const auto kept = version.kept.find(part); kept != version.kept.end())
            values.push_back(kept->second);
        return values;
    };
    RequestSample all;
    for (const std::string &tool : toolNames())
        all.tools.push_back({tool});
    std::vector<std::string> names = tenants();
    names.emplace_back("other");
    for (const std::string &tenant : names) {
        for (const std::string &entrypoint : entrypoints()) {
            for (const std::string &prompt : valuesOf("prompt")) {
                for (const std::string &index : valuesOf("index"))
                    addMarks(version.id, all, {tenant, entrypoint, prompt, index}, 0);
            }
        }
    }
}

/// Counts a request `by` times, also in the lines where it is not bad, by 0.
void GatewayMetrics::addMarks(const std::string &version, const RequestSample &sample, const RequestMarks &marks, int by)
{
    const std::array<bool, 4> bad = badLines(sample);
    m_text.add("gateway_attributed_requests_total", {{"version", version}, {"tenant", marks.tenant}, {"entrypoint", marks.entrypoint},
                                                     {"prompt", marks.prompt}, {"index", marks.index}}, by);
    for (std::size_t line = 0; line < bad.size(); ++line) {
        if (bad[line] || by == 0)
            m_text.add("gateway_attributed_bad_requests_total",
                       {{"version", version}, {"tenant", marks.tenant}, {"entrypoint", marks.entrypoint}, {"prompt", marks.prompt},
                        {"index", marks.index}, {"line", lineNames[line]}}, by);
    }
    for (auto call = sample.tools.begin(); call != sample.tools.end(); ++call) {
        if (std::find_if(sample.tools.begin(), call, [&](const ToolCall &other) { return other.tool == call->tool; }) != call)
            continue;
        m_text.add("gateway_tool_requests_total", {{"version", version}, {"tool", call->tool}}, by);
        for (std::size_t line = 0; line < bad.size(); ++line) {
            if (bad[line] || by == 0)
                m_text.add("gateway_tool_bad_requests_total", {{"version", version}, {"tool", call->tool}, {"line", lineNames[line]}}, by);
        }
        if (by == 0) {
            m_text.add("gateway_tool_calls_total", {{"version", version}, {"tool", call->tool}}, 0);
            m_text.add("gateway_tool_failures_total", {{"version", version}, {"tool", call->tool}}, 0);
        }
    }
}

void GatewayMetrics::record(const std::string &version, const RequestSample &sample, int degradeLevel, const RequestMarks &marks,
                            const TraceMark &trace)
{
    begin(version);
    m_text.add("gateway_requests_total", {{"version", version}, {"outcome", nameOf(sample.outcome)}});
    if (degradeLevel > 0) {
        const std::string level = std::to_string(degradeLevel);
        m_text.add("gateway_degraded_requests_total", {{"version", version}, {"level", level}});
    }
    if (sample.outcome == Outcome::Rejected) {
        m_text.add("gateway_overload_rejections_total", {{"version", version}, {"reason", sample.rejection}});
        return;
    }
    m_text.observe("gateway_request_duration_seconds", {{"version", version}}, sample.latencySeconds,
                   trace.traceId, trace.arrivedSeconds);
    m_text.observe("gateway_queue_seconds", {{"version", version}}, sample.queueSeconds);
    if (sample.outcome == Outcome::Error)
        m_text.add("gateway_errors_total", {{"version", version}, {"code", "5xx"}});
    if (sample.outcome == Outcome::Timeout)
        m_text.add("gateway_timeouts_total", {{"version", version}});
    recordAnswer(version, sample);
    RequestMarks counted = marks;
    if (std::ranges::find(tenants(), marks.tenant) == tenants().end())
        counted.tenant = "other";
    addMarks(version, sample, counted, 1);
}

void GatewayMetrics::recordAnswer(const std::string &version, const RequestSample &sample)
{
    const auto yesOrNo = [&](const char *name, const char *label, const std::optional<bool> &what, const char *yes,
                             const char *no) {
        if (what)
            m_text.add(name, {{"version", version}, {label, *what ? yes : no}});
    };
    const auto count = [&](const char *name, double by) {
        if (by > 0)
            m_text.add(name, {{"version", version}}, by);
    };
    m_text.add("gateway_tokens_total", {{"version", version}, {"direction", "in"}}, sample.tokensIn);
    m_text.add("gateway_tokens_total", {{"version", version}, {"direction", "out"}}, sample.tokensOut);
    count("gateway_cost_usd_total", sample.costUsd);
    count("gateway_retries_total", sample.retries);
    count("gateway_adopted_total", sample.adopted);
    count("gateway_token_budget_overruns_total", sample.budgetOverrun);
    count("gateway_unauthorized_attempts_total", sample.unauthorized);
    count("gateway_injection_hits_total", sample.injectionHit);
    count("gateway_sensitive_hits_total", sample.sensitiveHit);
    yesOrNo("gateway_feedback_total", "rating", sample.feedbackUp, "up", "down");
    yesOrNo("gateway_judged_total", "verdict", sample.judgedGood, "good", "bad");
    yesOrNo("gateway_cache_total", "result", sample.cacheHit, "hit", "miss");
    yesOrNo("gateway_retrieval_total", "result", sample.retrievalHit, "hit", "miss");
    yesOrNo("gateway_refusals_total", "kind", sample.goodRefusal, "good", "bad");
    for (const ToolCall &call : sample.tools) {
        m_text.add("gateway_tool_calls_total", {{"version", version}, {"tool", call.tool}});
        if (call.failed)
            m_text.add("gateway_tool_failures_total", {{"version", version}, {"tool", call.tool}});
        m_text.observe("gateway_tool_seconds", {{"version", version}}, call.seconds);
    }
}

void GatewayMetrics::restarted(const std::string &version)
{
    m_text.add("gateway_restarts_total", {{"version", version}});
}

void GatewayMetrics::setWeights(const std::map<std::string, double> &weights)
{
    for (const auto &[version, weight] : weights)
        m_text.set("gateway_weight", {{"version", version}}, weight);
}

void GatewayMetrics::setDegradeLevel(int level)
{
    m_text.set("gateway_degrade_level", {}, level);
}

} // namespace andon::sandbox

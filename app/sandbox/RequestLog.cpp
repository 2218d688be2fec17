// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/RequestLog.h"

#include "app/sandbox/Problem.h"

#include <cmath>
#include <cstdio>

namespace andon::sandbox {

Result<void> RequestLog::open(const QString &path)
{
    m_file.setFileName(path);
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append))
        return failure(ErrorKind::FileUnwritable, {path, m_file.errorString()});
    return {};
}

QByteArray RequestLog::line(const LogEntry &entry)
{
    const RequestSample &sample = entry.sample;
    nlohmann::json tools = nlohmann::json::array();
    for (const ToolCall &call : sample.tools)
        tools.push_back({{"tool", call.tool}, {"ms", std::lround(call.seconds * 1000)}, {"ok", !call.failed}});
    return bytesOf({{"time", entry.time},
                    {"request_id", entry.requestId},
                    {"trace_id", entry.traceId},
                    {"user_id", entry.userId},
                    {"tenant_id", entry.tenantId},
                    {"entrypoint", entry.entrypoint},
                    {"version", entry.version},
                    {"model_version", sample.model},
                    {"prompt_version", entry.promptVersion},
                    {"rag_index_version", entry.indexVersion},
                    {"outcome", nameOf(sample.outcome)},
                    {"degrade_level", entry.degradeLevel},
                    {"tool_calls", tools},
                    {"tokens_in", sample.tokensIn},
                    {"tokens_out", sample.tokensOut},
                    {"cost_usd", sample.costUsd},
                    {"latency_ms", std::lround(sample.latencySeconds * 1000)},
                    {"cache_hit", sample.cacheHit.value_or(false)}});
}

void RequestLog::append(const LogEntry &entry)
{
    m_kept.push_back(entry);
    if (m_kept.size() > mostKept)
        m_kept.pop_front();
    if (!m_file.isOpen())
        return;
    const QByteArray bytes = line(entry) + '\n';
    if (m_file.write(bytes) != bytes.size() && !m_failed) {
        m_failed = true;
        std::fprintf(stderr, "andon-sandbox: lines of the log %s are lost: %s\n", qPrintable(m_file.fileName()),
                     qPrintable(m_file.errorString()));
    }
}

void RequestLog::flush()
{
    if (m_file.isOpen())
        m_file.flush();
}

} // namespace andon::sandbox

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/base/Result.h"
#include "app/sandbox/Simulation.h"

#include <QFile>

#include <deque>

namespace andon::sandbox {

/// What one request leaves in the log.
struct LogEntry {
    std::string time; ///< ISO 8601, UTC
    std::string requestId, traceId, userId, tenantId, entrypoint, version, promptVersion, indexVersion;
    int degradeLevel = 0;
    RequestSample sample;
    std::string input{}; ///< what the user asked; kept in memory only, never in the file
    TimePoint at{};
};

/// One JSON object a line in a file, appended, where there is a file. The latest are kept in memory for whoever asks what
/// stands behind a line.
class RequestLog {
public:
    static constexpr std::size_t mostKept = 20'000; ///< about eight minutes of the usual traffic

    /// FileUnwritable where the file cannot be opened for appending.
    [[nodiscard]] Result<void> open(const QString &path);
    /// A line that cannot be written is dropped; the first such says so on stderr.
    void append(const LogEntry &entry);
    void flush();
    /// In the order in which they came in.
    [[nodiscard]] const std::deque<LogEntry> &kept() const { return m_kept; }

    /// The line without its end.
    [[nodiscard]] static QByteArray line(const LogEntry &entry);

private:
    std::deque<LogEntry> m_kept;
    QFile m_file;
    bool m_failed = false;
};

} // namespace andon::sandbox

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/sandbox/Simulation.h"

#include <QFile>

namespace andon::sandbox {

/// What one request leaves in the log.
struct LogEntry {
    std::string time; ///< ISO 8601, UTC
    std::string requestId, traceId, userId, tenantId, entrypoint, version, promptVersion, indexVersion;
    int degradeLevel = 0;
    RequestSample sample;
};

/// One JSON object a line in a file, appended. Without a file it keeps nothing.
class RequestLog {
public:
    /// FileUnwritable where the file cannot be opened for appending.
    [[nodiscard]] Result<void> open(const QString &path);
    /// A line that cannot be written is dropped; the first such says so on stderr.
    void append(const LogEntry &entry);
    void flush();

    /// The line without its end.
    [[nodiscard]] static QByteArray line(const LogEntry &entry);

private:
    QFile m_file;
    bool m_failed = false;
};

} // namespace andon::sandbox

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ServerProcess.h"

namespace andon {

/// A real VictoriaMetrics (single node) on a free loopback port with its data in a temporary folder; ends with the object.
class VictoriaMetricsProcess {
public:
    /// `arguments`: flags of its own beside the place and the port.
    explicit VictoriaMetricsProcess(const QStringList &arguments = {});
    [[nodiscard]] bool runs() const { return m_runs; }
    /// Without a path; its Prometheus API stands there and below /prometheus.
    [[nodiscard]] QUrl url() const { return m_server.url(0); }
    /// Writes samples in Prometheus' text format, each with its time in milliseconds at the end, and makes them visible at
    /// once. False where it was refused.
    [[nodiscard]] bool write(const QByteArray &samples) const;
    ServerProcess &server() { return m_server; }

private:
    ServerProcess m_server;
    bool m_runs = false;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ServerProcess.h"

namespace andon {

/// A real Prometheus with rules of the test's own and the real Alertmanager that it tells, on free loopback ports.
class AlertServers {
public:
    /// `rules`: the YAML list below "rules:". The Prometheus scrapes itself as job "self" and evaluates each second.
    explicit AlertServers(const QByteArray &rules);
    /// Both answer.
    [[nodiscard]] bool areUp() const { return m_areUp; }
    [[nodiscard]] QUrl prometheusUrl() const { return m_prometheus.url(0); }
    [[nodiscard]] QUrl alertmanagerUrl() const { return m_alertmanager.url(0); }
    [[nodiscard]] ServerProcess &prometheus() { return m_prometheus; }
    [[nodiscard]] ServerProcess &alertmanager() { return m_alertmanager; }

private:
    ServerProcess m_alertmanager;
    ServerProcess m_prometheus;
    bool m_areUp = false;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ServerProcess.h"

namespace andon {

/// A real Caddy in front of two models: upstreams in turn, nine of the stable one and one of the canary, and a switch for
/// the degraded answer. Its admin API has the ids "andon_proxy" and "andon_switch".
class CaddyProcess {
public:
    CaddyProcess(quint16 stablePort, quint16 canaryPort);
    [[nodiscard]] bool runs() const { return m_runs; }
    [[nodiscard]] QUrl users() const { return m_server.url(0); }
    [[nodiscard]] QUrl admin() const { return m_server.url(1); }
    ServerProcess &server() { return m_server; }

private:
    ServerProcess m_server;
    bool m_runs = false;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/SandboxServer.h"
#include "tests/sandbox/HttpClient.h"
#include "tests/support/ManualClock.h"

#include <memory>

namespace andon::sandbox {

/// A sandbox on a loopback port that the system chose, without traffic of its own, and a client of it. Its clock
/// stands.
class LiveServer {
public:
    void open()
    {
        m_server = std::make_unique<SandboxServer>(m_clock, GatewayOptions{0, 1}, HttpClient::token);
        const auto port = m_server->start(0);
        QVERIFY(port);
        m_client = std::make_unique<HttpClient>(*port);
    }
    void close()
    {
        m_client.reset();
        m_server.reset();
    }

protected:
    ManualClock m_clock;
    std::unique_ptr<SandboxServer> m_server;
    std::unique_ptr<HttpClient> m_client;
};

} // namespace andon::sandbox

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ServerProcess.h"

namespace andon {

/// A real HAProxy in front of two models v1 and v2 (weights 90 and 10), with a map for the request limit and one for the
/// degraded answer, its runtime API on a line socket and its own exporter.
class HaproxyProcess {
public:
    struct Options {
        QByteArray level = "admin";        ///< of the runtime API's socket
        QByteArray balance = "roundrobin";
    };
    HaproxyProcess(quint16 stablePort, quint16 canaryPort, const Options &options);
    HaproxyProcess(quint16 stablePort, quint16 canaryPort) : HaproxyProcess(stablePort, canaryPort, Options()) {}
    [[nodiscard]] bool runs() const { return m_runs; }
    [[nodiscard]] QUrl users() const { return m_server.url(0); }
    [[nodiscard]] QUrl admin() const { return m_server.url(1, QStringLiteral("tcp")); }
    [[nodiscard]] QUrl exporter() const { return m_server.url(2); }
    [[nodiscard]] QString map(const QString &name) const { return m_server.folder() + u'/' + name; }
    ServerProcess &server() { return m_server; }

private:
    ServerProcess m_server;
    bool m_runs = false;
};

} // namespace andon

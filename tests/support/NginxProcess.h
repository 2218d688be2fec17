// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ServerProcess.h"

namespace andon {

/// A real nginx with several workers that runs resources/gateways/nginx-andon.conf and .lua as they are, but for ports and
/// folders, in front of two models.
class NginxProcess {
public:
    /// `resources`: the folder of the two files, with a slash at its end.
    NginxProcess(const QString &resources, quint16 stablePort, quint16 canaryPort, const QByteArray &token);
    /// Are the packages nginx, libnginx-mod-http-lua and lua-resty-core there?
    [[nodiscard]] static bool isInstalled();
    [[nodiscard]] bool runs() const { return m_runs; }
    [[nodiscard]] QUrl users() const { return m_server.url(0); }
    [[nodiscard]] QUrl admin() const { return m_server.url(1); }
    ServerProcess &server() { return m_server; }
    /// nginx -s reload, and waits until another worker answers.
    [[nodiscard]] bool reload();

private:
    ServerProcess m_server;
    bool m_runs = false;
};

} // namespace andon

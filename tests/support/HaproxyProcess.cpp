// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/HaproxyProcess.h"

namespace andon {

using namespace Qt::StringLiterals;

HaproxyProcess::HaproxyProcess(quint16 stablePort, quint16 canaryPort, const Options &options)
    : m_server(u"haproxy"_s, freePorts(3))
{
    const QByteArray limits = m_server.write(u"limits.map"_s, "rps 1000000\n").toUtf8();
    const QByteArray switches = m_server.write(u"switches.map"_s, "degrade off\n").toUtf8();
    const auto number = [](quint16 port) { return QByteArray::number(port); };
    const QString config = m_server.write(u"haproxy.cfg"_s,
        "global\n"
        "  stats socket 127.0.0.1:" + number(m_server.port(1)) + " level " + options.level + "\n"
        "defaults\n"
        "  mode http\n"
        "  timeout connect 2s\n"
        "  timeout client 10s\n"
        "  timeout server 10s\n"
        "frontend fe\n"
        "  bind 127.0.0.1:" + number(m_server.port(0)) + "\n"
        "  stick-table type string len 16 size 1k expire 60s store http_req_rate(10s)\n"
        "  http-request set-var(txn.lim) str(rps),map_str_int(" + limits + ",100)\n"
        "  http-request track-sc0 str(all)\n"
        "  http-request set-var(txn.rate) sc_http_req_rate(0)\n"
        "  acl over var(txn.rate),sub(txn.lim) gt 0\n"
        "  http-request return status 429 content-type text/plain lf-string \"throttled %[var(txn.rate)]\" if over\n"
        "  acl degraded str(degrade),map_str(" + switches + ") -m str on\n"
        "  http-request return status 200 content-type text/plain string \"degraded\" if degraded\n"
        "  default_backend be\n"
        "frontend stats\n"
        "  bind 127.0.0.1:" + number(m_server.port(2)) + "\n"
        "  http-request use-service prometheus-exporter if { path /metrics }\n"
        "backend be\n"
        "  balance " + options.balance + "\n"
        "  server v1 127.0.0.1:" + number(stablePort) + " weight 90\n"
        "  server v2 127.0.0.1:" + number(canaryPort) + " weight 10\n");
    m_runs = m_server.start({u"-db"_s, u"-f"_s, config});
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CaddyProcess.h"

#include <nlohmann/json.hpp>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

CaddyProcess::CaddyProcess(quint16 stablePort, quint16 canaryPort)
    : m_server(u"caddy"_s, freePorts(2))
{
    const auto address = [](quint16 port) { return "127.0.0.1:" + std::to_string(port); };
    json upstreams = json::array();
    for (int i = 0; i < 10; ++i)
        upstreams.push_back({{"dial", address(i == 5 ? canaryPort : stablePort)}});
    const json proxy = {{"@id", "andon_proxy"}, {"handler", "reverse_proxy"}, {"upstreams", upstreams},
                        {"load_balancing", {{"selection_policy", {{"policy", "round_robin"}}}}}};
    const json isDegraded = {{"vars", {{"{http.vars.level}", json::array({"1"})}}}};
    const json routes = json::array({
        {{"handle", json::array({{{"@id", "andon_switch"}, {"handler", "vars"}, {"level", "0"}}})}},
        {{"match", json::array({isDegraded})}, {"terminal", true},
         {"handle", json::array({{{"handler", "static_response"}, {"body", "degraded"}}})}},
        {{"handle", json::array({proxy})}},
    });
    const json edge = {{"listen", json::array({address(m_server.port(0))})}, {"routes", routes},
                       {"automatic_https", {{"disable", true}}}};
    const json config = {{"admin", {{"listen", address(m_server.port(1))}, {"config", {{"persist", false}}}}},
                         {"apps", {{"http", {{"servers", {{"edge", edge}}}}}}}};
    const QString file = m_server.write(u"caddy.json"_s, QByteArray::fromStdString(config.dump(1)));
    m_runs = m_server.start({u"run"_s, u"--config"_s, file});
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/AlertServers.h"

namespace andon {

using namespace Qt::StringLiterals;

AlertServers::AlertServers(const QByteArray &rules)
    : m_alertmanager(u"prometheus-alertmanager"_s, freePorts(1))
    , m_prometheus(u"prometheus"_s, freePorts(1))
{
    const QString config = m_alertmanager.write(u"alertmanager.yml"_s, "route:\n  receiver: none\n  group_wait: 1s\nreceivers:\n- name: none\n");
    m_areUp = m_alertmanager.start({u"--config.file="_s + config, u"--storage.path="_s + m_alertmanager.folder() + u"/data"_s,
                                    u"--web.listen-address=127.0.0.1:%1"_s.arg(m_alertmanager.port(0)), u"--cluster.listen-address="_s});
    m_prometheus.write(u"rules.yml"_s, "groups:\n- name: test\n  interval: 1s\n  rules:\n" + rules);
    const QString file = m_prometheus.write(u"prometheus.yml"_s,
        "global: {scrape_interval: 500ms, scrape_timeout: 400ms, evaluation_interval: 1s}\nrule_files: [rules.yml]\n"
        "alerting: {alertmanagers: [{static_configs: [{targets: ['127.0.0.1:" + QByteArray::number(m_alertmanager.port(0)) + "']}]}]}\n"
        "scrape_configs:\n- job_name: self\n  static_configs: [{targets: ['127.0.0.1:" + QByteArray::number(m_prometheus.port(0)) + "']}]\n");
    m_areUp = m_areUp && m_prometheus.start({u"--config.file="_s + file, u"--storage.tsdb.path="_s + m_prometheus.folder() + u"/data"_s,
                                             u"--web.listen-address=127.0.0.1:%1"_s.arg(m_prometheus.port(0))});
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/VictoriaMetricsProcess.h"

#include "tests/support/Programs.h"

namespace andon {

using namespace Qt::StringLiterals;

VictoriaMetricsProcess::VictoriaMetricsProcess(const QStringList &arguments)
    : m_server(u"victoria-metrics"_s, freePorts(1))
{
    m_runs = m_server.start(QStringList{u"-storageDataPath="_s + m_server.folder() + u"/data"_s,
                                        u"-httpListenAddr=127.0.0.1:%1"_s.arg(m_server.port(0)), u"-retentionPeriod=1"_s}
                            + arguments);
}

bool VictoriaMetricsProcess::write(const QByteArray &samples) const
{
    const QString at = url().toString();
    return exchange("POST", at + u"/api/v1/import/prometheus"_s, {}, samples).status == 204
        && exchange("POST", at + u"/internal/force_flush"_s).status == 200;
}

} // namespace andon

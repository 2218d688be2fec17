// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/PrometheusProcess.h"

#include <QFile>
#include <QTest>

namespace andon {

using namespace Qt::StringLiterals;

PrometheusProcess::PrometheusProcess(const QByteArray &scrapeConfigs, const std::function<bool(const QString &)> &fill)
{
    if (fill && !fill(m_folder.filePath(u"data"_s)))
        return;
    QFile config(m_folder.filePath(u"prometheus.yml"_s));
    if (!config.open(QIODevice::WriteOnly))
        return;
    config.write("global:\n  scrape_interval: 200ms\n  scrape_timeout: 200ms\nscrape_configs:\n" + scrapeConfigs);
    config.close();
    m_process.start(u"prometheus"_s, {u"--config.file="_s + config.fileName(),
                                      u"--storage.tsdb.path="_s + m_folder.filePath(u"data"_s),
                                      u"--web.listen-address=127.0.0.1:0"_s});
    QByteArray said;
    const bool ready = QTest::qWaitFor([&] {
        said += m_process.readAllStandardError();
        return said.contains("Server is ready to receive web requests");
    }, 20'000);
    const QByteArray marker = "msg=\"Listening on\" address=";
    const qsizetype at = said.indexOf(marker);
    if (ready && at >= 0)
        m_url = QUrl(u"http://"_s + QString::fromUtf8(said.mid(at + marker.size()).split('\n').first().trimmed()));
}

PrometheusProcess::~PrometheusProcess()
{
    m_process.terminate();
    if (!m_process.waitForFinished(3000))
        m_process.kill();
    m_process.waitForFinished(1000);
}

} // namespace andon

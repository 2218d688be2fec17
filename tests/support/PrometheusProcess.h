// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

#include <functional>

namespace andon {

/// A real Prometheus on a free loopback port with its data in a temporary folder; ends with the object. It takes its
/// targets up about 5 s after its start.
class PrometheusProcess {
public:
    /// `scrapeConfigs`: the YAML list below "scrape_configs:". Scrapes every 200 ms.
    /// `fill`: called with the path of the data folder before the server starts, say for HistoryBlocks; it starts where
    /// that returns true.
    explicit PrometheusProcess(const QByteArray &scrapeConfigs, const std::function<bool(const QString &)> &fill = {});
    ~PrometheusProcess();
    /// "http://127.0.0.1:PORT"; empty where it did not start.
    [[nodiscard]] const QUrl &url() const { return m_url; }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QUrl m_url;
};

} // namespace andon

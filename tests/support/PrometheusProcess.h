// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

namespace andon {

/// A real Prometheus on a free loopback port with its data in a temporary folder; ends with the object. It takes its
/// targets up about 5 s after its start.
class PrometheusProcess {
public:
    /// `scrapeConfigs`: the YAML list below "scrape_configs:". Scrapes every 200 ms.
    explicit PrometheusProcess(const QByteArray &scrapeConfigs);
    ~PrometheusProcess();
    /// "http://127.0.0.1:PORT"; empty where it did not start.
    [[nodiscard]] const QUrl &url() const { return m_url; }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QUrl m_url;
};

} // namespace andon

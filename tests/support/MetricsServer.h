// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTcpServer>

#include <functional>

namespace andon {

/// The /metrics page of the simplest gateway there is: HTTP/1.0, each connection is closed, HEAD is a 501, a path with
/// a query string a 404. The page is made anew for each scrape. Lives in the test's thread.
class MetricsServer : public QObject {
public:
    explicit MetricsServer(std::function<QByteArray()> page);
    /// "127.0.0.1:PORT", as a target of a scrape configuration.
    [[nodiscard]] QString target() const;
    [[nodiscard]] int scrapes() const { return m_scrapes; }

private:
    void answer(QTcpSocket *socket);
    std::function<QByteArray()> m_page;
    int m_scrapes = 0;
    QTcpServer m_server; ///< goes first
};

} // namespace andon

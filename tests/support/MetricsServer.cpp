// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/MetricsServer.h"

#include <QTcpSocket>

namespace andon {

using namespace Qt::StringLiterals;

MetricsServer::MetricsServer(std::function<QByteArray()> page)
    : m_page(std::move(page))
{
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("no free port");
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
}

QString MetricsServer::target() const
{
    return u"127.0.0.1:%1"_s.arg(m_server.serverPort());
}

void MetricsServer::answer(QTcpSocket *socket)
{
    if (!socket->peek(64 * 1024).contains("\r\n\r\n"))
        return;
    const QList<QByteArray> words = socket->readAll().split('\r').first().split(' ');
    QByteArray status = "200 OK";
    QByteArray body;
    if (words.value(0) != "GET") {
        status = "501 Unsupported method";
    } else if (words.value(1) != "/metrics") {
        status = "404 Not Found";
    } else {
        ++m_scrapes;
        body = m_page();
    }
    socket->write("HTTP/1.0 " + status + "\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n\r\n" + body);
    socket->disconnectFromHost();
}

} // namespace andon

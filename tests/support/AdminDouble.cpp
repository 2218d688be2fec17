// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/AdminDouble.h"

#include <QTcpSocket>

namespace andon {

using namespace Qt::StringLiterals;

AdminDouble::AdminDouble(Answering answering)
    : m_answering(std::move(answering))
{
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("no free port");
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_received.remove(socket);
                socket->deleteLater();
            });
        }
    });
}

QUrl AdminDouble::url() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_server.serverPort()));
}

QStringList AdminDouble::writes() const
{
    QStringList written;
    for (const Request &request : m_requests) {
        if (request.method != "GET")
            written << QString::fromUtf8(request.method + ' ' + request.path + ' ' + request.body).trimmed();
    }
    return written;
}

void AdminDouble::die()
{
    m_server.close();
    for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>())
        socket->abort();
}

void AdminDouble::read(QTcpSocket *socket)
{
    QByteArray &received = m_received[socket];
    received += socket->readAll();
    const qsizetype headEnd = received.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return;
    Request request;
    const QList<QByteArray> lines = received.left(headEnd).split('\n');
    request.method = lines.first().split(' ').value(0);
    request.path = lines.first().split(' ').value(1);
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers[line.left(colon).trimmed().toLower()] = line.mid(colon + 1).trimmed();
    }
    const qsizetype length = request.headers.value("content-length").toLongLong();
    if (received.size() < headEnd + 4 + length)
        return;
    request.body = received.mid(headEnd + 4, length);
    m_requests << request;
    const DoubleAnswer answer = m_answering(request);
    socket->write(httpAnswer(QByteArray::number(answer.status) + " Said", answer.type, answer.body, "Connection: close\r\n"));
    socket->disconnectFromHost();
}

AdminDouble::Answering alwaysSays(const QByteArray &text)
{
    return [text](const AdminDouble::Request &) { return DoubleAnswer{200, text, "text/plain"}; };
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FaultServer.h"

#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

namespace andon {

using namespace Qt::StringLiterals;

FaultServer::FaultServer()
{
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("no free port");
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection())
            take(socket);
    });
}

QUrl FaultServer::url(const QString &path) const
{
    return QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_server.serverPort()).arg(path));
}

void FaultServer::play(const QList<Play> &plays)
{
    m_plays = plays;
}

void FaultServer::take(QTcpSocket *socket)
{
    ++m_connections;
    ++m_openConnections;
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        --m_openConnections;
        m_received.remove(socket);
        socket->deleteLater();
    });
}

void FaultServer::read(QTcpSocket *socket)
{
    QByteArray &received = m_received[socket];
    received += socket->readAll();
    const qsizetype headEnd = received.indexOf("\r\n\r\n");
    const bool blindly = !m_plays.isEmpty() && m_plays.first().blindly;
    if (headEnd < 0 && !blindly)
        return;
    Request request;
    const QList<QByteArray> lines = received.left(headEnd).split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    request.method = words.value(0);
    request.path = words.value(1);
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers[line.left(colon).trimmed().toLower()] = line.mid(colon + 1).trimmed();
    }
    const qsizetype length = request.headers.value("content-length").toLongLong();
    if (!blindly && received.size() < headEnd + 4 + length)
        return;
    request.body = received.mid(headEnd + 4, length);
    received = blindly ? QByteArray() : received.mid(headEnd + 4 + length);
    m_requests << request;
    const qsizetype number = std::min(m_requests.size(), m_plays.size()) - 1;
    perform(socket, m_byPath.value(request.path, number < 0 ? Play{} : m_plays[number]), 0);
}

void FaultServer::perform(QTcpSocket *socket, const Play &play, qsizetype next)
{
    if (next < play.pieces.size()) {
        socket->write(play.pieces[next]);
        socket->flush();
        const bool again = play.endless && next == play.pieces.size() - 1;
        QTimer::singleShot(play.pauseMs, socket, [this, socket, play, next, again] {
            perform(socket, play, again ? next : next + 1);
        });
        return;
    }
    if (play.end == End::Close) {
        socket->disconnectFromHost();
    } else if (play.end == End::Reset) {
        const linger now{1, 0};
        ::setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        socket->abort();
    }
}

QByteArray httpAnswer(const QByteArray &status, const QByteArray &contentType, const QByteArray &body,
                      const QByteArray &moreHeaders)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + contentType + "\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n" + moreHeaders + "\r\n" + body;
}

QUrl deadUrl(const QString &path)
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return QUrl(u"http://127.0.0.1:%1%2"_s.arg(server.serverPort()).arg(path));
}

} // namespace andon

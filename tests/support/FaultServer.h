// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QUrl>

class QTcpSocket;

namespace andon {

/// A server on a free loopback port that does with each request what the test says, bytes and faults alike, and keeps
/// every request it got: the oracle for copies on the wire. Lives in the test's thread.
class FaultServer : public QObject {
public:
    enum class End { Stay, Close, Reset };
    /// What becomes of a request, once it is there with its body.
    struct Play {
        QList<QByteArray> pieces; ///< written one after the other, byte for byte
        int pauseMs = 0;          ///< before each piece but the first
        bool endless = false;     ///< the last piece comes again and again
        End end = End::Close;
        bool blindly = false;     ///< at the first byte of whatever comes, be it HTTP or not
    };
    struct Request {
        QByteArray method;
        QByteArray path;
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;
    };

    FaultServer();
    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/")) const;
    /// The plays of the requests in their order; the last one serves all that follow.
    void play(const QList<Play> &plays);
    /// Another play for one path, whatever the order.
    void playAt(const QByteArray &path, const Play &play) { m_byPath[path] = play; }
    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }
    /// Made so far; still there.
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] int openConnections() const { return m_openConnections; }

private:
    void take(QTcpSocket *socket);
    void read(QTcpSocket *socket);
    void perform(QTcpSocket *socket, const Play &play, qsizetype next);

    QList<Play> m_plays;
    QHash<QByteArray, Play> m_byPath;
    QHash<QTcpSocket *, QByteArray> m_received;
    QList<Request> m_requests;
    int m_connections = 0;
    int m_openConnections = 0;
    QTcpServer m_server; ///< goes first: its sockets tell of their end
};

/// A whole HTTP/1.1 answer with its length.
[[nodiscard]] QByteArray httpAnswer(const QByteArray &status, const QByteArray &contentType, const QByteArray &body,
                                    const QByteArray &moreHeaders = {});
/// An address at which nothing listens.
[[nodiscard]] QUrl deadUrl(const QString &path = QStringLiteral("/"));

} // namespace andon

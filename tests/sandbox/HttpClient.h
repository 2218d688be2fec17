// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/sandbox/Json.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

namespace andon::sandbox {

struct Reply {
    int status = 0; ///< 0: no answer
    QByteArray body;
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QList<QNetworkReply::RawHeaderPair> headers;
    [[nodiscard]] nlohmann::json json() const { return parsed(body); }
    [[nodiscard]] QByteArray header(const QByteArray &name) const
    {
        for (const auto &[known, value] : headers) {
            if (known.compare(name, Qt::CaseInsensitive) == 0)
                return value;
        }
        return {};
    }
};

using Headers = QList<std::pair<QByteArray, QByteArray>>;

/// A client of the sandbox on loopback that waits for its answers.
class HttpClient {
public:
    static constexpr const char *token = "correct-horse";

    explicit HttpClient(quint16 port)
        : m_port(port)
    {
    }
    Reply send(const QByteArray &method, const QString &path, const QByteArray &body = {}, const Headers &headers = {})
    {
        QNetworkRequest request(QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(path)));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        for (const auto &[name, value] : headers)
            request.setRawHeader(name, value);
        std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished() && !finished.wait(20'000))
            return {};
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(), reply->error(),
                reply->rawHeaderPairs()};
    }
    Reply get(const QString &path) { return send("GET", path, {}, {bearer()}); }
    /// PUT to the drill side.
    Reply drill(const QString &path, const QByteArray &body) { return send("PUT", path, body, {bearer()}); }
    /// PUT to the admin side.
    Reply write(const char *resource, const QByteArray &body, const QByteArray &key, const QByteArray &version)
    {
        return send("PUT", QStringLiteral("/admin/v1/") + QString::fromLatin1(resource), body,
                    {bearer(), {"If-Match", '"' + version + '"'}, {"Idempotency-Key", key}, {"Andon-Actor", "bo"}});
    }
    static std::pair<QByteArray, QByteArray> bearer() { return {"Authorization", QByteArray("Bearer ") + token}; }

    /// Sends bytes as they are, once, and gives all that comes back until the server closes or `enough` was seen.
    QByteArray sendRaw(const QByteArray &bytes, const QByteArray &enough = {})
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
        QByteArray got;
        QObject::connect(&socket, &QTcpSocket::connected, &socket, [&] { socket.write(bytes); });
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { got += socket.readAll(); });
        bool closed = false;
        QObject::connect(&socket, &QTcpSocket::disconnected, &socket, [&] { closed = true; });
        static_cast<void>(
            QTest::qWaitFor([&] { return closed || (!enough.isEmpty() && got.contains(enough)); }, 20'000));
        return closed ? got + "<closed>" : got;
    }

private:
    quint16 m_port;
    QNetworkAccessManager m_network;
};

} // namespace andon::sandbox

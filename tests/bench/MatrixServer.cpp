// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/MatrixServer.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QUrlQuery>

namespace andon {

using namespace Qt::StringLiterals;

class MatrixServer::Listener : public QTcpServer {
public:
    explicit Listener(MatrixServer &server)
        : m_server(server)
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(*socket); });
        });
    }

private:
    void read(QTcpSocket &socket)
    {
        for (;;) {
            const QByteArray pending = socket.peek(64 * 1024);
            const qsizetype end = pending.indexOf("\r\n\r\n");
            const qsizetype length = pending.toLower().indexOf("content-length:");
            if (end < 0)
                return;
            const qsizetype body = length < 0 ? 0 : pending.mid(length + 15, pending.indexOf('\r', length) - length - 15).trimmed().toLongLong();
            if (pending.size() < end + 4 + body)
                return;
            socket.read(end + 4 + body);
            const QUrlQuery form(QString::fromUtf8(pending.mid(end + 4, body)));
            const auto seconds = [&](const QString &name) { return static_cast<qint64>(form.queryItemValue(name).toDouble()); };
            const int series = form.queryItemValue(u"query"_s, QUrl::FullyDecoded).section(u' ', 0, 0).toInt();
            answer(socket, matrix(series, seconds(u"start"_s), seconds(u"end"_s), seconds(u"step"_s)));
        }
    }
    void answer(QTcpSocket &socket, const QByteArray &body)
    {
        m_server.m_bytes += body.size();
        ++m_server.m_answers;
        socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n");
        socket.write(body);
    }
    MatrixServer &m_server;
};

MatrixServer::MatrixServer()
    : m_listener(new Listener(*this))
{
    m_listener->listen(QHostAddress::LocalHost);
    m_url = QUrl(u"http://127.0.0.1:%1"_s.arg(m_listener->serverPort()));
    m_listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_listener, &QObject::deleteLater);
    m_thread.start();
}

MatrixServer::~MatrixServer()
{
    m_thread.quit();
    m_thread.wait();
}

QByteArray MatrixServer::matrix(int series, qint64 startSeconds, qint64 endSeconds, qint64 stepSeconds)
{
    QByteArray body = R"({"status":"success","data":{"resultType":"matrix","result":[)";
    body.reserve(series * (100 + 34 * ((endSeconds - startSeconds) / std::max<qint64>(1, stepSeconds) + 1)));
    for (int i = 0; i < series; ++i) {
        body += i > 0 ? "," : "";
        body += R"({"metric":{"version":"v)" + QByteArray::number(i) + R"("},"values":[)";
        for (qint64 time = startSeconds; time <= endSeconds; time += std::max<qint64>(1, stepSeconds)) {
            body += time > startSeconds ? ",[" : "[";
            body += QByteArray::number(time) + ",\"0." + QByteArray::number(1'000'000'000'000 + time * 7919 * (i + 1) % 899'999'999'999) + "\"]";
        }
        body += "]}";
    }
    return body + "]}}";
}

} // namespace andon

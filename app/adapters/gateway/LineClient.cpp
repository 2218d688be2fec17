// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/LineClient.h"

#include <QHostAddress>
#include <QLocalSocket>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTimer>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// One command on its own connection. Child of its context; deletes itself after the callback.
class LineExchange final : public QObject {
public:
    struct Limits {
        std::chrono::milliseconds deadline;
        std::chrono::nanoseconds until; ///< Clock::sinceBoot: also counts the time the machine slept
        qint64 largestReply;
    };
    LineExchange(const QUrl &address, QByteArray line, Limits limits, const Clock &clock, QObject *context,
                 std::function<void(LineAnswer)> callback)
        : QObject(context)
        , m_shown(address.toString())
        , m_line(std::move(line) + '\n')
        , m_limits(limits)
        , m_clock(clock)
        , m_callback(std::move(callback))
    {
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, [this] { end(timedOut()); });
        m_deadline.start(limits.deadline);
        if (address.scheme() == u"unix")
            openLocal(address.path());
        else
            openTcp(address);
    }

private:
    void openTcp(const QUrl &address)
    {
        auto *socket = new QTcpSocket(this);
        m_device = socket;
        socket->setProxy(QNetworkProxy::NoProxy);
        connect(socket, &QTcpSocket::connected, this, &LineExchange::write);
        connect(socket, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
            const bool closed = error == QAbstractSocket::RemoteHostClosedError;
            const ErrorKind kind = error == QAbstractSocket::ConnectionRefusedError ? ErrorKind::ConnectionRefused
                : error == QAbstractSocket::HostNotFoundError                      ? ErrorKind::HostNotFound
                                                                                   : ErrorKind::ConnectionBroken;
            fail(closed, Error{kind, {m_shown}, m_device->errorString()});
        });
        connect(socket, &QTcpSocket::readyRead, this, &LineExchange::read);
        socket->connectToHost(address.host(), static_cast<quint16>(address.port(0)));
    }
    void openLocal(const QString &path)
    {
        auto *socket = new QLocalSocket(this);
        m_device = socket;
        connect(socket, &QLocalSocket::connected, this, &LineExchange::write);
        connect(socket, &QLocalSocket::errorOccurred, this, [this](QLocalSocket::LocalSocketError error) {
            const bool closed = error == QLocalSocket::PeerClosedError;
            const ErrorKind kind = closed ? ErrorKind::ConnectionBroken : ErrorKind::ConnectionRefused;
            fail(closed, Error{kind, {m_shown}, m_device->errorString()});
        });
        connect(socket, &QLocalSocket::readyRead, this, &LineExchange::read);
        socket->connectToServer(path);
    }
    /// Late already, as after a sleep: not a byte leaves.
    void write()
    {
        if (m_clock.sinceBoot() > m_limits.until) {
            end(timedOut());
            return;
        }
        m_written = true;
        m_device->write(m_line);
    }
    void read()
    {
        m_reply += m_device->readAll();
        if (m_reply.size() > m_limits.largestReply)
            end(Error{ErrorKind::AnswerTooLarge, {m_shown, QString::number(m_limits.largestReply)}, {}});
    }
    void fail(bool closed, const Error &error)
    {
        read();
        const bool whole = closed && m_written && m_reply.contains('\n') && m_clock.sinceBoot() <= m_limits.until;
        end(whole ? std::nullopt : std::optional(error));
    }
    [[nodiscard]] Error timedOut() const
    {
        return {ErrorKind::TimedOut, {m_shown, QString::number(m_limits.deadline.count())}, {}};
    }
    void end(const std::optional<Error> &error)
    {
        if (!m_callback)
            return;
        m_deadline.stop();
        m_device->disconnect(this);
        LineAnswer answer;
        answer.reach = !error ? LineAnswer::Reach::Answered : m_written ? LineAnswer::Reach::Broken : LineAnswer::Reach::NotSent;
        answer.reply = m_reply;
        answer.error = error;
        // Later: a refusal may come while the caller is still on the stack, and the callback may delete the context.
        QTimer::singleShot(0, this, [this, answer] {
            deleteLater();
            const auto callback = std::exchange(m_done, nullptr);
            callback(answer);
        });
        m_done = std::exchange(m_callback, nullptr);
    }

    QString m_shown;
    QByteArray m_line;
    Limits m_limits;
    const Clock &m_clock;
    std::function<void(LineAnswer)> m_callback;
    std::function<void(LineAnswer)> m_done;
    QIODevice *m_device = nullptr;
    QTimer m_deadline;
    QByteArray m_reply;
    bool m_written = false;
};

std::optional<Error> refusal(const QUrl &address, bool allowPlain, const QByteArray &line)
{
    const auto bad = [&](const QString &reason) { return Error{ErrorKind::BadAddress, {address.toString(), reason}, {}}; };
    const bool local = address.scheme() == u"unix" && !address.path().isEmpty();
    const bool tcp = address.scheme() == u"tcp" && !address.host().isEmpty() && address.port(0) > 0;
    if (!local && !tcp)
        return bad(u"a line socket is tcp://host:port or unix:///path"_s);
    const bool here = address.host() == u"localhost" || QHostAddress(address.host()).isLoopback();
    if (tcp && !here && !allowPlain)
        return bad(u"a line socket has no TLS and is allowed to this machine only, unless the workspace says allow_plain_http"_s);
    if (line.contains('\n') || line.contains('\r') || line.contains('\0'))
        return bad(u"the command holds more than one line"_s);
    return std::nullopt;
}

} // namespace

LineClient::LineClient(QUrl address, bool allowPlain, const Clock &clock, qint64 largestReply)
    : m_address(std::move(address))
    , m_allowPlain(allowPlain)
    , m_clock(clock)
    , m_largestReply(largestReply)
{
}

void LineClient::send(const QByteArray &line, std::chrono::milliseconds deadline, QObject *context,
                      std::function<void(LineAnswer)> callback) const
{
    std::optional<Error> error = refusal(m_address, m_allowPlain, line);
    if (!error && deadline <= std::chrono::milliseconds(0))
        error = Error{ErrorKind::TimedOut, {m_address.toString(), u"0"_s}, {}};
    if (error) {
        QTimer::singleShot(0, context, [error, callback] { callback({LineAnswer::Reach::NotSent, {}, error}); });
        return;
    }
    new LineExchange(m_address, line, {deadline, m_clock.sinceBoot() + deadline, m_largestReply}, m_clock, context, std::move(callback));
}

} // namespace andon

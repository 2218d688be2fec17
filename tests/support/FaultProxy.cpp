// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FaultProxy.h"

#include "tests/support/FaultServer.h"

#include <QTcpSocket>
#include <QTimer>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 fullBuffer = 1024 * 1024;

/// The length of the whole message at the beginning of `bytes`, or 0 while it is not whole.
qsizetype wholeMessage(const QByteArray &bytes)
{
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return 0;
    const QByteArray head = bytes.left(headEnd).toLower();
    const qsizetype at = head.indexOf("\r\ncontent-length:");
    const qsizetype length = at < 0 ? 0 : head.mid(at + 17, head.indexOf('\r', at + 2) - at - 17).trimmed().toLongLong();
    const qsizetype size = headEnd + 4 + length;
    return bytes.size() >= size ? size : 0;
}

void resetConnection(QTcpSocket *socket)
{
    const linger now{1, 0};
    ::setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    socket->abort();
}

/// Plays a script to a socket, as fast as it takes it; goes with the socket.
class Player : public QObject {
public:
    Player(QTcpSocket *socket, Script script)
        : QObject(socket)
        , m_socket(socket)
        , m_script(std::move(script))
    {
        connect(socket, &QTcpSocket::bytesWritten, this, [this] {
            if (m_isFull && m_socket->bytesToWrite() < fullBuffer) {
                m_isFull = false;
                step();
            }
        });
        step();
    }

private:
    void step()
    {
        if (m_next == m_script.pieces.size()) {
            QTimer::singleShot(m_script.endPauseMs, this, [this] { end(); });
            return;
        }
        const int pauseMs = m_script.pausesMs[m_next % m_script.pausesMs.size()];
        QTimer::singleShot(pauseMs, this, [this] { write(); });
    }
    void write()
    {
        m_socket->write(m_script.pieces[m_next]);
        m_socket->flush();
        const bool isLast = m_next == m_script.pieces.size() - 1;
        if (!isLast || ++m_times == m_script.lastPieceTimes)
            ++m_next;
        m_isFull = m_socket->bytesToWrite() >= fullBuffer;
        if (!m_isFull)
            step();
    }
    void end()
    {
        QTcpSocket *socket = m_socket;
        const Script::End how = m_script.end;
        delete this;
        if (how == Script::End::Close)
            socket->disconnectFromHost();
        else if (how == Script::End::Reset)
            resetConnection(socket);
    }

    QTcpSocket *m_socket;
    Script m_script;
    qsizetype m_next = 0;
    qint64 m_times = 0;
    bool m_isFull = false;
};

} // namespace

class FaultProxy::Desk : public QObject {
public:
    explicit Desk(QUrl server)
        : m_upstream(std::move(server))
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no free port");
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                take(socket);
        });
    }
    void inject(Fault fault, int delayMs, const QUrl &elsewhere)
    {
        m_fault = fault;
        m_delayMs = delayMs;
        m_elsewhere = elsewhere.toEncoded();
        m_copies = {};
        m_answered.clear();
        m_hole = fault == Fault::BlackHole ? std::make_unique<BlackHole>() : nullptr;
        m_deadPort = static_cast<quint16>(deadUrl().port());
    }
    [[nodiscard]] quint16 port() const
    {
        if (m_fault == Fault::Refuse)
            return m_deadPort;
        return m_hole ? m_hole->port() : m_server.serverPort();
    }
    [[nodiscard]] Copies copies() const { return m_copies; }
    [[nodiscard]] int openConnections() const { return m_open; }

private:
    void take(QTcpSocket *socket)
    {
        if (m_fault == Fault::ResetOnConnect || m_fault == Fault::CloseOnConnect) {
            if (m_fault == Fault::ResetOnConnect)
                resetConnection(socket);
            socket->close();
            socket->deleteLater();
            return;
        }
        ++m_open;
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            --m_open;
            m_received.remove(socket);
            m_answered.remove(socket);
            socket->deleteLater();
        });
    }
    void read(QTcpSocket *socket)
    {
        QByteArray &received = m_received[socket];
        const bool isBeginning = received.isEmpty();
        received += socket->readAll();
        const QByteArray method = received.left(received.indexOf(' '));
        if (isBeginning)
            ++m_copies.begun[method];
        if (!isForwarded(m_fault)) {
            new Player(socket, scriptOf(m_fault, {}, m_delayMs, {}));
            return;
        }
        const qsizetype size = wholeMessage(received);
        if (size == 0)
            return;
        const QByteArray request = received.left(size);
        received.remove(0, size);
        ++m_copies.forwarded[method];
        // The connection that was kept is closed under the next request.
        if (m_fault == Fault::CloseBetween && m_answered.value(socket))
            socket->disconnectFromHost();
        else
            passOn(socket, request);
        m_answered[socket] = true;
    }
    void passOn(QTcpSocket *socket, const QByteArray &request)
    {
        auto *to = new QTcpSocket(socket);
        connect(to, &QTcpSocket::readyRead, socket, [this, socket, to] {
            QByteArray &answer = m_answers[to];
            answer += to->readAll();
            if (wholeMessage(answer) == 0)
                return;
            new Player(socket, scriptOf(m_fault, m_answers.take(to), m_delayMs, m_elsewhere));
            to->disconnectFromHost();
        });
        to->connectToHost(m_upstream.host(), static_cast<quint16>(m_upstream.port()));
        to->write(request);
    }

    QUrl m_upstream;
    Fault m_fault = Fault::None;
    int m_delayMs = 0;
    QByteArray m_elsewhere;
    Copies m_copies;
    int m_open = 0;
    quint16 m_deadPort = 0;
    std::unique_ptr<BlackHole> m_hole;
    QHash<QTcpSocket *, QByteArray> m_received;
    QHash<QTcpSocket *, QByteArray> m_answers;
    QHash<QTcpSocket *, bool> m_answered;
    QTcpServer m_server; ///< goes first: its sockets tell of their end
};

FaultProxy::FaultProxy(const QUrl &server)
{
    QObject first;
    first.moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(&first, [&] {
        m_desk = new Desk(server);
        first.moveToThread(nullptr);
    }, Qt::BlockingQueuedConnection);
}

FaultProxy::~FaultProxy()
{
    m_desk->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

QUrl FaultProxy::url(const QString &path) const
{
    quint16 port = 0;
    QMetaObject::invokeMethod(m_desk, [&] { port = m_desk->port(); }, Qt::BlockingQueuedConnection);
    return QUrl(u"http://127.0.0.1:%1%2"_s.arg(port).arg(path));
}

void FaultProxy::inject(Fault fault, int delayMs, const QUrl &elsewhere)
{
    QMetaObject::invokeMethod(m_desk, [&] { m_desk->inject(fault, delayMs, elsewhere); }, Qt::BlockingQueuedConnection);
}

FaultProxy::Copies FaultProxy::copies() const
{
    Copies copies;
    QMetaObject::invokeMethod(m_desk, [&] { copies = m_desk->copies(); }, Qt::BlockingQueuedConnection);
    return copies;
}

int FaultProxy::openConnections() const
{
    int open = 0;
    QMetaObject::invokeMethod(m_desk, [&] { open = m_desk->openConnections(); }, Qt::BlockingQueuedConnection);
    return open;
}

BlackHole::BlackHole()
    : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *where = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, where, size) != 0 || ::listen(m_listener, 0) != 0 || ::getsockname(m_listener, where, &size) != 0)
        qFatal("no free port");
    m_port = ntohs(address.sin_port);
    // Nobody takes these, and there is no room for more.
    for (int i = 0; i < 4; ++i) {
        m_waiting << ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        static_cast<void>(::connect(m_waiting.last(), where, size));
    }
}

BlackHole::~BlackHole()
{
    for (const int socket : std::as_const(m_waiting))
        ::close(socket);
    ::close(m_listener);
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/SandboxServer.h"

#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <sys/socket.h>

namespace andon::sandbox {

using namespace Qt::StringLiterals;

static constexpr std::chrono::milliseconds tickInterval{200};
/// After a suspend the missed traffic is not made up for.
static constexpr double longestTick = 2; // seconds

SandboxServer::SandboxServer(const Clock &clock, const GatewayOptions &options, const QByteArray &token,
                             QObject *parent)
    : QAbstractHttpServer(parent)
    , m_clock(clock)
    , m_gateway(clock, options)
    , m_bearer(token)
    , m_admin(clock, m_gateway.admin(), m_bearer)
    , m_chat(m_gateway)
    , m_drill(m_gateway, m_admin, m_bearer)
    , m_requests(m_gateway, m_bearer)
    , m_listener(new QTcpServer(this))
{
    connect(&m_ticks, &QTimer::timeout, this, &SandboxServer::tick);
    m_copies.setSingleShot(true);
    m_copies.setTimerType(Qt::PreciseTimer);
    connect(&m_copies, &QTimer::timeout, this, [this] {
        m_admin.deliver();
        awaitCopies();
    });
}

Result<quint16> SandboxServer::start(quint16 port)
{
    if (!m_listener->listen(QHostAddress::LocalHost, port))
        return failure(ErrorKind::BadInput,
                       {u"port %1 of 127.0.0.1"_s.arg(port),
                        u"it cannot be opened (%1); take another port, or 0 to let the system choose"_s
                            .arg(m_listener->errorString())});
    bind(m_listener);
    m_lastTick = m_clock.sinceBoot();
    m_ticks.start(tickInterval);
    return m_listener->serverPort();
}

void SandboxServer::tick()
{
    const auto now = m_clock.sinceBoot();
    const double seconds = std::chrono::duration<double>(now - m_lastTick).count();
    m_lastTick = now;
    m_gateway.pass(std::clamp(seconds, 0.0, longestTick));
}

/// Wakes when the next late copy of a write is due.
void SandboxServer::awaitCopies()
{
    if (const auto wait = m_admin.untilNextCopy())
        m_copies.start(std::chrono::ceil<std::chrono::milliseconds>(*wait));
}

static QByteArray methodName(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get: return "GET"_ba;
    case QHttpServerRequest::Method::Put: return "PUT"_ba;
    case QHttpServerRequest::Method::Post: return "POST"_ba;
    default: return "other"_ba;
    }
}

HttpAnswer SandboxServer::route(const HttpQuestion &question)
{
    if (question.path == RequestsApi::path)
        return m_requests.answer(question);
    if (question.path.startsWith("/admin/"))
        return m_admin.answer(question);
    if (question.path.startsWith("/sandbox/"))
        return m_drill.answer(question);
    if (question.path == "/chat")
        return m_chat.answer(question);
    if (question.path == "/metrics") {
        if (question.method != "GET")
            return methodRefused("GET"_ba);
        HttpAnswer answer;
        const bool open = question.header("accept"_ba).contains("application/openmetrics-text");
        answer.contentType = open ? "application/openmetrics-text; version=1.0.0; charset=utf-8"_ba
                                  : "text/plain; version=0.0.4; charset=utf-8"_ba;
        answer.body = m_gateway.metricsText(open);
        return answer;
    }
    return problemAnswer(404, u"There is no such resource. The gateway has /chat, /metrics, /admin/v1 and /sandbox."_s);
}

/// The client's next read finds "connection reset by peer" in place of an end.
static void resetOnClose(const QTcpSocket &socket)
{
    const linger now{1, 0};
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

bool SandboxServer::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    const HttpQuestion question{methodName(request.method()), request.url().path().toUtf8(), request.body(),
                                [&request](const QByteArray &name) { return request.value(name); },
                                request.url().query(QUrl::FullyEncoded).toLatin1()};
    const HttpAnswer answer = route(question);
    awaitCopies();
    if (answer.ending == HttpAnswer::Ending::Stalled)
        return true;
    if (answer.ending != HttpAnswer::Ending::Sent) {
        if (answer.ending == HttpAnswer::Ending::Reset)
            resetOnClose(*socket);
        socket->abort();
    } else if (answer.delay.count() <= 0) {
        send(answer, request, socket);
    } else {
        // The request lives as long as its socket. A client that has gone gets no answer.
        QTimer::singleShot(answer.delay, Qt::PreciseTimer, this,
                           [this, answer, asked = &request, waiting = QPointer(socket)] {
                               if (waiting && waiting->state() == QAbstractSocket::ConnectedState)
                                   send(answer, *asked, waiting);
                           });
    }
    return true;
}

void SandboxServer::missingHandler(const QHttpServerRequest &request, QTcpSocket *socket)
{
    send(problemAnswer(404, u"There is no such resource."_s), request, socket);
}

void SandboxServer::send(const HttpAnswer &answer, const QHttpServerRequest &request, QTcpSocket *socket)
{
    QHttpServerResponder responder = makeResponder(request, socket);
    responder.writeStatusLine(static_cast<QHttpServerResponder::StatusCode>(answer.status));
    for (const auto &[name, value] : answer.headers)
        responder.writeHeader(name, value);
    if (answer.status != 304) {
        responder.writeHeader("Content-Type"_ba, answer.contentType);
        responder.writeHeader("Content-Length"_ba, QByteArray::number(answer.body.size()));
    }
    const bool bodyWanted = request.method() != QHttpServerRequest::Method::Head;
    responder.writeBody(bodyWanted ? answer.body : QByteArray());
}

} // namespace andon::sandbox

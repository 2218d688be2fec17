// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/HttpExchange.h"

#include "app/adapters/http/PublicKeyPin.h"

#include <QSslConfiguration>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 readAhead = 256 * 1024;
constexpr qint64 mostReserved = 16 * 1024 * 1024; ///< bytes; more is believed when it comes

} // namespace

HttpExchange::HttpExchange(Ground ground, const QNetworkRequest &prepared, const HttpRequest &request, QObject *context,
                           std::function<void(HttpAnswer)> callback)
    : QObject(context)
    , m_ground(std::move(ground))
    , m_request(request)
    , m_callback(std::move(callback))
    , m_end(m_ground.clock.sinceBoot() + request.deadline)
    , m_body(request.body)
{
    m_reply = startedReply(prepared);
    m_reply->setParent(this);
    m_reply->setReadBufferSize(readAhead);
    // Direct: the network's thread waits at this place before the first byte of the request, also of its headers.
    if (!m_ground.pins.isEmpty())
        connect(m_reply, &QNetworkReply::encrypted, this, &HttpExchange::checkKey);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::readHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::readSome);
    // Queued: the callback may delete the context, and with it the reply, which must not be on the stack then.
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::finish, Qt::QueuedConnection);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &HttpExchange::watchTime);
    watchTime();
}

HttpExchange::~HttpExchange()
{
    // The reply reads from the body until it is gone.
    delete m_reply;
}

QNetworkReply *HttpExchange::startedReply(const QNetworkRequest &prepared)
{
    QNetworkAccessManager &network = *m_ground.network;
    if (m_request.method == "GET")
        return network.get(prepared);
    return goesOnce(m_request) ? network.sendCustomRequest(prepared, m_request.method, &m_body)
                               : network.sendCustomRequest(prepared, m_request.method, m_request.body);
}

void HttpExchange::checkKey()
{
    const QByteArray pin = publicKeyPin(m_reply->sslConfiguration().peerCertificate());
    if (m_ground.pins.contains(pin))
        return;
    QStringList known;
    for (const QByteArray &each : m_ground.pins)
        known << QString::fromLatin1(each.toBase64());
    m_strangeKey = u"the certificate's key changed: sha256 %1 instead of %2"_s
                       .arg(QString::fromLatin1(pin.toBase64()), known.join(u" or "_s));
    m_reply->abort();
}

std::chrono::milliseconds HttpExchange::timeLeft() const
{
    return std::chrono::ceil<std::chrono::milliseconds>(m_end - m_ground.clock.sinceBoot());
}

void HttpExchange::watchTime()
{
    if (m_reply->isFinished())
        return;
    const std::chrono::milliseconds left = timeLeft();
    if (left <= 0ms) {
        m_timedOut = true;
        giveUp();
        return;
    }
    // A timer does not count the time that the machine slept; the clock does, and is looked at again soon after.
    m_timer.start(std::min<std::chrono::milliseconds>(left, 1s));
}

void HttpExchange::readHead()
{
    // Of a request with a body the network has forgotten the size by now, and would run ahead without bound.
    m_reply->setReadBufferSize(readAhead);
    const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    // Said to be too large: nothing of it is waited for.
    if (announced > m_ground.largestAnswer)
        cutOff();
    else if (announced > 0) // to grow by pieces is to copy
        m_received.reserve(std::min(announced, mostReserved));
}

void HttpExchange::readSome()
{
    if (m_tooLarge || m_timedOut)
        return;
    if (timeLeft() <= 0ms) {
        watchTime();
        return;
    }
    // The network may have come far ahead, and readAll() takes seconds for what nobody wants.
    const qint64 available = m_reply->bytesAvailable();
    const qsizetype before = m_received.size();
    if (before + available > m_ground.largestAnswer) {
        cutOff();
        return;
    }
    m_received.resize(before + available);
    m_received.resize(before + std::max<qint64>(0, m_reply->read(m_received.data() + before, available)));
}

void HttpExchange::cutOff()
{
    m_tooLarge = true;
    m_received.clear();
    disconnect(m_reply, &QNetworkReply::readyRead, this, nullptr);
    disconnect(m_reply, &QNetworkReply::metaDataChanged, this, nullptr);
    giveUp();
}

void HttpExchange::giveUp()
{
    if (m_reply->isFinished())
        return;
    if (m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() < 400) {
        m_reply->abort();
        return;
    }
    // The error of the status is under way, and Qt complains of two; the body has left, and the reply's end aborts it.
    disconnect(m_reply, nullptr, this, nullptr);
    QMetaObject::invokeMethod(this, &HttpExchange::finish, Qt::QueuedConnection);
}

void HttpExchange::finish()
{
    m_timer.stop();
    if (!m_tooLarge && m_reply->isFinished() && m_reply->isOpen())
        readSome();
    HttpAnswer answer;
    answer.bodyBytesTaken = m_body.bytesTaken();
    answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto &[name, value] : m_reply->rawHeaderPairs())
        answer.headers.append({name.toLower(), value});
    answer.body = m_received;
    // However whole it is: by the clock on the wall nobody waits for it any more.
    m_timedOut = m_timedOut || (timeLeft() <= 0ms && isWholeAnswer(answer.status));
    answer.reach = reachOf(answer);
    if (answer.reach != HttpReach::Answered)
        answer.error = networkError();
    else if ((answer.status < 200 || answer.status > 299) && answer.status != 304)
        answer.error = statusError(answer);
    deleteLater();
    const auto callback = std::move(m_callback);
    callback(answer);
}

HttpReach HttpExchange::reachOf(const HttpAnswer &answer) const
{
    if (isWholeAnswer(answer.status))
        return HttpReach::Answered;
    if (answer.bodyBytesTaken > 0 || answer.status != 0)
        return HttpReach::Broken;
    if (!m_strangeKey.isEmpty())
        return HttpReach::NotSent;
    switch (m_reply->error()) {
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProtocolUnknownError: return HttpReach::NotSent;
    // The body was announced and never begun: no server holds a whole request.
    default: return m_timedOut && !m_request.body.isEmpty() && goesOnce(m_request) ? HttpReach::NotSent : HttpReach::Broken;
    }
}

bool HttpExchange::isWholeAnswer(int status) const
{
    // 1xx comes before an answer; two lengths are none.
    if (status < 200 || m_tooLarge || m_timedOut || !m_strangeKey.isEmpty() || m_reply->rawHeader("content-length").contains(','))
        return false;
    // Qt reports an error status as an error of the content; that is an answer all the same. With any other status an
    // error means that the answer is not whole: the wire failed, or its compression is broken.
    const QNetworkReply::NetworkError error = m_reply->error();
    const bool ofStatus = error >= QNetworkReply::ContentAccessDenied && error != QNetworkReply::ContentReSendError
        && error != QNetworkReply::ProtocolFailure;
    // It also complains that it cannot send a body to where a 307 or 308 points, which nobody wants.
    const bool ofRedirect = status >= 300 && status < 400 && error == QNetworkReply::ContentReSendError;
    return error == QNetworkReply::NoError || (status >= 400 && ofStatus) || ofRedirect;
}

Error HttpExchange::networkError() const
{
    const QUrl &url = m_request.url;
    const QString host = u"%1:%2"_s.arg(url.host()).arg(url.port(url.scheme() == u"https" ? 443 : 80));
    if (!m_strangeKey.isEmpty())
        return {ErrorKind::TlsFailed, {host, m_strangeKey}, {}};
    if (m_tooLarge)
        return {ErrorKind::AnswerTooLarge, {shownAddress(url), QString::number(m_ground.largestAnswer)}, {}};
    if (m_timedOut)
        return {ErrorKind::TimedOut, {host, QString::number(m_request.deadline.count())}, {}};
    switch (m_reply->error()) {
    case QNetworkReply::HostNotFoundError: return {ErrorKind::HostNotFound, {url.host()}, {}};
    case QNetworkReply::ConnectionRefusedError: return {ErrorKind::ConnectionRefused, {host}, {}};
    case QNetworkReply::SslHandshakeFailedError: return {ErrorKind::TlsFailed, {host, m_reply->errorString()}, {}};
    default: return {ErrorKind::ConnectionBroken, {host}, m_reply->errorString()};
    }
}

Error HttpExchange::statusError(const HttpAnswer &answer) const
{
    const QString address = shownAddress(m_request.url);
    const QString status = QString::number(answer.status);
    if (answer.status >= 300 && answer.status < 400) {
        const QUrl target = m_request.url.resolved(QUrl(QString::fromUtf8(answer.header("location"))));
        return {ErrorKind::Redirected, {address, target.host()}, {}};
    }
    if (answer.status == 401 || answer.status == 403)
        return {ErrorKind::NotAuthorized, {address, status}, {}};
    const QString reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    return {ErrorKind::HttpStatus, {address, status, reason.left(200)}, {}};
}

} // namespace andon

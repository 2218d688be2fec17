// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/HttpExchange.h"

namespace andon {

using namespace Qt::StringLiterals;

HttpExchange::HttpExchange(QNetworkAccessManager &network, const QNetworkRequest &prepared, const HttpRequest &request,
                           qint64 largestAnswer, QObject *context, std::function<void(HttpAnswer)> callback)
    : QObject(context)
    , m_request(request)
    , m_largestAnswer(largestAnswer)
    , m_callback(std::move(callback))
    , m_body(request.body)
{
    if (request.method == "GET")
        m_reply = network.get(prepared);
    else if (request.method == "POST" && request.isQuestion)
        m_reply = network.post(prepared, request.body);
    else if (request.method == "POST")
        m_reply = network.post(prepared, &m_body);
    else
        m_reply = network.put(prepared, &m_body);
    m_reply->setParent(this);
    m_reply->setReadBufferSize(256 * 1024);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::readSome);
    // Queued: the callback may delete the context, and with it the reply, which must not be on the stack then.
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::finish, Qt::QueuedConnection);
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        if (m_reply->isFinished())
            return;
        m_timedOut = true;
        m_reply->abort();
    });
    m_deadline.start(request.deadline);
}

HttpExchange::~HttpExchange()
{
    // The reply reads from the body until it is gone.
    delete m_reply;
}

void HttpExchange::readSome()
{
    m_received += m_reply->readAll();
    if (m_received.size() <= m_largestAnswer)
        return;
    m_tooLarge = true;
    m_received.clear();
    disconnect(m_reply, &QNetworkReply::readyRead, this, nullptr);
    m_reply->abort();
}

void HttpExchange::finish()
{
    m_deadline.stop();
    if (!m_tooLarge && m_reply->isOpen())
        readSome();
    HttpAnswer answer;
    answer.bodyBytesTaken = m_body.bytesTaken();
    answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto &[name, value] : m_reply->rawHeaderPairs())
        answer.headers.append({name.toLower(), value});
    answer.body = m_received;
    if (isWholeAnswer(answer.status)) {
        answer.reach = HttpReach::Answered;
        if ((answer.status < 200 || answer.status > 299) && answer.status != 304)
            answer.error = statusError(answer);
    } else {
        const QNetworkReply::NetworkError error = m_reply->error();
        const bool never = error == QNetworkReply::HostNotFoundError || error == QNetworkReply::ConnectionRefusedError
            || error == QNetworkReply::SslHandshakeFailedError || error == QNetworkReply::ProtocolUnknownError;
        const bool untouched = answer.bodyBytesTaken == 0 && answer.status == 0;
        answer.reach = never && untouched ? HttpReach::NotSent : HttpReach::Broken;
        answer.error = networkError();
    }
    deleteLater();
    const auto callback = std::move(m_callback);
    callback(answer);
}

bool HttpExchange::isWholeAnswer(int status) const
{
    if (status <= 0 || m_tooLarge || m_timedOut)
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
    if (m_tooLarge)
        return {ErrorKind::AnswerTooLarge, {shownAddress(url), QString::number(m_largestAnswer)}, {}};
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

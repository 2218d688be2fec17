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
    else if (request.method == "POST")
        m_reply = network.post(prepared, &m_body);
    else
        m_reply = network.put(prepared, &m_body);
    m_reply->setParent(this);
    m_reply->setReadBufferSize(256 * 1024);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::readSome);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::finish);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
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
    if (m_received.size() > m_largestAnswer) {
        m_tooLarge = true;
        m_reply->abort();
    }
}

void HttpExchange::finish()
{
    disconnect(m_reply, nullptr, this, nullptr);
    m_deadline.stop();
    if (!m_tooLarge && m_reply->isOpen())
        m_received += m_reply->readAll();
    HttpAnswer answer;
    answer.bodyBytesTaken = m_body.bytesTaken();
    answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto &[name, value] : m_reply->rawHeaderPairs())
        answer.headers.append({name.toLower(), value});
    answer.body = m_received;
    // Qt reports an error status as an error too; it is an answer all the same, unless the wire failed on the way.
    const QNetworkReply::NetworkError error = m_reply->error();
    const bool wireFailed = error != QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied;
    const bool resent = error == QNetworkReply::ContentReSendError || error == QNetworkReply::ProtocolFailure;
    if (answer.status > 0 && !wireFailed && !resent && !m_tooLarge && !m_timedOut) {
        answer.reach = HttpReach::Answered;
        if ((answer.status < 200 || answer.status > 299) && answer.status != 304)
            answer.error = statusError(answer);
    } else {
        const bool never = error == QNetworkReply::HostNotFoundError || error == QNetworkReply::ConnectionRefusedError
            || error == QNetworkReply::SslHandshakeFailedError || error == QNetworkReply::ProtocolUnknownError;
        const bool untouched = answer.bodyBytesTaken == 0 && answer.status == 0;
        answer.reach = never && untouched ? HttpReach::NotSent : HttpReach::Broken;
        answer.error = networkError();
    }
    const auto callback = std::move(m_callback);
    deleteLater();
    callback(answer);
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

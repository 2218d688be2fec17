// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/HttpClient.h"

#include "app/adapters/http/HttpExchange.h"

#include <QHostAddress>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QTimer>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

class NoCookies final : public QNetworkCookieJar {
public:
    using QNetworkCookieJar::QNetworkCookieJar;
    [[nodiscard]] QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

bool isVisibleAscii(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

/// A header's name: letters, digits and hyphens are all we use.
bool isHeaderName(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
}

bool isLoopback(const QUrl &url)
{
    return url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
}

} // namespace

QByteArray HttpAnswer::header(const QByteArray &lowerCaseName) const
{
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [&](const auto &header) { return header.first == lowerCaseName; });
    return found == headers.end() ? QByteArray() : found->second;
}

bool HttpAnswer::isJson() const
{
    return header("content-type").split(';').first().trimmed().toLower() == "application/json";
}

QString shownAddress(const QUrl &url)
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

HttpClient::HttpClient(Secret bearer, bool allowPlainHttp, qint64 largestAnswer)
    : m_bearer(std::move(bearer))
    , m_allowPlainHttp(allowPlainHttp)
    , m_largestAnswer(largestAnswer)
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setCookieJar(new NoCookies);
}

HttpClient::~HttpClient() = default;

std::optional<Error> HttpClient::refusal(const HttpRequest &request) const
{
    const QUrl &url = request.url;
    const auto bad = [&](const QString &reason) {
        return Error{ErrorKind::BadAddress, {shownAddress(url), reason}, {}};
    };
    if (!url.isValid() || url.host().isEmpty())
        return bad(u"it is no complete address"_s);
    if (!url.userInfo().isEmpty())
        return bad(u"an address must not carry a user or password"_s);
    if (url.scheme() != u"https" && url.scheme() != u"http")
        return bad(u"only https and http are spoken"_s);
    if (url.scheme() == u"http" && !isLoopback(url) && !m_allowPlainHttp)
        return bad(u"http without TLS is allowed to this machine only, unless the workspace says allow_plain_http"_s);
    if (request.method != "GET" && request.method != "POST" && request.method != "PUT")
        return bad(u"only GET, POST and PUT are spoken"_s);
    for (const auto &[name, value] : request.headers) {
        if (!isHeaderName(name) || !isVisibleAscii(value))
            return bad(u"the header %1 holds characters that may not go into a header"_s.arg(QString::fromLatin1(name)));
    }
    if (!isVisibleAscii(m_bearer.reveal()))
        return bad(u"the token holds characters that may not go into a header"_s);
    if (request.deadline <= std::chrono::milliseconds(0))
        return Error{ErrorKind::TimedOut, {url.host(), u"0"_s}, {}};
    return std::nullopt;
}

void HttpClient::send(const HttpRequest &request, QObject *context, std::function<void(HttpAnswer)> callback)
{
    if (const std::optional<Error> error = refusal(request)) {
        HttpAnswer answer;
        answer.reach = HttpReach::NotSent;
        answer.error = error;
        QTimer::singleShot(0, context, [answer, callback] { callback(answer); });
        return;
    }
    QNetworkRequest prepared(request.url);
    prepared.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    prepared.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    prepared.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    prepared.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    prepared.setDecompressedSafetyCheckThreshold(1 << 20);
    prepared.setHeader(QNetworkRequest::UserAgentHeader, u"andon/" ANDON_VERSION ""_s);
    if (request.url.scheme() == u"https") {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setProtocol(QSsl::TlsV1_2OrLater);
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        prepared.setSslConfiguration(tls);
    }
    for (const auto &[name, value] : request.headers)
        prepared.setRawHeader(name, value);
    if (!m_bearer.isEmpty())
        prepared.setRawHeader("Authorization", "Bearer " + m_bearer.reveal());
    if (request.method != "GET" && !request.isQuestion) {
        prepared.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        prepared.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    }
    auto *exchange = new HttpExchange(m_network, prepared, request, m_largestAnswer, context, std::move(callback));
    // With its manager gone a reply is without ground; the exchange takes it along. m_life goes before m_network.
    QObject::connect(&m_life, &QObject::destroyed, exchange, [exchange] { delete exchange; });
}

} // namespace andon

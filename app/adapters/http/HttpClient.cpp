// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/HttpClient.h"

#include "app/adapters/http/HttpExchange.h"
#include "app/adapters/http/RequestRules.h"

#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QTimer>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

const SystemClock systemClock;

class NoCookies final : public QNetworkCookieJar {
public:
    using QNetworkCookieJar::QNetworkCookieJar;
    [[nodiscard]] QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

std::unique_ptr<QNetworkAccessManager> newNetwork()
{
    auto network = std::make_unique<QNetworkAccessManager>();
    network->setProxy(QNetworkProxy::NoProxy);
    network->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    network->setCookieJar(new NoCookies);
    return network;
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

HttpClient::HttpClient(HttpAccess access, const Clock *clock)
    : m_access(std::move(access))
    , m_clock(clock ? *clock : systemClock)
    // A connection that nobody waits for any more is kept without its key having been looked at; a later request would
    // find it. With pins every exchange therefore has connections of its own.
    , m_network(m_access.pins.isEmpty() ? newNetwork() : nullptr)
{
}

HttpClient::HttpClient(Secret bearer, bool allowPlainHttp, qint64 largestAnswer)
    : HttpClient(bearerAccess(std::move(bearer), allowPlainHttp, largestAnswer))
{
}

HttpClient::~HttpClient() = default;

QNetworkRequest HttpClient::prepared(const HttpRequest &request) const
{
    QNetworkRequest out(request.url);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    // Many series that all stand still pack a hundredfold; beyond this size Qt takes a ratio of 40 for a bomb and breaks
    // the exchange. Whoever says how much may come is cut off there, and told so, before that.
    if (m_access.unpacks)
        out.setDecompressedSafetyCheckThreshold(std::max<qint64>(1 << 20, 2 * request.largestAnswer));
    else
        out.setRawHeader("Accept-Encoding", "identity");
    out.setHeader(QNetworkRequest::UserAgentHeader, u"andon/" ANDON_VERSION ""_s);
    if (request.url.scheme() == u"https") {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setProtocol(QSsl::TlsV1_2OrLater);
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        tls.setSslOption(QSsl::SslOptionDisableSessionPersistence, true);
        if (!m_access.caCertificates.isEmpty())
            tls.setCaCertificates(QSslCertificate::fromData(m_access.caCertificates));
        out.setSslConfiguration(tls);
    }
    for (const auto &[name, value] : request.headers)
        out.setRawHeader(name, value);
    if (!m_access.secret.isEmpty()) {
        const QByteArray before = m_access.scheme.isEmpty() ? QByteArray() : m_access.scheme + ' ';
        out.setRawHeader(m_access.header, before + m_access.secret.reveal());
    }
    if (HttpExchange::goesOnce(request)) {
        out.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        out.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    }
    return out;
}

void HttpClient::send(const HttpRequest &request, QObject *context, std::function<void(HttpAnswer)> callback)
{
    if (const std::optional<Error> error = whyNotSent(request, m_access)) {
        HttpAnswer answer;
        answer.reach = HttpReach::NotSent;
        answer.error = error;
        QTimer::singleShot(0, context, [answer, callback] { callback(answer); });
        return;
    }
    const qint64 largest = request.largestAnswer > 0 ? request.largestAnswer : m_access.largestAnswer;
    HttpExchange::Ground ground{m_clock, largest, m_access.pins, m_network.get(), {}};
    if (!ground.network) {
        ground.own = newNetwork();
        ground.network = ground.own.get();
    }
    auto *exchange = new HttpExchange(std::move(ground), prepared(request), request, context, std::move(callback));
    // With its manager gone a reply is without ground; the exchange takes it along. m_life goes before m_network.
    QObject::connect(&m_life, &QObject::destroyed, exchange, [exchange] { delete exchange; });
}

} // namespace andon

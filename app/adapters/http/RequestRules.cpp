// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/RequestRules.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QSslCertificate>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

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

/// Written by the network or by nobody: they say how a message is framed and passed on.
bool isOfTheConnection(const QByteArray &lowerCaseName)
{
    static const QList<QByteArray> names{"host", "content-length", "transfer-encoding", "connection", "keep-alive", "te",
                                         "trailer", "upgrade", "expect", "cookie", "cookie2", "accept-encoding", "via"};
    return names.contains(lowerCaseName) || lowerCaseName.startsWith("proxy-");
}

bool isLoopback(const QUrl &url)
{
    return url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
}

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == u"https" ? 443 : 80);
}

/// Whether every server reads this path alike: nothing in it climbs, and no separator is hidden.
bool isPlainPath(const QUrl &url)
{
    const QString path = url.path(QUrl::FullyDecoded);
    const QStringList segments = path.split(u'/');
    // Decoded once, a percent sign before these digits was encoded twice; a server may decode twice as well.
    const bool hidden = path.contains(u"%2e"_s, Qt::CaseInsensitive) || path.contains(u"%2f"_s, Qt::CaseInsensitive)
        || path.contains(u"%5c"_s, Qt::CaseInsensitive) || path.contains(u'\\');
    const QString encoded = url.path(QUrl::FullyEncoded);
    const bool encodedToo = encoded.contains(u"%2e"_s, Qt::CaseInsensitive) || encoded.contains(u"%2f"_s, Qt::CaseInsensitive)
        || encoded.contains(u"%5c"_s, Qt::CaseInsensitive);
    // "..;" climbs on servers that know path parameters.
    const bool climbs = std::any_of(segments.begin(), segments.end(), [](const QString &segment) {
        const QString name = segment.section(u';', 0, 0).trimmed();
        return name == u".." || name == u".";
    });
    return !hidden && !encodedToo && !climbs;
}

bool isUnder(const QUrl &url, const QUrl &base)
{
    QString prefix = base.path(QUrl::FullyEncoded);
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    const QString path = url.path(QUrl::FullyEncoded);
    return path == prefix || path.startsWith(prefix + u'/');
}

/// The reason against the address itself.
QString whyNotThere(const QUrl &url, const HttpAccess &access)
{
    if (!url.isValid() || url.host().isEmpty())
        return u"it is no complete address"_s;
    if (!url.userInfo().isEmpty())
        return u"an address must not carry a user or password"_s;
    if (url.scheme() != u"https" && url.scheme() != u"http")
        return u"only https and http are spoken"_s;
    if (url.scheme() == u"http" && !access.pins.isEmpty())
        return u"a pinned key needs https"_s;
    if (url.scheme() == u"http" && !isLoopback(url) && !access.allowPlainHttp)
        return u"http without TLS is allowed to this machine only, unless the workspace says allow_plain_http"_s;
    if (access.base.isEmpty())
        return {};
    const QUrl &base = access.base;
    if (url.scheme() != base.scheme() || url.host() != base.host() || portOf(url) != portOf(base))
        return u"it is not on the server %1"_s.arg(shownAddress(base));
    if (!isPlainPath(url))
        return u"its path holds dots, slashes or backslashes that a server may read in another way"_s;
    if (!isUnder(url, base))
        return u"it is outside %1"_s.arg(shownAddress(base));
    return {};
}

/// The reason against a header of the request.
QString whyNotSet(const QByteArray &name, const QByteArray &value)
{
    const QString shown = QString::fromLatin1(name);
    if (!isHeaderName(name) || !isVisibleAscii(value))
        return u"the header %1 holds characters that may not go into a header"_s.arg(shown);
    const QByteArray lower = name.toLower();
    if (isOfTheConnection(lower))
        return u"the header %1 belongs to the connection and cannot be set"_s.arg(shown);
    if (lower == "authorization")
        return u"the header %1 carries the secret and cannot be set otherwise"_s.arg(shown);
    if (!mayBeSet(name))
        return u"the header %1 is not one that a request may set"_s.arg(shown);
    return {};
}

/// The reason against the access: the same for every request.
QString whyUnusable(const HttpAccess &access)
{
    if (!isHeaderName(access.header) || isOfTheConnection(access.header.toLower()))
        return u"the header %1 cannot carry a secret"_s.arg(QString::fromLatin1(access.header));
    if (!isVisibleAscii(access.secret.reveal()) || !isVisibleAscii(access.scheme))
        return u"the token holds characters that may not go into a header"_s;
    for (const QByteArray &pin : access.pins) {
        if (pin.size() != QCryptographicHash::hashLength(QCryptographicHash::Sha256))
            return u"a pinned key is not a SHA-256 of 32 bytes"_s;
    }
    if (!access.caCertificates.isEmpty() && QSslCertificate::fromData(access.caCertificates).isEmpty())
        return u"its file of CA certificates holds none in PEM"_s;
    return {};
}

} // namespace

bool mayBeSet(const QByteArray &header)
{
    static const QList<QByteArray> names{"accept", "andon-actor", "andon-anchor", "cache-control", "content-type", "idempotency-key",
                                         "if-match", "if-none-match", "if-unmodified-since", "litellm-changed-by", "origin",
                                         "prefer", "thanos-tenant", "x-grafana-org-id", "x-request-id", "x-scope-orgid"};
    return names.contains(header.toLower());
}

std::optional<Error> whyNotSent(const HttpRequest &request, const HttpAccess &access)
{
    static const QList<QByteArray> methods{"GET", "POST", "PUT", "PATCH", "DELETE"};
    QString reason = whyNotThere(request.url, access);
    if (reason.isEmpty() && !methods.contains(request.method))
        reason = u"only GET, POST, PUT, PATCH and DELETE are spoken"_s;
    for (const auto &[name, value] : request.headers) {
        if (reason.isEmpty())
            reason = whyNotSet(name, value);
    }
    if (reason.isEmpty())
        reason = whyUnusable(access);
    if (!reason.isEmpty())
        return Error{ErrorKind::BadAddress, {shownAddress(request.url), reason}, {}};
    if (request.deadline <= std::chrono::milliseconds(0))
        return Error{ErrorKind::TimedOut, {request.url.host(), u"0"_s}, {}};
    return std::nullopt;
}

} // namespace andon

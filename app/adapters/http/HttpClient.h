// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/base/Secret.h"

#include <QList>
#include <QNetworkAccessManager>
#include <QPair>
#include <QUrl>

#include <chrono>
#include <functional>

namespace andon {

struct HttpRequest {
    QByteArray method = "GET"; ///< GET, POST or PUT; anything else is refused as BadAddress
    QUrl url;
    QList<QPair<QByteArray, QByteArray>> headers; ///< visible ASCII only; anything else is refused as BadAddress
    QByteArray body;           ///< sent once, never again by itself
    bool isQuestion = false;   ///< changes nothing there: may go again where a kept connection turns out to be closed
    std::chrono::milliseconds deadline{10'000}; ///< absolute, from the call; 0 or less: over already, nothing is sent
};

/// How far an exchange got.
enum class HttpReach {
    NotSent,  ///< the other side never got a byte of the body: no host, refused, TLS failed, bad request
    Broken,   ///< the connection ended, the deadline passed, or the answer grew too large: what happened is unknown
    Answered, ///< a whole answer with a status
};

struct HttpAnswer {
    HttpReach reach = HttpReach::Broken;
    int status = 0;
    QList<QPair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;
    qint64 bodyBytesTaken = 0;   ///< of the request's body, by the network
    std::optional<Error> error;  ///< set unless Answered with 2xx or 304
    [[nodiscard]] QByteArray header(const QByteArray &lowerCaseName) const;
    /// Its content type is application/json, whatever its parameters and its letters' case.
    [[nodiscard]] bool isJson() const;
};

/// One line to servers with the rules of the house: no proxy, no redirect followed, no cookie, no cache, no HTTP/2,
/// TLS 1.2 or later, https or http on loopback, one copy of a body on the wire, an absolute deadline, a bounded answer.
/// Owns one QNetworkAccessManager, so that a stalled exchange of another client never holds this one. Lives in one
/// thread: the one it was made in.
class HttpClient {
public:
    /// `allowPlainHttp`: http beyond loopback, because the workspace says so. `largestAnswer` in bytes.
    explicit HttpClient(Secret bearer = {}, bool allowPlainHttp = false, qint64 largestAnswer = 4 * 1024 * 1024);
    /// Exchanges in flight are aborted; their callbacks do not run.
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;
    /// The callback runs once, later, and not at all once `context` is gone (the exchange is then aborted). It may
    /// delete the context or this client.
    void send(const HttpRequest &request, QObject *context, std::function<void(HttpAnswer)> callback);

private:
    [[nodiscard]] std::optional<Error> refusal(const HttpRequest &request) const;

    QNetworkAccessManager m_network;
    Secret m_bearer;
    bool m_allowPlainHttp;
    qint64 m_largestAnswer;
    QObject m_life; ///< tells an exchange that this client is gone
};

/// Address without user, password and query: what may be shown and logged.
[[nodiscard]] QString shownAddress(const QUrl &url);

} // namespace andon

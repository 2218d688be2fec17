// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/HttpAccess.h"
#include "app/base/Clock.h"
#include "app/base/Result.h"

#include <QNetworkAccessManager>
#include <QPair>

#include <chrono>
#include <functional>
#include <memory>

namespace andon {

struct HttpRequest {
    QByteArray method = "GET"; ///< GET, POST, PUT, PATCH or DELETE; anything else is refused as BadAddress
    QUrl url;
    QList<QPair<QByteArray, QByteArray>> headers; ///< those of mayBeSet(), visible ASCII; others: refused as BadAddress
    QByteArray body;           ///< sent once, never again by itself
    bool isQuestion = false;   ///< changes nothing there: may go again where a kept connection turns out to be closed
    /// Absolute, from the call, with the time that the machine slept; 0 or less: over already, nothing is sent.
    std::chrono::milliseconds deadline{10'000};
    qint64 largestAnswer = 0;  ///< bytes, unpacked; 0: what the client's access says
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
/// Owns its QNetworkAccessManager, so that a stalled exchange of another client never holds this one. Lives in one
/// thread: the one it was made in.
class HttpClient {
public:
    /// `clock` measures the deadlines and must outlive the client; none: the system's.
    explicit HttpClient(HttpAccess access = {}, const Clock *clock = nullptr);
    explicit HttpClient(Secret bearer, bool allowPlainHttp = false, qint64 largestAnswer = HttpAccess().largestAnswer);
    /// Exchanges in flight are aborted; their callbacks do not run.
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;
    /// The callback runs once, later, and not at all once `context` is gone (the exchange is then aborted). It may
    /// delete the context or this client.
    void send(const HttpRequest &request, QObject *context, std::function<void(HttpAnswer)> callback);

private:
    [[nodiscard]] QNetworkRequest prepared(const HttpRequest &request) const;

    HttpAccess m_access;
    const Clock &m_clock;
    std::unique_ptr<QNetworkAccessManager> m_network; ///< null with pins: then each exchange has its own
    QObject m_life; ///< tells an exchange that this client is gone
};

/// Address without user, password and query: what may be shown and logged.
[[nodiscard]] QString shownAddress(const QUrl &url);

} // namespace andon

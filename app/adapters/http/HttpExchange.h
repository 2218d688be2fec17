// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/HttpClient.h"
#include "app/adapters/http/OneShotBody.h"

#include <QNetworkReply>
#include <QTimer>

#include <memory>

namespace andon {

/// One request and its answer, from the sending to the callback; deletes itself afterwards.
class HttpExchange final : public QObject {
    Q_OBJECT
public:
    /// What an exchange stands on.
    struct Ground {
        const Clock &clock;
        qint64 largestAnswer;
        QList<QByteArray> pins;
        QNetworkAccessManager *network;
        std::unique_ptr<QNetworkAccessManager> own; ///< that very manager, where it serves this exchange alone
    };
    HttpExchange(Ground ground, const QNetworkRequest &prepared, const HttpRequest &request, QObject *context,
                 std::function<void(HttpAnswer)> callback);
    ~HttpExchange() override;
    /// Whether a second copy of the request must not leave: it is more than a question.
    [[nodiscard]] static bool goesOnce(const HttpRequest &request) { return request.method != "GET" && !request.isQuestion; }

private:
    [[nodiscard]] QNetworkReply *startedReply(const QNetworkRequest &prepared);
    void checkKey();
    void watchTime();
    [[nodiscard]] std::chrono::milliseconds timeLeft() const;
    void readHead();
    void readSome();
    void cutOff();
    void giveUp();
    void finish();
    [[nodiscard]] HttpReach reachOf(const HttpAnswer &answer) const;
    [[nodiscard]] bool isWholeAnswer(int status) const;
    [[nodiscard]] Error networkError() const;
    [[nodiscard]] Error statusError(const HttpAnswer &answer) const;

    Ground m_ground;
    HttpRequest m_request;
    std::function<void(HttpAnswer)> m_callback;
    std::chrono::nanoseconds m_end; ///< since boot
    OneShotBody m_body;
    QTimer m_timer;
    QByteArray m_received;
    bool m_tooLarge = false;
    bool m_timedOut = false;
    QString m_strangeKey; ///< why the server's key is refused
    QNetworkReply *m_reply = nullptr;
};

} // namespace andon

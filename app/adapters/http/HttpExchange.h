// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/HttpClient.h"
#include "app/adapters/http/OneShotBody.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QTimer>

namespace andon {

/// One request and its answer, from the sending to the callback; deletes itself afterwards.
class HttpExchange final : public QObject {
    Q_OBJECT
public:
    HttpExchange(QNetworkAccessManager &network, const QNetworkRequest &prepared, const HttpRequest &request,
                 qint64 largestAnswer, QObject *context, std::function<void(HttpAnswer)> callback);
    ~HttpExchange() override;

private:
    void readSome();
    void finish();
    [[nodiscard]] bool isWholeAnswer(int status) const;
    [[nodiscard]] Error networkError() const;
    [[nodiscard]] Error statusError(const HttpAnswer &answer) const;

    HttpRequest m_request;
    qint64 m_largestAnswer;
    std::function<void(HttpAnswer)> m_callback;
    OneShotBody m_body;
    QTimer m_deadline;
    QByteArray m_received;
    bool m_tooLarge = false;
    bool m_timedOut = false;
    QNetworkReply *m_reply = nullptr;
};

} // namespace andon

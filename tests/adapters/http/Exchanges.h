// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/HttpClient.h"
#include "tests/support/FaultServer.h"

#include <QTest>

Q_DECLARE_METATYPE(QList<andon::FaultServer::Play>)
Q_DECLARE_METATYPE(andon::HttpReach)

namespace andon {

using namespace Qt::StringLiterals;
using Play = FaultServer::Play;
using End = FaultServer::End;

inline const QByteArray token = "s3cret-T0ken";
inline const QByteArray json = "application/json";
inline constexpr auto answered = HttpReach::Answered;
inline constexpr auto broken = HttpReach::Broken;
inline constexpr auto notSent = HttpReach::NotSent;

inline HttpRequest put(const QUrl &url, const QByteArray &body = R"({"weight":0})")
{
    HttpRequest request;
    request.method = "PUT";
    request.url = url;
    request.headers = {{"Content-Type", json}, {"If-Match", "\"7\""}};
    request.body = body;
    return request;
}

inline HttpRequest get(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    return request;
}

/// Sends and waits for the callback.
inline HttpAnswer sent(HttpClient &client, const HttpRequest &request)
{
    QObject context;
    std::optional<HttpAnswer> answer;
    client.send(request, &context, [&](const HttpAnswer &given) { answer = given; });
    if (answer)
        QTest::qFail("the callback ran before the call returned", __FILE__, __LINE__);
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 15'000))
        QTest::qFail("no callback", __FILE__, __LINE__);
    return answer.value_or(HttpAnswer());
}

/// All that a person may come to see of an answer.
inline QString shown(const HttpAnswer &answer)
{
    return answer.error ? answer.error->message() + u' ' + answer.error->detail : QString();
}

inline Play says(const QByteArray &bytes, End end = End::Close)
{
    return {{bytes}, 0, false, end, false};
}

} // namespace andon

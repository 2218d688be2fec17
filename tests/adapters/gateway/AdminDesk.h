// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/gateway/AndonAdminClient.h"
#include "app/adapters/http/IoThread.h"
#include "tests/support/FaultServer.h"
#include "tests/support/ManualClock.h"

#include <QTest>

Q_DECLARE_METATYPE(andon::FaultServer::Play)
Q_DECLARE_METATYPE(andon::WriteOutcome)

namespace andon {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;
using Play = FaultServer::Play;
using End = FaultServer::End;

inline const QByteArray goodToken = "s3cret-T0ken";

inline GatewayWrite writeOf(const QString &opId, const json &body, const QString &ifMatch)
{
    GatewayWrite write;
    write.opId = opId;
    write.body = body;
    write.ifMatch = ifMatch;
    write.actor = u"anna"_s;
    write.deadline = 5000ms;
    return write;
}

/// Writes and waits for the one callback.
inline WriteAnswer written(AndonAdminClient &client, const GatewayWrite &write)
{
    QObject context;
    std::optional<WriteAnswer> answer;
    client.write(write, &context, [&](const WriteAnswer &given) { answer = given; });
    if (answer || !QTest::qWaitFor([&] { return answer.has_value(); }, 15'000))
        QTest::qFail("no callback, or one too early", __FILE__, __LINE__);
    return answer.value_or(WriteAnswer());
}

using Read = void (AndonAdminClient::*)(QObject *, std::function<void(Result<GatewayState>)>);

inline Result<GatewayState> read(AndonAdminClient &client, Read how = &AndonAdminClient::read)
{
    QObject context;
    std::optional<Result<GatewayState>> state;
    (client.*how)(&context, [&](const Result<GatewayState> &given) { state = given; });
    if (state || !QTest::qWaitFor([&] { return state.has_value(); }, 15'000))
        QTest::qFail("no callback, or one too early", __FILE__, __LINE__);
    return state.value_or(failure(ErrorKind::BadInput));
}

inline Play says(const QByteArray &bytes, End end = End::Close)
{
    return {{bytes}, 0, false, end, false};
}

inline Play problem(const QByteArray &status, const QByteArray &body)
{
    return says(httpAnswer(status, "application/problem+json", body));
}

/// A client of some address.
struct Desk {
    ManualClock clock;
    IoThread io;
    AndonAdminClient client;
    explicit Desk(const QUrl &url, const QByteArray &withToken = goodToken)
        : client(io, {url, Secret(withToken), u"gateway"_s, false}, clock)
    {
    }
};

/// The canary's share goes to the stable version.
inline json rolledBack()
{
    return {{"weights", {{"v41", 100}, {"v42", 0}}}, {"rollout", "abort"}};
}

} // namespace andon

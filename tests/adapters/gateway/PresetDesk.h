// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/gateway/PresetGateway.h"
#include "app/adapters/http/IoThread.h"
#include "app/workspace/PresetFile.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>

Q_DECLARE_METATYPE(andon::WriteOutcome)
Q_DECLARE_METATYPE(andon::Verb)
Q_DECLARE_METATYPE(nlohmann::json)

namespace andon {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;

/// A preset as it stands in resources/gateways.
inline GatewayPreset presetNamed(const QString &name)
{
    QFile file(QStringLiteral(ANDON_SOURCE_DIR "/resources/gateways/%1.json").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no such preset");
    const PresetAnswer answer = parsePreset(file.readAll(), name);
    for (const WorkspaceFault &fault : answer.faults)
        QTest::qFail(qPrintable(fault.words()), __FILE__, __LINE__);
    return answer.preset.value_or(GatewayPreset{});
}

/// A gateway that is known by a preset, at some addresses.
struct PresetDesk {
    SystemClock clock;
    IoThread io;
    PresetGateway gateway;
    PresetDesk(const QString &preset, const QList<QUrl> &nodes, const PresetWords &variables, const QByteArray &secret = {})
        : gateway(io, {presetNamed(preset), nodes, variables, bearerAccess(Secret(secret)), {}}, clock)
    {
    }
    Result<GatewayState> read() { return awaited<Result<GatewayState>>([&](QObject *context, const auto &take) { gateway.read(context, take); }, failure(ErrorKind::BadInput)); }
    Result<GatewayState> readBack() { return awaited<Result<GatewayState>>([&](QObject *context, const auto &take) { gateway.readBack(context, take); }, failure(ErrorKind::BadInput)); }
    WriteAnswer write(const GatewayWrite &write) { return awaited<WriteAnswer>([&](QObject *context, const auto &take) { gateway.write(write, context, take); }, WriteAnswer()); }
    /// Reads, then writes what a button would write.
    WriteAnswer press(Verb verb, Target target, const json &body)
    {
        const Result<GatewayState> painted = read();
        return write(writeOf(verb, target, body, painted ? painted->resources.value(target).version : QString()));
    }
    static GatewayWrite writeOf(Verb verb, Target target, const json &body, const QString &ifMatch, const QString &opId = u"0193f0c2-op"_s)
    {
        GatewayWrite write;
        write.opId = opId;
        write.verb = verb;
        write.target = target;
        write.body = body;
        write.ifMatch = ifMatch;
        write.actor = u"anna"_s;
        write.deadline = 5000ms;
        return write;
    }

private:
    template<typename Answer, typename Start>
    static Answer awaited(const Start &start, const Answer &otherwise)
    {
        QObject context;
        std::optional<Answer> answer;
        start(&context, [&](const Answer &given) { answer = given; });
        if (answer || !QTest::qWaitFor([&] { return answer.has_value(); }, 15'000))
            QTest::qFail("no callback, or one too early", __FILE__, __LINE__);
        return answer.value_or(otherwise);
    }
};

/// Does a value hold all that was asked, and nothing else in its lists?
inline bool holds(const json &value, const json &asked)
{
    if (asked.is_number() && value.is_number())
        return std::abs(asked.get<double>() - value.get<double>()) < 1e-9;
    if (asked.is_array() && value.is_array())
        return asked.size() == value.size() && std::equal(asked.begin(), asked.end(), value.begin(), [](const json &a, const json &b) { return holds(b, a); });
    if (!asked.is_object() || !value.is_object())
        return asked == value;
    const auto members = asked.items();
    return std::all_of(members.begin(), members.end(), [&](const auto &member) {
        return value.contains(member.key()) && holds(value[member.key()], member.value());
    });
}

inline json weights(const std::string &stable, double stableWeight, const std::string &canary, double canaryWeight)
{
    return {{"weights", {{stable, stableWeight}, {canary, canaryWeight}}}, {"rollout", "abort"}};
}
inline json level(int value) { return {{"level", value}}; }
inline json noLimit() { return {{"limits", json::array()}}; }
inline json limitOf(double requestsPerSecond)
{
    return {{"limits", {{{"scope", "all"}, {"id", ""}, {"requests_per_second", requestsPerSecond}, {"tokens_per_minute", nullptr}}}}};
}

/// Is what was read what was asked, in words where it is not?
inline QString missed(const Result<GatewayState> &state, Target target, const json &asked)
{
    if (!state)
        return state.error().message();
    const json value = state->resources.value(target).value;
    return holds(value, asked) ? QString() : QString::fromStdString("read " + value.dump() + " instead of " + asked.dump());
}

/// One request of a user.
struct UserAnswer {
    int status = 0;
    QByteArray body;
};
inline UserAnswer userAsks(const QUrl &url)
{
    QNetworkAccessManager network;
    QNetworkRequest request(url);
    request.setRawHeader("Connection", "close");
    const std::unique_ptr<QNetworkReply> reply(network.get(request));
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 10'000))
        return {};
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll().trimmed()};
}

/// How often each answer came; a body, or the status where it is not 200.
inline QMap<QByteArray, int> answersOf(const QUrl &url, int requests)
{
    QMap<QByteArray, int> counted;
    for (int i = 0; i < requests; ++i) {
        const UserAnswer answer = userAsks(url);
        ++counted[answer.status == 200 ? answer.body : QByteArray::number(answer.status)];
    }
    return counted;
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/gateway/PresetGateway.h"
#include "app/adapters/http/IoThread.h"
#include "app/workspace/PresetFile.h"
#include "tests/support/KubernetesDouble.h"

#include <QFile>
#include <QTest>

#include <memory>

Q_DECLARE_METATYPE(nlohmann::json)
Q_DECLARE_METATYPE(andon::WriteOutcome)

namespace andon {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;

/// A preset of the program, from its file.
inline GatewayPreset presetNamed(const QString &name)
{
    QFile file(QStringLiteral(ANDON_SOURCE_DIR "/resources/gateways/%1.json").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        QTest::qFail(qPrintable(u"no preset "_s + name), __FILE__, __LINE__);
    const PresetAnswer answer = parsePreset(file.readAll(), name);
    for (const WorkspaceFault &fault : answer.faults)
        QTest::qFail(qPrintable(u"%1 line %2: %3, expected %4"_s.arg(name).arg(fault.line).arg(fault.what, fault.expected)), __FILE__, __LINE__);
    return answer.preset.value_or(GatewayPreset());
}

/// A gateway by a preset of the program before a Kubernetes API server with one object.
struct KubernetesDesk {
    KubernetesDouble server;
    SystemClock clock;
    IoThread io;
    QString path;
    std::unique_ptr<PresetGateway> gateway;

    KubernetesDesk(const QString &preset, const QString &objectPath, const json &object, const PresetWords &variables)
        : path(objectPath)
    {
        server.put(objectPath, object);
        open(preset, variables, KubernetesDouble::token, server.url());
    }
    void open(const QString &preset, const PresetWords &variables, const QByteArray &token, const QUrl &url)
    {
        PresetGateway::Options options;
        options.preset = presetNamed(preset);
        options.nodes = {url};
        options.variables = variables;
        options.access.secret = Secret(token);
        gateway = std::make_unique<PresetGateway>(io, options, clock);
    }
    using Read = void (PresetGateway::*)(QObject *, std::function<void(Result<GatewayState>)>);
    [[nodiscard]] Result<GatewayState> read(Read how = &PresetGateway::read)
    {
        QObject context;
        std::optional<Result<GatewayState>> state;
        (gateway.get()->*how)(&context, [&](const Result<GatewayState> &given) { state = given; });
        if (state || !QTest::qWaitFor([&] { return state.has_value(); }, 15'000))
            QTest::qFail("no callback, or one too early", __FILE__, __LINE__);
        return state.value_or(failure(ErrorKind::BadInput));
    }
    [[nodiscard]] GatewayState readBack() { return read(&PresetGateway::readBack).value_or(GatewayState()); }
    /// The press: what was read last is what is painted.
    [[nodiscard]] WriteAnswer write(Verb verb, const json &body, const QString &ifMatch, bool fence = false)
    {
        GatewayWrite write;
        write.opId = fence ? u"cancel:op-1"_s : u"op-1"_s;
        write.verb = verb;
        write.target = verb == Verb::Rollback ? Target::Routing : Target::Rollout;
        write.body = body;
        write.fence = fence;
        write.ifMatch = ifMatch;
        write.actor = u"anna \"a\"\r\nb"_s;
        write.deadline = 5000ms;
        QObject context;
        std::optional<WriteAnswer> answer;
        gateway->write(write, &context, [&](const WriteAnswer &given) { answer = given; });
        if (answer || !QTest::qWaitFor([&] { return answer.has_value(); }, 15'000))
            QTest::qFail("no callback, or one too early", __FILE__, __LINE__);
        return answer.value_or(WriteAnswer());
    }
    [[nodiscard]] json object() const { return server.object(path); }
    [[nodiscard]] QString version() const { return QString::fromStdString(object()["metadata"]["resourceVersion"].get<std::string>()); }
    [[nodiscard]] json sentBody() const
    {
        const QByteArray body = server.lastPatch().body;
        return json::parse(body.begin(), body.end(), nullptr, false);
    }
};

/// JSON as QCOMPARE takes and shows it.
inline QByteArray text(const json &value)
{
    return QByteArray::fromStdString(value.dump());
}

/// Every member asked for stands in `read` with the same value.
inline bool holds(const json &read, const json &asked)
{
    if (asked.is_number() && read.is_number())
        return qFuzzyCompare(1 + asked.get<double>(), 1 + read.get<double>());
    if (!asked.is_object() || !read.is_object())
        return read == asked;
    for (const auto &[name, value] : asked.items()) {
        if (!read.contains(name) || !holds(read[name], value))
            return false;
    }
    return true;
}

} // namespace andon

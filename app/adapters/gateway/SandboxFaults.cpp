// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/SandboxFaults.h"

#include "app/base/BoundedJson.h"

#include <QHostAddress>
#include <QSet>
#include <QTimer>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr qsizetype mostVersions = 100;
constexpr std::chrono::milliseconds deadline{4000};

HttpAccess accessOf(const SandboxFaults::Options &options)
{
    HttpAccess access = bearerAccess(options.token, false, 64 * 1024);
    access.base = options.url;
    return access;
}

bool isHere(const QUrl &url)
{
    return url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
}

bool isTexts(const json &value)
{
    return (value.is_array() || value.is_object()) && std::all_of(value.begin(), value.end(), [](const json &one) { return one.is_string(); });
}

} // namespace

Result<QList<FaultSetting>> faultsOf(const QByteArray &body, const QString &shown)
{
    const auto bad = [&] { return failure(ErrorKind::BadAnswer, {shown, u"the faults of every version, as andon-sandbox tells them"_s}); };
    const json answer = boundedJson(body);
    const auto faults = answer.is_object() ? answer.find("faults") : answer.end();
    if (!answer.is_object() || faults == answer.end() || !faults->is_object() || faults->empty() || faults->size() > std::size_t(mostVersions))
        return bad();
    QList<FaultSetting> settings;
    for (const auto &[version, words] : faults->items()) {
        if (!words.is_array() || !isTexts(words))
            return bad();
        FaultSetting setting{QString::fromStdString(version), {}, {}};
        for (const json &word : words)
            setting.faults << QString::fromStdString(word.get<std::string>());
        settings << setting;
    }
    const auto only = answer.find("only");
    for (FaultSetting &setting : settings) {
        const std::string version = setting.version.toStdString();
        if (only == answer.end() || !only->is_object() || !only->contains(version))
            continue;
        if (!only->at(version).is_object() || !isTexts(only->at(version)))
            return bad();
        for (const auto &[member, value] : only->at(version).items())
            setting.only.insert(QString::fromStdString(member), QString::fromStdString(value.get<std::string>()));
    }
    return settings;
}

SandboxFaults::SandboxFaults(Options options)
    : m_options(std::move(options))
    , m_client(accessOf(m_options))
{
}

void SandboxFaults::ask(const QByteArray &method, const QByteArray &body, QObject *context, std::function<void(Result<QList<FaultSetting>>)> callback)
{
    HttpRequest request;
    request.method = method;
    request.url = m_options.url;
    QString path = request.url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    request.url.setPath(path + u"/sandbox/faults"_s);
    request.headers = {{"Accept", "application/json"}};
    request.body = body;
    request.deadline = deadline;
    if (!body.isEmpty())
        request.headers << QPair<QByteArray, QByteArray>{"Content-Type", "application/json"};
    const QString shown = shownAddress(request.url);
    const auto refuse = [&](const Error &error) { QTimer::singleShot(0, context, [callback, error] { callback(tl::unexpected(error)); }); };
    if (!isHere(request.url))
        return refuse({ErrorKind::BadAddress, {shown, u"the sandbox is on this machine alone"_s}, {}});
    if (!m_options.tokenName.isEmpty() && m_options.token.isEmpty())
        return refuse({ErrorKind::Blocked, {u"the secret %1 was not found"_s.arg(m_options.tokenName)}, {}});
    m_client.send(request, context, [shown, callback](const HttpAnswer &answer) {
        if (answer.error)
            callback(tl::unexpected(*answer.error));
        else if (!answer.isJson())
            callback(failure(ErrorKind::NotJson, {shown, QString::fromLatin1(answer.header("content-type").left(100))}));
        else
            callback(faultsOf(answer.body, shown));
    });
}

void SandboxFaults::read(QObject *context, std::function<void(Result<QList<FaultSetting>>)> callback)
{
    ask("GET", {}, context, std::move(callback));
}

void SandboxFaults::set(const FaultSetting &setting, QObject *context, std::function<void(Result<void>)> callback)
{
    json body{{"version", setting.version.toStdString()}, {"faults", json::array()}};
    for (const QString &fault : setting.faults)
        body["faults"].push_back(fault.toStdString());
    for (const auto &[member, value] : setting.only.asKeyValueRange())
        body["only"][member.toStdString()] = value.toStdString();
    ask("PUT", QByteArray::fromStdString(body.dump()), context, [setting, callback](const Result<QList<FaultSetting>> &now) {
        if (!now) {
            callback(tl::unexpected(now.error()));
            return;
        }
        // It answers with what is so now.
        const bool is = std::any_of(now->cbegin(), now->cend(), [&](const FaultSetting &one) {
            return one.version == setting.version && QSet<QString>(one.faults.begin(), one.faults.end()) == QSet<QString>(setting.faults.begin(), setting.faults.end());
        });
        if (is)
            callback({});
        else
            callback(failure(ErrorKind::BadAnswer, {u"/sandbox/faults"_s, u"the faults that were put in"_s}));
    });
}

} // namespace andon

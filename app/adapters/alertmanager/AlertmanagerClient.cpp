// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/alertmanager/AlertmanagerClient.h"

#include "app/adapters/alertmanager/AlertmanagerAnswer.h"
#include "app/alerts/LabelsJson.h"
#include "app/base/BoundedJson.h"

#include <QRegularExpression>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

HttpAccess accessOf(const AlertmanagerClient::Options &options, const Result<Secret> &secret)
{
    HttpAccess access = bearerAccess(secret.value_or(Secret()), options.allowPlainHttp, AlertmanagerClient::largestAnswer);
    access.base = options.url;
    return access;
}

template<typename T>
Result<T> decoded(const HttpAnswer &answer, const QString &shown, const std::function<Result<T>(const QByteArray &)> &decode)
{
    if (answer.error)
        return tl::unexpected(*answer.error);
    const QString type = QString::fromLatin1(answer.header("content-type").left(100));
    if (!answer.isJson())
        return failure(ErrorKind::NotJson, {shown, type.isEmpty() ? u"no content type"_s : type});
    return decode(answer.body);
}

/// A refusal in the server's words. 0.25 answers 500 where an id is not known.
Error refusalOf(const HttpAnswer &answer)
{
    const QString words = answer.reach == HttpReach::Answered ? alertmanagerWords(answer.body) : QString();
    if (words.isEmpty() || answer.error->kind != ErrorKind::HttpStatus)
        return *answer.error;
    return {ErrorKind::BadInput, {u"the silence"_s, words}, {}};
}

} // namespace

AlertmanagerClient::AlertmanagerClient(IoThread &io, Options options, Result<Secret> secret)
    : m_options(std::move(options))
    , m_missing(secret ? std::nullopt : std::optional(secret.error()))
    , m_polls(io, accessOf(m_options, secret))
    , m_writes(io, accessOf(m_options, secret))
{
}

HttpRequest AlertmanagerClient::question(const QString &path, const QString &query) const
{
    HttpRequest request;
    request.url = m_options.url;
    QString base = request.url.path();
    while (base.endsWith(u'/'))
        base.chop(1);
    request.url.setPath(base + path);
    if (!query.isEmpty())
        request.url.setQuery(query);
    request.headers.emplaceBack("Accept", "application/json");
    request.isQuestion = true;
    return request;
}

template<typename T>
bool AlertmanagerClient::refuse(QObject *context, const std::function<void(Result<T>)> &callback) const
{
    if (m_missing)
        QMetaObject::invokeMethod(context, [callback, error = *m_missing] { callback(tl::unexpected(error)); }, Qt::QueuedConnection);
    return m_missing.has_value();
}

void AlertmanagerClient::readAlerts(QObject *context, std::function<void(Result<AlertAnswer>)> callback)
{
    if (refuse(context, callback))
        return;
    const HttpRequest request = question(u"/api/v2/alerts"_s, u"active=true&silenced=true&inhibited=true&unprocessed=true"_s);
    m_polls.ask<Result<AlertAnswer>>(
        request, context,
        [shown = shownAddress(request.url), replicas = m_options.replicaLabels](const HttpAnswer &answer) {
            return decoded<AlertAnswer>(answer, shown, [&](const QByteArray &body) { return decodeAlertmanagerAlerts(body, replicas, shown); });
        },
        [this, context, callback = std::move(callback)](const Result<AlertAnswer> &answer) {
            const bool silenced = answer && std::any_of(answer->alerts.cbegin(), answer->alerts.cend(),
                                                        [](const SourceAlert &one) { return !one.silencedBy.isEmpty(); });
            if (silenced)
                readSilences(*answer, context, callback);
            else
                callback(answer);
        });
}

/// Who silenced it, until when and why. Without an answer the alerts are told all the same.
void AlertmanagerClient::readSilences(AlertAnswer answer, QObject *context, std::function<void(Result<AlertAnswer>)> callback)
{
    const HttpRequest request = question(u"/api/v2/silences"_s);
    m_polls.ask<Result<QList<Silence>>>(
        request, context,
        [shown = shownAddress(request.url)](const HttpAnswer &http) {
            return decoded<QList<Silence>>(http, shown, [&](const QByteArray &body) { return decodeSilences(body, shown); });
        },
        [answer = std::move(answer), callback = std::move(callback)](const Result<QList<Silence>> &silences) {
            AlertAnswer whole = answer;
            whole.silences = silences.value_or(QList<Silence>());
            callback(whole);
        });
}

void AlertmanagerClient::readRules(QObject *context, std::function<void(Result<QList<AlertRule>>)> callback)
{
    QMetaObject::invokeMethod(context, [callback = std::move(callback)] { callback(QList<AlertRule>()); }, Qt::QueuedConnection);
}

void AlertmanagerClient::probe(QObject *context, std::function<void(Result<QString>)> callback)
{
    if (refuse(context, callback))
        return;
    const HttpRequest request = question(u"/api/v2/status"_s);
    m_polls.ask<Result<QString>>(
        request, context,
        [shown = shownAddress(request.url)](const HttpAnswer &answer) {
            return decoded<QString>(answer, shown, [&](const QByteArray &body) -> Result<QString> {
                const nlohmann::json status = boundedJson(body);
                if (!memberOf(status, "versionInfo").is_object())
                    return failure(ErrorKind::BadAnswer, {shown, u"it says nothing of its version"_s});
                return textOf(memberOf(status, "versionInfo"), "version").left(100);
            });
        },
        std::move(callback));
}

void AlertmanagerClient::createSilence(const Silence &silence, QObject *context, std::function<void(Result<QString>)> callback)
{
    if (refuse(context, callback))
        return;
    HttpRequest request = question(u"/api/v2/silences"_s);
    request.method = "POST";
    request.isQuestion = false;
    request.headers.emplaceBack("Content-Type", "application/json");
    request.body = silenceBody(silence);
    m_writes.ask<Result<QString>>(
        request, context,
        [shown = shownAddress(request.url)](const HttpAnswer &answer) -> Result<QString> {
            if (answer.error)
                return tl::unexpected(refusalOf(answer));
            return decodeSilenceId(answer.body, shown);
        },
        std::move(callback));
}

void AlertmanagerClient::expireSilence(const QString &id, QObject *context, std::function<void(Result<void>)> callback)
{
    if (refuse(context, callback))
        return;
    static const QRegularExpression form(u"^[A-Za-z0-9-]{1,100}\\z"_s);
    if (!form.match(id).hasMatch()) {
        QMetaObject::invokeMethod(context, [callback, id] { callback(failure(ErrorKind::BadInput, {u"the silence"_s, u"%1 is no id"_s.arg(id.left(100))})); },
                                  Qt::QueuedConnection);
        return;
    }
    HttpRequest request = question(u"/api/v2/silence/"_s + id);
    request.method = "DELETE";
    request.isQuestion = false;
    m_writes.ask<Result<void>>(
        request, context,
        [](const HttpAnswer &answer) -> Result<void> {
            if (answer.error)
                return tl::unexpected(refusalOf(answer));
            return {};
        },
        std::move(callback));
}

} // namespace andon

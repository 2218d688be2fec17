// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/PrometheusAlerts.h"

#include "app/adapters/prometheus/AlertAnswer.h"
#include "app/adapters/prometheus/DialectForm.h"

namespace andon {

using namespace Qt::StringLiterals;

PrometheusAlerts::PrometheusAlerts(IoThread &io, MetricsAccess access, Result<Secret> secret, QStringList replicaLabels)
    : m_access(std::move(access))
    , m_missing(secret ? std::nullopt : std::optional(secret.error()))
    , m_replicaLabels(std::move(replicaLabels))
    , m_http(io, httpAccessOf(m_access, secret.value_or(Secret())))
{
}

template<typename T>
void PrometheusAlerts::ask(const QString &path, const QString &query, std::function<Result<T>(const QByteArray &, const QString &)> decode,
                           QObject *context, std::function<void(Result<T>)> callback)
{
    if (m_missing) {
        QMetaObject::invokeMethod(context, [callback, error = *m_missing] { callback(tl::unexpected(error)); }, Qt::QueuedConnection);
        return;
    }
    HttpRequest request;
    request.url = m_access.url;
    QString base = request.url.path();
    while (base.endsWith(u'/'))
        base.chop(1);
    request.url.setPath(base + path);
    const QString shown = shownAddress(request.url);
    if (!query.isEmpty())
        request.url.setQuery(query);
    request.headers = headersOf(m_access);
    request.headers.emplaceBack("Accept", "application/json");
    request.isQuestion = true;
    request.largestAnswer = largestAnswer;
    m_http.ask<Result<T>>(
        request, context,
        [shown, decode = std::move(decode)](const HttpAnswer &answer) -> Result<T> {
            if (answer.error)
                return tl::unexpected(*answer.error);
            const QString type = QString::fromLatin1(answer.header("content-type").left(100));
            if (!answer.isJson())
                return failure(ErrorKind::NotJson, {shown, type.isEmpty() ? u"no content type"_s : type});
            return decode(answer.body, shown);
        },
        std::move(callback));
}

void PrometheusAlerts::readAlerts(QObject *context, std::function<void(Result<AlertAnswer>)> callback)
{
    ask<AlertAnswer>(u"/api/v1/alerts"_s, {},
                     [replicas = m_replicaLabels](const QByteArray &body, const QString &shown) { return decodeAlerts(body, replicas, shown); },
                     context, std::move(callback));
}

void PrometheusAlerts::readRules(QObject *context, std::function<void(Result<QList<AlertRule>>)> callback)
{
    ask<QList<AlertRule>>(u"/api/v1/rules"_s, u"type=alert"_s,
                          [](const QByteArray &body, const QString &shown) { return decodeRules(body, shown); }, context, std::move(callback));
}

} // namespace andon

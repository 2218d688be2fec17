// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/PrometheusClient.h"

#include "app/adapters/prometheus/PrometheusAnswer.h"

#include <QDateTime>
#include <QPointer>
#include <QThreadPool>

#include <nlohmann/json.hpp>

namespace andon {

using namespace Qt::StringLiterals;
using namespace nlohmann::literals;

namespace {

constexpr qsizetype largestInlineAnswer = 256 * 1024;

QByteArray seconds(qint64 milliseconds)
{
    return QByteArray::number(milliseconds / 1000) + '.' + QByteArray::number(milliseconds % 1000).rightJustified(3, '0');
}

bool isJson(const HttpAnswer &answer)
{
    return answer.header("content-type").startsWith("application/json");
}

/// An answer that is no result: the server's own words where it has any.
Error faultOf(const HttpAnswer &answer, const QString &shown, const QString &promql)
{
    if (answer.reach == HttpReach::Answered && isJson(answer)) {
        const Result<MetricsAnswer> decoded = decodePrometheusAnswer(answer.body, shown, promql);
        if (!decoded && decoded.error().kind == ErrorKind::QueryRefused)
            return decoded.error();
    }
    if (answer.status == 503) {
        return {ErrorKind::HttpStatus, {shown, u"503"_s, u"it is still starting or overloaded; it is asked again"_s}, {}};
    }
    return *answer.error;
}

} // namespace

PrometheusClient::PrometheusClient(QUrl url, Secret token, bool allowPlainHttp)
    : m_url(std::move(url))
    , m_http(std::move(token), allowPlainHttp, 16 * 1024 * 1024)
{
}

QUrl PrometheusClient::address(const QString &path) const
{
    QUrl url = m_url;
    QString base = url.path();
    while (base.endsWith(u'/'))
        base.chop(1);
    url.setPath(base + path);
    return url;
}

void PrometheusClient::queryRange(const RangeQuery &query, QObject *context,
                                  std::function<void(Result<MetricsAnswer>)> callback)
{
    const QByteArray form = "query=" + QUrl::toPercentEncoding(query.query) + "&start=" + seconds(query.startMs)
        + "&end=" + seconds(query.endMs) + "&step=" + seconds(query.stepMs);
    ask(u"/api/v1/query_range"_s, form, query.query, context, std::move(callback));
}

void PrometheusClient::query(const QString &promql, QObject *context,
                             std::function<void(Result<MetricsAnswer>)> callback)
{
    ask(u"/api/v1/query"_s, "query=" + QUrl::toPercentEncoding(promql), promql, context, std::move(callback));
}

void PrometheusClient::ask(const QString &path, const QByteArray &form, const QString &promql, QObject *context,
                           std::function<void(Result<MetricsAnswer>)> callback)
{
    HttpRequest request;
    request.method = "POST";
    request.url = address(path);
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    request.body = form;
    const QString shown = shownAddress(request.url);
    m_http.send(request, context, [shown, promql, callback, guard = QPointer<QObject>(context)](const HttpAnswer &answer) {
        if (answer.error) {
            callback(tl::unexpected(faultOf(answer, shown, promql)));
        } else if (!isJson(answer)) {
            const QString type = QString::fromLatin1(answer.header("content-type").left(100));
            callback(failure(ErrorKind::NotJson, {shown, type.isEmpty() ? u"no content type"_s : type}));
        } else if (answer.body.size() <= largestInlineAnswer) {
            callback(decodePrometheusAnswer(answer.body, shown, promql));
        } else {
            // The receiver belongs to nobody, so that the pool may post to it whatever became of the context.
            auto *receiver = new QObject;
            QThreadPool::globalInstance()->start([body = answer.body, shown, promql, callback, guard, receiver] {
                const Result<MetricsAnswer> decoded = decodePrometheusAnswer(body, shown, promql);
                QMetaObject::invokeMethod(receiver, [receiver, decoded, callback, guard] {
                    receiver->deleteLater();
                    if (guard)
                        callback(decoded);
                });
            });
        }
    });
}

void PrometheusClient::probe(QObject *context, std::function<void(Result<SourceInfo>)> callback)
{
    HttpRequest request;
    request.url = address(u"/api/v1/status/buildinfo"_s);
    m_http.send(request, context, [this, context, callback](const HttpAnswer &answer) {
        SourceInfo info;
        const QDateTime date = QDateTime::fromString(QString::fromLatin1(answer.header("date")), Qt::RFC2822Date);
        if (date.isValid())
            info.skewMs = date.toMSecsSinceEpoch() - toMs(SystemClock().now());
        if (!answer.error && isJson(answer)) {
            const auto body = nlohmann::json::parse(answer.body.begin(), answer.body.end(), nullptr, false);
            const auto version = body.is_object() ? body.value("/data/version"_json_pointer, std::string()) : std::string();
            info.version = QString::fromStdString(version).left(100);
        }
        // Not every server that speaks the API has build information; a query tells more surely.
        query(u"vector(1)"_s, context, [info, callback](const Result<MetricsAnswer> &one) {
            if (one)
                callback(info);
            else
                callback(tl::unexpected(one.error()));
        });
    });
}

} // namespace andon

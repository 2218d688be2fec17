// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/PrometheusClient.h"

#include "app/adapters/http/HttpDate.h"
#include "app/adapters/prometheus/ExemplarAnswer.h"
#include "app/adapters/prometheus/PrometheusAnswer.h"
#include "app/base/Clock.h"

#include <nlohmann/json.hpp>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

QByteArray seconds(qint64 milliseconds)
{
    return QByteArray::number(milliseconds / 1000) + '.' + QByteArray::number(milliseconds % 1000).rightJustified(3, '0');
}

/// An answer that is no result: the server's own words where it has any.
Error faultOf(const HttpAnswer &answer, const QString &shown, const QString &promql)
{
    const bool mayHaveWords = answer.reach == HttpReach::Answered && answer.isJson()
        && answer.error->kind == ErrorKind::HttpStatus;
    if (mayHaveWords) {
        const Result<MetricsAnswer> decoded = decodePrometheusAnswer(answer.body, shown, promql);
        if (!decoded && decoded.error().kind == ErrorKind::QueryRefused)
            return decoded.error();
    }
    if (answer.status == 503 && answer.error->kind == ErrorKind::HttpStatus)
        return {ErrorKind::HttpStatus, {shown, u"503"_s, u"it is still starting or overloaded; it is asked again"_s}, {}};
    return *answer.error;
}

Result<MetricsAnswer> resultOf(const HttpAnswer &answer, const QString &shown, const QString &promql)
{
    if (answer.error)
        return tl::unexpected(faultOf(answer, shown, promql));
    if (answer.isJson())
        return decodePrometheusAnswer(answer.body, shown, promql);
    const QString type = QString::fromLatin1(answer.header("content-type").left(100));
    return failure(ErrorKind::NotJson, {shown, type.isEmpty() ? u"no content type"_s : type});
}

/// The version in an answer of /status/buildinfo, hostile as any; empty where there is none.
QString versionIn(const QByteArray &body)
{
    const auto answer = nlohmann::json::parse(body.begin(), body.end(), nullptr, false);
    const auto data = answer.is_object() ? answer.find("data") : answer.end();
    if (!answer.is_object() || data == answer.end() || !data->is_object())
        return {};
    const auto version = data->find("version");
    const bool text = version != data->end() && version->is_string();
    return text ? QString::fromStdString(version->get_ref<const std::string &>()).left(100) : QString();
}

/// No error where the server answered at all: not every server that speaks the API has build information.
Result<SourceInfo> infoOf(const HttpAnswer &answer)
{
    if (answer.error && (answer.reach != HttpReach::Answered || answer.error->kind != ErrorKind::HttpStatus))
        return tl::unexpected(*answer.error);
    SourceInfo info;
    if (const std::optional<TimePoint> date = httpDate(answer.header("date")))
        info.skewMs = toMs(*date) - toMs(SystemClock().now());
    if (!answer.error && answer.isJson())
        info.version = versionIn(answer.body);
    return info;
}

} // namespace

PrometheusClient::PrometheusClient(IoThread &io, QUrl url, Secret token, bool allowPlainHttp)
    : m_url(std::move(url))
    , m_http(io, std::move(token), allowPlainHttp, 16 * 1024 * 1024)
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
    request.isQuestion = true;
    const QString shown = shownAddress(request.url);
    m_http.ask<Result<MetricsAnswer>>(
        request, context, [shown, promql](const HttpAnswer &answer) { return resultOf(answer, shown, promql); },
        std::move(callback));
}

void PrometheusClient::exemplars(const ExemplarQuery &query, QObject *context,
                                 std::function<void(Result<QList<Exemplar>>)> callback)
{
    HttpRequest request;
    request.method = "POST";
    request.url = address(u"/api/v1/query_exemplars"_s);
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    request.body = "query=" + QUrl::toPercentEncoding(query.query) + "&start=" + seconds(query.startMs) + "&end="
        + seconds(query.endMs);
    request.isQuestion = true;
    const QString shown = shownAddress(request.url);
    m_http.ask<Result<QList<Exemplar>>>(
        request, context,
        [shown, label = query.versionLabel, promql = query.query](const HttpAnswer &answer) -> Result<QList<Exemplar>> {
            if (answer.error)
                return tl::unexpected(faultOf(answer, shown, promql));
            return decodeExemplarAnswer(answer.body, label, shown);
        },
        std::move(callback));
}

void PrometheusClient::probe(QObject *context, std::function<void(Result<SourceInfo>)> callback)
{
    HttpRequest request;
    request.url = address(u"/api/v1/status/buildinfo"_s);
    m_http.ask<Result<SourceInfo>>(request, context, infoOf, [this, context, callback](const Result<SourceInfo> &info) {
        if (!info) {
            callback(info);
            return;
        }
        // A query tells more surely that this is a metrics source.
        query(u"vector(1)"_s, context, [info, callback](const Result<MetricsAnswer> &one) {
            callback(one ? info : tl::unexpected(one.error()));
        });
    });
}

} // namespace andon

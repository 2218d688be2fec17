// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/PrometheusClient.h"

#include "app/adapters/http/HttpDate.h"
#include "app/adapters/prometheus/DialectForm.h"
#include "app/adapters/prometheus/ExemplarAnswer.h"
#include "app/adapters/prometheus/PrometheusAnswer.h"
#include "app/base/Clock.h"

#include <nlohmann/json.hpp>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// What the decoding needs to know of the question, for its words.
struct Asked {
    QString shown;      ///< the address
    QString promql;
    QString secretName; ///< possibly empty
};

/// The credentials were refused: which ones, by their name.
Error named(Error error, const QString &secretName)
{
    if (error.kind == ErrorKind::NotAuthorized && error.arguments.size() > 1 && !secretName.isEmpty())
        error.arguments[1] += u" for the secret %1"_s.arg(secretName);
    return error;
}

/// An answer that is no result: the server's own words where it has any.
Error faultOf(const HttpAnswer &answer, const Asked &asked)
{
    const auto &[shown, promql, secretName] = asked;
    const bool mayHaveWords = answer.reach == HttpReach::Answered && answer.isJson()
        && answer.error->kind == ErrorKind::HttpStatus;
    if (mayHaveWords) {
        const Result<MetricsAnswer> decoded = decodePrometheusAnswer(answer.body, shown, promql);
        if (!decoded && decoded.error().kind == ErrorKind::QueryRefused)
            return decoded.error();
    }
    if (answer.status == 503 && answer.error->kind == ErrorKind::HttpStatus)
        return {ErrorKind::HttpStatus, {shown, u"503"_s, u"it is still starting or overloaded; it is asked again"_s}, {}};
    return named(*answer.error, secretName);
}

Result<MetricsAnswer> resultOf(const HttpAnswer &answer, const Asked &asked)
{
    if (answer.error)
        return tl::unexpected(faultOf(answer, asked));
    if (answer.isJson())
        return decodePrometheusAnswer(answer.body, asked.shown, asked.promql);
    const QString type = QString::fromLatin1(answer.header("content-type").left(100));
    return failure(ErrorKind::NotJson, {asked.shown, type.isEmpty() ? u"no content type"_s : type});
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
Result<SourceInfo> infoOf(const HttpAnswer &answer, const QString &secretName)
{
    if (answer.error && (answer.reach != HttpReach::Answered || answer.error->kind != ErrorKind::HttpStatus))
        return tl::unexpected(named(*answer.error, secretName));
    SourceInfo info;
    if (const std::optional<TimePoint> date = httpDate(answer.header("date")))
        info.skewMs = toMs(*date) - toMs(SystemClock().now());
    if (!answer.error && answer.isJson())
        info.version = versionIn(answer.body);
    return info;
}

} // namespace

PrometheusClient::PrometheusClient(IoThread &io, MetricsAccess access, Result<Secret> secret)
    : m_access(std::make_shared<MetricsAccess>(std::move(access)))
    , m_missing(secret ? std::nullopt : std::optional(secret.error()))
    , m_range(std::make_shared<Endpoint>(endpoint(u"/api/v1/query_range"_s, largestRange)))
    , m_instant(endpoint(u"/api/v1/query"_s, largestOther))
    , m_exemplars(endpoint(u"/api/v1/query_exemplars"_s, largestOther))
    , m_buildInfo(endpoint(u"/api/v1/status/buildinfo"_s, largestOther))
    , m_http(io, httpAccessOf(*m_access, secret.value_or(Secret())))
{
}

PrometheusClient::PrometheusClient(IoThread &io, QUrl url, Secret token, bool allowPlainHttp)
    : PrometheusClient(io, MetricsAccess{.url = std::move(url), .allowPlainHttp = allowPlainHttp}, std::move(token))
{
}

PrometheusClient::Endpoint PrometheusClient::endpoint(const QString &path, qint64 largestAnswer) const
{
    Endpoint made;
    made.request.url = m_access->url;
    QString base = made.request.url.path();
    while (base.endsWith(u'/'))
        base.chop(1);
    made.request.url.setPath(base + path);
    made.request.headers = headersOf(*m_access);
    made.request.largestAnswer = largestAnswer;
    made.shown = shownAddress(made.request.url);
    return made;
}

/// The same with a form.
static HttpRequest withForm(HttpRequest request, const QByteArray &form)
{
    request.method = "POST";
    request.headers.emplaceBack("Content-Type", "application/x-www-form-urlencoded");
    request.headers.emplaceBack("Accept", "application/json");
    request.body = form;
    request.isQuestion = true;
    return request;
}

/// Where the secret is missing: an empty one would only be refused, and might lock the account.
template<typename T>
bool PrometheusClient::refuse(QObject *context, const std::function<void(Result<T>)> &callback) const
{
    if (m_missing)
        QMetaObject::invokeMethod(context, [callback, error = *m_missing] { callback(tl::unexpected(error)); }, Qt::QueuedConnection);
    return m_missing.has_value();
}

void PrometheusClient::queryRange(const RangeQuery &query, QObject *context,
                                  std::function<void(Result<MetricsAnswer>)> callback)
{
    queryRanges({query}, context, [callback = std::move(callback)](const QList<Result<MetricsAnswer>> &answers) { callback(answers.first()); });
}

/// The forms, too, are made where they are sent: a poll is to cost the caller's thread next to nothing.
void PrometheusClient::queryRanges(const QList<RangeQuery> &queries, QObject *context,
                                   std::function<void(const QList<Result<MetricsAnswer>> &)> callback)
{
    if (refuse<MetricsAnswer>(context, [callback](const Result<MetricsAnswer> &error) { callback({error}); }))
        return;
    const auto forms = std::make_shared<QList<DialectForm>>();
    m_http.askInTurn<Result<MetricsAnswer>>(
        queries.size(),
        [forms, access = m_access, range = m_range, queries](qsizetype which) {
            forms->append(rangeForm(*access, queries[which], toMs(SystemClock().now())));
            return withForm(range->request, forms->last().body);
        },
        context,
        [forms, access = m_access, range = m_range, queries](qsizetype which, const HttpAnswer &http) {
            Result<MetricsAnswer> answer = resultOf(http, {range->shown, queries[which].query, access->secretName()});
            undo(forms->at(which), answer);
            return answer;
        },
        goesOnAfter, std::move(callback));
}

void PrometheusClient::query(const QString &promql, QObject *context,
                             std::function<void(Result<MetricsAnswer>)> callback)
{
    if (refuse(context, callback))
        return;
    const Asked asked{m_instant.shown, promql, m_access->secretName()};
    const DialectForm form = instantForm(*m_access, promql);
    m_http.ask<Result<MetricsAnswer>>(
        withForm(m_instant.request, form.body), context,
        [asked, form](const HttpAnswer &http) {
            Result<MetricsAnswer> answer = resultOf(http, asked);
            undo(form, answer);
            return answer;
        },
        std::move(callback));
}

void PrometheusClient::exemplars(const ExemplarQuery &query, QObject *context,
                                 std::function<void(Result<QList<Exemplar>>)> callback)
{
    if (refuse(context, callback))
        return;
    const Asked asked{m_exemplars.shown, query.query, m_access->secretName()};
    m_http.ask<Result<QList<Exemplar>>>(
        withForm(m_exemplars.request, exemplarForm(*m_access, query).body), context,
        [asked, label = query.versionLabel](const HttpAnswer &answer) -> Result<QList<Exemplar>> {
            if (answer.error)
                return tl::unexpected(faultOf(answer, asked));
            return decodeExemplarAnswer(answer.body, label, asked.shown);
        },
        std::move(callback));
}

void PrometheusClient::probe(QObject *context, std::function<void(Result<SourceInfo>)> callback)
{
    if (refuse(context, callback))
        return;
    m_http.ask<Result<SourceInfo>>(
        m_buildInfo.request, context,
        [name = m_access->secretName()](const HttpAnswer &answer) { return infoOf(answer, name); },
        [this, context, callback](const Result<SourceInfo> &info) {
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

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/DialectForm.h"

#include <vector>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// More than VictoriaMetrics' latency offset and a clock that is some minutes away; and what is older may come from its
/// cache (-search.cacheTimestampOffset).
constexpr qint64 nearMs = 300'000;
/// From this step on VictoriaMetrics leaves the last points alone.
constexpr qint64 coarseStepMs = 60'000;

QByteArray seconds(qint64 milliseconds)
{
    const auto digit = [&](qint64 unit) { return static_cast<char>('0' + milliseconds / unit % 10); };
    const char rest[] = {'.', digit(100), digit(10), digit(1)};
    return QByteArray::number(milliseconds / 1000).append(rest, sizeof rest);
}

/// Members of the form that the access asks for with every question.
QByteArray membersOf(const MetricsAccess &access)
{
    const auto word = [](bool value) { return value ? QByteArray("true") : QByteArray("false"); };
    QByteArray members;
    if (access.dialect == Dialect::Thanos) {
        if (access.dedup)
            members += "&dedup=" + word(*access.dedup);
        if (access.partialResponse)
            members += "&partial_response=" + word(*access.partialResponse);
    }
    if (access.dialect == Dialect::VictoriaMetrics && access.partialResponse == false)
        members += "&deny_partial_response=1";
    return members;
}

Columns shifted(const Columns &columns, qint64 shiftMs, const Columns *like)
{
    Columns moved;
    std::vector<qint64> times;
    for (std::size_t i = 0; i < columns.size();) {
        const Columns::Run run = columns.run(i);
        times.assign(run.times, run.times + run.count);
        for (qint64 &time : times)
            time += shiftMs;
        moved.append(times.data(), run.values, run.count, like);
        i += run.count;
    }
    return moved;
}

} // namespace

DialectForm rangeForm(const MetricsAccess &access, const RangeQuery &query, qint64 nowMs)
{
    DialectForm form;
    const bool isVictoria = access.dialect == Dialect::VictoriaMetrics;
    const bool isNear = query.endMs > nowMs - nearMs;
    // Around nothing it would be a query, and the refusal would be lost.
    if (isVictoria && isNear && query.stepMs > 0 && query.stepMs < coarseStepMs && !query.query.trimmed().isEmpty()) {
        form.shiftMs = (nearMs + query.stepMs - 1) / query.stepMs * query.stepMs;
        form.before = u"last_over_time(("_s;
        // The query may end with a comment.
        form.after = u"\n)[%1ms:%1ms] offset -%2ms)"_s.arg(query.stepMs).arg(form.shiftMs);
    }
    form.body = "query=" + QUrl::toPercentEncoding(form.before + query.query + form.after) + "&start="
        + seconds(query.startMs - form.shiftMs) + "&end=" + seconds(query.endMs - form.shiftMs) + "&step="
        + seconds(query.stepMs);
    if (isVictoria && isNear)
        form.body += "&nocache=1";
    form.body += membersOf(access);
    return form;
}

DialectForm instantForm(const MetricsAccess &access, const QString &promql)
{
    DialectForm form;
    form.body = "query=" + QUrl::toPercentEncoding(promql);
    if (access.dialect == Dialect::VictoriaMetrics)
        form.body += "&nocache=1";
    form.body += membersOf(access);
    return form;
}

DialectForm exemplarForm(const MetricsAccess &access, const ExemplarQuery &query)
{
    DialectForm form;
    form.body = "query=" + QUrl::toPercentEncoding(query.query) + "&start=" + seconds(query.startMs) + "&end="
        + seconds(query.endMs) + membersOf(access);
    return form;
}

void undo(const DialectForm &form, Result<MetricsAnswer> &answer)
{
    if (!answer) {
        Error &error = answer.error();
        if (error.kind == ErrorKind::QueryRefused && error.arguments.size() > 1 && !form.before.isEmpty()) {
            // It repeats the query as a text of Go, in which the end of a line is \n.
            QString after = form.after;
            after.replace(u'\n', u"\\n"_s);
            error.arguments[1].replace(u'"' + form.before, u"\""_s).remove(after);
        }
        return;
    }
    if (form.shiftMs == 0)
        return;
    const Columns *like = nullptr;
    for (Series &series : answer->series) {
        series.columns = shifted(series.columns, form.shiftMs, like);
        like = &series.columns;
    }
}

QList<QPair<QByteArray, QByteArray>> headersOf(const MetricsAccess &access)
{
    QList<QPair<QByteArray, QByteArray>> headers = access.headers;
    if (!access.tenant.isEmpty() && access.dialect == Dialect::Mimir)
        headers.append({"X-Scope-OrgID", access.tenant.toUtf8()});
    if (!access.tenant.isEmpty() && access.dialect == Dialect::Thanos)
        headers.append({"THANOS-TENANT", access.tenant.toUtf8()});
    return headers;
}

HttpAccess httpAccessOf(const MetricsAccess &access, const Secret &secret)
{
    HttpAccess http = bearerAccess(secret, access.allowPlainHttp);
    http.base = access.url;
    if (!access.user.isEmpty()) {
        http.scheme = "Basic";
        QByteArray pair = access.user.toUtf8() + ':' + secret.reveal();
        http.secret = Secret(pair.toBase64());
        pair.fill('\0');
    }
    return http;
}

} // namespace andon

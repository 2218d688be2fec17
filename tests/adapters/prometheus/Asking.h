// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/prometheus/PrometheusClient.h"

#include <QTest>

#include <optional>

namespace andon {

/// Waits for the one callback that `ask` is given, at most 30 s; it must not come at once.
template<typename T>
Result<T> awaited(const std::function<void(QObject *, std::function<void(Result<T>)>)> &ask)
{
    QObject context;
    std::optional<Result<T>> answer;
    ask(&context, [&](const Result<T> &given) { answer = given; });
    if (answer || !QTest::qWaitFor([&] { return answer.has_value(); }, 30'000))
        return failure(ErrorKind::BadInput, {QStringLiteral("the test"), answer ? QStringLiteral("too early") : QStringLiteral("no callback")});
    return *answer;
}

inline Result<MetricsAnswer> asked(MetricsSource &source, const QString &promql)
{
    return awaited<MetricsAnswer>([&](QObject *context, auto callback) { source.query(promql, context, callback); });
}

inline Result<MetricsAnswer> asked(MetricsSource &source, const RangeQuery &query)
{
    return awaited<MetricsAnswer>([&](QObject *context, auto callback) { source.queryRange(query, context, callback); });
}

inline Result<SourceInfo> probed(MetricsSource &source)
{
    return awaited<SourceInfo>([&](QObject *context, auto callback) { source.probe(context, callback); });
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/base/Result.h"
#include "app/lines/Series.h"

#include <functional>

class QObject;

namespace andon {

/// Start and end are inclusive and multiples of the step.
struct RangeQuery {
    QString query; ///< PromQL
    qint64 startMs = 0;
    qint64 endMs = 0;
    qint64 stepMs = 1000; ///< at least 1000 / 11,000 points at the most
    bool mayWait = false; ///< history: whatever is newer may be asked first
};

/// The source answered, but not to this query: others may still be read.
[[nodiscard]] inline bool isOfOneQuery(const Error &error)
{
    return error.kind == ErrorKind::QueryRefused || error.kind == ErrorKind::BadAnswer
        || error.kind == ErrorKind::AnswerTooLarge;
}

/// After this answer the rest of a row of questions is asked, see MetricsSource::queryRanges().
[[nodiscard]] inline bool goesOnAfter(const Result<MetricsAnswer> &answer)
{
    return answer || isOfOneQuery(answer.error());
}

/// What a source says of itself.
struct SourceInfo {
    QString version;            ///< "2.42.0+ds", possibly empty
    std::optional<qint64> skewMs; ///< the server's clock minus ours, from its Date header (whole seconds)
};

/// Port: a source of metrics. Calls come from the GUI thread; callbacks run there once, later, and not at all once
/// `context` is gone (the request is then cancelled). Errors: network kinds, HttpStatus, NotAuthorized, NotJson,
/// BadAnswer, QueryRefused.
class MetricsSource {
public:
    virtual ~MetricsSource() = default;
    virtual void queryRange(const RangeQuery &query, QObject *context,
                            std::function<void(Result<MetricsAnswer>)> callback) = 0;
    /// Asks one after the other. `callback` gets the answers in the order of the questions, in one or more portions, and the
    /// last question's answer in the last of them. An error that is not of one query ends it: the rest is not asked then.
    /// At least one query. A source that hands several answers over at once saves the caller's thread most of its work.
    virtual void queryRanges(const QList<RangeQuery> &queries, QObject *context,
                             std::function<void(const QList<Result<MetricsAnswer>> &)> callback);
    /// The value at the server's now: each series has exactly one sample.
    virtual void query(const QString &promql, QObject *context,
                       std::function<void(Result<MetricsAnswer>)> callback) = 0;
    /// Reachable, ready and really a metrics source?
    virtual void probe(QObject *context, std::function<void(Result<SourceInfo>)> callback) = 0;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/HttpAccess.h"
#include "app/lines/ExemplarSource.h"
#include "app/lines/MetricsAccess.h"
#include "app/lines/MetricsSource.h"

namespace andon {

/// A question in the words of a dialect.
struct DialectForm {
    QByteArray body;    ///< application/x-www-form-urlencoded
    qint64 shiftMs = 0; ///< the answer's times are so much too early
    /// What stands around the person's query in it, for the server repeats it in its words; empty: nothing.
    QString before{};
    QString after{};
};

/// `nowMs`: our clock, milliseconds since the epoch. Pure.
///
/// VictoriaMetrics answers a range with a step under a minute (-search.maxStepForPointsAdjustment) by repeating the point
/// of 30 s ago (-search.latencyOffset) up to the end, whether nocache is set or not: a flat line that nobody measured. A
/// range that ends near now is therefore asked for as it was five minutes ago, and its expression for what it will be five
/// minutes later: last_over_time over one step takes each point as it is, and nothing where there is none. Measured with
/// 1.79.5.
[[nodiscard]] DialectForm rangeForm(const MetricsAccess &access, const RangeQuery &query, qint64 nowMs);
/// The value at the server's now. VictoriaMetrics goes 30 s back unless nocache is set.
[[nodiscard]] DialectForm instantForm(const MetricsAccess &access, const QString &promql);
[[nodiscard]] DialectForm exemplarForm(const MetricsAccess &access, const ExemplarQuery &query);

/// The answer at the times that were asked for, and a refusal without what stood around the query.
void undo(const DialectForm &form, Result<MetricsAnswer> &answer);

/// Headers beside the credential: the tenant's and those that the workspace sets.
[[nodiscard]] QList<QPair<QByteArray, QByteArray>> headersOf(const MetricsAccess &access);
/// With the credential: "Bearer <secret>", or "Basic <base64 of user:secret>" (RFC 7617, UTF-8) where there is a user.
[[nodiscard]] HttpAccess httpAccessOf(const MetricsAccess &access, const Secret &secret);

} // namespace andon

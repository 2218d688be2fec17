// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/lines/Series.h"

namespace andon {

/// What is taken of one answer.
struct AnswerLimits {
    std::size_t series = 1000; ///< the rest is counted, left out and spoken of in a warning
    std::size_t labels = 1000; ///< of one series; more are a BadAnswer
};

/// Reads an answer of Prometheus' HTTP API (query or query_range): matrix, vector or scalar. Values are texts, "NaN",
/// "+Inf" and "-Inf" among them; native histograms are left out. Hostile input: wrong shapes and truncated text are a
/// BadAnswer with the byte, counted from 1, at which the JSON ends or the wrong sample, label or series stands,
/// "status":"error" a QueryRefused with the server's words. A partial answer and series beyond the limit are spoken of in
/// the warnings. `address` and `query` are for the words. Needs the body and the columns, and little more memory. Pure, any
/// thread.
[[nodiscard]] Result<MetricsAnswer> decodePrometheusAnswer(const QByteArray &body, const QString &address,
                                                           const QString &query, const AnswerLimits &limits = {});

} // namespace andon

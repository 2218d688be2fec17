// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/lines/Series.h"

namespace andon {

/// Reads an answer of Prometheus' HTTP API (query or query_range): matrix, vector or scalar. Values are texts, "NaN",
/// "+Inf" and "-Inf" among them; native histograms are left out. Hostile input: wrong shapes and truncated text are a
/// BadAnswer, "status":"error" a QueryRefused with the server's words. `address` is for the words of an error. Pure,
/// any thread.
[[nodiscard]] Result<MetricsAnswer> decodePrometheusAnswer(const QByteArray &body, const QString &address,
                                                           const QString &query);

} // namespace andon

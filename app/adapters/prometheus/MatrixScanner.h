// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/prometheus/PrometheusAnswer.h"

#include <optional>

namespace andon {

/// The quick way through an answer as Prometheus, VictoriaMetrics, Thanos and Mimir write it: a matrix or a vector in
/// compact JSON, read once from front to back into columns. Nothing where the answer is anything else or has any fault:
/// readAnswer() then reads it and finds the words. Whatever it gives is what readAnswer() gives. Pure, any thread.
[[nodiscard]] std::optional<MetricsAnswer> scanAnswer(const QByteArray &body, const AnswerLimits &limits);

} // namespace andon

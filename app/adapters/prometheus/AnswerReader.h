// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/prometheus/PrometheusAnswer.h"

#include <QByteArrayView>

#include <optional>

namespace andon {

/// What came of an answer. With neither a fault nor a refusal, the answer counts.
struct AnswerReading {
    MetricsAnswer answer;
    QString fault;                  ///< why it is no answer, and at which byte (from 1), unless something is missing as a whole
    std::optional<QString> refusal; ///< the server's words with "status":"error"
    int dataMembers = 0;            ///< "data" in the envelope; the last one counts
    int resultMembers = 0;          ///< "result" in the data
};

/// The way for any JSON: member by member through nlohmann's SAX parser, without a tree, at most 64 levels deep. Never
/// throws. Pure, any thread.
[[nodiscard]] AnswerReading readAnswer(QByteArrayView body, const AnswerLimits &limits);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/PrometheusAnswer.h"

#include "app/adapters/prometheus/AnswerReader.h"
#include "app/adapters/prometheus/MatrixScanner.h"

namespace andon {

using namespace Qt::StringLiterals;

Result<MetricsAnswer> decodePrometheusAnswer(const QByteArray &body, const QString &address, const QString &query,
                                             const AnswerLimits &limits)
{
    AnswerReading reading;
    if (std::optional<MetricsAnswer> scanned = scanAnswer(body, limits))
        reading.answer = *std::move(scanned);
    else
        reading = readAnswer(body, limits);
    if (!reading.fault.isEmpty())
        return failure(ErrorKind::BadAnswer, {address, reading.fault});
    if (reading.refusal)
        return failure(ErrorKind::QueryRefused, {query.left(300), *reading.refusal});
    if (const std::size_t left = reading.answer.leftOut; left > 0) {
        const auto kept = static_cast<std::size_t>(reading.answer.series.size());
        reading.answer.warnings.prepend(u"%1 series came and the first %2 are kept; narrow the query %3"_s
                                            .arg(kept + left).arg(kept).arg(query.left(300)));
    }
    return std::move(reading.answer);
}

} // namespace andon

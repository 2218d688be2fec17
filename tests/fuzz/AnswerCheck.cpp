// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/AnswerCheck.h"

#include "app/adapters/prometheus/AnswerReader.h"
#include "app/adapters/prometheus/MatrixScanner.h"

#include <bit>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

static bool isSame(const Columns &a, const Columns &b)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const bool both = std::bit_cast<quint64>(a.value(i)) == std::bit_cast<quint64>(b.value(i))
            || (std::isnan(a.value(i)) && std::isnan(b.value(i)));
        if (!both || a.time(i) != b.time(i) || (i > 0 && a.time(i) <= a.time(i - 1)))
            return false;
    }
    return true;
}

QString differenceOfReadings(const QByteArray &body)
{
    // Few, so that a fuzzer reaches the limits.
    AnswerLimits limits;
    limits.series = 3;
    limits.labels = 4;
    const std::optional<MetricsAnswer> quick = scanAnswer(body, limits);
    const AnswerReading careful = readAnswer(body, limits);
    if (!quick)
        return {};
    if (!careful.fault.isEmpty() || careful.refusal)
        return u"accepted, but: "_s + careful.fault + careful.refusal.value_or(QString());
    if (quick->warnings != careful.answer.warnings)
        return u"other warnings"_s;
    if (quick->leftOut != careful.answer.leftOut || quick->series.size() != careful.answer.series.size())
        return u"another number of series"_s;
    for (qsizetype i = 0; i < quick->series.size(); ++i) {
        if (quick->series[i].labels != careful.answer.series[i].labels)
            return u"other labels of series %1"_s.arg(i);
        if (!isSame(quick->series[i].columns, careful.answer.series[i].columns))
            return u"other samples of series %1"_s.arg(i);
    }
    return {};
}

} // namespace andon

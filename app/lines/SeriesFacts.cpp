// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/SeriesFacts.h"

#include <QRegularExpression>

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

QList<qint64> counterResets(const Columns &columns, qint64 fromMs)
{
    QList<qint64> resets;
    std::size_t i = columns.firstAtOrAfter(fromMs);
    double before = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t known = i; known > 0 && std::isnan(before);)
        before = columns.value(--known);
    while (i < columns.size()) {
        const Columns::Run run = columns.run(i);
        for (std::size_t k = 0; k < run.count; ++k) {
            if (std::isnan(run.values[k]))
                continue;
            if (run.values[k] < before)
                resets.append(run.times[k]);
            before = run.values[k];
        }
        i += run.count;
    }
    return resets;
}

bool readsACounter(const Indicator &indicator)
{
    static const QRegularExpression counter(u"\\w_(total|count)\\b"_s);
    static const QRegularExpression derived(u"\\b(rate|irate|increase|delta|idelta|deriv|resets|changes|histogram_quantile|[a-z]+_over_time)\\s*\\("_s);
    return indicator.unit == Unit::Count && counter.match(indicator.query).hasMatch()
        && !derived.match(indicator.query).hasMatch();
}

QList<TimeSpan> silences(const Columns &columns, const QList<Covered> &covered)
{
    QList<TimeSpan> silences;
    for (const Covered &piece : covered) {
        qint64 expected = piece.startMs;
        const auto until = [&](qint64 lastMs) {
            if (lastMs - expected >= piece.stepMs)
                silences.append({expected, lastMs});
        };
        for (std::size_t i = columns.firstAtOrAfter(piece.startMs); i < columns.size() && columns.time(i) <= piece.endMs; ++i) {
            until(piece.startMs + alignedDown(columns.time(i) - 1 - piece.startMs, piece.stepMs));
            expected = piece.startMs + alignedDown(columns.time(i) - piece.startMs, piece.stepMs) + piece.stepMs;
        }
        until(piece.endMs);
    }
    return silences;
}

} // namespace andon

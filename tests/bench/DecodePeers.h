// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace andon {

/// What the peers of the decoder fill: plain vectors by series, without labels.
struct PlainSeries {
    std::vector<qint64> times;
    std::vector<double> values;
};
using PlainSeriesList = std::vector<PlainSeries>;

/// query_range answers as Prometheus writes them: `seriesCount` series of `points` samples every 5 s, counters and gauges
/// mixed, 0.05 % NaN; the times in whole seconds or with milliseconds.
[[nodiscard]] QByteArray matrixBody(int seriesCount, int points, bool fractional);

[[nodiscard]] PlainSeriesList byNlohmannDom(const QByteArray &body);
[[nodiscard]] PlainSeriesList byNlohmannSax(const QByteArray &body);
[[nodiscard]] PlainSeriesList byQJsonDocument(const QByteArray &body);
/// The library's own on-demand way; Debian's header compiles its portable kernel where no -march is given.
[[nodiscard]] PlainSeriesList bySimdjson(const QByteArray &body);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Columns.h"

#include <QColor>

#include <optional>
#include <vector>

class QPainter;
class QRectF;

namespace andon {

/// What a column of pixels holds: extremes, first and last sample of its span of time.
struct SparkSpan {
    int x = 0;
    double low = 0;
    double high = 0;
    double first = 0;
    double last = 0;
    bool joined = false; ///< to the span before: no gap lies between them
};

/// The span of time that a sparkline shows, and the longest distance of two samples that are joined.
struct SparkTime {
    qint64 startMs = 0;
    qint64 endMs = 0;
    qint64 gapMs = 0;
    bool operator==(const SparkTime &) const = default;
};

/// One span for each column of pixels that has a number, from the pyramid.
[[nodiscard]] std::vector<SparkSpan> sparkSpans(const Columns &columns, const SparkTime &time, int width);
/// The line on the scale from its own extremes to `limit`, which is a dotted hairline.
void paintSparkline(QPainter &painter, const QRectF &area, const Columns &columns, const SparkTime &time,
                    std::optional<double> limit, const QColor &line, const QColor &limitLine);

} // namespace andon

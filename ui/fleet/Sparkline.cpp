// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fleet/Sparkline.h"

#include <QLine>
#include <QPainter>
#include <QVarLengthArray>

#include <algorithm>
#include <cmath>

namespace andon {

std::vector<SparkSpan> sparkSpans(const Columns &columns, const SparkTime &time, int width)
{
    std::vector<SparkSpan> spans;
    if (width <= 0 || time.endMs <= time.startMs || columns.empty())
        return spans;
    spans.reserve(static_cast<std::size_t>(width));
    const auto edge = [&](int x) { return time.startMs + (time.endMs - time.startMs) * x / width; };
    std::size_t from = columns.firstAtOrAfter(time.startMs);
    qint64 beforeMs = 0;
    bool joins = false;
    for (int x = 0; x < width && from < columns.size(); ++x) {
        // The last column takes the sample that stands on the end itself.
        const std::size_t to = columns.firstAtOrAfter(edge(x + 1) + (x + 1 == width ? 1 : 0));
        if (to == from)
            continue;
        const Extremes extremes = columns.extremes(from, to);
        const double first = columns.value(from), last = columns.value(to - 1);
        if (extremes.any()) {
            const bool joined = joins && std::isfinite(first) && columns.time(from) - beforeMs <= time.gapMs;
            spans.push_back({x, extremes.low, extremes.high, first, last, joined});
        }
        joins = extremes.any() && std::isfinite(last);
        beforeMs = columns.time(to - 1);
        from = to;
    }
    return spans;
}

void paintSparkline(QPainter &painter, const QRectF &area, const Columns &columns, const SparkTime &time,
                    std::optional<double> limit, const QColor &line, const QColor &limitLine)
{
    const QRect place = area.toRect();
    const std::vector<SparkSpan> spans = sparkSpans(columns, time, place.width());
    if (spans.empty() || place.height() < 3)
        return;
    Extremes scale;
    for (const SparkSpan &span : spans)
        scale.add(Extremes{span.low, span.high});
    // The limit is part of the picture: what is far from it lies calm, and what comes near is seen to.
    if (limit && std::isfinite(*limit))
        scale.add(*limit);
    // Halves: the highest minus the lowest double is no double.
    const double half = scale.high / 2 - scale.low / 2;
    const auto y = [&](double value) {
        const double share = half > 0 ? (value / 2 - scale.low / 2) / half : 0.5;
        return place.bottom() - static_cast<int>(std::lround(share * (place.height() - 1)));
    };
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (limit && std::isfinite(*limit) && half > 0) {
        painter.setPen(QPen(limitLine, 1, Qt::DotLine));
        painter.drawLine(place.left(), y(*limit), place.right(), y(*limit));
    }
    QVarLengthArray<QLine, 512> strokes;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const SparkSpan &span = spans[i];
        const int x = place.left() + span.x;
        if (span.joined)
            strokes.append({place.left() + spans[i - 1].x, y(spans[i - 1].last), x, y(span.first)});
        strokes.append({x, y(span.low), x, y(span.high)});
    }
    painter.setPen(QPen(line, 1));
    painter.drawLines(strokes.constData(), static_cast<int>(strokes.size()));
}

} // namespace andon

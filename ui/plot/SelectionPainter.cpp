// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/SelectionPainter.h"

#include "ui/common/ClockText.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace andon {

static constexpr int gripWidth = 5;
static constexpr int gripHeight = 18;

void paintZoomBand(QPainter &painter, const QList<QRect> &rows, int fromX, int toX, const ThemeColors &colors)
{
    QColor fill = colors.focus;
    fill.setAlpha(40);
    for (const QRect &area : rows) {
        const int from = std::clamp(fromX, area.left(), area.right());
        const int to = std::clamp(toX, area.left(), area.right());
        painter.fillRect(QRect(from, area.top(), to - from + 1, area.height()), fill);
        painter.setPen(QPen(colors.focus, 1));
        painter.drawLine(from, area.top(), from, area.bottom());
        painter.drawLine(to, area.top(), to, area.bottom());
    }
}

static void paintEdge(QPainter &painter, const QRect &area, int x, const ThemeColors &colors)
{
    painter.setPen(QPen(colors.focus, 1));
    painter.drawLine(x, area.top(), x, area.bottom());
    const QRect grip(x - gripWidth / 2, area.center().y() - gripHeight / 2, gripWidth, gripHeight);
    painter.fillRect(grip, colors.raised);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(grip.adjusted(0, 0, -1, -1));
}

static void paintLength(QPainter &painter, const QRect &row, double from, double to, const TimeWindow &window,
                        const ThemeColors &colors)
{
    const QString text = durationText((window.lengthMs() + 500) / 1000);
    const QFontMetrics metrics = painter.fontMetrics();
    const int width = metrics.horizontalAdvance(text) + 12;
    const double middle = std::clamp((from + to) / 2, row.left() + width / 2.0, row.right() - width / 2.0);
    const QRect chip(static_cast<int>(std::lround(middle)) - width / 2, row.top() + 2, width, metrics.height() + 2);
    painter.setPen(QPen(colors.focus, 1));
    painter.setBrush(colors.raised);
    painter.drawRect(chip);
    painter.setPen(colors.text);
    painter.drawText(chip, Qt::AlignCenter | Qt::TextSingleLine, text);
}

void paintSelection(QPainter &painter, const QList<QRect> &rows, double fromX, double toX, const TimeWindow &window,
                    const ThemeColors &colors)
{
    QColor fill = colors.focus;
    fill.setAlpha(34);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const QRect &area = rows[i];
        const double from = std::max(fromX, static_cast<double>(area.left()));
        const double to = std::min(toX, static_cast<double>(area.right()));
        if (to < from)
            continue;
        painter.fillRect(QRectF(from, area.top(), to - from + 1, area.height()), fill);
        if (fromX >= area.left())
            paintEdge(painter, area, static_cast<int>(fromX), colors);
        if (toX <= area.right())
            paintEdge(painter, area, static_cast<int>(toX), colors);
        if (i == 0)
            paintLength(painter, area, from, to, window, colors);
    }
}

} // namespace andon

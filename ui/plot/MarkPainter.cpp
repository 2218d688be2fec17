// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/MarkPainter.h"

#include "app/base/DisplayText.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace andon {

QColor toneColor(MarkTone tone, const ThemeColors &colors)
{
    switch (tone) {
    case MarkTone::Neutral: return colors.muted;
    case MarkTone::Action: return colors.text;
    case MarkTone::Warning: return colors.warning;
    case MarkTone::Critical: return colors.critical;
    case MarkTone::Over: return colors.good;
    case MarkTone::Incident: return colors.incident;
    }
    return colors.muted;
}

void paintMarkStrip(QPainter &painter, const QRectF &strip, const RowScene &scene)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetricsF metrics(painter.font());
    double freeFrom = strip.left();
    for (qsizetype i = 0; i < scene.marks->size(); ++i) {
        const PlotMark &mark = scene.marks->at(i);
        const double x = std::floor(scene.scale.x(mark.timeMs)) + 0.5;
        if (x < strip.left() || x > strip.right())
            continue;
        const QPointF at(x, strip.center().y());
        QPainterPath shape;
        if (mark.tone == MarkTone::Critical)
            shape.addPolygon(QPolygonF({at + QPointF(0, -5), at + QPointF(5, 4), at + QPointF(-5, 4)}));
        else if (mark.tone == MarkTone::Neutral || mark.tone == MarkTone::Over)
            shape.addEllipse(at, mark.tone == MarkTone::Over ? 4 : 3, mark.tone == MarkTone::Over ? 4 : 3);
        else if (mark.tone == MarkTone::Incident)
            shape.addRect(QRectF(at - QPointF(4, 4), QSizeF(8, 8)));
        else
            shape.addPolygon(QPolygonF({at + QPointF(0, -5), at + QPointF(5, 0), at + QPointF(0, 5), at + QPointF(-5, 0)}));
        shape.closeSubpath();
        const QColor color = toneColor(mark.tone, *scene.colors);
        painter.setPen(QPen(mark.tone == MarkTone::Warning ? scene.colors->onWarning : color, 1));
        painter.setBrush(mark.tone == MarkTone::Action || mark.tone == MarkTone::Over ? QBrush(scene.colors->raised) : QBrush(color));
        painter.drawPath(shape);
        const double next = i + 1 < scene.marks->size() ? scene.scale.x(scene.marks->at(i + 1).timeMs) - 10 : strip.right();
        const QString text = displaySafe(mark.text, 60);
        const double width = metrics.horizontalAdvance(text) + 2;
        const double right = std::min(next, strip.right()) - x - 8;
        const double left = x - 8 - freeFrom;
        const bool onTheRight = right >= width || right >= left;
        const double room = onTheRight ? right : left;
        if (x + 8 < freeFrom || room < std::min(width, 36.0)) {
            freeFrom = std::max(freeFrom, x + 8);
            continue;
        }
        const double shown = std::min(width, room);
        const QRectF place(onTheRight ? x + 8 : x - 8 - shown, strip.top(), shown, strip.height());
        painter.setPen(scene.colors->text);
        painter.drawText(place, Qt::AlignVCenter | Qt::TextSingleLine, metrics.elidedText(text, Qt::ElideRight, shown));
        freeFrom = std::max(x + 8, place.right() + 6);
    }
    painter.setBrush(Qt::NoBrush);
}

} // namespace andon

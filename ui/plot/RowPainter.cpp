// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/RowPainter.h"

#include "app/base/DisplayText.h"
#include "ui/plot/AtOnce.h"
#include "ui/plot/GatePainter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

/// An incident lasts over stops and outages: a bar along its top tells where it is under their shades, whatever the colour.
static void paintShade(QPainter &painter, const RowScene &scene, const PlotShade &shade)
{
    static constexpr double barHeight = 3;
    const QRectF &area = scene.scale.area;
    const double from = std::max(area.left(), scene.scale.x(shade.startMs));
    const double to = std::min(area.right(), scene.scale.x(shade.endMs > 0 ? shade.endMs : scene.nowMs));
    if (to <= from)
        return;
    QColor color = toneColor(shade.tone, *scene.colors);
    if (shade.tone == MarkTone::Incident)
        painter.fillRect(QRectF(from, area.top(), to - from, barHeight), color);
    color.setAlpha(shade.tone == MarkTone::Incident ? 40 : 28);
    painter.fillRect(QRectF(from, area.top(), to - from, area.height()), color);
}

void paintBackdrop(QPainter &painter, const RowScene &scene)
{
    const QRectF &area = scene.scale.area;
    for (const PlotShade &shade : *scene.shades)
        paintShade(painter, scene, shade);
    paintGateBands(painter, scene);
    const Staleness state = staleness(*scene.row, scene.nowMs, scene.stepMs);
    if (!state.stale)
        return;
    const double from = std::max(area.left(), scene.scale.x(state.sinceMs));
    const double to = std::min(area.right(), scene.scale.x(scene.nowMs));
    if (to <= from)
        return;
    const QRectF late(from, area.top(), to - from, area.height());
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(late, QBrush(scene.colors->stale, Qt::BDiagPattern));
    painter.setPen(QPen(scene.colors->muted, 1));
    painter.drawLine(QPointF(std::floor(from), area.top()), QPointF(std::floor(from), area.bottom()));
}

static void paintMarks(QPainter &painter, const RowScene &scene)
{
    const QRectF &area = scene.scale.area;
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const PlotMark &mark : *scene.marks) {
        const double x = std::floor(scene.scale.x(mark.timeMs)) + 0.5;
        if (x < area.left() || x > area.right())
            continue;
        painter.setPen(QPen(toneColor(mark.tone, *scene.colors), 1, Qt::DotLine));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
}

/// Small text on a patch of the row's background, so that a line under it does not cut it.
static QRectF paintPatch(QPainter &painter, const QRectF &area, Qt::Alignment alignment, const QString &text,
                         const QColor &ink, const QColor &paper)
{
    const QFontMetricsF metrics(painter.font());
    const QString shown = metrics.elidedText(text, Qt::ElideRight, std::max(0.0, area.width() - 8));
    const QSizeF size(metrics.horizontalAdvance(shown) + 8, metrics.height() + 1);
    QRectF box(area.topLeft(), size);
    if (alignment & Qt::AlignRight)
        box.moveRight(area.right());
    if (alignment & Qt::AlignHCenter)
        box.moveCenter({area.center().x(), box.center().y()});
    if (alignment & Qt::AlignBottom)
        box.moveBottom(area.bottom());
    if (alignment & Qt::AlignVCenter)
        box.moveCenter({box.center().x(), area.center().y()});
    painter.fillRect(box, paper);
    painter.setPen(ink);
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, shown);
    return box;
}

/// A counter that fell is no traffic that fell.
static void paintResets(QPainter &painter, const RowScene &scene)
{
    static constexpr int mostSigns = 20;
    const QRectF &area = scene.scale.area;
    int signs = 0;
    painter.setPen(QPen(scene.colors->muted, 1, Qt::DashLine));
    for (const qint64 timeMs : scene.row->resets) {
        const double x = std::floor(scene.scale.x(timeMs)) + 0.5;
        if (x < area.left() || x > area.right() || ++signs > mostSigns)
            continue;
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.drawText(QRectF(x + 2, area.top(), 16, area.height()), Qt::AlignLeft | Qt::AlignBottom, u"↺"_s);
    }
}

static void paintWords(QPainter &painter, const RowScene &scene)
{
    const QRectF &area = scene.scale.area;
    const QString empty = emptyRowWords(*scene.row, scene.scale.startMs, scene.scale.endMs);
    if (!empty.isEmpty()) {
        paintPatch(painter, area.adjusted(8, 0, -8, 0), Qt::AlignHCenter | Qt::AlignVCenter, displaySafe(empty),
                   scene.colors->muted, scene.colors->raised);
        return;
    }
    const Staleness state = staleness(*scene.row, scene.nowMs, scene.stepMs);
    if (!state.words.isEmpty())
        paintPatch(painter, area.adjusted(8, 3, -4, -3), Qt::AlignRight | Qt::AlignTop, state.words, scene.colors->text,
                   scene.colors->raised);
}

void paintRows(QPainter &painter, const std::vector<RowTurn> &rows)
{
    const auto eachClipped = [&](const auto &paint) {
        for (const RowTurn &row : rows) {
            painter.save();
            painter.setClipRect(row.scene.scale.area, Qt::IntersectClip);
            paint(row);
            painter.restore();
        }
    };
    eachClipped([&](const RowTurn &row) {
        paintMarks(painter, row.scene);
        row.curves->begin(painter, row.scene);
    });
    atOnce(rows.size(), [&](std::size_t i) { rows[i].curves->paintDense(); });
    eachClipped([&](const RowTurn &row) {
        row.curves->finish(painter);
        painter.setRenderHint(QPainter::Antialiasing, false);
        paintResets(painter, row.scene);
        paintWords(painter, row.scene);
    });
}

} // namespace andon

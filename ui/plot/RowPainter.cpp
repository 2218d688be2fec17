// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/RowPainter.h"

#include "app/base/DisplayText.h"
#include "ui/plot/GatePainter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

void paintBackdrop(QPainter &painter, const RowScene &scene)
{
    const QRectF &area = scene.scale.area;
    for (const PlotShade &shade : *scene.shades) {
        const double from = std::max(area.left(), scene.scale.x(shade.startMs));
        const double to = std::min(area.right(), scene.scale.x(shade.endMs));
        QColor color = toneColor(shade.tone, *scene.colors);
        color.setAlpha(28);
        if (to > from)
            painter.fillRect(QRectF(from, area.top(), to - from, area.height()), color);
    }
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

/// A ring on the sample nearest to every multiple of a span that is about 90 pixels wide.
static void paintRings(QPainter &painter, const RowScene &scene, const Columns &columns, const LineLook &look,
                       qint64 toleranceMs)
{
    const PixelScale &scale = scene.scale;
    const double msPerPixel = static_cast<double>(scale.endMs - scale.startMs) / std::max(1.0, scale.area.width());
    const auto every = std::max<qint64>(1000, static_cast<qint64>(std::exp2(std::ceil(std::log2(msPerPixel * 60)))));
    painter.setBrush(scene.colors->raised);
    painter.setPen(QPen(look.color, 1.8));
    for (qint64 time = (scale.startMs / every) * every; time <= scale.endMs; time += every) {
        const double value = valueNear(columns, time, toleranceMs);
        const double x = scale.x(time);
        if (std::isfinite(value) && x >= scale.area.left())
            painter.drawEllipse(QPointF(x, scale.y(value)), 3.6, 3.6);
    }
    painter.setBrush(Qt::NoBrush);
}

static void paintCurve(QPainter &painter, const RowScene &scene, const PlotCurve &curve)
{
    if (!curve.columns || curve.columns->empty())
        return;
    const qint64 step = rowStepMs(*scene.row, scene.stepMs);
    LineLook look = scene.looks->look(curve.version, *scene.colors);
    if (curve.secondary)
        look = secondaryLook(look, scene.colors->raised);
    CurveShape shape = curveShape(*curve.columns, scene.scale, step * 5 / 2);
    if (look.dashOn > 0) {
        const double origin = scene.scale.x((scene.scale.startMs / 600'000) * 600'000);
        shape.lines = dashed(shape.lines, look.dashOn, look.dashOff, origin);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(look.color, look.width, Qt::SolidLine, Qt::FlatCap));
    painter.drawLines(shape.lines);
    if (!shape.dots.isEmpty()) {
        painter.setPen(QPen(look.color, look.width + 1.5, Qt::SolidLine, Qt::RoundCap));
        for (const QPointF &dot : shape.dots)
            painter.drawPoint(dot);
    }
    if (look.rings)
        paintRings(painter, scene, *curve.columns, look, step * 5 / 4);
}

void paintCurves(QPainter &painter, const RowScene &scene)
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
    const QString empty = emptyRowWords(*scene.row, scene.scale.startMs, scene.scale.endMs);
    // The stable line stands on top of the others, the canary on top of all.
    QList<PlotCurve> curves = drawnCurves(*scene.row, *scene.looks);
    const auto height = [&](const PlotCurve &curve) {
        const LineRole role = scene.looks->role(curve.version);
        return (curve.secondary ? 0 : 10) + (role == LineRole::Other ? 0 : role == LineRole::Stable ? 1 : 2);
    };
    std::stable_sort(curves.begin(), curves.end(),
                     [&](const PlotCurve &a, const PlotCurve &b) { return height(a) < height(b); });
    for (const PlotCurve &curve : curves)
        paintCurve(painter, scene, curve);
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

} // namespace andon

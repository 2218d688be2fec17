// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/RowPainter.h"

#include "app/base/DisplayText.h"
#include "ui/plot/ValueText.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

static QString words(const char *text)
{
    return QCoreApplication::translate("andon::LinesPlot", text);
}

qint64 rowStepMs(const PlotRow &row, qint64 stepMs)
{
    if (stepMs > 0)
        return stepMs;
    const Columns *longest = nullptr;
    for (const PlotCurve &curve : row.curves) {
        if (curve.columns && (!longest || curve.columns->times.size() > longest->times.size()))
            longest = curve.columns.get();
    }
    const qint64 step = longest ? usualStepMs(*longest) : 0;
    return step > 0 ? step : 1000;
}

Staleness staleness(const PlotRow &row, qint64 nowMs, qint64 stepMs)
{
    static constexpr qint64 leastLagMs = 15'000;
    Staleness state;
    qint64 lastNumberMs = 0;
    for (const PlotCurve &curve : row.curves) {
        if (!curve.columns || curve.columns->times.empty())
            continue;
        state.sinceMs = std::max(state.sinceMs, curve.columns->times.back());
        for (size_t i = curve.columns->values.size(); i-- > 0;) {
            if (std::isfinite(curve.columns->values[i])) {
                lastNumberMs = std::max(lastNumberMs, curve.columns->times[i]);
                break;
            }
        }
    }
    if (state.sinceMs == 0)
        return state;
    const qint64 lag = nowMs - state.sinceMs;
    const bool missing = lag > std::max(leastLagMs, 5 * rowStepMs(row, stepMs));
    state.stale = row.freshness != Freshness::Live || missing;
    if (state.stale) {
        const QString age = durationText(std::max<qint64>(0, lag) / 1000);
        state.words = (row.freshness == Freshness::Live ? words("no samples for %1") : words("no data for %1")).arg(age);
    } else if (lastNumberMs < state.sinceMs && state.sinceMs - lastNumberMs > 3 * rowStepMs(row, stepMs)) {
        state.words = lastNumberMs == 0 ? words("no traffic")
                                        : words("no traffic for %1").arg(durationText((nowMs - lastNumberMs) / 1000));
    }
    return state;
}

QString emptyRowWords(const PlotRow &row, qint64 startMs, qint64 endMs)
{
    if (!row.words.isEmpty())
        return row.words;
    bool any = false;
    for (const PlotCurve &curve : row.curves) {
        if (!curve.columns || curve.columns->times.empty())
            continue;
        any = true;
        const auto &times = curve.columns->times;
        const auto at = std::lower_bound(times.begin(), times.end(), startMs);
        if (at != times.end() && *at <= endMs)
            return {};
    }
    return any ? words("no data in this span of time") : words("no data yet");
}

QList<PlotCurve> drawnCurves(const PlotRow &row, const LineLooks &looks)
{
    QStringList others;
    QList<PlotCurve> drawn;
    for (const PlotCurve &curve : row.curves) {
        if (looks.role(curve.version) == LineRole::Other && !others.contains(curve.version)) {
            if (others.size() == drawnOtherVersions)
                continue;
            others.append(curve.version);
        }
        drawn.append(curve);
    }
    return drawn;
}

static QColor toneColor(MarkTone tone, const ThemeColors &colors)
{
    switch (tone) {
    case MarkTone::Neutral: return colors.muted;
    case MarkTone::Action: return colors.text;
    case MarkTone::Warning: return colors.warning;
    case MarkTone::Critical: return colors.critical;
    }
    return colors.muted;
}

static void paintGateBands(QPainter &painter, const RowScene &scene)
{
    const PlotRow &row = *scene.row;
    const QRectF &area = scene.scale.area;
    const bool up = row.direction == Direction::HigherIsWorse;
    const double edge = up ? area.top() : area.bottom();
    const auto yOf = [&](double value) { return std::clamp(scene.scale.y(value), area.top(), area.bottom()); };
    const auto band = [&](double from, double to, const QColor &color) {
        if (std::abs(to - from) >= 0.5)
            painter.fillRect(QRectF(QPointF(area.left(), std::min(from, to)), QPointF(area.right(), std::max(from, to))),
                             color);
    };
    if (row.gate.warn)
        band(yOf(*row.gate.warn), row.gate.stop ? yOf(*row.gate.stop) : edge, scene.colors->warnBand);
    if (row.gate.stop)
        band(yOf(*row.gate.stop), edge, scene.colors->stopBand);
}

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

static void paintGateNames(QPainter &painter, const RowScene &scene)
{
    static constexpr double lowestRow = 46; ///< below it the names would hide the lines
    struct Name {
        double gate;
        QString text;
    };
    const PlotRow &row = *scene.row;
    const QRectF &area = scene.scale.area;
    QList<Name> names;
    if (row.gate.stop)
        names.append({*row.gate.stop, u"▲ "_s + words("stop") + u' ' + valueText(*row.gate.stop, row.unit)});
    if (row.gate.warn)
        names.append({*row.gate.warn, u"◆ "_s + words("warn") + u' ' + valueText(*row.gate.warn, row.unit)});
    painter.setPen(QPen(scene.colors->muted, 1, Qt::DashLine));
    for (Name &name : names) {
        const double y = scene.scale.y(name.gate);
        if (y < area.top() || y > area.bottom())
            name.text += y < area.top() ? u" ↑"_s : u" ↓"_s;
        else
            painter.drawLine(QPointF(area.left(), std::floor(y) + 0.5), QPointF(area.right(), std::floor(y) + 0.5));
    }
    if (area.height() < lowestRow)
        return;
    const bool up = row.direction == Direction::HigherIsWorse;
    const double height = QFontMetricsF(painter.font()).height() + 1;
    QRectF taken;
    for (const Name &name : names) {
        const double y = scene.scale.y(name.gate);
        // On the bad side of its line; on the other where there is no room.
        double top = up ? y - height : y + 1;
        if (top < area.top() + 1)
            top = y < area.top() ? area.top() + 1 : y + 1;
        if (top > area.bottom() - height - 1)
            top = y > area.bottom() ? area.bottom() - height - 1 : y - height;
        QRectF place(area.left() + 4, top, area.width() / 2 - 8, height);
        if (taken.isValid() && std::abs(taken.top() - top) < height)
            place.setLeft(taken.right() + 4);
        taken = paintPatch(painter, place, Qt::AlignLeft | Qt::AlignTop, name.text, scene.colors->muted,
                           Qt::transparent);
    }
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
    if (!curve.columns || curve.columns->times.empty())
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
    if (empty.isEmpty() || !scene.row->curves.isEmpty())
        paintGateNames(painter, scene);
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
        else if (mark.tone == MarkTone::Neutral)
            shape.addEllipse(at, 3, 3);
        else
            shape.addPolygon(QPolygonF({at + QPointF(0, -5), at + QPointF(5, 0), at + QPointF(0, 5), at + QPointF(-5, 0)}));
        shape.closeSubpath();
        const QColor color = toneColor(mark.tone, *scene.colors);
        painter.setPen(QPen(mark.tone == MarkTone::Warning ? scene.colors->onWarning : color, 1));
        painter.setBrush(mark.tone == MarkTone::Action ? QBrush(scene.colors->raised) : QBrush(color));
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

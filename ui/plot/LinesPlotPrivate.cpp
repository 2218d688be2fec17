// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/LinesPlotPrivate.h"

#include "app/base/DisplayText.h"
#include "ui/plot/GatePainter.h"
#include "ui/plot/MarkPainter.h"
#include "ui/plot/SelectionPainter.h"
#include "ui/plot/ValueText.h"

#include <QDateTime>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int shortestRedrawMs = 16; // one replot a frame, whatever comes in between
static constexpr int wheelRestsMs = 300;    // after its last turn

LinesPlot::Private::Private(LinesPlot &plot) : owner(plot), pointer(plot, *this), keys(plot, *this)
{
    redrawTimer.setSingleShot(true);
    QObject::connect(&redrawTimer, &QTimer::timeout, &owner, [this] { redraw(); });
    // Words cost as much as a frame: they follow when the hand rests.
    describeTimer.setSingleShot(true);
    describeTimer.setInterval(200);
    QObject::connect(&describeTimer, &QTimer::timeout, &owner, [this] { owner.setAccessibleDescription(spokenText()); });
    wheelTimer.setSingleShot(true);
    wheelTimer.setInterval(wheelRestsMs);
    QObject::connect(&wheelTimer, &QTimer::timeout, &owner, [this] { changed(); });
    frame = new PlotFrame(&owner, {[this](QPainter &painter, int row) { paintBackdrop(painter, scene(row)); },
                                   [this](QPainter &painter) { paintCurves(painter); },
                                   [this](QPainter &painter) { paintChrome(painter); },
                                   [this](QPainter &painter) { paintOverlay(painter); }});
    table = new CrosshairTable(&owner);
    selectionBar = new SelectionBar(&owner);
    pausedChip = new PausedChip(&owner);
    QObject::connect(pausedChip, &PausedChip::clicked, &owner, [this] { owner.setPaused(false); });
    QObject::connect(selectionBar, &SelectionBar::chosen, &owner, &LinesPlot::act);
    QObject::connect(selectionBar, &SelectionBar::clearAsked, &owner, &LinesPlot::clearSelection);
}

void LinesPlot::Private::paintCurves(QPainter &painter)
{
    curves.resize(static_cast<std::size_t>(rows.size()));
    std::vector<RowTurn> turns;
    for (std::size_t i = 0; i < curves.size(); ++i)
        turns.push_back({scene(static_cast<int>(i)), &curves[i]});
    paintRows(painter, turns);
}

const ThemeColors &LinesPlot::Private::colors() const
{
    return themeColors(owner.palette());
}

void LinesPlot::Private::changed()
{
    dirty = true;
    if (!owner.isVisible() || redrawTimer.isActive())
        return;
    const qint64 since = sinceRedraw.isValid() ? sinceRedraw.elapsed() : shortestRedrawMs;
    redrawTimer.start(static_cast<int>(std::clamp<qint64>(shortestRedrawMs - since, 0, shortestRedrawMs)));
}

void LinesPlot::Private::redraw()
{
    redrawTimer.stop();
    if (!owner.isVisible()) {
        dirty = true;
        return;
    }
    dirty = false;
    drawnNowMs = view.nowMs();
    followValues();
    const PixelScale times = scale(0);
    frame->setTimes(times.startMs, times.endMs, zone);
    for (int i = 0; i < rows.size(); ++i)
        frame->setValues(i, ranges[i], rows[i].unit, rows[i].words.isEmpty());
    if (pointerX)
        crosshairMs = owner.timeAtX(*pointerX);
    frame->replot();
    ++replots;
    sinceRedraw.start();
    showCrosshair();
    placeSelectionBar();
    placePausedChip();
    if (!describeTimer.isActive())
        describeTimer.start();
}

/// Nothing jumps under a hand: what is seen after a turn of the wheel is compared with what was seen before it. A row that is
/// new, or has another kind of axis, has no range yet.
void LinesPlot::Private::followValues()
{
    const bool held = handAtWork() && ranges.size() == rows.size();
    ranges.resize(rows.size());
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (const PlotRow &row = rows.at(i); !held || ranges[i].logarithmic != row.logarithmic)
            ranges[i] = valueRange(row, view.startMs(), view.endMs());
    }
}

void LinesPlot::Private::viewMoved()
{
    redraw();
    emit owner.viewChanged();
}

PixelScale LinesPlot::Private::scale(int row) const
{
    const QRect area = frame->rowRect(row);
    // The left edge lies on a column of the grid, so that lines do not shimmer while they move.
    const qint64 startMs = TimeGrid::of(view.startMs(), view.endMs(), area.width()).startMs();
    const ValueRange range = row < ranges.size() ? ranges[row]
        : row < rows.size() ? valueRange(rows[row], view.startMs(), view.endMs()) : ValueRange{};
    return {QRectF(area), startMs, startMs + view.endMs() - view.startMs(), range};
}

RowScene LinesPlot::Private::scene(int row) const
{
    return {&rows[row], &looks, &colors(), &marks, &shades, scale(row), view.nowMs(), stepMs};
}

void LinesPlot::Private::paintChrome(QPainter &painter) const
{
    const ThemeColors &theme = colors();
    for (int i = 0; i < rows.size(); ++i) {
        const PlotRow &row = rows[i];
        const QRect title = frame->titleRect(i).adjusted(0, 0, 0, -3);
        const QFontMetrics metrics(painter.font());
        QString text = displaySafe(row.title, 80);
        if (const QString unit = unitText(row.unit); !unit.isEmpty() && row.words.isEmpty())
            text += u", "_s + unit;
        if (row.logarithmic)
            text += u", "_s + LinesPlot::tr("logarithmic");
        if (const qsizetype hidden = row.curves.size() - drawnCurves(row, looks).size(); hidden > 0)
            text += u"  "_s + LinesPlot::tr("(%n further version(s) not drawn)", nullptr, static_cast<int>(hidden));
        const QString worse = row.direction == Direction::HigherIsWorse ? LinesPlot::tr("worse ↑")
                                                                        : LinesPlot::tr("worse ↓");
        const int right = metrics.horizontalAdvance(worse) + 12;
        painter.setPen(theme.text);
        painter.drawText(title.adjusted(0, 0, -right, 0), Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine,
                         metrics.elidedText(text, Qt::ElideRight, title.width() - right));
        painter.setPen(theme.muted);
        if (row.words.isEmpty())
            painter.drawText(title, Qt::AlignRight | Qt::AlignBottom | Qt::TextSingleLine, worse);
        painter.setPen(QPen(theme.border, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(frame->rowRect(i).adjusted(-1, -1, 0, 0));
        if (row.words.isEmpty() || !row.curves.isEmpty())
            paintGateNames(painter, QRectF(frame->gateGutter(i)), scene(i));
    }
    if (rows.isEmpty())
        return;
    const QRect last = frame->rowRect(static_cast<int>(rows.size()) - 1);
    const int offset = QDateTime::fromMSecsSinceEpoch(view.endMs()).offsetFromUtc() / 60;
    const QString name = zone == TimeZoneChoice::Utc ? u"UTC"_s
        : u"UTC%1%2:%3"_s.arg(offset < 0 ? u'\u2212' : u'+').arg(std::abs(offset) / 60, 2, 10, QChar(u'0'))
              .arg(std::abs(offset) % 60, 2, 10, QChar(u'0'));
    painter.setPen(theme.muted);
    const QRect gutter = frame->gateGutter(static_cast<int>(rows.size()) - 1);
    painter.drawText(QRect(gutter.left() + 5, last.bottom() + 5, gutter.width() - 5, painter.fontMetrics().height()),
                     Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, name);
    paintMarkStrip(painter, frame->markStrip(), scene(0));
}

void LinesPlot::Private::paintOverlay(QPainter &painter) const
{
    const ThemeColors &theme = colors();
    QList<QRect> areas;
    for (int i = 0; i < rows.size(); ++i)
        areas.append(frame->rowRect(i));
    if (const std::optional<std::pair<int, int>> band = pointer.zoomBand())
        paintZoomBand(painter, areas, band->first, band->second, theme);
    if (selection) {
        const PixelScale times = scale(0);
        paintSelection(painter, areas, times.x(selection->fromMs), times.x(selection->toMs), *selection, theme);
    }
    if (const QRect strip = crosshairStrip(); !strip.isNull()) {
        painter.setPen(QPen(theme.text, 1));
        for (const QRect &area : std::as_const(areas))
            painter.drawLine(strip.center().x(), area.top(), strip.center().x(), area.bottom());
    }
    paintChosen(painter);
}

QRect LinesPlot::Private::crosshairStrip() const
{
    static constexpr int reach = 7; // of the ring on the chosen series
    if (crosshairMs == 0 || rows.isEmpty())
        return {};
    const QRect all = frame->rowRect(0).united(frame->rowRect(static_cast<int>(rows.size()) - 1));
    const double x = scale(0).x(crosshairMs); // far out of view it is more than an int holds
    if (x < all.left() || x >= all.right() + 1)
        return {};
    return QRect(static_cast<int>(x), all.top(), 1, all.height()).adjusted(-reach, -reach, reach, reach);
}

void LinesPlot::Private::showCrosshair()
{
    const QRect strip = crosshairStrip();
    frame->replotOverlay(QRegion(shownCrosshair) + strip);
    shownCrosshair = strip;
    if (toldCrosshairMs != crosshairMs) {
        toldCrosshairMs = crosshairMs;
        emit owner.crosshairMoved(crosshairMs);
    }
    if (crosshairMs == 0 || rows.isEmpty() || crosshairMs < view.startMs() || crosshairMs > view.endMs()) {
        table->hide();
        return;
    }
    table->showValues(clockText(fromMs(crosshairMs), zone), owner.valuesAt(crosshairMs), looks);
    const QRect area = owner.rowRect(0);
    const int x = owner.xOfTime(crosshairMs);
    // Never under the pointer: on the side with more room.
    const int left = x > area.center().x() ? x - table->width() - 14 : x + 14;
    const int rightmost = std::max(area.left(), owner.width() - table->width() - 2);
    table->move(std::clamp(left, 2, std::max(2, rightmost)), area.top() + 4);
    table->raise();
}

QString LinesPlot::Private::spokenText() const
{
    QStringList sentences;
    for (const PlotRow &row : rows) {
        QStringList parts;
        for (const PlotCurve &curve : drawnCurves(row, looks)) {
            const bool any = curve.columns && !curve.columns->empty();
            parts.append(versionText(curve.version) + u' ' + (any ? valueText(curve.columns->lastValue(), row.unit) : u"–"_s));
        }
        const QString late = staleness(row, view.nowMs(), stepMs).words;
        if (!late.isEmpty())
            parts.append(late);
        const QString empty = emptyRowWords(row, view.startMs(), view.endMs());
        sentences.append(row.title + u": "_s + (empty.isEmpty() ? parts.join(u", "_s) : displaySafe(empty)));
    }
    return sentences.join(u". "_s);
}

} // namespace andon

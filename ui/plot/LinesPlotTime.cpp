// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/LinesPlotAccess.h"
#include "ui/plot/LinesPlotPrivate.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace andon {

static constexpr qint64 shortestSelectionMs = 1000;

void LinesPlot::Private::setHeld(PlotHold::Reason reason, bool holds)
{
    const bool handRests = reason == PlotHold::Hand && !holds && hold.has(PlotHold::Hand);
    if (!hold.set(reason, holds)) {
        if (handRests)
            changed(); // it may have moved the view; the values follow, even while paused
        return;
    }
    view.hold(hold.holds());
    if (hold.holds())
        return;
    const QMap<int, PlotRow> kept = hold.take();
    for (auto at = kept.cbegin(); at != kept.cend(); ++at)
        owner.setRow(at.key(), at.value());
    changed(); // the clock went on as well
}

void LinesPlot::Private::select(qint64 oneMs, qint64 otherMs)
{
    const qint64 from = std::clamp(std::min(oneMs, otherMs), view.startMs(), view.endMs());
    const qint64 to = std::clamp(std::max(oneMs, otherMs), view.startMs(), view.endMs());
    setSelection(to - from >= shortestSelectionMs ? std::optional(TimeWindow{from, to}) : std::nullopt);
}

void LinesPlot::Private::setSelection(const std::optional<TimeWindow> &window)
{
    if (window == selection)
        return;
    selection = window;
    placeSelectionBar();
    frame->replotOverlay();
    emit owner.selectionChanged();
}

/// Out of the way while the window is being made, and where none of it is in view.
void LinesPlot::Private::placeSelectionBar()
{
    const bool shown = selection && !hold.has(PlotHold::Hand) && !rows.isEmpty() && selection->toMs >= view.startMs()
        && selection->fromMs <= view.endMs();
    if (!shown) {
        selectionBar->hide();
        return;
    }
    const QRect first = owner.rowRect(0);
    const QRect last = owner.rowRect(static_cast<int>(rows.size()) - 1);
    selectionBar->placeBeside(owner.xOfTime(std::max(selection->fromMs, view.startMs())),
                              owner.xOfTime(std::min(selection->toMs, view.endMs())), first.united(last));
}

void LinesPlot::Private::placePausedChip()
{
    pausedChip->setVisible(hold.has(PlotHold::Pause) && !rows.isEmpty());
    pausedChip->setBehind(view.behindMs());
    pausedChip->move(owner.rowRect(0).topLeft() + QPoint(8, 4));
    pausedChip->raise();
}

void LinesPlot::setCrosshair(qint64 timeMs)
{
    d->pointerX.reset();
    d->crosshairMs = timeMs;
    d->showCrosshair();
    LinesPlotAccess::tellChosen(*this, chosenSeries(), false);
}

void LinesPlot::panTo(qint64 middleMs)
{
    const qint64 span = endMs() - startMs();
    d->view.zoomTo(middleMs - span / 2, middleMs - span / 2 + span);
    d->pointerX.reset();
    d->crosshairMs = middleMs;
    d->viewMoved();
}

void LinesPlot::setPaused(bool paused)
{
    if (paused == d->hold.has(PlotHold::Pause))
        return;
    d->setHeld(PlotHold::Pause, paused);
    d->placePausedChip();
    emit pausedChanged(paused);
}

bool LinesPlot::paused() const
{
    return d->hold.has(PlotHold::Pause);
}

void LinesPlot::select(const TimeWindow &window)
{
    d->setSelection(window.lengthMs() >= shortestSelectionMs ? std::optional(window) : std::nullopt);
}

void LinesPlot::clearSelection()
{
    d->setSelection(std::nullopt);
}

std::optional<TimeWindow> LinesPlot::selection() const
{
    return d->selection;
}

void LinesPlot::act(SelectionAct act)
{
    if (!d->selection)
        return;
    if (act != SelectionAct::Zoom) {
        emit selectionActAsked(act);
        return;
    }
    const TimeWindow window = *d->selection;
    clearSelection();
    zoomTo(window.fromMs, window.toMs);
}

bool LinesPlot::takeKey(QKeyEvent *event)
{
    return d->keys.press(*event);
}

bool LinesPlot::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && d->keys.claims(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void LinesPlot::keyPressEvent(QKeyEvent *event)
{
    if (!takeKey(event))
        QWidget::keyPressEvent(event);
}

void LinesPlot::keyReleaseEvent(QKeyEvent *event)
{
    d->keys.release(*event);
    QWidget::keyReleaseEvent(event);
}

void LinesPlot::contextMenuEvent(QContextMenuEvent *event)
{
    if (!d->selection) {
        event->ignore();
        return;
    }
    QMenu menu(this);
    d->selectionBar->fill(menu);
    menu.exec(event->globalPos());
}

} // namespace andon

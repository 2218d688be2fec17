// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/PlotPointer.h"

#include "ui/plot/LinesPlotPrivate.h"

#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace andon {

static constexpr int dragThreshold = 6;
static constexpr int edgeReach = 4;      ///< pixels around a selection's edge that take hold of it
static constexpr double panPerTurn = 0.1; ///< of the span in view

PlotPointer::PlotPointer(LinesPlot &owner, LinesPlot::Private &plot) : m_owner(owner), m_plot(plot) {}

bool PlotPointer::take(QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress: return press(*static_cast<QMouseEvent *>(event));
    case QEvent::MouseMove: move(*static_cast<QMouseEvent *>(event)); return true;
    case QEvent::MouseButtonRelease: release(*static_cast<QMouseEvent *>(event)); return true;
    case QEvent::MouseButtonDblClick: return true;
    case QEvent::Wheel: wheel(*static_cast<QWheelEvent *>(event)); return true;
    case QEvent::Leave: leave(); return false;
    case QEvent::Hide:
    case QEvent::WindowDeactivate: cancel(); return false;
    default: return false;
    }
}

std::optional<std::pair<int, int>> PlotPointer::zoomBand() const
{
    if (m_drag != Drag::Zoom || std::abs(m_dragX - m_pressX) < dragThreshold)
        return std::nullopt;
    return std::pair(std::min(m_pressX, m_dragX), std::max(m_pressX, m_dragX));
}

bool PlotPointer::overLines(const QPoint &at) const
{
    const QRect area = m_plot.frame->rowRect(0);
    return !m_plot.rows.isEmpty() && at.x() >= area.left() && at.x() <= area.right();
}

qint64 PlotPointer::timeAt(int x) const
{
    const QRect area = m_plot.frame->rowRect(0);
    const qint64 time = m_plot.scale(0).timeAt(std::clamp(x, area.left(), area.right()));
    return std::clamp(time, m_owner.startMs(), m_owner.endMs());
}

std::optional<qint64> PlotPointer::anchorFor(int x) const
{
    const std::optional<TimeWindow> &selection = m_plot.selection;
    if (!selection)
        return std::nullopt;
    const PixelScale scale = m_plot.scale(0);
    const double toFrom = std::abs(scale.x(selection->fromMs) - x);
    const double toTo = std::abs(scale.x(selection->toMs) - x);
    if (std::min(toFrom, toTo) > edgeReach)
        return std::nullopt;
    return toFrom < toTo ? selection->toMs : selection->fromMs;
}

bool PlotPointer::press(const QMouseEvent &event)
{
    m_owner.setFocus(Qt::MouseFocusReason);
    const QPoint at = event.position().toPoint();
    if (event.button() == Qt::RightButton)
        return false; // the context menu comes of it
    if (event.button() != Qt::LeftButton || !overLines(at))
        return true;
    m_pressX = m_dragX = at.x();
    m_before = m_plot.selection;
    if (event.modifiers() & Qt::ShiftModifier) {
        m_drag = Drag::Select;
        m_anchorMs = timeAt(at.x());
    } else if (const std::optional<qint64> anchor = anchorFor(at.x())) {
        m_drag = Drag::Edge;
        m_anchorMs = *anchor;
    } else {
        m_drag = Drag::Zoom;
    }
    m_plot.setHeld(PlotHold::Hand, true);
    return true;
}

void PlotPointer::move(const QMouseEvent &event)
{
    const QPoint at = event.position().toPoint();
    if (dragging() && !(event.buttons() & Qt::LeftButton))
        cancel(); // the release went elsewhere
    m_dragX = at.x();
    if (m_drag == Drag::Edge || (m_drag == Drag::Select && std::abs(m_dragX - m_pressX) >= dragThreshold))
        m_plot.select(m_anchorMs, timeAt(at.x()));
    showCursor(at);
    for (int row = 0; row < m_plot.rows.size(); ++row) {
        if (at.y() >= m_plot.frame->titleRect(row).top())
            m_plot.pointerRow = row;
    }
    if (overLines(at)) {
        m_plot.pointerX = at.x() + m_plot.frame->widget()->x();
        m_plot.crosshairMs = timeAt(at.x());
    } else {
        m_plot.pointerX.reset();
        m_plot.crosshairMs = 0;
    }
    if (dragging())
        m_plot.frame->replotOverlay();
    m_plot.showCrosshair();
}

void PlotPointer::release(const QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton || !dragging())
        return;
    m_dragX = event.position().toPoint().x();
    if (m_drag == Drag::Edge || (m_drag == Drag::Select && std::abs(m_dragX - m_pressX) >= dragThreshold))
        m_plot.select(m_anchorMs, timeAt(m_dragX));
    const std::optional<std::pair<int, int>> band = zoomBand();
    const qint64 from = band ? timeAt(band->first) : 0;
    const qint64 to = band ? timeAt(band->second) : 0;
    end();
    if (band)
        m_owner.zoomTo(from, to);
}

void PlotPointer::cancel()
{
    if (!dragging())
        return;
    if (m_drag != Drag::Zoom)
        m_plot.setSelection(m_before);
    end();
}

void PlotPointer::end()
{
    m_drag = Drag::None;
    m_plot.setHeld(PlotHold::Hand, false);
    m_plot.placeSelectionBar();
    m_plot.frame->replotOverlay();
}

void PlotPointer::leave()
{
    if (!m_plot.pointerX)
        return;
    m_plot.pointerX.reset();
    m_plot.crosshairMs = 0;
    m_plot.showCrosshair();
}

void PlotPointer::showCursor(const QPoint &at)
{
    const bool edge = m_drag == Drag::Edge || m_drag == Drag::Select || (!dragging() && overLines(at) && anchorFor(at.x()));
    const Qt::CursorShape shape = edge ? Qt::SizeHorCursor : Qt::ArrowCursor;
    if (m_plot.frame->widget()->cursor().shape() != shape)
        m_plot.frame->widget()->setCursor(shape);
}

void PlotPointer::wheel(const QWheelEvent &event)
{
    if (m_plot.rows.isEmpty() || dragging())
        return;
    // Some platforms turn Shift + wheel sideways themselves, others leave it.
    const bool shift = event.modifiers() & Qt::ShiftModifier;
    const int along = event.angleDelta().x() != 0 ? event.angleDelta().x() : shift ? event.angleDelta().y() : 0;
    const auto wholeTurns = [](double &turns, int delta) {
        turns += delta / 120.0;
        const double whole = std::trunc(turns * 4) / 4;
        turns -= whole;
        return whole;
    };
    if (along != 0) {
        if (const double turns = wholeTurns(m_panTurns, along); turns != 0) {
            m_plot.wheelTurned();
            m_plot.view.panBy(std::llround(-turns * panPerTurn * static_cast<double>(m_owner.endMs() - m_owner.startMs())));
            m_plot.viewMoved();
        }
        return;
    }
    if (const double turns = wholeTurns(m_wheelTurns, event.angleDelta().y()); turns != 0) {
        m_plot.wheelTurned();
        m_plot.view.zoomAround(timeAt(static_cast<int>(event.position().x())), std::pow(0.8, turns));
        m_plot.viewMoved();
    }
}

} // namespace andon

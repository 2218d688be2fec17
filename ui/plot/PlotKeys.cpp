// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/PlotKeys.h"

#include "ui/plot/LinesPlotPrivate.h"

#include <QKeyEvent>

#include <algorithm>

namespace andon {

bool PlotKeys::press(const QKeyEvent &event)
{
    const bool alt = event.modifiers() & Qt::AltModifier;
    const bool control = event.modifiers() & Qt::ControlModifier;
    const bool shift = event.modifiers() & Qt::ShiftModifier;
    const qint64 start = m_owner.startMs();
    const qint64 end = m_owner.endMs();
    const qint64 middle = m_plot.crosshairMs != 0 ? m_plot.crosshairMs : start + (end - start) / 2;
    switch (event.key()) {
    case Qt::Key_Backspace: m_owner.goBack(); return true;
    case Qt::Key_Left: alt ? m_owner.goBack() : walk(control ? -10 : -1, shift); return true;
    case Qt::Key_Right: alt ? m_owner.goForward() : walk(control ? 10 : 1, shift); return true;
    case Qt::Key_Up: m_plot.chooseNext(-1); return true;
    case Qt::Key_Down: m_plot.chooseNext(1); return true;
    case Qt::Key_Home: goTo(start, shift); return true;
    case Qt::Key_End: goTo(end, shift); return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        m_plot.view.panBy((end - start) / (event.key() == Qt::Key_PageUp ? -2 : 2));
        m_plot.viewMoved();
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus:
        if (alt)
            return false;
        m_plot.view.zoomAround(middle, event.key() == Qt::Key_Minus ? 2 : 0.5);
        m_plot.viewMoved();
        return true;
    case Qt::Key_Escape: return escape();
    default: break;
    }
    if (alt)
        return false;
    return control ? pressControl(event.key()) : pressWithSelection(event.key());
}

bool PlotKeys::pressControl(int key)
{
    if (key == Qt::Key_0) {
        m_owner.goLive();
        return true;
    }
    if (key == Qt::Key_C && m_plot.selection) {
        m_owner.act(SelectionAct::Copy);
        return true;
    }
    return false;
}

bool PlotKeys::pressWithSelection(int key)
{
    switch (key) {
    case Qt::Key_Space:
    case Qt::Key_P: m_owner.setPaused(!m_owner.paused()); return true;
    case Qt::Key_N:
        emit m_owner.noteAskedAt(m_plot.crosshairMs != 0 ? m_plot.crosshairMs : m_owner.endMs());
        return true;
    default: break;
    }
    if (!m_plot.selection)
        return false;
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter: m_owner.act(SelectionAct::Zoom); return true;
    case Qt::Key_C: m_owner.act(SelectionAct::Compare); return true;
    case Qt::Key_D: m_owner.act(SelectionAct::Differ); return true;
    case Qt::Key_E: m_owner.act(SelectionAct::Attach); return true;
    default: return false;
    }
}

bool PlotKeys::claims(const QKeyEvent &event) const
{
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return event.key() == Qt::Key_C && m_plot.selection && event.modifiers() == Qt::ControlModifier;
    switch (event.key()) {
    case Qt::Key_N: return m_plot.crosshairMs != 0;
    case Qt::Key_Space: return true;
    case Qt::Key_C:
    case Qt::Key_D:
    case Qt::Key_E: return m_plot.selection.has_value();
    case Qt::Key_Escape: return m_plot.pointer.dragging() || m_plot.selection || m_plot.crosshairMs != 0
            || m_plot.chosen;
    default: return false;
    }
}

/// One thing at a time: the drag, else the selection, else the crosshair.
bool PlotKeys::escape()
{
    if (m_plot.pointer.dragging()) {
        m_plot.pointer.cancel();
        return true;
    }
    if (m_plot.selection) {
        m_owner.clearSelection();
        return true;
    }
    if (m_plot.crosshairMs == 0 && !m_plot.chosen)
        return false;
    m_owner.setCrosshair(0);
    if (m_plot.chosen)
        m_owner.chooseSeries(-1);
    return true;
}

void PlotKeys::walk(int samples, bool stretch)
{
    if (m_plot.rows.isEmpty())
        return;
    goTo(m_plot.steppedCrosshair(samples), stretch);
}

void PlotKeys::goTo(qint64 timeMs, bool stretch)
{
    const qint64 before = m_plot.crosshairMs;
    m_owner.setCrosshair(timeMs);
    if (!stretch) {
        m_anchorMs.reset();
        return;
    }
    m_plot.setHeld(PlotHold::Hand, true);
    if (!m_anchorMs) {
        // A selection that ends at the crosshair goes on from there, as text does.
        const std::optional<TimeWindow> &selection = m_plot.selection;
        if (selection && before == selection->toMs)
            m_anchorMs = selection->fromMs;
        else if (selection && before == selection->fromMs)
            m_anchorMs = selection->toMs;
        else
            m_anchorMs = before != 0 ? before : m_owner.endMs();
    }
    m_plot.select(*m_anchorMs, timeMs);
}

void PlotKeys::release(const QKeyEvent &event)
{
    if (event.key() == Qt::Key_Shift)
        leave();
}

void PlotKeys::leave()
{
    m_anchorMs.reset();
    if (!m_plot.pointer.dragging())
        m_plot.setHeld(PlotHold::Hand, false);
    m_plot.placeSelectionBar();
}

} // namespace andon

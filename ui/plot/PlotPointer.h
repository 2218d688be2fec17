// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/LinesPlot.h"

#include <QRect>

#include <optional>
#include <utility>

class QEvent;
class QMouseEvent;
class QWheelEvent;

namespace andon {

/// The pointer over the lines: the crosshair follows it, a drag zooms, a drag with Shift selects, a drag of a selection's
/// edge moves that edge, the wheel zooms and (sideways or with Shift) pans. While a button is down the axes stand still,
/// while the wheel turns the value axes do.
class PlotPointer {
public:
    /// Both outlive this.
    PlotPointer(LinesPlot &owner, LinesPlot::Private &plot);
    /// Events of the widget that the lines are painted on; true where the event ends here.
    bool take(QEvent *event);
    /// The rubber band of a zoom in the painted widget's pixels, left to right; none before the threshold.
    [[nodiscard]] std::optional<std::pair<int, int>> zoomBand() const;
    [[nodiscard]] bool dragging() const { return m_drag != Drag::None; }
    /// Ends a drag without effect; a selection that was there before is there again.
    void cancel();

private:
    enum class Drag { None, Zoom, Select, Edge };
    bool press(const QMouseEvent &event);
    void move(const QMouseEvent &event);
    void release(const QMouseEvent &event);
    void wheel(const QWheelEvent &event);
    void leave();
    void end();
    void showCursor(const QPoint &at);
    [[nodiscard]] bool overLines(const QPoint &at) const;
    [[nodiscard]] qint64 timeAt(int x) const;
    /// The edge of the selection that stays while the one under the pointer moves; none where there is no edge there.
    [[nodiscard]] std::optional<qint64> anchorFor(int x) const;

    LinesPlot &m_owner;
    LinesPlot::Private &m_plot;
    Drag m_drag = Drag::None;
    int m_pressX = 0;
    int m_dragX = 0;
    qint64 m_anchorMs = 0; ///< of the selection that is being made
    std::optional<TimeWindow> m_before;
    double m_wheelTurns = 0;
    double m_panTurns = 0;
};

} // namespace andon

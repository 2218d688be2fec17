// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/LinesPlot.h"

#include <optional>

class QKeyEvent;

namespace andon {

/// What each key does over the lines. While Shift stretches a selection the axes stand still.
class PlotKeys {
public:
    /// Both outlive this.
    PlotKeys(LinesPlot &owner, LinesPlot::Private &plot) : m_owner(owner), m_plot(plot) {}
    /// False where the key means nothing here now.
    bool press(const QKeyEvent &event);
    void release(const QKeyEvent &event);
    /// True where the key is the plot's although the window has a shortcut of it.
    [[nodiscard]] bool claims(const QKeyEvent &event) const;
    /// The Shift key is no longer ours to see.
    void leave();

private:
    bool pressControl(int key);
    bool pressWithSelection(int key);
    bool escape();
    void walk(int samples, bool stretch);
    void goTo(qint64 timeMs, bool stretch);

    LinesPlot &m_owner;
    LinesPlot::Private &m_plot;
    std::optional<qint64> m_anchorMs; ///< of the selection that Shift stretches
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/PlotValues.h"

#include <QMap>

namespace andon {

/// Keeps back the rows that come in while a hand is on the axes or the plot is paused, so that nothing moves under the
/// hand and nothing is lost. Pure value.
class PlotHold {
public:
    enum Reason { Hand = 1, Pause = 2 };

    /// True where the plot is held now and was not, or the other way.
    bool set(Reason reason, bool holds);
    [[nodiscard]] bool holds() const { return m_reasons != 0; }
    [[nodiscard]] bool has(Reason reason) const { return (m_reasons & reason) != 0; }
    void keep(int row, const PlotRow &content) { m_rows.insert(row, content); }
    void forget() { m_rows.clear(); } ///< other rows stand there now
    [[nodiscard]] QMap<int, PlotRow> take() { return std::exchange(m_rows, {}); }

private:
    int m_reasons = 0;
    QMap<int, PlotRow> m_rows; ///< the newest of each
};

} // namespace andon

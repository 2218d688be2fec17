// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/RowCurves.h"
#include "ui/plot/RowState.h"

class QPainter;

namespace andon {

/// Shaded windows, gate bands, the hatch over late data, and marks' lines.
void paintBackdrop(QPainter &painter, const RowScene &scene);

/// A row that is painted; the curves outlive the painting.
struct RowTurn {
    RowScene scene;
    RowCurves *curves = nullptr;
};
/// Curves and words, each row clipped to its area. Rows of one image write their dense curves at the same time, on the
/// caller's thread and on those that the machine has besides.
void paintRows(QPainter &painter, std::vector<RowTurn> rows);

} // namespace andon

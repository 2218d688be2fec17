// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/RowCurves.h"
#include "ui/plot/RowState.h"

#include <vector>

class QPainter;

namespace andon {

/// Shaded windows, gate bands and the hatch over late data.
void paintBackdrop(QPainter &painter, const RowScene &scene);

/// A row that is painted; the curves are its own and outlive the painting.
struct RowTurn {
    RowScene scene;
    RowCurves *curves = nullptr;
};
/// Marks' lines, curves, and words, each row clipped to its area. Rows of one image write their dense curves at the same time,
/// on the caller's thread and on those that the global pool has free.
void paintRows(QPainter &painter, const std::vector<RowTurn> &rows);

} // namespace andon

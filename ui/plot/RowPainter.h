// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/RowCurves.h"
#include "ui/plot/RowState.h"

class QPainter;

namespace andon {

/// Shaded windows, gate bands and the hatch over late data.
void paintBackdrop(QPainter &painter, const RowScene &scene);
/// Marks' lines, curves, and words.
void paintRow(QPainter &painter, const RowScene &scene, RowCurves &curves);

} // namespace andon

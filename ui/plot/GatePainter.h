// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/RowScene.h"

class QFont;
class QPainter;

namespace andon {

/// Bands beyond the gates, and the gates' dashed lines; clipped to the row.
void paintGateBands(QPainter &painter, const RowScene &scene);
/// The gates' names beside their lines, in the gutter right of the row; never over a line of data. A gate that is out
/// of view carries an arrow.
void paintGateNames(QPainter &painter, const QRectF &gutter, const RowScene &scene);
/// What the longest name of a gate takes.
[[nodiscard]] int gateGutterWidth(const QFont &font);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/TimeWindow.h"
#include "ui/common/Theme.h"

#include <QList>
#include <QRect>

class QPainter;

namespace andon {

/// The selected window over every row: a band with an edge to take hold of at each end, and its length over the first
/// row. `fromX` and `toX` may lie outside the rows.
void paintSelection(QPainter &painter, const QList<QRect> &rows, double fromX, double toX, const TimeWindow &window,
                    const ThemeColors &colors);
/// The rubber band of a zoom.
void paintZoomBand(QPainter &painter, const QList<QRect> &rows, int fromX, int toX, const ThemeColors &colors);

} // namespace andon

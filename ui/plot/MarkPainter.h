// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/RowScene.h"

class QPainter;

namespace andon {

/// The marks' shapes and texts in the strip above the rows; texts that would overlap are left out, shapes never.
void paintMarkStrip(QPainter &painter, const QRectF &strip, const RowScene &scene);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/CurveShape.h"
#include "ui/plot/LineLook.h"
#include "ui/plot/PlotValues.h"

namespace andon {

/// Everything that one row's painting needs; the pointers outlive the painting.
struct RowScene {
    const PlotRow *row = nullptr;
    const LineLooks *looks = nullptr;
    const ThemeColors *colors = nullptr;
    const QList<PlotMark> *marks = nullptr;
    const QList<PlotShade> *shades = nullptr;
    PixelScale scale;
    qint64 nowMs = 0;
    qint64 stepMs = 0; ///< distance of the samples; 0: found from the samples
};

[[nodiscard]] QColor toneColor(MarkTone tone, const ThemeColors &colors);

} // namespace andon

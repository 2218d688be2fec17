// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/ColumnSpans.h"
#include "ui/plot/RowScene.h"
#include "ui/plot/SpanImage.h"

#include <QHash>

class QPainter;

namespace andon {

/// Paints the curves of one row and keeps what the next frame can use again. Where samples are dense a curve is drawn as one
/// span a pixel column, where they are few (and in a picture of vectors) as single lines.
class RowCurves {
public:
    void paint(QPainter &painter, const RowScene &scene);

private:
    void paintSpans(QPainter &painter, const RowScene &scene, const QList<PlotCurve> &curves);
    void addBand(const RowScene &scene, const PlotCurve &upper, const PlotCurve &lower, const TimeGrid &grid);
    void addCurve(const RowScene &scene, const PlotCurve &curve, const TimeGrid &grid, double ratio);
    [[nodiscard]] const std::vector<ColumnSpan> &spansOf(const RowScene &scene, const PlotCurve &curve, const TimeGrid &grid);

    SpanImage m_image;
    std::vector<PixelSpan> m_pixels;
    QHash<QString, ColumnSpanCache> m_caches; ///< by what tells curves of one row apart
};

/// How a curve is drawn: its version's look, thinner for what only accompanies it.
[[nodiscard]] LineLook curveLook(const PlotCurve &curve, const RowScene &scene);

} // namespace andon

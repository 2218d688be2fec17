// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/ColumnSpans.h"
#include "ui/plot/RowScene.h"
#include "ui/plot/SpanPainter.h"

#include <QHash>

class QPainter;

namespace andon {

/// Paints the curves of one row and keeps what the next frame can use again. Where samples are dense a curve is drawn as one
/// span a pixel column, where they are few (and in a picture of vectors) as single lines.
class RowCurves {
public:
    void paint(QPainter &painter, const RowScene &scene);

private:
    /// The pixels that the row covers in the image that is painted on, and its columns.
    struct Target {
        QImage *image = nullptr;
        QRect area;
        TimeGrid grid;
        double ratio = 1; ///< device pixels a pixel
    };
    [[nodiscard]] static Target targetOf(QPainter &painter, const RowScene &scene);
    void paintDense(const Target &target, const RowScene &scene, const QList<PlotCurve> &curves);
    void layBand(SpanLayer &layer, const Target &target, const RowScene &scene, const PlotCurve &upper, const PlotCurve &lower);
    void layCurve(SpanLayer &layer, const Target &target, const RowScene &scene, const PlotCurve &curve);
    [[nodiscard]] const std::vector<ColumnSpan> &spansOf(const RowScene &scene, const PlotCurve &curve, const TimeGrid &grid);

    std::vector<SpanLayer> m_layers; ///< their memory is used again
    std::vector<PixelSpan> m_under;
    QImage m_ring; ///< of the colour m_ringColor
    QRgb m_ringColor = 0;
    QHash<QString, ColumnSpanCache> m_caches; ///< by what tells curves of one row apart
};

/// How a curve is drawn: its version's look, thinner for what only accompanies it.
[[nodiscard]] LineLook curveLook(const PlotCurve &curve, const RowScene &scene);

} // namespace andon

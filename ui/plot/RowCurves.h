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
/// span a pixel column, where they are few (and in a picture of vectors) as single lines. Three steps, in this order, so
/// that the rows of one frame can take the second at the same time.
class RowCurves {
public:
    /// Looks at what there is to paint; what the scene points to stays until finish().
    void begin(QPainter &painter, const RowScene &scene);
    /// Dense curves, straight into the pixels of the row. In any thread, as long as nobody else writes them.
    void paintDense();
    /// All else, over what is there. With the painter of begin().
    void finish(QPainter &painter);

private:
    /// The pixels that the row covers in the image that is painted on, and its columns.
    struct Target {
        bool isImage = false; ///< else a printer or a file of vectors, without an area
        PixelArea area;
        TimeGrid grid;
        double ratio = 1; ///< device pixels a pixel
    };
    [[nodiscard]] static Target targetOf(QPainter &painter, const RowScene &scene);
    void layBand(SpanLayer &layer, const PlotCurve &upper, const PlotCurve &lower);
    void layCurve(SpanLayer &layer, const PlotCurve &curve);
    [[nodiscard]] const std::vector<ColumnSpan> &spansOf(const PlotCurve &curve);

    RowScene m_scene;
    Target m_target;
    QList<PlotCurve> m_curves; ///< from the lowest to the one on top
    bool m_isDense = false;
    std::vector<SpanLayer> m_layers; ///< their memory is used again
    std::vector<PixelSpan> m_under;
    QImage m_ring; ///< of the colour m_ringColor
    QRgb m_ringColor = 0;
    QHash<QString, ColumnSpanCache> m_caches; ///< by what tells curves of one row apart
};

/// How a curve is drawn: its version's look, thinner for what only accompanies it.
[[nodiscard]] LineLook curveLook(const PlotCurve &curve, const RowScene &scene);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include <vector>

namespace andon {

/// The pixels of one column from `top` to `bottom`, in rows from the image's upper edge, fractions of a row covered in part.
struct PixelSpan {
    float top = 0;
    float bottom = -1;
    [[nodiscard]] bool isAny() const { return bottom >= top; } ///< of no height too, before it is thickened
};

/// One curve of a row, or a band: span i goes to column i.
struct SpanLayer {
    std::vector<PixelSpan> spans;
    QRgb color = 0; ///< a translucent one is mixed with what is there
};

/// A part of an image of 32 opaque bits a pixel, by its memory: areas of one image that do not overlap can be written at the
/// same time, which QImage, as a value that copies share, does not allow. Valid until the image is copied or assigned.
struct PixelArea {
    uchar *bits = nullptr; ///< of the upper left pixel; null: no area
    qsizetype stride = 0;  ///< bytes from a row to the next one
    int width = 0;
    int height = 0;

    PixelArea() = default;
    /// What of `area` lies in the image; none where the image's pixels are others.
    PixelArea(QImage &image, const QRect &area);
};

/// Paints layers, each over those before it; rows count from the area's upper edge, columns from its left one. A vertical
/// span a column takes the place of a stroked polyline, which costs many times as much in software rendering; spans are
/// anti-aliased along the value axis.
void paintSpans(const PixelArea &area, const std::vector<SpanLayer> &layers);

/// The spans of a stroke `width` pixels wide: thicker up and down, and over as many columns; spans that do not touch stay
/// apart.
void thicken(std::vector<PixelSpan> &spans, double width);

} // namespace andon

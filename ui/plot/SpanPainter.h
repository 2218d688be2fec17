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

/// Paints spans into `area` of an image of 32 opaque bits a pixel; span i goes to column i of the area, rows count from its
/// upper edge. A vertical span a column takes the place of a stroked polyline, which costs many times as much in
/// software rendering; spans are anti-aliased along the value axis. `color` may be translucent.
void paintSpans(QImage &image, const QRect &area, const std::vector<PixelSpan> &spans, QRgb color);

/// The spans of a stroke `width` pixels wide: thicker up and down, and over as many columns; spans that do not touch stay
/// apart.
void thicken(std::vector<PixelSpan> &spans, double width);

} // namespace andon

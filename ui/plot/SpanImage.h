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

/// One row's curves as an image over transparent ground. A vertical span a column takes the place of a stroked polyline,
/// which costs many times as much in software rendering; spans are anti-aliased along the value axis.
class SpanImage {
public:
    /// Empty, of that size in pixels; the memory is used again.
    void clear(QSize size);
    /// Span i goes to column i. `color` may be translucent: it then takes the place of what is there.
    void add(const std::vector<PixelSpan> &spans, QRgb color);
    [[nodiscard]] const QImage &image() const { return m_image; }

private:
    QImage m_image;
};

/// The spans of a stroke `width` pixels wide: thicker up and down, and over as many columns; spans that do not touch stay
/// apart.
void thicken(std::vector<PixelSpan> &spans, double width);

} // namespace andon

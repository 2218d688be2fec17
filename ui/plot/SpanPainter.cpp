// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/SpanPainter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace andon {

namespace {

constexpr int blockWidth = 16; ///< one cache line of pixels
/// Four pixels at once; GCC and Clang turn it into the machine's vectors.
using Four [[gnu::vector_size(16)]] = int;
constexpr int fours = blockWidth / 4;

void blend(QRgb &pixel, QRgb color, float coverage)
{
    const auto share = static_cast<quint32>(coverage * 256.0f);
    if (share == 0)
        return;
    const quint32 rest = 256 - share;
    const quint32 even = ((color & 0xff00ff) * share + (pixel & 0xff00ff) * rest) >> 8;
    const quint32 odd = ((color >> 8) & 0xff00ff) * share + ((pixel >> 8) & 0xff00ff) * rest;
    pixel = (even & 0xff00ff) | (odd & 0xff00ff00);
}

/// Sixteen neighbouring columns, row by row.
struct Block {
    alignas(16) std::array<int, blockWidth> top{};    ///< the first row that is covered whole
    alignas(16) std::array<int, blockWidth> bottom{}; ///< and the one after the last
    int first = 0, last = 0;                          ///< rows of all of them

    void take(const PixelSpan *spans, int count, int height)
    {
        first = height;
        last = 0;
        for (int i = 0; i < blockWidth; ++i) {
            const auto at = static_cast<std::size_t>(i);
            top[at] = bottom[at] = 0;
            if (i >= count || !(spans[i].bottom > spans[i].top))
                continue;
            top[at] = std::max(0, static_cast<int>(std::ceil(spans[i].top)));
            bottom[at] = std::min(height, static_cast<int>(std::floor(spans[i].bottom)));
            if (bottom[at] > top[at]) {
                first = std::min(first, top[at]);
                last = std::max(last, bottom[at]);
            }
        }
    }
    void fill(uchar *bits, qsizetype stride, QRgb color) const
    {
        const int ink = static_cast<int>(color);
        const Four inks{ink, ink, ink, ink};
        std::array<Four, fours> tops, bottoms;
        std::memcpy(tops.data(), top.data(), sizeof top);
        std::memcpy(bottoms.data(), bottom.data(), sizeof bottom);
        for (int y = first; y < last; ++y) {
            const Four row{y, y, y, y};
            uchar *line = bits + y * stride;
            for (std::size_t i = 0; i < fours; ++i) {
                const Four inside = (row >= tops[i]) & (row < bottoms[i]);
                Four pixels;
                std::memcpy(&pixels, line + i * sizeof pixels, sizeof pixels);
                pixels = (inks & inside) | (pixels & ~inside);
                std::memcpy(line + i * sizeof pixels, &pixels, sizeof pixels);
            }
        }
    }
    /// The last columns of a row, which are not sixteen.
    void fillSingly(uchar *bits, qsizetype stride, int count, QRgb color) const
    {
        for (int i = 0; i < count; ++i) {
            for (int y = top[static_cast<std::size_t>(i)]; y < bottom[static_cast<std::size_t>(i)]; ++y)
                *reinterpret_cast<QRgb *>(bits + y * stride + qsizetype(4) * i) = color;
        }
    }
};

/// The rows that a span covers in part.
void blendEnds(uchar *bits, qsizetype stride, int height, const PixelSpan &span, QRgb color)
{
    if (!(span.bottom > span.top) || span.bottom <= 0 || span.top >= static_cast<float>(height))
        return;
    const auto put = [&](float row, float coverage) {
        if (row >= 0 && row < static_cast<float>(height))
            blend(*reinterpret_cast<QRgb *>(bits + static_cast<int>(row) * stride), color, coverage);
    };
    const float upper = std::floor(span.top), lower = std::floor(span.bottom);
    if (upper == lower) {
        put(upper, span.bottom - span.top);
        return;
    }
    if (upper < span.top)
        put(upper, upper + 1 - span.top);
    if (lower < span.bottom)
        put(lower, span.bottom - lower);
}

/// A translucent span: every pixel is mixed.
void mix(uchar *bits, qsizetype stride, int height, const PixelSpan &span, QRgb color)
{
    const int top = std::max(0, static_cast<int>(std::lround(span.top)));
    const int bottom = std::min(height, static_cast<int>(std::lround(span.bottom)));
    const float share = static_cast<float>(qAlpha(color)) / 255.0f;
    for (int y = top; y < bottom; ++y)
        blend(*reinterpret_cast<QRgb *>(bits + y * stride), color | 0xff000000, share);
}

} // namespace

void paintSpans(QImage &image, const QRect &area, const std::vector<PixelSpan> &spans, QRgb color)
{
    const QRect inside = area & image.rect();
    if (inside.isEmpty() || image.depth() != 32)
        return;
    const int height = inside.height();
    const int width = std::min(inside.width(), static_cast<int>(spans.size()));
    const qsizetype stride = image.bytesPerLine();
    uchar *bits = image.bits() + inside.top() * stride + qsizetype(4) * inside.left();
    if (qAlpha(color) < 255) {
        for (int x = 0; x < width; ++x)
            mix(bits + qsizetype(4) * x, stride, height, spans[static_cast<std::size_t>(x)], color);
        return;
    }
    Block block;
    for (int x = 0; x < width; x += blockWidth) {
        const int count = std::min(blockWidth, width - x);
        block.take(spans.data() + x, count, height);
        if (count == blockWidth)
            block.fill(bits + qsizetype(4) * x, stride, color);
        else
            block.fillSingly(bits + qsizetype(4) * x, stride, count, color);
        for (int i = 0; i < count; ++i)
            blendEnds(bits + qsizetype(4) * (x + i), stride, height, spans[static_cast<std::size_t>(x + i)], color);
    }
}

void thicken(std::vector<PixelSpan> &spans, double width)
{
    const auto half = static_cast<float>(std::max(1.0, width) / 2);
    for (PixelSpan &span : spans) {
        if (span.isAny()) {
            span.top -= half;
            span.bottom += half;
        }
    }
    for (int further = 1; further < static_cast<int>(std::lround(width)); ++further) {
        for (std::size_t i = spans.size(); i-- > 1;) {
            const PixelSpan &left = spans[i - 1];
            PixelSpan &span = spans[i];
            const bool touch = left.isAny() && span.isAny() && left.top <= span.bottom && span.top <= left.bottom;
            if (touch)
                span = {std::min(span.top, left.top), std::max(span.bottom, left.bottom)};
        }
    }
}

} // namespace andon

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
constexpr std::size_t fours = blockWidth / 4;

/// std::floor() is a call into the C library on machines without SSE 4.1.
int floorOf(float value)
{
    const int whole = static_cast<int>(value);
    return whole - (value < static_cast<float>(whole) ? 1 : 0);
}

int ceilOf(float value)
{
    const int whole = static_cast<int>(value);
    return whole + (value > static_cast<float>(whole) ? 1 : 0);
}

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
    int first = 0, last = 0;                          ///< rows of any of them
    int commonFirst = 0, commonLast = 0;              ///< rows of all of them

    void take(const PixelSpan *spans, int count, int height)
    {
        first = height;
        last = 0;
        commonFirst = 0;
        commonLast = height;
        for (int i = 0; i < blockWidth; ++i) {
            const auto at = static_cast<std::size_t>(i);
            top[at] = bottom[at] = 0;
            if (i < count && spans[i].bottom > spans[i].top) {
                top[at] = std::max(0, ceilOf(spans[i].top));
                bottom[at] = std::min(height, floorOf(spans[i].bottom));
            }
            commonFirst = std::max(commonFirst, top[at]);
            commonLast = std::min(commonLast, bottom[at]);
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
        const auto fillSome = [&](int from, int to) {
            Four row{from, from, from, from};
            for (int y = from; y < to; ++y, row += 1) {
                uchar *line = bits + y * stride;
                for (std::size_t i = 0; i < fours; ++i) {
                    const Four inside = (row >= tops[i]) & (row < bottoms[i]);
                    Four pixels;
                    std::memcpy(&pixels, line + i * sizeof pixels, sizeof pixels);
                    pixels = (inks & inside) | (pixels & ~inside);
                    std::memcpy(line + i * sizeof pixels, &pixels, sizeof pixels);
                }
            }
        };
        if (commonFirst >= commonLast) {
            fillSome(first, last);
            return;
        }
        fillSome(first, commonFirst);
        for (int y = commonFirst; y < commonLast; ++y) {
            for (std::size_t i = 0; i < fours; ++i)
                std::memcpy(bits + y * stride + i * sizeof inks, &inks, sizeof inks);
        }
        fillSome(commonLast, last);
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
    const auto put = [&](int row, float coverage) {
        if (row >= 0 && row < height)
            blend(*reinterpret_cast<QRgb *>(bits + row * stride), color, coverage);
    };
    const int upper = floorOf(span.top), lower = floorOf(span.bottom);
    const auto whole = [](int row) { return static_cast<float>(row); };
    if (upper == lower) {
        put(upper, span.bottom - span.top);
        return;
    }
    if (whole(upper) < span.top)
        put(upper, whole(upper + 1) - span.top);
    if (whole(lower) < span.bottom)
        put(lower, span.bottom - whole(lower));
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

static void paintBlock(uchar *bits, qsizetype stride, int height, const PixelSpan *spans, int count, QRgb color)
{
    if (qAlpha(color) < 255) {
        for (int i = 0; i < count; ++i)
            mix(bits + qsizetype(4) * i, stride, height, spans[i], color);
        return;
    }
    Block block;
    block.take(spans, count, height);
    if (count == blockWidth)
        block.fill(bits, stride, color);
    else
        block.fillSingly(bits, stride, count, color);
    for (int i = 0; i < count; ++i)
        blendEnds(bits + qsizetype(4) * i, stride, height, spans[i], color);
}

void paintSpans(QImage &image, const QRect &area, const std::vector<SpanLayer> &layers)
{
    const QRect inside = area & image.rect();
    if (inside.isEmpty() || image.depth() != 32)
        return;
    const qsizetype stride = image.bytesPerLine();
    uchar *bits = image.bits() + inside.top() * stride + qsizetype(4) * inside.left();
    // Block by block, not layer by layer: a block's pixels fit the nearest cache, an image does not.
    for (int x = 0; x < inside.width(); x += blockWidth) {
        for (const SpanLayer &layer : layers) {
            const int count = std::min({blockWidth, inside.width() - x, static_cast<int>(layer.spans.size()) - x});
            if (count > 0)
                paintBlock(bits + qsizetype(4) * x, stride, inside.height(), layer.spans.data() + x, count, layer.color);
        }
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

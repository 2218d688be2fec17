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
using FourReals [[gnu::vector_size(16)]] = float;
constexpr std::size_t fours = blockWidth / 4;

/// `share`: of 256.
void blend(QRgb &pixel, QRgb color, quint32 share)
{
    const quint32 rest = 256 - share;
    const quint32 even = ((color & 0xff00ff) * share + (pixel & 0xff00ff) * rest) >> 8;
    const quint32 odd = ((color >> 8) & 0xff00ff) * share + ((pixel >> 8) & 0xff00ff) * rest;
    pixel = (even & 0xff00ff) | (odd & 0xff00ff00);
}

/// Of four numbers at once; std::floor() is a call into the C library on machines without SSE 4.1.
Four floorOf(FourReals values)
{
    const Four whole = __builtin_convertvector(values, Four);
    return whole + (__builtin_convertvector(whole, FourReals) > values);
}

/// Sixteen neighbouring columns, row by row.
struct Block {
    using Rows = std::array<Four, fours>;
    Rows top, bottom;                                 ///< the first row that is covered whole, and the one after the last
    Rows upper, lower;                                ///< the rows of both ends
    Rows upperShare, lowerShare;                      ///< how much of them is covered, of 256; 256: of a row that is covered whole
    int first = 0, last = 0;                          ///< rows of any of them
    int commonFirst = 0, commonLast = 0;              ///< rows of all of them

    void take(const PixelSpan *spans, int count, int height)
    {
        alignas(16) std::array<float, blockWidth> tops{}, bottoms{};
        for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
            tops[i] = spans[i].top;
            bottoms[i] = spans[i].bottom;
        }
        Four lowestFirst{height, height, height, height}, highestLast{}, highestFirst{}, lowestLast = lowestFirst;
        for (std::size_t i = 0; i < fours; ++i) {
            FourReals from, to;
            std::memcpy(&from, tops.data() + 4 * i, sizeof from);
            std::memcpy(&to, bottoms.data() + 4 * i, sizeof to);
            const Four any = to > from;
            upper[i] = floorOf(from);
            lower[i] = floorOf(to);
            const Four next = upper[i] - (__builtin_convertvector(upper[i], FourReals) < from);
            top[i] = (next > 0 ? next : 0) & any;
            bottom[i] = (lower[i] < height ? lower[i] : height) & any;
            // Within one row it is the height that counts.
            const Four isOneRow = upper[i] == lower[i];
            const FourReals whole = __builtin_convertvector(upper[i] + 1, FourReals);
            const FourReals end = isOneRow ? to : whole;
            upperShare[i] = __builtin_convertvector((end - from) * 256.0f, Four) & any;
            lowerShare[i] = __builtin_convertvector((to - __builtin_convertvector(lower[i], FourReals)) * 256.0f, Four) & any & ~isOneRow;
            const Four isFull = bottom[i] > top[i];
            lowestFirst = isFull & (top[i] < lowestFirst) ? top[i] : lowestFirst;
            highestLast = isFull & (bottom[i] > highestLast) ? bottom[i] : highestLast;
            highestFirst = top[i] > highestFirst ? top[i] : highestFirst;
            lowestLast = bottom[i] < lowestLast ? bottom[i] : lowestLast;
        }
        first = std::min({lowestFirst[0], lowestFirst[1], lowestFirst[2], lowestFirst[3]});
        last = std::max({highestLast[0], highestLast[1], highestLast[2], highestLast[3]});
        commonFirst = std::max({highestFirst[0], highestFirst[1], highestFirst[2], highestFirst[3]});
        commonLast = std::min({lowestLast[0], lowestLast[1], lowestLast[2], lowestLast[3]});
    }
    void fill(uchar *bits, qsizetype stride, QRgb color) const
    {
        const int ink = static_cast<int>(color);
        const Four inks{ink, ink, ink, ink};
        const auto fillSome = [&](int from, int to) {
            Four row{from, from, from, from};
            for (int y = from; y < to; ++y, row += 1) {
                uchar *line = bits + y * stride;
#pragma GCC unroll 4 // so that the bounds stay in registers
                for (std::size_t i = 0; i < fours; ++i) {
                    const Four inside = (row >= top[i]) & (row < bottom[i]);
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
            for (int y = at(top, i); y < at(bottom, i); ++y)
                *reinterpret_cast<QRgb *>(bits + y * stride + qsizetype(4) * i) = color;
        }
    }
    /// The rows that a span covers in part.
    void blendEnds(uchar *bits, qsizetype stride, int count, int height, QRgb color) const
    {
        const auto put = [&](int column, int row, int share) {
            if (share > 0 && share < 256 && row >= 0 && row < height)
                blend(*reinterpret_cast<QRgb *>(bits + row * stride + qsizetype(4) * column), color, static_cast<quint32>(share));
        };
        for (int i = 0; i < count; ++i) {
            put(i, at(upper, i), at(upperShare, i));
            put(i, at(lower, i), at(lowerShare, i));
        }
    }
    static int at(const Rows &rows, int column) { return rows[static_cast<std::size_t>(column) / 4][column % 4]; }
};

/// A translucent span: every pixel is mixed.
void mix(uchar *bits, qsizetype stride, int height, const PixelSpan &span, QRgb color)
{
    const int top = std::max(0, static_cast<int>(std::lround(span.top)));
    const int bottom = std::min(height, static_cast<int>(std::lround(span.bottom)));
    const auto share = static_cast<quint32>(qAlpha(color)) * 256 / 255;
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
    block.blendEnds(bits, stride, count, height, color);
}

PixelArea::PixelArea(QImage &image, const QRect &area)
{
    const QRect inside = area & image.rect();
    if (inside.isEmpty() || image.depth() != 32)
        return;
    stride = image.bytesPerLine();
    bits = image.bits() + inside.top() * stride + qsizetype(4) * inside.left();
    width = inside.width();
    height = inside.height();
}

void paintSpans(const PixelArea &area, const std::vector<SpanLayer> &layers)
{
    // Block by block, not layer by layer: a block's pixels fit the nearest cache, an image does not.
    for (int x = 0; x < area.width; x += blockWidth) {
        for (const SpanLayer &layer : layers) {
            const int count = std::min({blockWidth, area.width - x, static_cast<int>(layer.spans.size()) - x});
            if (count > 0)
                paintBlock(area.bits + qsizetype(4) * x, area.stride, area.height, layer.spans.data() + x, count, layer.color);
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

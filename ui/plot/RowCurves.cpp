// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/RowCurves.h"

#include "ui/plot/RowState.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// A row with fewer samples in view is drawn as lines: a steep one looks better so, and so few are cheap.
constexpr std::size_t fewSamples = 900;
constexpr int bandAlpha = 46;

QString keyOf(const PlotCurve &curve)
{
    return QString::number(static_cast<int>(curve.kind)) + u'\n' + curve.title + u'\n' + curve.version;
}

/// Samples further apart are not joined.
qint64 gapMs(const RowScene &scene, const PlotCurve &curve)
{
    return curveStepMs(*scene.row, curve, scene.stepMs, scene.scale.startMs, scene.scale.endMs) * 5 / 2;
}

QColor bandColor(const PlotCurve &upper, const RowScene &scene)
{
    QColor color = curveLook(upper, scene).color;
    color.setAlpha(bandAlpha);
    return color;
}

std::size_t samplesInView(const RowScene &scene, const QList<PlotCurve> &curves)
{
    std::size_t sum = 0;
    for (const PlotCurve &curve : curves) {
        if (curve.columns)
            sum += curve.columns->firstAtOrAfter(scene.scale.endMs + 1) - curve.columns->firstAtOrAfter(scene.scale.startMs);
    }
    return sum;
}

constexpr double ringRadius = 3.6;

void paintRing(QPainter &painter, QPointF centre, const QColor &color, const QColor &paper)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(paper);
    painter.setPen(QPen(color, 1.8));
    painter.drawEllipse(centre, ringRadius, ringRadius);
    painter.setBrush(Qt::NoBrush);
}

/// A ring as a picture: a smoothed ellipse costs as much as a hundred columns of a curve.
QImage ringImage(const QColor &color, const QColor &paper, double ratio)
{
    static constexpr int side = 11;
    QImage ring((QSizeF(side, side) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    ring.setDevicePixelRatio(ratio);
    ring.fill(Qt::transparent);
    QPainter painter(&ring);
    paintRing(painter, QPointF(side / 2.0, side / 2.0), color, paper);
    return ring;
}

/// Rings on the samples nearest to every multiple of a span that is about 90 pixels wide. `ring`: null where pictures are
/// out of place.
void paintRings(QPainter &painter, const RowScene &scene, const Columns &columns, const LineLook &look, const QImage &ring)
{
    const PixelScale &scale = scene.scale;
    const qint64 toleranceMs = rowStepMs(*scene.row, scene.stepMs, scale.startMs, scale.endMs) * 5 / 4;
    const double msPerPixel = static_cast<double>(scale.endMs - scale.startMs) / std::max(1.0, scale.area.width());
    const auto every = std::max<qint64>(1000, static_cast<qint64>(std::exp2(std::ceil(std::log2(msPerPixel * 60)))));
    const QSizeF half = ring.deviceIndependentSize() / 2;
    for (qint64 time = (scale.startMs / every) * every; time <= scale.endMs; time += every) {
        const double value = valueNear(columns, time, toleranceMs);
        const QPointF at(scale.x(time), scale.y(value));
        if (!std::isfinite(value) || at.x() < scale.area.left())
            continue;
        if (ring.isNull())
            paintRing(painter, at, look.color, scene.colors->raised);
        else // on a whole pixel, where it is copied and not resampled
            painter.drawImage(QPoint(static_cast<int>(std::lround(at.x() - half.width())), static_cast<int>(std::lround(at.y() - half.height()))), ring);
    }
}

/// Of the dots of one version that would cover each other the slowest is drawn.
QList<PlotDot> dotsApart(const QList<PlotDot> &dots, const PixelScale &scale)
{
    static constexpr double apart = 14; // pixels; counted from the epoch, so that the choice does not change with every scroll
    const double everyMs = std::max(1.0, static_cast<double>(scale.endMs - scale.startMs) / std::max(1.0, scale.area.width()) * apart);
    QHash<std::pair<QString, qint64>, PlotDot> highest;
    for (const PlotDot &dot : dots) {
        const std::pair place(dot.version, static_cast<qint64>(static_cast<double>(dot.timeMs) / everyMs));
        const auto found = highest.constFind(place);
        if (found == highest.cend() || dot.value > found->value)
            highest.insert(place, dot);
    }
    return highest.values();
}

/// Small diamonds in the version's colour, those out of range on the upper edge.
void paintDots(QPainter &painter, const RowScene &scene)
{
    if (scene.row->dots.isEmpty())
        return;
    static constexpr double reach = 3.2;
    const QRectF &area = scene.scale.area;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(scene.colors->raised, 0.8));
    for (const PlotDot &dot : dotsApart(scene.row->dots, scene.scale)) {
        const QPointF at(scene.scale.x(dot.timeMs), std::max(area.top() + reach, scene.scale.y(dot.value)));
        if (at.x() < area.left() || at.x() > area.right() || at.y() > area.bottom() + reach)
            continue;
        painter.setBrush(scene.looks->look(dot.version, *scene.colors).color);
        const QPointF shape[] = {at - QPointF(0, reach), at + QPointF(reach, 0), at + QPointF(0, reach), at - QPointF(reach, 0)};
        painter.drawConvexPolygon(shape, 4);
    }
    painter.setBrush(Qt::NoBrush);
}

/// Fills what lies between two curves as a shape: for few samples, and where a picture is made of vectors.
void paintBand(QPainter &painter, const RowScene &scene, const PlotCurve &upper, const PlotCurve &lower)
{
    const PixelScale &scale = scene.scale;
    const TimeGrid grid = TimeGrid::of(scale.startMs, scale.endMs, static_cast<int>(std::ceil(scale.area.width())));
    const auto count = static_cast<std::size_t>(grid.count);
    std::vector<ColumnSpan> over(count), under(count);
    columnSpans(*upper.columns, grid, gapMs(scene, upper), grid.first, count, over.data());
    columnSpans(*lower.columns, grid, gapMs(scene, lower), grid.first, count, under.data());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(bandColor(upper, scene));
    const auto isBoth = [&](std::size_t i) { return over[i].any() && under[i].any(); };
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t from = i;
        while (i < count && isBoth(i))
            ++i;
        if (i == from)
            continue;
        QPolygonF above, below;
        const auto corner = [&](double column, std::size_t at) {
            const double x = std::clamp(scale.area.left() + column, scale.area.left(), scale.area.right());
            const double top = scale.y(over[at].low);
            above.append(QPointF(x, top));
            below.append(QPointF(x, std::max(top, scale.y(under[at].high))));
        };
        corner(static_cast<double>(from), from);
        for (std::size_t at = from; at < i; ++at)
            corner(static_cast<double>(at) + 0.5, at);
        corner(static_cast<double>(i), i - 1);
        std::reverse(below.begin(), below.end());
        painter.drawPolygon(above + below);
    }
    painter.setBrush(Qt::NoBrush);
}

void paintLines(QPainter &painter, const RowScene &scene, const PlotCurve &curve)
{
    const LineLook look = curveLook(curve, scene);
    CurveShape shape = curveShape(*curve.columns, scene.scale, gapMs(scene, curve));
    if (look.dashOn > 0) {
        const double origin = scene.scale.x((scene.scale.startMs / 600'000) * 600'000);
        shape.lines = dashed(shape.lines, look.dashOn, look.dashOff, origin);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(look.color, look.width, Qt::SolidLine, Qt::FlatCap));
    painter.drawLines(shape.lines);
    if (shape.dots.isEmpty())
        return;
    painter.setPen(QPen(look.color, look.width + 1.5, Qt::SolidLine, Qt::RoundCap));
    for (const QPointF &dot : shape.dots)
        painter.drawPoint(dot);
}

/// The quantile below another one of the same version, between which a band is filled; null where there is none.
const PlotCurve *lowerOf(const PlotCurve &upper, const RowScene &scene, const QList<PlotCurve> &curves)
{
    if (!scene.row->band || upper.kind != CurveKind::Main)
        return nullptr;
    const auto found = std::find_if(curves.cbegin(), curves.cend(), [&](const PlotCurve &curve) {
        return curve.kind == CurveKind::Secondary && curve.version == upper.version && curve.columns;
    });
    return found == curves.cend() ? nullptr : &*found;
}

} // namespace

LineLook curveLook(const PlotCurve &curve, const RowScene &scene)
{
    LineLook look = scene.looks->look(curve.version, *scene.colors);
    switch (curve.kind) {
    case CurveKind::Main: break;
    case CurveKind::Secondary: look = secondaryLook(look, scene.colors->raised); break;
    case CurveKind::Baseline: look = {scene.colors->muted, 1, 2, 3, false}; break;
    }
    if (curve.chosen)
        look.width += 1.5;
    return look;
}

void RowCurves::begin(QPainter &painter, const RowScene &scene)
{
    m_scene = scene;
    m_curves = drawnCurves(*scene.row, *scene.looks);
    m_curves.removeIf([](const PlotCurve &curve) { return !curve.columns || curve.columns->empty(); });
    // The baseline lies under all, the stable line on top of the others, the canary on top of all.
    const auto height = [&](const PlotCurve &curve) {
        const LineRole role = scene.looks->role(curve.version);
        const int kind = curve.kind == CurveKind::Main ? 20 : curve.kind == CurveKind::Secondary ? 10 : 0;
        return kind + (role == LineRole::Other ? 0 : role == LineRole::Stable ? 1 : 2);
    };
    std::stable_sort(m_curves.begin(), m_curves.end(),
                     [&](const PlotCurve &a, const PlotCurve &b) { return height(a) < height(b); });
    m_target = targetOf(painter, scene);
    m_isDense = m_target.isImage && samplesInView(scene, m_curves) > fewSamples;
}

void RowCurves::finish(QPainter &painter)
{
    const RowScene &scene = m_scene;
    if (!m_isDense) {
        for (const PlotCurve &curve : std::as_const(m_curves)) {
            if (const PlotCurve *lower = lowerOf(curve, scene, m_curves))
                paintBand(painter, scene, curve, *lower);
        }
        for (const PlotCurve &curve : std::as_const(m_curves))
            paintLines(painter, scene, curve);
    }
    paintDots(painter, scene);
    for (const PlotCurve &curve : std::as_const(m_curves)) {
        const LineLook look = curveLook(curve, scene);
        if (!look.rings)
            continue;
        if (m_target.isImage && (m_ringColor != look.color.rgb() || m_ring.devicePixelRatio() != m_target.ratio)) {
            m_ring = ringImage(look.color, scene.colors->raised, m_target.ratio);
            m_ringColor = look.color.rgb();
        }
        paintRings(painter, scene, *curve.columns, look, m_target.isImage ? m_ring : QImage());
    }
    m_curves.clear();
    m_scene = {};
    m_target = {};
}

RowCurves::Target RowCurves::targetOf(QPainter &painter, const RowScene &scene)
{
    auto *image = dynamic_cast<QImage *>(painter.device());
    const QTransform transform = painter.deviceTransform();
    if (!image || image->format() != QImage::Format_RGB32 || transform.type() > QTransform::TxScale)
        return {};
    const QRect area = transform.mapRect(scene.scale.area).toRect();
    return {true, PixelArea(*image, area), TimeGrid::of(scene.scale.startMs, scene.scale.endMs, area.width()), transform.m22()};
}

/// Qt's own painting may leave the upper halves of wide registers in use; on some processors all code without wide
/// registers then takes more than twice as long.
static void releaseWideRegisters()
{
#ifdef __x86_64__
    static const bool hasThem = __builtin_cpu_supports("avx");
    const auto release = []() __attribute__((target("avx"))) { _mm256_zeroupper(); };
    if (hasThem)
        release();
#endif
}

void RowCurves::paintDense()
{
    if (!m_isDense)
        return;
    releaseWideRegisters();
    const QList<PlotCurve> &curves = m_curves;
    m_caches.removeIf([&](const auto &kept) {
        return std::none_of(curves.cbegin(), curves.cend(), [&](const PlotCurve &curve) { return keyOf(curve) == kept.key(); });
    });
    std::size_t count = 0;
    const auto next = [&]() -> SpanLayer & {
        if (count == m_layers.size())
            m_layers.emplace_back();
        return m_layers[count++];
    };
    for (const PlotCurve &curve : curves) {
        if (const PlotCurve *lower = lowerOf(curve, m_scene, curves))
            layBand(next(), curve, *lower);
    }
    for (const PlotCurve &curve : curves)
        layCurve(next(), curve);
    m_layers.resize(count);
    paintSpans(m_target.area, m_layers);
}

const std::vector<ColumnSpan> &RowCurves::spansOf(const PlotCurve &curve)
{
    return m_caches[keyOf(curve)].spans(curve.columns, m_target.grid, gapMs(m_scene, curve));
}

/// Rows of the image from the value's place in the area.
static void toPixels(const std::vector<ColumnSpan> &spans, const PixelScale &scale, double ratio, std::vector<PixelSpan> &pixels)
{
    pixels.resize(spans.size());
    if (scale.values.logarithmic) {
        const auto row = [&](double value) { return static_cast<float>((scale.y(value) - scale.area.top()) * ratio); };
        for (std::size_t i = 0; i < spans.size(); ++i)
            pixels[i] = spans[i].any() ? PixelSpan{row(spans[i].high), row(spans[i].low)} : PixelSpan{};
        return;
    }
    // The same as scale.y() in one multiplication. Far outside is near enough: fewer rows than a float counts exactly.
    static constexpr double far = 4000;
    const double height = scale.area.height() * ratio;
    const double factor = height / std::max(scale.values.high - scale.values.low, std::numeric_limits<double>::min());
    const auto row = [&](double value) {
        return static_cast<float>(std::clamp(height - (value - scale.values.low) * factor, -far, height + far));
    };
    for (std::size_t i = 0; i < spans.size(); ++i)
        pixels[i] = spans[i].any() ? PixelSpan{row(spans[i].high), row(spans[i].low)} : PixelSpan{};
}

void RowCurves::layBand(SpanLayer &layer, const PlotCurve &upper, const PlotCurve &lower)
{
    toPixels(spansOf(lower), m_scene.scale, m_target.ratio, m_under);
    toPixels(spansOf(upper), m_scene.scale, m_target.ratio, layer.spans);
    for (std::size_t i = 0; i < layer.spans.size(); ++i) {
        PixelSpan &span = layer.spans[i];
        span = span.isAny() && m_under[i].isAny() ? PixelSpan{span.bottom, m_under[i].top} : PixelSpan{};
    }
    layer.color = bandColor(upper, m_scene).rgba();
}

void RowCurves::layCurve(SpanLayer &layer, const PlotCurve &curve)
{
    const LineLook look = curveLook(curve, m_scene);
    toPixels(spansOf(curve), m_scene.scale, m_target.ratio, layer.spans);
    thicken(layer.spans, look.width * m_target.ratio);
    if (look.dashOn > 0) {
        // Counted from the epoch, so that the dashes travel with the data; between two dashes no spike is left out.
        const auto steepest = static_cast<float>(3 * look.width * m_target.ratio);
        const auto period = static_cast<qint64>((look.dashOn + look.dashOff) * m_target.ratio);
        const auto on = static_cast<qint64>(look.dashOn * m_target.ratio);
        for (std::size_t i = 0; i < layer.spans.size(); ++i) {
            const bool steep = layer.spans[i].bottom - layer.spans[i].top > steepest;
            if (!steep && (m_target.grid.first + static_cast<qint64>(i)) % period >= on)
                layer.spans[i] = {};
        }
    }
    layer.color = look.color.rgb();
}

} // namespace andon

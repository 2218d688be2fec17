// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/CurveShape.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace andon {

double PixelScale::x(qint64 timeMs) const
{
    const double span = static_cast<double>(std::max<qint64>(1, endMs - startMs));
    return area.left() + static_cast<double>(timeMs - startMs) / span * area.width();
}

double PixelScale::y(double value) const
{
    const double span = values.high - values.low;
    double part = span > 0 ? (value - values.low) / span : 0.5;
    if (values.logarithmic)
        part = value > 0 ? std::log(value / values.low) / std::log(values.high / values.low) : -1;
    return std::clamp(area.bottom() - part * area.height(), area.top() - 4000.0, area.bottom() + 4000.0);
}

qint64 PixelScale::timeAt(double x) const
{
    const double part = area.width() > 0 ? (x - area.left()) / area.width() : 0;
    return startMs + std::llround(part * static_cast<double>(endMs - startMs));
}

namespace {

/// Gathers the samples of one run into at most four a pixel column.
class RunDrawer {
public:
    RunDrawer(CurveShape &shape, bool dense) : m_shape(shape), m_dense(dense) {}

    void add(double x, double y)
    {
        ++m_samples;
        if (m_samples > 1 && m_dense && std::floor(x) == std::floor(m_column)) {
            m_low = std::min(m_low, y);
            m_high = std::max(m_high, y);
            m_lastY = y;
            return;
        }
        if (m_samples > 1) {
            flushColumn();
            m_shape.lines.append(QLineF(m_column, m_lastY, x, y));
        }
        m_column = x;
        m_low = m_high = m_lastY = y;
    }
    void end()
    {
        flushColumn();
        if (m_samples == 1)
            m_shape.dots.append(QPointF(m_column, m_lastY));
        m_samples = 0;
    }

private:
    void flushColumn()
    {
        if (m_samples > 0 && m_high > m_low)
            m_shape.lines.append(QLineF(m_column, m_low, m_column, m_high));
    }
    CurveShape &m_shape;
    bool m_dense;
    qsizetype m_samples = 0;
    double m_column = 0, m_low = 0, m_high = 0, m_lastY = 0;
};

struct IndexSpan {
    size_t from = 0, to = 0; ///< [from, to)
};

/// The samples in view and one neighbour on either side.
IndexSpan visible(const Columns &columns, qint64 startMs, qint64 endMs)
{
    const size_t from = columns.firstAtOrAfter(startMs);
    const size_t to = columns.firstAtOrAfter(endMs + 1);
    return {from > 0 ? from - 1 : 0, std::min(to + 1, columns.size())};
}

/// A value beyond it would press all others flat; its line leaves the row.
constexpr double farValue = 1e15;

/// A gate so many times beyond everything else is left out of view; an arrow names it.
constexpr double farGate = 10;

double roundBound(double value, bool up)
{
    if (value == 0 || !std::isfinite(value))
        return value;
    // One and a half digits: round enough to keep the axis still while the data move.
    const double unit = std::pow(10, std::floor(std::log10(std::abs(value)))) / 2;
    const double fine = unit / 10;
    const double step = std::abs(value) < 2 * unit * 2 ? 2 * fine : unit;
    return (up ? std::ceil(value / step - 1e-9) : std::floor(value / step + 1e-9)) * step;
}

} // namespace

CurveShape curveShape(const Columns &columns, const PixelScale &scale, qint64 gapMs)
{
    CurveShape shape;
    const IndexSpan span = visible(columns, scale.startMs, scale.endMs);
    const size_t count = span.to - span.from;
    const bool dense = static_cast<double>(count) > 2 * scale.area.width();
    shape.lines.reserve(static_cast<qsizetype>(dense ? 2 * scale.area.width() + 8 : static_cast<double>(count)));
    RunDrawer run(shape, dense);
    bool inRun = false;
    qint64 lastMs = 0;
    for (size_t i = span.from; i < span.to; ++i) {
        const double value = columns.value(i);
        const qint64 time = columns.time(i);
        if (inRun && (!std::isfinite(value) || time - lastMs > gapMs)) {
            run.end();
            inRun = false;
        }
        if (!std::isfinite(value))
            continue;
        run.add(scale.x(time), scale.y(value));
        inRun = true;
        lastMs = time;
    }
    if (inRun)
        run.end();
    return shape;
}

QList<QLineF> dashed(const QList<QLineF> &lines, double on, double off, double phaseX)
{
    QList<QLineF> cut;
    cut.reserve(lines.size());
    const double period = on + off;
    for (const QLineF &line : lines) {
        const bool rising = line.x1() <= line.x2();
        const QPointF a = rising ? line.p1() : line.p2();
        const QPointF b = rising ? line.p2() : line.p1();
        const double width = b.x() - a.x();
        const auto first = std::floor((a.x() - phaseX) / period);
        const auto last = std::floor((b.x() - phaseX) / period);
        if (width < 1e-9 || last - first > 20'000) {
            if (a.x() - phaseX - first * period <= on)
                cut.append(line);
            continue;
        }
        for (double n = first; n <= last; ++n) {
            const double from = std::max(a.x(), phaseX + n * period);
            const double to = std::min(b.x(), phaseX + n * period + on);
            if (to <= from)
                continue;
            const auto at = [&](double x) { return a + (b - a) * ((x - a.x()) / width); };
            cut.append(QLineF(at(from), at(to)));
        }
    }
    return cut;
}

qint64 usualStepMs(const Columns &columns)
{
    static constexpr size_t enough = 512;
    if (columns.size() < 2)
        return 0;
    std::vector<qint64> steps;
    const size_t from = columns.size() > enough ? columns.size() - enough : 1;
    for (size_t i = from; i < columns.size(); ++i)
        steps.push_back(columns.time(i) - columns.time(i - 1));
    const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    return std::max<qint64>(1, *middle);
}

double valueNear(const Columns &columns, qint64 timeMs, qint64 toleranceMs)
{
    size_t at = columns.firstAtOrAfter(timeMs);
    if (at > 0 && (at == columns.size() || timeMs - columns.time(at - 1) < columns.time(at) - timeMs))
        --at;
    if (at == columns.size() || std::abs(columns.time(at) - timeMs) > toleranceMs)
        return std::numeric_limits<double>::quiet_NaN();
    return columns.value(at);
}

static ValueRange logarithmicRange(const PlotRow &row, qint64 startMs, qint64 endMs)
{
    static constexpr double widest = 1e6; // of a sample that is all but zero not much is to be seen anyway
    Extremes drawn;
    for (const PlotCurve &curve : row.curves) {
        if (!curve.columns)
            continue;
        const IndexSpan span = visible(*curve.columns, startMs, endMs);
        const Extremes all = curve.columns->extremes(span.from, span.to);
        if (all.low > 0) {
            drawn.add(all);
            continue;
        }
        for (size_t i = span.from; i < span.to; ++i) {
            if (const double value = curve.columns->value(i); value > 0)
                drawn.add(value);
        }
    }
    for (const std::optional<double> &gate : {row.gate.warn, row.gate.stop}) {
        if (gate && *gate > 0)
            drawn.add(*gate);
    }
    if (!drawn.any() || drawn.high <= 0)
        return {0.001, 1, true};
    const double high = std::min(drawn.high, farValue) * 1.25;
    return {std::max(std::min(drawn.low, high) * 0.8, high / widest), high, true};
}

ValueRange valueRange(const PlotRow &row, qint64 startMs, qint64 endMs)
{
    if (row.logarithmic)
        return logarithmicRange(row, startMs, endMs);
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const PlotCurve &curve : row.curves) {
        if (!curve.columns)
            continue;
        const IndexSpan span = visible(*curve.columns, startMs, endMs);
        Extremes drawn = curve.columns->extremes(span.from, span.to);
        if (drawn.any() && (drawn.low < -farValue || drawn.high > farValue)) {
            drawn = {};
            for (size_t i = span.from; i < span.to; ++i) {
                if (const double value = curve.columns->value(i); std::abs(value) < farValue)
                    drawn.add(value);
            }
        }
        low = std::min(low, drawn.low);
        high = std::max(high, drawn.high);
    }
    const bool upIsWorse = row.direction == Direction::HigherIsWorse;
    const bool empty = low > high;
    // The nearer gate is always in view: without it nobody sees how far the line is from it. The farther one is, unless
    // it would press everything else flat.
    for (const std::optional<double> &gate : {row.gate.warn, row.gate.stop}) {
        if (!gate || !std::isfinite(*gate))
            continue;
        const bool nearest = gate == row.gate.warn || !row.gate.warn;
        if (empty || nearest || !upIsWorse || *gate <= farGate * std::max(high, 0.0)) {
            low = std::min(low, *gate);
            high = std::max(high, *gate);
        }
    }
    if (low > high)
        return {0, 1};
    const double ceiling = row.unit == Unit::Ratio && high <= 1 ? 1 : std::numeric_limits<double>::infinity();
    if (upIsWorse) {
        low = std::min(low, 0.0);
        high = high > 0 ? std::min(roundBound(high * 1.1, true), ceiling) : row.unit == Unit::Ratio ? 0.01 : 1;
        return {low < 0 ? roundBound(low * 1.1, false) : 0, std::max(high, low + 1e-9)};
    }
    // A share near its ceiling shows the ceiling.
    const bool share = row.unit == Unit::Ratio && high <= 1 && high >= 0.75;
    const double top = share ? 1 : high;
    const double pad = std::max((top - low) * 0.15, std::max(std::abs(top) * 0.01, 1e-9));
    const double floor = low >= 0 ? std::max(0.0, low - pad) : low - pad;
    return {share ? std::floor(floor * 100) / 100 : floor, share ? 1 + (1 - floor) * 0.03 : top + pad};
}

} // namespace andon

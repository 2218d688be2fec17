// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/ColumnSpans.h"

#include <algorithm>
#include <cmath>

namespace andon {

TimeGrid TimeGrid::of(qint64 startMs, qint64 endMs, int width)
{
    TimeGrid grid;
    grid.count = std::max(0, width);
    grid.columnMs = static_cast<double>(std::max<qint64>(1, endMs - startMs)) / std::max(1, width);
    grid.first = static_cast<qint64>(std::floor(static_cast<double>(startMs) / grid.columnMs));
    return grid;
}

qint64 TimeGrid::startOf(qint64 column) const
{
    // std::ceil() is a call into the C library on machines without SSE 4.1.
    const double start = static_cast<double>(column) * columnMs;
    const auto whole = static_cast<qint64>(start);
    return whole + (start > static_cast<double>(whole) ? 1 : 0);
}

namespace {

/// Walks the samples from column to column.
class Walk {
public:
    Walk(const Columns &columns, qint64 gapMs, qint64 startMs)
        : m_columns(columns), m_gapMs(gapMs), m_at(columns.firstAtOrAfter(startMs))
    {
        lookBehind();
        m_leftEdge = onEdge(startMs);
    }
    ColumnSpan step(qint64 endMs)
    {
        ColumnSpan span;
        const std::size_t from = m_at;
        // A few samples are read as they come; many are left to the pyramid. Neighbours hold about as many.
        static constexpr std::size_t few = 24;
        span.add(m_leftEdge);
        if (m_lastCount >= few || !readOn(span, endMs, few)) {
            const std::size_t to = std::max(m_at, firstFrom(m_at, endMs));
            span.add(m_columns.extremes(m_at, to));
            m_at = to;
            m_run = {};
            m_columns.expect(m_at + 3 * (m_at - from)); // less far ahead is too late for memory
            lookBehind();
            m_leftEdge = onEdge(endMs);
        }
        m_lastCount = m_at - from;
        span.add(m_leftEdge);
        return span;
    }

private:
    struct Sample {
        qint64 timeMs = 0;
        double value = 0;
    };

    /// Adds the samples before `endMs` and sets the edge. False: it ended before, at the end of a chunk or after so many.
    bool readOn(ColumnSpan &span, qint64 endMs, std::size_t most)
    {
        if (m_run.count == 0)
            m_run = m_columns.run(m_at);
        std::size_t i = 0;
        while (i < m_run.count && m_run.times[i] < endMs && i < most)
            span.add(m_run.values[i++]);
        if (i > 0)
            m_before = {m_run.times[i - 1], m_run.values[i - 1]};
        m_at += i;
        m_run = {m_run.times + i, m_run.values + i, m_run.count - i};
        if (m_run.count == 0 || *m_run.times < endMs)
            return false;
        m_leftEdge = m_at == 0 ? std::numeric_limits<double>::quiet_NaN() : between({*m_run.times, *m_run.values}, endMs);
        return true;
    }
    void lookBehind()
    {
        if (m_at > 0)
            m_before = {m_columns.time(m_at - 1), m_columns.value(m_at - 1)};
    }
    /// The first sample at or after `timeMs`, from sample `from` on; most often as many further as in the column before, so
    /// that is tried first: a search would read a line of memory at each of its steps.
    [[nodiscard]] std::size_t firstFrom(std::size_t from, qint64 timeMs) const
    {
        static constexpr std::size_t near = 4;
        const std::size_t size = m_columns.size();
        const auto before = [&](std::size_t i) { return i < size && m_columns.time(i) < timeMs; };
        std::size_t low = from, high = size;
        std::size_t reach = near;
        if (const std::size_t guess = from + m_lastCount; before(guess)) {
            low = guess + 1;
            while (before(guess + reach)) {
                low = guess + reach + 1;
                reach *= 4;
            }
            high = std::min(guess + reach, size);
        } else {
            high = std::min(guess, size);
            while (high > from + reach && !before(high - reach)) {
                high -= reach;
                reach *= 4;
            }
            low = high > from + reach ? high - reach + 1 : from;
        }
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            if (m_columns.time(middle) < timeMs)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
    /// The line's value at `timeMs`, between the samples before and after it; NaN where they are not joined.
    [[nodiscard]] double onEdge(qint64 timeMs) const
    {
        if (m_at == 0 || m_at >= m_columns.size())
            return std::numeric_limits<double>::quiet_NaN();
        return between({m_columns.time(m_at), m_columns.value(m_at)}, timeMs);
    }
    [[nodiscard]] double between(const Sample &after, qint64 timeMs) const
    {
        if (after.timeMs - m_before.timeMs > m_gapMs)
            return std::numeric_limits<double>::quiet_NaN();
        const double a = m_before.value, b = after.value;
        const double part = static_cast<double>(timeMs - m_before.timeMs) / static_cast<double>(after.timeMs - m_before.timeMs);
        return std::isfinite(a) && std::isfinite(b) ? a * (1 - part) + b * part : std::numeric_limits<double>::quiet_NaN();
    }

    const Columns &m_columns;
    qint64 m_gapMs;
    std::size_t m_at; ///< the first sample of the column
    Sample m_before;  ///< the one before it, where there is one
    Columns::Run m_run; ///< from m_at on; empty: not looked up
    std::size_t m_lastCount = 0; ///< samples of the column before
    double m_leftEdge;
};

} // namespace

void columnSpans(const Columns &columns, const TimeGrid &grid, qint64 gapMs, qint64 from, std::size_t count, ColumnSpan *out)
{
    if (count == 0)
        return;
    Walk walk(columns, gapMs, grid.startOf(from));
    for (std::size_t i = 0; i < count; ++i)
        out[i] = walk.step(grid.startOf(from + static_cast<qint64>(i) + 1));
}

/// A column depends on its samples and on one neighbour on either side.
ColumnSpanCache::Kept ColumnSpanCache::stillRight(const Columns &columns, const TimeGrid &grid, qint64 gapMs) const
{
    if (!m_columns || gapMs != m_gapMs || grid.columnMs != m_grid.columnMs)
        return {};
    Kept kept{std::max(grid.first, m_grid.first), std::min(grid.first + grid.count, m_grid.first + m_grid.count)};
    if (m_columns.get() != &columns) {
        const Columns::Same same = columns.sameAs(*m_columns);
        const std::size_t end = columns.firstAtOrAfter(same.untilMs);
        if (end == 0)
            return {};
        const auto columnOf = [&](qint64 timeMs) {
            return static_cast<qint64>(std::floor(static_cast<double>(timeMs) / grid.columnMs));
        };
        const qint64 lastSameMs = columns.time(end - 1);
        kept.until = std::min(kept.until, columnOf(lastSameMs) - 1);
        if (columns.firstTime() != m_columns->firstTime())
            kept.from = std::max(kept.from, columnOf(std::max(columns.firstTime(), m_columns->firstTime())) + 2);
    }
    return kept;
}

void ColumnSpanCache::workOut(const Columns &columns, qint64 from, qint64 until)
{
    if (until <= from)
        return;
    m_workedOut += until - from;
    columnSpans(columns, m_grid, m_gapMs, from, static_cast<std::size_t>(until - from),
                m_next.data() + (from - m_grid.first));
}

const std::vector<ColumnSpan> &ColumnSpanCache::spans(const std::shared_ptr<const Columns> &columns, const TimeGrid &grid,
                                                      qint64 gapMs)
{
    if (m_columns == columns && grid == m_grid && gapMs == m_gapMs)
        return m_spans;
    const Kept kept = stillRight(*columns, grid, gapMs);
    const qint64 oldFirst = m_grid.first;
    m_columns = columns;
    m_grid = grid;
    m_gapMs = gapMs;
    m_next.resize(static_cast<std::size_t>(grid.count));
    const qint64 last = grid.first + grid.count;
    if (kept.until > kept.from) {
        std::copy_n(m_spans.begin() + (kept.from - oldFirst), kept.until - kept.from, m_next.begin() + (kept.from - grid.first));
        workOut(*columns, grid.first, kept.from);
        workOut(*columns, kept.until, last);
    } else {
        workOut(*columns, grid.first, last);
    }
    m_spans.swap(m_next);
    return m_spans;
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Columns.h"

#include <memory>
#include <vector>

namespace andon {

/// Pixel columns of equal duration, counted from the epoch: a column holds the same samples wherever the view stands, so
/// that lines do not shimmer while they move and a column is worked out once.
struct TimeGrid {
    double columnMs = 1; ///< milliseconds a column
    qint64 first = 0;    ///< the leftmost column in view
    int count = 0;       ///< columns in view

    /// The columns that show about [startMs, endMs] on `width` pixels; the left edge moves by less than a pixel.
    [[nodiscard]] static TimeGrid of(qint64 startMs, qint64 endMs, int width);
    [[nodiscard]] qint64 startOf(qint64 column) const; ///< the first millisecond of a column
    [[nodiscard]] qint64 startMs() const { return startOf(first); }
    bool operator==(const TimeGrid &) const = default;
};

/// What a curve covers in one pixel column: the extremes of its polyline there, the values on the column's two edges
/// included. Exact: no sample is left out.
using ColumnSpan = Extremes;

/// The spans of the columns [from, from + count). Samples more than `gapMs` apart, or with a NaN or an infinity between
/// them, are not joined.
void columnSpans(const Columns &columns, const TimeGrid &grid, qint64 gapMs, qint64 from, std::size_t count, ColumnSpan *out);

/// The spans of one curve, kept while the view pans and samples are added: only columns that are new or whose samples
/// changed are worked out again.
class ColumnSpanCache {
public:
    /// One span a column of `grid`; valid until the next call.
    const std::vector<ColumnSpan> &spans(const std::shared_ptr<const Columns> &columns, const TimeGrid &grid, qint64 gapMs);
    [[nodiscard]] qint64 workedOut() const { return m_workedOut; } ///< columns, since construction

private:
    struct Kept {
        qint64 from = 0;
        qint64 until = 0; ///< columns [from, until) are as they were
    };
    [[nodiscard]] Kept stillRight(const Columns &columns, const TimeGrid &grid, qint64 gapMs) const;
    void workOut(const Columns &columns, qint64 from, qint64 until);

    std::shared_ptr<const Columns> m_columns;
    TimeGrid m_grid;
    qint64 m_gapMs = 0;
    std::vector<ColumnSpan> m_spans;
    std::vector<ColumnSpan> m_next;
    qint64 m_workedOut = 0;
};

} // namespace andon

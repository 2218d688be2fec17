// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Indicator.h"
#include "app/lines/Series.h"
#include "app/lines/TimeWindow.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <vector>

namespace andon {

/// Series side by side: a row for every time at which one of them has a sample in the window. A snapshot: any thread may
/// read it. Costs eight bytes a row.
class SampleTable {
public:
    struct Column {
        QString title;   ///< of the indicator
        QString version; ///< hostile text
        Unit unit = Unit::Ratio;
        std::shared_ptr<const Columns> columns; ///< may be null: no data
    };
    SampleTable() = default;
    SampleTable(const QList<Column> &columns, const TimeWindow &window);

    [[nodiscard]] std::size_t rows() const { return m_times.size(); }
    [[nodiscard]] const QList<Column> &columns() const { return m_columns; }
    [[nodiscard]] qint64 time(std::size_t row) const { return m_times[row]; }
    /// NaN where the series has no sample at that time, or one that is NaN.
    [[nodiscard]] double value(std::size_t row, qsizetype column) const;
    [[nodiscard]] std::size_t rowAtOrAfter(qint64 timeMs) const;

    /// "time,Latency P95 v41 (seconds),...": texts as csvText writes them. With its line end.
    [[nodiscard]] QByteArray csvHeader() const;
    /// Rows [from, to); times as "2026-11-25T14:03:05.000Z", values in their unit, nothing where there is no sample.
    [[nodiscard]] QByteArray csvRows(std::size_t from, std::size_t to) const;

private:
    QList<Column> m_columns;
    std::vector<qint64> m_times;
};

} // namespace andon

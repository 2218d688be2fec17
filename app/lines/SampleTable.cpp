// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/SampleTable.h"

#include "app/base/Csv.h"

#include <QDateTime>

#include <algorithm>
#include <iterator>
#include <limits>

namespace andon {

using namespace Qt::StringLiterals;

static std::vector<qint64> timesIn(const Columns &columns, const TimeWindow &window)
{
    std::vector<qint64> times;
    std::size_t at = columns.firstAtOrAfter(window.fromMs);
    const std::size_t end = std::max(at, columns.firstAtOrAfter(window.toMs + 1));
    times.reserve(end - at);
    while (at < end) {
        const Columns::Run run = columns.run(at);
        const std::size_t count = std::min(run.count, end - at);
        times.insert(times.end(), run.times, run.times + count);
        at += count;
    }
    return times;
}

SampleTable::SampleTable(const QList<Column> &columns, const TimeWindow &window) : m_columns(columns)
{
    for (const Column &column : columns) {
        if (!column.columns)
            continue;
        std::vector<qint64> times = timesIn(*column.columns, window);
        if (m_times.empty()) {
            m_times = std::move(times);
        } else if (times != m_times) { // the series of one answer share their times
            std::vector<qint64> all;
            all.reserve(m_times.size() + times.size());
            std::set_union(m_times.cbegin(), m_times.cend(), times.cbegin(), times.cend(), std::back_inserter(all));
            m_times = std::move(all);
        }
    }
}

double SampleTable::value(std::size_t row, qsizetype column) const
{
    const std::shared_ptr<const Columns> &columns = m_columns[column].columns;
    const std::size_t at = columns ? columns->firstAtOrAfter(m_times[row]) : 0;
    if (!columns || at == columns->size() || columns->time(at) != m_times[row])
        return std::numeric_limits<double>::quiet_NaN();
    return columns->value(at);
}

std::size_t SampleTable::rowAtOrAfter(qint64 timeMs) const
{
    return static_cast<std::size_t>(std::lower_bound(m_times.cbegin(), m_times.cend(), timeMs) - m_times.cbegin());
}

QByteArray SampleTable::csvHeader() const
{
    QByteArray line("time");
    for (const Column &column : m_columns) {
        const QString version = column.version.isEmpty() ? QString() : u' ' + column.version;
        line += ',' + csvText(u"%1%2 (%3)"_s.arg(column.title, version, unitWord(column.unit)));
    }
    return line + "\r\n";
}

QByteArray SampleTable::csvRows(std::size_t from, std::size_t to) const
{
    QByteArray text;
    to = std::min(to, m_times.size());
    for (std::size_t row = from; row < to; ++row) {
        text += QDateTime::fromMSecsSinceEpoch(m_times[row], Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
        for (qsizetype column = 0; column < m_columns.size(); ++column)
            text += ',' + csvNumber(value(row, column));
        text += "\r\n";
    }
    return text;
}

} // namespace andon

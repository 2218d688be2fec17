// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/SignalCsv.h"

#include "app/base/Csv.h"

#include <array>
#include <charconv>
#include <chrono>
#include <limits>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr char header[] = "time_utc,time_ms,value\n";

namespace {

void putDigits(QByteArray &out, unsigned value, int digits)
{
    std::array<char, 4> text;
    for (int i = digits - 1; i >= 0; --i) {
        text[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
    out.append(text.data(), digits);
}

/// "2026-11-24T15:30:01.123Z"; many times as fast as QDateTime, for there are hundreds of thousands.
void putTime(QByteArray &out, qint64 timeMs)
{
    using namespace std::chrono;
    const sys_time<milliseconds> time{milliseconds(timeMs)};
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    putDigits(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    out += '-';
    putDigits(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    putDigits(out, static_cast<unsigned>(date.day()), 2);
    out += 'T';
    putDigits(out, static_cast<unsigned>(clock.hours().count()), 2);
    out += ':';
    putDigits(out, static_cast<unsigned>(clock.minutes().count()), 2);
    out += ':';
    putDigits(out, static_cast<unsigned>(clock.seconds().count()), 2);
    out += '.';
    putDigits(out, static_cast<unsigned>(clock.subseconds().count()), 3);
    out += 'Z';
}

/// The value of a cell, written by csvNumber().
bool readValue(const char *begin, const char *end, double &value)
{
    const QByteArrayView cell(begin, end);
    if (cell.isEmpty() || cell == "Inf" || cell == "-Inf") {
        value = cell.isEmpty() ? std::numeric_limits<double>::quiet_NaN()
            : cell == "Inf"    ? std::numeric_limits<double>::infinity()
                               : -std::numeric_limits<double>::infinity();
        return true;
    }
    const auto [stop, fault] = std::from_chars(begin, end, value);
    return fault == std::errc() && stop == end;
}

} // namespace

QByteArray signalCsv(const Columns &columns, qint64 fromMs, qint64 toMs)
{
    QByteArray out = header;
    const std::size_t first = columns.firstAtOrAfter(fromMs);
    const std::size_t end = columns.firstAtOrAfter(toMs + 1);
    out.reserve(static_cast<qsizetype>((end - first) * 60 + sizeof header));
    for (std::size_t i = first; i < end; ++i) {
        const qint64 timeMs = columns.time(i);
        putTime(out, timeMs);
        out += ',' + QByteArray::number(timeMs) + ',' + csvNumber(columns.value(i)) + '\n';
    }
    return out;
}

Result<Columns> columnsOfCsv(const QByteArray &csv, const QString &file)
{
    const auto wrong = [&](qsizetype line) {
        return failure(ErrorKind::BadInput, {file, u"line %1 is not a sample that follows the one before"_s.arg(line)});
    };
    if (!csv.startsWith(header))
        return wrong(1);
    std::vector<qint64> times;
    std::vector<double> values;
    qsizetype line = 2;
    for (qsizetype at = sizeof header - 1; at < csv.size(); ++line) {
        const qsizetype end = csv.indexOf('\n', at);
        const qsizetype first = csv.indexOf(',', at);
        const qsizetype second = first < 0 ? -1 : csv.indexOf(',', first + 1);
        if (end < 0 || first < 0 || second < 0 || second > end)
            return wrong(line);
        qint64 time = 0;
        double value = 0;
        const char *text = csv.constData();
        const auto [stop, fault] = std::from_chars(text + first + 1, text + second, time);
        const bool good = fault == std::errc() && stop == text + second && readValue(text + second + 1, text + end, value);
        if (!good || (!times.empty() && time <= times.back()))
            return wrong(line);
        times.push_back(time);
        values.push_back(value);
        at = end + 1;
    }
    return Columns(times, values);
}

QByteArray answerCsv(const QList<Series> &series)
{
    QByteArray out = QByteArray("series,") + header;
    for (qsizetype i = 0; i < series.size(); ++i) {
        const Columns &columns = series[i].columns;
        const QByteArray lines = columns.empty() ? QByteArray() : signalCsv(columns, columns.firstTime(), columns.lastTime());
        for (qsizetype at = sizeof header - 1; at < lines.size();) {
            const qsizetype end = lines.indexOf('\n', at) + 1;
            out += QByteArray::number(i) + ',' + lines.mid(at, end - at);
            at = end;
        }
    }
    return out;
}

Result<QList<Columns>> columnsOfAnswer(const QByteArray &csv, qsizetype count, const QString &file)
{
    const QByteArray first = QByteArray("series,") + header;
    if (!csv.startsWith(first))
        return failure(ErrorKind::BadInput, {file, u"line 1 is not the head of an answer"_s});
    QList<QByteArray> parts(count, QByteArray(header));
    qsizetype line = 2;
    for (qsizetype at = first.size(); at < csv.size(); ++line) {
        const qsizetype comma = csv.indexOf(',', at);
        const qsizetype newLine = csv.indexOf('\n', at), end = newLine < 0 ? csv.size() : newLine + 1;
        bool isNumber = false;
        const qsizetype series = comma < 0 || comma > end ? -1 : csv.mid(at, comma - at).toLongLong(&isNumber);
        if (!isNumber || series < 0 || series >= count)
            return failure(ErrorKind::BadInput, {file, u"line %1 is of no series that the manifest names"_s.arg(line)});
        parts[series] += csv.mid(comma + 1, end - comma - 1);
        at = end;
    }
    QList<Columns> read;
    for (const QByteArray &part : std::as_const(parts)) {
        const Result<Columns> columns = columnsOfCsv(part, file);
        if (!columns)
            return tl::unexpected(columns.error());
        read << *columns;
    }
    return read;
}

} // namespace andon

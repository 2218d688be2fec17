// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/lines/Series.h"

#include <QByteArray>
#include <QString>

namespace andon {

/// The samples of one series in [fromMs, toMs] as "time_utc,time_ms,value" lines: the raw numbers, shortest digits that read
/// back as the same; a sample that is NaN has an empty cell.
[[nodiscard]] QByteArray signalCsv(const Columns &columns, qint64 fromMs, qint64 toMs);
/// Back again; BadInput names the line that is not such a row or does not follow in time.
[[nodiscard]] Result<Columns> columnsOfCsv(const QByteArray &csv, const QString &file);
/// A bundle holds so many answers, and so many series of all of them.
inline constexpr qsizetype mostAnswers = 1000;
inline constexpr qsizetype mostAnswerSeries = 10'000;

/// All samples of several series as "series,time_utc,time_ms,value" lines, `series` counted from 0: one file for one answer.
[[nodiscard]] QByteArray answerCsv(const QList<Series> &series);
/// Back again, of `count` series; BadInput as columnsOfCsv(), and for a line of no such series.
[[nodiscard]] Result<QList<Columns>> columnsOfAnswer(const QByteArray &csv, qsizetype count, const QString &file);

} // namespace andon

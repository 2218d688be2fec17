// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/lines/Columns.h"

#include <QByteArray>
#include <QString>

namespace andon {

/// The samples of one series in [fromMs, toMs] as "time_utc,time_ms,value" lines: the raw numbers, shortest digits that read
/// back as the same; a sample that is NaN has an empty cell.
[[nodiscard]] QByteArray signalCsv(const Columns &columns, qint64 fromMs, qint64 toMs);
/// Back again; BadInput names the line that is not such a row or does not follow in time.
[[nodiscard]] Result<Columns> columnsOfCsv(const QByteArray &csv, const QString &file);

} // namespace andon

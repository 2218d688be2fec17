// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"
#include "app/base/Freshness.h"
#include "app/lines/Coverage.h"
#include "app/lines/Indicator.h"
#include "app/lines/Series.h"

#include <QMetaType>

#include <memory>
#include <optional>

namespace andon {

/// Everything known of one version of an indicator. The columns are immutable and shared.
struct VersionColumns {
    QString version; ///< hostile text; empty where the series carries no version label
    std::shared_ptr<const Columns> columns;
};

/// A whole value: all that is known of one indicator after a poll, good or lost.
struct IndicatorReading {
    Indicator indicator;
    QList<VersionColumns> versions; ///< sorted by version; last good data is kept when polls are lost
    Freshness freshness = Freshness::Lost;
    qint64 lastAnswerMs = 0;        ///< when the source last answered, ms since the epoch; 0 = never
    std::optional<Error> error;     ///< of the last poll
    QStringList warnings;           ///< of the last answer
    QStringList historyWarnings;    ///< further ones, of earlier answers whose samples are kept; the newest first
    QList<Covered> covered;         ///< what was asked for and how densely; outside of it nothing is known
    qsizetype versionsLeftOut = 0;  ///< so many more came than are kept: the query is to be narrowed
};

/// The last sample of a version, NaN where it has none or where it is older than `maxAgeMs` before `nowMs`.
[[nodiscard]] double latestValue(const IndicatorReading &reading, const QString &version, qint64 nowMs,
                                 qint64 maxAgeMs);

} // namespace andon

Q_DECLARE_METATYPE(andon::IndicatorReading)

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/IndicatorReading.h"

#include <QHash>

namespace andon {

/// Keeps what was read of every indicator: joins the tail of each answer to what is known and forgets what is older
/// than the retention. GUI thread.
class LineStore {
public:
    explicit LineStore(qint64 retentionMs);
    /// Keeps so much from now on. What is known stays, but the next answer is to cover all of it: lastEndMs() is 0 again.
    void setRetentionMs(qint64 retentionMs);
    /// Joins an answer that covers [startMs, endMs]: inside it the answer replaces what was known (a sample that the
    /// source no longer gives is gone), before it nothing changes, and what was known after it goes: it was read while our
    /// clock ran ahead. Returns all that is known now.
    QList<VersionColumns> merge(const QString &indicatorId, const QString &versionLabel, const MetricsAnswer &answer,
                                qint64 startMs, qint64 endMs);
    /// All that is known, sorted by version; empty before the first merge.
    [[nodiscard]] QList<VersionColumns> columns(const QString &indicatorId) const;
    /// The end of the last merged answer, 0 where all is to be asked for.
    [[nodiscard]] qint64 lastEndMs(const QString &indicatorId) const;

private:
    struct Kept {
        QList<VersionColumns> versions;
        qint64 lastEndMs = 0;
    };
    qint64 m_retentionMs;
    QHash<QString, Kept> m_kept;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/IndicatorReading.h"
#include "app/lines/VersionFold.h"

#include <QHash>

namespace andon {

/// How much a store holds.
struct LineUsage {
    std::size_t bytes = 0;
    std::size_t capBytes = 0;
    qint64 keptMs = 0;    ///< from the oldest sample to the newest answer; 0: nothing
    bool cutToCap = false; ///< less is kept than was asked for, because of the cap
    bool operator==(const LineUsage &) const = default;
};

/// Keeps what was read of every indicator: joins each answer to what is known, wherever it lies, and forgets what is
/// older than the retention, or the oldest where the samples take more bytes than the cap. What it hands out are
/// snapshots. GUI thread.
class LineStore {
public:
    /// So many versions of an indicator are kept, those with the newest samples.
    static constexpr std::size_t mostVersions = 24;
    static constexpr std::size_t usualCapBytes = 64 * 1024 * 1024;
    enum class Part {
        Tail,  ///< ends now: what was known after it was read while our clock ran ahead, and goes
        Piece, ///< history: what is known around it stays
    };

    explicit LineStore(qint64 retentionMs, std::size_t capBytes = usualCapBytes);
    /// How long before the newest tail samples are kept from the next merge on.
    void setRetentionMs(qint64 retentionMs);
    /// Forgets the oldest of all indicators at once where more is held.
    void setCapBytes(std::size_t capBytes);
    /// From there on samples are kept whatever the retention is: somebody looks at them. Where there are no tails, nothing
    /// older is kept.
    void pin(std::optional<qint64> startMs);

    /// Joins an answer: inside of `asked` it replaces what was known (a sample that the source no longer gives is gone);
    /// samples outside of it are left out. Returns all that is known now.
    QList<VersionColumns> merge(const QString &indicatorId, const VersionedAnswer &answer, const Covered &asked, Part part);
    /// All is to be asked for again; what is known stays until then.
    void askAgain();

    /// All that is known, sorted by version; empty before the first merge.
    [[nodiscard]] QList<VersionColumns> columns(const QString &indicatorId) const;
    [[nodiscard]] const Coverage &coverage(const QString &indicatorId) const;
    /// The end of the last tail, 0 where there is none yet or all is to be asked for again.
    [[nodiscard]] qint64 lastEndMs(const QString &indicatorId) const;
    /// How many versions of the last answer were not kept because there were too many.
    [[nodiscard]] qsizetype leftOut(const QString &indicatorId) const;
    /// Nothing before that time is kept, because of the retention or the cap; 0: everything is.
    [[nodiscard]] qint64 oldestMs() const;
    /// The bytes are counted anew after some thousand samples only.
    [[nodiscard]] LineUsage usage() const;

private:
    struct Kept {
        QList<VersionColumns> versions;
        Coverage coverage;
        qint64 lastEndMs = 0;
        qsizetype leftOut = 0;
    };
    [[nodiscard]] std::size_t count(qint64 oldestMs) const;
    void keepWithinCap();

    qint64 m_retentionMs;
    std::size_t m_capBytes;
    std::optional<qint64> m_pinnedMs;
    qint64 m_newestMs = 0;
    qint64 m_floorMs = 0; ///< nothing older is kept because of the cap
    std::size_t m_bytes = 0;
    std::size_t m_uncounted = 0; ///< samples since the bytes were counted
    QHash<QString, Kept> m_kept;
};

} // namespace andon

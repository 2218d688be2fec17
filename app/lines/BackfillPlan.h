// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"
#include "app/lines/LineStore.h"

namespace andon {

/// Which piece of history is to be asked for next: the newest first, so that lines grow backwards from now. Pure value.
class BackfillPlan {
public:
    /// So many points a piece has; the source allows 11,000.
    static constexpr qint64 usualPoints = 2000;
    static constexpr qint64 fewestPoints = 20;
    /// An indicator whose history was refused is left alone so long.
    static constexpr qint64 holdMs = 60'000;

    /// History that somebody wants to see.
    struct Wish {
        TimeSpan span;
        qint64 stepMs = 1;
        bool operator==(const Wish &) const = default;
    };
    struct Piece {
        Indicator indicator;
        Covered asked;
    };
    struct Progress {
        int done = 0;
        int of = 0; ///< 0: nothing is missing
        bool operator==(const Progress &) const = default;
    };

    enum class Tails {
        Polled, ///< somebody else asks for what is new: only what lies before the last tail is history
        None,
    };

    /// The piece to ask for now, first wishes first; headlines before the rest. `nowMs`: since boot.
    [[nodiscard]] std::optional<Piece> next(const QList<Wish> &wishes, const QList<Indicator> &indicators,
                                            const LineStore &store, qint64 nowMs, Tails tails = Tails::Polled);
    void took() { ++m_progress.done; }
    /// Smaller pieces where the answer was too large, else a pause.
    void failed(const QString &indicatorId, const Error &error, qint64 nowMs);
    /// Counts from nothing again, and whatever was refused may be asked for.
    void begin();
    [[nodiscard]] Progress progress() const { return m_progress; }
    /// How many points an answer for this indicator may have.
    [[nodiscard]] qint64 points(const QString &indicatorId) const { return m_points.value(indicatorId, usualPoints); }

private:
    QHash<QString, qint64> m_points;
    QHash<QString, qint64> m_heldUntilMs;
    Progress m_progress;
};

} // namespace andon

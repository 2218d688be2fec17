// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/BackfillPlan.h"

#include <algorithm>

namespace andon {

std::optional<BackfillPlan::Piece> BackfillPlan::next(const QList<Wish> &wishes, const QList<Indicator> &indicators,
                                                      const LineStore &store, qint64 nowMs, Tails tails)
{
    std::optional<Piece> next;
    bool nextIsHeadline = false;
    int left = 0;
    for (const Wish &wish : wishes) {
        const bool earlierWish = next.has_value();
        for (const Indicator &indicator : indicators) {
            const qint64 tailEnd = tails == Tails::None ? wish.span.endMs : store.lastEndMs(indicator.id);
            if (tailEnd == 0 || indicator.query.isEmpty() || m_heldUntilMs.value(indicator.id) > nowMs)
                continue;
            const QList<TimeSpan> missing = store.coverage(indicator.id)
                .missing(std::max(wish.span.startMs, store.oldestMs()), std::min(wish.span.endMs, tailEnd), wish.stepMs);
            if (missing.isEmpty())
                continue;
            left += pieceCount(missing, wish.stepMs, points(indicator.id));
            const bool sooner = !next || (indicator.headline && !nextIsHeadline)
                || (indicator.headline == nextIsHeadline && missing.last().endMs > next->asked.endMs);
            if (earlierWish || !sooner)
                continue;
            const TimeSpan newest = *newestPiece(missing, wish.stepMs, points(indicator.id));
            next = Piece{indicator, {newest.startMs, newest.endMs, wish.stepMs}};
            nextIsHeadline = indicator.headline;
        }
    }
    if (left == 0)
        m_progress = {};
    else
        m_progress.of = m_progress.done + left;
    return next;
}

void BackfillPlan::failed(const QString &indicatorId, const Error &error, qint64 nowMs)
{
    const qint64 before = points(indicatorId);
    if (error.kind == ErrorKind::AnswerTooLarge && before > fewestPoints)
        m_points[indicatorId] = std::max(fewestPoints, before / 4);
    else
        m_heldUntilMs[indicatorId] = nowMs + holdMs;
}

void BackfillPlan::begin()
{
    m_progress = {};
    m_points.clear();
    m_heldUntilMs.clear();
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// History that somebody wants to see: asked for between the rounds, with what its answers were warned of.
#include "app/lines/LinePoller.h"

#include <algorithm>
#include <utility>

namespace andon {

/// A partial answer is kept and not asked for again: it stays said of it.
void LinePoller::takeWarnings(const QString &indicatorId, const TimeSpan &span, const QStringList &words)
{
    if (words.isEmpty() && !m_warnings.contains(indicatorId))
        return;
    SpanWarnings &warned = m_warnings[indicatorId];
    warned.take(span, words);
    const qint64 keptMs = toMs(m_clock.now()) - std::max(m_plan.historyMs, m_plan.keepMs);
    warned.forgetBefore(m_window ? std::min(keptMs, m_window->startMs) : keptMs);
}

/// Between the rounds, one piece after the other; a round that is due goes before the next piece.
void LinePoller::askPiece()
{
    if (m_inRound || m_asksPiece || m_lostRounds > 0 || !m_everRead)
        return;
    const auto piece = m_backfill.next(wishes(), m_plan.indicators, m_store, msSinceBoot(m_clock));
    tellProgress();
    if (!piece)
        return;
    m_asksPiece = true;
    const RangeQuery query{piece->indicator.query, piece->asked.startMs, piece->asked.endMs, piece->asked.stepMs, true};
    m_source.queryRange(query, m_asker, [this, piece = *piece, epoch = m_epoch](const Result<MetricsAnswer> &answer) {
        if (epoch == m_epoch)
            takePiece(piece, answer);
    });
}

void LinePoller::takePiece(const BackfillPlan::Piece &piece, const Result<MetricsAnswer> &answer)
{
    m_asksPiece = false;
    const QString &id = piece.indicator.id;
    const Result<VersionedAnswer> versions = answer ? foldVersions(*answer, m_plan.versionLabel, piece.indicator)
                                                    : tl::unexpected(answer.error());
    const int epoch = m_epoch;
    if (versions) {
        m_store.merge(id, *versions, piece.asked, LineStore::Part::Piece);
        takeWarnings(id, {piece.asked.startMs, piece.asked.endMs}, answer->warnings);
        m_backfill.took();
        IndicatorReading &last = m_last[id];
        fill(last);
        emit indicatorRead(IndicatorReading(last));
    } else {
        m_backfill.failed(id, versions.error(), msSinceBoot(m_clock));
    }
    if (epoch != m_epoch)
        return;
    if (std::exchange(m_roundDue, false))
        startRound();
    else if (versions || isOfOneQuery(versions.error()))
        askPiece(); // else the next round tells whether the source is there
}

void LinePoller::tellProgress()
{
    if (m_told == m_backfill.progress())
        return;
    m_told = m_backfill.progress();
    emit backfillChanged(m_told.done, m_told.of);
}

} // namespace andon

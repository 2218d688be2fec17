// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/Coverage.h"

#include <algorithm>

namespace andon {

qint64 alignedDown(qint64 timeMs, qint64 stepMs)
{
    const qint64 rest = timeMs % stepMs;
    return timeMs - (rest < 0 ? rest + stepMs : rest);
}

qint64 alignedUp(qint64 timeMs, qint64 stepMs)
{
    return alignedDown(timeMs + stepMs - 1, stepMs);
}

/// The points of `piece` before and after [startMs, endMs]; empty ones have their end before their start.
static Covered before(const Covered &piece, qint64 startMs)
{
    Covered left = piece;
    if (piece.endMs >= startMs)
        left.endMs = piece.startMs + alignedDown(startMs - 1 - piece.startMs, piece.stepMs);
    return left;
}

static Covered after(const Covered &piece, qint64 endMs)
{
    Covered right = piece;
    if (piece.startMs <= endMs)
        right.startMs = piece.startMs + alignedUp(endMs + 1 - piece.startMs, piece.stepMs);
    return right;
}

void Coverage::add(const Covered &piece)
{
    QList<Covered> pieces;
    const auto append = [&](const Covered &one) {
        if (one.endMs < one.startMs)
            return;
        if (!pieces.isEmpty() && pieces.last().stepMs == one.stepMs && one.startMs <= pieces.last().endMs + one.stepMs)
            pieces.last().endMs = std::max(pieces.last().endMs, one.endMs);
        else
            pieces.append(one);
    };
    for (const Covered &known : std::as_const(m_pieces)) {
        if (known.startMs < piece.startMs)
            append(before(known, piece.startMs));
    }
    append(piece);
    for (const Covered &known : std::as_const(m_pieces)) {
        if (known.endMs > piece.endMs)
            append(after(known, piece.endMs));
    }
    m_pieces = pieces;
}

/// The point at or before `timeMs` still speaks for what comes after it: nothing is missing there.
void Coverage::forgetBefore(qint64 timeMs)
{
    while (!m_pieces.isEmpty() && m_pieces.first().endMs + m_pieces.first().stepMs <= timeMs)
        m_pieces.removeFirst();
    if (m_pieces.isEmpty() || m_pieces.first().startMs >= timeMs)
        return;
    Covered &first = m_pieces.first();
    first.startMs += alignedDown(timeMs - first.startMs, first.stepMs);
}

void Coverage::forgetAfter(qint64 timeMs)
{
    while (!m_pieces.isEmpty() && m_pieces.last().startMs > timeMs)
        m_pieces.removeLast();
    if (!m_pieces.isEmpty() && m_pieces.last().endMs > timeMs)
        m_pieces.last() = before(m_pieces.last(), timeMs + 1);
}

QList<TimeSpan> Coverage::missing(qint64 startMs, qint64 endMs, qint64 stepMs) const
{
    QList<TimeSpan> missing;
    qint64 cursor = alignedUp(startMs, stepMs);
    const auto lack = [&](qint64 lastMs) {
        if (cursor <= lastMs)
            missing.append({cursor, lastMs});
    };
    const qint64 end = alignedDown(endMs, stepMs);
    for (const Covered &known : m_pieces) {
        const qint64 until = known.endMs + known.stepMs;
        if (known.stepMs > stepMs || until <= cursor)
            continue;
        lack(std::min(end, alignedDown(known.startMs - 1, stepMs)));
        cursor = std::max(cursor, alignedUp(until, stepMs));
    }
    lack(end);
    return missing;
}

std::optional<qint64> stepAt(const QList<Covered> &covered, qint64 timeMs)
{
    const auto after = std::partition_point(covered.cbegin(), covered.cend(),
                                            [&](const Covered &piece) { return piece.startMs <= timeMs; });
    if (after == covered.cbegin() || timeMs >= std::prev(after)->endMs + std::prev(after)->stepMs)
        return std::nullopt;
    return std::prev(after)->stepMs;
}

std::optional<TimeSpan> newestPiece(const QList<TimeSpan> &missing, qint64 stepMs, qint64 points)
{
    if (missing.isEmpty())
        return std::nullopt;
    const TimeSpan &last = missing.last();
    return TimeSpan{std::max(last.startMs, last.endMs - (points - 1) * stepMs), last.endMs};
}

int pieceCount(const QList<TimeSpan> &missing, qint64 stepMs, qint64 points)
{
    qint64 count = 0;
    for (const TimeSpan &span : missing)
        count += ((span.endMs - span.startMs) / stepMs + points) / points;
    return static_cast<int>(std::min<qint64>(count, 1'000'000));
}

} // namespace andon

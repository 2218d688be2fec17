// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QtGlobal>

#include <optional>

namespace andon {

/// A span of time, both ends inclusive. Milliseconds since the epoch.
struct TimeSpan {
    qint64 startMs = 0;
    qint64 endMs = 0;
    bool operator==(const TimeSpan &) const = default;
};

/// An answer was had for the points startMs, startMs + stepMs, ... endMs; it speaks for the time up to the point after
/// endMs. Where no sample came, there was none.
struct Covered {
    qint64 startMs = 0;
    qint64 endMs = 0;
    qint64 stepMs = 1;
    bool operator==(const Covered &) const = default;
};

[[nodiscard]] qint64 alignedDown(qint64 timeMs, qint64 stepMs);
[[nodiscard]] qint64 alignedUp(qint64 timeMs, qint64 stepMs);

/// Which times of an indicator were asked for, and how densely: pieces in rising time that do not meet. Pure value.
class Coverage {
public:
    /// The newest answer speaks for all of its span, whatever was known there.
    void add(const Covered &piece);
    void forgetBefore(qint64 timeMs);
    void forgetAfter(qint64 timeMs);
    void clear() { m_pieces.clear(); }
    /// What of [startMs, endMs] was not asked for with points at most stepMs apart, in rising time. The ends are
    /// multiples of stepMs.
    [[nodiscard]] QList<TimeSpan> missing(qint64 startMs, qint64 endMs, qint64 stepMs) const;
    [[nodiscard]] const QList<Covered> &pieces() const { return m_pieces; }

private:
    QList<Covered> m_pieces;
};

/// The distance of the points around timeMs; nothing where that time was never asked for.
[[nodiscard]] std::optional<qint64> stepAt(const QList<Covered> &covered, qint64 timeMs);

/// The newest piece of `missing` with at most `points` points; nothing where nothing is missing.
[[nodiscard]] std::optional<TimeSpan> newestPiece(const QList<TimeSpan> &missing, qint64 stepMs, qint64 points);
/// In how many pieces newestPiece() gives all of it.
[[nodiscard]] int pieceCount(const QList<TimeSpan> &missing, qint64 stepMs, qint64 points);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMetaType>

namespace andon {

/// What a network, a middlebox or a sick server does between a client and a server that is well.
enum class Fault {
    None,
    // the request does not get through
    Refuse, BlackHole, ResetOnConnect, CloseOnConnect, ResetBeforeRequest, CloseBeforeRequest, StallAccepted,
    // it gets through; the way back is slow
    Latency, Jitter, Bandwidth, Slicer, SlowClose,
    // it gets through; no answer comes
    ResetAfterRequest, CloseAfterRequest, StallAfterRequest, HoldThenRelease,
    // it gets through; a part comes
    CloseInHeaders, ResetInHeaders, StallInHeaders, CloseInBody, ResetInBody, StallInBody, DribbleHeaders, DribbleBody,
    // it gets through; something else comes
    Garbage, InformationalFlood, OversizedHeaders, HugeBodyWithLength, HugeBodyWithoutLength, CompressionBomb, ChunkedLie,
    ChunkedCut, LengthTooLarge, LengthTooSmall, LengthTwice, RedirectElsewhere, DuplicateAnswer, CloseBetween
};

/// What goes to the client instead of the server's answer.
struct Script {
    enum class End { Stay, Close, Reset };
    QList<QByteArray> pieces{};
    QList<int> pausesMs{0};  ///< before the pieces, round and round
    qint64 lastPieceTimes = 1; ///< how often the last piece comes; -1: for ever
    End end = End::Stay;
    int endPauseMs = 0;
};

/// Whether the server gets the request at all.
[[nodiscard]] bool isForwarded(Fault fault);
/// `answer`: the server's whole one. `delayMs`: what the slow faults wait for. `elsewhere`: where a redirect points.
[[nodiscard]] Script scriptOf(Fault fault, const QByteArray &answer, int delayMs, const QByteArray &elsewhere);

} // namespace andon

Q_DECLARE_METATYPE(andon::Fault)

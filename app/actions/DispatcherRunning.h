// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/Dispatcher.h"
#include "app/actions/EffectWatch.h"

namespace andon {

/// A run with what only this process knows of it. Internal to app/actions.
struct Dispatcher::Running {
    ActionRun run;
    TimePoint pressedAt;
    TimePoint changedAt;
    std::chrono::nanoseconds pressedBoot{0}; ///< Clock::sinceBoot of the press, or of its being found
    std::chrono::nanoseconds deadline{0}; ///< Clock::sinceBoot; 0: pressed by an ended process, always late
    std::chrono::nanoseconds sentAt{0};
    std::chrono::nanoseconds settlesSince{0}; ///< the last send, its acceptance, or the run's being found
    quint64 asked = 0;      ///< waits and reads asked for; only the last is answered
    bool unlogged = false;
    QString anchor;         ///< number and hash of its intent in the journal; empty: spooled
    std::unique_ptr<EffectWatch> watch;
};

/// "NUMBER:HASH" of an entry of the journal. Internal to app/actions.
inline QString anchorOf(const Event &entry)
{
    return QString::number(entry.seq) + u':' + QString::fromLatin1(entry.hash.toHex());
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/Event.h"
#include "tests/support/Programs.h"

#include <QList>

namespace andon {

/// All that is left of one drill: what the console said, what the journal holds, what the gateway did.
struct Testimony {
    QList<ProgramRun> runs;  ///< in their order
    QList<Event> rows;       ///< the journal's, in its order
    QList<Event> spooled;    ///< what still waits beside the journal
    nlohmann::json applied;  ///< GET /sandbox/writes, after every late copy came in
    QString journalTrouble;  ///< why the journal or its chain cannot be read; empty: it holds
};

/// Each promise of the action protocol (S1 to S5, L1) that the testimony breaks, in words; empty: all hold. The gateway's
/// own log is the truth, whatever it answered.
[[nodiscard]] QStringList brokenPromises(const Testimony &testimony);

} // namespace andon

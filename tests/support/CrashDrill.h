// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/CrashOracle.h"

namespace andon {

/// One cell of the crash enumeration: what is pressed, what breaks, how the gateway behaves.
struct CrashDrill {
    QString verb;
    nlohmann::json behaviour;      ///< PUT /sandbox/admin-behaviour
    bool foreignWhileDown = false; ///< somebody else writes the target while the killed console is away
    int crashAt = 0;               ///< the first run is killed at this boundary; 0: it is not
    int crashAgainAt = 0;          ///< and the second one at this
    int failAt = 0;                ///< the first run's disk fails from this call on; 0: it does not
    QByteArray failWith;           ///< EIO, ENOSPC
    int failCount = 0;             ///< so many calls fail; 0: all
    bool spareSpool = false;       ///< the file beside the journal can be written all the same
    bool unlogged = false;         ///< pressed with --unlogged

    [[nodiscard]] QString words() const;
};

struct CrashResult {
    Testimony testimony;
    bool reached = false; ///< what was to break did break
    QString trouble;      ///< the drill itself did not work out
};

/// Runs the built console against a sandbox of its own until every operation has an outcome, then gathers what is left.
/// Blocks, runs no event loop, may be called in any thread. The gateway's late copies have all come in on return.
[[nodiscard]] CrashResult runCrashDrill(const CrashDrill &drill);

} // namespace andon

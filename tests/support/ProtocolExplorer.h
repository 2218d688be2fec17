// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ProtocolWorld.h"

#include <QStringList>

namespace andon::protocol {

/// What an exploration found.
struct Exploration {
    size_t states = 0;
    size_t transitions = 0;
    double seconds = 0;
    QString broken;         ///< the invariant, empty: none
    QStringList story;      ///< the shortest way there
    bool whole = false;     ///< nothing was left out
};

/// Breadth-first over every interleaving of `setting`, until something breaks or nothing is left; then backwards from the
/// settled worlds: one that cannot get there breaks L1. `mostStates`: stops there (whole is false, L1 is not looked at).
[[nodiscard]] Exploration explore(const Setting &setting, size_t mostStates);

} // namespace andon::protocol

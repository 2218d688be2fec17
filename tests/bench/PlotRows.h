// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/BenchTable.h"
#include "tests/bench/WebPeer.h"

namespace andon {

/// How much is measured.
struct BenchEffort {
    int repetitions = 5; ///< of every contestant, in another order each time
    int frames = 60;     ///< of every scenario and repetition, 120 at the most
    bool processorTime = false; ///< of frames, in place of the time that passed; for a machine that is not still
};

/// Runs every contestant in processes of their own, interleaved, and adds the rows of the plots. Without a browser its
/// rows are left out. False where a contestant of the C++ side gave no figures.
[[nodiscard]] bool addPlotRows(BenchTable &table, const BenchServer &server, const WebPeer &web, const BenchEffort &effort);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CountPoller.h"
#include "app/canary/Strata.h"

namespace andon {

/// What one step of a label counted, as Strata takes it: a value that either version served, the names in their order.
/// `isPart`: the label carries a part of the release. Stable does not serve what is new in it: each value of the canary stands
/// beside the whole of stable, its requests of all kinds for how it was before.
[[nodiscard]] std::vector<StratumCounts> stratumCounts(const CountStep &step, const QString &stable, const QString &canary, bool isPart);

} // namespace andon

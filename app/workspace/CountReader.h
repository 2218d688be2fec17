// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CountQueries.h"
#include "app/workspace/MemberReader.h"
#include "app/workspace/QueryWords.h"

namespace andon {

/// The counts of an indicator, {"bad", "total", "by": [{"label", "bad", "total"}]}, with $step filled in beside the other
/// words; without queries where the indicator has none. Faults go to the reader's list.
[[nodiscard]] CountQueries readCounts(MemberReader &indicator, const QString &indicatorId, const QueryWords &words);

/// The mean of an indicator, {"query", "minimum_samples"}; without a query where the indicator has none.
[[nodiscard]] MeanQuery readMean(MemberReader &indicator, bool higherIsWorse, const QueryWords &words);

} // namespace andon

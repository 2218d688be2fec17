// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Coverage.h"
#include "app/lines/Indicator.h"
#include "app/lines/Series.h"

namespace andon {

/// Where a counter fell: the times of the first samples after it, from `fromMs` on. Whatever counts has started anew
/// there; samples that are no number say nothing. Only for indicators that read a counter.
[[nodiscard]] QList<qint64> counterResets(const Columns &columns, qint64 fromMs = 0);
/// A counter as it is, not its rate: the unit is a count and the query, by its name (_total) and without any function
/// that takes resets out, gives a number that only rises. A gauge may fall, and that is no reset.
[[nodiscard]] bool readsACounter(const Indicator &indicator);

/// Where a series was asked for and gave nothing: the source has no data there, in spans of at least two points. Outside
/// of `covered` nothing is known, and that is no silence.
[[nodiscard]] QList<TimeSpan> silences(const Columns &columns, const QList<Covered> &covered);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Difference.h"
#include "app/lines/IndicatorReading.h"
#include "app/lines/Split.h"

namespace andon {

/// One version of an indicator in a window and in the equally long one before.
struct WindowRow {
    QString title;   ///< of the indicator
    QString version; ///< hostile text
    Unit unit = Unit::Ratio;
    WindowFigures inside;
    WindowFigures before;
    QString query{}; ///< PromQL that it was read with
};

/// Of every version that has a sample in one of the two, in the readings' order.
[[nodiscard]] QList<WindowRow> windowRows(const QList<IndicatorReading> &readings, const TimeWindow &window);

/// Every version with itself in the equally long window before. `label` is what the comparisons are labelled with.
[[nodiscard]] QList<Comparison> comparisonsIn(const QList<IndicatorReading> &readings, const TimeWindow &window,
                                              const QString &label);
/// The canary with stable inside the window, for each indicator that has both.
[[nodiscard]] QList<Comparison> comparisonsBetween(const QList<IndicatorReading> &readings, const TimeWindow &window,
                                                   const QString &stable, const QString &canary);

/// The same two questions for every value of the label that an indicator is split by; the title names the version.
[[nodiscard]] QList<Comparison> splitComparisons(const SplitReading &reading, const QString &label, const TimeWindow &window,
                                                 const QString &stable, const QString &canary);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/WindowReport.h"
#include "ui/common/ClockText.h"
#include "ui/lines/TextTableDialog.h"
#include "ui/plot/LineLook.h"

namespace andon {

/// "14:03:05 UTC to 14:08:10 UTC (5:05)".
[[nodiscard]] QString windowText(const TimeWindow &window, TimeZoneChoice zone);

/// Mean, median and maximum of each version in the window and before it.
[[nodiscard]] TextTableModel::Content compareTable(const QList<WindowRow> &rows);

/// So many differences are worth a look; the rest moved less.
inline constexpr qsizetype mostDifferences = 100;

/// What moved most, in words: "+3.1 σ, worse", "constant before and after", "too few samples".
[[nodiscard]] TextTableModel::Content differenceTable(const QList<Difference> &differences, const LineLooks &looks);
[[nodiscard]] QString effectText(const Difference &difference);

/// The window, its figures and the queries that they were read with as lines of text, for the clipboard and for the record; at most `longest` characters, and
/// says where it was cut.
[[nodiscard]] QString windowNote(const TimeWindow &window, TimeZoneChoice zone, const QList<WindowRow> &rows,
                                 qsizetype longest);

} // namespace andon

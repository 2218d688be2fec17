// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/DrillSheet.h"

namespace andon {

// The score sheet as the window says it; exports have their own English (app/incidents/DrillText).

[[nodiscard]] QString drillQuestionLabel(DrillQuestion question);
/// With its shape in front: "✓ passed", "▲ missed", "○ not reached".
[[nodiscard]] QString drillMarkLabel(DrillMark mark);
[[nodiscard]] QString drillFindingLabel(const DrillRow &row);
/// "slow in v42, only where tenant is globex"; empty while it is sealed.
[[nodiscard]] QString drillFaultLabel(const DrillRun &run);
[[nodiscard]] QString drillSealLabel(const DrillRun &run);
[[nodiscard]] QString drillEndLabel(DrillEnd end);
/// A sentence for each row that was not passed, and where to look first for this fault.
[[nodiscard]] QStringList drillLessonLabels(const DrillSheet &sheet);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardDecision.h"

namespace andon {

/// One reason, translated, names made safe: "Timeouts: worse than stable, 4.1 % against 1.2 %".
[[nodiscard]] QString decisionReasonText(const DecisionReason &reason, const QList<Indicator> &indicators);
/// Why the card does not let the canary go on, in one line, for the face of Promote.
[[nodiscard]] QString holdingText(const CardDecision &decision, const QList<Indicator> &indicators);
/// The verb's word, as buttons say it: "Rollback".
[[nodiscard]] QString cardActionText(const RollbackAction &action);
/// A share with as many digits as it takes to tell small ones apart: "0.04 %"; "–" for NaN.
[[nodiscard]] QString shareText(double share);

} // namespace andon

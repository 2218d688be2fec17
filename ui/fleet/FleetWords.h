// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/fleet/FleetRow.h"
#include "ui/common/ClockText.h"
#include "ui/common/Icon.h"

namespace andon {

/// "Stop", "Warn", "Blind", "Waiting", "Idle", "Inside".
[[nodiscard]] QString needTitle(FleetNeed need);
/// What that means, in a sentence.
[[nodiscard]] QString needSentence(FleetNeed need);
[[nodiscard]] IconName needIcon(FleetNeed need);
/// The word of a row; inside names how many of its lines have a number where not all do: "Inside 3 of 4".
[[nodiscard]] QString needText(const FleetRow &row);
[[nodiscard]] QString lineTitle(Line line);
/// "84.0 %", "no traffic", "no data yet", "no source"; "! 84.0 %" where the source warned with it.
[[nodiscard]] QString lampText(const FleetLamp &lamp);
/// "70 % left", "60 % over", or empty.
[[nodiscard]] QString roomText(const std::optional<double> &room);
/// All of the canary in a sentence.
[[nodiscard]] QString canarySentence(const FleetCanary &canary);
/// All of a lamp in a sentence, for tool tips and screen readers.
[[nodiscard]] QString lampSentence(const FleetLamp &lamp, qint64 nowMs);
/// "regressed", "not worse", "undecided", "unknown": of the judge.
[[nodiscard]] QString verdictTitle(VerdictKind verdict);
/// "▲", "✓", "…", "?": the shape beside the word.
[[nodiscard]] QString verdictSign(VerdictKind verdict);
/// "not worse · 2/4", without a verdict "step 2/4": the judge's verdict and the step, as far as there are both.
[[nodiscard]] QString canaryText(const FleetCanary &canary);
/// "v42 · 20 % · waits"; empty without a canary.
[[nodiscard]] QString canaryDetail(const FleetCanary &canary);
/// "Success rate v42 · 84.0 % < 90.0 %", an alert with its numbers or its summary, or why the console cannot tell; empty
/// where all is well.
[[nodiscard]] QString alarmText(const FleetRow &row);
/// The second line: "for 4:10, since 03:08:31 UTC · alert of alertmanager · 2 more"; possibly empty.
[[nodiscard]] QString alarmDetail(const FleetRow &row, qint64 nowMs, TimeZoneChoice zone);
/// Of the data: "3 s", "12:05", "never".
[[nodiscard]] QString ageText(qint64 dataMs, qint64 nowMs);

} // namespace andon

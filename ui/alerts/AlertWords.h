// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/Binding.h"
#include "ui/common/ClockText.h"
#include "ui/common/Icon.h"

namespace andon {

/// What people read of alarms, translated. Hostile text is made safe to show.
[[nodiscard]] QString stateTitle(const Alert &alert);   ///< "STOP", "CRITICAL", "WARNING", "INFO", "SOURCE LOST", "OVER"
[[nodiscard]] QString alertTitle(const Alert &alert);   ///< "Success rate v42"
/// "71.0 % < 85.0 %, 16 % beyond": value, limit and distance; the summary where there is no number.
[[nodiscard]] QString alertNumbers(const Alert &alert);
/// "for 4:10", "last seen 0:42 ago", "over for 2:00".
[[nodiscard]] QString alertAge(const Alert &alert, qint64 nowMs);
[[nodiscard]] QString alertSince(const Alert &alert, TimeZoneChoice zone); ///< "since 03:08:31 UTC"
[[nodiscard]] QString alertSources(const Alert &alert); ///< "Andon", "metrics, alertmanager"
/// Who saw it, what hides it and until when, how often it came back: possibly empty.
[[nodiscard]] QString alertHands(const Alert &alert, TimeZoneChoice zone);
[[nodiscard]] QString gapText(const AlertGap &gap);
/// Why there is no button: possibly empty.
[[nodiscard]] QString noActionText(const Alert &alert);
/// Everything, a line each: labels, annotations, runbook.
[[nodiscard]] QString alertDetails(const Alert &alert, qint64 nowMs, TimeZoneChoice zone);

/// How an alarm is to be looked at.
enum class AlertTone { Critical, Warning, Quiet, Doubt };
[[nodiscard]] AlertTone alertTone(const Alert &alert);
[[nodiscard]] IconName toneIcon(AlertTone tone);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Runbook.h"
#include "app/incidents/StopLossOrder.h"

namespace andon {

[[nodiscard]] QString keyTimeText(KeyTime key);
[[nodiscard]] QString roleText(const QString &role);
/// "running", "mitigated", "closed", "merged", with its shape in front.
[[nodiscard]] QString incidentStateText(const Incident &incident);
/// "3:12"; "–" where there is none.
[[nodiscard]] QString spanText(const std::optional<std::chrono::milliseconds> &span);
/// The duration that ends with that time (see Durations::setBack), or why there is none.
[[nodiscard]] QString spanText(const Durations &durations, KeyTime end);
[[nodiscard]] QString stepText(RunbookStep step);
/// What closes the step.
[[nodiscard]] QString stepWants(RunbookStep step);
/// "6 s (median of 3 earlier effects)", "60 s (declared)", "unknown".
[[nodiscard]] QString timeToEffectText(const TimeToEffect &time);
[[nodiscard]] QString stopLossVerbText(Verb verb);

} // namespace andon

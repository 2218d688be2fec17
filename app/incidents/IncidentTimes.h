// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Incident.h"

namespace andon {

/// gate.crossed for the worse, or alert.fired.
[[nodiscard]] bool raisesAlarm(const Event &event);
/// The time a person could first see it: a crossing was written when it was shown, an alert was shown when it fired.
[[nodiscard]] TimePoint shownAt(const Event &event);

/// Of events in the order people read: the first effect in traffic of a stop-loss action (else its read-back) with no new
/// alarm behind it, after which every alarm was cleared; without such an action the clearing itself. A rollback that is seen
/// in traffic ends the alarms of its version, which has no traffic left to clear them, until an action or a change at the gateway
/// may give it some again. Without any alarm the effect alone
/// counts. From the first stop gate or critical alert on, warnings count no more. Nothing where an alarm still stands.
[[nodiscard]] std::optional<KeyTimeValue> mitigationOf(const QList<Event> &events);

/// What `incident.events` say of detected, acknowledged and mitigated; said times stay as they are. `incident` has its
/// time of start and its opening.
void proposeTimes(Incident &incident);
/// The versions that its alarms and stop-loss actions name, in the order of their appearance.
void proposeVersions(Incident &incident);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Incident.h"
#include "app/journal/Journal.h"

namespace andon {

/// Kinds of the entries that decide what an incident is.
[[nodiscard]] QStringList decisionKinds();
/// Kinds of the entries that name their incident wherever they stand in time.
[[nodiscard]] QStringList namingKinds();
/// What may belong to the incident by its service and time: an alarm of the hour before may be its start, ten minutes before that
/// belong to it.
[[nodiscard]] EventQuery hoursOf(const Incident &incident);

/// What may belong to the incident by the record's order, wherever a clock that was set back put it in time; of an incident whose
/// hoursOf() have no end only what they do not have.
[[nodiscard]] EventQuery runOf(const Incident &incident);

/// What the incidents whose ids begin with `id` (all where it is empty) are made of, by sequence number, with all decisions of the
/// record: incidentsOf() makes the same of it as of the whole record, which is not read. One question after the other: none of
/// them holds the journal for long. GUI thread; the callback runs once, later, and not once `context` is gone. The journal must
/// outlive the context.
void askIncidentEvents(Journal &journal, const QString &id, QObject *context, std::function<void(Result<QList<Event>>)> callback);

} // namespace andon

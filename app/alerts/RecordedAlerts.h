// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/AlertEvents.h"

namespace andon {

/// What outside sources told by `at`, from the record alone: the entries of `events` ("alert." kinds, outages of sources;
/// others are passed over), in the record's order and none of them recorded later. One report a source of `sources` and of the
/// entries; of a lost one a second, that says so. An alert that fired is told until it is recorded as over; silences hide it
/// from when they were made until they end. Andon's own alerts are not among them: they are found anew. Pure.
[[nodiscard]] QList<AlertReport> recordedReports(const QList<Event> &events, const QStringList &sources, TimePoint at);

/// Without the alerts that fired for other services of the record: a bundle's replay has one service alone, to which everything
/// would be bound.
[[nodiscard]] QList<Event> alertsOfService(const QList<Event> &events, const QString &service);

/// Of `events`, in the record's order, those that are still in force at `at`: fired and not cleared, cleared and not seen by
/// anybody, acknowledgements of those, shelves and silences that did not end. A console that knows these alone knows of
/// alerts what it would know with all of them. The newest 5000 at the most.
[[nodiscard]] QList<Event> alertsInForce(const QList<Event> &events, TimePoint at);

} // namespace andon

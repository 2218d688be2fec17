// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/Event.h"

#include <QList>

namespace andon {

/// A window of the record.
struct ExportWindow {
    TimePoint from;  ///< by occurredAt, inclusive
    TimePoint to;    ///< exclusive
    QString service; ///< empty: all; an entry of no service belongs to each
};

/// What happened in the window, in the order of `events`.
[[nodiscard]] QList<Event> eventsInside(const ExportWindow &window, const QList<Event> &events);

/// The shortest run of the chain that holds all of it, so that it can be checked offline: entries between that do not
/// belong to the window come along. `events` are the whole chain by seq.
[[nodiscard]] QList<Event> chainRun(const ExportWindow &window, const QList<Event> &events);

} // namespace andon

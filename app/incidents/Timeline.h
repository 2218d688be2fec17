// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/Event.h"

#include <QList>
#include <QMetaType>

namespace andon {

enum class EntryKind { Note, Action, Gate, Source, Gateway, Incident, Console, Alert };

/// How an entry is to be looked at; ui/ gives it its colour and shape.
enum class EntryTone { Plain, Good, Warning, Critical, Unknown };

/// One row of the timeline: an event as people read it.
struct TimelineEntry {
    Event event;
    EntryKind kind = EntryKind::Console;
    EntryTone tone = EntryTone::Plain;
};

/// Which entries to show.
struct TimelineFilter {
    QList<EntryKind> kinds; ///< empty: all
    QString text;           ///< words that searchText() must hold, as searchWords() reads them; empty: all
};

[[nodiscard]] EntryKind entryKindOf(const QString &kind);
/// A checkpoint is for the next console: people find such entries when they search for them.
[[nodiscard]] bool isShownUnasked(const QString &kind);
[[nodiscard]] TimelineEntry entryOf(const Event &event);
[[nodiscard]] bool matches(const TimelineEntry &entry, const TimelineFilter &filter);
/// The order people read: by occurredAt, then by seq.
[[nodiscard]] QList<TimelineEntry> timelineOf(const QList<Event> &events, const TimelineFilter &filter = {});

} // namespace andon

Q_DECLARE_METATYPE(andon::TimelineEntry)

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Timeline.h"

#include "app/journal/EventSelection.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

EntryTone toneOf(const Event &event)
{
    const QString &kind = event.kind;
    if (kind == EventKind::actionVerified || kind == EventKind::actionEffective || kind == EventKind::sourceRecovered
        || kind == EventKind::gateCleared || kind == EventKind::alertCleared)
        return EntryTone::Good;
    if (kind == EventKind::actionUnknown || kind == EventKind::actionReconciling || kind == EventKind::actionInterrupted)
        return EntryTone::Unknown;
    if (kind == EventKind::actionAskHuman || kind == EventKind::actionMismatch)
        return EntryTone::Critical;
    if (kind == EventKind::actionRejected || kind == EventKind::actionSuperseded || kind == EventKind::actionNotSeen
        || kind == EventKind::actionNotApplied || kind == EventKind::promoteHeld || kind == EventKind::evidenceRestarted
        || kind == EventKind::sourceLost || kind == EventKind::gatewayChanged || kind == EventKind::cardChanged
        || kind == EventKind::incidentOpened || kind == EventKind::drillStarted)
        return EntryTone::Warning;
    if (kind == EventKind::gateCrossed) {
        const auto to = event.payload.find("to");
        return to != event.payload.end() && *to == "stop" ? EntryTone::Critical : EntryTone::Warning;
    }
    if (event.kind == EventKind::alertFired) {
        const auto severity = event.payload.find("severity");
        return severity == event.payload.end() || *severity == "info" ? EntryTone::Plain
            : *severity == "critical"                                   ? EntryTone::Critical
                                                                        : EntryTone::Warning;
    }
    return event.kind == EventKind::alertReturned ? EntryTone::Warning : EntryTone::Plain;
}

} // namespace

EntryKind entryKindOf(const QString &kind)
{
    if (kind == EventKind::note)
        return EntryKind::Note;
    const QString family = kind.section(u'.', 0, 0);
    return family == u"action" || family == u"canary" ? EntryKind::Action
        : family == u"gate" || family == u"judge" || family == u"card" ? EntryKind::Gate
        : family == u"alert"   ? EntryKind::Alert
        : family == u"source"  ? EntryKind::Source
        : family == u"gateway" ? EntryKind::Gateway
        : family == u"incident" || family == u"runbook" || family == u"evidence" || family == u"regression" || family == u"export"
            || family == u"postmortem" || family == u"drill"
        ? EntryKind::Incident
        : EntryKind::Console;
}

TimelineEntry entryOf(const Event &event)
{
    return {event, entryKindOf(event.kind), toneOf(event)};
}

bool matches(const TimelineEntry &entry, const TimelineFilter &filter)
{
    if (!filter.kinds.isEmpty() && !filter.kinds.contains(entry.kind))
        return false;
    const QStringList words = searchWords(filter.text);
    return words.isEmpty() ? isShownUnasked(entry.event.kind) : holdsWords(searchText(entry.event), words);
}

bool isShownUnasked(const QString &kind)
{
    return kind != EventKind::evidence;
}

QList<TimelineEntry> timelineOf(const QList<Event> &events, const TimelineFilter &filter)
{
    QList<TimelineEntry> entries;
    for (const Event &event : events) {
        const TimelineEntry entry = entryOf(event);
        if (matches(entry, filter))
            entries << entry;
    }
    std::stable_sort(entries.begin(), entries.end(), [](const TimelineEntry &a, const TimelineEntry &b) {
        return a.event.occurredAt != b.event.occurredAt ? a.event.occurredAt < b.event.occurredAt
                                                        : a.event.seq < b.event.seq;
    });
    return entries;
}

} // namespace andon

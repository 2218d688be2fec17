// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Incident.h"

#include "app/incidents/IncidentLedger.h"
#include "app/incidents/IncidentTimes.h"

#include <QSet>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

std::optional<TimePoint> Incident::time(KeyTime key) const
{
    const auto found = times.constFind(key);
    return found == times.constEnd() ? std::nullopt : std::optional(found->at);
}

bool isReadBefore(const Event &a, const Event &b)
{
    return a.occurredAt != b.occurredAt ? a.occurredAt < b.occurredAt : a.seq < b.seq;
}

QString payloadText(const Event &event, const char *member)
{
    if (!event.payload.is_object())
        return {};
    const auto found = event.payload.find(member);
    return found != event.payload.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

QList<Incident> incidentsOf(const QList<Event> &events)
{
    QList<Event> ordered;
    QSet<QString> known;
    for (const Event &event : events) {
        if (event.eventId.isEmpty() || !known.contains(event.eventId))
            ordered << event;
        known << event.eventId;
    }
    std::stable_sort(ordered.begin(), ordered.end(), [](const Event &a, const Event &b) { return a.seq < b.seq; });
    IncidentLedger ledger;
    return projected(ordered, ledger);
}

QList<Incident> projected(const QList<Event> &events, IncidentLedger &ledger)
{
    for (const Event &event : events)
        ledger.take(event);
    ledger.settle();
    QList<Event> ordered = events;
    QList<Incident> incidents = ledger.incidents();
    QHash<QString, qsizetype> index;
    for (qsizetype i = 0; i < incidents.size(); ++i)
        index.insert(incidents[i].id, i);
    std::stable_sort(ordered.begin(), ordered.end(), isReadBefore);
    for (const Event &event : std::as_const(ordered)) {
        const QString owner = ledger.ownerOf(event);
        if (!owner.isEmpty())
            incidents[index.value(owner)].events << event;
    }
    for (Incident &incident : incidents) {
        proposeTimes(incident);
        proposeVersions(incident);
    }
    std::stable_sort(incidents.begin(), incidents.end(),
                     [](const Incident &a, const Incident &b) { return a.openedAt > b.openedAt; });
    return incidents;
}

Durations durationsOf(const Incident &incident)
{
    using enum KeyTime;
    Durations durations;
    const auto between = [&](KeyTime from, KeyTime to) -> std::optional<std::chrono::milliseconds> {
        const auto a = incident.times.constFind(from), b = incident.times.constFind(to);
        if (a == incident.times.constEnd() || b == incident.times.constEnd())
            return std::nullopt;
        if (a->proposed && b->proposed && a->setBacks != b->setBacks) {
            durations.setBack << to;
            return std::nullopt;
        }
        return b->at < a->at ? std::nullopt : std::optional(std::chrono::duration_cast<std::chrono::milliseconds>(b->at - a->at));
    };
    durations.ttd = between(Started, Detected);
    durations.tta = between(Detected, Acknowledged);
    durations.ttm = between(Started, Mitigated);
    durations.ttr = between(Started, Resolved);
    return durations;
}

QStringList setBackWords(const Durations &durations)
{
    QStringList words;
    for (const auto &[end, word] : {std::pair(KeyTime::Detected, u"ttd"_s), std::pair(KeyTime::Acknowledged, u"tta"_s),
                                    std::pair(KeyTime::Mitigated, u"ttm"_s), std::pair(KeyTime::Resolved, u"ttr"_s)}) {
        if (durations.setBack.contains(end))
            words << word;
    }
    return words;
}

QString markedTitle(const Incident &incident)
{
    return (incident.drill ? u"[drill] "_s : QString()) + incident.title;
}

QString severityWord(Severity severity)
{
    return u"S%1"_s.arg(static_cast<int>(severity));
}

std::optional<Severity> severityFromWord(const QString &word)
{
    for (const Severity severity : allSeverities) {
        if (severityWord(severity) == word)
            return severity;
    }
    return std::nullopt;
}

QString keyTimeWord(KeyTime key)
{
    switch (key) {
    case KeyTime::Started: return u"started"_s;
    case KeyTime::Detected: return u"detected"_s;
    case KeyTime::Acknowledged: return u"acknowledged"_s;
    case KeyTime::Mitigated: return u"mitigated"_s;
    case KeyTime::Resolved: return u"resolved"_s;
    }
    return {};
}

std::optional<KeyTime> keyTimeFromWord(const QString &word)
{
    for (const KeyTime key : allKeyTimes) {
        if (keyTimeWord(key) == word)
            return key;
    }
    return std::nullopt;
}

bool endsLoss(Verb verb)
{
    return verb == Verb::Degrade || verb == Verb::Throttle || verb == Verb::Rollback;
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/IncidentLedger.h"

#include "app/base/TimeText.h"
#include "app/incidents/IncidentTimes.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto beforeStart = 10min;   ///< what led to it belongs to it
constexpr auto beforeOpening = 60min; ///< an alarm older than that is no longer its start

QStringList wordsAt(const nlohmann::json &payload, const char *member)
{
    QStringList words;
    const auto found = payload.find(member);
    if (found != payload.end() && found->is_array()) {
        for (const nlohmann::json &word : *found) {
            if (word.is_string())
                words << QString::fromStdString(word.get<std::string>());
        }
    } else if (found != payload.end() && found->is_string()) {
        words = QString::fromStdString(found->get<std::string>()).split(u',', Qt::SkipEmptyParts);
        for (QString &word : words)
            word = word.trimmed();
    }
    words.removeDuplicates();
    return words;
}

} // namespace

bool IncidentLedger::decides(const Event &event)
{
    return event.kind.startsWith(u"incident."_s);
}

void IncidentLedger::take(const Event &event)
{
    if (raisesAlarm(event))
        m_alarms << event;
    else if (event.kind == EventKind::actionIntent && !event.opId.isEmpty() && !m_intents.contains(event.opId))
        m_intents.insert(event.opId, event);
    if (!decides(event) || !event.payload.is_object())
        return;
    if (event.kind == EventKind::incidentOpened) {
        open(event);
        return;
    }
    const QString id = payloadText(event, "incident");
    if (event.kind == EventKind::incidentEventMoved && (id.isEmpty() || m_index.contains(id)))
        m_moves.insert(payloadText(event, "event"), id);
    const auto found = m_index.constFind(id);
    if (found == m_index.constEnd())
        return;
    Incident &incident = m_incidents[*found];
    if (event.kind == EventKind::incidentChanged) {
        change(incident, event);
    } else if (event.kind == EventKind::incidentTime) {
        say(incident, event);
    } else if (event.kind == EventKind::incidentMerged) {
        m_merges << QPair(id, payloadText(event, "into"));
    } else if (event.kind == EventKind::incidentClosed) {
        incident.closed = true;
        m_closings.insert(id, KeyTimeValue{event.occurredAt, true, event.eventId});
    } else if (event.kind == EventKind::incidentReopened) {
        // It goes on: an end that was said before is none.
        incident.closed = false;
        m_closings.remove(id);
        incident.times.remove(KeyTime::Resolved);
    }
}

void IncidentLedger::open(const Event &event)
{
    const QString id = payloadText(event, "incident");
    if (id.isEmpty() || m_index.contains(id))
        return;
    Incident incident;
    incident.id = id;
    incident.title = event.title;
    incident.service = event.service;
    incident.severity = severityFromWord(payloadText(event, "severity")).value_or(Severity::S2);
    incident.drill = event.payload.value("drill", nlohmann::json(false)) == nlohmann::json(true);
    incident.openedBy = event.actor.name.isEmpty() ? event.actor.id : event.actor.name;
    incident.cause = payloadText(event, "cause");
    incident.fromEvent = payloadText(event, "from_event");
    if (incident.fromEvent.isEmpty())
        incident.fromEvent = event.eventId;
    incident.openedAt = event.occurredAt;
    m_index.insert(id, m_incidents.size());
    m_incidents << incident;
}

void IncidentLedger::change(Incident &incident, const Event &event)
{
    const QString field = payloadText(event, "field");
    const QString text = payloadText(event, "new");
    if (field == u"title" && !text.isEmpty()) {
        incident.title = text;
    } else if (field == u"severity") {
        incident.severity = severityFromWord(text).value_or(incident.severity);
    } else if (field == u"impact") {
        incident.impact = text;
    } else if (field == u"versions") {
        incident.versions = wordsAt(event.payload, "new");
        incident.versionsSaid = true;
    } else if (field.startsWith(u"role."_s)) {
        const QString role = field.mid(5);
        if (!std::any_of(incidentRoles.begin(), incidentRoles.end(), [&](const char16_t *one) { return role == one; }))
            return;
        if (text.isEmpty())
            incident.roles.remove(role);
        else
            incident.roles[role] = text;
    }
}

void IncidentLedger::say(Incident &incident, const Event &event)
{
    const auto key = keyTimeFromWord(payloadText(event, "key"));
    const Result<TimePoint> at = parseIso(payloadText(event, "at"));
    if (key && at)
        incident.times[*key] = KeyTimeValue{*at, false, payloadText(event, "from_event")};
}

QString IncidentLedger::rootOf(const QString &id) const
{
    QString root = id;
    for (auto next = m_into.constFind(root); next != m_into.constEnd(); next = m_into.constFind(root))
        root = *next;
    return root;
}

/// The newest merge of an incident counts; one that would close a circle never does.
void IncidentLedger::resolveMerges()
{
    m_into.clear();
    for (const auto &[id, into] : std::as_const(m_merges)) {
        const QString before = m_into.take(id);
        if (m_index.contains(into) && rootOf(into) != id)
            m_into.insert(id, into);
        else if (!before.isEmpty())
            m_into.insert(id, before);
    }
    for (Incident &incident : m_incidents)
        incident.mergedInto = m_into.contains(incident.id) ? rootOf(incident.id) : QString();
}

std::optional<QString> IncidentLedger::namedOwner(const Event &event) const
{
    const auto moved = m_moves.constFind(event.eventId);
    if (moved != m_moves.constEnd())
        return *moved;
    const QString named = payloadText(event, "incident");
    return m_index.contains(named) ? std::optional(named) : std::nullopt;
}

TimePoint IncidentLedger::endBefore(const Incident &incident) const
{
    const auto ends = m_ends.constFind(incident.service);
    if (ends == m_ends.constEnd())
        return {};
    auto after = std::upper_bound(ends->cbegin(), ends->cend(), incident.openedAt, [](TimePoint opened, const auto &end) { return opened < end.first; });
    // It may itself be said to have ended before it was opened.
    if (after != ends->cbegin() && std::prev(after)->second == incident.id)
        --after;
    return after == ends->cbegin() ? TimePoint() : std::prev(after)->first;
}

/// An alarm that was moved here is always a candidate, one that was moved away or names another incident never.
KeyTimeValue IncidentLedger::startOf(const Incident &incident) const
{
    const Event *first = nullptr;
    const TimePoint earliest = std::max(incident.openedAt - beforeOpening, endBefore(incident));
    for (const Event &alarm : m_alarms) {
        const std::optional<QString> named = namedOwner(alarm);
        const bool ours = named ? *named == incident.id
                                : alarm.service == incident.service && alarm.occurredAt >= earliest;
        if (ours && alarm.occurredAt <= incident.openedAt && (!first || isReadBefore(alarm, *first)))
            first = &alarm;
    }
    return first ? KeyTimeValue{first->occurredAt, true, first->eventId}
                 : KeyTimeValue{incident.openedAt, true, incident.fromEvent};
}

void IncidentLedger::settle()
{
    resolveMerges();
    // Ends first: a start looks back no further than to the last of them.
    for (Incident &incident : m_incidents) {
        const auto resolved = incident.times.constFind(KeyTime::Resolved);
        const auto closing = m_closings.constFind(incident.id);
        if ((resolved == incident.times.constEnd() || resolved->proposed) && closing != m_closings.constEnd())
            incident.times[KeyTime::Resolved] = *closing;
    }
    m_ends.clear();
    for (const Incident &incident : std::as_const(m_incidents)) {
        if (const auto resolved = incident.time(KeyTime::Resolved); resolved && incident.closed)
            m_ends[incident.service] << QPair(*resolved, incident.id);
    }
    for (auto &ends : m_ends)
        std::sort(ends.begin(), ends.end());
    for (Incident &incident : m_incidents) {
        const auto started = incident.times.constFind(KeyTime::Started);
        if (started == incident.times.constEnd() || started->proposed)
            incident.times[KeyTime::Started] = startOf(incident);
    }
    QList<const Incident *> byOpening;
    for (const Incident &incident : std::as_const(m_incidents))
        byOpening << &incident;
    std::stable_sort(byOpening.begin(), byOpening.end(),
                     [](const Incident *a, const Incident *b) { return a->openedAt > b->openedAt; });
    m_windows.clear();
    for (const Incident *incident : std::as_const(byOpening)) {
        const Incident &root = m_incidents[m_index.value(rootOf(incident->id))];
        const TimePoint started = *incident->time(KeyTime::Started);
        const TimePoint from = std::min(started, std::max(started - beforeStart, endBefore(*incident)));
        m_windows[incident->service] << Window{from, root.time(KeyTime::Resolved), incident->id};
    }
    // Of two that were merged, the start is the earlier one. The windows above stay each incident's own.
    for (const Incident &incident : std::as_const(m_incidents)) {
        if (incident.mergedInto.isEmpty())
            continue;
        KeyTimeValue &start = m_incidents[m_index.value(incident.mergedInto)].times[KeyTime::Started];
        const KeyTimeValue other = incident.times.value(KeyTime::Started);
        if (start.proposed && other.at < start.at)
            start = {other.at, true, other.fromEvent};
    }
}

QString IncidentLedger::windowOwner(const Event &event) const
{
    const auto windows = m_windows.constFind(event.service);
    if (event.service.isEmpty() || windows == m_windows.constEnd())
        return {};
    const auto holds = [&event](const Window &window) {
        return event.occurredAt >= window.from && (!window.to || event.occurredAt <= *window.to);
    };
    const auto found = std::find_if(windows->cbegin(), windows->cend(), holds);
    return found == windows->cend() ? QString() : found->incident;
}

QString IncidentLedger::ownerOf(const Event &event) const
{
    if (const std::optional<QString> named = namedOwner(event))
        return rootOf(*named);
    const auto intent = event.opId.isEmpty() ? m_intents.constEnd() : m_intents.constFind(event.opId);
    if (intent != m_intents.constEnd() && intent->eventId != event.eventId) {
        const std::optional<QString> named = namedOwner(*intent);
        const QString owner = named ? *named : windowOwner(*intent);
        if (!owner.isEmpty())
            return rootOf(owner);
    }
    return rootOf(windowOwner(event));
}

} // namespace andon

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
constexpr auto toldLate = 10min;      ///< what is written so long after it happened was not written as it happened

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
    if (!decides(event))
        return;
    if (event.recordedAt != TimePoint()) { // a draft has none
        if (!m_decisions.isEmpty() && event.recordedAt < m_decisions.last().recordedAt)
            m_setBack << event.seq;
        m_decisions << Place{event.seq, event.recordedAt};
    }
    if (!event.payload.is_object())
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
        m_closedAt.insert(id, Place{event.seq, event.recordedAt});
        incident.closedSeq = event.seq;
    } else if (event.kind == EventKind::incidentReopened) {
        // It goes on: an end that was said before is none.
        incident.closed = false;
        m_closings.remove(id);
        m_closedAt.remove(id);
        incident.closedSeq = 0;
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
    incident.openedBy = event.actor.calledName();
    incident.cause = payloadText(event, "cause");
    incident.fromEvent = payloadText(event, "from_event");
    if (incident.fromEvent.isEmpty())
        incident.fromEvent = event.eventId;
    incident.openedAt = event.occurredAt;
    incident.openedSeq = event.seq;
    m_openings.insert(id, Place{event.seq, event.recordedAt});
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

bool IncidentLedger::contradicts(const Event &event, const Place &place) const
{
    const bool knowsItsPlace = event.recordedAt != TimePoint() && event.occurredAt >= event.recordedAt - toldLate;
    if (!knowsItsPlace || place.recordedAt == TimePoint() || event.seq == place.seq)
        return false;
    const Place own{event.seq, event.recordedAt};
    const Place &first = event.seq < place.seq ? own : place, &second = event.seq < place.seq ? place : own;
    const auto isBefore = [](const Place &one, qint64 seq) { return one.seq < seq; };
    const auto isAfter = [](qint64 seq, const Place &one) { return seq < one.seq; };
    const auto from = std::upper_bound(m_decisions.cbegin(), m_decisions.cend(), first.seq, isAfter);
    const auto to = std::lower_bound(from, m_decisions.cend(), second.seq, isBefore);
    if (from == to)
        return first.recordedAt > second.recordedAt;
    const auto setBack = std::upper_bound(m_setBack.cbegin(), m_setBack.cend(), from->seq);
    return first.recordedAt > from->recordedAt || std::prev(to)->recordedAt > second.recordedAt
        || (setBack != m_setBack.cend() && *setBack <= std::prev(to)->seq);
}

TimePoint IncidentLedger::endBefore(const Incident &incident) const
{
    const QList<End> ends = m_ends.value(incident.service);
    const auto after = std::upper_bound(ends.cbegin(), ends.cend(), incident.openedAt, [](TimePoint opened, const End &end) { return opened < end.at; });
    // It may itself be said to have ended before it was opened; with a clock that was set back another may seem to.
    const auto last = std::find_if(std::make_reverse_iterator(after), ends.crend(),
                                   [&](const End &end) { return end.incident != incident.id && end.seq < incident.openedSeq; });
    return last == ends.crend() ? TimePoint() : last->at;
}

/// An alarm that was moved here is always a candidate, one that was moved away or names another incident never.
KeyTimeValue IncidentLedger::startOf(const Incident &incident) const
{
    const Event *first = nullptr;
    const TimePoint earliest = std::max(incident.openedAt - beforeOpening, endBefore(incident));
    const Place opened = m_openings.value(incident.id);
    for (const Event &alarm : m_alarms) {
        const std::optional<QString> named = namedOwner(alarm);
        const bool ours = named ? *named == incident.id
                                : alarm.service == incident.service && alarm.occurredAt >= earliest;
        if (ours && alarm.occurredAt <= incident.openedAt && (!first || isReadBefore(alarm, *first)) && !contradicts(alarm, opened))
            first = &alarm;
    }
    return first ? KeyTimeValue{first->occurredAt, true, first->eventId}
                 : KeyTimeValue{incident.openedAt, true, incident.fromEvent};
}

void IncidentLedger::settleEnds()
{
    m_ends.clear();
    m_closed.clear();
    for (Incident &incident : m_incidents) {
        const auto resolved = incident.times.constFind(KeyTime::Resolved);
        const auto closing = m_closings.constFind(incident.id);
        const bool isSaid = resolved != incident.times.constEnd() && !resolved->proposed;
        if (!isSaid && closing != m_closings.constEnd())
            incident.times[KeyTime::Resolved] = *closing;
        if (!incident.closed)
            continue;
        if (const auto end = incident.time(KeyTime::Resolved))
            m_ends[incident.service] << End{*end, incident.id, isSaid ? 0 : incident.closedSeq};
        m_closed[incident.service] << incident.closedSeq;
    }
    for (QList<End> &ends : m_ends)
        std::sort(ends.begin(), ends.end(), [](const End &a, const End &b) { return a.at < b.at; });
    for (QList<qint64> &closed : m_closed)
        std::sort(closed.begin(), closed.end());
}

void IncidentLedger::settle()
{
    resolveMerges();
    // Ends first: a start looks back no further than to the last of them.
    settleEnds();
    for (Incident &incident : m_incidents) {
        const auto started = incident.times.constFind(KeyTime::Started);
        if (started == incident.times.constEnd() || started->proposed)
            incident.times[KeyTime::Started] = startOf(incident);
    }
    m_windows.clear();
    // The record's order, not that of the times: the one opened last is asked first.
    const QList<Incident> &known = std::as_const(m_incidents);
    for (auto incident = known.crbegin(); incident != known.crend(); ++incident) {
        const Incident &root = known[m_index.value(rootOf(incident->id))];
        const TimePoint started = *incident->time(KeyTime::Started);
        const TimePoint from = std::min(started, std::max(started - beforeStart, endBefore(*incident)));
        Window window{from, root.time(KeyTime::Resolved), incident->id, m_openings.value(incident->id), std::nullopt};
        if (window.to && root.times.value(KeyTime::Resolved).proposed)
            window.closed = m_closedAt.value(root.id);
        m_windows[incident->service] << window;
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

/// By the times; where a clock that was set back makes them contradict the record, by the numbers.
bool IncidentLedger::isInside(const Event &event, const Window &window) const
{
    bool begun = event.occurredAt >= window.from, over = window.to && event.occurredAt > *window.to;
    if (contradicts(event, window.opened)) {
        // What led to it did so after the incident before was closed; how long before the opening nobody knows.
        const QList<qint64> closed = m_closed.value(event.service);
        const auto next = std::lower_bound(closed.cbegin(), closed.cend(), event.seq);
        const bool isOfAnother = next != closed.cend() && *next < window.opened.seq;
        begun = event.seq > window.opened.seq || (begun && !isOfAnother);
    }
    if (window.closed && contradicts(event, *window.closed))
        over = event.seq > window.closed->seq;
    return begun && !over;
}

QString IncidentLedger::windowOwner(const Event &event) const
{
    const auto windows = m_windows.constFind(event.service);
    if (event.service.isEmpty() || windows == m_windows.constEnd())
        return {};
    const auto found = std::find_if(windows->cbegin(), windows->cend(), [&](const Window &window) { return isInside(event, window); });
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

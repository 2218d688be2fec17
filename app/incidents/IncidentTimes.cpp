// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/IncidentTimes.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds clockSettles{1}; ///< so much a clock that is kept right may be moved: no duration is told finer

/// Names the alarm that an event raises or clears; the version last.
QString alarmKey(const Event &event)
{
    for (const char *member : {"key", "indicator"}) {
        const QString word = payloadText(event, member);
        if (!word.isEmpty())
            return word + u'\n' + event.version;
    }
    return event.title + u'\n' + event.version;
}

/// A gate that went from stop to warn is still crossed, but nothing became worse.
bool eases(const Event &event)
{
    return event.kind == EventKind::gateCrossed && payloadText(event, "from") == u"stop" && payloadText(event, "to") == u"warn";
}

/// It asks for a look, not for the cord.
bool onlyWarns(const Event &event)
{
    return event.kind == EventKind::gateCrossed ? payloadText(event, "to") == u"warn" : payloadText(event, "severity") != u"critical";
}

bool clearsAlarm(const Event &event)
{
    return event.kind == EventKind::gateCleared || event.kind == EventKind::alertCleared;
}

/// The action was asked for without anything to be seen in traffic: its read-back is all there will be.
bool isUnwatched(const Event &intent)
{
    const auto effect = intent.payload.is_object() ? intent.payload.find("effect") : intent.payload.end();
    if (!intent.payload.is_object() || effect == intent.payload.end() || !effect->is_object())
        return true;
    const auto query = effect->find("query");
    return query == effect->end() || !query->is_string() || query->get_ref<const std::string &>().empty();
}

KeyTimeValue from(const Event &event)
{
    return {event.occurredAt, true, event.eventId};
}

/// Walks the events of an incident and knows at each what stops the loss.
class Mitigation {
public:
    void take(const Event &event)
    {
        if (event.kind == EventKind::actionIntent)
            intend(event);
        else if (event.kind == EventKind::gatewayChanged)
            m_withoutTraffic.clear();
        else if (raisesAlarm(event))
            raise(event);
        else if (clearsAlarm(event) && m_open.remove(alarmKey(event)) && m_open.isEmpty())
            m_result = m_effective ? m_effective : m_verified ? m_verified : from(event);
        else if (event.kind == EventKind::actionEffective || event.kind == EventKind::actionVerified)
            takeEffect(event);
    }
    [[nodiscard]] std::optional<KeyTimeValue> result() const { return m_result; }

private:
    /// What makes exposure larger may give a version its traffic back.
    void intend(const Event &event)
    {
        m_intents.insert(event.opId, event);
        const auto verb = verbFromWord(payloadText(event, "verb"));
        if (verb && !isStopLoss(*verb))
            m_withoutTraffic.clear();
    }
    /// Windows of a minute still show the last requests of a version that has none any more.
    void raise(const Event &event)
    {
        if (!event.version.isEmpty() && m_withoutTraffic.contains(event.version))
            return;
        // Beside a stop a warning is no loss: stable's own noise must not say that a rollback was in vain.
        const bool warns = onlyWarns(event);
        if (warns && m_stopped)
            return;
        if (!warns && !m_stopped) {
            m_stopped = true;
            m_open.clear();
        }
        m_open.insert(alarmKey(event));
        m_alarmed = true;
        m_effective.reset();
        m_verified.reset();
        m_result.reset();
    }
    void takeEffect(const Event &event)
    {
        const auto intent = m_intents.constFind(event.opId);
        const auto verb = intent == m_intents.constEnd() ? std::nullopt : verbFromWord(payloadText(*intent, "verb"));
        if (!verb || !endsLoss(*verb))
            return;
        const bool seen = event.kind == EventKind::actionEffective;
        std::optional<KeyTimeValue> &first = seen ? m_effective : m_verified;
        first = first ? first : from(event);
        if (!seen && !isUnwatched(*intent))
            return;
        if (verb == Verb::Rollback && !event.version.isEmpty())
            m_withoutTraffic << event.version;
        if (verb == Verb::Rollback)
            m_open.removeIf([&](const QString &key) { return key.endsWith(u'\n' + event.version); });
        if (!m_result && m_open.isEmpty() && (verb == Verb::Rollback || !m_alarmed))
            m_result = first;
    }

    QHash<QString, Event> m_intents; ///< by op_id
    QSet<QString> m_open;            ///< alarms that stand
    QSet<QString> m_withoutTraffic;  ///< versions that were rolled back
    bool m_alarmed = false;
    bool m_stopped = false;          ///< one of the alarms was a stop gate's or critical
    std::optional<KeyTimeValue> m_effective, m_verified; ///< the first since the last alarm
    std::optional<KeyTimeValue> m_result;
};

} // namespace

bool raisesAlarm(const Event &event)
{
    return event.kind == EventKind::alertFired || (event.kind == EventKind::gateCrossed && !eases(event));
}

TimePoint shownAt(const Event &event)
{
    // In a storm an alert waits for its turn on the record while it is on show.
    return event.kind == EventKind::alertFired ? event.occurredAt : std::max(event.recordedAt, event.occurredAt);
}

std::optional<KeyTimeValue> mitigationOf(const QList<Event> &events)
{
    Mitigation walk;
    for (const Event &event : events)
        walk.take(event);
    return walk.result();
}

/// Which of the times that were read from the record stand on which side of a clock that was set back.
static void countSetBacks(Incident &incident)
{
    QList<const Event *> bySeq;
    for (const Event &event : std::as_const(incident.events))
        bySeq << &event;
    std::sort(bySeq.begin(), bySeq.end(), [](const Event *a, const Event *b) { return a->seq < b->seq; });
    int setBacks = 0;
    TimePoint before;
    for (const Event *event : std::as_const(bySeq)) {
        if (event->recordedAt != TimePoint()) { // a draft has none
            setBacks += event->recordedAt < before - clockSettles ? 1 : 0;
            before = event->recordedAt;
        }
        for (KeyTimeValue &value : incident.times)
            value.setBacks = value.proposed && value.fromEvent == event->eventId ? setBacks : value.setBacks;
    }
}

void proposeTimes(Incident &incident)
{
    const TimePoint started = incident.times.value(KeyTime::Started).at;
    std::optional<KeyTimeValue> shown, acknowledged;
    Mitigation mitigation;
    for (const Event &event : std::as_const(incident.events)) {
        if (event.occurredAt < started)
            continue;
        mitigation.take(event);
        if (raisesAlarm(event) && (!shown || shownAt(event) < shown->at))
            shown = KeyTimeValue{shownAt(event), true, event.eventId};
        if (!acknowledged && (event.kind == EventKind::alertAcknowledged || event.kind == EventKind::actionIntent))
            acknowledged = from(event);
    }
    const auto propose = [&incident](KeyTime key, const std::optional<KeyTimeValue> &value) {
        if (incident.times.contains(key) && !incident.times[key].proposed)
            return;
        if (value)
            incident.times[key] = *value;
        else
            incident.times.remove(key);
    };
    // Who opened it knew of it.
    const KeyTimeValue opening{std::max(incident.openedAt, started), true, incident.fromEvent};
    propose(KeyTime::Detected, shown && shown->at < opening.at ? *shown : opening);
    propose(KeyTime::Acknowledged, acknowledged);
    propose(KeyTime::Mitigated, mitigation.result());
    countSetBacks(incident);
}

void proposeVersions(Incident &incident)
{
    if (incident.versionsSaid)
        return;
    incident.versions.clear();
    for (const Event &event : std::as_const(incident.events)) {
        const bool names = raisesAlarm(event) || event.kind == EventKind::incidentOpened
            || (event.kind == EventKind::actionIntent && endsLoss(verbFromWord(payloadText(event, "verb")).value_or(Verb::Pause)));
        if (names && !event.version.isEmpty() && !incident.versions.contains(event.version))
            incident.versions << event.version;
    }
}

} // namespace andon

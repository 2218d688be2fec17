// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/IncidentBook.h"

#include "app/incidents/IncidentTimes.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

/// What a checkpoint of the judge says of more than the judge.
static nlohmann::json withoutCounts(const nlohmann::json &payload)
{
    nlohmann::json light = nlohmann::json::object();
    for (const char *member : {"incident", "version_set", "version_sets"}) {
        if (payload.is_object() && payload.contains(member))
            light[member] = payload[member];
    }
    return light;
}

/// An alarm of the service, or one that is put there by hand or by name, from before an opening may be its start; an intent may
/// come after rows of its operation.
bool IncidentBook::disturbs(const Event &event) const
{
    if (IncidentLedger::decides(event))
        return true;
    if (event.kind == EventKind::actionIntent && m_operations.contains(event.opId))
        return true;
    if (!raisesAlarm(event))
        return false;
    const std::optional<QString> named = m_ledger.namedOwner(event);
    return std::any_of(m_incidents.cbegin(), m_incidents.cend(), [&](const Incident &incident) {
        return incident.openedAt >= event.occurredAt && (named ? incident.id == *named : incident.service == event.service);
    });
}

QStringList IncidentBook::take(const QList<Event> &events)
{
    bool all = false;
    QStringList changed;
    for (const Event &taken : events) {
        if (m_known.contains(taken.eventId))
            continue;
        m_known << taken.eventId;
        m_kept << taken;
        Event &event = m_kept.last();
        if (event.kind == EventKind::evidence)
            event.payload = withoutCounts(event.payload);
        all = all || disturbs(event);
        if (!event.opId.isEmpty())
            m_operations << event.opId;
        if (all)
            continue;
        m_ledger.take(event);
        const QString owner = add(event);
        if (!owner.isEmpty() && !changed.contains(owner))
            changed << owner;
    }
    if (!all)
        return changed;
    project();
    changed.clear();
    for (const Incident &incident : std::as_const(m_incidents))
        changed << incident.id;
    return changed;
}

QString IncidentBook::add(const Event &event)
{
    const QString owner = m_ledger.ownerOf(event);
    const auto found = m_index.constFind(owner);
    if (found == m_index.constEnd())
        return {};
    Incident &incident = m_incidents[*found];
    incident.events.insert(std::upper_bound(incident.events.cbegin(), incident.events.cend(), event, isReadBefore), event);
    m_due << *found; // whatever it is, it may show that the clock was set back
    return owner;
}

void IncidentBook::propose() const
{
    for (const qsizetype place : std::as_const(m_due)) {
        proposeTimes(m_incidents[place]);
        proposeVersions(m_incidents[place]);
    }
    m_due.clear();
}

const QList<Incident> &IncidentBook::incidents() const
{
    propose();
    return m_incidents;
}

void IncidentBook::project()
{
    ++m_projections;
    std::stable_sort(m_kept.begin(), m_kept.end(), [](const Event &a, const Event &b) { return a.seq < b.seq; });
    m_due.clear();
    m_ledger = IncidentLedger();
    m_incidents = projected(m_kept, m_ledger);
    reindex();
}

void IncidentBook::reindex()
{
    m_index.clear();
    for (qsizetype i = 0; i < m_incidents.size(); ++i)
        m_index.insert(m_incidents[i].id, i);
}

const Incident *IncidentBook::incident(const QString &id) const
{
    propose();
    const auto found = m_index.constFind(id);
    return found == m_index.constEnd() ? nullptr : &std::as_const(m_incidents)[*found];
}

const Incident *IncidentBook::running(const QString &service) const
{
    const auto found = std::find_if(m_incidents.cbegin(), m_incidents.cend(),
                                    [&](const Incident &incident) { return incident.service == service && incident.running(); });
    return found == m_incidents.cend() ? nullptr : &*found;
}

void IncidentBook::forget(TimePoint before)
{
    const auto ambient = [&](const Event &event) {
        return event.occurredAt < before && !IncidentLedger::decides(event) && m_ledger.ownerOf(event).isEmpty();
    };
    for (const Event &event : std::as_const(m_kept)) {
        if (ambient(event))
            m_known.remove(event.eventId);
    }
    if (m_kept.removeIf(ambient) > 0)
        project();
}

} // namespace andon

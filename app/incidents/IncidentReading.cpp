// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/IncidentReading.h"

#include "app/incidents/EventText.h"

#include <QMap>
#include <QPointer>
#include <QSet>

#include <algorithm>
#include <memory>

namespace andon {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto lookBack = 70min;

QStringList wordsOf(std::initializer_list<const char16_t *> kinds)
{
    QStringList words;
    for (const char16_t *kind : kinds)
        words << QString::fromUtf16(kind);
    return words;
}

/// Goes on from answer to answer and lives in their callbacks.
class IncidentReading : public std::enable_shared_from_this<IncidentReading> {
public:
    IncidentReading(Journal &journal, QString id, QObject *context, std::function<void(Result<QList<Event>>)> callback)
        : m_journal(journal), m_id(std::move(id)), m_context(context), m_callback(std::move(callback))
    {
    }
    void start()
    {
        EventQuery decisions;
        decisions.kinds = decisionKinds() + namingKinds();
        ask(decisions, [this] { addHours(); });
    }

private:
    void ask(const EventQuery &query, std::function<void()> then)
    {
        m_journal.read(query, m_context, [self = shared_from_this(), then = std::move(then)](const Result<QList<Event>> &events) {
            if (!events) {
                self->m_callback(tl::unexpected(events.error()));
                return;
            }
            for (const Event &event : *events)
                self->m_events.insert(event.seq, event);
            then();
        });
    }
    void addHours()
    {
        EventQuery moved;
        for (const Event &event : std::as_const(m_events)) {
            if (event.kind == EventKind::incidentEventMoved)
                moved.eventIds << textAt(event.payload, "event");
        }
        moved.eventIds.removeDuplicates();
        moved.eventIds.removeAll(QString());
        if (!moved.eventIds.isEmpty())
            m_due << moved;
        for (const Incident &incident : incidentsOf(m_events.values())) {
            if (incident.id.startsWith(m_id) || incident.mergedInto.startsWith(m_id))
                m_due << hoursOf(incident) << runOf(incident);
        }
        askNext();
    }
    void askNext()
    {
        if (!m_due.isEmpty()) {
            ask(m_due.takeFirst(), [this] { askNext(); });
            return;
        }
        // The end of an operation may lie hours after the incident's.
        for (const Event &event : std::as_const(m_events)) {
            if (event.opId.isEmpty() || m_operations.contains(event.opId))
                continue;
            m_operations << event.opId;
            EventQuery operation;
            operation.opId = event.opId;
            m_due << operation;
        }
        if (m_due.isEmpty())
            m_callback(m_events.values());
        else
            askNext();
    }

    Journal &m_journal;
    QString m_id;
    QPointer<QObject> m_context;
    std::function<void(Result<QList<Event>>)> m_callback;
    QMap<qint64, Event> m_events; ///< by number
    QSet<QString> m_operations;   ///< that were asked for
    QList<EventQuery> m_due;
};

} // namespace

QStringList decisionKinds()
{
    return wordsOf({EventKind::incidentOpened, EventKind::incidentChanged, EventKind::incidentTime, EventKind::incidentMerged,
                    EventKind::incidentEventMoved, EventKind::incidentClosed, EventKind::incidentReopened});
}

QStringList namingKinds()
{
    return wordsOf({EventKind::runbookStarted, EventKind::runbookStepClosed, EventKind::evidenceAdded, EventKind::regressionMarked,
                    EventKind::postmortemSaved, EventKind::exportMade, EventKind::drillStarted, EventKind::drillEnded});
}

EventQuery hoursOf(const Incident &incident)
{
    EventQuery query;
    query.service = incident.service;
    query.from = std::min(incident.openedAt, incident.time(KeyTime::Started).value_or(incident.openedAt)) - lookBack;
    if (const auto resolved = incident.time(KeyTime::Resolved))
        query.to = std::max(*resolved, incident.openedAt) + 1s;
    return query;
}

EventQuery runOf(const Incident &incident)
{
    EventQuery query;
    query.service = incident.service;
    query.afterSeq = incident.openedSeq;
    query.uptoSeq = incident.closedSeq;
    // Without an end they have all but what a clock that was set back put before them.
    if (const EventQuery hours = hoursOf(incident); !hours.to)
        query.to = hours.from;
    return query;
}

void askIncidentEvents(Journal &journal, const QString &id, QObject *context, std::function<void(Result<QList<Event>>)> callback)
{
    std::make_shared<IncidentReading>(journal, id, context, std::move(callback))->start();
}

} // namespace andon

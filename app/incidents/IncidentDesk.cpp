// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/IncidentDesk.h"

#include "app/base/Uuid7.h"
#include "app/incidents/IncidentReading.h"
#include "app/incidents/IncidentTimes.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto lookBack = 70min;     ///< an alarm of the last hour may be the start, ten minutes before it belong to it
constexpr auto kept = 2h;            ///< of what belongs to no incident
constexpr auto forgetEvery = 10min;
constexpr int mostRows = 400;        ///< rows that are looked through for times to effect

bool asksToEndLoss(const Event &event)
{
    const auto verb = event.kind == EventKind::actionIntent ? verbFromWord(payloadText(event, "verb")) : std::nullopt;
    return verb && endsLoss(*verb);
}

} // namespace

IncidentDesk::IncidentDesk(Ports ports, Actor actor, bool opens, QObject *parent)
    : QObject(parent)
    , m_ports(std::move(ports))
    , m_actor(std::move(actor))
    , m_opens(opens)
{
    connect(&m_ports.journal, &Journal::appended, this, [this](const Event &event) { take({event}); });
}

void IncidentDesk::start()
{
    readDecisions();
}

void IncidentDesk::readDecisions()
{
    EventQuery query;
    query.kinds = decisionKinds() + namingKinds();
    m_ports.journal.read(query, this, [this](const Result<QList<Event>> &events) {
        if (!events) {
            emit troubled(events.error());
            return;
        }
        take(*events);
        for (qsizetype i = 0; i < m_book.incidents().size(); ++i) {
            const Incident &incident = m_book.incidents()[i];
            if (incident.running() || i < newest)
                m_queue << incident.id;
        }
        EventQuery recent;
        recent.from = m_ports.clock.now() - lookBack;
        m_ports.journal.read(recent, this, [this](const Result<QList<Event>> &latest) {
            if (latest)
                take(*latest);
            readNext();
        });
    });
}

/// One incident after the other: none of them holds the journal for long.
void IncidentDesk::readNext()
{
    if (m_queue.isEmpty()) {
        if (!std::exchange(m_ready, true)) {
            // An action from a shell while no window was open.
            const QList<Event> recent = m_recent;
            for (const Event &event : recent)
                react(event);
        }
        emit settled();
        return;
    }
    const QString id = m_queue.takeFirst();
    const Incident *incident = m_book.incident(id);
    if (!incident || m_loaded.contains(id)) {
        readNext();
        return;
    }
    m_loaded << id;
    m_ports.journal.read(hoursOf(*incident), this, [this, run = runOf(*incident)](const Result<QList<Event>> &hours) {
        if (hours)
            take(*hours);
        m_ports.journal.read(run, this, [this](const Result<QList<Event>> &events) {
            if (events)
                take(*events);
            readNext();
        });
    });
}

void IncidentDesk::load(const QString &id)
{
    if (m_loaded.contains(id) || m_queue.contains(id))
        return;
    m_queue << id;
    if (m_ready && m_queue.size() == 1)
        QMetaObject::invokeMethod(this, &IncidentDesk::readNext, Qt::QueuedConnection);
}

void IncidentDesk::take(const QList<Event> &events)
{
    const TimePoint now = m_ports.clock.now();
    const QStringList ids = m_book.take(events);
    m_recent.removeIf([&](const Event &event) { return event.occurredAt < now - 1h; });
    QStringList again; ///< an earlier start may reach into hours that were never read
    for (const Event &event : events) {
        noteDrill(event);
        const bool looks = raisesAlarm(event) || asksToEndLoss(event) || event.kind == EventKind::alertAcknowledged;
        if (looks && event.occurredAt >= now - 1h)
            m_recent << event;
        if (event.kind == EventKind::incidentTime && payloadText(event, "key") == u"started")
            again << payloadText(event, "incident");
    }
    if (!ids.isEmpty())
        emit changed(ids);
    if (m_ready) {
        for (const Event &event : events)
            react(event);
        for (const QString &id : std::as_const(again)) {
            m_loaded.remove(id);
            load(id);
        }
    }
    if (now - m_forgotten < forgetEvery)
        return;
    m_forgotten = now;
    m_book.forget(now - kept);
}

void IncidentDesk::noteDrill(const Event &event)
{
    const QString drill = payloadText(event, "drill");
    if (event.kind == EventKind::drillStarted)
        m_drills[event.service] = drill;
    else if (event.kind == EventKind::drillEnded && m_drills.value(event.service) == drill)
        m_drills.remove(event.service);
}

void IncidentDesk::react(const Event &event)
{
    if (!m_opens || event.service.isEmpty() || m_opening.contains(event.service) || m_book.hasRunning(event.service)
        || !m_book.ownerOf(event).isEmpty())
        return;
    if (asksToEndLoss(event))
        openFrom(event, u"action"_s);
    else if (event.kind == EventKind::alertAcknowledged)
        openFrom(event, u"acknowledge"_s);
}

/// The newest alarm of the service in the hour before; it says better than the action what happened.
const Event *IncidentDesk::alarmBefore(const Event &event) const
{
    const Event *found = nullptr;
    for (const Event &alarm : m_recent) {
        const bool fits = raisesAlarm(alarm) && alarm.service == event.service && alarm.occurredAt <= event.occurredAt
            && (event.version.isEmpty() || alarm.version.isEmpty() || alarm.version == event.version);
        const bool worse = !found || payloadText(alarm, "to") == u"stop" || payloadText(*found, "to") != u"stop";
        if (fits && worse)
            found = &alarm;
    }
    return found;
}

RunbookHint IncidentDesk::hintOf(const Event &alarm) const
{
    RunbookHint hint;
    const auto labelOf = [&alarm](const char *name) {
        const auto labels = alarm.payload.is_object() ? alarm.payload.find("labels") : alarm.payload.end();
        const bool has = alarm.payload.is_object() && labels != alarm.payload.end() && labels->is_object() && labels->contains(name);
        return has && (*labels)[name].is_string() ? QString::fromStdString((*labels)[name].get<std::string>()) : QString();
    };
    const QString indicator = payloadText(alarm, "indicator").isEmpty() ? labelOf("indicator") : payloadText(alarm, "indicator");
    hint.label = payloadText(alarm, "runbook").isEmpty() ? labelOf("andon_runbook") : payloadText(alarm, "runbook");
    hint.alarm = indicator.isEmpty() ? labelOf("alertname") : indicator;
    hint.family = payloadText(alarm, "line");
    if (hint.family.isEmpty() && m_ports.familyOf)
        hint.family = m_ports.familyOf(alarm.service, indicator);
    return hint;
}

/// Ids come from the event, so that every window that sees it writes the same rows and the journal takes them once.
void IncidentDesk::openFrom(const Event &event, const QString &cause)
{
    const Event *alarm = event.kind == EventKind::alertAcknowledged ? &event : alarmBefore(event);
    NewIncident made;
    made.id = derivedId(event.eventId, u"incident"_s);
    made.title = alarm && !alarm->title.isEmpty() ? alarm->title : event.title;
    made.service = event.service;
    made.version = event.version;
    made.severity = alarm && (payloadText(*alarm, "to") == u"stop" || payloadText(*alarm, "severity") == u"critical") ? Severity::S1 : Severity::S2;
    made.cause = cause;
    made.fromEvent = event.eventId;
    made.drill = m_drills.contains(event.service);
    const RunbookSpec *runbook = alarm ? runbookFor(m_ports.runbooks, hintOf(*alarm)) : nullptr;
    Event row = openedRow(made);
    row.eventId = derivedId(event.eventId, u"incident.opened"_s);
    const auto failed = [this](const Result<Event> &written) {
        if (!written)
            emit troubled(written.error());
    };
    m_opening << made.service;
    write(row, event.occurredAt, [this, failed, service = made.service](const Result<Event> &written) {
        m_opening.remove(service);
        failed(written);
    });
    if (!runbook)
        return;
    Incident incident;
    incident.id = made.id;
    incident.service = made.service;
    Event start = runbookStartedRow(incident, *runbook);
    start.eventId = derivedId(event.eventId, u"runbook.started"_s);
    write(start, event.occurredAt, failed);
}

const RunbookSpec *IncidentDesk::runbookOf(const Incident &incident) const
{
    const QString id = runbookRunOf(incident).runbook;
    const auto found = std::find_if(m_ports.runbooks.cbegin(), m_ports.runbooks.cend(), [&](const RunbookSpec &one) { return one.id == id; });
    return id.isEmpty() || found == m_ports.runbooks.cend() ? nullptr : &*found;
}

void IncidentDesk::askEffectTimes(const QString &service, QObject *context,
                                  std::function<void(Result<QMap<Verb, TimeToEffect>>)> callback)
{
    EventQuery query;
    query.service = service;
    query.kinds = {QString::fromUtf16(EventKind::actionIntent), QString::fromUtf16(EventKind::actionEffective)};
    query.limit = mostRows;
    m_ports.journal.read(query, context, [callback](const Result<QList<Event>> &events) { callback(events.map(effectTimes)); });
}

} // namespace andon

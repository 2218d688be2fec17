// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What people change about incidents: checked, then written.
#include "app/incidents/IncidentDesk.h"

#include "app/base/Uuid7.h"

#include <QTimer>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr qsizetype longestWords = 10'000;

void IncidentDesk::write(Event row, TimePoint occurredAt, const Written &written)
{
    if (row.eventId.isEmpty())
        row.eventId = newUuid7(m_ports.clock.now());
    row.occurredAt = occurredAt;
    row.actor = m_actor;
    row.body = row.body.left(longestWords);
    if (m_ports.setsFor && !row.service.isEmpty())
        row.payload.update(m_ports.setsFor(row.service, row.version));
    m_ports.journal.append(row, this, [written](const Result<Event> &event) {
        if (written)
            written(event);
    });
}

void IncidentDesk::refuse(const QString &what, const QString &why, const Written &written)
{
    if (!written)
        return;
    QTimer::singleShot(0, this, [written, what, why] { written(failure(ErrorKind::BadInput, {what, why})); });
}

Result<const Incident *> IncidentDesk::known(const QString &id) const
{
    const Incident *incident = m_book.incident(id);
    if (!incident)
        return failure(ErrorKind::BadInput, {u"the incident"_s, u"the record has none of this id"_s});
    if (!incident->mergedInto.isEmpty())
        return failure(ErrorKind::BadInput, {incident->title, u"it was merged into another incident; change that one"_s});
    return incident;
}

void IncidentDesk::open(const QString &service, const QString &title, Severity severity, bool drill, const Written &written)
{
    if (title.trimmed().isEmpty()) {
        refuse(u"the incident"_s, u"it needs a title that says what is wrong"_s, written);
        return;
    }
    NewIncident made;
    made.id = newUuid7(m_ports.clock.now());
    made.title = title.trimmed().left(256);
    made.service = service;
    made.severity = severity;
    made.cause = drill ? u"drill"_s : u"hand"_s;
    made.drill = drill || m_drills.contains(service);
    write(openedRow(made), m_ports.clock.now(), written);
}

void IncidentDesk::change(const QString &id, const QString &field, const nlohmann::json &value, const QString &why, const Written &written)
{
    const auto incident = known(id);
    if (!incident) {
        refuse(incident.error().arguments.value(0), incident.error().arguments.value(1), written);
        return;
    }
    const bool role = std::any_of(incidentRoles.begin(), incidentRoles.end(),
                                  [&](const char16_t *one) { return field == u"role."_s + QString::fromUtf16(one); });
    const bool severity = field == u"severity";
    const QString text = value.is_string() ? QString::fromStdString(value.get<std::string>()) : QString();
    if (!role && !severity && field != u"title" && field != u"versions" && field != u"impact")
        refuse(field, u"an incident has no such field"_s, written);
    else if (severity && !severityFromWord(text))
        refuse(text, u"a severity is S0, S1, S2 or S3"_s, written);
    else if (severity && why.trimmed().isEmpty())
        refuse(u"the severity"_s, u"say why it is changed: it goes on the record"_s, written);
    else if (field == u"title" && text.trimmed().isEmpty())
        refuse(u"the title"_s, u"it says what is wrong and cannot be empty"_s, written);
    else
        write(changedRow(**incident, field, value, why.trimmed()), m_ports.clock.now(), written);
}

void IncidentDesk::setTime(const QString &id, KeyTime key, TimePoint at, const QString &fromEvent, const QString &why, const Written &written)
{
    const auto incident = known(id);
    if (!incident)
        refuse(incident.error().arguments.value(0), incident.error().arguments.value(1), written);
    else if (at > m_ports.clock.now() + std::chrono::minutes(1))
        refuse(keyTimeWord(key), u"it lies in the future"_s, written);
    else if (fromEvent.isEmpty() && why.trimmed().isEmpty())
        refuse(keyTimeWord(key), u"say how it is known: it goes on the record"_s, written);
    else
        write(timeRow(**incident, key, at, fromEvent, why.trimmed()), m_ports.clock.now(), written);
}

void IncidentDesk::merge(const QString &id, const QString &into, const QString &why, const Written &written)
{
    const auto from = known(id), to = known(into);
    if (!from)
        refuse(from.error().arguments.value(0), from.error().arguments.value(1), written);
    else if (!to)
        refuse(to.error().arguments.value(0), to.error().arguments.value(1), written);
    else if (id == into)
        refuse((*from)->title, u"an incident cannot be merged into itself"_s, written);
    else
        write(mergedRow(**from, **to, why.trimmed()), m_ports.clock.now(), written);
}

void IncidentDesk::move(const Event &event, const QString &id, const QString &why, const Written &written)
{
    const auto incident = id.isEmpty() ? Result<const Incident *>(nullptr) : known(id);
    if (!incident)
        refuse(incident.error().arguments.value(0), incident.error().arguments.value(1), written);
    else if (event.kind == EventKind::incidentOpened)
        refuse(event.title, u"it opened its incident and stays there; merge the incidents instead"_s, written);
    else if (event.eventId.isEmpty())
        refuse(event.title, u"it has no id"_s, written);
    else
        write(movedRow(event, *incident, why.trimmed()), m_ports.clock.now(), written);
}

void IncidentDesk::close(const QString &id, const QString &why, const Written &written)
{
    const auto incident = known(id);
    if (!incident)
        refuse(incident.error().arguments.value(0), incident.error().arguments.value(1), written);
    else if ((*incident)->closed)
        refuse((*incident)->title, u"it is closed already"_s, written);
    else if (!(*incident)->time(KeyTime::Mitigated) && why.trimmed().isEmpty())
        refuse((*incident)->title, u"the record shows no mitigation: say why it is over"_s, written);
    else
        write(closedRow(**incident, why.trimmed()), m_ports.clock.now(), written);
}

void IncidentDesk::reopen(const QString &id, const QString &why, const Written &written)
{
    const auto incident = known(id);
    if (!incident)
        refuse(incident.error().arguments.value(0), incident.error().arguments.value(1), written);
    else if (!(*incident)->closed)
        refuse((*incident)->title, u"it is not closed"_s, written);
    else if (why.trimmed().isEmpty())
        refuse((*incident)->title, u"say why it is opened again: it goes on the record"_s, written);
    else
        write(reopenedRow(**incident, why.trimmed()), m_ports.clock.now(), written);
}

void IncidentDesk::startRunbook(const QString &id, const QString &runbook, const Written &written)
{
    const auto incident = known(id);
    const auto spec = std::find_if(m_ports.runbooks.cbegin(), m_ports.runbooks.cend(), [&](const RunbookSpec &one) { return one.id == runbook; });
    if (!incident)
        refuse(incident.error().arguments.value(0), incident.error().arguments.value(1), written);
    else if (spec == m_ports.runbooks.cend())
        refuse(runbook, u"there is no runbook of this name"_s, written);
    else
        write(runbookStartedRow(**incident, *spec), m_ports.clock.now(), written);
}

void IncidentDesk::closeStep(const QString &id, RunbookStep step, const Artefact &artefact, const Written &written)
{
    const auto incident = known(id);
    if (!incident) {
        refuse(incident.error().arguments.value(0), incident.error().arguments.value(1), written);
        return;
    }
    const RunbookRun run = runbookRunOf(**incident);
    const QString refusal = artefactRefusal(step, artefact, **incident);
    if (!run.started())
        refuse(runbookStepTitle(step), u"no runbook was started for this incident"_s, written);
    else if (run.steps[static_cast<qsizetype>(step)].closed)
        refuse(runbookStepTitle(step), u"it is closed already"_s, written);
    else if (!refusal.isEmpty())
        refuse(runbookStepTitle(step), refusal, written);
    else
        write(stepClosedRow(**incident, step, artefact), m_ports.clock.now(), written);
}

} // namespace andon

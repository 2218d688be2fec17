// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/IncidentRows.h"

#include "app/base/TimeText.h"

#include <QCryptographicHash>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

std::string text(const QString &string)
{
    return string.toStdString();
}

Event row(const char16_t *kind, const Incident &incident, const QString &title, const QString &why, const json &payload)
{
    Event event;
    event.kind = QString::fromUtf16(kind);
    event.service = incident.service;
    event.title = title.left(256);
    event.body = why;
    event.payload = payload;
    event.payload["incident"] = text(incident.id);
    return event;
}

json valueOf(const Incident &incident, const QString &field)
{
    if (field == u"title")
        return text(incident.title);
    if (field == u"severity")
        return text(severityWord(incident.severity));
    if (field == u"impact")
        return text(incident.impact);
    if (field != u"versions")
        return text(incident.roles.value(field.mid(5)));
    json versions = json::array();
    for (const QString &version : incident.versions)
        versions.push_back(text(version));
    return versions;
}

QString wordsOf(const json &value)
{
    if (value.is_string())
        return QString::fromStdString(value.get<std::string>());
    QStringList words;
    for (const json &word : value)
        words << (word.is_string() ? QString::fromStdString(word.get<std::string>()) : QString());
    return words.join(u", "_s);
}

} // namespace

Event openedRow(const NewIncident &made)
{
    Incident incident;
    incident.id = made.id;
    incident.service = made.service;
    Event event = row(EventKind::incidentOpened, incident, made.title, {},
                      {{"severity", text(severityWord(made.severity))},
                       {"cause", text(made.cause)},
                       {"from_event", text(made.fromEvent)},
                       {"drill", made.drill}});
    event.version = made.version;
    return event;
}

Event changedRow(const Incident &incident, const QString &field, const json &value, const QString &why)
{
    const json old = valueOf(incident, field);
    const QString before = wordsOf(old), after = wordsOf(value);
    const QString name = field.startsWith(u"role."_s) ? field.mid(5) : field;
    const QString title = before.isEmpty() ? u"Incident: %1: %2"_s.arg(name, after)
                                           : u"Incident: %1: %2 → %3"_s.arg(name, before, after);
    return row(EventKind::incidentChanged, incident, title, why, {{"field", text(field)}, {"old", old}, {"new", value}});
}

Event timeRow(const Incident &incident, KeyTime key, TimePoint at, const QString &fromEvent, const QString &why)
{
    return row(EventKind::incidentTime, incident, u"Incident: %1 at %2"_s.arg(keyTimeWord(key), isoUtc(at)), why,
               {{"key", text(keyTimeWord(key))}, {"at", text(isoUtc(at))}, {"from_event", text(fromEvent)}});
}

Event mergedRow(const Incident &incident, const Incident &into, const QString &why)
{
    return row(EventKind::incidentMerged, incident, u"Incident “%1” merged into “%2”"_s.arg(incident.title.left(100), into.title.left(100)),
               why, {{"into", text(into.id)}});
}

Event movedRow(const Event &event, const Incident *to, const QString &why)
{
    Incident none;
    none.service = event.service;
    const QString where = to ? u"to “%1”"_s.arg(to->title.left(100)) : u"out of every incident"_s;
    return row(EventKind::incidentEventMoved, to ? *to : none, u"No. %1 moved %2"_s.arg(event.seq).arg(where), why,
               {{"event", text(event.eventId)}});
}

Event closedRow(const Incident &incident, const QString &why)
{
    return row(EventKind::incidentClosed, incident, u"Incident closed"_s, why, json::object());
}

Event reopenedRow(const Incident &incident, const QString &why)
{
    return row(EventKind::incidentReopened, incident, u"Incident reopened"_s, why, json::object());
}

Event runbookStartedRow(const Incident &incident, const RunbookSpec &runbook)
{
    return row(EventKind::runbookStarted, incident, u"Runbook: %1"_s.arg(runbook.title), {},
               {{"runbook", text(runbook.id)}, {"digest", runbook.digest.toStdString()}});
}

Event stepClosedRow(const Incident &incident, RunbookStep step, const Artefact &artefact)
{
    return row(EventKind::runbookStepClosed, incident, u"Runbook step done: %1"_s.arg(runbookStepTitle(step)), {},
               {{"step", text(runbookStepWord(step))},
                {"artefact", {{"kind", text(artefactWord(artefact.kind))}, {"ref", text(artefact.ref)}}}});
}

QString derivedId(const QString &eventId, const QString &what)
{
    QByteArray hex = QCryptographicHash::hash((eventId + u'\n' + what).toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    // The millisecond of a UUIDv7 stays, so that ids still sort by their time.
    const QByteArray time = QString(eventId).remove(u'-').left(12).toLatin1();
    if (eventId.size() == 36 && time.size() == 12)
        hex.replace(0, 12, time);
    hex[12] = '7';
    hex[16] = '8';
    const QString id = QString::fromLatin1(hex);
    return u"%1-%2-%3-%4-%5"_s.arg(id.left(8), id.mid(8, 4), id.mid(12, 4), id.mid(16, 4), id.mid(20));
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Postmortem.h"

#include "app/base/MarkdownText.h"
#include "app/incidents/EventText.h"
#include "app/incidents/PasteSafe.h"
#include "app/incidents/PostmortemTables.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

const QString byHand = u"To be written by a person.\n"_s;

QString item(const QString &words)
{
    return u"- "_s + words + u'\n';
}

const ActionFact *firstGood(const PostmortemFacts &facts)
{
    const auto found = std::find_if(facts.actions.begin(), facts.actions.end(), [](const ActionFact &one) { return one.good; });
    return found == facts.actions.end() ? nullptr : &*found;
}

const Event *firstOf(const Incident &incident, std::initializer_list<const char16_t *> kinds)
{
    for (const Event &event : incident.events) {
        for (const char16_t *kind : kinds) {
            if (event.kind == kind)
                return &event;
        }
    }
    return nullptr;
}

QString sentence(const Incident &incident, const Event &event)
{
    return u"%1 at %2%3"_s.arg(markdownCell(event.title), utcText(event.occurredAt), citation(incident, event.eventId));
}

QString summaryOf(const Incident &incident, const PostmortemFacts &facts)
{
    QString out;
    if (const Event *crossing = firstOf(incident, {EventKind::gateCrossed, EventKind::alertFired}))
        out += sentence(incident, *crossing) + u". "_s;
    if (const ActionFact *action = firstGood(facts)) {
        out += u"%1 was asked at %2%3 and read back at %4%5. "_s.arg(
            markdownCell(action->verb.left(1).toUpper() + action->verb.mid(1)), action->asked.at ? utcText(*action->asked.at) : u"an earlier time"_s,
            citation(incident, action->asked.eventId), action->readBack.at ? utcText(*action->readBack.at) : u"no time on record"_s,
            citation(incident, action->readBack.eventId));
    }
    const auto mitigated = incident.times.constFind(KeyTime::Mitigated);
    if (mitigated != incident.times.constEnd())
        out += u"The loss was stopped at %1%2. "_s.arg(utcText(mitigated->at), citation(incident, mitigated->fromEvent));
    return out.isEmpty() ? byHand : out.trimmed() + u'\n';
}

QString impactOf(const Incident &incident, const PostmortemFacts &facts)
{
    QString out;
    if (!incident.impact.isEmpty()) {
        QString source;
        for (const Event &event : incident.events) {
            if (event.kind == EventKind::incidentChanged && textAt(event.payload, "field") == u"impact")
                source = event.eventId;
        }
        out += item(markdownCell(incident.impact, 8000) + citation(incident, source));
    }
    for (const Event &event : incident.events) {
        const nlohmann::json *verdict = event.kind == EventKind::verdict ? jsonAt(event.payload, "verdict") : nullptr;
        const std::optional<double> requests = verdict ? numberAt(*verdict, "canary_requests") : std::nullopt;
        if (requests && textAt(*verdict, "verdict") == u"regressed") {
            out += item(u"%1 requests had been served by %2 when the judge found it worse%3"_s.arg(
                QString::number(*requests, 'f', 0), markdownCell(event.version), citation(incident, event.eventId)));
        }
    }
    for (const ActionFact &action : facts.actions) {
        if (action.shareTouched && *action.shareTouched > 0) {
            out += item(u"%1 % of the traffic was touched by the %2%3"_s.arg(QString::number(*action.shareTouched, 'g', 4),
                                                                           markdownCell(action.verb), citation(incident, action.asked.eventId)));
        }
    }
    return out.isEmpty() ? byHand : out;
}

QString causesOf(const Incident &incident, const PostmortemFacts &facts)
{
    QString out;
    for (const ChangeFact &change : facts.changes) {
        out += item(u"%1 changed: %2 → %3%4"_s.arg(markdownCell(change.part), markdownCell(change.before.isEmpty() ? u"none"_s : change.before),
                                                   markdownCell(change.after.isEmpty() ? u"none"_s : change.after),
                                                   citation(incident, change.eventId)));
    }
    if (out.isEmpty())
        return u"The record does not say what the bad version changed. "_s + byHand;
    return u"What the bad version changed; which of it was the cause is to be written by a person.\n\n"_s + out;
}

QString resolutionOf(const Incident &incident, const PostmortemFacts &facts)
{
    QString out;
    for (const ActionFact &action : facts.actions) {
        if (!action.good)
            continue;
        out += item(u"%1 %2, read back at %3%4%5"_s.arg(
            markdownCell(action.verb), markdownCell(action.change), utcText(*action.readBack.at), citation(incident, action.readBack.eventId),
            action.effect.at ? u", %1 at %2%3"_s.arg(action.effect.words, utcText(*action.effect.at), citation(incident, action.effect.eventId))
                             : QString()));
    }
    return out.isEmpty() ? byHand : out;
}

QString wentWell(const Incident &incident, const PostmortemFacts &facts)
{
    QString out;
    for (const ActionFact &action : facts.actions) {
        if (action.timeToEffect) {
            out += item(u"The %1 showed in traffic %2 after it was asked%3"_s.arg(markdownCell(action.verb), spanText(*action.timeToEffect),
                                                                                citation(incident, action.effect.eventId)));
        }
    }
    if (!facts.evidence.isEmpty())
        out += item(u"Evidence was frozen%1"_s.arg(citation(incident, facts.evidence.first().eventId)));
    return out + item(u"To be completed by a person."_s);
}

QString wentBadly(const Incident &incident)
{
    QString out;
    for (const Event &event : incident.events) {
        const bool bad = event.kind == EventKind::actionRejected || event.kind == EventKind::actionUnknown
            || event.kind == EventKind::actionMismatch || event.kind == EventKind::actionNotSeen
            || event.kind == EventKind::actionSuperseded || event.kind == EventKind::actionAskHuman
            || event.kind == EventKind::sourceLost;
        if (bad)
            out += item(sentence(incident, event));
    }
    return out + item(u"To be completed by a person."_s);
}

QString actionItems(const Incident &incident, const PostmortemFacts &facts)
{
    QString out = u"| Item | Type | Owner | Due | Link |\n| --- | --- | --- | --- | --- |\n"_s;
    const auto add = [&out](const QString &what, const QString &type, const QString &link) {
        out += u"| %1 | %2 | to be named | to be set | %3 |\n"_s.arg(what, type, link.isEmpty() ? u"–"_s : link);
    };
    if (!facts.bad.isEmpty())
        add(u"Fix what made %1 worse"_s.arg(markdownCell(facts.bad)), u"prevent"_s, eventReference(incident, facts.badEvent));
    for (const LineFact &line : facts.lines) {
        if (!line.gate.warn && !line.gate.stop)
            add(u"Give %1 a guard"_s.arg(markdownCell(line.title)), u"detect"_s, {});
    }
    if (facts.regression.isEmpty())
        add(u"Put failing requests into the regression set"_s, u"prevent"_s, {});
    for (const Event &event : incident.events) {
        if (event.kind == EventKind::sourceLost)
            add(u"Find out why: %1"_s.arg(markdownCell(event.title)), u"detect"_s, eventReference(incident, event.eventId));
    }
    return out;
}

QString eventSentence(const Incident &incident, std::initializer_list<const char16_t *> kinds)
{
    const Event *event = firstOf(incident, kinds);
    return event ? sentence(incident, *event) + u".\n"_s : byHand;
}

/// What the record saw change last before it began.
QString triggerOf(const Incident &incident)
{
    const Event *change = firstOf(incident, {EventKind::gatewayChanged});
    const Event *crossing = firstOf(incident, {EventKind::gateCrossed, EventKind::alertFired});
    const bool before = change && (!crossing || change->occurredAt <= crossing->occurredAt);
    return before ? sentence(incident, *change) + u".\n"_s : byHand;
}

} // namespace

QString eventReference(const Incident &incident, const QString &eventId)
{
    if (eventId.isEmpty())
        return {};
    const auto found = std::find_if(incident.events.begin(), incident.events.end(), [&](const Event &event) { return event.eventId == eventId; });
    return found == incident.events.end() ? QString() : u"E%1"_s.arg(found->seq);
}

QString referenceText(const Event &event)
{
    return u"E%1 (%2, %3)"_s.arg(event.seq).arg(utcText(event.occurredAt), markdownCell(event.title));
}

QString figureText(double value, Unit unit)
{
    const auto digits = [](double number) { return QString::number(number, 'g', 4); };
    switch (unit) {
    case Unit::Ratio: return digits(value * 100) + u" %"_s;
    case Unit::Seconds: return digits(value) + u" s"_s;
    case Unit::Usd: return digits(value) + u" USD"_s;
    case Unit::UsdPerHour: return digits(value) + u" USD/h"_s;
    case Unit::UsdPerDay: return digits(value) + u" USD/d"_s;
    case Unit::PerSecond: return digits(value) + u" 1/s"_s;
    case Unit::Tokens: return digits(value) + u" tokens"_s;
    case Unit::Score:
    case Unit::Count: break;
    }
    return digits(value);
}

QString postmortemDraft(const Incident &incident, const PostmortemFacts &facts, const PostmortemTemplate &layout)
{
    const QMap<QString, QString> values{
        {u"title"_s, markdownCell(markedTitle(incident), 256)},
        {u"incident"_s, markdownCell(incident.id)},
        {u"service"_s, markdownCell(incident.service)},
        {u"severity"_s, severityWord(incident.severity)},
        {u"header"_s, headerTable(incident, facts)},
        {u"summary"_s, summaryOf(incident, facts)},
        {u"impact"_s, impactOf(incident, facts)},
        {u"lines"_s, linesTable(incident, facts.lines)},
        {u"timeline"_s, eventTable(incident)},
        {u"actions"_s, actionsTable(incident, facts.actions)},
        {u"causes"_s, causesOf(incident, facts)},
        {u"trigger"_s, triggerOf(incident)},
        {u"detection"_s, eventSentence(incident, {EventKind::alertFired, EventKind::gateCrossed})},
        {u"resolution"_s, resolutionOf(incident, facts)},
        {u"went_well"_s, wentWell(incident, facts)},
        {u"went_badly"_s, wentBadly(incident)},
        {u"lucky"_s, item(u"To be written by a person."_s)},
        {u"action_items"_s, actionItems(incident, facts)},
        {u"regression"_s, regressionTable(incident, facts.regression)},
        {u"evidence"_s, evidenceTable(incident, facts.evidence)},
    };
    return pasteSafe(filledTemplate(layout.text, values).trimmed() + u'\n');
}

} // namespace andon

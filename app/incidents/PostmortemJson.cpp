// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/base/TimeText.h"
#include "app/incidents/DrillText.h"
#include "app/incidents/Exporters.h"
#include "app/incidents/Postmortem.h"
#include "app/incidents/PostmortemExports.h"

#include <QCryptographicHash>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

std::string text(const QString &string)
{
    return string.toStdString();
}

json timeOrNull(const std::optional<TimePoint> &time)
{
    return time ? json(text(isoUtc(*time))) : json();
}

template<typename Number>
json numberOrNull(const std::optional<Number> &number)
{
    return number ? json(*number) : json();
}

json secondsOrNull(const std::optional<std::chrono::milliseconds> &duration)
{
    return duration ? json(static_cast<double>(duration->count()) / 1000) : json();
}

json incidentJson(const Incident &incident)
{
    json times = json::object();
    for (const auto &[key, value] : incident.times.asKeyValueRange()) {
        times[text(keyTimeWord(key))] = {{"at", text(isoUtc(value.at))}, {"proposed", value.proposed}, {"from_event", text(value.fromEvent)}};
    }
    json roles = json::object();
    for (const auto &[role, name] : incident.roles.asKeyValueRange())
        roles[text(role)] = text(name);
    json versions = json::array();
    for (const QString &version : incident.versions)
        versions.push_back(text(version));
    const Durations durations = durationsOf(incident);
    json setBack = json::array();
    for (const QString &word : setBackWords(durations))
        setBack.push_back(text(word));
    return {{"id", text(incident.id)},
            {"title", text(incident.title)},
            {"service", text(incident.service)},
            {"severity", text(severityWord(incident.severity))},
            {"drill", incident.drill},
            {"closed", incident.closed},
            {"impact", text(incident.impact)},
            {"roles", roles},
            {"versions", versions},
            {"times", times},
            {"seconds",
             {{"to_detect", secondsOrNull(durations.ttd)},
              {"to_acknowledge", secondsOrNull(durations.tta)},
              {"to_mitigate", secondsOrNull(durations.ttm)},
              {"to_resolve", secondsOrNull(durations.ttr)}}},
            {"clock_set_back", setBack}};
}

json lineJson(const LineFact &line)
{
    return {{"indicator", text(line.indicatorId)},
            {"title", text(line.title)},
            {"family", text(familyWord(line.family))},
            {"unit", text(unitWord(line.unit))},
            {"warn", numberOrNull(line.gate.warn)},
            {"stop", numberOrNull(line.gate.stop)},
            {"baseline", numberOrNull(line.baseline)},
            {"baseline_event", text(line.baselineEvent)},
            {"worst", numberOrNull(line.worst)},
            {"worst_event", text(line.worstEvent)},
            {"at", timeOrNull(line.at)},
            {"query", text(line.query)}};
}

json stepJson(const ActionFact::Step &step)
{
    return step.at ? json{{"words", text(step.words)}, {"at", text(isoUtc(*step.at))}, {"event", text(step.eventId)}} : json();
}

json actionJson(const ActionFact &action)
{
    return {{"operation", text(action.opId)},
            {"verb", text(action.verb)},
            {"change", text(action.change)},
            {"reason", text(action.reason)},
            {"asked", stepJson(action.asked)},
            {"answered", stepJson(action.answered)},
            {"read_back", stepJson(action.readBack)},
            {"effect", stepJson(action.effect)},
            {"seconds_to_effect", secondsOrNull(action.timeToEffect)},
            {"outcome", text(action.outcome)}};
}

template<typename Facts, typename Made>
json listOf(const Facts &facts, const Made &made)
{
    json list = json::array();
    for (const auto &fact : facts)
        list.push_back(made(fact));
    return list;
}

} // namespace

QByteArray postmortemJson(const PostmortemDocument &document)
{
    const PostmortemFacts &facts = document.facts;
    const QByteArray utf8 = document.text.toUtf8();
    json out{
        {"format", "andon-postmortem-1"},
        {"incident", incidentJson(document.incident)},
        {"versions", {{"before", text(facts.before)}, {"bad", text(facts.bad)}, {"after", text(facts.after)}}},
        {"lines", listOf(facts.lines, lineJson)},
        {"actions", listOf(facts.actions, actionJson)},
        {"changes", listOf(facts.changes, [](const ChangeFact &one) {
             return json{{"part", text(one.part)}, {"before", text(one.before)}, {"after", text(one.after)}, {"event", text(one.eventId)}};
         })},
        {"evidence", listOf(facts.evidence, [](const EvidenceFact &one) {
             return json{{"file", text(one.file)}, {"sha256", text(one.sha256)}, {"event", text(one.eventId)}};
         })},
        {"regression", listOf(facts.regression, [](const RegressionFact &one) {
             return json{{"id", text(one.sample)}, {"trace", text(one.trace)}, {"set", text(one.set)}, {"event", text(one.eventId)}};
         })},
        {"events", listOf(document.incident.events, [&](const Event &event) { return entryJson(event, document.redacted.contains(event.seq)); })},
        {"document",
         {{"markdown", utf8.toStdString()},
          {"sha256", QCryptographicHash::hash(utf8, QCryptographicHash::Sha256).toHex().toStdString()}}}};
    if (facts.drill)
        out["drill_sheet"] = drillSheetJson(*facts.drill);
    return canonicalJson(out) + '\n';
}

} // namespace andon

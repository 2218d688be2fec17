// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/IncidentReport.h"

#include "app/base/TimeText.h"
#include "app/incidents/DrillText.h"

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

static QString stateWord(const Incident &incident)
{
    return !incident.mergedInto.isEmpty() ? u"merged"_s
        : incident.closed                 ? u"closed"_s
        : incident.time(KeyTime::Mitigated) ? u"mitigated"_s
                                            : u"running"_s;
}

static json number(const std::optional<std::chrono::milliseconds> &duration)
{
    return duration ? json(duration->count()) : json(nullptr);
}

static json textOrNull(const QString &text)
{
    return text.isEmpty() ? json(nullptr) : json(text.toStdString());
}

QString durationWords(const std::optional<std::chrono::milliseconds> &duration)
{
    if (!duration)
        return u"-"_s;
    const qint64 seconds = duration->count() / 1000;
    const QString rest = u"%1:%2"_s.arg(seconds / 60 % 60, seconds >= 3600 ? 2 : 1, 10, QChar(u'0')).arg(seconds % 60, 2, 10, QChar(u'0'));
    return seconds >= 3600 ? u"%1:%2"_s.arg(seconds / 3600).arg(rest) : rest;
}

QString incidentLine(const Incident &incident)
{
    const Durations durations = durationsOf(incident);
    const TimePoint started = incident.time(KeyTime::Started).value_or(incident.openedAt);
    const auto span = [&](const std::optional<std::chrono::milliseconds> &duration, KeyTime end) {
        return durations.setBack.contains(end) ? u"(clock set back)"_s : durationWords(duration);
    };
    const QStringList words{severityWord(incident.severity), isoUtc(started).left(19) + u'Z', stateWord(incident).leftJustified(9),
                            u"TTD "_s + span(durations.ttd, KeyTime::Detected), u"TTA "_s + span(durations.tta, KeyTime::Acknowledged),
                            u"TTM "_s + span(durations.ttm, KeyTime::Mitigated), u"TTR "_s + span(durations.ttr, KeyTime::Resolved), incident.service,
                            markedTitle(incident), incident.id};
    return words.join(u"  "_s);
}

json incidentJson(const Incident &incident)
{
    json times = json::object(), roles = json::object(), versions = json::array(), steps = json::object();
    for (const auto &[key, value] : incident.times.toStdMap())
        times[keyTimeWord(key).toStdString()] = {{"at", isoUtc(value.at).toStdString()}, {"proposed", value.proposed}, {"from_event", textOrNull(value.fromEvent)}};
    for (const auto &[role, name] : incident.roles.toStdMap())
        roles[role.toStdString()] = name.toStdString();
    for (const QString &version : incident.versions)
        versions.push_back(version.toStdString());
    const Durations durations = durationsOf(incident);
    json setBack = json::array();
    for (const QString &word : setBackWords(durations))
        setBack.push_back(word.toStdString());
    const RunbookRun run = runbookRunOf(incident);
    for (const RunbookStepState &state : run.steps)
        steps[runbookStepWord(state.step).toStdString()] = {{"closed", state.closed}, {"took_ms", state.closed ? json(state.took.count()) : json(nullptr)}};
    json report{{"id", incident.id.toStdString()},
            {"title", incident.title.toStdString()},
            {"service", incident.service.toStdString()},
            {"severity", severityWord(incident.severity).toStdString()},
            {"drill", incident.drill},
            {"state", stateWord(incident).toStdString()},
            {"merged_into", textOrNull(incident.mergedInto)},
            {"cause", incident.cause.toStdString()},
            {"opened_by", incident.openedBy.toStdString()},
            {"opened_at", isoUtc(incident.openedAt).toStdString()},
            {"versions", versions},
            {"impact", textOrNull(incident.impact)},
            {"roles", roles},
            {"times", times},
            {"durations_ms", {{"ttd", number(durations.ttd)}, {"tta", number(durations.tta)}, {"ttm", number(durations.ttm)}, {"ttr", number(durations.ttr)}}},
            {"clock_set_back", setBack},
            {"events", incident.events.size()},
            {"runbook", run.started() ? json{{"id", run.runbook.toStdString()}, {"started_at", isoUtc(run.startedAt).toStdString()}, {"steps", steps}}
                                      : json(nullptr)}};
    if (const auto sheet = drillSheetOf(incident))
        report["drill_sheet"] = drillSheetJson(*sheet);
    return report;
}

} // namespace andon

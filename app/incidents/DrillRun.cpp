// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/DrillRun.h"

#include "app/incidents/EventText.h"
#include "app/incidents/JsonFields.h"

#include <algorithm>
#include <array>
#include <utility>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

static constexpr std::array<std::pair<DrillEnd, const char16_t *>, 7> endWords{{
    {DrillEnd::Finished, u"finished"},
    {DrillEnd::TimeUp, u"time_up"},
    {DrillEnd::Stopped, u"stopped"},
    {DrillEnd::IncidentClosed, u"incident_closed"},
    {DrillEnd::ConsoleClosed, u"console_closed"},
    {DrillEnd::LeftOpen, u"left_open"},
    {DrillEnd::FaultFailed, u"fault_failed"},
}};

QString drillEndWord(DrillEnd end)
{
    for (const auto &[known, word] : endWords) {
        if (known == end)
            return QString::fromUtf16(word);
    }
    return {};
}

std::optional<DrillEnd> drillEndFromWord(const QString &word)
{
    for (const auto &[end, known] : endWords) {
        if (word == known)
            return end;
    }
    return std::nullopt;
}

DrillRun::Seal DrillRun::seal() const
{
    if (!isOver())
        return Seal::Closed;
    if (!secret || commitment.isEmpty())
        return Seal::Lost;
    return drillCommitment(*secret) == commitment && drillPlan(secret->plan.seed, secret->ground) == secret->plan ? Seal::Holds : Seal::Broken;
}

Event drillStartedRow(const QString &id, const QString &service, const QString &gateway, const QString &commitment)
{
    Event event;
    event.kind = QString::fromUtf16(EventKind::drillStarted);
    event.service = service;
    event.title = u"Drill started on %1: what goes wrong is sealed until its end"_s.arg(gateway).left(256);
    event.payload = {{"drill", id.toStdString()},
                     {"gateway", gateway.toStdString()},
                     {"commitment", commitment.toStdString()},
                     {"earliest_ms", drillEarliest.count()},
                     {"latest_ms", drillLatest.count()}};
    return event;
}

static QString endedTitle(const DrillRun &run)
{
    if (!run.secret)
        return u"Drill ended: what went wrong is not known any more"_s;
    const FaultSetting &fault = run.secret->plan.fault;
    QString what = u"%1 of %2"_s.arg(fault.faults.join(u", "_s), fault.version);
    for (const auto &[member, value] : fault.only.asKeyValueRange())
        what += u", %1 %2 alone"_s.arg(member, value);
    return run.injectedAt ? u"Drill ended: it was %1, from %2 on"_s.arg(what, utcText(*run.injectedAt))
                          : u"Drill ended before its fault: it would have been %1"_s.arg(what);
}

Event drillEndedRow(const DrillRun &run)
{
    Event event;
    event.kind = QString::fromUtf16(EventKind::drillEnded);
    event.service = run.service;
    event.version = run.secret && run.injectedAt ? run.secret->plan.fault.version : QString();
    event.title = endedTitle(run).left(256);
    event.payload = {{"drill", run.id.toStdString()},
                     {"gateway", run.gateway.toStdString()},
                     {"incident", run.incident.toStdString()},
                     {"reason", drillEndWord(run.end.value_or(DrillEnd::Stopped)).toStdString()},
                     {"injected_at", JsonFields::timeJson(run.injectedAt)},
                     {"healed", run.healed},
                     {"secret", run.secret ? drillSecretJson(*run.secret) : json()}};
    return event;
}

QList<DrillRun> drillRunsOf(const QList<Event> &events)
{
    QList<DrillRun> runs;
    const auto runOf = [&runs](const Event &event) -> DrillRun & {
        const QString id = payloadText(event, "drill");
        const auto found = std::find_if(runs.begin(), runs.end(), [&](const DrillRun &one) { return one.id == id; });
        if (found != runs.end())
            return *found;
        runs << DrillRun();
        runs.last().id = id;
        runs.last().service = event.service;
        runs.last().gateway = payloadText(event, "gateway");
        runs.last().startedAt = event.occurredAt;
        return runs.last();
    };
    for (const Event &event : events) {
        const bool starts = event.kind == EventKind::drillStarted, ends = event.kind == EventKind::drillEnded;
        if ((!starts && !ends) || payloadText(event, "drill").isEmpty())
            continue;
        DrillRun &run = runOf(event);
        // Of each the first counts: nothing that is written later changes what a drill was.
        if (starts && run.startedEvent.isEmpty()) {
            run.startedEvent = event.eventId;
            run.startedAt = event.occurredAt;
            run.commitment = payloadText(event, "commitment");
        } else if (ends && run.endedEvent.isEmpty()) {
            run.endedEvent = event.eventId;
            run.endedAt = event.occurredAt;
            run.incident = payloadText(event, "incident");
            run.end = drillEndFromWord(payloadText(event, "reason"));
            run.injectedAt = JsonFields::time(event.payload, "injected_at");
            run.healed = JsonFields::flag(event.payload, "healed");
            run.secret = drillSecretFrom(JsonFields::member(event.payload, "secret"));
        }
    }
    return runs;
}

std::optional<DrillRun> drillRunOf(const Incident &incident)
{
    std::optional<DrillRun> last;
    if (!incident.drill)
        return last;
    const QList<DrillRun> runs = drillRunsOf(incident.events);
    for (const DrillRun &run : runs) {
        if (run.incident == incident.id)
            return run;
        last = run;
    }
    return last;
}

} // namespace andon

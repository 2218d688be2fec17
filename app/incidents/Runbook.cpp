// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Runbook.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Event *eventNamed(const Incident &incident, const QString &id)
{
    const auto found = std::find_if(incident.events.cbegin(), incident.events.cend(),
                                    [&](const Event &event) { return event.eventId == id; });
    return id.isEmpty() || found == incident.events.cend() ? nullptr : &*found;
}

bool isOf(const Event &event, std::initializer_list<const char16_t *> kinds)
{
    return std::any_of(kinds.begin(), kinds.end(), [&](const char16_t *kind) { return event.kind == kind; });
}

bool saysField(const Event &event, const QString &field)
{
    return event.kind == EventKind::incidentChanged && payloadText(event, "field") == field;
}

/// Read back or seen in traffic, of an action that ends a loss.
bool stopsLoss(const Event &event, const Incident &incident)
{
    if (!isOf(event, {EventKind::actionVerified, EventKind::actionEffective}))
        return false;
    return std::any_of(incident.events.cbegin(), incident.events.cend(), [&](const Event &intent) {
        const auto verb = verbFromWord(payloadText(intent, "verb"));
        return intent.kind == EventKind::actionIntent && intent.opId == event.opId && verb && endsLoss(*verb);
    });
}

bool eventCloses(RunbookStep step, const Event &event, const Incident &incident)
{
    switch (step) {
    case RunbookStep::Confirm:
        return isOf(event, {EventKind::gateCrossed, EventKind::alertFired, EventKind::verdict}) || saysField(event, u"impact"_s);
    case RunbookStep::StopLoss:
        return isOf(event, {EventKind::gateCleared, EventKind::alertCleared}) || stopsLoss(event, incident);
    case RunbookStep::Evidence: return isOf(event, {EventKind::evidenceAdded});
    case RunbookStep::Cause:
        return isOf(event, {EventKind::note, EventKind::gatewayChanged}) || saysField(event, u"versions"_s);
    case RunbookStep::Regression: return isOf(event, {EventKind::regressionMarked});
    case RunbookStep::Postmortem: return isOf(event, {EventKind::postmortemSaved, EventKind::exportMade});
    }
    return false;
}

/// The names of files that an event of the record vouches for, as far as they close the step.
QStringList filesOf(RunbookStep step, const Event &event)
{
    if (step == RunbookStep::Evidence && event.kind == EventKind::evidenceAdded)
        return {payloadText(event, "file")};
    if (step == RunbookStep::Regression && event.kind == EventKind::regressionMarked)
        return {payloadText(event, "set")};
    QStringList names;
    if (step != RunbookStep::Postmortem || event.kind != EventKind::evidenceAdded || !event.payload.is_object())
        return names;
    const auto files = event.payload.find("files");
    if (files == event.payload.end() || !files->is_array())
        return names;
    for (const nlohmann::json &file : *files) {
        if (file.is_object() && file.value("name", nlohmann::json()) == nlohmann::json("postmortem.md"))
            names << u"postmortem.md"_s;
    }
    return names;
}

QString wantedWords(RunbookStep step)
{
    switch (step) {
    case RunbookStep::Confirm: return u"an alarm, a verdict of the judge, or the impact in words"_s;
    case RunbookStep::StopLoss: return u"a degrade, throttle or rollback that was read back, or the alarm's clearing"_s;
    case RunbookStep::Evidence: return u"frozen evidence"_s;
    case RunbookStep::Cause: return u"a note, a change at the gateway, or the affected versions"_s;
    case RunbookStep::Regression: return u"a request marked for the regression set"_s;
    case RunbookStep::Postmortem: return u"a saved or exported postmortem"_s;
    }
    return {};
}

} // namespace

std::chrono::minutes dueAfter(RunbookStep step)
{
    constexpr std::array<std::chrono::minutes, 6> due{1min, 3min, 4min, 7min, 9min, runbookBudget};
    return due[static_cast<std::size_t>(step)];
}

std::optional<RunbookStep> RunbookRun::next() const
{
    const auto open = std::find_if(steps.cbegin(), steps.cend(), [](const RunbookStepState &state) { return !state.closed; });
    return open == steps.cend() ? std::nullopt : std::optional(open->step);
}

QString artefactRefusal(RunbookStep step, const Artefact &artefact, const Incident &incident)
{
    const QString wanted = u"“%1” closes on %2"_s.arg(runbookStepTitle(step), wantedWords(step));
    if (artefact.ref.isEmpty())
        return wanted;
    switch (artefact.kind) {
    case Artefact::Kind::Event: {
        const Event *event = eventNamed(incident, artefact.ref);
        if (!event)
            return u"the event does not belong to this incident; %1"_s.arg(wanted);
        return eventCloses(step, *event, incident) ? QString() : u"an entry “%1” does not close it; %2"_s.arg(event->kind, wanted);
    }
    case Artefact::Kind::File: {
        const bool named = std::any_of(incident.events.cbegin(), incident.events.cend(), [&](const Event &event) {
            return filesOf(step, event).contains(artefact.ref);
        });
        return named ? QString() : u"the record names no such file; %1"_s.arg(wanted);
    }
    case Artefact::Kind::Text: return u"words alone close no step; %1"_s.arg(wanted);
    }
    return wanted;
}

QList<Artefact> artefactsFor(RunbookStep step, const Incident &incident)
{
    QList<Artefact> found;
    for (auto event = incident.events.crbegin(); event != incident.events.crend(); ++event) {
        if (eventCloses(step, *event, incident))
            found << Artefact{Artefact::Kind::Event, event->eventId};
        for (const QString &name : filesOf(step, *event)) {
            const Artefact file{Artefact::Kind::File, name};
            if (!name.isEmpty() && !eventCloses(step, *event, incident) && !found.contains(file))
                found << file;
        }
    }
    return found;
}

RunbookRun runbookRunOf(const Incident &incident)
{
    RunbookRun run;
    QList<Event> bySeq = incident.events;
    std::stable_sort(bySeq.begin(), bySeq.end(), [](const Event &a, const Event &b) { return a.seq < b.seq; });
    for (const RunbookStep step : allRunbookSteps)
        run.steps << RunbookStepState{step, false, {}, {}, {}, {}};
    for (const Event &event : std::as_const(bySeq)) {
        if (event.kind == EventKind::runbookStarted) {
            if (!run.started())
                run.startedAt = event.occurredAt;
            run.runbook = payloadText(event, "runbook");
        }
        const auto step = event.kind == EventKind::runbookStepClosed ? runbookStepFromWord(payloadText(event, "step")) : std::nullopt;
        if (!step || !event.payload.contains("artefact"))
            continue;
        RunbookStepState &state = run.steps[static_cast<qsizetype>(*step)];
        const auto artefact = artefactFrom(event.payload.at("artefact"));
        if (state.closed || !artefact || !artefactRefusal(*step, *artefact, incident).isEmpty())
            continue;
        state.closed = true;
        state.artefact = *artefact;
        state.closedAt = event.occurredAt;
        state.closedBy = event.actor.calledName();
    }
    for (RunbookStepState &state : run.steps) {
        if (state.closed && run.started())
            state.took = std::max(0ms, std::chrono::duration_cast<std::chrono::milliseconds>(state.closedAt - run.startedAt));
    }
    return run;
}

const RunbookSpec *runbookFor(const QList<RunbookSpec> &runbooks, const RunbookHint &hint)
{
    const auto first = [&](const auto &fits) -> const RunbookSpec * {
        const auto found = std::find_if(runbooks.cbegin(), runbooks.cend(), fits);
        return found == runbooks.cend() ? nullptr : &*found;
    };
    const RunbookSpec *found = hint.label.isEmpty() ? nullptr : first([&](const RunbookSpec &one) { return one.id == hint.label; });
    if (!found && !hint.alarm.isEmpty())
        found = first([&](const RunbookSpec &one) { return one.alarms.contains(hint.alarm); });
    if (!found && !hint.family.isEmpty())
        found = first([&](const RunbookSpec &one) { return one.families.contains(hint.family); });
    return found;
}

QString runbookStepWord(RunbookStep step)
{
    switch (step) {
    case RunbookStep::Confirm: return u"confirm"_s;
    case RunbookStep::StopLoss: return u"stop_loss"_s;
    case RunbookStep::Evidence: return u"evidence"_s;
    case RunbookStep::Cause: return u"cause"_s;
    case RunbookStep::Regression: return u"regression"_s;
    case RunbookStep::Postmortem: return u"postmortem"_s;
    }
    return {};
}

std::optional<RunbookStep> runbookStepFromWord(const QString &word)
{
    const auto found = std::find_if(allRunbookSteps.begin(), allRunbookSteps.end(),
                                    [&](RunbookStep step) { return runbookStepWord(step) == word; });
    return found == allRunbookSteps.end() ? std::nullopt : std::optional(*found);
}

QString runbookStepTitle(RunbookStep step)
{
    switch (step) {
    case RunbookStep::Confirm: return u"Confirm the impact"_s;
    case RunbookStep::StopLoss: return u"Stop the loss"_s;
    case RunbookStep::Evidence: return u"Keep the evidence"_s;
    case RunbookStep::Cause: return u"Find the cause"_s;
    case RunbookStep::Regression: return u"Add gate and regression"_s;
    case RunbookStep::Postmortem: return u"Write the postmortem"_s;
    }
    return {};
}

QString artefactWord(Artefact::Kind kind)
{
    return kind == Artefact::Kind::Event ? u"event"_s : kind == Artefact::Kind::File ? u"file"_s : u"text"_s;
}

std::optional<Artefact> artefactFrom(const nlohmann::json &value)
{
    if (!value.is_object())
        return std::nullopt;
    const auto kind = value.find("kind"), ref = value.find("ref");
    if (kind == value.end() || ref == value.end() || !kind->is_string() || !ref->is_string())
        return std::nullopt;
    for (const Artefact::Kind one : {Artefact::Kind::Event, Artefact::Kind::File, Artefact::Kind::Text}) {
        if (artefactWord(one) == QString::fromStdString(kind->get<std::string>()))
            return Artefact{one, QString::fromStdString(ref->get<std::string>())};
    }
    return std::nullopt;
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/DrillSheet.h"

#include "app/incidents/EventText.h"
#include "app/incidents/IncidentTimes.h"
#include "app/incidents/JsonFields.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Mark = DrillMark;
using Finding = DrillFinding;

std::chrono::milliseconds between(TimePoint from, TimePoint to)
{
    return std::max(0ms, std::chrono::duration_cast<std::chrono::milliseconds>(to - from));
}

std::optional<Verb> verbOf(const Event &intent)
{
    return intent.kind == EventKind::actionIntent ? verbFromWord(payloadText(intent, "verb")) : std::nullopt;
}

QString verbAndVersion(const Event &intent)
{
    const QString verb = payloadText(intent, "verb");
    return intent.version.isEmpty() ? verb : verb + u' ' + intent.version;
}

bool isHash(const QString &text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
}

/// Walks what happened between the start and the end of one drill with the plan in hand.
class DrillReading {
public:
    DrillReading(const DrillRun &run, const QList<Event> &events)
        : m_run(run)
        , m_fault(run.secret->plan.fault)
        , m_injected(*run.injectedAt)
    {
        for (const Event &event : events) {
            const bool inside = event.occurredAt >= run.startedAt && (!run.endedAt || event.occurredAt <= *run.endedAt);
            if (inside && event.service == run.service)
                m_events << event;
        }
        std::stable_sort(m_events.begin(), m_events.end(), isReadBefore);
        find();
    }
    [[nodiscard]] QList<DrillRow> rows() const
    {
        return {detected(), acted(), rightAction(), firstAction(), stopped(), effect(),
                evidence(DrillQuestion::EvidenceOfAlarm, m_alarm, Finding::NotSeen),
                evidence(DrillQuestion::EvidenceOfAction, m_right ? m_right : m_first, Finding::NobodyActed)};
    }

private:
    [[nodiscard]] bool isOfTheVersion(const Event &event) const { return event.version.isEmpty() || event.version == m_fault.version; }
    [[nodiscard]] bool isRightVerb(const Event &intent) const
    {
        return rightVerbs(m_fault, m_run.secret->ground).contains(payloadText(intent, "verb"));
    }
    /// A degrade is of everybody; a rollback takes the traffic of one version.
    [[nodiscard]] bool isRight(const Event &intent) const
    {
        return isRightVerb(intent) && (payloadText(intent, "verb") != u"rollback" || intent.version == m_fault.version);
    }
    void find()
    {
        for (const Event &event : std::as_const(m_events)) {
            const std::optional<Verb> verb = verbOf(event);
            const bool since = event.occurredAt >= m_injected;
            if (since && !m_alarm && raisesAlarm(event) && isOfTheVersion(event))
                m_alarm = &event;
            // To pause the canary does no harm and ends no loss: it is no try.
            const bool tries = verb && *verb != Verb::Pause;
            if (tries && !m_first)
                m_first = &event;
            if (since && tries && !m_right && isRight(event))
                m_right = &event;
            const bool acknowledges = event.kind == EventKind::alertAcknowledged && isOfTheVersion(event);
            if (since && !m_act && (acknowledges || verb))
                m_act = &event;
        }
    }
    /// Who acted on it knew of it, with an alarm or without.
    [[nodiscard]] std::optional<KeyTimeValue> detection() const
    {
        std::optional<KeyTimeValue> found;
        if (m_alarm)
            found = KeyTimeValue{shownAt(*m_alarm), true, m_alarm->eventId};
        for (const Event *event : {m_right, m_act && m_act->kind == EventKind::alertAcknowledged ? m_act : nullptr}) {
            if (event && (!found || event->occurredAt < found->at))
                found = KeyTimeValue{event->occurredAt, true, event->eventId};
        }
        return found;
    }
    [[nodiscard]] static DrillRow measured(DrillQuestion question, std::chrono::milliseconds figure, std::chrono::milliseconds target, const QString &event)
    {
        return {question, figure <= target ? Mark::Passed : Mark::Missed, Finding::Measured, target, figure, {}, event};
    }
    [[nodiscard]] DrillRow detected() const
    {
        if (const auto found = detection())
            return measured(DrillQuestion::Detected, between(m_injected, found->at), drillDetectTarget, found->fromEvent);
        return {DrillQuestion::Detected, Mark::NotReached, Finding::NotSeen, drillDetectTarget, {}, {}, {}};
    }
    [[nodiscard]] DrillRow acted() const
    {
        const auto found = detection();
        if (found && m_act)
            return measured(DrillQuestion::Acted, between(found->at, m_act->occurredAt), drillActTarget, m_act->eventId);
        return {DrillQuestion::Acted, Mark::NotReached, found ? Finding::NobodyActed : Finding::NotSeen, drillActTarget, {}, {}, {}};
    }
    [[nodiscard]] Finding fault(const Event &intent) const
    {
        return intent.occurredAt < m_injected ? Finding::BeforeTheFault : !isRightVerb(intent) ? Finding::AnotherVerb : Finding::AnotherVersion;
    }
    [[nodiscard]] DrillRow rightAction() const
    {
        if (m_right)
            return {DrillQuestion::RightAction, Mark::Passed, Finding::AsItShouldBe, {}, between(m_injected, m_right->occurredAt), verbAndVersion(*m_right), m_right->eventId};
        if (m_first)
            return {DrillQuestion::RightAction, Mark::Missed, fault(*m_first), {}, {}, verbAndVersion(*m_first), m_first->eventId};
        return {DrillQuestion::RightAction, Mark::NotReached, Finding::NobodyActed, {}, {}, {}, {}};
    }
    [[nodiscard]] DrillRow firstAction() const
    {
        if (!m_first)
            return {DrillQuestion::FirstAction, Mark::NotReached, Finding::NobodyActed, {}, {}, {}, {}};
        const bool right = m_first == m_right;
        return {DrillQuestion::FirstAction, right ? Mark::Passed : Mark::Missed, right ? Finding::AsItShouldBe : fault(*m_first), {}, {},
                verbAndVersion(*m_first), m_first->eventId};
    }
    /// Alarms of other versions are the demo's noise, and an alarm that eases by itself was stopped by nobody.
    [[nodiscard]] DrillRow stopped() const
    {
        QList<Event> ours;
        for (const Event &event : m_events) {
            const bool alarm = raisesAlarm(event) || event.kind == EventKind::gateCleared || event.kind == EventKind::alertCleared;
            if (event.occurredAt >= m_injected && (!alarm || isOfTheVersion(event)))
                ours << event;
        }
        const std::optional<KeyTimeValue> mitigated = m_right ? mitigationOf(ours) : std::nullopt;
        if (mitigated && mitigated->at >= m_right->occurredAt)
            return measured(DrillQuestion::Stopped, between(m_injected, mitigated->at), drillStopTarget, mitigated->fromEvent);
        return {DrillQuestion::Stopped, Mark::NotReached, Finding::StillBurning, drillStopTarget, {}, {}, {}};
    }
    [[nodiscard]] static std::optional<Finding> findingOf(const QString &kind)
    {
        if (kind == EventKind::actionSent)
            return Finding::SentOnly;
        if (kind == EventKind::actionAcked)
            return Finding::AnsweredOnly;
        if (kind == EventKind::actionVerified)
            return Finding::ReadBackOnly;
        if (kind == EventKind::actionEffective)
            return Finding::SeenInTraffic;
        if (kind == EventKind::actionNotSeen)
            return Finding::NotInTraffic;
        if (kind == EventKind::actionMismatch)
            return Finding::ReadBackOther;
        if (kind == EventKind::actionUnknown || kind == EventKind::actionReconciling || kind == EventKind::actionInterrupted || kind == EventKind::actionAskHuman)
            return Finding::Unknown;
        if (kind == EventKind::actionRejected || kind == EventKind::actionSuperseded || kind == EventKind::actionNotApplied)
            return Finding::Refused;
        return std::nullopt;
    }
    /// The last word of the operation counts, until traffic has shown it: that is not taken back.
    [[nodiscard]] DrillRow effect() const
    {
        const Event *intent = m_right ? m_right : m_first;
        if (!intent)
            return {DrillQuestion::EffectVerified, Mark::NotReached, Finding::NobodyActed, {}, {}, {}, {}};
        const nlohmann::json &watched = JsonFields::member(intent->payload, "effect");
        const bool isWatched = !JsonFields::text(watched, "query").isEmpty();
        DrillRow row{DrillQuestion::EffectVerified, Mark::Missed, Finding::Unknown, {}, {}, verbAndVersion(*intent), intent->eventId};
        if (const double within = JsonFields::number(watched, "within_seconds").value_or(0); isWatched && within > 0)
            row.target = std::chrono::milliseconds(static_cast<qint64>(std::min(within, 86'400.0) * 1000));
        for (const Event &event : m_events) {
            const auto finding = event.opId == intent->opId && !intent->opId.isEmpty() ? findingOf(event.kind) : std::nullopt;
            if (!finding || row.finding == Finding::SeenInTraffic)
                continue;
            row.finding = *finding == Finding::ReadBackOnly && !isWatched ? Finding::ReadBackUnwatched : *finding;
            row.fromEvent = event.eventId;
            if (row.finding == Finding::SeenInTraffic || row.finding == Finding::ReadBackUnwatched)
                row.figure = between(intent->occurredAt, event.occurredAt);
        }
        const bool verified = row.finding == Finding::SeenInTraffic || row.finding == Finding::ReadBackUnwatched;
        row.mark = verified ? Mark::Passed : Mark::Missed;
        return row;
    }
    [[nodiscard]] DrillRow evidence(DrillQuestion question, const Event *of, Finding otherwise) const
    {
        if (!of)
            return {question, Mark::NotReached, otherwise, {}, {}, {}, {}};
        DrillRow row{question, Mark::Missed, Finding::NotKept, {}, {}, {}, {}};
        for (const Event &event : m_events) {
            const auto from = JsonFields::time(event.payload, "from"), to = JsonFields::time(event.payload, "to");
            const bool covers = event.kind == EventKind::evidenceAdded && from && to && *from <= of->occurredAt && *to >= of->occurredAt;
            if (!covers || row.mark == Mark::Passed)
                continue;
            const QString hash = payloadText(event, "sha256"), file = payloadText(event, "file");
            row.fromEvent = event.eventId;
            row.mark = isHash(hash) ? Mark::Passed : Mark::Missed;
            row.finding = isHash(hash) ? Finding::Kept : Finding::KeptWithoutHash;
            row.detail = isHash(hash) ? file + u' ' + hash.left(12) : file;
        }
        return row;
    }

    const DrillRun &m_run;
    const FaultSetting &m_fault;
    TimePoint m_injected;
    QList<Event> m_events;          ///< in the order people read; the pointers below are into it
    const Event *m_alarm = nullptr; ///< the first of the version since the fault
    const Event *m_act = nullptr;   ///< the first acknowledgement or action since the fault
    const Event *m_first = nullptr; ///< the first action since the start
    const Event *m_right = nullptr; ///< the first right action since the fault
};

} // namespace

int DrillSheet::passed() const
{
    return static_cast<int>(std::count_if(rows.cbegin(), rows.cend(), [](const DrillRow &row) { return row.mark == DrillMark::Passed; }));
}

DrillSheet drillSheet(const DrillRun &run, const QList<Event> &events)
{
    DrillSheet sheet{run, {}};
    if (run.secret && run.injectedAt) {
        sheet.rows = DrillReading(run, events).rows();
        return sheet;
    }
    const bool never = run.isOver() && run.secret;
    for (const DrillQuestion question : allDrillQuestions)
        sheet.rows << DrillRow{question, Mark::NotReached, never ? Finding::NoFault : Finding::StillSealed, {}, {}, {}, {}};
    return sheet;
}

std::optional<DrillSheet> drillSheetOf(const Incident &incident)
{
    const std::optional<DrillRun> run = drillRunOf(incident);
    return run ? std::optional(drillSheet(*run, incident.events)) : std::nullopt;
}

bool isSettled(const DrillSheet &sheet)
{
    const Finding effect = sheet.row(DrillQuestion::EffectVerified).finding;
    const bool told = effect == Finding::SeenInTraffic || effect == Finding::ReadBackUnwatched || effect == Finding::NotInTraffic;
    return told && sheet.row(DrillQuestion::Stopped).mark != Mark::NotReached;
}

} // namespace andon

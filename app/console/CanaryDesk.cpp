// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/CanaryDesk.h"

#include "app/base/Uuid7.h"
#include "app/canary/CardPauses.h"
#include "app/canary/StepTime.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

/// A canary is at its end after thirty days; holds of longer ago are of no step any more.
static constexpr std::chrono::hours recordReach{45 * 24};

CanaryDesk::CanaryDesk(Ports ports, const ServiceSpec &spec, QObject *parent)
    : QObject(parent)
    , m_ports(std::move(ports))
    , m_spec(spec)
    , m_judge(m_ports.metrics, m_ports.clock, spec.counts, spec.versionLabel, spec.judgeStepSeconds * 1000, judgeOptionsOf(spec.card))
    , m_holds(spec.name)
{
    m_judge.setRules(spec.card);
    connect(&m_judge, &JudgeDesk::judged, this, [this](bool complete) {
        m_counted = m_counted || complete;
        const QList<LineVerdict> lines = m_judge.verdicts();
        m_unmet = unmetStrata(lines);
        recordVerdicts(lines);
        decideBy(lines);
    });
    connect(&m_judge, &JudgeDesk::evidenceTurned, this, &CanaryDesk::recordTurn);
    connect(&m_ports.journal, &Journal::appended, this, &CanaryDesk::takeEvent);
    m_checkpoint.setSingleShot(true);
    m_checkpoint.setInterval(static_cast<int>(checkpointMs));
    connect(&m_checkpoint, &QTimer::timeout, this, &CanaryDesk::keepEvidence);
}

void CanaryDesk::start(bool records)
{
    m_started = true;
    m_records = records;
    readRecord();
}

void CanaryDesk::show(const std::optional<GatewayState> &state, const nlohmann::json &frozen)
{
    m_started = m_shows = true;
    m_state = state;
    m_frozen = frozen;
    readRecord();
}

/// The evidence that the record had, looked at as of when it was written: between two entries nobody knows what was counted.
void CanaryDesk::showRecord(const QList<Event> &newest)
{
    const bool atEnd = m_frozen.is_object() && m_frozen.contains("evidence");
    const nlohmann::json payload = atEnd ? m_frozen["evidence"] : newest.isEmpty() ? nlohmann::json() : newest.last().payload;
    const Result<JudgeEvidence> evidence = readEvidence(payload);
    const Place place = m_state ? placeOf(*m_state) : Place();
    if (!evidence || evidence->stable != place.stable || evidence->canary != place.canary)
        return;
    m_recalled = payload;
    m_judge.show(*evidence, atEnd ? m_ports.clock.now() : newest.last().recordedAt);
    m_unmet = unmetStrata(m_judge.verdicts());
}

void CanaryDesk::readRecord()
{
    EventQuery holds;
    holds.service = m_spec.name;
    holds.from = m_ports.clock.now() - recordReach;
    holds.kinds = {QString::fromUtf16(EventKind::promoteHeld), QString::fromUtf16(EventKind::promoteReleased), QString::fromUtf16(EventKind::evidenceRestarted)};
    EventQuery evidence = holds;
    evidence.kinds = {QString::fromUtf16(EventKind::evidence)};
    evidence.limit = 1;
    const auto again = [this] { QTimer::singleShot(2000, this, &CanaryDesk::readRecord); };
    m_ports.journal.read(holds, this, [this, evidence, again](const Result<QList<Event>> &held) {
        if (!held)
            return again();
        m_ports.journal.read(evidence, this, [this, held = *held, again](const Result<QList<Event>> &newest) {
            if (!newest)
                return again();
            takeRecord(held, *newest);
        });
    });
}

void CanaryDesk::takeRecord(const QList<Event> &holds, const QList<Event> &newest)
{
    for (const Event &event : holds) {
        m_holds.take(event);
        takeRestart(event);
    }
    if (m_shows) {
        showRecord(newest);
    } else if (!newest.isEmpty()) {
        if (Result<JudgeEvidence> evidence = readEvidence(newest.last().payload)) {
            m_recalled = newest.last().payload;
            m_judge.recall(std::move(*evidence));
        } else if (m_records) {
            m_ports.record(EventKind::evidenceRestarted, u"The judge begins anew: the evidence on the record cannot be read"_s, {},
                           {{"why", evidence.error().message().toStdString()}});
        }
    }
    m_ready = true;
    judgeState();
    emit changed();
}

void CanaryDesk::takeEvent(const Event &event)
{
    // Another console keeps the evidence, too.
    if (event.kind == EventKind::evidence && event.service == m_spec.name && m_checkpoint.isActive())
        m_checkpoint.start();
    if (m_holds.take(event))
        emit changed();
    if (takeRestart(event) && m_ready && !m_shows) {
        restartIfAsked();
        const QList<LineVerdict> lines = m_judge.verdicts();
        recordVerdicts(lines);
        keepEvidence();
        decideBy(lines);
    }
}

bool CanaryDesk::takeRestart(const Event &event)
{
    const auto text = [&](const char *member) {
        const auto found = event.payload.is_object() ? event.payload.find(member) : event.payload.end();
        return found != event.payload.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
    };
    const bool isAsked = event.kind == EventKind::evidenceRestarted && event.service == m_spec.name
        && text("cause") == QString::fromStdString(std::string(eventWord(EvidenceEvent::AskedFor)));
    if (!isAsked)
        return false;
    TimePoint &newest = m_restarts[{text("stable"), text("canary")}];
    // Another host's clock may be ahead: what it calls later is now at the latest.
    newest = std::max(newest, std::min(event.occurredAt, m_ports.clock.now()));
    return true;
}

void CanaryDesk::restartIfAsked()
{
    if (const auto asked = m_restarts.constFind({m_judge.stable(), m_judge.canary()}); asked != m_restarts.constEnd())
        m_judge.restartFrom(*asked);
}

CanaryDesk::Place CanaryDesk::placeOf(const GatewayState &state)
{
    const GatewayVersion *stable = state.withRole(VersionRole::Stable), *canary = state.withRole(VersionRole::Canary);
    return {stable ? stable->id : QString(), canary ? canary->id : QString(), state.rollout.currentStep, canary ? canary->weight : 0};
}

void CanaryDesk::takeState(const GatewayState &state)
{
    m_state = state;
    if (m_ready)
        judgeState();
}

/// The counts belong to a pair of versions; evidence is kept when the canary goes to another step.
void CanaryDesk::judgeState()
{
    if (!m_state || !m_started)
        return;
    const Place place = placeOf(*m_state);
    const TimePoint now = m_ports.clock.now();
    const bool samePair = place.stable == m_place.stable && place.canary == m_place.canary;
    const bool moved = m_placed && place != m_place;
    // A verb that looks once sees nothing begin.
    if (moved || (!m_placed && (m_records || m_shows)))
        m_placeSince = now;
    if (moved) {
        m_startedAt = samePair ? m_startedAt : std::optional(now);
        m_counted = m_counted && samePair;
        m_unmet = samePair ? m_unmet : QStringList();
    }
    m_placed = true;
    m_place = place;
    if (!samePair)
        m_verdicts.clear();
    if (moved && samePair)
        keepEvidence();
    recallPlace(place, now);
    m_recalled = {};
    if (m_judge.hasLines() && !m_shows) {
        m_judge.setWeight(place.canary.isEmpty() ? std::nullopt : std::optional(place.weight / 100), moved ? now : weighedSince().value_or(now));
        m_judge.judge(place.stable, place.canary, toMs(now) - lookBackMs);
        restartIfAsked();
    }
    if (!samePair)
        m_whole = wholeVerdict(m_judge.verdicts()); // of evidence that was read back, before the first round
    decideNow();
}

/// What the record knows of the pair that is there now.
void CanaryDesk::recallPlace(const Place &place, TimePoint now)
{
    if (!m_recalled.is_object() || m_recalled.value("stable", "") != place.stable.toStdString()
        || m_recalled.value("canary", "") != place.canary.toStdString())
        return;
    const auto at = [&](const char *member) { return m_recalled.value(member, nlohmann::json()); };
    const auto timeAt = [&](const char *member) {
        const nlohmann::json ms = at(member);
        return ms.is_number_integer() ? std::optional(fromMs(std::clamp<std::int64_t>(ms.get<std::int64_t>(), 0, toMs(now)))) : std::nullopt;
    };
    m_startedAt = timeAt("started_ms");
    if (at("step") == nlohmann::json(place.step) && at("weight") == nlohmann::json(place.weight))
        m_placeSince = timeAt("step_since_ms");
    // Verdicts that stand on the record already are none to be recorded again.
    const nlohmann::json verdicts = at("verdicts");
    if (!verdicts.is_object())
        return;
    for (const auto &[id, word] : verdicts.items()) {
        for (const VerdictKind kind : {VerdictKind::Regressed, VerdictKind::NotWorse, VerdictKind::Undecided}) {
            if (word == std::string(verdictWord(kind)))
                m_verdicts.insert(QString::fromStdString(id), kind);
        }
    }
}

/// What nobody saw begin is at least as old as its evidence.
std::optional<qint64> CanaryDesk::secondsSinceStart(TimePoint now) const
{
    TimePoint start = m_startedAt.value_or(TimePoint::max());
    if (m_ports.startedAt)
        start = std::min(start, m_ports.startedAt().value_or(start));
    for (const LineEvidence &line : m_judge.evidence().lines)
        start = std::min(start, line.since().value_or(start));
    return start == TimePoint::max() ? std::nullopt : std::optional<qint64>(std::chrono::floor<std::chrono::seconds>(now - start).count());
}

void CanaryDesk::takeCard()
{
    m_judge.setRules(m_spec.card);
    const QList<LineVerdict> lines = m_judge.verdicts();
    m_whole = wholeVerdict(lines);
    decideBy(lines);
}

void CanaryDesk::takeReading(const Indicator &indicator)
{
    const std::optional<double> gate = stopGateOf(m_spec.card ? &*m_spec.card : nullptr, indicator);
    m_judge.setRedLine(indicator.id, gate && isBeyondGate(indicator, m_ports.valueOf(indicator.id, m_judge.canary()), *gate));
}

DecisionInput CanaryDesk::input(const QList<LineVerdict> &lines) const
{
    DecisionInput input;
    input.card = *m_spec.card;
    input.indicators = m_spec.indicators;
    input.lines = lines;
    input.now = m_ports.clock.now();
    input.weight = m_place.weight;
    input.secondsInStep = secondsAtWeight(*m_state, m_placeSince, input.now);
    input.secondsSinceStart = secondsSinceStart(input.now);
    input.causesSince = m_causes;
    input.regression = m_ports.regressionOf(m_place.canary);
    QStringList counted;
    for (const CountQueries &counts : m_spec.counts)
        counted << counts.indicatorId;
    input.cardErrors = standingErrors(input.card, m_spec.indicators, counted);
    for (const Indicator &indicator : m_spec.indicators)
        input.readings.insert(indicator.id, {m_ports.valueOf(indicator.id, m_place.canary), m_ports.valueOf(indicator.id, m_place.stable)});
    return input;
}

void CanaryDesk::decideNow()
{
    decideBy(decides() ? m_judge.verdicts() : QList<LineVerdict>());
}

bool CanaryDesk::decides() const
{
    return m_ready && m_spec.card && m_state && hasCanary(*m_state);
}

void CanaryDesk::decideBy(const QList<LineVerdict> &lines)
{
    if (!decides()) {
        m_decision.reset();
        m_causes.clear();
    } else {
        DecisionInput made = input(lines);
        // To a verb, what is true now counts as lasting: one look sees no duration.
        if (m_records || m_shows)
            m_causes = made.causesSince = causeTimes(m_causes, made);
        m_whole = wholeVerdict(lines);
        m_decision = decide(made);
    }
    emit changed();
}

std::optional<VerdictKind> CanaryDesk::verdict() const
{
    if (!m_judge.hasLines() || m_judge.canary().isEmpty())
        return std::nullopt;
    return crossedGates().isEmpty() ? m_whole : VerdictKind::Regressed;
}

QStringList CanaryDesk::crossedGates() const
{
    if (m_place.canary.isEmpty())
        return {};
    QMap<QString, GuardReading> readings;
    for (const Indicator &indicator : m_spec.indicators)
        readings.insert(indicator.id, {m_ports.valueOf(indicator.id, m_place.canary)});
    return andon::crossedGates(m_spec.card ? &*m_spec.card : nullptr, m_spec.indicators, readings);
}

/// The newer of what the gateway tells: a weight set by hand may stand over its step's.
std::optional<TimePoint> CanaryDesk::weighedSince() const
{
    if (!m_state || !secondsAtWeight(*m_state, {}, m_ports.clock.now()))
        return std::nullopt;
    const std::optional<TimePoint> since = std::max(m_state->rollout.stepStartedAt, m_state->resources.value(Target::Routing).changedAt);
    return *since - std::chrono::milliseconds(m_state->skewMs.value_or(0));
}

QString CanaryDesk::cardHolds() const
{
    if (!m_spec.card)
        return {};
    if (!m_ready)
        return u"the record was not read yet"_s;
    if (!m_decision)
        return u"the gateway does not say which version is the canary and which is stable"_s;
    return m_decision->outcome == CardOutcome::Passes ? QString() : decisionWords(*m_decision);
}

bool CanaryDesk::isHoldable() const
{
    const bool isOver = m_state && (m_state->rollout.phase == RolloutPhase::Aborted || m_state->rollout.phase == RolloutPhase::Done);
    return m_state && !isOver && hasCanary(*m_state);
}

std::optional<qint64> CanaryDesk::secondsInStep() const
{
    return m_state ? secondsAtWeight(*m_state, m_placeSince, m_ports.clock.now()) : std::nullopt;
}

std::optional<PromoteHold> CanaryDesk::hold() const
{
    return m_place.canary.isEmpty() ? std::nullopt : m_holds.at(m_place.canary, m_place.step);
}

void CanaryDesk::append(Event event, QObject *context, std::function<void(Result<Event>)> callback)
{
    if (m_ports.setsFor)
        event.payload.update(m_ports.setsFor(event.version));
    m_ports.journal.append(event, context, std::move(callback));
}

void CanaryDesk::holdStep(const Actor &who, const QString &reason, QObject *context, std::function<void(Result<Event>)> callback)
{
    const TimePoint now = m_ports.clock.now();
    append(holdEvent(m_spec.name, {m_place.canary, m_place.step, who, now, reason}, now), context, std::move(callback));
}

void CanaryDesk::release(const Actor &who, const QString &reason, QObject *context, std::function<void(Result<Event>)> callback)
{
    const PromoteHold held = hold().value_or(PromoteHold{m_place.canary, m_place.step, {}, {}, {}});
    append(releaseEvent(m_spec.name, held, who, reason, m_ports.clock.now()), context, std::move(callback));
}

void CanaryDesk::restartJudge(const Actor &who, const QString &reason, QObject *context, std::function<void(Result<Event>)> callback)
{
    const TimePoint now = m_ports.clock.now();
    Event event;
    event.eventId = newUuid7(now);
    event.kind = QString::fromUtf16(EventKind::evidenceRestarted);
    event.occurredAt = now;
    event.actor = who;
    event.service = m_spec.name;
    event.version = m_place.canary;
    event.title = u"The judge begins anew on %1: somebody asked for it"_s.arg(m_place.canary).left(256);
    event.body = reason;
    event.payload = {{"cause", eventWord(EvidenceEvent::AskedFor)}, {"stable", m_place.stable.toStdString()},
                     {"canary", m_place.canary.toStdString()}, {"reason", reason.toStdString()}};
    append(std::move(event), context, std::move(callback));
}

QString CanaryDesk::titleOf(const QString &indicatorId) const
{
    const auto found = std::find_if(m_spec.indicators.cbegin(), m_spec.indicators.cend(),
                                    [&](const Indicator &one) { return one.id == indicatorId; });
    return found == m_spec.indicators.cend() ? indicatorId : found->title;
}

} // namespace andon

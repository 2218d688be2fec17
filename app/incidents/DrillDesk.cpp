// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/DrillDesk.h"

#include "app/base/Uuid7.h"
#include "app/lines/PollSchedule.h"

#include <QRandomGenerator>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr int tickMs = 250;
constexpr qint64 graceMs = 5'000;         ///< after everything was seen: what is on its way into the record still counts
constexpr qint64 evidenceGraceMs = 30'000; ///< a bundle may take seconds to be packed
constexpr int mostTries = 4;
constexpr qint64 betweenTriesMs = 1'000;

QString randomSalt()
{
    QRandomGenerator &random = *QRandomGenerator::system();
    return u"%1%2"_s.arg(random.generate64(), 16, 16, QChar(u'0')).arg(random.generate64(), 16, 16, QChar(u'0'));
}

Error needsSandbox(const QString &why)
{
    return {ErrorKind::Blocked, {u"a drill needs the sandbox: "_s + why}, {}};
}

/// Why the faults that stand there forbid a drill; empty: they do not.
QString objection(const QList<FaultSetting> &settings, const GatewayState &state)
{
    for (const GatewayVersion &version : state.versions) {
        const bool known = std::any_of(settings.cbegin(), settings.cend(), [&](const FaultSetting &one) { return one.version == version.id; });
        if (!known)
            return u"the gateway does not answer as the sandbox does: it names no faults of %1"_s.arg(version.id.left(80));
    }
    for (const FaultSetting &one : settings) {
        if (!one.faults.isEmpty())
            return u"%1 is %2 already: take that out first"_s.arg(one.version.left(80), one.faults.join(u", "_s).left(80));
    }
    return {};
}

} // namespace

DrillDesk::DrillDesk(Ports ports, Actor actor, QObject *parent)
    : QObject(parent)
    , m_ports(std::move(ports))
    , m_actor(std::move(actor))
    , m_file(m_ports.folder)
{
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &DrillDesk::tick);
    connect(&m_ports.journal, &Journal::appended, this, &DrillDesk::take);
}

qint64 DrillDesk::nowMs() const
{
    return msSinceBoot(m_ports.clock);
}

void DrillDesk::setPhase(Phase phase)
{
    m_phase = phase;
    if (phase == Phase::Running || phase == Phase::Ending)
        m_tick.start();
    else
        m_tick.stop();
    emit changed();
}

FaultSwitch *DrillDesk::faultSwitch() const
{
    return m_ports.switchOf(m_run.service);
}

void DrillDesk::start()
{
    EventQuery query;
    query.kinds = {QString::fromUtf16(EventKind::drillStarted), QString::fromUtf16(EventKind::drillEnded)};
    m_ports.journal.read(query, this, [this](const Result<QList<Event>> &events) {
        if (!events || m_phase != Phase::Idle)
            return;
        for (const DrillRun &run : drillRunsOf(*events)) {
            if (!run.isOver())
                m_run = run;
        }
        if (m_run.id.isEmpty())
            return;
        if (const auto kept = m_file.kept(m_run.id)) {
            m_secret = kept->secret;
            m_run.injectedAt = kept->injectedAt;
        }
        setPhase(Phase::LeftOpen);
    });
}

QString DrillDesk::whyNot(const QString &service) const
{
    if (m_phase == Phase::LeftOpen)
        return u"a drill was left open: end it first"_s;
    if (m_phase != Phase::Idle)
        return u"a drill runs already"_s;
    if (service.isEmpty())
        return u"a drill is of one service: open its board first"_s;
    if (!m_ports.switchOf(service))
        return needsSandbox(u"the workspace does not call the gateway of %1 one, so it may have users"_s.arg(service.left(80))).arguments.first();
    if (!m_ports.incidents.isReady())
        return u"the record is being read still"_s;
    if (m_ports.incidents.book().hasRunning(service))
        return u"an incident of %1 is running: close it first"_s.arg(service.left(80));
    const Result<GatewayState> state = m_ports.stateOf(service);
    if (!state)
        return state.error().kind == ErrorKind::Blocked ? state.error().arguments.value(0) : state.error().message();
    const Result<DrillGround> ground = drillGround(*state);
    return ground ? QString() : ground.error().arguments.value(0);
}

void DrillDesk::begin(const QString &service, std::optional<quint64> seed, std::function<void(Result<void>)> done)
{
    const auto refuse = [this, done](const Error &error) {
        m_run = DrillRun();
        m_secret.reset();
        setPhase(Phase::Idle);
        done(tl::unexpected(error));
    };
    if (const QString why = whyNot(service); !why.isEmpty()) {
        QMetaObject::invokeMethod(this, [done, why] { done(failure(ErrorKind::Blocked, {why})); }, Qt::QueuedConnection);
        return;
    }
    m_run = DrillRun();
    m_run.service = service;
    m_run.gateway = m_ports.gatewayOf(service);
    m_endAsked.reset();
    setPhase(Phase::Starting);
    faultSwitch()->read(this, [this, service, seed, done, refuse](const Result<QList<FaultSetting>> &settings) {
        const Result<GatewayState> state = m_ports.stateOf(service);
        if (!settings || !state) {
            refuse(needsSandbox((settings ? state.error() : settings.error()).message()));
            return;
        }
        const QString wrong = objection(*settings, *state);
        const Result<DrillGround> ground = drillGround(*state);
        if (!wrong.isEmpty())
            refuse(needsSandbox(wrong));
        else if (!ground)
            refuse(ground.error());
        else
            seal(service, seed, *ground, [done, refuse](const Result<void> &sealed) { sealed ? done({}) : refuse(sealed.error()); });
    });
}

/// First the seal, then the word on the record, then the waiting: a plan that is nowhere proven is not carried out.
void DrillDesk::seal(const QString &service, std::optional<quint64> seed, const DrillGround &ground, const std::function<void(Result<void>)> &done)
{
    m_secret = DrillSecret{drillPlan(seed.value_or(QRandomGenerator::system()->generate64()), ground), ground, randomSalt()};
    m_run.id = newUuid7(m_ports.clock.now());
    m_run.commitment = drillCommitment(*m_secret);
    m_events.clear();
    m_injectedMs.reset();
    m_settledMs.reset();
    m_mayBurn = m_asking = m_written = false;
    m_tries = 0;
    m_nextTryMs = 0;
    if (const Result<void> kept = m_file.keep(m_run.id, {*m_secret, {}}); !kept) {
        done(tl::unexpected(kept.error()));
        return;
    }
    const Event row = signedRow(drillStartedRow(m_run.id, service, m_run.gateway, m_run.commitment));
    m_run.startedAt = row.occurredAt;
    m_run.startedEvent = row.eventId;
    m_ports.journal.append(row, this, [this, done](const Result<Event> &written) {
        if (!written) {
            m_file.forget(m_run.id);
            done(tl::unexpected(written.error()));
            return;
        }
        m_dueMs = nowMs() + m_secret->plan.delay.count();
        setPhase(Phase::Running);
        done({});
        if (m_endAsked)
            end(*m_endAsked);
    });
}

Event DrillDesk::signedRow(Event row) const
{
    row.eventId = newUuid7(m_ports.clock.now());
    row.occurredAt = m_ports.clock.now();
    row.actor = m_actor;
    if (m_ports.setsFor)
        row.payload.update(m_ports.setsFor(row.service, row.version));
    return row;
}

void DrillDesk::take(const Event &event)
{
    if (m_phase == Phase::LeftOpen && event.kind == EventKind::drillEnded && payloadText(event, "drill") == m_run.id) {
        m_run = DrillRun();
        setPhase(Phase::Idle);
    }
    if (m_phase != Phase::Running || event.service != m_run.service)
        return;
    m_events << event;
    m_unread = true;
    // Not from within the journal's signal: the incident's desk may not have heard of it yet.
    if (event.kind == EventKind::incidentClosed)
        QMetaObject::invokeMethod(this, [this] {
            const Incident *ours = incident();
            if (m_phase == Phase::Running && ours && ours->closed)
                end(DrillEnd::IncidentClosed);
        }, Qt::QueuedConnection);
}

void DrillDesk::tick()
{
    if (m_asking || nowMs() < m_nextTryMs)
        return;
    if (m_phase == Phase::Ending)
        doStep();
    else if (m_phase == Phase::Running && m_injectedMs)
        considerEnd();
    else if (m_phase == Phase::Running && nowMs() >= m_dueMs)
        inject();
}

bool DrillDesk::again(const Error &error, int most)
{
    emit troubled(error);
    m_nextTryMs = nowMs() + betweenTriesMs;
    // Nobody waits long for a console that closes.
    return ++m_tries < (m_run.end == DrillEnd::ConsoleClosed ? 1 : most);
}

void DrillDesk::inject()
{
    FaultSwitch *faults = faultSwitch();
    if (!faults) {
        end(DrillEnd::FaultFailed);
        return;
    }
    const TimePoint at = m_ports.clock.now();
    // Should this console end now, the next one knows since when.
    if (const Result<void> kept = m_file.keep(m_run.id, {*m_secret, at}); !kept)
        emit troubled(kept.error());
    m_asking = m_mayBurn = true;
    faults->set(m_secret->plan.fault, this, [this, at](const Result<void> &put) {
        m_asking = false;
        if (put) {
            m_run.injectedAt = at;
            m_injectedMs = nowMs();
            m_tries = 0;
        } else if (m_phase == Phase::Running && !again(put.error(), mostTries)) {
            end(DrillEnd::FaultFailed);
        }
    });
}

/// Over once the loss is stopped, its effect is told and the bundles are there, or time is up.
void DrillDesk::considerEnd()
{
    const qint64 now = nowMs();
    if (now - *m_injectedMs >= std::chrono::milliseconds(drillLimit).count()) {
        end(DrillEnd::TimeUp);
        return;
    }
    if (!std::exchange(m_unread, false) && !m_settledMs)
        return;
    DrillRun run = m_run;
    run.secret = m_secret;
    const DrillSheet sheet = drillSheet(run, m_events);
    if (!isSettled(sheet)) {
        m_settledMs.reset();
        return;
    }
    m_settledMs = m_settledMs.value_or(now);
    const bool kept = sheet.row(DrillQuestion::EvidenceOfAlarm).mark == DrillMark::Passed && sheet.row(DrillQuestion::EvidenceOfAction).mark == DrillMark::Passed;
    if (now - *m_settledMs >= (kept ? graceMs : evidenceGraceMs))
        end(DrillEnd::Finished);
}

void DrillDesk::end(DrillEnd why)
{
    if (m_phase == Phase::Starting)
        m_endAsked = why;
    if (m_phase != Phase::Running && m_phase != Phase::LeftOpen)
        return;
    m_run.end = m_phase == Phase::LeftOpen ? DrillEnd::LeftOpen : why;
    m_mayBurn = m_mayBurn || m_phase == Phase::LeftOpen;
    next(Step::Heal);
    setPhase(Phase::Ending);
}

} // namespace andon

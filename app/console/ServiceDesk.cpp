// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ServiceDesk.h"

#include <cmath>
#include <numeric>

namespace andon {

using namespace Qt::StringLiterals;

const QString requestRateId = u"request_rate"_s;

namespace {

LinePlan planOf(const ServiceSpec &spec, qint64 intervalMs)
{
    LinePlan plan;
    plan.name = spec.name;
    plan.indicators = spec.indicators;
    if (!spec.requestRateQuery.isEmpty()) {
        Indicator rate;
        rate.id = requestRateId;
        rate.title = u"Requests"_s;
        rate.family = Family::Stability;
        rate.query = spec.requestRateQuery;
        rate.unit = Unit::PerSecond;
        plan.indicators.prepend(rate);
    }
    plan.versionLabel = spec.versionLabel;
    plan.stepMs = spec.stepSeconds * 1000;
    plan.intervalMs = intervalMs;
    plan.historyMs = spec.historySeconds * 1000;
    return plan;
}

} // namespace

ServiceDesk::ServiceDesk(Ports ports, ServiceSpec spec, qint64 sourceIntervalMs, qint64 gatewayIntervalMs,
                         QObject *parent)
    : QObject(parent)
    , m_ports(std::move(ports))
    , m_spec(std::move(spec))
    , m_gatewayIntervalMs(gatewayIntervalMs)
    , m_lines(m_ports.metrics, m_ports.clock, planOf(m_spec, sourceIntervalMs))
    , m_splits(m_ports.metrics, m_ports.clock, m_spec.versionLabel, m_spec.stepSeconds * 1000)
    , m_watch(m_ports.gateway, m_ports.clock, std::chrono::milliseconds(gatewayIntervalMs))
    , m_canary(canaryPorts(), m_spec)
    , m_versions(m_ports.metrics, m_ports.clock, m_spec, m_ports.folder)
    , m_card(m_spec, m_ports.journal, m_ports.clock,
             [this](const CardWatch::Row &row) { record(row.kind, row.title, row.version, row.body, row.payload, {}, row.by); },
             [this] { return lintCard(*m_spec.card, m_spec.indicators, traffic()).findings; })
    , m_dispatcher({m_ports.journal, m_ports.gateway, &m_ports.metrics, m_ports.clock, m_ports.isRunning, m_ports.spool,
                    [this](const QString &version) { return m_versions.setsFor(version); }},
                   m_spec.name, m_spec.gateway)
    , m_sourceOutage{false, m_spec.source}
    , m_gatewayOutage{false, m_spec.gateway}
{
    connect(&m_lines, &LinePoller::indicatorRead, this, &ServiceDesk::takeReading);
    connect(&m_lines, &LinePoller::roundEnded, this, [this](Freshness freshness, const std::optional<Error> &error) {
        m_sourceLink.take(freshness, error, toMs(m_ports.clock.now()));
        takeOutage(m_sourceOutage, freshness, error);
        emit sourceChanged(freshness, error);
        if (hasGateway())
            emit rolloutChanged(rollout());
    });
    connect(&m_watch, &GatewayWatch::stateRead, this, &ServiceDesk::takeState);
    if (m_ports.regression)
        connect(m_ports.regression, &RegressionWatch::changed, &m_canary, &CanaryDesk::decideNow);
    connect(&m_canary, &CanaryDesk::changed, this, &ServiceDesk::facesChanged);
    connect(&m_versions, &VersionWatch::changed, this, [this] {
        tellChanges();
        if (hasGateway())
            emit rolloutChanged(rollout());
    });
    connect(&m_watch, &GatewayWatch::readFailed, this, [this](Freshness freshness, const Error &error) {
        m_gatewayLink.take(freshness, error, toMs(m_ports.clock.now()));
        takeOutage(m_gatewayOutage, freshness, error);
        emit gatewayChanged(freshness, error);
        emit rolloutChanged(rollout());
        emit facesChanged();
    });
    connect(&m_dispatcher, &Dispatcher::progressed, this, [this](const ActionProgress &progress) {
        m_knownOps << progress.opId << u"cancel:"_s + progress.opId;
        if (progress.attempt > 0)
            m_ownWrites[progress.target] = progress.open;
        paceGateway();
        if (progress.open || progress.state == ActionState::Active)
            m_operations[progress.opId] = progress;
        else
            m_operations.remove(progress.opId);
        emit progressed(progress);
        emit facesChanged();
    });
    connect(&m_dispatcher, &Dispatcher::gatewayTouched, &m_watch, &GatewayWatch::readNow);
    connect(&m_dispatcher, &Dispatcher::ready, this, [this] { emit facesChanged(); });
}

ServiceDesk::~ServiceDesk()
{
    if (!m_refused)
        return;
    for (const Event &event : std::as_const(m_unwritten))
        static_cast<void>(m_ports.spool(event));
}

void ServiceDesk::start(const Actor &actor, bool records)
{
    m_actor = actor;
    m_records = records;
    m_versions.start();
    m_lines.start(m_shown ? LinePoller::First::AtOnce : LinePoller::First::InItsSlot);
    if (hasGateway()) {
        m_dispatcher.start();
        if (records)
            m_canary.start(true);
        // Not all in one instant: a service's place in the interval comes from its name.
        m_shown ? m_watch.start() : m_watch.startAfter(std::chrono::milliseconds(qHash(m_spec.name, 0) % restMs));
    }
}

void ServiceDesk::startJudging()
{
    m_judges = true;
    m_versions.start();
    m_canary.start(false);
    connect(&m_lines, &LinePoller::roundEnded, this, [this] {
        m_linesRead = true;
        tellJudged();
    });
    connect(&m_canary, &CanaryDesk::changed, this, &ServiceDesk::tellJudged);
    connect(&m_versions, &VersionWatch::changed, this, &ServiceDesk::tellJudged);
    connect(&m_card, &CardWatch::looked, this, &ServiceDesk::tellJudged);
    m_lines.start();
}

/// What came last may be no reason for the canary to decide anew: it decides once more, of everything.
void ServiceDesk::tellJudged()
{
    if (m_toldJudged || !m_watch.state() || !isJudged())
        return;
    m_toldJudged = true;
    QMetaObject::invokeMethod(this, [this] {
        // The state that led here is the card's only now: it may have to look through the record for that canary.
        m_toldJudged = isJudged();
        if (!m_toldJudged)
            return;
        tellChanges(); // whom the judge compares may have become known after the versions
        m_canary.decideNow();
        emit judged();
    }, Qt::QueuedConnection);
}

bool ServiceDesk::isJudged() const
{
    return m_canary.isReady() && m_canary.isCounted() && m_canary.isRegressionRead() && m_linesRead && m_card.isRead() && m_versions.isRead();
}

void ServiceDesk::show(const ReplayMoment &moment)
{
    m_moment = moment;
    const qint64 nowMs = toMs(moment.at);
    const auto lost = [](Freshness freshness, const QString &name) {
        return freshness == Freshness::Live ? std::nullopt : std::optional(Error{ErrorKind::NoData, {name}, {}});
    };
    m_sourceLink.take(moment.sourceFreshness, lost(moment.sourceFreshness, m_spec.title), nowMs);
    m_gatewayLink.take(moment.gatewayFreshness, lost(moment.gatewayFreshness, m_spec.gateway), nowMs);
    if (moment.gateway)
        m_versions.takeGateway(*moment.gateway);
    if (hasGateway())
        m_canary.show(moment.gateway, moment.judge);
    for (const IndicatorReading &reading : moment.readings)
        takeReading(reading);
    for (const ActionProgress &operation : moment.operations)
        emit progressed(operation);
    emit sourceChanged(m_sourceLink.freshness, m_sourceLink.error);
    if (hasGateway()) {
        emit gatewayChanged(m_gatewayLink.freshness, m_gatewayLink.error);
        emit rolloutChanged(rollout());
    }
    emit facesChanged();
}

QList<IndicatorReading> ServiceDesk::allReadings() const
{
    QList<IndicatorReading> readings;
    for (const Indicator &indicator : m_lines.plan().indicators) {
        readings << (indicator.id == requestRateId ? m_rateReading : m_readings.value(indicator.id));
        readings.last().indicator = indicator;
    }
    return readings;
}

void ServiceDesk::setShown(bool shown)
{
    m_shown = shown;
    paceGateway();
}

void ServiceDesk::setActionsShown(bool shown)
{
    if (std::exchange(m_actionsShown, shown) != shown)
        paceGateway();
}

void ServiceDesk::paceGateway()
{
    const bool rests = !m_shown && !m_actionsShown && m_dispatcher.openVerbs().isEmpty();
    m_watch.setInterval(std::chrono::milliseconds(rests ? std::max(restMs, m_gatewayIntervalMs) : m_gatewayIntervalMs));
}

void ServiceDesk::Link::take(Freshness next, const std::optional<Error> &why, qint64 nowMs)
{
    if (why && !error)
        sinceMs = nowMs;
    freshness = next;
    error = why;
}

double ServiceDesk::freshValue(const QString &indicatorId, const QString &version) const
{
    const auto reading = m_readings.constFind(indicatorId);
    return reading == m_readings.constEnd()
        ? std::numeric_limits<double>::quiet_NaN()
        : latestValue(*reading, version, toMs(m_ports.clock.now()), 5 * m_lines.plan().stepMs + 10'000);
}

CanaryDesk::Ports ServiceDesk::canaryPorts()
{
    return {m_ports.metrics, m_ports.journal, m_ports.clock,
            [this](const char16_t *kind, const QString &title, const QString &version, const nlohmann::json &payload) {
                record(kind, title, version, {}, payload);
            },
            [this](const QString &version) { return m_versions.setsFor(version); },
            [this](const QString &indicatorId, const QString &version) { return freshValue(indicatorId, version); },
            [this] { return m_card.startedAt(); },
            [this](const QString &version) { return m_ports.regression ? m_ports.regression->standing(version) : std::nullopt; }};
}

FleetFacts ServiceDesk::facts() const
{
    FleetFacts facts;
    facts.service = m_spec.name;
    facts.title = m_spec.title;
    facts.group = m_spec.group;
    facts.indicators = m_spec.indicators;
    facts.readings = m_readings;
    facts.stepMs = m_lines.plan().stepMs;
    facts.source = m_sourceLink.freshness;
    facts.hasGateway = hasGateway();
    if (hasGateway())
        facts.rollout = rollout();
    facts.verdict = m_canary.verdict();
    return facts;
}

Rollout ServiceDesk::rollout() const
{
    const GatewayState state = (m_moment ? m_moment->gateway : m_watch.state()).value_or(GatewayState{});
    Rollout rollout = rolloutOf(state, m_moment ? m_moment->gatewayFreshness : m_watch.freshness(), m_requestRates, m_ports.clock.now());
    // What any source says a version is made of, not the gateway alone.
    for (VersionShare &share : rollout.shares) {
        if (const KnownVersion *known = m_versions.book().find(share.version))
            share.set = setFromParts(known->parts);
    }
    return rollout;
}

std::optional<double> ServiceDesk::requestRate(const QString &version) const
{
    if (m_requestRates.isEmpty() || (!version.isEmpty() && !m_requestRates.contains(version)))
        return std::nullopt;
    if (!version.isEmpty())
        return m_requestRates.value(version);
    return std::accumulate(m_requestRates.cbegin(), m_requestRates.cend(), 0.0);
}

void ServiceDesk::setJournalTrouble(const QString &words)
{
    m_journalTrouble = words;
    emit facesChanged();
}

void ServiceDesk::setCard(const std::optional<StrategyCard> &card, const std::optional<Actor> &by)
{
    if (card == m_spec.card)
        return;
    const std::optional<StrategyCard> before = std::exchange(m_spec.card, card);
    m_card.takeChange(before, by);
    m_canary.takeCard();
    emit cardChanged();
    emit facesChanged();
}

/// What the release changed is what a regression may be put down to.
void ServiceDesk::tellChanges()
{
    JudgeDesk &judge = m_canary.judge();
    judge.setChanges(m_versions.changes(judge.stable(), judge.canary()));
}

CardTraffic ServiceDesk::traffic() const
{
    CardTraffic seen = trafficOf(m_spec.counts);
    for (const double rate : m_requestRates)
        seen.requestsPerSecond = seen.requestsPerSecond.value_or(0) + rate;
    const GatewayState state = m_watch.state().value_or(GatewayState{});
    const GatewayVersion *stable = state.withRole(VersionRole::Stable);
    for (const Indicator &indicator : m_spec.indicators) {
        const double value = stable ? freshValue(indicator.id, stable->id) : std::nan("");
        if (indicator.unit == Unit::Ratio && value >= 0 && value <= 1)
            seen.baseRates[indicator.id] = indicator.direction == Direction::HigherIsWorse ? value : 1 - value;
    }
    // What was counted tells more than one reading.
    for (const LineVerdict &line : m_canary.judge().verdicts()) {
        if (!line.verdict.asymptotic && line.verdict.stableRequests > 0 && line.verdict.stableValue > 0)
            seen.baseRates[line.indicatorId] = line.verdict.stableValue;
        if (line.verdict.dispersion)
            seen.dispersions[line.indicatorId] = *line.verdict.dispersion;
    }
    return seen;
}

void ServiceDesk::takeReading(const IndicatorReading &reading)
{
    m_versions.takeReading(reading);
    if (reading.indicator.id != requestRateId) {
        for (const GateCrossing &crossing : m_gates.take(reading))
            recordCrossing(crossing);
        m_readings.insert(reading.indicator.id, reading);
        m_canary.takeReading(reading.indicator);
        emit indicatorRead(reading);
        return;
    }
    m_rateReading = reading;
    m_requestRates.clear();
    const qint64 now = toMs(m_ports.clock.now());
    for (const VersionColumns &version : reading.versions) {
        const double rate = latestValue(reading, version.version, now, 5 * m_lines.plan().stepMs + 10'000);
        if (std::isfinite(rate))
            m_requestRates.insert(version.version, rate);
    }
}

void ServiceDesk::takeState(const GatewayState &state)
{
    m_gatewayLink.take(Freshness::Live, std::nullopt, toMs(m_ports.clock.now()));
    m_versions.takeGateway(state);
    m_history.take(state);
    takeOutage(m_gatewayOutage, Freshness::Live, std::nullopt);
    for (const auto &[target, resource] : state.resources.toStdMap()) {
        const auto before = m_lastResources.constFind(target);
        const bool foreign = before != m_lastResources.constEnd() && before->version != resource.version
            && !m_knownOps.contains(resource.stamp) && !(resource.stamp.isEmpty() && m_ownWrites.contains(target));
        if (foreign) {
            record(EventKind::gatewayChanged, u"%1 changed by %2"_s.arg(targetWord(target), resource.actor.isEmpty() ? u"somebody; the gateway does not say who"_s : resource.actor), {}, {},
                   {{"target", targetWord(target).toStdString()}, {"value", resource.value},
                    {"stamp", resource.stamp.toStdString()}, {"actor", resource.actor.toStdString()}});
        }
    }
    m_lastResources = state.resources;
    m_canary.takeState(state);
    tellChanges();
    m_card.takeState(state, m_records || m_judges);
    m_ownWrites.removeIf([](const auto &write) { return !write.value(); });
    emit gatewayChanged(Freshness::Live, std::nullopt);
    emit rolloutChanged(rollout());
    emit facesChanged();
}

} // namespace andon

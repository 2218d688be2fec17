// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/OwnAlerts.h"

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

OwnAlerts::OwnAlerts(ServiceDesk &desk, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
    , m_clock(clock)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(100);
    connect(&m_soon, &QTimer::timeout, this, &OwnAlerts::report);
    connect(&desk, &ServiceDesk::indicatorRead, this, [this](const IndicatorReading &reading) {
        m_readings.insert(reading.indicator.id, reading);
        // Before a whole round nothing is said of what was not read yet; a round's readings are told together.
        if (m_hasRound && !m_soon.isActive())
            m_soon.start();
    });
    connect(&desk, &ServiceDesk::sourceChanged, this, [this] {
        m_hasRound = true;
        report();
    });
    connect(&desk.canary().judge(), &JudgeDesk::judged, this, [this] {
        if (m_hasRound && !m_soon.isActive())
            m_soon.start();
    });
    connect(&desk, &ServiceDesk::rolloutChanged, this, &OwnAlerts::tellTraffic);
}

void OwnAlerts::report()
{
    m_soon.stop();
    AlertReport report;
    report.source = sourceName(m_desk.spec().name);
    report.freshness = Freshness::Live;
    report.answer.alerts = gates() + verdicts();
    emit reported(report);
}

void OwnAlerts::tellTraffic()
{
    QMap<QString, double> weights;
    if (m_desk.watch().freshness() == Freshness::Live && m_desk.watch().state()) {
        for (const GatewayVersion &version : m_desk.watch().state()->versions)
            weights.insert(version.id, version.weight);
    }
    emit trafficSeen(m_desk.spec().name, m_desk.requestRates(), weights);
}

SourceAlert OwnAlerts::named(const QString &kind, const QString &indicatorId, const QString &version) const
{
    SourceAlert alert;
    alert.labels = {{u"alertname"_s, kind}, {u"service"_s, m_desk.spec().name}, {u"indicator"_s, indicatorId}};
    if (!version.isEmpty())
        alert.labels.insert(u"version"_s, version);
    alert.key = alertKey(alert.labels);
    return alert;
}

/// A fresh number of that version of that indicator.
bool OwnAlerts::hasValue(const GateAlarm &alarm, qint64 nowMs) const
{
    const qint64 tolerance = std::max<qint64>(15'000, 5 * m_desk.lines().plan().stepMs);
    return std::isfinite(latestValue(m_readings.value(alarm.indicatorId), alarm.version, nowMs, tolerance));
}

QList<SourceAlert> OwnAlerts::gates()
{
    const qint64 nowMs = toMs(m_clock.now());
    QList<IndicatorReading> readings;
    for (const Indicator &indicator : m_desk.spec().indicators) {
        if (m_readings.contains(indicator.id))
            readings << m_readings.value(indicator.id);
    }
    QMap<QString, GateAlarm> passed;
    for (const GateAlarm &alarm : gateAlarms(readings, nowMs, m_desk.lines().plan().stepMs))
        passed.insert(alarm.indicatorId + u'\n' + alarm.version, alarm);
    for (auto before = m_passed.cbegin(); before != m_passed.cend(); ++before) {
        if (passed.contains(before.key()) || hasValue(*before, nowMs))
            continue;
        GateAlarm lost = *before;
        lost.lateMs = std::max<qint64>(1, lost.lateMs);
        passed.insert(before.key(), lost);
    }
    QList<SourceAlert> alerts;
    for (GateAlarm &alarm : passed) {
        SourceAlert alert = named(u"andon_gate"_s, alarm.indicatorId, alarm.version);
        alert.origin = AlertOrigin::Gate;
        alert.title = alarm.title;
        alert.severity = alarm.state == GateState::Stop ? AlertSeverity::Critical : AlertSeverity::Warning;
        alert.sinceMs = alarm.sinceMs;
        alert.value = alarm.value;
        alert.limit = alarm.gate;
        alert.direction = alarm.direction;
        alert.unit = alarm.unit;
        if (alarm.lateMs > 0) {
            const auto before = m_passed.constFind(alarm.indicatorId + u'\n' + alarm.version);
            // The moment of the last sample does not move while it ages.
            const bool known = before != m_passed.cend() && before->lateMs > 0;
            alarm.lateMs = known ? before->lateMs : nowMs - alarm.lateMs;
            alert.lostMs = alarm.lateMs;
        }
        alerts << alert;
    }
    m_passed = passed;
    return alerts;
}

/// Worse than stable. Where the judge cannot see any more what it saw, it is lost and not over.
QList<SourceAlert> OwnAlerts::verdicts() const
{
    QList<SourceAlert> alerts;
    const ServiceSpec &spec = m_desk.spec();
    if (!m_desk.canary().judge().hasLines() || m_desk.canary().judge().canary().isEmpty())
        return alerts;
    for (const LineVerdict &line : m_desk.canary().judge().verdicts()) {
        const Verdict &verdict = line.verdict;
        // A red line is a stop gate: its own alarm is in the list, with the value that crossed it.
        if (verdict.kind != VerdictKind::Regressed || verdict.rule == VerdictRule::RedLine)
            continue;
        const auto indicator = std::find_if(spec.indicators.cbegin(), spec.indicators.cend(),
                                            [&](const Indicator &one) { return one.id == line.indicatorId; });
        SourceAlert alert = named(u"andon_verdict"_s, line.indicatorId, m_desk.canary().judge().canary());
        alert.origin = AlertOrigin::Verdict;
        alert.title = indicator == spec.indicators.cend() ? line.indicatorId : indicator->title;
        alert.severity = AlertSeverity::Critical;
        alert.sinceMs = verdict.since ? toMs(*verdict.since) : toMs(m_clock.now());
        // Bad events a request: higher is worse, whatever the indicator's own direction is.
        alert.value = verdict.canaryValue;
        if (std::isfinite(verdict.stableValue))
            alert.limit = verdict.stableValue;
        alert.unit = Unit::Ratio;
        if (verdict.asymptotic && indicator != spec.indicators.cend()) { // a mean is in the indicator's unit
            alert.direction = indicator->direction;
            alert.unit = indicator->unit;
        }
        alerts << alert;
    }
    return alerts;
}

} // namespace andon

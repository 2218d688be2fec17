// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/fleet/FleetRow.h"

#include <algorithm>
#include <cmath>

namespace andon {

namespace {

constexpr std::array lineFamilies{Family::Quality, Family::Latency, Family::Cost, Family::Risk};
constexpr qint64 leastLagMs = 15'000;

/// A reading with what decides about its age.
struct Aged {
    const IndicatorReading *reading;
    qint64 lastMs = 0; ///< newest sample of any version
    bool late = false;
    qint64 toleranceMs = leastLagMs;
    /// The last value of a version whose samples did not end before the others'.
    [[nodiscard]] std::optional<double> value(const VersionColumns &version) const
    {
        if (!version.columns || version.columns->empty() || version.columns->lastTime() < lastMs - toleranceMs
            || !std::isfinite(version.columns->lastValue()))
            return std::nullopt;
        return version.columns->lastValue();
    }
};

Aged aged(const IndicatorReading &reading, qint64 nowMs, qint64 stepMs)
{
    Aged found{&reading};
    found.toleranceMs = std::max(leastLagMs, 5 * stepMs);
    for (const VersionColumns &version : reading.versions) {
        if (version.columns && !version.columns->empty())
            found.lastMs = std::max(found.lastMs, version.columns->lastTime());
    }
    found.late = found.lastMs != 0 && (reading.freshness != Freshness::Live || nowMs - found.lastMs > found.toleranceMs);
    return found;
}

/// Stop, warn, late, inside, no number.
int badness(const FleetLamp &lamp)
{
    if (lamp.state == GateState::Stop || lamp.state == GateState::Warn)
        return lamp.state == GateState::Stop ? 4 : 3;
    return lamp.late ? 2 : lamp.state == GateState::Inside ? 1 : 0;
}

bool isWorse(const FleetLamp &a, const FleetLamp &b)
{
    if (badness(a) != badness(b))
        return badness(a) > badness(b);
    if (a.room.has_value() != b.room.has_value())
        return a.room.has_value();
    return a.room && *a.room < *b.room;
}

FleetLamp lampOf(const Aged &aged, const VersionColumns &version)
{
    const Indicator &indicator = aged.reading->indicator;
    FleetLamp lamp;
    lamp.indicatorId = indicator.id;
    lamp.title = indicator.title;
    lamp.version = version.version;
    lamp.unit = indicator.unit;
    lamp.limit = indicator.gate.stop ? indicator.gate.stop : indicator.gate.warn;
    lamp.value = aged.value(version);
    lamp.late = aged.late;
    lamp.lastMs = aged.lastMs;
    lamp.columns = version.columns;
    lamp.warnings = aged.reading->warnings;
    if (lamp.value) {
        lamp.room = roomLeft(indicator, *lamp.value);
        lamp.state = aged.late ? GateState::Unknown : gateState(indicator, *lamp.value);
    }
    return lamp;
}

/// What of the family decides: its headlines, or all where it has none.
QList<Indicator> decisive(const QList<Indicator> &indicators, Family family)
{
    QList<Indicator> all, headlines;
    for (const Indicator &indicator : indicators) {
        if (indicator.family != family || indicator.query.isEmpty())
            continue;
        all << indicator;
        if (indicator.headline)
            headlines << indicator;
    }
    return headlines.isEmpty() ? all : headlines;
}

FleetLamp lampOf(const FleetFacts &facts, std::size_t line, qint64 nowMs)
{
    FleetLamp worst;
    const QList<Indicator> deciding = decisive(facts.indicators, lineFamilies[line]);
    bool any = false;
    for (const Indicator &indicator : facts.indicators) {
        const auto reading = facts.readings.constFind(indicator.id);
        if (indicator.family != lineFamilies[line] || reading == facts.readings.cend())
            continue;
        const bool decides = deciding.contains(indicator);
        const Aged known = aged(*reading, nowMs, facts.stepMs);
        for (const VersionColumns &version : reading->versions) {
            const FleetLamp lamp = lampOf(known, version);
            if ((decides || badness(lamp) >= 3) && (!any || isWorse(lamp, worst))) {
                worst = lamp;
                any = true;
            }
        }
    }
    worst.line = static_cast<Line>(line);
    worst.hasSource = !deciding.isEmpty();
    if (!any && worst.hasSource)
        worst.title = deciding.first().title;
    return worst;
}

/// Back from the end over everything that is beyond a gate or missing.
qint64 runStartMs(const Indicator &indicator, const Columns &columns)
{
    qint64 since = columns.lastTime();
    for (std::size_t i = columns.size(); i-- > 0;) {
        const GateState state = gateState(indicator, columns.value(i));
        if (state == GateState::Inside)
            break;
        if (state != GateState::Unknown)
            since = columns.time(i);
    }
    return since;
}

/// The first in the order of the service's own alarms: stop before warn, headlines first, then the workspace's order.
std::optional<FleetAlarm> topGate(const FleetFacts &facts, qint64 nowMs)
{
    const VersionColumns *at = nullptr;
    const Indicator *of = nullptr;
    int best = 4, count = 0;
    for (const Indicator &indicator : facts.indicators) {
        const auto reading = facts.readings.constFind(indicator.id);
        if (reading == facts.readings.cend())
            continue;
        const Aged known = aged(*reading, nowMs, facts.stepMs);
        if (known.late)
            continue;
        for (const VersionColumns &version : reading->versions) {
            const std::optional<double> value = known.value(version);
            const GateState state = value ? gateState(reading->indicator, *value) : GateState::Unknown;
            if (state != GateState::Stop && state != GateState::Warn)
                continue;
            ++count;
            const int rank = (state == GateState::Stop ? 0 : 2) + (indicator.headline ? 0 : 1);
            if (rank < best) {
                best = rank;
                at = &version;
                of = &reading->indicator;
            }
        }
    }
    if (!at)
        return std::nullopt;
    const double value = at->columns->lastValue();
    const GateState state = gateState(*of, value);
    return FleetAlarm{of->id, of->title, at->version, state, nullptr, value,
                      (state == GateState::Stop ? of->gate.stop : of->gate.warn).value_or(0), of->unit, of->direction,
                      runStartMs(*of, *at->columns), count - 1};
}

/// The worse of gate and alert; of two alike the gate, whose number stands in the row.
std::optional<FleetAlarm> topAlarm(const FleetFacts &facts, qint64 nowMs)
{
    std::optional<FleetAlarm> top = topGate(facts, nowMs);
    const AlertPointer &alert = facts.alerts.worst;
    if (!alert)
        return top;
    const GateState state = alert->severity == AlertSeverity::Critical ? GateState::Stop : GateState::Warn;
    if (top && top->state >= state) {
        top->further += facts.alerts.count;
        return top;
    }
    FleetAlarm told;
    told.indicatorId = alert->indicatorId;
    told.title = alert->title;
    told.version = alert->version;
    told.state = state;
    told.alert = alert;
    told.sinceMs = alert->sinceMs;
    told.further = facts.alerts.count - 1 + (top ? top->further + 1 : 0);
    return told;
}

FleetCanary canaryOf(const Rollout &rollout, std::optional<VerdictKind> verdict)
{
    FleetCanary canary;
    canary.phase = rollout.phase;
    canary.waits = rollout.waitsForPerson;
    canary.steps = rollout.keepsSteps ? static_cast<int>(rollout.steps.size()) : 0;
    canary.step = canary.steps > 0 ? std::max(0, rollout.currentStep + 1) : 0;
    for (const VersionShare &share : rollout.shares) {
        if (share.role != VersionRole::Canary)
            continue;
        canary.version = share.version;
        if (std::isfinite(share.asked))
            canary.weight = share.asked;
        canary.verdict = verdict;
        break;
    }
    return canary;
}

FleetDoubt doubtOf(const FleetFacts &facts, const FleetRow &row)
{
    const bool everRead = std::any_of(row.lamps.cbegin(), row.lamps.cend(), [](const FleetLamp &lamp) { return lamp.lastMs != 0; });
    const bool anySource = std::any_of(row.lamps.cbegin(), row.lamps.cend(), [](const FleetLamp &lamp) { return lamp.hasSource; });
    // Rounds are counted by the poller: lost before the first answer is "never read".
    if (facts.source == Freshness::Lost && anySource)
        return everRead ? FleetDoubt::SourceLost : FleetDoubt::NeverRead;
    if (std::any_of(row.lamps.cbegin(), row.lamps.cend(), [](const FleetLamp &lamp) { return lamp.late; }))
        return FleetDoubt::LinesLate;
    if (facts.hasGateway && facts.rollout.freshness == Freshness::Lost)
        return FleetDoubt::GatewayLost;
    return FleetDoubt::None;
}

FleetNeed needOf(const FleetRow &row)
{
    if (row.alarm)
        return row.alarm->state == GateState::Stop ? FleetNeed::Stop : FleetNeed::Warn;
    if (row.doubt != FleetDoubt::None)
        return FleetNeed::Blind;
    if (row.canary.waits)
        return FleetNeed::Waiting;
    const bool inside = std::any_of(row.lamps.cbegin(), row.lamps.cend(),
                                    [](const FleetLamp &lamp) { return lamp.state == GateState::Inside; });
    return inside ? FleetNeed::Inside : FleetNeed::Idle;
}

} // namespace

std::optional<double> roomLeft(const Indicator &indicator, double value)
{
    const std::optional<double> limit = indicator.gate.stop ? indicator.gate.stop : indicator.gate.warn;
    if (!limit || !std::isfinite(value))
        return std::nullopt;
    const bool higher = indicator.direction == Direction::HigherIsWorse;
    const double allowance = !higher && indicator.unit == Unit::Ratio ? 1 - *limit : std::abs(*limit);
    const double room = (higher ? *limit - value : value - *limit) / allowance;
    return allowance > 0 && std::isfinite(room) ? std::optional(room) : std::nullopt;
}

FleetRow fleetRow(const FleetFacts &facts, qint64 nowMs)
{
    FleetRow row;
    row.service = facts.service;
    row.title = facts.title;
    row.group = facts.group;
    bool whole = true;
    for (std::size_t line = 0; line < row.lamps.size(); ++line) {
        const FleetLamp lamp = lampOf(facts, line, nowMs);
        row.lamps[line] = lamp;
        if (lamp.room && (!row.room || *lamp.room < *row.room))
            row.room = lamp.room;
        if (!lamp.hasSource)
            continue;
        whole = whole && lamp.lastMs != 0;
        row.dataMs = row.dataMs == 0 ? lamp.lastMs : std::min(row.dataMs, lamp.lastMs);
    }
    if (!whole)
        row.dataMs = 0;
    if (facts.hasGateway)
        row.canary = canaryOf(facts.rollout, facts.verdict);
    row.alarm = topAlarm(facts, nowMs);
    row.doubt = doubtOf(facts, row);
    row.need = needOf(row);
    return row;
}

} // namespace andon

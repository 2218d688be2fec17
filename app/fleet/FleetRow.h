// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/Rollout.h"
#include "app/canary/Verdict.h"
#include "app/fleet/FleetAlerts.h"
#include "app/lines/IndicatorReading.h"

#include <array>

namespace andon {

/// What a service needs from a person, the most urgent first.
enum class FleetNeed {
    Stop,    ///< a version is beyond a stop gate, or a critical alert fires
    Warn,    ///< a version is beyond a warn gate, or an alert fires
    Blind,   ///< what was known is late, or nothing was ever read: the console cannot tell
    Waiting, ///< the canary goes on only when a person says so
    Idle,    ///< read and fresh, but without a number: no traffic, or no line has a source
    Inside,  ///< at least one line has a fresh number, and all that have one are inside their gates
};
inline constexpr int fleetNeeds = 6;

/// Why a service is Blind.
enum class FleetDoubt { None, NeverRead, LinesLate, SourceLost, GatewayLost };

/// One of the four lines of a service: the worst of its headlines (of all its indicators where it has none) over the
/// versions, and whatever else of the family is beyond a gate. Worst: stop, warn, late, inside, no number.
struct FleetLamp {
    Line line = Line::Quality;
    bool hasSource = false;               ///< some indicator of the family has a query
    GateState state = GateState::Unknown; ///< Unknown on late data
    bool late = false;
    QString indicatorId;
    QString title;                        ///< of the indicator
    QString version;                      ///< hostile text; empty where the series has none
    std::optional<double> value;          ///< the last one; none: no traffic, or never read
    Unit unit = Unit::Ratio;
    std::optional<double> limit;          ///< the stop gate, else the warn gate
    std::optional<double> room;           ///< share of the allowance that is left; negative: so far beyond it
    qint64 lastMs = 0;                    ///< newest sample of the indicator; 0: none
    std::shared_ptr<const Columns> columns; ///< of the version; null: none
    QStringList warnings;                 ///< of the source's last answer: it may not be all there is; hostile text
    bool operator==(const FleetLamp &) const = default;
};

/// Where the canary stands.
struct FleetCanary {
    RolloutPhase phase = RolloutPhase::None;
    QString version;              ///< hostile text; empty: there is none
    std::optional<double> weight; ///< percent
    int step = 0;                 ///< from 1; 0: the gateway keeps no steps, or none is taken
    int steps = 0;
    bool waits = false;           ///< for a person
    std::optional<VerdictKind> verdict; ///< of the judge over all lines; none: nothing is compared
    bool operator==(const FleetCanary &) const = default;
};

/// The first of a service's alarms: a gate that a version is beyond, or an alert of somebody else.
struct FleetAlarm {
    QString indicatorId; ///< empty: an alert of no indicator
    QString title;
    QString version;
    GateState state = GateState::Warn; ///< Stop: a stop gate or a critical alert
    AlertPointer alert;  ///< null: a gate; else it has the numbers
    double value = 0;
    double gate = 0;
    Unit unit = Unit::Ratio;
    Direction direction = Direction::HigherIsWorse;
    qint64 sinceMs = 0;
    int further = 0; ///< alarms beside this one
    bool operator==(const FleetAlarm &) const = default;
};

/// All that is known of a service, as its own board has it.
struct FleetFacts {
    QString service;
    QString title;
    QString group;
    QList<Indicator> indicators;
    QHash<QString, IndicatorReading> readings; ///< by indicator; those that were read
    qint64 stepMs = 1000;
    Freshness source = Freshness::Lost;        ///< of the last round
    bool hasGateway = false;
    Rollout rollout;                           ///< where there is a gateway
    std::optional<VerdictKind> verdict;        ///< of the judge on the canary; none: nothing is compared
    FleetAlerts alerts;                        ///< beside the gates of its indicators
};

/// One service on the fleet board. Whole value; all text is hostile.
struct FleetRow {
    QString service;
    QString title;
    QString group;
    FleetNeed need = FleetNeed::Blind;
    FleetDoubt doubt = FleetDoubt::NeverRead;
    std::array<FleetLamp, 4> lamps; ///< quality, latency, cost, risk
    std::optional<double> room;     ///< the least of the lamps'
    FleetCanary canary;
    std::optional<FleetAlarm> alarm;
    qint64 dataMs = 0;              ///< newest sample of the line that is most behind; 0: a line was never read
    bool operator==(const FleetRow &) const = default;
};

/// Pure. The same measures of late and of no traffic as the service's own board.
[[nodiscard]] FleetRow fleetRow(const FleetFacts &facts, qint64 nowMs);
/// The share of the allowance that `value` leaves: of the way from perfect (0; for a ratio where lower is worse, 1) to
/// the limit. None without a limit, or where the limit is perfection itself.
[[nodiscard]] std::optional<double> roomLeft(const Indicator &indicator, double value);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace andon {

/// The four lines of the board.
enum class Line { Quality, Latency, Cost, Risk };

/// The six families of guards; the first four are the lines.
enum class Family { Quality, Latency, Cost, Risk, Stability, Retrieval };

enum class Direction { HigherIsWorse, LowerIsWorse };

/// What a value counts; ui/ writes it on the axis.
enum class Unit {
    Ratio,      ///< 0 to 1, shown in percent
    Score,      ///< a plain number, say 0 to 5
    Seconds,
    Usd,        ///< US dollars
    UsdPerHour,
    UsdPerDay,
    PerSecond,  ///< events a second
    Count,
    Tokens,
};

/// Where a value becomes bad, in the indicator's unit.
struct Gate {
    std::optional<double> warn;
    std::optional<double> stop;
    bool operator==(const Gate &) const = default;
};

/// In the order of their weight.
enum class GateState { Unknown, Inside, Warn, Stop };

/// One measured thing of a service, from the workspace file. One query returns every version.
struct Indicator {
    QString id;       ///< unique in its service, [a-z0-9_]+
    QString title;    ///< English
    Family family = Family::Quality;
    bool headline = false; ///< drawn on its family's line; the rest is one key away
    QString query;    ///< PromQL with $version, $selector and $window already filled in; empty: no source
    Unit unit = Unit::Ratio;
    Direction direction = Direction::LowerIsWorse;
    Gate gate;
    QString noSource; ///< the reason in words where `query` is empty
    QString exemplarQuery; ///< PromQL that selects the histogram whose exemplars are drawn as dots; empty: none
    bool operator==(const Indicator &) const = default;
};

/// The line a family is drawn on, if it is one of the four.
[[nodiscard]] std::optional<Line> lineOf(Family family);
/// Where `value` stands; NaN is Unknown. A value equal to a gate is still inside.
[[nodiscard]] GateState gateState(const Indicator &indicator, double value);
[[nodiscard]] QString familyWord(Family family); ///< "quality", "latency", ... as in the workspace file
[[nodiscard]] std::optional<Family> familyFromWord(const QString &word);
[[nodiscard]] QString unitWord(Unit unit);       ///< "ratio", "seconds", "usd_per_hour", ... as in the workspace file
[[nodiscard]] std::optional<Unit> unitFromWord(const QString &word);

} // namespace andon

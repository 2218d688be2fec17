// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CountQueries.h"
#include "app/canary/MeanSequence.h"
#include "app/canary/SampleRatio.h"
#include "app/canary/Strata.h"

#include <QMap>

namespace andon {

/// What the judge has gathered of one indicator.
struct LineEvidence {
    JudgeState state;
    SampleRatioState ratio;            ///< of one line of a service: the first that counts requests
    QMap<QString, StrataState> strata; ///< by label
    QMap<QString, qint64> countedMs;   ///< end of the newest step that was counted, by label ("" for the whole)
    qint64 resetMs = 0;                ///< steps that end by then are none of it: a counter began anew, or a person asked; 0: all are
    std::optional<MeanState> mean{};   ///< of a mean or gauge, in place of the state; none: it is counted
    /// When the evidence began; none: there is none.
    [[nodiscard]] std::optional<TimePoint> since() const { return mean ? mean->since : state.since; }
    [[nodiscard]] bool isEmpty() const { return mean ? !mean->last && mean->restarts == 0 : !state.last && state.restarts == 0; }
    bool operator==(const LineEvidence &) const = default;
};

/// What the judge has gathered of a canary: what a console goes on from after it was closed. Its size does not grow with time.
struct JudgeEvidence {
    QString stable;
    QString canary;
    QMap<QString, LineEvidence> lines; ///< by indicator; a line without polls is left out
    QMap<QString, QString> queries;    ///< fingerprint of what counted each line
    QStringList leftOut{};             ///< what found no room on the record: "p95", or "p95/tenant" for one label of it
    QMap<QString, qint64> leftOutSince{}; ///< of the lines among it: when their evidence began, ms since the epoch
    [[nodiscard]] bool isEmpty() const { return lines.isEmpty(); }
};

/// Another query counts other things: evidence of one is none of the other.
[[nodiscard]] QString fingerprintOf(const CountQueries &queries);

/// {"format", "stable", "canary", "lines": [{"indicator", "queries", "state", "ratio", "counted_ms", "reset_ms", "labels"} or
/// {"indicator", "queries", "mean", "counted_ms", "reset_ms"}], "left_out": ["p95/tenant"], "left_out_since": {"p95": ms}}, at most
/// about `mostBytes` as text: first every line as a whole, those that show a regression before the others; then of every label who
/// was shown to be hurt, then its names and weights, then all of it, each as long as there is room. What is left out is named; who
/// goes on from there counts it again from the source, from when its evidence began.
[[nodiscard]] nlohmann::json evidenceJson(const JudgeEvidence &evidence, std::size_t mostBytes);
/// BadInput where it is no such JSON. Hostile text is possible; never half of it.
[[nodiscard]] Result<JudgeEvidence> readEvidence(const nlohmann::json &object);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CountQueries.h"
#include "app/canary/SampleRatio.h"
#include "app/canary/Strata.h"

#include <QMap>

namespace andon {

/// What the judge has gathered of one indicator.
struct LineEvidence {
    JudgeState state;
    SampleRatioState ratio;
    QMap<QString, StrataState> strata; ///< by label
    QMap<QString, qint64> countedMs;   ///< end of the newest step that was counted, by label ("" for the whole)
    qint64 resetMs = 0;                ///< end of the newest step in which a counter began anew; 0: none
    bool operator==(const LineEvidence &) const = default;
};

/// What the judge has gathered of a canary: what a console goes on from after it was closed. Its size does not grow with time.
struct JudgeEvidence {
    QString stable;
    QString canary;
    QMap<QString, LineEvidence> lines; ///< by indicator; a line without polls is left out
    QMap<QString, QString> queries;    ///< fingerprint of what counted each line
    [[nodiscard]] bool isEmpty() const { return lines.isEmpty(); }
};

/// Another query counts other things: evidence of one is none of the other.
[[nodiscard]] QString fingerprintOf(const CountQueries &queries);

/// {"format", "stable", "canary", "lines": [{"indicator", "queries", "state", "ratio", "labels"}], "left_out": ["p95/tenant"]},
/// at most about `mostBytes` as text: first every line as a whole, then labels as long as there is room. What is left out is
/// named; who goes on from there counts it again from the source.
[[nodiscard]] nlohmann::json evidenceJson(const JudgeEvidence &evidence, std::size_t mostBytes);
/// BadInput where it is no such JSON. Hostile text is possible; never half of it.
[[nodiscard]] Result<JudgeEvidence> readEvidence(const nlohmann::json &object);

} // namespace andon

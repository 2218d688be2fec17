// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace andon {

/// Bad events of events by the values of a label, as PromQL that keeps the version's label and this one.
struct StratumQueries {
    QString label; ///< "tenant"
    QString bad;
    QString total;
    QString part{}; ///< of the version set whose id the label carries, "prompt"; empty: none
    bool operator==(const StratumQueries &) const = default;
};

/// A value of each version, mostly a quantile, that must not exceed a multiple of stable's.
struct MultipleQuery {
    QString query;         ///< PromQL of one value by version, in any unit; empty: not looked at
    double timesStable = 0; ///< above 1; the canary's above so many times stable's …
    int polls = 3;         ///< … in so many polls in a row is a stop
    bool operator==(const MultipleQuery &) const = default;
};

/// How an indicator is counted for the judge: by version, as PromQL of increases over one step, say
/// sum by(version)(increase(requests_total{outcome!="ok"}[60s])).
struct CountQueries {
    QString indicatorId;
    QString bad;
    QString total;
    QList<StratumQueries> strata;
    MultipleQuery multiple{};
    QString resets{}; ///< PromQL of how often a version's counters began anew within one step; empty: nobody asks
    bool operator==(const CountQueries &) const = default;
};

} // namespace andon

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

/// A gauge or a mean by version, read once a step, where there is nothing to count.
struct MeanQuery {
    QString query;               ///< PromQL of one value by version, in any unit; empty: the indicator is counted
    bool higherIsWorse = true;
    double minimumSamples = 50;  ///< values of each version before anything is said
    bool operator==(const MeanQuery &) const = default;
};

/// How an indicator is judged: counted by version, as PromQL of increases over one step, say
/// sum by(version)(increase(requests_total{outcome!="ok"}[60s])); or, where there is a mean, by that alone.
struct CountQueries {
    QString indicatorId;
    QString bad;
    QString total;
    QList<StratumQueries> strata;
    MultipleQuery multiple{};
    QString resets{}; ///< PromQL of how often a version's counters began anew within one step; empty: nobody asks
    MeanQuery mean{};
    [[nodiscard]] bool isMean() const { return !mean.query.isEmpty(); }
    bool ofRequests = true; ///< the total counts requests, so that its split is to be the weight; else tool calls, answers, …
    double acceptableRate = 0; ///< bad events of events below which a canary passes by itself; 0: no such rate
    bool operator==(const CountQueries &) const = default;
};

} // namespace andon

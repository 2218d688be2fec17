// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"

#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace andon {

enum class VerdictKind {
    Regressed, ///< the canary is worse: stop
    NotWorse,  ///< shown to be less than r0 times as bad, or acceptably rare: may go on
    Undecided, ///< there is data, and it does not tell yet
    Unknown,   ///< there is no data to judge by; never a pass
};

/// Why a verdict is Unknown.
enum class UnknownReason {
    None,
    NoData,          ///< nothing was ever polled, or the last poll had no answer
    Stale,           ///< the last poll is too old
    FirstSeen,       ///< one poll since this version was first seen: its counters' starting point is not known
    NoTraffic,       ///< neither version has requests
    NoCanaryTraffic, ///< stable has requests, the canary has none
    NoStableTraffic, ///< the canary has requests, stable has none to compare with
    LabelMissing,    ///< the metric does not tell the versions apart
    CounterReset,    ///< a counter went back: what happened meanwhile is not known
    ShareMismatch,   ///< the observed share is not the weight that was asked for
    NotANumber,      ///< a count was NaN or infinite
    NegativeCount,
    BadAboveTotal,   ///< more bad events than events
    TimeBackward,    ///< a poll was older than the one before
};

/// What decided.
enum class VerdictRule {
    None,
    SequentialTest,   ///< E reached its limit, or Ē for "not worse"
    AcceptableRate,   ///< the canary's own rate was shown to lie below the acceptable one
    RedLine,          ///< a gate was crossed, whatever the statistics say
    QuantileMultiple, ///< the canary's quantile stood above its multiple of stable's
    MeanSequence,     ///< the confidence sequence of the difference of means; asymptotic
    MinimumRequests,  ///< holds back a pass: too few requests
    LostPolls,        ///< holds back a pass: too many polls were refused or had no counts
    DispersionUnknown,///< holds back a verdict: too few minutes to know how much bad events scatter
    NoScale,          ///< holds back a verdict: both means were 0 throughout, so nothing says how much a difference is
};

/// What happened to the evidence besides polls.
enum class EvidenceEvent {
    None,
    Gap,            ///< kept: polls are missing in between
    LostPoll,       ///< kept: a poll had no usable counts
    ConsoleRestart, ///< kept: read back from the record
    VersionChanged, ///< restarted: another canary, or another stable
    RulesChanged,   ///< restarted: r0 or the correction for bursts is another
    AskedFor,       ///< restarted by a person
    CounterReset,   ///< restarted: a counter began anew; a Regressed is kept
    NoRoom,         ///< counted again from the source: it found no room on the record; who was shown to be hurt stays so
};

/// When an Undecided is expected to be decided, if everything goes on as it has of late.
struct Forecast {
    VerdictKind kind = VerdictKind::Undecided; ///< Regressed or NotWorse
    double seconds = 0;                        ///< from the last poll on
    double requests = 0;                       ///< of both versions together; means: values
    bool operator==(const Forecast &) const = default;
};

/// What the judge says of one line, or one stratum of it. Whole value; times are UTC.
struct Verdict {
    VerdictKind kind = VerdictKind::Unknown;
    UnknownReason reason = UnknownReason::NoData;
    VerdictRule rule = VerdictRule::None;
    std::optional<TimePoint> since;         ///< it has been this; Undecided: since the evidence began
    std::optional<TimePoint> firstDecision; ///< the first Regressed or NotWorse of this evidence
    double stableValue = std::numeric_limits<double>::quiet_NaN(); ///< bad events a request, or the mean; NaN: none
    double canaryValue = std::numeric_limits<double>::quiet_NaN();
    double stableRequests = 0; ///< since the evidence began; means: samples
    double canaryRequests = 0;
    double badEvents = 0;      ///< of both versions: n
    double logE = 0;           ///< ln E
    double logLimit = 0;       ///< ln of what E must reach: K/α
    double p = 1;              ///< valid whenever it is looked at: 1 / max E so far, corrected for strata, not for lines; an E below 10 counts while it lasts
    double logNotWorse = 0;    ///< ln Ē
    double logNotWorseLimit = 0;
    std::optional<double> dispersion; ///< upper 95 % estimate; divides the log terms if bursts are corrected; none: not known (yet)
    std::optional<Forecast> forecast;
    std::optional<double> low;  ///< means: confidence limits of canary minus stable
    std::optional<double> high;
    bool asymptotic = false;    ///< the error rate holds for many samples only: 6 to 8 % where 5 % was asked
    EvidenceEvent lastEvent = EvidenceEvent::None;
    std::optional<TimePoint> lastEventAt;
    int restarts = 0;           ///< of the evidence; each is a test of its own
    int refusedPolls = 0;       ///< bad input
    int lostPolls = 0;          ///< without counts
    std::string query;          ///< that gave the counts

    /// E as a number that JSON can hold: at most the largest double.
    [[nodiscard]] double e() const;
    /// canaryValue to stableValue; NaN or infinite where stable has none.
    [[nodiscard]] double ratio() const { return canaryValue / stableValue; }
};

/// exp, never infinite.
[[nodiscard]] double boundedExp(double log);
/// "regressed", "not_worse", "undecided", "unknown".
[[nodiscard]] std::string_view verdictWord(VerdictKind kind);
/// "no_canary_traffic" and so on; empty for None.
[[nodiscard]] std::string_view reasonWord(UnknownReason reason);
[[nodiscard]] std::string_view ruleWord(VerdictRule rule);
[[nodiscard]] std::string_view eventWord(EvidenceEvent event);

} // namespace andon

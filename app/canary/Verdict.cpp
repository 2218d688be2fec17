// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/Verdict.h"

#include <algorithm>
#include <cmath>

namespace andon {

double boundedExp(double log)
{
    return std::min(std::exp(log), std::numeric_limits<double>::max());
}

double Verdict::e() const
{
    return boundedExp(logE);
}

std::string_view verdictWord(VerdictKind kind)
{
    switch (kind) {
    case VerdictKind::Regressed: return "regressed";
    case VerdictKind::NotWorse: return "not_worse";
    case VerdictKind::Undecided: return "undecided";
    case VerdictKind::Unknown: break;
    }
    return "unknown";
}

std::string_view reasonWord(UnknownReason reason)
{
    switch (reason) {
    case UnknownReason::None: break;
    case UnknownReason::NoData: return "no_data";
    case UnknownReason::Stale: return "stale";
    case UnknownReason::FirstSeen: return "first_seen";
    case UnknownReason::NoTraffic: return "no_traffic";
    case UnknownReason::NoCanaryTraffic: return "no_canary_traffic";
    case UnknownReason::NoStableTraffic: return "no_stable_traffic";
    case UnknownReason::LabelMissing: return "label_missing";
    case UnknownReason::CounterReset: return "counter_reset";
    case UnknownReason::ShareMismatch: return "share_mismatch";
    case UnknownReason::NotANumber: return "not_a_number";
    case UnknownReason::NegativeCount: return "negative_count";
    case UnknownReason::BadAboveTotal: return "bad_above_total";
    case UnknownReason::TimeBackward: return "time_backward";
    }
    return {};
}

std::string_view ruleWord(VerdictRule rule)
{
    switch (rule) {
    case VerdictRule::None: break;
    case VerdictRule::SequentialTest: return "sequential_test";
    case VerdictRule::AcceptableRate: return "acceptable_rate";
    case VerdictRule::RedLine: return "red_line";
    case VerdictRule::QuantileMultiple: return "quantile_multiple";
    case VerdictRule::MeanSequence: return "mean_sequence";
    case VerdictRule::MinimumRequests: return "minimum_requests";
    case VerdictRule::LostPolls: return "lost_polls";
    case VerdictRule::DispersionUnknown: return "dispersion_unknown";
    case VerdictRule::NoScale: return "no_scale";
    }
    return {};
}

std::string_view eventWord(EvidenceEvent event)
{
    switch (event) {
    case EvidenceEvent::None: break;
    case EvidenceEvent::Gap: return "gap";
    case EvidenceEvent::LostPoll: return "lost_poll";
    case EvidenceEvent::ConsoleRestart: return "console_restart";
    case EvidenceEvent::VersionChanged: return "version_changed";
    case EvidenceEvent::RulesChanged: return "rules_changed";
    case EvidenceEvent::AskedFor: return "asked_for";
    case EvidenceEvent::CounterReset: return "counter_reset";
    case EvidenceEvent::NoRoom: return "no_room";
    }
    return {};
}

} // namespace andon

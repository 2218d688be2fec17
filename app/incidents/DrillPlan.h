// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/FaultSwitch.h"
#include "app/gateway/GatewayState.h"

#include <chrono>

namespace andon {

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014): the same numbers from the same seed
/// on every machine and with every library.
class SplitMix64 {
public:
    explicit SplitMix64(quint64 seed) : m_state(seed) {}
    quint64 next();
    /// Uniform below `bound`, which is at least 1.
    quint64 below(quint64 bound);

private:
    quint64 m_state;
};

/// What a drill can be held on: the versions that had traffic when it began. Whatever the plan is, it follows from this and a seed.
struct DrillGround {
    QString stable;       ///< version with the most of the traffic
    QString canary;       ///< version on trial
    QString prompt;       ///< that the canary brought; empty: the gateway does not say
    QStringList tenants;  ///< that have traffic
    bool operator==(const DrillGround &) const = default;
};

/// The tenants of the sandbox's own traffic.
[[nodiscard]] QStringList sandboxTenants();
/// Blocked says in words why no drill can be held on that state: a fault would not be seen, or its end not be told.
[[nodiscard]] Result<DrillGround> drillGround(const GatewayState &state);

/// The first and the last moment that a fault may come, after the start.
inline constexpr std::chrono::milliseconds drillEarliest{10'000};
inline constexpr std::chrono::milliseconds drillLatest{120'000};
/// So long after its fault a drill ends by itself: the runbook's ten minutes.
inline constexpr std::chrono::minutes drillLimit{10};

/// What goes wrong, and when.
struct DrillPlan {
    quint64 seed = 0;
    FaultSetting fault;              ///< one fault in one version
    std::chrono::milliseconds delay{0}; ///< from the start to the fault: uniform between earliest and latest
    bool operator==(const DrillPlan &) const = default;
};

/// Every fault and place that a seed can choose, each as likely as the others; a fault of one tenant counts once, then each tenant
/// is as likely. Left out is what no line of the demo would show for sure. Pure.
[[nodiscard]] DrillPlan drillPlan(quint64 seed, const DrillGround &ground);
/// Words of the verbs that end the loss of that fault: "rollback" for what only the canary has, "degrade" for what costs.
[[nodiscard]] QStringList rightVerbs(const FaultSetting &fault, const DrillGround &ground);
/// The family of the line that shows it first: "latency", "quality", "cost", "risk"; empty for a word nobody knows.
[[nodiscard]] QString shownBy(const QString &fault);

/// What is kept sealed while a drill runs, and opened at its end.
struct DrillSecret {
    DrillPlan plan;
    DrillGround ground;
    QString salt; ///< 32 hexadecimal digits: nobody can try out the seeds of a day
    bool operator==(const DrillSecret &) const = default;
};

[[nodiscard]] nlohmann::json drillSecretJson(const DrillSecret &secret);
/// Nothing where a member is missing or of another kind: the text may be anybody's.
[[nodiscard]] std::optional<DrillSecret> drillSecretFrom(const nlohmann::json &told);
/// SHA-256 of canonicalJson(drillSecretJson()), hexadecimal: written down before the drill, it proves that what is said after it was
/// so from the beginning.
[[nodiscard]] QString drillCommitment(const DrillSecret &secret);
/// A decimal number of 64 bits; BadInput says what is wrong with the text.
[[nodiscard]] Result<quint64> drillSeed(const QString &text);

} // namespace andon

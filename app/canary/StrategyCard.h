// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/Verb.h"
#include "app/lines/Indicator.h"

#include <nlohmann/json.hpp>

#include <QStringList>

namespace andon {

/// Who meets the canary.
struct CardAudience {
    bool internalUsers = false;
    QStringList tenants; ///< ids
    QString scenario;    ///< in words: "support chat, English"
    bool operator==(const CardAudience &) const = default;
};

struct CardStep {
    double weight = 0;        ///< of the canary, above 0 to 100, in percent
    qint64 windowSeconds = 0; ///< observation window, at least 1
    bool operator==(const CardStep &) const = default;
};

/// What one indicator must show for the canary to pass.
struct CardThreshold {
    QString indicator;                  ///< id
    std::optional<double> notWorseThan; ///< r0, a ratio canary to stable of at least 1; none: the judge's
    std::optional<double> gate;         ///< absolute red line in the indicator's unit; none: the indicator's own stop gate
    qint64 minimumSamples = 100;        ///< requests on the canary before a verdict counts
    std::optional<Verb> action;         ///< what to pull when it is crossed or regressed; a stop-loss verb
    bool operator==(const CardThreshold &) const = default;
};

/// What holds the canary at its step.
enum class PauseCause {
    Regressed, ///< a line is worse than stable
    Warn,      ///< a warn gate is crossed
    Stop,      ///< a stop gate is crossed
    Unknown,   ///< no data, stale, label missing, counter reset
    Undecided, ///< the window is over without a verdict
    ShareOff,  ///< the observed share is not the weight
};

struct PauseCondition {
    PauseCause cause = PauseCause::Unknown;
    QString indicator;     ///< id; empty: any indicator of the thresholds
    qint64 forSeconds = 0; ///< it must have lasted so long; 0: at once
    bool operator==(const PauseCondition &) const = default;
};

/// One pull of the rollback method.
struct RollbackAction {
    Verb verb = Verb::Rollback; ///< stop-loss
    QString to;                 ///< rollback: version id; empty: the service's target
    std::optional<int> level;   ///< degrade: the level; none: the action's own
    bool operator==(const RollbackAction &) const = default;
};

/// Who must agree before a promote. Neither names nor roles: nobody is asked.
struct CardApprovals {
    int count = 0;      ///< so many people
    QStringList names;  ///< of people
    QStringList roles;  ///< "release manager"
    bool operator==(const CardApprovals &) const = default;
};

/// How the canary is served.
struct ServingForm {
    QString form;    ///< a word of servingForms, or empty
    QString reason;  ///< why this one
    QString wayBack; ///< how to leave it again
    bool operator==(const ServingForm &) const = default;
};

/// Parameters of the judge.
struct JudgeRules {
    double alpha = 0.05;       ///< false alarms of all lines together, over the whole canary
    double r0 = 1.25;          ///< "not worse than", where a threshold does not say
    double beta = 0.05;        ///< wrong "not worse"
    bool correctBursts = true; ///< by the dispersion seen on stable
    QStringList strata;        ///< labels by which the judge looks again: "tenant", "tool"; empty: all that are counted
    bool operator==(const JudgeRules &) const = default;
};

/// How a canary is run: agreed before it starts, and the measure of it while it runs. Plain value.
struct StrategyCard {
    QString owner;
    CardAudience audience;
    QList<CardStep> steps;              ///< weights rise; at least one
    QList<CardThreshold> thresholds;    ///< one an indicator; at least one
    QList<PauseCondition> pauseWhen;
    QList<RollbackAction> rollback;     ///< in the order of the pulls
    CardApprovals approvals;
    ServingForm serving;
    std::optional<qint64> deadlineSeconds; ///< from the start to the end of the last window
    qint64 usageCycleSeconds = 86'400;  ///< after so long the traffic has shown all it does
    JudgeRules judge;
    bool regressionPasses = false; ///< before each promote the whole regression set of the workspace has passed on the canary
    bool operator==(const StrategyCard &) const = default;
};

/// An indicator that the card watches.
struct CardGuard {
    Indicator indicator;
    std::optional<double> gate; ///< the card's, else the indicator's stop gate
};

/// One of the six guard families: covered where at least one of its guards has a source.
struct FamilyCover {
    Family family = Family::Quality;
    QList<CardGuard> guards;
    [[nodiscard]] bool isCovered() const;
};

inline const QStringList servingForms{QStringLiteral("kserve"), QStringLiteral("tgi"), QStringLiteral("vllm"),
                                      QStringLiteral("triton"), QStringLiteral("own"), QStringLiteral("other")};

[[nodiscard]] QString pauseWord(PauseCause cause); ///< "regressed", ..., "share_off" as in the workspace file
[[nodiscard]] std::optional<PauseCause> pauseFromWord(const QString &word);
[[nodiscard]] QStringList pauseWords();
/// One of the card's thresholds is about this indicator (an id).
[[nodiscard]] bool isOnCard(const StrategyCard &card, const QString &indicator);
/// All windows together, in seconds.
[[nodiscard]] qint64 windowsOf(const StrategyCard &card);
/// Always six, in the order quality, latency, cost, stability, retrieval and tools, risk.
[[nodiscard]] QList<FamilyCover> coverOf(const StrategyCard &card, const QList<Indicator> &indicators);
/// The card with the names of the workspace file and in its order; what is not set is left out, defaults stand in full.
[[nodiscard]] nlohmann::ordered_json cardJson(const StrategyCard &card);
/// SHA-256 over the canonical form of cardJson, hexadecimal: journaled at the start. A default written out changes nothing.
[[nodiscard]] QByteArray digestOf(const StrategyCard &card);

} // namespace andon

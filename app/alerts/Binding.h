// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/AlertSource.h"
#include "app/alerts/RuleLimit.h"

namespace andon {

/// A binding of the workspace: what an alert with these labels is bound to. What it does not name is left to the labels.
struct AlertBinding {
    Labels match;             ///< at least one; all must be equal
    QString service{};
    QString indicator{};
    QString version{};
    std::optional<Verb> action{};
    QString runbook{};
    std::optional<AlertSeverity> severity{};
    bool operator==(const AlertBinding &) const = default;
};

/// How alerts are read, from the workspace file.
struct AlertSpec {
    QStringList sources;      ///< names of metrics sources whose alerts and rules are read
    QStringList versionLabels{QStringLiteral("version"), QStringLiteral("model_version")};
    /// Labels that tell replicas of one Prometheus apart: alerts that differ in them alone are one.
    QStringList replicaLabels{QStringLiteral("prometheus"), QStringLiteral("prometheus_replica"), QStringLiteral("__replica__")};
    QList<AlertBinding> bindings{}; ///< the first that matches
    bool operator==(const AlertSpec &) const = default;
};

/// What binding must know of a service.
struct AlertService {
    QString name;
    QList<Indicator> indicators{};
    QMap<QString, Verb> cardActions{}; ///< what its card pulls, by indicator
    QList<Verb> verbs{};               ///< those that it has
};

/// The labels that make an alert what it is.
[[nodiscard]] Labels identityOf(Labels labels, const QStringList &replicaLabels);

/// The row of an alert: its service, version, indicator, action, severity and what is missing. The workspace's binding comes
/// before the labels (`service`, `version`, `andon_action`, `andon_runbook`, `indicator`, `severity`), the card of the
/// service last. `limit` is the rule's, null where it has none. Pure.
[[nodiscard]] Alert boundAlert(const SourceAlert &said, const AlertSpec &spec, const QList<AlertService> &services,
                               const AlertLimit *limit);

/// An alert or a rule with what a person at night will miss in it.
struct AlertLint {
    QString name;    ///< of the rule or the alert
    QString where;   ///< source and group, possibly empty
    QList<AlertGap> missing;
    bool operator==(const AlertLint &) const = default;
};
/// Of rules, whether they fire or not.
[[nodiscard]] QList<AlertLint> lintRules(const QString &source, const QList<AlertRule> &rules, const AlertSpec &spec,
                                         const QList<AlertService> &services);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionSpec.h"
#include "app/alerts/Binding.h"
#include "app/canary/CountQueries.h"
#include "app/canary/StrategyCard.h"
#include "app/incidents/Runbook.h"
#include "app/incidents/Redaction.h"
#include "app/lines/Indicator.h"
#include "app/lines/MetricsAccess.h"
#include "app/lines/Split.h"

#include <QUrl>

namespace andon {

struct SourceSpec {
    QString name;
    QString kind = QStringLiteral("prometheus");
    MetricsAccess access;
    qint64 intervalMs = 2000;   ///< between two polls
    bool operator==(const SourceSpec &) const = default;
};

struct GatewaySpec {
    QString name;
    QString kind;               ///< "andon-admin-v1", the name of a preset, or the file of one
    QList<QUrl> nodes;          ///< at least one; a preset writes to each of them
    QMap<QString, nlohmann::json> variables; ///< of the preset: texts and numbers
    QString tokenSecret;
    qint64 intervalMs = 1000;
    bool allowPlainHttp = false;
    QList<QByteArray> pins;     ///< SHA-256 of the public keys that are taken; empty: any that the certificates bear out
    QString caFile;             ///< PEM, relative to the workspace file; empty: the system's certificates
    bool isSandbox = false;     ///< andon-sandbox on this machine: drills may put faults into it
    bool operator==(const GatewaySpec &) const = default;
};

/// Who says what the versions of a service are made of, beside its gateway's state.
struct VersionSpec {
    QString metricQuery; ///< PromQL of an info metric, words filled in; empty: none
    QString manifests;   ///< a folder or a pattern of manifest files, from the workspace file's folder; empty: none
    bool operator==(const VersionSpec &) const = default;
};

/// One service: its lines, its gateway, its actions.
struct ServiceSpec {
    QString name;
    QString title;
    QString group;              ///< services that stand together on the fleet board; possibly empty
    QString source;             ///< name of a SourceSpec
    QString gateway;            ///< name of a GatewaySpec, or empty: no actions
    QString actionsAbsent;      ///< the reason in words where there is no gateway
    QString versionLabel;       ///< "version"; empty: the series carry no version
    QString requestRateQuery;   ///< requests a second by version, words filled in; empty: share is not observed
    qint64 stepSeconds = 2;
    qint64 historySeconds = 3600;
    QList<SplitSpec> splits;     ///< of its indicators, queries with the words filled in
    QList<Indicator> indicators; ///< queries with $version, $selector, $window filled in
    QString rollbackTarget;     ///< version id; empty: the gateway's stable version
    QList<ActionSpec> actions;
    QList<CountQueries> counts;  ///< of the indicators that the judge counts, words filled in, $step included
    qint64 judgeStepSeconds = 60;
    std::optional<StrategyCard> card; ///< how a canary is run here
    VersionSpec versions;
    bool operator==(const ServiceSpec &) const = default;
};

/// PromQL of anything that each serving version has: the request rate, else the first indicator that is measured; empty where
/// nothing is.
[[nodiscard]] QString servingQuery(const ServiceSpec &spec);

struct AlertmanagerSpec {
    QString name;
    QUrl url;                   ///< up to and without "/api/v2"
    QString tokenSecret;
    qint64 intervalMs = 5000;   ///< between two polls
    bool allowPlainHttp = false;
    bool operator==(const AlertmanagerSpec &) const = default;
};

/// A layout of postmortems.
struct TemplateSpec {
    QString name;
    QString file;    ///< beneath the workspace file's folder
    QString text{};  ///< of the file, once it is read
    bool operator==(const TemplateSpec &) const = default;
};

/// Where failing requests are written to, and who says that they pass.
struct RegressionSpec {
    QString file;    ///< JSON lines, beneath the workspace file's folder; empty: none
    QString report;  ///< of the last run, format andon-regression-report-1; empty: none
    bool operator==(const RegressionSpec &) const = default;
};

/// The workspace file: what the console watches and may change. Holds no secret.
struct Workspace {
    QString path;
    QString title;
    QList<SourceSpec> sources;
    QList<GatewaySpec> gateways;
    QList<ServiceSpec> services; ///< at least one
    QList<RunbookSpec> runbooks; ///< a team's own
    QList<RedactionRule> redaction; ///< what is taken out of texts that leave, beside the usual
    QByteArray digest; ///< SHA-256 of the text, hexadecimal: what an edit is made against
    AlertSpec alerts{};
    QList<AlertmanagerSpec> alertmanagers{};
    QList<TemplateSpec> templates{}; ///< of postmortems, beside the built-in one
    RegressionSpec regression{};
    [[nodiscard]] const SourceSpec *source(const QString &name) const;
    [[nodiscard]] const GatewaySpec *gateway(const QString &name) const;
    [[nodiscard]] const ServiceSpec *service(const QString &name) const;
    /// Of every secret that it names, each once.
    [[nodiscard]] QStringList secretNames() const;
};

} // namespace andon

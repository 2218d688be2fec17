// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionProgress.h"
#include "app/actions/ActionSpec.h"
#include "app/alerts/Binding.h"
#include "app/gateway/GatewayControl.h"
#include "app/incidents/Bundle.h"
#include "app/incidents/Redaction.h"
#include "app/lines/Baseline.h"
#include "app/lines/IndicatorReading.h"
#include "app/lines/MetricsSource.h"
#include "app/lines/Split.h"
#include "app/versions/VersionBook.h"

namespace andon {

/// A gateway's state and how long it was read as such: from state.readAt to `until`, by the console's clock.
struct GatewayRead {
    GatewayState state;
    TimePoint until;
};

/// What a gateway promised for one verb, or why it cannot do it.
struct EvidenceVerb {
    Verb verb = Verb::Rollback;
    GatewayPromise promise;
    QString absent;
};

/// What the source said to a question beside those of the lines: an indicator by the values of a label, or as it was before.
struct EvidenceAnswer {
    QString query; ///< PromQL
    Covered asked;
    MetricsAnswer answer;
};

/// All that is frozen of one service around a window of time; also what a replay is fed from. Whole value; columns are shared
/// snapshots, so that any thread may work on a copy.
struct Evidence {
    QString incident; ///< id, or empty
    QString reason;   ///< "key", "alarm", "action", "postmortem", "verb"
    QString eventId;  ///< of the alarm or the action, or empty
    QString service;
    QString title;
    QString gateway;  ///< its name; empty: none
    QString versionLabel;
    QString rollbackTarget;
    qint64 stepMs = 2000;
    TimePoint from;
    TimePoint to;     ///< inclusive: what was known at that time
    TimePoint madeAt;
    Actor madeBy;
    QList<IndicatorReading> readings; ///< of every line and family; samples outside of the window are left out of the bundle
    QList<GatewayRead> reads;         ///< in rising time
    QList<EvidenceVerb> verbs;
    QList<ActionSpec> actions;
    QList<ActionProgress> openActions;
    QList<Event> journal;             ///< a gapless run of the chain
    QList<qint64> redactedEntries;    ///< of `journal`, where it was read from a bundle
    QList<KnownVersion> versions;     ///< what the versions of the window were made of
    QString before;                   ///< the two that are compared
    QString after;
    QList<nlohmann::json> alerts;     ///< alertRowJson(): what loses most first, as they were shown at madeAt
    QMap<QString, QList<nlohmann::json>> samples; ///< single requests by file: "requests"
    QList<BundleEntry> plots;         ///< "plots/….svg"
    QStringList missing;              ///< what could not be had and why, in words
    QStringList alertSources{};       ///< names of all outside ones
    AlertSpec alertSpec{};            ///< how their alerts are bound; without the names of the sources
    QList<Event> earlier{};           ///< older than `journal` and still in force when it begins: what a console remembers
    QString postmortem{};             ///< of `incident`, as saved last or else as drafted; empty: there is none
    QStringList judged{};             ///< ids of the indicators that the judge counts
    nlohmann::json judge{};           ///< what it had gathered at madeAt (EventKind::evidence's payload), its verdicts and the card's decision; null: no canary
    QList<SplitSpec> splits{};        ///< of the workspace: what small plots can show
    QList<BaselineSpec> baselines{};  ///< what the lines were compared with
    QList<EvidenceAnswer> answers{};  ///< to the questions of both; one question may be answered in parts
    bool holdsAnswers = true;         ///< false: read from a bundle of before, which tells nothing of splits and baselines
};

/// Where the samples of a bundle begin, ms since 1970: one step before the window, for a line comes into it from there.
[[nodiscard]] inline qint64 firstSampleMs(const Evidence &evidence)
{
    return toMs(evidence.from) - evidence.stepMs;
}

/// The files of a bundle but for its script and its sums, with secrets and personal data taken out of every text. The same
/// evidence gives the same bytes. Costs seconds for a large window: for the pool.
[[nodiscard]] QList<BundleEntry> evidenceFiles(const Evidence &evidence, Redactor &redactor);

/// Back again, of a bundle that was verified. BadInput where a file that a replay needs is missing or is not what it should be.
/// Hostile all the same.
[[nodiscard]] Result<Evidence> evidenceOf(const QList<BundleEntry> &files);

/// The payload of the entry that says that evidence was kept (EventKind::evidenceAdded); `bundle` is the whole file.
[[nodiscard]] nlohmann::json evidencePayload(const Evidence &evidence, const QString &fileName, const QByteArray &bundle);

} // namespace andon

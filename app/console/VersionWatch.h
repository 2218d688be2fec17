// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/gateway/GatewayState.h"
#include "app/lines/IndicatorReading.h"
#include "app/lines/MetricsSource.h"
#include "app/versions/VersionDiff.h"
#include "app/versions/VersionTrouble.h"
#include "app/workspace/ManifestFile.h"
#include "app/workspace/Workspace.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

namespace andon {

/// What the versions of a service are made of: the gateway's state, an info metric and manifest files together; and which
/// behaviour cannot be tied to any of it. Files are read in the pool. GUI thread.
class VersionWatch : public QObject {
    Q_OBJECT
public:
    static constexpr int intervalMs = 30'000; ///< between two readings of metric and manifests
    static constexpr int soonestMs = 5'000;   ///< between two, where a version nobody knows appeared

    /// `folder`: where the workspace's relative paths begin. Metrics and clock must outlive the watch.
    VersionWatch(MetricsSource &metrics, const Clock &clock, const ServiceSpec &spec, QString folder, QObject *parent = nullptr);
    ~VersionWatch() override;
    void start();
    void takeGateway(const GatewayState &state);
    void takeReading(const IndicatorReading &reading);
    /// What an entry of the journal said of its version: so one that is gone can be looked at after a restart.
    void recall(const QString &version, const nlohmann::json &payload);

    [[nodiscard]] const VersionBook &book() const { return m_book; }
    [[nodiscard]] QList<VersionTrouble> troubles() const;
    /// What differs between two versions; empty where one of them is not known.
    [[nodiscard]] QList<PartDifference> changes(const QString &before, const QString &after) const;
    /// Somebody says what versions are made of: a gateway that does, a metric or manifests.
    [[nodiscard]] bool hasSource() const;
    /// Metric and manifests, where the workspace names them, answered once since start(), or failed.
    [[nodiscard]] bool isRead() const;
    /// Members for the payload of an entry. With a version: "version_set", null where nobody knows it. Without: "version_sets"
    /// of all that have traffic; no member where there is none.
    [[nodiscard]] nlohmann::json setsFor(const QString &version) const;

signals:
    /// The book, the troubles, or isRead().
    void changed();

private:
    void refresh();
    void readManifestFiles();
    void askMetric();
    void takeManifests(const ManifestFolder &read);
    void tell();

    MetricsSource &m_metrics;
    const Clock &m_clock;
    VersionSpec m_spec;
    QString m_versionLabel;
    QString m_folder;
    qint64 m_freshMs;
    VersionBook m_book;
    QStringList m_serving;
    QMap<QString, qint64> m_seen; ///< version -> time of its last sample, ms
    QList<VersionTrouble> m_manifestTroubles;
    std::optional<VersionTrouble> m_metricTrouble;
    QList<VersionTrouble> m_told;
    bool m_bookChanged = false;
    bool m_asking = false;
    bool m_metricRead = false;
    bool m_manifestsRead = false;
    bool m_toldRead = false;
    qint64 m_refreshedMs = 0;     ///< Clock::sinceBoot
    QTimer m_timer;
    QFutureWatcher<ManifestFolder> m_reading;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/lines/MetricsSource.h"

#include <QMap>
#include <QObject>

#include <memory>

namespace andon {

/// When versions of a service began to serve, as far as a source remembers.
struct ReleaseStart {
    std::optional<qint64> startMs; ///< the first sample after other versions had some; ms since the epoch
    bool isOlder = false;          ///< it served already where the source's memory begins
    std::optional<Error> error;    ///< the source did not answer
};

/// Looks through a source's past for the first samples of versions: once over the whole of it, then closely around the place.
/// GUI thread.
class ReleaseStarts : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 reachMs = 30LL * 86'400'000;
    static constexpr qint64 points = 2000;

    /// `query`: PromQL of anything that each serving version has, by version. `source` and `clock` must outlive it.
    ReleaseStarts(MetricsSource &source, const Clock &clock, QString query, QString versionLabel, QObject *parent = nullptr);
    /// found() follows once for both; a new question replaces the one before.
    void find(const QStringList &versions);

signals:
    void found(const QMap<QString, andon::ReleaseStart> &starts);

private:
    void takeWhole(const QStringList &versions, qint64 stepMs, const Result<MetricsAnswer> &answer);
    void refine(qint64 stepMs);

    MetricsSource &m_source;
    const Clock &m_clock;
    QString m_query;
    QString m_versionLabel;
    QMap<QString, ReleaseStart> m_starts;
    QStringList m_coarse; ///< versions whose place is known to within a step
    std::unique_ptr<QObject> m_asker;
};

/// Of one answer: the first sample of `version`, known where another version has one before it. Pure.
[[nodiscard]] ReleaseStart startIn(const MetricsAnswer &answer, const QString &versionLabel, const QString &version);

} // namespace andon

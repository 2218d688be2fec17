// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/lines/ExemplarSource.h"
#include "app/lines/Indicator.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace andon {

/// Asks now and then for the exemplars of the last hour of every indicator that names a query for them, one after the
/// other. What was read stays when a source does not answer; of more than `mostKept` the slowest and the newest are kept.
/// GUI thread.
class ExemplarWatch : public QObject {
    Q_OBJECT
public:
    static constexpr int mostKept = 200; ///< an indicator
    static constexpr qint64 intervalMs = 15'000;
    static constexpr qint64 reachMs = 3'600'000;
    /// After the first answer only what is new is asked for, and so much before it: an hour of requests is megabytes.
    static constexpr qint64 overlapMs = 60'000;

    /// `source` and `clock` must outlive the watch. Indicators without an exemplar query are left out.
    ExemplarWatch(ExemplarSource &source, const Clock &clock, const QList<Indicator> &indicators, QString versionLabel,
                  QObject *parent = nullptr);
    void start();

signals:
    void exemplarsRead(const QString &indicatorId, const QList<andon::Exemplar> &exemplars);

private:
    struct Known {
        QList<Exemplar> kept;
        qint64 readUntilMs = 0; ///< 0: never
    };
    void askNext();
    void take(const QString &indicatorId, const QList<Exemplar> &exemplars, qint64 nowMs);
    ExemplarSource &m_source;
    const Clock &m_clock;
    QList<Indicator> m_indicators;
    QString m_versionLabel;
    QHash<QString, Known> m_known; ///< by indicator
    QTimer m_timer;
    qsizetype m_next = 0;
};

/// At most `most` of them, oldest first: half for the highest values, half for the newest.
[[nodiscard]] QList<Exemplar> chosenExemplars(QList<Exemplar> exemplars, int most);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/IncidentLedger.h"

#include <QSet>

namespace andon {

/// incidentsOf(), kept up to date event by event: an ordinary event only finds its place, and times are proposed anew when
/// somebody looks, so that a storm of alarms costs no more than its end; what decides which event belongs where projects again
/// what is kept. forget() bounds what is kept; of the judge's checkpoints, each as large as hundreds of other entries, only the
/// incident and the version sets that they name. Pure.
class IncidentBook {
public:
    /// An event that is known already is left out. Gives the ids of the incidents that may have changed.
    QStringList take(const QList<Event> &events);
    /// Newest first, merged ones too. Valid until the next take() or forget().
    [[nodiscard]] const QList<Incident> &incidents() const;
    /// Null where there is none.
    [[nodiscard]] const Incident *incident(const QString &id) const;
    /// The one that was opened last of those that run in the service, its times and versions as they were proposed last, perhaps not
    /// at all; null: none runs. Valid as long as incidents() are.
    [[nodiscard]] const Incident *running(const QString &service) const;
    [[nodiscard]] bool hasRunning(const QString &service) const { return running(service) != nullptr; }
    /// The incident that it belongs to, or empty.
    [[nodiscard]] QString ownerOf(const Event &event) const { return m_ledger.ownerOf(event); }
    /// Events that belong to no incident and happened before that time are kept no longer; decisions stay.
    void forget(TimePoint before);
    [[nodiscard]] qsizetype kept() const { return m_kept.size(); }
    /// How often all of it was projected: what the tests count.
    [[nodiscard]] qint64 projections() const { return m_projections; }

private:
    [[nodiscard]] bool disturbs(const Event &event) const;
    void project();
    void reindex();
    QString add(const Event &event);
    void propose() const;

    QList<Event> m_kept;
    QSet<QString> m_known;       ///< event ids
    QSet<QString> m_operations;  ///< op ids that were seen
    IncidentLedger m_ledger;
    mutable QList<Incident> m_incidents;
    mutable QSet<qsizetype> m_due; ///< places of incidents whose times are to be proposed anew
    QHash<QString, qsizetype> m_index;
    qint64 m_projections = 0;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/fleet/FleetRow.h"

#include <QHash>
#include <QSet>

namespace andon {

/// Services that stand together; `name` is empty where nothing is grouped, or for those without a group.
struct FleetGroup {
    QString name;
    QStringList services;
    bool operator==(const FleetGroup &) const = default;
};

/// In which order services stand: what needs a person first, then the nearest to a limit, then by name. Rows do not
/// jump: a distance counts anew only once it moved by `stickyRoom`, and while a hand is on the table nothing moves at all.
class FleetOrder {
public:
    /// Share of the allowance. Less is noise.
    static constexpr double stickyRoom = 0.1;

    /// The rows of now. Held, the order stays, unless other services than before are there.
    void take(const QList<FleetRow> &rows);
    /// By the services' groups: the group that holds the most urgent service first. Sorts anew.
    void setGrouped(bool grouped);
    [[nodiscard]] bool isGrouped() const { return m_grouped; }
    /// A hand is on the table. Sorts anew when it leaves.
    void setHeld(bool held);
    [[nodiscard]] bool isHeld() const { return m_held; }
    /// Sorts anew, held or not.
    void sort();
    /// How many services need something else than when they were sorted.
    [[nodiscard]] int changed() const;
    [[nodiscard]] const QList<FleetGroup> &groups() const { return m_groups; }

private:
    struct Rank {
        FleetNeed need = FleetNeed::Inside;
        double room = 0;
        QString name;
        QString group;
    };
    QHash<QString, Rank> m_ranks; ///< of now, by service
    QHash<QString, FleetNeed> m_sortedBy;
    QList<FleetGroup> m_groups;
    bool m_grouped = false;
    bool m_held = false;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/fleet/FleetOrder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace andon {

void FleetOrder::take(const QList<FleetRow> &rows)
{
    QHash<QString, Rank> ranks;
    bool others = rows.size() != m_ranks.size();
    for (const FleetRow &row : rows) {
        const auto before = m_ranks.constFind(row.service);
        const bool known = before != m_ranks.cend();
        others = others || !known;
        // Without a distance nothing is near a limit.
        double room = row.room.value_or(std::numeric_limits<double>::infinity());
        if (known && std::abs(room - before->room) < stickyRoom)
            room = before->room;
        ranks.insert(row.service, {row.need, room, row.title.toLower(), row.group});
    }
    m_ranks = ranks;
    if (others || !m_held)
        sort();
}

void FleetOrder::setGrouped(bool grouped)
{
    m_grouped = grouped;
    sort();
}

void FleetOrder::setHeld(bool held)
{
    if (std::exchange(m_held, held) && !held)
        sort();
}

void FleetOrder::sort()
{
    QStringList services = m_ranks.keys();
    const auto sooner = [this](const QString &a, const QString &b) {
        const Rank &first = *m_ranks.constFind(a), &second = *m_ranks.constFind(b);
        return std::tie(first.need, first.room, first.name, a) < std::tie(second.need, second.room, second.name, b);
    };
    std::sort(services.begin(), services.end(), sooner);
    m_groups.clear();
    QHash<QString, qsizetype> places;
    m_sortedBy.clear();
    for (const QString &service : std::as_const(services)) {
        const Rank &rank = *m_ranks.constFind(service);
        const QString group = m_grouped ? rank.group : QString();
        const auto place = places.constFind(group);
        const qsizetype at = place == places.cend() ? m_groups.size() : *place;
        if (at == m_groups.size()) {
            places.insert(group, at);
            m_groups.append({group, {}});
        }
        m_groups[at].services << service;
        m_sortedBy.insert(service, rank.need);
    }
}

int FleetOrder::changed() const
{
    int count = 0;
    for (auto rank = m_ranks.cbegin(); rank != m_ranks.cend(); ++rank)
        count += m_sortedBy.value(rank.key(), rank->need) != rank->need ? 1 : 0;
    return count;
}

} // namespace andon

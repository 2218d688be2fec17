// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/GateWatch.h"

#include <algorithm>
#include <utility>

namespace andon {

GateWatch::GateWatch(int patience)
    : m_patience(patience)
{
}

QList<GateCrossing> GateWatch::take(const IndicatorReading &reading)
{
    QList<GateCrossing> crossings;
    if (reading.freshness != Freshness::Live)
        return crossings;
    const QHash<QString, Seen> before = m_seen.take(reading.indicator.id);
    QHash<QString, Seen> &now = m_seen[reading.indicator.id];
    for (const VersionColumns &version : reading.versions) {
        const Columns &columns = *version.columns;
        if (columns.empty())
            continue;
        Seen seen = before.value(version.version);
        // A clock that was set back must not deafen the watch until it has caught up.
        seen.lastMs = std::min(seen.lastMs, columns.lastTime());
        std::size_t i = columns.firstAtOrAfter(seen.lastMs + 1);
        // History from before the console's start is no news: only its last samples say where the value stands.
        if (!before.contains(version.version))
            i = columns.size() - std::min(columns.size(), static_cast<std::size_t>(m_patience));
        for (; i < columns.size(); ++i) {
            if (const auto crossing = take(seen, reading.indicator, columns.time(i), columns.value(i))) {
                crossings.append(*crossing);
                crossings.last().version = version.version;
            }
        }
        now[version.version] = seen;
    }
    return crossings;
}

std::optional<GateCrossing> GateWatch::take(Seen &seen, const Indicator &indicator, qint64 timeMs, double value) const
{
    seen.lastMs = timeMs;
    const GateState state = gateState(indicator, value);
    if (state == GateState::Unknown)
        return std::nullopt;
    seen.last.append({timeMs, state});
    if (seen.last.size() > m_patience)
        seen.last.removeFirst();
    if (seen.last.size() < m_patience)
        return std::nullopt;
    const auto [best, worst] = std::minmax_element(seen.last.cbegin(), seen.last.cend(), [](const auto &a, const auto &b) {
        return a.second < b.second;
    });
    GateState to = seen.state;
    if (best->second > seen.state)
        to = best->second;
    else if (worst->second < seen.state)
        to = worst->second;
    if (to == seen.state)
        return std::nullopt;
    const GateState from = std::exchange(seen.state, to);
    return GateCrossing{indicator.id, indicator.title, {}, from, to, value, seen.last.first().first};
}

} // namespace andon

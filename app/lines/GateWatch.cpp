// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/GateWatch.h"

#include <algorithm>

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
    for (const VersionColumns &version : reading.versions) {
        const Columns &columns = *version.columns;
        const bool first = !m_seen.contains({reading.indicator.id, version.version});
        Seen &seen = m_seen[{reading.indicator.id, version.version}];
        // History from before the console's start is no news: only its last samples say where the value stands.
        std::size_t i = first && columns.times.size() > static_cast<std::size_t>(m_patience)
            ? columns.times.size() - static_cast<std::size_t>(m_patience) : 0;
        if (!first) {
            i = static_cast<std::size_t>(std::upper_bound(columns.times.begin(), columns.times.end(), seen.lastMs)
                                         - columns.times.begin());
        }
        for (; i < columns.times.size(); ++i) {
            seen.lastMs = columns.times[i];
            const GateState state = gateState(reading.indicator, columns.values[i]);
            if (state == GateState::Unknown)
                continue;
            if (state == seen.state) {
                seen.count = 0;
                continue;
            }
            const bool worse = state > seen.state;
            if (seen.count == 0 || worse != (seen.next > seen.state)) {
                seen.next = state;
                seen.count = 0;
                seen.since = columns.times[i];
            }
            // What all of them agree on: a value that swings around the stop gate is beyond the warn gate all the time.
            seen.next = worse ? std::min(seen.next, state) : std::max(seen.next, state);
            if (++seen.count < m_patience)
                continue;
            crossings.append({reading.indicator.id, reading.indicator.title, version.version, seen.state, seen.next,
                              columns.values[i], seen.since});
            seen.state = seen.next;
            seen.count = 0;
        }
    }
    return crossings;
}

} // namespace andon

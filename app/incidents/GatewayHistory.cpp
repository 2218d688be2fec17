// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/GatewayHistory.h"

#include "app/incidents/GatewayStateJson.h"

#include <algorithm>

namespace andon {

void GatewayHistory::take(const GatewayState &state)
{
    nlohmann::json facts = gatewayStateJson(state);
    facts.erase("read_at");
    facts.erase("skew_ms");
    // A clock that was set back begins a new span: time only rises here.
    const bool goesOn = !m_reads.isEmpty() && facts == m_last && state.readAt >= m_reads.last().until;
    if (goesOn) {
        m_reads.last().until = state.readAt;
        return;
    }
    if (!m_reads.isEmpty() && state.readAt < m_reads.last().until) {
        m_reads.removeIf([&](const GatewayRead &read) { return read.state.readAt >= state.readAt; });
        if (!m_reads.isEmpty())
            m_reads.last().until = std::min(m_reads.last().until, state.readAt);
    }
    m_last = std::move(facts);
    m_reads << GatewayRead{state, state.readAt};
    if (m_reads.size() > mostReads)
        m_reads.removeFirst();
}

QList<GatewayRead> GatewayHistory::inside(TimePoint from, TimePoint to) const
{
    QList<GatewayRead> inside;
    for (const GatewayRead &read : m_reads) {
        if (read.state.readAt > to)
            break;
        if (read.state.readAt <= from)
            inside.clear(); // the last one before is what was known at `from`
        inside << GatewayRead{read.state, std::min(read.until, to)};
    }
    return inside;
}

} // namespace andon

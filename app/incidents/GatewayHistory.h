// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Evidence.h"

namespace andon {

/// What a gateway was read as, over time: a state that was read again unchanged only lengthens its span. Bounded; the oldest go
/// first. Pure value.
class GatewayHistory {
public:
    static constexpr qsizetype mostReads = 2000;

    void take(const GatewayState &state);
    [[nodiscard]] const QList<GatewayRead> &reads() const { return m_reads; }
    /// What was known at `from`, and what came until `to`; a span that goes on after `to` is cut there.
    [[nodiscard]] QList<GatewayRead> inside(TimePoint from, TimePoint to) const;

private:
    QList<GatewayRead> m_reads;
    nlohmann::json m_last; ///< what of the last state makes it another one
};

} // namespace andon

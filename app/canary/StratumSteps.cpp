// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/StratumSteps.h"

#include <algorithm>
#include <numeric>

namespace andon {

std::vector<StratumCounts> stratumCounts(const CountStep &step, const QString &stable, const QString &canary, bool isPart)
{
    const QMap<QString, ArmCounts> before = step.versions.value(stable), after = step.versions.value(canary);
    std::vector<StratumCounts> counts;
    counts.reserve(static_cast<std::size_t>(isPart ? after.size() : std::max(before.size(), after.size())));
    if (isPart) {
        const ArmCounts whole = std::accumulate(before.cbegin(), before.cend(), ArmCounts(), [](const ArmCounts &sum, const ArmCounts &arm) {
            return ArmCounts{sum.bad + arm.bad, sum.total + arm.total};
        });
        for (auto value = after.cbegin(); value != after.cend(); ++value)
            counts.push_back({value.key().toStdString(), whole, *value});
        return counts;
    }
    // Both are in the order of their names.
    auto a = before.cbegin(), b = after.cbegin();
    while (a != before.cend() || b != after.cend()) {
        const bool ofStable = b == after.cend() || (a != before.cend() && a.key() <= b.key());
        const bool ofCanary = a == before.cend() || (b != after.cend() && b.key() <= a.key());
        counts.push_back({(ofStable ? a : b).key().toStdString(), ofStable ? *a : ArmCounts(), ofCanary ? *b : ArmCounts()});
        if (ofStable)
            ++a;
        if (ofCanary)
            ++b;
    }
    return counts;
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/StratumSteps.h"

#include <algorithm>
#include <numeric>

namespace andon {

/// Names are plain ASCII nearly always, and thousands of them come with a poll: no text is made in between.
static std::string utf8Of(const QString &name)
{
    std::string made(static_cast<std::size_t>(name.size()), '\0');
    const bool plain = std::all_of(name.cbegin(), name.cend(), [](QChar letter) { return letter.unicode() < 0x80; });
    if (!plain)
        return name.toStdString();
    std::transform(name.cbegin(), name.cend(), made.begin(), [](QChar letter) { return static_cast<char>(letter.unicode()); });
    return made;
}

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
            counts.push_back({utf8Of(value.key()), whole, *value});
        return counts;
    }
    // Both are in the order of their names.
    auto a = before.cbegin(), b = after.cbegin();
    while (a != before.cend() || b != after.cend()) {
        const int order = a == before.cend() ? 1 : b == after.cend() ? -1 : a.key().compare(b.key());
        const bool ofStable = order <= 0, ofCanary = order >= 0;
        counts.push_back({utf8Of((ofStable ? a : b).key()), ofStable ? *a : ArmCounts(), ofCanary ? *b : ArmCounts()});
        if (ofStable)
            ++a;
        if (ofCanary)
            ++b;
    }
    return counts;
}

} // namespace andon

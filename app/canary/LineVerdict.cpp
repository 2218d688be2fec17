// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/LineVerdict.h"

#include <algorithm>

namespace andon {

bool isSomeoneHurt(const LineVerdict &line)
{
    return std::any_of(line.labels.cbegin(), line.labels.cend(), [](const LabelVerdict &label) { return label.regressed; });
}

VerdictKind wholeVerdict(const QList<LineVerdict> &lines)
{
    const auto any = [&](VerdictKind kind) {
        return std::any_of(lines.cbegin(), lines.cend(), [kind](const LineVerdict &line) { return line.verdict.kind == kind; });
    };
    if (any(VerdictKind::Regressed))
        return VerdictKind::Regressed;
    if (lines.isEmpty() || any(VerdictKind::Unknown))
        return VerdictKind::Unknown;
    const bool holds = any(VerdictKind::Undecided) || std::any_of(lines.cbegin(), lines.cend(), isSomeoneHurt);
    return holds ? VerdictKind::Undecided : VerdictKind::NotWorse;
}

} // namespace andon

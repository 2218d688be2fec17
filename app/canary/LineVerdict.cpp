// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/LineVerdict.h"

#include <algorithm>

namespace andon {

bool isSomeoneHurt(const LineVerdict &line)
{
    return std::any_of(line.labels.cbegin(), line.labels.cend(), [](const LabelVerdict &label) { return label.regressed; });
}

QStringList unmetStrata(const QList<LineVerdict> &lines)
{
    QList<std::pair<double, QString>> found;
    for (const LineVerdict &line : lines) {
        for (const LabelVerdict &label : line.labels) {
            for (const UnmetStratum &stratum : label.unmet)
                found.append({stratum.share, label.label + QStringLiteral(" = ") + QString::fromStdString(stratum.name)});
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    QStringList names;
    for (const auto &[share, name] : std::as_const(found))
        names << name;
    names.removeDuplicates();
    return names;
}

VerdictKind wholeVerdict(const QList<LineVerdict> &lines, const QStringList &crossedGates)
{
    const auto any = [&](VerdictKind kind) {
        return std::any_of(lines.cbegin(), lines.cend(), [kind](const LineVerdict &line) { return line.verdict.kind == kind; });
    };
    if (!crossedGates.isEmpty() || any(VerdictKind::Regressed))
        return VerdictKind::Regressed;
    if (lines.isEmpty() || any(VerdictKind::Unknown))
        return VerdictKind::Unknown;
    const bool holds = any(VerdictKind::Undecided) || std::any_of(lines.cbegin(), lines.cend(), isSomeoneHurt);
    return holds ? VerdictKind::Undecided : VerdictKind::NotWorse;
}

} // namespace andon

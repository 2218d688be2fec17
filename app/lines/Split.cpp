// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/Split.h"

#include <QMap>

#include <algorithm>
#include <cmath>

namespace andon {

static bool isWorse(const Indicator &indicator, double a, double b)
{
    if (std::isnan(a) || std::isnan(b))
        return !std::isnan(a) && std::isnan(b);
    return indicator.direction == Direction::HigherIsWorse ? a > b : a < b;
}

static void judge(SplitPart &part, const Indicator &indicator)
{
    part.worst = std::nan("");
    for (const VersionColumns &version : std::as_const(part.versions)) {
        const double value = version.columns->empty() ? std::nan("") : version.columns->lastValue();
        if (isWorse(indicator, value, part.worst))
            part.worst = value;
    }
    part.state = gateState(indicator, part.worst);
}

QList<SplitPart> splitParts(const Indicator &indicator, const QString &label, const QString &versionLabel,
                            const MetricsAnswer &answer)
{
    QMap<QString, QMap<QString, std::shared_ptr<const Columns>>> sorted;
    for (const Series &series : answer.series)
        sorted[series.labels.value(label)].insert(series.labels.value(versionLabel),
                                                             std::make_shared<const Columns>(series.columns));
    QList<SplitPart> parts;
    for (auto value = sorted.cbegin(); value != sorted.cend(); ++value) {
        SplitPart part;
        part.value = value.key();
        for (auto version = value->cbegin(); version != value->cend(); ++version)
            part.versions.append({version.key(), version.value()});
        judge(part, indicator);
        parts.append(part);
    }
    std::stable_sort(parts.begin(), parts.end(), [&](const SplitPart &a, const SplitPart &b) {
        if (a.state != b.state)
            return a.state > b.state;
        return isWorse(indicator, a.worst, b.worst);
    });
    return parts.mid(0, mostSplitParts);
}

} // namespace andon

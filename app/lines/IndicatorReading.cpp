// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/IndicatorReading.h"

#include <algorithm>
#include <limits>

namespace andon {

double latestValue(const IndicatorReading &reading, const QString &version, qint64 nowMs, qint64 maxAgeMs)
{
    const auto found = std::find_if(reading.versions.begin(), reading.versions.end(),
                                    [&](const VersionColumns &candidate) { return candidate.version == version; });
    if (found == reading.versions.end() || !found->columns || found->columns->empty()
        || found->columns->lastTime() < nowMs - maxAgeMs)
        return std::numeric_limits<double>::quiet_NaN();
    return found->columns->lastValue();
}

} // namespace andon

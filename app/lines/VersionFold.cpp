// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/VersionFold.h"

#include <algorithm>
#include <vector>

namespace andon {

using namespace Qt::StringLiterals;

/// False where they overlap. The newer one follows.
static bool follow(Columns &known, const Columns &more)
{
    if (more.empty() || known.empty()) {
        if (known.empty())
            known = more;
        return true;
    }
    if (known.lastTime() < more.firstTime()) {
        known.append(more, 0, more.size());
        return true;
    }
    if (more.lastTime() >= known.firstTime())
        return false;
    Columns joined = more;
    joined.append(known, 0, known.size());
    known = joined;
    return true;
}

Result<VersionedAnswer> foldVersions(const MetricsAnswer &answer, const QString &versionLabel,
                                     const Indicator &indicator)
{
    const auto fault = [&](const QString &what) {
        const qsizetype came = answer.series.size() + static_cast<qsizetype>(answer.leftOut);
        return failure(ErrorKind::BadAnswer,
                       {indicator.title, u"%1; %2 series came of the query %3"_s.arg(what, QString::number(came), indicator.query.left(300))});
    };
    VersionedAnswer versions;
    for (const Series &series : answer.series) {
        QString version;
        if (!versionLabel.isEmpty()) {
            const auto label = series.labels.constFind(versionLabel);
            if (label == series.labels.constEnd())
                return fault(u"a series without the label %1; aggregate the query by it"_s.arg(versionLabel));
            version = *label;
        }
        const auto [known, isNew] = versions.try_emplace(version, series.columns);
        if (!isNew && !follow(known->second, series.columns))
            return fault(u"two series of version %1; aggregate the query by the version label"_s.arg(version.left(100)));
    }
    return versions;
}

} // namespace andon

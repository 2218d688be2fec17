// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/LineStore.h"

#include <algorithm>
#include <map>

namespace andon {

/// What was known before `startMs`, then the answer; nothing before `oldestMs` or after `endMs`.
static Columns joined(Columns known, const Columns &answer, qint64 startMs, qint64 endMs, qint64 oldestMs,
                      const Columns *like)
{
    const std::size_t from = answer.firstAtOrAfter(std::max(startMs, oldestMs));
    const std::size_t to = answer.firstAtOrAfter(endMs + 1);
    known.truncate(known.firstAtOrAfter(startMs));
    if (known.empty() && from == 0) {
        known = answer;
        known.truncate(to);
    } else {
        known.append(answer, from, to, like);
    }
    known.forget(known.firstAtOrAfter(oldestMs));
    return known;
}

LineStore::LineStore(qint64 retentionMs)
    : m_retentionMs(retentionMs)
{
}

void LineStore::setRetentionMs(qint64 retentionMs)
{
    m_retentionMs = retentionMs;
    for (Kept &kept : m_kept)
        kept.lastEndMs = 0;
}

QList<VersionColumns> LineStore::merge(const QString &indicatorId, const QString &versionLabel,
                                       const MetricsAnswer &answer, qint64 startMs, qint64 endMs)
{
    static const Columns none;
    Kept &kept = m_kept[indicatorId];
    kept.lastEndMs = endMs;
    const qint64 oldestMs = kept.lastEndMs - m_retentionMs;
    std::map<QString, std::pair<const Columns *, const Columns *>> parts; // version -> known, answer
    for (const VersionColumns &version : kept.versions)
        parts[version.version] = {version.columns.get(), &none};
    for (const Series &series : answer.series) {
        const QString version = versionLabel.isEmpty() ? QString() : series.labels.value(versionLabel);
        auto &part = parts.try_emplace(version, &none, &none).first->second;
        part.second = &series.columns;
    }
    QList<VersionColumns> versions;
    for (const auto &[version, part] : parts) {
        const Columns *like = versions.isEmpty() ? nullptr : versions.last().columns.get();
        auto columns = std::make_shared<Columns>(joined(*part.first, *part.second, startMs, endMs, oldestMs, like));
        if (!columns->empty())
            versions.append({version, std::move(columns)});
    }
    kept.versions = versions;
    return versions;
}

QList<VersionColumns> LineStore::columns(const QString &indicatorId) const
{
    return m_kept.value(indicatorId).versions;
}

qint64 LineStore::lastEndMs(const QString &indicatorId) const
{
    return m_kept.value(indicatorId).lastEndMs;
}

} // namespace andon

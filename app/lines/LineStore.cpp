// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/LineStore.h"

#include <algorithm>
#include <map>

namespace andon {

namespace {

std::size_t firstAtOrAfter(const Columns &columns, qint64 timeMs)
{
    return static_cast<std::size_t>(std::lower_bound(columns.times.begin(), columns.times.end(), timeMs)
                                    - columns.times.begin());
}

void appendRange(Columns &out, const Columns &in, std::size_t from, std::size_t to)
{
    const auto at = [](const auto &list, std::size_t i) { return list.begin() + static_cast<std::ptrdiff_t>(i); };
    if (from >= to)
        return;
    out.times.insert(out.times.end(), at(in.times, from), at(in.times, to));
    out.values.insert(out.values.end(), at(in.values, from), at(in.values, to));
}

/// What was known before `startMs`, then the answer; nothing before `oldestMs` or after `endMs`.
Columns joined(const Columns &known, const Columns &answer, qint64 startMs, qint64 endMs, qint64 oldestMs)
{
    Columns out;
    out.times.reserve(known.times.size() + answer.times.size());
    out.values.reserve(known.times.size() + answer.times.size());
    appendRange(out, known, firstAtOrAfter(known, oldestMs), firstAtOrAfter(known, startMs));
    appendRange(out, answer, firstAtOrAfter(answer, std::max(startMs, oldestMs)), firstAtOrAfter(answer, endMs + 1));
    return out;
}

} // namespace

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
        auto columns = std::make_shared<Columns>(joined(*part.first, *part.second, startMs, endMs, oldestMs));
        if (!columns->times.empty())
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

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/LineStore.h"

#include <algorithm>
#include <limits>

namespace andon {

namespace {

constexpr std::size_t countEvery = 4096;

/// One version before the join.
struct Candidate {
    QString version;
    const Columns *known = nullptr;
    const Columns *answer = nullptr;
    [[nodiscard]] qint64 newestMs() const
    {
        const qint64 none = std::numeric_limits<qint64>::min();
        return std::max(known && !known->empty() ? known->lastTime() : none, answer && !answer->empty() ? answer->lastTime() : none);
    }
};

/// What is known around the answer, and the answer; nothing before `oldestMs`.
Columns joined(const Candidate &one, const Covered &asked, LineStore::Part part, qint64 oldestMs, const Columns *like)
{
    static const Columns none;
    const Columns &answer = one.answer ? *one.answer : none;
    const Columns &known = one.known ? *one.known : none;
    const std::size_t from = answer.firstAtOrAfter(std::max(asked.startMs, oldestMs));
    const std::size_t to = answer.firstAtOrAfter(asked.endMs + 1);
    Columns all = known;
    all.truncate(known.firstAtOrAfter(asked.startMs));
    if (all.empty() && from == 0) {
        all = answer;
        all.truncate(to);
    } else {
        all.append(answer, from, to, like);
    }
    if (part == LineStore::Part::Piece)
        all.append(known, known.firstAtOrAfter(std::max(asked.endMs + 1, oldestMs)), known.size(), like);
    all.forget(all.firstAtOrAfter(oldestMs));
    return all;
}

/// The newest ones, known ones first where they are as new; in the order of their names. Returns how many of the answer
/// were left out.
qsizetype keepTheNewest(std::vector<Candidate> &versions)
{
    if (versions.size() <= LineStore::mostVersions)
        return 0;
    std::stable_sort(versions.begin(), versions.end(), [](const Candidate &a, const Candidate &b) {
        const qint64 newestA = a.newestMs(), newestB = b.newestMs();
        return newestA != newestB ? newestA > newestB : (a.known != nullptr) > (b.known != nullptr);
    });
    const auto rest = versions.begin() + LineStore::mostVersions;
    const auto leftOut = std::count_if(rest, versions.end(), [](const Candidate &one) { return one.answer != nullptr; });
    versions.erase(rest, versions.end());
    std::sort(versions.begin(), versions.end(), [](const Candidate &a, const Candidate &b) { return a.version < b.version; });
    return leftOut;
}

} // namespace

LineStore::LineStore(qint64 retentionMs, std::size_t capBytes)
    : m_retentionMs(retentionMs)
    , m_capBytes(capBytes)
{
}

void LineStore::setRetentionMs(qint64 retentionMs)
{
    m_retentionMs = retentionMs;
    m_floorMs = 0;
}

void LineStore::setCapBytes(std::size_t capBytes)
{
    m_capBytes = capBytes;
    m_floorMs = 0;
    keepWithinCap();
}

void LineStore::pin(std::optional<qint64> startMs)
{
    m_pinnedMs = startMs;
}

qint64 LineStore::oldestMs() const
{
    if (m_newestMs == 0)
        return std::max(m_floorMs, m_pinnedMs.value_or(0));
    return std::max(m_floorMs, std::min(m_newestMs - m_retentionMs, m_pinnedMs.value_or(m_newestMs)));
}

QList<VersionColumns> LineStore::merge(const QString &indicatorId, const VersionedAnswer &answer, const Covered &asked,
                                       Part part)
{
    Kept &kept = m_kept[indicatorId];
    if (part == Part::Tail) {
        kept.lastEndMs = m_newestMs = asked.endMs;
        kept.coverage.forgetAfter(asked.endMs);
        m_floorMs = std::min(m_floorMs, asked.endMs);
    }
    const qint64 oldest = oldestMs();
    std::vector<Candidate> candidates;
    candidates.reserve(static_cast<std::size_t>(kept.versions.size()) + answer.size());
    auto known = kept.versions.cbegin();
    auto given = answer.cbegin();
    while (known != kept.versions.cend() || given != answer.cend()) {
        const bool takesKnown = known != kept.versions.cend() && (given == answer.cend() || known->version <= given->first);
        const bool takesGiven = given != answer.cend() && (known == kept.versions.cend() || given->first <= known->version);
        candidates.push_back({takesKnown ? known->version : given->first, takesKnown ? known->columns.get() : nullptr,
                              takesGiven ? &given->second : nullptr});
        known += takesKnown;
        std::advance(given, takesGiven ? 1 : 0);
    }
    kept.leftOut = keepTheNewest(candidates);
    QList<VersionColumns> versions;
    for (const Candidate &one : candidates) {
        const Columns *like = versions.isEmpty() ? nullptr : versions.last().columns.get();
        auto columns = std::make_shared<Columns>(joined(one, asked, part, oldest, like));
        m_uncounted += one.answer ? one.answer->size() : 0;
        m_uncounted += one.known ? 0 : Columns::chunkSize;
        if (!columns->empty())
            versions.append({one.version, std::move(columns)});
    }
    kept.versions = versions;
    kept.coverage.add(asked);
    kept.coverage.forgetBefore(oldest);
    if (m_uncounted >= countEvery || part == Part::Piece)
        keepWithinCap();
    return kept.versions;
}

void LineStore::askAgain()
{
    for (Kept &kept : m_kept) {
        kept.lastEndMs = 0;
        kept.coverage.clear();
    }
}

/// Of all that is not older than `oldestMs`.
std::size_t LineStore::count(qint64 oldestMs) const
{
    QSet<const void *> counted;
    std::size_t sum = 0;
    for (const Kept &kept : m_kept) {
        for (const VersionColumns &version : kept.versions) {
            Columns rest = *version.columns;
            rest.forget(rest.firstAtOrAfter(oldestMs));
            sum += sizeof(Columns) + rest.bytes(counted);
        }
    }
    return sum;
}

/// The oldest goes first, of all indicators alike, to nine tenths of the cap: so it is not done again with each poll.
void LineStore::keepWithinCap()
{
    m_uncounted = 0;
    m_bytes = count(std::numeric_limits<qint64>::min());
    if (m_bytes <= m_capBytes)
        return;
    qint64 tooOld = m_newestMs, newest = 0;
    for (const Kept &kept : std::as_const(m_kept)) {
        for (const VersionColumns &version : kept.versions) {
            tooOld = std::min(tooOld, version.columns->firstTime());
            newest = std::max(newest, version.columns->lastTime());
        }
    }
    qint64 enough = newest; // the last samples stay, whatever the cap is
    for (int i = 0; i < 16 && enough - tooOld > 1; ++i) {
        const qint64 middle = tooOld + (enough - tooOld) / 2;
        (count(middle) > m_capBytes / 10 * 9 ? tooOld : enough) = middle;
    }
    m_floorMs = enough;
    for (Kept &kept : m_kept) {
        QList<VersionColumns> versions;
        for (const VersionColumns &version : std::as_const(kept.versions)) {
            Columns rest = *version.columns;
            rest.forget(rest.firstAtOrAfter(m_floorMs));
            if (!rest.empty())
                versions.append({version.version, std::make_shared<Columns>(std::move(rest))});
        }
        kept.versions = versions;
        kept.coverage.forgetBefore(m_floorMs);
    }
    m_bytes = count(std::numeric_limits<qint64>::min());
}

QList<VersionColumns> LineStore::columns(const QString &indicatorId) const
{
    const auto kept = m_kept.constFind(indicatorId);
    return kept == m_kept.constEnd() ? QList<VersionColumns>() : kept->versions;
}

const Coverage &LineStore::coverage(const QString &indicatorId) const
{
    static const Coverage none;
    const auto kept = m_kept.constFind(indicatorId);
    return kept == m_kept.constEnd() ? none : kept->coverage;
}

qint64 LineStore::lastEndMs(const QString &indicatorId) const
{
    const auto kept = m_kept.constFind(indicatorId);
    return kept == m_kept.constEnd() ? 0 : kept->lastEndMs;
}

qsizetype LineStore::leftOut(const QString &indicatorId) const
{
    const auto kept = m_kept.constFind(indicatorId);
    return kept == m_kept.constEnd() ? 0 : kept->leftOut;
}

LineUsage LineStore::usage() const
{
    LineUsage usage{m_bytes, m_capBytes, 0, m_floorMs > 0 && m_floorMs > m_newestMs - m_retentionMs};
    qint64 oldest = m_newestMs;
    for (const Kept &kept : m_kept) {
        for (const VersionColumns &version : kept.versions)
            oldest = std::min(oldest, version.columns->firstTime());
    }
    usage.keptMs = std::max<qint64>(0, m_newestMs - oldest);
    return usage;
}

} // namespace andon

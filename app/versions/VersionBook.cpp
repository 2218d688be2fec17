// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/VersionBook.h"

#include "app/versions/VersionDiff.h"

#include <QHash>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

QString cut(const QString &text)
{
    return text.left(VersionBook::longestWord);
}

VersionStatement bounded(const VersionStatement &said)
{
    VersionStatement kept{cut(said.version), {}, cut(said.place)};
    for (const QString &name : partsInOrder(said.parts.keys())) {
        if (kept.parts.size() >= VersionBook::mostParts)
            break;
        const VersionPart &part = said.parts[name];
        if (part.isKnown() && !name.isEmpty())
            kept.parts[name.left(60)] = {cut(part.id), cut(part.hash), part.text};
    }
    return kept;
}

/// What is said later about a part joins what was said before, or contradicts it.
void join(KnownVersion &version, const VersionStatement &said, VersionOrigin origin, QHash<QString, VersionOrigin> &saidBy)
{
    for (const auto &[name, part] : said.parts.asKeyValueRange()) {
        if (!version.parts.contains(name)) {
            version.parts[name] = part;
            saidBy[name] = origin;
            continue;
        }
        VersionPart &known = version.parts[name];
        if (changeOf(known, part) == PartChange::Changed) {
            version.conflicts.append({name, saidBy[name], partWord(known), origin, partWord(part), said.place});
            continue;
        }
        if (known.id.isEmpty())
            known.id = part.id;
        if (known.hash.isEmpty())
            known.hash = part.hash;
        if (!known.text)
            known.text = part.text;
    }
}

} // namespace

QString originWord(VersionOrigin origin)
{
    switch (origin) {
    case VersionOrigin::Gateway: return u"gateway"_s;
    case VersionOrigin::Metric: return u"info metric"_s;
    case VersionOrigin::Manifest: return u"manifest"_s;
    case VersionOrigin::Record: return u"journal"_s;
    }
    return {};
}

bool VersionBook::take(VersionOrigin origin, const QList<VersionStatement> &statements)
{
    QList<VersionStatement> kept;
    for (const VersionStatement &said : statements) {
        if (kept.size() >= mostVersions)
            break;
        if (const VersionStatement one = bounded(said); !one.version.isEmpty() && !kept.contains(one))
            kept << one;
    }
    if (kept == m_said.value(origin))
        return false;
    m_said[origin] = kept;
    const QList<KnownVersion> before = m_known;
    merge();
    return m_known != before;
}

bool VersionBook::recall(const QString &version, const VersionSet &set)
{
    QList<VersionStatement> told = m_said.value(VersionOrigin::Record);
    const VersionStatement one = bounded({version, partsFromSet(set)});
    if (one.parts.isEmpty() || told.contains(one))
        return false; // thousands of entries speak of the same few versions
    told.removeIf([&](const VersionStatement &said) { return said.version == one.version; });
    told << one;
    if (told.size() > mostGone)
        told.removeFirst();
    return take(VersionOrigin::Record, told);
}

const KnownVersion *VersionBook::find(const QString &id) const
{
    const QString kept = cut(id);
    const auto found = std::find_if(m_known.cbegin(), m_known.cend(), [&](const KnownVersion &one) { return one.id == kept; });
    return found == m_known.cend() ? nullptr : &*found;
}

void VersionBook::merge()
{
    QMap<QString, KnownVersion> merged;
    QHash<QString, QHash<QString, VersionOrigin>> saidBy;
    for (const VersionOrigin origin : allVersionOrigins) {
        for (const VersionStatement &said : m_said.value(origin)) {
            // The journal tells of the past: where somebody speaks of the version today, that counts.
            if (origin == VersionOrigin::Record && merged.contains(said.version))
                continue;
            KnownVersion &version = merged[said.version];
            version.id = said.version;
            version.gone = origin == VersionOrigin::Record;
            if (!version.origins.contains(origin))
                version.origins << origin;
            join(version, said, origin, saidBy[said.version]);
        }
    }
    for (const KnownVersion &before : std::as_const(m_known)) {
        if (before.isTied() && (!merged.contains(before.id) || merged[before.id].gone)) {
            m_gone.removeIf([&](const VersionStatement &one) { return one.version == before.id; });
            m_gone.append({before.id, before.parts});
        }
    }
    m_gone.removeIf([&](const VersionStatement &one) { return merged.contains(one.version) && !merged[one.version].gone; });
    while (m_gone.size() > mostGone)
        m_gone.removeFirst();
    // Of the older ones the names and hashes are enough: texts take memory.
    for (qsizetype i = 0; i < m_gone.size() - mostGoneTexts; ++i) {
        for (VersionPart &part : m_gone[i].parts)
            part.text.reset();
    }
    for (const VersionStatement &gone : std::as_const(m_gone))
        merged[gone.version] = {gone.version, gone.parts, {}, {}, true};
    m_known = merged.values();
    std::stable_sort(m_known.begin(), m_known.end(), [](const KnownVersion &a, const KnownVersion &b) { return a.gone < b.gone; });
}

} // namespace andon

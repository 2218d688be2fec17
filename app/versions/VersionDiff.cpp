// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/VersionDiff.h"

namespace andon {

static QString algorithmOf(const QString &hash)
{
    return hash.section(u':', 0, 0);
}

PartChange changeOf(const VersionPart &before, const VersionPart &after)
{
    if (!before.isKnown() || !after.isKnown())
        return before.isKnown() ? PartChange::Removed : after.isKnown() ? PartChange::Added : PartChange::Unknown;
    const bool ids = !before.id.isEmpty() && !after.id.isEmpty();
    const bool hashes = !before.hash.isEmpty() && !after.hash.isEmpty() && algorithmOf(before.hash) == algorithmOf(after.hash);
    const bool texts = before.text && after.text;
    if (hashes || texts) {
        const bool sameContent = texts ? *before.text == *after.text : before.hash == after.hash;
        if (!sameContent)
            return PartChange::Changed;
        return ids && before.id != after.id ? PartChange::Renamed : PartChange::Same;
    }
    if (ids)
        return before.id == after.id ? PartChange::Same : PartChange::Changed;
    return PartChange::Incomparable;
}

QList<PartDifference> versionDiff(const VersionParts &before, const VersionParts &after)
{
    QList<PartDifference> differences;
    for (const QString &part : partsInOrder(versionParts() + before.keys() + after.keys())) {
        const VersionPart first = before.value(part);
        const VersionPart second = after.value(part);
        differences.append({part, changeOf(first, second), first, second});
    }
    return differences;
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/VersionTrouble.h"

namespace andon {

using namespace Qt::StringLiterals;

QList<VersionTrouble> conflictsIn(const VersionBook &book)
{
    QList<VersionTrouble> troubles;
    for (const KnownVersion &version : book.versions()) {
        for (const VersionConflict &conflict : version.conflicts) {
            if (!version.gone)
                troubles.append({VersionTrouble::Kind::Conflict, version.id, conflict});
        }
    }
    return troubles;
}

QString troubleWords(const VersionTrouble &trouble)
{
    const VersionConflict &conflict = trouble.conflict;
    switch (trouble.kind) {
    case VersionTrouble::Kind::Conflict:
        return u"Sources disagree about the %1 of %2: the %3 says %4, the %5 says %6%7"_s
            .arg(conflict.part, trouble.version, originWord(conflict.first), conflict.firstSays, originWord(conflict.second),
                 conflict.secondSays, conflict.place.isEmpty() ? QString() : u" ("_s + conflict.place + u')');
    case VersionTrouble::Kind::Untied:
        return u"There are samples of %1, but no source says what it is made of"_s.arg(trouble.version);
    case VersionTrouble::Kind::Unlabelled: return u"There are samples that name no version"_s;
    case VersionTrouble::Kind::Metric: return u"The info metric cannot be read: "_s + trouble.words;
    case VersionTrouble::Kind::Manifest: return u"A manifest is not used: "_s + trouble.words;
    }
    return {};
}

} // namespace andon

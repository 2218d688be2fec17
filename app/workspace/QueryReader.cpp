// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/QueryReader.h"

namespace andon {

using namespace Qt::StringLiterals;

QString readQuery(MemberReader &members, const char *name, const QString &expected, bool required, const QueryWords &words,
                  const QStringList &further)
{
    return filledQuery(members.text(name, expected, required), members.at(name), members.faults(), words, further);
}

QString filledQuery(const QString &query, const QString &pointer, FaultList &faults, const QueryWords &words, const QStringList &further)
{
    const QStringList known = QStringList{u"version"_s, u"selector"_s, u"window"_s} + further;
    for (const QString &word : wordsOf(query)) {
        const QString near = known.contains(word) ? QString() : nearestWord(word, known);
        if (!near.isEmpty())
            faults.add(pointer, u"the word $%1 is not known"_s.arg(word.left(60)), u"did you mean $%1?"_s.arg(near));
    }
    return fillQuery(query, words);
}

} // namespace andon

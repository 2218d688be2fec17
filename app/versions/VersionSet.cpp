// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/VersionSet.h"

#include <QCryptographicHash>
#include <QRegularExpression>

namespace andon {

using namespace Qt::StringLiterals;

const QStringList &versionParts()
{
    static const QStringList parts{u"code"_s, u"config"_s, u"prompt"_s, u"model"_s, u"index"_s, u"tools"_s, u"policy"_s};
    return parts;
}

QString normalHash(const QString &text)
{
    static const QRegularExpression named(u"^[a-z][a-z0-9-]{0,19}:[0-9a-f]{8,128}\\z"_s);
    static const QRegularExpression bare(u"^[0-9a-f]{64}\\z"_s);
    const QString small = text.trimmed().toLower();
    if (bare.match(small).hasMatch())
        return u"sha256:"_s + small;
    const bool cut = small.startsWith(u"sha256:") && small.size() != 71;
    return named.match(small).hasMatch() && !cut ? small : QString();
}

QString hashOf(const QByteArray &bytes)
{
    return u"sha256:"_s + QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

VersionPart partFromWord(const QString &word)
{
    if (const QString hash = normalHash(word); !hash.isEmpty())
        return {{}, hash, {}};
    const qsizetype at = word.lastIndexOf(u'@');
    const QString hash = at > 0 ? normalHash(word.mid(at + 1)) : QString();
    if (hash.isEmpty())
        return {word, {}, {}};
    return {word.left(at), hash, {}};
}

QString partWord(const VersionPart &part)
{
    if (part.id.isEmpty() || part.hash.isEmpty())
        return part.id + part.hash;
    return part.id + u'@' + part.hash;
}

VersionParts partsFromSet(const VersionSet &set)
{
    VersionParts parts;
    for (const auto &[name, word] : set.asKeyValueRange()) {
        if (!word.isEmpty())
            parts[name] = partFromWord(word);
    }
    return parts;
}

VersionSet setFromParts(const VersionParts &parts)
{
    VersionSet set;
    for (const auto &[name, part] : parts.asKeyValueRange()) {
        if (const QString word = partWord(part); !word.isEmpty())
            set[name] = word;
    }
    return set;
}

QStringList partsInOrder(const QStringList &names)
{
    QStringList ordered;
    for (const QString &part : versionParts()) {
        if (names.contains(part))
            ordered << part;
    }
    QStringList rest = names;
    rest.removeDuplicates();
    rest.sort();
    for (const QString &part : std::as_const(rest)) {
        if (!ordered.contains(part))
            ordered << part;
    }
    return ordered;
}

} // namespace andon

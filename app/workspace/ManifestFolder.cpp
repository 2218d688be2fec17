// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/FileBeneath.h"
#include "app/workspace/ManifestFile.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostEntries = 10'000;

struct Place {
    QString folder;
    QString pattern; ///< of names
};

qint64 textBytes(const VersionStatement &statement)
{
    qint64 bytes = 0;
    for (const VersionPart &part : statement.parts)
        bytes += part.text ? part.text->size() : 0;
    return bytes;
}

/// * and ? alone are wildcards: a name may hold brackets.
QRegularExpression wildcard(const QString &pattern)
{
    QString form = QRegularExpression::escape(pattern);
    form.replace(u"\\*"_s, u".*"_s).replace(u"\\?"_s, u"."_s);
    return QRegularExpression(u'^' + form + u"\\z"_s);
}

Place placeOf(const QString &pattern, const QString &folder)
{
    const QString whole = QDir(folder).filePath(pattern);
    const QString name = whole.section(u'/', -1);
    if (name.contains(u'*') || name.contains(u'?') || name.endsWith(u".json"))
        return {QDir::cleanPath(QFileInfo(whole).path()), name};
    return {QDir::cleanPath(whole), u"*.json"_s};
}

/// Names in their order; hidden ones are not meant.
QStringList namesIn(const Place &place)
{
    const QRegularExpression form = wildcard(place.pattern);
    QStringList names;
    qsizetype seen = 0;
    QDirIterator entries(place.folder, QDir::Files | QDir::System | QDir::NoDotAndDotDot);
    while (entries.hasNext() && seen++ < mostEntries) {
        entries.next();
        if (form.match(entries.fileName()).hasMatch())
            names << entries.fileName();
    }
    names.sort();
    return names;
}

} // namespace

ManifestFolder readManifests(const QString &pattern, const QString &folder)
{
    const Place place = placeOf(pattern, folder);
    ManifestFolder found;
    const auto fault = [&found](const QString &path, const QString &what, const QString &expected = {}) {
        found.faults.append({path, 0, 0, {}, what, expected});
    };
    if (!QFileInfo(place.folder).isDir()) {
        fault(place.folder, u"there is no such folder"_s, u"a folder with manifests"_s);
        return found;
    }
    const QStringList names = namesIn(place);
    if (names.isEmpty())
        fault(QDir(place.folder).filePath(place.pattern), u"there is no manifest"_s, u"a file such as v42.json"_s);
    if (names.size() > mostManifests)
        fault(place.folder, u"more than %1 manifests; the rest is not read"_s.arg(mostManifests), u"those of versions in use"_s);
    qint64 texts = 0;
    const TextReader readText = [&place](const QString &path) { return readBeneath(place.folder, path, largestVersionText); };
    for (const QString &name : names.mid(0, mostManifests)) {
        const QString path = QDir(place.folder).filePath(name);
        const Result<QByteArray> text = readBeneath(place.folder, name, largestManifest);
        if (!text) {
            fault(path, u"cannot be read: "_s + text.error().arguments.value(1));
            continue;
        }
        const ManifestAnswer answer = parseManifest(*text, path, readText);
        found.faults += answer.faults;
        if (!answer.statement)
            continue;
        texts += textBytes(*answer.statement);
        if (texts > largestVersionTexts) {
            fault(path, u"all texts together are larger than %1 MiB; it is not used"_s.arg(largestVersionTexts / (1024 * 1024)));
            continue;
        }
        found.statements << *answer.statement;
    }
    return found;
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/KeptBundles.h"

#include "app/incidents/JsonFields.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// The evidence, or why there is none; no path in the words: whoever made the bundle elsewhere says the same.
Result<Evidence> keptEvidence(const QString &path, const QString &sha256)
{
    const auto why = [](const QString &words) { return failure(ErrorKind::NoData, {words}); };
    QFile file(path);
    if (!file.exists())
        return why(u"it does not lie beside the record"_s);
    if (file.size() > ZipLimit::bytes || !file.open(QIODevice::ReadOnly))
        return why(u"its file cannot be read"_s);
    const QByteArray bytes = file.readAll();
    if (QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()) != sha256)
        return why(u"its file is not the one that was recorded"_s);
    const Result<QList<BundleEntry>> files = verifyBundle(bytes) ? unpackBundle(bytes) : failure(ErrorKind::NoData, {});
    Result<Evidence> evidence = files ? evidenceOf(*files) : tl::unexpected(files.error());
    if (!evidence)
        return why(u"its file is no bundle that can be read"_s);
    // The record has these; nobody asks for pictures of another window.
    evidence->journal.clear();
    evidence->earlier.clear();
    evidence->plots.clear();
    return evidence;
}

} // namespace

QString evidenceFolder(const QString &journalPath)
{
    return QFileInfo(journalPath).path() + u"/evidence"_s;
}

RecordedEvidence recordedEvidence(const Incident &incident, const QString &folder)
{
    RecordedEvidence record{incident};
    QList<Event> entries;
    for (const Event &event : incident.events) {
        if (event.kind == EventKind::evidenceAdded && event.service == incident.service)
            entries << event;
    }
    std::sort(entries.begin(), entries.end(), [](const Event &a, const Event &b) { return a.seq < b.seq; });
    if (const qsizetype more = entries.size() - mostKeptBundles; more > 0) {
        record.missing << u"the oldest %1 bundles of this incident: there are more than %2"_s.arg(more).arg(mostKeptBundles);
        entries.remove(0, more);
    }
    for (const Event &entry : std::as_const(entries)) {
        const QString name = JsonFields::text(entry.payload, "file");
        // What the record says can be anybody's: a name, and no way out of the folder.
        const bool isName = !name.isEmpty() && QFileInfo(name).fileName() == name && name != u"." && name != u"..";
        const Result<Evidence> evidence = isName ? keptEvidence(folder + u'/' + name, JsonFields::text(entry.payload, "sha256"))
                                                 : failure(ErrorKind::NoData, {u"its name is no name of a file"_s});
        if (evidence)
            record.kept << KeptEvidence{entry, *evidence};
        else
            record.missing << u"the evidence of entry %1 (%2): %3"_s.arg(QString::number(entry.seq), name.left(200), evidence.error().arguments.value(0));
    }
    return record;
}

} // namespace andon

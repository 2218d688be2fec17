// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/BundleAnchor.h"

#include "app/base/BoundedJson.h"
#include "app/incidents/Bundle.h"
#include "app/incidents/Exporters.h"
#include "app/incidents/JsonFields.h"
#include "app/journal/Chain.h"

#include <QCryptographicHash>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

bool tellsOfBundle(const Event &event)
{
    const bool isWritten = event.kind == EventKind::evidenceAdded || event.kind == EventKind::exportMade;
    return isWritten && JsonFields::member(event.payload, "files").is_array();
}

/// `redacted`: entries whose content nothing proves.
static ChainFacts factsOf(const QList<Event> &events, const QList<qint64> &redacted = {})
{
    ChainFacts facts;
    if (!events.isEmpty() && events.first().seq > 1)
        facts.hashes.insert(events.first().seq - 1, events.first().prevHash);
    for (const Event &event : events) {
        facts.hashes.insert(event.seq, event.hash);
        if (tellsOfBundle(event) && !redacted.contains(event.seq))
            facts.bundles << event;
    }
    return facts;
}

static std::string sumOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
}

/// It was made of the same window for the same reason: the file may have got another name since.
static bool tellsOf(const Event &entry, const json &manifest)
{
    const auto same = [&](const char *member) { return JsonFields::text(entry.payload, member) == JsonFields::text(manifest, member); };
    return entry.service == JsonFields::text(manifest, "service") && !JsonFields::text(manifest, "reason").isEmpty()
        && same("reason") && same("from") && same("to") && same("event") && same("incident");
}

/// The first file of a bundle that its entry names with another hash or not at all, or that is missing.
static QString otherFile(const QList<BundleEntry> &files, const Event &entry)
{
    QMap<QString, QString> named;
    for (const json &file : JsonFields::list(entry.payload, "files"))
        named.insert(JsonFields::text(file, "name"), JsonFields::text(file, "sha256"));
    // The sums follow from the rest: they are named where nothing else differs.
    QString sums;
    for (const BundleEntry &file : files) {
        if (named.take(file.name).toStdString() == sumOf(file.bytes))
            continue;
        if (file.name != BundleName::sums)
            return file.name;
        sums = file.name;
    }
    return named.isEmpty() ? sums : named.firstKey();
}

Result<ChainFacts> chainFactsOf(const QByteArray &file)
{
    if (looksLikeBundle(file)) {
        const Result<BundleReport> report = verifyBundle(file);
        if (!report)
            return tl::unexpected(report.error());
        const QList<BundleEntry> files = unpackBundle(file).value();
        ChainFacts facts = factsOf(journalOfBundle(*fileOf(files, BundleName::journal)).value(), report->redacted);
        if (const QByteArray *lines = fileOf(files, BundleName::earlier)) {
            const QList<Event> earlier = earlierOfBundle(*lines).value();
            for (const Event &event : earlier)
                facts.hashes.insert(event.seq, event.hash);
        }
        facts.until = JsonFields::time(report->manifest, "to");
        return facts;
    }
    const Result<ChainReport> report = verifyExport(file);
    if (!report)
        return tl::unexpected(report.error());
    QList<Event> events;
    const json document = boundedJson(file);
    for (const json &entry : document.at("events"))
        events << eventFromJson(entry).value();
    ChainFacts facts = factsOf(events, report->redacted);
    facts.until = JsonFields::time(document, "to");
    return facts;
}

Result<ChainFacts> chainFactsOfHead(const QString &head)
{
    bool isNumber = false;
    const qint64 seq = head.section(u':', 0, 0).toLongLong(&isNumber);
    const QByteArray written = head.section(u':', 1).toLatin1();
    const QByteArray hash = QByteArray::fromHex(written);
    if (!isNumber || seq < 1 || hash.size() != 32 || hash.toHex() != written)
        return failure(ErrorKind::BadInput, {u"the head of the journal"_s, u"it is not NUMBER:HASH"_s});
    return ChainFacts{{{seq, hash}}};
}

Result<qint64> compareChains(const ChainFacts &file, const ChainFacts &anchor)
{
    qint64 shared = 0;
    for (const auto &[seq, hash] : anchor.hashes.asKeyValueRange()) {
        const auto here = file.hashes.constFind(seq);
        if (here == file.hashes.cend())
            continue;
        if (*here != hash)
            return failure(ErrorKind::JournalBroken,
                           {QString(), QString::number(seq), u"the anchor holds another entry with this number: the chain was written anew"_s});
        shared = seq;
    }
    if (shared == 0)
        return failure(ErrorKind::NoData, {u"an entry that both the file and its anchor hold"_s});
    return shared;
}

Result<qint64> compareBundle(const QByteArray &bundle, const QString &name, const ChainFacts &anchor)
{
    const Result<QList<BundleEntry>> files = unpackBundle(bundle);
    const QByteArray *manifestFile = files ? fileOf(*files, BundleName::manifest) : nullptr;
    if (!manifestFile)
        return failure(ErrorKind::BadInput, {u"the bundle"_s, u"it has no manifest.json"_s});
    const json manifest = boundedJson(*manifestFile);
    const std::string sum = sumOf(bundle);
    const Event *told = nullptr;
    for (const Event &entry : anchor.bundles) {
        if (JsonFields::text(entry.payload, "sha256").toStdString() == sum)
            return entry.seq;
        // What an export is called is chosen by hand, and again: its name alone says nothing.
        const bool isNamed = entry.kind == EventKind::evidenceAdded && !name.isEmpty() && JsonFields::text(entry.payload, "file") == name;
        if (isNamed || tellsOf(entry, manifest))
            told = &entry;
    }
    if (!told)
        return failure(ErrorKind::NoData, {u"an entry that names this bundle"_s});
    return failure(ErrorKind::BadInput,
                   {u"the bundle was changed after it was made, and packed again; in %1"_s.arg(otherFile(*files, *told)),
                    u"entry %1 of the anchor records another content of it%2"_s
                        .arg(told->seq)
                        .arg(told->kind == EventKind::exportMade ? u" (an export that was made anew later is named by a later entry: take a newer anchor)"_s
                                                                 : QString())});
}

Result<qint64> compareWithGateway(const ChainFacts &file, const QString &entry, TimePoint at)
{
    const Result<ChainFacts> anchor = chainFactsOfHead(entry);
    if (!anchor)
        return failure(ErrorKind::BadInput, {u"what the gateway keeps of the record"_s, u"it is not NUMBER:HASH"_s});
    const qint64 seq = anchor->hashes.firstKey();
    const qint64 last = file.hashes.isEmpty() ? 0 : file.hashes.lastKey();
    if (last < seq && file.until && *file.until >= at)
        return failure(ErrorKind::JournalBroken,
                       {QString(), QString::number(last + 1),
                        u"the gateway carried out what entry %1 announced at %2, which this file should hold: entries are missing at its end"_s
                            .arg(seq).arg(isoUtc(at))});
    return compareChains(file, *anchor);
}

} // namespace andon

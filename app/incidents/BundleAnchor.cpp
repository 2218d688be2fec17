// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/BundleAnchor.h"

#include "app/base/BoundedJson.h"
#include "app/incidents/Bundle.h"
#include "app/incidents/Exporters.h"
#include "app/incidents/JsonFields.h"
#include "app/journal/Chain.h"

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

static ChainFacts factsOf(const QList<Event> &events)
{
    ChainFacts facts;
    if (!events.isEmpty() && events.first().seq > 1)
        facts.hashes.insert(events.first().seq - 1, events.first().prevHash);
    for (const Event &event : events)
        facts.hashes.insert(event.seq, event.hash);
    return facts;
}

Result<ChainFacts> chainFactsOf(const QByteArray &file)
{
    if (looksLikeBundle(file)) {
        const Result<BundleReport> report = verifyBundle(file);
        if (!report)
            return tl::unexpected(report.error());
        ChainFacts facts = factsOf(journalOfBundle(*fileOf(*unpackBundle(file), BundleName::journal)).value());
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
    ChainFacts facts = factsOf(events);
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

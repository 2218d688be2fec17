// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/VerifyRun.h"

#include "app/adapters/journal/JournalProof.h"
#include "app/base/DisplayText.h"
#include "app/console/CommandLine.h"
#include "app/incidents/BundleAnchor.h"
#include "app/incidents/Bundle.h"
#include "app/incidents/Exporters.h"
#include "app/incidents/JsonFields.h"

#include <QFile>
#include <QFileInfo>
#include <QTextStream>

#include <algorithm>
#include <iterator>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// Errors of pure readers do not know the file they are about.
tl::unexpected<Error> named(Error error, const QString &path)
{
    if (error.kind == ErrorKind::JournalBroken)
        error.arguments[0] = path;
    else if (error.kind == ErrorKind::BadInput && !error.arguments.isEmpty())
        error.arguments[0].prepend(path + u": "_s);
    return tl::unexpected(std::move(error));
}

Result<QByteArray> bytesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::FileUnreadable, {path, file.errorString()});
    if (file.size() > ZipLimit::bytes)
        return failure(ErrorKind::FileUnreadable, {path, u"it is larger than 1 GiB"_s});
    return file.readAll();
}

QStringList redactedWords(const QList<qint64> &redacted)
{
    QStringList numbers;
    for (const qint64 seq : redacted.mid(0, 20))
        numbers << QString::number(seq);
    if (redacted.isEmpty())
        return {};
    return {u"redacted before it was written, so their place is proven and their text is not: entries %1%2"_s
                .arg(numbers.join(u", "_s), redacted.size() > 20 ? u" and further"_s : QString())};
}

QString chainWords(qint64 count, qint64 firstSeq, const QByteArray &head)
{
    return u"%1 entries from number %2, the chain holds; its head is %3"_s.arg(count).arg(firstSeq).arg(QString::fromLatin1(head.toHex()));
}

Result<QStringList> bundleLines(const QByteArray &bytes, const QString &path)
{
    const Result<BundleReport> report = verifyBundle(bytes);
    if (!report)
        return named(report.error(), path);
    QStringList lines{u"%1: a bundle of %2 files, every byte is as it was packed"_s.arg(path).arg(report->files)};
    lines << u"service %1, %2 to %3, incident %4"_s.arg(JsonFields::text(report->manifest, "service"), JsonFields::text(report->manifest, "from"),
                                                        JsonFields::text(report->manifest, "to"),
                                                        JsonFields::text(report->manifest, "incident").isEmpty()
                                                            ? u"none"_s : JsonFields::text(report->manifest, "incident"));
    lines << (report->journal.count == 0 ? u"no journal entries"_s
                                         : chainWords(report->journal.count, report->journal.firstSeq, report->journal.head));
    return lines + redactedWords(report->redacted);
}

/// Of an anchor without an entry of the bundle.
QString onlyTheChain(const QString &anchor)
{
    return u"%1 has no entry that names this bundle: its record is proven, its other files (samples, pictures, texts) are not. "
           "A second file of the record that reaches to the entry which names it proves them, too"_s.arg(anchor);
}

Result<QStringList> journalLines(const QByteArray &bytes, const QString &path)
{
    const Result<ChainReport> report = verifyExport(bytes);
    if (!report)
        return named(report.error(), path);
    return QStringList{path + u": "_s + chainWords(report->count, report->firstSeq, report->head)} + redactedWords(report->redacted);
}

/// The journal itself; `facts`, where not null, are gathered too.
Result<QStringList> databaseLines(const QString &path, ChainFacts *facts)
{
    const Result<JournalProof> proof = proveJournal(path, facts != nullptr);
    if (!proof)
        return tl::unexpected(proof.error());
    if (facts) {
        facts->hashes = proof->hashes;
        std::copy_if(proof->written.cbegin(), proof->written.cend(), std::back_inserter(facts->bundles), tellsOfBundle);
    }
    return QStringList{path + u": a journal, "_s + chainWords(proof->count, proof->count > 0 ? 1 : 0, proof->head)};
}

/// Of a file of any kind; it is verified first.
Result<ChainFacts> factsOf(const QString &path)
{
    if (looksLikeJournal(path)) {
        ChainFacts facts;
        const Result<QStringList> lines = databaseLines(path, &facts);
        return lines ? Result<ChainFacts>(facts) : tl::unexpected(lines.error());
    }
    const Result<QByteArray> bytes = bytesOf(path);
    return bytes ? chainFactsOf(*bytes) : tl::unexpected(bytes.error());
}

/// A head that somebody wrote down, or a second file.
Result<ChainFacts> anchorFacts(const QString &anchor)
{
    if (Result<ChainFacts> head = chainFactsOfHead(anchor))
        return head;
    return factsOf(anchor);
}

/// `journal`, where not null: the facts of a journal, which may be long to walk, are gathered on the way.
Result<QStringList> linesOf(const QString &path, ChainFacts *journal)
{
    if (looksLikeJournal(path))
        return databaseLines(path, journal);
    const Result<QByteArray> bytes = bytesOf(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return looksLikeBundle(*bytes) ? bundleLines(*bytes, path) : journalLines(*bytes, path);
}

} // namespace

Result<QStringList> verifyLines(const QString &path, const QString &anchor)
{
    const bool isJournal = looksLikeJournal(path);
    ChainFacts walked;
    Result<QStringList> lines = linesOf(path, anchor.isEmpty() ? nullptr : &walked);
    if (!lines || anchor.isEmpty())
        return lines;
    const Result<ChainFacts> facts = anchorFacts(anchor);
    if (!facts)
        return named(facts.error(), anchor);
    const Result<QByteArray> bytes = isJournal ? QByteArray() : bytesOf(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const Result<qint64> entry = looksLikeBundle(*bytes) ? compareBundle(*bytes, QFileInfo(path).fileName(), *facts) : Result<qint64>(0);
    if (!entry && entry.error().kind != ErrorKind::NoData)
        return named(entry.error(), path);
    const Result<ChainFacts> own = isJournal ? walked : factsOf(path);
    const Result<qint64> shared = own ? compareChains(*own, *facts) : tl::unexpected(own.error());
    // An entry that names these very bytes proves all of them, the record within too.
    const bool isProven = entry && *entry > 0 && !shared && shared.error().kind == ErrorKind::NoData;
    if (!shared && !isProven)
        return named(shared.error(), path);
    if (entry && *entry > 0)
        *lines << u"entry %1 of %2 names this bundle by its SHA-256: all of its files are as they were recorded"_s.arg(*entry).arg(anchor);
    if (!entry)
        *lines << onlyTheChain(anchor);
    if (shared)
        *lines << u"%1 holds the same chain, up to entry %2"_s.arg(anchor).arg(*shared);
    return lines;
}

Result<QStringList> verifyAgainstGateway(const QString &path, const QString &gateway, const GatewayAnchor &anchor)
{
    const bool isJournal = looksLikeJournal(path);
    ChainFacts walked;
    Result<QStringList> lines = linesOf(path, &walked);
    if (!lines)
        return lines;
    const Result<ChainFacts> file = isJournal ? walked : factsOf(path);
    if (!file)
        return named(file.error(), path);
    const Result<qint64> shared = compareWithGateway(*file, anchor.entry, anchor.at.value_or(TimePoint::max()));
    if (!shared && shared.error().kind == ErrorKind::NoData)
        return failure(ErrorKind::NoData, {u"entry %1, which the gateway's last operation names; the file does not reach it"_s.arg(anchor.entry.section(u':', 0, 0))});
    if (!shared)
        return named(shared.error(), path);
    // A journal may be larger than any bundle is read.
    if (const Result<QByteArray> bytes = isJournal ? QByteArray() : bytesOf(path); bytes && looksLikeBundle(*bytes))
        *lines << onlyTheChain(u"the gateway %1"_s.arg(gateway));
    *lines << u"the gateway %1 keeps the same chain with its last operation %2, up to entry %3"_s.arg(gateway, anchor.opId).arg(*shared);
    return lines;
}

QString serviceOfFile(const QString &path)
{
    const Result<QByteArray> bytes = bytesOf(path);
    const Result<BundleReport> report = bytes && looksLikeBundle(*bytes) ? verifyBundle(*bytes) : Result<BundleReport>();
    return report ? JsonFields::text(report->manifest, "service") : QString();
}

int verifyFile(const QString &path, const QString &anchor)
{
    const Result<QStringList> lines = verifyLines(path, anchor);
    if (!lines) {
        QTextStream(stderr) << displaySafeLines(lines.error().message(), 200'000) << '\n';
        return ExitCode::problems;
    }
    for (const QString &line : *lines)
        QTextStream(stdout) << displaySafeLines(line, 200'000) << '\n';
    return ExitCode::done;
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/VerifyRun.h"

#include "app/base/DisplayText.h"
#include "app/console/CommandLine.h"
#include "app/incidents/BundleAnchor.h"
#include "app/incidents/Bundle.h"
#include "app/incidents/Exporters.h"
#include "app/incidents/JsonFields.h"

#include <QFile>
#include <QTextStream>

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
    if (!report->redacted.isEmpty()) {
        QStringList numbers;
        for (const qint64 seq : report->redacted.mid(0, 20))
            numbers << QString::number(seq);
        lines << u"redacted before it was packed, so their place is proven and their text is not: entries %1%2"_s
                     .arg(numbers.join(u", "_s), report->redacted.size() > 20 ? u" and further"_s : QString());
    }
    return lines;
}

/// A head that somebody wrote down, or a second file.
Result<ChainFacts> anchorFacts(const QString &anchor)
{
    if (Result<ChainFacts> head = chainFactsOfHead(anchor))
        return head;
    const Result<QByteArray> second = bytesOf(anchor);
    return second ? chainFactsOf(*second) : tl::unexpected(second.error());
}

Result<QStringList> journalLines(const QByteArray &bytes, const QString &path)
{
    const Result<ChainReport> report = verifyExport(bytes);
    if (!report)
        return named(report.error(), path);
    return QStringList{path + u": "_s + chainWords(report->count, report->firstSeq, report->head)};
}

} // namespace

Result<QStringList> verifyLines(const QString &path, const QString &anchor)
{
    const Result<QByteArray> bytes = bytesOf(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    Result<QStringList> lines = looksLikeBundle(*bytes) ? bundleLines(*bytes, path) : journalLines(*bytes, path);
    if (!lines || anchor.isEmpty())
        return lines;
    const Result<ChainFacts> facts = anchorFacts(anchor);
    if (!facts)
        return named(facts.error(), anchor);
    const Result<qint64> shared = compareChains(chainFactsOf(*bytes).value(), *facts);
    if (!shared)
        return named(shared.error(), path);
    *lines << u"%1 holds the same chain, up to entry %2"_s.arg(anchor).arg(*shared);
    return lines;
}

Result<QStringList> verifyAgainstGateway(const QString &path, const QString &gateway, const GatewayAnchor &anchor)
{
    Result<QStringList> lines = verifyLines(path, {});
    if (!lines)
        return lines;
    const ChainFacts file = chainFactsOf(bytesOf(path).value()).value();
    const Result<qint64> shared = compareWithGateway(file, anchor.entry, anchor.at.value_or(TimePoint::max()));
    if (!shared && shared.error().kind == ErrorKind::NoData)
        return failure(ErrorKind::NoData, {u"entry %1, which the gateway's last operation names; the file does not reach it"_s.arg(anchor.entry.section(u':', 0, 0))});
    if (!shared)
        return named(shared.error(), path);
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

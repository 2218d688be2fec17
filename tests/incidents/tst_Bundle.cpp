// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Bundle.h"
#include "app/incidents/BundleAnchor.h"
#include "app/incidents/Exporters.h"
#include "tests/incidents/BundleStory.h"
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// The files of a bundle without the two that packBundle() adds.
QList<BundleEntry> content(const QByteArray &bundle)
{
    QList<BundleEntry> entries = unpackBundle(bundle).value();
    entries.removeIf([](const BundleEntry &entry) { return entry.name == BundleName::sums || entry.name == BundleName::script; });
    return entries;
}

QByteArray &bytesOf(QList<BundleEntry> &entries, QStringView name)
{
    for (BundleEntry &entry : entries) {
        if (entry.name == name)
            return entry.bytes;
    }
    qFatal("no such file");
}

QString faultOf(const QByteArray &bundle)
{
    const Result<BundleReport> report = verifyBundle(bundle);
    return report ? QString() : report.error().message();
}

/// A zip whose only entry has another header: `at` counted from the entry's headers' common part.
QByteArray withCommonField(qsizetype at, char value)
{
    QByteArray zip = storedZip({{u"a.txt"_s, "text"}}).value();
    const qsizetype directory = 30 + 5 + 4;
    zip[4 + at] = value;
    zip[directory + 6 + at] = value;
    return zip;
}

} // namespace

class TestBundle : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }

    void aBundleIsTheSameBytesEachTimeAndVerifies()
    {
        const QByteArray bundle = BundleStory::bundle();
        QCOMPARE(bundle, BundleStory::bundle());
        const Result<BundleReport> report = verifyBundle(bundle);
        QVERIFY2(report, qPrintable(faultOf(bundle)));
        QCOMPARE(report->files, 6);
        QCOMPARE(report->journal.count, 4);
        QCOMPARE(report->journal.firstSeq, 1);
        QCOMPARE(report->journal.head, BundleStory::events(4).last().hash);
        QVERIFY(report->redacted.isEmpty());
        QCOMPARE(content(bundle), BundleStory::files(BundleStory::events(4)));
    }

    void anyByteThatIsFlippedIsCaught()
    {
        const QByteArray bundle = BundleStory::bundle();
        for (qsizetype i = 0; i < bundle.size(); ++i) {
            QByteArray flipped = bundle;
            flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
            QVERIFY2(!verifyBundle(flipped), qPrintable(u"byte %1 of %2"_s.arg(i).arg(bundle.size())));
        }
    }

    void anyLengthThatIsCutOrAppendedIsCaught()
    {
        const QByteArray bundle = BundleStory::bundle();
        for (qsizetype size = 0; size < bundle.size(); ++size)
            QVERIFY2(!verifyBundle(bundle.left(size)), qPrintable(QString::number(size)));
        QVERIFY(!verifyBundle(bundle + '\0'));
        QVERIFY(!verifyBundle('P' + bundle));
    }

    void twoFilesThatAreSwappedAreNamed()
    {
        QList<BundleEntry> entries = unpackBundle(BundleStory::bundle()).value();
        std::swap(bytesOf(entries, u"signals/latency/p95@v41.csv"), bytesOf(entries, u"signals/latency/p95@v42.csv"));
        const QString fault = faultOf(storedZip(entries).value());
        QVERIFY2(fault.contains(u"signals/latency/p95@v41.csv"), qPrintable(fault));
    }

    void aFileThatIsTakenAwayOrAddedIsCaught()
    {
        QList<BundleEntry> entries = unpackBundle(BundleStory::bundle()).value();
        const BundleEntry taken = entries.takeAt(3);
        QVERIFY(!verifyBundle(storedZip(entries).value()));
        entries.insert(3, taken);
        entries.insert(5, {u"signals/x.csv"_s, "1"});
        QVERIFY(faultOf(storedZip(entries).value()).contains(u"signals/x.csv"));
    }

    void aForgerWhoPacksAgainIsCaughtByTheChain_data()
    {
        QTest::addColumn<int>("forgery");
        QTest::addColumn<QString>("words");
        QTest::newRow("tail cut") << 0 << u"entries are missing"_s;
        QTest::newRow("an entry taken out") << 1 << u"entry 2"_s;
        QTest::newRow("two entries swapped") << 2 << u"entry 2"_s;
        QTest::newRow("a text changed") << 3 << u"entry 3"_s;
        QTest::newRow("an entry put in twice") << 4 << u"entry 3"_s;
        QTest::newRow("a member added") << 5 << u"entry 3"_s;
    }
    void aForgerWhoPacksAgainIsCaughtByTheChain()
    {
        QFETCH(const int, forgery);
        QFETCH(const QString, words);
        QList<BundleEntry> entries = content(BundleStory::bundle());
        QByteArray &journal = bytesOf(entries, u"journal.jsonl");
        QList<QByteArray> lines = journal.chopped(1).split('\n');
        switch (forgery) {
        case 0: lines.removeLast(); break;
        case 1: lines.removeAt(1); break;
        case 2: lines.swapItemsAt(1, 2); break;
        case 3: lines[2].replace("what was seen", "what was heard"); break;
        case 4: lines.insert(2, lines[1]); break;
        default: lines[2].replace("{\"actor\"", "{\"a\":1,\"actor\""); break;
        }
        journal = lines.join('\n') + '\n';
        const QString fault = faultOf(packBundle(entries).value());
        QVERIFY2(fault.contains(words), qPrintable(fault));
    }

    void whatIsDoneToTheOlderEntriesIsCaughtByAndonAndByTheScript_data()
    {
        QTest::addColumn<int>("forgery");
        QTest::addColumn<QString>("words");
        QTest::newRow("honest") << 0 << QString();
        QTest::newRow("a text changed and marked as taken out: it holds, and is named") << 7 << QString();
        QTest::newRow("a text changed") << 1 << u"entry 3"_s;
        QTest::newRow("two entries swapped") << 2 << u"entry"_s;
        QTest::newRow("its last line cut") << 3 << u"cut off"_s;
        QTest::newRow("another entry before the run, its hash right in itself") << 4 << u"entry 5"_s;
        QTest::newRow("an entry that is not older") << 5 << u"not older"_s;
        QTest::newRow("neighbours that do not follow each other") << 6 << u"entry 4"_s;
    }
    void whatIsDoneToTheOlderEntriesIsCaughtByAndonAndByTheScript()
    {
        QFETCH(const int, forgery);
        QFETCH(const QString, words);
        const QList<Event> events = BundleStory::events(8);
        QList<BundleEntry> entries = BundleStory::filesWithEarlier(events, 5); // 1, 3 and 5; the run begins with 6
        QByteArray &earlier = bytesOf(entries, u"earlier.jsonl");
        QList<QByteArray> lines = earlier.chopped(1).split('\n');
        Event other = events[4];
        other.title = u"what was never seen"_s;
        other.hash = chainHash(other);
        switch (forgery) {
        case 0: break;
        case 1: lines[1].replace("what was seen", "what was heard"); break;
        case 2: lines.swapItemsAt(0, 1); break;
        case 3: lines.last().chop(1); break;
        case 4: lines[2] = journalLine(other).chopped(1); break;
        case 5: lines << journalLine(events[5]).chopped(1); break;
        case 7:
            other = events[2];
            other.title = u"what was never seen"_s;
            lines[1] = journalLine(other, true).chopped(1);
            break;
        default:
            other = events[3];
            other.prevHash = QByteArray(32, 'x');
            other.hash = chainHash(other);
            lines = {lines[1], journalLine(other).chopped(1)};
        }
        earlier = lines.join('\n') + (forgery == 3 ? "" : "\n");
        const QByteArray bundle = packBundle(entries).value();
        QCOMPARE(faultOf(bundle).isEmpty(), words.isEmpty());
        QVERIFY2(faultOf(bundle).contains(words), qPrintable(faultOf(bundle)));
        if (words.isEmpty())
            QCOMPARE(verifyBundle(bundle)->redacted, forgery == 7 ? QList<qint64>{3} : QList<qint64>());
        const QString python = QStandardPaths::findExecutable(u"python3"_s);
        if (python.isEmpty())
            QSKIP("python3 is not installed");
        QTemporaryDir folder;
        QFile file(folder.filePath(u"x.andon"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bundle) == bundle.size());
        file.close();
        const ProgramRun run = runProgram(python, {QStringLiteral(ANDON_SOURCE_DIR) + u"/resources/bundle/verify.py"_s, file.fileName()});
        QCOMPARE(run.exitCode == 0, words.isEmpty());
        QVERIFY2(run.err.contains(words), qPrintable(run.err));
        if (words.isEmpty())
            QVERIFY2(run.out.contains(forgery == 7 ? u"redacted: [3];"_s : u"redacted: none;"_s), qPrintable(run.out));
    }

    void anOlderEntryThatIsWrittenAnewDiffersFromASecondFile()
    {
        const QList<Event> events = BundleStory::events(8);
        Event other = events[2];
        other.title = u"what was never seen"_s;
        other.hash = chainHash(other);
        QList<BundleEntry> entries = BundleStory::filesWithEarlier(events, 5);
        bytesOf(entries, u"earlier.jsonl").replace(journalLine(events[2]), journalLine(other));
        const QByteArray forged = packBundle(entries).value();
        QVERIFY2(verifyBundle(forged), qPrintable(faultOf(forged)));
        const ChainFacts anchor = chainFactsOf(BundleStory::bundle(8)).value();
        const Result<qint64> compared = compareChains(chainFactsOf(forged).value(), anchor);
        QVERIFY(!compared);
        QCOMPARE(compared.error().arguments.value(1), u"3"_s);
        QCOMPARE(compareChains(chainFactsOf(packBundle(BundleStory::filesWithEarlier(events, 5)).value()).value(), anchor).value(), 8);
    }

    void aBundleThatWasPackedWithAScriptOfBeforeStillVerifies_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("before earlier.jsonl") << u"verify-1.py"_s;
        QTest::newRow("before it named the older entries that were redacted") << u"verify-2.py"_s;
    }
    void aBundleThatWasPackedWithAScriptOfBeforeStillVerifies()
    {
        QFETCH(const QString, name);
        QFile before(QStringLiteral(ANDON_SOURCE_DIR) + u"/tests/incidents/"_s + name);
        QVERIFY(before.open(QIODevice::ReadOnly));
        QList<BundleEntry> entries = unpackBundle(BundleStory::bundle()).value();
        QByteArray &script = bytesOf(entries, u"verify.py");
        const auto sum = [](const QByteArray &bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(); };
        const QByteArray now = sum(script);
        script = before.readAll();
        QVERIFY(sum(script) != now);
        bytesOf(entries, u"SHA256SUMS").replace(now, sum(script));
        const QByteArray bundle = storedZip(entries).value();
        QVERIFY2(verifyBundle(bundle), qPrintable(faultOf(bundle)));
    }

    void aBundleThatIsPackedAgainIsNotTheOneThatTheRecordNames_data()
    {
        QTest::addColumn<QString>("file");    ///< that the forger changes; empty: none
        QTest::addColumn<QString>("name");    ///< of the bundle by then
        QTest::addColumn<bool>("hasEntry");   ///< the anchor reaches to the entry that names the bundle
        QTest::addColumn<QString>("says");
        QTest::newRow("honest") << QString() << u"a.andon"_s << true << u"6"_s;
        QTest::newRow("honest, called otherwise") << QString() << u"b.andon"_s << true << u"6"_s;
        QTest::newRow("a sample changed") << u"signals/latency/p95@v42.csv"_s << u"a.andon"_s << true << u"signals/latency/p95@v42.csv"_s;
        QTest::newRow("a sample changed, called otherwise") << u"signals/latency/p95@v42.csv"_s << u"b.andon"_s << true << u"signals/latency/p95@v42.csv"_s;
        QTest::newRow("its reason changed") << u"manifest.json"_s << u"a.andon"_s << true << u"manifest.json"_s;
        QTest::newRow("no entry") << u"signals/latency/p95@v42.csv"_s << u"a.andon"_s << false << u"nothing"_s;
    }
    void aBundleThatIsPackedAgainIsNotTheOneThatTheRecordNames()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, name);
        QFETCH(const bool, hasEntry);
        QFETCH(const QString, says);
        QList<BundleEntry> entries = BundleStory::files(BundleStory::events(4));
        bytesOf(entries, u"manifest.json").replace("{\"format\"", R"({"event":"","from":"2025","to":"2026","incident":"","reason":"alarm","service":"assistant",)"
                                                                  R"("format")");
        const QByteArray honest = packBundle(entries).value();
        QList<Event> record = BundleStory::events(6);
        record[5].kind = QString::fromUtf16(EventKind::evidenceAdded);
        record[5].payload = {{"file", "a.andon"}, {"sha256", QCryptographicHash::hash(honest, QCryptographicHash::Sha256).toHex().toStdString()},
                             {"event", ""}, {"from", "2025"}, {"to", "2026"}, {"incident", ""}, {"reason", "alarm"}, {"files", nlohmann::json::array()}};
        const QList<BundleEntry> inside = unpackBundle(honest).value();
        for (const BundleEntry &entry : inside)
            record[5].payload["files"].push_back({{"name", entry.name.toStdString()}, {"sha256", QCryptographicHash::hash(entry.bytes, QCryptographicHash::Sha256).toHex().toStdString()}});
        record = BundleStory::sealed(record);
        if (file == u"manifest.json")
            bytesOf(entries, file).replace("alarm", "key");
        else if (!file.isEmpty())
            bytesOf(entries, file).replace("0.75", "0.25");
        const QByteArray packed = packBundle(entries).value();
        QVERIFY2(verifyBundle(packed), qPrintable(faultOf(packed))); // in itself all of it holds
        const QByteArray anchor = timelineJson(record.mid(0, hasEntry ? 6 : 5), {record.first().occurredAt, record.last().occurredAt, {}});
        const Result<qint64> compared = compareBundle(packed, name, chainFactsOf(anchor).value());
        if (compared)
            QCOMPARE(QString::number(*compared), says);
        else if (says == u"nothing")
            QCOMPARE(compared.error().kind, ErrorKind::NoData);
        else
            QVERIFY2(compared.error().kind == ErrorKind::BadInput && compared.error().message().contains(u"in "_s + says)
                         && compared.error().message().contains(u"entry 6"), qPrintable(compared.error().message()));
        // A bundle that holds the entry is an anchor, too; one whose entry was redacted is none.
        if (hasEntry && file.isEmpty()) {
            QCOMPARE(compareBundle(packed, name, chainFactsOf(packBundle(BundleStory::files(record)).value()).value()).value(), 6);
            QList<BundleEntry> other = BundleStory::files(record);
            bytesOf(other, u"journal.jsonl").replace(journalLine(record[5]), journalLine(record[5], true));
            bytesOf(other, u"manifest.json").replace("\"redacted_entries\":[]", "\"redacted_entries\":[6]");
            QVERIFY(!compareBundle(packed, name, chainFactsOf(packBundle(other).value()).value()));
        }
    }

    void aChainThatIsWrittenAnewHoldsInItselfButNotBesideASecondFile()
    {
        const QList<Event> honest = BundleStory::events(6);
        QList<Event> changed = honest.mid(0, 4);
        changed[2].title = u"nothing was seen"_s;
        const QByteArray forged = packBundle(BundleStory::files(BundleStory::sealed(changed))).value();
        QVERIFY2(verifyBundle(forged), qPrintable(faultOf(forged)));
        const ChainFacts file = chainFactsOf(forged).value();
        const QByteArray second = timelineJson(honest.mid(3), {honest[3].occurredAt, honest.last().occurredAt, {}});
        const Result<qint64> compared = compareChains(file, chainFactsOf(second).value());
        QVERIFY(!compared);
        QCOMPARE(compared.error().kind, ErrorKind::JournalBroken);
        QCOMPARE(compared.error().arguments.value(1), u"3"_s);
        const ChainFacts true4 = chainFactsOf(BundleStory::bundle(4)).value();
        QCOMPARE(compareChains(true4, chainFactsOf(second).value()).value(), 4);
        // A head that somebody wrote down does as well.
        const QString head = u"3:"_s + QString::fromLatin1(honest[2].hash.toHex());
        QVERIFY(!compareChains(file, chainFactsOfHead(head).value()));
        QCOMPARE(compareChains(true4, chainFactsOfHead(head).value()).value(), 3);
        QVERIFY(!chainFactsOfHead(u"3:ab"_s));
    }

    void anAnchorThatSharesNoEntryProvesNothingAndSaysSo()
    {
        const QList<Event> honest = BundleStory::events(9);
        const QByteArray late = packBundle(BundleStory::files(honest.mid(6))).value();
        const Result<qint64> compared = compareChains(chainFactsOf(BundleStory::bundle(3)).value(), chainFactsOf(late).value());
        QVERIFY(!compared);
        QCOMPARE(compared.error().kind, ErrorKind::NoData);
    }

    void whatAGatewayKeepsOfItsLastOperationFindsATailThatWasCutAndAChainWrittenAnew_data()
    {
        QTest::addColumn<int>("held");      ///< the file holds so many entries …
        QTest::addColumn<bool>("anew");     ///< … of a chain that was written anew
        QTest::addColumn<int>("until");     ///< it says that it reaches so many seconds
        QTest::addColumn<int>("operation"); ///< the operation was so many seconds after the start, announced by entry 5
        QTest::addColumn<QString>("says");
        QTest::newRow("honest") << 8 << false << 20 << 4 << u"5"_s;
        QTest::newRow("honest, up to the operation itself") << 5 << false << 20 << 4 << u"5"_s;
        QTest::newRow("its tail was cut") << 4 << false << 20 << 4 << u"entries are missing at its end"_s;
        QTest::newRow("all of it was cut") << 0 << false << 20 << 4 << u"entries are missing at its end"_s;
        QTest::newRow("written anew") << 8 << true << 20 << 4 << u"written anew"_s;
        QTest::newRow("older than the operation") << 4 << false << 3 << 4 << u"nothing"_s;
    }
    void whatAGatewayKeepsOfItsLastOperationFindsATailThatWasCutAndAChainWrittenAnew()
    {
        QFETCH(const int, held);
        QFETCH(const bool, anew);
        QFETCH(const int, until);
        QFETCH(const int, operation);
        QFETCH(const QString, says);
        const QList<Event> honest = BundleStory::events(8);
        QList<Event> events = honest;
        if (anew) {
            events[1].title = u"rewritten"_s;
            events = BundleStory::sealed(events);
        }
        const TimePoint end = BundleStory::start + std::chrono::seconds(until);
        const QByteArray file = timelineJson(events.mid(0, held), {BundleStory::start, end, {}});
        const QString entry = u"5:"_s + QString::fromLatin1(honest[4].hash.toHex());
        const auto compared = compareWithGateway(chainFactsOf(file).value(), entry, BundleStory::start + std::chrono::seconds(operation));
        if (compared)
            QCOMPARE(QString::number(*compared), says);
        else if (says == u"nothing")
            QCOMPARE(compared.error().kind, ErrorKind::NoData);
        else
            QVERIFY2(compared.error().kind == ErrorKind::JournalBroken && compared.error().arguments.join(u' ').contains(says),
                     qPrintable(compared.error().arguments.join(u' ')));
        QVERIFY(!compareWithGateway(chainFactsOf(file).value(), u"; rm -rf /"_s, end));
    }

    void anEntryWhoseTextWasTakenOutKeepsItsPlaceAndIsNamed()
    {
        QList<Event> events = BundleStory::events(4);
        QList<BundleEntry> entries = BundleStory::files(events);
        events[1].title = u"[e-mail]"_s;
        QByteArray lines;
        for (const Event &event : std::as_const(events))
            lines += journalLine(event, event.seq == 2);
        bytesOf(entries, u"journal.jsonl") = lines;
        QVERIFY(faultOf(packBundle(entries).value()).contains(u"redacted"));
        bytesOf(entries, u"manifest.json").replace("\"redacted_entries\":[]", "\"redacted_entries\":[2]");
        const QByteArray bundle = packBundle(entries).value();
        QVERIFY2(verifyBundle(bundle), qPrintable(faultOf(bundle)));
        QCOMPARE(verifyBundle(bundle)->redacted, QList<qint64>{2});
    }

    void aHostileNameIsNeverUnpacked_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("climbs") << u"../a"_s;
        QTest::newRow("climbs inside") << u"a/../../b"_s;
        QTest::newRow("absolute") << u"/etc/passwd"_s;
        QTest::newRow("backslash") << u"..\\a"_s;
        QTest::newRow("drive") << u"C:a"_s;
        QTest::newRow("empty part") << u"a//b"_s;
        QTest::newRow("here") << u"./a"_s;
        QTest::newRow("folder") << u"a/"_s;
        QTest::newRow("deep") << u"a/b/c/d"_s;
        QTest::newRow("line feed") << u"a\nb"_s;
        QTest::newRow("zero") << QString(u"a\0b"_s);
        QTest::newRow("direction") << u"a\u202eb"_s;
        QTest::newRow("long") << QString(300, u'a');
        QTest::newRow("none") << QString();
    }
    void aHostileNameIsNeverUnpacked()
    {
        QFETCH(const QString, name);
        QVERIFY(!isBundleName(name));
        QVERIFY(!storedZip({{name, "x"}}));
        // Another program wrote it: the same length in place of a good name.
        const QByteArray raw = name.toUtf8();
        if (raw.isEmpty() || raw.size() > ZipLimit::nameBytes)
            return;
        const QByteArray good(raw.size(), 'q');
        QByteArray zip = storedZip({{QString::fromLatin1(good), "x"}}).value();
        zip.replace(good, raw);
        const auto read = unpackBundle(zip);
        QVERIFY(!read);
        QVERIFY(read.error().message().contains(u"name"));
    }

    void everyTextHasItsOwnNameInTheBundle()
    {
        QSet<QString> names;
        const QStringList texts{u"v41"_s, u"../x"_s, u"..%2Fx"_s, u"."_s, u".."_s, u"%2E"_s, QString(), u"a b"_s, u"ä"_s, u"=cmd()"_s,
                                QString(500, u'a'), QString(501, u'a'), u"<script>"_s, u"CON"_s};
        for (const QString &text : texts) {
            const QString name = u"signals/x@"_s + bundleNamePart(text);
            QVERIFY2(isBundleName(name), qPrintable(name));
            QVERIFY2(!names.contains(name), qPrintable(name));
            names << name;
        }
        QCOMPARE(bundleNamePart(u"v42-rc.1"_s), u"v42-rc.1"_s);
    }

    void whatIsNotStoredAsItIsIsRefused()
    {
        QVERIFY(unpackBundle(storedZip({{u"a.txt"_s, "text"}}).value()));
        QVERIFY(unpackBundle(withCommonField(4, 8)).error().message().contains(u"compressed"));
        QVERIFY(unpackBundle(withCommonField(2, 1)).error().message().contains(u"encrypted"));
        QVERIFY(unpackBundle(withCommonField(10, 1)).error().message().contains(u"checksum"));
        QByteArray twice = storedZip({{u"a.txt"_s, "text"}, {u"b.txt"_s, "text"}}).value();
        twice.replace("b.txt", "a.txt");
        QVERIFY(unpackBundle(twice).error().message().contains(u"twice"));
        QVERIFY(!packBundle({{u"a"_s, {}}, {u"a"_s, {}}}));
        QVERIFY(!packBundle({{u"verify.py"_s, {}}}));
    }

    void anEntryThatClaimsGigabytesIsRefusedBeforeItIsCopied()
    {
        QByteArray zip = storedZip({{u"a.txt"_s, "text"}}).value();
        const qsizetype directory = 30 + 5 + 4;
        for (const qsizetype at : {directory + 20, directory + 24})
            zip.replace(at, 4, QByteArray("\xff\xff\xff\x7f", 4));
        const auto read = unpackBundle(zip);
        QVERIFY(!read);
        QVERIFY(read.error().message().contains(u"larger"));
    }

    void rubbishIsNoBundle()
    {
        for (const QByteArray &bytes : {QByteArray(), QByteArray("PK"), QByteArray("{}"), QByteArray(5000, '\xff'), QByteArray(22, '\0')})
            QCOMPARE(verifyBundle(bytes).error().kind, ErrorKind::BadInput);
    }

    void anotherScriptInTheBundleIsNotTrusted()
    {
        QList<BundleEntry> entries = unpackBundle(BundleStory::bundle()).value();
        QByteArray &script = bytesOf(entries, u"verify.py");
        QByteArray sums = bytesOf(entries, u"SHA256SUMS");
        const auto sum = [](const QByteArray &bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(); };
        const QByteArray before = sum(script);
        script = "print('all is well')\n";
        bytesOf(entries, u"SHA256SUMS") = sums.replace(before, sum(script));
        QVERIFY(faultOf(storedZip(entries).value()).contains(u"verify.py"));
    }

    void theScriptVerifiesABundleWithoutAndonAndCatchesWhatWasChanged()
    {
        const QString python = QStandardPaths::findExecutable(u"python3"_s);
        if (python.isEmpty())
            QSKIP("python3 is not installed");
        QTemporaryDir folder;
        const QString script = QStringLiteral(ANDON_SOURCE_DIR) + u"/resources/bundle/verify.py"_s;
        const auto verify = [&](const QByteArray &bytes, const QStringList &more = {}) {
            const QString path = folder.filePath(u"x.andon"_s);
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                qFatal("cannot write");
            file.close();
            return runProgram(python, QStringList{script, path} + more);
        };
        const QByteArray bundle = BundleStory::bundle();
        const QString head = QString::fromLatin1(BundleStory::events(4).last().hash.toHex());
        const ProgramRun good = verify(bundle);
        QVERIFY2(good.exitCode == 0, qPrintable(good.err));
        QVERIFY2(good.out.contains(u"4 journal entries") && good.out.contains(head), qPrintable(good.out));
        QCOMPARE(verify(bundle, {u"--head"_s, head}).exitCode, 0);
        QVERIFY(verify(bundle, {u"--head"_s, QString(64, u'0')}).exitCode != 0);
        for (qsizetype i = 0; i < bundle.size(); i += 509) {
            QByteArray flipped = bundle;
            flipped[i] = static_cast<char>(flipped[i] ^ 4);
            QVERIFY2(verify(flipped).exitCode != 0, qPrintable(QString::number(i)));
        }
        QList<BundleEntry> entries = content(bundle);
        bytesOf(entries, u"journal.jsonl").replace("what was seen 2", "what was seen 9");
        const ProgramRun forged = verify(packBundle(entries).value());
        QVERIFY(forged.exitCode != 0);
        QVERIFY2(forged.err.contains(u"journal entry 3"), qPrintable(forged.err));
    }

    void anUnzipProgramReadsABundle()
    {
        const QString python = QStandardPaths::findExecutable(u"python3"_s);
        if (python.isEmpty())
            QSKIP("python3 is not installed");
        QTemporaryDir folder;
        QFile file(folder.filePath(u"x.andon"_s));
        const QByteArray bundle = BundleStory::bundle();
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bundle) == bundle.size());
        file.close();
        const ProgramRun listed = runProgram(python, {u"-m"_s, u"zipfile"_s, u"-t"_s, file.fileName()});
        QVERIFY2(listed.exitCode == 0 && listed.out.contains(u"Done"), qPrintable(listed.out + listed.err));
    }
};

QTEST_GUILESS_MAIN(TestBundle)
#include "tst_Bundle.moc"

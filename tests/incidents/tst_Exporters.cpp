// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Exporters.h"
#include "app/base/CanonicalJson.h"
#include "app/base/MarkdownText.h"
#include "app/incidents/RedactedExport.h"
#include "app/incidents/Timeline.h"
#include "app/journal/Chain.h"
#include "tests/support/Warnings.h"

#include <QCryptographicHash>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const TimePoint start = fromMs(1'764'000'000'000); // 2025-11-24T16:00:00Z

Event eventOf(const char16_t *kind, int second, const QString &title, const QString &opId = {})
{
    Event event;
    event.eventId = u"id-%1-%2"_s.arg(QString::fromUtf16(kind)).arg(second);
    event.kind = QString::fromUtf16(kind);
    event.occurredAt = start + std::chrono::seconds(second);
    event.recordedAt = event.occurredAt;
    event.actor = {u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s};
    event.service = u"assistant"_s;
    event.version = u"v42"_s;
    event.opId = opId;
    event.title = title;
    return event;
}

QList<Event> sealed(QList<Event> events, qint64 firstSeq = 1, QByteArray prevHash = QByteArray(32, '\0'))
{
    for (Event &event : events) {
        event.seq = firstSeq++;
        event.prevHash = prevHash;
        prevHash = event.hash = chainHash(event);
    }
    return events;
}

/// A rollback from the alarm to the effect.
QList<Event> story()
{
    Event intent = eventOf(EventKind::actionIntent, 20, u"Rollback asked"_s, u"op-1"_s);
    intent.payload = {{"verb", "rollback"}, {"from", "v42 20 %"}, {"to", "0 %, all to v41"}};
    return sealed({eventOf(EventKind::gateCrossed, 0, u"Success rate of v42 passed its stop gate"_s), intent,
                   eventOf(EventKind::actionSent, 20, u"Rollback sent"_s, u"op-1"_s),
                   eventOf(EventKind::actionAcked, 21, u"Rollback accepted"_s, u"op-1"_s),
                   eventOf(EventKind::actionVerified, 22, u"Rollback read back"_s, u"op-1"_s),
                   eventOf(EventKind::actionEffective, 25, u"Rollback seen in traffic after 5 s"_s, u"op-1"_s),
                   eventOf(EventKind::actionClosed, 25, u"Rollback over"_s, u"op-1"_s)});
}

constexpr char goldenMarkdown[] = R"(# Incident timeline

| Window | 2025-11-24T15:59:00Z to 2025-11-24T16:01:00Z |
|---|---|
| Service | assistant |
| Entries | 7 |
| Journal | numbers 1 to 7, hash of the last 3aef747bbbc205f209b3c18393fb69c43a3b9420aea0b94dcb42e84a5456377b |

## Timeline (UTC)

| Time | T+ | Kind | Who | Version | Event | No. |
|---|---|---|---|---|---|---|
| 2025-11-24T16:00:00Z | T+00:00 | gate.crossed | Anna | v42 | Success rate of v42 passed its stop gate | 1 |
| 2025-11-24T16:00:20Z | T+00:20 | action.intent | Anna | v42 | Rollback asked | 2 |
| 2025-11-24T16:00:20Z | T+00:20 | action.sent | Anna | v42 | Rollback sent | 3 |
| 2025-11-24T16:00:21Z | T+00:21 | action.acked | Anna | v42 | Rollback accepted | 4 |
| 2025-11-24T16:00:22Z | T+00:22 | action.verified | Anna | v42 | Rollback read back | 5 |
| 2025-11-24T16:00:25Z | T+00:25 | action.effective | Anna | v42 | Rollback seen in traffic after 5 s | 6 |
| 2025-11-24T16:00:25Z | T+00:25 | action.closed | Anna | v42 | Rollback over | 7 |

## Actions

| No. | Verb | Change | Asked | Answered | Read back | Effect | Outcome | Operation |
|---|---|---|---|---|---|---|---|---|
| 1 | rollback | v42 20 % → 0 %, all to v41 | 2025-11-24T16:00:20Z | accepted after 1 s | after 2 s | Rollback seen in traffic after 5 s | effective | op-1 |
)";

const ExportWindow window{start - std::chrono::seconds(60), start + std::chrono::seconds(60), u"assistant"_s};

} // namespace

class ExportersTest : public QObject {
    Q_OBJECT
    /// The story with a token in one entry's body and an address in another's payload.
    static QList<Event> storyWithSecrets()
    {
        QList<Event> events = story();
        events[2].body = u"sent with Bearer abcDEF123456"_s;
        events[4].payload = {{"read_by", "anna@example.org"}};
        return sealed(events);
    }

private slots:
    void init() { failOnWarnings(); }

    void aRedactedEntryKeepsItsPlaceAndItsHashAndSaysSo()
    {
        QList<Event> events = storyWithSecrets();
        Redactor redactor = Redactor::usual({}, {});
        const QSet<qint64> changed = redactEvents(events, redactor);
        QCOMPARE(changed, (QSet<qint64>{3, 5}));
        QCOMPARE(redactor.total(), 2);
        const QByteArray json = timelineJson(events, window, changed);
        QVERIFY(!json.contains("abcDEF123456") && !json.contains("anna@example.org"));
        const Result<ChainReport> report = verifyExport(json);
        QVERIFY2(report, report ? "" : qPrintable(report.error().message()));
        QCOMPARE(report->redacted, (QList<qint64>{3, 5}));
        QCOMPARE(report->count, 7);
        QCOMPARE(report->head, storyWithSecrets().last().hash);
        QVERIFY(verifyExport(timelineJson(story(), window))->redacted.isEmpty());
        // Without the mark the hash speaks for texts that are not there any more.
        const Result<ChainReport> unsaid = verifyExport(timelineJson(events, window));
        QVERIFY(!unsaid);
        QVERIFY(unsaid.error().message().contains(u"entry 3"_s));
    }
    void aRedactedEntryStillHoldsTheChainTogether_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("its hash") << 0;
        QTest::newRow("the hash before it") << 1;
        QTest::newRow("its number") << 2;
        QTest::newRow("another mark") << 3;
        QTest::newRow("it is left out") << 4;
    }
    void aRedactedEntryStillHoldsTheChainTogether()
    {
        QFETCH(int, what);
        QList<Event> events = storyWithSecrets();
        Redactor redactor = Redactor::usual({}, {});
        const QSet<qint64> changed = redactEvents(events, redactor);
        if (what == 0)
            events[2].hash[3] = static_cast<char>(events[2].hash[3] ^ 1);
        else if (what == 1)
            events[2].prevHash = QByteArray(32, 'x');
        else if (what == 2)
            events[2].seq = 9;
        else if (what == 4)
            events.removeAt(2);
        QByteArray json = timelineJson(events, window, changed);
        if (what == 3) { // sealed by whoever forged it
            auto document = nlohmann::json::parse(json.begin(), json.end());
            document["events"][2]["redacted"] = "yes";
            document.erase("seal");
            document["seal"] = QCryptographicHash::hash(canonicalJson(document), QCryptographicHash::Sha256).toHex().toStdString();
            json = canonicalJson(document);
        }
        const Result<ChainReport> report = verifyExport(json);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, ErrorKind::JournalBroken);
    }

    void theTimelineIsInTheOrderThingsHappened()
    {
        QList<Event> events = story();
        std::reverse(events.begin(), events.end());
        const QList<TimelineEntry> entries = timelineOf(events);
        for (qsizetype i = 1; i < entries.size(); ++i) {
            const Event &a = entries[i - 1].event;
            const Event &b = entries[i].event;
            QVERIFY(a.occurredAt < b.occurredAt || (a.occurredAt == b.occurredAt && a.seq < b.seq));
        }
    }
    void anEntryIsFoundByKindAndByText_data()
    {
        QTest::addColumn<QList<int>>("kinds");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("found");
        QTest::newRow("all") << QList<int>{} << QString() << 7;
        QTest::newRow("actions") << QList<int>{int(EntryKind::Action)} << QString() << 6;
        QTest::newRow("gates") << QList<int>{int(EntryKind::Gate)} << QString() << 1;
        QTest::newRow("a word, in any case") << QList<int>{} << u"SUCCESS RATE"_s << 1;
        QTest::newRow("who") << QList<int>{} << u"anna"_s << 7;
        QTest::newRow("an operation") << QList<int>{} << u"op-1"_s << 6;
        QTest::newRow("kind and word") << QList<int>{int(EntryKind::Action)} << u"accepted"_s << 1;
        QTest::newRow("nothing") << QList<int>{int(EntryKind::Note)} << QString() << 0;
    }
    void anEntryIsFoundByKindAndByText()
    {
        QFETCH(QList<int>, kinds);
        QFETCH(QString, text);
        QFETCH(int, found);
        TimelineFilter filter;
        for (const int kind : kinds)
            filter.kinds << static_cast<EntryKind>(kind);
        filter.text = text;
        QCOMPARE(timelineOf(story(), filter).size(), found);
    }
    void theMarkdownSaysWhatTheVersionsWereMadeOf()
    {
        QList<Event> events = story();
        events[0].payload["version_set"] = {{"prompt", "p|64"}, {"code", "c1"}, {"zebra", 7}};
        events[1].payload["version_set"] = events[0].payload["version_set"];
        events[2].payload["version_set"] = nullptr;
        events[3].payload["version_sets"] = {{"v41", {{"code", "c0"}}}};
        const QString text = QString::fromUtf8(timelineMarkdown(sealed(events), window));
        QVERIFY2(text.endsWith(u"\n## Version sets\n\n| Service | Version | Made of | First in No. |\n|---|---|---|---|\n"
                               "| assistant | v42 | code c1, prompt p\\|64, zebra ? | 1 |\n"
                               "| assistant | v42 | not known: no source said what it is made of | 3 |\n"
                               "| assistant | v41 | code c0 | 4 |\n"_s), qPrintable(text));
        QVERIFY(verifyExport(timelineJson(sealed(events), window)));
    }
    void theMarkdownTellsTheStoryAndTheActionInOneLine()
    {
        const QString text = QString::fromUtf8(timelineMarkdown(story(), window));
        QVERIFY2(text.contains(u"| 2025-11-24T16:00:20Z | T+00:20 | action.intent | "), qPrintable(text));
        QVERIFY2(text.contains(u"| 1 | rollback | v42 20 % → 0 %, all to v41 | 2025-11-24T16:00:20Z | accepted after 1 s | after 2 s | "
                               "Rollback seen in traffic after 5 s | effective | op-1 |"), qPrintable(text));
        QCOMPARE(timelineMarkdown(story(), window), timelineMarkdown(story(), window));
    }
    void theWholeMarkdownIsTheSameForEver()
    {
        QCOMPARE(QString::fromUtf8(timelineMarkdown(story(), window)), QString::fromUtf8(goldenMarkdown));
    }
    void theWholeJsonIsTheSameForEver()
    {
        const QByteArray json = timelineJson(story(), window);
        QCOMPARE(QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex(), QByteArray("6be7d06603767332521f11887d76054b5e42d8acf25e865a92efdabbb2d1750d"));
    }
    void anEmptyWindowIsCalledEmpty()
    {
        QVERIFY(timelineMarkdown({}, window).endsWith("Nothing was recorded in this window.\n"));
        const Result<ChainReport> report = verifyExport(timelineJson({}, window));
        QVERIFY(report);
        QCOMPARE(report->count, 0);
    }
    void anOperationWithoutAnEndIsCalledByItsLastState()
    {
        QList<Event> events = story().mid(0, 3);
        events << eventOf(EventKind::actionUnknown, 30, u"Rollback: may or may not have happened"_s, u"op-1"_s);
        const QString text = QString::fromUtf8(timelineMarkdown(sealed(events), window));
        QVERIFY2(text.contains(u"| unknown | – | – | unknown | op-1 |"), qPrintable(text));
        QVERIFY(!text.contains(u"failed"));
    }
    void anOperationThatWasAskedBeforeTheWindowIsInTheTableToo()
    {
        const QString text = QString::fromUtf8(timelineMarkdown(story().mid(3), window));
        QVERIFY2(text.contains(u"| 1 | – | asked before this window | – | accepted at 2025-11-24T16:00:21Z | "
                               "at 2025-11-24T16:00:22Z | Rollback seen in traffic after 5 s | effective | op-1 |"), qPrintable(text));
    }
    void aTextIsWrittenSoThatNoSiteActsUponIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cell");
        QTest::newRow("plain") << u"Error rate 1.2 % (stop: 1 %), p95 - 300 ms; 回滚"_s << u"Error rate 1.2 % (stop: 1 %), p95 - 300 ms; 回滚"_s;
        QTest::newRow("a note of two lines") << u"one\r\n  two\tthree"_s << u"one two three"_s;
        QTest::newRow("a pipe and a backslash") << u"a\\|b"_s << u"a\\\\\\|b"_s;
        QTest::newRow("a mention") << u"@all"_s << u"@\u200Call"_s;
        QTest::newRow("an issue") << u"fixes #1"_s << u"fixes \\#\u200C1"_s;
        QTest::newRow("a merge request") << u"!45"_s << u"\\!\u200C45"_s;
        QTest::newRow("a milestone") << u"%1"_s << u"%\u200C1"_s;
        QTest::newRow("a snippet, or mathematics") << u"$12"_s << u"\\$\u200C12"_s;
        QTest::newRow("a label") << u"~bug"_s << u"\\~\u200Cbug"_s;
        QTest::newRow("an epic") << u"&7"_s << u"&amp;\u200C7"_s;
        QTest::newRow("a command") << u"/close"_s << u"/\u200Cclose"_s;
        QTest::newRow("an address") << u"HTTPS://x.example"_s << u"HTTPS:\u200C//x.example"_s;
        QTest::newRow("an address without a scheme") << u"WWW.x.example"_s << u"WWW\u200C.x.example"_s;
        QTest::newRow("a comment") << u"<!-- -->"_s << u"&lt;\\!\u200C-- --&gt;"_s;
        QTest::newRow("an entity") << u"&#124;"_s << u"&amp;\u200C\\#\u200C124;"_s;
        QTest::newRow("right to left") << u"a\u202Eb"_s << u"a‹U+202E›b"_s;
        QTest::newRow("a null") << QString(QChar(0)) << u"‹U+0000›"_s;
    }
    void aTextIsWrittenSoThatNoSiteActsUponIt()
    {
        QFETCH(QString, text);
        QTEST(markdownCell(text), "cell");
    }
    void aHostileTextStaysOneCell_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("a pipe") << u"a | b"_s;
        QTest::newRow("a line feed") << u"a\n| 9 | x |"_s;
        QTest::newRow("markup") << u"<script>alert(1)</script>"_s;
        QTest::newRow("a link") << u"[click](http://evil.example)"_s;
        QTest::newRow("an image") << u"![x](http://evil.example/x.png)"_s;
        QTest::newRow("code") << u"`rm -rf`"_s;
        QTest::newRow("a mention") << u"@everyone #1 /close"_s;
        QTest::newRow("right to left") << u"a\u202Eb"_s;
        QTest::newRow("long") << QString(10'000, u'|');
    }
    void aHostileTextStaysOneCell()
    {
        QFETCH(QString, text);
        const QString out = QString::fromUtf8(timelineMarkdown(sealed({eventOf(EventKind::note, 0, text)}), window));
        int rows = 0;
        for (const QString &line : out.split(u'\n')) {
            if (!line.contains(u"| note |"))
                continue;
            ++rows;
            QString bare = line;
            bare.remove(u"\\|"_s).remove(u"\\]"_s);
            QCOMPARE(bare.count(u'|'), 8);
            QVERIFY(!line.contains(u"<script"));
            QVERIFY(!bare.contains(u"](http"));
            QVERIFY(!line.contains(u'\u202E'));
        }
        QCOMPARE(rows, 1);
        QVERIFY(!out.contains(u"| 9 | x |"));
    }
    void anExportedChainIsVerifiedOffline()
    {
        const QByteArray json = timelineJson(story(), window);
        const Result<ChainReport> report = verifyExport(json);
        QVERIFY2(report, report ? "" : qPrintable(report.error().message()));
        QCOMPARE(report->count, 7);
        QCOMPARE(report->firstSeq, 1);
        QCOMPARE(report->head, story().last().hash);
    }
    void aLaterWindowOfTheChainIsVerifiedToo()
    {
        const QList<Event> all = story();
        const Result<ChainReport> report = verifyExport(timelineJson(all.mid(3), window));
        QVERIFY(report);
        QCOMPARE(report->firstSeq, 4);
    }
    void everyChangedByteOfAnExportIsFound()
    {
        const QByteArray whole = timelineJson(story().mid(0, 2), window);
        QVERIFY(verifyExport(whole));
        const auto meaning = nlohmann::json::parse(whole.begin(), whole.end());
        for (qsizetype i = 0; i < whole.size(); ++i) {
            // Digits stay digits and letters stay letters, so that the changed file can be read.
            for (const char other : {'x', '0', '1', 'F', ' ', '"', static_cast<char>(whole[i] ^ 1)}) {
                QByteArray changed = whole;
                changed[i] = other;
                const auto now = nlohmann::json::parse(changed.begin(), changed.end(), nullptr, false);
                if (!now.is_discarded() && now == meaning)
                    continue;
                QVERIFY2(!verifyExport(changed), qPrintable(u"byte %1: %2"_s.arg(i).arg(QString::fromUtf8(changed.mid(i - 20, 40)))));
            }
        }
    }
    void anExportThatIsPrintedPrettilyIsStillVerified()
    {
        const QByteArray json = timelineJson(story(), window);
        const auto document = nlohmann::ordered_json::parse(json.begin(), json.end());
        QVERIFY(verifyExport(QByteArray::fromStdString(document.dump(2))));
    }
    void whatNoHashCoversIsFound_data()
    {
        QTest::addColumn<QByteArray>("was");
        QTest::addColumn<QByteArray>("is");
        QTest::newRow("a member more in an entry") << QByteArray("\"kind\":\"gate.crossed\"") << QByteArray("\"kind\":\"gate.crossed\",\"verdict\":\"fine\"");
        QTest::newRow("a member more in who did it") << QByteArray("\"host\":\"desk\"") << QByteArray("\"host\":\"desk\",\"role\":\"admin\"");
        QTest::newRow("a member more around the entries") << QByteArray("\"count\":7") << QByteArray("\"comment\":\"all well\",\"count\":7");
        QTest::newRow("another window") << QByteArray("\"from\":\"2025-11-24T15:59:00") << QByteArray("\"from\":\"2025-11-24T14:59:00");
        QTest::newRow("another service") << QByteArray("\"service\":\"assistant\",\"to\"") << QByteArray("\"service\":\"other\",\"to\"");
        QTest::newRow("another count") << QByteArray("\"count\":7") << QByteArray("\"count\":8");
        QTest::newRow("another head") << QByteArray("\"head\":\"") + story().last().hash.toHex() << QByteArray("\"head\":\"") + story().first().hash.toHex();
    }
    void whatNoHashCoversIsFound()
    {
        QFETCH(QByteArray, was);
        QFETCH(QByteArray, is);
        QByteArray json = timelineJson(story(), window);
        const qsizetype at = json.indexOf(was);
        QVERIFY2(at > 0, json.constData());
        json.replace(at, was.size(), is);
        const Result<ChainReport> report = verifyExport(json);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, ErrorKind::JournalBroken);
    }
    void anEntryThatIsMissingMovedOrDoubledIsFound_data()
    {
        QTest::addColumn<QList<int>>("order");
        QTest::newRow("the first, relabelled as a later window's") << QList<int>{1, 2, 3, 4, 5, 6};
        QTest::newRow("one in the middle") << QList<int>{0, 1, 3, 4, 5, 6};
        QTest::newRow("the last") << QList<int>{0, 1, 2, 3, 4, 5};
        QTest::newRow("all") << QList<int>{};
        QTest::newRow("moved") << QList<int>{0, 2, 1, 3, 4, 5, 6};
        QTest::newRow("doubled") << QList<int>{0, 1, 1, 2, 3, 4, 5, 6};
    }
    void anEntryThatIsMissingMovedOrDoubledIsFound()
    {
        QFETCH(QList<int>, order);
        const QByteArray whole = timelineJson(story(), window);
        auto document = nlohmann::json::parse(whole.begin(), whole.end());
        const auto entries = document["events"];
        document["events"] = nlohmann::json::array();
        for (const int i : order)
            document["events"].push_back(entries[static_cast<std::size_t>(i)]);
        QVERIFY(!verifyExport(QByteArray::fromStdString(document.dump())));
    }
    void anExportOfManyBracketsEndsNoProgram()
    {
        QVERIFY(!verifyExport("{\"format\":\"andon-journal-1\",\"events\":" + QByteArray(500'000, '[')));
        QVERIFY(!verifyExport("{\"events\":" + QByteArray(500'000, '[') + QByteArray(500'000, ']') + '}'));
    }
    void whatIsNoExportIsToldSo_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("HTML") << QByteArray("<html></html>");
        QTest::newRow("other JSON") << QByteArray("{\"a\":1}");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("cut off") << timelineJson(story(), window).left(500);
    }
    void whatIsNoExportIsToldSo()
    {
        QFETCH(QByteArray, text);
        const Result<ChainReport> report = verifyExport(text);
        QVERIFY(!report);
        QVERIFY2(!report.error().message().contains(u".."), qPrintable(report.error().message()));
        QVERIFY2(!report.error().message().contains(u"?."), qPrintable(report.error().message()));
    }
};

QTEST_GUILESS_MAIN(ExportersTest)
#include "tst_Exporters.moc"

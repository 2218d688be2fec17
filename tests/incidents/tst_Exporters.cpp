// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Exporters.h"
#include "app/incidents/MarkdownText.h"
#include "app/incidents/Timeline.h"
#include "app/journal/Chain.h"
#include "tests/support/Warnings.h"

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

const ExportWindow window{start - std::chrono::seconds(60), start + std::chrono::seconds(60), u"assistant"_s};

} // namespace

class ExportersTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

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
    void theMarkdownTellsTheStoryAndTheActionInOneLine()
    {
        const QString text = QString::fromUtf8(timelineMarkdown(story(), window));
        QVERIFY2(text.contains(u"| 2025-11-24T16:00:20Z | T+00:20 | action.intent | "), qPrintable(text));
        QVERIFY2(text.contains(u"| 1 | rollback | v42 20 % → 0 %, all to v41 | 2025-11-24T16:00:20Z | accepted after 1 s | after 2 s | "
                               "Rollback seen in traffic after 5 s | effective | op-1 |"), qPrintable(text));
        QCOMPARE(timelineMarkdown(story(), window), timelineMarkdown(story(), window));
    }
    void anOperationWithoutAnEndIsCalledByItsLastState()
    {
        QList<Event> events = story().mid(0, 3);
        events << eventOf(EventKind::actionUnknown, 30, u"Rollback: may or may not have happened"_s, u"op-1"_s);
        const QString text = QString::fromUtf8(timelineMarkdown(sealed(events), window));
        QVERIFY2(text.contains(u"| unknown | – | – | unknown | op-1 |"), qPrintable(text));
        QVERIFY(!text.contains(u"failed"));
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
        const QByteArray json = timelineJson(story().mid(0, 2), window);
        const qsizetype from = json.indexOf("\"events\"");
        const qsizetype to = json.indexOf(']', from);
        QVERIFY(from > 0 && to > from);
        for (qsizetype i = from; i < to; ++i) {
            QByteArray changed = json;
            changed[i] = static_cast<char>(changed[i] == 'x' ? 'y' : 'x');
            QVERIFY2(!verifyExport(changed), qPrintable(u"byte %1 of %2"_s.arg(i).arg(QString::fromUtf8(changed.mid(i - 20, 40)))));
        }
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

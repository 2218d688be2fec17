// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/journal/EventSelection.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class EventSelectionTest : public QObject {
    Q_OBJECT

    static Event event(qint64 seq, qint64 ms, const QString &kind)
    {
        Event made;
        made.seq = seq;
        made.occurredAt = fromMs(ms);
        made.kind = kind;
        made.title = u"Rollback of v42 read back"_s;
        made.body = u"Weight is 0 %.\nSeen in ÄRGER"_s;
        made.actor = {u"person"_s, u"li.wei"_s, u"Li Wei"_s, u"desk"_s};
        made.version = u"v42"_s;
        made.service = u"assistant"_s;
        made.opId = u"op-4711"_s;
        return made;
    }

private slots:
    void init() { failOnWarnings(); }

    void whatIsTypedIsReadAsWords_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("none") << u"  "_s << QStringList{};
        QTest::newRow("some, in lower case") << u" Read  BACK "_s << QStringList{u"read"_s, u"back"_s};
        QTest::newRow("in quotes") << u"v42 \"read back\""_s << QStringList{u"v42"_s, u"read back"_s};
        QTest::newRow("a quote that does not end") << u"\"read back"_s << QStringList{u"read back"_s};
        QTest::newRow("nothing in quotes") << u"\"\" \" \""_s << QStringList{};
        QTest::newRow("the name of a field alone is a word") << u"version: kind"_s << QStringList{u"version:"_s, u"kind"_s};
    }
    void whatIsTypedIsReadAsWords()
    {
        QFETCH(QString, typed);
        QTEST(searchWords(typed), "words");
    }

    void anEntryIsFoundByWhatStandsInIt_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("found");
        QTest::newRow("part of a word of the title") << u"ollb"_s << true;
        QTest::newRow("words of title and body in any order") << u"weight rollback"_s << true;
        QTest::newRow("one word that is not there") << u"rollback throttle"_s << false;
        QTest::newRow("a phrase") << u"\"read back\""_s << true;
        QTest::newRow("a phrase that is not there") << u"\"back read\""_s << false;
        QTest::newRow("another alphabet's case") << u"ärger"_s << true;
        QTest::newRow("who, by name") << u"by:li"_s << true;
        QTest::newRow("who, by the end of the name") << u"by:wei"_s << false;
        QTest::newRow("the version") << u"version:v42"_s << true;
        QTest::newRow("another version that the title names") << u"version:rollback"_s << false;
        QTest::newRow("the operation") << u"4711"_s << true;
        QTest::newRow("the kind") << u"kind:action.verified"_s << true;
        QTest::newRow("a family") << u"kind:action."_s << true;
        QTest::newRow("the service") << u"service:assistant"_s << true;
        QTest::newRow("the name of a field is no text") << u"service"_s << false;
        QTest::newRow("a pattern is text") << u".*"_s << false;
    }
    void anEntryIsFoundByWhatStandsInIt()
    {
        QFETCH(QString, typed);
        QTEST(holdsWords(searchText(event(1, 1, u"action.verified"_s)), searchWords(typed)), "found");
    }

    void theOutlineStandsInTheOrderOfTimeAndThenOfNumbers()
    {
        const EventOutline outline = outlineOf({event(1, 20, u"note"_s), event(2, 10, u"gate.crossed"_s), event(3, 20, u"note"_s), event(4, 20, u"gate.crossed"_s)});
        QList<qint64> seqs;
        for (const EventOutline::Row &row : outline.rows)
            seqs << static_cast<qint64>(row.seq);
        QCOMPARE(seqs, QList<qint64>({2, 1, 3, 4}));
        QCOMPARE(outline.kinds[static_cast<qsizetype>(outline.rows.first().kind)], u"gate.crossed"_s);
        QCOMPARE(outline.kinds.size(), 2);
    }

    void theNewestOfThoseThatAreAskedForAreGiven()
    {
        EventQuery query;
        query.kinds = {u"gate."_s};
        query.limit = 1;
        const QList<Event> found = eventsAsked({event(1, 1, u"gate.crossed"_s), event(2, 2, u"gate.cleared"_s), event(3, 3, u"gateway.changed"_s)}, query);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().seq, 2);
    }
};

QTEST_GUILESS_MAIN(EventSelectionTest)
#include "tst_EventSelection.moc"

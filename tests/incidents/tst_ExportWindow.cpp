// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Exporters.h"
#include "app/journal/Chain.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

struct Row {
    int second;
    QString service;
};

/// A chain of entries that happened at these seconds, written in this order.
QList<Event> chainOf(const QList<Row> &rows)
{
    QList<Event> events;
    for (const Row &row : rows) {
        Event event;
        event.seq = events.size() + 1;
        event.eventId = u"id-%1"_s.arg(event.seq);
        event.kind = QString::fromUtf16(EventKind::note);
        event.occurredAt = fromMs(1000 * row.second);
        event.service = row.service;
        event.prevHash = events.isEmpty() ? QByteArray(32, '\0') : events.last().hash;
        event.hash = chainHash(event);
        events << event;
    }
    return events;
}

/// Another service, an entry of the console, two in order, one that was written late, one after the window.
const QList<Event> chain = chainOf({{5, u"other"_s}, {10, {}}, {11, u"assistant"_s}, {12, u"other"_s}, {20, u"assistant"_s},
                                    {9, u"assistant"_s}, {30, u"assistant"_s}});

QList<int> numbersOf(const QList<Event> &events)
{
    QList<int> numbers;
    for (const Event &event : events)
        numbers << static_cast<int>(event.seq);
    return numbers;
}

} // namespace

class ExportWindowTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aWindowHoldsWhatHappenedInItAndARunOfTheChainAroundThat_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("service");
        QTest::addColumn<QList<int>>("inside");
        QTest::addColumn<QList<int>>("run");
        QTest::newRow("everything") << 0 << 100 << QString() << QList<int>{1, 2, 3, 4, 5, 6, 7} << QList<int>{1, 2, 3, 4, 5, 6, 7};
        QTest::newRow("the start belongs to it, the end does not") << 11 << 20 << QString() << QList<int>{3, 4} << QList<int>{3, 4};
        QTest::newRow("an entry of no service belongs to each") << 10 << 12 << u"other"_s << QList<int>{2} << QList<int>{2};
        QTest::newRow("what lies between comes along") << 11 << 21 << u"assistant"_s << QList<int>{3, 5} << QList<int>{3, 4, 5};
        QTest::newRow("written late, it still belongs where it happened") << 9 << 11 << u"assistant"_s << QList<int>{2, 6}
                                                                          << QList<int>{2, 3, 4, 5, 6};
        QTest::newRow("nothing happened") << 40 << 50 << QString() << QList<int>{} << QList<int>{};
        QTest::newRow("nobody's") << 0 << 9 << u"assistant"_s << QList<int>{} << QList<int>{};
        QTest::newRow("the wrong way round") << 50 << 0 << QString() << QList<int>{} << QList<int>{};
    }
    void aWindowHoldsWhatHappenedInItAndARunOfTheChainAroundThat()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(QString, service);
        QFETCH(QList<int>, inside);
        QFETCH(QList<int>, run);
        const ExportWindow window{fromMs(1000 * from), fromMs(1000 * to), service};
        QCOMPARE(numbersOf(eventsInside(window, chain)), inside);
        const QList<Event> whole = chainRun(window, chain);
        QCOMPARE(numbersOf(whole), run);
        const Result<ChainReport> report = verifyExport(timelineJson(whole, window));
        QVERIFY2(report, report ? "" : qPrintable(report.error().message()));
        QCOMPARE(report->count, run.size());
    }
};

QTEST_GUILESS_MAIN(ExportWindowTest)
#include "tst_ExportWindow.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Backoff.h"
#include "app/base/Freshness.h"

#include <QTest>

using namespace andon;
using namespace std::chrono_literals;

class BackoffTest : public QObject {
    Q_OBJECT
private slots:
    void theWaitDoublesUpToItsCapAndSpreadsByAFifth()
    {
        const std::chrono::milliseconds nominal[]{1s, 2s, 4s, 8s, 16s, 30s, 30s, 30s};
        for (int round = 0; round < 200; ++round) {
            Backoff backoff;
            for (const auto wait : nominal) {
                const auto next = backoff.next();
                QVERIFY2(next >= wait * 8 / 10 && next <= wait * 12 / 10, QByteArray::number(qint64(next.count())).constData());
            }
        }
    }
    void twoConsolesDoNotReturnInStep()
    {
        QSet<qint64> waits;
        for (int i = 0; i < 50; ++i)
            waits << Backoff(10s, 60s).next().count();
        QVERIFY(waits.size() > 10);
    }
    void anAnswerStartsItAfresh()
    {
        Backoff backoff(100ms, 10s);
        for (int i = 0; i < 5; ++i)
            (void)backoff.next();
        QCOMPARE(backoff.failures(), 5);
        backoff.reset();
        QCOMPARE(backoff.failures(), 0);
        QVERIFY(backoff.next() <= 120ms);
    }
    void aYearOfFailuresOverflowsNothing()
    {
        Backoff backoff(1h, 24h);
        for (int i = 0; i < 10'000; ++i) {
            const auto next = backoff.next();
            QVERIFY(next >= 48min && next <= 29h);
        }
    }
    void dataIsLateAfterOneLostPollAndLostAfterThree_data()
    {
        QTest::addColumn<int>("lost");
        QTest::addColumn<bool>("everRead");
        QTest::addColumn<Freshness>("freshness");
        QTest::newRow("just read") << 0 << true << Freshness::Live;
        QTest::newRow("one lost") << 1 << true << Freshness::Late;
        QTest::newRow("two lost") << 2 << true << Freshness::Late;
        QTest::newRow("three lost") << 3 << true << Freshness::Lost;
        QTest::newRow("many lost") << 300 << true << Freshness::Lost;
        QTest::newRow("never read is never green") << 0 << false << Freshness::Lost;
    }
    void dataIsLateAfterOneLostPollAndLostAfterThree()
    {
        QFETCH(int, lost);
        QFETCH(bool, everRead);
        QTEST(freshnessAfter(lost, everRead), "freshness");
    }
};

QTEST_GUILESS_MAIN(BackoffTest)
#include "tst_Backoff.moc"

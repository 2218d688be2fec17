// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/plot/AtOnce.h"

#include <QSemaphore>
#include <QTest>
#include <QThreadPool>

#include <atomic>
#include <vector>

using namespace andon;

class AtOnceTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void eachIsDoneOnceBeforeItReturns_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 2, 4, 100})
            QTest::addRow("%d", count) << count;
    }
    void eachIsDoneOnceBeforeItReturns()
    {
        QFETCH(int, count);
        for (int round = 0; round < 200; ++round) {
            std::vector<std::atomic<int>> done(static_cast<std::size_t>(count));
            atOnce(done.size(), [&](std::size_t i) { ++done[i]; });
            for (const std::atomic<int> &times : done)
                QCOMPARE(times.load(), 1);
        }
    }
    void aFreeThreadHelps()
    {
        QVERIFY(QThreadPool::globalInstance()->waitForDone()); // of helpers of before that came too late
        // Each of the two waits until the other one has begun: one thread alone would never end.
        QSemaphore begun[2];
        bool met[2] = {};
        atOnce(2, [&](std::size_t i) {
            begun[i].release();
            met[i] = begun[1 - i].tryAcquire(1, 30'000);
        });
        QVERIFY(met[0] && met[1]);
    }
    void aBusyPoolIsNotWaitedFor()
    {
        QThreadPool &pool = *QThreadPool::globalInstance();
        QSemaphore busy, release;
        for (int i = 0; i < pool.maxThreadCount(); ++i) {
            pool.start([&] {
                busy.release();
                release.acquire();
            });
        }
        busy.acquire(pool.maxThreadCount());
        std::atomic<int> done = 0;
        atOnce(8, [&](std::size_t) { ++done; });
        const int doneWhileBusy = done;
        release.release(pool.maxThreadCount());
        QVERIFY(pool.waitForDone());
        QCOMPARE(doneWhileBusy, 8);
    }
};

QTEST_GUILESS_MAIN(AtOnceTest)
#include "tst_AtOnce.moc"

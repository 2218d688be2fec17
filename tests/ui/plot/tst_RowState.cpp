// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/plot/RowState.h"

#include <QTest>

using namespace andon;

class RowStateTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    /// What may be joined depends on how densely a time was asked for, not on the live step alone.
    void theDistanceOfSamplesIsThatOfTheSpanInView_data()
    {
        QTest::addColumn<QList<Covered>>("covered");
        QTest::addColumn<qint64>("startMs");
        QTest::addColumn<qint64>("endMs");
        QTest::addColumn<qint64>("stepMs");
        const QList<Covered> covered{{0, 60'000, 60'000}, {100'000, 200'000, 2000}};
        QTest::newRow("coarse and fine") << covered << qint64(0) << qint64(200'000) << qint64(60'000);
        QTest::newRow("fine alone") << covered << qint64(150'000) << qint64(160'000) << qint64(2000);
        QTest::newRow("where nothing was asked for") << covered << qint64(70'000) << qint64(90'000) << qint64(5000);
        QTest::newRow("nothing is told") << QList<Covered>{} << qint64(0) << qint64(200'000) << qint64(5000);
    }
    void theDistanceOfSamplesIsThatOfTheSpanInView()
    {
        QFETCH(QList<Covered>, covered);
        QFETCH(qint64, startMs);
        QFETCH(qint64, endMs);
        PlotRow row;
        row.covered = covered;
        QTEST(rowStepMs(row, 5000, startMs, endMs), "stepMs");
    }
    /// A baseline was asked for at a step of its own, which says nothing about the live lines, nor they about it.
    void aBaselineHasAStepOfItsOwn()
    {
        auto columns = std::make_shared<Columns>();
        for (qint64 time = 0; time <= 160'000; time += 16'000)
            columns->append(time, 1);
        PlotRow row;
        row.covered = {{0, 200'000, 2000}};
        PlotCurve before{QStringLiteral("v1"), {}, columns, CurveKind::Baseline};
        QCOMPARE(curveStepMs(row, before, 2000, 0, 200'000), 16'000); // that of its samples
        before.covered = {{0, 100'000, 8000}, {108'000, 200'000, 4000}};
        QCOMPARE(curveStepMs(row, before, 2000, 0, 200'000), 8000);
        QCOMPARE(curveStepMs(row, before, 2000, 150'000, 200'000), 4000);
        before.kind = CurveKind::Main;
        QCOMPARE(curveStepMs(row, before, 5000, 0, 200'000), 2000);
        QCOMPARE(curveStepMs(row, {QStringLiteral("v1"), {}, nullptr, CurveKind::Baseline}, 2000, 0, 200'000), 2000);
    }
    /// Yesterday's samples lie in today's time; a source that went quiet is late all the same.
    void whatWasBeforeMakesNothingFresh()
    {
        static constexpr qint64 now = 1'795'437'360'000;
        const auto until = [](qint64 endMs) {
            auto made = std::make_shared<Columns>();
            for (qint64 time = endMs - 600'000; time <= endMs; time += 2000)
                made->append(time, 1);
            return made;
        };
        PlotRow row;
        row.freshness = Freshness::Live;
        row.curves = {{QStringLiteral("v2"), {}, until(now - 120'000)},
                      {QStringLiteral("v1"), {}, until(now), CurveKind::Baseline}};
        const Staleness state = staleness(row, now, 2000);
        QVERIFY(state.stale);
        QCOMPARE(state.sinceMs, now - 120'000);
        row.curves.removeFirst();
        QCOMPARE(staleness(row, now, 2000).sinceMs, 0);
    }
};

QTEST_GUILESS_MAIN(RowStateTest)
#include "tst_RowState.moc"

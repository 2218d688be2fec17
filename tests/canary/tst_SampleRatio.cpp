// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/SampleRatio.h"
#include "tests/support/CanaryTraffic.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;

namespace {

/// Percent of `runs` runs of three hours, 600 requests a minute in sessions of `session`, that end in a mismatch.
double mismatches(int runs, double weight, double observed, double session)
{
    const SampleRatio check;
    std::mt19937_64 random(3);
    std::uniform_real_distribution<> uniform(0, 1);
    int count = 0;
    for (int run = 0; run < runs; ++run) {
        SampleRatioState state;
        for (int minute = 1; minute <= 180 && !state.mismatchSince; ++minute) {
            double stable = 0, canary = 0;
            for (double sessions = poisson(600 / session, random); sessions > 0; --sessions)
                (uniform(random) < observed ? canary : stable) += session;
            check.take(state, TimePoint(std::chrono::minutes(minute)), stable, canary, weight);
        }
        count += state.mismatchSince ? 1 : 0;
    }
    return 100.0 * count / runs;
}

} // namespace

class SampleRatioTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aGatewayThatObeysIsLeftAloneAndOneThatDoesNotIsFound_data()
    {
        QTest::addColumn<double>("weight");
        QTest::addColumn<double>("observed");
        QTest::addColumn<double>("session");
        QTest::addColumn<bool>("mismatch");
        QTest::newRow("5 %") << 0.05 << 0.05 << 1.0 << false;
        QTest::newRow("half") << 0.5 << 0.5 << 1.0 << false;
        QTest::newRow("half, in sessions of 20") << 0.5 << 0.5 << 20.0 << false;
        QTest::newRow("5 %, in sessions of 20") << 0.05 << 0.05 << 20.0 << false;
        QTest::newRow("a weight rounded to 1/256") << 0.05 << 13 / 256.0 << 1.0 << false;
        QTest::newRow("twice the weight") << 0.05 << 0.1 << 1.0 << true;
        QTest::newRow("a weight that is ignored") << 0.05 << 0.5 << 20.0 << true;
        QTest::newRow("a tenth of the weight") << 0.5 << 0.05 << 1.0 << true;
        QTest::newRow("no traffic in spite of a weight is the judge's to say") << 0.25 << 0.0 << 1.0 << false;
        QTest::newRow("traffic in spite of weight 0") << 0.0 << 0.05 << 1.0 << true;
    }
    void aGatewayThatObeysIsLeftAloneAndOneThatDoesNotIsFound()
    {
        QFETCH(double, weight);
        QFETCH(double, observed);
        QFETCH(double, session);
        QFETCH(bool, mismatch);
        const double percent = mismatches(100, weight, observed, session);
        QVERIFY2(mismatch ? percent == 100 : percent <= 1, qPrintable(QString::number(percent)));
    }
    void eachWeightIsAQuestionOfItsOwn()
    {
        const SampleRatio check;
        SampleRatioState state;
        for (int minute = 1; minute <= 30; ++minute)
            check.take(state, TimePoint(std::chrono::minutes(minute)), 500 + minute % 5, 500 - minute % 5, 0.05);
        QVERIFY(state.mismatchSince);
        for (int minute = 31; minute <= 60; ++minute)
            check.take(state, TimePoint(std::chrono::minutes(minute)), 500 + minute % 5, 500 - minute % 5, 0.5);
        QVERIFY(!state.mismatchSince);
        QVERIFY(check.logE(state) < 0);
    }
    void whatIsNoPollIsPassedOver()
    {
        const SampleRatio check;
        SampleRatioState state;
        const double nan = std::numeric_limits<double>::quiet_NaN();
        check.take(state, TimePoint(std::chrono::minutes(1)), nan, 1, 0.5);
        check.take(state, TimePoint(std::chrono::minutes(1)), 1, -1, 0.5);
        check.take(state, TimePoint(std::chrono::minutes(1)), 0, 0, 0.5);
        check.take(state, TimePoint(std::chrono::minutes(1)), 1, 1, nan);
        QCOMPARE(check.logE(state), 0.0);
        QCOMPARE(state.open, SplitSums());
    }
};

QTEST_GUILESS_MAIN(SampleRatioTest)
#include "tst_SampleRatio.moc"

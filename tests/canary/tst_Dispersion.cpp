// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/Dispersion.h"
#include "tests/support/CanaryTraffic.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>

using namespace andon;

namespace {

TimePoint minuteAt(int minute)
{
    return TimePoint(std::chrono::minutes(minute));
}

/// Upper estimates of many runs of `minutes` minutes with bad events in bursts; the share below `truth`, in percent.
double percentBelow(double truth, double burst, int minutes, double meanEvents, double slope = 0)
{
    std::mt19937_64 random(5);
    int below = 0;
    constexpr int runs = 400;
    for (int run = 0; run < runs; ++run) {
        Dispersion dispersion;
        for (int minute = 1; minute <= minutes; ++minute) {
            double events = 0;
            for (double bursts = poisson(meanEvents * (1 + slope * minute) / burst, random); bursts > 0; --bursts)
                events += burst;
            dispersion.add(minuteAt(minute), {events, 1000}, {});
        }
        below += dispersion.upper().value_or(0) < truth ? 1 : 0;
    }
    return 100.0 * below / runs;
}

} // namespace

class DispersionTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theUpperEstimateLiesBelowTheTruthInAboutFivePercent_data()
    {
        QTest::addColumn<double>("burst");
        QTest::addColumn<int>("minutes");
        QTest::addColumn<double>("meanEvents");
        QTest::newRow("bursts of 5, an hour") << 5.0 << 61 << 200.0;
        QTest::newRow("bursts of 5, two hours") << 5.0 << 119 << 200.0;
        QTest::newRow("bursts of 20, few of them") << 20.0 << 61 << 60.0;
        QTest::newRow("pairs") << 2.0 << 61 << 100.0;
    }
    void theUpperEstimateLiesBelowTheTruthInAboutFivePercent()
    {
        QFETCH(double, burst);
        QFETCH(int, minutes);
        QFETCH(double, meanEvents);
        const double percent = percentBelow(burst, burst, minutes, meanEvents);
        QVERIFY2(percent <= 8, qPrintable(QString::number(percent)));
    }
    void aDriftOfTheBaseRateIsNoScatter()
    {
        // The rate doubles within an hour, which against its mean over the hour would be a scatter of about 12.
        QVERIFY(percentBelow(2.5, 1, 61, 200, 1 / 60.0) >= 95);
    }
    void beforeTenDifferencesNothingIsKnown()
    {
        Dispersion dispersion;
        for (int minute = 1; minute <= 11; ++minute) {
            dispersion.add(minuteAt(minute), {double(minute % 3), 100}, {});
            QVERIFY(!dispersion.upper());
        }
        dispersion.add(minuteAt(12), {1, 100}, {});
        QVERIFY(dispersion.upper());
    }
    void pollsWithinAMinuteAreOneMinute()
    {
        Dispersion whole, parts;
        for (int minute = 1; minute <= 40; ++minute) {
            const double bad = minute % 4 == 0 ? 8 : 2;
            whole.add(minuteAt(minute), {bad, 400}, {1, 10});
            for (int quarter = 1; quarter <= 4; ++quarter)
                parts.add(minuteAt(minute) - std::chrono::seconds(15 * (4 - quarter)), {bad / 4, 100}, {0.25, 2.5});
        }
        QCOMPARE(parts, whole);
        QVERIFY(*whole.upper() > 1);
    }
    void whatLiesBeforeAGapIsNotComparedWithWhatFollows()
    {
        Dispersion joined, broken;
        for (int minute = 1; minute <= 40; ++minute) {
            const double bad = minute <= 20 ? 0 : 50;
            if (minute == 21)
                broken.breakChain();
            joined.add(minuteAt(minute), {bad, 400}, {});
            broken.add(minuteAt(minute), {bad, 400}, {});
        }
        QVERIFY(*broken.upper() == 1);
        QVERIFY(*joined.upper() > 1);
    }
    void scatterOlderThanTwoBlocksIsForgotten()
    {
        Dispersion dispersion;
        for (int minute = 1; minute <= 200; ++minute) {
            if (dispersion.isBlockFull())
                dispersion.startBlock();
            const bool storm = minute <= 60;
            dispersion.add(minuteAt(minute), {storm ? (minute % 2) * 100.0 : 10.0, 1000}, {});
            if (minute == 60)
                QVERIFY(*dispersion.upper() > 50);
        }
        QCOMPARE(*dispersion.upper(), 1.0);
    }
    void whereStableHasNoBadEventsBothVersionsTellTogether()
    {
        Dispersion dispersion;
        for (int minute = 1; minute <= 30; ++minute)
            dispersion.add(minuteAt(minute), {0, 100}, {minute % 5 == 0 ? 20.0 : 0.0, 100});
        QVERIFY(dispersion.upper());
        QVERIFY(*dispersion.upper() > 10);
    }
};

QTEST_GUILESS_MAIN(DispersionTest)
#include "tst_Dispersion.moc"

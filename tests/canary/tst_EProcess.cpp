// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/EProcess.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>

using namespace andon;

namespace {

double binomial(int n, int c, double p)
{
    return std::exp(std::lgamma(n + 1.0) - std::lgamma(c + 1.0) - std::lgamma(n - c + 1.0) + c * std::log(p) + (n - c) * std::log1p(-p));
}

/// The mean of exp(log) of one poll of n events, where the true ratio is `ratio`.
template<typename Log> double meanOf(const EProcess &process, int n, double share, double ratio, Log log)
{
    const double p = share * ratio / (1 - share + share * ratio);
    double mean = 0;
    for (int c = 0; c <= n; ++c) {
        SplitSums sums;
        process.add(sums, c, n, share);
        mean += binomial(n, c, p) * std::exp(log(sums));
    }
    return mean;
}

} // namespace

class EProcessTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void underItsNullTheMeanOfAStepIsOneAndNeverMore_data()
    {
        QTest::addColumn<int>("n");
        QTest::addColumn<double>("share");
        for (const int n : {1, 2, 7, 40}) {
            for (const double share : {0.01, 0.05, 0.3, 0.5, 0.95})
                QTest::addRow("n %d, share %g", n, share) << n << share;
        }
    }
    void underItsNullTheMeanOfAStepIsOneAndNeverMore()
    {
        QFETCH(int, n);
        QFETCH(double, share);
        for (const double r0 : {1.25, 1.4, 3.0}) {
            const EProcess process(r0);
            const auto e = [&](const SplitSums &sums) { return process.regressed().log(sums); };
            const auto notWorse = [&](const SplitSums &sums) { return process.notWorse().log(sums); };
            QVERIFY(std::abs(meanOf(process, n, share, 1, e) - 1) < 1e-10);
            QVERIFY(meanOf(process, n, share, 0.9, e) < 1);
            QVERIFY(meanOf(process, n, share, 0.3, e) < 1);
            QVERIFY(meanOf(process, n, share, 1.5, e) > 1);
            QVERIFY(std::abs(meanOf(process, n, share, r0, notWorse) - 1) < 1e-10);
            QVERIFY(meanOf(process, n, share, 1.2 * r0, notWorse) < 1);
            QVERIFY(meanOf(process, n, share, 0.5, notWorse) > 1);
        }
    }
    void withoutEventsOrWithoutAControlNothingChanges()
    {
        const EProcess process(1.25);
        SplitSums sums;
        process.add(sums, 0, 0, 0.5);
        process.add(sums, 0, 9, 0);
        process.add(sums, 9, 9, 1);
        QCOMPARE(sums, SplitSums());
        QCOMPARE(process.regressed().log(sums), 0.0);
        QCOMPARE(process.notWorse().log(sums), 0.0);
    }
    void onePollIsTheSameAsItsTwoHalves()
    {
        const EProcess process(1.4);
        SplitSums whole, halves;
        process.add(whole, 5, 12, 0.3);
        process.add(halves, 2, 7, 0.3);
        process.add(halves, 3, 5, 0.3);
        QVERIFY(std::abs(process.regressed().log(whole) - process.regressed().log(halves)) < 1e-12);
        QVERIFY(std::abs(process.notWorse().log(whole) - process.notWorse().log(halves)) < 1e-12);
    }
    void theEvidenceOfAMillionPollsIsFinite_data()
    {
        QTest::addColumn<double>("canaryBad");
        QTest::newRow("all bad on the canary") << 200.0;
        QTest::newRow("none") << 0.0;
        QTest::newRow("as stable") << 50.0;
    }
    void theEvidenceOfAMillionPollsIsFinite()
    {
        QFETCH(double, canaryBad);
        const EProcess process(1.25);
        SplitSums sums;
        for (int i = 0; i < 1'000'000; ++i)
            process.add(sums, canaryBad, 200, 0.25);
        const double e = process.regressed().log(sums);
        const double notWorse = process.notWorse().log(sums);
        QVERIFY(std::isfinite(e) && std::isfinite(notWorse));
        QCOMPARE(e > 1e6, canaryBad == 200);
        QCOMPARE(notWorse > 1e5, canaryBad < 200);
    }
    void theQuickBoundIsABoundAndNearlyReached()
    {
        const EProcess process(1.25);
        for (int c = 0; c <= 30; ++c) {
            SplitSums sums;
            process.add(sums, c, 30, 0.2);
            for (const RatioMixture *mixture : {&process.regressed(), &process.notWorse()}) {
                QVERIFY(mixture->log(sums) <= mixture->logAtMost(sums) + 1e-12);
                QVERIFY(mixture->log(sums) >= mixture->logAtMost(sums) - mixture->logTerms() - 1e-12);
            }
        }
    }
    void stakingOnALaterBeginningChangesNothingNowAndMuchLater()
    {
        const EProcess process(1.25);
        const RatioMixture &mixture = process.regressed();
        SplitSums sums;
        Stakes spread, unspread;
        for (int hour = 1; hour <= 100; ++hour) {
            process.add(sums, 50, 100, 0.5);
            const double before = mixture.log(sums, spread);
            mixture.raise(spread, sums);
            QVERIFY(std::abs(mixture.log(sums, spread) - before) < 1e-9);
            QVERIFY(mixture.log(sums, spread) <= mixture.logAtMost(sums, spread) + 1e-12);
            QVERIFY(before <= 0 && before > std::log(0.1 / 101));
        }
        int events = 0;
        for (; mixture.log(sums, spread) < std::log(20); ++events)
            process.add(sums, 2, 3, 0.5);
        QVERIFY2(events < 150, qPrintable(QString::number(events)));
        for (; mixture.log(sums, unspread) < std::log(20) && events < 10'000; ++events)
            process.add(sums, 2, 3, 0.5);
        QVERIFY2(events > 300, qPrintable(QString::number(events)));
    }
    void spreadCapitalIsAFairGameToo()
    {
        // Two polls, a stake on the second alone in between: the mean of the product over all outcomes is 1.
        const EProcess process(1.25);
        const RatioMixture &mixture = process.regressed();
        double mean = 0;
        for (int first = 0; first <= 4; ++first) {
            for (int second = 0; second <= 6; ++second) {
                SplitSums sums;
                Stakes stakes;
                process.add(sums, first, 4, 0.3);
                mixture.raise(stakes, sums);
                process.add(sums, second, 6, 0.1);
                mean += binomial(4, first, 0.3) * binomial(6, second, 0.1) * std::exp(mixture.log(sums, stakes));
            }
        }
        QVERIFY(std::abs(mean - 1) < 1e-10);
    }
    void eventsUntilTheLimitAreForeseenOnlyWhereTheRatioLeadsThere()
    {
        const EProcess process(1.25);
        const double limit = std::log(20);
        const double events = process.regressed().eventsUntil({}, nullptr, limit, 2, 0.1, 1);
        QVERIFY(events > 20 && events < 1000);
        QCOMPARE(process.regressed().eventsUntil({}, nullptr, limit, 2, 0.1, 3), 3 * events);
        QVERIFY(std::isinf(process.regressed().eventsUntil({}, nullptr, limit, 0.9, 0.1, 1)));
        QVERIFY(std::isinf(process.notWorse().eventsUntil({}, nullptr, limit, 1.3, 0.1, 1)));
        QVERIFY(process.notWorse().eventsUntil({}, nullptr, limit, 1, 0.5, 1) < process.notWorse().eventsUntil({}, nullptr, limit, 1, 0.05, 1));
    }
};

QTEST_GUILESS_MAIN(EProcessTest)
#include "tst_EProcess.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CanaryTraffic.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <algorithm>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr unsigned seed = 20'261;

/// Sanitizers are slow: ANDON_JUDGE_RUNS bounds the runs of each figure.
int runsOf(int usual)
{
    const int asked = qEnvironmentVariableIntValue("ANDON_JUDGE_RUNS");
    return asked > 0 ? std::min(asked, usual) : usual;
}

RunFigures regressedIn(const CanaryTraffic &traffic, int runs, bool correctBursts, VerdictKind kind = VerdictKind::Regressed,
                       double r0 = 1.25)
{
    JudgeOptions options;
    options.correctBursts = correctBursts;
    options.r0 = r0;
    const Judge judge(options);
    const RunFigures figures = figuresOf(traffic, runsOf(runs), seed, [&](const auto &polls) { return firstMinute(judge, polls, kind); });
    qInfo("%d runs: %.2f %%, mean minute %.1f", runsOf(runs), figures.percent, figures.minutes);
    return figures;
}

} // namespace

/// The figures that the judge promises, under looks every minute; α = 0.05, one line.
class JudgeSimulationTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aGoodCanaryIsStoppedInAtMostFivePercent_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("burst");
        QTest::addColumn<bool>("corrected");
        QTest::newRow("0.2 requests/s") << 0.2 << 1.0 << false;
        QTest::newRow("1 request/s") << 1.0 << 1.0 << false;
        QTest::newRow("10 requests/s") << 10.0 << 1.0 << false;
        QTest::newRow("100 requests/s") << 100.0 << 1.0 << false;
        for (const double rate : {1.0, 10.0, 100.0}) {
            for (const double burst : {1.0, 5.0, 20.0})
                QTest::addRow("%g requests/s, bursts of %g, corrected", rate, burst) << rate << burst << true;
        }
    }
    void aGoodCanaryIsStoppedInAtMostFivePercent()
    {
        QFETCH(double, rate);
        QFETCH(double, burst);
        QFETCH(bool, corrected);
        const RunFigures figures = regressedIn({rate, 1, burst}, 2000, corrected);
        QVERIFY2(figures.percent <= 5, qPrintable(QString::number(figures.percent)));
    }
    void withoutCorrectionBurstsWouldStopAboutHalf()
    {
        QVERIFY(regressedIn({10, 1, 5}, 400, false).percent > 30);
    }
    void aStormOfBurstsIsNoEvidenceOnceItIsCalmAgain()
    {
        // Dividing all that was seen by the scatter of the last hour would stop many of these.
        const RunFigures figures = regressedIn({10, 1, 20, 60}, 1000, true);
        QVERIFY2(figures.percent <= 5, qPrintable(QString::number(figures.percent)));
    }
    void aRegressionIsFoundInTime_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("ratio");
        QTest::addColumn<double>("burst");
        QTest::addColumn<double>("percent");
        QTest::addColumn<double>("minutes");
        QTest::newRow("1.5x at 10 requests/s") << 10.0 << 1.5 << 1.0 << 99.0 << 60.0;
        QTest::newRow("1.5x at 100 requests/s") << 100.0 << 1.5 << 1.0 << 100.0 << 15.0;
        QTest::newRow("2x at 1 request/s") << 1.0 << 2.0 << 1.0 << 68.0 << 100.0;
        QTest::newRow("2x at 10 requests/s") << 10.0 << 2.0 << 1.0 << 100.0 << 30.0;
        QTest::newRow("2x at 100 requests/s") << 100.0 << 2.0 << 1.0 << 100.0 << 6.0;
        QTest::newRow("5x at 1 request/s") << 1.0 << 5.0 << 1.0 << 98.0 << 30.0;
        QTest::newRow("5x at 10 requests/s") << 10.0 << 5.0 << 1.0 << 100.0 << 6.0;
        QTest::newRow("2x at 10 requests/s in bursts of 5") << 10.0 << 2.0 << 5.0 << 85.0 << 100.0;
        QTest::newRow("2x at 100 requests/s in bursts of 5") << 100.0 << 2.0 << 5.0 << 100.0 << 35.0;
        QTest::newRow("5x at 10 requests/s in bursts of 20") << 10.0 << 5.0 << 20.0 << 98.0 << 75.0;
    }
    void aRegressionIsFoundInTime()
    {
        QFETCH(double, rate);
        QFETCH(double, ratio);
        QFETCH(double, burst);
        QFETCH(double, percent);
        QFETCH(double, minutes);
        const RunFigures figures = regressedIn({rate, ratio, burst}, 400, burst > 1);
        QVERIFY2(figures.percent >= percent, qPrintable(QString::number(figures.percent)));
        QVERIFY2(figures.minutes <= minutes, qPrintable(QString::number(figures.minutes)));
    }
    void aRegressionThatBeginsAfterTwoGoodHoursIsFoundToo()
    {
        const RunFigures figures = regressedIn({10, 2, 1, 180, 120}, 400, false);
        QVERIFY2(figures.percent >= 98, qPrintable(QString::number(figures.percent)));
        QVERIFY2(figures.minutes <= 120 + 32, qPrintable(QString::number(figures.minutes)));
    }
    void aRegressionThatBeginsAfterSixGoodDaysIsFoundWithinTheHour()
    {
        const Judge judge(JudgeOptions{});
        std::mt19937_64 random(seed);
        JudgeState state;
        int minute = 0;
        for (int good = 6 * 1440; minute < good + 60 && !state.regressedAt; ++minute) {
            CountPoll poll;
            poll.t = TimePoint(std::chrono::minutes(minute + 1));
            poll.stable = {poisson(3, random), 300};
            poll.canary = {poisson(minute < good ? 3 : 6, random), 300};
            judge.take(state, poll);
        }
        qInfo("found %d minutes after its beginning", minute - 6 * 1440);
        QVERIFY(state.regressedAt && minute > 6 * 1440);
    }
    void aCanaryR0TimesAsBadPassesInAtMostFivePercent_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("r0");
        QTest::addColumn<bool>("corrected");
        for (const double rate : {1.0, 10.0, 100.0}) {
            QTest::addRow("%g requests/s, r0 1.25", rate) << rate << 1.25 << false;
            QTest::addRow("%g requests/s, r0 1.4 which is not in the grid", rate) << rate << 1.4 << false;
        }
    }
    void aCanaryR0TimesAsBadPassesInAtMostFivePercent()
    {
        QFETCH(double, rate);
        QFETCH(double, r0);
        QFETCH(bool, corrected);
        const RunFigures figures = regressedIn({rate, r0, 1}, 1000, corrected, VerdictKind::NotWorse, r0);
        QVERIFY2(figures.percent <= 5, qPrintable(QString::number(figures.percent)));
    }
    void anEqualCanaryPassesWhereThereIsTraffic()
    {
        const RunFigures figures = regressedIn({100, 1, 1}, 400, false, VerdictKind::NotWorse);
        // The rest is false alarms, which stay.
        QVERIFY(figures.percent >= 95 && figures.minutes <= 40);
        QVERIFY(regressedIn({10, 1, 1}, 400, false, VerdictKind::NotWorse).percent >= 50);
    }
};

QTEST_GUILESS_MAIN(JudgeSimulationTest)
#include "tst_JudgeSimulation.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/CardPower.h"
#include "tests/support/CanaryTraffic.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace andon;

/// The steps of judge.md's simulation: 180 minutes, 1 % bad.
static const QList<CardStep> simulated{{5, 1800}, {10, 1800}, {25, 3600}, {50, 3600}};

static PowerInput inputOf(double requestsPerSecond, double baseRate = 0.01)
{
    PowerInput input;
    input.requestsPerSecond = requestsPerSecond;
    input.baseRate = baseRate;
    return input;
}

class CardPowerTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theForetoldTimeIsTheSimulatedOne_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::addColumn<double>("weight");
        QTest::addColumn<double>("rate");
        QTest::newRow("1.5x at 5 %") << 1.5 << 0.05 << 10.0;
        QTest::newRow("2x at 5 %") << 2.0 << 0.05 << 10.0;
        QTest::newRow("2x at half") << 2.0 << 0.5 << 10.0;
        QTest::newRow("3x at 10 %") << 3.0 << 0.1 << 10.0;
        QTest::newRow("5x at 5 %") << 5.0 << 0.05 << 10.0;
        QTest::newRow("5x at half") << 5.0 << 0.5 << 10.0;
    }
    void theForetoldTimeIsTheSimulatedOne()
    {
        QFETCH(double, ratio);
        QFETCH(double, weight);
        QFETCH(double, rate);
        const Judge judge(JudgeOptions{});
        std::mt19937_64 random(8);
        double seconds = 0, extra = 0;
        constexpr int runs = 150;
        for (int run = 0; run < runs; ++run) {
            JudgeState state;
            while (!state.regressedAt) {
                CountPoll poll;
                poll.t = state.last.value_or(TimePoint()) + std::chrono::seconds(10);
                poll.canary.total = poisson(10 * rate * weight, random);
                poll.stable.total = poisson(10 * rate * (1 - weight), random);
                poll.canary.bad = std::min(poll.canary.total, poisson(0.01 * ratio * poll.canary.total, random));
                poll.stable.bad = std::min(poll.stable.total, poisson(0.01 * poll.stable.total, random));
                judge.take(state, poll);
            }
            seconds += std::chrono::duration<double>(state.last->time_since_epoch()).count() / runs;
            extra += (state.canary.bad - 0.01 * state.canary.total) / runs;
        }
        const double foretold = secondsUntilSeen(inputOf(rate), 100 * weight, ratio);
        const double foretoldExtra = foretold * rate * weight * 0.01 * (ratio - 1);
        qInfo("simulated %.0f s, %.1f extra bad events; foretold %.0f s, %.1f", seconds, extra, foretold, foretoldExtra);
        QVERIFY(std::abs(foretold / seconds - 1) < 0.2);
        QVERIFY(std::abs(foretoldExtra / extra - 1) < 0.25);
    }
    void correctedBurstsTakeTheForetoldTime_data()
    {
        QTest::addColumn<double>("rate");
        QTest::newRow("something bad in every minute") << 10.0;
        QTest::newRow("hardly a minute with something bad") << 0.5;
    }
    void correctedBurstsTakeTheForetoldTime()
    {
        QFETCH(double, rate);
        JudgeOptions options;
        options.correctBursts = true;
        const Judge judge(options);
        std::mt19937_64 random(9);
        double seconds = 0;
        constexpr int runs = 400, before = 3 * 60; // minutes of stable alone, which the judge reads back
        for (int run = 0; run < runs; ++run) {
            JudgeState state;
            for (int minute = 1; !state.regressedAt; ++minute) {
                const double share = minute > before ? 0.2 : 0;
                CountPoll poll;
                poll.t = TimePoint(std::chrono::minutes(minute));
                poll.canary.total = poisson(60 * rate * share, random);
                poll.stable.total = poisson(60 * rate * (1 - share), random);
                poll.canary.bad = std::min(poll.canary.total, poisson(0.01 * 2 * poll.canary.total, random));
                poll.stable.bad = std::min(poll.stable.total, poisson(0.01 * poll.stable.total, random));
                judge.take(state, poll);
            }
            seconds += (std::chrono::duration<double>(state.regressedAt->time_since_epoch()).count() - 60 * before) / runs;
        }
        PowerInput input = inputOf(rate);
        const double plain = secondsUntilSeen(input, 20, 2);
        input.dispersion = independentDispersion(rate, 0.01);
        const double foretold = secondsUntilSeen(input, 20, 2);
        qInfo("simulated %.0f s; foretold %.0f s, without the correction %.0f s", seconds, foretold, plain);
        QVERIFY(std::abs(foretold / seconds - 1) < 0.2);
        QVERIFY(std::abs(foretold / seconds - 1) < std::abs(plain / seconds - 1));
    }
    void littleTrafficCannotSeeADoublingWithinADay()
    {
        QVERIFY(secondsUntilSeen(inputOf(0.2), 5, 2) > 86'400);
        QVERIFY(secondsUntilSeen(inputOf(0.2), 50, 2) < 86'400);
    }
    void whatCannotBeSeenTakesForever_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("weight");
        QTest::addColumn<double>("badRate");
        QTest::newRow("no regression") << 1.0 << 10.0 << 10.0 << 0.01;
        QTest::newRow("no traffic") << 2.0 << 0.0 << 10.0 << 0.01;
        QTest::newRow("no weight") << 2.0 << 10.0 << 0.0 << 0.01;
        QTest::newRow("no stable") << 2.0 << 10.0 << 100.0 << 0.01;
        QTest::newRow("nothing bad") << 2.0 << 10.0 << 10.0 << 0.0;
        QTest::newRow("everything bad already") << 2.0 << 10.0 << 10.0 << 1.0;
        QTest::newRow("no number") << 2.0 << std::nan("") << 10.0 << 0.01;
    }
    void whatCannotBeSeenTakesForever()
    {
        QFETCH(double, ratio);
        QFETCH(double, rate);
        QFETCH(double, weight);
        QFETCH(double, badRate);
        QVERIFY(std::isinf(secondsUntilSeen(inputOf(rate, badRate), weight, ratio)));
        QVERIFY(std::isinf(secondsUntilSeen(inputOf(rate, badRate), {{weight, 1'000'000}}, ratio)));
    }
    void moreLinesAndBurstsTakeLonger()
    {
        PowerInput input = inputOf(10);
        const double plain = secondsUntilSeen(input, 5, 2);
        const double plainNotWorse = secondsUntilNotWorse(input, 5);
        input.dispersion = 5;
        QVERIFY(std::abs(secondsUntilSeen(input, 5, 2) / plain - 5) < 1e-9);
        QVERIFY(std::abs(secondsUntilNotWorse(input, 5) / plainNotWorse - 5) < 1e-9);
        input.lines = 4;
        QVERIFY(secondsUntilSeen(input, 5, 2) > 6 * plain);
    }
    void extraBadEventsUntilDetectionAreThoseOfTheFormula_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::addColumn<double>("extra");
        // (ln(K/α) + 1.2)(r − 1)/(r ln r − r + 1): judge.md's 8 at r = 2, 3 at r = 5, and the mixture's cost.
        QTest::newRow("2x") << 2.0 << 10.9;
        QTest::newRow("5x") << 5.0 << 4.15;
    }
    void extraBadEventsUntilDetectionAreThoseOfTheFormula()
    {
        QFETCH(double, ratio);
        QFETCH(double, extra);
        const double weight = 0.01; // percent: the formula is that of small shares
        const double seconds = secondsUntilSeen(inputOf(1000), weight, ratio);
        QVERIFY(std::abs(1000 * 0.01 * weight / 100 * (ratio - 1) * seconds - extra) < 0.1);
    }
    void theTimeUntilDetectionIsThatOfTheSimulation_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("minutes"); // canary-systems, section 4: mean minute of the alarm
        QTest::newRow("2x at 10 requests a second") << 2.0 << 10.0 << 27.0;
        QTest::newRow("1.5x at 10 requests a second") << 1.5 << 10.0 << 58.0;
        QTest::newRow("5x at 1 request a second") << 5.0 << 1.0 << 28.0;
        QTest::newRow("5x at 10 requests a second") << 5.0 << 10.0 << 5.0;
        QTest::newRow("1.5x at 100 requests a second") << 1.5 << 100.0 << 14.0;
    }
    void theTimeUntilDetectionIsThatOfTheSimulation()
    {
        QFETCH(double, ratio);
        QFETCH(double, rate);
        QFETCH(double, minutes);
        // The simulated bad rate is 1 % × (1 + 0.5 sin(minute/30)): its mean until then.
        const double base = 0.01 * (1 + 0.5 * (1 - std::cos(minutes / 30)) * 30 / minutes);
        const double expected = secondsUntilSeen(inputOf(rate, base), simulated, ratio) / 60;
        // Within a fifth, and for short times the minute of a look and the cost of the mixture.
        QVERIFY2(std::abs(expected - minutes) < std::max(minutes / 5, 6.0), qPrintable(QString::number(expected)));
    }
    void evidenceIsKeptFromStepToStep()
    {
        const PowerInput input = inputOf(10);
        const double alone = secondsUntilSeen(input, 5, 2);
        const qint64 half = qRound64(alone / 2);
        QVERIFY(std::isinf(secondsUntilSeen(input, {{5, half - 5}}, 2)));
        QVERIFY(std::abs(secondsUntilSeen(input, {{5, half}, {5.0001, half * 2}}, 2) - alone) < 5);
        QVERIFY(secondsUntilSeen(input, {{5, half}, {50, half}}, 2) < alone);
    }
    void moreTrafficIsNeverSlower()
    {
        for (const double ratio : {1.5, 2.0, 5.0}) {
            double last = std::numeric_limits<double>::infinity();
            for (double rate = 0.1; rate < 1000; rate *= 2) {
                const double seconds = secondsUntilSeen(inputOf(rate), 10, ratio);
                QVERIFY(seconds < last);
                last = seconds;
            }
        }
        QVERIFY(secondsUntilSeen(inputOf(1), 10, 5) < secondsUntilSeen(inputOf(1), 10, 2));
        QVERIFY(secondsUntilSeen(inputOf(1), 10, 2) < secondsUntilSeen(inputOf(1), 10, 1.5));
        PowerInput more = inputOf(1);
        more.lines = 6;
        QVERIFY(secondsUntilSeen(more, 10, 2) > secondsUntilSeen(inputOf(1), 10, 2));
    }
    void notWorseIsProvenAsTheSimulationSays()
    {
        // r0 = 1.5 at 10 requests a second: proven in 99.5 % at minute 56; at 100: minute 12.
        PowerInput input = inputOf(10);
        input.r0 = 1.5;
        const double minutes = secondsUntilNotWorse(input, simulated) / 60;
        QVERIFY2(std::abs(minutes - 56) < 12, qPrintable(QString::number(minutes)));
        input.requestsPerSecond = 0.05;
        QVERIFY(std::isinf(secondsUntilNotWorse(input, simulated)));
    }
    void samplesAreCountedOnTheCanary()
    {
        QCOMPARE(secondsUntilSamples(inputOf(10), {{5, 100}, {50, 100}}, 50), 100.0);
        QCOMPARE(secondsUntilSamples(inputOf(10), {{5, 100}, {50, 100}}, 100), 110.0);
        QVERIFY(std::isinf(secondsUntilSamples(inputOf(10), {{5, 100}, {50, 100}}, 551)));
    }
};

QTEST_GUILESS_MAIN(CardPowerTest)
#include "tst_CardPower.moc"

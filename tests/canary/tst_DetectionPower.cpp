// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/DetectionPower.h"
#include "tests/support/CanaryTraffic.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace andon;

class DetectionPowerTest : public QObject {
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
        PowerQuestion question;
        question.ratio = ratio;
        question.weight = weight;
        question.requestsPerSecond = rate;
        const DetectionPower power = detectionPower(question);
        qInfo("simulated %.0f s, %.1f extra bad events; foretold %.0f s, %.1f", seconds, extra, power.seconds, power.extraBadEvents);
        QVERIFY(std::abs(power.seconds / seconds - 1) < 0.2);
        QVERIFY(std::abs(power.extraBadEvents / extra - 1) < 0.25);
    }
    void littleTrafficCannotSeeADoublingWithinADay()
    {
        PowerQuestion question;
        question.requestsPerSecond = 0.2;
        QVERIFY(detectionPower(question).seconds > 86'400);
        question.weight = 0.5;
        QVERIFY(detectionPower(question).seconds < 86'400);
    }
    void whatCannotBeSeenTakesForever_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("weight");
        QTest::addColumn<double>("badRate");
        QTest::newRow("no regression") << 1.0 << 10.0 << 0.1 << 0.01;
        QTest::newRow("no traffic") << 2.0 << 0.0 << 0.1 << 0.01;
        QTest::newRow("no weight") << 2.0 << 10.0 << 0.0 << 0.01;
        QTest::newRow("no stable") << 2.0 << 10.0 << 1.0 << 0.01;
        QTest::newRow("nothing bad") << 2.0 << 10.0 << 0.1 << 0.0;
    }
    void whatCannotBeSeenTakesForever()
    {
        QFETCH(double, ratio);
        QFETCH(double, rate);
        QFETCH(double, weight);
        QFETCH(double, badRate);
        PowerQuestion question;
        question.ratio = ratio;
        question.requestsPerSecond = rate;
        question.weight = weight;
        question.badRate = badRate;
        QVERIFY(std::isinf(detectionPower(question).seconds));
    }
    void moreLinesAndBurstsTakeLonger()
    {
        PowerQuestion question;
        question.requestsPerSecond = 10;
        const double plain = detectionPower(question).seconds;
        question.dispersion = 5;
        QVERIFY(std::abs(detectionPower(question).seconds / plain - 5) < 1e-9);
        question.lines = 4;
        QVERIFY(detectionPower(question).seconds > 6 * plain);
    }
};

QTEST_GUILESS_MAIN(DetectionPowerTest)
#include "tst_DetectionPower.moc"

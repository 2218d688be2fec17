// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/MeanSequence.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace andon;

namespace {

const double noNumber = std::numeric_limits<double>::quiet_NaN();

MeanPoll pollAt(int minute, double stable, double canary)
{
    MeanPoll poll;
    poll.t = TimePoint(std::chrono::minutes(minute));
    poll.stable = stable;
    poll.canary = canary;
    return poll;
}

/// Percent of runs of `polls` polls that become `kind`; lognormal samples (σ = `sigma`) with the lag-1 correlation `rho` of
/// their logarithms, the canary's times `factor` and there in one poll of `every`.
double percentOf(VerdictKind kind, double factor, double sigma, double rho, int polls = 600, int every = 1)
{
    const MeanSequence sequence(MeanOptions{});
    std::mt19937_64 random(11);
    std::normal_distribution<> normal;
    int count = 0;
    constexpr int runs = 300;
    for (int run = 0; run < runs; ++run) {
        MeanState state;
        double stable = normal(random), canary = normal(random);
        bool reached = false;
        for (int i = 1; i <= polls && !reached; ++i) {
            stable = rho * stable + std::sqrt(1 - rho * rho) * normal(random);
            canary = rho * canary + std::sqrt(1 - rho * rho) * normal(random);
            sequence.take(state, pollAt(i, std::exp(sigma * stable), i % every == 0 ? factor * std::exp(sigma * canary) : noNumber));
            reached = kind == VerdictKind::Regressed ? state.regressedAt.has_value() : state.notWorseSince.has_value();
        }
        count += reached ? 1 : 0;
    }
    return 100.0 * count / runs;
}

} // namespace

class MeanSequenceTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void anEqualMeanIsRarelyCalledWorse()
    {
        QVERIFY(percentOf(VerdictKind::Regressed, 1, 0.3, 0) <= 5);
        // Skewed, with nineteen samples of stable for one of the canary: asymptotic, so a little more is granted.
        QVERIFY(percentOf(VerdictKind::Regressed, 1, 1, 0, 3000, 20) <= 8);
    }
    void aGaugeThatHardlyMovesIsNotCountedAsManySamples()
    {
        QVERIFY(percentOf(VerdictKind::Regressed, 1, 0.3, 0.9) <= 8);
    }
    void aWorseMeanIsFoundAndAnEqualOnePasses()
    {
        QVERIFY(percentOf(VerdictKind::Regressed, 1.2, 0.3, 0) >= 99);
        QVERIFY(percentOf(VerdictKind::NotWorse, 1, 0.3, 0) >= 99);
        QVERIFY(percentOf(VerdictKind::NotWorse, 1.25, 0.3, 0) <= 5);
    }
    void theVerdictCarriesItsIntervalAndThatItIsAsymptotic()
    {
        MeanOptions options;
        options.higherIsWorse = false;
        const MeanSequence sequence(options);
        MeanState state;
        for (int i = 1; i <= 200; ++i)
            sequence.take(state, pollAt(i, 4 + 0.1 * (i % 3), 3 + 0.1 * (i % 4)));
        const Verdict verdict = sequence.verdict(state, TimePoint(std::chrono::minutes(200)), UnknownReason::None, "avg(score)");
        QCOMPARE(int(verdict.kind), int(VerdictKind::Regressed));
        QCOMPARE(int(verdict.rule), int(VerdictRule::MeanSequence));
        QVERIFY(verdict.asymptotic);
        QVERIFY(*verdict.low < -0.9 && *verdict.high > -1 && *verdict.high < 0);
        QVERIFY(verdict.p <= 0.05 && std::isfinite(verdict.e()));
        QCOMPARE(verdict.query, std::string("avg(score)"));
    }
    void beforeItsMinimumOfSamplesNothingIsSaid()
    {
        const MeanSequence sequence(MeanOptions{});
        MeanState state;
        for (int i = 1; i <= 49; ++i)
            sequence.take(state, pollAt(i, 1 + 0.01 * (i % 3), 9 + 0.01 * (i % 4)));
        const Verdict verdict = sequence.verdict(state, TimePoint(std::chrono::minutes(49)));
        QCOMPARE(int(verdict.kind), int(VerdictKind::Undecided));
        QCOMPARE(int(verdict.rule), int(VerdictRule::MinimumRequests));
        QVERIFY(!verdict.low);
    }
    void badInputIsUnknownWithItsReason_data()
    {
        QTest::addColumn<int>("minute");
        QTest::addColumn<double>("stable");
        QTest::addColumn<double>("canary");
        QTest::addColumn<int>("reason");
        QTest::newRow("infinite") << 9 << 1.0 << std::numeric_limits<double>::infinity() << int(UnknownReason::NotANumber);
        QTest::newRow("time backward") << 2 << 1.0 << 1.0 << int(UnknownReason::TimeBackward);
        QTest::newRow("no canary") << 9 << 1.0 << noNumber << int(UnknownReason::NoCanaryTraffic);
        QTest::newRow("no stable") << 9 << noNumber << 1.0 << int(UnknownReason::NoStableTraffic);
    }
    void badInputIsUnknownWithItsReason()
    {
        QFETCH(int, minute);
        QFETCH(double, stable);
        QFETCH(double, canary);
        QFETCH(int, reason);
        const MeanSequence sequence(MeanOptions{});
        MeanState state;
        for (int i = 1; i <= 4; ++i)
            sequence.take(state, pollAt(i, 1, 1));
        QCOMPARE(int(sequence.take(state, pollAt(minute, stable, canary))), reason);
        QCOMPARE(int(sequence.verdict(state, TimePoint(std::chrono::minutes(5))).reason), reason);
        QCOMPARE(*readMeanState(meanStateJson(state)), state);
        sequence.take(state, pollAt(10, 1, 1));
        QCOMPARE(int(sequence.verdict(state, TimePoint(std::chrono::minutes(10))).reason), int(UnknownReason::None));
        QCOMPARE(int(sequence.verdict(state, TimePoint(std::chrono::minutes(20))).reason), int(UnknownReason::Stale));
    }
    void aPollOfManySamplesIsTheSameAsThemOneByOne()
    {
        MeanArm single, merged;
        for (const double value : {1.0, 4.0, 2.0, 8.0, 5.0, 7.0})
            single.add(value);
        merged.add(3, 7.0 / 3, 7.0 / 3);
        merged.add(3, 20.0 / 3, 7.0 / 3);
        QVERIFY(std::abs(single.mean - merged.mean) < 1e-12);
        QVERIFY(std::abs(single.variance() - merged.variance()) < 1e-12);
        QCOMPARE(merged.inflation(), 1.0);
    }
    void aStateThatIsNoneIsRefused()
    {
        nlohmann::json object = meanStateJson(MeanState());
        QVERIFY(readMeanState(object));
        object["stable_squares"] = -1;
        QVERIFY(!readMeanState(object));
        object["stable_squares"] = nullptr;
        QVERIFY(!readMeanState(object));
        QVERIFY(!readMeanState(nlohmann::json()));
    }
};

QTEST_GUILESS_MAIN(MeanSequenceTest)
#include "tst_MeanSequence.moc"

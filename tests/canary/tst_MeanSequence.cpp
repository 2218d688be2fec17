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
    void anUndecidedSaysWhenItWillBeDecided_data()
    {
        QTest::addColumn<double>("canary");
        QTest::addColumn<int>("kind");
        QTest::newRow("a little better") << 3.9 << int(VerdictKind::NotWorse);
        QTest::newRow("a fifth worse") << 4.8 << int(VerdictKind::Regressed);
    }
    void anUndecidedSaysWhenItWillBeDecided()
    {
        QFETCH(double, canary);
        QFETCH(int, kind);
        const MeanSequence sequence(MeanOptions{});
        MeanState state;
        int minute = 0;
        const auto verdict = [&] { return sequence.verdict(state, TimePoint(std::chrono::minutes(minute))); };
        // The same scatter in every ten polls, so that the means stay where they are.
        const auto poll = [&] {
            ++minute;
            sequence.take(state, pollAt(minute, 4 + 0.7 * (minute * 7 % 10 - 4.5), canary + 0.7 * (minute * 3 % 10 - 4.5)));
        };
        while (minute < 60)
            poll();
        const Verdict before = verdict();
        QCOMPARE(int(before.kind), int(VerdictKind::Undecided));
        QVERIFY(before.forecast);
        QCOMPARE(int(before.forecast->kind), kind);
        while (verdict().kind == VerdictKind::Undecided && minute < 5000)
            poll();
        QCOMPARE(int(verdict().kind), kind);
        const double took = 60.0 * (minute - 60), values = verdict().stableRequests + verdict().canaryRequests - before.stableRequests - before.canaryRequests;
        QVERIFY2(before.forecast->seconds > 0.7 * took && before.forecast->seconds < 1.3 * took, qPrintable(QString::number(before.forecast->seconds / took)));
        QVERIFY2(before.forecast->requests > 0.7 * values && before.forecast->requests < 1.3 * values, qPrintable(QString::number(before.forecast->requests / values)));
    }
    void evidenceThatDoesNotSayWhenItBeganForetellsNothing()
    {
        const MeanSequence sequence(MeanOptions{});
        MeanState state;
        for (int i = 1; i <= 60; ++i)
            sequence.take(state, pollAt(i, 4 + 0.7 * (i * 7 % 10 - 4.5), 3.9 + 0.7 * (i * 3 % 10 - 4.5)));
        nlohmann::json told = meanStateJson(state);
        QVERIFY(sequence.verdict(*readMeanState(told), TimePoint(std::chrono::minutes(60))).forecast);
        told["since"] = nullptr;
        QVERIFY(!sequence.verdict(*readMeanState(told), TimePoint(std::chrono::minutes(60))).forecast);
    }
    void theSamePollTwiceChangesNothing()
    {
        const MeanSequence sequence(MeanOptions{});
        std::mt19937_64 random(3);
        std::normal_distribution<> normal(4, 0.5);
        MeanState once, twice;
        for (int i = 1; i <= 200; ++i) {
            const MeanPoll poll = pollAt(i, normal(random), i % 7 == 0 ? noNumber : normal(random) + 0.2);
            sequence.take(once, poll);
            sequence.take(twice, poll);
            QCOMPARE(int(sequence.take(twice, poll)), int(once.trouble));
            QCOMPARE(twice, once);
        }
        QCOMPARE(once.refused, 0);
    }
    void aSampleThatIsReadAgainAndAgainIsNoMoreEvidence()
    {
        // Scraped every sixth poll: the same 300 samples, each read once or six times.
        const MeanSequence sequence(MeanOptions{});
        std::mt19937_64 random(5);
        std::normal_distribution<> normal;
        int alarms = 0;
        constexpr int runs = 200;
        for (int run = 0; run < runs; ++run) {
            MeanState once, held;
            const double factor = run % 2 == 0 ? 1 : 1.1;
            for (int i = 1; i <= 300; ++i) {
                const double stable = std::exp(0.3 * normal(random)), canary = factor * std::exp(0.3 * normal(random));
                sequence.take(once, pollAt(i, stable, canary));
                for (int again = 0; again < 6; ++again)
                    sequence.take(held, pollAt(6 * i + again, stable, canary));
            }
            const Verdict one = sequence.verdict(once, *once.last), many = sequence.verdict(held, *held.last);
            QVERIFY(many.logE <= std::max(one.logE, 0.0) + 0.1);
            QVERIFY(*many.high - *many.low >= *one.high - *one.low);
            alarms += factor == 1 && held.regressedAt ? 1 : 0;
        }
        QVERIFY2(alarms <= 0.08 * runs / 2, qPrintable(QString::number(alarms)));
    }
    void missingSamplesNeverPass()
    {
        const MeanSequence sequence(MeanOptions{});
        MeanState state;
        const auto kindAt = [&](int minute) { return sequence.verdict(state, TimePoint(std::chrono::minutes(minute))).kind; };
        int minute = 0;
        const auto good = [&] {
            ++minute;
            sequence.take(state, pollAt(minute, 4 + 0.1 * (minute % 3), 4 + 0.1 * (minute % 3)));
        };
        while (minute < 200)
            good();
        QCOMPARE(int(kindAt(minute)), int(VerdictKind::NotWorse));
        for (const double stable : {4.0, noNumber}) {
            ++minute;
            sequence.take(state, pollAt(minute, stable, std::isnan(stable) ? 4.0 : noNumber));
            QCOMPARE(int(kindAt(minute)), int(VerdictKind::Unknown));
            good();
            QCOMPARE(int(kindAt(minute)), int(VerdictKind::NotWorse));
        }
        // Where more than a tenth is lost, what was read may be what suited.
        for (int i = 0; i < 30; ++i) {
            ++minute;
            sequence.lose(state, TimePoint(std::chrono::minutes(minute)), UnknownReason::NoData);
            QCOMPARE(int(kindAt(minute)), int(VerdictKind::Unknown));
        }
        good();
        const Verdict held = sequence.verdict(state, TimePoint(std::chrono::minutes(minute)));
        QCOMPARE(int(held.kind), int(VerdictKind::Undecided));
        QCOMPARE(int(held.rule), int(VerdictRule::LostPolls));
        QCOMPARE(held.lostPolls, 30);
        QCOMPARE(*readMeanState(meanStateJson(state)), state);
    }
    void whatWasLostBeforeBothVersionsHadASampleIsNoLoss()
    {
        const MeanSequence sequence(MeanOptions{});
        MeanState state;
        for (int i = 1; i <= 500; ++i)
            sequence.lose(state, TimePoint(std::chrono::minutes(i)), UnknownReason::NoCanaryTraffic);
        QCOMPARE(int(sequence.verdict(state, TimePoint(std::chrono::minutes(500))).reason), int(UnknownReason::NoCanaryTraffic));
        for (int i = 501; i <= 700; ++i)
            sequence.take(state, pollAt(i, 4 + 0.1 * (i % 3), 4 + 0.1 * (i % 3)));
        QCOMPARE(int(sequence.verdict(state, TimePoint(std::chrono::minutes(700))).kind), int(VerdictKind::NotWorse));
        QCOMPARE(state.lost, 0);
    }
    void gaugesThatNeverMoveAreComparedToo_data()
    {
        QTest::addColumn<double>("stable");
        QTest::addColumn<double>("canary");
        QTest::addColumn<int>("kind");
        QTest::newRow("the same price") << 0.02 << 0.02 << int(VerdictKind::NotWorse);
        QTest::newRow("twice the price") << 0.02 << 0.04 << int(VerdictKind::Regressed);
        QTest::newRow("half the price") << 0.02 << 0.01 << int(VerdictKind::NotWorse);
        QTest::newRow("none before") << 0.0 << 5.0 << int(VerdictKind::Regressed);
        QTest::newRow("none at all") << 0.0 << 0.0 << int(VerdictKind::Undecided);
    }
    void gaugesThatNeverMoveAreComparedToo()
    {
        QFETCH(double, stable);
        QFETCH(double, canary);
        QFETCH(int, kind);
        const MeanSequence sequence(MeanOptions{});
        MeanState state;
        for (int i = 1; i <= 200; ++i)
            sequence.take(state, pollAt(i, stable, canary));
        QCOMPARE(int(sequence.verdict(state, TimePoint(std::chrono::minutes(200))).kind), kind);
    }
    void twoMeansThatAreAlwaysZeroSayWhyTheyStayUndecided()
    {
        const MeanSequence sequence(MeanOptions{});
        MeanState state;
        for (int i = 1; i <= 200; ++i)
            sequence.take(state, pollAt(i, 0, 0));
        QCOMPARE(int(sequence.verdict(state, TimePoint(std::chrono::minutes(200))).rule), int(VerdictRule::NoScale));
        sequence.take(state, pollAt(201, 0, 0.5));
        QCOMPARE(int(sequence.verdict(state, TimePoint(std::chrono::minutes(201))).rule), int(VerdictRule::MeanSequence));
    }
    void aGateThatIsCrossedStopsAtOnce()
    {
        const MeanSequence sequence(MeanOptions{});
        MeanState state;
        MeanPoll poll = pollAt(1, 1, 1);
        poll.redLineCrossed = true;
        sequence.take(state, poll);
        sequence.take(state, pollAt(2, 1, 1));
        const Verdict verdict = sequence.verdict(*readMeanState(meanStateJson(state)), TimePoint(std::chrono::minutes(2)));
        QCOMPARE(int(verdict.kind), int(VerdictKind::Regressed));
        QCOMPARE(int(verdict.rule), int(VerdictRule::RedLine));
        QVERIFY(verdict.since == TimePoint(std::chrono::minutes(1)));
    }
    void evidenceThatBeginsAnewOrGoesOnSaysSo()
    {
        const MeanSequence sequence(MeanOptions{});
        MeanState state;
        for (int i = 1; i <= 100; ++i)
            sequence.take(state, pollAt(i, 1 + 0.01 * (i % 3), 9 + 0.01 * (i % 4)));
        const MeanState before = state;
        sequence.resume(state, TimePoint(std::chrono::minutes(101)));
        QCOMPARE(int(state.lastEvent), int(EvidenceEvent::ConsoleRestart));
        QCOMPARE(state.canary, before.canary);
        QCOMPARE(state.regressedAt, before.regressedAt);
        sequence.take(state, pollAt(110, 1, 9));
        QCOMPARE(int(state.lastEvent), int(EvidenceEvent::Gap));
        sequence.restart(state, TimePoint(std::chrono::minutes(111)), EvidenceEvent::VersionChanged);
        const Verdict verdict = sequence.verdict(state, TimePoint(std::chrono::minutes(111)));
        QCOMPARE(int(verdict.kind), int(VerdictKind::Unknown));
        QCOMPARE(verdict.restarts, 1);
        QCOMPARE(int(verdict.lastEvent), int(EvidenceEvent::VersionChanged));
        QCOMPARE(verdict.canaryRequests, 0.0);
    }
    void whatWasShownByAnotherRuleIsNotShownWhenItGoesOn()
    {
        const MeanSequence lax({.tolerance = 0.5}), strict({.tolerance = 0.05});
        MeanState state;
        for (int i = 1; i <= 200; ++i)
            lax.take(state, pollAt(i, 1 + 0.01 * (i % 3), 1.2 + 0.01 * (i % 4)));
        QVERIFY(state.notWorseSince);
        MeanState same = *readMeanState(meanStateJson(state)), other = same;
        lax.resume(same, TimePoint(std::chrono::minutes(201)));
        QCOMPARE(same.notWorseSince, state.notWorseSince);
        strict.resume(other, TimePoint(std::chrono::minutes(201)));
        QVERIFY(!other.notWorseSince);
        QCOMPARE(other.canary, state.canary);
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
        QVERIFY(!verdict.low && !verdict.forecast);
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

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/canary/JudgePolls.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;
using std::chrono::minutes;

class JudgeInputTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void badInputIsRefusedAndNothingIsKnownUntilTheNextGoodPoll_data()
    {
        QTest::addColumn<double>("bad");
        QTest::addColumn<double>("total");
        QTest::addColumn<int>("minute");
        QTest::addColumn<int>("reason");
        const double infinite = std::numeric_limits<double>::infinity();
        QTest::newRow("negative bad") << -1.0 << 100.0 << 10 << int(UnknownReason::NegativeCount);
        QTest::newRow("negative total") << 0.0 << -100.0 << 10 << int(UnknownReason::NegativeCount);
        QTest::newRow("bad is NaN") << noNumber << 100.0 << 10 << int(UnknownReason::NotANumber);
        QTest::newRow("total is NaN") << 1.0 << noNumber << 10 << int(UnknownReason::NotANumber);
        QTest::newRow("total is infinite") << 1.0 << infinite << 10 << int(UnknownReason::NotANumber);
        QTest::newRow("bad above total") << 101.0 << 100.0 << 10 << int(UnknownReason::BadAboveTotal);
        QTest::newRow("time backward") << 1.0 << 100.0 << 3 << int(UnknownReason::TimeBackward);
        QTest::newRow("the same time again") << 1.0 << 100.0 << 4 << int(UnknownReason::TimeBackward);
    }
    void badInputIsRefusedAndNothingIsKnownUntilTheNextGoodPoll()
    {
        QFETCH(double, bad);
        QFETCH(double, total);
        QFETCH(int, minute);
        QFETCH(int, reason);
        for (const bool onCanary : {false, true}) {
            const Judge judge(JudgeOptions{});
            JudgeState state;
            feed(judge, state, 0, 5, calm, calmCanary);
            const JudgeState before = state;
            const CountPoll poll = onCanary ? pollAt(minute, calm, {bad, total}) : pollAt(minute, {bad, total}, calmCanary);
            QCOMPARE(int(judge.take(state, poll)), reason);
            QCOMPARE(state.open, before.open);
            QCOMPARE(state.refused, 1);
            QCOMPARE(int(kindOf(judge, state, 5)), int(VerdictKind::Unknown));
            QCOMPARE(int(reasonOf(judge, state, 5)), reason);
            judge.take(state, pollAt(11));
            QCOMPARE(int(kindOf(judge, state, 11)), int(VerdictKind::Undecided));
        }
    }
    void noDataNeverPasses_data()
    {
        QTest::addColumn<int>("polls");
        QTest::addColumn<double>("stable");
        QTest::addColumn<double>("canary");
        QTest::addColumn<int>("later"); // minutes after the last poll
        QTest::addColumn<int>("reason");
        QTest::newRow("nothing was ever polled") << 0 << 0.0 << 0.0 << 0 << int(UnknownReason::NoData);
        QTest::newRow("a version seen for the first time") << 1 << 900.0 << 100.0 << 0 << int(UnknownReason::FirstSeen);
        QTest::newRow("the last poll is old") << 9 << 900.0 << 100.0 << 4 << int(UnknownReason::Stale);
        QTest::newRow("no traffic at all") << 9 << 0.0 << 0.0 << 0 << int(UnknownReason::NoTraffic);
        QTest::newRow("traffic on stable only") << 9 << 900.0 << 0.0 << 0 << int(UnknownReason::NoCanaryTraffic);
        QTest::newRow("traffic on the canary only") << 9 << 0.0 << 100.0 << 0 << int(UnknownReason::NoStableTraffic);
    }
    void noDataNeverPasses()
    {
        QFETCH(int, polls);
        QFETCH(double, stable);
        QFETCH(double, canary);
        QFETCH(int, later);
        QFETCH(int, reason);
        const Judge judge(JudgeOptions{});
        JudgeState state;
        const int next = feed(judge, state, 0, polls, {0.01 * stable, stable}, {0.01 * canary, canary});
        QCOMPARE(int(kindOf(judge, state, next - 1 + later)), int(VerdictKind::Unknown));
        QCOMPARE(int(reasonOf(judge, state, next - 1 + later)), reason);
        QCOMPARE(judge.verdict(state, start + minutes(next)).p, 1.0);
    }
    void aPassEndsWhenTheDataEnds()
    {
        const Judge judge(JudgeOptions{});
        JudgeState state;
        const int next = feed(judge, state, 0, 60, {900, 90'000}, {100, 10'000});
        QCOMPARE(int(kindOf(judge, state, next - 1)), int(VerdictKind::NotWorse));
        QCOMPARE(int(kindOf(judge, state, next + 9)), int(VerdictKind::Unknown));
        JudgeState quiet = state;
        feed(judge, quiet, next, 1, calm, {0, 0});
        QCOMPARE(int(reasonOf(judge, quiet, next)), int(UnknownReason::NoCanaryTraffic));
        JudgeState lost = state;
        judge.lose(lost, start + minutes(next), UnknownReason::LabelMissing);
        QCOMPARE(int(reasonOf(judge, lost, next)), int(UnknownReason::LabelMissing));
        QCOMPARE(int(judge.standing(state, start + minutes(next - 1), UnknownReason::ShareMismatch).second),
                 int(UnknownReason::ShareMismatch));
    }
    void aQuietMinuteOfASmallCanaryIsChanceAndNotSilence()
    {
        const Judge judge(JudgeOptions{});
        JudgeState state;
        const int next = feed(judge, state, 0, 20, {1, 57}, {0, 3});
        judge.take(state, pollAt(next, {0, 60}, {0, 0}));
        QCOMPARE(int(kindOf(judge, state, next)), int(VerdictKind::Undecided));
        feed(judge, state, next + 1, 5, {0, 60}, {0, 0});
        QCOMPARE(int(reasonOf(judge, state, next + 5)), int(UnknownReason::NoCanaryTraffic));
    }
    void whereATenthOfThePollsIsLostNothingPasses()
    {
        const Judge judge(JudgeOptions{});
        JudgeState state;
        int next = 0;
        for (int i = 0; i < 10; ++i) {
            next = feed(judge, state, next, 7, {900, 90'000}, {100, 10'000});
            judge.lose(state, start + minutes(next++), UnknownReason::CounterReset);
        }
        QCOMPARE(int(reasonOf(judge, state, next - 1)), int(UnknownReason::CounterReset));
        feed(judge, state, next, 1, {900, 90'000}, {100, 10'000});
        const Verdict verdict = judge.verdict(state, start + minutes(next));
        QCOMPARE(int(verdict.kind), int(VerdictKind::Undecided));
        QCOMPARE(int(verdict.rule), int(VerdictRule::LostPolls));
        QCOMPARE(verdict.lostPolls, 10);
    }
    void howFarBackSomebodyLooksDecidesNothing()
    {
        const Judge judge(JudgeOptions{});
        JudgeState state;
        for (int minute = -3000; minute < 0; ++minute) // before either version was there
            judge.lose(state, start + minutes(minute), UnknownReason::NoData);
        QCOMPARE(int(reasonOf(judge, state, 0)), int(UnknownReason::NoData));
        const int next = feed(judge, state, 0, 60, {900, 90'000}, {100, 10'000});
        QCOMPARE(int(kindOf(judge, state, next - 1)), int(VerdictKind::NotWorse));
        QCOMPARE(state.lost, 0);
    }
    void optionsThatCannotBeSayWhy_data()
    {
        QTest::addColumn<double>("alpha");
        QTest::addColumn<double>("r0");
        QTest::addColumn<QString>("words");
        QTest::newRow("usual") << 0.05 << 1.25 << QString();
        QTest::newRow("alpha 0") << 0.0 << 1.25 << u"alpha"_s;
        QTest::newRow("alpha 1") << 1.0 << 1.25 << u"alpha"_s;
        QTest::newRow("alpha NaN") << noNumber << 1.25 << u"alpha"_s;
        QTest::newRow("nothing below r0") << 0.05 << 0.5 << u"r0"_s;
        QTest::newRow("r0 NaN") << 0.05 << noNumber << u"r0"_s;
    }
    void optionsThatCannotBeSayWhy()
    {
        QFETCH(double, alpha);
        QFETCH(double, r0);
        QFETCH(QString, words);
        JudgeOptions options;
        options.alpha = alpha;
        options.r0 = r0;
        const QString fault = QString::fromStdString(options.fault());
        QCOMPARE(fault.isEmpty(), words.isEmpty());
        QVERIFY(fault.startsWith(words));
    }
};

QTEST_GUILESS_MAIN(JudgeInputTest)
#include "tst_JudgeInput.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/canary/JudgePolls.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;
using std::chrono::minutes;

class JudgeTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aWorseCanaryIsRegressedWithItsNumbers()
    {
        const Judge judge(JudgeOptions{});
        JudgeState state;
        feed(judge, state, 0, 10, calm, worseCanary);
        const Verdict verdict = judge.verdict(state, start + minutes(9), UnknownReason::None, "sum(x)");
        QCOMPARE(int(verdict.kind), int(VerdictKind::Regressed));
        QCOMPARE(int(verdict.rule), int(VerdictRule::SequentialTest));
        QCOMPARE(verdict.stableValue, 0.01);
        QCOMPARE(verdict.canaryValue, 0.06);
        QCOMPARE(verdict.ratio(), 6.0);
        QCOMPARE(verdict.badEvents, 150.0);
        QCOMPARE(verdict.logLimit, std::log(20));
        QVERIFY(verdict.e() >= 20 && verdict.p <= 0.05);
        QVERIFY(verdict.since && *verdict.since > start && *verdict.since < start + minutes(9));
        QCOMPARE(verdict.firstDecision, verdict.since);
        QCOMPARE(verdict.query, std::string("sum(x)"));
    }
    void aLowLimitIsReachedAsSoonAsEIsThere()
    {
        JudgeOptions lax;
        lax.alpha = 0.5;
        const Judge judge(lax);
        JudgeState state;
        int next = 0;
        while (judge.logE(state) < std::log(2) && next < 100)
            next = feed(judge, state, next, 1, calm, {2, 100});
        QVERIFY(next > 2 && state.regressedAt == start + minutes(next - 1));
    }
    void moreLinesNeedMoreEvidence()
    {
        JudgeOptions many;
        many.lines = 1000;
        const Judge one(JudgeOptions{}), thousand(many);
        JudgeState a, b;
        feed(one, a, 0, 60, calm, worseCanary);
        feed(thousand, b, 0, 60, calm, worseCanary);
        QVERIFY(*a.regressedAt < *b.regressedAt);
    }
    void regressedStaysWhateverComesLater()
    {
        const Judge judge(JudgeOptions{});
        JudgeState state;
        int next = feed(judge, state, 0, 10, calm, worseCanary);
        const auto since = state.regressedAt;
        next = feed(judge, state, next, 600, calm, {0, 100});
        QVERIFY(judge.logE(state) < 0);
        judge.take(state, pollAt(next, {noNumber, 1}, {1, 1}));
        const Verdict verdict = judge.verdict(state, start + minutes(next + 90));
        QCOMPARE(int(verdict.kind), int(VerdictKind::Regressed));
        QCOMPARE(verdict.since, since);
        QVERIFY(verdict.p <= 0.05);
    }
    void aPassIsTakenBackWhenLaterPollsSpeakAgainstIt()
    {
        JudgeOptions options;
        options.r0 = 2;
        const Judge judge(options);
        JudgeState state;
        int next = 0;
        while (!state.notWorseSince && next < 100)
            next = feed(judge, state, next, 1, calm, calmCanary);
        QCOMPARE(int(kindOf(judge, state, next - 1)), int(VerdictKind::NotWorse));
        const auto first = state.firstDecision;
        next = feed(judge, state, next, 4, calm, {3, 100});
        QCOMPARE(int(kindOf(judge, state, next - 1)), int(VerdictKind::Undecided));
        QCOMPARE(judge.verdict(state, start + minutes(next - 1)).firstDecision, first);
        next = feed(judge, state, next, 60, calm, worseCanary);
        QCOMPARE(int(kindOf(judge, state, next - 1)), int(VerdictKind::Regressed));
    }
    void aPassWorkedOutWhenAskedIsTheSamePass()
    {
        const Judge judge(JudgeOptions{}), lazy(JudgeOptions{}, Judge::Passes::WhenAsked);
        JudgeState a, b;
        for (int minute = 0; minute < 80; ++minute) {
            const ArmCounts canary{minute < 50 ? 10.0 : 30.0, 1000};
            judge.take(a, pollAt(minute, {90, 9000}, canary));
            lazy.take(b, pollAt(minute, {90, 9000}, canary));
            const Verdict expected = judge.verdict(a, start + minutes(minute));
            const Verdict verdict = lazy.verdict(b, start + minutes(minute));
            QCOMPARE(int(verdict.kind), int(expected.kind));
            QCOMPARE(int(verdict.rule), int(expected.rule));
            QVERIFY(verdict.kind != VerdictKind::NotWorse || *verdict.since == start + minutes(minute));
        }
        QCOMPARE(int(kindOf(lazy, b, 79)), int(VerdictKind::Regressed));
    }
    void aPassNeedsItsMinimumOfRequestsAndAStopDoesNot()
    {
        JudgeOptions options;
        options.minimumRequests = 1e9;
        const Judge judge(options);
        JudgeState state;
        const int next = feed(judge, state, 0, 60, {900, 90'000}, {100, 10'000});
        const Verdict verdict = judge.verdict(state, start + minutes(next - 1));
        QCOMPARE(int(verdict.kind), int(VerdictKind::Undecided));
        QCOMPARE(int(verdict.rule), int(VerdictRule::MinimumRequests));
        QVERIFY(verdict.logNotWorse > verdict.logNotWorseLimit);
        JudgeState worse;
        feed(judge, worse, 0, 10, calm, worseCanary);
        QCOMPARE(int(kindOf(judge, worse, 9)), int(VerdictKind::Regressed));
    }
    void aRedLineStopsWhateverTheStatisticsSay()
    {
        const Judge judge(JudgeOptions{});
        JudgeState state;
        feed(judge, state, 0, 60, {900, 90'000}, {100, 10'000});
        CountPoll poll = pollAt(60, {900, 90'000}, {100, 10'000});
        poll.redLineCrossed = true;
        judge.take(state, poll);
        const Verdict verdict = judge.verdict(state, start + minutes(60));
        QCOMPARE(int(verdict.kind), int(VerdictKind::Regressed));
        QCOMPARE(int(verdict.rule), int(VerdictRule::RedLine));
        QCOMPARE(*verdict.since, start + minutes(60));
    }
    void aQuantileAboveItsMultipleStopsAfterThreePollsInARow()
    {
        JudgeOptions options;
        options.quantileMultiple = 2;
        const Judge judge(options);
        JudgeState state;
        const QList<double> canary{5, 5, 1, 5, noNumber, 5, 5, 5};
        for (int minute = 0; minute < canary.size(); ++minute) {
            QVERIFY(!state.regressedAt);
            CountPoll poll = pollAt(minute);
            poll.stableQuantile = 2;
            poll.canaryQuantile = canary[minute];
            judge.take(state, poll);
        }
        QCOMPARE(int(judge.verdict(state, start + minutes(7)).rule), int(VerdictRule::QuantileMultiple));
    }
    void aCanaryWithoutAnyBadEventPassesBelowAnAcceptableRateOnly()
    {
        JudgeOptions options;
        options.acceptableRate = 0.001;
        const Judge plain(JudgeOptions{}), judge(options);
        JudgeState a, b, worse;
        feed(plain, a, 0, 120, {0, 900}, {0, 100});
        feed(judge, b, 0, 120, {0, 900}, {0, 100});
        feed(judge, worse, 0, 120, {0, 900}, {0.2, 100});
        QCOMPARE(int(kindOf(plain, a, 119)), int(VerdictKind::Undecided));
        QCOMPARE(int(kindOf(judge, b, 119)), int(VerdictKind::NotWorse));
        QCOMPARE(int(judge.verdict(b, start + minutes(119)).rule), int(VerdictRule::AcceptableRate));
        QVERIFY(kindOf(judge, worse, 119) != VerdictKind::NotWorse);
    }
    void correctingForBurstsThereIsNoVerdictBeforeTheScatterIsKnown()
    {
        JudgeOptions options;
        options.correctBursts = true;
        const Judge judge(options);
        JudgeState state;
        const int next = feed(judge, state, 0, 10, calm, worseCanary);
        const Verdict verdict = judge.verdict(state, start + minutes(next - 1));
        QCOMPARE(int(verdict.kind), int(VerdictKind::Undecided));
        QCOMPARE(int(verdict.rule), int(VerdictRule::DispersionUnknown));
        QVERIFY(!verdict.dispersion);
        feed(judge, state, next, 5, calm, worseCanary);
        QCOMPARE(int(kindOf(judge, state, next + 4)), int(VerdictKind::Regressed));
    }
    void anUndecidedSaysWhenItIsExpectedToEnd()
    {
        const Judge judge(JudgeOptions{});
        JudgeState state;
        const ArmCounts double_{2, 100};
        int next = feed(judge, state, 0, 8, calm, double_);
        const Verdict verdict = judge.verdict(state, start + minutes(next - 1));
        QCOMPARE(int(verdict.kind), int(VerdictKind::Undecided));
        QVERIFY(verdict.forecast);
        QCOMPARE(int(verdict.forecast->kind), int(VerdictKind::Regressed));
        QVERIFY(std::abs(verdict.forecast->requests - verdict.forecast->seconds / 60 * 1000) < 0.2 * verdict.forecast->requests);
        next = feed(judge, state, next, int(verdict.forecast->seconds / 60 * 1.3), calm, double_);
        QCOMPARE(int(kindOf(judge, state, next - 1)), int(VerdictKind::Regressed));
    }
};

QTEST_GUILESS_MAIN(JudgeTest)
#include "tst_Judge.moc"

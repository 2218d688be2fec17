// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/Judge.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace andon;
using namespace Qt::StringLiterals;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const double noNumber = std::numeric_limits<double>::quiet_NaN();
const TimePoint start = fromMs(1'764'000'000'000);

CountPoll pollAt(int minute, ArmCounts stable = {9, 900}, ArmCounts canary = {1, 100})
{
    CountPoll poll;
    poll.t = start + minutes(minute);
    poll.stable = stable;
    poll.canary = canary;
    return poll;
}

/// Takes `count` equal polls, a minute apart, from minute `first` on; the minute after the last.
int feed(const Judge &judge, JudgeState &state, int first, int count, ArmCounts stable, ArmCounts canary)
{
    for (int i = 0; i < count; ++i)
        judge.take(state, pollAt(first + i, stable, canary));
    return first + count;
}

VerdictKind kindOf(const Judge &judge, const JudgeState &state, int minute)
{
    return judge.standing(state, start + minutes(minute)).first;
}

UnknownReason reasonOf(const Judge &judge, const JudgeState &state, int minute)
{
    return judge.standing(state, start + minutes(minute)).second;
}

const ArmCounts calm{9, 900};
const ArmCounts calmCanary{1, 100};
const ArmCounts worseCanary{6, 100};

} // namespace

class JudgeTest : public QObject {
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
    void aGapAndARestartOfTheConsoleKeepTheEvidenceAndAreNoted()
    {
        const Judge judge(JudgeOptions{});
        JudgeState state;
        feed(judge, state, 0, 5, calm, calmCanary);
        const double before = judge.logE(state);
        judge.resume(state, start + minutes(30));
        QCOMPARE(judge.logE(state), before);
        QCOMPARE(int(state.lastEvent), int(EvidenceEvent::ConsoleRestart));
        judge.take(state, pollAt(60));
        const Verdict verdict = judge.verdict(state, start + minutes(60));
        QCOMPARE(int(verdict.lastEvent), int(EvidenceEvent::Gap));
        QCOMPARE(*verdict.lastEventAt, start + minutes(60));
        QCOMPARE(verdict.stableRequests, 6 * 900.0);
        QCOMPARE(verdict.restarts, 0);
    }
    void anotherVersionOrOtherRulesRestartTheEvidenceKnowingly()
    {
        JudgeOptions other;
        other.r0 = 1.5;
        const Judge judge(JudgeOptions{}), changed(other);
        JudgeState state;
        feed(judge, state, 0, 10, calm, worseCanary);
        JudgeState same = state;
        changed.resume(state, start + minutes(10));
        QCOMPARE(int(state.lastEvent), int(EvidenceEvent::RulesChanged));
        QCOMPARE(state.open, SplitSums());
        QCOMPARE(state.dispersion, same.dispersion);
        QCOMPARE(state.restarts, 1);
        judge.restart(same, start + minutes(10), EvidenceEvent::VersionChanged);
        QCOMPARE(same.dispersion, Dispersion());
        const Verdict verdict = judge.verdict(same, start + minutes(10));
        QCOMPARE(int(verdict.reason), int(UnknownReason::NoData));
        QCOMPARE(int(verdict.lastEvent), int(EvidenceEvent::VersionChanged));
        QCOMPARE(verdict.restarts, 1);
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
    void splittingAPollInTwoChangesNothing_data()
    {
        QTest::addColumn<bool>("corrected");
        QTest::newRow("as counted") << false;
        QTest::newRow("corrected for bursts") << true;
    }
    void splittingAPollInTwoChangesNothing()
    {
        QFETCH(bool, corrected);
        JudgeOptions options;
        options.correctBursts = corrected;
        const Judge judge(options);
        JudgeState whole, halves;
        for (int minute = 0; minute < 200; ++minute) {
            const ArmCounts stable{double(8 * (minute % 3)), 900}, canary{double(minute % 2), 100};
            judge.take(whole, pollAt(minute, stable, canary));
            CountPoll half = pollAt(minute, {stable.bad / 2, 450}, {canary.bad / 2, 50});
            half.t -= seconds(30);
            judge.take(halves, half);
            half.t += seconds(30);
            judge.take(halves, half);
            QVERIFY(std::abs(judge.logE(whole) - judge.logE(halves)) < 1e-9);
        }
        QCOMPARE(kindOf(judge, halves, 199), kindOf(judge, whole, 199));
    }
    void aStateReadBackGoesOnAsIfItHadNeverStopped()
    {
        JudgeOptions options;
        options.correctBursts = true;
        options.quantileMultiple = 2;
        const Judge judge(options);
        JudgeState steady, stopped;
        for (int minute = 0; minute < 300; ++minute) {
            CountPoll poll = pollAt(minute, {std::fmod(minute * 7.3, 20), 900 + minute / 3.0}, {std::fmod(minute * 1.7, 3), 100});
            poll.stableQuantile = 1;
            poll.canaryQuantile = minute % 7 == 0 ? 3 : 1;
            if (minute == 120)
                poll.stable.bad = -1;
            judge.take(steady, poll);
            judge.take(stopped, poll);
            const std::string text = judgeStateJson(stopped).dump();
            const Result<JudgeState> back = readJudgeState(nlohmann::json::parse(text));
            QVERIFY2(back, back ? "" : qPrintable(back.error().message()));
            QCOMPARE(*back, stopped);
            stopped = *back;
        }
        QCOMPARE(stopped, steady);
        JudgeState pushed;
        judge.restart(pushed, start, EvidenceEvent::AskedFor);
        judge.lose(pushed, start, UnknownReason::LabelMissing);
        QCOMPARE(*readJudgeState(judgeStateJson(pushed)), pushed);
    }
    void aStateThatIsNoneIsRefusedWhole_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("another format") << u"format"_s << QByteArray("2");
        QTest::newRow("a text for a number") << u"max_log_e"_s << QByteArray("\"x\"");
        QTest::newRow("null for a number") << u"open"_s << QByteArray("null");
        QTest::newRow("too few numbers") << u"open_loads"_s << QByteArray("[1,2]");
        QTest::newRow("more bad than there were") << u"stable"_s << QByteArray("[2,1]");
        QTest::newRow("a word that is none") << u"trouble"_s << QByteArray("\"bored\"");
        QTest::newRow("a fraction for a count") << u"polls"_s << QByteArray("1.5");
        QTest::newRow("a negative count") << u"polls"_s << QByteArray("-1");
        QTest::newRow("a count out of range") << u"polls"_s << QByteArray("99999999999");
        QTest::newRow("polls without their time") << u"last"_s << QByteArray("null");
        QTest::newRow("a time that is a text") << u"since"_s << QByteArray("\"now\"");
        QTest::newRow("no truth") << u"corrected"_s << QByteArray("1");
    }
    void aStateThatIsNoneIsRefusedWhole()
    {
        QFETCH(QString, member);
        QFETCH(QByteArray, value);
        const Judge judge(JudgeOptions{});
        JudgeState state;
        feed(judge, state, 0, 3, calm, calmCanary);
        nlohmann::json object = judgeStateJson(state);
        object[member.toStdString()] = nlohmann::json::parse(value.toStdString());
        const Result<JudgeState> back = readJudgeState(object);
        QVERIFY(!back);
        QCOMPARE(int(back.error().kind), int(ErrorKind::BadInput));
        object.erase(member.toStdString());
        QVERIFY(!readJudgeState(object));
        QVERIFY(!readJudgeState(nlohmann::json::array()));
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

QTEST_GUILESS_MAIN(JudgeTest)
#include "tst_Judge.moc"

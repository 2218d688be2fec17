// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/Strata.h"
#include "tests/canary/JudgePolls.h"
#include "tests/support/CanaryTraffic.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using namespace andon;
using namespace Qt::StringLiterals;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

/// The judge as its page writes it down: every poll kept, libm's logarithms, nothing done twice at once.
class PlainJudge {
public:
    explicit PlainJudge(bool corrected)
        : m_corrected(corrected)
    {
    }
    void take(double canaryBad, double bad, double share) { m_open.push_back({canaryBad, bad, share}); }
    /// A block of the dispersion ended: the polls so far are divided by what it was, and more of the capital is staked.
    void endBlock(double dispersion)
    {
        for (Poll &poll : m_open)
            m_closed.push_back({poll.canaryBad, poll.bad, poll.share, m_corrected ? dispersion : 1});
        m_open.clear();
        ++m_raises;
        const double stake = 0.1 / m_raises - 0.1 / (m_raises + 1);
        for (std::size_t i = 0; i < ratios.size(); ++i)
            m_stakes[i].push_back(std::log(stake) - logRatio(i, 1));
    }
    [[nodiscard]] double logE(double dispersion) const
    {
        std::vector<double> logs;
        for (std::size_t i = 0; i < ratios.size(); ++i) {
            logs.push_back(std::log(0.9 / 7) + logRatio(i, dispersion));
            for (const double stake : m_stakes[i])
                logs.push_back(stake - std::log(7) + logRatio(i, dispersion));
        }
        logs.push_back(std::log(0.1 / (m_raises + 1)));
        const double most = *std::ranges::max_element(logs);
        double sum = 0;
        for (const double log : logs)
            sum += std::exp(log - most);
        return most + std::log(sum);
    }

private:
    struct Poll {
        double canaryBad, bad, share, dispersion = 1;
    };
    static constexpr std::array<double, 7> ratios{1.1, 1.25, 1.5, 2, 3, 5, 10};
    static double term(const Poll &poll, double ratio)
    {
        return poll.canaryBad * std::log(ratio) - poll.bad * std::log(1 - poll.share + poll.share * ratio);
    }
    [[nodiscard]] double logRatio(std::size_t i, double dispersion) const
    {
        double closed = 0, open = 0;
        for (const Poll &poll : m_closed)
            closed += term(poll, ratios[i]) / poll.dispersion;
        for (const Poll &poll : m_open)
            open += term(poll, ratios[i]);
        return closed + open / (m_corrected ? dispersion : 1);
    }
    bool m_corrected;
    std::vector<Poll> m_open, m_closed;
    std::array<std::vector<double>, 7> m_stakes;
    int m_raises = 0;
};

} // namespace

class JudgeStateTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

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
    void whatIsQuickIsTheSameAsWhatIsPlain_data()
    {
        QTest::addColumn<bool>("corrected");
        QTest::addColumn<double>("ratio");
        QTest::newRow("good") << false << 1.0;
        QTest::newRow("worse") << false << 1.5;
        QTest::newRow("good, corrected for bursts") << true << 1.0;
        QTest::newRow("worse, corrected for bursts") << true << 1.5;
    }
    void whatIsQuickIsTheSameAsWhatIsPlain()
    {
        QFETCH(bool, corrected);
        QFETCH(double, ratio);
        JudgeOptions options;
        options.correctBursts = corrected;
        const Judge judge(options, Judge::Passes::WhenAsked);
        PlainJudge plain(corrected);
        std::mt19937_64 random(5);
        JudgeState state;
        double largest = 0;
        for (int minute = 1; minute <= 400; ++minute) {
            const ArmCounts stable{poisson(9, random), 900}, canary{poisson(2 * ratio, random), 200};
            const Dispersion before = state.dispersion;
            double atMost = 0;
            judge.take(state, pollAt(minute, stable, canary), &atMost);
            if (state.stakes.raises > 0 && before.minutes > state.dispersion.minutes) {
                Dispersion full = before;
                full.add(start + minutes(minute), stable, canary);
                plain.endBlock(*full.upper());
            }
            plain.take(canary.bad, stable.bad + canary.bad, canary.total / 1100);
            if (!state.dispersion.upper())
                continue;
            const double expected = plain.logE(*state.dispersion.upper());
            QVERIFY2(std::abs(judge.logE(state) - expected) <= 1e-12 * std::max(1.0, std::abs(expected)),
                     qPrintable(u"%1: %2 %3"_s.arg(minute).arg(judge.logE(state), 0, 'g', 17).arg(expected, 0, 'g', 17)));
            QVERIFY(atMost >= expected - 1e-9);
            largest = std::max(largest, expected);
        }
        QCOMPARE(state.stakes.raises, 6);
        if (largest >= std::log(20) * 1.01)
            QVERIFY(std::abs(state.maxLogE - largest) <= 1e-12 * largest);
        QCOMPARE(ratio > 1, largest > std::log(20));
    }
    void aStateOfAWeekOrSixIsNoLargerThanOfADay_data()
    {
        QTest::addColumn<int>("polls");
        QTest::newRow("a week of minutes") << 10'080;
        QTest::newRow("a week of ten seconds each") << 60'480;
    }
    void aStateOfAWeekOrSixIsNoLargerThanOfADay()
    {
        QFETCH(int, polls);
        JudgeOptions options;
        options.correctBursts = true;
        const Strata strata(options);
        StrataState state;
        const std::chrono::seconds step(7 * 86'400 / polls);
        std::size_t day = 0;
        std::size_t room = 0;
        for (int poll = 1; poll <= polls; ++poll) {
            const double odd = poll % 7;
            strata.take(state, start + poll * step, {{"acme", {odd, 900}, {odd / 7, 100}}, {"globex", {1, 300.25}, {odd / 13, 40}}});
            if (poll == polls / 7) {
                day = strataStateJson(state).dump().size();
                room = state.strata.capacity();
            }
        }
        const std::size_t week = strataStateJson(state).dump().size();
        // The digits of its numbers vary, and there is nothing else in it that could.
        QVERIFY2(week < day + day / 10, qPrintable(u"%1 B after a day, %2 B after a week"_s.arg(day).arg(week)));
        QCOMPARE(state.strata.capacity(), room);
        QCOMPARE(state.strata.front().judge.polls, polls);
        QVERIFY(std::isfinite(strata.logE(state)));
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
};

QTEST_GUILESS_MAIN(JudgeStateTest)
#include "tst_JudgeState.moc"

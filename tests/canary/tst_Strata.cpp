// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/Strata.h"
#include "tests/support/CanaryTraffic.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace andon;

namespace {

TimePoint minuteAt(int minute)
{
    return TimePoint(std::chrono::minutes(minute));
}

/// A poll of 20 tenants, 30 requests a minute each, half on the canary; tenant 7 `ratio` times as bad there.
std::vector<StratumCounts> tenants(std::mt19937_64 &random, double ratio, int count = 20)
{
    std::vector<StratumCounts> counts;
    for (int i = 0; i < count; ++i) {
        const ArmCounts stable{0, poisson(15, random)}, canary{0, poisson(15, random)};
        const double worse = i == 7 ? ratio : 1;
        counts.push_back({"tenant " + std::to_string(i),
                          {std::min(stable.total, poisson(0.05 * stable.total, random)), stable.total},
                          {std::min(canary.total, poisson(0.05 * worse * canary.total, random)), canary.total}});
    }
    return counts;
}

const StratumState &stratumOf(const StrataState &state, const std::string &name)
{
    return *std::ranges::find(state.strata, name, &StratumState::name);
}

int runsOf(int usual)
{
    const int asked = qEnvironmentVariableIntValue("ANDON_JUDGE_RUNS");
    return asked > 0 ? std::min(asked, usual) : usual;
}

} // namespace

class StrataTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void amongTwentyGoodTenantsHardlyEverOneIsAccused()
    {
        const Strata strata(JudgeOptions{});
        std::mt19937_64 random(1);
        int whole = 0, named = 0;
        const int runs = runsOf(400);
        for (int run = 0; run < runs; ++run) {
            StrataState state;
            for (int minute = 1; minute <= 180; ++minute)
                strata.take(state, minuteAt(minute), tenants(random, 1));
            whole += state.regressedAt ? 1 : 0;
            named += std::ranges::any_of(state.strata, [](const StratumState &s) { return s.judge.regressedAt.has_value(); }) ? 1 : 0;
        }
        QVERIFY2(whole <= 0.05 * runs, qPrintable(QString::number(whole)));
        QVERIFY(named <= whole);
    }
    void tenantsThatComeOneAfterTheOtherCostNoMore()
    {
        const Strata strata(JudgeOptions{});
        std::mt19937_64 random(2);
        int whole = 0;
        const int runs = runsOf(400);
        for (int run = 0; run < runs; ++run) {
            StrataState state;
            for (int minute = 1; minute <= 180; ++minute)
                strata.take(state, minuteAt(minute), tenants(random, 1, std::min(20, 1 + minute / 8)));
            whole += state.regressedAt ? 1 : 0;
        }
        QVERIFY2(whole <= 0.05 * runs, qPrintable(QString::number(whole)));
    }
    void theHurtTenantIsNamedFirstAndAlone()
    {
        const Strata strata(JudgeOptions{});
        std::mt19937_64 random(3);
        int first = 0, others = 0;
        for (int run = 0; run < 50; ++run) {
            StrataState state;
            for (int minute = 1; minute <= 60; ++minute)
                strata.take(state, minuteAt(minute), tenants(random, 4));
            const std::vector<StratumRank> ranks = strata.ranked(state, minuteAt(60));
            first += ranks[0].name == "tenant 7" && ranks[0].verdict.kind == VerdictKind::Regressed ? 1 : 0;
            others += ranks[1].verdict.kind == VerdictKind::Regressed ? 1 : 0;
            QVERIFY(!stratumOf(state, "tenant 7").judge.regressedAt || strata.isRegressed(state));
        }
        QVERIFY2(first >= 48, qPrintable(QString::number(first)));
        QVERIFY(others <= 3);
    }
    void theOrderOfTheStrataChangesNothing()
    {
        const Strata strata(JudgeOptions{});
        std::mt19937_64 random(4), shuffle(9);
        StrataState ordered, shuffled;
        for (int minute = 1; minute <= 60; ++minute) {
            std::vector<StratumCounts> counts = tenants(random, 2);
            strata.take(ordered, minuteAt(minute), counts);
            std::ranges::shuffle(counts, shuffle);
            strata.take(shuffled, minuteAt(minute), counts);
            QCOMPARE(shuffled, ordered);
            QCOMPARE(strata.logE(shuffled), strata.logE(ordered));
        }
    }
    void weightsAreGivenOnceAndNeverExceedOne()
    {
        const Strata strata(JudgeOptions{});
        StrataState state;
        double before = 0;
        for (int minute = 1; minute <= 200; ++minute) {
            std::vector<StratumCounts> counts;
            for (int i = 0; i < 3 * minute; ++i)
                counts.push_back({std::to_string(i), {1, 10}, {1, 10}});
            strata.take(state, minuteAt(minute), counts);
            double sum = 0;
            for (const StratumState &stratum : state.strata)
                sum += std::exp(-stratum.judge.logCorrection);
            QVERIFY(sum < 1 && sum >= before - 1e-12);
            before = sum;
            if (minute == 1)
                QVERIFY(std::abs(sum - 0.9) < 1e-12);
        }
        QCOMPARE(state.strata.size(), Strata::most);
        QCOMPARE(state.unjudged, int(600 - Strata::most));
    }
    void aNewStratumMovesTheAverageByNothing()
    {
        const Strata strata(JudgeOptions{});
        StrataState state;
        for (int minute = 1; minute <= 30; ++minute)
            strata.take(state, minuteAt(minute), {{"a", {5, 100}, {1, 100}}});
        const double before = strata.logE(state);
        QVERIFY(before < -1);
        strata.take(state, minuteAt(31), {{"a", {0, 100}, {0, 100}}, {"b", {0, 100}, {0, 100}}});
        QVERIFY(std::abs(strata.logE(state) - before) < 1e-12);
    }
    void whatTheCanaryNeverMetIsNamed()
    {
        const Strata strata(JudgeOptions{});
        StrataState state;
        for (int minute = 1; minute <= 20; ++minute)
            strata.take(state, minuteAt(minute), {{"en", {1, 90}, {0, 10}}, {"zh", {1, 45}, {0, 0}}, {"de", {0, 5}, {0, 0}}, {"new", {0, 0}, {0, 1}}});
        const std::vector<UnmetStratum> unmet = strata.unmet(state, {200, 0, 0});
        QCOMPARE(unmet.size(), std::size_t(1));
        QCOMPARE(unmet[0].name, std::string("zh"));
        QCOMPARE(unmet[0].stableRequests, 900.0);
        QVERIFY(std::abs(unmet[0].expected - 900 * 220 / 2800.0) < 1e-9);
        QVERIFY(std::abs(unmet[0].share - 900 / 2800.0) < 1e-9);
        QCOMPARE(strata.unmet(state).size(), std::size_t(2));
        for (const StratumRank &rank : strata.ranked(state, minuteAt(20))) {
            if (rank.name == "zh")
                QCOMPARE(int(rank.verdict.reason), int(UnknownReason::NoCanaryTraffic));
        }
    }
    void whatTheCanaryMissedByChanceIsNotWorthNaming_data()
    {
        QTest::addColumn<double>("stableRequests");
        QTest::addColumn<double>("canaryRequests");
        QTest::addColumn<bool>("named");
        QTest::newRow("a tenth of the traffic") << 1000.0 << 2.0 << true;
        QTest::newRow("little, and it had its chance") << 50.0 << 2000.0 << true;
        QTest::newRow("little, and it had none") << 50.0 << 20.0 << false;
        QTest::newRow("a handful of requests") << 9.0 << 9000.0 << false;
    }
    void whatTheCanaryMissedByChanceIsNotWorthNaming()
    {
        QFETCH(double, stableRequests);
        QFETCH(double, canaryRequests);
        const Strata strata(JudgeOptions{});
        StrataState state;
        strata.take(state, minuteAt(1), {{"met", {0, 9000}, {0, canaryRequests}}, {"rare", {0, stableRequests}, {0, 0}}});
        QTEST(!strata.unmet(state).empty(), "named");
    }
    void oneStratumsBadCountsDoNotTouchTheOthers()
    {
        const Strata strata(JudgeOptions{});
        StrataState state;
        for (int minute = 1; minute <= 5; ++minute)
            strata.take(state, minuteAt(minute), {{"good", {1, 90}, {0, 10}}, {"odd", {-1, 90}, {0, 10}}});
        for (const StratumRank &rank : strata.ranked(state, minuteAt(5)))
            QCOMPARE(int(rank.verdict.reason), int(rank.name == "odd" ? UnknownReason::NegativeCount : UnknownReason::None));
    }
    void aStateReadBackGoesOnAsIfItHadNeverStopped()
    {
        const Strata strata(JudgeOptions{});
        std::mt19937_64 random(6);
        StrataState steady, stopped;
        for (int minute = 1; minute <= 20; ++minute) {
            const std::vector<StratumCounts> counts = tenants(random, 3, 5 + minute / 5);
            strata.take(steady, minuteAt(minute), counts);
            strata.take(stopped, minuteAt(minute), counts);
            const auto back = readStrataState(nlohmann::json::parse(strataStateJson(stopped).dump()));
            QVERIFY2(back, back ? "" : qPrintable(back.error().message()));
            stopped = *back;
        }
        QCOMPARE(stopped, steady);
        nlohmann::json object = strataStateJson(steady);
        std::swap(object["strata"][0], object["strata"][1]);
        QVERIFY(!readStrataState(object));
        object["strata"][0]["judge"]["polls"] = "many";
        QVERIFY(!readStrataState(object));
        QVERIFY(!readStrataState({{"format", 1}}));
    }
};

QTEST_GUILESS_MAIN(StrataTest)
#include "tst_Strata.moc"

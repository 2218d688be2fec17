// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/Rollout.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const TimePoint now = fromMs(1'764'000'000'000);

GatewayState stateOf()
{
    GatewayState state = FakeGateway().state;
    state.readAt = now - std::chrono::seconds(2);
    state.rollout.stepStartedAt = now - std::chrono::seconds(100);
    for (RolloutStep &step : state.rollout.steps)
        step.windowSeconds = 300;
    return state;
}

} // namespace

class RolloutTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void stableStandsFirstThenTheCanaryWithWhatWasAskedAndWhatIsSeen()
    {
        const Rollout rollout = rolloutOf(stateOf(), Freshness::Live, {{u"v41"_s, 9.0}, {u"v42"_s, 1.0}}, now);
        QCOMPARE(rollout.shares[0].version, u"v41"_s);
        QCOMPARE(rollout.shares[0].asked, 80.0);
        QCOMPARE(rollout.shares[0].observed, 90.0);
        QCOMPARE(rollout.shares[1].version, u"v42"_s);
        QCOMPARE(rollout.shares[1].observed, 10.0);
        QCOMPARE(rollout.ageSeconds, 2);
    }
    void aVersionThatTheGatewayDoesNotKnowTakesItsPartOfTheTraffic()
    {
        const Rollout rollout = rolloutOf(stateOf(), Freshness::Live, {{u"v41"_s, 6.0}, {u"v42"_s, 2.0}, {u"ghost"_s, 2.0}}, now);
        QCOMPARE(rollout.shares.size(), 2);
        QCOMPARE(rollout.shares[0].observed, 60.0);
        QCOMPARE(rollout.shares[1].observed, 20.0);
    }
    void aVersionWithoutANumberHasNoTrafficWhereOthersHaveSome()
    {
        const Rollout rollout = rolloutOf(stateOf(), Freshness::Live, {{u"v41"_s, 8.0}, {u"v42"_s, std::nan("")}}, now);
        QCOMPARE(rollout.shares[0].observed, 100.0);
        QCOMPARE(rollout.shares[1].observed, 0.0);
    }
    void idleVersionsStandBehindThoseWithWeightEachByName()
    {
        GatewayState state = stateOf();
        state.versions = {{u"b"_s, VersionRole::Idle, 0, {}}, {u"a"_s, VersionRole::Idle, 0, {}}, {u"z"_s, VersionRole::Idle, 10, {}},
                          {u"c"_s, VersionRole::Canary, 0, {}}, {u"s"_s, VersionRole::Stable, 90, {{u"prompt"_s, u"p1"_s}}}};
        const Rollout rollout = rolloutOf(state, Freshness::Live, {}, now);
        QStringList order;
        for (const VersionShare &share : rollout.shares)
            order << share.version;
        QCOMPARE(order, (QStringList{u"s"_s, u"c"_s, u"z"_s, u"a"_s, u"b"_s}));
        QCOMPARE(rollout.shares.first().set.value(u"prompt"_s), u"p1"_s);
    }
    void withoutARolloutThereIsNoStepAndNoWindow()
    {
        GatewayState state = stateOf();
        state.rollout = {};
        state.versions = {{u"v41"_s, VersionRole::Stable, 100, {}}};
        const Rollout rollout = rolloutOf(state, Freshness::Late, {{u"v41"_s, 5.0}}, now);
        QCOMPARE(rollout.phase, RolloutPhase::None);
        QVERIFY(rollout.steps.isEmpty());
        QCOMPARE(rollout.currentStep, -1);
        QVERIFY(!rollout.secondsLeft);
        QCOMPARE(rollout.shares.first().observed, 100.0);
        QCOMPARE(rollout.freshness, Freshness::Late);
    }
    void aStepWithoutItsStartHasNoCountdown()
    {
        GatewayState state = stateOf();
        state.rollout.stepStartedAt.reset();
        QVERIFY(!rolloutOf(state, Freshness::Live, {}, now).secondsLeft);
    }
    void aClockThatWasSetBackMakesNoNegativeAge()
    {
        GatewayState state = stateOf();
        state.readAt = now + std::chrono::hours(1);
        QCOMPARE(rolloutOf(state, Freshness::Live, {}, now).ageSeconds, 0);
    }
    void withoutTrafficNothingIsSaidToBeObserved_data()
    {
        QTest::addColumn<double>("rate");
        QTest::newRow("no request") << 0.0;
        QTest::newRow("not a number") << std::nan("");
    }
    void withoutTrafficNothingIsSaidToBeObserved()
    {
        QFETCH(double, rate);
        const Rollout rollout = rolloutOf(stateOf(), Freshness::Live, {{u"v41"_s, rate}}, now);
        for (const VersionShare &share : rollout.shares)
            QVERIFY(std::isnan(share.observed));
    }
    void theWindowCountsDownWhileTheRolloutIsOpen_data()
    {
        QTest::addColumn<int>("phase");
        QTest::addColumn<qint64>("skewMs");
        QTest::addColumn<qint64>("secondsLeft"); // -1000: none
        QTest::newRow("running") << int(RolloutPhase::Running) << qint64(0) << qint64(200);
        QTest::newRow("paused") << int(RolloutPhase::Paused) << qint64(0) << qint64(200);
        QTest::newRow("the gateway's clock is 50 s ahead") << int(RolloutPhase::Running) << qint64(50'000) << qint64(150);
        QTest::newRow("over for long") << int(RolloutPhase::Running) << qint64(400'000) << qint64(-200);
        QTest::newRow("aborted") << int(RolloutPhase::Aborted) << qint64(0) << qint64(-1000);
        QTest::newRow("done") << int(RolloutPhase::Done) << qint64(0) << qint64(-1000);
        QTest::newRow("none") << int(RolloutPhase::None) << qint64(0) << qint64(-1000);
    }
    void theWindowCountsDownWhileTheRolloutIsOpen()
    {
        QFETCH(int, phase);
        QFETCH(qint64, skewMs);
        QFETCH(qint64, secondsLeft);
        GatewayState state = stateOf();
        state.rollout.phase = static_cast<RolloutPhase>(phase);
        state.skewMs = skewMs;
        QCOMPARE(rolloutOf(state, Freshness::Live, {}, now).secondsLeft.value_or(-1000), secondsLeft);
    }
    void aStepWithoutAWindowHasNoCountdown()
    {
        GatewayState state = stateOf();
        for (RolloutStep &step : state.rollout.steps)
            step.windowSeconds = 0;
        QVERIFY(!rolloutOf(state, Freshness::Live, {}, now).secondsLeft);
        state = stateOf();
        state.rollout.currentStep = 99;
        QVERIFY(!rolloutOf(state, Freshness::Live, {}, now).secondsLeft);
    }
    void theLastToChangeRoutingOrRolloutIsNamed()
    {
        GatewayState state = stateOf();
        state.resources[Target::Routing].actor = u"anna"_s;
        state.resources[Target::Routing].changedAt = now - std::chrono::seconds(30);
        state.resources[Target::Rollout].actor = u"pipeline"_s;
        state.resources[Target::Rollout].changedAt = now - std::chrono::seconds(60);
        QCOMPARE(rolloutOf(state, Freshness::Live, {}, now).lastActor, u"anna"_s);
        state.resources[Target::Rollout].changedAt = now;
        QCOMPARE(rolloutOf(state, Freshness::Live, {}, now).lastActor, u"pipeline"_s);
        QCOMPARE(rolloutOf(state, Freshness::Live, {}, now).lastChangedAt, std::optional(now));
        state.resources.clear();
        QVERIFY(rolloutOf(state, Freshness::Live, {}, now).lastActor.isEmpty());
    }
    void aShareDriftsWhenAskedAndSeenAreTenPointsApart()
    {
        VersionShare share{u"v42"_s, VersionRole::Canary, 20, 31, {}};
        QVERIFY(Rollout::drifts(share));
        share.observed = 29;
        QVERIFY(!Rollout::drifts(share));
        share.observed = std::nan("");
        QVERIFY(!Rollout::drifts(share));
    }
    void degradeAndThrottleSayWhenTheyEnd()
    {
        GatewayState state = stateOf();
        state.degradeLevel = 2;
        state.degradeLevels = {{2, u"cheaper model"_s}};
        state.degradeExpiresAt = now + std::chrono::seconds(90);
        state.throttle = {{u"tenant"_s, u"acme"_s, 2.0, {}}};
        const Rollout rollout = rolloutOf(state, Freshness::Live, {}, now);
        QCOMPARE(rollout.degradeTitle, u"cheaper model"_s);
        QCOMPARE(rollout.degradeSecondsLeft.value_or(0), 90);
        QCOMPARE(rollout.throttleLimits, 1);
        QVERIFY(!rollout.throttleSecondsLeft);
        state.skewMs = 60'000;
        state.throttleExpiresAt = now + std::chrono::seconds(30);
        QCOMPARE(rolloutOf(state, Freshness::Live, {}, now).degradeSecondsLeft.value_or(0), 30);
        QCOMPARE(rolloutOf(state, Freshness::Live, {}, now).throttleSecondsLeft.value_or(0), -30);
    }
};

QTEST_GUILESS_MAIN(RolloutTest)
#include "tst_Rollout.moc"

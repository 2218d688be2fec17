// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/Rollout.h"
#include "app/canary/StrategyCard.h"
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
        QTest::addColumn<bool>("countdownRuns");
        QTest::addColumn<qint64>("skewMs");
        QTest::addColumn<qint64>("secondsLeft"); // -1000: none
        QTest::addColumn<bool>("waitsForPerson");
        const qint64 none = -1000;
        QTest::newRow("running") << int(RolloutPhase::Running) << false << qint64(0) << qint64(200) << false;
        QTest::newRow("paused by a person") << int(RolloutPhase::Paused) << false << qint64(0) << none << true;
        QTest::newRow("a pause that ends by itself") << int(RolloutPhase::Paused) << true << qint64(0) << qint64(200) << false;
        QTest::newRow("the gateway's clock is 50 s ahead") << int(RolloutPhase::Running) << false << qint64(50'000) << qint64(150) << false;
        QTest::newRow("over for long") << int(RolloutPhase::Running) << false << qint64(400'000) << qint64(-200) << false;
        QTest::newRow("aborted") << int(RolloutPhase::Aborted) << true << qint64(0) << none << false;
        QTest::newRow("done") << int(RolloutPhase::Done) << true << qint64(0) << none << false;
        QTest::newRow("none") << int(RolloutPhase::None) << true << qint64(0) << none << false;
    }
    void theWindowCountsDownWhileTheRolloutIsOpen()
    {
        QFETCH(int, phase);
        QFETCH(bool, countdownRuns);
        QFETCH(qint64, skewMs);
        QFETCH(qint64, secondsLeft);
        GatewayState state = stateOf();
        state.rollout.phase = static_cast<RolloutPhase>(phase);
        state.rollout.countdownRuns = countdownRuns;
        state.skewMs = skewMs;
        const Rollout rollout = rolloutOf(state, Freshness::Live, {}, now);
        QCOMPARE(rollout.secondsLeft.value_or(-1000), secondsLeft);
        QTEST(rollout.waitsForPerson, "waitsForPerson");
    }
    void aStepWithoutAWindowWaitsForAPerson_data()
    {
        QTest::addColumn<RolloutPhase>("phase");
        QTest::addColumn<int>("step");
        QTest::addColumn<bool>("waits");
        QTest::newRow("running") << RolloutPhase::Running << 1 << true;
        QTest::newRow("paused") << RolloutPhase::Paused << 1 << true;
        QTest::newRow("no such step") << RolloutPhase::Running << 99 << false;
        QTest::newRow("aborted") << RolloutPhase::Aborted << 1 << false;
        QTest::newRow("done") << RolloutPhase::Done << 1 << false;
    }
    void aStepWithoutAWindowWaitsForAPerson()
    {
        QFETCH(RolloutPhase, phase);
        QFETCH(int, step);
        GatewayState state = stateOf();
        state.rollout.phase = phase;
        state.rollout.currentStep = step;
        state.rollout.countdownRuns = true;
        for (RolloutStep &each : state.rollout.steps)
            each.windowSeconds = 0;
        QTEST(rolloutOf(state, Freshness::Live, {}, now).waitsForPerson, "waits");
    }
    void weightsThatDoNotAddUpAreNoticed_data()
    {
        QTest::addColumn<QList<double>>("weights");
        QTest::addColumn<double>("total"); // -1: not known
        QTest::addColumn<bool>("uneven");
        QTest::addColumn<QString>("sole");
        const double unknown = std::nan("");
        QTest::newRow("all is given") << QList<double>{80, 20} << 100.0 << false << QString();
        QTest::newRow("thirds") << QList<double>{33.3, 33.3, 33.3} << 99.9 << false << QString();
        QTest::newRow("too little") << QList<double>{80, 10} << 90.0 << true << QString();
        QTest::newRow("too much") << QList<double>{100, 20} << 120.0 << true << QString();
        QTest::newRow("nobody") << QList<double>{0, 0} << 0.0 << true << QString();
        QTest::newRow("one alone") << QList<double>{0, 100} << 100.0 << false << u"v1"_s;
        QTest::newRow("not known") << QList<double>{80, unknown} << -1.0 << false << QString();
        QTest::newRow("alone but one is not known") << QList<double>{100, unknown} << -1.0 << false << QString();
        QTest::newRow("no version") << QList<double>{} << -1.0 << false << QString();
    }
    void weightsThatDoNotAddUpAreNoticed()
    {
        QFETCH(QList<double>, weights);
        QFETCH(double, total);
        GatewayState state = stateOf();
        state.versions.clear();
        for (const double weight : weights)
            state.versions.append({u"v%1"_s.arg(state.versions.size()), VersionRole::Idle, weight, {}});
        const Rollout rollout = rolloutOf(state, Freshness::Live, {}, now);
        QVERIFY(std::abs(rollout.askedTotal.value_or(-1) - total) < 1e-6);
        QTEST(rollout.isUneven(), "uneven");
        QTEST(rollout.soleVersion(), "sole");
    }
    void whatTheGatewayReportsOfItselfIsHandedOn()
    {
        GatewayState state = stateOf();
        QVERIFY(rolloutOf(state, Freshness::Live, {}, now).keepsSteps);
        QVERIFY(!rolloutOf(state, Freshness::Live, {}, now).drift);
        state.rollout.message = u"CanaryPauseStep"_s;
        state.rollout.keepsSteps = false;
        state.drift = GatewayDrift{u"v2"_s, u"v1"_s, u"a controller"_s};
        const Rollout rollout = rolloutOf(state, Freshness::Live, {}, now);
        QCOMPARE(rollout.message, u"CanaryPauseStep"_s);
        QVERIFY(!rollout.keepsSteps);
        QCOMPARE(rollout.drift->desired, u"v2"_s);
        QCOMPARE(rollout.drift->running, u"v1"_s);
        QCOMPARE(rollout.drift->reapplier, u"a controller"_s);
    }
    void whereTheGatewayKeepsNoStepsTheCanaryStandsAtTheCards()
    {
        StrategyCard card;
        card.steps = {{5, 60}, {20, 300}, {50, 600}, {100, 600}};
        GatewayState state = stateOf();
        state.rollout = {};
        state.rollout.keepsSteps = false;
        const Rollout bare = rolloutOf(state, Freshness::Live, {}, now);
        QVERIFY(bare.steps.isEmpty() && !bare.isOpen());
        const Rollout shown = withCardSteps(bare, card, 100);
        QVERIFY(shown.stepsOfCard && shown.isOpen() && !shown.waitsForPerson);
        QCOMPARE(shown.steps.size(), 4);
        QCOMPARE(shown.steps[2].weight, 50.0);
        QCOMPARE(shown.currentStep, 1);
        QCOMPARE(shown.secondsLeft, std::optional<qint64>(200));
        QVERIFY(!withCardSteps(bare, card, {}).secondsLeft);
        // A weight that is none of the card's: its steps stand there, and none is the present one.
        state.versions[1].weight = 33;
        const Rollout off = withCardSteps(rolloutOf(state, Freshness::Live, {}, now), card, 100);
        QCOMPARE(off.steps.size(), 4);
        QCOMPARE(off.currentStep, -1);
        QVERIFY(!off.secondsLeft);
        // Nothing is on its way, or it is over.
        state.versions[1].weight = 0;
        QVERIFY(!withCardSteps(rolloutOf(state, Freshness::Live, {}, now), card, 100).stepsOfCard);
        state.versions[1].weight = 20;
        state.rollout.phase = RolloutPhase::Aborted;
        QVERIFY(!withCardSteps(rolloutOf(state, Freshness::Live, {}, now), card, 100).stepsOfCard);
        // A gateway's own steps are the ones that count.
        const Rollout own = withCardSteps(rolloutOf(stateOf(), Freshness::Live, {}, now), card, 100);
        QVERIFY(!own.stepsOfCard);
        QCOMPARE(own.secondsLeft, rolloutOf(stateOf(), Freshness::Live, {}, now).secondsLeft);
    }
    void whoIsNamedWhereTheGatewayDoesNotSayWhen()
    {
        GatewayState state = stateOf();
        state.resources[Target::Routing].changedAt.reset();
        state.resources[Target::Rollout].changedAt.reset();
        state.resources[Target::Rollout].actor = u"pipeline"_s;
        state.resources[Target::Routing].actor.clear();
        QCOMPARE(rolloutOf(state, Freshness::Live, {}, now).lastActor, u"pipeline"_s);
        state.resources[Target::Routing].actor = u"anna"_s;
        QCOMPARE(rolloutOf(state, Freshness::Live, {}, now).lastActor, u"anna"_s);
        QVERIFY(!rolloutOf(state, Freshness::Live, {}, now).lastChangedAt);
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

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/StepTime.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <functional>

using namespace andon;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Change = std::function<void(GatewayState &)>;
Q_DECLARE_METATYPE(Change)

static const TimePoint noon(12h);

static GatewayState stateOf()
{
    GatewayState state;
    state.versions = {{u"v41"_s, VersionRole::Stable, 80, {}}, {u"v42"_s, VersionRole::Canary, 20, {}}};
    state.rollout = {RolloutPhase::Running, {{5, 60}, {20, 300}}, 1, noon - 100s, u"v42"_s, u"v41"_s};
    state.resources[Target::Routing] = {u"7"_s, {}, u"ci"_s, noon - 200s, {}};
    return state;
}

class StepTimeTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theTimeAtAWeightIsWhatIsKnownOfIt_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<qint64>("seconds"); // -1: not known
        const auto row = [](const char *name, qint64 seconds, const Change &change) { QTest::newRow(name) << change << seconds; };
        row("the gateway's step", 100, [](auto &) {});
        row("the gateway's clock is ahead", 130, [](auto &state) { state.skewMs = 30'000; });
        row("a weight beside the step", 200, [](auto &state) { state.versions[1].weight = 37; });
        row("no steps", 200, [](auto &state) { state.rollout.keepsSteps = false; });
        row("a step of no known start", 200, [](auto &state) { state.rollout.stepStartedAt.reset(); });
        row("as this console saw it", 50, [](auto &state) {
            state.rollout.stepStartedAt.reset();
            state.resources.clear();
        });
        row("a start in the future is no time", 0, [](auto &state) { state.rollout.stepStartedAt = noon + 5s; });
        row("no canary", -1, [](auto &state) { state.versions.removeLast(); });
    }
    void theTimeAtAWeightIsWhatIsKnownOfIt()
    {
        QFETCH(Change, change);
        GatewayState state = stateOf();
        change(state);
        QTEST(secondsAtWeight(state, noon - 50s, noon).value_or(-1), "seconds");
    }
    void withoutAnyStartNothingIsKnown()
    {
        GatewayState state = stateOf();
        state.rollout.stepStartedAt.reset();
        state.resources.clear();
        QVERIFY(!secondsAtWeight(state, {}, noon));
    }
    void aCanaryIsOnItsWayWithTrafficOrAnOpenRollout()
    {
        GatewayState state = stateOf();
        QVERIFY(hasCanary(state));
        state.rollout.phase = RolloutPhase::None;
        QVERIFY(hasCanary(state));
        state.versions[1].weight = 0;
        QVERIFY(!hasCanary(state));
        state.rollout.phase = RolloutPhase::Paused;
        QVERIFY(hasCanary(state));
        state.versions.removeFirst(); // nothing to compare with
        QVERIFY(!hasCanary(state));
    }
};

QTEST_GUILESS_MAIN(StepTimeTest)
#include "tst_StepTime.moc"

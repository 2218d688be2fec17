// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/SandboxGateway.h"
#include "tests/sandbox/Json.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>

using namespace andon;
using namespace andon::sandbox;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(andon::sandbox::Fault)

namespace {

struct Means {
    double wrong = 0, error = 0, latency = 0, cost = 0, tokensIn = 0, tools = 0, toolFailures = 0, retries = 0;
    double injections = 0, retrieved = 0;
};

Means meansOf(const Behaviour &behaviour)
{
    constexpr int count = 20'000;
    Simulation simulation(7);
    Means means;
    for (int i = 0; i < count; ++i) {
        const RequestSample sample = simulation.draw(behaviour, 60, i % 50 == 0, 0);
        means.wrong += sample.outcome == Outcome::Wrong;
        means.error += sample.outcome == Outcome::Error;
        means.latency += sample.latencySeconds;
        means.cost += sample.costUsd;
        means.tokensIn += sample.tokensIn;
        means.tools += static_cast<double>(sample.tools.size());
        for (const ToolCall &call : sample.tools)
            means.toolFailures += call.failed;
        means.retries += sample.retries;
        means.injections += sample.injectionHit;
        means.retrieved += sample.retrievalHit.value_or(false);
    }
    for (double *mean : {&means.wrong, &means.error, &means.latency, &means.cost, &means.tokensIn, &means.tools,
                         &means.toolFailures, &means.retries, &means.injections, &means.retrieved})
        *mean /= count;
    return means;
}

Behaviour canary()
{
    return startingVersions().back().behaviour;
}

} // namespace

class SimulationTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theSameSeedGivesTheSameTraffic()
    {
        ManualClock clock;
        SandboxGateway first(clock, {40, 11}), second(clock, {40, 11}), other(clock, {40, 12});
        for (int i = 0; i < 50; ++i) {
            clock.advance(200ms);
            for (SandboxGateway *gateway : {&first, &second, &other})
                gateway->pass(0.2);
        }
        QCOMPARE(first.metricsText(), second.metricsText());
        QVERIFY(first.metricsText() != other.metricsText());
    }

    void eachFaultShowsInItsOwnLine_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::newRow("slow") << Fault::Slow;
        QTest::newRow("costly") << Fault::Costly;
        QTest::newRow("wrong") << Fault::Wrong;
        QTest::newRow("injected") << Fault::Injected;
        QTest::newRow("down") << Fault::Down;
        QTest::newRow("flaky") << Fault::Flaky;
    }
    void eachFaultShowsInItsOwnLine()
    {
        QFETCH(Fault, fault);
        const Means sound = meansOf(canary());
        const Means ill = meansOf(changed(canary(), {fault}, 0));
        switch (fault) {
        case Fault::Slow:
            QVERIFY(ill.latency > 3 * sound.latency);
            QVERIFY(ill.wrong < 0.1);
            break;
        case Fault::Costly: QVERIFY(ill.cost > 2.5 * sound.cost); break;
        case Fault::Wrong: QVERIFY(ill.wrong > 0.3 && sound.wrong < 0.1); break;
        case Fault::Injected: QVERIFY(ill.injections > 0.01 && sound.injections < 0.002); break;
        case Fault::Down: QCOMPARE(ill.error, 1.0); break;
        case Fault::Flaky:
            QVERIFY(ill.error > 0.1 && ill.error < 0.2);
            QVERIFY(ill.retries > 5 * sound.retries);
            QVERIFY(ill.toolFailures > 5 * sound.toolFailures);
            break;
        }
    }

    void aFaultOfOnePlaceShowsThereAndNowhereElse_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("value");
        QTest::newRow("tenant") << u"tenant"_s << u"globex"_s;
        QTest::newRow("entrypoint") << u"entrypoint"_s << u"mobile"_s;
        QTest::newRow("tool") << u"tool"_s << u"orders"_s;
        QTest::newRow("prompt") << u"prompt"_s << u"prompt-64"_s;
        QTest::newRow("index") << u"index"_s << u"kb-2026-11-15"_s;
    }
    void aFaultOfOnePlaceShowsThereAndNowhereElse()
    {
        QFETCH(QString, label);
        QFETCH(QString, value);
        FaultScope only;
        (label == u"tenant" ? only.tenant : label == u"entrypoint" ? only.entrypoint : label == u"tool" ? only.tool
                                        : label == u"prompt"       ? only.prompt
                                                                   : only.index) = value.toStdString();
        ManualClock clock;
        SandboxGateway gateway(clock, {400, 3});
        QVERIFY(gateway.setFaults("v42", {Fault::Wrong}, only));
        for (int i = 0; i < 100; ++i) {
            clock.advance(1s);
            gateway.pass(1);
        }
        // Bad and all requests of the canary, with the value and without.
        double bad[2] = {0, 0}, all[2] = {0, 0};
        const QString family = label == u"tool" ? u"gateway_tool_"_s : u"gateway_attributed_"_s;
        for (const QByteArray &line : gateway.metricsText().split('\n')) {
            const bool isBad = line.startsWith((family + u"bad_requests_total{version=\"v42\""_s).toLatin1()) && line.contains("line=\"quality\"");
            const bool isAll = line.startsWith((family + u"requests_total{version=\"v42\""_s).toLatin1());
            const bool within = line.contains((label + u"=\""_s + value + u'"').toLatin1());
            if (isBad || isAll)
                (isBad ? bad : all)[within ? 0 : 1] += line.mid(line.lastIndexOf(' ')).toDouble();
        }
        QVERIFY(all[0] > 300 && all[1] > 300);
        QVERIFY2(bad[0] > 0.3 * all[0], qPrintable(QString::number(bad[0] / all[0])));
        // Requests that call two tools count with both.
        QVERIFY2(bad[1] < (label == u"tool" ? 0.16 : 0.06) * all[1], qPrintable(QString::number(bad[1] / all[1])));
    }

    void eachDegradeLevelDoesLessAndCostsLess()
    {
        const Means normal = meansOf(canary());
        const Means fewerTools = meansOf(changed(canary(), {}, 1));
        const Means cheaper = meansOf(changed(canary(), {}, 2));
        const Means canned = meansOf(changed(canary(), {Fault::Down}, 3));
        QVERIFY(fewerTools.tools < 0.4 * normal.tools);
        QVERIFY(cheaper.tokensIn < 0.6 * normal.tokensIn);
        QVERIFY(cheaper.cost < 0.3 * fewerTools.cost);
        QVERIFY(cheaper.latency < fewerTools.latency && fewerTools.latency < normal.latency);
        QCOMPARE(canned.cost, 0.0);
        QCOMPARE(canned.tools, 0.0);
        QCOMPARE(canned.retrieved, 0.0);
        QCOMPARE(canned.error, 0.0); // the version is not asked, so its fault does not show
    }

    void anAnswerThatTakesLongerThanItsBudgetIsATimeout()
    {
        Simulation simulation(1);
        Behaviour slow = canary();
        slow.latencyMedian = 30;
        slow.latencySigma = 0.01;
        slow.cacheHitRate = slow.errorRate = 0;
        const RequestSample sample = simulation.draw(slow, 2, false, 0);
        QCOMPARE(QByteArray(nameOf(sample.outcome)), "timeout"_ba);
        QCOMPARE(sample.latencySeconds, 2.0);
        QVERIFY(!sample.feedbackUp && !sample.judgedGood && !sample.adopted);
    }

    void loadMakesRequestsWaitAndThenTurnsThemAway()
    {
        Simulation simulation(3);
        double calm = 0, busy = 0;
        int rejected = 0;
        for (int i = 0; i < 2000; ++i) {
            calm += simulation.draw(canary(), 60, false, 0.2).queueSeconds;
            busy += simulation.draw(canary(), 60, false, 0.9).queueSeconds;
            rejected += simulation.draw(canary(), 60, false, 2).outcome == Outcome::Rejected;
        }
        QVERIFY(busy > 10 * calm);
        QVERIFY(rejected > 850 && rejected < 1150); // half of it is too much
    }

    void theRateDriftsAroundItsMean()
    {
        Simulation simulation(5);
        TrafficGenerator generator(simulation, 40);
        int total = 0, least = 1'000'000, most = 0;
        for (int minute = 0; minute < 60; ++minute) {
            int count = 0;
            for (int i = 0; i < 300; ++i)
                count += generator.arrivals(0.2);
            total += count;
            least = std::min(least, count);
            most = std::max(most, count);
        }
        QVERIFY(std::abs(total / 3600.0 - 40) < 2);
        QVERIFY(most > 1.2 * least);
        QCOMPARE(TrafficGenerator(simulation, 0).arrivals(1), 0);
    }

    void trafficFollowsTheWeights()
    {
        ManualClock clock;
        SandboxGateway gateway(clock, {40, 3});
        const auto counted = [&gateway](const char *version) {
            return gateway.metrics().value("gateway_request_duration_seconds", {{"version", version}});
        };
        const auto pass = [&](int seconds) {
            for (int i = 0; i < seconds; ++i) {
                clock.advance(1s);
                gateway.pass(1);
            }
        };
        pass(300);
        const double share = counted("v42") / (counted("v41") + counted("v42"));
        QVERIFY2(std::abs(share - 0.2) < 0.02, qPrintable(QString::number(share)));
        QCOMPARE(counted("v40"), 0.0);
        const auto put = gateway.admin().apply({Resource::Routing, "k"_ba, "bo"_ba, "\"1\""_ba,
                                                js("{'weights':{'v41':100},'rollout':'abort'}")});
        QCOMPARE(put.status, 200);
        const double before = counted("v42");
        pass(60);
        QCOMPARE(counted("v42"), before);
    }

    void ordinaryTrafficIsNotTurnedAway()
    {
        ManualClock clock;
        SandboxGateway gateway(clock, {40, 9});
        for (int i = 0; i < 600; ++i) {
            clock.advance(1s);
            gateway.pass(1);
        }
        for (const char *version : {"v41", "v42"})
            QCOMPARE(gateway.metrics().value("gateway_overload_rejections_total",
                                             {{"version", version}, {"reason", "overload"}}),
                     0.0);
    }

    void aThrottledTenantIsReallyTurnedAway()
    {
        ManualClock clock;
        SandboxGateway gateway(clock, {0, 1});
        QCOMPARE(gateway.admin()
                     .apply({Resource::Throttle, "k"_ba, "bo"_ba, "\"1\""_ba,
                             js("{'limits':[{'scope':'tenant','id':'acme','requests_per_second':2}]}")})
                     .status,
                 200);
        const auto passed = [&](const std::string &tenant) {
            int count = 0;
            for (int i = 0; i < 10; ++i)
                count += gateway.serve({"u", tenant, {}, 60, false}).sample.rejection.empty();
            return count;
        };
        QCOMPARE(passed("acme"), 2);
        QCOMPARE(passed("globex"), 10);
        clock.advance(1s);
        QCOMPARE(passed("acme"), 2);
        clock.advance(500ms);
        QCOMPARE(passed("acme"), 1);
    }

    void aTokenLimitWaitsUntilTheSpentTokensAreBack()
    {
        Throttle throttle;
        throttle.setLimits({{ThrottleLimit::Scope::User, "u", {}, 600}}, 0s);
        QVERIFY(throttle.admit("t", "u", 0s));
        throttle.spend("t", "u", 900);
        QVERIFY(!throttle.admit("t", "u", 0s));
        QVERIFY(throttle.admit("t", "other", 0s));
        QVERIFY(!throttle.admit("t", "u", 30s));
        QVERIFY(throttle.admit("t", "u", 31s));
    }

    void aLimitOfZeroLetsNothingPass()
    {
        Throttle throttle;
        throttle.setLimits({{ThrottleLimit::Scope::All, {}, 0, {}}}, 0s);
        QVERIFY(!throttle.admit("t", "u", 0s));
        QVERIFY(!throttle.admit("t", "u", 1h));
    }
};

QTEST_GUILESS_MAIN(SimulationTest)
#include "tst_Simulation.moc"

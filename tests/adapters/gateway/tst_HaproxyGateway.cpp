// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/adapters/gateway/PresetDesk.h"
#include "tests/support/AdminDouble.h"
#include "tests/support/HaproxyProcess.h"
#include "tests/support/Warnings.h"

using namespace andon;

namespace {

/// HAProxy in front of two models, and a desk at its runtime API.
struct Edge {
    AdminDouble stable{alwaysSays("v1")};
    AdminDouble canary{alwaysSays("v2")};
    HaproxyProcess haproxy;
    explicit Edge(const HaproxyProcess::Options &options = {}) : haproxy(stable.port(), canary.port(), options) {}
    PresetWords words() const
    {
        return {{u"backend"_s, "be"}, {u"stable"_s, "v1"}, {u"canary"_s, "v2"},
                {u"limits_map"_s, haproxy.map(u"limits.map"_s).toStdString()}, {u"limits_key"_s, "rps"},
                {u"switches_map"_s, haproxy.map(u"switches.map"_s).toStdString()}, {u"switches_key"_s, "degrade"}};
    }
};

} // namespace

/// The preset against a real HAProxy with real requests going through it.
class HaproxyGatewayTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!hasProgram(u"haproxy"_s))
            QFAIL("haproxy is not installed: see packaging/packages.txt");
    }
    void init() { failOnWarnings(); }

    void itsStateIsReadAsItIsConfigured()
    {
        Edge edge;
        QVERIFY2(edge.haproxy.runs(), edge.haproxy.server().said().constData());
        PresetDesk desk(u"haproxy"_s, {edge.haproxy.admin()}, edge.words());
        for (const Result<GatewayState> &state : {desk.read(), desk.readBack()}) {
            QCOMPARE(missed(state, Target::Routing, weights("v1", 90, "v2", 10)), QString());
            QCOMPARE(missed(state, Target::Degrade, level(0)), QString());
            QCOMPARE(missed(state, Target::Throttle, noLimit()), QString());
            QCOMPARE(state->withRole(VersionRole::Canary)->id, u"v2"_s);
            QVERIFY(!state->resources.contains(Target::Rollout));
        }
        QCOMPARE(desk.gateway.promise(Verb::Rollback).tier, Tier::C);
        QCOMPARE(desk.gateway.promise(Verb::Rollback).lostOn, u"a reload"_s);
        for (const Verb verb : {Verb::Promote, Verb::Pause, Verb::Resume})
            QVERIFY(!desk.gateway.whyAbsent(verb).isEmpty());
    }
    void aRollbackMovesTheRequests()
    {
        Edge edge;
        PresetDesk desk(u"haproxy"_s, {edge.haproxy.admin()}, edge.words());
        const auto before = answersOf(edge.haproxy.users(), 20);
        QCOMPARE(before, (QMap<QByteArray, int>{{"v1", 18}, {"v2", 2}}));
        const json asked = weights("v1", 100, "v2", 0);
        const WriteAnswer answer = desk.press(Verb::Rollback, Target::Routing, asked);
        QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
        QCOMPARE(missed(desk.readBack(), Target::Routing, asked), QString());
        QCOMPARE(answersOf(edge.haproxy.users(), 20), (QMap<QByteArray, int>{{"v1", 20}}));
        // Its own exporter says the same.
        const QByteArray metrics = userAsks(edge.haproxy.exporter().resolved(QUrl(u"/metrics"_s))).body;
        QVERIFY(metrics.contains("haproxy_server_weight{proxy=\"be\",server=\"v2\"} 0\n"));
        QVERIFY(metrics.contains("haproxy_server_weight{proxy=\"be\",server=\"v1\"} 100\n"));
    }
    void aLimitAnswers429AndIsTakenBack()
    {
        Edge edge;
        PresetDesk desk(u"haproxy"_s, {edge.haproxy.admin()}, edge.words());
        const json asked = limitOf(0.5);
        const WriteAnswer answer = desk.press(Verb::Throttle, Target::Throttle, asked);
        QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
        QCOMPARE(missed(desk.readBack(), Target::Throttle, asked), QString());
        const auto limited = answersOf(edge.haproxy.users(), 12);
        QVERIFY(limited["429"] >= 5); // half a request a second is five in ten
        QVERIFY(limited["v1"] + limited["v2"] >= 1);
        QCOMPARE(desk.press(Verb::Restore, Target::Throttle, noLimit()).outcome, WriteOutcome::Accepted);
        QCOMPARE(missed(desk.readBack(), Target::Throttle, noLimit()), QString());
        QVERIFY(!answersOf(edge.haproxy.users(), 12).contains("429"));
    }
    void aDegradedGatewayGivesTheSmallerAnswer()
    {
        Edge edge;
        PresetDesk desk(u"haproxy"_s, {edge.haproxy.admin()}, edge.words());
        const WriteAnswer answer = desk.press(Verb::Degrade, Target::Degrade, level(1));
        QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
        QCOMPARE(missed(desk.readBack(), Target::Degrade, level(1)), QString());
        QCOMPARE(answersOf(edge.haproxy.users(), 3), (QMap<QByteArray, int>{{"degraded", 3}}));
        QCOMPARE(desk.press(Verb::Restore, Target::Degrade, level(0)).outcome, WriteOutcome::Accepted);
        QCOMPARE(missed(desk.readBack(), Target::Degrade, level(0)), QString());
        QVERIFY(!answersOf(edge.haproxy.users(), 3).contains("degraded"));
    }
    void itsRefusalsAreRejectedInItsWords_data()
    {
        QTest::addColumn<QByteArray>("socketLevel");
        QTest::addColumn<QByteArray>("balance");
        QTest::addColumn<Verb>("verb");
        QTest::addColumn<Target>("target");
        QTest::addColumn<json>("body");
        QTest::addColumn<WriteOutcome>("outcome");
        QTest::addColumn<QString>("words");
        const json back = weights("v1", 100, "v2", 0);
        QTest::newRow("an operator's socket") << QByteArray("operator") << QByteArray("roundrobin") << Verb::Rollback << Target::Routing << back
                                              << WriteOutcome::Rejected << u"Permission denied"_s;
        QTest::newRow("weights out of range") << QByteArray("admin") << QByteArray("roundrobin") << Verb::Rollback << Target::Routing
                                              << weights("v1", 100, "v2", 300) << WriteOutcome::Rejected << u"Absolute weight can only be between 0 and 256"_s;
        // What it says of the second command does not undo the first.
        QTest::newRow("the second is refused") << QByteArray("admin") << QByteArray("roundrobin") << Verb::Rollback << Target::Routing
                                               << weights("v1", 300, "v2", 0) << WriteOutcome::Unknown
                                               << u"1 of 2 requests were accepted, then tcp://127.0.0.1:"_s;
        QTest::newRow("static balance") << QByteArray("admin") << QByteArray("static-rr") << Verb::Rollback << Target::Routing
                                        << weights("v1", 60, "v2", 40) << WriteOutcome::Rejected << u"static LB algorithm"_s;
        QTest::newRow("static balance, half of it") << QByteArray("admin") << QByteArray("static-rr") << Verb::Rollback << Target::Routing << back
                                                    << WriteOutcome::Unknown << u"static LB algorithm"_s;
        QTest::newRow("a level it has not") << QByteArray("admin") << QByteArray("roundrobin") << Verb::Degrade << Target::Degrade << level(2)
                                            << WriteOutcome::NotSent << u"the level 2: this gateway takes 0 or 1"_s;
        QTest::newRow("a limit for a tenant") << QByteArray("admin") << QByteArray("roundrobin") << Verb::Throttle << Target::Throttle
                                              << json{{"limits", {{{"scope", "tenant"}, {"id", "t"}, {"requests_per_second", 1}}}}}
                                              << WriteOutcome::NotSent << u"everyone"_s;
    }
    void itsRefusalsAreRejectedInItsWords()
    {
        QFETCH(QByteArray, socketLevel);
        QFETCH(QByteArray, balance);
        QFETCH(QString, words);
        QFETCH(json, body);
        QFETCH(Verb, verb);
        QFETCH(Target, target);
        Edge edge({socketLevel, balance});
        QVERIFY2(edge.haproxy.runs(), edge.haproxy.server().said().constData());
        PresetDesk desk(u"haproxy"_s, {edge.haproxy.admin()}, edge.words());
        const WriteAnswer answer = desk.press(verb, target, body);
        QTEST(answer.outcome, "outcome");
        QVERIFY2(answer.words.contains(words), qPrintable(answer.words));
        if (answer.outcome != WriteOutcome::Unknown)
            QCOMPARE(missed(desk.readBack(), Target::Routing, weights("v1", 90, "v2", 10)), QString());
    }
    void whatItDoesNotKnowIsNoState_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("words");
        QTest::newRow("server") << u"canary"_s << u"v9"_s << u"canary_weight"_s;
        QTest::newRow("backend") << u"backend"_s << u"other"_s << u"_weight"_s;
        QTest::newRow("a second command") << u"canary"_s << u"v2; disable server be/v1"_s << u"a command of their own"_s;
        QTest::newRow("a second line") << u"canary"_s << u"v2\ndisable server be/v1"_s << u"a command of their own"_s;
        QTest::newRow("quotes") << u"switches_map"_s << u"\"x\""_s << u"a command of their own"_s;
    }
    void whatItDoesNotKnowIsNoState()
    {
        QFETCH(QString, variable);
        QFETCH(QString, value);
        QFETCH(QString, words);
        Edge edge;
        PresetWords variables = edge.words();
        variables[variable] = value.toStdString();
        PresetDesk desk(u"haproxy"_s, {edge.haproxy.admin()}, variables);
        const Result<GatewayState> state = desk.read();
        QVERIFY(!state.has_value());
        QVERIFY2(state.error().message().contains(words), qPrintable(state.error().message()));
        const WriteAnswer answer = desk.press(Verb::Rollback, Target::Routing, weights("v1", 100, "v2", 0));
        QCOMPARE(answer.outcome, WriteOutcome::NotSent);
        PresetDesk other(u"haproxy"_s, {edge.haproxy.admin()}, edge.words());
        QCOMPARE(missed(other.read(), Target::Routing, weights("v1", 90, "v2", 10)), QString());
    }
    void withoutMapsOnlyTheWeightsAreItsOwn()
    {
        Edge edge;
        PresetWords variables = edge.words();
        for (const QString &name : {u"limits_map"_s, u"limits_key"_s, u"switches_map"_s, u"switches_key"_s})
            variables.remove(name);
        PresetDesk desk(u"haproxy"_s, {edge.haproxy.admin()}, variables);
        const Result<GatewayState> state = desk.read();
        QCOMPARE(missed(state, Target::Routing, weights("v1", 90, "v2", 10)), QString());
        QVERIFY(!state->resources.contains(Target::Degrade));
        QCOMPARE(desk.press(Verb::Degrade, Target::Degrade, level(1)).outcome, WriteOutcome::NotSent);
    }
    void aReloadBringsTheOldWeightBack()
    {
        Edge edge;
        PresetDesk desk(u"haproxy"_s, {edge.haproxy.admin()}, edge.words());
        QCOMPARE(desk.press(Verb::Rollback, Target::Routing, weights("v1", 100, "v2", 0)).outcome, WriteOutcome::Accepted);
        const QString written = desk.read()->resources.value(Target::Routing).version;
        QVERIFY(edge.haproxy.server().restart());
        const Result<GatewayState> state = desk.read();
        QCOMPARE(missed(state, Target::Routing, weights("v1", 90, "v2", 10)), QString());
        QVERIFY(state->resources.value(Target::Routing).version != written);
    }
    void aDeadOneGetsNothing()
    {
        Edge edge;
        PresetDesk desk(u"haproxy"_s, {edge.haproxy.admin()}, edge.words());
        QVERIFY(desk.read().has_value());
        edge.haproxy.server().stop();
        const Result<GatewayState> state = desk.read();
        QVERIFY(!state.has_value());
        QCOMPARE(state.error().kind, ErrorKind::ConnectionRefused);
        QVERIFY2(state.error().message().contains(edge.haproxy.admin().toString()), qPrintable(state.error().message()));
        QCOMPARE(desk.press(Verb::Rollback, Target::Routing, weights("v1", 100, "v2", 0)).outcome, WriteOutcome::NotSent);
    }
    void allNodesAreWritten()
    {
        Edge one;
        Edge two;
        // Both read the maps by name; here each node has its own files, so that the weights alone are compared.
        PresetWords variables{{u"backend"_s, "be"}, {u"stable"_s, "v1"}, {u"canary"_s, "v2"}};
        PresetDesk desk(u"haproxy"_s, {one.haproxy.admin(), two.haproxy.admin()}, variables);
        const json asked = weights("v1", 100, "v2", 0);
        QCOMPARE(desk.press(Verb::Rollback, Target::Routing, asked).outcome, WriteOutcome::Accepted);
        QCOMPARE(missed(desk.readBack(), Target::Routing, asked), QString());
        for (const Edge *edge : {&one, &two})
            QCOMPARE(answersOf(edge->haproxy.users(), 20), (QMap<QByteArray, int>{{"v1", 20}}));
    }
    void nodesThatDisagreeAreNoState()
    {
        Edge one;
        Edge two;
        PresetWords variables{{u"backend"_s, "be"}, {u"stable"_s, "v1"}, {u"canary"_s, "v2"}};
        PresetDesk both(u"haproxy"_s, {one.haproxy.admin(), two.haproxy.admin()}, variables);
        PresetDesk second(u"haproxy"_s, {two.haproxy.admin()}, variables);
        QCOMPARE(second.press(Verb::Rollback, Target::Routing, weights("v1", 100, "v2", 0)).outcome, WriteOutcome::Accepted);
        const Result<GatewayState> state = both.read();
        QVERIFY(!state.has_value());
        QCOMPARE(state.error().kind, ErrorKind::BadAnswer);
        const QString words = state.error().message();
        for (const QString &part : {one.haproxy.admin().toString(), two.haproxy.admin().toString(), u"the nodes do not agree"_s, u"routing"_s})
            QVERIFY2(words.contains(part), qPrintable(words));
    }
    void aNodeThatDiesBetweenIsUnknownInWords_data()
    {
        QTest::addColumn<bool>("firstDies");
        QTest::addColumn<WriteOutcome>("outcome");
        QTest::newRow("the first: nothing was sent") << true << WriteOutcome::NotSent;
        QTest::newRow("the second: the first has it") << false << WriteOutcome::Unknown;
    }
    void aNodeThatDiesBetweenIsUnknownInWords()
    {
        QFETCH(bool, firstDies);
        Edge one;
        Edge two;
        PresetWords variables{{u"backend"_s, "be"}, {u"stable"_s, "v1"}, {u"canary"_s, "v2"}};
        PresetDesk desk(u"haproxy"_s, {one.haproxy.admin(), two.haproxy.admin()}, variables);
        const QString version = desk.read()->resources.value(Target::Routing).version;
        Edge &dying = firstDies ? one : two;
        dying.haproxy.server().stop();
        const WriteAnswer answer = desk.write(PresetDesk::writeOf(Verb::Rollback, Target::Routing, weights("v1", 100, "v2", 0), version));
        QTEST(answer.outcome, "outcome");
        QVERIFY2(answer.words.contains(dying.haproxy.admin().toString()), qPrintable(answer.words));
        if (!firstDies)
            QVERIFY2(answer.words.startsWith(u"2 of 4 requests were accepted, then "_s), qPrintable(answer.words));
        const Result<GatewayState> state = desk.readBack();
        QVERIFY(!state.has_value());
        QVERIFY2(state.error().message().contains(dying.haproxy.admin().toString()), qPrintable(state.error().message()));
    }
};

QTEST_GUILESS_MAIN(HaproxyGatewayTest)
#include "tst_HaproxyGateway.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/adapters/gateway/PresetDesk.h"
#include "tests/support/AdminDouble.h"
#include "tests/support/CaddyProcess.h"
#include "tests/support/Warnings.h"

using namespace andon;

namespace {

struct Edge {
    AdminDouble stable{alwaysSays("v1")};
    AdminDouble canary{alwaysSays("v2")};
    CaddyProcess caddy{stable.port(), canary.port()};
    PresetWords words() const
    {
        return {{u"proxy"_s, "andon_proxy"}, {u"switch"_s, "andon_switch"}, {u"stable"_s, "v1"}, {u"canary"_s, "v2"},
                {u"stable_dial"_s, stable.url().authority().toStdString()}, {u"canary_dial"_s, canary.url().authority().toStdString()}};
    }
};

} // namespace

/// The preset against a real Caddy with real requests going through it.
class CaddyGatewayTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!hasProgram(u"caddy"_s))
            QFAIL("caddy is not installed: see packaging/packages.txt");
    }
    void init() { failOnWarnings(); }

    void itsStateIsReadAsItIsConfigured()
    {
        Edge edge;
        QVERIFY2(edge.caddy.runs(), edge.caddy.server().said().constData());
        PresetDesk desk(u"caddy"_s, {edge.caddy.admin()}, edge.words());
        for (const Result<GatewayState> &state : {desk.read(), desk.readBack()}) {
            QCOMPARE(missed(state, Target::Routing, weights("v1", 90, "v2", 10)), QString());
            QCOMPARE(missed(state, Target::Degrade, level(0)), QString());
            QVERIFY(!state->resources.contains(Target::Throttle));
            QVERIFY(state->skewMs.has_value());
        }
        QVERIFY(desk.gateway.whyAbsent(Verb::Throttle).contains(u"no rate limit"_s));
        QCOMPARE(desk.write(PresetDesk::writeOf(Verb::Throttle, Target::Throttle, limitOf(1), {})).outcome, WriteOutcome::NotSent);
    }
    void aRollbackMovesTheRequests()
    {
        Edge edge;
        PresetDesk desk(u"caddy"_s, {edge.caddy.admin()}, edge.words());
        QCOMPARE(answersOf(edge.caddy.users(), 20), (QMap<QByteArray, int>{{"v1", 18}, {"v2", 2}}));
        const json asked = weights("v1", 100, "v2", 0);
        const WriteAnswer answer = desk.press(Verb::Rollback, Target::Routing, asked);
        QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
        QCOMPARE(missed(desk.readBack(), Target::Routing, asked), QString());
        QCOMPARE(answersOf(edge.caddy.users(), 20), (QMap<QByteArray, int>{{"v1", 20}}));
    }
    void aShareThatTheListCannotTellIsNotSent()
    {
        Edge edge;
        PresetDesk desk(u"caddy"_s, {edge.caddy.admin()}, edge.words());
        const WriteAnswer answer = desk.press(Verb::Rollback, Target::Routing, weights("v1", 70, "v2", 30));
        QCOMPARE(answer.outcome, WriteOutcome::NotSent);
        QVERIFY2(answer.words.contains(u"the canary weight 30: this gateway takes 0 or 100"_s), qPrintable(answer.words));
        QCOMPARE(missed(desk.read(), Target::Routing, weights("v1", 90, "v2", 10)), QString());
    }
    void aDegradedGatewayGivesTheSmallerAnswer()
    {
        Edge edge;
        PresetDesk desk(u"caddy"_s, {edge.caddy.admin()}, edge.words());
        const WriteAnswer answer = desk.press(Verb::Degrade, Target::Degrade, level(1));
        QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
        QCOMPARE(missed(desk.readBack(), Target::Degrade, level(1)), QString());
        QCOMPARE(answersOf(edge.caddy.users(), 3), (QMap<QByteArray, int>{{"degraded", 3}}));
        QCOMPARE(desk.press(Verb::Restore, Target::Degrade, level(0)).outcome, WriteOutcome::Accepted);
        QCOMPARE(missed(desk.readBack(), Target::Degrade, level(0)), QString());
        QVERIFY(!answersOf(edge.caddy.users(), 3).contains("degraded"));
    }
    void whatItDoesNotKnowIsToldInItsWords_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("isRead");
        QTest::addColumn<QString>("words");
        QTest::newRow("an id") << u"proxy"_s << u"nope"_s << false << u"404"_s;
        QTest::newRow("a way up") << u"proxy"_s << u".."_s << false << u"cannot be a part of a path"_s;
        QTest::newRow("another endpoint") << u"proxy"_s << u"../stop"_s << false << u"in another way"_s;
        QTest::newRow("a query") << u"proxy"_s << u"x?y=\"z\""_s << false << u"404"_s;
        QTest::newRow("a line break") << u"proxy"_s << u"x\r\nEvil: 1"_s << false << u"404"_s;
        QTest::newRow("an upstream") << u"canary_dial"_s << u"127.0.0.1:1\"}"_s << true << u""_s;
    }
    void whatItDoesNotKnowIsToldInItsWords()
    {
        QFETCH(QString, variable);
        QFETCH(QString, value);
        QFETCH(QString, words);
        QFETCH(bool, isRead);
        Edge edge;
        PresetWords variables = edge.words();
        variables[variable] = value.toStdString();
        PresetDesk desk(u"caddy"_s, {edge.caddy.admin()}, variables);
        const Result<GatewayState> state = desk.read();
        QCOMPARE(state.has_value(), isRead);
        if (isRead)
            QCOMPARE(missed(state, Target::Routing, weights("v1", 90, "v2", 0)), QString());
        else
            QVERIFY2(state.error().message().contains(words), qPrintable(state.error().message()));
        PresetDesk other(u"caddy"_s, {edge.caddy.admin()}, edge.words());
        QCOMPARE(missed(other.read(), Target::Routing, weights("v1", 90, "v2", 10)), QString());
    }
    void aRestartBringsTheFileBack()
    {
        Edge edge;
        PresetDesk desk(u"caddy"_s, {edge.caddy.admin()}, edge.words());
        QCOMPARE(desk.press(Verb::Rollback, Target::Routing, weights("v1", 100, "v2", 0)).outcome, WriteOutcome::Accepted);
        QVERIFY(edge.caddy.server().restart());
        QCOMPARE(missed(desk.read(), Target::Routing, weights("v1", 90, "v2", 10)), QString());
        QVERIFY(desk.gateway.promise(Verb::Rollback).lostOn.contains(u"restart"_s));
    }
    void aDeadOneGetsNothing()
    {
        Edge edge;
        PresetDesk desk(u"caddy"_s, {edge.caddy.admin()}, edge.words());
        QVERIFY(desk.read().has_value());
        edge.caddy.server().stop();
        QCOMPARE(desk.read().error().kind, ErrorKind::ConnectionRefused);
        QCOMPARE(desk.press(Verb::Rollback, Target::Routing, weights("v1", 100, "v2", 0)).outcome, WriteOutcome::NotSent);
    }
    void itsRefusalsAreRejectedInItsWords()
    {
        // Caddy's own words, from a double that answers as it does without a content type.
        AdminDouble admin([](const AdminDouble::Request &request) -> DoubleAnswer {
            if (request.method == "PATCH")
                return {400, R"({"error":"unacceptable content-type: ; 'application/json' required"})", "application/json"};
            return {200, request.path.endsWith("/level") ? R"("0")" : R"([{"dial":"a:1"},{"dial":"b:1"}])", "application/json"};
        });
        PresetWords variables{{u"proxy"_s, "p"}, {u"switch"_s, "s"}, {u"stable"_s, "v1"}, {u"canary"_s, "v2"}, {u"stable_dial"_s, "a:1"}, {u"canary_dial"_s, "b:1"}};
        PresetDesk desk(u"caddy"_s, {admin.url()}, variables);
        const WriteAnswer answer = desk.press(Verb::Rollback, Target::Routing, weights("v1", 100, "v2", 0));
        QCOMPARE(answer.outcome, WriteOutcome::Rejected);
        QVERIFY2(answer.words.contains(u"unacceptable content-type"_s), qPrintable(answer.words));
        QCOMPARE(admin.writes(), QStringList{u"PATCH /id/p/upstreams [{\"dial\":\"a:1\"}]"_s});
        QCOMPARE(admin.requests().last().headers.value("content-type"), QByteArray("application/json"));
    }
};

QTEST_GUILESS_MAIN(CaddyGatewayTest)
#include "tst_CaddyGateway.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/adapters/gateway/PresetDesk.h"
#include "tests/support/AdminDouble.h"
#include "tests/support/NginxProcess.h"
#include "tests/support/Warnings.h"

using namespace andon;

namespace {

const QByteArray token = "s3cret-T0ken";

struct Edge {
    AdminDouble stable{alwaysSays("v1")};
    AdminDouble canary{alwaysSays("v2")};
    NginxProcess nginx{QStringLiteral(ANDON_SOURCE_DIR "/resources/gateways/"), stable.port(), canary.port(), token};
};

struct Desk : PresetDesk {
    explicit Desk(const QUrl &admin, const QByteArray &withToken = token)
        : PresetDesk(u"nginx-lua"_s, {admin}, {{u"stable"_s, "v1"}, {u"canary"_s, "v2"}}, withToken)
    {
    }
    QString versionOf(Target target)
    {
        const Result<GatewayState> state = read();
        return state ? state->resources.value(target).version : QString();
    }
};

} // namespace

/// The preset and our own admin endpoint, in a real nginx of several workers with real requests going through it.
class NginxLuaGatewayTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!NginxProcess::isInstalled())
            QFAIL("nginx, libnginx-mod-http-lua or lua-resty-core is not installed: see packaging/packages.txt");
    }
    void init() { failOnWarnings(); }

    void itsStateIsReadAsItIsConfigured()
    {
        Edge edge;
        QVERIFY2(edge.nginx.runs(), edge.nginx.server().said().constData());
        Desk desk(edge.nginx.admin());
        for (const Result<GatewayState> &state : {desk.read(), desk.readBack()}) {
            QCOMPARE(missed(state, Target::Routing, weights("v1", 90, "v2", 10)), QString());
            QCOMPARE(missed(state, Target::Degrade, level(0)), QString());
            QCOMPARE(missed(state, Target::Throttle, noLimit()), QString());
            QCOMPARE(state->resources.value(Target::Routing).stamp, QString());
            QVERIFY(state->resources.value(Target::Routing).version.toLongLong() > 1'000'000'000'000);
        }
        QCOMPARE(desk.gateway.promise(Verb::Rollback).tier, Tier::A);
    }
    void aRollbackMovesTheRequests()
    {
        Edge edge;
        Desk desk(edge.nginx.admin());
        QCOMPARE(answersOf(edge.nginx.users(), 100), (QMap<QByteArray, int>{{"v1", 90}, {"v2", 10}}));
        const json asked = weights("v1", 100, "v2", 0);
        const QString before = desk.versionOf(Target::Routing);
        GatewayWrite write = PresetDesk::writeOf(Verb::Rollback, Target::Routing, asked, before);
        write.actor = u"Änna+o \"ops\" 100% 质量\r\nEvil: 1"_s;
        const WriteAnswer answer = desk.write(write);
        QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
        const Result<GatewayState> state = desk.readBack();
        QCOMPARE(missed(state, Target::Routing, asked), QString());
        const GatewayResource routing = state->resources.value(Target::Routing);
        QCOMPARE(routing.stamp, write.opId);
        QCOMPARE(routing.actor, write.actor);
        QCOMPARE(routing.version.toLongLong(), before.toLongLong() + 1);
        QVERIFY(routing.changedAt.has_value());
        QCOMPARE(answersOf(edge.nginx.users(), 30), (QMap<QByteArray, int>{{"v1", 30}}));
    }
    void aLimitAnswers429AndIsTakenBack()
    {
        Edge edge;
        Desk desk(edge.nginx.admin());
        QCOMPARE(desk.press(Verb::Throttle, Target::Throttle, limitOf(0.5)).outcome, WriteOutcome::Accepted);
        QCOMPARE(missed(desk.readBack(), Target::Throttle, limitOf(0.5)), QString());
        // Five in ten seconds; the ten seconds may change once meanwhile.
        QVERIFY(answersOf(edge.nginx.users(), 15)["429"] >= 5);
        GatewayWrite write = PresetDesk::writeOf(Verb::Restore, Target::Throttle, noLimit(), desk.versionOf(Target::Throttle), u"0193f0c2-back"_s);
        QCOMPARE(desk.write(write).outcome, WriteOutcome::Accepted);
        QCOMPARE(missed(desk.readBack(), Target::Throttle, noLimit()), QString());
        QVERIFY(!answersOf(edge.nginx.users(), 15).contains("429"));
    }
    void aDegradedGatewayGivesTheSmallerAnswer()
    {
        Edge edge;
        Desk desk(edge.nginx.admin());
        QCOMPARE(desk.press(Verb::Degrade, Target::Degrade, level(1)).outcome, WriteOutcome::Accepted);
        QCOMPARE(missed(desk.readBack(), Target::Degrade, level(1)), QString());
        QCOMPARE(answersOf(edge.nginx.users(), 3), (QMap<QByteArray, int>{{"degraded", 3}}));
        GatewayWrite write = PresetDesk::writeOf(Verb::Restore, Target::Degrade, level(0), desk.versionOf(Target::Degrade), u"0193f0c2-back"_s);
        QCOMPARE(desk.write(write).outcome, WriteOutcome::Accepted);
        QCOMPARE(missed(desk.readBack(), Target::Degrade, level(0)), QString());
        QVERIFY(!answersOf(edge.nginx.users(), 3).contains("degraded"));
    }
    void theSameAgainIsTheSameAndAnotherValueIsRejected()
    {
        Edge edge;
        Desk desk(edge.nginx.admin());
        const GatewayWrite write = PresetDesk::writeOf(Verb::Rollback, Target::Routing, weights("v1", 100, "v2", 0), desk.versionOf(Target::Routing));
        QCOMPARE(desk.write(write).outcome, WriteOutcome::Accepted);
        const QString after = desk.versionOf(Target::Routing);
        QCOMPARE(desk.write(write).outcome, WriteOutcome::Accepted);
        QCOMPARE(desk.versionOf(Target::Routing), after);
        // Even when somebody else wrote meanwhile, the old copy changes nothing.
        const GatewayWrite other = PresetDesk::writeOf(Verb::Rollback, Target::Routing, weights("v1", 80, "v2", 20), after, u"0193f0c2-other"_s);
        QCOMPARE(desk.write(other).outcome, WriteOutcome::Accepted);
        QCOMPARE(desk.write(write).outcome, WriteOutcome::Accepted);
        QCOMPARE(missed(desk.read(), Target::Routing, weights("v1", 80, "v2", 20)), QString());
        GatewayWrite changed = write;
        changed.body = weights("v1", 50, "v2", 50);
        const WriteAnswer answer = desk.write(changed);
        QCOMPARE(answer.outcome, WriteOutcome::Rejected);
        QCOMPARE(answer.httpStatus, 422);
        QCOMPARE(answer.words, u"this Idempotency-Key was used for another value"_s);
    }
    void aChangeBetweenReadAndWriteIsNotOverwritten()
    {
        Edge edge;
        Desk desk(edge.nginx.admin());
        const QString painted = desk.versionOf(Target::Routing);
        GatewayWrite theirs = PresetDesk::writeOf(Verb::Rollback, Target::Routing, weights("v1", 70, "v2", 30), painted, u"0193f0c2-theirs"_s);
        theirs.actor = u"bert"_s;
        QCOMPARE(desk.write(theirs).outcome, WriteOutcome::Accepted);
        const WriteAnswer answer = desk.write(PresetDesk::writeOf(Verb::Rollback, Target::Routing, weights("v1", 100, "v2", 0), painted));
        QCOMPARE(answer.outcome, WriteOutcome::Superseded);
        QVERIFY2(answer.words.startsWith(u"changed by bert; now {"_s), qPrintable(answer.words));
        QVERIFY(answer.state.has_value());
        QCOMPARE(answer.state->resources.value(Target::Routing).stamp, u"0193f0c2-theirs"_s);
        QCOMPARE(missed(desk.read(), Target::Routing, weights("v1", 70, "v2", 30)), QString());
    }
    void ofManyAtOnceOneIsTaken()
    {
        Edge edge;
        Desk desk(edge.nginx.admin());
        for (int round = 0; round < 5; ++round) {
            const QByteArray version = desk.versionOf(Target::Degrade).toUtf8();
            std::vector<std::unique_ptr<QNetworkAccessManager>> managers;
            std::vector<std::unique_ptr<QNetworkReply>> replies;
            for (int i = 0; i < 16; ++i) {
                managers.push_back(std::make_unique<QNetworkAccessManager>());
                QNetworkRequest request(edge.nginx.admin().resolved(QUrl(u"/andon/degrade"_s)));
                request.setRawHeader("Authorization", "Bearer " + token);
                request.setRawHeader("If-Match", version);
                request.setRawHeader("Idempotency-Key", "round-" + QByteArray::number(round) + '-' + QByteArray::number(i));
                request.setRawHeader("Content-Type", "application/json");
                replies.emplace_back(managers.back()->put(request, "{\"level\":" + QByteArray::number(i % 2) + '}'));
            }
            QMap<int, int> statuses;
            for (const auto &reply : replies) {
                QVERIFY(QTest::qWaitFor([&] { return reply->isFinished(); }, 10'000));
                ++statuses[reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt()];
            }
            replies.clear();
            QCOMPARE(statuses, (QMap<int, int>{{200, 1}, {412, 15}}));
            QCOMPARE(desk.versionOf(Target::Degrade).toLongLong(), version.toLongLong() + 1);
        }
    }
    void moreWritesThanItKeepsLoseNothingThatCounts()
    {
        Edge edge;
        Desk desk(edge.nginx.admin());
        const qint64 first = desk.versionOf(Target::Degrade).toLongLong();
        for (int i = 0; i < 130; ++i) {
            const WriteAnswer answer = desk.write(PresetDesk::writeOf(Verb::Degrade, Target::Degrade, level(i % 2), QString::number(first + i),
                                                                      u"op-%1"_s.arg(i)));
            QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
        }
        QCOMPARE(missed(desk.read(), Target::Degrade, level(1)), QString());
        QCOMPARE(desk.versionOf(Target::Degrade).toLongLong(), first + 130);
        // A key that is forgotten meets the version.
        QCOMPARE(desk.write(PresetDesk::writeOf(Verb::Degrade, Target::Degrade, level(0), QString::number(first), u"op-0"_s)).outcome,
                 WriteOutcome::Superseded);
    }
    void itsRefusalsAreRejectedInItsWords_data()
    {
        QTest::addColumn<QByteArray>("withToken");
        QTest::addColumn<QString>("opId");
        QTest::addColumn<json>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("words");
        QTest::newRow("another token") << QByteArray("other") << u"op"_s << level(1) << 401 << u"no token, or another one"_s;
        QTest::newRow("a key that is no word") << token << u"op op"_s << level(1) << 400 << u"Idempotency-Key"_s;
        QTest::newRow("out of range") << token << u"op"_s << level(101) << 422 << u"in its range"_s;
        QTest::newRow("below its range") << token << u"op"_s << level(-1) << 422 << u"in its range"_s;
        QTest::newRow("no number") << token << u"op"_s << json{{"level", "1\""}} << 422 << u"in its range"_s;
    }
    void itsRefusalsAreRejectedInItsWords()
    {
        QFETCH(QByteArray, withToken);
        QFETCH(QString, opId);
        QFETCH(QString, words);
        QFETCH(json, body);
        Edge edge;
        Desk reader(edge.nginx.admin());
        const QString version = reader.versionOf(Target::Degrade);
        Desk desk(edge.nginx.admin(), withToken);
        const Result<GatewayState> state = desk.read();
        QCOMPARE(state.has_value(), withToken == token);
        if (!state) {
            QCOMPARE(state.error().kind, ErrorKind::NotAuthorized);
        } else {
            const WriteAnswer answer = desk.write(PresetDesk::writeOf(Verb::Degrade, Target::Degrade, body, version, opId));
            QCOMPARE(answer.outcome, WriteOutcome::Rejected);
            QTEST(answer.httpStatus, "status");
            QVERIFY2(answer.words.contains(words), qPrintable(answer.words));
        }
        QCOMPARE(missed(reader.read(), Target::Degrade, level(0)), QString());
        QCOMPARE(reader.versionOf(Target::Degrade), version);
    }
    void withoutATokenNothingIsTold()
    {
        Edge edge;
        for (const QString &path : {u"/andon/state"_s, u"/andon/routing"_s}) {
            const UserAnswer answer = userAsks(edge.nginx.admin().resolved(QUrl(path)));
            QCOMPARE(answer.status, 401);
            QVERIFY2(!answer.body.contains("canary_percent"), answer.body.constData());
        }
        QCOMPARE(userAsks(edge.nginx.users().resolved(QUrl(u"/andon/state"_s))).body.left(1), QByteArray("v")); // not on the users' side
    }
    void aReloadKeepsItAndARestartBeginsAgainWithNewerVersions()
    {
        Edge edge;
        Desk desk(edge.nginx.admin());
        QCOMPARE(desk.press(Verb::Rollback, Target::Routing, weights("v1", 100, "v2", 0)).outcome, WriteOutcome::Accepted);
        const QString written = desk.versionOf(Target::Routing);
        QVERIFY(edge.nginx.reload());
        QCOMPARE(missed(desk.read(), Target::Routing, weights("v1", 100, "v2", 0)), QString());
        QCOMPARE(desk.versionOf(Target::Routing), written);
        QVERIFY(edge.nginx.server().restart());
        QCOMPARE(missed(desk.read(), Target::Routing, weights("v1", 90, "v2", 10)), QString());
        QVERIFY(desk.versionOf(Target::Routing).toLongLong() > written.toLongLong());
        // What was painted before the restart is written over nothing.
        QCOMPARE(desk.write(PresetDesk::writeOf(Verb::Rollback, Target::Routing, weights("v1", 100, "v2", 0), written, u"late"_s)).outcome,
                 WriteOutcome::Superseded);
    }
    void aDeadOneGetsNothing()
    {
        Edge edge;
        Desk desk(edge.nginx.admin());
        QVERIFY(desk.read().has_value());
        edge.nginx.server().stop();
        QCOMPARE(desk.read().error().kind, ErrorKind::ConnectionRefused);
        QCOMPARE(desk.press(Verb::Rollback, Target::Routing, weights("v1", 100, "v2", 0)).outcome, WriteOutcome::NotSent);
    }
};

QTEST_GUILESS_MAIN(NginxLuaGatewayTest)
#include "tst_NginxLuaGateway.moc"

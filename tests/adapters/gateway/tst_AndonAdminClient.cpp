// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/adapters/gateway/AdminDesk.h"
#include "tests/support/Warnings.h"

#include <QCryptographicHash>

using namespace andon;

Q_DECLARE_METATYPE(andon::HttpReach)

class AndonAdminClientTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void anAnswerIsClassedAsTheProtocolSays_data()
    {
        QTest::addColumn<HttpReach>("reach");
        QTest::addColumn<int>("status");
        QTest::addColumn<WriteOutcome>("outcome");
        QTest::newRow("not sent") << HttpReach::NotSent << 0 << WriteOutcome::NotSent;
        QTest::newRow("broken") << HttpReach::Broken << 0 << WriteOutcome::Unknown;
        QTest::newRow("broken after a 200") << HttpReach::Broken << 200 << WriteOutcome::Unknown;
        QTest::newRow("broken after a 400") << HttpReach::Broken << 400 << WriteOutcome::Unknown;
        const auto statuses = [](WriteOutcome outcome, const QList<int> &all) {
            for (const int status : all)
                QTest::addRow("%d", status) << HttpReach::Answered << status << outcome;
        };
        statuses(WriteOutcome::Accepted, {200, 201, 202, 204, 299});
        statuses(WriteOutcome::Rejected, {300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 422, 428});
        statuses(WriteOutcome::Superseded, {412});
        statuses(WriteOutcome::Unknown, {100, 199, 402, 406, 407, 408, 409, 410, 413, 425, 429, 431, 499, 500, 501, 502, 503, 504, 599, 999});
    }
    void anAnswerIsClassedAsTheProtocolSays()
    {
        QFETCH(HttpReach, reach);
        QFETCH(int, status);
        HttpAnswer answer;
        answer.reach = reach;
        answer.status = status;
        QTEST(outcomeOf(answer), "outcome");
    }
    void aWriteCarriesEverythingTheProtocolNeeds_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<Target>("target");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("routing") << u""_s << Target::Routing << QByteArray("/admin/v1/routing");
        QTest::newRow("degrade") << u"/"_s << Target::Degrade << QByteArray("/admin/v1/degrade");
        QTest::newRow("throttle") << u"/edge"_s << Target::Throttle << QByteArray("/edge/admin/v1/throttle");
        QTest::newRow("rollout") << u"/edge/"_s << Target::Rollout << QByteArray("/edge/admin/v1/rollout");
    }
    void aWriteCarriesEverythingTheProtocolNeeds()
    {
        QFETCH(QString, base);
        QFETCH(Target, target);
        QFETCH(QByteArray, path);
        FaultServer server;
        server.play({says(httpAnswer("200 OK", "application/json", "{}"))});
        Desk desk(server.url(base));
        GatewayWrite write = writeOf(u"0193f0c2-op"_s, {{"level", 2}}, u"41"_s);
        write.target = target;
        write.anchor = u"118:9f86d081"_s;
        const WriteAnswer answer = written(desk.client, write);
        QCOMPARE(answer.outcome, WriteOutcome::Accepted);
        QCOMPARE(answer.httpStatus, 200);
        QCOMPARE(answer.digest, QCryptographicHash::hash("{}", QCryptographicHash::Sha256).toHex());
        QVERIFY(!answer.state);
        QCOMPARE(server.requests().size(), 1);
        const FaultServer::Request &request = server.requests().first();
        QCOMPARE(request.method, QByteArray("PUT"));
        QCOMPARE(request.path, path);
        QCOMPARE(request.body, QByteArray(R"({"level":2})"));
        QCOMPARE(request.headers.value("if-match"), QByteArray("\"41\""));
        QCOMPARE(request.headers.value("idempotency-key"), QByteArray("0193f0c2-op"));
        QCOMPARE(request.headers.value("andon-actor"), QByteArray("anna"));
        QCOMPARE(request.headers.value("andon-anchor"), QByteArray("118:9f86d081"));
        QCOMPARE(request.headers.value("authorization"), "Bearer " + goodToken);
        QCOMPARE(request.headers.value("content-type"), QByteArray("application/json"));
    }
    void sendingTwiceSendsTheSameBytes()
    {
        FaultServer server;
        server.play({Play{}});
        Desk desk(server.url());
        const GatewayWrite write = writeOf(u"op"_s, rolledBack(), u"41"_s);
        QCOMPARE(written(desk.client, write).outcome, WriteOutcome::Unknown);
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(written(desk.client, write).outcome, WriteOutcome::Unknown);
        QCOMPARE(server.requests().size(), 2);
        QCOMPARE(server.requests().at(0).body, server.requests().at(1).body);
        QCOMPARE(server.requests().at(0).headers, server.requests().at(1).headers);
    }
    void whatAGatewayDoesWithAWriteIsToldInWords_data()
    {
        QTest::addColumn<Play>("play");
        QTest::addColumn<WriteOutcome>("outcome");
        QTest::addColumn<QString>("words");
        const QByteArray detail = R"({"title":"No","detail":"weights must sum to 100"})";
        QTest::newRow("400 with a problem") << problem("400 Bad Request", detail) << WriteOutcome::Rejected << u"weights must sum to 100"_s;
        QTest::newRow("422 with a title only") << problem("422 Unprocessable", R"({"title":"key reused"})") << WriteOutcome::Rejected << u"key reused"_s;
        QTest::newRow("403 with HTML") << says(httpAnswer("403 Forbidden", "text/html", "<b>no</b>")) << WriteOutcome::Rejected << u"refused the credentials (403)"_s;
        QTest::newRow("401 with a challenge")
            << says(httpAnswer("401 Unauthorized", "text/plain", "", "WWW-Authenticate: Bearer\r\n")) << WriteOutcome::Rejected << u"Check the token"_s;
        QTest::newRow("404 of the wrong type") << problem("404 Not Found", R"({"detail":5,"title":[]})") << WriteOutcome::Rejected << u"answered 404"_s;
        QTest::newRow("405 with a list") << problem("405 No", "[1]") << WriteOutcome::Rejected << u"answered 405"_s;
        QTest::newRow("428") << problem("428 Precondition Required", detail) << WriteOutcome::Rejected << u"weights"_s;
        for (const char *status : {"302 Found", "307 Temporary", "308 Permanent"}) {
            QTest::newRow(status) << says(httpAnswer(status, "text/html", "", "Location: http://sso.example.org/\r\n"))
                                  << WriteOutcome::Rejected << u"redirect to sso.example.org"_s;
        }
        QTest::newRow("412 without a state") << problem("412 Precondition Failed", detail) << WriteOutcome::Superseded << u"weights"_s;
        QTest::newRow("412 with a broken state") << problem("412 Precondition Failed", R"({"detail":"moved on","state":{"generation":"x"}})")
                                                 << WriteOutcome::Superseded << u"moved on"_s;
        QTest::newRow("409 in progress") << problem("409 Conflict", R"({"detail":"in progress"})") << WriteOutcome::Unknown << u"in progress"_s;
        for (const char *status : {"408 Late", "425 Early", "429 Many", "500 Broken", "502 Bad Gateway", "503 Busy", "504 Timeout"})
            QTest::newRow(status) << says(httpAnswer(status, "text/html", "<html>")) << WriteOutcome::Unknown << u"answered "_s + QString::fromLatin1(status);
        QTest::newRow("closes") << Play{} << WriteOutcome::Unknown << u"closed the connection"_s;
        QTest::newRow("resets") << Play{{}, 0, false, End::Reset, false} << WriteOutcome::Unknown << u"closed the connection"_s;
        QTest::newRow("half a header") << says("HTTP/1.1 200 OK\r\nCont") << WriteOutcome::Unknown << u"closed the connection"_s;
        QTest::newRow("half an answer") << says(httpAnswer("200 OK", "application/json", "{}").chopped(1)) << WriteOutcome::Unknown << u"closed the connection"_s;
        QTest::newRow("says nothing") << Play{{}, 0, false, End::Stay, false} << WriteOutcome::Unknown << u"no complete answer within 700 ms"_s;
        QTest::newRow("304") << says("HTTP/1.1 304 Same\r\n\r\n") << WriteOutcome::Rejected << u"answered with status 304"_s;
        QTest::newRow("the token comes back")
            << problem("400 Bad", R"({"detail":"I got Bearer )" + goodToken + R"( from you"})") << WriteOutcome::Rejected << u"I got Bearer (the token) from you"_s;
        QTest::newRow("a broken answer's words do not count")
            << says("HTTP/1.1 400 Bad\r\nContent-Length: 99\r\n\r\n{\"detail\":\"nothing changed\"}") << WriteOutcome::Unknown << u"closed the connection"_s;
        QTest::newRow("a refusal nested without end")
            << problem("422 No", R"({"detail":"no","state":)" + QByteArray(500'000, '[') + QByteArray(500'000, ']') + '}')
            << WriteOutcome::Rejected << u"answered 422"_s;
        QTest::newRow("HTML with a 200: the read-back will tell") << says(httpAnswer("200 OK", "text/html", "<html>")) << WriteOutcome::Accepted << QString();
    }
    void whatAGatewayDoesWithAWriteIsToldInWords()
    {
        QFETCH(Play, play);
        QFETCH(WriteOutcome, outcome);
        QFETCH(QString, words);
        FaultServer server;
        server.play({play});
        Desk desk(server.url());
        GatewayWrite write = writeOf(u"op"_s, rolledBack(), u"41"_s);
        write.deadline = 700ms;
        const WriteAnswer answer = written(desk.client, write);
        QCOMPARE(answer.outcome, outcome);
        QVERIFY2(answer.words.contains(words) && answer.words.isEmpty() == words.isEmpty(), qPrintable(answer.words));
        QVERIFY(!answer.words.contains(QString::fromLatin1(goodToken)));
        QVERIFY(!answer.state);
        QCOMPARE(server.requests().size(), 1);
    }
    void whatDidNotLeaveIsNotSent_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("ifMatch");
        QTest::addColumn<int>("deadline");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing listens") << deadUrl().toString() << u"1"_s << 5000 << u"Nothing listens at"_s;
        QTest::newRow("no such host") << u"https://gateway.invalid"_s << u"1"_s << 5000 << u"is not known"_s;
        QTest::newRow("plain http beyond this machine") << u"http://192.0.2.1"_s << u"1"_s << 5000 << u"allow_plain_http"_s;
        QTest::newRow("a version with a line break") << deadUrl().toString() << u"1\r\nEvil: 1"_s << 5000 << u"If-Match"_s;
        QTest::newRow("its time is over") << deadUrl().toString() << u"1"_s << 0 << u"within 0 ms"_s;
    }
    void whatDidNotLeaveIsNotSent()
    {
        QFETCH(QString, url);
        QFETCH(QString, ifMatch);
        QFETCH(int, deadline);
        QFETCH(QString, words);
        Desk desk{QUrl(url)};
        GatewayWrite write = writeOf(u"op"_s, rolledBack(), ifMatch);
        write.deadline = std::chrono::milliseconds(deadline);
        const WriteAnswer answer = written(desk.client, write);
        QCOMPARE(answer.outcome, WriteOutcome::NotSent);
        QCOMPARE(answer.httpStatus, 0);
        QVERIFY2(answer.words.contains(words), qPrintable(answer.words));
    }
    void aReadThatFailsSaysWhy_data()
    {
        QTest::addColumn<Play>("play");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("401") << problem("401 Unauthorized", "{}") << ErrorKind::NotAuthorized;
        QTest::newRow("404") << problem("404 Not Found", "{}") << ErrorKind::HttpStatus;
        QTest::newRow("503") << says(httpAnswer("503 Busy", "text/plain", "busy")) << ErrorKind::HttpStatus;
        QTest::newRow("HTML") << says(httpAnswer("200 OK", "text/html", "<html>")) << ErrorKind::NotJson;
        QTest::newRow("no content type") << says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") << ErrorKind::NotJson;
        QTest::newRow("other JSON") << says(httpAnswer("200 OK", "application/json", "{}")) << ErrorKind::BadAnswer;
        QTest::newRow("no JSON") << says(httpAnswer("200 OK", "application/json", "{")) << ErrorKind::BadAnswer;
        QTest::newRow("a redirect") << says(httpAnswer("302 Found", "text/html", "", "Location: /login\r\n")) << ErrorKind::Redirected;
        QTest::newRow("closes") << Play{} << ErrorKind::ConnectionBroken;
    }
    void aReadThatFailsSaysWhy()
    {
        QFETCH(Play, play);
        FaultServer server;
        server.play({play});
        Desk desk(server.url());
        for (const Read how : {&AndonAdminClient::read, &AndonAdminClient::readBack}) {
            const Result<GatewayState> state = read(desk.client, how);
            QVERIFY(!state);
            QTEST(state.error().kind, "kind");
        }
    }
    void stalledPollsHoldNeitherAWriteNorItsReadBack()
    {
        FaultServer server;
        server.play({Play{{}, 0, false, End::Stay, false}});
        server.playAt("/admin/v1/routing", says(httpAnswer("200 OK", "application/json", "{}"), End::Stay));
        Desk desk(server.url());
        QObject context;
        int polled = 0;
        for (int i = 0; i < 20; ++i)
            desk.client.read(&context, [&](const Result<GatewayState> &) { ++polled; });
        QTRY_VERIFY(!server.requests().isEmpty());
        QCOMPARE(written(desk.client, writeOf(u"op"_s, rolledBack(), u"1"_s)).outcome, WriteOutcome::Accepted);
        const int before = static_cast<int>(server.requests().size());
        int readBack = 0;
        desk.client.readBack(&context, [&](const Result<GatewayState> &) { ++readBack; });
        QTRY_COMPARE(server.requests().size(), before + 1);
        QCOMPARE(polled, 0);
        QCOMPARE(readBack, 0);
    }
    void withoutItsTokenAGatewayOffersNothingAndSaysWhy()
    {
        const Desk without(deadUrl(), {});
        QVERIFY2(without.client.whyAbsent(Verb::Rollback).contains(u"the secret gateway was not found"), "");
        const Desk with(deadUrl());
        QCOMPARE(with.client.whyAbsent(Verb::Rollback), QString());
        QCOMPARE(with.client.promise(Verb::Rollback).tier, Tier::A);
    }
};

QTEST_GUILESS_MAIN(AndonAdminClientTest)
#include "tst_AndonAdminClient.moc"

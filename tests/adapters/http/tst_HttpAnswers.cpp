// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/adapters/http/Exchanges.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

using namespace andon;
using namespace std::chrono_literals;

class HttpAnswersTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theDeadlineIsAbsoluteHoweverSteadilyAServerDribbles()
    {
        FaultServer server;
        server.play({Play{{"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", " "}, 20, true, End::Stay, false}});
        HttpClient client;
        HttpRequest request = put(server.url());
        request.deadline = 300ms;
        const HttpAnswer answer = sent(client, request);
        QCOMPARE(answer.reach, broken);
        QCOMPARE(answer.error->kind, ErrorKind::TimedOut);
        QCOMPARE(answer.error->arguments.last(), u"300"_s);
        QCOMPARE(server.requests().size(), 1);
    }
    void aServerThatSaysNothingIsGivenUpAtTheDeadline()
    {
        FaultServer server;
        server.play({Play{{}, 0, false, End::Stay, false}});
        HttpClient client;
        HttpRequest request = put(server.url());
        request.deadline = 200ms;
        const HttpAnswer answer = sent(client, request);
        QCOMPARE(answer.reach, broken);
        QCOMPARE(answer.error->kind, ErrorKind::TimedOut);
    }
    void aRequestWhoseTimeIsOverIsNotSent()
    {
        FaultServer server;
        HttpClient client;
        HttpRequest request = put(server.url());
        request.deadline = -5ms;
        const HttpAnswer answer = sent(client, request);
        QCOMPARE(answer.reach, notSent);
        QCOMPARE(answer.error->kind, ErrorKind::TimedOut);
        QCOMPARE(server.connections(), 0);
    }
    void anAnswerThatHasNoEndIsCutOff()
    {
        FaultServer server;
        server.play({Play{{"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", QByteArray(64 * 1024, 'x')}, 0, true,
                          End::Stay, false}});
        HttpClient client({}, false, 1024 * 1024);
        const HttpAnswer answer = sent(client, get(server.url()));
        QCOMPARE(answer.reach, broken);
        QCOMPARE(answer.error->kind, ErrorKind::AnswerTooLarge);
        QCOMPARE(answer.body.size(), 0);
    }
    void anAnswerIsMeasuredToTheByte_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<HttpReach>("reach");
        QTest::newRow("as large as may be") << 1000 << answered;
        QTest::newRow("a byte more") << 1001 << broken;
    }
    void anAnswerIsMeasuredToTheByte()
    {
        QFETCH(int, size);
        FaultServer server;
        server.play({says(httpAnswer("200 OK", json, QByteArray(size, 'x')))});
        HttpClient client({}, false, 1000);
        QTEST(sent(client, get(server.url())).reach, "reach");
    }
    void aCutAnswerIsNotTakenForAWholeOne_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<HttpReach>("reach");
        const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
        QTest::newRow("shorter than it says") << head + "Content-Length: 50\r\n\r\n{\"a\":" << broken;
        QTest::newRow("chunks without an end") << head + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n" << broken;
        QTest::newRow("chunk cut") << head + "Transfer-Encoding: chunked\r\n\r\n50\r\n{\"a\":" << broken;
        QTest::newRow("broken compression") << head + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello" << broken;
        QTest::newRow("without a length: only its reader can tell") << head + "\r\n{\"a\":" << answered;
        QTest::newRow("whole chunks") << head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" << answered;
    }
    void aCutAnswerIsNotTakenForAWholeOne()
    {
        QFETCH(QByteArray, bytes);
        FaultServer server;
        server.play({says(bytes)});
        HttpAccess access;
        access.unpacks = true;
        HttpClient client(access);
        const HttpAnswer answer = sent(client, get(server.url()));
        QTEST(answer.reach, "reach");
        QCOMPARE(answer.error.has_value(), answer.reach == broken);
        if (answer.error)
            QCOMPARE(answer.error->kind, ErrorKind::ConnectionBroken);
    }
    void whoDoesNotUnpackAsksForNothingPacked()
    {
        FaultServer server;
        const QByteArray packed = qCompress(QByteArray(100'000, ' ')).mid(4);
        server.play({says(httpAnswer("200 OK", json, packed, "Content-Encoding: deflate\r\n"))});
        HttpAccess access;
        HttpClient plain(access);
        access.unpacks = true;
        HttpClient unpacking(access);
        QCOMPARE(sent(plain, get(server.url())).body, packed);
        QCOMPARE(server.requests().last().headers.value("accept-encoding"), QByteArray("identity"));
        QCOMPARE(sent(unpacking, get(server.url())).body, QByteArray(100'000, ' '));
        QVERIFY(server.requests().last().headers.value("accept-encoding").contains("gzip"));
    }
    void whatComesBeforeAnAnswerIsNone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("early hints") << QByteArray("HTTP/1.1 103 Early Hints\r\n\r\n");
        QTest::newRow("other protocol") << QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");
        QTest::newRow("processing") << QByteArray("HTTP/1.1 102 Processing\r\n\r\n");
        QTest::newRow("two lengths") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ");
    }
    void whatComesBeforeAnAnswerIsNone()
    {
        QFETCH(QByteArray, bytes);
        FaultServer server;
        server.play({says(bytes)});
        HttpClient client;
        const HttpAnswer answer = sent(client, put(server.url()));
        QCOMPARE(answer.reach, broken);
        QCOMPARE(answer.error->kind, ErrorKind::ConnectionBroken);
    }
    void theTimeThatTheMachineSleptCounts_data()
    {
        QTest::addColumn<Play>("play");
        QTest::addColumn<bool>("sleeps");
        QTest::addColumn<HttpReach>("reach");
        const QByteArray ok = httpAnswer("200 OK", json, "{}");
        const QByteArray bad = httpAnswer("404 No", json, "{}");
        const Play slow{{ok.left(20), ok.mid(20)}, 200, false, End::Stay, false};
        QTest::newRow("a whole answer after it") << slow << true << broken;
        QTest::newRow("an error status after it") << Play{{bad.left(20), bad.mid(20)}, 200, false, End::Close, false} << true << broken;
        QTest::newRow("half an answer after it") << Play{{ok.left(20), ok.mid(20, ok.size() - 21)}, 200, false, End::Stay, false}
                                                 << true << broken;
        QTest::newRow("nothing after it") << Play{{ok.left(20)}, 0, false, End::Stay, false} << true << broken;
        QTest::newRow("awake all the time") << slow << false << answered;
    }
    void theTimeThatTheMachineSleptCounts()
    {
        QFETCH(Play, play);
        QFETCH(bool, sleeps);
        FaultServer server;
        server.play({play});
        ManualClock clock;
        HttpClient client(HttpAccess(), &clock);
        HttpRequest request = put(server.url());
        request.deadline = 30s;
        QObject context;
        std::optional<HttpAnswer> answer;
        client.send(request, &context, [&](const HttpAnswer &given) { answer = given; });
        QTRY_COMPARE(server.requests().size(), 1);
        clock.advance(sleeps ? 30s : 29s);
        QTRY_VERIFY(answer);
        QTEST(answer->reach, "reach");
        QVERIFY(!sleeps || answer->error->kind == ErrorKind::TimedOut);
        QTest::qWait(300); // what comes later is nobody's answer
        QCOMPARE(server.requests().size(), 1);
    }
    void aDoubledAnswerIsNotTheNextOnes()
    {
        FaultServer server;
        const QByteArray first = httpAnswer("200 OK", json, "1");
        server.play({says(first + first, End::Stay), says(httpAnswer("200 OK", json, "2"), End::Stay)});
        HttpClient client;
        QCOMPARE(sent(client, put(server.url())).body, QByteArray("1"));
        QVERIFY(sent(client, put(server.url())).body != QByteArray("1"));
        QCOMPARE(sent(client, put(server.url())).body, QByteArray("2"));
        QCOMPARE(server.requests().size(), 3);
    }
    void anErrorStatusIsAnAnswerWithWords_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("400") << QByteArray("400 Bad Request") << ErrorKind::HttpStatus;
        QTest::newRow("401") << QByteArray("401 Unauthorized") << ErrorKind::NotAuthorized;
        QTest::newRow("403") << QByteArray("403 Forbidden") << ErrorKind::NotAuthorized;
        QTest::newRow("404") << QByteArray("404 Not Found") << ErrorKind::HttpStatus;
        QTest::newRow("409") << QByteArray("409 Conflict") << ErrorKind::HttpStatus;
        QTest::newRow("412") << QByteArray("412 Precondition Failed") << ErrorKind::HttpStatus;
        QTest::newRow("418") << QByteArray("418 Teapot") << ErrorKind::HttpStatus;
        QTest::newRow("429") << QByteArray("429 Too Many") << ErrorKind::HttpStatus;
        QTest::newRow("500") << QByteArray("500 Broken") << ErrorKind::HttpStatus;
        QTest::newRow("503") << QByteArray("503 Starting") << ErrorKind::HttpStatus;
        QTest::newRow("599") << QByteArray("599 Odd") << ErrorKind::HttpStatus;
    }
    void anErrorStatusIsAnAnswerWithWords()
    {
        QFETCH(QByteArray, status);
        FaultServer server;
        server.play({says(httpAnswer(status, "text/html; charset=utf-8", "<html><b>no</b></html>"))});
        HttpClient client;
        for (const HttpRequest &request : {get(server.url(u"/a?b=c"_s)), put(server.url(u"/a?b=c"_s))}) {
            const HttpAnswer answer = sent(client, request);
            QCOMPARE(answer.reach, answered);
            QCOMPARE(answer.status, status.left(3).toInt());
            QTEST(answer.error->kind, "kind");
            QVERIFY(answer.error->message().contains(QString::fromLatin1(status.left(3))));
            QVERIFY(!shown(answer).contains(u"b=c"));
            QCOMPARE(answer.body, QByteArray("<html><b>no</b></html>"));
            QVERIFY(!answer.isJson());
        }
    }
    void onlyAnswersThatSayTheyAreJsonAreTakenForIt_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("isJson");
        QTest::newRow("plain") << QByteArray("application/json") << true;
        QTest::newRow("with a character set") << QByteArray("application/json; charset=utf-8") << true;
        QTest::newRow("in capitals") << QByteArray("Application/JSON;charset=UTF-8") << true;
        QTest::newRow("HTML") << QByteArray("text/html") << false;
        QTest::newRow("a longer word") << QByteArray("application/jsonp") << false;
        QTest::newRow("none") << QByteArray() << false;
    }
    void onlyAnswersThatSayTheyAreJsonAreTakenForIt()
    {
        QFETCH(QByteArray, type);
        HttpAnswer answer;
        if (!type.isEmpty())
            answer.headers = {{"content-type", type}};
        QTEST(answer.isJson(), "isJson");
    }
};

QTEST_GUILESS_MAIN(HttpAnswersTest)
#include "tst_HttpAnswers.moc"

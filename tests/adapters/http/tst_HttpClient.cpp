// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/adapters/http/Exchanges.h"
#include "tests/support/Warnings.h"

using namespace andon;
using namespace std::chrono_literals;

class HttpClientTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        // A proxy of the environment would get the token; nothing listens there, so that asking it would be seen.
        for (const char *name : {"http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"})
            qputenv(name, "http://127.0.0.1:1");
        qunsetenv("no_proxy");
    }
    void init() { failOnWarnings(); }

    void oneCopyOfAWriteIsOnTheWireWhateverTheServerDoes_data()
    {
        QTest::addColumn<QList<Play>>("plays");
        QTest::addColumn<HttpReach>("reach");
        QTest::addColumn<int>("status");
        const QByteArray ok = httpAnswer("200 OK", json, "{}");
        QTest::newRow("closes without an answer") << QList<Play>{Play{}} << broken << 0;
        QTest::newRow("resets without an answer") << QList<Play>{Play{{}, 0, false, End::Reset, false}} << broken << 0;
        QTest::newRow("closes in the status line") << QList<Play>{says("HTTP/1.1 2")} << broken << 0;
        QTest::newRow("closes in the headers") << QList<Play>{says("HTTP/1.1 200 OK\r\nContent-Le")} << broken << 0;
        QTest::newRow("resets in the headers")
            << QList<Play>{says("HTTP/1.1 200 OK\r\nContent-Le", End::Reset)} << broken << 0;
        QTest::newRow("answers 408 and closes") << QList<Play>{says(httpAnswer("408 Late", json, "{}"))} << answered << 408;
        QTest::newRow("wants a password")
            << QList<Play>{says(httpAnswer("401 No", json, "{}", "WWW-Authenticate: Basic realm=\"x\"\r\n"))} << answered << 401;
        QTest::newRow("wants a digest")
            << QList<Play>{says(httpAnswer("401 No", json, "{}", "WWW-Authenticate: Digest realm=\"x\", nonce=\"1\"\r\n"))}
            << answered << 401;
        QTest::newRow("answers no HTTP") << QList<Play>{says("220 mail.example.org ESMTP\r\n")} << broken << 0;
        QTest::newRow("answers") << QList<Play>{says(ok, End::Stay)} << answered << 200;
    }
    void oneCopyOfAWriteIsOnTheWireWhateverTheServerDoes()
    {
        QFETCH(QList<Play>, plays);
        FaultServer server;
        server.play(plays);
        HttpClient client{Secret(token)};
        const HttpAnswer answer = sent(client, put(server.url(u"/admin"_s)));
        QTEST(answer.reach, "reach");
        if (answer.reach == answered)
            QTEST(answer.status, "status");
        // A second copy would come at once, before or after the callback.
        QTest::qWait(50);
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.requests().first().body, QByteArray(R"({"weight":0})"));
        QCOMPARE(server.requests().first().method, QByteArray("PUT"));
        QVERIFY2(!shown(answer).contains(QString::fromLatin1(token)), qPrintable(shown(answer)));
    }
    void aWriteOnAConnectionThatTheServerClosedMeanwhileIsNotSentTwice()
    {
        FaultServer server;
        server.play({says(httpAnswer("200 OK", json, "{}"), End::Stay), Play{{}, 0, false, End::Reset, false},
                     says(httpAnswer("200 OK", json, "{}"))});
        HttpClient client;
        QCOMPARE(sent(client, put(server.url())).reach, answered);
        QCOMPARE(sent(client, put(server.url())).reach, broken);
        QTest::qWait(50);
        QCOMPARE(server.requests().size(), 2);
    }
    void aQuestionGoesAgainWhereItsConnectionWasClosedMeanwhile()
    {
        FaultServer server;
        server.play({says(httpAnswer("200 OK", json, "{}"), End::Stay), Play{}, says(httpAnswer("200 OK", json, "[]"))});
        HttpClient client;
        HttpRequest question = put(server.url());
        question.method = "POST";
        question.isQuestion = true;
        QCOMPARE(sent(client, question).body, QByteArray("{}"));
        QCOMPARE(sent(client, question).body, QByteArray("[]"));
        QCOMPARE(server.requests().size(), 3);
        QCOMPARE(server.requests().last().body, question.body);
    }
    void aRedirectIsNeitherFollowedNorGivenTheToken_data()
    {
        QTest::addColumn<QByteArray>("status");
        for (const char *status : {"301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"})
            QTest::newRow(status) << QByteArray(status);
    }
    void aRedirectIsNeitherFollowedNorGivenTheToken()
    {
        QFETCH(QByteArray, status);
        FaultServer elsewhere;
        FaultServer server;
        const QByteArray location = "Location: " + elsewhere.url(u"/login?token=abc"_s).toEncoded() + "\r\n";
        server.play({says(httpAnswer(status, "text/html", "<a>moved</a>", location))});
        HttpClient client{Secret(token)};
        for (const HttpRequest &request : {put(server.url(u"/admin"_s)), get(server.url(u"/admin"_s))}) {
            const HttpAnswer answer = sent(client, request);
            QCOMPARE(answer.reach, answered);
            QCOMPARE(answer.status, status.left(3).toInt());
            QCOMPARE(answer.error->kind, ErrorKind::Redirected);
            QVERIFY2(!shown(answer).contains(u"abc"), qPrintable(shown(answer)));
        }
        QTest::qWait(50);
        QCOMPARE(server.requests().size(), 2);
        QCOMPARE(elsewhere.connections(), 0);
    }
    void theTokenGoesOutAsABearerAndNoCookieFollows()
    {
        FaultServer server;
        server.play({says(httpAnswer("200 OK", json, "{}", "Set-Cookie: session=1\r\n"), End::Stay)});
        HttpClient client{Secret(token)};
        sent(client, get(server.url()));
        const HttpAnswer answer = sent(client, put(server.url()));
        QCOMPARE(answer.status, 200);
        QCOMPARE(server.requests().last().headers.value("authorization"), "Bearer " + token);
        QCOMPARE(server.requests().last().headers.value("if-match"), QByteArray("\"7\""));
        QVERIFY(!server.requests().last().headers.contains("cookie"));
        QVERIFY(!server.requests().last().headers.contains("upgrade"));
    }
    void aRequestThatMayNotLeaveDoesNotLeave_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("bearer");
        const QByteArray x = "X";
        QTest::newRow("CR LF in a header") << u"/"_s << QByteArray("PUT") << x << QByteArray("a\r\nEvil: 1") << token;
        QTest::newRow("LF in a header") << u"/"_s << QByteArray("PUT") << x << QByteArray("a\nEvil: 1") << token;
        QTest::newRow("zero byte in a header") << u"/"_s << QByteArray("GET") << x << QByteArray("a\0b", 3) << token;
        QTest::newRow("letters beyond ASCII") << u"/"_s << QByteArray("GET") << x << QByteArray("\xc3\xa4") << token;
        QTest::newRow("CR LF in a name") << u"/"_s << QByteArray("GET") << QByteArray("X\r\nY") << QByteArray("1") << token;
        QTest::newRow("colon in a name") << u"/"_s << QByteArray("GET") << QByteArray("X: 1") << QByteArray("1") << token;
        QTest::newRow("no name") << u"/"_s << QByteArray("GET") << QByteArray() << QByteArray("1") << token;
        QTest::newRow("CR LF in the token") << u"/"_s << QByteArray("PUT") << x << QByteArray("1") << token + "\r\nEvil: 1";
        QTest::newRow("an unknown method") << u"/"_s << QByteArray("TRACE") << x << QByteArray("1") << token;
        QTest::newRow("password in the address")
            << u"http://user:p4ss@127.0.0.1:1/"_s << QByteArray("GET") << x << QByteArray("1") << token;
        QTest::newRow("another scheme") << u"ftp://127.0.0.1/"_s << QByteArray("GET") << x << QByteArray("1") << token;
        QTest::newRow("a file") << u"file:///etc/passwd"_s << QByteArray("GET") << x << QByteArray("1") << token;
        QTest::newRow("no host") << u"http:///x"_s << QByteArray("GET") << x << QByteArray("1") << token;
        QTest::newRow("plain http beyond this machine")
            << u"http://192.0.2.1:9/"_s << QByteArray("GET") << x << QByteArray("1") << token;
        QTest::newRow("a name that only looks like this machine")
            << u"http://localhost.example.invalid/"_s << QByteArray("GET") << x << QByteArray("1") << token;
    }
    void aRequestThatMayNotLeaveDoesNotLeave()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, bearer);
        FaultServer server;
        server.play({says(httpAnswer("200 OK", json, "{}"))});
        HttpClient client{Secret(bearer)};
        HttpRequest request = put(url == u"/" ? server.url() : QUrl(url));
        request.method = method;
        request.headers = {{name, value}};
        const HttpAnswer answer = sent(client, request);
        QCOMPARE(answer.reach, notSent);
        QCOMPARE(answer.error->kind, ErrorKind::BadAddress);
        QCOMPARE(server.connections(), 0);
        QVERIFY2(!shown(answer).contains(QString::fromLatin1(token)), qPrintable(shown(answer)));
        QVERIFY2(!shown(answer).contains(u"p4ss"), qPrintable(shown(answer)));
    }
    void plainHttpBeyondThisMachineNeedsTheWorkspacesWord()
    {
        HttpClient client({}, true);
        HttpRequest request = get(QUrl(u"http://host.invalid/"_s));
        const HttpAnswer answer = sent(client, request);
        QCOMPARE(answer.reach, notSent);
        QCOMPARE(answer.error->kind, ErrorKind::HostNotFound);
    }
    void aDeadServerGotNothing()
    {
        HttpClient client{Secret(token)};
        const QUrl url = deadUrl(u"/admin"_s);
        const HttpAnswer answer = sent(client, put(url));
        QCOMPARE(answer.reach, notSent);
        QCOMPARE(answer.bodyBytesTaken, 0);
        QCOMPARE(answer.error->kind, ErrorKind::ConnectionRefused);
        QCOMPARE(answer.error->arguments, QStringList{u"127.0.0.1:%1"_s.arg(url.port())});
    }
    void aServerWithoutTlsGotNothingOfAnHttpsRequest()
    {
        FaultServer server;
        server.play({Play{{"HTTP/1.1 400 Bad Request\r\n\r\n"}, 0, false, End::Close, true}});
        QUrl url = server.url();
        url.setScheme(u"https"_s);
        HttpClient client{Secret(token)};
        const HttpAnswer answer = sent(client, put(url));
        QCOMPARE(answer.reach, notSent);
        QCOMPARE(answer.bodyBytesTaken, 0);
        QCOMPARE(answer.error->kind, ErrorKind::TlsFailed);
    }
    void nobodyIsToldOnceTheContextIsGoneAndTheConnectionEnds()
    {
        FaultServer server;
        server.play({Play{{}, 0, false, End::Stay, false}});
        HttpClient client;
        auto *context = new QObject;
        bool told = false;
        client.send(put(server.url()), context, [&](const HttpAnswer &) { told = true; });
        QTRY_COMPARE(server.requests().size(), 1);
        delete context;
        QTRY_COMPARE(server.openConnections(), 0);
        QVERIFY(!told);
    }
    void nobodyIsToldOnceTheClientIsGone()
    {
        FaultServer server;
        server.play({Play{{}, 0, false, End::Stay, false}});
        auto client = std::make_unique<HttpClient>();
        QObject context;
        bool told = false;
        client->send(put(server.url()), &context, [&](const HttpAnswer &) { told = true; });
        QTRY_COMPARE(server.requests().size(), 1);
        client.reset();
        QTRY_COMPARE(server.openConnections(), 0);
        QVERIFY(!told);
    }
    void theCallbackMayEndItsContextAndTheClient_data()
    {
        QTest::addColumn<QList<Play>>("plays");
        QTest::newRow("an answer") << QList<Play>{says(httpAnswer("200 OK", json, "{}"), End::Stay)};
        QTest::newRow("a reset") << QList<Play>{Play{{}, 0, false, End::Reset, false}};
        QTest::newRow("the deadline") << QList<Play>{Play{{}, 0, false, End::Stay, false}};
        QTest::newRow("too large") << QList<Play>{says(httpAnswer("200 OK", json, QByteArray(5000, 'x')), End::Stay)};
    }
    void theCallbackMayEndItsContextAndTheClient()
    {
        QFETCH(QList<Play>, plays);
        FaultServer server;
        server.play(plays);
        auto client = std::make_unique<HttpClient>(Secret(), false, 1000);
        auto *context = new QObject;
        bool told = false;
        HttpRequest request = put(server.url());
        request.deadline = 300ms;
        client->send(request, context, [&](const HttpAnswer &) {
            told = true;
            delete context;
            client.reset();
        });
        QTRY_VERIFY(told);
        QTRY_COMPARE(server.openConnections(), 0);
    }
    void aStalledClientDoesNotHoldAnother()
    {
        FaultServer server;
        server.playAt("/stall", Play{{}, 0, false, End::Stay, false});
        server.play({says(httpAnswer("200 OK", json, "{}"), End::Stay)});
        HttpClient polls;
        HttpClient actions;
        QObject context;
        int stalled = 0;
        for (int i = 0; i < 20; ++i)
            polls.send(get(server.url(u"/stall"_s)), &context, [&](const HttpAnswer &) { ++stalled; });
        QTRY_VERIFY(!server.requests().isEmpty());
        QCOMPARE(sent(actions, put(server.url(u"/act"_s))).status, 200);
        QCOMPARE(stalled, 0);
    }
};

QTEST_GUILESS_MAIN(HttpClientTest)
#include "tst_HttpClient.moc"

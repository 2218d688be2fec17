// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/IoThread.h"
#include "app/adapters/http/PollClient.h"
#include "tests/support/FaultServer.h"
#include "tests/support/Warnings.h"

#include <QSemaphore>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

using Play = FaultServer::Play;
using End = FaultServer::End;

namespace {

HttpRequest get(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    return request;
}

Play says(const QByteArray &body)
{
    return {{httpAnswer("200 OK", "application/json", body)}, 0, false, End::Stay, false};
}

const Play saysNothing{{}, 0, false, End::Stay, false};

/// What a decoder noticed.
struct Seen {
    QByteArray body;
    QThread *thread = nullptr;
};

Seen seen(const HttpAnswer &answer)
{
    return {answer.body, QThread::currentThread()};
}

} // namespace

class PollClientTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void anAnswerIsDecodedInTheIoThreadAndHandedOverHere()
    {
        FaultServer server;
        server.play({says("one"), says("two")});
        IoThread io;
        PollClient client(io, {}, false);
        QObject context;
        QList<Seen> values;
        QThread *calledIn = nullptr;
        for (int i = 0; i < 2; ++i) {
            client.ask<Seen>(get(server.url()), &context, seen, [&](const Seen &value) {
                calledIn = QThread::currentThread();
                values << value;
            });
            QCOMPARE(values.size(), i); // later, never before the call returns
            QTRY_COMPARE(values.size(), i + 1);
            QCOMPARE(calledIn, QThread::currentThread());
        }
        QCOMPARE(values[0].body, QByteArray("one"));
        QCOMPARE(values[1].body, QByteArray("two"));
        QVERIFY(values[0].thread != QThread::currentThread());
        QCOMPARE(values[0].thread, values[1].thread);
    }
    void aRequestThatMayNotLeaveIsAnsweredToo()
    {
        IoThread io;
        PollClient client(io, {}, false);
        QObject context;
        std::optional<HttpAnswer> told;
        client.ask<HttpAnswer>(get(QUrl(u"http://192.0.2.1/"_s)), &context, [](const HttpAnswer &answer) { return answer; },
                               [&](const HttpAnswer &answer) { told = answer; });
        QTRY_VERIFY(told);
        QCOMPARE(told->reach, HttpReach::NotSent);
        QCOMPARE(told->error->kind, ErrorKind::BadAddress);
    }
    void aLargeAnswerIsDecodedElsewhereAndHoldsNoSmallOne()
    {
        FaultServer server;
        server.playAt("/large", says(QByteArray(300 * 1024, 'x')));
        server.playAt("/small", says("small"));
        IoThread io;
        PollClient client(io, {}, false);
        QObject context;
        QSemaphore started;
        QSemaphore mayEnd;
        QList<QByteArray> order;
        client.ask<QByteArray>(get(server.url(u"/large"_s)), &context,
                               [&](const HttpAnswer &answer) {
                                   started.release();
                                   mayEnd.acquire();
                                   return answer.body.left(1);
                               },
                               [&](const QByteArray &value) { order << value; });
        QTRY_COMPARE(started.available(), 1);
        client.ask<Seen>(get(server.url(u"/small"_s)), &context, seen, [&](const Seen &value) { order << value.body; });
        QTRY_COMPARE(order, QList<QByteArray>{"small"});
        mayEnd.release();
        QTRY_COMPARE(order, (QList<QByteArray>{"small", "x"}));
    }
    void requestsInTurnAreSentOneAfterTheOtherAndArriveInPortions_data()
    {
        QTest::addColumn<QList<int>>("sizes");
        QTest::addColumn<int>("slow"); ///< the request whose answer takes its time; -1: none
        QTest::addColumn<QList<int>>("portions");
        const int large = 300 * 1024;
        QTest::newRow("one") << QList<int>{1} << -1 << QList<int>{1};
        QTest::newRow("quick ones together") << QList<int>{1, 2, 3, 4} << -1 << QList<int>{4};
        QTest::newRow("not those before a slow one") << QList<int>{1, 2, 3} << 2 << QList<int>{2, 1};
        QTest::newRow("nor those before a large one") << QList<int>{1, large} << -1 << QList<int>{1, 1};
        QTest::newRow("large ones") << QList<int>{large, large + 1} << 1 << QList<int>{1, 1};
    }
    void requestsInTurnAreSentOneAfterTheOtherAndArriveInPortions()
    {
        QFETCH(QList<int>, sizes);
        QFETCH(int, slow);
        QFETCH(QList<int>, portions);
        FaultServer server;
        for (qsizetype i = 0; i < sizes.size(); ++i) {
            Play play = says(QByteArray(sizes[i], 'x'));
            if (i == slow)
                play = {{play.pieces.first().left(9), play.pieces.first().mid(9)}, 300, false, End::Stay, false};
            server.playAt("/" + QByteArray::number(i), play);
        }
        IoThread io;
        PollClient client(io, {}, false);
        QObject context;
        QList<int> heard, portionsHeard;
        client.askInTurn<int>(sizes.size(), [&](qsizetype which) { return get(server.url(u'/' + QString::number(which))); }, &context,
                              [](qsizetype, const HttpAnswer &answer) { return static_cast<int>(answer.body.size()); },
                              [](int) { return true; },
                              [&](const QList<int> &values) {
                                  heard << values;
                                  portionsHeard << static_cast<int>(values.size());
                              });
        QTRY_COMPARE(heard, sizes);
        // A machine that is busy hands quick ones over one by one, too; what is slow never holds up what was there before.
        if (slow >= 0 || sizes.size() == 1)
            QCOMPARE(portionsHeard.last(), portions.last());
        else
            QVERIFY(portionsHeard.size() >= portions.size());
    }
    void afterAValueThatEndsItNothingMoreIsSent()
    {
        FaultServer server;
        server.play({says("a"), says("stop"), says("c")});
        IoThread io;
        PollClient client(io, {}, false);
        QObject context;
        QList<QByteArray> heard;
        client.askInTurn<QByteArray>(3, [&](qsizetype) { return get(server.url()); }, &context,
                                     [](qsizetype, const HttpAnswer &answer) { return answer.body; },
                                     [](const QByteArray &body) { return body != "stop"; },
                                     [&](const QList<QByteArray> &values) { heard << values; });
        QTRY_COMPARE(heard, (QList<QByteArray>{"a", "stop"}));
        QTest::qWait(50);
        QCOMPARE(server.requests().size(), 2);
    }
    void theRestIsNotSentOnceTheContextIsGone_data()
    {
        QTest::addColumn<bool>("whileHeard");
        QTest::newRow("between two answers") << false;
        QTest::newRow("while one is heard") << true;
    }
    void theRestIsNotSentOnceTheContextIsGone()
    {
        QFETCH(bool, whileHeard);
        FaultServer server;
        server.play({says("a"), saysNothing});
        IoThread io;
        PollClient client(io, {}, false);
        auto context = std::make_unique<QObject>();
        QList<QByteArray> heard;
        client.askInTurn<QByteArray>(3, [&](qsizetype) { return get(server.url()); }, context.get(),
                                     [](qsizetype, const HttpAnswer &answer) { return answer.body; },
                                     [](const QByteArray &) { return true; },
                                     [&](const QList<QByteArray> &values) {
                                         heard << values;
                                         if (whileHeard)
                                             context.reset();
                                     });
        QTRY_COMPARE(heard, QList<QByteArray>{"a"});
        context.reset();
        QTRY_COMPARE(server.openConnections(), 0);
        QVERIFY(server.requests().size() <= 2);
        QCOMPARE(heard.size(), 1);
    }
    void nobodyIsToldOnceTheContextIsGoneAndTheConnectionEnds()
    {
        FaultServer server;
        server.play({saysNothing});
        IoThread io;
        PollClient client(io, {}, false);
        auto *context = new QObject;
        bool told = false;
        client.ask<Seen>(get(server.url()), context, seen, [&](const Seen &) { told = true; });
        QTRY_COMPARE(server.requests().size(), 1);
        delete context;
        QTRY_COMPARE(server.openConnections(), 0);
        QVERIFY(!told);
    }
    void aValueThatIsOnItsWayDoesNotReachAContextThatIsGone_data()
    {
        QTest::addColumn<bool>("large");
        QTest::addColumn<bool>("clientGoes");
        QTest::newRow("small, the context goes") << false << false;
        QTest::newRow("small, the client goes") << false << true;
        QTest::newRow("large, the context goes") << true << false;
        QTest::newRow("large, the client goes") << true << true;
    }
    void aValueThatIsOnItsWayDoesNotReachAContextThatIsGone()
    {
        QFETCH(bool, large);
        QFETCH(bool, clientGoes);
        FaultServer server;
        server.play({says(QByteArray(large ? 300 * 1024 : 10, 'x'))});
        IoThread io;
        auto client = std::make_unique<PollClient>(io, Secret(), false);
        auto context = std::make_unique<QObject>();
        QSemaphore started;
        QSemaphore mayEnd;
        QSemaphore ended;
        bool told = false;
        client->ask<int>(get(server.url()), context.get(),
                         [&](const HttpAnswer &) {
                             started.release();
                             mayEnd.acquire();
                             ended.release();
                             return 1;
                         },
                         [&](int) { told = true; });
        QTRY_COMPARE(started.available(), 1);
        if (clientGoes)
            client.reset();
        else
            context.reset();
        mayEnd.release();
        QTRY_COMPARE(ended.available(), 1);
        QTest::qWait(20);
        QVERIFY(!told);
    }
    void theCallbackMayEndItsContextAndTheClient()
    {
        FaultServer server;
        server.play({says("x")});
        IoThread io;
        auto client = std::make_unique<PollClient>(io, Secret(), false);
        auto *context = new QObject;
        bool told = false;
        client->ask<Seen>(get(server.url()), context, seen, [&](const Seen &) {
            told = true;
            delete context;
            client.reset();
        });
        QTRY_VERIFY(told);
    }
    void everyQuestionGetsItsOwnAnswerOnce()
    {
        FaultServer server;
        for (int i = 0; i < 40; ++i)
            server.playAt('/' + QByteArray::number(i), says(QByteArray::number(i)));
        IoThread io;
        PollClient client(io, {}, false);
        QObject context;
        QHash<int, QList<QByteArray>> values;
        for (int i = 0; i < 40; ++i) {
            client.ask<Seen>(get(server.url(u"/%1"_s.arg(i))), &context, seen,
                             [&values, i](const Seen &value) { values[i] << value.body; });
        }
        QTRY_COMPARE(values.size(), 40);
        for (int i = 0; i < 40; ++i)
            QCOMPARE(values[i], QList<QByteArray>{QByteArray::number(i)});
    }
    void theThreadEndsWhateverIsInFlight()
    {
        FaultServer server;
        server.play({saysNothing});
        QObject context;
        bool told = false;
        {
            IoThread io;
            PollClient waiting(io, {}, false);
            PollClient barelyMade(io, {}, false);
            waiting.ask<Seen>(get(server.url()), &context, seen, [&](const Seen &) { told = true; });
            QTRY_COMPARE(server.requests().size(), 1);
            barelyMade.ask<Seen>(get(server.url()), &context, seen, [&](const Seen &) { told = true; });
        }
        QTRY_COMPARE(server.openConnections(), 0);
        QVERIFY(!told);
    }
};

QTEST_GUILESS_MAIN(PollClientTest)
#include "tst_PollClient.moc"

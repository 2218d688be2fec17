// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Every fault of the network x {a question, the writes}. Prints a table.
#include "tests/adapters/http/Exchanges.h"
#include "tests/support/FaultProxy.h"
#include "tests/support/Heartbeat.h"
#include "tests/support/Warnings.h"

#include <QEventLoop>

#include <cstdio>
#include <span>

using namespace andon;

namespace {

/// A server that is well, in a thread of its own.
class WellServer {
public:
    WellServer()
    {
        m_start.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(&m_start, [this] {
            m_server = new FaultServer;
            m_server->play({says(httpAnswer("200 OK", json, R"({"weight":0,"version":8,"stamp":"0190-andon","text":")"
                                            + QByteArray(150, 'a') + "\"}"))});
            m_url = m_server->url(QStringLiteral("/admin"));
            m_start.moveToThread(nullptr);
        }, Qt::BlockingQueuedConnection);
    }
    ~WellServer()
    {
        m_server->deleteLater();
        m_thread.quit();
        m_thread.wait();
    }
    [[nodiscard]] const QUrl &url() const { return m_url; }

private:
    QThread m_thread;
    QObject m_start;
    FaultServer *m_server = nullptr;
    QUrl m_url;
};

struct Attempt {
    QByteArray method;
    std::unique_ptr<HttpClient> client = std::make_unique<HttpClient>(bearerAccess(Secret(token)));
    int callbacks = 0;
    HttpAnswer answer;
};

HttpRequest requestOf(const QByteArray &method, const QUrl &url, int deadlineMs)
{
    HttpRequest request = put(url);
    request.method = method;
    request.deadline = std::chrono::milliseconds(deadlineMs);
    if (method == "GET" || method == "DELETE")
        request.body.clear();
    return request;
}

constexpr int soonMs = 500;      ///< a deadline that will pass
constexpr int neverMs = 30'000;  ///< one that will not

} // namespace

class FaultMatrixTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void noFaultMakesASecondCopyALieOrAWait_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<int>("deadlineMs");
        QTest::addColumn<HttpReach>("ofQuestion");
        QTest::addColumn<HttpReach>("ofWrite");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, Fault fault, int deadlineMs, HttpReach question, HttpReach write, int status = 0) {
            QTest::newRow(name) << fault << deadlineMs << question << write << status;
        };
        row("no fault", Fault::None, neverMs, answered, answered, 200);
        row("refused", Fault::Refuse, neverMs, notSent, notSent);
        row("black hole", Fault::BlackHole, soonMs, broken, notSent);
        row("reset at once", Fault::ResetOnConnect, neverMs, broken, broken);
        row("closed at once", Fault::CloseOnConnect, neverMs, broken, broken);
        row("reset before the request", Fault::ResetBeforeRequest, neverMs, broken, broken);
        row("closed before the request", Fault::CloseBeforeRequest, neverMs, broken, broken);
        row("accepted, then nothing", Fault::StallAccepted, soonMs, broken, broken);
        row("latency", Fault::Latency, neverMs, answered, answered, 200);
        row("jitter", Fault::Jitter, neverMs, answered, answered, 200);
        row("bandwidth", Fault::Bandwidth, neverMs, answered, answered, 200);
        row("byte by byte", Fault::Slicer, neverMs, answered, answered, 200);
        row("slow close", Fault::SlowClose, neverMs, answered, answered, 200);
        row("reset after the request", Fault::ResetAfterRequest, neverMs, broken, broken);
        row("closed after the request", Fault::CloseAfterRequest, neverMs, broken, broken);
        row("no answer", Fault::StallAfterRequest, soonMs, broken, broken);
        row("held, released late", Fault::HoldThenRelease, soonMs, broken, broken);
        row("closed in the headers", Fault::CloseInHeaders, neverMs, broken, broken);
        row("reset in the headers", Fault::ResetInHeaders, neverMs, broken, broken);
        row("half the headers", Fault::StallInHeaders, soonMs, broken, broken);
        row("closed in the body", Fault::CloseInBody, neverMs, broken, broken);
        row("reset in the body", Fault::ResetInBody, neverMs, broken, broken);
        row("half the body", Fault::StallInBody, soonMs, broken, broken);
        row("dribbled headers", Fault::DribbleHeaders, soonMs, broken, broken);
        row("dribbled body", Fault::DribbleBody, soonMs, broken, broken);
        row("garbage", Fault::Garbage, neverMs, broken, broken);
        row("flood of 1xx", Fault::InformationalFlood, soonMs, broken, broken);
        row("headers without end", Fault::OversizedHeaders, soonMs, broken, broken);
        row("200 MiB with a length", Fault::HugeBodyWithLength, neverMs, broken, broken);
        row("200 MiB without a length", Fault::HugeBodyWithoutLength, neverMs, broken, broken);
        // Nobody here asked for compression: it stays packed, and is no JSON.
        row("compression bomb", Fault::CompressionBomb, neverMs, answered, answered, 200);
        // Qt takes it for the end: what is missing is for the reader of the JSON to see, as without a length.
        row("no length of a chunk", Fault::ChunkedLie, neverMs, answered, answered, 200);
        row("a chunk cut off", Fault::ChunkedCut, neverMs, broken, broken);
        row("length too large", Fault::LengthTooLarge, neverMs, broken, broken);
        // What it holds is cut; that is for the reader of the JSON to see.
        row("length too small", Fault::LengthTooSmall, neverMs, answered, answered, 200);
        row("two lengths", Fault::LengthTwice, neverMs, broken, broken);
        row("redirect elsewhere", Fault::RedirectElsewhere, neverMs, answered, answered, 307);
        row("the answer twice", Fault::DuplicateAnswer, neverMs, answered, answered, 200);
        row("closed between two requests", Fault::CloseBetween, neverMs, answered, broken, 200);
    }
    void noFaultMakesASecondCopyALieOrAWait()
    {
        QFETCH(Fault, fault);
        QFETCH(int, deadlineMs);
        FaultServer elsewhere;
        m_proxy.inject(fault, deadlineMs == soonMs ? 2 * soonMs : soonMs / 2, elsewhere.url(u"/login"_s));
        std::vector<Attempt> attempts(5);
        const QList<QByteArray> methods{"GET", "PUT", "PATCH", "POST", "DELETE"};
        for (size_t i = 0; i < attempts.size(); ++i)
            attempts[i].method = methods[static_cast<qsizetype>(i)];
        const int before = fault == Fault::CloseBetween ? 1 : 0;
        if (before == 1)
            sendAll(attempts, neverMs);
        // Five floods at once would measure the machine.
        const bool isFlood = fault == Fault::HugeBodyWithLength || fault == Fault::HugeBodyWithoutLength;
        const size_t together = isFlood ? 1 : attempts.size();
        double blockMs = 0;
        double idleMs = 0;
        for (size_t i = 0; i < attempts.size(); i += together) {
            sendAll(std::span(attempts).subspan(i, together), deadlineMs);
            blockMs = std::max(blockMs, m_heart.longestBlockMs());
            idleMs = std::max(idleMs, m_heart.longestIdleGapMs());
        }
        // What a second copy, a second callback or a late answer would need.
        wait(fault == Fault::HoldThenRelease ? 2 * soonMs : 30);

        const FaultProxy::Copies copies = m_proxy.copies();
        QString line = u"%1 "_s.arg(QString::fromUtf8(QTest::currentDataTag()), -28);
        for (const Attempt &attempt : attempts) {
            const char reach = "NBA"[static_cast<int>(attempt.answer.reach)];
            line += u"| %1 %2 %3/%4 "_s.arg(QString::fromLatin1(attempt.method), -6).arg(QLatin1Char(reach))
                        .arg(copies.begun.value(attempt.method) - before).arg(copies.forwarded.value(attempt.method) - before);
        }
        std::printf("%s| block %6.1f ms (idle thread %5.1f)\n", qPrintable(line), blockMs, idleMs);
        std::fflush(stdout);
        m_longestMs = std::max(m_longestMs, blockMs);

        for (const Attempt &attempt : attempts) {
            const bool isQuestion = attempt.method == "GET";
            const bool hasBody = !isQuestion && attempt.method != "DELETE";
            const char *row = attempt.method.constData();
            QVERIFY2(attempt.callbacks == 1 + before, row);
            QFETCH(HttpReach, ofQuestion);
            QFETCH(HttpReach, ofWrite);
            QFETCH(int, status);
            // A question that Qt asked a second time: the cut it then takes for the end, as where a chunk has no length.
            if (isQuestion && fault == Fault::ChunkedCut && copies.begun.value(attempt.method) > 1) {
                ofQuestion = attempt.answer.reach == answered ? answered : broken;
                status = 200;
            }
            // Without a body there is nothing to tell that the server cannot have got all of it.
            const HttpReach expected = isQuestion || (!hasBody && fault == Fault::BlackHole) ? ofQuestion : ofWrite;
            QVERIFY2(attempt.answer.reach == expected, row);
            QVERIFY2(expected != answered || attempt.answer.status == status, row);
            QVERIFY2((expected == answered && status == 200) != attempt.answer.error.has_value(), row);
            // A question changes nothing: the network may ask it again, but not for ever.
            QVERIFY2(copies.begun.value(attempt.method) <= (isQuestion ? 4 : 1) + before, row);
            QVERIFY2(!isForwarded(fault) || isQuestion || copies.forwarded.value(attempt.method) == 1 + before, row);
        }
        QCOMPARE(elsewhere.connections(), 0);
        // No figure of speed: only that nothing in this thread waited for the server.
        QVERIFY2(blockMs < soonMs / 2 + idleMs, qPrintable(QString::number(blockMs)));
    }
    void cleanupTestCase() { std::printf("longest block of this thread over all faults: %.1f ms\n", m_longestMs); }

private:
    static void wait(int ms)
    {
        QEventLoop loop;
        QTimer::singleShot(ms, &loop, &QEventLoop::quit);
        loop.exec();
    }
    void sendAll(std::span<Attempt> attempts, int deadlineMs)
    {
        QEventLoop loop;
        const QUrl url = m_proxy.url(u"/admin"_s);
        size_t left = attempts.size();
        QTimer::singleShot(2 * neverMs, &loop, &QEventLoop::quit);
        QTimer::singleShot(0, &loop, [&] {
            m_heart.restart();
            for (Attempt &attempt : attempts) {
                attempt.client->send(requestOf(attempt.method, url, deadlineMs), this, [&](const HttpAnswer &answer) {
                    ++attempt.callbacks;
                    attempt.answer = answer;
                    if (--left == 0)
                        loop.quit();
                });
            }
        });
        loop.exec();
    }

    WellServer m_server;
    FaultProxy m_proxy{m_server.url()};
    Heartbeat m_heart;
    double m_longestMs = 0;
};

QTEST_GUILESS_MAIN(FaultMatrixTest)
#include "tst_FaultMatrix.moc"

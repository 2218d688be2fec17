// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sandbox/LiveServer.h"
#include "tests/support/Warnings.h"

#include <QScopeGuard>

#include <cerrno>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace andon;
using namespace andon::sandbox;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QByteArray degrade = js("{'level':2}");

/// The write as it goes over the wire.
QByteArray request()
{
    return "PUT /admin/v1/degrade HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer correct-horse\r\nIf-Match: \"1\"\r\n"
           "Idempotency-Key: op-1\r\nAndon-Actor: bo\r\nContent-Length: 11\r\n\r\n" + degrade;
}

/// How many rows of the gateway's log carry the key.
int rowsOf(const json &log, const char *key)
{
    int rows = 0;
    const json &writes = log.at("writes");
    for (const json &write : writes)
        rows += write.at("key") == key ? 1 : 0;
    return rows;
}

} // namespace

class MisbehaviourTest : public QObject, private LiveServer {
    Q_OBJECT

    json log() { return m_client->get(u"/sandbox/writes"_s).json(); }
    void misbehave(const QByteArray &how) { QCOMPARE(m_client->drill(u"/sandbox/admin-behaviour"_s, how).status, 200); }

private slots:
    void init()
    {
        failOnWarnings();
        open();
    }
    void cleanup() { close(); }

    void theLogTellsWhatHappenedWhateverTheWriterHeard_data()
    {
        QTest::addColumn<QByteArray>("how");
        QTest::addColumn<int>("heard"); // 0: no answer
        QTest::addColumn<int>("atOnce");
        QTest::addColumn<int>("later");
        QTest::newRow("a state that lags") << js("{'mode':'normal','applies':'late','delay_ms':300}") << 200 << 0 << 1;
        QTest::newRow("lies for a while") << js("{'mode':'lie','applies':'late','delay_ms':300}") << 200 << 0 << 1;
        QTest::newRow("applies twice") << js("{'mode':'apply_twice','delay_ms':300}") << 200 << 1 << 1;
        QTest::newRow("twice, and the keys lost")
            << js("{'mode':'apply_twice','delay_ms':300,'forget_keys':true}") << 200 << 1 << 1;
        QTest::newRow("202 for ever") << js("{'mode':'accepted_forever'}") << 202 << 0 << 0;
        QTest::newRow("202 and later") << js("{'mode':'accepted_forever','applies':'late','delay_ms':300}") << 202 << 0 << 1;
        QTest::newRow("503 after applying") << js("{'mode':'error_after_apply'}") << 503 << 1 << 1;
        QTest::newRow("503 in earnest") << js("{'mode':'error_after_apply','applies':'never'}") << 503 << 0 << 0;
        QTest::newRow("reset") << js("{'mode':'reset'}") << 0 << 0 << 0;
        QTest::newRow("reset after applying") << js("{'mode':'reset','applies':'now'}") << 0 << 1 << 1;
        QTest::newRow("reset and later") << js("{'mode':'reset','applies':'late','delay_ms':300}") << 0 << 0 << 1;
        QTest::newRow("refuses and applies") << js("{'mode':'refuse','applies':'now'}") << 403 << 1 << 1;
        QTest::newRow("changed before") << js("{'mode':'normal','foreign':'before'}") << 412 << 0 << 0;
        QTest::newRow("changed after") << js("{'mode':'normal','foreign':'after'}") << 200 << 1 << 1;
        QTest::newRow("late, and changed in between")
            << js("{'mode':'normal','applies':'late','delay_ms':300,'foreign':'after'}") << 200 << 0 << 0;
    }
    void theLogTellsWhatHappenedWhateverTheWriterHeard()
    {
        QFETCH(QByteArray, how);
        QFETCH(int, heard);
        QFETCH(int, atOnce);
        QFETCH(int, later);
        misbehave(how);
        // A manager would send the write again by itself where no answer comes; here one copy goes out.
        const QByteArray got = m_client->sendRaw(request(), "}");
        QCOMPARE(got.startsWith("HTTP/1.1 ") ? got.mid(9, 3).toInt() : 0, heard);
        QCOMPARE(rowsOf(log(), "op-1"), atOnce);
        m_clock.advance(299ms);
        QCOMPARE(rowsOf(log(), "op-1"), atOnce);
        m_clock.advance(1ms);
        QCOMPARE(rowsOf(log(), "op-1"), later);
        QCOMPARE(textOf(log()["under_way"]), "0"_ba);
    }

    void aStalledWriteLeavesTheConnectionOpenAndSilent_data()
    {
        QTest::addColumn<QByteArray>("how");
        QTest::addColumn<int>("applied");
        QTest::newRow("nothing applied") << js("{'mode':'stall'}") << 0;
        QTest::newRow("applied") << js("{'mode':'stall','applies':'now'}") << 1;
    }
    void aStalledWriteLeavesTheConnectionOpenAndSilent()
    {
        QFETCH(QByteArray, how);
        QFETCH(int, applied);
        misbehave(how);
        QTcpSocket waiting;
        waiting.connectToHost(u"127.0.0.1"_s, m_server->serverPorts().first());
        QTRY_COMPARE(waiting.state(), QAbstractSocket::ConnectedState);
        waiting.write(request());
        QTRY_COMPARE(textOf(log()["puts_received"]), js("{'op-1':1}"));
        QCOMPARE(rowsOf(log(), "op-1"), applied);
        QCOMPARE(waiting.state(), QAbstractSocket::ConnectedState);
        QCOMPARE(waiting.bytesAvailable(), 0);
        QCOMPARE(m_client->write("degrade", degrade, "op-1", "1").status, 200); // others are served
        QCOMPARE(rowsOf(log(), "op-1"), 1);
    }

    void aResetIsNoOrdinaryEnd_data()
    {
        QTest::addColumn<QByteArray>("mode");
        QTest::addColumn<int>("error"); // of recv(); 0: end of stream
        QTest::newRow("reset") << "reset"_ba << ECONNRESET;
        QTest::newRow("dies") << "die_after_apply"_ba << 0;
    }
    void aResetIsNoOrdinaryEnd()
    {
        QFETCH(QByteArray, mode);
        QFETCH(int, error);
        misbehave("{\"mode\":\"" + mode + "\"}");
        // To Qt both are "remote host closed"; the system tells them apart.
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const auto closing = qScopeGuard([socket] { ::close(socket); });
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(m_server->serverPorts().first());
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        QCOMPARE(::connect(socket, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
        QCOMPARE(::send(socket, request().constData(), static_cast<std::size_t>(request().size()), MSG_NOSIGNAL), request().size());
        char byte = 0;
        int ended = EAGAIN; // the error is told once only
        QTRY_VERIFY(ended != EAGAIN || (ended = ::recv(socket, &byte, 1, MSG_DONTWAIT) == 0 ? 0 : errno) != EAGAIN);
        QCOMPARE(ended, error);
    }

    void aGatewayThatLostItsKeysStillComparesVersions()
    {
        misbehave(js("{'mode':'normal','forget_keys':true}"));
        QCOMPARE(m_client->write("degrade", degrade, "op-1", "1").status, 200);
        QCOMPARE(m_client->write("degrade", degrade, "op-1", "1").status, 412);
        QCOMPARE(rowsOf(log(), "op-1"), 1);
        QCOMPARE(m_client->write("degrade", degrade, "op-1", "2").status, 200);
        QCOMPARE(rowsOf(log(), "op-1"), 2); // and has no other way to know
    }

    void theLogKnowsTheVersionsAndTheValueOfEachWrite()
    {
        misbehave(js("{'mode':'normal','foreign':'after'}"));
        QCOMPARE(m_client->write("degrade", degrade, "op-1", "1").status, 200);
        QCOMPARE(m_client->write("degrade", js("{'level':0}"), "op-2", "3").status, 200);
        const json writes = log()["writes"];
        QCOMPARE(textOf(writes.size()), "3"_ba);
        const QList<QByteArray> expected{"[\"op-1\",\"1\",\"2\"]", "[\"foreign-1\",\"2\",\"3\"]", "[\"op-2\",\"3\",\"4\"]"};
        for (std::size_t i = 0; i < writes.size(); ++i)
            QCOMPARE(textOf(json{writes[i]["key"], writes[i]["version_before"], writes[i]["version_after"]}),
                     expected[static_cast<qsizetype>(i)]);
        QCOMPARE(textOf(writes[0]["value"]["level"]), "2"_ba);
        QVERIFY(writes[1]["value"] != writes[0]["value"]);
    }

    void aMisbehaviourEndsAfterItsCount()
    {
        misbehave(js("{'mode':'accepted_forever','count':2}"));
        QCOMPARE(m_client->write("degrade", degrade, "op-1", "1").status, 202);
        QCOMPARE(m_client->write("degrade", degrade, "op-1", "1").status, 202);
        QCOMPARE(m_client->write("degrade", degrade, "op-1", "1").status, 200);
    }
};

QTEST_GUILESS_MAIN(MisbehaviourTest)
#include "tst_Misbehaviour.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/SandboxFaults.h"
#include "tests/support/FaultServer.h"
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const QByteArray goodToken = "drill-token";

Result<QList<FaultSetting>> readOf(SandboxFaults &faults)
{
    std::optional<Result<QList<FaultSetting>>> answer;
    QObject context;
    faults.read(&context, [&](const Result<QList<FaultSetting>> &read) { answer = read; });
    static_cast<void>(QTest::qWaitFor([&] { return answer.has_value(); }, 8000));
    return answer.value_or(failure(ErrorKind::NoData, {u"no answer"_s}));
}

Result<void> setOf(SandboxFaults &faults, const FaultSetting &setting)
{
    std::optional<Result<void>> answer;
    QObject context;
    faults.set(setting, &context, [&](const Result<void> &put) { answer = put; });
    static_cast<void>(QTest::qWaitFor([&] { return answer.has_value(); }, 8000));
    return answer.value_or(failure(ErrorKind::NoData, {u"no answer"_s}));
}

SandboxFaults to(const QUrl &url, const QByteArray &token = goodToken, const QString &name = u"sandbox"_s)
{
    return SandboxFaults({url, Secret(token), name});
}

} // namespace

class SandboxFaultsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theRealSandboxIsReadAndItsFaultsArePutInAndTakenOut()
    {
        SandboxProcess sandbox(goodToken, {u"--rate"_s, u"0"_s});
        SandboxFaults faults = to(QUrl(sandbox.url()));
        const auto before = readOf(faults);
        QVERIFY2(before.has_value(), before ? "" : qPrintable(before.error().message()));
        QCOMPARE(*before, (QList<FaultSetting>{{u"v40"_s, {}, {}}, {u"v41"_s, {}, {}}, {u"v42"_s, {}, {}}}));
        const FaultSetting wrong{u"v42"_s, {u"wrong"_s}, {{u"tenant"_s, u"globex"_s}}};
        QVERIFY(setOf(faults, wrong));
        QVERIFY(setOf(faults, wrong)); // twice is once
        QCOMPARE(readOf(faults)->last(), wrong);
        QVERIFY(setOf(faults, {u"v42"_s, {}, {}}));
        QCOMPARE(*readOf(faults), *before);
        const auto nobody = setOf(faults, {u"v99"_s, {u"slow"_s}, {}});
        QVERIFY(!nobody && nobody.error().kind == ErrorKind::HttpStatus);
        SandboxFaults stranger = to(QUrl(sandbox.url()), "another");
        const auto refused = readOf(stranger);
        QVERIFY(!refused && refused.error().kind == ErrorKind::NotAuthorized);
    }
    void nothingLeavesThisMachineNorGoesWithoutItsToken_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("another machine") << u"https://gateway.example.org"_s << goodToken << ErrorKind::BadAddress;
        QTest::newRow("a name like an address") << u"http://127.0.0.1.example.org:8080"_s << goodToken << ErrorKind::BadAddress;
        QTest::newRow("no token") << u"http://127.0.0.1:1"_s << QByteArray() << ErrorKind::Blocked;
    }
    void nothingLeavesThisMachineNorGoesWithoutItsToken()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, token);
        QFETCH(ErrorKind, kind);
        SandboxFaults faults = to(QUrl(url), token);
        const auto read = readOf(faults);
        const auto put = setOf(faults, {u"v42"_s, {u"slow"_s}, {}});
        QVERIFY(!read && !put);
        QCOMPARE(read.error().kind, kind);
        QCOMPARE(put.error().kind, kind);
    }
    void aRedirectIsNotFollowedAndOneCopyIsOnTheWire()
    {
        FaultServer server, elsewhere;
        server.play({{{"HTTP/1.1 307 Temporary Redirect\r\nLocation: " + elsewhere.url().toEncoded() + "\r\nContent-Length: 0\r\n\r\n"}}});
        SandboxFaults faults = to(server.url());
        QVERIFY(!setOf(faults, {u"v42"_s, {u"slow"_s}, {}}));
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.requests()[0].method, "PUT"_ba);
        QCOMPARE(server.requests()[0].path, "/sandbox/faults"_ba);
        QCOMPARE(server.requests()[0].headers.value("authorization"), "Bearer " + goodToken);
        QVERIFY(elsewhere.requests().isEmpty());
    }
    void whatDoesNotTakeTheFaultIsNotBelieved()
    {
        FaultServer server;
        const QByteArray body = R"({"faults":{"v41":[],"v42":[]}})";
        server.play({{{"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body}}});
        SandboxFaults faults = to(server.url());
        const auto put = setOf(faults, {u"v42"_s, {u"slow"_s}, {}});
        QVERIFY(!put && put.error().kind == ErrorKind::BadAnswer);
    }
    void onlyTheSandboxsAnswerIsTaken_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("taken");
        QTest::newRow("as it answers") << QByteArray(R"({"faults":{"v41":["slow"],"v42":[]},"only":{"v41":{"tenant":"acme"}}})") << true;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("HTML") << QByteArray("<html>") << false;
        QTest::newRow("no versions") << QByteArray(R"({"faults":{}})") << false;
        QTest::newRow("a list") << QByteArray(R"({"faults":["slow"]})") << false;
        QTest::newRow("texts for lists") << QByteArray(R"({"faults":{"v41":"slow"}})") << false;
        QTest::newRow("objects for lists") << QByteArray(R"({"faults":{"v41":{"a":"slow"}}})") << false;
        QTest::newRow("numbers for words") << QByteArray(R"({"faults":{"v41":[1]}})") << false;
        QTest::newRow("a place that is none") << QByteArray(R"({"faults":{"v41":[]},"only":{"v41":"acme"}})") << false;
        QTest::newRow("deep") << QByteArray(200'000, '[') << false;
        QByteArray many = R"({"faults":{)";
        for (int i = 0; i < 200; ++i)
            many += (i > 0 ? "," : "") + ("\"v" + QByteArray::number(i) + "\":[]");
        QTest::newRow("too many versions") << QByteArray(many + "}}") << false;
    }
    void onlyTheSandboxsAnswerIsTaken()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, taken);
        QCOMPARE(faultsOf(body, u"sandbox"_s).has_value(), taken);
    }
};

QTEST_GUILESS_MAIN(SandboxFaultsTest)
#include "tst_SandboxFaults.moc"

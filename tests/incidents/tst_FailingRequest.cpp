// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/FailingRequest.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

json request(const char *time, const char *outcome, const json &input)
{
    return {{"time", time}, {"trace_id", "0af7651916cd43dd8448eb211c80319c"}, {"version", "v42"}, {"outcome", outcome}, {"input", input}};
}

} // namespace

class FailingRequestTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void onlyWhatFailedIsListedTheNewestFirstAndEachInputOnce()
    {
        Redactor redactor = Redactor::make().value();
        const QList<FailingRequest> failing = failingRequests(
            {request("2026-11-24T15:30:00Z", "wrong", "how much?"), request("2026-11-24T15:30:01Z", "ok", "fine"),
             request("2026-11-24T15:30:02Z", "rejected", "never served"), request("2026-11-24T15:30:03Z", "error", {{"q", "why?"}}),
             request("2026-11-24T15:30:04Z", "wrong", "how much?")}, redactor);
        QCOMPARE(failing.size(), 2);
        QCOMPARE(failing[0].outcome, u"wrong"_s);
        QVERIFY(failing[0].input == "how much?");
        QVERIFY(failing[1].input == json({{"q", "why?"}}));
        QCOMPARE(failing[0].trace, u"0af7651916cd43dd8448eb211c80319c"_s);
        QVERIFY(failing[0].at > failing[1].at);
    }

    void nothingPersonalOrSecretGoesIntoASet()
    {
        Redactor redactor = Redactor::make({}, {Secret("own-secret-1")}).value();
        const auto failing = failingRequests({request("2026-11-24T15:30:00Z", "wrong", "anna@example.org says own-secret-1")}, redactor);
        QCOMPARE(failing.size(), 1);
        const std::string text = failing[0].input.dump();
        QVERIFY2(text.find("anna") == std::string::npos && text.find("own-secret") == std::string::npos, text.c_str());
    }

    void whatIsNoRequestIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"null", "7", "[]", "{}", "{\"outcome\":\"wrong\"}", "{\"outcome\":\"wrong\",\"time\":\"x\",\"input\":\"a\"}",
                                 "{\"outcome\":\"wrong\",\"time\":\"2026-11-24T15:30:00Z\",\"input\":\"\"}",
                                 "{\"outcome\":3,\"time\":\"2026-11-24T15:30:00Z\",\"input\":\"a\"}"})
            QTest::newRow(text) << QByteArray(text);
    }
    void whatIsNoRequestIsLeftOut()
    {
        QFETCH(const QByteArray, text);
        Redactor redactor = Redactor::make().value();
        QVERIFY(failingRequests({json::parse(text.constData())}, redactor).isEmpty());
    }
};

QTEST_GUILESS_MAIN(FailingRequestTest)
#include "tst_FailingRequest.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/TimeText.h"
#include "tests/sandbox/LiveServer.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QRegularExpression>

using namespace andon;
using namespace andon::sandbox;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QByteArray rollback = js("{'weights':{'v41':100,'v42':0},'rollout':'abort'}");

/// Every member's path in `value`, "rollout.steps.weight"; lists by their first element, values of resources left out.
void collectPaths(const json &value, const std::string &path, QStringList &paths)
{
    if (value.is_array() && !value.empty())
        return collectPaths(value.front(), path, paths);
    if (!value.is_object())
        return;
    for (const auto &item : value.items()) {
        const std::string inner = path.empty() ? item.key() : path + '.' + item.key();
        paths += QString::fromStdString(inner);
        collectPaths(item.value(), inner, paths);
    }
}

} // namespace

class SandboxServerTest : public QObject, private LiveServer {
    Q_OBJECT

    json state() { return m_client->get(u"/admin/v1/state"_s).json(); }
    json writes() { return m_client->get(u"/sandbox/writes"_s).json(); }
    void misbehave(const char *how) { QCOMPARE(m_client->drill(u"/sandbox/admin-behaviour"_s, js(how)).status, 200); }
    double weightOfCanary() { return state()["versions"][2]["weight"].get<double>(); }

private slots:
    void init()
    {
        failOnWarnings();
        open();
    }
    void cleanup() { close(); }

    void adminAndDrillsNeedTheToken_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("method");
        for (const char *path : {"/admin/v1/state", "/admin/v1/nothing", "/sandbox/writes", "/sandbox/faults"})
            QTest::newRow(path) << QString::fromLatin1(path) << "GET"_ba;
        for (const char *path : {"/admin/v1/routing", "/admin/v1/degrade", "/sandbox/admin-behaviour"})
            QTest::newRow(path) << QString::fromLatin1(path) << "PUT"_ba;
    }
    void adminAndDrillsNeedTheToken()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, method);
        QCOMPARE(m_client->send(method, path).status, 401);
        QCOMPARE(m_client->send(method, path, {}, {{"Authorization", "Basic Ym86Ym8="}}).status, 401);
        const Reply wrong = m_client->send(method, path, {}, {{"Authorization", "Bearer correct-horsf"}});
        QCOMPARE(wrong.status, 403);
        QCOMPARE(wrong.header("content-type"), "application/problem+json"_ba);
        QCOMPARE(textOf(wrong.json()["status"]), "403"_ba);
        const int allowed = m_client->send(method, path, {}, {HttpClient::bearer()}).status;
        QVERIFY(allowed != 401 && allowed != 403);
    }

    void anUnchangedStateIsNotSentAgain()
    {
        const Reply first = m_client->get(u"/admin/v1/state"_s);
        QCOMPARE(first.status, 200);
        QCOMPARE(first.header("etag"), "\"1\""_ba);
        const Headers known{HttpClient::bearer(), {"If-None-Match", "\"1\""}};
        const Reply same = m_client->send("GET", u"/admin/v1/state"_s, {}, known);
        QCOMPARE(same.status, 304);
        QVERIFY(same.body.isEmpty());
        QCOMPARE(m_client->write("degrade", js("{'level':1}"), "op-1", "1").status, 200);
        const Reply next = m_client->send("GET", u"/admin/v1/state"_s, {}, known);
        QCOMPARE(next.status, 200);
        QCOMPARE(next.header("etag"), "\"2\""_ba);
    }

    void aRollbackIsOneWriteAndItsRepetitionNone()
    {
        const Reply first = m_client->write("routing", rollback, "op-1", "1");
        QCOMPARE(first.status, 200);
        QCOMPARE(first.header("etag"), "\"2\""_ba);
        QCOMPARE(first.header("idempotency-replayed"), ""_ba);
        const Reply again = m_client->write("routing", rollback, "op-1", "1");
        QCOMPARE(again.status, 200);
        QCOMPARE(again.header("idempotency-replayed"), "true"_ba);
        QCOMPARE(again.body, first.body);
        QCOMPARE(weightOfCanary(), 0.0);
        const json log = writes();
        QCOMPARE(textOf(log["writes"].size()), "1"_ba);
        QCOMPARE(textOf(log["writes"][0]["body"]), textOf(parsed(rollback)));
        QCOMPARE(textOf(log["writes"][0]["replay"]), "false"_ba);
        QCOMPARE(textOf(log["puts_received"]), js("{'op-1':2}"));
    }

    void refusalsAreProblemsAndChangeNothing_data()
    {
        QTest::addColumn<QByteArray>("without");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("no If-Match") << "If-Match"_ba << rollback << 428;
        QTest::newRow("no key") << "Idempotency-Key"_ba << rollback << 400;
        QTest::newRow("no actor") << "Andon-Actor"_ba << rollback << 400;
        QTest::newRow("no token") << "Authorization"_ba << rollback << 401;
        QTest::newRow("unknown member") << ""_ba << js("{'weights':{'v41':100},'why':'x'}") << 400;
        QTest::newRow("empty body") << ""_ba << ""_ba << 400;
        QTest::newRow("too large") << ""_ba << QByteArray(65 * 1024, ' ') << 413;
    }
    void refusalsAreProblemsAndChangeNothing()
    {
        QFETCH(QByteArray, without);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        Headers headers;
        for (const auto &header :
             Headers{HttpClient::bearer(), {"If-Match", "\"1\""}, {"Idempotency-Key", "k"}, {"Andon-Actor", "bo"}}) {
            if (header.first != without)
                headers.append(header);
        }
        const Reply reply = m_client->send("PUT", u"/admin/v1/routing"_s, body, headers);
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.header("content-type"), "application/problem+json"_ba);
        for (const char *member : {"type", "title", "status", "detail"})
            QVERIFY2(reply.json().contains(member), member);
        QCOMPARE(weightOfCanary(), 20.0);
        QVERIFY(writes()["writes"].empty());
    }

    void aMethodThatIsNotServedIsRefusedWithTheOneThatIs()
    {
        const Reply reply = m_client->send("DELETE", u"/admin/v1/routing"_s, {}, {HttpClient::bearer()});
        QCOMPARE(reply.status, 405);
        QCOMPARE(reply.header("allow"), "PUT"_ba);
        QCOMPARE(m_client->send("GET", u"/chat"_s).status, 405);
        QCOMPARE(m_client->send("GET", u"/nothing"_s).status, 404);
        QCOMPARE(m_client->send("GET", u"/metrics"_s).status, 200);
    }

    void aHeadRequestGetsNoBodyAndTheConnectionStaysUsable()
    {
        const QByteArray got = m_client->sendRaw(
            "HEAD /metrics HTTP/1.1\r\nHost: x\r\n\r\nGET /nothing HTTP/1.1\r\nHost: x\r\n\r\n", "\"status\":404");
        QVERIFY(got.startsWith("HTTP/1.1 405"));
        QVERIFY(got.contains("\r\n\r\nHTTP/1.1 404"));
    }

    void theGatewayThatDiesAfterApplyingGivesNoAnswerAndHasApplied()
    {
        misbehave("{'mode':'die_after_apply'}");
        const QByteArray got =
            m_client->sendRaw("PUT /admin/v1/routing HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer correct-horse\r\n"
                              "If-Match: \"1\"\r\nIdempotency-Key: op-1\r\nAndon-Actor: bo\r\nContent-Length: "
                              + QByteArray::number(rollback.size()) + "\r\n\r\n" + rollback);
        QCOMPARE(got, "<closed>"_ba);
        QCOMPARE(weightOfCanary(), 0.0);
        QCOMPARE(textOf(writes()["puts_received"]), js("{'op-1':1}"));
        QVERIFY(m_client->write("routing", rollback, "op-1", "1").header("idempotency-replayed") == "true");
    }

    void theLyingGatewayAnswersWellAndAppliesNothing()
    {
        misbehave("{'mode':'lie'}");
        QCOMPARE(m_client->write("routing", rollback, "op-1", "1").status, 200);
        QCOMPARE(weightOfCanary(), 20.0);
        QVERIFY(writes()["writes"].empty());
        QCOMPARE(m_client->write("routing", rollback, "op-1", "1").status, 200); // the next one is in earnest
        QCOMPARE(weightOfCanary(), 0.0);
    }

    void theRefusingGatewayRefusesAsOftenAsAsked()
    {
        misbehave("{'mode':'refuse','count':2}");
        QCOMPARE(m_client->write("routing", rollback, "op-1", "1").status, 403);
        QCOMPARE(m_client->write("routing", rollback, "op-2", "1").status, 403);
        QCOMPARE(m_client->write("routing", rollback, "op-3", "1").status, 200);
        QCOMPARE(textOf(writes()["writes"].size()), "1"_ba);
    }

    void somebodyElseMayBeFirst_data()
    {
        QTest::addColumn<QByteArray>("resource");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("routing") << "routing"_ba << rollback;
        QTest::newRow("rollout") << "rollout"_ba << js("{'phase':'running','current_step':2}");
        QTest::newRow("degrade") << "degrade"_ba << js("{'level':2}");
        QTest::newRow("throttle") << "throttle"_ba << js("{'limits':[]}");
    }
    void somebodyElseMayBeFirst()
    {
        QFETCH(QByteArray, resource);
        QFETCH(QByteArray, body);
        const json before = state();
        misbehave("{'mode':'conflict'}");
        const Reply reply = m_client->write(resource.constData(), body, "op-1", "1");
        QCOMPARE(reply.status, 412);
        const json now = reply.json()["state"]["resources"][resource.toStdString()];
        QCOMPARE(textOf(now["actor"]), "\"anna\""_ba);
        QCOMPARE(textOf(now["version"]), "\"2\""_ba);
        QVERIFY(now["value"] != before["resources"][resource.toStdString()]["value"]);
        const json log = writes()["writes"];
        QCOMPARE(textOf(log.size()), "1"_ba);
        QCOMPARE(textOf(log[0]["actor"]), "\"anna\""_ba);
    }

    void theLateGatewayAppliesAtOnceAndAnswersLater()
    {
        misbehave("{'mode':'late','delay_ms':2000}");
        QNetworkAccessManager other;
        QNetworkRequest request(QUrl(u"http://127.0.0.1:%1/admin/v1/routing"_s.arg(m_server->serverPorts().first())));
        request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json"_ba);
        for (const auto &[name, value] :
             Headers{HttpClient::bearer(), {"If-Match", "\"1\""}, {"Idempotency-Key", "op-1"}, {"Andon-Actor", "bo"}})
            request.setRawHeader(name, value);
        std::unique_ptr<QNetworkReply> late(other.put(request, rollback));
        QTRY_COMPARE(weightOfCanary(), 0.0);
        QVERIFY(!late->isFinished());
        QTRY_VERIFY(late->isFinished());
        QCOMPARE(late->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
    }

    void aClientThatLeavesBeforeALateAnswerDoesNoHarm()
    {
        misbehave("{'mode':'late','delay_ms':50}");
        {
            QTcpSocket leaving;
            leaving.connectToHost(u"127.0.0.1"_s, m_server->serverPorts().first());
            QTRY_COMPARE(leaving.state(), QAbstractSocket::ConnectedState);
            leaving.write(
                "PUT /admin/v1/degrade HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer correct-horse\r\nIf-Match: \"1\"\r\n"
                "Idempotency-Key: op-1\r\nAndon-Actor: bo\r\nContent-Length: 11\r\n\r\n{\"level\":1}");
            QTRY_COMPARE(textOf(state()["degrade"]["level"]), "1"_ba);
        }
        QTest::qWait(100); // lets the late answer come due
        QCOMPARE(m_client->get(u"/admin/v1/state"_s).status, 200);
    }

    void badDrillsAreRefused_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("unknown fault") << u"/sandbox/faults"_s << js("{'version':'v42','faults':['tired']}");
        QTest::newRow("unknown version") << u"/sandbox/faults"_s << js("{'version':'v99','faults':[]}");
        QTest::newRow("no list") << u"/sandbox/faults"_s << js("{'version':'v42','faults':'slow'}");
        QTest::newRow("a place that is none") << u"/sandbox/faults"_s << js("{'version':'v42','faults':['slow'],'only':'acme'}");
        QTest::newRow("a place nobody knows") << u"/sandbox/faults"_s << js("{'version':'v42','faults':['slow'],'only':{'city':'x'}}");
        QTest::newRow("unknown tool") << u"/sandbox/faults"_s << js("{'version':'v42','faults':['slow'],'only':{'tool':'hammer'}}");
        QTest::newRow("unknown prompt") << u"/sandbox/faults"_s << js("{'version':'v42','faults':['slow'],'only':{'prompt':'prompt-1'}}");
        QTest::newRow("no tenant") << u"/sandbox/faults"_s << js("{'version':'v42','faults':['slow'],'only':{'tenant':7}}");
        QTest::newRow("unknown mode") << u"/sandbox/admin-behaviour"_s << js("{'mode':'moody'}");
        QTest::newRow("negative count") << u"/sandbox/admin-behaviour"_s << js("{'mode':'lie','count':-1}");
        QTest::newRow("unknown member") << u"/sandbox/admin-behaviour"_s << js("{'mode':'lie','times':1}");
        QTest::newRow("no mode") << u"/sandbox/admin-behaviour"_s << js("{'count':1}");
        QTest::newRow("unknown time") << u"/sandbox/admin-behaviour"_s << js("{'mode':'lie','applies':'soon'}");
        QTest::newRow("unknown turn") << u"/sandbox/admin-behaviour"_s << js("{'mode':'lie','foreign':'often'}");
        QTest::newRow("no yes or no") << u"/sandbox/admin-behaviour"_s << js("{'mode':'lie','forget_keys':1}");
    }
    void badDrillsAreRefused()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        QCOMPARE(m_client->drill(path, body).status, 400);
        QCOMPARE(textOf(m_client->get(u"/sandbox/faults"_s).json()), js("{'faults':{'v40':[],'v41':[],'v42':[]}}"));
        QCOMPARE(textOf(m_client->get(u"/sandbox/admin-behaviour"_s).json()),
                 js("{'applies':'now','count':0,'delay_ms':0,'foreign':'none','forget_keys':false,'mode':'normal'}"));
    }

    void faultsOfOnePlaceAreToldWithItAndReplacedWhole()
    {
        QCOMPARE(m_client->drill(u"/sandbox/faults"_s, js("{'version':'v42','faults':['wrong'],'only':{'tenant':'globex','prompt':'prompt-64'}}")).status, 200);
        QCOMPARE(textOf(m_client->get(u"/sandbox/faults"_s).json()),
                 js("{'faults':{'v40':[],'v41':[],'v42':['wrong']},'only':{'v42':{'prompt':'prompt-64','tenant':'globex'}}}"));
        QCOMPARE(m_client->drill(u"/sandbox/faults"_s, js("{'version':'v42','faults':['slow']}")).status, 200);
        QCOMPARE(textOf(m_client->get(u"/sandbox/faults"_s).json()), js("{'faults':{'v40':[],'v41':[],'v42':['slow']}}"));
    }
    void aQuestionMayNameItsEntrypoint()
    {
        const auto ask = [this](const char *entrypoint) {
            return m_client->send("POST", u"/chat"_s, js("{'user_id':'u','tenant_id':'globex','prompt':'x','entrypoint':'%'}").replace("%", entrypoint)).status;
        };
        QVERIFY(ask("mobile") != 400);
        QCOMPARE(ask("fax"), 400);
        const QByteArray text = m_client->get(u"/metrics"_s).body;
        QVERIFY(text.contains("tenant=\"globex\",entrypoint=\"mobile\""));
        QVERIFY(!text.contains("fax"));
    }
    void aTakenPortIsNamed()
    {
        SandboxServer second(m_clock, {0, 1}, "t"_ba);
        const quint16 taken = m_server->serverPorts().first();
        const auto started = second.start(taken);
        QVERIFY(!started);
        QVERIFY(started.error().message().contains(u"port %1 of 127.0.0.1"_s.arg(taken)));
    }

    void singleRequestsAreFoundByVersionTraceTenantAndTime()
    {
        SandboxGateway &gateway = m_server->gateway();
        const TimePoint start = m_clock.now();
        for (int i = 0; i < 30; ++i) {
            gateway.serve({"user-1", i % 3 ? "acme" : "umbrella", "trace-" + std::to_string(i), 8, false, "api", "question " + std::to_string(i)});
            m_clock.advance(std::chrono::seconds(1));
        }
        const auto asked = [this](const QString &query) { return m_client->get(u"/admin/v1/requests?"_s + query).json(); };
        const json one = asked(u"trace=trace-7"_s);
        QCOMPARE(textOf(one["requests"].size()), "1"_ba);
        QCOMPARE(textOf(one["requests"][0]["input"]), "\"question 7\""_ba);
        QCOMPARE(textOf(one["more"]), "false"_ba);
        QCOMPARE(textOf(asked(u"tenant=umbrella"_s)["requests"].size()), "10"_ba);
        QCOMPARE(textOf(asked(u"version=v99"_s)["requests"].size()), "0"_ba);
        const QString middle = isoUtc(start + std::chrono::seconds(10));
        QCOMPARE(textOf(asked(u"from="_s + middle)["requests"].size()), "20"_ba);
        QCOMPARE(textOf(asked(u"to="_s + middle)["requests"].size()), "10"_ba);
        const json newest = asked(u"limit=2"_s);
        QCOMPARE(textOf(newest["requests"][1]["trace_id"]), "\"trace-29\""_ba);
        QCOMPARE(textOf(newest["requests"].size()), "2"_ba);
        QCOMPARE(textOf(newest["more"]), "true"_ba);
    }

    void aWrongQuestionForRequestsIsAProblemInWords_data()
    {
        QTest::addColumn<QString>("query");
        QTest::newRow("limit") << u"limit=0"_s;
        QTest::newRow("too many") << u"limit=2001"_s;
        QTest::newRow("time") << u"from=yesterday"_s;
        QTest::newRow("unknown") << u"user=x"_s;
    }
    void aWrongQuestionForRequestsIsAProblemInWords()
    {
        QFETCH(QString, query);
        const Reply reply = m_client->get(u"/admin/v1/requests?"_s + query);
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.header("content-type"), "application/problem+json"_ba);
        QVERIFY(reply.body.contains("expected"));
    }

    void theOpenApiFileDescribesWhatIsServed()
    {
        QFile file(QStringLiteral(ANDON_SOURCE_DIR "/resources/gateways/andon-admin-v1.openapi.yaml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());

        static const QRegularExpression operation(u"^  (/\\S+):\\n    (get|put):$"_s,
                                                  QRegularExpression::MultilineOption);
        QStringList served;
        for (auto matches = operation.globalMatch(text); matches.hasNext();) {
            const auto match = matches.next();
            const QByteArray method = match.captured(2).toUpper().toLatin1();
            served += match.captured(2) + u' ' + match.captured(1);
            const int status = m_client->send(method, match.captured(1), {}, {HttpClient::bearer()}).status;
            QVERIFY2(status == (method == "GET" ? 200 : 400), qPrintable(served.last()));
            QCOMPARE(m_client->send("POST", match.captured(1), "x", {HttpClient::bearer()}).status, 405);
        }
        QCOMPARE(served, (QStringList{u"get /admin/v1/state"_s, u"put /admin/v1/routing"_s, u"put /admin/v1/rollout"_s,
                                      u"put /admin/v1/degrade"_s, u"put /admin/v1/throttle"_s, u"get /admin/v1/requests"_s}));

        QVERIFY(m_client->write("degrade", js("{'level':1,'expires_in_seconds':900}"), "op-1", "1").status == 200);
        const QByteArray limits = js("{'limits':[{'scope':'tenant','id':'acme','requests_per_second':5}]}");
        QCOMPARE(m_client->send("PUT", u"/admin/v1/throttle"_s, limits,
                                {HttpClient::bearer(), {"If-Match", "\"1\""}, {"Idempotency-Key", "op-2"}, {"Andon-Actor", "bo"}, {"Andon-Anchor", "118:9f86"}})
                     .status, 200);
        const qsizetype example = text.indexOf(u"      value:\n"_s, text.indexOf(u"\n  examples:\n"_s)) + 13;
        const json described = parsed(text.mid(example).toUtf8());
        QVERIFY(described.is_object());
        QStringList inFile, inAnswer;
        collectPaths(described, {}, inFile);
        collectPaths(state(), {}, inAnswer);
        inFile.sort();
        inAnswer.sort();
        QCOMPARE(inAnswer, inFile);
    }
};

QTEST_GUILESS_MAIN(SandboxServerTest)
#include "tst_SandboxServer.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sandbox/LiveServer.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace andon;
using namespace andon::sandbox;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QByteArray question = js("{'user_id':'u1','tenant_id':'acme','prompt':'How do I pay?','budget_ms':60000}");
const QByteArray rollback = js("{'weights':{'v41':100,'v42':0},'rollout':'abort'}");

} // namespace

class ChatApiTest : public QObject, private LiveServer {
    Q_OBJECT
private slots:
    void init()
    {
        failOnWarnings();
        open();
    }
    void cleanup() { close(); }

    void aQuestionIsAnsweredByAVersionAndKeepsItsTraceId()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"requests.jsonl"_s);
        QVERIFY(m_server->gateway().log().open(path));
        const Reply reply = m_client->send("POST", u"/chat"_s, question, {{"x-trace-id", "canary-0001"}});
        QCOMPARE(reply.status, 200);
        const json answer = reply.json();
        QCOMPARE(textOf(answer["trace_id"]), "\"canary-0001\""_ba);
        QVERIFY(!answer["answer"].get<std::string>().empty());
        QVERIFY(answer["version"] == "v41" || answer["version"] == "v42");
        QCOMPARE(m_server->gateway().metrics().value("gateway_request_duration_seconds",
                                                     {{"version", answer["version"].get<std::string>()}}),
                 1.0);

        m_server->gateway().log().flush();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray line = file.readLine();
        QVERIFY(file.atEnd() && line.endsWith('\n'));
        const json logged = parsed(line);
        for (const char *member :
             {"request_id", "trace_id", "user_id", "tenant_id", "model_version", "prompt_version", "rag_index_version",
              "tool_calls", "tokens_in", "tokens_out", "latency_ms", "cache_hit", "version", "outcome", "time"})
            QVERIFY2(logged.contains(member), member);
        for (const char *same : {"request_id", "trace_id", "version", "tokens_in", "latency_ms", "cache_hit"})
            QCOMPARE(textOf(logged[same]), textOf(answer[same]));
    }

    void anUnusableTraceIdIsReplacedByANewOne()
    {
        const Reply reply = m_client->send("POST", u"/chat"_s, question, {{"x-trace-id", "with space"}});
        QVERIFY(
            QRegularExpression(u"^[0-9a-f]{32}$"_s).match(QString::fromStdString(reply.json()["trace_id"])).hasMatch());
        QCOMPARE(reply.header("x-trace-id"), QByteArray::fromStdString(reply.json()["trace_id"]));
    }

    void badQuestionsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("not JSON") << "hello"_ba;
        QTest::newRow("no user") << js("{'tenant_id':'t','prompt':'p'}");
        QTest::newRow("empty prompt") << js("{'user_id':'u','tenant_id':'t','prompt':''}");
        QTest::newRow("prompt a number") << js("{'user_id':'u','tenant_id':'t','prompt':1}");
        QTest::newRow("budget 0") << js("{'user_id':'u','tenant_id':'t','prompt':'p','budget_ms':0}");
        QTest::newRow("not UTF-8") << "{\"user_id\":\"\xff\",\"tenant_id\":\"t\",\"prompt\":\"p\"}"_ba;
    }
    void badQuestionsAreRefused()
    {
        QFETCH(QByteArray, body);
        const Reply reply = m_client->send("POST", u"/chat"_s, body);
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.header("content-type"), "application/problem+json"_ba);
    }

    void aVersionThatIsDownAnswers503UnlessAnswersAreCanned()
    {
        for (const char *version : {"v41", "v42"})
            QCOMPARE(
                m_client->drill(u"/sandbox/faults"_s, js("{'faults':['down'],'version':'%'}").replace('%', version))
                    .status,
                200);
        QCOMPARE(m_client->send("POST", u"/chat"_s, question).status, 503);
        QCOMPARE(m_client->write("degrade", js("{'level':3}"), "op-1", "1").status, 200);
        const Reply canned = m_client->send("POST", u"/chat"_s, question);
        QCOMPARE(canned.status, 200);
        QCOMPARE(textOf(canned.json()["degrade_level"]), "3"_ba);
    }

    void aQuestionWithoutTimeIsNotWaitedFor()
    {
        int timeouts = 0;
        for (int i = 0; i < 5; ++i)
            timeouts +=
                m_client->send("POST", u"/chat"_s, js("{'user_id':'u','tenant_id':'t','prompt':'p','budget_ms':1}"))
                    .status
                == 504;
        QVERIFY(timeouts > 0);
    }

    void aThrottledTenantGets429()
    {
        QCOMPARE(m_client
                     ->write("throttle", js("{'limits':[{'scope':'tenant','id':'acme','requests_per_second':0}]}"),
                             "op-1", "1")
                     .status,
                 200);
        const Reply reply = m_client->send("POST", u"/chat"_s, question);
        QCOMPARE(reply.status, 429);
        QCOMPARE(reply.header("retry-after"), "1"_ba);
        QVERIFY(m_client->get(u"/metrics"_s).body.contains("reason=\"throttle\"} 1\n"));
    }

    void theMetricsShowWeightsAndLevelAsAsked()
    {
        QCOMPARE(m_client->write("routing", rollback, "op-1", "1").status, 200);
        QCOMPARE(m_client->write("degrade", js("{'level':2}"), "op-2", "1").status, 200);
        const Reply metrics = m_client->send("GET", u"/metrics"_s);
        QCOMPARE(metrics.header("content-type"), "text/plain; version=0.0.4; charset=utf-8"_ba);
        QVERIFY(metrics.body.contains("gateway_weight{version=\"v42\"} 0\n"));
        QVERIFY(metrics.body.contains("gateway_weight{version=\"v41\"} 100\n"));
        QVERIFY(metrics.body.contains("gateway_degrade_level 2\n"));
        QVERIFY(metrics.body.contains("gateway_version_info{version=\"v42\",code=\""));
    }
};

QTEST_GUILESS_MAIN(ChatApiTest)
#include "tst_ChatApi.moc"

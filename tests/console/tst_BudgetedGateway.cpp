// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/MetricsServer.h"
#include "tests/support/Programs.h"
#include "tests/support/PrometheusProcess.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// What one version counts from scrape to scrape; a counter with no rate has no line at all yet.
struct Gateway {
    QList<std::pair<QByteArray, int>> perScrape;
    int inflight = 0;
    int scrapes = 0;

    QByteArray page()
    {
        ++scrapes;
        QByteArray text;
        for (const auto &[name, rate] : perScrape)
            text += "# TYPE " + name + " counter\n" + name + ' ' + QByteArray::number(rate * scrapes) + '\n';
        return text + "# TYPE gateway_inflight gauge\ngateway_inflight " + QByteArray::number(inflight) + '\n';
    }
};

QByteArray targetOf(const QString &address, const QByteArray &version)
{
    return "      - targets: ['" + address.toUtf8() + "']\n        labels: { version: '" + version + "' }\n";
}

/// The line of an answer that speaks of `what`.
QString lineOf(const QString &text, const QString &what)
{
    for (const QString &line : text.split(u'\n')) {
        if (line.contains(what))
            return line.simplified();
    }
    return {};
}

} // namespace

/// The ready workspace of the simplest gateway, against doubles of its /metrics behind a real Prometheus.
class BudgetedGatewayTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_prometheus = std::make_unique<PrometheusProcess>(
            "  - job_name: budgeted-gateway\n    static_configs:\n" + targetOf(m_healthyPage.target(), "v1")
            + targetOf(m_failingPage.target(), "v2") + targetOf(m_idlePage.target(), "v3") + targetOf(u"127.0.0.1:1"_s, "v4"));
        QVERIFY(!m_prometheus->url().isEmpty());
        QFile ready(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/budgeted-gateway.json"));
        QFile copy(m_folder.filePath(u"andon.json"_s));
        QVERIFY(ready.open(QIODevice::ReadOnly) && copy.open(QIODevice::WriteOnly));
        QByteArray text = ready.readAll();
        QCOMPARE(text.count("http://127.0.0.1:9090"), 1);
        copy.write(text.replace("http://127.0.0.1:9090", m_prometheus->url().toString().toUtf8()));
        copy.close();
        // The last point of a line lies up to a step of 5 s back: there must have been something to see then.
        const QString before = u"count(rate(gateway_requests_total[1m] offset 6s))"_s;
        QTRY_COMPARE_WITH_TIMEOUT(oneValue(before), "3", 40'000);
    }
    void init() { failOnWarnings(); }

    void theDoubleKeepsTheRulesOfTheSimplestGateway_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::newRow("a scrape") << QByteArray("GET") << u"/metrics"_s << 200;
        QTest::newRow("a scrape with a query") << QByteArray("GET") << u"/metrics?x=1"_s << 404;
        QTest::newRow("only the head") << QByteArray("HEAD") << u"/metrics"_s << 501;
        QTest::newRow("the admin API") << QByteArray("GET") << u"/admin/v1/state"_s << 404;
    }
    void theDoubleKeepsTheRulesOfTheSimplestGateway()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        const MetricsServer page([] { return QByteArray("up 1\n"); });
        QTEST(exchange(method, u"http://"_s + page.target() + path).status, "status");
    }
    void checkFindsEachIndicatorWithTheVersionsThatHaveIt_data()
    {
        QTest::addColumn<QString>("indicator");
        QTest::addColumn<QString>("words");
        const QString busy = u"2 versions: v1, v2"_s;
        QTest::newRow("quality") << u"success_rate"_s << busy;
        QTest::newRow("latency") << u"latency_mean"_s << busy;
        QTest::newRow("cache hits") << u"cache_hit_rate"_s << busy;
        QTest::newRow("errors") << u"error_rate"_s << busy;
        QTest::newRow("in flight") << u"inflight"_s << u"3 versions: v1, v2, v3"_s;
        QTest::newRow("cost") << u"cost"_s << u"no source (the gateway does not count tokens or money)"_s;
        QTest::newRow("risk") << u"risk_hits"_s << u"no source (the gateway does not look for injections or sensitive data)"_s;
    }
    void checkFindsEachIndicatorWithTheVersionsThatHaveIt()
    {
        QFETCH(QString, indicator);
        QFETCH(QString, words);
        QCOMPARE(lineOf(check().out, u"/%1:"_s.arg(indicator)), u"ok indicator budgeted-gateway/%1: %2"_s.arg(indicator, words));
    }
    void checkIsContentWithTheReadyWorkspace()
    {
        QVERIFY2(check().exitCode == 0, qPrintable(check().out + check().err));
        QVERIFY2(lineOf(check().out, u"source metrics"_s).startsWith(u"ok source metrics (%1): version 2."_s.arg(m_prometheus->url().toString())),
                 qPrintable(check().out));
        QVERIFY2(check().out.trimmed().endsWith(u"everything answers"), qPrintable(check().out));
        QCOMPARE(check().out.count(u"ok       indicator"), 7);
        QCOMPARE(check().out.count(u"gateway edge"), 0);
    }
    void stateSaysTheValueOfEachVersionAndNoneWhereThereIsNone_data()
    {
        QTest::addColumn<QString>("indicator");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QMap<QString, double>>("values");
        using Values = QMap<QString, double>;
        // v1 never failed and says so by no error counter at all; strays to a wrong path are no requests of v2; v3 stands
        // still, so it has no ratio; v4 is not there.
        QTest::newRow("quality") << u"success_rate"_s << u"ratio"_s << Values{{u"v1"_s, 1.0}, {u"v2"_s, 0.6}};
        QTest::newRow("latency") << u"latency_mean"_s << u"seconds"_s << Values{{u"v1"_s, 0.12}, {u"v2"_s, 3.0}};
        QTest::newRow("cache hits") << u"cache_hit_rate"_s << u"ratio"_s << Values{{u"v1"_s, 0.3}, {u"v2"_s, 0.0}};
        QTest::newRow("errors") << u"error_rate"_s << u"ratio"_s << Values{{u"v1"_s, 0.0}, {u"v2"_s, 0.4}};
        QTest::newRow("in flight") << u"inflight"_s << u"count"_s << Values{{u"v1"_s, 4.0}, {u"v2"_s, 9.0}, {u"v3"_s, 0.0}};
        QTest::newRow("cost") << u"cost"_s << u"usd"_s << Values{};
        QTest::newRow("risk") << u"risk_hits"_s << u"ratio"_s << Values{};
    }
    void stateSaysTheValueOfEachVersionAndNoneWhereThereIsNone()
    {
        QFETCH(QString, indicator);
        using Values = QMap<QString, double>;
        QFETCH(Values, values);
        const nlohmann::json said = stateOf(indicator);
        QVERIFY2(said.is_object(), qPrintable(state().out + state().err));
        QTEST(QString::fromStdString(said["unit"]), "unit");
        QCOMPARE(said["values"].size(), std::size_t(values.size()));
        for (auto value = values.cbegin(); value != values.cend(); ++value) {
            const nlohmann::json found = said["values"].value(value.key().toStdString(), nlohmann::json());
            QVERIFY2(found.is_number(), qPrintable(value.key()));
            QVERIFY2(std::abs(found.get<double>() - value.value()) < 1e-6, found.dump().c_str());
        }
        QCOMPARE(said["no_source"] == "", !values.isEmpty());
        QCOMPARE(said["freshness"] == "live", !values.isEmpty());
    }
    void stateKnowsOfNoTrafficWeightsWhereThereIsNoGateway()
    {
        QCOMPARE(state().exitCode, 0);
        QVERIFY2(state().err.isEmpty(), qPrintable(state().err));
        const nlohmann::json said = nlohmann::json::parse(state().out.toStdString(), nullptr, false);
        QVERIFY(said.is_object());
        QCOMPARE(QString::fromStdString(said["service"]), u"budgeted-gateway"_s);
        QVERIFY(!said.contains("versions"));
        QVERIFY(!said.contains("rollout"));
    }
    void stateInWordsSaysNoSource()
    {
        const ProgramRun run = andon({u"state"_s});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(lineOf(run.out, u"risk_hits"_s), u"risk_hits no source [ratio]"_s);
        QCOMPARE(lineOf(run.out, u"cost"_s), u"cost no source [usd]"_s);
        QVERIFY2(lineOf(run.out, u"error_rate"_s).startsWith(u"error_rate v1 0 v2 0.4"), qPrintable(run.out));
    }
    void noActionIsSentAndTheReasonIsSaid_data()
    {
        QTest::addColumn<QString>("verb");
        for (const char *verb : {"rollback", "degrade", "throttle", "promote", "pause", "resume", "restore"})
            QTest::newRow(verb) << QString::fromLatin1(verb);
    }
    void noActionIsSentAndTheReasonIsSaid()
    {
        QFETCH(QString, verb);
        const ProgramRun run = andon({u"act"_s, verb, u"--reason"_s, u"a test"_s});
        QCOMPARE(run.exitCode, 6);
        QCOMPARE(run.err.trimmed(), u"blocked: This gateway has no admin endpoint: its traffic is moved where it is deployed."_s);
        QVERIFY2(run.out.isEmpty(), qPrintable(run.out));
    }

private:
    QByteArray oneValue(const QString &promql) const
    {
        const QString query = QString::fromLatin1(QUrl::toPercentEncoding(promql));
        const nlohmann::json answer = exchange("GET", m_prometheus->url().toString() + u"/api/v1/query?query="_s + query).body;
        const nlohmann::json result = answer.is_object() ? answer["data"]["result"] : nlohmann::json();
        return result.size() == 1 ? QByteArray::fromStdString(result[0]["value"][1].get<std::string>()) : QByteArray();
    }
    ProgramRun andon(const QStringList &arguments) const
    {
        return runProgram(builtProgram(u"andon"_s), arguments + QStringList{u"--workspace"_s, m_folder.filePath(u"andon.json"_s), u"--journal"_s,
                                                                            m_folder.filePath(u"journal.sqlite"_s)});
    }
    /// Asked once, looked at by many.
    const ProgramRun &check()
    {
        if (!m_check)
            m_check = andon({u"check"_s});
        return *m_check;
    }
    const ProgramRun &state()
    {
        if (!m_state)
            m_state = andon({u"state"_s, u"--json"_s});
        return *m_state;
    }
    nlohmann::json stateOf(const QString &indicator)
    {
        const nlohmann::json said = nlohmann::json::parse(state().out.toStdString(), nullptr, false);
        if (!said.is_object())
            return {};
        for (const nlohmann::json &one : said["indicators"]) {
            if (one["id"] == indicator.toStdString())
                return one;
        }
        return {};
    }

    Gateway m_healthy{{{"gateway_requests_total", 10}, {"gateway_requests_ok", 10}, {"gateway_latency_ms_sum", 1200},
                       {"gateway_cache_hit", 3}, {"gateway_cache_miss", 7}}, 4};
    Gateway m_failing{{{"gateway_requests_total", 12}, {"gateway_requests_ok", 6}, {"gateway_requests_error", 4},
                       {"gateway_latency_ms_sum", 30'000}, {"gateway_cache_miss", 10}}, 9};
    Gateway m_idle{{{"gateway_requests_total", 0}, {"gateway_requests_ok", 0}, {"gateway_requests_error", 0},
                    {"gateway_latency_ms_sum", 0}, {"gateway_cache_hit", 0}, {"gateway_cache_miss", 0}}, 0};
    MetricsServer m_healthyPage{[this] { return m_healthy.page(); }};
    MetricsServer m_failingPage{[this] { return m_failing.page(); }};
    MetricsServer m_idlePage{[this] { return m_idle.page(); }};
    QTemporaryDir m_folder;
    std::unique_ptr<PrometheusProcess> m_prometheus;
    std::optional<ProgramRun> m_check;
    std::optional<ProgramRun> m_state;
};

QTEST_GUILESS_MAIN(BudgetedGatewayTest)
#include "tst_BudgetedGateway.moc"

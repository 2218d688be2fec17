// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/SandboxGateway.h"
#include "tests/sandbox/Json.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QProcess>
#include <QTest>

using namespace andon;
using namespace andon::sandbox;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// What promtool has to say about a metrics text; empty: nothing.
QByteArray complaintsAbout(const QByteArray &text)
{
    QProcess promtool;
    promtool.setProcessChannelMode(QProcess::MergedChannels);
    promtool.start(u"promtool"_s, {u"check"_s, u"metrics"_s});
    if (!promtool.waitForStarted())
        return "promtool is not installed (Debian package prometheus)"_ba;
    promtool.write(text);
    promtool.closeWriteChannel();
    promtool.waitForFinished();
    const QByteArray words = promtool.readAll();
    return promtool.exitCode() == 0 ? words : "exit code "_ba + QByteArray::number(promtool.exitCode()) + '\n' + words;
}

} // namespace

class MetricsTextTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void labelValuesAreEscaped()
    {
        MetricsText metrics;
        metrics.declareCounter("things_total", "A \\ and\na line.");
        metrics.add("things_total", {{"name", "a\"b\\c\nd"}}, 2);
        QCOMPARE(metrics.text(), "# HELP things_total A \\\\ and\\na line.\n# TYPE things_total counter\n"
                                 "things_total{name=\"a\\\"b\\\\c\\nd\"} 2\n"_ba);
        QCOMPARE(complaintsAbout(metrics.text()), ""_ba);
    }

    void histogramBucketsAreCumulated()
    {
        MetricsText metrics;
        metrics.declareHistogram("wait_seconds", "Wait.", {0.1, 1});
        for (const double value : {0.05, 0.1, 0.5, 7.0})
            metrics.observe("wait_seconds", {}, value);
        QCOMPARE(metrics.text(),
                 "# HELP wait_seconds Wait.\n# TYPE wait_seconds histogram\n"
                 "wait_seconds_bucket{le=\"0.1\"} 2\nwait_seconds_bucket{le=\"1\"} 3\n"
                 "wait_seconds_bucket{le=\"+Inf\"} 4\nwait_seconds_sum 7.65\nwait_seconds_count 4\n"_ba);
    }

    void whatWasNotDeclaredIsNotCounted()
    {
        MetricsText metrics;
        metrics.declareGauge("level", "Level.");
        metrics.add("level", {}, 1);
        metrics.add("other_total", {}, 1);
        QCOMPARE(metrics.text(), "# HELP level Level.\n# TYPE level gauge\n"_ba);
    }

    void errorSeriesBeginWithTheFirstErrorAndTheirFamiliesBefore()
    {
        ManualClock clock;
        SandboxGateway gateway(clock, {0, 1});
        const QByteArray calm = gateway.metricsText();
        QVERIFY(calm.contains("# TYPE gateway_errors_total counter"));
        QVERIFY(!calm.contains("gateway_errors_total{"));
        QVERIFY(!calm.contains("gateway_timeouts_total{"));
        QVERIFY(!calm.contains("gateway_overload_rejections_total{"));
        QVERIFY(!calm.contains("outcome=\"error\""));
        QVERIFY(calm.contains("gateway_requests_total{version=\"v41\",outcome=\"ok\"} 0\n"));
        QVERIFY(!calm.contains("gateway_requests_total{version=\"v40\"")); // it has no traffic
        QVERIFY(gateway.setFaults("v41", {Fault::Down}));
        for (int i = 0; i < 20; ++i)
            static_cast<void>(gateway.serve({"u", "t", {}, 60, false}));
        const QByteArray ill = gateway.metricsText();
        QVERIFY(ill.contains("gateway_errors_total{version=\"v41\",code=\"5xx\"} "));
        QVERIFY(ill.contains("gateway_requests_total{version=\"v41\",outcome=\"error\"} "));
    }

    void everyFamilyOfTheContractIsThere_data()
    {
        QTest::addColumn<QByteArray>("family");
        for (const char *family :
             {"gateway_requests_total counter", "gateway_request_duration_seconds histogram",
              "gateway_queue_seconds histogram", "gateway_tokens_total counter", "gateway_cost_usd_total counter",
              "gateway_feedback_total counter", "gateway_adopted_total counter", "gateway_judged_total counter",
              "gateway_retries_total counter", "gateway_timeouts_total counter", "gateway_errors_total counter",
              "gateway_overload_rejections_total counter", "gateway_restarts_total counter",
              "gateway_token_budget_overruns_total counter", "gateway_cache_total counter",
              "gateway_tool_calls_total counter", "gateway_tool_failures_total counter",
              "gateway_tool_seconds histogram", "gateway_retrieval_total counter",
              "gateway_unauthorized_attempts_total counter", "gateway_injection_hits_total counter",
              "gateway_sensitive_hits_total counter", "gateway_refusals_total counter",
              "gateway_attributed_requests_total counter", "gateway_attributed_bad_requests_total counter",
              "gateway_tool_requests_total counter", "gateway_tool_bad_requests_total counter",
              "gateway_degraded_requests_total counter", "gateway_degrade_level gauge", "gateway_weight gauge",
              "gateway_version_info gauge"})
            QTest::newRow(family) << QByteArray(family);
    }
    void everyFamilyOfTheContractIsThere()
    {
        QFETCH(QByteArray, family);
        ManualClock clock;
        SandboxGateway gateway(clock, {0, 1});
        const QByteArray text = gateway.metricsText();
        QVERIFY(text.contains("# TYPE " + family + '\n'));
        QVERIFY(text.contains("# HELP " + family.left(family.indexOf(' ')) + ' '));
    }

    void whoAskedIsCountedFromZeroAndStrangersTogether()
    {
        ManualClock clock;
        SandboxGateway gateway(clock, {0, 1});
        const QByteArray calm = gateway.metricsText();
        const auto lines = [](const QByteArray &text) { return text.count("gateway_attributed_") - 4; }; // HELP and TYPE of two families
        // 4 tenants, 3 entrypoints; stable has a prompt and an index, the canary two of each; requests and four kinds of bad ones.
        QCOMPARE(lines(calm), (1 + 4) * 4 * 3 * (1 + 4));
        QVERIFY(calm.contains("gateway_attributed_bad_requests_total{version=\"v42\",tenant=\"globex\",entrypoint=\"api\",prompt=\"prompt-61\",index=\"kb-2026-11-15\",line=\"risk\"} 0\n"));
        for (int i = 0; i < 500; ++i)
            static_cast<void>(gateway.serve({"u", "stranger " + std::to_string(i), {}, 60, false}));
        const QByteArray text = gateway.metricsText();
        QCOMPARE(lines(text), lines(calm));
        QVERIFY(!text.contains("stranger"));
        QVERIFY(gateway.metrics().value("gateway_attributed_requests_total", {{"version", "v41"}, {"tenant", "other"}, {"entrypoint", "api"},
                                                                              {"prompt", "prompt-61"}, {"index", "kb-2026-11-01"}}) > 300);
    }
    void asOpenMetricsABucketNamesTheTraceOfItsLastRequest()
    {
        MetricsText metrics;
        metrics.declareCounter("requests_total", "Requests.");
        metrics.declareHistogram("seconds", "Time.", {1, 5});
        metrics.add("requests_total", {{"version", "v1"}}, 3);
        metrics.observe("seconds", {{"version", "v1"}}, 0.5, "first", 10);
        metrics.observe("seconds", {{"version", "v1"}}, 0.7, "a\"b", 11.5);
        metrics.observe("seconds", {{"version", "v1"}}, 9, std::string(121, 'x'), 12);
        const QByteArray text = metrics.openMetricsText();
        QVERIFY(text.contains("# TYPE requests counter\nrequests_total{version=\"v1\"} 3\n"));
        QVERIFY(text.contains("seconds_bucket{version=\"v1\",le=\"1\"} 2 # {trace_id=\"a\\\"b\"} 0.7 11.500\n"));
        QVERIFY(text.contains("le=\"+Inf\"} 3\n"));
        QVERIFY(text.endsWith("# EOF\n"));
        QVERIFY(!metrics.text().contains("trace_id"));
    }
    void promtoolAcceptsTheMetricsBeforeAndAfterTrouble()
    {
        ManualClock clock;
        SandboxGateway gateway(clock, {200, 1});
        QCOMPARE(complaintsAbout(gateway.metricsText()), ""_ba);
        QVERIFY(gateway.setFaults("v42", {Fault::Slow, Fault::Costly, Fault::Wrong, Fault::Injected, Fault::Flaky}));
        QVERIFY(gateway.setFaults("v41", {Fault::Flaky, Fault::Slow}));
        QCOMPARE(gateway.admin().apply({Resource::Degrade, "k"_ba, "bo"_ba, "\"1\""_ba, js("{'level':1}")}).status,
                 200);
        QCOMPARE(gateway.admin()
                     .apply({Resource::Throttle, "k2"_ba, "bo"_ba, "\"1\""_ba,
                             js("{'limits':[{'scope':'tenant','id':'acme','requests_per_second':5}]}")})
                     .status,
                 200);
        for (int i = 0; i < 60; ++i) {
            clock.advance(1s);
            gateway.pass(1);
        }
        const QByteArray text = gateway.metricsText();
        for (const char *series :
             {"gateway_errors_total{", "gateway_overload_rejections_total{", "gateway_tool_failures_total{",
              "gateway_timeouts_total{", "gateway_degraded_requests_total{"})
            QVERIFY2(text.contains(series), series);
        QCOMPARE(complaintsAbout(text), ""_ba);
    }
};

QTEST_GUILESS_MAIN(MetricsTextTest)
#include "tst_MetricsText.moc"

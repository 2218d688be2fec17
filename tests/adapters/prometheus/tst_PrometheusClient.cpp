// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/IoThread.h"
#include "app/base/Clock.h"
#include "tests/adapters/prometheus/Asking.h"
#include "tests/support/FaultServer.h"
#include "tests/support/MetricsServer.h"
#include "tests/support/PrometheusProcess.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace andon;
using namespace Qt::StringLiterals;

using Play = FaultServer::Play;
using End = FaultServer::End;

Q_DECLARE_METATYPE(FaultServer::Play)

namespace {

const QByteArray json = "application/json";

/// The value of each version; a version that is not there has none.
QMap<QString, double> byVersion(const Result<MetricsAnswer> &answer)
{
    QMap<QString, double> values;
    if (answer) {
        for (const Series &series : answer->series)
            values.insert(series.labels.value(u"version"_s), series.columns.lastValue());
    }
    return values;
}

/// The only value of an answer; NaN where there is not just one.
double oneValue(const Result<MetricsAnswer> &answer)
{
    return answer && answer->series.size() == 1 ? answer->series.first().columns.lastValue()
                                                : std::numeric_limits<double>::quiet_NaN();
}

QString words(const Result<MetricsAnswer> &answer)
{
    return answer ? u"no error"_s : answer.error().message();
}

Play says(const QByteArray &bytes)
{
    return {{bytes}, 0, false, End::Close, false};
}

} // namespace

static std::vector<qint64> timesOf(const Columns &columns)
{
    std::vector<qint64> times;
    for (std::size_t i = 0; i < columns.size(); ++i)
        times.push_back(columns.time(i));
    return times;
}

class PrometheusClientTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_page = std::make_unique<MetricsServer>([this] { return page(); });
        m_prometheus = std::make_unique<PrometheusProcess>("  - job_name: shop\n    static_configs:\n      - targets: ['"
                                                           + m_page->target().toUtf8() + "']\n");
        QVERIFY(!m_prometheus->url().isEmpty());
        m_client = std::make_unique<PrometheusClient>(m_io, m_prometheus->url());
        QTRY_VERIFY_WITH_TIMEOUT(byVersion(asked(*m_client, u"sum by(version)(rate(served_total[2s]))"_s)).size() == 3, 30'000);
    }
    void init() { failOnWarnings(); }

    // A real Prometheus.

    void aRealPrometheusSaysItsVersionAndItsTime()
    {
        const Result<SourceInfo> info = probed(*m_client);
        QVERIFY2(info.has_value(), info ? "" : qPrintable(info.error().message()));
        QVERIFY2(info->version.startsWith(u"2."), qPrintable(info->version));
        QVERIFY(info->skewMs.has_value());
        QVERIFY2(std::abs(*info->skewMs) < 5000, qPrintable(QString::number(*info->skewMs)));
    }
    void aBasePathWithOrWithoutASlashIsTheSame()
    {
        QUrl url = m_prometheus->url();
        url.setPath(u"/"_s);
        PrometheusClient client(m_io, url);
        QCOMPARE(oneValue(asked(client, u"vector(1)"_s)), 1.0);
    }
    void whatIsAskedArrivesLetterByLetter_data()
    {
        QTest::addColumn<QString>("promql");
        QTest::addColumn<double>("value");
        QTest::newRow("plus") << u"vector(1) + vector(2)"_s << 3.0;
        QTest::newRow("plus without spaces") << u"vector(1)+2"_s << 3.0;
        QTest::newRow("percent") << u"vector(7)%4"_s << 3.0;
        QTest::newRow("scalar") << u"40+2"_s << 42.0;
        QTest::newRow("semicolon, ampersand and equals in a text")
            << uR"(count(label_replace(vector(1), "a", "b;c&d=e", "", "")))"_s << 1.0;
        QTest::newRow("a regular expression") << uR"(count(served_total{version=~"v1|v[2+]"}))"_s << 2.0;
        QTest::newRow("other scripts") << uR"(count(served_total{version!="质量"}))"_s << 3.0;
        QTest::newRow("a comment") << u"vector(5) # half & half + more"_s << 5.0;
        QTest::newRow("no bound") << u"vector(1)/0"_s << std::numeric_limits<double>::infinity();
    }
    void whatIsAskedArrivesLetterByLetter()
    {
        QFETCH(QString, promql);
        const Result<MetricsAnswer> answer = asked(*m_client, promql);
        QVERIFY2(answer.has_value(), qPrintable(words(answer)));
        QTEST(oneValue(answer), "value");
    }
    void aRangeIsAnsweredAtItsSteps()
    {
        const qint64 end = toMs(SystemClock().now()) / 1000 * 1000;
        const Result<MetricsAnswer> answer = asked(*m_client, RangeQuery{u"vector(1)"_s, end - 10'000, end, 2000});
        QVERIFY2(answer.has_value(), qPrintable(words(answer)));
        QCOMPARE(answer->series.size(), 1);
        QCOMPARE(timesOf(answer->series.first().columns),
                 (std::vector<qint64>{end - 10'000, end - 8000, end - 6000, end - 4000, end - 2000, end}));
    }
    void fractionsOfASecondAreKept()
    {
        const Result<MetricsAnswer> answer = asked(*m_client, RangeQuery{u"vector(1)"_s, 1'700'000'000'007, 1'700'000'001'007, 500});
        QVERIFY2(answer.has_value(), qPrintable(words(answer)));
        QCOMPARE(timesOf(answer->series.first().columns),
                 (std::vector<qint64>{1'700'000'000'007, 1'700'000'000'507, 1'700'000'001'007}));
    }
    void aRefusedQueryIsToldInTheServersWords_data()
    {
        QTest::addColumn<RangeQuery>("query");
        QTest::addColumn<QString>("words");
        QTest::newRow("a slip in the query") << RangeQuery{u"sum(up"_s, 1000, 2000, 1000} << u"parse error: unclosed left parenthesis"_s;
        QTest::newRow("more than 11,000 points") << RangeQuery{u"up"_s, 0, 11'001'000, 1000} << u"11,000 points per timeseries"_s;
        QTest::newRow("no step") << RangeQuery{u"up"_s, 0, 1000, 0} << u"zero or negative query resolution step"_s;
        QTest::newRow("series that collide")
            << RangeQuery{u"label_replace(served_total, \"version\", \"x\", \"\", \"\")"_s, toMs(SystemClock().now()) - 2000,
                          toMs(SystemClock().now()), 1000}
            << u"vector cannot contain metrics with the same labelset"_s;
    }
    void aRefusedQueryIsToldInTheServersWords()
    {
        QFETCH(RangeQuery, query);
        QFETCH(QString, words);
        const Result<MetricsAnswer> answer = asked(*m_client, query);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::QueryRefused);
        QCOMPARE(answer.error().arguments.first(), query.query);
        QVERIFY2(answer.error().message().contains(words), qPrintable(answer.error().message()));
    }
    void elevenThousandPointsAreAllowed()
    {
        const Result<MetricsAnswer> answer = asked(*m_client, RangeQuery{u"vector(1)"_s, 0, 11'000'000, 1000});
        QVERIFY2(answer.has_value(), qPrintable(words(answer)));
        QCOMPARE(answer->series.first().columns.size(), std::size_t(11'001));
    }
    void aLargeAnswerComesBackWhole()
    {
        // 4 series of 10,001 points: beyond what is decoded in the I/O thread itself.
        const Result<MetricsAnswer> answer = asked(
            *m_client, RangeQuery{uR"(label_replace(vector(time()), "version", "a", "", "") or label_replace(vector(0.123456789), "version", "b", "", "")
                                    or label_replace(vector(time() / 3), "version", "c", "", "") or label_replace(vector(1), "version", "d", "", ""))"_s,
                                  0, 10'000'000, 1000});
        QVERIFY2(answer.has_value(), qPrintable(words(answer)));
        QCOMPARE(answer->series.size(), 4);
        for (const Series &series : answer->series)
            QCOMPARE(series.columns.size(), std::size_t(10'001));
        QCOMPARE(answer->series.first().columns.lastValue(), 10'000.0);
    }
    void aRatioWithoutAnErrorSeriesIsZeroOnlyWhereTheTotalIs()
    {
        // v1 never failed: no such series. v2 fails in one of four. v3 stands still: 0/0 is no value. v4 is not there.
        const QString bare = u"sum by(version)(rate(failed_total[2s])) / (sum by(version)(rate(served_total[2s])) > 0)"_s;
        const QString whole = u"(sum by(version)(rate(failed_total[2s])) or 0*sum by(version)(rate(served_total[2s])))"
                              " / (sum by(version)(rate(served_total[2s])) > 0)"_s;
        QTRY_COMPARE(byVersion(asked(*m_client, bare)).keys(), QStringList{u"v2"_s});
        const QMap<QString, double> values = byVersion(asked(*m_client, whole));
        QCOMPARE(values.keys(), (QStringList{u"v1"_s, u"v2"_s}));
        QCOMPARE(values.value(u"v1"_s), 0.0);
        QVERIFY(std::abs(values.value(u"v2"_s) - 0.25) < 0.01);
    }
    void aVersionThatVanishesHasNoValueAndItsLineEnds()
    {
        const QString served = u"sum by(version)(served_total)"_s;
        QTRY_COMPARE(byVersion(asked(*m_client, served)).keys(), (QStringList{u"v1"_s, u"v2"_s, u"v3"_s}));
        m_withoutV2 = true;
        QTRY_COMPARE(byVersion(asked(*m_client, served)).keys(), (QStringList{u"v1"_s, u"v3"_s}));
        const qint64 end = (toMs(SystemClock().now()) / 1000 + 1) * 1000;
        const Result<MetricsAnswer> range = asked(*m_client, RangeQuery{served, end - 20'000, end, 200});
        qint64 lastOfV1 = 0;
        qint64 lastOfV2 = 0;
        for (const Series &series : range.value().series) {
            if (series.labels.value(u"version"_s) == u"v1")
                lastOfV1 = series.columns.lastTime();
            if (series.labels.value(u"version"_s) == u"v2")
                lastOfV2 = series.columns.lastTime();
        }
        QVERIFY(lastOfV2 > 0);
        QVERIFY(lastOfV2 < lastOfV1);
        m_withoutV2 = false;
        QTRY_COMPARE(byVersion(asked(*m_client, served)).size(), 3);
    }

    // A server that misbehaves.

    void whatAServerDoesWrongIsTold_data()
    {
        QTest::addColumn<Play>("play");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("words");
        const QByteArray good = R"({"status":"success","data":{"resultType":"vector","result":[]}})";
        QTest::newRow("still starting") << says(httpAnswer("503 Service Unavailable", "text/plain; charset=utf-8", "Service Unavailable"))
                                        << ErrorKind::HttpStatus << u"still starting or overloaded; it is asked again"_s;
        QTest::newRow("too busy, in its own words")
            << says(httpAnswer("503 Service Unavailable", json, R"({"status":"error","errorType":"timeout","error":"query timed out"})"))
            << ErrorKind::QueryRefused << u"query timed out"_s;
        QTest::newRow("a sign-in page") << says(httpAnswer("200 OK", "text/html; charset=utf-8", "<html>Sign in</html>"))
                                        << ErrorKind::NotJson << u"text/html"_s;
        QTest::newRow("HTML that says it is JSON") << says(httpAnswer("200 OK", json, "<html>Sign in</html>"))
                                                   << ErrorKind::BadAnswer << u"no complete JSON"_s;
        QTest::newRow("JSON that does not say so") << says(httpAnswer("200 OK", "text/plain", good)) << ErrorKind::NotJson << u"text/plain"_s;
        QTest::newRow("no content type") << says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") << ErrorKind::NotJson << u"no content type"_s;
        QTest::newRow("no content") << says("HTTP/1.1 204 No Content\r\n\r\n") << ErrorKind::NotJson << u"no content type"_s;
        QTest::newRow("moved") << says(httpAnswer("302 Found", "text/html", "", "Location: http://sso.example.org/login\r\n"))
                               << ErrorKind::Redirected << u"redirect to sso.example.org"_s;
        QTest::newRow("another path") << says(httpAnswer("404 Not Found", "text/plain", "404 page not found\n")) << ErrorKind::HttpStatus << u"404"_s;
        QTest::newRow("a wrong token") << says(httpAnswer("401 Unauthorized", "text/plain", "Unauthorized\n", "WWW-Authenticate: Basic\r\n"))
                                       << ErrorKind::NotAuthorized << u"Check the token"_s;
        QTest::newRow("a wrong token, in JSON") << says(httpAnswer("403 Forbidden", json, R"({"status":"error","error":"no"})"))
                                                << ErrorKind::NotAuthorized << u"Check the token"_s;
        QTest::newRow("broken inside") << says(httpAnswer("500 Internal Server Error", "text/html", "<h1>oops</h1>")) << ErrorKind::HttpStatus << u"500"_s;
        QTest::newRow("cut by its length") << says(httpAnswer("200 OK", json, good).chopped(10)) << ErrorKind::ConnectionBroken << u"closed the connection"_s;
        QTest::newRow("cut without a length") << says("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + good.left(40))
                                              << ErrorKind::BadAnswer << u"no complete JSON"_s;
        QTest::newRow("hangs up") << Play{} << ErrorKind::ConnectionBroken << u"closed the connection"_s;
        QTest::newRow("resets") << Play{{}, 0, false, End::Reset, false} << ErrorKind::ConnectionBroken << u"closed the connection"_s;
        QTest::newRow("never ends")
            << Play{{"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", QByteArray(1 << 20, ' ')}, 0, true, End::Stay, false}
            << ErrorKind::AnswerTooLarge << u"larger than"_s;
    }
    void whatAServerDoesWrongIsTold()
    {
        QFETCH(Play, play);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, words);
        FaultServer server;
        server.play({play});
        PrometheusClient client(m_io, server.url(), Secret("s3cret"));
        const Result<MetricsAnswer> answer = asked(client, u"up"_s);
        QVERIFY(!answer);
        QVERIFY2(answer.error().kind == kind, qPrintable(answer.error().message()));
        QVERIFY2(answer.error().message().contains(words), qPrintable(answer.error().message()));
        QVERIFY(!(answer.error().message() + answer.error().detail).contains(u"s3cret"));
    }
    void aDeadServerIsToldAsSuch()
    {
        PrometheusClient client(m_io, deadUrl());
        QCOMPARE(asked(client, u"up"_s).error().kind, ErrorKind::ConnectionRefused);
        QCOMPARE(probed(client).error().kind, ErrorKind::ConnectionRefused);
    }
    void aQueryGoesOutAsAForm()
    {
        FaultServer server;
        server.play({says(httpAnswer("200 OK", json, R"({"status":"success","data":{"resultType":"vector","result":[]}})"))});
        PrometheusClient client(m_io, server.url(u"/prom/"_s), Secret("s3cret"));
        QVERIFY(asked(client, u"a+b;c"_s).has_value());
        QVERIFY(asked(client, RangeQuery{u"up"_s, 1500, 61'500, 1005}).has_value());
        const FaultServer::Request instant = server.requests().value(0);
        QCOMPARE(instant.method, QByteArray("POST"));
        QCOMPARE(instant.path, QByteArray("/prom/api/v1/query"));
        QCOMPARE(instant.headers.value("content-type"), QByteArray("application/x-www-form-urlencoded"));
        QCOMPARE(instant.headers.value("authorization"), QByteArray("Bearer s3cret"));
        QCOMPARE(instant.body, QByteArray("query=a%2Bb%3Bc"));
        QCOMPARE(server.requests().value(1).path, QByteArray("/prom/api/v1/query_range"));
        QCOMPARE(server.requests().value(1).body, QByteArray("query=up&start=1.500&end=61.500&step=1.005"));
    }
    void buildInformationIsHostileTextToo_data()
    {
        QTest::addColumn<QByteArray>("buildInfo");
        QTest::addColumn<QString>("version");
        QTest::newRow("good") << httpAnswer("200 OK", json, R"({"status":"success","data":{"version":"2.42.0+ds"}})") << u"2.42.0+ds"_s;
        QTest::newRow("a number") << httpAnswer("200 OK", json, R"({"data":{"version":242}})") << QString();
        QTest::newRow("a list") << httpAnswer("200 OK", json, R"({"data":[1,2]})") << QString();
        QTest::newRow("a text") << httpAnswer("200 OK", json, R"("data")") << QString();
        QTest::newRow("no JSON") << httpAnswer("200 OK", json, "{") << QString();
        QTest::newRow("not there") << httpAnswer("404 Not Found", "text/plain", "404 page not found\n") << QString();
        QTest::newRow("endless") << httpAnswer("200 OK", json, R"({"data":{"version":")" + QByteArray(5000, 'v') + R"("}})")
                                 << QString(100, u'v');
    }
    void buildInformationIsHostileTextToo()
    {
        QFETCH(QByteArray, buildInfo);
        FaultServer server;
        server.playAt("/api/v1/status/buildinfo", says(buildInfo));
        server.play({says(httpAnswer("200 OK", json, R"({"status":"success","data":{"resultType":"vector","result":[]}})"))});
        PrometheusClient client(m_io, server.url());
        const Result<SourceInfo> info = probed(client);
        QVERIFY2(info.has_value(), info ? "" : qPrintable(info.error().message()));
        QTEST(info->version, "version");
    }
    void aServersClockThatIsOffIsMeasured_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("known");
        QTest::newRow("thirty years behind") << QByteArray("Date: Fri, 24 Nov 1995 07:08:09 GMT\r\n") << true;
        QTest::newRow("no date") << QByteArray() << false;
        QTest::newRow("no date to read") << QByteArray("Date: yesterday\r\n") << false;
    }
    void aServersClockThatIsOffIsMeasured()
    {
        QFETCH(QByteArray, header);
        FaultServer server;
        server.play({says(httpAnswer("200 OK", json, R"({"status":"success","data":{"resultType":"vector","result":[]}})", header))});
        PrometheusClient client(m_io, server.url());
        const Result<SourceInfo> info = probed(client);
        QTEST(info->skewMs.has_value(), "known");
        if (info->skewMs)
            QVERIFY(std::abs(*info->skewMs - (817'196'889'000 - toMs(SystemClock().now()))) < 60'000);
    }
    void aProbeOfSomethingElseFails()
    {
        FaultServer server;
        server.play({says(httpAnswer("200 OK", "text/html", "<html></html>"))});
        PrometheusClient client(m_io, server.url());
        QCOMPARE(probed(client).error().kind, ErrorKind::NotJson);
    }
    void aClientThatGoesDuringAProbeTellsNobody()
    {
        FaultServer server;
        server.playAt("/api/v1/status/buildinfo", says(httpAnswer("404 Not Found", "text/plain", "")));
        server.play({Play{{}, 0, false, End::Stay, false}});
        auto client = std::make_unique<PrometheusClient>(m_io, server.url());
        QObject context;
        bool told = false;
        client->probe(&context, [&](const Result<SourceInfo> &) { told = true; });
        QTRY_COMPARE(server.requests().size(), 2);
        client.reset();
        QTRY_COMPARE(server.openConnections(), 0);
        QVERIFY(!told);
    }

private:
    QByteArray page()
    {
        ++m_scrapes;
        const QByteArray served = QByteArray::number(100 * m_scrapes);
        const QByteArray failed = QByteArray::number(25 * m_scrapes);
        QByteArray text = "# TYPE served_total counter\nserved_total{version=\"v1\"} " + served
            + "\nserved_total{version=\"v3\"} 7\n";
        if (!m_withoutV2)
            text += "served_total{version=\"v2\"} " + served + "\nfailed_total{version=\"v2\"} " + failed + "\n";
        return text;
    }

    IoThread m_io;
    int m_scrapes = 0;
    bool m_withoutV2 = false;
    std::unique_ptr<MetricsServer> m_page;
    std::unique_ptr<PrometheusProcess> m_prometheus;
    std::unique_ptr<PrometheusClient> m_client;
};

QTEST_GUILESS_MAIN(PrometheusClientTest)
#include "tst_PrometheusClient.moc"

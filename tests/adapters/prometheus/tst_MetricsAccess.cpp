// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/IoThread.h"
#include "tests/adapters/prometheus/Asking.h"
#include "tests/support/FaultServer.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

using Play = FaultServer::Play;
using End = FaultServer::End;

namespace {

const QByteArray json = "application/json";
const QByteArray empty = R"({"status":"success","data":{"resultType":"matrix","result":[]}})";

Play says(const QByteArray &bytes)
{
    return {{bytes}, 0, false, End::Close, false};
}

MetricsAccess accessAt(const QUrl &url, Dialect dialect)
{
    return {.url = url, .dialect = dialect};
}

Result<QList<Exemplar>> exemplars(PrometheusClient &client)
{
    return awaited<QList<Exemplar>>([&](QObject *context, auto callback) { client.exemplars({u"up"_s, {}, 1000, 2000}, context, callback); });
}

/// A range answer of so many bytes at least, as Prometheus writes it: series of 10,000 samples.
QByteArray matrixOf(qsizetype bytes, int &series)
{
    QByteArray samples;
    for (int i = 0; i < 10'000; ++i)
        samples += (i == 0 ? "[" : ",[") + QByteArray::number(1'700'000'000 + 2 * i) + ",\"" + QByteArray::number(0.25 * i) + "\"]";
    QByteArray body = R"({"status":"success","data":{"resultType":"matrix","result":[)";
    body.reserve(bytes + 2 * samples.size());
    for (series = 0; body.size() < bytes; ++series)
        body += (series == 0 ? "{" : ",{") + QByteArray("\"metric\":{\"version\":\"v") + QByteArray::number(series) + "\"},\"values\":[" + samples + "]}";
    return body + "]}}";
}

} // namespace

/// What goes over the wire to a source of each dialect, and what a source that refuses or misbehaves gets.
class MetricsAccessTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void everyQuestionCarriesCredentialTenantAndHeaders()
    {
        FaultServer server;
        server.play({says(httpAnswer("200 OK", json, empty))});
        server.playAt("/prometheus/api/v1/query_exemplars", says(httpAnswer("200 OK", json, R"({"status":"success","data":[]})")));
        MetricsAccess access = accessAt(server.url(u"/prometheus"_s), Dialect::Mimir);
        access.user = u"123456"_s;
        access.passwordSecret = u"cloud"_s;
        access.tenant = u"acme"_s;
        access.headers = {{"Cache-Control", "no-store"}, {"X-Grafana-Org-Id", "2"}, {"X-Request-Id", "andon"}, {"Origin", "https://a.example"}};
        PrometheusClient client(m_io, access, Secret("open"));
        QVERIFY(asked(client, u"up"_s).has_value());
        QVERIFY(asked(client, RangeQuery{u"up"_s, 1000, 2000, 1000}).has_value());
        QVERIFY(exemplars(client).has_value());
        QVERIFY(probed(client).has_value());
        QCOMPARE(server.requests().size(), 5);
        QStringList paths;
        for (const FaultServer::Request &request : server.requests()) {
            paths << QString::fromLatin1(request.path);
            QCOMPARE(request.headers.value("authorization"), "Basic " + QByteArray("123456:open").toBase64());
            QCOMPARE(request.headers.value("x-scope-orgid"), QByteArray("acme"));
            QCOMPARE(request.headers.value("cache-control"), QByteArray("no-store"));
            QCOMPARE(request.headers.value("x-grafana-org-id"), QByteArray("2"));
            QCOMPARE(request.headers.value("x-request-id"), QByteArray("andon"));
            QCOMPARE(request.headers.value("origin"), QByteArray("https://a.example"));
        }
        QCOMPARE(paths, (QStringList{u"/prometheus/api/v1/query"_s, u"/prometheus/api/v1/query_range"_s, u"/prometheus/api/v1/query_exemplars"_s,
                                     u"/prometheus/api/v1/status/buildinfo"_s, u"/prometheus/api/v1/query"_s}));
    }
    void aThanosIsToldItsTenantAndWhatMayBeMissing()
    {
        FaultServer server;
        server.play({says(httpAnswer("200 OK", json, R"({"status":"success","warnings":["no store matched"],"infos":["not a counter"],"data":{"resultType":"vector","result":[]}})"))});
        MetricsAccess access = accessAt(server.url(), Dialect::Thanos);
        access.tenant = u"acme"_s;
        access.dedup = true;
        access.partialResponse = true;
        PrometheusClient client(m_io, access, Secret());
        const Result<MetricsAnswer> answer = asked(client, u"up"_s);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->warnings, (QStringList{u"no store matched"_s, u"not a counter"_s}));
        const FaultServer::Request request = server.requests().first();
        QCOMPARE(request.headers.value("thanos-tenant"), QByteArray("acme"));
        QVERIFY(!request.headers.contains("x-scope-orgid"));
        QVERIFY(!request.headers.contains("authorization"));
        QCOMPARE(request.body, QByteArray("query=up&dedup=true&partial_response=true"));
    }
    void aPartialAnswerSaysSo()
    {
        FaultServer server;
        server.play({says(httpAnswer("200 OK", json, R"({"status":"success","isPartial":true,"data":{"resultType":"matrix","result":[{"metric":{},"values":[[1700000000,"1"]]}]}})"))});
        PrometheusClient client(m_io, accessAt(server.url(), Dialect::VictoriaMetrics), Secret());
        const Result<MetricsAnswer> answer = asked(client, RangeQuery{u"up"_s, 1'700'000'000'000, 1'700'000'000'000, 1000});
        QVERIFY(answer.has_value());
        QCOMPARE(answer->series.size(), 1);
        QCOMPARE(answer->warnings.size(), 1);
        QVERIFY2(answer->warnings.first().contains(u"partial"), qPrintable(answer->warnings.first()));
    }
    void withoutItsSecretNothingIsSentAndTheSecretIsNamed()
    {
        FaultServer server;
        MetricsAccess access = accessAt(server.url(), Dialect::Prometheus);
        access.user = u"anna"_s;
        access.passwordSecret = u"prod-m"_s;
        const Error missing{ErrorKind::NoSecret, {u"prod-m"_s, u"ANDON_SECRET_PROD_M"_s}, {}};
        PrometheusClient client(m_io, access, tl::unexpected(missing));
        QCOMPARE(asked(client, u"up"_s).error(), missing);
        QCOMPARE(asked(client, RangeQuery{u"up"_s, 1000, 2000, 1000}).error(), missing);
        QCOMPARE(probed(client).error(), missing);
        QCOMPARE(exemplars(client).error(), missing);
        QCOMPARE(server.connections(), 0);
        bool told = false;
        {
            QObject context;
            client.query(u"up"_s, &context, [&](const Result<MetricsAnswer> &) { told = true; });
        }
        QTest::qWait(50);
        QVERIFY2(!told, "a context that is gone is told nothing");
    }
    void refusedCredentialsAreNamedNotTold_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<bool>("basic");
        QTest::newRow("a token") << QByteArray("401 Unauthorized") << false;
        QTest::newRow("a password") << QByteArray("401 Unauthorized") << true;
        QTest::newRow("a token that may not") << QByteArray("403 Forbidden") << false;
    }
    void refusedCredentialsAreNamedNotTold()
    {
        QFETCH(QByteArray, status);
        QFETCH(bool, basic);
        FaultServer server;
        server.play({says(httpAnswer(status, "text/plain", "no: s3cret-text", "WWW-Authenticate: Basic realm=\"s3cret-text\"\r\n"))});
        MetricsAccess access = accessAt(server.url(), Dialect::Mimir);
        (basic ? access.passwordSecret : access.tokenSecret) = u"prod-m"_s;
        access.user = basic ? u"anna"_s : QString();
        PrometheusClient client(m_io, access, Secret("s3cret-text"));
        const QByteArray pair = QByteArray("anna:s3cret-text").toBase64();
        for (const Error &error : {asked(client, u"up"_s).error(), probed(client).error(), asked(client, RangeQuery{u"up"_s, 1000, 2000, 1000}).error()}) {
            QCOMPARE(error.kind, ErrorKind::NotAuthorized);
            QVERIFY2(error.message().contains(QString::fromLatin1(status.left(3)) + u" for the secret prod-m"_s), qPrintable(error.message()));
            const QString all = error.message() + error.detail + error.arguments.join(u' ');
            QVERIFY(!all.contains(u"s3cret-text") && !all.contains(QString::fromLatin1(pair)));
        }
        QCOMPARE(server.requests().size(), 3); // nobody tries a second time
    }
    void aRedirectIsRefusedAndNothingGoesThere()
    {
        FaultServer other;
        FaultServer server;
        server.play({says(httpAnswer("307 Temporary Redirect", "text/plain", "", "Location: " + other.url(u"/api/v1/query"_s).toEncoded() + "\r\n"))});
        MetricsAccess access = accessAt(server.url(), Dialect::Thanos);
        access.tokenSecret = u"prod-m"_s;
        access.tenant = u"acme"_s;
        PrometheusClient client(m_io, access, Secret("s3cret"));
        QCOMPARE(asked(client, u"up"_s).error().kind, ErrorKind::Redirected);
        QCOMPARE(probed(client).error().kind, ErrorKind::Redirected);
        QCOMPARE(other.connections(), 0);
    }
    void whatAHeaderCannotCarryNeverLeaves_data()
    {
        QTest::addColumn<QString>("tenant");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("a tenant of two lines") << u"a\r\nX-Admin: 1"_s << QByteArray("Origin") << QByteArray("a");
        QTest::newRow("a tenant of another script") << u"质量"_s << QByteArray("Origin") << QByteArray("a");
        QTest::newRow("a header of two lines") << u"a"_s << QByteArray("Origin") << QByteArray("a\nb: 1");
        QTest::newRow("a credential") << u"a"_s << QByteArray("Authorization") << QByteArray("Bearer x");
        QTest::newRow("a header that nobody knows") << u"a"_s << QByteArray("X-Admin") << QByteArray("1");
    }
    void whatAHeaderCannotCarryNeverLeaves()
    {
        QFETCH(QString, tenant);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, value);
        FaultServer server;
        MetricsAccess access = accessAt(server.url(), Dialect::Mimir);
        access.tenant = tenant;
        access.headers = {{header, value}};
        PrometheusClient client(m_io, access, Secret());
        QCOMPARE(asked(client, u"up"_s).error().kind, ErrorKind::BadAddress);
        QCOMPARE(server.connections(), 0);
    }
    void aRangeOfAHundredMegabytesIsReadWhole()
    {
        int series = 0;
        FaultServer server;
        server.play({says(httpAnswer("200 OK", json, matrixOf(100'000'000, series)))});
        PrometheusClient client(m_io, server.url());
        const Result<MetricsAnswer> answer = asked(client, RangeQuery{u"up"_s, 1'700'000'000'000, 1'700'000'020'000, 2000});
        QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().message()));
        QCOMPARE(answer->series.size(), series);
        for (const Series &one : answer->series) {
            QCOMPARE(one.columns.size(), std::size_t(10'000));
            QCOMPARE(one.columns.lastValue(), 0.25 * 9'999);
        }
    }
    void manySeriesThatStandStillAreReadHoweverWellTheyPack()
    {
        QByteArray body = R"({"status":"success","data":{"resultType":"matrix","result":[)";
        QByteArray samples;
        for (int i = 0; i < 200; ++i)
            samples += (i == 0 ? "[" : ",[") + QByteArray::number(1'700'000'000 + 10 * i) + ",\"0\"]";
        for (int i = 0; i < 900; ++i)
            body += (i == 0 ? "{" : ",{") + QByteArray("\"metric\":{\"v\":\"") + QByteArray::number(i) + "\"},\"values\":[" + samples + "]}";
        body += "]}}";
        const QByteArray packed = qCompress(body).mid(4);
        QVERIFY(body.size() > 2 * 1024 * 1024 && body.size() / packed.size() > 40);
        FaultServer server;
        server.play({says(httpAnswer("200 OK", json, packed, "Content-Encoding: deflate\r\n"))});
        PrometheusClient client(m_io, server.url());
        const Result<MetricsAnswer> answer = asked(client, RangeQuery{u"up"_s, 1'700'000'000'000, 1'700'000'002'000, 10'000});
        QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().message()));
        QCOMPARE(answer->series.size(), 900);
        QCOMPARE(answer->series.last().columns.size(), std::size_t(200));
    }
    void aBombIsCutOffAtTheLimit()
    {
        const QByteArray packed = qCompress(empty + QByteArray(PrometheusClient::largestRange, ' ')).mid(4);
        FaultServer server;
        server.play({says(httpAnswer("200 OK", json, packed, "Content-Encoding: deflate\r\n"))});
        PrometheusClient client(m_io, server.url());
        QCOMPARE(asked(client, RangeQuery{u"up"_s, 1000, 2000, 1000}).error().kind, ErrorKind::AnswerTooLarge);
    }
    void whatIsLargerIsCutOffAtOnce_data()
    {
        QTest::addColumn<bool>("range");
        QTest::addColumn<qint64>("largest");
        QTest::newRow("a range") << true << PrometheusClient::largestRange;
        QTest::newRow("a value") << false << PrometheusClient::largestOther;
    }
    void whatIsLargerIsCutOffAtOnce()
    {
        QFETCH(bool, range);
        QFETCH(qint64, largest);
        FaultServer server;
        // It says so and begins; the rest never comes.
        server.play({Play{{"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(largest + 1) + "\r\n\r\n" + empty.left(20)},
                          0, false, End::Stay, false}});
        PrometheusClient client(m_io, server.url());
        const Result<MetricsAnswer> answer = range ? asked(client, RangeQuery{u"up"_s, 1000, 2000, 1000}) : asked(client, u"up"_s);
        QCOMPARE(answer.error().kind, ErrorKind::AnswerTooLarge);
        QCOMPARE(answer.error().arguments.at(1), QString::number(largest));
        QVERIFY(isOfOneQuery(answer.error()));
    }

private:
    IoThread m_io;
};

QTEST_GUILESS_MAIN(MetricsAccessTest)
#include "tst_MetricsAccess.moc"

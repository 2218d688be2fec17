// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/DialectForm.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(MetricsAccess)

namespace {

constexpr qint64 nowMs = 1'700'000'000'000;

MetricsAccess accessOf(Dialect dialect)
{
    return {.url = QUrl(u"https://m.example.org"_s), .dialect = dialect};
}

/// A range of ten steps that ends so long ago.
RangeQuery endedAgo(qint64 agoMs, qint64 stepMs, const QString &query = u"up"_s)
{
    return {query, nowMs - agoMs - 10 * stepMs, nowMs - agoMs, stepMs};
}

Columns columnsOf(std::size_t count, qint64 startMs)
{
    Columns columns;
    for (std::size_t i = 0; i < count; ++i)
        columns.append(startMs + static_cast<qint64>(i) * 1000, static_cast<double>(i));
    return columns;
}

} // namespace

class DialectFormTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aRangeIsAskedForInTheWordsOfItsDialect_data()
    {
        QTest::addColumn<MetricsAccess>("access");
        QTest::addColumn<RangeQuery>("query");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<qint64>("shiftMs");
        const QByteArray plain = "query=up&start=1699999980.000&end=1700000000.000&step=2.000";
        QTest::newRow("Prometheus") << accessOf(Dialect::Prometheus) << endedAgo(0, 2000) << plain << qint64(0);
        QTest::newRow("Mimir") << accessOf(Dialect::Mimir) << endedAgo(0, 2000) << plain << qint64(0);
        QTest::newRow("Thanos") << accessOf(Dialect::Thanos) << endedAgo(0, 2000) << plain << qint64(0);
        MetricsAccess thanos = accessOf(Dialect::Thanos);
        thanos.dedup = true;
        thanos.partialResponse = false;
        QTest::newRow("Thanos that must be whole") << thanos << endedAgo(0, 2000) << plain + "&dedup=true&partial_response=false" << qint64(0);
        thanos.dedup = false;
        thanos.partialResponse = true;
        QTest::newRow("Thanos that may lack some") << thanos << endedAgo(0, 2000) << plain + "&dedup=false&partial_response=true" << qint64(0);
        MetricsAccess victoria = accessOf(Dialect::VictoriaMetrics);
        QTest::newRow("VictoriaMetrics near now")
            << victoria << endedAgo(0, 2000)
            << QByteArray("query=last_over_time%28%28up%0A%29%5B2000ms%3A2000ms%5D%20offset%20-300000ms%29"
                          "&start=1699999680.000&end=1699999700.000&step=2.000&nocache=1") << qint64(300'000);
        QTest::newRow("VictoriaMetrics near now, a step that does not divide five minutes")
            << victoria << endedAgo(0, 7000)
            << QByteArray("query=last_over_time%28%28up%0A%29%5B7000ms%3A7000ms%5D%20offset%20-301000ms%29"
                          "&start=1699999629.000&end=1699999699.000&step=7.000&nocache=1") << qint64(301'000);
        QTest::newRow("VictoriaMetrics near now, a coarse step leaves the end alone")
            << victoria << endedAgo(0, 60'000) << QByteArray("query=up&start=1699999400.000&end=1700000000.000&step=60.000&nocache=1") << qint64(0);
        QTest::newRow("VictoriaMetrics long ago")
            << victoria << endedAgo(300'000, 2000) << QByteArray("query=up&start=1699999680.000&end=1699999700.000&step=2.000") << qint64(0);
        victoria.partialResponse = true;
        QTest::newRow("VictoriaMetrics that may lack some is as ever")
            << victoria << endedAgo(300'000, 2000) << QByteArray("query=up&start=1699999680.000&end=1699999700.000&step=2.000") << qint64(0);
        victoria.partialResponse = false;
        QTest::newRow("VictoriaMetrics that must be whole")
            << victoria << endedAgo(300'000, 2000)
            << QByteArray("query=up&start=1699999680.000&end=1699999700.000&step=2.000&deny_partial_response=1") << qint64(0);
        QTest::newRow("nothing stays nothing")
            << accessOf(Dialect::VictoriaMetrics) << endedAgo(0, 2000, u" "_s)
            << QByteArray("query=%20&start=1699999980.000&end=1700000000.000&step=2.000&nocache=1") << qint64(0);
    }
    void aRangeIsAskedForInTheWordsOfItsDialect()
    {
        QFETCH(MetricsAccess, access);
        QFETCH(RangeQuery, query);
        const DialectForm form = rangeForm(access, query, nowMs);
        QTEST(form.body, "body");
        QTEST(form.shiftMs, "shiftMs");
    }
    void aValueAndExemplarsAreAskedForInTheWordsOfTheirDialect()
    {
        MetricsAccess thanos = accessOf(Dialect::Thanos);
        thanos.partialResponse = false;
        QCOMPARE(instantForm(accessOf(Dialect::Prometheus), u"a+b"_s).body, QByteArray("query=a%2Bb"));
        QCOMPARE(instantForm(accessOf(Dialect::VictoriaMetrics), u"up"_s).body, QByteArray("query=up&nocache=1"));
        QCOMPARE(instantForm(thanos, u"up"_s).body, QByteArray("query=up&partial_response=false"));
        QCOMPARE(exemplarForm(thanos, {u"up"_s, {}, 1000, 2500}).body, QByteArray("query=up&start=1.000&end=2.500&partial_response=false"));
    }
    void anAnswerOfFiveMinutesAgoIsMovedToItsTime()
    {
        DialectForm form;
        form.shiftMs = 300'000;
        MetricsAnswer given;
        given.warnings = QStringList{u"w"_s};
        given.series = {{{{u"version"_s, u"v1"_s}}, columnsOf(2500, 1000)}, {{}, columnsOf(2500, 1000)}, {{}, Columns()}};
        Result<MetricsAnswer> answer = given;
        undo(form, answer);
        QCOMPARE(answer->warnings, QStringList{u"w"_s});
        QCOMPARE(answer->series.first().labels, given.series.first().labels);
        QCOMPARE(answer->series[0].columns, columnsOf(2500, 301'000));
        QCOMPARE(answer->series[1].columns, columnsOf(2500, 301'000));
        QVERIFY(answer->series[2].columns.empty());
        QCOMPARE(given.series.first().columns, columnsOf(2500, 1000));
    }
    void aRefusalSpeaksOfThePersonsQueryOnly()
    {
        const DialectForm form = rangeForm(accessOf(Dialect::VictoriaMetrics), endedAgo(0, 2000, u"sum(h"_s), nowMs);
        Result<MetricsAnswer> answer = failure(ErrorKind::QueryRefused, {u"sum(h"_s,
            u"error when executing query=\"last_over_time((sum(h\\n)[2000ms:2000ms] offset -300000ms)\" on the time range (start=1): unparsed data"_s});
        undo(form, answer);
        QCOMPARE(answer.error().arguments.at(1), u"error when executing query=\"sum(h\" on the time range (start=1): unparsed data"_s);
    }
    void aTenantGoesIntoTheHeaderOfItsDialect()
    {
        MetricsAccess access = accessOf(Dialect::Mimir);
        QVERIFY(headersOf(access).isEmpty());
        access.tenant = u"a|b"_s;
        access.headers = {{"Cache-Control", "no-store"}};
        QCOMPARE(headersOf(access), (QList<QPair<QByteArray, QByteArray>>{{"Cache-Control", "no-store"}, {"X-Scope-OrgID", "a|b"}}));
        access.dialect = Dialect::Thanos;
        QCOMPARE(headersOf(access).last(), qMakePair(QByteArray("THANOS-TENANT"), QByteArray("a|b")));
        access.dialect = Dialect::VictoriaMetrics;
        QCOMPARE(headersOf(access).size(), 1);
    }
    void theCredentialIsATokenOrAUserWithAPassword()
    {
        MetricsAccess access = accessOf(Dialect::Mimir);
        access.tokenSecret = u"t"_s;
        QCOMPARE(httpAccessOf(access, Secret("s3cret")).scheme + ' ' + httpAccessOf(access, Secret("s3cret")).secret.reveal(), QByteArray("Bearer s3cret"));
        access.tokenSecret.clear();
        access.user = u"Aladdin"_s;
        access.passwordSecret = u"p"_s;
        // The example of RFC 7617.
        const HttpAccess basic = httpAccessOf(access, Secret("open sesame"));
        QCOMPARE(basic.scheme + ' ' + basic.secret.reveal(), QByteArray("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
        QCOMPARE(basic.base, access.url);
        access.user = u"test"_s;
        QCOMPARE(httpAccessOf(access, Secret("123\xc2\xa3")).secret.reveal(), QByteArray("dGVzdDoxMjPCow=="));
    }
};

QTEST_GUILESS_MAIN(DialectFormTest)
#include "tst_DialectForm.moc"

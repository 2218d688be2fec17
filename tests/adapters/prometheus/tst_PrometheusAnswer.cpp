// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/PrometheusAnswer.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// A successful answer with this data.
QByteArray success(const char *type, const QByteArray &result, const QByteArray &more = {})
{
    return R"({"status":"success","data":{"resultType":")" + QByteArray(type) + R"(","result":)" + result + "}" + more + "}";
}

Result<MetricsAnswer> decoded(const QByteArray &body)
{
    return decodePrometheusAnswer(body, u"http://metrics.example.org/api/v1/query"_s, u"up"_s);
}

/// A series in one line: "version=v1: 1795437113500=0.5 1795437114500=NaN".
QString line(const Series &series)
{
    QStringList labels;
    for (auto label = series.labels.begin(); label != series.labels.end(); ++label)
        labels << label.key() + u'=' + label.value();
    QString out = labels.join(u',') + u':';
    for (std::size_t i = 0; i < series.columns.size(); ++i) {
        const double value = series.columns.value(i);
        const QString text = std::isnan(value)  ? u"NaN"_s
            : std::isinf(value)                 ? (value > 0 ? u"+Inf"_s : u"-Inf"_s)
                                                : QString::number(value, 'g', 17);
        out += u" %1=%2"_s.arg(series.columns.time(i)).arg(text);
    }
    return out;
}

} // namespace

class PrometheusAnswerTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aGoodAnswerIsReadToTheLastDigit_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QStringList>("lines");
        QTest::newRow("a matrix of Prometheus 2.42")
            << success("matrix", R"([{"metric":{"version":"v1"},"values":[[1795432083,"1.8333333333333386"],[1795432084.500,"2.5"]]},)"
                                 R"({"metric":{"version":"v2"},"values":[[1795432083,"0"]]}])")
            << QStringList{u"version=v1: 1795432083000=1.8333333333333386 1795432084500=2.5"_s, u"version=v2: 1795432083000=0"_s};
        QTest::newRow("a vector") << success("vector", R"([{"metric":{"__name__":"up","job":"a"},"value":[1795437113.781,"1"]}])")
                                  << QStringList{u"__name__=up,job=a: 1795437113781=1"_s};
        QTest::newRow("a scalar") << success("scalar", R"([1795437113.781,"3.25"])") << QStringList{u": 1795437113781=3.25"_s};
        QTest::newRow("nothing at all") << success("vector", "[]") << QStringList();
        QTest::newRow("no labels") << success("vector", R"([{"metric":{},"value":[1,"7"]}])") << QStringList{u": 1000=7"_s};
        QTest::newRow("no traffic and no bound")
            << success("matrix", R"([{"metric":{},"values":[[1,"NaN"],[2,"+Inf"],[3,"-Inf"],[4,"1"]]}])")
            << QStringList{u": 1000=NaN 2000=+Inf 3000=-Inf 4000=1"_s};
        QTest::newRow("a gap stays a gap") << success("matrix", R"([{"metric":{},"values":[[10,"1"],[40,"2"]]}])")
                                           << QStringList{u": 10000=1 40000=2"_s};
        QTest::newRow("small and large") << success("matrix", R"([{"metric":{},"values":[[1,"1e-07"],[2,"1e+21"]]}])")
                                         << QStringList{u": 1000=9.9999999999999995e-08 2000=1e+21"_s};
        QTest::newRow("2^53+1 as far as a double goes")
            << success("vector", R"([{"metric":{},"value":[1,"9007199254740993"]}])") << QStringList{u": 1000=9007199254740992"_s};
        QTest::newRow("Go's escapes") << success("vector", R"([{"metric":{"version":"\u003cb\u003e\u0026"},"value":[1,"1"]}])")
                                      << QStringList{u"version=<b>&: 1000=1"_s};
        QTest::newRow("quotes, newlines and other scripts")
            << success("vector", "[{\"metric\":{\"version\":\"a\\\"b\\n\xe8\xb4\xa8\xe9\x87\x8f\"},\"value\":[1,\"1\"]}]")
            << QStringList{u"version=a\"b\n质量: 1000=1"_s};
        QTest::newRow("a key twice: the last one counts")
            << success("vector", R"([{"metric":{"version":"a","version":"b"},"value":[1,"1"]}])") << QStringList{u"version=b: 1000=1"_s};
        QTest::newRow("native histograms alone are left out")
            << success("vector", R"([{"metric":{"version":"a"},"histogram":[1,{"count":"1","sum":"2"}]},)"
                                 R"({"metric":{"version":"b"},"value":[1,"1"]}])")
            << QStringList{u"version=b: 1000=1"_s};
        QTest::newRow("native histograms beside values")
            << success("matrix", R"([{"metric":{},"values":[[1,"1"]],"histograms":[[2,{"count":"1","sum":"2","buckets":[]}]]}])")
            << QStringList{u": 1000=1"_s};
        QTest::newRow("members nobody knows") << success("vector", R"([{"metric":{},"value":[1,"1"],"x":[]}])", R"(,"stats":{"y":1})")
                                              << QStringList{u": 1000=1"_s};
    }
    void aGoodAnswerIsReadToTheLastDigit()
    {
        QFETCH(QByteArray, body);
        QFETCH(QStringList, lines);
        const Result<MetricsAnswer> answer = decoded(body);
        QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().message()));
        QStringList given;
        for (const Series &series : answer->series)
            given << line(series);
        QCOMPARE(given, lines);
    }
    void aBadAnswerIsAnErrorWithWords_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QByteArray &body, const QString &words,
                            ErrorKind kind = ErrorKind::BadAnswer) { QTest::newRow(name) << body << kind << words; };
        row("nothing", "", u"no complete JSON"_s);
        row("HTML", "<!DOCTYPE html><html><body>Sign in</body></html>", u"no complete JSON"_s);
        row("plain text", "Service Unavailable", u"no complete JSON"_s);
        row("cut", success("vector", R"([{"metric":{},"value":[1,"1"]}])").chopped(8), u"no complete JSON"_s);
        row("two answers", success("vector", "[]") + success("vector", "[]"), u"no complete JSON"_s);
        row("a bare NaN", success("vector", R"([{"metric":{},"value":[1,NaN]}])"), u"no complete JSON"_s);
        row("not UTF-8", success("vector", "[{\"metric\":{\"a\":\"\xff\xfe\"},\"value\":[1,\"1\"]}]"), u"no complete JSON"_s);
        row("a list", "[]", u"no status"_s);
        row("null", "null", u"no status"_s);
        row("a number", "9007199254740993", u"no status"_s);
        row("another service", R"({"ok":true})", u"no status"_s);
        row("a status that is no text", R"({"status":1})", u"no status"_s);
        row("no data", R"({"status":"success"})", u"no data"_s);
        row("data of the wrong type", R"({"status":"success","data":[]})", u"no data"_s);
        row("no result", R"({"status":"success","data":{"resultType":"vector"}})", u"no list of results"_s);
        row("result null", success("vector", "null"), u"no list of results"_s);
        row("a type nobody knows", success("tensor", "[]"), u"the result type tensor"_s);
        row("a text result", success("string", R"([1,"x"])"), u"the result type string"_s);
        row("a type of the wrong type", R"({"status":"success","data":{"resultType":7,"result":[]}})", u"wrong type"_s);
        row("a series that is none", success("vector", "[1]"), u"a series without labels"_s);
        row("a series without labels", success("vector", R"([{"value":[1,"1"]}])"), u"a series without labels"_s);
        row("a label that is no text", success("vector", R"([{"metric":{"a":1},"value":[1,"1"]}])"), u"a label that is no text"_s);
        row("a series without values", success("vector", R"([{"metric":{"a":"b"}}])"), u"a series without values"_s);
        row("values that are no list", success("matrix", R"([{"metric":{},"values":{}}])"), u"values that are no list"_s);
        row("a number for a value", success("vector", R"([{"metric":{},"value":[1,1]}])"), u"a sample that is not"_s);
        row("a text for a time", success("vector", R"([{"metric":{},"value":["1","1"]}])"), u"a sample that is not"_s);
        row("three in a sample", success("vector", R"([{"metric":{},"value":[1,"1","1"]}])"), u"a sample that is not"_s);
        row("an empty sample", success("scalar", "[]"), u"a sample that is not"_s);
        row("a word for a value", success("vector", R"([{"metric":{},"value":[1,"many"]}])"), u"no number: many"_s);
        row("an empty value", success("vector", R"([{"metric":{},"value":[1,""]}])"), u"no number"_s);
        row("milliseconds for seconds", success("vector", R"([{"metric":{},"value":[1795437113781,"1"]}])"), u"impossible time"_s);
        row("time runs back", success("matrix", R"([{"metric":{},"values":[[2,"1"],[1,"1"]]}])"), u"times do not rise"_s);
        row("time stands still", success("matrix", R"([{"metric":{},"values":[[2,"1"],[2,"1"]]}])"), u"times do not rise"_s);
        row("an error of the server", R"({"status":"error","errorType":"bad_data","error":"invalid parameter 'query': 1:5: parse error"})",
            u"The query up was refused: invalid parameter 'query': 1:5: parse error."_s, ErrorKind::QueryRefused);
        row("an error without words", R"({"status":"error"})", u"without a reason"_s, ErrorKind::QueryRefused);
        row("an error with words of the wrong type", R"({"status":"error","error":{}})", u"without a reason"_s, ErrorKind::QueryRefused);
    }
    void aBadAnswerIsAnErrorWithWords()
    {
        QFETCH(QByteArray, body);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, words);
        const Result<MetricsAnswer> answer = decoded(body);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, kind);
        QVERIFY2(answer.error().message().contains(words), qPrintable(answer.error().message()));
    }
    void brokenJsonIsNamedByItsByte()
    {
        const QByteArray whole = success("matrix", R"([{"metric":{},"values":[[1795432083,"1"],[1795432084,"2"]]}])");
        const qsizetype cut = whole.indexOf("1795432084") + 4;
        const Result<MetricsAnswer> answer = decoded(whole.left(cut));
        QVERIFY(!answer);
        QVERIFY2(answer.error().message().contains(u"at byte %1"_s.arg(cut)) || answer.error().message().contains(u"at byte %1"_s.arg(cut + 1)),
                 qPrintable(answer.error().message()));
    }
    void aWrongShapeIsNamedByItsByte_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QByteArray>("where"); ///< the text whose last character the byte is
        const auto row = [](const char *name, const QByteArray &body, const QString &what, const QByteArray &where) {
            QTest::newRow(name) << body << what << where;
            // The same, not as servers write it.
            QByteArray loose = body, place = where;
            for (QByteArray *text : {&loose, &place})
                text->replace(":", " :\n ");
            QTest::addRow("%s, with blanks", name) << loose << what << place;
        };
        row("time runs back", success("matrix", R"([{"metric":{},"values":[[2,"1"],[1,"1"]]}])"), u"samples whose times do not rise"_s, R"("values":[[2,"1"],[)");
        row("an impossible time", success("vector", R"([{"metric":{},"value":[1795437113781,"1"]}])"), u"a sample with an impossible time"_s, R"("value":[)");
        row("a word for a value", success("matrix", R"([{"metric":{},"values":[[1,"1"]]},{"metric":{"a":"b"},"values":[[1,"1"],[2,"many"]]}])"),
            u"a value that is no number: many"_s, R"({"a":"b"},"values":[[1,"1"],[)");
        row("a number for a value", success("vector", R"([{"metric":{},"value":[1,1]}])"), u"a sample that is not [time, \"value\"]"_s, R"("value":[)");
        row("a text for a sample", success("matrix", R"([{"metric":{},"values":[[1,"1"],"x"]}])"), u"a sample that is not [time, \"value\"]"_s, R"([1,"1"],"x")");
        row("an object for a sample", success("vector", R"([{"metric":{},"value":{}}])"), u"a sample that is not [time, \"value\"]"_s, R"("value")");
        row("values that are no list", success("matrix", R"([{"metric":{},"values":{}}])"), u"values that are no list"_s, R"("values")");
        row("a label that is no text", success("vector", R"([{"metric":{"a":"x","b":1},"value":[1,"1"]}])"), u"a label that is no text"_s, R"("b")");
        row("a series without labels", success("vector", R"([{"metric":{},"value":[1,"1"]},{"value":[1,"1"]}])"), u"a series without labels"_s, R"("1"]},{)");
        row("a series without values", success("vector", R"([{"metric":{"a":"b"}}])"), u"a series without values"_s, R"("result":[{)");
        row("a series that is none", success("vector", R"([{"metric":{},"value":[1,"1"]},"x"])"), u"a series without labels"_s, R"("x")");
        row("a scalar that is none", success("scalar", R"([1,2])"), u"a sample that is not [time, \"value\"]"_s, R"("result":[)");
        row("a type nobody knows", success("tensor", "[]"), u"the result type tensor"_s, R"("resultType")");
        row("a type that is no text", R"({"status":"success","data":{"resultType":7,"result":[]}})", u"a member has the wrong type"_s, R"("resultType")");
        row("nested too deep", "{\"status\":\"success\",\"x\":" + QByteArray(80, '[') + QByteArray(80, ']') + "}", u"it is nested too deep"_s,
            "\"x\":" + QByteArray(64, '['));
    }
    void aWrongShapeIsNamedByItsByte()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, what);
        QFETCH(QByteArray, where);
        const Result<MetricsAnswer> answer = decoded(body);
        QVERIFY(!answer);
        QVERIFY(body.contains(where));
        const QString words = u"%1 at byte %2"_s.arg(what).arg(body.indexOf(where) + where.size());
        QVERIFY2(answer.error().message().contains(words + u'.'), qPrintable(answer.error().message() + u" <> "_s + words));
    }
    void ofFarTooManySeriesTheFirstAreKeptAndThePersonIsTold_data()
    {
        QTest::addColumn<QByteArray>("tail");
        QTest::newRow("as servers write it") << QByteArray();
        QTest::newRow("in another shape") << QByteArray(R"(,"x":1)");
    }
    void ofFarTooManySeriesTheFirstAreKeptAndThePersonIsTold()
    {
        QFETCH(QByteArray, tail);
        QByteArrayList entries;
        for (int i = 0; i < 10'000; ++i)
            entries << "{\"metric\":{\"pod\":\"" + QByteArray::number(i) + "\"},\"values\":[[1,\"1\"],[2,\"2\"]]" + tail + "}";
        const Result<MetricsAnswer> answer = decoded(success("matrix", "[" + entries.join(",") + "]"));
        QVERIFY(answer.has_value());
        QCOMPARE(answer->series.size(), 1000);
        QCOMPARE(answer->series.last().labels.value(u"pod"_s), u"999"_s);
        QCOMPARE(answer->leftOut, std::size_t(9000));
        QCOMPARE(answer->warnings, QStringList{u"10000 series came and the first 1000 are kept; narrow the query up"_s});
    }
    void aSeriesWithThousandsOfLabelsIsRefused()
    {
        QByteArrayList labels;
        for (int i = 0; i < 1001; ++i)
            labels << "\"a" + QByteArray::number(i) + "\":\"\"";
        const Result<MetricsAnswer> answer = decoded(success("vector", "[{\"metric\":{" + labels.join(",") + "},\"value\":[1,\"1\"]}]"));
        QVERIFY(!answer);
        QVERIFY(answer.error().message().contains(u"more than 1000 labels"_s));
    }
    void everyPrefixOfAnAnswerIsRefused()
    {
        const QByteArray body = success("matrix", R"([{"metric":{"version":"v1"},"values":[[1,"1"],[2,"NaN"]]}])");
        for (qsizetype size = 0; size < body.size(); ++size)
            QVERIFY2(!decoded(body.left(size)), body.left(size).constData());
        QVERIFY(decoded(body));
    }
    void theServersWarningsArePassedOn_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QStringList>("warnings");
        QTest::newRow("none") << QByteArray() << QStringList();
        QTest::newRow("warnings and infos") << QByteArray(R"(,"warnings":["results truncated due to limit"],"infos":["might not be a counter"])")
                                            << QStringList{u"results truncated due to limit"_s, u"might not be a counter"_s};
        QTest::newRow("null") << QByteArray(R"(,"warnings":null)") << QStringList();
        QTest::newRow("Thanos with a store away")
            << QByteArray(R"(,"warnings":["No StoreAPIs matched for this query","receive series from Addr: 10.0.0.1: context deadline exceeded"])")
            << QStringList{u"No StoreAPIs matched for this query"_s, u"receive series from Addr: 10.0.0.1: context deadline exceeded"_s};
        QTest::newRow("VictoriaMetrics with a node away")
            << QByteArray(R"(,"isPartial":true)")
            << QStringList{u"the server calls this answer partial: some of its storage did not answer"_s};
        QTest::newRow("VictoriaMetrics, whole") << QByteArray(R"(,"isPartial":false)") << QStringList();
        QTest::newRow("of the wrong type") << QByteArray(R"(,"warnings":[1,"a",{}],"infos":"b")") << QStringList{u"a"_s};
    }
    void theServersWarningsArePassedOn()
    {
        QFETCH(QByteArray, more);
        QTEST(decoded(success("vector", "[]", more)).value().warnings, "warnings");
    }
    void wordsOfAServerAreCutToWhatAPersonReads()
    {
        const QByteArray endless(100'000, 'x');
        const Result<MetricsAnswer> refused = decoded(R"({"status":"error","error":")" + endless + R"("})");
        QVERIFY(refused.error().message().size() < 2000);
        const Result<MetricsAnswer> odd = decoded(success("vector", R"([{"metric":{},"value":[1,")" + endless + R"("]}])"));
        QVERIFY(odd.error().message().size() < 400);
        QCOMPARE(decoded(success("vector", "[]", R"(,"warnings":[")" + endless + R"("])")).value().warnings.first().size(), 1000);
    }
    void aLabelOfTenThousandCharactersIsKept()
    {
        const QByteArray name(10'000, 'v');
        const Result<MetricsAnswer> answer = decoded(success("vector", R"([{"metric":{"version":")" + name + R"("},"value":[1,"1"]}])"));
        QCOMPARE(answer->series.first().labels.value(u"version"_s), QString::fromLatin1(name));
    }
    void aDeepNestIsRefusedWithoutTakingTheStack()
    {
        const QByteArray open(1'000'000, '[');
        QVERIFY(!decoded(open));
        QVERIFY(!decoded(success("vector", open + QByteArray(1'000'000, ']'))));
    }
};

QTEST_APPLESS_MAIN(PrometheusAnswerTest)
#include "tst_PrometheusAnswer.moc"

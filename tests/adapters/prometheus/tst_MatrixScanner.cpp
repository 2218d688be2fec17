// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/AnswerReader.h"
#include "app/adapters/prometheus/MatrixScanner.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <random>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

QByteArray matrix(const QByteArray &entries, const QByteArray &more = {})
{
    return R"({"status":"success","data":{"resultType":"matrix","result":[)" + entries + "]}" + more + "}";
}

QByteArray seriesOf(const QByteArray &labels, const QList<QByteArray> &values, const QByteArray &fraction = {})
{
    QByteArray out = R"({"metric":{)" + labels + R"(},"values":[)";
    for (qsizetype i = 0; i < values.size(); ++i)
        out += (i == 0 ? "[" : ",[") + QByteArray::number(1'795'000'000 + i) + fraction + ",\"" + values[i] + "\"]";
    return out + "]}";
}

/// Texts of doubles of all shapes.
QList<QByteArray> numberTexts(int count)
{
    std::mt19937_64 random(20261125);
    QList<QByteArray> texts{"0", "-0", "0.0", "5e-324", "4.9406564584124654e-324", "2.4703282292062328e-324", "2.4703282292062327e-324",
                            "2.2250738585072011e-308", "2.2250738585072014e-308", "1.7976931348623157e308", "1e308", "-1e308", "1e-400",
                            "9007199254740993", "9007199254740992.5", "9007199254740993.00000", "0.1", "0.30000000000000004",
                            "1234567890123456789", "9999999999999999999", "99999999999999999999", "18446744073709551615",
                            "18446744073709551616", "0.0000000000000000001", "0.00000000000000000001", "123456789.123456789",
                            "5.", "-5.", "0.12345678901234567", "0.012345678901234567", "0.0012345678901234567", "00.12345678901234567",
                            "1.234567890123456789", "12.34567890123456789", "123.4567890123456789", "1234.567890123456789",
                            "12345678.12345678", "00012", "8.5", "179769313486231570000000000000000000000", "1e22", "1e23",
                            "3.1415926535897932384626433832795028841971693993751058209749445923078164062862",
                            "6929495644600919.5", "7205759403792793.5", "1448997445238699", "0.000000000000000000000000000000000123"};
    for (int i = 0; i < count; ++i) {
        const double any = std::bit_cast<double>(random());
        if (std::isfinite(any)) {
            texts << QByteArray::number(any, 'g', 17) << QByteArray::number(any, 'e', 20);
            texts << QByteArray::number(any, 'g', QLocale::FloatingPointShortest);
        }
        const double usual = std::uniform_real_distribution<double>(0, 1)(random) * std::pow(10, static_cast<int>(random() % 9));
        texts << QByteArray::number(usual, 'f', static_cast<int>(random() % 18)) << QByteArray::number(usual, 'g', 17)
              << QByteArray::number(-usual, 'f', 2) << QByteArray::number(random()) << QByteArray::number(random() % 100'000);
    }
    return texts;
}

} // namespace

class MatrixScannerTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void everyNumberIsThatOfStrtodToTheLastBit_data()
    {
        QTest::addColumn<bool>("quick");
        QTest::newRow("the quick way") << true;
        QTest::newRow("the careful way") << false;
    }
    void everyNumberIsThatOfStrtodToTheLastBit()
    {
        QFETCH(bool, quick);
        const QList<QByteArray> texts = numberTexts(20'000);
        // Twice: the times of the first series are new, those of the second are known.
        const QByteArray body = matrix(seriesOf("", texts) + ',' + seriesOf("", texts));
        const std::optional<MetricsAnswer> answer = quick ? scanAnswer(body, {}) : readAnswer(body, {}).answer;
        QVERIFY(answer);
        QCOMPARE(answer->series.size(), 2);
        for (const Series &series : answer->series) {
            QCOMPARE(series.columns.size(), static_cast<std::size_t>(texts.size()));
            for (qsizetype i = 0; i < texts.size(); ++i) {
                const double expected = std::strtod(texts[i].constData(), nullptr);
                const double given = series.columns.value(static_cast<std::size_t>(i));
                QVERIFY2(std::bit_cast<quint64>(given) == std::bit_cast<quint64>(expected), texts[i].constData());
            }
        }
    }
    void aUsualAnswerTakesTheQuickWay_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("whole seconds") << matrix(seriesOf(R"("version":"v1")", {"1", "2.5"}) + ',' + seriesOf(R"("version":"v2")", {"NaN", "+Inf"}));
        QTest::newRow("milliseconds") << matrix(seriesOf(R"("version":"v1")", {"1", "2"}, ".781"));
        QTest::newRow("tenths") << matrix(seriesOf("", {"1", "2"}, ".5"));
        QTest::newRow("nothing") << matrix("");
        QTest::newRow("a vector") << QByteArray(R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":"b"},"value":[1795437113.781,"1"]}]}})");
        QTest::newRow("escapes in a label") << matrix(seriesOf("\"version\":\"a\\\"b\\u003c\\\\\"", {"1"}));
        QTest::newRow("another script") << matrix(seriesOf("\"version\":\"\xe8\xb4\xa8\xe9\x87\x8f\"", {"1"}));
        QTest::newRow("warnings") << matrix(seriesOf("", {"1"}), R"(,"warnings":["a","b"],"infos":["c"])");
        QTest::newRow("VictoriaMetrics") << QByteArray(R"({"status":"success","isPartial":false,"data":{"resultType":"matrix","result":[{"metric":{},"values":[[1795432085,"3"]]}]},"stats":{"seriesFetched":"1"}})");
        QTest::newRow("a newline behind it") << matrix(seriesOf("", {"1"})) + '\n';
    }
    void aUsualAnswerTakesTheQuickWay()
    {
        QFETCH(QByteArray, body);
        const std::optional<MetricsAnswer> quick = scanAnswer(body, {});
        QVERIFY(quick);
        const AnswerReading careful = readAnswer(body, {});
        QVERIFY2(careful.fault.isEmpty(), qPrintable(careful.fault));
        QCOMPARE(quick->warnings, careful.answer.warnings);
        QCOMPARE(quick->series.size(), careful.answer.series.size());
        for (qsizetype i = 0; i < quick->series.size(); ++i) {
            QCOMPARE(quick->series[i].labels, careful.answer.series[i].labels);
            QVERIFY(quick->series[i].columns == careful.answer.series[i].columns);
        }
    }
    void whatIsUnusualIsLeftToTheCarefulWay_data()
    {
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const QByteArray &body) { QTest::newRow(name) << body; };
        row("blanks", matrix(R"({"metric": {},"values":[[1,"1"]]})"));
        row("another order", matrix(R"({"values":[[1,"1"]],"metric":{}})"));
        row("a member nobody knows", matrix(R"({"metric":{},"values":[[1,"1"]],"x":1})"));
        row("histograms", matrix(R"({"metric":{},"values":[[1,"1"]],"histograms":[]})"));
        row("a time with an exponent", matrix(R"({"metric":{},"values":[[1e3,"1"]]})"));
        row("a time before 1970", matrix(R"({"metric":{},"values":[[-1,"1"]]})"));
        row("a time with zeros before it", matrix(R"({"metric":{},"values":[[007,"1"]]})"));
        row("an escape in a value", matrix(R"({"metric":{},"values":[[1,"\u0031"]]})"));
        row("times that stand still", matrix(R"({"metric":{},"values":[[1,"1"],[1,"2"]]})"));
        const QByteArray two = seriesOf("", QList<QByteArray>(20, "1")), back = ",[1795000003,\"1\"]";
        row("a known time again", matrix(two + ',' + QByteArray(two).insert(two.indexOf(",[1795000006"), back)));
        row("milliseconds for seconds", matrix(R"({"metric":{},"values":[[1795437113781,"1"]]})"));
        row("a late exponent in a time", matrix(R"({"metric":{},"values":[[1.00001e11,"1"]]})"));
        row("a number beyond any double", matrix(R"({"metric":{},"values":[[1,"1e400"]]})"));
        row("a word for a value", matrix(R"({"metric":{},"values":[[1,"Info"]]})"));
        row("a label that is no text", matrix(R"({"metric":{"a":1},"values":[[1,"1"]]})"));
        row("labels that are no UTF-8", matrix("{\"metric\":{\"a\":\"\xff\"},\"values\":[[1,\"1\"]]}"));
        row("a value that goes on behind its number", matrix(seriesOf("", {"1", "2"}) + ',' + seriesOf("", {"1.5x", "2"}) + ',' + seriesOf("", {"3", "4"})));
        row("a value with two points", matrix(seriesOf("", {"1", "2"}) + ',' + seriesOf("", {"1.5.2", "2"}) + ',' + seriesOf("", {"3", "4"})));
        row("two results", R"({"status":"success","data":{"resultType":"matrix","result":[],"result":[]}})");
        row("a result elsewhere", R"({"status":"success","stats":{"resultType":"matrix","result":[]}})");
        row("a scalar", R"({"status":"success","data":{"resultType":"scalar","result":[1,"1"]}})");
        row("an error", R"({"status":"error","data":{"resultType":"matrix","result":[]}})");
        row("cut in a number", matrix(seriesOf("", {"12345"})).chopped(9));
        row("nothing", "");
    }
    void whatIsUnusualIsLeftToTheCarefulWay()
    {
        QFETCH(QByteArray, body);
        QVERIFY(!scanAnswer(body, {}));
    }
    void timesAreRoundedToMillisecondsAlikeOnBothWays()
    {
        std::mt19937_64 random(7);
        for (int i = 0; i < 20'000; ++i) {
            QByteArray time = QByteArray::number(random() % 99'999'999'999) + '.';
            for (int digits = 1 + static_cast<int>(random() % 9); digits > 0; --digits)
                time += static_cast<char>('0' + random() % 10);
            const QByteArray body = matrix(R"({"metric":{},"values":[[)" + time + R"(,"1"]]})");
            const std::optional<MetricsAnswer> quick = scanAnswer(body, {});
            QVERIFY2(quick, time.constData());
            QCOMPARE(quick->series.first().columns.lastTime(), std::llround(std::strtod(time.constData(), nullptr) * 1000));
        }
    }
    void seriesThatShareSomeOfTheirTimesKeepEachTheirOwn()
    {
        std::mt19937_64 random(20261129);
        for (int round = 0; round < 200; ++round) {
            const quint64 begin = round % 4 == 0 ? 9'999'999'000 : round % 4 == 1 ? 99'999'990 : 1'795'000'000;
            const QList<QByteArray> fractions{"", round % 3 == 0 ? ".5" : "", round % 5 == 0 ? ".781" : "", round % 7 == 0 ? ".1234567" : ""};
            QByteArray entries;
            for (int series = 0; series < 5; ++series) {
                entries += entries.isEmpty() ? R"({"metric":{},"values":[)" : R"(]},{"metric":{},"values":[)";
                bool first = true;
                for (quint64 i = 0; i < 60; ++i) {
                    if (random() % 4 == 0 && !(first && i == 59))
                        continue;
                    entries += (first ? "[" : ",[") + QByteArray::number(begin + i) + fractions[static_cast<qsizetype>(random() % 4)] + R"(,"1"])";
                    first = false;
                }
            }
            const QByteArray body = matrix(entries + "]}");
            const std::optional<MetricsAnswer> quick = scanAnswer(body, {});
            QVERIFY(quick);
            const AnswerReading careful = readAnswer(body, {});
            QVERIFY2(careful.fault.isEmpty(), qPrintable(careful.fault));
            QCOMPARE(quick->series.size(), careful.answer.series.size());
            for (qsizetype i = 0; i < quick->series.size(); ++i)
                QVERIFY2(quick->series[i].columns == careful.answer.series[i].columns, body.constData());
        }
    }
    void seriesOfManyChunksAreTheSameOnBothWays_data()
    {
        QTest::addColumn<QByteArray>("oddTime");
        QTest::newRow("the same times") << QByteArray();
        QTest::newRow("one of the third series is another") << QByteArray("1795001499.5");
    }
    void seriesOfManyChunksAreTheSameOnBothWays()
    {
        QFETCH(QByteArray, oddTime);
        QList<QByteArray> values;
        for (int i = 0; i < 3000; ++i)
            values << QByteArray::number(i * 0.25);
        const QByteArray usual = seriesOf("", values);
        const QByteArray odd = oddTime.isEmpty() ? usual : QByteArray(usual).replace("[1795001500,", '[' + oddTime + ',');
        QVERIFY(oddTime.isEmpty() || odd != usual);
        const QByteArray body = matrix(usual + ',' + usual + ',' + odd);
        for (const std::size_t kept : {std::size_t(1), std::size_t(2), std::size_t(3)}) {
            AnswerLimits limits;
            limits.series = kept;
            const std::optional<MetricsAnswer> quick = scanAnswer(body, limits);
            QVERIFY(quick);
            const AnswerReading careful = readAnswer(body, limits);
            QVERIFY2(careful.fault.isEmpty(), qPrintable(careful.fault));
            QCOMPARE(quick->leftOut, 3 - kept);
            QCOMPARE(quick->leftOut, careful.answer.leftOut);
            QCOMPARE(quick->series.size(), static_cast<qsizetype>(kept));
            for (qsizetype i = 0; i < quick->series.size(); ++i)
                QVERIFY(quick->series[i].columns == careful.answer.series[i].columns);
        }
    }
    void seriesOfOneAnswerShareTheirTimes_data()
    {
        QTest::addColumn<bool>("quick");
        QTest::newRow("the quick way") << true;
        QTest::newRow("the careful way") << false;
    }
    void seriesOfOneAnswerShareTheirTimes()
    {
        QFETCH(bool, quick);
        const QList<QByteArray> values(3000, "1.5");
        const QByteArray body = matrix(seriesOf("", {"1"}) + ',' + seriesOf("", values) + ',' + seriesOf("", values));
        const MetricsAnswer answer = quick ? scanAnswer(body, {}).value() : readAnswer(body, {}).answer;
        QCOMPARE(answer.series[2].columns.run(2000).times, answer.series[1].columns.run(2000).times);
        QCOMPARE(answer.series[2].columns.size(), std::size_t(3000));
    }
};

QTEST_APPLESS_MAIN(MatrixScannerTest)
#include "tst_MatrixScanner.moc"

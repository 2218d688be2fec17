// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/RegressionFile.h"
#include "app/incidents/RegressionGate.h"
#include "tests/support/Warnings.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

RegressionSample sampleOf(const char *question)
{
    return regressionSample({{"messages", {{{"role", "user"}, {"content", question}}}}}, {{"contains", "42"}}, {u"refusal"_s},
                            {u"4bf92f3577b34da6a3ce929d0e0e4736"_s, u"v42"_s, {{u"prompt"_s, u"prompt-64"_s}}, u"inc-1"_s, fromMs(1'764'000'000'000)});
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

RegressionSet setOf(std::initializer_list<const char *> questions)
{
    RegressionSet set;
    for (const char *question : questions)
        set.samples << sampleOf(question);
    return set;
}

Result<RegressionReport> reportOf(const QString &version, const QList<RegressionReport::Finding> &findings)
{
    return RegressionReport{version, fromMs(1'764'000'600'000), findings};
}

} // namespace

class RegressionTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aMarkedRequestIsOneLineOfJsonWithItsTraceAndVersionSet()
    {
        const QByteArray line = regressionLine(sampleOf("six times seven?"));
        QCOMPARE(line.count('\n'), 1);
        const json value = json::parse(line.toStdString());
        QCOMPARE(value.size(), std::size_t(5));
        QCOMPARE(value["input"]["messages"][0]["content"].get<std::string>(), std::string("six times seven?"));
        QCOMPARE(value["expect"]["contains"].get<std::string>(), std::string("42"));
        QCOMPARE(value["tags"][0].get<std::string>(), std::string("refusal"));
        QCOMPARE(value["meta"]["trace_id"].get<std::string>(), std::string("4bf92f3577b34da6a3ce929d0e0e4736"));
        QCOMPARE(value["meta"]["version_set"]["prompt"].get<std::string>(), std::string("prompt-64"));
        QCOMPARE(parseRegressionSet(line).samples.first(), sampleOf("six times seven?"));
    }

    void theSameRequestMarkedTwiceIsOneSample()
    {
        RegressionSample later = sampleOf("a");
        later.meta["trace_id"] = "another";
        later.tags = {u"other"_s};
        QCOMPARE(later.id, sampleOf("a").id);
        QVERIFY(sampleOf("a").id != sampleOf("b").id);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"set.jsonl"_s);
        QCOMPARE(appendRegression(path, {sampleOf("a"), later, sampleOf("b")})->added.size(), 2);
        const auto again = appendRegression(path, {later});
        QCOMPARE(again->added, QStringList());
        QCOMPARE(again->known, QStringList{later.id});
        QCOMPARE(readRegressionSet(path)->samples.size(), 2);
        QVERIFY(!read(path).contains("another"));
    }

    void whatStandsInTheFileStaysByteForByte()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"set.jsonl"_s);
        const QByteArray before = "{ \"id\": \"mine\",  \"input\": 1 }\n\nnot json at all\n{\"id\":\"cut\",\"inp";
        write(path, before);
        QVERIFY(appendRegression(path, {sampleOf("a")}));
        QCOMPARE(read(path), before + '\n' + regressionLine(sampleOf("a")));
        const Result<RegressionSet> set = readRegressionSet(path);
        QCOMPARE(set->samples.size(), 2);
        QCOMPARE(set->faults.size(), 2);
        QCOMPARE(set->faults[0].line, 3);
        QCOMPARE(set->faults[1].line, 4);
    }

    void twoConsolesAppendAtOnceAndNothingIsLost()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"set.jsonl"_s);
        const auto mark = [&path](int first) {
            for (int i = first; i < first + 40; ++i)
                static_cast<void>(appendRegression(path, {sampleOf(std::to_string(i).c_str())}));
        };
        std::thread one(mark, 0), two(mark, 20);
        one.join();
        two.join();
        const Result<RegressionSet> set = readRegressionSet(path);
        QCOMPARE(set->samples.size(), 60);
        QVERIFY(set->faults.isEmpty());
        QCOMPARE(read(path).count('\n'), 60);
    }

    void aFileThatCannotBeWrittenIsSaidInWords()
    {
        QTemporaryDir folder;
        const auto done = appendRegression(folder.filePath(u"no/such/set.jsonl"_s), {sampleOf("a")});
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::FileUnwritable);
        QDir(folder.path()).mkdir(u"set.jsonl"_s);
        QVERIFY(!appendRegression(folder.filePath(u"set.jsonl"_s), {sampleOf("a")}));
    }

    void theGateOpensOnlyWhenEverySamplePassedOnThisVersion_data()
    {
        const QString a = sampleOf("a").id, b = sampleOf("b").id;
        QTest::addColumn<QString>("version");
        QTest::addColumn<QList<bool>>("passes"); ///< of a, b; fewer: not run
        QTest::addColumn<bool>("open");
        QTest::addColumn<QString>("reason");
        QTest::newRow("all passed") << u"v43"_s << QList<bool>{true, true} << true << u"All 2 samples of the regression set passed on v43 at 2025-11-24T16:10:00Z"_s;
        QTest::newRow("one failed") << u"v43"_s << QList<bool>{true, false} << false << u"1 of 2 samples failed: %1 (said 41)"_s.arg(b);
        QTest::newRow("one was not run") << u"v43"_s << QList<bool>{true} << false << u"1 of 2 samples was not run: %1"_s.arg(b);
        QTest::newRow("another version") << u"v44"_s << QList<bool>{true, true} << false << u"The report is of v43; v44 was not run"_s;
        QTest::newRow("passed once and failed once") << u"v43"_s << QList<bool>{true, true, false} << false << u"1 of 2 samples failed: %1 (said 41)"_s.arg(a);
    }
    void theGateOpensOnlyWhenEverySamplePassedOnThisVersion()
    {
        QFETCH(QString, version);
        QFETCH(QList<bool>, passes);
        QFETCH(bool, open);
        QFETCH(QString, reason);
        const QStringList ids{sampleOf("a").id, sampleOf("b").id, sampleOf("a").id};
        QList<RegressionReport::Finding> findings;
        for (qsizetype i = 0; i < passes.size(); ++i)
            findings << RegressionReport::Finding{ids[i], passes[i], passes[i] ? QString() : u"said 41"_s};
        const RegressionGate gate = regressionGate(reportOf(u"v43"_s, findings), setOf({"a", "b"}), version);
        QCOMPARE(gate.open, open);
        QCOMPARE(gate.reasons, QStringList{reason});
    }

    void withoutAReportTheGateIsShutUnlessThereIsNothingToPass()
    {
        const Result<RegressionReport> none = failure(ErrorKind::FileUnreadable, {u"report.json"_s, u"No such file"_s});
        const RegressionGate shut = regressionGate(none, setOf({"a"}), u"v43"_s);
        QVERIFY(!shut.open);
        QVERIFY(shut.reasons.first().contains(u"report.json"));
        QVERIFY(regressionGate(none, {}, u"v43"_s).open);
        RegressionSet broken;
        broken.faults << RegressionSet::Fault{7, u"it was cut off"_s};
        const RegressionGate gate = regressionGate(reportOf(u"v43"_s, {}), broken, u"v43"_s);
        QVERIFY(!gate.open);
        QVERIFY(gate.reasons.first().contains(u"Line 7"));
    }

    void aReportIsReadOrRefusedWithTheReason_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        const QByteArray head = R"({"format":"andon-regression-report-1","version":"v43","ran_at":"2026-11-24T15:30:00Z","results":)";
        QTest::newRow("good") << QByteArray(head + R"([{"id":"a","pass":true,"seconds":3}],"runner":"ours"})") << QString();
        QTest::newRow("no JSON") << QByteArray("<html>") << u"no JSON object"_s;
        QTest::newRow("deep") << QByteArray(100'000, '[') << u"no JSON object"_s;
        QTest::newRow("another format") << QByteArray(R"({"format":"junit"})") << u"andon-regression-report-1"_s;
        QTest::newRow("no version") << QByteArray(R"({"format":"andon-regression-report-1"})") << u"which version"_s;
        QTest::newRow("no time") << QByteArray(R"({"format":"andon-regression-report-1","version":"v43","ran_at":"now"})") << u"ran_at"_s;
        QTest::newRow("results are no list") << QByteArray(head + "{}}") << u"list of results"_s;
        QTest::newRow("pass is a word") << QByteArray(head + R"([{"id":"a","pass":"true"}]})") << u"result 1"_s;
    }
    void aReportIsReadOrRefusedWithTheReason()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        const Result<RegressionReport> report = parseRegressionReport(bytes);
        QCOMPARE(report.has_value(), reason.isEmpty());
        if (!report)
            QVERIFY2(report.error().message().contains(reason), qPrintable(report.error().message()));
        else
            QCOMPARE(report->findings.size(), 1);
    }
};

QTEST_GUILESS_MAIN(RegressionTest)
#include "tst_Regression.moc"

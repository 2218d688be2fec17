// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/JudgeLine.h"
#include "app/console/JudgeVerb.h"
#include "tests/support/CanaryTraffic.h"
#include "tests/support/Warnings.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <sstream>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

struct Answer {
    int code = -1;
    std::vector<json> lines;
    QString err;

    json of(const std::string &series) const
    {
        for (const json &line : lines) {
            if (line["series"] == series)
                return line;
        }
        return {};
    }
};

Answer judged(const std::string &text, const JudgeOptions &options = {})
{
    std::istringstream in(text);
    std::ostringstream out, err;
    Answer answer;
    answer.code = judgeStream(options, in, out, err);
    std::istringstream lines(out.str());
    for (std::string line; std::getline(lines, line);)
        answer.lines.push_back(json::parse(line));
    answer.err = QString::fromStdString(err.str());
    return answer;
}

std::string lineOf(const std::string &series, int minute, ArmCounts stable, ArmCounts canary)
{
    return json{{"series", series},
                {"t", 60.0 * minute},
                {"stable", {{"bad", stable.bad}, {"total", stable.total}}},
                {"canary", {{"bad", canary.bad}, {"total", canary.total}}}}.dump() + '\n';
}

} // namespace

class JudgeVerbTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void eachSeriesGetsItsVerdictInTheOrderOfTheirFirstLines()
    {
        std::string text;
        for (int minute = 1; minute <= 60; ++minute) {
            text += lineOf("worse", minute, {9, 900}, {6, 100});
            text += lineOf("good", minute, {900, 90'000}, {100, 10'000});
            text += lineOf("thin", minute, {0, 9}, {0, 1});
            text += lineOf("one side", minute, {9, 900}, {0, 0});
        }
        const Answer answer = judged(text);
        QCOMPARE(answer.code, int(ExitCode::done));
        QVERIFY(answer.err.isEmpty());
        QCOMPARE(answer.lines.size(), std::size_t(4));
        const json worse = answer.lines[0];
        QVERIFY(worse["series"] == json("worse"));
        QVERIFY(worse["verdict"] == json("regressed"));
        QVERIFY(worse["rule"] == json("sequential_test"));
        QVERIFY(worse["e"].get<double>() > 20 && worse["log10_e"].get<double>() > 1 && worse["p"].get<double>() < 0.05);
        QVERIFY(worse["first_decision"].get<double>() >= 120 && worse["first_decision"].get<double>() < 600);
        QVERIFY(worse["n"] == json(900.0));
        QVERIFY(worse["ratio"] == json(6.0));
        QVERIFY(worse["dispersion"].get<double>() >= 1);
        QVERIFY(answer.of("good")["verdict"] == json("not_worse"));
        QVERIFY(answer.of("thin")["verdict"] == json("undecided"));
        QVERIFY(answer.of("thin")["first_decision"] == json());
        QVERIFY(answer.of("one side")["verdict"] == json("unknown"));
        QVERIFY(answer.of("one side")["reason"] == json("no_canary_traffic"));
    }
    void anEvidenceBeyondADoubleIsStillANumber()
    {
        std::string text;
        for (int minute = 1; minute <= 300; ++minute)
            text += lineOf("a", minute, {0, 9000}, {900, 1000});
        const json line = judged(text).lines.at(0);
        QVERIFY(line["log10_e"].get<double>() > 400);
        QVERIFY(std::isfinite(line["e"].get<double>()));
        QVERIFY(line["p"] == json(0.0));
    }
    void theOptionsReachTheJudge()
    {
        std::mt19937_64 random(4);
        std::string text;
        int minute = 0;
        for (const CountPoll &poll : recordCanary({10, 1, 5}, random))
            text += lineOf("a", ++minute, poll.stable, poll.canary);
        const json plain = judged(text).lines.at(0);
        JudgeOptions options;
        options.alpha = 0.01;
        options.lines = 4;
        options.r0 = 1.5;
        options.correctBursts = true;
        const json line = judged(text, options).lines.at(0);
        QVERIFY(std::abs(line["limit"].get<double>() - 400) < 1e-9);
        QVERIFY(line["dispersion"].get<double>() > 3);
        QVERIFY(std::abs(line["log10_e"].get<double>()) < std::abs(plain["log10_e"].get<double>()));
        QVERIFY(line["not_worse_log10_e"] != plain["not_worse_log10_e"]);
    }
    void aLineThatIsNoneIsToldWithItsNumberAndTheRestIsJudged_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("words");
        const QByteArray arms = R"("stable":{"bad":1,"total":9},"canary":{"bad":1,"total":9}})";
        QTest::newRow("no JSON") << QByteArray("{\"series\":") << u"a JSON object"_s;
        QTest::newRow("a list") << QByteArray("[1]") << u"a JSON object"_s;
        QTest::newRow("NaN") << QByteArray(R"({"series":"a","t":NaN,)") + arms << u"a JSON object"_s;
        QTest::newRow("words after it") << QByteArray(R"({"series":"a","t":999,)") + arms + " x" << u"a JSON object"_s;
        QTest::newRow("a leading zero") << QByteArray(R"({"series":"a","t":0999,)") + arms << u"a JSON object"_s;
        QTest::newRow("no digit after the point") << QByteArray(R"({"series":"a","t":999.,)") + arms << u"a JSON object"_s;
        QTest::newRow("no series") << QByteArray(R"({"t":999,)") + arms << u"a text at series"_s;
        QTest::newRow("a number as series") << QByteArray(R"({"series":5,"t":999,)") + arms << u"a text at series"_s;
        QTest::newRow("no time") << QByteArray(R"({"series":"a",)") + arms << u"seconds since 1970 at t"_s;
        QTest::newRow("nanoseconds") << QByteArray(R"({"series":"a","t":1764000000000000000,)") + arms << u"seconds since 1970 at t"_s;
        QTest::newRow("no canary") << QByteArray(R"({"series":"a","t":999,"stable":{"bad":1,"total":9}})") << u"canary.bad"_s;
        QTest::newRow("a text as count") << QByteArray(R"({"series":"a","t":999,"stable":{"bad":"1","total":9},"canary":{}})") << u"stable.bad"_s;
        QTest::newRow("no total") << QByteArray(R"({"series":"a","t":999,"stable":{"bad":1},"canary":{"bad":1,"total":2}})") << u"stable.total"_s;
        QTest::newRow("no UTF-8") << QByteArray("{\"series\":\"\xff\",\"t\":999,") + arms << u"a JSON object"_s;
        QTest::newRow("brackets without end") << QByteArray(50'000, '[') << u"a JSON object"_s;
        QTest::newRow("far too long") << QByteArray(3'000'000, 'x') << u"longer than 64 KiB"_s;
        QTest::newRow("null for a count") << QByteArray(R"({"series":"a","t":999,"stable":{"bad":null,"total":9},"canary":{"bad":1,"total":2}})") << u"not_a_number"_s;
        QTest::newRow("negative") << QByteArray(R"({"series":"a","t":999,"stable":{"bad":-1,"total":9},"canary":{"bad":1,"total":2}})") << u"negative_count"_s;
        QTest::newRow("bad above total") << QByteArray(R"({"series":"a","t":999,"stable":{"bad":10,"total":9},"canary":{"bad":1,"total":2}})") << u"bad_above_total"_s;
        QTest::newRow("time backward") << QByteArray(R"({"series":"a","t":1,)") + arms << u"time_backward"_s;
    }
    void aLineThatIsNoneIsToldWithItsNumberAndTheRestIsJudged()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, words);
        const std::string before = lineOf("a", 1, {9, 900}, {1, 100}) + "\n  \r\n" + lineOf("a", 2, {9, 900}, {1, 100});
        const Answer answer = judged(before + line.toStdString() + '\n' + lineOf("a", 30, {9, 900}, {1, 100}));
        QCOMPARE(answer.code, int(ExitCode::problems));
        QVERIFY2(answer.err.startsWith(u"line 5: "_s) && answer.err.contains(words), qPrintable(answer.err));
        QCOMPARE(answer.err.count(u'\n'), 1);
        QCOMPARE(answer.lines.size(), std::size_t(1));
        QVERIFY(answer.lines[0]["stable_requests"] == json(2700.0));
        // The last line may lack its end.
        const Answer last = judged(before + line.toStdString());
        QCOMPARE(last.code, int(ExitCode::problems));
        QVERIFY2(last.err.startsWith(u"line 5: "_s), qPrintable(last.err));
    }
    void manyFaultsAreToldOnce()
    {
        std::string text;
        for (int i = 0; i < 100; ++i)
            text += "x\n";
        const Answer answer = judged(text);
        QCOMPARE(answer.code, int(ExitCode::problems));
        QVERIFY(answer.err.contains(u"line 20: "_s) && !answer.err.contains(u"line 21: "_s));
        QVERIFY(answer.err.contains(u"and 80 more"_s));
    }
    void withoutPollsNothingPasses()
    {
        const Answer answer = judged("\n\n");
        QCOMPARE(answer.code, int(ExitCode::problems));
        QVERIFY(answer.lines.empty());
        QVERIFY(answer.err.contains(u"nothing passes"_s));
    }
    void linesThatCrossTheEdgeOfAPieceAreWhole()
    {
        std::string text;
        for (int minute = 1; minute <= 30'000; ++minute)
            text += lineOf("series " + std::to_string(minute % 100), minute, {9, 900}, {1, 100});
        QVERIFY(text.size() > 3'000'000);
        const Answer answer = judged(text);
        QCOMPARE(answer.code, int(ExitCode::done));
        QCOMPARE(answer.lines.size(), std::size_t(100));
        for (const json &line : answer.lines)
            QVERIFY(line["stable_requests"] == json(300 * 900.0));
    }
    void theQuickWayReadsWhatTheSlowOneReads_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("quick");
        QTest::newRow("as written") << QByteArray(R"({"series":"a","t":5,"stable":{"bad":1,"total":9},"canary":{"bad":2,"total":3}})") << true;
        QTest::newRow("another order") << QByteArray(R"({"canary":{"total":3,"bad":2},"t":5,"stable":{"bad":1,"total":9},"series":"a"})") << true;
        QTest::newRow("spaces") << QByteArray("\t{ \"series\" : \"a\" , \"t\" : 5 , \"stable\" : { \"bad\" : 1 , \"total\" : 9 } , \"canary\":{\"bad\":2,\"total\":3} } \r") << true;
        QTest::newRow("fractions") << QByteArray(R"({"series":"a","t":5.0,"stable":{"bad":1e0,"total":0.9E+1},"canary":{"bad":2.0,"total":3}})") << true;
        QTest::newRow("an escape") << QByteArray(R"({"series":"\u0061","t":5,"stable":{"bad":1,"total":9},"canary":{"bad":2,"total":3}})") << false;
        QTest::newRow("another member") << QByteArray(R"({"series":"a","note":[1],"t":5,"stable":{"bad":1,"total":9},"canary":{"bad":2,"total":3}})") << false;
        QTest::newRow("a member of an arm") << QByteArray(R"({"series":"a","t":5,"stable":{"bad":1,"total":9,"x":1},"canary":{"bad":2,"total":3}})") << false;
        QTest::newRow("a member twice: the last counts") << QByteArray(R"({"series":"a","t":4,"t":5,"stable":{"bad":1,"total":9},"canary":{"bad":2,"total":3}})") << false;
    }
    void theQuickWayReadsWhatTheSlowOneReads()
    {
        QFETCH(QByteArray, line);
        QFETCH(bool, quick);
        JudgeLine scanned, read;
        QCOMPARE(scanJudgeLine(line.toStdString(), scanned), quick);
        QVERIFY(readJudgeLine(line.toStdString(), read));
        QCOMPARE(read.series, std::string("a"));
        QCOMPARE(read.poll.t, TimePoint(std::chrono::seconds(5)));
        QCOMPARE(read.poll.stable, (ArmCounts{1, 9}));
        QCOMPARE(read.poll.canary, (ArmCounts{2, 3}));
    }
    void aFileThatIsNoneIsNamed()
    {
        QTemporaryDir folder;
        Command command;
        command.file = folder.filePath(u"none.jsonl"_s);
        QCOMPARE(judgeFile(command), int(ExitCode::problems));
        command.file = folder.path();
        QCOMPARE(judgeFile(command), int(ExitCode::problems));
    }
};

QTEST_GUILESS_MAIN(JudgeVerbTest)
#include "tst_JudgeVerb.moc"

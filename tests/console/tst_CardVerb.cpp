// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/CardVerb.h"
#include "app/console/TrafficAsk.h"
#include "tests/support/AdminDouble.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

/// Answers queries by a table, later, a range with the same value at each of its steps; a query that is not in it is never answered.
class TableSource final : public MetricsSource {
public:
    QMap<QString, Result<QMap<QString, double>>> answers; ///< query -> value by version
    QStringList asked;

    void queryRange(const RangeQuery &range, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override
    {
        std::vector<qint64> times;
        for (qint64 time = range.startMs; time <= range.endMs; time += range.stepMs)
            times.push_back(time);
        answer(range.query, times, context, callback);
    }
    void query(const QString &promql, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override
    {
        answer(promql, {1}, context, callback);
    }
    void probe(QObject *, std::function<void(Result<SourceInfo>)>) override {}

private:
    void answer(const QString &promql, const std::vector<qint64> &times, QObject *context, const std::function<void(Result<MetricsAnswer>)> &callback)
    {
        asked << promql;
        if (!answers.contains(promql))
            return;
        Result<MetricsAnswer> told{MetricsAnswer{}};
        if (const auto &table = *answers.constFind(promql); table) {
            for (const auto &[version, value] : table->toStdMap())
                told->series.append({{{u"version"_s, version}}, Columns(times, std::vector<double>(times.size(), value))});
        } else {
            told = tl::unexpected(table.error());
        }
        QMetaObject::invokeMethod(context, [callback, told] { callback(told); }, Qt::QueuedConnection);
    }
};

ServiceSpec serviceOf()
{
    ServiceSpec service;
    service.name = u"s"_s;
    service.versionLabel = u"version"_s;
    service.requestRateQuery = u"rate"_s;
    for (const auto &[id, unit, direction] : {std::tuple("bad", Unit::Ratio, Direction::HigherIsWorse), {"good", Unit::Ratio, Direction::LowerIsWorse},
                                              {"p95", Unit::Seconds, Direction::HigherIsWorse}, {"unjudged", Unit::Ratio, Direction::HigherIsWorse}}) {
        Indicator indicator;
        indicator.id = indicator.query = QString::fromLatin1(id);
        indicator.unit = unit;
        indicator.direction = direction;
        service.indicators << indicator;
    }
    for (const QString &name : {u"bad"_s, u"good"_s, u"p95"_s, u"unjudged"_s})
        service.counts << CountQueries{name, name + u" bad"_s, name + u" total"_s, {{u"tenant"_s, u"by tenant"_s, u"by tenant"_s}}};
    StrategyCard card;
    card.steps = {{5, 60}};
    for (const char *id : {"bad", "good", "p95", "uncounted"})
        card.thresholds << CardThreshold{QString::fromLatin1(id), {}, {}, 100, {}};
    service.card = card;
    return service;
}

struct Told {
    std::optional<CardTraffic> traffic;
    QList<Error> errors;
};

Told toldBy(TableSource &source, std::chrono::milliseconds patience = 5s)
{
    ManualClock clock;
    TrafficAsk ask(source, clock, serviceOf());
    Told told;
    QObject::connect(&ask, &TrafficAsk::told, &ask, [&](const CardTraffic &traffic, const QList<Error> &errors) { told = {traffic, errors}; });
    ask.start(patience);
    return QTest::qWaitFor([&] { return told.traffic.has_value(); }) ? told : Told{};
}

const QString demo = QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json");

CardVerbAnswer ran(const QString &line, const QString &path = demo)
{
    const CommandAnswer command = parseCommand(line.split(u' ', Qt::SkipEmptyParts), fromMs(0));
    std::optional<CardVerbAnswer> answer;
    QObject context;
    if (command.command)
        runCardVerb(*command.command, path, &context, [&](const CardVerbAnswer &told) { answer = told; });
    if (answer)
        return {{u"the answer came before the call returned"_s}, {}, -1};
    return QTest::qWaitFor([&] { return answer.has_value(); }, 8000) ? *answer : CardVerbAnswer{{u"no answer"_s}, {}, -1};
}

/// A matrix of v41 with that value at each step that was asked for.
QByteArray matrixOf(const QByteArray &form, int value)
{
    const QUrlQuery asked(QString::fromLatin1(form));
    const auto number = [&](const QString &name) { return asked.queryItemValue(name, QUrl::FullyDecoded).toDouble(); };
    json values = json::array();
    for (double time = number(u"start"_s); time <= number(u"end"_s); time += number(u"step"_s))
        values.push_back({time, std::to_string(value)});
    const json series{{"metric", {{"version", "v41"}}}, {"values", values}};
    const json answer{{"status", "success"}, {"data", {{"resultType", "matrix"}, {"result", json::array({series})}}}};
    return QByteArray::fromStdString(answer.dump());
}

/// The demo's workspace with one text replaced by another.
QString changedDemo(const QTemporaryDir &folder, const QByteArray &before, const QByteArray &after)
{
    QFile file(demo);
    QFile copy(folder.filePath(u"andon.json"_s));
    if (file.open(QIODevice::ReadOnly) && copy.open(QIODevice::WriteOnly)) {
        QByteArray text = file.readAll();
        if (text.contains(before))
            copy.write(text.replace(before, after));
    }
    return copy.fileName();
}

} // namespace

class CardVerbTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theTrafficIsThatOfAllVersionsAndTheBadShareThatOfTheBusiest()
    {
        TableSource source;
        const auto counts = [&](const QString &id, double stableBad, double canaryBad) {
            source.answers.insert(id + u" bad"_s, QMap<QString, double>{{u"v41"_s, stableBad}, {u"v42"_s, canaryBad}});
            source.answers.insert(id + u" total"_s, QMap<QString, double>{{u"v41"_s, 480}, {u"v42"_s, 120}});
        };
        source.answers = {{u"rate"_s, QMap<QString, double>{{u"v41"_s, 8}, {u"v42"_s, 2}, {u"v43"_s, std::nan("")}}}};
        counts(u"bad"_s, 12, 60);
        counts(u"good"_s, 120, 60);
        counts(u"p95"_s, 24, 0);
        const Told told = toldBy(source);
        QCOMPARE(told.traffic->requestsPerSecond, std::optional(10.0));
        QCOMPARE(told.traffic->baseRates, (QMap<QString, double>{{u"bad"_s, 0.025}, {u"good"_s, 0.25}, {u"p95"_s, 0.05}}));
        QCOMPARE(told.traffic->dispersions.value(u"p95"_s), 1.0); // hardly moves
        QVERIFY(told.errors.isEmpty());
        // Counted lines of the card alone, in seconds or not, and no labels.
        QCOMPARE(source.asked, (QStringList{u"rate"_s, u"bad total"_s, u"bad bad"_s, u"good total"_s, u"good bad"_s, u"p95 total"_s, u"p95 bad"_s}));
    }
    void whatIsNotAnsweredStaysUnknown_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<bool>("rate");
        QTest::addColumn<ErrorKind>("error");
        QTest::newRow("refused") << 0 << false << ErrorKind::ConnectionRefused;
        QTest::newRow("no series") << 1 << false << ErrorKind::NoData;
        QTest::newRow("no answer") << 2 << false << ErrorKind::TimedOut;
        QTest::newRow("a query that is wrong") << 3 << true << ErrorKind::QueryRefused;
    }
    void whatIsNotAnsweredStaysUnknown()
    {
        QFETCH(int, which);
        QFETCH(bool, rate);
        QFETCH(ErrorKind, error);
        TableSource source;
        if (which == 0)
            source.answers.insert(u"rate"_s, failure(ErrorKind::ConnectionRefused, {u"x"_s}));
        if (which == 1)
            source.answers.insert(u"rate"_s, QMap<QString, double>{});
        if (which == 3) {
            source.answers.insert(u"rate"_s, QMap<QString, double>{{u"v1"_s, 1}});
            source.answers.insert(u"bad total"_s, failure(ErrorKind::QueryRefused, {u"bad"_s, u"x"_s}));
            for (const QString &id : {u"good"_s, u"p95"_s}) {
                source.answers.insert(id + u" total"_s, QMap<QString, double>{{u"v1"_s, 10}});
                source.answers.insert(id + u" bad"_s, QMap<QString, double>{{u"v1"_s, 5}});
            }
        }
        const Told told = toldBy(source, which == 2 ? 20ms : 5000ms);
        QVERIFY(told.traffic);
        QCOMPARE(told.traffic->requestsPerSecond.has_value(), rate);
        QCOMPARE(told.errors.size(), 1);
        QCOMPARE(told.errors.first().kind, error);
        QVERIFY(!told.traffic->baseRates.contains(u"bad"_s));
        QCOMPARE(told.traffic->baseRates.contains(u"good"_s), rate);
    }
    void theLintSaysWhatTheCardCanSeeAndHowItEnds()
    {
        const CardVerbAnswer answer = ran(u"card lint --rate 40 --base-rate 0.02"_s);
        QCOMPARE(answer.exitCode, ExitCode::done);
        QVERIFY(answer.complaints.isEmpty());
        const QString out = answer.out.join(u'\n');
        QVERIFY2(out.contains(u"card of assistant, digest "_s) && out.contains(u"traffic 40 requests/s"_s) && out.contains(u"success_rate"_s)
                     && out.contains(u"  retrieval   covered       tool_failures (gate 0.15)"_s) && out.contains(demo + u':'), qPrintable(out));
        QVERIFY(out.endsWith(u"ok, with what is said above"_s));
    }
    void theLintAsJsonHoldsEachFindingWithItsPlace()
    {
        const CardVerbAnswer answer = ran(u"card lint --rate 0.2 --base-rate 0.01 --json"_s);
        QCOMPARE(answer.exitCode, ExitCode::problems); // 0.2 requests/s see nothing in 12 minutes
        QCOMPARE(answer.out.size(), 1);
        const json out = json::parse(answer.out.first().toStdString());
        QVERIFY(out["ok"] == false && out["requests_per_second"] == 0.2 && out["families"].size() == 6 && out["power"].size() == 5 * 4);
        for (const json &power : out["power"])
            QVERIFY(power["indicator"] != "errors_5xx" && power["dispersion"] == 1); // which nothing counts; bursts are not corrected
        QVERIFY(out["power"][3]["seconds_until_2x"].is_null()); // at 100 % there is no stable
        bool blind = false;
        for (const json &finding : out["findings"]) {
            QVERIFY(finding["line"] > 0 && finding["column"] > 0 && !finding["words"].get<std::string>().empty());
            blind = blind || (finding["code"] == "blind_step" && finding["severity"] == "error" && finding["place"] == "/steps/2/window_seconds");
        }
        QVERIFY(blind);
    }
    void aSourceThatIsNotThereLeavesTheTrafficUnknownAndTheRestLinted()
    {
        QTemporaryDir folder;
        const CardVerbAnswer answer = ran(u"card lint"_s, changedDemo(folder, "127.0.0.1:9090", "127.0.0.1:1"));
        QCOMPARE(answer.exitCode, ExitCode::done);
        QCOMPARE(answer.complaints.size(), 1);
        QVERIFY2(answer.complaints.first().contains(u"127.0.0.1:1"_s), qPrintable(answer.complaints.first()));
        QVERIFY(answer.out.contains(u"traffic not known"_s));
        QVERIFY2(answer.out.join(u'\n').contains(u"nobody knows what this card can see"_s), qPrintable(answer.out.join(u'\n')));
    }
    void aRateAloneLeavesTheBaseRatesToTheSource()
    {
        QTemporaryDir folder;
        const CardVerbAnswer answer = ran(u"card lint --rate 40"_s, changedDemo(folder, "127.0.0.1:9090", "127.0.0.1:1"));
        QCOMPARE(answer.complaints.size(), 1);
        QVERIFY2(answer.complaints.first().contains(u"127.0.0.1:1"_s), qPrintable(answer.complaints.first()));
        QVERIFY(answer.out.contains(u"traffic 40 requests/s"_s));
        QVERIFY2(answer.out.join(u'\n').contains(u"how often stable is bad is not known"_s), qPrintable(answer.out.join(u'\n')));
    }
    void aRateThatIsGivenNeedsNoneOfTheSource()
    {
        QTemporaryDir folder;
        int ranges = 0;
        // It counts 2 bad of 100, and knows no request rate. The total is asked for first.
        AdminDouble source([&](const AdminDouble::Request &request) {
            const bool isRange = request.path.endsWith("/query_range");
            return DoubleAnswer{200, isRange ? matrixOf(request.body, ++ranges % 2 ? 100 : 2)
                                             : QByteArray(R"({"status": "success", "data": {"resultType": "vector", "result": []}})")};
        });
        const QByteArray place = "127.0.0.1:" + QByteArray::number(source.port());
        const CardVerbAnswer answer = ran(u"card lint --rate 40"_s, changedDemo(folder, "127.0.0.1:9090", place));
        const QString out = answer.out.join(u'\n');
        QVERIFY2(answer.complaints.isEmpty(), qPrintable(answer.complaints.join(u'\n')));
        QVERIFY2(out.contains(u"traffic 40 requests/s"_s) && out.contains(u"2 % bad on stable"_s) && !out.contains(u"is not known"_s), qPrintable(out));
        QCOMPARE(source.requests().size(), ranges);
    }
    void withoutAnyRateNobodyIsAskedHowOftenStableIsBad()
    {
        QTemporaryDir folder;
        const QByteArray rate = "\"request_rate\": \"sum by($version)(rate(gateway_requests_total{$selector}[$window]))\",";
        const CardVerbAnswer answer = ran(u"card lint"_s, changedDemo(folder, rate, ""));
        QVERIFY2(answer.complaints.isEmpty(), qPrintable(answer.complaints.join(u'\n')));
        QVERIFY(answer.out.contains(u"traffic not known"_s));
    }
    void correctedBurstsAreSaidWithTheTimesTheyCost()
    {
        QTemporaryDir folder;
        const CardVerbAnswer answer = ran(u"card lint --rate 40 --base-rate 0.02"_s, changedDemo(folder, "\"correct_bursts\": false, ", ""));
        QVERIFY2(answer.out.join(u'\n').contains(u"evidence divided by 1.39 for bursts"_s), qPrintable(answer.out.join(u'\n')));
    }
    void aCardIsShownAsAPage()
    {
        const CardVerbAnswer answer = ran(u"card show"_s);
        QCOMPARE(answer.exitCode, ExitCode::done);
        QCOMPARE(answer.out.first(), u"# Strategy card: Assistant"_s);
    }
    void aWrongStateOfThingsHasItsExitCode_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("an error in the card") << u"card lint --rate 40"_s << QByteArray("\"owner\": \"Ada Lin, search quality\",") << QByteArray() << 1 << QString();
        QTest::newRow("no card to lint") << u"card lint --rate 40"_s << QByteArray("\"card\": {") << QByteArray("\"card\": null, \"$schema\": {") << 1 << u"has no card"_s;
        QTest::newRow("no card to show") << u"card show"_s << QByteArray("\"card\": {") << QByteArray("\"card\": null, \"$schema\": {") << 1 << u"has no card"_s;
        QTest::newRow("a refused card") << u"card lint --rate 40"_s << QByteArray("\"deadline_seconds\": 3600") << QByteArray("\"deadline_seconds\": 600") << 1 << u"the windows need 22 min"_s;
        QTest::newRow("a refused card to show") << u"card show"_s << QByteArray("\"deadline_seconds\": 3600") << QByteArray("\"deadline_seconds\": 600") << 64 << u"the windows need 22 min"_s;
        QTest::newRow("no such service") << u"card lint --service x --rate 40"_s << QByteArray("Ada") << QByteArray("Bo") << 64 << u"no service x"_s;
    }
    void aWrongStateOfThingsHasItsExitCode()
    {
        QFETCH(QString, line);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(int, code);
        QFETCH(QString, words);
        QTemporaryDir folder;
        const CardVerbAnswer answer = ran(line, changedDemo(folder, before, after));
        QVERIFY2(answer.exitCode == code, qPrintable((answer.out + answer.complaints).join(u'\n')));
        QVERIFY2(answer.complaints.join(u'\n').contains(words), qPrintable(answer.complaints.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(CardVerbTest)
#include "tst_CardVerb.moc"

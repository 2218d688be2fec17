// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/JudgeDesk.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QSignalSpy>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr qint64 step = 1000;

/// Counts of v41 and v42 and a value each, the same in every step.
class CountSource final : public MetricsSource {
public:
    double canaryBad = 1, canaryTotal = 100, value = 1;
    QSet<qint64> resetsAt;
    QList<RangeQuery> asked;

    void queryRange(const RangeQuery &query, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override
    {
        asked << query;
        QMetaObject::invokeMethod(context, [this, query, callback] { callback(answer(query)); }, Qt::QueuedConnection);
    }
    void query(const QString &, QObject *, std::function<void(Result<MetricsAnswer>)>) override {}
    void probe(QObject *, std::function<void(Result<SourceInfo>)>) override {}

private:
    [[nodiscard]] MetricsAnswer answer(const RangeQuery &query) const
    {
        MetricsAnswer made;
        for (const QString &version : {u"v41"_s, u"v42"_s}) {
            const bool canary = version == u"v42";
            Series series;
            series.labels[u"version"_s] = version;
            series.labels[u"tenant"_s] = u"acme"_s;
            for (qint64 time = query.startMs; time <= query.endMs; time += query.stepMs) {
                const double number = query.query.endsWith(u"bad"_s) ? (canary ? canaryBad : 10)
                    : query.query.endsWith(u"p95"_s)                 ? (canary ? value : 1)
                    : query.query.endsWith(u"resets"_s)              ? (canary && resetsAt.contains(time) ? 1 : 0)
                                                                     : (canary ? canaryTotal : 1000);
                series.columns.append(time, number);
            }
            made.series << series;
        }
        return made;
    }
};

struct Bench {
    CountSource source;
    ManualClock clock;
    QList<CountQueries> queries{{u"errors"_s, u"bad"_s, u"total"_s, {}}, {u"slow"_s, u"slow bad"_s, u"slow total"_s, {{u"tenant"_s, u"t bad"_s, u"t total"_s}}}};
    std::unique_ptr<JudgeDesk> desk;
    QList<EvidenceTurn> turns;

    void open(const JudgeOptions &options = {})
    {
        desk = std::make_unique<JudgeDesk>(source, clock, queries, u"version"_s, step, options);
        QObject::connect(desk.get(), &JudgeDesk::evidenceTurned, [this](const EvidenceTurn &turn) { turns << turn; });
    }
    void judge(const QString &canary = u"v42"_s, qint64 backMs = 60 * step)
    {
        QSignalSpy judged(desk.get(), &JudgeDesk::judged);
        desk->judge(u"v41"_s, canary, toMs(clock.now()) - backMs);
        QVERIFY(QTest::qWaitFor([&] { return !judged.isEmpty(); }));
    }
    [[nodiscard]] JudgeEvidence kept(std::size_t most = 1 << 20) const { return *readEvidence(json::parse(evidenceJson(desk->evidence(), most).dump())); }
    [[nodiscard]] Verdict verdict(int line = 0) const { return desk->verdicts()[line].verdict; }
};

} // namespace

class JudgeEvidenceTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aConsoleThatWasClosedGoesOnAsIfItHadNeverBeen()
    {
        Bench steady, closed;
        closed.clock.jumpTo(steady.clock.now());
        for (Bench *bench : {&steady, &closed}) {
            bench->open();
            bench->judge();
        }
        const JudgeEvidence kept = closed.kept();
        const JudgeEvidence gathered = closed.desk->evidence();
        QCOMPARE(kept.lines.keys(), gathered.lines.keys());
        for (const QString &id : kept.lines.keys()) {
            QCOMPARE(kept.lines[id].state, gathered.lines[id].state);
            QCOMPARE(kept.lines[id].strata, gathered.lines[id].strata);
            QCOMPARE(kept.lines[id].countedMs, gathered.lines[id].countedMs);
        }
        steady.desk->stop();
        for (Bench *bench : {&steady, &closed})
            bench->clock.advance(std::chrono::milliseconds(40 * step));
        closed.open();
        closed.desk->recall(kept);
        // Ten steps back alone: what lies between is counted since the evidence ended.
        for (Bench *bench : {&steady, &closed})
            bench->judge(u"v42"_s, 10 * step);
        QCOMPARE(closed.verdict().stableRequests, steady.verdict().stableRequests);
        QCOMPARE(closed.verdict().logE, steady.verdict().logE);
        QCOMPARE(closed.verdict(1).logNotWorse, steady.verdict(1).logNotWorse);
        QCOMPARE(closed.desk->verdicts()[1].labels.first().strata.front().verdict.canaryRequests,
                 steady.desk->verdicts()[1].labels.first().strata.front().verdict.canaryRequests);
        QCOMPARE(closed.turns.size(), 1);
        QCOMPARE(closed.turns.first().event, EvidenceEvent::ConsoleRestart);
        QCOMPARE(closed.turns.first().indicators, QStringList({u"errors"_s, u"slow"_s}));
        QVERIFY(closed.turns.first().since);
        QCOMPARE(closed.verdict().lastEvent, EvidenceEvent::ConsoleRestart);
        QCOMPARE(closed.verdict().restarts, 0);
    }
    void evidenceOfAnotherPairIsNotGoneOnFromAndThatIsTold()
    {
        Bench bench;
        bench.open();
        bench.judge();
        const JudgeEvidence kept = bench.kept();
        bench.open();
        bench.desk->recall(kept);
        bench.judge(u"v43"_s);
        QCOMPARE(bench.turns.size(), 1);
        QCOMPARE(bench.turns.first().event, EvidenceEvent::VersionChanged);
        QCOMPARE(bench.turns.first().formerCanary, u"v42"_s);
        QCOMPARE(bench.verdict().canaryRequests, 0.0);
    }
    void evidenceOfOtherRulesOrQueriesIsRestartedKnowingly_data()
    {
        QTest::addColumn<std::function<void(Bench &, JudgeOptions &)>>("change");
        using Change = std::function<void(Bench &, JudgeOptions &)>;
        QTest::newRow("another r0") << Change([](Bench &, JudgeOptions &options) { options.r0 = 2; });
        QTest::newRow("bursts are corrected") << Change([](Bench &, JudgeOptions &options) { options.correctBursts = true; });
        QTest::newRow("another query") << Change([](Bench &bench, JudgeOptions &) {
            bench.queries[0].bad = u"other bad"_s;
            bench.queries[1].bad = u"other bad"_s;
        });
        QTest::newRow("a label is another part of the release") << Change([](Bench &bench, JudgeOptions &) {
            bench.queries[0].strata = {{u"tenant"_s, u"t bad"_s, u"t total"_s, u"prompt"_s}};
            bench.queries[1].strata[0].part = u"index"_s;
        });
    }
    void evidenceOfOtherRulesOrQueriesIsRestartedKnowingly()
    {
        QFETCH(std::function<void(Bench &, JudgeOptions &)>, change);
        Bench bench;
        bench.open();
        bench.judge();
        const JudgeEvidence kept = bench.kept();
        JudgeOptions options;
        change(bench, options);
        bench.open(options);
        bench.desk->recall(kept);
        bench.judge(u"v42"_s, 20 * step);
        QCOMPARE(bench.turns.size(), 1);
        QCOMPARE(bench.turns.first().event, EvidenceEvent::RulesChanged);
        QCOMPARE(bench.verdict().restarts, 1);
        QVERIFY(bench.verdict().stableRequests <= 20 * 1000);
    }
    void aCounterThatBeginsAnewRestartsItsLineAloneAndSaysSo()
    {
        Bench bench;
        bench.queries[0].resets = u"resets"_s;
        bench.queries[1].resets = u"no"_s; // of another name: counts that are no resets
        bench.queries[1].resets.clear();
        const qint64 now = toMs(bench.clock.now()) / step * step;
        bench.source.resetsAt = {now - 20 * step};
        bench.open();
        bench.judge();
        QCOMPARE(bench.turns.size(), 1);
        QCOMPARE(bench.turns.first().event, EvidenceEvent::CounterReset);
        QCOMPARE(bench.turns.first().indicators, QStringList{u"errors"_s});
        QCOMPARE(bench.verdict(0).restarts, 1);
        QVERIFY(bench.verdict(0).stableRequests < bench.verdict(1).stableRequests);
        const double since = bench.verdict(0).stableRequests;
        // The steps before are not counted a second time.
        bench.desk->stop();
        bench.judge();
        QCOMPARE(bench.verdict(0).stableRequests, since);
    }
    void aCanaryThatCrashesDoesNotClearItsRecord()
    {
        Bench bench;
        bench.queries[0].resets = u"resets"_s;
        bench.source.canaryBad = 30;
        bench.source.resetsAt = {toMs(bench.clock.now()) / step * step - 10 * step};
        bench.open();
        bench.judge();
        QCOMPARE(bench.verdict().kind, VerdictKind::Regressed);
        QCOMPARE(bench.verdict().restarts, 0);
        QCOMPARE(bench.verdict().lostPolls, 1);
        QVERIFY(bench.turns.isEmpty());
    }
    void aValueBeyondItsMultipleOfStablesStops_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<bool>("stops");
        QTest::newRow("as stable") << 1.0 << false;
        QTest::newRow("at the multiple") << 1.5 << false;
        QTest::newRow("beyond") << 1.6 << true;
        QTest::newRow("no number") << std::numeric_limits<double>::quiet_NaN() << false;
    }
    void aValueBeyondItsMultipleOfStablesStops()
    {
        QFETCH(double, value);
        QFETCH(bool, stops);
        Bench bench;
        bench.queries[0].multiple = {u"p95"_s, 1.5, 3};
        bench.source.value = value;
        bench.open();
        bench.judge();
        QCOMPARE(bench.verdict(0).kind == VerdictKind::Regressed, stops);
        if (stops)
            QCOMPARE(bench.verdict(0).rule, VerdictRule::QuantileMultiple);
        QVERIFY(bench.verdict(1).kind != VerdictKind::Regressed);
    }
    void anotherCardKeepsTheMultipleAndTellsWhichLinesBeginAnew()
    {
        Bench bench;
        bench.queries[0].multiple = {u"p95"_s, 1.5, 3};
        bench.source.value = 1.6;
        bench.open();
        bench.judge();
        bench.desk->stop();
        StrategyCard card;
        card.judge.r0 = JudgeOptions{}.r0;
        card.judge.correctBursts = JudgeOptions{}.correctBursts;
        CardThreshold threshold;
        threshold.indicator = u"errors"_s;
        threshold.notWorseThan = 1.4;
        card.thresholds << threshold;
        bench.desk->setRules(card);
        QCOMPARE(bench.turns.size(), 1);
        QCOMPARE(bench.turns.first().event, EvidenceEvent::RulesChanged);
        QCOMPARE(bench.turns.first().indicators, QStringList{u"errors"_s});
        bench.desk->setRules(card); // the same again changes nothing
        QCOMPARE(bench.turns.size(), 1);
        bench.clock.advance(std::chrono::milliseconds(10 * step));
        bench.judge();
        QCOMPARE(bench.verdict(0).rule, VerdictRule::QuantileMultiple);
    }
    void whatFindsNoRoomIsNamedAndCountedAgainFromTheSource()
    {
        Bench bench;
        bench.open();
        bench.judge();
        const std::size_t whole = evidenceJson(bench.desk->evidence(), 1 << 20).dump().size();
        QVERIFY2(whole < 12'000, qPrintable(QString::number(whole)));
        const json small = evidenceJson(bench.desk->evidence(), whole - 600);
        QVERIFY(small.at("left_out") == json({"slow/tenant"}));
        QVERIFY(small.dump().size() <= whole);
        const double requests = bench.desk->verdicts()[1].labels.first().strata.front().verdict.canaryRequests;
        bench.open();
        bench.desk->recall(*readEvidence(small));
        bench.judge();
        QCOMPARE(bench.desk->verdicts()[1].labels.first().strata.front().verdict.canaryRequests, requests);
        QCOMPARE(evidenceJson(bench.desk->evidence(), 10).at("lines").size(), std::size_t(0));
    }
    void itsSizeDoesNotGrowWithTheCanary()
    {
        Bench bench;
        bench.source.canaryTotal = 1'000'000;
        bench.open();
        bench.judge(u"v42"_s, 1000 * step);
        const std::size_t before = evidenceJson(bench.desk->evidence(), 1 << 20).dump().size();
        bench.clock.advance(std::chrono::milliseconds(9000 * step));
        bench.desk->stop();
        bench.judge();
        const std::size_t after = evidenceJson(bench.desk->evidence(), 1 << 20).dump().size();
        QVERIFY2(after < before + before / 10, qPrintable(u"%1 → %2"_s.arg(before).arg(after)));
    }
    void whatIsNoEvidenceIsRefused_data()
    {
        QTest::addColumn<std::function<void(json &)>>("spoil");
        using Spoil = std::function<void(json &)>;
        QTest::newRow("another format") << Spoil([](json &object) { object["format"] = 9; });
        QTest::newRow("no object") << Spoil([](json &object) { object = json::array(); });
        QTest::newRow("no canary") << Spoil([](json &object) { object.erase("canary"); });
        QTest::newRow("lines that are no list") << Spoil([](json &object) { object["lines"] = 3; });
        QTest::newRow("a line twice") << Spoil([](json &object) { object["lines"].push_back(object["lines"][0]); });
        QTest::newRow("a count below zero") << Spoil([](json &object) { object["lines"][0]["state"]["polls"] = -1; });
        QTest::newRow("a sum that is text") << Spoil([](json &object) { object["lines"][0]["ratio"]["open"] = "1"; });
        QTest::newRow("a weight above 1") << Spoil([](json &object) { object["lines"][0]["ratio"]["weight"] = 7; });
        QTest::newRow("labels that are a list") << Spoil([](json &object) { object["lines"][0]["labels"] = json::array(); });
        QTest::newRow("a time of the far future") << Spoil([](json &object) { object["lines"][0]["counted_ms"] = 1e17; });
    }
    void whatIsNoEvidenceIsRefused()
    {
        QFETCH(std::function<void(json &)>, spoil);
        Bench bench;
        bench.open();
        bench.judge();
        json object = evidenceJson(bench.desk->evidence(), 1 << 20);
        QVERIFY(readEvidence(object));
        spoil(object);
        QVERIFY(!readEvidence(object));
        QCOMPARE(readEvidence(object).error().kind, ErrorKind::BadInput);
    }
    void aSampleRatioReadBackGoesOnAsIfItHadNeverStopped()
    {
        const SampleRatio check;
        SampleRatioState steady, stopped;
        for (int minute = 1; minute <= 300; ++minute) {
            const double weight = minute < 100 ? 0.05 : 0.2;
            check.take(steady, TimePoint(std::chrono::minutes(minute)), 900 + minute % 17, 60 + minute % 5, weight);
            check.take(stopped, TimePoint(std::chrono::minutes(minute)), 900 + minute % 17, 60 + minute % 5, weight);
            stopped = *readSampleRatioState(json::parse(sampleRatioStateJson(stopped).dump()));
        }
        QCOMPARE(stopped, steady);
        QVERIFY(steady.mismatchSince);
        const Result<SampleRatioState> fresh = readSampleRatioState(sampleRatioStateJson({}));
        QVERIFY(fresh && std::isnan(fresh->weight)); // before the first poll
    }
};

QTEST_GUILESS_MAIN(JudgeEvidenceTest)
#include "tst_JudgeEvidence.moc"

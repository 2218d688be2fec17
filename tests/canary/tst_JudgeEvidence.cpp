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
    QStringList tenants{u"acme"_s};
    double globexBad = 1; ///< on the canary, of a tenant of that name
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
            for (const QString &tenant : query.query.startsWith(u"t ") ? tenants : QStringList{u"acme"_s})
                made.series << seriesOf(query, version, tenant);
        }
        return made;
    }
    [[nodiscard]] Series seriesOf(const RangeQuery &query, const QString &version, const QString &tenant) const
    {
        const bool canary = version == u"v42";
        const double bad = tenant == u"globex" ? globexBad : canaryBad;
        Series series;
        series.labels[u"version"_s] = version;
        series.labels[u"tenant"_s] = tenant;
        for (qint64 time = query.startMs; time <= query.endMs; time += query.stepMs) {
            const double number = query.query.endsWith(u"mean"_s) ? value + 0.1 * static_cast<double>((time / step * (canary ? 37 : 53)) % 7)
                : query.query.endsWith(u"bad"_s) ? (canary ? bad : 10)
                : query.query.endsWith(u"p95"_s)                 ? (canary ? value : 1)
                : query.query.endsWith(u"resets"_s)              ? (canary && resetsAt.contains(time) ? 1 : 0)
                                                                 : (canary ? canaryTotal : 1000);
            series.columns.append(time, number);
        }
        return series;
    }
};

CountQueries meanOf(const QString &query)
{
    CountQueries line;
    line.indicatorId = u"score"_s;
    line.mean.query = query;
    return line;
}

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

Q_DECLARE_METATYPE(andon::CountQueries)

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
    void aMeanGoesOnFromTheRecordAsCountsDo()
    {
        Bench steady, closed;
        closed.clock.jumpTo(steady.clock.now());
        for (Bench *bench : {&steady, &closed}) {
            bench->queries << meanOf(u"mean"_s);
            bench->source.value = 2;
            bench->open();
            bench->judge();
        }
        const JudgeEvidence kept = closed.kept();
        const LineEvidence score = kept.lines.value(u"score"_s), whole = closed.desk->evidence().lines.value(u"score"_s);
        QCOMPARE(score.countedMs, whole.countedMs);
        QCOMPARE(score.resetMs, whole.resetMs);
        QVERIFY(score.state == whole.state);
        QVERIFY(score.mean == whole.mean);
        QVERIFY(kept.lines.value(u"score"_s).mean && kept.lines.value(u"score"_s).mean->canary.count > 50);
        steady.desk->stop();
        for (Bench *bench : {&steady, &closed})
            bench->clock.advance(std::chrono::milliseconds(40 * step));
        closed.open();
        closed.desk->recall(kept);
        for (Bench *bench : {&steady, &closed})
            bench->judge(u"v42"_s, 10 * step);
        QCOMPARE(closed.verdict(2).canaryRequests, steady.verdict(2).canaryRequests);
        QCOMPARE(closed.verdict(2).logE, steady.verdict(2).logE);
        QCOMPARE(closed.verdict(2).canaryValue, steady.verdict(2).canaryValue);
        QCOMPARE(closed.turns.size(), 1);
        QCOMPARE(closed.turns.first().event, EvidenceEvent::ConsoleRestart);
        QCOMPARE(closed.turns.first().indicators, QStringList({u"errors"_s, u"slow"_s, u"score"_s}));
        QCOMPARE(closed.verdict(2).lastEvent, EvidenceEvent::ConsoleRestart);
        QCOMPARE(closed.verdict(2).restarts, 0);
        // A replay shows it, though it knows no queries.
        closed.queries = {{u"score"_s, {}, {}, {}}};
        closed.open();
        closed.desk->show(kept, *kept.lines.value(u"score"_s).mean->last);
        QVERIFY(closed.verdict().asymptotic);
        QCOMPARE(closed.verdict().canaryRequests, kept.lines.value(u"score"_s).mean->canary.count);
    }
    void aMeanOfAnotherQueryOrOfCountsBeginsAnew_data()
    {
        QTest::addColumn<CountQueries>("before");
        QTest::addColumn<CountQueries>("now");
        const CountQueries counts{u"score"_s, u"bad"_s, u"total"_s, {}};
        CountQueries turned = meanOf(u"mean"_s);
        turned.mean.higherIsWorse = false;
        QTest::newRow("another query") << meanOf(u"mean"_s) << meanOf(u"other mean"_s);
        QTest::newRow("another direction") << meanOf(u"mean"_s) << turned;
        QTest::newRow("counted before") << counts << meanOf(u"mean"_s);
        QTest::newRow("counted now") << meanOf(u"mean"_s) << counts;
    }
    void aMeanOfAnotherQueryOrOfCountsBeginsAnew()
    {
        QFETCH(CountQueries, before);
        QFETCH(CountQueries, now);
        Bench bench;
        bench.queries = {before};
        bench.source.value = 2;
        bench.open();
        bench.judge();
        const JudgeEvidence kept = bench.kept();
        bench.queries = {now};
        bench.open();
        bench.desk->recall(kept);
        bench.judge(u"v42"_s, 20 * step);
        QCOMPARE(bench.turns.size(), 1);
        QCOMPARE(bench.turns.first().event, EvidenceEvent::RulesChanged);
        QCOMPARE(bench.turns.first().indicators, QStringList{u"score"_s});
        QCOMPARE(bench.verdict().restarts, 1);
        QCOMPARE(bench.verdict().asymptotic, now.isMean());
        QVERIFY(bench.verdict().stableRequests > 0 && bench.verdict().stableRequests <= (now.isMean() ? 20 : 20'000));
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
    void whoWasShownToBeHurtStaysSoWhereTheRestFoundNoRoom()
    {
        Bench bench;
        for (int i = 0; i < 30; ++i)
            bench.source.tenants << u"tenant-%1"_s.arg(i, 2, 10, QChar(u'0'));
        bench.source.tenants << u"globex"_s;
        bench.source.globexBad = 30;
        bench.open();
        bench.judge();
        const auto label = [&] { return bench.desk->verdicts()[1].labels.value(0); };
        QVERIFY(label().regressed);
        const double requests = label().strata.front().verdict.canaryRequests;
        const JudgeEvidence whole = bench.kept();
        QVERIFY(whole.leftOut.isEmpty());
        JudgeEvidence bare = whole;
        for (LineEvidence &line : bare.lines)
            line.strata.clear();
        const std::size_t lines = evidenceJson(bare, 1 << 20).at("lines").dump().size();
        for (const bool names : {true, false}) {
            bench.turns.clear();
            const JudgeEvidence kept = *readEvidence(evidenceJson(whole, lines + (names ? 8'000 : 1'000)));
            QCOMPARE(kept.leftOut, QStringList{u"slow/tenant"_s});
            const StrataState marks = kept.lines[u"slow"_s].strata[u"tenant"_s];
            QCOMPARE(marks.strata.size(), std::size_t(names ? 32 : 1));
            // All is well at the source by now, and nobody asks it further back than ten steps.
            bench.source.globexBad = 1;
            bench.open();
            bench.desk->recall(kept);
            bench.judge(u"v42"_s, 10 * step);
            QCOMPARE(bench.turns.size(), 2);
            QCOMPARE(bench.turns.last().event, EvidenceEvent::NoRoom);
            QCOMPARE(bench.turns.last().indicators, QStringList{u"slow/tenant"_s});
            QVERIFY(bench.turns.last().since);
            const LabelVerdict again = label();
            QVERIFY(again.regressed);
            QCOMPARE(again.strata.front().name, std::string("globex"));
            QCOMPARE(again.strata.front().verdict.kind, VerdictKind::Regressed);
            // Counted again since the evidence began, though it was asked for the last steps alone.
            QCOMPARE(again.strata.front().verdict.canaryRequests, requests);
            QCOMPARE(bench.kept().leftOut, QStringList());
        }
    }
    void aLineWithoutRoomIsCountedAgainFromItsBeginning()
    {
        Bench bench;
        bench.open();
        bench.judge();
        const double requests = bench.verdict(0).canaryRequests;
        json small = evidenceJson(bench.desk->evidence(), 10);
        QVERIFY(small.at("left_out") == json({"errors", "slow"}));
        bench.open();
        bench.desk->recall(*readEvidence(small));
        bench.judge(u"v42"_s, 10 * step);
        QCOMPARE(bench.verdict(0).canaryRequests, requests);
        QCOMPARE(bench.verdict(1).canaryRequests, requests);
        QCOMPARE(bench.turns.size(), 1);
        QCOMPARE(bench.turns.first().event, EvidenceEvent::NoRoom);
    }
    void whatAPersonSetsAsideIsNotCountedAgainAndThatIsDoneOnce()
    {
        Bench bench;
        bench.source.canaryBad = 30;
        bench.open();
        bench.judge();
        QCOMPARE(bench.verdict().kind, VerdictKind::Regressed);
        const TimePoint asked = bench.clock.now() - std::chrono::milliseconds(20 * step);
        bench.desk->restartFrom(asked);
        QCOMPARE(bench.verdict().kind, VerdictKind::Unknown);
        QCOMPARE(bench.verdict().lastEvent, EvidenceEvent::AskedFor);
        QCOMPARE(bench.verdict().restarts, 1);
        QVERIFY(bench.desk->verdicts()[1].labels.isEmpty());
        bench.desk->restartFrom(asked);
        QCOMPARE(bench.verdict().restarts, 1);
        // Another console reads evidence of before, counts since then, and knows of the restart by the record.
        bench.open();
        bench.judge();
        const JudgeEvidence before = bench.kept();
        const double all = bench.verdict().canaryRequests;
        for (const bool recalled : {true, false}) {
            bench.open();
            if (recalled)
                bench.desk->recall(before);
            QSignalSpy judged(bench.desk.get(), &JudgeDesk::judged);
            bench.desk->judge(u"v41"_s, u"v42"_s, toMs(bench.clock.now()) - 60 * step);
            bench.desk->restartFrom(asked);
            QVERIFY(QTest::qWaitFor([&] { return !judged.isEmpty(); }));
            QCOMPARE(bench.verdict().restarts, 1);
            QVERIFY(bench.verdict().canaryRequests < (recalled ? 1 : all / 2));
        }
        // A console that is opened later goes on from what was gathered after the restart.
        const JudgeEvidence after = bench.kept();
        const double since = bench.verdict().canaryRequests;
        QVERIFY(since > 0);
        bench.open();
        bench.desk->recall(after);
        bench.judge();
        bench.desk->restartFrom(asked);
        QCOMPARE(bench.verdict().canaryRequests, since);
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
        QTest::newRow("left out what is no name") << Spoil([](json &object) { object["left_out"] = {3}; });
        QTest::newRow("a mark that is none") << Spoil([](json &object) {
            object["lines"][1]["labels"]["tenant"]["strata"][0] = {{"name", "acme"}, {"mark", {{"format", 1}, {"log_correction", "x"}}}};
        });
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

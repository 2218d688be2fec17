// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/JudgeDesk.h"
#include "app/canary/VerdictJson.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 step = 1000;

/// Counts of two versions, the same in every step: queries are "bad", "total", and "tenant bad", "prompt total" and so on.
class CountSource final : public MetricsSource {
public:
    double stableBad = 10, canaryBad = 1;
    double stableTotal = 1000, canaryTotal = 100;
    bool canaryServes = true;
    bool labelled = true;
    double stableMean = 4, canaryMean = 4; ///< of the query "mean", each step a little beside it
    qint64 canarySinceMs = 0;              ///< the canary has no mean before
    qint64 sinceMs = 0; ///< before it there is nothing
    int furtherTenants = 0;                ///< of stable, beside acme and quiet
    std::optional<Error> error;
    QList<RangeQuery> asked;

    void queryRange(const RangeQuery &query, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override
    {
        asked << query;
        QMetaObject::invokeMethod(context, [this, query, callback] { callback(error ? Result<MetricsAnswer>(tl::unexpected(*error)) : answer(query)); },
                                  Qt::QueuedConnection);
    }
    void query(const QString &, QObject *, std::function<void(Result<MetricsAnswer>)>) override {}
    void probe(QObject *, std::function<void(Result<SourceInfo>)>) override {}

private:
    [[nodiscard]] Result<MetricsAnswer> answer(const RangeQuery &query) const
    {
        const bool isBad = query.query.endsWith(u"bad"_s), byTenant = query.query.startsWith(u"tenant"_s);
        const bool byPrompt = query.query.startsWith(u"prompt"_s);
        MetricsAnswer made;
        if (query.query == u"mean") {
            for (const QString &version : {u"v41"_s, u"v42"_s}) {
                const bool canary = version == u"v42";
                Series series;
                if (labelled)
                    series.labels[u"version"_s] = version;
                for (qint64 time = query.startMs; time <= query.endMs; time += query.stepMs) {
                    const double beside = 0.1 * static_cast<double>((time / step * (canary ? 37 : 53)) % 7 - 3);
                    if (time > sinceMs && (!canary || (canaryServes && time > canarySinceMs)))
                        series.columns.append(time, (canary ? canaryMean : stableMean) + beside);
                }
                if (!series.columns.empty() && (labelled || !canary))
                    made.series << series;
            }
            return made;
        }
        const auto add = [&](const QString &version, const QString &tenant, double value) {
            Series series;
            if (labelled)
                series.labels[u"version"_s] = version;
            if (byTenant || byPrompt)
                series.labels[byPrompt ? u"prompt"_s : u"tenant"_s] = tenant;
            for (qint64 time = query.startMs; time <= query.endMs; time += query.stepMs) {
                if (time > sinceMs)
                    series.columns.append(time, value);
            }
            made.series << series;
        };
        if (byPrompt) {
            // Stable serves the prompt of before, the canary both.
            add(u"v41"_s, u"p1"_s, isBad ? stableBad : stableTotal);
            add(u"v42"_s, u"p1"_s, isBad ? 0.3 * stableBad / stableTotal * canaryTotal : 0.3 * canaryTotal);
            add(u"v42"_s, u"p2"_s, isBad ? canaryBad : 0.7 * canaryTotal);
            return made;
        }
        add(u"v41"_s, u"acme"_s, isBad ? stableBad : stableTotal);
        if (byTenant)
            add(u"v41"_s, u"quiet"_s, isBad ? 0 : 50);
        for (int i = 0; byTenant && i < furtherTenants; ++i)
            add(u"v41"_s, u"tenant-%1"_s.arg(i), isBad ? 0 : 50);
        if (canaryServes)
            add(u"v42"_s, u"acme"_s, isBad ? canaryBad : canaryTotal);
        return made;
    }
};

CountQueries meanOf(bool higherIsWorse)
{
    CountQueries line;
    line.indicatorId = u"score"_s;
    line.mean = {u"mean"_s, higherIsWorse, 50};
    return line;
}

struct Bench {
    CountSource source;
    ManualClock clock;
    QList<CountQueries> queries{{u"errors"_s, u"bad"_s, u"total"_s, {}}};
    std::unique_ptr<JudgeDesk> desk;

    void make()
    {
        if (!desk)
            desk = std::make_unique<JudgeDesk>(source, clock, queries, u"version"_s, step, JudgeOptions());
    }
    /// Nothing is counted before events are looked at.
    void start(qint64 backMs = 60 * step)
    {
        make();
        desk->judge(u"v41"_s, u"v42"_s, toMs(clock.now()) - backMs);
    }
    void judge(qint64 backMs = 60 * step)
    {
        make();
        QSignalSpy judged(desk.get(), &JudgeDesk::judged);
        start(backMs);
        QVERIFY(QTest::qWaitFor([&] { return !judged.isEmpty(); }));
    }
    [[nodiscard]] Verdict verdict() const { return desk->verdicts().first().verdict; }
};

} // namespace

class JudgeDeskTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void whatWasCountedBeforeItWasAskedIsEvidenceToo()
    {
        Bench bench;
        bench.source.canaryBad = 6; // six times as bad
        bench.judge();
        QCOMPARE(bench.verdict().kind, VerdictKind::Regressed);
        QVERIFY(bench.verdict().canaryRequests >= 100 * 55);
        QCOMPARE(wholeVerdict(bench.desk->verdicts()), VerdictKind::Regressed);
        QCOMPARE(bench.verdict().query, std::string("bad"));
    }
    void aCanaryAsGoodAsStableMayGoOnInTheEnd()
    {
        Bench bench;
        bench.source.stableTotal = 100'000;
        bench.source.stableBad = 1000;
        bench.source.canaryTotal = 20'000;
        bench.source.canaryBad = 190;
        bench.judge(240 * step);
        QCOMPARE(bench.verdict().kind, VerdictKind::NotWorse);
    }
    void everyStepIsAskedForOnceAndOnlyWhenItIsOver()
    {
        Bench bench;
        bench.judge();
        const RangeQuery total = bench.source.asked.value(0), bad = bench.source.asked.value(1);
        QCOMPARE(total.query, u"total"_s);
        QCOMPARE(bad.query, u"bad"_s);
        QVERIFY(total.startMs % step == 0 && total.stepMs == step);
        QVERIFY(total.endMs <= toMs(bench.clock.now()) - CountPoller::settleMs);
        QVERIFY(total.endMs > toMs(bench.clock.now()) - CountPoller::settleMs - step);
        const double before = bench.verdict().stableRequests;
        bench.clock.advance(std::chrono::milliseconds(3 * step));
        QTRY_VERIFY_WITH_TIMEOUT(bench.verdict().stableRequests > before, 70'000);
        QCOMPARE(bench.verdict().stableRequests, before + 3 * 1000);
        QCOMPARE(bench.source.asked.value(2).startMs, total.endMs + step);
    }
    void noDataNeverPasses_data()
    {
        QTest::addColumn<std::function<void(CountSource &)>>("make");
        QTest::addColumn<UnknownReason>("reason");
        const auto row = [](const char *name, const std::function<void(CountSource &)> &make, UnknownReason reason) { QTest::newRow(name) << make << reason; };
        row("the canary has no traffic", [](CountSource &source) { source.canaryServes = false; }, UnknownReason::NoCanaryTraffic);
        row("no label", [](CountSource &source) { source.labelled = false; }, UnknownReason::LabelMissing);
        row("nothing at all", [](CountSource &source) { source.sinceMs = std::numeric_limits<qint64>::max(); }, UnknownReason::NoData);
        row("more bad events than events", [](CountSource &source) { source.canaryBad = 200; }, UnknownReason::BadAboveTotal);
        row("bad events that are no number", [](CountSource &source) { source.canaryBad = std::numeric_limits<double>::quiet_NaN(); }, UnknownReason::NotANumber);
        row("events that are no number", [](CountSource &source) { source.stableTotal = std::numeric_limits<double>::quiet_NaN(); }, UnknownReason::NotANumber);
        row("negative", [](CountSource &source) { source.canaryBad = -1; }, UnknownReason::NegativeCount);
    }
    void noDataNeverPasses()
    {
        QFETCH(std::function<void(CountSource &)>, make);
        Bench bench;
        make(bench.source);
        bench.judge();
        QCOMPARE(bench.verdict().kind, VerdictKind::Unknown);
        QTEST(bench.verdict().reason, "reason");
        QCOMPARE(wholeVerdict(bench.desk->verdicts()), VerdictKind::Unknown);
    }
    void withoutLinesNothingIsKnown() { QCOMPARE(wholeVerdict({}), VerdictKind::Unknown); }
    void anotherCanaryStartsFromNothingAndSaysSo()
    {
        Bench bench;
        bench.source.canaryBad = 6;
        bench.judge();
        QCOMPARE(bench.verdict().kind, VerdictKind::Regressed);
        bench.desk->judge(u"v41"_s, u"v43"_s, toMs(bench.clock.now()));
        QVERIFY(bench.verdict().kind != VerdictKind::Regressed);
        QCOMPARE(bench.verdict().restarts, 1);
        QCOMPARE(bench.verdict().lastEvent, EvidenceEvent::VersionChanged);
    }
    void theSameCanaryAfterAPauseKeepsItsEvidence()
    {
        Bench bench;
        bench.source.canaryBad = 6;
        bench.judge();
        const double requests = bench.verdict().canaryRequests;
        bench.desk->stop();
        bench.judge();
        QCOMPARE(bench.verdict().canaryRequests, requests);
        QCOMPARE(bench.verdict().kind, VerdictKind::Regressed);
        QCOMPARE(bench.verdict().restarts, 0);
    }
    void whoIsHurtAndWhomTheCanaryNeverMet()
    {
        Bench bench;
        bench.queries.first().strata = {{u"tenant"_s, u"tenant bad"_s, u"tenant total"_s}};
        bench.source.canaryBad = 8;
        bench.judge();
        const LineVerdict line = bench.desk->verdicts().first();
        QCOMPARE(line.labels.size(), 1);
        QCOMPARE(line.labels.first().label, u"tenant"_s);
        QVERIFY(line.labels.first().regressed);
        QCOMPARE(line.labels.first().strata.front().name, std::string("acme"));
        QCOMPARE(line.labels.first().strata.front().verdict.kind, VerdictKind::Regressed);
        QCOMPARE(line.labels.first().unmet.size(), std::size_t(1));
        QCOMPARE(line.labels.first().unmet.front().name, std::string("quiet"));
        QCOMPARE(line.labels.first().query, std::string("tenant bad"));
        QCOMPARE(line.labels.first().unjudged, 0);
        QVERIFY(lineVerdictJson(line).at("labels").at(0).at("query") == "tenant bad");
    }
    void howManyValuesOfALabelAreNotJudgedIsSaid()
    {
        Bench bench;
        bench.queries.first().strata = {{u"tenant"_s, u"tenant bad"_s, u"tenant total"_s}};
        bench.source.furtherTenants = 600;
        bench.judge(12 * step);
        const LineVerdict line = bench.desk->verdicts().first();
        QCOMPARE(line.labels.first().unjudged, 2 + 600 - static_cast<int>(Strata::most));
        QVERIFY(lineVerdictJson(line).at("labels").at(0).at("unjudged") == line.labels.first().unjudged);
    }
    void whatTheReleaseBroughtIsComparedWithAllOfStableAndNamed()
    {
        Bench bench;
        bench.queries.first().strata = {{u"prompt"_s, u"prompt bad"_s, u"prompt total"_s, u"prompt"_s}};
        bench.source.canaryBad = 8;
        bench.desk = std::make_unique<JudgeDesk>(bench.source, bench.clock, bench.queries, u"version"_s, step, JudgeOptions());
        bench.desk->setChanges({{u"code"_s, PartChange::Changed, {u"c1"_s}, {u"c2"_s}}, {u"prompt"_s, PartChange::Changed, {u"p1"_s}, {u"p2"_s}}});
        bench.judge();
        const LineVerdict line = bench.desk->verdicts().first();
        const LabelVerdict label = line.labels.first();
        QCOMPARE(label.strata.front().name, std::string("p2"));
        QCOMPARE(label.strata.front().verdict.kind, VerdictKind::Regressed);
        QCOMPARE(label.strata.front().verdict.stableValue, 0.01);
        QVERIFY(label.strata.back().verdict.kind != VerdictKind::Regressed);
        QVERIFY(label.unmet.empty());
        QCOMPARE(line.attribution.part, u"prompt"_s);
        QCOMPARE(line.attribution.label, u"prompt"_s);
    }
    void moreLabelsNeedMoreEvidence()
    {
        Bench bench;
        bench.queries.first().strata = {{u"tenant"_s, u"tenant bad"_s, u"tenant total"_s}, {u"prompt"_s, u"prompt bad"_s, u"prompt total"_s, u"prompt"_s}};
        bench.judge();
        const LineVerdict line = bench.desk->verdicts().first();
        QCOMPARE(line.labels.size(), 2);
        const double limit = line.labels.first().strata.front().verdict.logLimit; // of two values that came together
        QVERIFY(std::abs(limit - std::log(2 / 0.05 * 2 / 0.9)) < 1e-9);
        QCOMPARE(line.verdict.logLimit, std::log(1 / 0.05));
    }
    void theLabelsOfTheCardAloneAreLookedAtAndShareTheLimit()
    {
        Bench bench;
        bench.queries.first().strata = {{u"tenant"_s, u"tenant bad"_s, u"tenant total"_s}, {u"prompt"_s, u"prompt bad"_s, u"prompt total"_s, u"prompt"_s}};
        bench.desk = std::make_unique<JudgeDesk>(bench.source, bench.clock, bench.queries, u"version"_s, step, JudgeOptions());
        StrategyCard card;
        card.judge.correctBursts = false;
        card.judge.strata = {u"prompt"_s};
        bench.desk->setRules(card);
        bench.judge();
        const QList<LabelVerdict> labels = bench.desk->verdicts().first().labels;
        QCOMPARE(labels.size(), 1);
        QCOMPARE(labels.first().label, u"prompt"_s);
        QVERIFY(std::abs(labels.first().strata.front().verdict.logLimit - std::log(1 / 0.05 * 2 / 0.9)) < 1e-9);
        for (const RangeQuery &query : std::as_const(bench.source.asked))
            QVERIFY2(!query.query.startsWith(u"tenant"_s), qPrintable(query.query));
        // A card that names none looks again by all; what was left out is counted from the beginning.
        card.judge.strata.clear();
        bench.desk->setRules(card);
        bench.desk->stop();
        bench.judge();
        QCOMPARE(bench.desk->verdicts().first().labels.size(), 2);
        const LabelVerdict tenants = bench.desk->verdicts().first().labels.first();
        QCOMPARE(tenants.label, u"tenant"_s);
        QVERIFY(std::any_of(tenants.strata.cbegin(), tenants.strata.cend(), [](const StratumRank &one) { return one.verdict.canaryRequests >= 100 * 50; }));
    }
    void aWeightThatTheGatewayIgnoresMakesItUnknown_data()
    {
        QTest::addColumn<double>("weight");
        QTest::addColumn<bool>("known");
        QTest::newRow("as asked for") << 100 / 1100.0 << true;
        QTest::newRow("half was asked for") << 0.5 << false;
    }
    void aWeightThatTheGatewayIgnoresMakesItUnknown()
    {
        QFETCH(double, weight);
        Bench bench;
        bench.desk = std::make_unique<JudgeDesk>(bench.source, bench.clock, bench.queries, u"version"_s, step, JudgeOptions());
        bench.desk->setWeight(weight, bench.clock.now() - std::chrono::hours(2));
        bench.judge(3600 * step);
        QTEST(bench.verdict().reason == UnknownReason::None, "known");
        if (bench.verdict().reason != UnknownReason::None)
            QCOMPARE(bench.verdict().reason, UnknownReason::ShareMismatch);
    }
    void aTotalThatIsNoRequestsIsNotHeldAgainstTheWeight()
    {
        Bench bench;
        bench.queries = {{u"tools"_s, u"bad"_s, u"total"_s, {}}, {u"errors"_s, u"bad"_s, u"total"_s, {}}};
        bench.queries[0].ofRequests = false;
        bench.desk = std::make_unique<JudgeDesk>(bench.source, bench.clock, bench.queries, u"version"_s, step, JudgeOptions());
        bench.desk->setWeight(0.5, bench.clock.now() - std::chrono::hours(2));
        bench.judge(3600 * step);
        // One check a service: whoever gets another share than was asked for, no line of it can be trusted.
        for (const LineVerdict &line : bench.desk->verdicts())
            QCOMPARE(line.verdict.reason, UnknownReason::ShareMismatch);
        bench.queries.removeLast();
        bench.desk = std::make_unique<JudgeDesk>(bench.source, bench.clock, bench.queries, u"version"_s, step, JudgeOptions());
        bench.desk->setWeight(0.5, bench.clock.now() - std::chrono::hours(2));
        bench.judge(3600 * step);
        QCOMPARE(bench.verdict().reason, UnknownReason::None);
    }
    void aCanaryWithoutAnyBadEventPassesBelowItsAcceptableRate_data()
    {
        QTest::addColumn<bool>("bursts");
        QTest::addColumn<double>("rate");
        QTest::addColumn<VerdictKind>("kind");
        QTest::newRow("no such rate") << false << 0.0 << VerdictKind::Undecided;
        QTest::newRow("far below it") << false << 0.001 << VerdictKind::NotWorse;
        QTest::newRow("not shown to be below it") << false << 0.0001 << VerdictKind::Undecided;
        QTest::newRow("bursts, no such rate") << true << 0.0 << VerdictKind::Undecided;
        QTest::newRow("bursts, far below it") << true << 0.005 << VerdictKind::NotWorse;
        // Enough requests if none of them came in bursts, and nobody has seen that.
        QTest::newRow("bursts, below it if there are none") << true << 0.001 << VerdictKind::Undecided;
    }
    void aCanaryWithoutAnyBadEventPassesBelowItsAcceptableRate()
    {
        QFETCH(bool, bursts);
        QFETCH(double, rate);
        Bench bench;
        bench.source.stableBad = bench.source.canaryBad = 0;
        bench.queries.first().acceptableRate = rate;
        JudgeOptions options;
        options.correctBursts = bursts;
        bench.desk = std::make_unique<JudgeDesk>(bench.source, bench.clock, bench.queries, u"version"_s, step, options);
        bench.judge();
        QTEST(bench.verdict().kind, "kind");
        if (bench.verdict().kind == VerdictKind::NotWorse)
            QCOMPARE(bench.verdict().rule, VerdictRule::AcceptableRate);
        else
            QCOMPARE(bench.verdict().rule, VerdictRule::None); // no bad event is no scatter to wait for
    }
    void howFarBackItLooksKeepsNoCanaryFromPassing()
    {
        Bench bench;
        bench.source.sinceMs = toMs(bench.clock.now()) - 240 * step;
        bench.source.stableTotal = 100'000;
        bench.source.stableBad = 1000;
        bench.source.canaryTotal = 20'000;
        bench.source.canaryBad = 190;
        bench.judge(5000 * step);
        QCOMPARE(bench.verdict().kind, VerdictKind::NotWorse);
        QCOMPARE(bench.verdict().lostPolls, 0);
    }
    void anUnansweredQuestionIsToldAndAskedAgain()
    {
        Bench bench;
        bench.source.error = Error{ErrorKind::ConnectionRefused, {u"127.0.0.1:9090"_s}, {}};
        bench.judge();
        QVERIFY(bench.desk->error());
        QCOMPARE(bench.verdict().kind, VerdictKind::Unknown);
        bench.source.error.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!bench.desk->error(), 15'000);
        QVERIFY(bench.verdict().stableRequests > 0);
    }
    void aMeanIsJudgedBesideTheCountsInItsOwnDirection_data()
    {
        QTest::addColumn<double>("canaryMean");
        QTest::addColumn<bool>("higherIsWorse");
        QTest::addColumn<VerdictKind>("kind");
        QTest::newRow("a lower score") << 3.0 << false << VerdictKind::Regressed;
        QTest::newRow("a lower price") << 3.0 << true << VerdictKind::NotWorse;
        QTest::newRow("a higher price") << 5.0 << true << VerdictKind::Regressed;
        QTest::newRow("the same") << 4.0 << true << VerdictKind::NotWorse;
    }
    void aMeanIsJudgedBesideTheCountsInItsOwnDirection()
    {
        QFETCH(double, canaryMean);
        QFETCH(bool, higherIsWorse);
        QFETCH(VerdictKind, kind);
        Bench bench;
        bench.queries << meanOf(higherIsWorse);
        bench.source.canaryMean = canaryMean;
        bench.judge(300 * step);
        const LineVerdict line = bench.desk->verdicts().at(1);
        QCOMPARE(line.indicatorId, u"score"_s);
        QCOMPARE(line.verdict.kind, kind);
        QCOMPARE(line.verdict.rule, VerdictRule::MeanSequence);
        QVERIFY(line.verdict.asymptotic && line.verdict.since && line.verdict.low && line.verdict.high);
        QVERIFY(std::abs(line.verdict.canaryValue - canaryMean) < 0.1 && std::abs(line.verdict.stableValue - 4) < 0.1);
        QVERIFY(line.verdict.canaryRequests > 290); // one value a step
        QCOMPARE(line.verdict.query, std::string("mean"));
        for (const LineVerdict &one : bench.desk->verdicts()) // both share the false alarms
            QVERIFY(std::abs(one.verdict.logLimit - std::log(2 / 0.05)) < 1e-9);
        QCOMPARE(wholeVerdict(bench.desk->verdicts()) == VerdictKind::Regressed, kind == VerdictKind::Regressed);
        // Asked for once a step, and what it counted is asked for no second time.
        QVERIFY(std::count_if(bench.source.asked.cbegin(), bench.source.asked.cend(), [](const RangeQuery &query) { return query.query == u"mean"; }) == 1);
        bench.desk->stop();
        bench.judge(300 * step);
        QCOMPARE(bench.desk->verdicts().at(1).verdict.canaryRequests, line.verdict.canaryRequests);
        QCOMPARE(bench.desk->verdicts().at(1).verdict.refusedPolls, 0);
    }
    void noMeanNeverPasses_data()
    {
        QTest::addColumn<std::function<void(CountSource &)>>("make");
        QTest::addColumn<UnknownReason>("reason");
        const auto row = [](const char *name, const std::function<void(CountSource &)> &make, UnknownReason reason) { QTest::newRow(name) << make << reason; };
        row("none of the canary", [](CountSource &source) { source.canaryServes = false; }, UnknownReason::NoCanaryTraffic);
        row("no label", [](CountSource &source) { source.labelled = false; }, UnknownReason::LabelMissing);
        row("nothing at all", [](CountSource &source) { source.sinceMs = std::numeric_limits<qint64>::max(); }, UnknownReason::NoData);
        row("infinite", [](CountSource &source) { source.canaryMean = std::numeric_limits<double>::infinity(); }, UnknownReason::NotANumber);
        row("no number", [](CountSource &source) { source.canaryMean = std::numeric_limits<double>::quiet_NaN(); }, UnknownReason::NoCanaryTraffic);
    }
    void noMeanNeverPasses()
    {
        QFETCH(std::function<void(CountSource &)>, make);
        Bench bench;
        bench.queries = {meanOf(true)};
        make(bench.source);
        bench.judge(300 * step);
        QCOMPARE(bench.verdict().kind, VerdictKind::Unknown);
        QTEST(bench.verdict().reason, "reason");
        QCOMPARE(wholeVerdict(bench.desk->verdicts()), VerdictKind::Unknown);
    }
    void whatStableWasBeforeTheCanaryCameIsLeftOut()
    {
        Bench bench;
        bench.queries = {meanOf(true)};
        bench.source.canarySinceMs = toMs(bench.clock.now()) - 100 * step;
        bench.judge(5000 * step);
        QCOMPARE(bench.verdict().kind, VerdictKind::NotWorse);
        QVERIFY(bench.verdict().stableRequests <= 100 && bench.verdict().stableRequests == bench.verdict().canaryRequests);
        QCOMPARE(bench.verdict().lostPolls, 0);
    }
    void aMeanBeyondItsStopGateIsAStop()
    {
        Bench bench;
        bench.queries = {meanOf(true)};
        bench.start();
        bench.desk->setRedLine(u"score"_s, true);
        bench.judge();
        QCOMPARE(bench.verdict().kind, VerdictKind::Regressed);
        QCOMPARE(bench.verdict().rule, VerdictRule::RedLine);
    }
    void aGateThatOneCanaryCrossedIsNoRedLineOfTheNext()
    {
        Bench bench;
        bench.start();
        bench.desk->setRedLine(u"errors"_s, true);
        bench.judge();
        QCOMPARE(bench.verdict().rule, VerdictRule::RedLine);
        // Nothing of the next one was read yet when it is counted.
        QSignalSpy judged(bench.desk.get(), &JudgeDesk::judged);
        bench.desk->judge(u"v42"_s, u"v41"_s, toMs(bench.clock.now()) - 60 * step);
        QVERIFY(QTest::qWaitFor([&] { return !judged.isEmpty(); }));
        QVERIFY(bench.verdict().canaryRequests >= 1000 * 55);
        QVERIFY(bench.verdict().kind != VerdictKind::Regressed);
    }
    void aGateThatIsCrossedNoLongerIsNoRedLine()
    {
        Bench bench;
        bench.start();
        bench.desk->setRedLine(u"errors"_s, true);
        bench.desk->setRedLine(u"errors"_s, false);
        bench.judge();
        QVERIFY(bench.verdict().kind != VerdictKind::Regressed);
    }
    void theCardSaysHowMuchWorseAMeanMustNotBe()
    {
        Bench bench;
        bench.queries = {meanOf(true)};
        bench.source.canaryMean = 4.4; // 10 % more
        bench.desk = std::make_unique<JudgeDesk>(bench.source, bench.clock, bench.queries, u"version"_s, step, JudgeOptions());
        StrategyCard card;
        card.judge.alpha = 1e-300; // so that only the interval tells
        card.thresholds = {{u"score"_s, 1.3, {}, 1000, {}}};
        bench.desk->setRules(card);
        bench.judge(300 * step);
        QCOMPARE(bench.verdict().kind, VerdictKind::NotWorse);
        const double values = bench.verdict().canaryRequests;
        bench.desk->setRules(card);
        QCOMPARE(bench.verdict().kind, VerdictKind::NotWorse);
        card.thresholds[0].notWorseThan = 1.4; // shown of less is shown of more
        bench.desk->setRules(card);
        QCOMPARE(bench.verdict().kind, VerdictKind::NotWorse);
        card.thresholds[0].notWorseThan = 1.05;
        bench.desk->setRules(card);
        QCOMPARE(bench.verdict().kind, VerdictKind::Undecided);
        bench.desk->stop();
        bench.clock.advance(std::chrono::milliseconds(3 * step));
        bench.judge(300 * step);
        QVERIFY(bench.verdict().kind != VerdictKind::NotWorse);
        QCOMPARE(bench.verdict().canaryRequests, values + 3); // another bound for the same evidence
        QCOMPARE(bench.verdict().restarts, 0);
    }
    void anotherCanaryBeginsItsMeanAnew()
    {
        Bench bench;
        bench.queries = {meanOf(true)};
        bench.source.canaryMean = 9;
        bench.judge(300 * step);
        QCOMPARE(bench.verdict().kind, VerdictKind::Regressed);
        bench.desk->judge(u"v41"_s, u"v43"_s, toMs(bench.clock.now()));
        QCOMPARE(bench.verdict().kind, VerdictKind::Unknown);
        QCOMPARE(bench.verdict().restarts, 1);
        QCOMPARE(bench.verdict().lastEvent, EvidenceEvent::VersionChanged);
    }
    void aThresholdOfTheCardRulesItsOwnLine()
    {
        StrategyCard card;
        card.judge.r0 = 2;
        card.judge.alpha = 0.01;
        card.judge.correctBursts = false;
        card.thresholds = {{u"errors"_s, 1.5, {}, 250, {}}};
        const JudgeOptions ruled = lineOptionsOf(judgeOptionsOf(card), card, u"errors"_s);
        QCOMPARE(ruled.r0, 1.5);
        QCOMPARE(ruled.minimumRequests, 250.0);
        QCOMPARE(ruled.alpha, 0.01);
        const JudgeOptions other = lineOptionsOf(judgeOptionsOf(card), card, u"p95"_s);
        QCOMPARE(other.r0, 2.0);
        QCOMPARE(other.minimumRequests, JudgeOptions().minimumRequests);
    }
    void aNewCardKeepsTheEvidenceUnlessItAsksAnotherQuestion()
    {
        Bench bench;
        bench.source.canaryBad = 2;
        bench.desk = std::make_unique<JudgeDesk>(bench.source, bench.clock, bench.queries, u"version"_s, step, JudgeOptions());
        StrategyCard card;
        card.judge.correctBursts = false;
        card.thresholds = {{u"errors"_s, 1.5, {}, 100, {}}};
        bench.desk->setRules(card);
        bench.judge();
        const double requests = bench.verdict().canaryRequests;
        QVERIFY(requests > 1000);
        card.judge.alpha = 0.01; // another limit for the same evidence
        bench.desk->setRules(card);
        QCOMPARE(bench.verdict().canaryRequests, requests);
        QCOMPARE(std::round(std::exp(bench.verdict().logLimit)), 100.0);
        card.thresholds[0].notWorseThan = 2; // another question
        bench.desk->setRules(card);
        QCOMPARE(bench.verdict().restarts, 1);
        QCOMPARE(bench.verdict().lastEvent, EvidenceEvent::RulesChanged);
        QCOMPARE(bench.verdict().canaryRequests, 0.0);
    }
};

QTEST_GUILESS_MAIN(JudgeDeskTest)
#include "tst_JudgeDesk.moc"

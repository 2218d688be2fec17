// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/JudgeDesk.h"
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
    qint64 sinceMs = 0; ///< before it there is nothing
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
        if (canaryServes)
            add(u"v42"_s, u"acme"_s, isBad ? canaryBad : canaryTotal);
        return made;
    }
};

struct Bench {
    CountSource source;
    ManualClock clock;
    QList<CountQueries> queries{{u"errors"_s, u"bad"_s, u"total"_s, {}}};
    std::unique_ptr<JudgeDesk> desk;

    void judge(qint64 backMs = 60 * step)
    {
        if (!desk)
            desk = std::make_unique<JudgeDesk>(source, clock, queries, u"version"_s, step, JudgeOptions());
        QSignalSpy judged(desk.get(), &JudgeDesk::judged);
        desk->judge(u"v41"_s, u"v42"_s, toMs(clock.now()) - backMs);
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

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/CardLint.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const QList<std::pair<QString, Family>> guards{{u"success"_s, Family::Quality},   {u"timeouts"_s, Family::Latency},
                                               {u"overruns"_s, Family::Cost},     {u"errors"_s, Family::Stability},
                                               {u"tools"_s, Family::Retrieval},   {u"hits"_s, Family::Risk}};

QList<Indicator> indicators()
{
    QList<Indicator> all;
    for (const auto &[id, family] : guards) {
        Indicator indicator;
        indicator.id = id;
        indicator.family = family;
        indicator.query = u"q"_s;
        indicator.direction = Direction::HigherIsWorse;
        indicator.gate.stop = 0.1;
        all << indicator;
    }
    return all;
}

/// Nothing is to be said of it.
StrategyCard goodCard()
{
    StrategyCard card;
    card.owner = u"Ada"_s;
    card.audience.internalUsers = true;
    card.steps = {{5, 86'400}, {50, 86'400}, {100, 86'400}};
    for (const auto &[id, family] : guards)
        card.thresholds << CardThreshold{id, 1.5, 0.1, 100, Verb::Rollback};
    card.pauseWhen = {{PauseCause::Unknown, {}, 0}};
    card.rollback = {{Verb::Rollback, {}, {}}};
    card.approvals = {1, {u"Bo"_s}, {}};
    card.serving = {u"own"_s, u"simple"_s, u"weight 0"_s};
    card.deadlineSeconds = 3 * 86'400;
    return card;
}

CardTraffic trafficOf(double requestsPerSecond, double baseRate = 0.01)
{
    return {requestsPerSecond, baseRate, {}};
}

QStringList saidOf(const CardLintReport &report)
{
    QStringList said;
    for (const CardFinding &finding : report.findings)
        said << u"%1 %2 %3"_s.arg(severityWord(finding.severity), finding.code, finding.place);
    return said;
}

} // namespace

using Change = std::function<void(StrategyCard &, QList<Indicator> &, CardTraffic &)>;
Q_DECLARE_METATYPE(Change)

class CardLintTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aGoodCardHasNothingToBeSaidOfItButThatAllTrafficHasNoControl()
    {
        const CardLintReport report = lintCard(goodCard(), indicators(), trafficOf(100));
        QCOMPARE(saidOf(report), QStringList{u"note no_control /steps/2/weight"_s});
        QVERIFY(!report.hasErrors());
        QCOMPARE(report.power.size(), 6 * 3);
    }
    void whatACardLeavesOpenIsFound_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *name, const char *said, const Change &change) { QTest::newRow(name) << change << QString::fromUtf8(said); };
        row("no owner", "error no_owner /owner", [](auto &card, auto &, auto &) { card.owner = u" "_s; });
        row("nobody meets it", "warning no_audience /audience", [](auto &card, auto &, auto &) { card.audience = {}; });
        row("nobody agrees", "warning no_approvals /approvals", [](auto &card, auto &, auto &) { card.approvals = {}; });
        row("roles alone", "warning no_names /approvals", [](auto &card, auto &, auto &) { card.approvals = {1, {}, {u"boss"_s}}; });
        row("traffic not known", "warning traffic_unknown /steps", [](auto &, auto &, auto &traffic) { traffic = {}; });
        row("base rate not known", "warning base_rate_unknown /thresholds", [](auto &, auto &, auto &traffic) { traffic.baseRate.reset(); });
        row("never bad", "warning base_rate_unknown /thresholds", [](auto &, auto &, auto &traffic) {
            traffic.baseRate.reset();
            traffic.baseRates[u"errors"_s] = 0;
        });
        row("judge.md: 0.2 requests/s at 5 % cannot see 2x within 24 h", "warning weak_step /steps/0/window_seconds",
            [](auto &, auto &, auto &traffic) { traffic.requestsPerSecond = 0.2; });
        row("a blind first step", "warning blind_step /steps/0/window_seconds", [](auto &card, auto &, auto &) { card.steps[0].windowSeconds = 5; });
        row("a card that cannot see 5x to its end", "error blind_step /steps/1/window_seconds",
            [](auto &card, auto &, auto &) { card.steps = {{5, 5}, {50, 5}, {100, 86'400}}; });
        row("no traffic at all", "error blind_step /steps/1/window_seconds", [](auto &, auto &, auto &traffic) { traffic.requestsPerSecond = 0; });
        row("one line with a low rate of its own", "warning blind_step /steps/0/window_seconds",
            [](auto &, auto &, auto &traffic) { traffic.baseRates[u"errors"_s] = 1e-6; });
        row("too few samples", "warning too_few_samples /steps/0/window_seconds", [](auto &card, auto &, auto &) { card.thresholds[2].minimumSamples = 1'000'000; });
        row("undecided to the end", "warning stays_undecided /steps", [](auto &card, auto &, auto &) { card.thresholds[0].notWorseThan = 1.01; });
        row("no whole cycle", "warning short_of_cycle /steps/2/window_seconds", [](auto &card, auto &, auto &) { card.steps[2].windowSeconds = 3600; });
        row("a whole cycle with all traffic alone", "warning short_of_cycle /steps/1/window_seconds",
            [](auto &card, auto &, auto &) { card.steps = {{5, 86'400}, {50, 3600}, {100, 86'400}}; });
        row("no whole cycle, ending early", "warning short_of_cycle /steps/1/window_seconds", [](auto &card, auto &, auto &) {
            card.steps = {{5, 86'400}, {50, 3600}};
        });
        row("ends early", "note ends_early /steps/1/weight", [](auto &card, auto &, auto &) { card.steps.removeLast(); });
        row("no deadline", "warning no_deadline /deadline_seconds", [](auto &card, auto &, auto &) { card.deadlineSeconds.reset(); });
        row("no source", "error no_source /thresholds/1/indicator", [](auto &, auto &indicators, auto &) { indicators[1].query.clear(); });
        row("no indicator", "error no_source /thresholds/1/indicator", [](auto &, auto &indicators, auto &) { indicators.removeAt(1); });
        row("no gate", "warning no_gate /thresholds/1/gate", [](auto &card, auto &indicators, auto &) {
            card.thresholds[1].gate.reset();
            indicators[1].gate.stop.reset();
        });
        row("a looser gate", "warning loose_gate /thresholds/1/gate", [](auto &card, auto &, auto &) { card.thresholds[1].gate = 0.2; });
        row("a looser floor", "warning loose_gate /thresholds/1/gate", [](auto &card, auto &indicators, auto &) {
            indicators[1].direction = Direction::LowerIsWorse;
            card.thresholds[1].gate = 0.05;
        });
        row("a comparison of what nothing counts", "error not_counted /thresholds/0/not_worse_than",
            [](auto &, auto &, auto &traffic) { traffic.counted = QStringList{u"errors"_s}; });
        row("samples where nothing is counted", "error nothing_counted /thresholds/1/minimum_samples", [](auto &card, auto &, auto &traffic) {
            card.thresholds[1].notWorseThan.reset();
            traffic.counted = QStringList();
        });
        row("no action", "warning no_action /thresholds/1/action", [](auto &card, auto &, auto &) { card.thresholds[1].action.reset(); });
        row("an action of no method", "warning not_in_method /thresholds/1/action", [](auto &card, auto &, auto &) { card.thresholds[1].action = Verb::Degrade; });
        row("a label that nothing counts", "warning stratum_not_counted /judge/strata", [](auto &card, auto &, auto &traffic) {
            card.judge.strata = {u"tenant"_s, u"tool"_s};
            traffic.labels = QStringList{u"tenant"_s};
        });
        row("a family without a guard", "warning family_uncovered /thresholds", [](auto &card, auto &, auto &) { card.thresholds.removeLast(); });
        row("nothing holds it", "warning no_pause /pause_when", [](auto &card, auto &, auto &) { card.pauseWhen.clear(); });
        row("no method", "error no_rollback /rollback", [](auto &card, auto &, auto &) { card.rollback.clear(); });
        row("traffic stays", "warning traffic_stays /rollback", [](auto &card, auto &, auto &) { card.rollback = {{Verb::Degrade, {}, {}}}; });
        row("no way back", "error no_way_back /serving/way_back", [](auto &card, auto &, auto &) { card.serving.wayBack.clear(); });
        row("no reason", "warning no_reason /serving/reason", [](auto &card, auto &, auto &) { card.serving.reason.clear(); });
    }
    void whatACardLeavesOpenIsFound()
    {
        QFETCH(Change, change);
        QFETCH(QString, said);
        StrategyCard card = goodCard();
        QList<Indicator> known = indicators();
        CardTraffic traffic = trafficOf(100);
        change(card, known, traffic);
        const CardLintReport report = lintCard(card, known, traffic);
        QVERIFY2(saidOf(report).contains(said), qPrintable(saidOf(report).join(u'\n')));
        QCOMPARE(report.hasErrors(), saidOf(report).join(u'\n').contains(u"error "_s));
        for (const CardFinding &finding : report.findings)
            QVERIFY(!finding.words.isEmpty());
    }
    void aWeakStepSaysWithNumbersWhatItWouldNeed()
    {
        const CardLintReport report = lintCard(goodCard(), indicators(), trafficOf(0.2));
        const auto weak = std::find_if(report.findings.begin(), report.findings.end(), [](const CardFinding &one) { return one.code == u"weak_step"; });
        QVERIFY(weak != report.findings.end());
        QVERIFY2(weak->words.contains(u"0.2 requests/s at 5 %"_s) && weak->words.contains(u"2 times as bad"_s), qPrintable(weak->words));
    }
    void theStepsThatCompareHaveToSeeAUsageCycle()
    {
        StrategyCard card = goodCard();
        card.steps = {{5, 1800}, {25, 3600}, {50, 3600}, {100, 86'400}};
        const CardLintReport report = lintCard(card, indicators(), trafficOf(100));
        const auto said = std::find_if(report.findings.begin(), report.findings.end(), [](const CardFinding &one) { return one.code == u"short_of_cycle"; });
        QVERIFY(said != report.findings.end());
        QCOMPARE(said->place, u"/steps/2/window_seconds"_s);
        QVERIFY2(said->words.contains(u"all of them: 2 h 30 min"_s), qPrintable(said->words));
        QCOMPARE(saidOf(report).filter(u"short_of_cycle"_s).size(), 1);
    }
    void whatCanBeSeenIsForetoldByAllLinesThatAreJudgedAndForThoseAlone()
    {
        StrategyCard card = goodCard();
        card.thresholds[3].notWorseThan.reset(); // a gate alone
        card.judge.correctBursts = false;
        CardTraffic traffic = trafficOf(100);
        const double alone = lintCard(card, indicators(), traffic).power.first().until2;
        traffic.counted = QStringList();
        for (const auto &[id, family] : guards)
            *traffic.counted << id;
        QCOMPARE(lintCard(card, indicators(), traffic).power.first().until2, alone);
        *traffic.counted << u"more"_s << u"yet more"_s;
        QVERIFY(lintCard(card, indicators(), traffic).power.first().until2 > alone);
        traffic.counted->removeAll(u"errors"_s);
        const CardLintReport report = lintCard(card, indicators(), traffic);
        QCOMPARE(report.power.size(), 5 * 3);
        QVERIFY(std::none_of(report.power.begin(), report.power.end(), [](const StepPower &one) { return one.indicator == u"errors"; }));
        QVERIFY(saidOf(report).filter(u"base_rate_unknown"_s).isEmpty());
        // Nor is it said to be blind at so little traffic that the others are.
        traffic.requestsPerSecond = 0.001;
        for (const CardFinding &finding : lintCard(card, indicators(), traffic).findings)
            QVERIFY2(finding.code != u"blind_step" || !finding.words.contains(u"errors"_s), qPrintable(finding.words));
    }
    void aMeanIsComparedAndNothingIsForetoldOfIt()
    {
        CountQueries score;
        score.indicatorId = u"success"_s;
        score.mean.query = u"q"_s;
        CardTraffic traffic = andon::trafficOf({score, {u"errors"_s, u"b"_s, u"t"_s, {}}});
        traffic.requestsPerSecond = 100;
        traffic.baseRate = 0.01;
        StrategyCard card = goodCard();
        card.thresholds = {card.thresholds[0], card.thresholds[3]};
        const CardLintReport report = lintCard(card, indicators(), traffic);
        QVERIFY2(!report.hasErrors(), qPrintable(saidOf(report).join(u'\n')));
        QCOMPARE(report.power.size(), 3);
        QCOMPARE(report.power.first().indicator, u"errors"_s);
        QVERIFY(saidOf(report).filter(u"base_rate_unknown"_s).isEmpty());
        QCOMPARE(powerInput(card, card.thresholds[1], traffic)->lines, 2);
    }
    void whatIsCountedIsReadFromTheService()
    {
        const CardTraffic traffic = andon::trafficOf({{u"errors"_s, u"b"_s, u"t"_s, {{u"tenant"_s, u"b"_s, u"t"_s}}}, {u"hits"_s, u"b"_s, u"t"_s, {}}});
        QCOMPARE(*traffic.counted, (QStringList{u"errors"_s, u"hits"_s}));
        QCOMPARE(*traffic.labels, QStringList{u"tenant"_s});
        StrategyCard card = goodCard();
        card.judge.strata = {u"tenant"_s};
        QVERIFY(saidOf(lintCard(card, indicators(), traffic)).filter(u"stratum_not_counted"_s).isEmpty());
        card.judge.strata << u"region"_s;
        QVERIFY(saidOf(lintCard(card, indicators(), traffic)).contains(u"warning stratum_not_counted /judge/strata"_s));
    }
    void theCorrectionForBurstsCostsWhatItDividesBy()
    {
        StrategyCard card = goodCard();
        CardTraffic traffic = trafficOf(100);
        traffic.dispersions.insert(u"success"_s, 5);
        const CardLintReport corrected = lintCard(card, indicators(), traffic);
        card.judge.correctBursts = false;
        const CardLintReport raw = lintCard(card, indicators(), traffic);
        const auto factorOf = [&](qsizetype power) { return corrected.power[power].until2 / raw.power[power].until2; };
        QVERIFY(std::abs(factorOf(0) - 5) < 1e-9); // as it was measured
        QVERIFY(factorOf(3) > 1.3 && factorOf(3) < 1.5); // as independent events would be
        QVERIFY(std::abs(factorOf(3) - corrected.power[3].dispersion) < 1e-9);
        traffic = trafficOf(0.01);
        QVERIFY(lintCard(goodCard(), indicators(), traffic).power.first().dispersion > 3.3);
    }
    void anEmptyCardIsRefusedAndDoesNotEndTheProgram()
    {
        const CardLintReport report = lintCard({}, {}, {});
        QVERIFY(report.hasErrors());
    }
    void whatNoTrafficChangesIsAnErrorOfTheCardItself()
    {
        const QStringList all{u"success"_s, u"timeouts"_s, u"overruns"_s, u"errors"_s, u"tools"_s, u"hits"_s};
        QVERIFY(standingErrors(goodCard(), indicators(), all).isEmpty());
        StrategyCard blind = goodCard();
        blind.steps = {{5, 1}, {100, 60}};
        QVERIFY(lintCard(blind, indicators(), trafficOf(1)).hasErrors()); // at the traffic of this moment
        QVERIFY(standingErrors(blind, indicators(), all).isEmpty());
        blind.owner.clear();
        const QList<CardFinding> errors = standingErrors(blind, indicators(), all.mid(1));
        QCOMPARE(errors.size(), 2);
        QCOMPARE(errors[0].code, u"no_owner"_s);
        QCOMPARE(errors[1].code, u"not_counted"_s);
    }
};

QTEST_GUILESS_MAIN(CardLintTest)
#include "tst_CardLint.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/CardPauses.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const TimePoint noon(std::chrono::hours(12));
const double none = std::numeric_limits<double>::quiet_NaN();

using Change = std::function<void(DecisionInput &)>;

LineVerdict lineOf(const QString &id, VerdictKind kind, double requests = 1000)
{
    LineVerdict line;
    line.indicatorId = id;
    line.verdict.kind = kind;
    line.verdict.reason = kind == VerdictKind::Unknown ? UnknownReason::Stale : UnknownReason::None;
    line.verdict.canaryRequests = requests;
    line.verdict.canaryValue = 0.02;
    line.verdict.stableValue = 0.01;
    return line;
}

Indicator indicatorOf(const QString &id, double warn, double stop, Direction direction = Direction::HigherIsWorse)
{
    Indicator indicator;
    indicator.id = id;
    indicator.query = u"q"_s;
    indicator.direction = direction;
    indicator.gate = {warn, stop};
    return indicator;
}

/// Errors are counted, success as well, p95 has a gate alone: all is well on step 2 of 3, its window over.
DecisionInput good()
{
    DecisionInput input;
    input.card.steps = {{5, 60}, {20, 300}, {50, 600}, {100, 600}};
    input.card.thresholds = {{u"errors"_s, 1.5, {}, 100, Verb::Degrade}, {u"success"_s, {}, 0.9, 100, Verb::Rollback}, {u"p95"_s, {}, 4, 100, {}}};
    input.card.rollback = {{Verb::Pause, {}, {}}, {Verb::Degrade, {}, 2}, {Verb::Rollback, u"v41"_s, {}}};
    input.card.deadlineSeconds = 3600;
    input.indicators = {indicatorOf(u"errors"_s, 0.03, 0.05), indicatorOf(u"success"_s, 0.97, 0.8, Direction::LowerIsWorse),
                        indicatorOf(u"p95"_s, 3, 5), indicatorOf(u"other"_s, 1, 2)};
    input.lines = {lineOf(u"errors"_s, VerdictKind::NotWorse), lineOf(u"success"_s, VerdictKind::NotWorse)};
    input.readings = {{u"errors"_s, {0.02, 0.01}}, {u"success"_s, {0.98, 0.98}}, {u"p95"_s, {2, 2}}, {u"other"_s, {0, 0}}};
    input.weight = 20;
    input.secondsInStep = 300;
    input.secondsSinceStart = 360;
    input.now = noon;
    return input;
}

Change line(const QString &id, VerdictKind kind, double requests = 1000)
{
    return [=](DecisionInput &input) {
        for (LineVerdict &one : input.lines) {
            if (one.indicatorId == id)
                one = lineOf(id, kind, requests);
        }
    };
}

Change value(const QString &id, double canary)
{
    return [=](DecisionInput &input) { input.readings[id].canary = canary; };
}

Change pause(PauseCause cause, const QString &indicator = {}, qint64 forSeconds = 0)
{
    return [=](DecisionInput &input) { input.card.pauseWhen << PauseCondition{cause, indicator, forSeconds}; };
}

Change both(const Change &a, const Change &b)
{
    return [=](DecisionInput &input) { a(input), b(input); };
}

Change atWeight(double weight)
{
    return [=](DecisionInput &input) { input.weight = weight, input.secondsInStep = 600; };
}

Change lasting(PauseCause cause, const QString &indicator, int seconds)
{
    return [=](DecisionInput &input) { input.causesSince[{cause, indicator}] = noon - std::chrono::seconds(seconds); };
}

} // namespace

Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(andon::CardOutcome)
Q_DECLARE_METATYPE(andon::DecisionRule)

class CardDecisionTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theFirstReasonDecides_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<CardOutcome>("outcome");
        QTest::addColumn<DecisionRule>("rule");
        QTest::addColumn<QString>("indicator");
        QTest::addColumn<QString>("action"); // as it is written: "rollback v41", "pause", empty
        const auto row = [](const char *name, const Change &change, CardOutcome outcome, DecisionRule rule, const QString &indicator,
                            const QString &action) { QTest::newRow(name) << change << outcome << rule << indicator << action; };
        using enum CardOutcome;
        const QString errors = u"errors"_s, success = u"success"_s, p95 = u"p95"_s, whole;
        const auto nothing = [](DecisionInput &) {};
        row("all well", nothing, Passes, DecisionRule::InsideGate, p95, {});
        row("regressed", line(errors, VerdictKind::Regressed), Stops, DecisionRule::Regressed, errors, u"degrade 2"_s);
        row("two regressed: the stronger action", both(line(errors, VerdictKind::Regressed), line(success, VerdictKind::Regressed)), Stops,
            DecisionRule::Regressed, errors, u"rollback v41"_s);
        row("regressed before the minimum", line(errors, VerdictKind::Regressed, 5), Stops, DecisionRule::Regressed, errors, u"degrade 2"_s);
        row("the card's gate", value(success, 0.85), Stops, DecisionRule::Gate, success, u"rollback v41"_s);
        row("a value equal to the gate is inside", value(success, 0.9), Passes, DecisionRule::InsideGate, p95, {});
        row("the indicator's own gate", value(errors, 0.06), Stops, DecisionRule::Gate, errors, u"degrade 2"_s);
        row("no action named: the method's first", value(p95, 4.5), Stops, DecisionRule::Gate, p95, u"pause"_s);
        row("the card's gate, not the indicator's", both(value(p95, 4.5), [](DecisionInput &input) { input.card.thresholds[2].gate = 4.6; }),
            Passes, DecisionRule::InsideGate, p95, {});
        row("no fresh value", value(p95, none), Holds, DecisionRule::NoReading, p95, {});
        row("no reading at all", [](DecisionInput &input) { input.readings.clear(); }, Holds, DecisionRule::NoReading, errors, {});
        row("unknown", line(errors, VerdictKind::Unknown), Holds, DecisionRule::Unknown, errors, {});
        row("too few samples", line(success, VerdictKind::NotWorse, 99), Holds, DecisionRule::MinimumSamples, success, {});
        row("just enough samples", line(success, VerdictKind::NotWorse, 100), Passes, DecisionRule::InsideGate, p95, {});
        row("undecided on a step before the last", line(errors, VerdictKind::Undecided), Passes, DecisionRule::NoneSeen, errors, {});
        row("undecided on the last step", both(line(errors, VerdictKind::Undecided), atWeight(50)), Holds, DecisionRule::Undecided, errors, {});
        row("undecided where the card holds on it", both(line(errors, VerdictKind::Undecided), pause(PauseCause::Undecided)), Holds,
            DecisionRule::Undecided, errors, u"pause"_s);
        row("undecided before the window is over",
            both(both(line(errors, VerdictKind::Undecided), pause(PauseCause::Undecided)), [](DecisionInput &input) { input.secondsInStep = 299; }),
            Holds, DecisionRule::Window, whole, {});
        row("the window runs", [](DecisionInput &input) { input.secondsInStep = 299; }, Holds, DecisionRule::Window, whole, {});
        row("the window is not known", [](DecisionInput &input) { input.secondsInStep.reset(); }, Holds, DecisionRule::WindowUnknown, whole, {});
        row("a weight that is no step", atWeight(37), Holds, DecisionRule::OffCard, whole, {});
        row("a weight that is not known", atWeight(none), Holds, DecisionRule::OffCard, whole, {});
        row("past the deadline", [](DecisionInput &input) { input.secondsSinceStart = 3601; }, Holds, DecisionRule::Deadline, whole, {});
        row("warn without a condition", value(p95, 3.5), Passes, DecisionRule::InsideGate, p95, {});
        row("warn with one", both(value(p95, 3.5), pause(PauseCause::Warn, p95)), Holds, DecisionRule::Warn, p95, u"pause"_s);
        row("warn of a moment", both(both(value(p95, 3.5), pause(PauseCause::Warn, p95, 30)), lasting(PauseCause::Warn, p95, 29)), Passes,
            DecisionRule::InsideGate, p95, {});
        row("warn that lasted", both(both(value(p95, 3.5), pause(PauseCause::Warn, p95, 30)), lasting(PauseCause::Warn, p95, 30)), Holds,
            DecisionRule::Warn, p95, u"pause"_s);
        row("warn nobody saw begin", both(value(p95, 3.5), pause(PauseCause::Warn, p95, 30)), Holds, DecisionRule::Warn, p95, u"pause"_s);
        row("warn beside the card", both(value(u"other"_s, 1.5), pause(PauseCause::Warn)), Passes, DecisionRule::InsideGate, p95, {});
        row("a stop gate beside the card", value(u"other"_s, 2.5), Stops, DecisionRule::Gate, u"other"_s, u"pause"_s);
        row("a stop gate beside the card, by name", both(value(u"other"_s, 2.5), pause(PauseCause::Stop, u"other"_s)), Stops, DecisionRule::Gate,
            u"other"_s, u"pause"_s);
        row("a stop gate beside the card that is just reached", value(u"other"_s, 2), Passes, DecisionRule::InsideGate, p95, {});
        const auto blind = [](VerdictRule rule, double canaryValue) {
            return both(line(u"errors"_s, VerdictKind::Undecided), [=](DecisionInput &input) {
                input.lines[0].verdict.rule = rule;
                input.lines[0].verdict.canaryValue = canaryValue;
            });
        };
        row("how bad events scatter is not known", blind(VerdictRule::DispersionUnknown, 0.02), Holds, DecisionRule::Undecided, errors, {});
        row("… and the canary has none", blind(VerdictRule::DispersionUnknown, 0), Passes, DecisionRule::NoneSeen, errors, {});
        row("too many polls were lost", blind(VerdictRule::LostPolls, 0), Holds, DecisionRule::Undecided, errors, {});
        row("too few requests on stable", blind(VerdictRule::MinimumRequests, 0.02), Holds, DecisionRule::Undecided, errors, {});
        row("blind with all traffic", both(blind(VerdictRule::LostPolls, 0.02), atWeight(100)), Passes, DecisionRule::NotCompared, errors, {});
        row("unknown with a condition", both(line(errors, VerdictKind::Unknown), pause(PauseCause::Unknown)), Holds, DecisionRule::Unknown, errors,
            u"pause"_s);
        row("the share is off", both([](DecisionInput &input) {
                input.lines[0].verdict.kind = VerdictKind::Unknown;
                input.lines[0].verdict.reason = UnknownReason::ShareMismatch;
            }, pause(PauseCause::ShareOff)), Holds, DecisionRule::ShareOff, whole, u"pause"_s);
        row("a comparison of what nothing counts", [](DecisionInput &input) { input.card.thresholds[2].notWorseThan = 2; }, Holds,
            DecisionRule::NotCounted, p95, {});
        row("neither gate nor counts", [](DecisionInput &input) {
                input.card.thresholds[2].gate.reset();
                input.indicators[2].gate = {};
            }, Holds, DecisionRule::NotCounted, p95, {});
        row("nothing counted at all", [](DecisionInput &input) {
                input.lines.clear();
                input.card.thresholds = {{u"p95"_s, {}, 4, 100, {}}};
            }, Holds, DecisionRule::MinimumSamples, p95, {});
        row("regressed beside the card", [](DecisionInput &input) { input.lines << lineOf(u"other"_s, VerdictKind::Regressed); }, Stops,
            DecisionRule::Regressed, u"other"_s, u"pause"_s);
        row("unknown beside the card", [](DecisionInput &input) { input.lines << lineOf(u"other"_s, VerdictKind::Unknown); }, Passes,
            DecisionRule::InsideGate, p95, {});
        row("with all traffic nothing is compared", both(line(errors, VerdictKind::Unknown), atWeight(100)), Passes, DecisionRule::NotCompared,
            errors, {});
        row("with all traffic a gate still stops", both(value(p95, 9), atWeight(100)), Stops, DecisionRule::Gate, p95, u"pause"_s);
        row("a stop outweighs a hold", both(value(p95, 9), line(errors, VerdictKind::Unknown)), Stops, DecisionRule::Gate, p95, u"pause"_s);
        row("a stop without any action", [](DecisionInput &input) {
                input.card.rollback.clear();
                input.readings[u"p95"_s].canary = 9;
            }, Stops, DecisionRule::Gate, p95, {});
        const auto asked = [](std::optional<RegressionStanding> standing) {
            return [standing](DecisionInput &input) { input.card.regressionPasses = true, input.regression = standing; };
        };
        row("a regression set that passed", asked(RegressionStanding{true, 3, 3, u"all"_s}), Passes, DecisionRule::RegressionSet, whole, {});
        row("a regression set that failed", asked(RegressionStanding{false, 2, 3, u"1 failed"_s}), Holds, DecisionRule::RegressionSet, whole, {});
        row("a regression set that was not read", asked({}), Holds, DecisionRule::RegressionSet, whole, {});
        row("a regression set that nobody asks for", [](DecisionInput &input) { input.regression = RegressionStanding{false, 2, 3, {}}; }, Passes,
            DecisionRule::InsideGate, p95, {});
        row("a stop outweighs the regression set", both(value(p95, 9), asked({})), Stops, DecisionRule::Gate, p95, u"pause"_s);
        row("a card with an error", [](DecisionInput &input) { input.cardErrors = {{CardSeverity::Error, u"/owner"_s, u"no_owner"_s, u"nobody"_s}}; },
            Holds, DecisionRule::CardFault, whole, {});
        row("a card without thresholds", [](DecisionInput &input) { input.card.thresholds.clear(); }, Holds, DecisionRule::NoThreshold, whole, {});
    }
    void theFirstReasonDecides()
    {
        QFETCH(Change, change);
        QFETCH(QString, action);
        DecisionInput input = good();
        change(input);
        const CardDecision decision = decide(input);
        QString named;
        if (decision.action)
            named = QStringList{verbWord(decision.action->verb), decision.action->to, decision.action->level ? QString::number(*decision.action->level) : QString()}
                        .join(u' ').simplified();
        QTEST(decision.outcome, "outcome");
        QTEST(decision.first().rule, "rule");
        QTEST(decision.first().indicator, "indicator");
        QCOMPARE(named, action);
        QCOMPARE(decision.first().outcome, decision.outcome);
    }
    void whatALineOffTheCardTellsOfSomebodyHolds()
    {
        DecisionInput input = good();
        input.lines << lineOf(u"other"_s, VerdictKind::NotWorse);
        LabelVerdict tenant{u"tenant"_s, false, {}, {{"umbrella", 4000, 450, 0.1}}};
        input.lines.last().labels = {tenant};
        CardDecision decision = decide(input);
        QCOMPARE(decision.outcome, CardOutcome::Passes);
        QCOMPARE(decision.of(u"other"_s)->rule, DecisionRule::UnmetStratum);
        input.lines.last().labels[0].regressed = true;
        decision = decide(input);
        QCOMPARE(decision.outcome, CardOutcome::Holds);
        QCOMPARE(decision.first().rule, DecisionRule::StratumRegressed);
        QCOMPARE(decision.first().indicator, u"other"_s);
    }
    void whomTheCanaryNeverMetIsNamedOnceTheLargestFirst()
    {
        QList<LineVerdict> lines{lineOf(u"errors"_s, VerdictKind::NotWorse), lineOf(u"success"_s, VerdictKind::NotWorse)};
        lines[0].labels = {{u"tenant"_s, false, {}, {{"umbrella", 400, 45, 0.1}}}};
        lines[1].labels = {{u"tenant"_s, false, {}, {{"acme", 900, 90, 0.2}, {"umbrella", 400, 45, 0.1}}}, {u"tool"_s, false, {}, {{"code", 60, 6, 0.02}}}};
        QCOMPARE(unmetStrata(lines), (QStringList{u"tenant = acme"_s, u"tenant = umbrella"_s, u"tool = code"_s}));
    }
    void everyThresholdHasAReasonAndEveryReasonWords()
    {
        DecisionInput input = good();
        input.card.approvals = {2, {u"Ada"_s}, {u"release manager"_s}};
        line(u"errors"_s, VerdictKind::Regressed)(input);
        input.lines[0].verdict.rule = VerdictRule::SequentialTest;
        const CardDecision decision = decide(input);
        for (const CardThreshold &threshold : input.card.thresholds)
            QVERIFY2(decision.of(threshold.indicator), qPrintable(threshold.indicator));
        QVERIFY(!decision.of(u"other"_s));
        QCOMPARE(decision.of(u"success"_s)->rule, DecisionRule::NotWorse);
        QCOMPARE(reasonWords(decision.first()), u"errors is worse than stable (sequential test): 0.02 against 0.01"_s);
        QCOMPARE(decisionWords(decision), u"stop: degrade; errors is worse than stable (sequential test): 0.02 against 0.01"_s);
        const nlohmann::json json = decisionJson(decision);
        QCOMPARE(json["decision"].get<std::string>(), std::string("stops"));
        QCOMPARE(json["action"]["level"].get<int>(), 2);
        QCOMPARE(json["step"].get<int>(), 2);
        QCOMPARE(static_cast<qsizetype>(json["reasons"].size()), decision.reasons.size());
        for (int rule = 0; rule <= static_cast<int>(DecisionRule::Regressed); ++rule) {
            DecisionReason reason;
            reason.rule = static_cast<DecisionRule>(rule);
            QVERIFY2(!reasonWords(reason).isEmpty() && !decisionRuleWord(reason.rule).isEmpty(), qPrintable(QString::number(rule)));
        }
    }
    void whyTheJudgeIsBlindIsSaid()
    {
        DecisionInput input = good();
        line(u"errors"_s, VerdictKind::Undecided)(input);
        input.lines[0].verdict.rule = VerdictRule::LostPolls;
        QCOMPARE(decisionWords(decide(input)), u"hold: errors is undecided: too many polls were lost"_s);
        input.lines[0].verdict.rule = VerdictRule::DispersionUnknown;
        QCOMPARE(decisionWords(decide(input)), u"hold: errors is undecided: how its bad events scatter is not known yet"_s);
        // That is said of the last step, which it holds.
        atWeight(50)(input);
        input.lines[0].verdict.rule = VerdictRule::NoScale;
        QVERIFY2(decisionWords(decide(input)).startsWith(u"hold: errors is undecided: both means are 0, so there is nothing to compare with"_s),
                 qPrintable(decisionWords(decide(input))));
    }
    void aHurtStratumHoldsAndAnUnmetOneIsNamed()
    {
        DecisionInput input = good();
        LabelVerdict tenant{u"tenant"_s, false, {}, {{"globex", 400, 80}}};
        input.lines[0].labels = {tenant};
        CardDecision decision = decide(input);
        QCOMPARE(decision.outcome, CardOutcome::Passes);
        QCOMPARE(decisionWords(decision), u"go on: the canary never met tenant “globex” on errors"_s);
        input.lines[0].labels[0].regressed = true;
        StratumRank rank;
        rank.name = "acme";
        rank.verdict.kind = VerdictKind::Regressed;
        input.lines[0].labels[0].strata = {rank};
        decision = decide(input);
        QCOMPARE(decisionWords(decision), u"hold: errors is worse for tenant “acme”"_s);
    }
    void causesLastFromWhenTheyWereFirstSeenUntilTheyAreGone()
    {
        DecisionInput input = good();
        value(u"p95"_s, 3.5)(input);
        CauseTimes times = causeTimes({}, input);
        const std::pair<PauseCause, QString> warn{PauseCause::Warn, u"p95"_s};
        QCOMPARE(times.value(warn), noon);
        input.now = noon + std::chrono::seconds(40);
        times = causeTimes(times, input);
        QCOMPARE(times.value(warn), noon);
        value(u"p95"_s, 2)(input);
        times = causeTimes(times, input);
        QVERIFY(!times.contains(warn));
        value(u"p95"_s, 3.5)(input);
        QCOMPARE(causeTimes(times, input).value(warn), input.now);
    }
    void theStepIsTheOneOfTheWeight()
    {
        const StrategyCard card = good().card;
        QCOMPARE(cardStepAt(card, 5), 0);
        QCOMPARE(cardStepAt(card, 20.4), 1);
        QCOMPARE(cardStepAt(card, 21), -1);
        QCOMPARE(cardStepAt(card, none), -1);
        QVERIFY(!decide(good()).lastStep);
        DecisionInput input = good();
        atWeight(50)(input);
        QVERIFY(decide(input).lastStep);
    }
    void theMinimumOfRequestsIsNoneOfAMeansValues()
    {
        DecisionInput input = good();
        line(u"errors"_s, VerdictKind::NotWorse, 60)(input);
        QCOMPARE(decide(input).first().rule, DecisionRule::MinimumSamples);
        input.lines[0].verdict.asymptotic = true; // sixty values, each of a step
        QCOMPARE(decide(input).outcome, CardOutcome::Passes);
        input.lines[0].verdict.kind = VerdictKind::Unknown;
        QCOMPARE(decide(input).outcome, CardOutcome::Holds);
        input.lines[0].verdict.kind = VerdictKind::Regressed;
        QVERIFY(decide(input).outcome == CardOutcome::Stops && decide(input).first().isMean); // its values are no shares
    }
};

QTEST_GUILESS_MAIN(CardDecisionTest)
#include "tst_CardDecision.moc"

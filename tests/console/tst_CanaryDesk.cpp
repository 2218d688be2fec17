// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/VerdictRun.h"
#include "app/incidents/RegressionFile.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/FakeJournal.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const Actor anna{u"person"_s, u"anna"_s, u"Anna Holm"_s, u"desk"_s};
const Actor bo{u"person"_s, u"bo"_s, u"Bo Olsen"_s, u"other"_s};

/// Counts of v41 and v42 in every step: "bad" and "total"; anything else is a value of 0.
class CountSource final : public MetricsSource {
public:
    double canaryBad = 1, stableBad = 4;
    double canaryTotal = 100; ///< a fifth, as the gateway is asked for
    double canaryValue = 0;   ///< of v42, beside the counts
    bool lost = false;
    bool countsWait = false; ///< counts are not answered before release()
    bool linesWait = false;  ///< nor is anything else

    void queryRange(const RangeQuery &query, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override
    {
        const auto ask = [this, query, alive = QPointer<QObject>(context), callback] {
            if (alive)
                callback(lost ? failure(ErrorKind::ConnectionRefused, {u"127.0.0.1:1"_s}) : answer(query));
        };
        const bool isCount = query.query == u"bad" || query.query.startsWith(u"total");
        if (isCount ? countsWait : linesWait)
            m_waiting << ask;
        else
            QMetaObject::invokeMethod(context, ask, Qt::QueuedConnection);
    }
    void release()
    {
        countsWait = linesWait = false;
        for (const auto &ask : std::exchange(m_waiting, {}))
            ask();
    }
    /// An info metric: v42 has a policy.
    void query(const QString &, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override
    {
        Series series;
        series.labels = {{u"version"_s, u"v42"_s}, {u"policy"_s, u"policy-8"_s}};
        series.columns.append(1000, 1);
        QMetaObject::invokeMethod(context, [callback, series] { callback(MetricsAnswer{{series}, {}, 0}); }, Qt::QueuedConnection);
    }
    void probe(QObject *, std::function<void(Result<SourceInfo>)>) override {}

private:
    [[nodiscard]] Result<MetricsAnswer> answer(const RangeQuery &query) const
    {
        MetricsAnswer made;
        const bool byTenant = query.query.endsWith(u"_by"_s);
        for (const QString &version : {u"v41"_s, u"v42"_s}) {
            Series series;
            series.labels[u"version"_s] = version;
            if (byTenant)
                series.labels[u"tenant"_s] = version == u"v41" ? u"acme"_s : u"globex"_s;
            const bool canary = version == u"v42";
            const double number = query.query == u"bad" ? (canary ? canaryBad : stableBad) : query.query.startsWith(u"total") ? (canary ? canaryTotal : 400)
                : canary                                             ? canaryValue
                                                                     : 0;
            for (qint64 time = query.startMs; time <= query.endMs; time += query.stepMs)
                series.columns.append(time, number);
            made.series << series;
        }
        return made;
    }

    QList<std::function<void()>> m_waiting;
};

/// One journal and one gateway; consoles come and go.
struct Place {
    CountSource metrics;
    FakeGateway gateway;
    FakeJournal journal;
    ManualClock clock;
    bool hasCard = true;
    bool hasInfoMetric = false;
    std::optional<double> stopGate; ///< of the one indicator
    bool byTenant = false;                 ///< stable serves acme alone, the canary globex
    bool hasOwner = true;                  ///< of the card: without one it is not fit to run a canary by
    std::optional<qint64> deadlineSeconds; ///< of the card
    QList<PauseCondition> pauseWhen;       ///< of the card
    std::optional<double> warnGate;        ///< of the counted indicator, whose value is 0
    std::optional<double> coldGate;        ///< there is an indicator that nothing counts and no card names, always 0, with that stop gate
    RegressionWatch *regression = nullptr; ///< then the card asks for the set
    qint64 gatewayIntervalMs = 20;
    bool hasCounts = true;

    std::unique_ptr<ServiceDesk> open(bool records = true)
    {
        auto desk = make();
        desk->start(anna, records);
        return desk;
    }
    /// As a verb does: it asks once.
    std::unique_ptr<ServiceDesk> ask()
    {
        auto desk = make();
        desk->startJudging();
        desk->watch().start();
        return desk;
    }
    std::unique_ptr<ServiceDesk> make()
    {
        ServiceSpec spec;
        spec.name = u"assistant"_s;
        spec.source = u"metrics"_s;
        spec.gateway = u"edge"_s;
        spec.versionLabel = u"version"_s;
        spec.stepSeconds = 1;
        spec.historySeconds = 60;
        spec.judgeStepSeconds = 10;
        if (hasInfoMetric)
            spec.versions.metricQuery = u"version_info"_s;
        Indicator errors;
        errors.id = errors.title = u"errors"_s;
        errors.query = u"x"_s;
        errors.direction = Direction::HigherIsWorse;
        errors.gate.warn = warnGate;
        errors.gate.stop = stopGate;
        spec.indicators << errors;
        if (coldGate) {
            Indicator cold = errors;
            cold.id = cold.title = u"p50"_s;
            cold.gate.stop = coldGate;
            spec.indicators << cold;
        }
        if (hasCounts)
            spec.counts << CountQueries{u"errors"_s, u"bad"_s, u"total"_s, {}};
        if (hasCounts && byTenant)
            spec.counts.last().strata << StratumQueries{u"tenant"_s, u"bad_by"_s, u"total_by"_s, {}};
        for (const Verb verb : allVerbs) {
            ActionSpec action;
            action.verb = verb;
            spec.actions << action;
        }
        if (hasCard) {
            StrategyCard card;
            card.owner = hasOwner ? u"Anna Holm"_s : QString();
            card.steps = {{5, 60}, {20, 60}, {50, 60}};
            card.rollback = {{Verb::Rollback, {}, {}}};
            card.serving = {u"own"_s, u"one gateway"_s, u"weight 0"_s};
            card.judge.correctBursts = false;
            CardThreshold threshold;
            threshold.indicator = u"errors"_s;
            threshold.action = Verb::Rollback;
            card.thresholds << threshold;
            card.regressionPasses = regression;
            card.deadlineSeconds = deadlineSeconds;
            card.pauseWhen = pauseWhen;
            spec.card = card;
        }
        auto desk = std::make_unique<ServiceDesk>(
            ServiceDesk::Ports{metrics, gateway, journal, clock, [](qint64) { return false; }, [](const Event &) -> Result<void> { return {}; },
                               {}, regression},
            spec, 20, gatewayIntervalMs);
        return desk;
    }
    [[nodiscard]] QList<Event> rows(const char16_t *kind) const
    {
        QList<Event> found;
        for (const Event &event : journal.events) {
            if (event.kind == QString::fromUtf16(kind))
                found << event;
        }
        return found;
    }
    /// A promote is blocked for that reason, now or soon.
    static bool blocked(const ServiceDesk &desk, BlockReason reason)
    {
        return QTest::qWaitFor([&] { return desk.face(Verb::Promote).blocked == reason; }, 8000);
    }
};

bool passes(ServiceDesk &desk)
{
    return QTest::qWaitFor([&] { return desk.canary().decision() && desk.canary().decision()->outcome == CardOutcome::Passes; }, 8000);
}

/// What `andon verdict` ends with; 99: it has not got all it asks for.
int verdictOf(ServiceDesk &desk)
{
    if (!QTest::qWaitFor([&] { return desk.isJudged(); }, 8000))
        return 99;
    QSignalSpy read(&desk, &ServiceDesk::gatewayChanged);
    return read.wait(8000) ? verdictExitCode(desk.canary()) : 99;
}

bool stops(ServiceDesk &desk)
{
    return QTest::qWaitFor([&] { return desk.canary().decision() && desk.canary().decision()->outcome == CardOutcome::Stops; }, 8000);
}

void hold(ServiceDesk &desk, const Actor &who, const QString &why)
{
    bool done = false;
    desk.canary().holdStep(who, why, &desk, [&](const Result<Event> &event) { done = event.has_value(); });
    QVERIFY(QTest::qWaitFor([&] { return done; }));
}

} // namespace

class CanaryDeskTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void promoteWaitsUntilItsCardPasses()
    {
        Place place;
        const auto desk = place.open();
        QVERIFY(!desk->face(Verb::Promote).enabled());
        QVERIFY(passes(*desk));
        QVERIFY2(desk->face(Verb::Promote).enabled(), qPrintable(blockedWords(desk->face(Verb::Promote))));
    }
    void aRegressionStopsPromoteInWordsAndNamesTheAction()
    {
        Place place;
        place.metrics.canaryBad = 8;
        const auto desk = place.open();
        QVERIFY(!desk->facts().verdict); // nobody said yet that there is a canary
        QVERIFY(stops(*desk));
        QVERIFY(desk->facts().verdict == VerdictKind::Regressed);
        const ActionFace face = desk->face(Verb::Promote);
        QCOMPARE(int(face.blocked), int(BlockReason::CardHolds));
        QVERIFY2(blockedWords(face).contains(u"errors is worse than stable"_s), qPrintable(blockedWords(face)));
        QCOMPARE(int(desk->canary().decision()->action->verb), int(Verb::Rollback));
        QVERIFY(desk->face(*desk->canary().decision()->action).enabled());
        QVERIFY(desk->face(Verb::Rollback).enabled());
        QCOMPARE(int(desk->face(Verb::Rollback).friction), int(Friction::Click));
    }
    void promoteWaitsForTheRegressionSetWhereTheCardAsksForIt()
    {
        QTemporaryDir folder;
        const RegressionSample sample = regressionSample("a", "42", {}, {});
        QVERIFY(appendRegression(folder.filePath(u"set.jsonl"_s), {sample}));
        RegressionWatch watch({u"set.jsonl"_s, u"report.json"_s}, folder.path());
        Place place;
        place.regression = &watch;
        const auto desk = place.open();
        QVERIFY(QTest::qWaitFor([&] { return blockedWords(desk->face(Verb::Promote)).contains(u"The regression set was not run"_s); }, 8000));
        QFile report(folder.filePath(u"report.json"_s));
        QVERIFY(report.open(QIODevice::WriteOnly));
        report.write(R"({"format": "andon-regression-report-1", "version": "v42", "ran_at": "2026-11-24T15:30:00Z", "results": [{"id": ")"
                     + sample.id.toUtf8() + R"(", "pass": true}]})");
        report.close();
        watch.look();
        QVERIFY2(Place::blocked(*desk, BlockReason::None), qPrintable(blockedWords(desk->face(Verb::Promote))));
    }
    void noDataNeverPasses()
    {
        Place place;
        place.metrics.lost = true;
        const auto desk = place.open();
        QVERIFY(QTest::qWaitFor([&] { return desk->canary().decision().has_value(); }, 8000));
        QVERIFY(Place::blocked(*desk, BlockReason::CardHolds));
        QVERIFY(desk->facts().verdict == VerdictKind::Unknown);
        QVERIFY2(blockedWords(desk->face(Verb::Promote)).contains(u"errors"_s), qPrintable(blockedWords(desk->face(Verb::Promote))));
        QVERIFY(desk->face(Verb::Rollback).enabled());
    }
    void withoutACardPromoteIsAsItWas()
    {
        Place place;
        place.hasCard = false;
        const auto desk = place.open();
        QVERIFY(Place::blocked(*desk, BlockReason::None));
        QVERIFY(!desk->canary().decision());
        // The judge speaks without a card, too.
        QTRY_VERIFY_WITH_TIMEOUT(desk->facts().verdict == VerdictKind::NotWorse, 8000);
    }
    void promoteNamesWhomTheCanaryNeverMetAndTheIntentDoes()
    {
        Place place;
        place.byTenant = true;
        const auto desk = place.open();
        QVERIFY(QTest::qWaitFor([&] { return !desk->canary().unmet().isEmpty(); }, 8000));
        QVERIFY2(Place::blocked(*desk, BlockReason::None), qPrintable(blockedWords(desk->face(Verb::Promote))));
        const ActionPlan plan = desk->face(Verb::Promote).plan;
        QCOMPARE(plan.unmet, QStringList{u"tenant = acme"_s});
        const Result<QString> pressed = desk->press(plan, anna, {});
        QVERIFY(pressed);
        QVERIFY(QTest::qWaitFor([&] { return !place.rows(EventKind::actionIntent).isEmpty(); }, 8000));
        QVERIFY(place.rows(EventKind::actionIntent).first().payload.at("never_met") == nlohmann::json::array({"tenant = acme"}));
    }
    void aCardWithAnErrorHoldsPromoteInTheWordsOfItsFinding()
    {
        Place place;
        place.hasOwner = false;
        const auto desk = place.open();
        QVERIFY(QTest::qWaitFor([&] { return blockedWords(desk->face(Verb::Promote)).contains(u"nobody owns this card"_s); }, 8000));
        QVERIFY(Place::blocked(*desk, BlockReason::CardHolds));
        // What the judge and the gates say stands beside it, and the way back is open.
        QVERIFY(QTest::qWaitFor([&] { return desk->canary().decision()->of(u"errors"_s); }, 8000));
        QVERIFY(desk->face(Verb::Rollback).enabled());
        QCOMPARE(verdictOf(*place.ask()), 3);
        // The card is mended while the canary runs.
        StrategyCard mended = *desk->spec().card;
        mended.owner = u"Anna Holm"_s;
        desk->setCard(mended, anna);
        QVERIFY2(Place::blocked(*desk, BlockReason::None), qPrintable(blockedWords(desk->face(Verb::Promote))));
    }
    void goingOnAnywayIsOnePromoteWithAReasonOnTheRecord()
    {
        Place place;
        place.metrics.canaryBad = 8;
        const auto desk = place.open();
        QVERIFY(stops(*desk));
        const ActionFace anyway = desk->goOnAnywayFace();
        QVERIFY2(anyway.enabled(), qPrintable(blockedWords(anyway)));
        QVERIFY(!desk->press(anyway.plan, anna, u"  "_s)); // no reason
        const Result<QString> pressed = desk->press(anyway.plan, anna, u"the fault is in the metric"_s);
        QVERIFY(pressed);
        QVERIFY(QTest::qWaitFor([&] { return place.gateway.appliedKeys.contains(*pressed); }, 8000));
        const QList<Event> intents = place.rows(EventKind::actionIntent);
        QCOMPARE(intents.size(), 1);
        QCOMPARE(intents.first().body, u"the fault is in the metric"_s);
        QVERIFY(intents.first().payload.at("against_card").get<std::string>().find("errors is worse") != std::string::npos);
        // The next one waits again.
        QVERIFY(Place::blocked(*desk, BlockReason::CardHolds));
    }
    void aPromotePaintedBeforeTheCardHeldIsNotSent()
    {
        Place place;
        const auto desk = place.open();
        QVERIFY(passes(*desk));
        const ActionPlan painted = desk->face(Verb::Promote).plan;
        hold(*desk, bo, u"wait for me"_s);
        QVERIFY(Place::blocked(*desk, BlockReason::HeldByPerson));
        const Result<QString> pressed = desk->press(painted, anna, {});
        QVERIFY(!pressed);
        QVERIFY(pressed.error().arguments.first().contains(u"Bo Olsen"_s));
        QVERIFY(place.rows(EventKind::actionIntent).isEmpty());
        QVERIFY(place.gateway.received.isEmpty());
    }
    void aHoldIsSeenInEveryConsoleAndSurvivesARestart()
    {
        Place place;
        auto first = place.open();
        const auto second = place.open();
        QVERIFY(passes(*first) && passes(*second));
        hold(*first, bo, u"traffic of the fair"_s);
        for (ServiceDesk *desk : {first.get(), second.get()}) {
            QVERIFY(Place::blocked(*desk, BlockReason::HeldByPerson));
            const QString words = blockedWords(desk->face(Verb::Promote));
            QVERIFY2(words.contains(u"Bo Olsen"_s) && words.contains(u"traffic of the fair"_s), qPrintable(words));
            QVERIFY(!desk->goOnAnywayFace().enabled()); // a person releases what a person holds
            for (const Verb verb : {Verb::Rollback, Verb::Pause})
                QVERIFY(desk->face(verb).enabled());
        }
        first.reset();
        const auto third = place.open();
        QVERIFY(!third->face(Verb::Promote).enabled()); // before the record is read
        QVERIFY(Place::blocked(*third, BlockReason::HeldByPerson));
        bool done = false;
        third->canary().release(anna, u"it is over"_s, third.get(), [&](const Result<Event> &event) { done = event.has_value(); });
        QVERIFY(QTest::qWaitFor([&] { return done; }));
        QVERIFY(Place::blocked(*third, BlockReason::None));
        QVERIFY(Place::blocked(*second, BlockReason::None));
        QCOMPARE(place.rows(EventKind::promoteReleased).first().body, u"it is over"_s);
        QVERIFY(place.rows(EventKind::promoteHeld).first().payload.at("version_set") == nlohmann::json({{"prompt", "p2"}}));
    }
    void aGatewayWithoutStepsIsHeldAtWhateverWeight()
    {
        Place place;
        place.gateway.state.rollout = {};
        place.gateway.state.rollout.keepsSteps = false;
        const auto desk = place.open();
        QVERIFY(passes(*desk));
        QVERIFY(desk->canary().isHoldable());
        QVERIFY(desk->canary().secondsInStep().value_or(0) > 60);
        hold(*desk, bo, u"wait for me"_s);
        QVERIFY(QTest::qWaitFor([&] { return desk->canary().hold().has_value(); }, 8000));
        QCOMPARE(verdictOf(*place.ask()), 2);
        place.gateway.state.versions[1].weight = 50;
        place.gateway.state.versions[0].weight = 50;
        QTest::qWait(100);
        QCOMPARE(desk->canary().hold()->by, bo);
        place.gateway.state.versions[1].weight = 0;
        QVERIFY(QTest::qWaitFor([&] { return !desk->canary().isHoldable(); }, 8000));
    }
    void aHoldThatTheJournalRefusesHoldsNothing()
    {
        Place place;
        const auto desk = place.open();
        QVERIFY(passes(*desk));
        place.journal.refuses = true;
        std::optional<Error> error;
        desk->canary().holdStep(anna, u"wait"_s, desk.get(), [&](const Result<Event> &event) { error = event ? std::nullopt : std::optional(event.error()); });
        QVERIFY(QTest::qWaitFor([&] { return error.has_value(); }));
        QCOMPARE(error->kind, ErrorKind::JournalUnusable);
        QVERIFY(!desk->canary().hold());
        place.journal.refuses = false;
    }
    void evidenceIsKeptAtDecisionsAndGoesOnAfterARestart()
    {
        Place place;
        place.metrics.canaryBad = 8;
        auto desk = place.open();
        QVERIFY(stops(*desk));
        QVERIFY(QTest::qWaitFor([&] { return !place.rows(EventKind::evidence).isEmpty(); }, 8000));
        QVERIFY(canonicalSize(place.rows(EventKind::evidence).last()) < CanaryDesk::mostEvidence + 2000);
        const double requests = desk->canary().judge().verdicts().first().verdict.canaryRequests;
        desk.reset();
        // The source forgets everything meanwhile: the verdict stands, by the evidence of the record.
        place.metrics.lost = true;
        place.clock.advance(std::chrono::hours(30));
        desk = place.open();
        QVERIFY(QTest::qWaitFor([&] { return !place.rows(EventKind::evidenceContinued).isEmpty(); }, 8000));
        QVERIFY(stops(*desk));
        const Verdict verdict = desk->canary().judge().verdicts().first().verdict;
        QCOMPARE(verdict.canaryRequests, requests);
        QCOMPARE(verdict.lastEvent, EvidenceEvent::ConsoleRestart);
        QVERIFY2(place.rows(EventKind::evidenceContinued).first().title.contains(u"v42"_s), qPrintable(place.rows(EventKind::evidenceContinued).first().title));
    }
    void aVerdictThatStandsOnTheRecordIsNotRecordedAgainAfterARestart()
    {
        Place place;
        place.metrics.canaryBad = 8;
        auto desk = place.open();
        QVERIFY(QTest::qWaitFor([&] { return !place.rows(EventKind::evidence).isEmpty(); }, 8000));
        QCOMPARE(place.rows(EventKind::verdict).size(), 1);
        desk.reset();
        desk = place.open();
        QVERIFY(stops(*desk));
        place.clock.advance(std::chrono::seconds(20));
        QVERIFY(QTest::qWaitFor([&] { return desk->canary().isCounted(); }, 8000));
        QCOMPARE(place.rows(EventKind::verdict).size(), 1);
        // Of another pair nothing stands there yet.
        place.gateway.state.versions[0].id = u"v42"_s;
        place.gateway.state.versions[1].id = u"v41"_s;
        place.gateway.state.rollout.canary = u"v41"_s;
        place.metrics.canaryBad = 0;
        place.metrics.stableBad = 90;
        QVERIFY(QTest::qWaitFor([&] { return place.rows(EventKind::verdict).size() == 2; }, 8000));
        QCOMPARE(place.rows(EventKind::verdict).last().version, u"v41"_s);
    }
    void aJudgeThatAPersonStartsAnewDoesSoInEveryConsoleAndOnTheRecord()
    {
        Place place;
        place.metrics.canaryBad = 8;
        auto first = place.open();
        const auto second = place.open(false);
        second->canary().start(false);
        QVERIFY(stops(*first) && stops(*second));
        bool done = false;
        first->canary().restartJudge(bo, u"a broken exporter counted"_s, first.get(), [&](const Result<Event> &event) { done = event.has_value(); });
        QVERIFY(QTest::qWaitFor([&] { return done; }));
        const auto verdict = [](ServiceDesk &desk) { return desk.canary().judge().verdicts().first().verdict; };
        for (ServiceDesk *desk : {first.get(), second.get()}) {
            QVERIFY(QTest::qWaitFor([&] { return verdict(*desk).kind == VerdictKind::Unknown; }, 8000));
            QCOMPARE(verdict(*desk).lastEvent, EvidenceEvent::AskedFor);
            QCOMPARE(int(desk->canary().decision()->outcome), int(CardOutcome::Holds));
        }
        const QList<Event> rows = place.rows(EventKind::evidenceRestarted);
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first().body, u"a broken exporter counted"_s);
        QCOMPARE(rows.first().actor.name, bo.name);
        QVERIFY(rows.first().payload.at("cause") == "asked_for" && rows.first().payload.at("canary") == "v42");
        // What was counted before stays aside for a console that is opened later.
        first.reset();
        first = place.open();
        QVERIFY(QTest::qWaitFor([&] { return first->canary().isCounted() && first->canary().decision(); }, 8000));
        QCOMPARE(verdict(*first).kind, VerdictKind::Unknown);
        QCOMPARE(verdict(*first).restarts, 1);
    }
    void anotherCanaryBeginsAnewAndTheRecordSaysSo()
    {
        Place place;
        place.metrics.canaryBad = 8;
        auto desk = place.open();
        QVERIFY(stops(*desk));
        QVERIFY(QTest::qWaitFor([&] { return !place.rows(EventKind::evidence).isEmpty(); }, 8000));
        desk.reset();
        place.gateway.state.versions[1].id = u"v43"_s;
        place.gateway.state.rollout.canary = u"v43"_s;
        desk = place.open();
        QVERIFY(QTest::qWaitFor([&] { return !place.rows(EventKind::evidenceRestarted).isEmpty(); }, 8000));
        const Event row = place.rows(EventKind::evidenceRestarted).first();
        QVERIFY2(row.title.contains(u"v43"_s) && row.title.contains(u"v42 against v41"_s), qPrintable(row.title));
        QVERIFY(row.payload.at("cause") == "version_changed");
        QVERIFY(Place::blocked(*desk, BlockReason::CardHolds));
    }
    void aStopGateThatTheCanaryStandsBeyondIsARedLineOfTheJudge()
    {
        Place place;
        place.hasCard = false;
        place.stopGate = 0.5;
        place.metrics.canaryValue = 1;
        place.metrics.countsWait = true;
        const auto desk = place.open();
        QVERIFY(QTest::qWaitFor([&] { return desk->canary().judge().canary() == u"v42"; }, 8000));
        int read = 0;
        QObject::connect(desk.get(), &ServiceDesk::indicatorRead, desk.get(), [&read] { ++read; });
        QVERIFY(QTest::qWaitFor([&] { return read >= 2 && desk->freshValue(u"errors"_s, u"v42"_s) == 1; }, 8000));
        place.metrics.release();
        QVERIFY(QTest::qWaitFor([&] { return desk->canary().isCounted(); }, 8000));
        QCOMPARE(desk->canary().judge().verdicts().first().verdict.kind, VerdictKind::Regressed);
        QCOMPARE(desk->canary().judge().verdicts().first().verdict.rule, VerdictRule::RedLine);
    }
    void whatIsCountedReachesTheJudgeAndAnotherPairBeginsAnewWhileTheConsoleLooksOn()
    {
        Place place;
        const auto desk = place.open();
        QVERIFY(passes(*desk));
        const auto verdict = [&] { return desk->canary().judge().verdicts().first().verdict; };
        QVERIFY(verdict().canaryRequests >= 1000);
        QCOMPARE(verdict().stableRequests, 4 * verdict().canaryRequests);
        QVERIFY(place.rows(EventKind::evidenceRestarted).isEmpty());
        place.gateway.state.versions[0].id = u"v42"_s;
        place.gateway.state.versions[1].id = u"v41"_s;
        place.gateway.state.rollout.canary = u"v41"_s;
        QVERIFY(QTest::qWaitFor([&] { return place.rows(EventKind::evidenceRestarted).size() == 1; }, 8000));
        const Event row = place.rows(EventKind::evidenceRestarted).first();
        QVERIFY(row.payload.at("cause") == "version_changed" && row.payload.at("stable") == "v42" && row.payload.at("canary") == "v41");
        QVERIFY2(row.title.contains(u"v42 against v41"_s), qPrintable(row.title));
        QVERIFY(QTest::qWaitFor([&] { return verdict().stableRequests > 0; }, 8000));
        QCOMPARE(verdict().canaryRequests, 4 * verdict().stableRequests);
        QCOMPARE(verdict().restarts, 1);
    }
    void evidenceThatCannotBeReadIsNotTakenAndTheRecordSaysSo()
    {
        Place place;
        Event spoiled;
        spoiled.eventId = u"e1"_s;
        spoiled.occurredAt = place.clock.now();
        spoiled.kind = QString::fromUtf16(EventKind::evidence);
        spoiled.service = u"assistant"_s;
        spoiled.payload = {{"format", 99}};
        place.journal.append(spoiled, &place.journal, [](const Result<Event> &) {});
        const auto desk = place.open();
        QVERIFY(QTest::qWaitFor([&] { return !place.rows(EventKind::evidenceRestarted).isEmpty(); }, 8000));
        QVERIFY(passes(*desk));
    }
    void theRolloutKnowsWhatAnySourceSaysOfItsVersions()
    {
        Place place;
        place.hasInfoMetric = true;
        const auto desk = place.open();
        int told = 0;
        QObject::connect(desk.get(), &ServiceDesk::rolloutChanged, desk.get(), [&told] { ++told; });
        const auto canary = [&] {
            for (const VersionShare &share : desk->rollout().shares) {
                if (share.version == u"v42")
                    return share.set;
            }
            return VersionSet();
        };
        QVERIFY(QTest::qWaitFor([&] { return canary().value(u"policy"_s) == u"policy-8"; }, 8000));
        QCOMPARE(canary().value(u"prompt"_s), u"p2"_s); // of the gateway
        QVERIFY(told > 0);
    }
    void eachStepIsACheckpointWithItsStart()
    {
        Place place;
        const auto desk = place.open();
        QVERIFY(passes(*desk));
        place.gateway.state.rollout.currentStep = 2;
        place.gateway.state.versions[1].weight = 50;
        const auto kept = [&] { return place.rows(EventKind::evidence).isEmpty() ? nlohmann::json::object() : place.rows(EventKind::evidence).last().payload; };
        QVERIFY(QTest::qWaitFor([&] { return kept().value("step", 0) == 2; }, 8000));
        const nlohmann::json payload = kept();
        QVERIFY(payload.at("weight") == 50.0);
        QVERIFY(payload.at("step_since_ms") == toMs(place.clock.now()));
    }
    void aVerbBesideTheWindowRecordsNoneOfIt()
    {
        Place place;
        place.metrics.canaryBad = 8;
        const auto desk = place.open(false);
        desk->canary().start(false);
        QVERIFY(stops(*desk));
        QVERIFY(!desk->face(Verb::Promote).enabled());
        QTest::qWait(100);
        QVERIFY(place.journal.events.isEmpty());
    }
    void aVerdictComesToTheSameAnswerAsTheWindow()
    {
        Place place;
        const auto window = place.open();
        QVERIFY(passes(*window));
        QCOMPARE(verdictOf(*place.ask()), 0);
        hold(*window, bo, u"wait for me"_s);
        QCOMPARE(verdictOf(*place.ask()), 2);
        place.hasCard = false;
        QCOMPARE(verdictOf(*place.ask()), 2);
        QVERIFY(place.rows(EventKind::evidenceContinued).isEmpty());
    }
    void aVerdictGoesOnFromTheEvidenceOfTheRecord()
    {
        for (const bool hasCard : {true, false}) {
            Place place;
            place.hasCard = hasCard;
            place.metrics.canaryBad = 8;
            auto window = place.open();
            QVERIFY(QTest::qWaitFor([&] { return !place.rows(EventKind::evidence).isEmpty(); }, 8000));
            QCOMPARE(int(wholeVerdict(window->canary().judge().verdicts())), int(VerdictKind::Regressed));
            window.reset();
            // What the source still has would pass.
            place.metrics.canaryBad = 1;
            const auto verb = place.ask();
            QCOMPARE(verdictOf(*verb), 1);
            QCOMPARE(int(wholeVerdict(verb->canary().judge().verdicts())), int(VerdictKind::Regressed));
        }
    }
    void aCrossedStopGateStopsAVerdictWhateverTheCountsSay()
    {
        Place place;
        place.coldGate = -1;
        for (const bool hasCard : {true, false}) {
            place.hasCard = hasCard;
            const auto verb = place.ask();
            QCOMPARE(verdictOf(*verb), 1);
            QCOMPARE(verb->canary().crossedGates(), QStringList{u"p50"_s});
            // Its counts alone would pass.
            QCOMPARE(int(wholeVerdict(verb->canary().judge().verdicts())), int(VerdictKind::NotWorse));
            QCOMPARE(int(wholeVerdict(verb->canary())), int(VerdictKind::Regressed));
        }
        place.hasCard = true;
        place.coldGate = 1;
        QCOMPARE(verdictOf(*place.ask()), 0);
    }
    void aVerbAnswersOnceAllIsReadAndNotAtTheGatewaysNextPoll_data()
    {
        QTest::addColumn<bool>("linesComeLast");
        QTest::newRow("the counts come last") << false;
        QTest::newRow("the lines come last") << true;
    }
    void aVerbAnswersOnceAllIsReadAndNotAtTheGatewaysNextPoll()
    {
        QFETCH(bool, linesComeLast);
        Place place;
        place.gatewayIntervalMs = 600'000;
        place.stopGate = 1; // the card asks for a reading
        (linesComeLast ? place.metrics.linesWait : place.metrics.countsWait) = true;
        const auto verb = place.make();
        QSignalSpy judged(verb.get(), &ServiceDesk::judged), read(verb.get(), &ServiceDesk::gatewayChanged);
        int code = 99;
        QObject::connect(verb.get(), &ServiceDesk::judged, verb.get(), [&] { code = verdictExitCode(verb->canary()); });
        verb->startJudging();
        verb->watch().start();
        const auto isThere = [&] { return linesComeLast ? verb->canary().isCounted() : !std::isnan(verb->freshValue(u"errors"_s, u"v42"_s)); };
        QVERIFY(QTest::qWaitFor([&] { return !read.isEmpty() && isThere(); }, 8000));
        QVERIFY(judged.isEmpty());
        place.metrics.release();
        QTRY_COMPARE_WITH_TIMEOUT(judged.size(), 1, 8000);
        QCOMPARE(code, 0);
        QCOMPARE(read.size(), 1);
    }
    void whereTheGatewayAnswersLastAVerbWaitsForTheCardsRecordToo()
    {
        Place place;
        place.gatewayIntervalMs = 600'000;
        place.hasCounts = false; // a card of gates alone: nothing is counted after that
        place.stopGate = 1;
        const auto verb = place.make();
        QSignalSpy judged(verb.get(), &ServiceDesk::judged);
        bool isAllRead = false;
        QObject::connect(verb.get(), &ServiceDesk::judged, verb.get(), [&] { isAllRead = verb->isJudged(); });
        verb->startJudging();
        QVERIFY(QTest::qWaitFor([&] { return verb->isJudged(); }, 8000)); // of no canary yet
        QVERIFY(judged.isEmpty());
        verb->watch().start();
        QTRY_COMPARE_WITH_TIMEOUT(judged.size(), 1, 8000);
        QVERIFY(isAllRead);
        QVERIFY(verb->canary().decision());
    }
    void aVerbChecksTheShareSinceTheGatewayGaveTheWeight()
    {
        Place place;
        place.metrics.canaryTotal = 20;
        place.metrics.canaryBad = 0.2;
        QCOMPARE(verdictOf(*place.ask()), 3);
        place.gateway.state.rollout.stepStartedAt = place.clock.now();
        const auto verb = place.ask();
        QCOMPARE(verdictOf(*verb), 2); // its window is not over
        QCOMPARE(verb->canary().weighedSince().value(), place.clock.now());
    }
    void aVerbThatNobodyTellsSinceWhenTheWeightStandsSeesNoWindowPass()
    {
        Place place;
        place.gateway.state.rollout.stepStartedAt.reset();
        place.gateway.state.resources[Target::Routing].changedAt.reset();
        const auto verb = place.ask();
        QCOMPARE(verdictOf(*verb), 3);
        QVERIFY(!verb->canary().weighedSince());
        QCOMPARE(int(verb->canary().decision()->first().rule), int(DecisionRule::WindowUnknown));
    }
    void aVerbHoldsByTheDeadlineSinceTheStartOnRecord()
    {
        Place place;
        place.deadlineSeconds = 3 * 86'400;
        place.metrics.lost = true; // no evidence is kept
        auto window = place.open();
        QVERIFY(QTest::qWaitFor([&] { return !place.rows(EventKind::cardStarted).isEmpty(); }, 8000));
        window.reset();
        place.metrics.lost = false;
        place.clock.advance(std::chrono::hours(80));
        const auto verb = place.ask();
        QCOMPARE(verdictOf(*verb), 2);
        QCOMPARE(int(verb->canary().decision()->first().rule), int(DecisionRule::Deadline));
        QCOMPARE(place.rows(EventKind::cardStarted).size(), 1);
    }
    void toAVerbAPauseConditionThatIsMetHasLasted()
    {
        Place place;
        place.warnGate = -1;
        place.pauseWhen << PauseCondition{PauseCause::Warn, u"errors"_s, 3600};
        const auto verb = place.ask();
        QCOMPARE(verdictOf(*verb), 2);
        QCOMPARE(int(verb->canary().decision()->first().rule), int(DecisionRule::Warn));
    }

private:
    static std::size_t canonicalSize(const Event &event) { return event.payload.dump().size(); }
};

QTEST_GUILESS_MAIN(CanaryDeskTest)
#include "tst_CanaryDesk.moc"

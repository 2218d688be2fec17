// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ServiceDesk.h"
#include "app/incidents/RegressionFile.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/FakeJournal.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QFile>
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
    double canaryBad = 1;
    bool lost = false;

    void queryRange(const RangeQuery &query, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override
    {
        QMetaObject::invokeMethod(context, [this, query, callback] { callback(lost ? failure(ErrorKind::ConnectionRefused, {u"127.0.0.1:1"_s}) : answer(query)); },
                                  Qt::QueuedConnection);
    }
    void query(const QString &, QObject *, std::function<void(Result<MetricsAnswer>)>) override {}
    void probe(QObject *, std::function<void(Result<SourceInfo>)>) override {}

private:
    [[nodiscard]] Result<MetricsAnswer> answer(const RangeQuery &query) const
    {
        MetricsAnswer made;
        for (const QString &version : {u"v41"_s, u"v42"_s}) {
            Series series;
            series.labels[u"version"_s] = version;
            const bool canary = version == u"v42";
            const double number = query.query == u"bad" ? (canary ? canaryBad : 10) : query.query == u"total" ? (canary ? 100 : 1000) : 0;
            for (qint64 time = query.startMs; time <= query.endMs; time += query.stepMs)
                series.columns.append(time, number);
            made.series << series;
        }
        return made;
    }
};

/// One journal and one gateway; consoles come and go.
struct Place {
    CountSource metrics;
    FakeGateway gateway;
    FakeJournal journal;
    ManualClock clock;
    bool hasCard = true;
    RegressionWatch *regression = nullptr; ///< then the card asks for the set

    std::unique_ptr<ServiceDesk> open(bool records = true)
    {
        ServiceSpec spec;
        spec.name = u"assistant"_s;
        spec.source = u"metrics"_s;
        spec.gateway = u"edge"_s;
        spec.versionLabel = u"version"_s;
        spec.stepSeconds = 1;
        spec.historySeconds = 60;
        spec.judgeStepSeconds = 10;
        Indicator errors;
        errors.id = errors.title = u"errors"_s;
        errors.query = u"x"_s;
        errors.direction = Direction::HigherIsWorse;
        spec.indicators << errors;
        spec.counts << CountQueries{u"errors"_s, u"bad"_s, u"total"_s, {}};
        for (const Verb verb : allVerbs) {
            ActionSpec action;
            action.verb = verb;
            spec.actions << action;
        }
        if (hasCard) {
            StrategyCard card;
            card.steps = {{5, 60}, {20, 60}, {50, 60}};
            card.judge.correctBursts = false;
            CardThreshold threshold;
            threshold.indicator = u"errors"_s;
            threshold.action = Verb::Rollback;
            card.thresholds << threshold;
            card.regressionPasses = regression;
            spec.card = card;
        }
        auto desk = std::make_unique<ServiceDesk>(
            ServiceDesk::Ports{metrics, gateway, journal, clock, [](qint64) { return false; }, [](const Event &) -> Result<void> { return {}; },
                               {}, regression},
            spec, 20, 20);
        desk->start(anna, records);
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
        QVERIFY(stops(*desk));
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

private:
    static std::size_t canonicalSize(const Event &event) { return event.payload.dump().size(); }
};

QTEST_GUILESS_MAIN(CanaryDeskTest)
#include "tst_CanaryDesk.moc"

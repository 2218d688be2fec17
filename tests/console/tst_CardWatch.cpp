// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ServiceDesk.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/FakeJournal.h"
#include "tests/support/FakeMetrics.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const Actor anna{u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s};

StrategyCard cardOf()
{
    StrategyCard card;
    card.owner = u"Ada"_s;
    card.steps = {{5, 60}, {20, 60}, {50, 60}};
    card.thresholds = {{u"success_rate"_s, {}, 0.9, 0, Verb::Rollback}};
    card.rollback = {{Verb::Rollback, {}, {}}};
    return card;
}

ServiceSpec specOf(const std::optional<StrategyCard> &card)
{
    ServiceSpec spec;
    spec.name = u"assistant"_s;
    spec.source = u"metrics"_s;
    spec.gateway = u"edge"_s;
    spec.versionLabel = u"version"_s;
    spec.stepSeconds = 1;
    spec.historySeconds = 60;
    Indicator quality;
    quality.id = u"success_rate"_s;
    quality.title = u"Success rate"_s;
    quality.query = u"x"_s;
    quality.direction = Direction::LowerIsWorse;
    spec.indicators << quality;
    ActionSpec rollback;
    rollback.verb = Verb::Rollback;
    spec.actions << rollback;
    spec.card = card;
    return spec;
}

/// One console after the other on the same journal and gateway.
struct House {
    FakeMetrics metrics;
    FakeGateway gateway;
    FakeJournal journal;
    ManualClock clock;
    std::unique_ptr<ServiceDesk> desk;

    void open(const std::optional<StrategyCard> &card = cardOf(), bool records = true)
    {
        desk.reset();
        desk = std::make_unique<ServiceDesk>(ServiceDesk::Ports{metrics, gateway, journal, clock, [](qint64) { return false; },
                                                                [](const Event &) -> Result<void> { return {}; }},
                                             specOf(card), 20, 20);
        desk->start(anna, records);
    }
    [[nodiscard]] QList<Event> of(const char16_t *kind) const
    {
        QList<Event> found;
        for (const Event &event : journal.events) {
            if (event.kind == QStringView(kind))
                found << event;
        }
        return found;
    }
    void waitFor(const char16_t *kind, qsizetype count)
    {
        QVERIFY(QTest::qWaitFor([&] { return of(kind).size() >= count; }, 8000));
        settle();
        QCOMPARE(of(kind).size(), count);
    }
    /// Several reads of the gateway.
    static void settle() { QTest::qWait(150); }
};

} // namespace

class CardWatchTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aCanaryOnItsWayPutsTheCardAndItsDigestOnTheRecordOnce()
    {
        House house;
        house.open();
        house.waitFor(EventKind::cardStarted, 1);
        const Event event = house.of(EventKind::cardStarted).first();
        QCOMPARE(event.service, u"assistant"_s);
        QCOMPARE(event.version, u"v42"_s);
        QCOMPARE(event.payload["digest"].get<std::string>(), digestOf(cardOf()).toStdString());
        QCOMPARE(event.payload["stable"].get<std::string>(), std::string("v41"));
        QVERIFY(event.payload["card"] == nlohmann::json(cardJson(cardOf())));
        QVERIFY(event.title.contains(QString::fromLatin1(digestOf(cardOf()).first(12))));
    }
    void whatSpeaksAgainstTheCardAtItsStartIsOnTheRecord()
    {
        House house;
        StrategyCard nobodys = cardOf();
        nobodys.owner.clear();
        house.open(nobodys);
        house.waitFor(EventKind::cardStarted, 1);
        const Event event = house.of(EventKind::cardStarted).first();
        QVERIFY2(event.body.contains(u"error: nobody owns this card"_s), qPrintable(event.body));
        const nlohmann::json &findings = event.payload.at("findings");
        const auto owner = std::find_if(findings.begin(), findings.end(), [](const auto &one) { return one.at("code") == "no_owner"; });
        QVERIFY(owner != findings.end());
        QVERIFY(owner->at("severity") == "error" && owner->at("place") == "/owner");
        QVERIFY(std::any_of(findings.begin(), findings.end(), [](const auto &one) { return one.at("code") == "traffic_unknown"; }));
    }
    void aConsoleThatStartsAgainDoesNotSayItAgain()
    {
        House house;
        house.open();
        house.waitFor(EventKind::cardStarted, 1);
        house.open();
        House::settle();
        QCOMPARE(house.of(EventKind::cardStarted).size(), 1);
        QCOMPARE(house.of(EventKind::cardChanged).size(), 0);
    }
    void aVerbThatRunsBesideTheWindowRecordsNothing()
    {
        House house;
        house.open(cardOf(), false);
        House::settle();
        QVERIFY(house.journal.events.isEmpty());
    }
    void theNextRolloutOfTheSameVersionsIsAnotherOne()
    {
        House house;
        house.open();
        house.waitFor(EventKind::cardStarted, 1);
        const QList<GatewayVersion> both = house.gateway.state.versions;
        house.gateway.state.versions[1].role = VersionRole::Idle;
        house.gateway.state.rollout.phase = RolloutPhase::Aborted;
        House::settle();
        house.clock.advance(std::chrono::minutes(10));
        house.gateway.state.versions = both;
        house.gateway.state.rollout.phase = RolloutPhase::Running;
        house.gateway.state.rollout.currentStep = 0;
        house.gateway.state.rollout.stepStartedAt = house.clock.now();
        house.waitFor(EventKind::cardStarted, 2);
        // And one that began while no console ran.
        house.desk.reset();
        house.clock.advance(std::chrono::minutes(10));
        house.gateway.state.rollout.stepStartedAt = house.clock.now();
        house.open();
        house.waitFor(EventKind::cardStarted, 3);
    }
    void aChangeInTheFormIsThePersonsAndSaysWhatChanged()
    {
        House house;
        house.open();
        house.waitFor(EventKind::cardStarted, 1);
        StrategyCard changed = cardOf();
        changed.steps[1].windowSeconds = 600;
        house.desk->setCard(changed, anna);
        house.waitFor(EventKind::cardChanged, 1);
        const Event event = house.of(EventKind::cardChanged).first();
        QCOMPARE(event.actor, anna);
        QCOMPARE(event.version, u"v42"_s);
        QCOMPARE(event.body, u"step 2: 20 % for 1 min → 20 % for 10 min"_s);
        QCOMPARE(event.payload["old_digest"].get<std::string>(), digestOf(cardOf()).toStdString());
        QCOMPARE(event.payload["new_digest"].get<std::string>(), digestOf(changed).toStdString());
        QVERIFY(event.payload["card"] == nlohmann::json(cardJson(changed)));
        // The console that comes next knows the changed card as the one on record.
        house.open(changed);
        House::settle();
        QCOMPARE(house.of(EventKind::cardChanged).size(), 1);
    }
    void aChangeOfTheFileIsTheConsolesWord()
    {
        House house;
        house.open();
        house.waitFor(EventKind::cardStarted, 1);
        StrategyCard changed = cardOf();
        changed.owner = u"Bo"_s;
        house.desk->setCard(changed, {});
        house.waitFor(EventKind::cardChanged, 1);
        QCOMPARE(house.of(EventKind::cardChanged).first().actor.kind, u"console"_s);
        house.desk->setCard(changed, {}); // the same again is no change
        House::settle();
        QCOMPARE(house.of(EventKind::cardChanged).size(), 1);
    }
    void aCardThatWasChangedWhileNoConsoleRanIsFoundByTheNext()
    {
        House house;
        house.open();
        house.waitFor(EventKind::cardStarted, 1);
        StrategyCard changed = cardOf();
        changed.owner = u"Bo"_s;
        house.open(changed);
        house.waitFor(EventKind::cardChanged, 1);
        QCOMPARE(house.of(EventKind::cardChanged).first().body, u"owner: Ada → Bo"_s);
        QCOMPARE(house.of(EventKind::cardStarted).size(), 1);
    }
    void aServiceWithoutACardSaysNothingUntilItHasOne()
    {
        House house;
        house.open(std::nullopt);
        House::settle();
        QVERIFY(house.journal.events.isEmpty());
        QVERIFY(!house.desk->canary().decision());
        house.desk->setCard(cardOf(), anna);
        house.waitFor(EventKind::cardChanged, 1);
        const Event event = house.of(EventKind::cardChanged).first();
        QVERIFY(event.payload["old_digest"].is_null());
        QCOMPARE(event.body, u"the service has a card now"_s);
        QCOMPARE(event.title, u"The card changed while canary v42 runs"_s);
    }
    void aJournalThatRefusesGetsTheCardWhenItTakesRowsAgain()
    {
        House house;
        house.journal.refuses = true;
        house.open();
        House::settle();
        QVERIFY(house.journal.events.isEmpty());
        house.journal.refuses = false;
        house.waitFor(EventKind::cardStarted, 1);
    }
    void theDeskDecidesByTheCardThatIsInForce()
    {
        House house;
        house.metrics.valueAt = [](qint64) { return 0.5; }; // far below the card's gate
        house.open();
        QTRY_VERIFY(house.desk->canary().decision() && house.desk->canary().decision()->outcome == CardOutcome::Stops);
        QCOMPARE(decisionWords(*house.desk->canary().decision()), u"stop: rollback; success_rate stands beyond its gate: 0.5, gate 0.9"_s);
        StrategyCard looser = cardOf();
        looser.thresholds[0].gate = 0.4;
        house.desk->setCard(looser, anna);
        QVERIFY(house.desk->canary().decision()->outcome != CardOutcome::Stops);
    }
};

QTEST_GUILESS_MAIN(CardWatchTest)
#include "tst_CardWatch.moc"

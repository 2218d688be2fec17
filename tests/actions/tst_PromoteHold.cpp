// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/ActionFace.h"
#include "app/actions/ActionRows.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const Actor anna{u"person"_s, u"anna"_s, u"Anna Holm"_s, u"desk"_s};
const TimePoint noon{std::chrono::seconds(1'795'953'600)};

PromoteHold hold() { return {u"v42"_s, 1, anna, noon, u"the weekend"_s}; }

Event numbered(Event event, qint64 seq)
{
    event.seq = seq;
    return event;
}

ActionContext context(const FakeGateway &gateway)
{
    ActionContext made;
    made.service = u"assistant"_s;
    for (const Verb verb : allVerbs) {
        ActionSpec spec;
        spec.verb = verb;
        spec.level = 2;
        spec.limits = {{u"all"_s, {}, 2.0, {}}};
        made.actions << spec;
    }
    made.state = gateway.state;
    made.freshness = Freshness::Live;
    return made;
}

} // namespace

class PromoteHoldTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aHoldIsReadBackFromTheRecordWithWhoAndWhy()
    {
        PromoteHolds holds(u"assistant"_s);
        QVERIFY(holds.take(numbered(holdEvent(u"assistant"_s, hold(), noon), 7)));
        QCOMPARE(holds.at(u"v42"_s, 1), std::optional(hold()));
        QVERIFY(!holds.at(u"v42"_s, 2)); // another step
        QVERIFY(!holds.at(u"v43"_s, 1)); // another canary
        QVERIFY(holds.take(numbered(releaseEvent(u"assistant"_s, hold(), anna, u"monday"_s, noon), 8)));
        QVERIFY(!holds.at(u"v42"_s, 1));
    }
    void whereTheGatewayKeepsNoStepsAHoldNamesNone()
    {
        PromoteHold whole = hold();
        whole.step = -1;
        const Event held = holdEvent(u"assistant"_s, whole, noon);
        QCOMPARE(held.title, u"Canary v42 held: no promote until it is released"_s);
        QCOMPARE(releaseEvent(u"assistant"_s, whole, anna, u"monday"_s, noon).title, u"Canary v42 released"_s);
        QCOMPARE(holdEvent(u"assistant"_s, hold(), noon).title, u"Canary v42 held at step 2: no promote until it is released"_s);
        PromoteHolds holds(u"assistant"_s);
        QVERIFY(holds.take(numbered(held, 7)));
        QCOMPARE(holds.at(u"v42"_s, -1), std::optional(whole));
    }
    void theNewestWordCountsInWhateverOrderTheyArrive()
    {
        PromoteHolds holds(u"assistant"_s);
        QVERIFY(holds.take(numbered(releaseEvent(u"assistant"_s, hold(), anna, u"monday"_s, noon), 8)));
        QVERIFY(!holds.take(numbered(holdEvent(u"assistant"_s, hold(), noon), 7)));
        QVERIFY(!holds.at(u"v42"_s, 1));
        QVERIFY(!holds.take(numbered(releaseEvent(u"assistant"_s, hold(), anna, u"again"_s, noon), 8)));
    }
    void whatIsNoHoldOfThisServiceChangesNothing_data()
    {
        QTest::addColumn<std::function<void(Event &)>>("spoil");
        using Spoil = std::function<void(Event &)>;
        QTest::newRow("another service") << Spoil([](Event &event) { event.service = u"search"_s; });
        QTest::newRow("another kind") << Spoil([](Event &event) { event.kind = QString::fromUtf16(EventKind::note); });
        QTest::newRow("no canary") << Spoil([](Event &event) { event.payload.erase("canary"); });
        QTest::newRow("a step in words") << Spoil([](Event &event) { event.payload["step"] = "one"; });
    }
    void whatIsNoHoldOfThisServiceChangesNothing()
    {
        QFETCH(std::function<void(Event &)>, spoil);
        PromoteHolds holds(u"assistant"_s);
        Event event = numbered(holdEvent(u"assistant"_s, hold(), noon), 7);
        spoil(event);
        QVERIFY(!holds.take(event));
        QVERIFY(!holds.at(u"v42"_s, 1));
    }
    void onlyPromoteWaitsForCardAndPeople_data()
    {
        QTest::addColumn<bool>("held");
        QTest::addColumn<bool>("card");
        QTest::addColumn<int>("reason");
        QTest::newRow("neither") << false << false << int(BlockReason::None);
        QTest::newRow("the card holds") << false << true << int(BlockReason::CardHolds);
        QTest::newRow("a person holds") << true << false << int(BlockReason::HeldByPerson);
        QTest::newRow("both: a person comes first") << true << true << int(BlockReason::HeldByPerson);
    }
    void onlyPromoteWaitsForCardAndPeople()
    {
        QFETCH(bool, held);
        QFETCH(bool, card);
        const FakeGateway gateway;
        ActionContext given = context(gateway);
        given.hold = held ? std::optional(hold()) : std::nullopt;
        given.cardHolds = card ? u"timeouts are undecided"_s : QString();
        QTEST(int(actionFace(Verb::Promote, given, gateway).blocked), "reason");
        for (const Verb verb : {Verb::Rollback, Verb::Degrade, Verb::Throttle, Verb::Pause}) {
            const ActionFace face = actionFace(verb, given, gateway);
            QVERIFY2(face.enabled(), qPrintable(blockedWords(face)));
            QCOMPARE(int(face.friction), int(Friction::Click));
        }
    }
    void theReasonStandsOnTheFaceInWords()
    {
        const FakeGateway gateway;
        ActionContext given = context(gateway);
        given.cardHolds = u"timeouts are undecided"_s;
        QVERIFY(blockedWords(actionFace(Verb::Promote, given, gateway)).contains(u"timeouts are undecided"_s));
        given.hold = hold();
        const QString words = blockedWords(actionFace(Verb::Promote, given, gateway));
        QVERIFY2(words.contains(u"Anna Holm"_s) && words.contains(u"the weekend"_s) && words.contains(u"2026-11-29 12:00 UTC"_s), qPrintable(words));
    }
    void goingOnAnywayTakesAReasonAndSaysAgainstWhat()
    {
        const FakeGateway gateway;
        ActionContext given = context(gateway);
        given.cardHolds = u"timeouts are undecided"_s;
        given.goOnAnyway = true;
        const ActionFace face = actionFace(Verb::Promote, given, gateway);
        QVERIFY2(face.enabled(), qPrintable(blockedWords(face)));
        QCOMPARE(int(face.friction), int(Friction::HoldWithReason));
        QCOMPARE(face.plan.againstCard, u"timeouts are undecided"_s);
        QVERIFY(consequenceWords(face.plan).contains(u"against the card"_s));
        given.hold = hold();
        QCOMPARE(int(actionFace(Verb::Promote, given, gateway).blocked), int(BlockReason::HeldByPerson));
    }
    void aPromoteNamesWhomTheCanaryNeverMet()
    {
        const FakeGateway gateway;
        ActionContext given = context(gateway);
        for (int i = 0; i < 100; ++i)
            given.unmet << u"tenant = t%1"_s.arg(i);
        for (const Verb verb : {Verb::Rollback, Verb::Pause})
            QVERIFY(actionFace(verb, given, gateway).plan.unmet.isEmpty());
        const ActionFace face = actionFace(Verb::Promote, given, gateway);
        QVERIFY(face.enabled());
        QCOMPARE(face.plan.unmet, given.unmet.first(mostUnmet));
        QVERIFY2(consequenceWords(face.plan).endsWith(u", though the canary never met tenant = t0 and 99 more"_s), qPrintable(consequenceWords(face.plan)));
        ActionRun run;
        run.opId = u"op"_s;
        run.plan = face.plan;
        const Event row = rowOf(run, QString::fromUtf16(EventKind::actionIntent), intentPayload(run), noon);
        QVERIFY2(row.title.contains(u"never met tenant = t0"_s), qPrintable(row.title));
        QCOMPARE(row.payload.at("never_met").size(), std::size_t(mostUnmet));
        QVERIFY(row.payload.at("never_met_further") == 80);
        QCOMPARE(runFromRows({row})->plan.unmet, face.plan.unmet);
        QCOMPARE(runFromRows({row})->plan.unmetFurther, 80);
        given.unmet = {u"tenant = acme"_s};
        run.plan = actionFace(Verb::Promote, given, gateway).plan;
        QVERIFY(!intentPayload(run).contains("never_met_further"));
        run.plan.unmet.clear();
        QVERIFY(!intentPayload(run).contains("never_met"));
    }
    void theIntentTellsThatItWentAgainstTheCard()
    {
        ActionRun run;
        run.opId = u"op"_s;
        run.plan.verb = Verb::Promote;
        run.plan.target = Target::Rollout;
        run.plan.from = u"v42 20 %"_s;
        run.plan.to = u"50 %"_s;
        run.plan.againstCard = u"timeouts are undecided"_s;
        run.reason = u"the demo is at noon"_s;
        const Event row = rowOf(run, QString::fromUtf16(EventKind::actionIntent), intentPayload(run), noon);
        QVERIFY2(row.title.contains(u"against the card: timeouts are undecided"_s), qPrintable(row.title));
        QCOMPARE(row.body, u"the demo is at noon"_s);
        QCOMPARE(runFromRows({row})->plan.againstCard, u"timeouts are undecided"_s);
        run.plan.againstCard.clear();
        QVERIFY(!intentPayload(run).contains("against_card"));
    }
};

QTEST_GUILESS_MAIN(PromoteHoldTest)
#include "tst_PromoteHold.moc"

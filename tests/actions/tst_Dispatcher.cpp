// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/ActionRows.h"
#include "app/actions/Dispatcher.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/FakeJournal.h"
#include "tests/support/JournalReplay.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QSignalSpy>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const Actor anna{u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s};

ActionSpec specOf(Verb verb)
{
    ActionSpec spec;
    spec.verb = verb;
    return spec;
}

/// A desk with everything an action needs.
struct Desk {
    FakeGateway gateway;
    FakeJournal journal;
    ManualClock clock;
    QList<Event> spooled;
    bool otherIsRunning = false;
    Dispatcher dispatcher{{journal, gateway, nullptr, clock, [this](qint64) { return otherIsRunning; },
                           [this](const Event &event) -> Result<void> {
                               spooled << event;
                               return {};
                           }},
                          u"assistant"_s, u"edge"_s};
    QList<ActionProgress> seen;

    Desk()
    {
        QObject::connect(&dispatcher, &Dispatcher::progressed, [this](const ActionProgress &p) { seen << p; });
        dispatcher.start();
    }
    ActionPlan plan(Verb verb) const
    {
        ActionContext context;
        context.service = u"assistant"_s;
        context.actions = {specOf(verb)};
        context.state = gateway.state;
        context.freshness = Freshness::Live;
        return actionFace(verb, context, gateway).plan;
    }
    /// Presses and lets everything happen until the target is free again.
    void pressAndWait(const ActionPlan &plan, bool unlogged = false)
    {
        const QString opId = dispatcher.press(plan, anna, u"too many wrong answers"_s, unlogged);
        QVERIFY(QTest::qWaitFor([&] {
            clock.advance(std::chrono::milliseconds(1));
            return !seen.isEmpty() && seen.last().opId == opId && !seen.last().open;
        }, 20'000));
    }
    /// What every journal must be: a way through step().
    ~Desk()
    {
        const std::optional<QString> impossible = impossibleTransition(journal.events);
        if (impossible)
            QTest::qFail(qPrintable(*impossible), __FILE__, __LINE__);
    }
    QStringList states() const
    {
        QStringList words;
        for (const ActionProgress &progress : seen) {
            if (words.isEmpty() || words.last() != actionStateWord(progress.state))
                words << actionStateWord(progress.state);
        }
        return words;
    }
};

} // namespace

class DispatcherTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aPressIsRecordedThenSentOnceThenReadBack()
    {
        Desk desk;
        desk.pressAndWait(desk.plan(Verb::Rollback));
        QCOMPARE(desk.states(), QStringList({u"intent"_s, u"sent"_s, u"acked"_s, u"verified"_s}));
        QCOMPARE(desk.journal.kinds().mid(0, 4), QStringList({u"action.intent"_s, u"action.sent"_s, u"action.acked"_s,
                                                              u"action.verified"_s}));
        QCOMPARE(desk.gateway.appliedKeys.size(), 1);
        QCOMPARE(desk.gateway.received.size(), 1);
        QCOMPARE(desk.gateway.received.first().ifMatch, u"7"_s);
        // The gateway is given what pins the record: the entry that announced the operation.
        const Event &intent = *std::find_if(desk.journal.events.cbegin(), desk.journal.events.cend(),
                                            [](const Event &event) { return event.kind == EventKind::actionIntent; });
        QCOMPARE(desk.gateway.received.first().anchor, u"%1:%2"_s.arg(intent.seq).arg(QString::fromLatin1(intent.hash.toHex())));
        QCOMPARE(desk.gateway.state.versionById(u"v42"_s)->weight, 0.0);
    }
    void nothingIsSentWhenTheJournalDoesNotTakeTheIntent()
    {
        Desk desk;
        desk.journal.refuses = true;
        desk.pressAndWait(desk.plan(Verb::Rollback));
        QCOMPARE(desk.seen.last().state, ActionState::RefusedLocal);
        QVERIFY(desk.gateway.received.isEmpty());
        QVERIFY2(desk.seen.last().reason.contains(u"disk full"), qPrintable(desk.seen.last().reason));
    }
    void anUnloggedStopLossGoesWithItsRecordInTheSpool()
    {
        Desk desk;
        desk.journal.refuses = true;
        desk.pressAndWait(desk.plan(Verb::Rollback), true);
        QCOMPARE(desk.gateway.appliedKeys.size(), 1);
        QVERIFY(desk.spooled.size() >= 2);
        QCOMPARE(desk.spooled.first().kind, u"action.intent"_s);
    }
    void anUnloggedPromoteIsRefused()
    {
        Desk desk;
        desk.journal.refuses = true;
        desk.pressAndWait(desk.plan(Verb::Promote), true);
        QVERIFY(desk.gateway.received.isEmpty());
    }
    void everyAnswerIsToldAsWhatItProves_data()
    {
        QTest::addColumn<int>("mood");
        QTest::addColumn<QStringList>("states");
        QTest::addColumn<int>("applied");
        QTest::newRow("refused") << int(FakeGateway::Mood::Refuse) << QStringList{u"intent"_s, u"sent"_s, u"rejected"_s} << 0;
        QTest::newRow("not sent") << int(FakeGateway::Mood::NotSent) << QStringList{u"intent"_s, u"sent"_s, u"rejected"_s} << 0;
        QTest::newRow("applied, answer lost")
            << int(FakeGateway::Mood::AppliesThenDies)
            << QStringList{u"intent"_s, u"sent"_s, u"unknown"_s, u"reconciling"_s, u"acked"_s, u"verified"_s} << 1;
        QTest::newRow("lost before it was applied")
            << int(FakeGateway::Mood::DiesThenForgets)
            << QStringList{u"intent"_s, u"sent"_s, u"unknown"_s, u"reconciling"_s, u"acked"_s, u"verified"_s} << 1;
        QTest::newRow("says OK and does nothing")
            << int(FakeGateway::Mood::Lies)
            << QStringList{u"intent"_s, u"sent"_s, u"acked"_s, u"mismatch"_s, u"reconciling"_s, u"not_applied"_s} << 0;
    }
    void everyAnswerIsToldAsWhatItProves()
    {
        QFETCH(int, mood);
        QFETCH(QStringList, states);
        QFETCH(int, applied);
        Desk desk;
        desk.gateway.mood = static_cast<FakeGateway::Mood>(mood);
        desk.pressAndWait(desk.plan(Verb::Rollback));
        QCOMPARE(desk.states(), states);
        int effects = 0;
        for (const QString &key : desk.gateway.appliedKeys)
            effects += key.startsWith(u"cancel:") ? 0 : 1;
        QCOMPARE(effects, applied);
        QVERIFY(desk.dispatcher.openVerbs().isEmpty());
    }
    void aForeignChangeAfterThePaintIsNeverOverwritten()
    {
        Desk desk;
        const ActionPlan painted = desk.plan(Verb::Rollback);
        desk.gateway.foreignWrite(Target::Routing);
        desk.pressAndWait(painted);
        QCOMPARE(desk.seen.last().state, ActionState::Superseded);
        QVERIFY(desk.seen.last().reason.contains(u"anna"));
        QVERIFY(desk.gateway.appliedKeys.isEmpty());
    }
    void anOpenOperationHoldsItsOwnTargetOnly()
    {
        Desk desk;
        desk.gateway.unreadable = true;
        desk.dispatcher.press(desk.plan(Verb::Rollback), anna, {});
        QVERIFY(QTest::qWaitFor([&] { return !desk.seen.isEmpty() && desk.seen.last().state == ActionState::Acked; }));
        QCOMPARE(desk.dispatcher.openVerbs().keys(), QList<Target>{Target::Routing});
        ActionContext context;
        context.actions = {specOf(Verb::Rollback), specOf(Verb::Degrade)};
        context.state = desk.gateway.state;
        context.freshness = Freshness::Live;
        context.openVerbs = desk.dispatcher.openVerbs();
        context.rollbackTarget = u"v42"_s;
        QCOMPARE(actionFace(Verb::Rollback, context, desk.gateway).blocked, BlockReason::OpenOperation);
        QVERIFY(actionFace(Verb::Degrade, context, desk.gateway).enabled());
        desk.gateway.unreadable = false;
        QVERIFY(QTest::qWaitFor([&] { return desk.seen.last().state == ActionState::Verified; }, 10'000));
    }
    void anOperationLeftByAnEndedProcessIsFoundOutAbout()
    {
        FakeJournal rows;
        {
            Desk ended;
            ended.gateway.unreadable = true;
            ended.dispatcher.press(ended.plan(Verb::Rollback), anna, {});
            QVERIFY(QTest::qWaitFor([&] { return !ended.seen.isEmpty() && ended.seen.last().state == ActionState::Acked; }));
            rows.events = ended.journal.events;
        }
        Desk desk;
        const ActionPlan plan = desk.plan(Verb::Rollback);
        desk.journal.open(u"edge/routing"_s, rows.events.first(), &desk.journal, [](const Result<Event> &) {});
        desk.journal.append(rows.events[1], &desk.journal, [](const Result<Event> &) {});
        desk.gateway.state.resources[Target::Routing].version = u"8"_s;
        desk.gateway.state.resources[Target::Routing].stamp = rows.events.first().opId;
        desk.gateway.state.resources[Target::Routing].value = plan.after;
        desk.dispatcher.start();
        QVERIFY(QTest::qWaitFor([&] { return !desk.seen.isEmpty() && desk.seen.last().state == ActionState::Verified; }));
        QVERIFY(desk.states().contains(u"interrupted"_s));
        QVERIFY2(desk.gateway.received.isEmpty(), "an old intent is never sent by itself");
    }
    void aTemporaryActionOfAnEndedProcessGoesOnUntilItExpires_data()
    {
        QTest::addColumn<bool>("stillThere");
        QTest::newRow("still there") << true;
        QTest::newRow("changed since") << false;
    }
    void aTemporaryActionOfAnEndedProcessGoesOnUntilItExpires()
    {
        QFETCH(bool, stillThere);
        Desk ended;
        ActionPlan plan = ended.plan(Verb::Rollback);
        plan.expiresInSeconds = 900;
        ended.pressAndWait(plan);
        QCOMPARE(ended.seen.last().state, ActionState::Active);
        Desk desk;
        desk.journal.events = ended.journal.events;
        desk.gateway.state = ended.gateway.state;
        if (!stillThere)
            desk.gateway.foreignWrite(Target::Routing);
        desk.dispatcher.start();
        const ActionState wanted = stillThere ? ActionState::Active : ActionState::Closed;
        QTRY_VERIFY(!desk.seen.isEmpty() && desk.seen.last().state == wanted);
        QCOMPARE(desk.dispatcher.lastOwnOps().contains(Target::Routing), stillThere);
        QVERIFY(desk.dispatcher.openVerbs().isEmpty());
        QCOMPARE(desk.seen.last().actorName, u"Anna"_s);
    }
    void whatNobodyWatchedToItsEndIsClosedAsThat()
    {
        Desk desk;
        ActionRun run;
        run.opId = u"op"_s;
        run.plan.service = u"assistant"_s;
        run.plan.effect.query = u"share"_s;
        for (const ActionState state : {ActionState::Intent, ActionState::Sent, ActionState::Acked, ActionState::Verified})
            desk.journal.events << rowOf(run, rowKindOf(state),
                                         state == ActionState::Intent ? intentPayload(run) : nlohmann::json::object(), TimePoint());
        desk.dispatcher.start();
        QTRY_COMPARE(desk.journal.kinds().last(), u"action.closed"_s);
        QVERIFY(desk.journal.events.last().body.contains(u"not watched to its end"));
    }
    void aDecisionIsOnTheRecordWithWhoAndWhy()
    {
        Desk desk;
        ActionRun run;
        run.opId = u"op"_s;
        run.plan.service = u"assistant"_s;
        run.promise.tier = Tier::A;
        run.plan.target = Target::Routing;
        run.plan.ifMatch = u"7"_s;
        run.plan.before = desk.gateway.state.resources[Target::Routing].value;
        run.plan.after = {{"weights", {{"v41", 100}, {"v42", 0}}}};
        for (const ActionState state : {ActionState::Intent, ActionState::Sent})
            desk.journal.events << rowOf(run, rowKindOf(state),
                                         state == ActionState::Intent ? intentPayload(run) : nlohmann::json::object(), TimePoint());
        desk.dispatcher.start();
        QTRY_VERIFY(!desk.seen.isEmpty() && desk.seen.last().state == ActionState::Interrupted);
        QVERIFY(desk.seen.last().decisions.contains(Decision::CancelForSure));
        QVERIFY(desk.gateway.received.isEmpty());
        const Actor bert{u"person"_s, u"bert"_s, u"Bert"_s, u"desk"_s};
        desk.dispatcher.decide(u"op"_s, Decision::CancelForSure, u"it must not happen"_s, bert);
        QTRY_VERIFY(desk.seen.last().state == ActionState::NotApplied);
        QCOMPARE(desk.gateway.appliedKeys, QStringList{u"cancel:op"_s});
        QCOMPARE(desk.seen.last().decisions, QList<Decision>{Decision::PressAgain});
        const qsizetype decided = desk.journal.kinds().indexOf(u"action.decided"_s);
        QVERIFY(decided > 0);
        QCOMPARE(desk.journal.events[decided].actor.id, u"bert"_s);
        QVERIFY(desk.journal.kinds().indexOf(u"action.reconciling"_s) > decided); // the fence's own row
    }
};

QTEST_GUILESS_MAIN(DispatcherTest)
#include "tst_Dispatcher.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/ActionRows.h"
#include "app/actions/ActionRun.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using Effect = ActionEffect::Kind;
using Happened = ActionEvent::Kind;

namespace {

const nlohmann::json before{{"weights", {{"v41", 80}, {"v42", 20}}}};
const nlohmann::json after{{"weights", {{"v41", 100}, {"v42", 0}}}, {"rollout", "abort"}};

/// One run, led by hand: what it wants done next is what the test answers.
struct Story {
    ActionRun run;
    QStringList rows; ///< rows asked for, in order
    QList<Effect> wanted; ///< of the last step
    int sends = 0;
    int fences = 0;
    bool late = false;
    bool withinHorizon = true;
    bool settling = false;
    TimePoint now;

    explicit Story(Tier tier = Tier::A, qint64 expiresInSeconds = 0, bool watched = false)
    {
        run.opId = u"op"_s;
        run.plan.before = before;
        run.plan.after = after;
        run.plan.ifMatch = u"7"_s;
        run.plan.expiresInSeconds = expiresInSeconds;
        if (watched)
            run.plan.effect.query = u"share"_s;
        run.promise.tier = tier;
        keep(pressed(run));
    }
    void keep(const ActionStep &next)
    {
        run = next.run;
        wanted.clear();
        for (const ActionEffect &effect : next.effects) {
            wanted << effect.kind;
            if (!effect.rowKind.isEmpty())
                rows << effect.rowKind.section(u'.', 1);
            sends += effect.kind == Effect::Send ? 1 : 0;
            fences += effect.kind == Effect::SendFence ? 1 : 0;
        }
    }
    void take(ActionEvent event)
    {
        event.late = late;
        event.withinHorizon = withinHorizon;
        event.settling = settling;
        event.now = event.now == TimePoint() ? now : event.now;
        keep(step(run, event));
    }
    void happens(Happened kind, const QString &words = {})
    {
        ActionEvent event;
        event.kind = kind;
        event.words = words;
        take(event);
    }
    void answers(WriteOutcome outcome, int status = 0)
    {
        ActionEvent event;
        event.kind = Happened::Answered;
        event.answer.outcome = outcome;
        event.answer.httpStatus = status;
        event.answer.words = u"its words"_s;
        take(event);
    }
    void reads(const QString &version, const QString &stamp, const nlohmann::json &value)
    {
        ActionEvent event;
        event.kind = Happened::ReadBack;
        event.resource.emplace();
        event.resource->version = version;
        event.resource->stamp = stamp;
        event.resource->value = value;
        event.resource->actor = u"anna"_s;
        take(event);
    }
    void isSent()
    {
        happens(Happened::RowDurable); // the intent
        if (!run.isProvable())
            reads(u"7"_s, {}, before); // compared by us, because the gateway does not
        happens(Happened::RowDurable); // sent, attempt 1
    }
    void isLostAndLate()
    {
        isSent();
        answers(WriteOutcome::Unknown);
        late = true;
        happens(Happened::WaitOver); // looks instead of sending again
    }
};

} // namespace

class ActionRunTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void nothingLeavesBeforeIntentAndAttemptAreDurable()
    {
        Story story;
        QCOMPARE(story.wanted, QList<Effect>{Effect::RecordAndWait});
        story.happens(Happened::RowDurable);
        QCOMPARE(story.wanted, QList<Effect>{Effect::RecordAndWait});
        QCOMPARE(story.sends, 0);
        story.happens(Happened::RowDurable);
        QCOMPARE(story.sends, 1);
        QCOMPARE(story.rows, QStringList({u"intent"_s, u"sent"_s}));
    }
    void aRefusedRowMeansThatNothingWasSent_data()
    {
        QTest::addColumn<int>("durableRows");
        QTest::newRow("the intent") << 0;
        QTest::newRow("the attempt") << 1;
    }
    void aRefusedRowMeansThatNothingWasSent()
    {
        QFETCH(int, durableRows);
        Story story;
        for (int i = 0; i < durableRows; ++i)
            story.happens(Happened::RowDurable);
        story.happens(Happened::RowRefused, u"disk full"_s);
        QCOMPARE(story.run.state, ActionState::RefusedLocal);
        QCOMPARE(story.sends, 0);
        QVERIFY(story.run.targetFree);
    }
    void aJournalThatTookLongerThanTheDeadlineSendsNothing()
    {
        Story story;
        story.late = true;
        story.happens(Happened::RowDurable);
        QCOMPARE(story.run.state, ActionState::RefusedLocal);
        QCOMPARE(story.sends, 0);
    }
    void aFirstAnswerIsWhatItProves_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("settled");
        QTest::newRow("2xx") << int(WriteOutcome::Accepted) << int(ActionState::Acked) << false;
        QTest::newRow("refused by the gateway") << int(WriteOutcome::Rejected) << int(ActionState::Rejected) << true;
        QTest::newRow("never reached it") << int(WriteOutcome::NotSent) << int(ActionState::Rejected) << true;
        QTest::newRow("412") << int(WriteOutcome::Superseded) << int(ActionState::Superseded) << true;
        QTest::newRow("no answer") << int(WriteOutcome::Unknown) << int(ActionState::Unknown) << false;
    }
    void aFirstAnswerIsWhatItProves()
    {
        QFETCH(int, outcome);
        QFETCH(int, state);
        QFETCH(bool, settled);
        Story story;
        story.isSent();
        story.answers(static_cast<WriteOutcome>(outcome));
        QCOMPARE(int(story.run.state), state);
        QCOMPARE(story.run.targetFree, settled);
        QCOMPARE(story.run.notSent, static_cast<WriteOutcome>(outcome) == WriteOutcome::NotSent);
    }
    void verifiedNeedsTheValueAndTheStamp_data()
    {
        QTest::addColumn<QString>("stamp");
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("ourValue");
        QTest::addColumn<int>("state");
        QTest::newRow("value and stamp") << u"op"_s << u"8"_s << true << int(ActionState::Verified);
        QTest::newRow("stamp, another value") << u"op"_s << u"8"_s << false << int(ActionState::AskHuman);
        QTest::newRow("value, another stamp") << u"other"_s << u"8"_s << true << int(ActionState::AskHuman);
        QTest::newRow("nothing changed") << u"old"_s << u"7"_s << false << int(ActionState::Reconciling);
    }
    void verifiedNeedsTheValueAndTheStamp()
    {
        QFETCH(QString, stamp);
        QFETCH(QString, version);
        QFETCH(bool, ourValue);
        QFETCH(int, state);
        Story story;
        story.isSent();
        story.answers(WriteOutcome::Accepted, 200);
        story.reads(version, stamp, ourValue ? after : before);
        QCOMPARE(int(story.run.state), state);
        QCOMPARE(story.rows.contains(u"mismatch"_s), state != int(ActionState::Verified));
    }
    void aLostAnswerIsResentWithItsOwnRowWhileThePressIsYoung()
    {
        Story story;
        story.isSent();
        story.answers(WriteOutcome::Unknown);
        story.happens(Happened::WaitOver);
        QCOMPARE(story.sends, 1);
        story.happens(Happened::RowDurable);
        QCOMPARE(story.sends, 2);
        QCOMPARE(story.rows.count(u"sent"_s), 2);
        story.answers(WriteOutcome::Accepted, 200);
        QCOMPARE(story.run.state, ActionState::Acked);
    }
    void aRefusalOfAResendProvesNothingAboutTheFirstCopy()
    {
        Story story;
        story.isSent();
        story.answers(WriteOutcome::Unknown);
        story.happens(Happened::WaitOver);
        story.happens(Happened::RowDurable);
        story.answers(WriteOutcome::Rejected, 401);
        QVERIFY(!story.run.targetFree);
        QVERIFY(story.run.state != ActionState::Rejected);
    }
    void aResendThatFindsAnotherVersionWasNotApplied()
    {
        Story story;
        story.isSent();
        story.answers(WriteOutcome::Unknown);
        story.happens(Happened::WaitOver);
        story.happens(Happened::RowDurable);
        story.answers(WriteOutcome::Superseded, 412);
        QVERIFY(!story.run.targetFree); // a gateway that lost its keys says so of our own change too
        story.reads(u"9"_s, u"anna's"_s, before);
        QCOMPARE(story.run.state, ActionState::NotApplied);
    }
    void aGatewayThatForgotItsKeysDoesNotMakeOurChangeUndone()
    {
        Story story;
        story.isSent();
        story.answers(WriteOutcome::Unknown);
        story.happens(Happened::WaitOver);
        story.happens(Happened::RowDurable);
        story.answers(WriteOutcome::Superseded, 412);
        story.reads(u"8"_s, u"op"_s, after);
        QCOMPARE(story.run.state, ActionState::Verified);
    }
    void resendsEndAndThenItOnlyLooks()
    {
        Story story;
        story.isSent();
        story.answers(WriteOutcome::Unknown);
        for (int i = 0; i < 4; ++i) {
            story.happens(Happened::WaitOver);
            story.happens(Happened::RowDurable);
            story.answers(WriteOutcome::Unknown);
        }
        QCOMPARE(story.sends, 5);
        story.happens(Happened::WaitOver);
        QCOMPARE(story.sends, 5);
        QVERIFY(story.wanted.contains(Effect::Read));
    }
    void aLateOperationIsFencedBeforeItIsCalledNotApplied()
    {
        Story story;
        story.isLostAndLate();
        QCOMPARE(story.sends, 1);
        story.reads(u"7"_s, u"old"_s, before);
        QCOMPARE(story.fences, 0); // its row first
        story.happens(Happened::RowDurable);
        QCOMPARE(story.fences, 1);
        QVERIFY(!story.run.targetFree);
        story.answers(WriteOutcome::Accepted, 200);
        QVERIFY(!story.run.targetFree); // an OK is no proof
        story.reads(u"8"_s, u"cancel:op"_s, before);
        QCOMPARE(story.run.state, ActionState::NotApplied);
    }
    void anOldCopyThatCameBeforeAPromisedFenceIsVerified()
    {
        Story story;
        story.isLostAndLate();
        story.reads(u"7"_s, u"old"_s, before);
        story.happens(Happened::RowDurable);
        story.answers(WriteOutcome::Accepted, 202);
        story.reads(u"7"_s, u"old"_s, before);
        QVERIFY(!story.run.targetFree);
        story.happens(Happened::WaitOver);
        story.reads(u"8"_s, u"op"_s, after);
        QCOMPARE(story.run.state, ActionState::Verified);
    }
    void aFenceThatIsPromisedForEverEndsWithAPerson()
    {
        Story story;
        story.isLostAndLate();
        story.reads(u"7"_s, u"old"_s, before);
        story.happens(Happened::RowDurable);
        story.answers(WriteOutcome::Accepted, 202);
        for (int i = 0; i < 20 && story.run.state != ActionState::AskHuman; ++i) {
            story.reads(u"7"_s, u"old"_s, before);
            story.happens(Happened::WaitOver);
        }
        QCOMPARE(story.run.state, ActionState::AskHuman);
        QCOMPARE(story.fences, 1);
    }
    void aFenceWithoutAnswerProvesNothing()
    {
        Story story;
        story.isLostAndLate();
        story.reads(u"7"_s, u"old"_s, before);
        story.happens(Happened::RowDurable);
        story.answers(WriteOutcome::Unknown);
        QVERIFY(!story.run.targetFree);
        story.happens(Happened::WaitOver);
        story.reads(u"8"_s, u"cancel:op"_s, before);
        QCOMPARE(story.run.state, ActionState::NotApplied);
    }
    void anOldCopyThatWonAgainstTheFenceIsVerified()
    {
        Story story;
        story.isLostAndLate();
        story.reads(u"7"_s, u"old"_s, before);
        story.happens(Happened::RowDurable);
        story.answers(WriteOutcome::Superseded, 412);
        story.reads(u"8"_s, u"op"_s, after);
        QCOMPARE(story.run.state, ActionState::Verified);
    }
    void aMovedVersionIsAskedWithTheSameKey_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<bool>("withinHorizon");
        QTest::addColumn<int>("state");
        QTest::newRow("the key is known") << int(WriteOutcome::Accepted) << true << int(ActionState::AskHuman);
        QTest::newRow("the key is not known") << int(WriteOutcome::Superseded) << true << int(ActionState::NotApplied);
    }
    void aMovedVersionIsAskedWithTheSameKey()
    {
        QFETCH(int, outcome);
        QFETCH(bool, withinHorizon);
        QFETCH(int, state);
        Story story;
        story.isLostAndLate();
        story.withinHorizon = withinHorizon;
        story.reads(u"9"_s, u"anna's"_s, before);
        QCOMPARE(story.sends, 1); // its row first
        story.happens(Happened::RowDurable);
        QCOMPARE(story.sends, 2);
        story.answers(static_cast<WriteOutcome>(outcome));
        if (!story.run.targetFree)
            story.reads(u"9"_s, u"anna's"_s, before);
        QCOMPARE(int(story.run.state), state);
    }
    void aKeyThatTheGatewayMayHaveForgottenIsLeftToAPerson()
    {
        Story story;
        story.isLostAndLate();
        story.withinHorizon = false;
        story.reads(u"9"_s, u"anna's"_s, before);
        QCOMPARE(story.sends, 1);
        QCOMPARE(story.run.state, ActionState::AskHuman);
    }
    void aKeyThatAgedWhileItWasAskedForProvesNothing()
    {
        Story story;
        story.isLostAndLate();
        story.reads(u"9"_s, u"anna's"_s, before);
        story.happens(Happened::RowDurable);
        story.withinHorizon = false;
        story.answers(WriteOutcome::Superseded, 412);
        story.reads(u"9"_s, u"anna's"_s, before);
        QCOMPARE(story.run.state, ActionState::AskHuman);
    }
    void aStateThatCannotBeReadKeepsTheTargetTaken()
    {
        Story story;
        story.isLostAndLate();
        for (int i = 0; i < 20; ++i) {
            story.happens(Happened::ReadBack, u"no route"_s);
            QVERIFY(!story.run.targetFree);
            story.happens(Happened::WaitOver);
        }
        QCOMPARE(story.sends, 1);
    }
    void aGatewayWithoutCompareAndSetIsNeverToldNotApplied()
    {
        Story story(Tier::C);
        story.isLostAndLate();
        story.reads(u"7"_s, u"old"_s, before);
        QCOMPARE(story.fences, 0);
        QVERIFY(story.run.state != ActionState::NotApplied);
        QVERIFY(!story.run.targetFree);
    }
    void anInterruptedOperationIsNeverSentByItself_data()
    {
        QTest::addColumn<bool>("wasSent");
        QTest::newRow("before anything was sent") << false;
        QTest::newRow("after it was sent") << true;
    }
    void anInterruptedOperationIsNeverSentByItself()
    {
        QFETCH(bool, wasSent);
        Story story;
        story.late = true;
        story.run.awaiting = ActionRun::Awaiting::Nothing;
        story.run.attempt = wasSent ? 1 : 0;
        story.happens(Happened::FoundOpen);
        QCOMPARE(story.run.state, wasSent ? ActionState::Interrupted : ActionState::NotApplied);
        QCOMPARE(story.sends, 0);
    }
    void aBlindWriteComparesFirst_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("late");
        QTest::addColumn<int>("state");
        QTest::newRow("as painted") << u"7"_s << false << int(ActionState::Intent);
        QTest::newRow("changed since") << u"8"_s << false << int(ActionState::Superseded);
        QTest::newRow("read too late") << u"7"_s << true << int(ActionState::RefusedLocal);
        QTest::newRow("unreadable") << QString() << false << int(ActionState::RefusedLocal);
    }
    void aBlindWriteComparesFirst()
    {
        QFETCH(QString, version);
        QFETCH(bool, late);
        QFETCH(int, state);
        for (const Tier tier : {Tier::C, Tier::D}) {
            Story story(tier);
            story.happens(Happened::RowDurable);
            QCOMPARE(story.wanted, QList<Effect>{Effect::Read});
            story.late = late;
            if (version.isEmpty())
                story.happens(Happened::ReadBack, u"no route"_s);
            else
                story.reads(version, {}, version == u"7" ? before : nlohmann::json{{"weights", {{"v41", 50}, {"v42", 50}}}});
            QCOMPARE(int(story.run.state), state);
            QCOMPARE(story.sends, 0);
            QCOMPARE(story.rows.contains(u"sent"_s), state == int(ActionState::Intent));
            if (state == int(ActionState::Superseded))
                QVERIFY2(story.run.words.contains(u"anna") && story.run.words.contains(u"50")
                             && story.run.words.contains(u"nothing was sent over it"), qPrintable(story.run.words));
        }
    }
    void aVersionThatMovedUnderTheSameValueIsNotCalledAnotherValue()
    {
        Story story(Tier::C);
        story.happens(Happened::RowDurable);
        story.reads(u"8"_s, {}, before); // Kubernetes moves the version of an object for its status too
        QCOMPARE(story.run.state, ActionState::Superseded);
        QVERIFY2(story.run.words.contains(u"the value is still"_s) && story.run.words.contains(u"press again"_s), qPrintable(story.run.words));
    }
    void aBlindWriteIsVerifiedByItsValue()
    {
        Story story(Tier::C);
        story.isSent();
        story.answers(WriteOutcome::Accepted, 200);
        story.reads(u"d2"_s, {}, after);
        QCOMPARE(story.run.state, ActionState::Verified);
        QCOMPARE(story.rows.count(u"sent"_s), 1);
    }
    void aLostBlindWriteIsNeverResentAndEndsWithAPerson()
    {
        Story story(Tier::C);
        story.isLostAndLate();
        story.reads(u"d1"_s, {}, before);
        QVERIFY(!story.run.targetFree);
        story.happens(Happened::WaitOver);
        story.reads(u"d1"_s, {}, before);
        QCOMPARE(story.run.state, ActionState::AskHuman);
        QVERIFY2(story.run.words.contains(u"may still arrive"), qPrintable(story.run.words));
        QCOMPARE(story.sends, 1);
        QCOMPARE(story.fences, 0);
        QVERIFY(!story.rows.contains(u"not_applied"_s));
    }
    void aLostRelativeWriteAsksAPersonAtOnce()
    {
        Story story(Tier::D);
        story.isSent();
        story.answers(WriteOutcome::Unknown);
        story.happens(Happened::WaitOver);
        story.reads(u"d1"_s, {}, before);
        QCOMPARE(story.run.state, ActionState::AskHuman);
        QCOMPARE(story.sends, 1);
    }
    void aGatewayMayTakeItsTimeToSettle_data()
    {
        QTest::addColumn<int>("tier");
        QTest::addColumn<QString>("stamp");
        QTest::newRow("A") << int(Tier::A) << u"op"_s;
        QTest::newRow("B, its stamp comes late") << int(Tier::B) << QString();
        QTest::newRow("C") << int(Tier::C) << QString();
    }
    void aGatewayMayTakeItsTimeToSettle()
    {
        QFETCH(int, tier);
        QFETCH(QString, stamp);
        Story story(static_cast<Tier>(tier));
        story.isSent();
        story.answers(WriteOutcome::Accepted, 200);
        story.settling = true;
        for (int i = 0; i < 3; ++i) {
            story.reads(stamp.isEmpty() ? u"7"_s : u"8"_s, stamp, before);
            QCOMPARE(story.run.state, ActionState::Acked);
            story.happens(Happened::WaitOver);
        }
        story.settling = false;
        story.reads(stamp.isEmpty() ? u"7"_s : u"8"_s, stamp, before);
        QVERIFY(story.rows.contains(u"mismatch"_s));
        QCOMPARE(story.run.state, tier == int(Tier::B) ? ActionState::Reconciling : ActionState::AskHuman);
    }
    void aValueThatDoesNotHoldIsNotVerified()
    {
        for (const bool holds : {true, false}) {
            Story story;
            story.run.promise.hold = std::chrono::seconds(5);
            story.isSent();
            story.answers(WriteOutcome::Accepted, 200);
            story.reads(u"8"_s, u"op"_s, after);
            QCOMPARE(story.run.state, ActionState::Acked);
            story.happens(Happened::WaitOver);
            story.reads(holds ? u"8"_s : u"9"_s, holds ? u"op"_s : QString(), holds ? after : before);
            QCOMPARE(story.run.state, holds ? ActionState::Verified : ActionState::AskHuman);
            QVERIFY(holds || story.run.words.contains(u"gone again after 5 s"));
        }
    }
    void anInterruptedOperationWaitsForAPerson_data()
    {
        QTest::addColumn<int>("tier");
        QTest::addColumn<int>("decision");
        QTest::addColumn<QList<Effect>>("wanted");
        QTest::newRow("A, check") << int(Tier::A) << int(Decision::Check)
                                  << QList<Effect>{Effect::Record, Effect::Record, Effect::Read};
        QTest::newRow("B, cancel") << int(Tier::B) << int(Decision::CancelForSure)
                                   << QList<Effect>{Effect::Record, Effect::RecordAndWait};
        QTest::newRow("C, check") << int(Tier::C) << int(Decision::Check)
                                  << QList<Effect>{Effect::Record, Effect::Record, Effect::Read};
        QTest::newRow("C, cancel is not offered") << int(Tier::C) << int(Decision::CancelForSure) << QList<Effect>{};
        QTest::newRow("A, nothing to settle") << int(Tier::A) << int(Decision::SettleApplied) << QList<Effect>{};
    }
    void anInterruptedOperationWaitsForAPerson()
    {
        QFETCH(int, tier);
        QFETCH(int, decision);
        QFETCH(QList<Effect>, wanted);
        Story story(static_cast<Tier>(tier));
        story.late = true;
        story.run.awaiting = ActionRun::Awaiting::Nothing;
        story.run.attempt = 1;
        story.happens(Happened::FoundOpen);
        for (int i = 0; i < 10; ++i) {
            story.reads(u"9"_s, u"other"_s, before);
            QCOMPARE(story.run.state, ActionState::Interrupted);
            story.happens(Happened::WaitOver);
        }
        QCOMPARE(story.sends + story.fences, 0);
        ActionEvent event;
        event.kind = Happened::Decided;
        event.decision = static_cast<Decision>(decision);
        story.take(event);
        QCOMPARE(story.wanted, wanted);
    }
    void anInterruptedOperationWhoseStampIsThereIsVerifiedByItself()
    {
        Story story;
        story.run.awaiting = ActionRun::Awaiting::Nothing;
        story.run.attempt = 1;
        story.happens(Happened::FoundOpen);
        story.reads(u"8"_s, u"op"_s, after);
        QCOMPARE(story.run.state, ActionState::Verified);
    }
    void aPersonSettlesWhatNobodyElseCan()
    {
        Story story(Tier::D);
        story.isSent();
        story.answers(WriteOutcome::Unknown);
        story.happens(Happened::WaitOver);
        story.reads(u"d1"_s, {}, before);
        QVERIFY(story.run.targetFree);
        QVERIFY(!story.rows.contains(u"closed"_s));
        ActionEvent event;
        event.kind = Happened::Decided;
        event.decision = Decision::SettleApplied;
        event.who.id = u"bert"_s;
        event.words = u"I looked"_s;
        const ActionStep next = step(story.run, event);
        QCOMPARE(next.effects.size(), 2);
        QCOMPARE(next.effects[0].rowKind, u"action.decided"_s);
        QCOMPARE(next.effects[0].actor.value_or(Actor()).id, u"bert"_s);
        QCOMPARE(next.effects[0].payload["reason"].get<std::string>(), "I looked");
        QVERIFY(next.effects[0].payload["asked"] == after);
        QVERIFY(next.effects[0].payload["read"] == before);
        QCOMPARE(next.effects[1].rowKind, u"action.closed"_s);
        QVERIFY(decisionsOf(next.run).isEmpty());
    }
    void aProbeThatIsRefusedForEverEndsWithAPerson()
    {
        Story story;
        story.isLostAndLate();
        for (int i = 0; i < 20 && !story.run.targetFree; ++i) {
            story.reads(u"7"_s, u"old"_s, before);
            story.happens(Happened::RowDurable);
            story.answers(WriteOutcome::Rejected, 403);
            story.happens(Happened::WaitOver);
        }
        QCOMPARE(story.run.state, ActionState::AskHuman);
    }
    void aPromiseOutlivesTheProcess()
    {
        ActionRun run;
        run.opId = u"op"_s;
        run.promise = {Tier::C, std::chrono::seconds(7), std::chrono::seconds(3), std::chrono::seconds(40), u"a reload"_s};
        const std::optional<ActionRun> back =
            runFromRows({rowOf(run, rowKindOf(ActionState::Intent), intentPayload(run), TimePoint())});
        QVERIFY(back);
        QCOMPARE(int(back->tier()), int(Tier::C));
        QVERIFY(back->promise.settle == run.promise.settle && back->promise.hold == run.promise.hold
                && back->promise.serverTimeout == run.promise.serverTimeout);
        QCOMPARE(back->promise.lostOn, run.promise.lostOn);
    }
    void anUndoThatComesTooLateSaysSo()
    {
        Story story;
        story.run.plan.parentOpId = u"parent"_s;
        story.isSent();
        story.answers(WriteOutcome::Superseded, 412);
        QVERIFY2(story.run.words.startsWith(u"superseded by a newer change: not restored"), qPrintable(story.run.words));
    }
    void aTemporaryActionStaysInForceUntilItExpires()
    {
        Story story(Tier::A, 900, true);
        story.isSent();
        story.answers(WriteOutcome::Accepted, 200);
        story.reads(u"8"_s, u"op"_s, after);
        QCOMPARE(story.wanted.last(), Effect::WatchEffect);
        story.happens(Happened::EffectMissed, u"the metric's last value was 3"_s);
        QCOMPARE(story.run.state, ActionState::Active);
        QVERIFY(story.rows.contains(u"not_seen"_s));
        QVERIFY(story.run.expiresAt.has_value());
        story.happens(Happened::WaitOver);
        QCOMPARE(story.run.state, ActionState::Active); // the timer was early, or the clock was set
        story.now = fromMs(900'000);
        story.happens(Happened::WaitOver);
        QCOMPARE(story.run.state, ActionState::Closed);
        QCOMPARE(story.rows.last(), u"closed"_s);
    }
    void theGatewaysOwnEndOfATemporaryActionCounts()
    {
        Story story(Tier::A, 900);
        story.isSent();
        story.answers(WriteOutcome::Accepted, 200);
        ActionEvent event;
        event.kind = Happened::ReadBack;
        event.now = fromMs(1'000'000);
        event.expiresAt = fromMs(1'880'000); // it was applied 20 s ago
        event.resource.emplace();
        event.resource->stamp = u"op"_s;
        event.resource->version = u"8"_s;
        event.resource->value = after;
        story.take(event);
        QCOMPARE(story.run.state, ActionState::Active);
        QCOMPARE(toMs(story.run.expiresAt.value_or(TimePoint{})), 1'880'000);
    }
    void aProcessThatLeavesDoesNotClaimToWatch()
    {
        Story story(Tier::A, 0, true);
        story.isSent();
        story.answers(WriteOutcome::Accepted, 200);
        story.reads(u"8"_s, u"op"_s, after);
        QVERIFY(progressOf(story.run, {}, {}).watching);
        story.happens(Happened::Left);
        QCOMPARE(story.run.state, ActionState::Verified);
        QVERIFY(!progressOf(story.run, {}, {}).watching);
        QCOMPARE(story.rows.last(), u"closed"_s);
    }
    void anEventThatIsNotWaitedForChangesNothing()
    {
        Story story;
        story.isSent();
        const ActionRun run = story.run;
        for (const Happened kind : {Happened::RowDurable, Happened::RowRefused, Happened::ReadBack, Happened::EffectSeen,
                                    Happened::EffectMissed, Happened::WaitOver, Happened::Replaced, Happened::FoundOpen, Happened::Left}) {
            story.happens(kind);
            QCOMPARE(story.run.state, run.state);
            QCOMPARE(story.wanted.size(), 0);
        }
    }
};

QTEST_GUILESS_MAIN(ActionRunTest)
#include "tst_ActionRun.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/actions/ActionBar.h"
#include "ui/actions/ActionWords.h"
#include "ui/actions/OperationRow.h"
#include "ui/common/ActionButton.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QSignalSpy>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class ActionBarTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<ActionBar> m_bar;

    static ActionFace face(Verb verb, Friction friction = Friction::Click)
    {
        ActionFace made;
        made.plan.verb = verb;
        made.plan.service = u"assistant"_s;
        made.plan.ifMatch = u"7"_s;
        made.plan.from = u"v42 20 %"_s;
        made.plan.to = u"0 %, all to v41"_s;
        made.plan.shareTouched = 20;
        made.friction = friction;
        made.usualFriction = friction;
        return made;
    }
    static ActionProgress progress(ActionState state, const QString &opId = u"op-1"_s)
    {
        ActionProgress made;
        made.opId = opId;
        made.verb = Verb::Rollback;
        made.state = state;
        made.to = u"0 %, all to v41"_s;
        made.changedAt = SystemClock().now();
        return made;
    }

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeKind::Light);
        m_host = std::make_unique<QWidget>();
        m_host->resize(460, 340);
        m_host->show();
    }
    void init()
    {
        failOnWarnings();
        m_bar = std::make_unique<ActionBar>(m_host.get());
        m_bar->resize(440, 320);
        m_bar->show();
    }
    void cleanup() { m_bar.reset(); }
    void cleanupTestCase() { m_host.reset(); }

    void theConsequenceStandsOnTheButton()
    {
        m_bar->setFace(face(Verb::Rollback));
        const ButtonFace &shown = m_bar->button(Verb::Rollback)->face();
        QCOMPARE(shown.title, u"Rollback"_s);
        QCOMPARE(shown.consequence, u"v42 20 % → 0 %, all to v41"_s);
        QCOMPARE(shown.touches, u"touches 20 % of traffic"_s);
        QCOMPARE(shown.friction, PressFriction::Click);
        QVERIFY(shown.icon == IconName::Rollback);
    }

    void aPressCarriesThePlanThatWasPainted()
    {
        QSignalSpy presses(m_bar.get(), &ActionBar::pressed);
        m_bar->setFace(face(Verb::Rollback));
        QTest::mouseClick(m_bar->button(Verb::Rollback), Qt::LeftButton);
        QCOMPARE(presses.size(), 1);
        const auto plan = presses.first().at(0).value<ActionPlan>();
        QCOMPARE(plan.verb, Verb::Rollback);
        QCOMPARE(plan.ifMatch, u"7"_s);
        QCOMPARE(presses.first().at(2).toBool(), false);
    }

    void aNewStateOfTheTargetKillsTheButtonForAMoment()
    {
        m_bar->setFace(face(Verb::Rollback));
        ActionFace next = face(Verb::Rollback);
        next.plan.ifMatch = u"8"_s;
        m_bar->setFace(next);
        QVERIFY(m_bar->button(Verb::Rollback)->isDead());
    }

    void aBlockedButtonCarriesTheReasonInWords()
    {
        ActionFace blocked = face(Verb::Promote, Friction::Hold);
        blocked.blocked = BlockReason::OpenOperation;
        blocked.blockedArguments = {u"rollback"_s};
        m_bar->setFace(blocked);
        QCOMPARE(m_bar->button(Verb::Promote)->face().blocked, u"An earlier action is not settled yet: Rollback"_s);
    }

    void whomTheCanaryNeverMetIsReadWholeWhereTheButtonHasNoRoom()
    {
        ActionFace promote = face(Verb::Promote, Friction::Hold);
        promote.plan.to = u"50 %"_s;
        promote.plan.unmet = {u"tenant = acme"_s, u"entrypoint = chat"_s};
        m_bar->setFace(promote);
        QCoreApplication::processEvents();
        QVERIFY(!m_bar->button(Verb::Promote)->showsAllWords());
        QCOMPARE(m_bar->notesText(), u"Promote: the canary never met tenant = acme, entrypoint = chat"_s);
        promote.plan.unmet << QString(220, u'x');
        promote.plan.unmetFurther = 80;
        m_bar->setFace(promote);
        QCOMPARE(m_bar->notesText(), u"Promote: the canary never met tenant = acme, entrypoint = chat (and 81 more)"_s);
        promote.plan.unmet.clear();
        m_bar->setFace(promote);
        QVERIFY(m_bar->notesText().isEmpty());
    }
    void whatAGatewayCannotDoIsReadWholeWithoutAHover_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("onTheButton");
        QTest::newRow("short") << u"HAProxy keeps no steps"_s << true;
        QTest::newRow("long") << u"This gateway sets weights alone; it keeps no steps, so there is nothing to promote, pause or resume, "
                                 "and nothing that would go on by itself"_s
                              << false;
    }
    void whatAGatewayCannotDoIsReadWholeWithoutAHover()
    {
        QFETCH(QString, reason);
        QFETCH(bool, onTheButton);
        for (const Verb verb : {Verb::Promote, Verb::Pause, Verb::Resume}) {
            ActionFace absent = face(verb);
            absent.blocked = BlockReason::Absent;
            absent.blockedArguments = {reason};
            m_bar->setFace(absent);
        }
        QCoreApplication::processEvents();
        QVERIFY(m_bar->button(Verb::Pause)->face().absent);
        QCOMPARE(m_bar->button(Verb::Pause)->showsAllWords(), onTheButton);
        // One line for the three of them.
        QCOMPARE(m_bar->notesText(), onTheButton ? QString() : u"Promote, Pause, Resume absent: "_s + reason);
        for (const Verb verb : {Verb::Promote, Verb::Pause, Verb::Resume})
            m_bar->setFace(face(verb, Friction::Hold));
        QVERIFY(m_bar->notesText().isEmpty());
    }

    void aGatewayThatOverwritesSaysSoBeforeThePress_data()
    {
        QTest::addColumn<Tier>("tier");
        QTest::addColumn<BlockReason>("blocked");
        QTest::addColumn<bool>("told");
        QTest::newRow("A") << Tier::A << BlockReason::None << false;
        QTest::newRow("B") << Tier::B << BlockReason::None << false;
        QTest::newRow("C") << Tier::C << BlockReason::None << true;
        QTest::newRow("D") << Tier::D << BlockReason::None << true;
        QTest::newRow("C, blocked for now") << Tier::C << BlockReason::AlreadyThere << true;
        QTest::newRow("C, absent") << Tier::C << BlockReason::Absent << false;
        QTest::newRow("C, not configured") << Tier::C << BlockReason::NotConfigured << false;
    }
    void aGatewayThatOverwritesSaysSoBeforeThePress()
    {
        QFETCH(Tier, tier);
        QFETCH(BlockReason, blocked);
        QFETCH(bool, told);
        for (const Verb verb : {Verb::Degrade, Verb::Rollback}) {
            ActionFace shown = face(verb);
            shown.tier = tier;
            shown.blocked = blocked;
            m_bar->setFace(shown);
        }
        QCOMPARE(m_bar->notesText(), told ? tierText(tier) : QString());
    }

    void staleStateRaisesTheFrictionAndSaysSo()
    {
        ActionFace stale = face(Verb::Rollback, Friction::HoldWithReason);
        stale.usualFriction = Friction::Click;
        m_bar->setFace(stale);
        QCOMPARE(m_bar->button(Verb::Rollback)->face().friction, PressFriction::HoldWithReason);
        QVERIFY(!m_bar->button(Verb::Rollback)->face().raised.isEmpty());
        QVERIFY(m_bar->button(Verb::Rollback)->face().blocked.isEmpty());
    }

    void buttonsKeepTheirPlacesWhateverHappens()
    {
        const auto places = [this] {
            QList<QRect> found;
            for (const Verb verb : allVerbs)
                found << QRect(m_bar->button(verb)->mapTo(m_bar.get(), QPoint()), m_bar->button(verb)->size());
            return found;
        };
        QCoreApplication::processEvents();
        const QList<QRect> before = places();
        ActionFace blocked = face(Verb::Throttle);
        blocked.blocked = BlockReason::Absent;
        blocked.blockedArguments = {QString(180, u'w')};
        m_bar->setFace(blocked);
        m_bar->setFace(face(Verb::Rollback, Friction::HoldWithReason));
        ActionProgress doubt = progress(ActionState::Reconciling);
        doubt.reason = u"sending the same request again because the answer did not come in time"_s;
        m_bar->setProgress(doubt, SystemClock().now());
        QCoreApplication::processEvents();
        QCOMPARE(places(), before);
    }

    void aRunningActionIsToldInWordsUntilItsEnd_data()
    {
        QTest::addColumn<ActionState>("state");
        QTest::addColumn<QString>("words");
        QTest::newRow("sent") << ActionState::Sent << u"sending"_s;
        QTest::newRow("acked") << ActionState::Acked << u"gateway accepted"_s;
        QTest::newRow("verified") << ActionState::Verified << u"read back"_s;
        QTest::newRow("unknown") << ActionState::Unknown << u"may or may not have happened"_s;
        QTest::newRow("superseded") << ActionState::Superseded << u"not applied"_s;
        QTest::newRow("human") << ActionState::AskHuman << u"needs you"_s;
    }
    void aRunningActionIsToldInWordsUntilItsEnd()
    {
        QFETCH(ActionState, state);
        QFETCH(QString, words);
        m_bar->setProgress(progress(ActionState::Intent), SystemClock().now());
        m_bar->setProgress(progress(state), SystemClock().now());
        QVERIFY2(m_bar->statusText().contains(words), qPrintable(m_bar->statusText()));
        QVERIFY(m_bar->statusText().startsWith(u"Rollback"_s));
    }

    void theWordClosedAddsNothingToAnOutcome()
    {
        m_bar->setProgress(progress(ActionState::Effective), SystemClock().now());
        const QString outcome = m_bar->statusText();
        m_bar->setProgress(progress(ActionState::Closed), SystemClock().now());
        QCOMPARE(m_bar->statusText(), outcome);
    }

    void theNewestActionStandsFirst()
    {
        m_bar->setProgress(progress(ActionState::Rejected, u"op-1"_s), SystemClock().now());
        ActionProgress second = progress(ActionState::Unknown, u"op-2"_s);
        second.verb = Verb::Degrade;
        second.to = u"level 2"_s;
        m_bar->setProgress(second, SystemClock().now());
        QVERIFY(m_bar->statusText().startsWith(u"Degrade"_s));
        QCOMPARE(m_bar->findChildren<OperationRow *>().at(1)->words().section(u':', 0, 0), u"Rollback 0 %, all to v41"_s);
    }

    void doubtAndFailureLookDifferentWithoutColour()
    {
        const auto grey = [this](ActionState state) {
            m_bar->setProgress(progress(state, actionStateWord(state)), SystemClock().now());
            const auto *row = m_bar->findChildren<OperationRow *>().first();
            return const_cast<OperationRow *>(row)->grab(QRect(0, 0, 28, row->height())).toImage().convertToFormat(QImage::Format_Grayscale8);
        };
        const QImage doubt = grey(ActionState::Unknown), bad = grey(ActionState::Rejected), good = grey(ActionState::Verified);
        QVERIFY(doubt != bad && bad != good && doubt != good);
    }

    void withoutAJournalAPressIsMarkedUnloggedOnlyWhenTheBoxIsTicked()
    {
        auto *box = m_bar->findChild<QCheckBox *>();
        QVERIFY(!box->isVisible());
        m_bar->setJournalTrouble(u"disk full"_s);
        QVERIFY(box->isVisible());
        QSignalSpy presses(m_bar.get(), &ActionBar::pressed);
        m_bar->setFace(face(Verb::Rollback));
        box->setChecked(true);
        QTest::mouseClick(m_bar->button(Verb::Rollback), Qt::LeftButton);
        QCOMPARE(presses.first().at(2).toBool(), true);
        QVERIFY2(!box->isChecked(), "one tick serves one press");
        box->setChecked(true);
        m_bar->setJournalTrouble({});
        QVERIFY(!box->isVisible() && !box->isChecked());
    }

    void aShortcutFocusesAndPressesNothing()
    {
        QSignalSpy presses(m_bar.get(), &ActionBar::pressed);
        for (const Verb verb : allVerbs) {
            m_bar->setFace(face(verb));
            m_bar->focusVerb(verb);
        }
        QCoreApplication::processEvents();
        QCOMPARE(presses.size(), 0);
    }
};

QTEST_MAIN(ActionBarTest)
#include "tst_ActionBar.moc"

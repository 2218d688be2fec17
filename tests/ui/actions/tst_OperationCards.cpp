// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/actions/OperationCards.h"
#include "ui/common/ActionButton.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QAccessible>
#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

const QList<Decision> settling{Decision::SettleApplied, Decision::SettleNotApplied, Decision::SettleUnknown};

} // namespace

class OperationCardsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<OperationCards> m_cards;

    static ActionProgress progress(ActionState state, const QList<Decision> &decisions = {}, const QString &opId = u"op-1"_s)
    {
        ActionProgress made;
        made.opId = opId;
        made.service = u"assistant"_s;
        made.verb = Verb::Degrade;
        made.target = Target::Degrade;
        made.state = state;
        made.from = u"level 0"_s;
        made.to = u"level 2 (shorter context)"_s;
        made.actorName = u"anna"_s;
        made.pressedAt = SystemClock().now() - std::chrono::seconds(200);
        made.changedAt = made.pressedAt;
        made.decisions = decisions;
        made.asked = u"level 2"_s;
        made.attempt = 1;
        return made;
    }
    static ActionFace face(Verb verb, Target target, const QString &service = u"assistant"_s)
    {
        ActionFace made;
        made.plan.verb = verb;
        made.plan.target = target;
        made.plan.service = service;
        made.plan.ifMatch = u"8"_s;
        made.plan.from = u"level 2"_s;
        made.plan.to = u"level 0"_s;
        made.friction = made.usualFriction = Friction::Hold;
        return made;
    }
    void show(const ActionProgress &progress) { m_cards->setProgress(progress); }
    OperationCard *card(int at = 0) const { return m_cards->cards().value(at); }
    QStringList order() const
    {
        QStringList ids;
        for (const OperationCard *card : m_cards->cards())
            ids << card->operation().opId;
        return ids;
    }

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeKind::Light);
        m_host = std::make_unique<QWidget>();
        m_host->resize(440, 700);
        m_host->show();
        QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
    }
    void init()
    {
        failOnWarnings();
        m_cards = std::make_unique<OperationCards>(m_host.get());
        m_cards->setGeometry(0, 0, 432, 690);
    }
    void cleanup() { m_cards.reset(); }
    void cleanupTestCase() { m_host.reset(); }

    void withoutAnythingToDecideThereIsNoCardAndNoRoomTaken()
    {
        QVERIFY(!m_cards->isVisible());
        for (const ActionState state : {ActionState::Intent, ActionState::Sent, ActionState::Acked, ActionState::Verified,
                                        ActionState::Effective, ActionState::Closed, ActionState::Rejected})
            show(progress(state));
        QVERIFY(!m_cards->isVisible());
        QVERIFY(m_cards->cards().isEmpty());
    }

    void aCardSaysWhatItWasWhoPressedWhenAndWhatIsKnown()
    {
        ActionProgress found = progress(ActionState::Interrupted, {Decision::Check, Decision::CancelForSure});
        found.read = u"level 0"_s;
        show(found);
        QVERIFY(m_cards->isVisible());
        const QString words = card()->words();
        for (const QString &said : {u"Degrade, assistant: level 0 → level 2 (shorter context)"_s, u"pressed by anna"_s, u"3:2"_s,
                                    u"may or may not have happened"_s, u"asked for: level 2 · last read: level 0"_s})
            QVERIFY2(words.contains(said), qPrintable(words));
    }

    void onlyWhatIsOfferedCanBeDecided_data()
    {
        QTest::addColumn<ActionState>("state");
        QTest::addColumn<QList<Decision>>("offered");
        QTest::newRow("interrupted") << ActionState::Interrupted << QList<Decision>{Decision::Check, Decision::CancelForSure};
        QTest::newRow("interrupted, tier C") << ActionState::Interrupted << QList<Decision>{Decision::Check};
        QTest::newRow("proven not applied") << ActionState::NotApplied << QList<Decision>{Decision::PressAgain};
        QTest::newRow("needs a person") << ActionState::AskHuman << settling;
        QTest::newRow("reconciling") << ActionState::Reconciling << QList<Decision>{};
    }
    void onlyWhatIsOfferedCanBeDecided()
    {
        QFETCH(ActionState, state);
        QFETCH(QList<Decision>, offered);
        show(progress(state, offered));
        for (const Decision decision : allDecisions)
            QCOMPARE(card()->decisionButton(decision)->isVisible(), offered.contains(decision));
        QCOMPARE(card()->findChild<QLineEdit *>()->isVisible(), state == ActionState::AskHuman);
    }

    void aDecisionIsHandedOnOnceWithItsOperation_data()
    {
        QTest::addColumn<Decision>("decision");
        for (const Decision decision : allDecisions)
            QTest::newRow(qPrintable(decisionWord(decision))) << decision;
    }
    void aDecisionIsHandedOnOnceWithItsOperation()
    {
        QFETCH(Decision, decision);
        QSignalSpy decisions(m_cards.get(), &OperationCards::decided);
        show(progress(ActionState::AskHuman, {decision}, u"op-7"_s));
        if (wantsReason(decision))
            card()->findChild<QLineEdit *>()->setText(u"  looked at the gateway "_s);
        QPushButton *button = card()->decisionButton(decision);
        QTest::mouseClick(button, Qt::LeftButton);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(decisions.size(), 1);
        QCOMPARE(decisions.first().at(0).toString(), u"op-7"_s);
        QCOMPARE(decisions.first().at(1).value<Decision>(), decision);
        QCOMPARE(decisions.first().at(2).toString(), wantsReason(decision) ? u"looked at the gateway"_s : QString());
        QVERIFY2(m_cards->operation(u"op-7"_s), "whoever hears it may ask what it was");
    }

    void aDecisionThatChangedNothingCanBeTakenAgain()
    {
        show(progress(ActionState::Interrupted, {Decision::Check}));
        QPushButton *button = card()->decisionButton(Decision::Check);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!button->isEnabled());
        QTRY_VERIFY(button->isEnabled());
    }

    void settlingWantsAReason()
    {
        QSignalSpy decisions(m_cards.get(), &OperationCards::decided);
        show(progress(ActionState::AskHuman, settling));
        auto *reason = card()->findChild<QLineEdit *>();
        for (const Decision decision : settling) {
            reason->setText(u"   "_s);
            QTest::mouseClick(card()->decisionButton(decision), Qt::LeftButton);
            QCOMPARE(QApplication::focusWidget(), reason);
        }
        QCOMPARE(decisions.size(), 0);
        QVERIFY(!reason->accessibleName().isEmpty());
    }

    void whatIsNotOfferedSaysWhy()
    {
        ActionProgress withheld = progress(ActionState::Interrupted, {Decision::Check});
        withheld.withheld = u"this gateway cannot put a cancellation in its place"_s;
        show(withheld);
        QVERIFY(card()->words().contains(u"Not offered: this gateway cannot put"_s));
    }

    void whatIsProvenNotAppliedCanBePutAway()
    {
        QSignalSpy decisions(m_cards.get(), &OperationCards::decided);
        show(progress(ActionState::Interrupted, {Decision::Check}, u"op-2"_s));
        QVERIFY(!card()->putAwayButton()->isVisible());
        show(progress(ActionState::NotApplied, {Decision::PressAgain}));
        QCoreApplication::processEvents();
        OperationCard *over = card(order().indexOf(u"op-1"_s));
        QVERIFY(over->putAwayButton()->isVisible() && !over->putAwayButton()->accessibleName().isEmpty());
        QTest::mouseClick(over->putAwayButton(), Qt::LeftButton);
        QCOMPARE(order(), QStringList(u"op-2"_s));
        show(progress(ActionState::NotApplied, {Decision::PressAgain}));
        QCOMPARE(order(), QStringList(u"op-2"_s));
        QCOMPARE(decisions.size(), 0);
    }

    void aSettledOperationLosesItsCard()
    {
        show(progress(ActionState::AskHuman, settling));
        QCOMPARE(order(), QStringList(u"op-1"_s));
        show(progress(ActionState::AskHuman));
        QVERIFY(m_cards->cards().isEmpty() && !m_cards->isVisible());
        QVERIFY(!m_cards->operation(u"op-1"_s));
    }

    void whatAsksForADecisionStandsFirstThenDoubtThenWhatIsInForce()
    {
        show(progress(ActionState::Active, {}, u"active"_s));
        ActionProgress doubt = progress(ActionState::Unknown, {}, u"doubt"_s);
        doubt.target = Target::Routing;
        show(doubt);
        show(progress(ActionState::Interrupted, {Decision::Check}, u"older"_s));
        ActionProgress newer = progress(ActionState::AskHuman, settling, u"newer"_s);
        newer.pressedAt += std::chrono::seconds(60);
        show(newer);
        QCOMPARE(order(), QStringList({u"newer"_s, u"older"_s, u"doubt"_s, u"active"_s}));
    }

    void cardsOfEveryServiceAreShown()
    {
        show(progress(ActionState::Interrupted, {Decision::Check}, u"op-1"_s));
        ActionProgress other = progress(ActionState::Interrupted, {Decision::Check}, u"op-2"_s);
        other.service = u"search"_s;
        show(other);
        QCOMPARE(m_cards->cards().size(), 2);
        QVERIFY(card(0)->words().contains(u"search"_s) != card(1)->words().contains(u"search"_s));
    }

    void whatIsInForceOffersWhatItsFacesOffer_data()
    {
        QTest::addColumn<ActionFace>("face");
        QTest::addColumn<bool>("restore");
        QTest::addColumn<bool>("extend");
        ActionFace blocked = face(Verb::Degrade, Target::Degrade);
        blocked.blocked = BlockReason::AlreadyThere;
        ActionFace notNow = face(Verb::Restore, Target::Degrade);
        notNow.blocked = BlockReason::Stale;
        QTest::newRow("restore") << face(Verb::Restore, Target::Degrade) << true << false;
        QTest::newRow("restore with a reason why not now") << notNow << true << false;
        QTest::newRow("restore of another target") << face(Verb::Restore, Target::Throttle) << false << false;
        QTest::newRow("restore of another service") << face(Verb::Restore, Target::Degrade, u"search"_s) << false << false;
        QTest::newRow("extend") << face(Verb::Degrade, Target::Degrade) << false << true;
        QTest::newRow("extend that is blocked") << blocked << false << false;
        QTest::newRow("another verb") << face(Verb::Throttle, Target::Throttle) << false << false;
    }
    void whatIsInForceOffersWhatItsFacesOffer()
    {
        QFETCH(ActionFace, face);
        ActionProgress active = progress(ActionState::Active);
        active.expiresAt = SystemClock().now() + std::chrono::seconds(600);
        m_cards->setFaces({face});
        show(active);
        QTEST(card()->restoreButton()->isVisible(), "restore");
        QTEST(card()->extendButton()->isVisible(), "extend");
        QVERIFY2(card()->words().contains(u"ends by itself in"_s) && card()->words().contains(u"anna"_s), qPrintable(card()->words()));
        // Not for what is in doubt.
        active.state = ActionState::Unknown;
        show(active);
        QVERIFY(!card()->restoreButton()->isVisible() && !card()->extendButton()->isVisible());
    }

    void aRestoreIsHeldAndCarriesThePlanThatWasPainted()
    {
        QSignalSpy presses(m_cards.get(), &OperationCards::pressed);
        m_cards->setFaces({face(Verb::Restore, Target::Degrade)});
        show(progress(ActionState::Active));
        ActionButton *button = card()->restoreButton();
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(presses.size(), 0);
        QTest::mousePress(button, Qt::LeftButton);
        QTRY_COMPARE(presses.size(), 1);
        QCOMPARE(presses.first().at(0).value<ActionPlan>().verb, Verb::Restore);
        QCOMPARE(presses.first().at(0).value<ActionPlan>().ifMatch, u"8"_s);
    }

    void whatALaterOperationReplacedIsInForceNoMore_data()
    {
        QTest::addColumn<ActionState>("state");
        QTest::addColumn<Target>("target");
        QTest::addColumn<int>("laterBy");
        QTest::addColumn<bool>("stays");
        QTest::newRow("restored") << ActionState::Verified << Target::Degrade << 60 << false;
        QTest::newRow("extended") << ActionState::Active << Target::Degrade << 60 << false;
        QTest::newRow("another target") << ActionState::Verified << Target::Throttle << 60 << true;
        QTest::newRow("an older one") << ActionState::Verified << Target::Degrade << -60 << true;
        QTest::newRow("one that was refused") << ActionState::Rejected << Target::Degrade << 60 << true;
        QTest::newRow("one that is only accepted") << ActionState::Acked << Target::Degrade << 60 << true;
    }
    void whatALaterOperationReplacedIsInForceNoMore()
    {
        QFETCH(ActionState, state);
        QFETCH(Target, target);
        QFETCH(int, laterBy);
        QFETCH(bool, stays);
        show(progress(ActionState::Active, {}, u"first"_s));
        ActionProgress later = progress(state, {}, u"second"_s);
        later.target = target;
        later.pressedAt += std::chrono::seconds(laterBy);
        show(later);
        QCOMPARE(order().contains(u"first"_s), stays);
        later.state = ActionState::Closed;
        show(later);
        QCOMPARE(order().contains(u"first"_s), stays);
    }

    void aCardKeepsItsFocusAndItsReasonWhileItIsToldAgain()
    {
        show(progress(ActionState::AskHuman, settling));
        auto *reason = card()->findChild<QLineEdit *>();
        reason->setFocus();
        QTest::keyClicks(reason, u"because"_s);
        show(progress(ActionState::Unknown, {}, u"op-2"_s));
        m_cards->setFaces({face(Verb::Restore, Target::Degrade)});
        show(progress(ActionState::AskHuman, settling));
        QCOMPARE(QApplication::focusWidget(), reason);
        QCOMPARE(reason->text(), u"because"_s);
    }

    void everyButtonIsReachedByKeyAndNamesItsOperation()
    {
        show(progress(ActionState::Interrupted, {Decision::Check, Decision::CancelForSure}));
        m_cards->setFaces({face(Verb::Restore, Target::Throttle)});
        ActionProgress active = progress(ActionState::Active, {}, u"op-2"_s);
        active.target = Target::Throttle;
        show(active);
        QCoreApplication::processEvents(); // a new card is shown by the next turn
        int checked = 0;
        for (QWidget *widget : m_cards->findChildren<QWidget *>()) {
            if (!widget->isVisible() || !(qobject_cast<QPushButton *>(widget) || qobject_cast<ActionButton *>(widget)))
                continue;
            QVERIFY(widget->focusPolicy() & Qt::TabFocus);
            const QAccessibleInterface *access = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(access && !access->text(QAccessible::Name).isEmpty());
            QVERIFY(!access->text(QAccessible::Description).isEmpty());
            ++checked;
        }
        QCOMPARE(checked, 3);
        QVERIFY(card()->decisionButton(Decision::Check)->accessibleName().contains(u"Degrade, assistant"_s));
        QVERIFY(!m_cards->accessibleName().isEmpty() && !card()->accessibleName().isEmpty());
        QSignalSpy decisions(m_cards.get(), &OperationCards::decided);
        card()->decisionButton(Decision::Check)->setFocus();
        QTest::keyClick(card()->decisionButton(Decision::Check), Qt::Key_Space);
        QCOMPARE(decisions.size(), 1);
    }

    void nothingIsCutAndEverythingCanBeRead_data()
    {
        QTest::addColumn<ThemeKind>("kind");
        QTest::addColumn<ActionProgress>("shown");
        ActionProgress found = progress(ActionState::Interrupted, {Decision::Check, Decision::CancelForSure, Decision::PressAgain});
        found.withheld = u"a cancellation: this gateway keeps no stamp that a late copy would meet"_s;
        ActionProgress human = progress(ActionState::AskHuman, settling);
        human.reason = u"the value asked for was not seen in two reads; an old copy may still arrive at the gateway"_s;
        human.read = u"level 1"_s;
        ActionProgress active = progress(ActionState::Active);
        active.expiresAt = SystemClock().now() + std::chrono::seconds(600);
        const QList<std::pair<const char *, ActionProgress>> cases{
            {"interrupted", found}, {"reconciling", progress(ActionState::Reconciling)}, {"human", human}, {"in force", active}};
        for (const auto &[name, shown] : cases) {
            QTest::addRow("%s, light", name) << ThemeKind::Light << shown;
            QTest::addRow("%s, dark", name) << ThemeKind::Dark << shown;
        }
    }
    void nothingIsCutAndEverythingCanBeRead()
    {
        QFETCH(ThemeKind, kind);
        QFETCH(ActionProgress, shown);
        applyTheme(*qApp, kind);
        m_cards->setFaces({face(Verb::Restore, Target::Degrade)});
        show(shown);
        QCoreApplication::processEvents();
        const QImage image = card()->grab().toImage();
        const QColor ground = themeColors(kind).raised;
        int checked = 0;
        for (QWidget *widget : card()->findChildren<QWidget *>()) {
            if (!widget->isVisible())
                continue;
            QVERIFY(card()->rect().contains(QRect(widget->mapTo(card(), QPoint()), widget->size())));
            if (const auto *label = qobject_cast<PlainLabel *>(widget)) {
                QCOMPARE(label->text(), label->plainText());
                QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
                QCOMPARE(image.pixelColor(label->mapTo(card(), label->rect().bottomRight())), ground);
                QVERIFY(contrast(label->palette().color(QPalette::WindowText), ground) >= 4.5);
                ++checked;
            } else if (const auto *button = qobject_cast<QPushButton *>(widget)) {
                QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
                ++checked;
            } else if (const auto *press = qobject_cast<ActionButton *>(widget)) {
                QVERIFY(press->showsAllWords());
                ++checked;
            }
        }
        QVERIFY(checked >= 4);
        applyTheme(*qApp, ThemeKind::Light);
    }

    void hostileWordsStayText()
    {
        const QString hostile = u"<b>x</b>\u202e\n"_s + QString(5000, u'y');
        ActionProgress shown = progress(ActionState::AskHuman, settling);
        shown.service = shown.actorName = shown.reason = shown.from = shown.to = shown.asked = shown.read = shown.withheld = hostile;
        show(shown);
        for (const QLabel *label : m_cards->findChildren<QLabel *>()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QVERIFY(!label->text().contains(QChar(0x202e)));
        }
        QVERIFY(!card()->accessibleName().contains(QChar(0x202e)));
        m_cards->grab();
    }

    void manyCardsAreScrolledAndLeaveTheBoardItsRoom()
    {
        for (int i = 0; i < 30; ++i)
            show(progress(ActionState::Interrupted, {Decision::Check}, u"op-%1"_s.arg(i)));
        QCOMPARE(m_cards->cards().size(), 30);
        QVERIFY(m_cards->sizeHint().height() <= 260);
        QVERIFY(m_cards->minimumSizeHint().height() <= 160);
        QVERIFY(m_cards->widget()->minimumSizeHint().width() <= 432);
    }
};

QTEST_MAIN(OperationCardsTest)
#include "tst_OperationCards.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/ActionButton.h"
#include "ui/common/Theme.h"

#include <QAccessible>
#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class ActionButtonTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host;
    ActionButton *m_button = nullptr;
    QLineEdit *m_elsewhere = nullptr;
    std::unique_ptr<QSignalSpy> m_presses;

    static ButtonFace face(PressFriction friction, const QString &target = u"routing|7"_s)
    {
        ButtonFace made;
        made.title = u"Rollback"_s;
        made.consequence = u"v42 20 % → 0 %, all to v41"_s;
        made.touches = u"touches 20 % of traffic"_s;
        made.friction = friction;
        made.target = target;
        made.icon = IconName::Rollback;
        return made;
    }
    QPoint middle() const { return m_button->rect().center(); }
    void key(QEvent::Type type, int code, bool repeats = false)
    {
        QKeyEvent event(type, code, Qt::NoModifier, {}, repeats);
        QApplication::sendEvent(m_button, &event);
    }
    /// Long enough for a hold that was not cancelled.
    void waitForAHold() const { QTest::qWait(ActionButton::holdMs + 250); }

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeKind::Light);
        m_host = std::make_unique<QWidget>();
        m_host->resize(400, 400);
        m_host->show();
        QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
    }
    void init()
    {
        failOnWarnings();
        m_button = new ActionButton(true, m_host.get());
        m_button->setGeometry(20, 20, 150, m_button->sizeHint().height());
        m_elsewhere = new QLineEdit(m_host.get());
        m_elsewhere->setGeometry(20, 300, 100, 30);
        m_button->show();
        m_elsewhere->show();
        m_presses = std::make_unique<QSignalSpy>(m_button, &ActionButton::pressed);
    }
    void cleanup()
    {
        m_presses.reset();
        delete m_button;
        delete m_elsewhere;
    }
    void cleanupTestCase() { m_host.reset(); }

    void oneClickPressesOnce()
    {
        m_button->setFace(face(PressFriction::Click));
        QTest::mouseClick(m_button, Qt::LeftButton, {}, middle());
        QCOMPARE(m_presses->size(), 1);
    }

    void aDoubleClickPressesOnce()
    {
        m_button->setFace(face(PressFriction::Click));
        QTest::mouseClick(m_button, Qt::LeftButton, {}, middle());
        QTest::mouseDClick(m_button, Qt::LeftButton, {}, middle());
        QTest::mouseClick(m_button, Qt::LeftButton, {}, middle());
        QCOMPARE(m_presses->size(), 1);
    }

    void otherMouseButtonsPressNothing()
    {
        m_button->setFace(face(PressFriction::Click));
        QTest::mouseClick(m_button, Qt::RightButton, {}, middle());
        QTest::mouseClick(m_button, Qt::MiddleButton, {}, middle());
        QCOMPARE(m_presses->size(), 0);
    }

    void aReleaseOutsidePressesNothing()
    {
        m_button->setFace(face(PressFriction::Click));
        QTest::mousePress(m_button, Qt::LeftButton, {}, middle());
        QTest::mouseRelease(m_button, Qt::LeftButton, {}, QPoint(middle().x(), -30));
        QCOMPARE(m_presses->size(), 0);
    }

    void spaceAndEnterPressTheFocusedButton_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("space") << int(Qt::Key_Space);
        QTest::newRow("return") << int(Qt::Key_Return);
        QTest::newRow("enter") << int(Qt::Key_Enter);
    }
    void spaceAndEnterPressTheFocusedButton()
    {
        QFETCH(int, code);
        m_button->setFace(face(PressFriction::Click));
        m_button->setFocus();
        key(QEvent::KeyPress, code);
        QCOMPARE(m_presses->size(), 0);
        key(QEvent::KeyRelease, code);
        QCOMPARE(m_presses->size(), 1);
    }

    void aKeyThatRepeatsByItselfPressesOnce()
    {
        m_button->setFace(face(PressFriction::Click));
        m_button->setFocus();
        key(QEvent::KeyPress, Qt::Key_Space);
        for (int i = 0; i < 20; ++i) {
            key(QEvent::KeyRelease, Qt::Key_Space, true);
            key(QEvent::KeyPress, Qt::Key_Space, true);
        }
        QCOMPARE(m_presses->size(), 0);
        key(QEvent::KeyRelease, Qt::Key_Space);
        QCOMPARE(m_presses->size(), 1);
    }

    void aRepeatThatBeganElsewherePressesNothing()
    {
        m_button->setFace(face(PressFriction::Click));
        m_button->setFocus();
        key(QEvent::KeyPress, Qt::Key_Space, true);
        key(QEvent::KeyRelease, Qt::Key_Space);
        QCOMPARE(m_presses->size(), 0);
    }

    void aHoldFiresAndATapDoesNot()
    {
        m_button->setFace(face(PressFriction::Hold));
        QTest::mousePress(m_button, Qt::LeftButton, {}, middle());
        QTest::mouseRelease(m_button, Qt::LeftButton, {}, middle());
        waitForAHold();
        QCOMPARE(m_presses->size(), 0);
        QElapsedTimer held;
        held.start();
        QTest::mousePress(m_button, Qt::LeftButton, {}, middle());
        QTRY_COMPARE(m_presses->size(), 1);
        QVERIFY(held.elapsed() >= ActionButton::holdMs);
        QTest::mouseRelease(m_button, Qt::LeftButton, {}, middle());
        QCOMPARE(m_presses->size(), 1);
    }

    void aHoldIsCancelled_data()
    {
        QTest::addColumn<QString>("by");
        for (const char *by : {"escape", "focus", "leave", "target", "blocked", "friction", "moved out"})
            QTest::newRow(by) << QString::fromLatin1(by);
    }
    void aHoldIsCancelled()
    {
        QFETCH(QString, by);
        m_button->setFace(face(PressFriction::Hold));
        m_button->setFocus();
        QTest::mousePress(m_button, Qt::LeftButton, {}, middle());
        QTest::qWait(100);
        if (by == u"escape") {
            key(QEvent::KeyPress, Qt::Key_Escape);
        } else if (by == u"focus") {
            m_elsewhere->setFocus();
        } else if (by == u"leave") {
            QEvent leave(QEvent::Leave);
            QApplication::sendEvent(m_button, &leave);
        } else if (by == u"target") {
            m_button->setFace(face(PressFriction::Hold, u"routing|8"_s));
        } else if (by == u"friction") {
            m_button->setFace(face(PressFriction::Click));
        } else if (by == u"blocked") {
            ButtonFace blocked = face(PressFriction::Hold);
            blocked.blocked = u"Journal not writable"_s;
            m_button->setFace(blocked);
        } else {
            QMouseEvent move(QEvent::MouseMove, QPointF(-20, 5), m_button->mapToGlobal(QPointF(-20, 5)), Qt::NoButton,
                             Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(m_button, &move);
        }
        waitForAHold();
        QTest::mouseRelease(m_button, Qt::LeftButton, {}, middle());
        QCOMPARE(m_presses->size(), 0);
    }

    void aNewTargetMakesTheButtonDeadForAMoment()
    {
        m_button->setFace(face(PressFriction::Click));
        QVERIFY(!m_button->isDead());
        m_button->setFace(face(PressFriction::Click, u"routing|8"_s));
        QVERIFY(m_button->isDead());
        QTest::mouseClick(m_button, Qt::LeftButton, {}, middle());
        QCOMPARE(m_presses->size(), 0);
        QTRY_VERIFY(!m_button->isDead());
        QTest::mouseClick(m_button, Qt::LeftButton, {}, middle());
        QCOMPARE(m_presses->size(), 1);
    }

    void aPressThatBeganOnTheOldTargetPressesNothing()
    {
        m_button->setFace(face(PressFriction::Click));
        QTest::mousePress(m_button, Qt::LeftButton, {}, middle());
        m_button->setFace(face(PressFriction::Click, u"routing|8"_s));
        QTRY_VERIFY(!m_button->isDead());
        QTest::mouseRelease(m_button, Qt::LeftButton, {}, middle());
        QCOMPARE(m_presses->size(), 0);
    }

    void staleStateWantsAReasonAndAHold()
    {
        m_button->setFace(face(PressFriction::HoldWithReason));
        auto *reason = m_button->findChild<QLineEdit *>();
        QVERIFY(reason && reason->isVisible() && !reason->accessibleName().isEmpty());
        QTest::mousePress(m_button, Qt::LeftButton, {}, QPoint(20, 10));
        waitForAHold();
        QTest::mouseRelease(m_button, Qt::LeftButton, {}, QPoint(20, 10));
        QCOMPARE(m_presses->size(), 0);
        QTRY_VERIFY(reason->hasFocus()); // it asks for what is missing
        QTest::keyClicks(reason, u"latency doubled"_s);
        QTest::mousePress(m_button, Qt::LeftButton, {}, QPoint(20, 10));
        QTRY_COMPARE(m_presses->size(), 1);
        QTest::mouseRelease(m_button, Qt::LeftButton, {}, QPoint(20, 10));
        QCOMPARE(m_presses->first().first().toString(), u"latency doubled"_s);
        QVERIFY2(reason->text().isEmpty(), "a reason serves one press");
    }

    void aBlockedButtonSaysWhyAndPressesNothing()
    {
        ButtonFace blocked = face(PressFriction::Click);
        blocked.blocked = u"No rollout in progress"_s;
        m_button->setFace(blocked);
        QTest::mouseClick(m_button, Qt::LeftButton, {}, middle());
        m_button->pressByAssistant();
        QCOMPARE(m_presses->size(), 0);
        QCOMPARE(m_button->accessibleDescription(), u"No rollout in progress"_s);
        QCOMPARE(buttonBody(blocked, true), u"No rollout in progress"_s);
    }

    void theAccessibleNameSaysVerbAndConsequence()
    {
        m_button->setFace(face(PressFriction::Click));
        QAccessibleInterface *access = QAccessible::queryAccessibleInterface(m_button);
        QVERIFY(access);
        QCOMPARE(access->role(), QAccessible::Button);
        QCOMPARE(access->text(QAccessible::Name), u"Rollback: v42 20 % → 0 %, all to v41"_s);
        QVERIFY(!access->state().disabled);
    }

    void assistiveTechnologyPressesAndReplacesAHoldByTwoPresses_data()
    {
        QTest::addColumn<PressFriction>("friction");
        QTest::addColumn<int>("needed");
        QTest::newRow("click") << PressFriction::Click << 1;
        QTest::newRow("hold") << PressFriction::Hold << 2;
    }
    void assistiveTechnologyPressesAndReplacesAHoldByTwoPresses()
    {
        QFETCH(PressFriction, friction);
        QFETCH(int, needed);
        m_button->setFace(face(friction));
        QAccessibleActionInterface *access = QAccessible::queryAccessibleInterface(m_button)->actionInterface();
        QVERIFY(access && access->actionNames().contains(QAccessibleActionInterface::pressAction()));
        for (int i = 1; i <= needed; ++i) {
            QCOMPARE(m_presses->size(), 0);
            access->doAction(QAccessibleActionInterface::pressAction());
        }
        QCOMPARE(m_presses->size(), 1);
    }

    void betweenTwoAssistedPressesANewTargetStartsAnew()
    {
        m_button->setFace(face(PressFriction::Hold));
        m_button->pressByAssistant();
        m_button->setFace(face(PressFriction::Hold, u"routing|8"_s));
        QTRY_VERIFY(!m_button->isDead());
        m_button->pressByAssistant();
        QCOMPARE(m_presses->size(), 0);
    }

    void theWholeConsequenceIsPaintedBeforeThePress()
    {
        const QString body = buttonBody(face(PressFriction::Hold), true);
        QVERIFY(body.contains(u"v42"_s) && body.contains(u"all to"_s) && body.contains(u"touches"_s) && body.contains(u"hold"_s));
        ButtonFace hostile = face(PressFriction::Click);
        hostile.consequence = u"<b>v\u202e42</b>"_s;
        QVERIFY(!buttonBody(hostile, true).contains(QChar(0x202e)));
        m_button->setFace(hostile);
        QVERIFY(!m_button->toolTip().contains(u"<b>"_s));
    }

    void whatIsAbsentDoesNotLookLikeAButton()
    {
        ButtonFace blocked = face(PressFriction::Click);
        blocked.blocked = u"This gateway keeps no steps"_s;
        m_button->setFace(blocked);
        const QImage dead = m_button->grab().toImage();
        blocked.absent = true;
        m_button->setFace(blocked);
        const QImage absent = m_button->grab().toImage();
        QVERIFY(dead != absent);
        // No edge: the whole border is ground.
        const QColor ground = absent.pixelColor(0, 0);
        for (int x = 0; x < absent.width(); ++x)
            QCOMPARE(absent.pixelColor(x, 1), ground);
        QTest::mouseClick(m_button, Qt::LeftButton, {}, middle());
        QCOMPARE(m_presses->size(), 0);
        QCOMPARE(m_button->accessibleDescription(), blocked.blocked);
    }

    void wordsThatDoNotFitAreKnown_data()
    {
        QTest::addColumn<QString>("blocked");
        QTest::addColumn<bool>("fits");
        QTest::newRow("none") << QString() << true;
        QTest::newRow("short") << u"No rollout in progress"_s << true;
        QTest::newRow("long") << QString(30, u'x').append(u' ').repeated(6) << false;
        QTest::newRow("one long word") << QString(60, u'w') << false;
    }
    void wordsThatDoNotFitAreKnown()
    {
        QFETCH(QString, blocked);
        ButtonFace shown = face(PressFriction::Click);
        shown.blocked = blocked;
        m_button->setFace(shown);
        QTEST(m_button->showsAllWords(), "fits");
    }

    void theFocusedButtonIsSeenToBeFocused()
    {
        m_button->setFace(face(PressFriction::Click));
        m_elsewhere->setFocus();
        const QImage without = m_button->grab().toImage();
        m_button->setFocus();
        const QImage with = m_button->grab().toImage();
        QVERIFY(without != with);
        QCOMPARE(with.pixelColor(with.width() / 2, 1), themeColors(ThemeKind::Light).focus);
    }
};

QTEST_MAIN(ActionButtonTest)
#include "tst_ActionButton.moc"

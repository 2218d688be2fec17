// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "tests/ui/alerts/AlertFake.h"
#include "ui/alerts/AlertsPanel.h"
#include "ui/alerts/CoverDialog.h"
#include "ui/common/ActionButton.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace andon;
using namespace Qt::StringLiterals;

class AlertsPanelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<AlertsPanel> m_panel;

    static AlertFaces faces(const QString &to = u"v42 0 %"_s)
    {
        AlertFace face;
        face.face.title = u"Rollback"_s;
        face.face.consequence = u"v42 20 % → 0 %"_s;
        face.face.target = to;
        face.plan.service = u"chat"_s;
        face.plan.verb = Verb::Rollback;
        face.plan.to = to;
        return {{u"chat"_s, {{Verb::Rollback, face}}}};
    }
    QPushButton *button(const QString &words) const
    {
        for (QPushButton *one : m_panel->findChildren<QPushButton *>()) {
            if (one->text().startsWith(words))
                return one;
        }
        return nullptr;
    }
    static double contrast(const QColor &a, const QColor &b)
    {
        const auto light = [](const QColor &color) {
            const auto part = [](double value) { return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
            return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
        };
        const double one = light(a), two = light(b);
        return (std::max(one, two) + 0.05) / (std::min(one, two) + 0.05);
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::Light); }
    void init()
    {
        m_panel = std::make_unique<AlertsPanel>();
        m_panel->resize(1280, 640);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        // The offscreen window itself warns of its own limits; nothing else may.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void cleanup() { m_panel.reset(); }

    void eachAlarmHasItsButtonAndAPressIsWhatWasPainted()
    {
        const Alert one = fakeAlert(u"one"_s);
        Alert bare = fakeAlert(u"bare"_s);
        bare.action.reset();
        bare.gaps = {{AlertGapKind::NoAction}};
        m_panel->setAlerts({shared(one), shared(bare)}, alertsNow);
        m_panel->setFaces(faces());
        ActionButton *button = m_panel->table().button(one.key);
        QVERIFY(button && button->isVisible());
        QVERIFY(!m_panel->table().button(bare.key));
        QCOMPARE(m_panel->model().index(1, AlertsModel::Action).data().toString(), u"no action"_s);
        QSignalSpy pressed(m_panel.get(), &AlertsPanel::pressed);
        QTRY_VERIFY(!button->isDead());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(pressed.size(), 1);
        QCOMPARE(pressed[0][0].value<ActionPlan>().to, u"v42 0 %"_s);
        QCOMPARE(pressed[0][2].toString(), one.title);
    }
    void aButtonStaysWithItsAlarmAndIsDeadForAMomentWhereItsTargetChanges()
    {
        const AlertPointer one = shared(fakeAlert(u"one"_s)), two = shared(fakeAlert(u"two"_s));
        m_panel->setAlerts({one, two}, alertsNow);
        m_panel->setFaces(faces());
        ActionButton *button = m_panel->table().button(one->key);
        const int above = button->y();
        m_panel->setAlerts({two, one}, alertsNow);
        QTRY_VERIFY(m_panel->table().button(one->key)->y() > above);
        QCOMPARE(m_panel->table().button(one->key), button);
        QTRY_VERIFY(!button->isDead());
        m_panel->setFaces(faces(u"v43 0 %"_s));
        QVERIFY(button->isDead());
        QSignalSpy pressed(m_panel.get(), &AlertsPanel::pressed);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(pressed.size(), 0);
    }
    void theRightArrowLeadsOntoTheButtonAndPressesNothing()
    {
        const Alert one = fakeAlert(u"one"_s);
        m_panel->setAlerts({shared(one)}, alertsNow);
        m_panel->setFaces(faces());
        QSignalSpy pressed(m_panel.get(), &AlertsPanel::pressed);
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        m_panel->focusTable();
        QTest::keyClick(&m_panel->table(), Qt::Key_Right);
        QCOMPARE(QApplication::focusWidget(), m_panel->table().button(one.key));
        QCOMPARE(pressed.size(), 0);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
        QCOMPARE(QApplication::focusWidget(), &m_panel->table());
    }
    void tenThousandAlarmsHaveAsManyButtonsAsFitInView()
    {
        QList<AlertPointer> storm;
        for (int i = 0; i < 10'000; ++i)
            storm << shared(fakeAlert(u"storm %1"_s.arg(i)));
        m_panel->setAlerts(storm, alertsNow);
        m_panel->setFaces(faces());
        QCOMPARE(m_panel->model().rowCount(), 10'000);
        const auto buttons = m_panel->findChildren<ActionButton *>();
        QVERIFY(buttons.size() >= 3 && buttons.size() < 30);
        m_panel->table().scrollToBottom();
        QTRY_VERIFY(m_panel->table().button(storm.last()->key));
        QVERIFY(m_panel->findChildren<ActionButton *>().size() < 30);
    }
    void whatPeopleDoIsAskedForByKeyAndByButton()
    {
        const Alert one = fakeAlert(u"one"_s), two = fakeAlert(u"two"_s);
        m_panel->setAlerts({shared(one), shared(two)}, alertsNow);
        m_panel->setCanSilence(true);
        m_panel->focusTable();
        QCOMPARE(m_panel->selectedKeys(), QStringList{one.key});
        QSignalSpy acknowledged(m_panel.get(), &AlertsPanel::acknowledgeAsked), shelved(m_panel.get(), &AlertsPanel::shelveAsked),
            silenced(m_panel.get(), &AlertsPanel::silenceAsked), lines(m_panel.get(), &AlertsPanel::linesAsked),
            closed(m_panel.get(), &AlertsPanel::closeAsked);
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        QTest::keyClick(&m_panel->table(), Qt::Key_A);
        QCOMPARE(acknowledged.size(), 1);
        QCOMPARE(acknowledged[0][0].toStringList(), QStringList{one.key});
        QTest::keyClick(&m_panel->table(), Qt::Key_A, Qt::ShiftModifier);
        QCOMPARE(shelved.size(), 1);
        QTest::keyClick(&m_panel->table(), Qt::Key_Return);
        QCOMPARE(lines.size(), 1);
        button(u"Silence"_s)->click();
        QCOMPARE(silenced.size(), 1);
        m_panel->table().selectAll();
        QTest::keyClick(&m_panel->table(), Qt::Key_A);
        QCOMPARE(acknowledged[1][0].toStringList().size(), 2);
        QVERIFY(!button(u"Shelve"_s)->isEnabled()); // one at a time: its labels are shown
        QTest::keyClick(&m_panel->table(), Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
    }
    void returnIsOfferedForWhatIsHidden()
    {
        Alert hidden = fakeAlert(u"hidden"_s);
        hidden.covers = {{u"id"_s}};
        m_panel->setAlerts({shared(hidden)}, alertsNow);
        QCOMPARE(m_panel->model().rowCount(), 0);
        for (QCheckBox *box : m_panel->findChildren<QCheckBox *>()) {
            QCOMPARE(box->text(), u"Hidden ones (1)"_s);
            box->click();
        }
        m_panel->choose(hidden.key);
        QSignalSpy asked(m_panel.get(), &AlertsPanel::uncoverAsked);
        QVERIFY(button(u"Return"_s)->isEnabled());
        button(u"Return"_s)->click();
        QCOMPARE(asked.size(), 1);
    }
    void soundNotificationAndBlinkingAreChosenAndOffByDefault()
    {
        const AlertManners none;
        QVERIFY(!none.sound && !none.notification);
        QSignalSpy chosen(m_panel.get(), &AlertsPanel::mannersChosen);
        const QList<QAction *> actions = m_panel->findChild<QToolButton *>()->menu()->actions();
        QCOMPARE(actions.size(), 3);
        actions[0]->trigger();
        QCOMPARE(chosen[0][0].value<AlertManners>(), (AlertManners{true, false, false}));
        actions[2]->trigger();
        QCOMPARE(chosen[1][0].value<AlertManners>(), (AlertManners{true, false, true}));
    }
    void oneRowPulsesAndNoneWithReducedMotion()
    {
        m_panel->setAlerts({shared(fakeAlert(u"one"_s)), shared(fakeAlert(u"two"_s))}, alertsNow);
        const auto picture = [this] { return m_panel->table().viewport()->grab().toImage(); };
        m_panel->setLit(false);
        const QImage dark = picture();
        m_panel->setLit(true);
        const QImage lit = picture();
        int first = dark.height(), last = -1;
        for (int y = 0; y < dark.height(); ++y) {
            for (int x = 0; x < dark.width(); ++x) {
                if (dark.pixel(x, y) != lit.pixel(x, y)) {
                    first = std::min(first, y);
                    last = std::max(last, y);
                }
            }
        }
        const QRect row = m_panel->table().visualRect(m_panel->model().index(0, 0));
        QVERIFY(last > 0 && first >= row.top() && last <= row.bottom());
        m_panel->setManners({false, false, true});
        m_panel->setLit(true);
        QCOMPARE(picture(), dark);
    }
    void aSourceThatIsNotHeardIsNamedAboveTheList()
    {
        AlertSourceState state;
        state.error = Error{ErrorKind::ConnectionRefused, {u"127.0.0.1:9093"_s}, {}};
        m_panel->setSources({{u"alertmanager"_s, state}});
        bool named = false;
        for (const PlainLabel *label : m_panel->findChildren<PlainLabel *>())
            named = named || label->plainText().contains(u"alertmanager is not heard"_s);
        QVERIFY(named);
    }
    void everyControlHasANameForAScreenReader()
    {
        m_panel->setAlerts({shared(fakeAlert(u"one"_s))}, alertsNow);
        m_panel->setFaces(faces());
        for (const QWidget *widget : m_panel->findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(u"qt_"_s))
                continue;
            const auto *push = qobject_cast<const QAbstractButton *>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (push && !push->text().isEmpty()), widget->metaObject()->className());
        }
    }
    void theWordsOfEveryChipStandOutInBothThemes()
    {
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
            const ThemeColors &colors = themeColors(kind);
            QVERIFY(contrast(colors.critical, colors.onCritical) >= 4.5);
            QVERIFY(contrast(colors.warning, colors.onWarning) >= 4.5);
            QVERIFY(contrast(colors.raised, colors.text) >= 4.5);
            QVERIFY(contrast(colors.raised, colors.muted) >= 4.5);
        }
    }
    void aShelfIsConfirmedWithLabelsAReasonAndAPreview()
    {
        const Alert one = fakeAlert(u"one"_s);
        CoverDialog dialog(CoverDialog::Kind::Shelf, one, {}, u"Anna"_s, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QList<LabelMatcher> asked;
        dialog.setPreview([&](const QList<LabelMatcher> &matchers) {
            asked = matchers;
            return AlertPreview{{shared(one)}, {shared(fakeAlert(u"one"_s))}};
        });
        dialog.show();
        QPushButton *confirm = nullptr;
        for (QPushButton *candidate : dialog.findChildren<QPushButton *>())
            confirm = candidate->text().startsWith(u"Shelve"_s) ? candidate : confirm;
        QVERIFY(confirm && !confirm->isEnabled()); // no reason yet
        for (QLineEdit *line : dialog.findChildren<QLineEdit *>()) {
            if (line->accessibleName() == u"Reason"_s)
                line->setText(u"known"_s);
        }
        QVERIFY(confirm->isEnabled());
        QVERIFY2(confirm->text().contains(u"1 alarm"_s) && confirm->text().contains(u"15 minute"_s), qPrintable(confirm->text()));
        QCOMPARE(asked.size(), one.labels.size());
        for (QCheckBox *box : dialog.findChildren<QCheckBox *>())
            box->setChecked(false);
        QVERIFY(!confirm->isEnabled()); // it would hide everything
        dialog.findChildren<QCheckBox *>().first()->setChecked(true);
        QSignalSpy confirmed(&dialog, &CoverDialog::confirmed);
        confirm->click();
        QCOMPARE(confirmed.size(), 1);
        QCOMPARE(dialog.matchers(), (QList<LabelMatcher>{{u"alertname"_s, u"one"_s}}));
        QCOMPARE(dialog.forMs(), 15 * 60'000);
        QCOMPARE(dialog.reason(), u"known"_s);
    }
    void aSilenceNamesItsAlertmanagerAuthorAndComment()
    {
        CoverDialog dialog(CoverDialog::Kind::Silence, fakeAlert(u"one"_s), {u"east"_s, u"west"_s}, u"Anna"_s, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.setPreview([](const QList<LabelMatcher> &) { return AlertPreview(); });
        dialog.show();
        QCOMPARE(dialog.author(), u"Anna"_s);
        QCOMPARE(dialog.alertmanager(), u"east"_s);
        QPushButton *confirm = nullptr;
        for (QPushButton *candidate : dialog.findChildren<QPushButton *>())
            confirm = candidate->text().startsWith(u"Silence"_s) ? candidate : confirm;
        QVERIFY(confirm && !confirm->isEnabled());
        for (QLineEdit *line : dialog.findChildren<QLineEdit *>())
            line->setText(u"x"_s);
        QVERIFY(confirm->isEnabled());
        dialog.setBusy(true);
        QVERIFY(!confirm->isEnabled()); // never twice
        dialog.setTrouble(u"<b>no</b>"_s);
        QVERIFY(dialog.isVisible());
    }
};

QTEST_MAIN(AlertsPanelTest)
#include "tst_AlertsPanel.moc"

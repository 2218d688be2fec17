// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/incidents/RecordRows.h"
#include "tests/support/Warnings.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/incidents/RunbookPanel.h"

#include <QApplication>
#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class RunbookPanelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<RunbookPanel> m_panel;

    static RunbookView view(bool started)
    {
        RecordRows r;
        r.cross(40);
        r.open("A", 100);
        if (started)
            r.add(EventKind::runbookStarted, 100, {{"incident", "A"}, {"runbook", "cost_spike"}, {"digest", "d"}});
        RunbookView made;
        made.incident = incidentsOf(r.events).first();
        RunbookSpec cost, own;
        cost.id = u"cost_spike"_s;
        cost.title = u"Cost spike"_s;
        cost.firstAction = u"Throttle the tenant"_s;
        cost.trigger = u"<b>cost</b> passes its gate"_s;
        cost.verify = {u"tokens in"_s};
        cost.over = u"back under the budget"_s;
        own.id = u"own"_s;
        own.title = u"Our own"_s;
        own.firstAction = u"Call Ada"_s;
        made.runbooks = {own, cost};
        StopLossChoice rollback;
        rollback.time = {TimeToEffect::Source::Record, 6, 3};
        StopLossChoice degrade;
        degrade.verb = Verb::Degrade;
        degrade.time = {TimeToEffect::Source::Declared, 60, 0};
        degrade.available = false;
        made.lostPerSecond = 4;
        made.order = stopLossOrder({degrade, rollback}, made.lostPerSecond);
        return made;
    }
    QString words() const
    {
        QStringList all;
        for (const PlainLabel *label : m_panel->findChildren<PlainLabel *>())
            all << label->plainText();
        return all.join(u'|');
    }
    QList<QPushButton *> closers() const
    {
        QList<QPushButton *> found = m_panel->findChildren<QPushButton *>();
        found.removeIf([](const QPushButton *button) { return button->text() != u"Close with…"; });
        return found;
    }
    QPushButton *start() const
    {
        for (QPushButton *one : m_panel->findChildren<QPushButton *>()) {
            if (one->text() == u"Start")
                return one;
        }
        return nullptr;
    }

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeKind::Light);
        m_host = std::make_unique<QWidget>();
        m_host->resize(500, 700);
        m_host->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_host.get()));
    }
    void init()
    {
        failOnWarnings();
        m_panel = std::make_unique<RunbookPanel>(m_host.get());
        m_panel->resize(500, 700);
        m_panel->show();
        m_panel->setNow(RecordRows::at(352));
    }
    void cleanup() { m_panel.reset(); }

    void theClockRunsFromTheStartAndIsLateInWords()
    {
        m_panel->setView(view(true));
        QCOMPARE(m_panel->clockWords(), u"4:12 of 10:00"_s);
        QVERIFY(words().contains(u"▶ Confirm the impact"_s));
        QVERIFY(words().contains(u"late, due at 1:00"_s));
        QVERIFY(words().contains(u"due at 7:00"_s));
        m_panel->setNow(RecordRows::at(100 + 700));
        QVERIFY2(m_panel->clockWords().contains(u"over the 10:00"_s), qPrintable(m_panel->clockWords()));
    }
    void whatTheRunbookSaysIsShownAsText()
    {
        m_panel->setView(view(true));
        QVERIFY(words().contains(u"FIRST: Throttle the tenant"_s));
        QVERIFY(words().contains(u"<b>cost</b>"_s));
        for (const QLabel *label : m_panel->findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    void aStepIsOfferedOnlyWhatClosesIt()
    {
        m_panel->setView(view(true));
        QSignalSpy asked(m_panel.get(), &RunbookPanel::stepAsked);
        QCOMPARE(closers().size(), 6);
        for (qsizetype i = 0; i < 6; ++i)
            QCOMPARE(closers()[i]->isEnabled(), i == 0);
        QVERIFY(closers()[2]->toolTip().contains(u"frozen evidence"_s));
        QTest::mouseClick(closers()[0], Qt::LeftButton);
        auto *menu = m_panel->findChild<QMenu *>();
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 1);
        menu->actions().first()->trigger();
        menu->close();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][1].value<RunbookStep>(), RunbookStep::Confirm);
        QCOMPARE(asked[0][2].value<Artefact>().ref, u"e1"_s);
    }
    void withoutARunbookOneIsChosenAndStarted()
    {
        m_panel->setView(view(false));
        QCOMPARE(m_panel->clockWords(), u"No runbook started"_s);
        QVERIFY(!start()->isEnabled());
        QSignalSpy asked(m_panel.get(), &RunbookPanel::startAsked);
        m_panel->findChild<QComboBox *>()->setCurrentIndex(0);
        QVERIFY(words().contains(u"Call Ada"_s));
        m_panel->setView(view(false)); // the choice stays while the record goes on
        QVERIFY(words().contains(u"Call Ada"_s));
        QTest::mouseClick(start(), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][1].toString(), u"own"_s);
        for (const QPushButton *closer : closers())
            QVERIFY(!closer->isEnabled());
    }
    void aReplayShowsTheStepsAndOffersNone()
    {
        m_panel->setView(view(true));
        m_panel->show();
        m_panel->setReadOnly();
        m_panel->setView(view(true));
        QVERIFY2(words().contains(u"▶ Confirm"_s), qPrintable(words()));
        for (const QPushButton *button : m_panel->findChildren<QPushButton *>())
            QVERIFY(!button->isVisible());
    }
    void theStopLossOrderSaysTimeLossAndWhoSaysSo()
    {
        m_panel->setView(view(true));
        const QString all = words();
        QVERIFY2(all.contains(u"1. Roll back — 6 s (median of 3 earlier effect"_s), qPrintable(all));
        QVERIFY2(all.contains(u"about 24 more request"_s), qPrintable(all));
        QVERIFY2(all.contains(u"2. Degrade — 60 s (as declared, not measured here)"_s), qPrintable(all));
        QVERIFY2(all.contains(u"cannot be pressed now"_s), qPrintable(all));
    }
    void aClosedStepSaysWithWhatAndByWhom()
    {
        RunbookView made = view(true);
        RecordRows r;
        r.events = made.incident.events;
        r.add(EventKind::runbookStepClosed, 130, {{"incident", "A"}, {"step", "confirm"}, {"artefact", {{"kind", "event"}, {"ref", "e1"}}}});
        made.incident = incidentsOf(r.events).first();
        m_panel->setView(made);
        QVERIFY2(words().contains(u"at 0:30 by Anna: No. 1 gate.crossed"_s), qPrintable(words()));
        QVERIFY(words().contains(u"▶ Stop the loss"_s));
    }
    void nothingIsOfferedWithoutAnIncident()
    {
        m_panel->clear();
        QVERIFY(words().contains(u"A runbook belongs to an incident"_s));
        for (const QPushButton *one : m_panel->findChildren<QPushButton *>())
            QVERIFY(!one->isEnabled());
    }
};

QTEST_MAIN(RunbookPanelTest)
#include "tst_RunbookPanel.moc"

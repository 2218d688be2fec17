// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/incidents/RecordRows.h"
#include "tests/support/Warnings.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/incidents/IncidentForm.h"
#include "ui/incidents/IncidentPanel.h"
#include "ui/incidents/IncidentStrip.h"
#include "ui/incidents/TimelinePanel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class IncidentPanelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<IncidentPanel> m_panel;

    /// A closed one and a running one of the service, and a running one of another.
    static QList<Incident> incidents()
    {
        RecordRows r;
        r.open("OLD", -9000);
        r.change("OLD", -8990, "title", "Cost doubled");
        r.add(EventKind::incidentClosed, -8000, {{"incident", "OLD"}});
        r.cross(40);
        r.intent(100, "rollback", u"op"_s);
        r.open("RUN", 100);
        r.change("RUN", 101, "title", "Refusals doubled");
        r.change("RUN", 102, "role.commander", "Ben");
        r.open("ELSE", 200, u"other"_s);
        return incidentsOf(r.events);
    }
    QPushButton *button(const QWidget &within, const QString &text) const
    {
        for (QPushButton *one : within.findChildren<QPushButton *>()) {
            if (one->text() == text)
                return one;
        }
        return nullptr;
    }
    QString words() const
    {
        QStringList all;
        for (const PlainLabel *label : m_panel->findChildren<PlainLabel *>())
            all << label->plainText();
        return all.join(u'|');
    }
    /// The form that a button opened.
    IncidentForm *form(const QString &text)
    {
        QTest::mouseClick(button(*m_panel, text), Qt::LeftButton);
        return m_panel->findChild<IncidentForm *>();
    }
    static QPushButton *actOf(const IncidentForm &form)
    {
        for (QPushButton *one : form.findChildren<QPushButton *>()) {
            if (form.findChild<QDialogButtonBox *>()->buttonRole(one) == QDialogButtonBox::AcceptRole)
                return one;
        }
        return nullptr;
    }
    static QLineEdit *line(const IncidentForm &form, const QString &name)
    {
        for (QLineEdit *one : form.findChildren<QLineEdit *>()) {
            if (one->accessibleName() == name)
                return one;
        }
        return nullptr;
    }

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeKind::Light);
        m_host = std::make_unique<QWidget>();
        m_host->resize(900, 600);
        m_host->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_host.get()));
    }
    void init()
    {
        failOnWarnings();
        m_panel = std::make_unique<IncidentPanel>(m_host.get());
        m_panel->resize(900, 600);
        m_panel->show();
        m_panel->setNow(RecordRows::at(502));
        m_panel->setIncidents(incidents(), u"assistant"_s);
    }
    void cleanup() { m_panel.reset(); }

    void theRunningIncidentOfTheServiceIsOnTopWithItsClockAndThatItIsNotMitigated()
    {
        QCOMPARE(m_panel->chosen(), u"RUN"_s);
        QVERIFY2(words().contains(u"S1 · Refusals doubled"_s), qPrintable(words()));
        QVERIFY2(words().contains(u"NOT MITIGATED, running since 7:42"_s), qPrintable(words()));
        QVERIFY(words().contains(u"Commander: Ben"_s));
        QVERIFY(words().contains(u"Scribe: nobody"_s));
        QVERIFY(words().contains(u"TTA 1:00"_s));
        m_panel->setNow(RecordRows::at(503));
        QVERIFY(words().contains(u"7:43"_s));
    }
    void whereTheClockWasSetBackThePanelSaysSoInPlaceOfADuration()
    {
        RecordRows r;
        r.open("STEP", 100);
        r.setClock(-3000);
        r.add(EventKind::incidentClosed, -3000, {{"incident", "STEP"}});
        m_panel->setIncidents(incidentsOf(r.events), u"assistant"_s);
        m_panel->choose(u"STEP"_s);
        QVERIFY2(words().contains(u"closed; the clock was set back, so how long it took is not known"_s), qPrintable(words()));
        QVERIFY2(words().contains(u"TTR (clock set back)"_s), qPrintable(words()));
        QCOMPARE(m_panel->model().index(0, IncidentModel::Ttr).data().toString(), u"(clock set back)"_s);
        QCOMPARE(m_panel->model().index(0, IncidentModel::Ttd).data().toString(), u"0:00"_s);
    }
    void withoutAnyIncidentThePanelSaysHowOneBegins()
    {
        m_panel->setIncidents({}, u"assistant"_s);
        QVERIFY(words().contains(u"No incident"_s));
        QVERIFY(!button(*m_panel, u"Severity…"_s)->isEnabled());
        QVERIFY(button(*m_panel, u"Open an incident…"_s)->isEnabled());
    }
    void thePostmortemIsThatOfTheIncidentOnTop()
    {
        QSignalSpy asked(m_panel.get(), &IncidentPanel::postmortemAsked);
        m_panel->choose(u"OLD"_s);
        QTest::mouseClick(button(*m_panel, u"Postmortem…"_s), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), u"OLD"_s);
        m_panel->setIncidents({}, u"assistant"_s);
        QVERIFY(!button(*m_panel, u"Postmortem…"_s)->isEnabled());
    }
    void aReplayOffersNothingThatChangesAnIncident()
    {
        m_panel->show();
        m_panel->setReadOnly();
        m_panel->setDrillOffered(false);
        m_panel->choose(u"OLD"_s);
        QStringList offered;
        for (const QPushButton *button : m_panel->findChildren<QPushButton *>()) {
            if (button->isVisible())
                offered << button->text();
        }
        QCOMPARE(offered, QStringList{u"Postmortem…"_s});
    }
    void aPersonsChoiceStaysAndTheListShowsAll()
    {
        QAbstractItemModelTester tester(const_cast<IncidentModel *>(&m_panel->model()));
        QCOMPARE(m_panel->model().rowCount(), 3);
        QSignalSpy chosen(m_panel.get(), &IncidentPanel::chosenChanged);
        m_panel->choose(u"OLD"_s);
        QCOMPARE(chosen.size(), 1);
        QVERIFY2(words().contains(u"closed, it took 16:40"_s), qPrintable(words()));
        m_panel->setIncidents(incidents(), u"assistant"_s);
        QCOMPARE(m_panel->chosen(), u"OLD"_s);
        QVERIFY(button(*m_panel, u"Reopen…"_s));
        m_panel->setIncidents({}, u"assistant"_s);
        m_panel->setIncidents(incidents(), u"assistant"_s);
        QCOMPARE(m_panel->chosen(), u"RUN"_s);
    }
    void theSeverityIsChangedOnlyWithAWordWhy()
    {
        QSignalSpy asked(m_panel.get(), &IncidentPanel::changeAsked);
        IncidentForm *severity = form(u"Severity…"_s);
        QVERIFY(severity);
        QVERIFY(!actOf(*severity)->isEnabled());
        severity->findChild<QComboBox *>()->setCurrentIndex(0);
        QTest::keyClicks(line(*severity, u"Why"_s), u"41 tenants"_s);
        QVERIFY(actOf(*severity)->isEnabled());
        QTest::mouseClick(actOf(*severity), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), u"RUN"_s);
        QCOMPARE(asked[0][1].toString(), u"severity"_s);
        QVERIFY(asked[0][2].value<nlohmann::json>() == "S0");
        QCOMPARE(asked[0][3].toString(), u"41 tenants"_s);
    }
    void onlyTheRolesThatChangedAreAskedFor()
    {
        QSignalSpy asked(m_panel.get(), &IncidentPanel::changeAsked);
        IncidentForm *roles = form(u"Roles…"_s);
        line(*roles, u"Scribe"_s)->setText(u"Cy"_s);
        QTest::mouseClick(actOf(*roles), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][1].toString(), u"role.scribe"_s);
    }
    void impactAndVersionsAreSaidInOneForm()
    {
        QSignalSpy asked(m_panel.get(), &IncidentPanel::changeAsked);
        IncidentForm *impact = form(u"Impact…"_s);
        impact->findChild<QPlainTextEdit *>()->setPlainText(u"41 tenants"_s);
        line(*impact, u"Affected versions"_s)->setText(u"v42, v43"_s);
        QTest::mouseClick(actOf(*impact), Qt::LeftButton);
        QCOMPARE(asked.size(), 2);
        QVERIFY(asked[0][2].value<nlohmann::json>() == "41 tenants");
        QVERIFY(asked[1][2].value<nlohmann::json>() == nlohmann::json({"v42", "v43"}));
    }
    void aTimeIsCorrectedWithAWordHowItIsKnown()
    {
        QSignalSpy asked(m_panel.get(), &IncidentPanel::timeAsked);
        IncidentForm *time = form(u"Times…"_s);
        QCOMPARE(line(*time, u"Time (UTC)"_s)->text(), u"2025-11-29T12:00:40Z"_s);
        line(*time, u"Time (UTC)"_s)->setText(u"2025-11-29T11:50:00Z"_s);
        QVERIFY(!actOf(*time)->isEnabled());
        line(*time, u"Why"_s)->setText(u"a customer called"_s);
        QTest::mouseClick(actOf(*time), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][2].value<TimePoint>(), RecordRows::at(-600));
    }
    void whatIsNoTimeIsToldAndAskedOfNobody()
    {
        QSignalSpy asked(m_panel.get(), &IncidentPanel::timeAsked);
        IncidentForm *time = form(u"Times…"_s);
        line(*time, u"Time (UTC)"_s)->setText(u"about noon"_s);
        line(*time, u"Why"_s)->setText(u"x"_s);
        QTest::mouseClick(actOf(*time), Qt::LeftButton);
        QCOMPARE(asked.size(), 0);
        QVERIFY(words().contains(u"about noon is no time"_s));
    }
    void anIncidentIsMergedIntoOneOfTheOthers()
    {
        QSignalSpy asked(m_panel.get(), &IncidentPanel::mergeAsked);
        IncidentForm *merge = form(u"Merge…"_s);
        QCOMPARE(merge->findChild<QComboBox *>()->count(), 2);
        line(*merge, u"Why"_s)->setText(u"one cause"_s);
        QTest::mouseClick(actOf(*merge), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][1].toString(), u"ELSE"_s);
    }
    void closingWhatIsNotMitigatedWantsAReason()
    {
        QSignalSpy asked(m_panel.get(), &IncidentPanel::closeAsked);
        IncidentForm *close = form(u"Close…"_s);
        QVERIFY(!actOf(*close)->isEnabled());
        line(*close, u"Why"_s)->setText(u"false alarm"_s);
        QTest::mouseClick(actOf(*close), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
    }
    void oneIsOpenedByHandWithATitle()
    {
        QSignalSpy asked(m_panel.get(), &IncidentPanel::openAsked);
        IncidentForm *open = form(u"Open an incident…"_s);
        QVERIFY(!actOf(*open)->isEnabled());
        line(*open, u"What is wrong"_s)->setText(u"A customer sees foreign data"_s);
        open->findChild<QComboBox *>()->setCurrentIndex(0);
        QTest::mouseClick(actOf(*open), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][1].value<Severity>(), Severity::S0);
    }
    void hostileTextStaysText()
    {
        const QString evil = u"<h1>ALL HEALTHY</h1>\u202Egnp"_s;
        QList<Incident> list = incidents();
        for (Incident &incident : list)
            incident.title = incident.impact = incident.service = incident.openedBy = evil;
        list[1].versions = {evil};
        m_panel->setIncidents(list, evil);
        for (const QLabel *label : m_panel->findChildren<QLabel *>()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QVERIFY(!label->text().contains(QChar(0x202E)));
        }
        QVERIFY(!m_panel->model().index(0, IncidentModel::TitleColumn).data().toString().contains(QChar(0x202E)));
        QVERIFY(!m_panel->model().index(0, IncidentModel::TitleColumn).data(Qt::ToolTipRole).toString().contains(u"<h1>"_s));
    }
    void everythingIsReachedByTheKeyboardAndHasAName()
    {
        QSet<QWidget *> reached;
        m_panel->findChild<QTableView *>()->setFocus();
        for (int i = 0; i < 20; ++i) {
            reached << QApplication::focusWidget();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        for (QPushButton *one : m_panel->findChildren<QPushButton *>())
            QVERIFY2(!one->isVisible() || !one->isEnabled() || reached.contains(one), qPrintable(one->text()));
        QVERIFY(!m_panel->findChild<QTableView *>()->accessibleName().isEmpty());
    }

    void theStripSaysWhichHowLongAndWhetherItIsMitigated()
    {
        IncidentStrip strip;
        QSignalSpy asked(&strip, &IncidentStrip::asked);
        strip.setNow(RecordRows::at(502));
        QVERIFY(strip.isHidden());
        QList<Incident> list = incidents();
        strip.setIncident(list[1], 1);
        QVERIFY(!strip.isHidden());
        QVERIFY2(strip.words().startsWith(u"▲ S1 not mitigated, 7:42 · Refusals doubled"_s), qPrintable(strip.words()));
        QVERIFY(strip.words().contains(u"no runbook started"_s));
        list[1].times[KeyTime::Mitigated] = {RecordRows::at(240), true, {}};
        strip.setIncident(list[1], 0);
        QVERIFY2(strip.words().startsWith(u"✓ S1 mitigated after 3:20"_s), qPrintable(strip.words()));
        strip.findChild<QPushButton *>()->click();
        QCOMPARE(asked.size(), 1);
        strip.setIncident({}, 0);
        QVERIFY(strip.isHidden());
    }
    void anEntryIsMovedFromTheTimelinesMenu()
    {
        TimelinePanel timeline(m_host.get());
        timeline.resize(900, 300);
        timeline.show();
        RecordRows r;
        r.add(EventKind::note, 10);
        timeline.append(r.events);
        timeline.setIncidents({{u"A"_s, u"S1 · Salt & Pepper"_s}});
        QSignalSpy moved(&timeline, &TimelinePanel::moveAsked);
        auto *view = timeline.findChild<QTableView *>();
        const QPoint at = view->visualRect(timeline.model().index(0, TimelineModel::What)).center();
        const auto choose = [&](const QString &text) {
            emit view->customContextMenuRequested(at);
            auto *menu = timeline.findChild<QMenu *>();
            QVERIFY(menu);
            for (QAction *action : menu->actions()) {
                if (action->text().contains(text))
                    action->trigger();
            }
            menu->close();
            QTRY_VERIFY(!timeline.findChild<QMenu *>());
        };
        choose(u"Salt && Pepper"_s);
        QCOMPARE(moved.size(), 1);
        QCOMPARE(moved[0][0].value<Event>().eventId, u"e1"_s);
        QCOMPARE(moved[0][1].toString(), u"A"_s);
        choose(u"out of every incident"_s);
        QCOMPARE(moved.size(), 2);
        QVERIFY(moved[1][1].toString().isEmpty());
    }
};

QTEST_MAIN(IncidentPanelTest)
#include "tst_IncidentPanel.moc"

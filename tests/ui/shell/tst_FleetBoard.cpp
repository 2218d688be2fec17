// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/WorkspaceFile.h"
#include "ui/actions/ActionBar.h"
#include "ui/common/Theme.h"
#include "ui/fleet/FleetPanel.h"
#include "ui/fleet/FleetTable.h"
#include "ui/lines/LinesPanel.h"
#include "ui/lines/TextTableDialog.h"
#include "ui/shell/AlarmStrip.h"
#include "ui/shell/FleetLink.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/StatusStrip.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// Nothing answers at its addresses.
QByteArray workspaceOf(const QStringList &services)
{
    QByteArray text = "{'andon':1,'title':'Fleet','sources':[{'name':'m','kind':'prometheus','url':'http://127.0.0.1:9'}],"
                      "'gateways':[{'name':'g','kind':'andon-admin-v1','url':'http://127.0.0.1:9','token_secret':'sandbox'}],"
                      "'services':[";
    for (const QString &name : services) {
        text += (name == services.first() ? "" : ",") + QByteArray("{'name':'") + name.toUtf8() + "','title':'" + name.toUpper().toUtf8()
            + "','source':'m','gateway':'g','version_label':'version','window':'1m','actions':{'degrade':{'level':2}},'indicators':["
              "{'id':'success','title':'Success','family':'quality','headline':true,'unit':'ratio','direction':'lower_is_worse',"
              "'gate':{'warn':0.95,'stop':0.9},'query':'q'}]}";
    }
    return QByteArray(text + "]}").replace('\'', '"');
}

} // namespace

/// The window over several services: which one it shows, or all.
class FleetBoardTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<MainWindow> m_window;

    void open(const QStringList &services)
    {
        const WorkspaceAnswer answer = parseWorkspace(workspaceOf(services), u"fleet.json"_s);
        QVERIFY2(answer.workspace, qPrintable(answer.faults.isEmpty() ? QString() : answer.faults.first().words()));
        Console::Options options;
        options.workspace = *answer.workspace;
        options.journalPath = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + u".sqlite"_s);
        options.secrets = {{u"sandbox"_s, Secret("t")}};
        m_console = std::make_unique<Console>(std::move(options));
        QSignalSpy started(m_console.get(), &Console::started);
        m_console->open();
        QTRY_COMPARE(started.size(), 1);
        m_window = std::make_unique<MainWindow>(*m_console);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    template <typename T> T *find() const { return m_window->findChild<T *>(); }
    ServiceDesk &desk(const QString &name) const { return *m_console->desk(name); }
    IndicatorReading reading(const QString &service, double canary) const
    {
        IndicatorReading made;
        made.indicator = desk(service).spec().indicators.first();
        made.freshness = Freshness::Live;
        made.lastAnswerMs = toMs(m_console->clock().now()) / 1000 * 1000;
        for (const auto &[version, value] : QMap<QString, double>{{u"v41"_s, 0.99}, {u"v42"_s, canary}}.toStdMap()) {
            auto columns = std::make_shared<Columns>();
            for (int i = 60; i >= 0; --i)
                columns->append(made.lastAnswerMs - i * 1000, value);
            made.versions.append({version, columns});
        }
        return made;
    }
    QString shownServices() const
    {
        QStringList names;
        for (int at = 0; at < find<FleetPanel>()->model().rowCount(); ++at) {
            if (const FleetRow *row = find<FleetPanel>()->model().row(at))
                names << row->service;
        }
        return names.join(u' ');
    }

private slots:
    void initTestCase()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        QCoreApplication::setOrganizationName(u"andon-test"_s);
        QCoreApplication::setApplicationName(u"andon-test"_s);
        applyTheme(*qApp, ThemeKind::Light);
    }
    void init()
    {
        QSettings().clear();
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void cleanup()
    {
        m_window.reset();
        m_console.reset();
    }

    void withSeveralServicesTheWindowOpensOnAllOfThem()
    {
        open({u"chat"_s, u"search"_s, u"voice"_s});
        QVERIFY(find<FleetPanel>()->isVisible());
        QVERIFY(!find<LinesPanel>()->isVisible());
        QVERIFY(!find<ActionBar>()->isVisible());
        QCOMPARE(m_window->service(), QString());
        QCOMPARE(shownServices().split(u' ').size(), 3);
        QCOMPARE(QApplication::focusWidget(), &find<FleetPanel>()->table());
        QVERIFY2(m_window->windowTitle().contains(u"fleet"_s), qPrintable(m_window->windowTitle()));
        // Nothing was ever read, and that is not good news.
        QCOMPARE(find<FleetPanel>()->model().count(FleetNeed::Blind), 3);
    }
    void oneServiceAloneHasNoFleet()
    {
        open({u"chat"_s});
        QVERIFY(!find<FleetPanel>());
        QCOMPARE(m_window->service(), u"chat"_s);
        m_window->showFleet();
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        QCOMPARE(m_window->service(), u"chat"_s);
        QVERIFY(find<LinesPanel>()->isVisible());
    }
    void enterOpensAServiceAndControlBLeadsBack()
    {
        open({u"chat"_s, u"search"_s});
        FleetTable &table = find<FleetPanel>()->table();
        table.setCurrentIndex(table.model()->index(find<FleetPanel>()->model().rowOf(u"search"_s), 0));
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(m_window->service(), u"search"_s);
        QVERIFY(find<LinesPanel>()->isVisible());
        QVERIFY(find<ActionBar>()->isVisible());
        QVERIFY(!find<FleetPanel>()->isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        QCOMPARE(m_window->service(), QString());
        QVERIFY(find<FleetPanel>()->isVisible());
        QVERIFY(!find<ActionBar>()->isVisible());
        // The same service is still the chosen row.
        QCOMPARE(find<FleetPanel>()->model().row(table.currentIndex().row())->service, u"search"_s);
    }
    void theStripLeadsToAServiceAndBack()
    {
        open({u"chat"_s, u"search"_s});
        emit find<StatusStrip>()->serviceChosen(u"chat"_s);
        QCOMPARE(m_window->service(), u"chat"_s);
        emit find<StatusStrip>()->fleetAsked();
        QCOMPARE(m_window->service(), QString());
    }
    void whatWasReadMeanwhileIsThereAtOnce()
    {
        open({u"chat"_s, u"search"_s});
        emit desk(u"search"_s).lines().indicatorRead(reading(u"search"_s, 0.5));
        m_window->showService(u"search"_s);
        QCOMPARE(find<LinesPanel>()->board().reading(u"success"_s).versions.size(), 2);
        // And nothing of it remains with the next one.
        m_window->showService(u"chat"_s);
        QVERIFY(find<LinesPanel>()->board().reading(u"success"_s).versions.isEmpty());
    }
    void readingsOfAnotherServiceDoNotReachTheBoard()
    {
        open({u"chat"_s, u"search"_s});
        m_window->showService(u"chat"_s);
        emit desk(u"search"_s).indicatorRead(reading(u"search"_s, 0.5));
        QVERIFY(find<LinesPanel>()->board().reading(u"success"_s).versions.isEmpty());
        emit desk(u"chat"_s).indicatorRead(reading(u"chat"_s, 0.97));
        QCOMPARE(find<LinesPanel>()->board().reading(u"success"_s).versions.size(), 2);
    }
    void whatNeedsAPersonStandsFirstAndTheStripSaysHowMany()
    {
        open({u"chat"_s, u"search"_s, u"voice"_s});
        emit desk(u"voice"_s).lines().indicatorRead(reading(u"voice"_s, 0.5));
        QTRY_VERIFY_WITH_TIMEOUT(shownServices().startsWith(u"voice"_s), 5000);
        QCOMPARE(find<FleetPanel>()->model().count(FleetNeed::Stop), 1);
        QVERIFY2(find<FleetPanel>()->summary().startsWith(u"1 stop"_s), qPrintable(find<FleetPanel>()->summary()));
    }
    void anAlertOfAnotherSystemRaisesItsServiceAndIsNamed()
    {
        open({u"chat"_s, u"search"_s, u"voice"_s});
        for (const QString &name : {u"chat"_s, u"search"_s, u"voice"_s})
            emit desk(name).lines().indicatorRead(reading(name, 0.99));
        AlertReport report;
        report.source = u"alertmanager"_s;
        report.freshness = Freshness::Live;
        SourceAlert alert;
        alert.labels = {{u"alertname"_s, u"HighErrorRate"_s}, {u"service"_s, u"voice"_s}, {u"version"_s, u"v42"_s}, {u"severity"_s, u"critical"_s}};
        alert.key = alertKey(alert.labels);
        alert.sinceMs = toMs(m_console->clock().now()) - 60'000;
        report.answer.alerts = {alert};
        m_console->alerts().desk().take(report);
        QTRY_VERIFY_WITH_TIMEOUT(shownServices().startsWith(u"voice"_s), 5000);
        const FleetModel &model = find<FleetPanel>()->model();
        QCOMPARE(model.count(FleetNeed::Stop), 1);
        QCOMPARE(model.index(0, FleetModel::Alarm).data().toString(), u"HighErrorRate v42"_s);
        // It is over: so is the raise.
        report.answer.alerts.clear();
        m_console->alerts().desk().take(report);
        QTRY_COMPARE_WITH_TIMEOUT(model.count(FleetNeed::Stop), 0, 5000);
    }
    void whatDiffersInAServiceIsNotOnShowOverTheFleet()
    {
        open({u"chat"_s, u"search"_s});
        m_window->showService(u"chat"_s);
        LinesPlot &plot = find<LinesPanel>()->plot();
        plot.select({plot.endMs() - 600'000, plot.endMs()});
        plot.act(SelectionAct::Differ);
        const auto *table = find<LinesPanel>()->findChild<TextTableDialog *>();
        QVERIFY(table && table->isVisible());
        m_window->showFleet();
        QVERIFY(!table->isVisible());
    }
    void noKeyActsOnAServiceWhileAllAreShown()
    {
        open({u"chat"_s, u"search"_s});
        m_window->showService(u"chat"_s);
        m_window->showFleet();
        QSignalSpy presses(find<ActionBar>(), &ActionBar::pressed);
        for (const Qt::Key key : {Qt::Key_1, Qt::Key_2, Qt::Key_3})
            QTest::keyClick(m_window.get(), key, Qt::ControlModifier);
        QVERIFY(!find<ActionBar>()->isAncestorOf(QApplication::focusWidget()));
        QCOMPARE(presses.size(), 0);
        QTest::keyClick(&find<FleetPanel>()->table(), Qt::Key_P);
        QVERIFY(!find<LinesPanel>()->plot().paused());
        QCOMPARE(find<FleetPanel>()->findChild<QLineEdit *>()->text(), u"p"_s); // a letter filters
    }
    /// A face may have been painted just before another service came on show.
    void aPressOfAnotherServiceIsNeverCarriedOutAtThisOne()
    {
        open({u"chat"_s, u"search"_s});
        m_window->showService(u"chat"_s);
        const ActionPlan painted = desk(u"chat"_s).face(Verb::Degrade).plan;
        QCOMPARE(painted.service, u"chat"_s);
        m_window->showService(u"search"_s);
        QSignalSpy chat(&desk(u"chat"_s), &ServiceDesk::progressed), search(&desk(u"search"_s), &ServiceDesk::progressed);
        emit find<ActionBar>()->pressed(painted, {}, false);
        m_window->showFleet();
        emit find<ActionBar>()->pressed(painted, {}, false);
        QTest::qWait(50);
        QCOMPARE(chat.size(), 0);
        QCOMPARE(search.size(), 0);
        const QList<AlarmItem> shown = find<AlarmStrip>()->shownItems();
        QVERIFY(std::any_of(shown.cbegin(), shown.cend(), [](const AlarmItem &item) { return (item.title + item.words + item.whole).contains(u"Nothing was done"_s); }));
    }
    void theBoardStandsInAWindowOfItsOwnToo()
    {
        open({u"chat"_s, u"search"_s});
        auto *link = m_window->findChild<FleetLink *>();
        link->openWindow(*m_window);
        QVERIFY(link->window());
        QVERIFY(QTest::qWaitForWindowExposed(link->window()));
        FleetPanel &panel = link->window()->panel();
        QCOMPARE(panel.model().services(), 2);
        // One press there shows the service here.
        emit panel.serviceChosen(u"search"_s);
        QCOMPARE(m_window->service(), u"search"_s);
        QVERIFY(link->window()->isVisible());
        emit desk(u"chat"_s).lines().indicatorRead(reading(u"chat"_s, 0.5));
        QTRY_COMPARE_WITH_TIMEOUT(panel.model().count(FleetNeed::Stop), 1, 5000);
        link->window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(link->window()));
        QTest::keyClick(link->window(), Qt::Key_F11);
        QTRY_VERIFY(link->window()->isFullScreen());
        QTest::keyClick(link->window(), Qt::Key_Escape);
        QTRY_VERIFY(!link->window()->isFullScreen());
        m_window->close();
        QTRY_VERIFY(!link->window());
    }
};

QTEST_MAIN(FleetBoardTest)
#include "tst_FleetBoard.moc"

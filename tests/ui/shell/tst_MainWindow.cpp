// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/WorkspaceFile.h"
#include "ui/actions/ActionBar.h"
#include "ui/actions/OperationCards.h"
#include "ui/alerts/AlertsPanel.h"
#include "ui/canary/CanaryPanel.h"
#include "ui/common/ActionButton.h"
#include "ui/common/FoldShade.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/incidents/TimelinePanel.h"
#include "ui/lines/LinesPanel.h"
#include "ui/shell/AlarmChip.h"
#include "ui/shell/AlarmStrip.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/StatusStrip.h"
#include "ui/versions/VersionsPanel.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace andon;
using namespace Qt::StringLiterals;

class MainWindowTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<MainWindow> m_window;

    void openConsole()
    {
        QFile file(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        // Nothing answers there.
        const QByteArray text = file.readAll().replace("127.0.0.1:9090", "127.0.0.1:9").replace("127.0.0.1:8080", "127.0.0.1:9").replace("127.0.0.1:9093", "127.0.0.1:9");
        const WorkspaceAnswer answer = parseWorkspace(text, u"andon.json"_s);
        QVERIFY(answer.workspace);
        const QString journal = m_folder.filePath(u"journal-%1.sqlite"_s.arg(QTest::currentTestFunction() ? QString::fromLatin1(QTest::currentTestFunction()) : u"x"_s));
        Console::Options options;
        options.workspace = *answer.workspace;
        options.journalPath = journal;
        options.secrets = {{u"sandbox"_s, Secret("t")}};
        m_console = std::make_unique<Console>(std::move(options));
        QSignalSpy started(m_console.get(), &Console::started);
        m_console->open();
        QTRY_COMPARE(started.size(), 1);
    }
    void openWindow()
    {
        m_window = std::make_unique<MainWindow>(*m_console);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    template <typename T> T *find() const { return m_window->findChild<T *>(); }
    ServiceDesk &desk() const { return *m_console->desks().front(); }
    /// A reading of the demo's success rate, canary far below its stop gate.
    IndicatorReading badQuality(double canary = 0.5) const
    {
        IndicatorReading reading;
        reading.indicator = desk().spec().indicators.first();
        reading.freshness = Freshness::Live;
        const qint64 now = toMs(m_console->clock().now()) / 1000 * 1000;
        reading.lastAnswerMs = now;
        for (const auto &[version, value] : QMap<QString, double>{{u"v41"_s, 0.99}, {u"v42"_s, canary}}.toStdMap()) {
            auto columns = std::make_shared<Columns>();
            for (int i = 60; i >= 0; --i)
                columns->append(now - i * 1000, value);
            reading.versions.append({version, columns});
        }
        return reading;
    }
    static Rollout rollout()
    {
        Rollout made;
        made.phase = RolloutPhase::Running;
        made.steps = {{5, 300}, {20, 300}, {50, 300}, {100, 0}};
        made.currentStep = 1;
        made.freshness = Freshness::Live;
        made.secondsLeft = 120;
        VersionShare stable{u"v41"_s, VersionRole::Stable, 80, 81, {{u"model"_s, u"atlas-large-2026-08"_s}, {u"prompt"_s, u"prompt-61"_s}}};
        VersionShare canary{u"v42"_s, VersionRole::Canary, 20, 19, {{u"model"_s, u"atlas-large-2026-11"_s}, {u"prompt"_s, u"prompt-64"_s}}};
        made.shares = {stable, canary};
        return made;
    }
    void showData()
    {
        emit desk().indicatorRead(badQuality());
        emit desk().rolloutChanged(rollout());
        emit desk().sourceChanged(Freshness::Live, std::nullopt);
    }
    QList<QWidget *> visibleWidgets() const
    {
        QList<QWidget *> found;
        for (QWidget *widget : m_window->findChildren<QWidget *>()) {
            if (widget->isVisible())
                found << widget;
        }
        return found;
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
        openConsole();
        openWindow();
        // The offscreen window itself warns of its own limits; nothing else may.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void cleanup()
    {
        m_window.reset();
        m_console.reset();
    }

    void noShortcutChangesProduction()
    {
        auto *bar = find<ActionBar>();
        QSignalSpy presses(bar, &ActionBar::pressed);
        ActionFace face;
        face.plan.service = desk().spec().name;
        for (const Verb verb : allVerbs) {
            face.plan.verb = verb;
            bar->setFace(face);
        }
        const QList<std::pair<int, Verb>> keys{{Qt::Key_1, Verb::Degrade}, {Qt::Key_2, Verb::Throttle}, {Qt::Key_3, Verb::Rollback}};
        for (const auto &[key, verb] : keys) {
            QTest::keyClick(m_window.get(), static_cast<Qt::Key>(key), Qt::ControlModifier);
            QCOMPARE(QApplication::focusWidget(), bar->button(verb));
        }
        for (const Qt::Key key : {Qt::Key_F6, Qt::Key_Z, Qt::Key_N, Qt::Key_F5, Qt::Key_Escape})
            QTest::keyClick(m_window.get(), key);
        QCOMPARE(presses.size(), 0);
        QVERIFY(m_window->isVisible());
    }

    void f6WalksTheRegionsAndShiftF6WalksBack()
    {
        const auto region = [this] {
            for (QWidget *at = QApplication::focusWidget(); at; at = at->parentWidget()) {
                if (qobject_cast<StatusStrip *>(at) || qobject_cast<AlarmStrip *>(at) || qobject_cast<LinesPanel *>(at)
                    || qobject_cast<ActionBar *>(at) || qobject_cast<TimelinePanel *>(at))
                    return QString::fromLatin1(at->metaObject()->className()).section(u"::"_s, -1);
                if (at->accessibleName() == u"Canary"_s)
                    return u"Canary"_s;
            }
            return QString();
        };
        QCOMPARE(region(), u"LinesPanel"_s);
        QStringList walked;
        for (int i = 0; i < 6; ++i) {
            QTest::keyClick(m_window.get(), Qt::Key_F6);
            walked << region();
        }
        QCOMPARE(walked, QStringList({u"Canary"_s, u"ActionBar"_s, u"TimelinePanel"_s, u"StatusStrip"_s, u"AlarmStrip"_s, u"LinesPanel"_s}));
        QTest::keyClick(m_window.get(), Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(region(), u"AlarmStrip"_s);
        QTest::keyClick(m_window.get(), Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(region(), u"StatusStrip"_s);
        QTest::keyClick(m_window.get(), Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(region(), u"TimelinePanel"_s);
    }

    void zSwitchesTheZoneEverywhereAndNStartsANote()
    {
        QTest::keyClick(m_window.get(), Qt::Key_Z);
        bool local = false;
        for (const QAbstractButton *button : find<StatusStrip>()->findChildren<QAbstractButton *>())
            local = local || button->text().endsWith(u"+00:00"_s);
        QVERIFY(local);
        QTest::keyClick(m_window.get(), Qt::Key_N);
        auto *note = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(note);
        QCOMPARE(note->accessibleName(), u"Note for the record"_s);
        QTest::keyClicks(note, u"zn"_s); // a letter that is a shortcut is a letter in a note
        QCOMPARE(note->text(), u"zn"_s);
    }

    void theCrosshairAndTheRecordShareOneTime()
    {
        showData();
        LinesPlot &plot = find<LinesPanel>()->plot();
        TimelineModel &record = find<TimelinePanel>()->model();
        emit find<TimelinePanel>()->noteWritten(u"seen by hand"_s);
        QTRY_VERIFY(record.rowCount() > 0);
        const qint64 started = toMs(record.entry(0).event.occurredAt);
        QTRY_VERIFY(plot.endMs() > started);
        plot.setCrosshair(started);
        QVERIFY(record.index(0, 0).data(Qt::BackgroundRole).isValid());
        plot.setCrosshair(0);
        QVERIFY(!record.index(0, 0).data(Qt::BackgroundRole).isValid());
        emit find<TimelinePanel>()->timeChosen(started);
        QCOMPARE(plot.crosshair(), started);
        // N over the lines is a note about that time.
        plot.setFocus();
        QTest::keyClick(&plot, Qt::Key_N);
        auto *note = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(note);
        QCOMPARE(note->text(), u"["_s + clockText(fromMs(started), TimeZoneChoice::Utc) + u"] "_s);
    }

    void aSelectedWindowIsAttachedToTheRecordWithItsFigures()
    {
        showData();
        LinesPlot &plot = find<LinesPanel>()->plot();
        const qint64 now = toMs(m_console->clock().now());
        QSignalSpy appended(&m_console->journal(), &Journal::appended);
        plot.select({now - 30'000, now - 10'000});
        plot.act(SelectionAct::Attach);
        QTRY_COMPARE(appended.size(), 1);
        const auto written = appended[0][0].value<Event>();
        QCOMPARE(written.kind, QString::fromUtf16(EventKind::note));
        QCOMPARE(written.service, desk().spec().name);
        QVERIFY2(written.body.contains(u"(0:20)"_s), qPrintable(written.body));
        QVERIFY(written.body.contains(u"v42: mean 50.0 %"_s));
        QVERIFY2(written.body.contains(u"samples 2"_s) && written.body.contains(u"Success rate, read with: (sum by(version)"_s), qPrintable(written.body));
    }

    void sShowsAFamilyByAnotherLabel()
    {
        auto *lines = find<LinesPanel>();
        QSignalSpy wanted(lines, &LinesPanel::splitWanted);
        QTest::keyClick(m_window.get(), Qt::Key_1);
        const auto label = [&] { return wanted.isEmpty() ? QString() : wanted.last()[1].value<SplitSpec>().label; };
        QCOMPARE(label(), u"tenant"_s);
        QTest::keyClick(m_window.get(), Qt::Key_S);
        QCOMPARE(label(), u"entrypoint"_s);
        QTest::keyClick(m_window.get(), Qt::Key_S);
        QCOMPARE(label(), u"tool"_s);
        QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ShiftModifier);
        QCOMPARE(label(), u"entrypoint"_s);
    }

    void vOpensWhatTheReleaseChangedAndEscClosesIt()
    {
        GatewayState state;
        state.versions = {{u"v41"_s, VersionRole::Stable, 80, {{u"model"_s, u"atlas-08"_s}}},
                          {u"v42"_s, VersionRole::Canary, 20, {{u"model"_s, u"atlas-11"_s}}}};
        desk().versions().takeGateway(state);
        showData();
        find<LinesPanel>()->plot().setFocus();
        QTest::keyClick(&find<LinesPanel>()->plot(), Qt::Key_V);
        auto *panel = find<VersionsPanel>();
        QVERIFY(panel);
        QVERIFY(QTest::qWaitForWindowActive(panel));
        QCOMPARE(panel->model().headerData(PartsModel::After, Qt::Horizontal, Qt::DisplayRole).toString(), u"v42"_s);
        QCOMPARE(panel->model().index(3, PartsModel::Before).data().toString(), u"atlas-08"_s);
        QTest::keyClick(panel, Qt::Key_Escape);
        QVERIFY(!panel->isVisible());
        // The button beside the canary leads there too; what changes meanwhile is shown.
        emit find<CanaryPanel>()->changesAsked();
        QVERIFY(panel->isVisible());
        state.versions[1].set[u"model"_s] = u"atlas-12"_s;
        desk().versions().takeGateway(state);
        QCOMPARE(panel->model().index(3, PartsModel::After).data().toString(), u"atlas-12"_s);
    }

    void behaviourThatNoVersionSetExplainsIsToldBesideTheCanary()
    {
        const auto words = [this] {
            QStringList all;
            for (const PlainLabel *label : find<CanaryPanel>()->findChildren<PlainLabel *>())
                all << label->plainText();
            return all.join(u'|');
        };
        GatewayState state;
        state.versions = {{u"v41"_s, VersionRole::Stable, 100, {{u"model"_s, u"atlas-08"_s}}}};
        desk().versions().takeGateway(state);
        desk().versions().takeReading(badQuality());
        QVERIFY2(words().contains(u"▲ v42 answers requests, but no source says what it is made of"_s), qPrintable(words()));
        state.versions.append({u"v42"_s, VersionRole::Canary, 0, {{u"model"_s, u"atlas-11"_s}}});
        desk().versions().takeGateway(state);
        QVERIFY(!words().contains(u"v42 answers requests"_s));
    }

    void thePauseKeyWorksFromAnywhere()
    {
        showData();
        find<TimelinePanel>()->setFocus();
        QTest::keyClick(m_window.get(), Qt::Key_P);
        QVERIFY(find<LinesPanel>()->plot().paused());
        QTest::keyClick(m_window.get(), Qt::Key_P);
        QVERIFY(!find<LinesPanel>()->plot().paused());
        QTest::keyClick(m_window.get(), Qt::Key_G, Qt::ControlModifier);
        QVERIFY(QApplication::focusWidget());
        QCOMPARE(QApplication::focusWidget()->accessibleName(), u"Go to a time"_s);
    }

    void theLayoutIsRememberedForTheNextRun()
    {
        m_window->resize(1400, 900);
        QCoreApplication::processEvents();
        QList<QSplitter *> splitters = m_window->findChildren<QSplitter *>();
        const auto wide = std::find_if(splitters.begin(), splitters.end(), [this](QSplitter *one) { return one->indexOf(find<LinesPanel>()) == 0; });
        QVERIFY(wide != splitters.end());
        (*wide)->setSizes({800, 600});
        QCoreApplication::processEvents();
        const int width = find<LinesPanel>()->width();
        QTest::keyClick(m_window.get(), Qt::Key_Z);
        m_window->close();
        m_window.reset();
        m_window = std::make_unique<MainWindow>(*m_console);
        QCOMPARE(m_window->size(), QSize(1400, 900));
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        for (QSplitter *one : m_window->findChildren<QSplitter *>()) {
            if (one->indexOf(find<LinesPanel>()) == 0)
                QVERIFY(std::abs(one->sizes().first() - width) < 30);
        }
        QCOMPARE(QSettings().value("window/utc").toBool(), false);
    }

    void everythingThatCanBeUsedHasAName()
    {
        showData();
        QTRY_VERIFY(!find<AlarmStrip>()->shownItems().isEmpty());
        find<LinesPanel>()->setTableShown(true);
        QCoreApplication::processEvents();
        int checked = 0;
        for (QWidget *widget : visibleWidgets()) {
            const bool interactive = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget)
                || qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractItemView *>(widget)
                || qobject_cast<QPlainTextEdit *>(widget) || qobject_cast<ActionButton *>(widget)
                || (widget->focusPolicy() & Qt::TabFocus);
            // What Qt builds within its own widgets speaks through these.
            if (!interactive || widget->objectName().startsWith(u"qt_"_s) || qobject_cast<QAbstractButton *>(widget->parentWidget())
                || qobject_cast<QAbstractItemView *>(widget->parentWidget()) || qobject_cast<QLineEdit *>(widget->parentWidget())
                || qobject_cast<QComboBox *>(widget->parentWidget()))
                continue;
            const QAccessibleInterface *access = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(access && !access->text(QAccessible::Name).trimmed().isEmpty(),
                     widget->metaObject()->className());
            ++checked;
        }
        QVERIFY2(checked > 25, qPrintable(QString::number(checked)));
    }

    void noLabelReadsMarkup()
    {
        showData();
        const QList<QLabel *> labels = m_window->findChildren<QLabel *>();
        QVERIFY(labels.size() > 8);
        for (const QLabel *label : labels)
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
    }

    void noLabelIsCutAt1280By800_data()
    {
        QTest::addColumn<ThemeKind>("kind");
        QTest::newRow("light") << ThemeKind::Light;
        QTest::newRow("dark") << ThemeKind::Dark;
    }
    void noLabelIsCutAt1280By800()
    {
        QFETCH(ThemeKind, kind);
        applyTheme(*qApp, kind);
        showData();
        QTRY_VERIFY(!find<AlarmStrip>()->shownItems().isEmpty());
        QCoreApplication::processEvents();
        QCOMPARE(m_window->size(), QSize(1280, 800));
        int checked = 0;
        for (QWidget *widget : visibleWidgets()) {
            if (const auto *label = qobject_cast<PlainLabel *>(widget); label && !label->plainText().isEmpty()) {
                QVERIFY2(label->text() == label->plainText(), qPrintable(label->text()));
                QVERIFY2(label->height() >= label->fontMetrics().height(), qPrintable(label->text()));
                ++checked;
            } else if (const auto *button = qobject_cast<QAbstractButton *>(widget); button && !button->text().isEmpty()) {
                QVERIFY2(button->width() >= button->fontMetrics().horizontalAdvance(button->text()), qPrintable(button->text()));
                ++checked;
            } else if (const auto *chip = qobject_cast<AlarmChip *>(widget)) {
                QVERIFY(chip->width() >= chip->sizeHint().width());
                ++checked;
            }
        }
        QVERIFY(checked > 15);
        applyTheme(*qApp, ThemeKind::Light);
    }

    void theWindowFitsASmallScreen()
    {
        showData();
        m_window->resize(1280, 720);
        QCoreApplication::processEvents();
        QCOMPARE(m_window->size(), QSize(1280, 720));
        QVERIFY(m_window->minimumSizeHint().width() <= 1280 && m_window->minimumSizeHint().height() <= 720);
        for (const Verb verb : allVerbs) {
            const ActionButton *button = find<ActionBar>()->button(verb);
            QVERIFY(m_window->rect().contains(QRect(button->mapTo(m_window.get(), QPoint()), button->size())));
            QVERIFY(!button->visibleRegion().isEmpty());
            QCOMPARE(button->visibleRegion().boundingRect(), button->rect());
        }
    }

    /// A family has a button more in the bar, the past a longer word: the window grew beyond the screen.
    void noViewOfTheLinesMakesTheWindowWider()
    {
        showData();
        auto *lines = find<LinesPanel>();
        const auto look = [&](const char *what) {
            QCoreApplication::processEvents();
            QCoreApplication::processEvents();
            QVERIFY2(m_window->size() == QSize(1280, 800) && m_window->minimumSizeHint().width() <= 1280, what);
            for (const QToolButton *button : lines->findChildren<QToolButton *>()) {
                if (button->isVisible() && button->parentWidget() != lines)
                    QVERIFY2(button->visibleRegion().boundingRect() == button->rect(), qPrintable(button->text()));
            }
        };
        lines->setKept({12'500'000'000, 64'000'000'000, 600'000, true}, 0);
        look("headlines");
        lines->showFamily(Family::Quality);
        look("family");
        lines->plot().panTo(toMs(m_console->clock().now()) - 7'200'000);
        look("family of before");
        lines->showHeadlines();
        look("headlines of before");
    }

    void belowTheCanarysFoldItsPanelFades()
    {
        m_window->resize(1280, 720);
        showData();
        const auto isShade = [](const QWidget *widget) { return widget->isVisible() && dynamic_cast<const FoldShade *>(widget); };
        QTRY_VERIFY(std::ranges::any_of(m_window->findChildren<QWidget *>(), isShade));
    }

    void whatAnEndedConsoleLeftOpenStandsAboveTheButtonsAndLeavesThemInReach_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<ThemeKind>("kind");
        QTest::newRow("usual, light") << QSize(1280, 800) << ThemeKind::Light;
        QTest::newRow("usual, dark") << QSize(1280, 800) << ThemeKind::Dark;
        QTest::newRow("small") << QSize(1280, 720) << ThemeKind::Light;
    }
    void whatAnEndedConsoleLeftOpenStandsAboveTheButtonsAndLeavesThemInReach()
    {
        QFETCH(QSize, size);
        QFETCH(ThemeKind, kind);
        applyTheme(*qApp, kind);
        m_window->resize(size);
        showData();
        QCoreApplication::processEvents();
        const ActionButton *rollback = find<ActionBar>()->button(Verb::Rollback);
        const QPoint before = rollback->mapTo(m_window.get(), QPoint());
        ActionProgress found;
        found.opId = u"op-1"_s;
        found.service = desk().spec().name;
        found.verb = Verb::Rollback;
        found.from = u"v42 20 %"_s;
        found.to = u"0 %, all to v41"_s;
        found.actorName = u"anna"_s;
        found.state = ActionState::Interrupted;
        found.pressedAt = found.changedAt = m_console->clock().now() - std::chrono::seconds(90);
        found.decisions = {Decision::Check, Decision::CancelForSure};
        found.asked = found.to;
        emit desk().progressed(found);
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        QCOMPARE(m_window->size(), size);
        auto *cards = find<OperationCards>();
        QVERIFY(cards->isVisible() && cards->cards().size() == 1);
        for (const Decision decision : found.decisions) {
            const QPushButton *button = cards->cards().first()->decisionButton(decision);
            QCOMPARE(button->visibleRegion().boundingRect(), button->rect());
        }
        QCOMPARE(rollback->mapTo(m_window.get(), QPoint()), before);
        QCOMPARE(rollback->visibleRegion().boundingRect(), rollback->rect());
        QVERIFY(cards->mapTo(m_window.get(), QPoint()).y() < before.y());
        found.decisions.clear();
        found.state = ActionState::Verified;
        emit desk().progressed(found);
        QVERIFY(!cards->isVisible());
        applyTheme(*qApp, ThemeKind::Light);
    }

    void toPressAgainLeadsToTheButtonAndPressesNothing()
    {
        QSignalSpy presses(find<ActionBar>(), &ActionBar::pressed);
        ActionProgress over;
        over.opId = u"op-1"_s;
        over.service = desk().spec().name;
        over.verb = Verb::Throttle;
        over.state = ActionState::NotApplied;
        over.decisions = {Decision::PressAgain};
        emit desk().progressed(over);
        QTest::mouseClick(find<OperationCards>()->cards().first()->decisionButton(Decision::PressAgain), Qt::LeftButton);
        QCOMPARE(QApplication::focusWidget(), find<ActionBar>()->button(Verb::Throttle));
        QCOMPARE(presses.size(), 0);
    }

    void aShowsAllAlarmsWithTheirActionsAndEscTheBoardAgain()
    {
        showData();
        auto *panel = find<AlertsPanel>();
        QVERIFY(!panel->isVisible());
        QTest::keyClick(&find<LinesPanel>()->plot(), Qt::Key_A);
        QVERIFY(panel->isVisible() && !find<LinesPanel>()->isVisible());
        QVERIFY(find<AlarmStrip>()->isVisible());
        QTRY_COMPARE(panel->model().rowCount(), 1);
        const Alert alert = panel->model().alert(0);
        QCOMPARE(alert.title, u"Success rate"_s);
        QCOMPARE(alert.version, u"v42"_s);
        QCOMPARE(alert.action, std::optional(Verb::Rollback)); // as its card says
        // Its button has the face of the cord: here, blocked for the same reason.
        QTRY_VERIFY(panel->table().button(alert.key));
        QCOMPARE(panel->table().button(alert.key)->face().blocked, find<ActionBar>()->button(Verb::Rollback)->face().blocked);
        // Keys of the board mean nothing meanwhile; A acknowledges.
        QTest::keyClick(&panel->table(), Qt::Key_A);
        QTRY_VERIFY(panel->model().alert(0).acknowledged);
        QTest::keyClick(&panel->table(), Qt::Key_Escape);
        QVERIFY(!panel->isVisible() && find<LinesPanel>()->isVisible());
    }

    void anAlarmThatIsShelvedLeavesTheStripToo()
    {
        showData();
        QTRY_COMPARE(find<AlarmStrip>()->shownItems().size(), 1);
        QVERIFY(m_console->alerts().desk().shelve({{u"indicator"_s, u"success_rate"_s}}, 60'000, m_console->actor(), u"known"_s));
        QTRY_VERIFY(find<AlarmStrip>()->shownItems().isEmpty());
    }

    void anAlarmStandsAboveTheBoardWithNumberLimitAndSince()
    {
        showData();
        QTRY_COMPARE(find<AlarmStrip>()->shownItems().size(), 1);
        const AlarmItem item = find<AlarmStrip>()->shownItems().first();
        QCOMPARE(item.tone, AlarmTone::Critical);
        QCOMPARE(item.title, u"STOP · Success rate v42"_s);
        QVERIFY2(item.words.contains(u"50.0 % < 85.0 %"_s) && item.words.contains(u"since"_s), qPrintable(item.words));
        emit desk().indicatorRead(badQuality(0.99));
        QTRY_VERIFY(find<AlarmStrip>()->shownItems().isEmpty());
    }

    void aSilentSourceIsToldWithItsReason()
    {
        emit desk().sourceChanged(Freshness::Lost, Error{ErrorKind::ConnectionRefused, {u"127.0.0.1:9"_s}, {}});
        const QList<AlarmItem> items = find<AlarmStrip>()->shownItems();
        QCOMPARE(items.size(), 1);
        QVERIFY(items.first().title.startsWith(u"CONSOLE BLIND"_s));
        QVERIFY(items.first().words.contains(u"127.0.0.1:9"_s));
        emit desk().sourceChanged(Freshness::Live, std::nullopt);
        QVERIFY(find<AlarmStrip>()->shownItems().isEmpty());
    }

    void aMessageStaysUntilItIsTakenAway()
    {
        m_window->tell(u"<b>A server of the demo ended</b>"_s);
        auto *chip = find<AlarmChip>();
        QVERIFY(chip && chip->isVisible());
        QCOMPARE(chip->item().words, u"<b>A server of the demo ended</b>"_s);
        chip->click();
        QVERIFY(find<AlarmStrip>()->shownItems().isEmpty());
    }

    void agesOfBothSourcesAreAlwaysInView()
    {
        showData();
        const auto texts = [this] {
            QString all;
            for (const PlainLabel *label : find<StatusStrip>()->findChildren<PlainLabel *>())
                all += label->plainText() + u'|';
            return all;
        };
        QTRY_VERIFY2(texts().contains(u"Prometheus"_s) && texts().contains(u" s|"_s), qPrintable(texts()));
        QVERIFY(texts().contains(u"Gateway"_s) && texts().contains(u"canary v42 20 %"_s) && texts().contains(u"stable v41 80 %"_s));
        emit desk().sourceChanged(Freshness::Lost, Error{ErrorKind::TimedOut, {u"h:1"_s, u"10000"_s}, {}});
        QVERIFY(texts().contains(u"▲ Prometheus"_s));
    }

    void aNoteGoesOnTheRecordAndIntoTheTimeline()
    {
        emit find<TimelinePanel>()->noteWritten(u"told #ai-oncall"_s);
        QTRY_VERIFY(find<TimelinePanel>()->model().rowCount() > 0);
        bool found = false;
        for (int row = 0; row < find<TimelinePanel>()->model().rowCount(); ++row)
            found = found || find<TimelinePanel>()->model().rowText(row).contains(u"told #ai-oncall"_s);
        QVERIFY(found);
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_MainWindow.moc"

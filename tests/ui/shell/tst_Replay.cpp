// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Uuid7.h"
#include "app/console/EvidenceDesk.h"
#include "app/incidents/IndicatorJson.h"
#include "tests/incidents/EvidenceStory.h"
#include "tests/support/Warnings.h"
#include "ui/actions/ActionBar.h"
#include "ui/actions/OperationCards.h"
#include "ui/common/ActionButton.h"
#include "ui/alerts/AlertsPanel.h"
#include "ui/common/Theme.h"
#include "ui/incidents/EvidenceDialog.h"
#include "ui/incidents/IncidentPanel.h"
#include "ui/incidents/ReplayBar.h"
#include "ui/incidents/RunbookPanel.h"
#include "ui/incidents/TimelinePanel.h"
#include "ui/lines/LinesPanel.h"
#include "ui/shell/EvidencePlots.h"
#include "ui/shell/MainWindow.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// A window on a bundle.
struct Replay {
    std::unique_ptr<Console> console;
    std::unique_ptr<MainWindow> window;

    Replay(const Evidence &evidence, TimePoint at)
    {
        console = std::make_unique<Console>(Console::Options{workspaceOf(evidence), {}, u"person"_s, {}, {}, std::make_shared<ReplayPorts>(evidence)});
        QSignalSpy started(console.get(), &Console::started);
        console->open();
        if (!QTest::qWaitFor([&] { return started.size() == 1; }, 5000))
            qFatal("the console did not start");
        window = std::make_unique<MainWindow>(*console);
        window->resize(1280, 800);
        window->show();
        window->startReplay(u"story.andon"_s, at);
        settle();
    }
    /// Whatever is queued is done.
    static void settle() { QTest::qWait(200); }
    template<typename T>
    T *find() const { return window->findChild<T *>(); }
    /// What a person reads, without pictures.
    [[nodiscard]] QString words() const
    {
        QStringList words{find<ReplayBar>()->words()};
        const TimelineModel &timeline = find<TimelinePanel>()->model();
        for (int row = 0; row < timeline.rowCount(); ++row)
            words << timeline.rowText(row);
        for (const PlotSeries &series : find<LinesPanel>()->plot().series())
            words << series.name + u' ' + series.value + u' ' + series.state;
        for (const Verb verb : allVerbs) {
            const ActionFace face = console->desks().front()->face(verb);
            words << verbWord(verb) + u' ' + face.plan.from + u' ' + face.plan.to + u' ' + QString::number(static_cast<int>(face.blocked));
        }
        words << find<ActionBar>()->statusText() << QString::number(find<OperationCards>()->cards().size());
        return words.join(u'\n');
    }
};

Evidence readBack(const Evidence &evidence)
{
    return evidenceOf(unpackBundle(EvidenceStory::bundle(evidence)).value()).value();
}

/// The pictures of a bundle, drawn from this evidence.
QList<BundleEntry> painted(const Evidence &evidence)
{
    EvidencePlots plots;
    QObject context;
    std::optional<QList<BundleEntry>> made;
    plots.plots(evidence, &context, [&](const QList<BundleEntry> &entries) { made = entries; });
    if (!QTest::qWaitFor([&] { return made.has_value(); }, 20'000))
        qFatal("the plots were not drawn");
    std::sort(made->begin(), made->end(), [](const BundleEntry &a, const BundleEntry &b) { return a.name < b.name; });
    return *made;
}

QImage pictureOf(LinesPlot &plot, const Evidence &evidence)
{
    plot.clearFocus(); // whose frame tells nothing of the time
    plot.setFixedSize(800, 480);
    plot.zoomTo(toMs(evidence.from), toMs(evidence.to));
    QTest::qWait(300);
    return plot.grab().toImage();
}

} // namespace

class ReplayTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        applyTheme(*qApp, ThemeKind::Light);
    }
    void init() { failOnWarnings(); }

    void aReplayShowsTheBoardAsItWasAndNoActions()
    {
        const Evidence evidence = readBack(EvidenceStory::evidence());
        Replay replay(evidence, evidence.to);
        QVERIFY(replay.find<ReplayBar>()->words().contains(u"Replay of story.andon, read-only"));
        QVERIFY(replay.find<LinesPanel>()->plot().series().size() >= 8);
        QCOMPARE(replay.find<TimelinePanel>()->model().rowCount(), 6);
        ActionBar *actions = replay.find<ActionBar>();
        QSignalSpy pressed(actions, &ActionBar::pressed);
        QVERIFY(replay.console->desks().front()->face(Verb::Rollback).enabled());
        for (const Verb verb : allVerbs) {
            ActionButton *button = actions->button(verb);
            QTest::mouseClick(button, Qt::LeftButton);
            button->setFocus();
            QVERIFY(!button->hasFocus() || button->focusPolicy() == Qt::NoFocus);
            QTest::keyClick(button, Qt::Key_Space);
        }
        QTest::keyClick(replay.window.get(), Qt::Key_3, Qt::ControlModifier);
        QTest::qWait(800);
        QCOMPARE(pressed.size(), 0);
        QVERIFY(!replay.find<TimelinePanel>()->findChild<QLineEdit *>()->isHidden());
        for (const QLineEdit *edit : replay.find<TimelinePanel>()->findChildren<QLineEdit *>())
            QVERIFY(!edit->isEnabled() || !edit->accessibleName().contains(u"Note"));
    }

    void theIncidentsAreShownWithoutWhatWouldChangeThem()
    {
        const Evidence evidence = readBack(EvidenceStory::evidence());
        Replay replay(evidence, evidence.to);
        QTest::keyClick(replay.window.get(), Qt::Key_I);
        QTRY_VERIFY(replay.find<IncidentPanel>() && replay.find<IncidentPanel>()->isVisible());
        for (const QWidget *panel : {static_cast<QWidget *>(replay.find<IncidentPanel>()), static_cast<QWidget *>(replay.find<RunbookPanel>())}) {
            for (const QPushButton *button : panel->findChildren<QPushButton *>())
                QVERIFY2(!button->isVisible() || button->text() == u"Postmortem…", qPrintable(button->text()));
        }
    }

    void theTimeIsScrubbedByKeyboard()
    {
        const Evidence evidence = readBack(EvidenceStory::evidence());
        Replay replay(evidence, evidence.to);
        auto *bar = replay.find<ReplayBar>();
        auto *slider = bar->findChild<QSlider *>();
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_PageUp);
        QCOMPARE(bar->time(), evidence.to - std::chrono::minutes(1));
        QTest::keyClick(slider, Qt::Key_Home);
        QCOMPARE(bar->time(), evidence.from);
        QTRY_COMPARE(replay.find<TimelinePanel>()->model().rowCount(), 1);
        QTest::keyClick(slider, Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(bar->time(), evidence.from + std::chrono::seconds(1));
        QTRY_COMPARE(replay.find<TimelinePanel>()->model().rowCount(), 2);
        QTest::keyClick(slider, Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(bar->time(), evidence.from);
        QTest::keyClick(slider, Qt::Key_End);
        QTRY_COMPARE(replay.find<TimelinePanel>()->model().rowCount(), 6);
        QCOMPARE(replay.console->clock().now(), evidence.to);
    }

    void whoComesBackFromTheEndSeesNothingOfIt()
    {
        const Evidence evidence = readBack(EvidenceStory::evidence());
        for (const int second : {0, 3, 130, 300}) {
            const TimePoint at = evidence.from + std::chrono::seconds(second);
            Replay fresh(evidence, at);
            Replay back(evidence, evidence.to);
            back.window->showReplay(evidence.from + std::chrono::seconds(450));
            back.window->showReplay(evidence.to); // not waited for: its answers are on their way
            back.window->showReplay(at);
            Replay::settle();
            QTRY_COMPARE(back.words(), fresh.words());
            QCOMPARE(pictureOf(back.find<LinesPanel>()->plot(), evidence), pictureOf(fresh.find<LinesPanel>()->plot(), evidence));
        }
    }

    void aReplayDrawsThePlotsThatTheLiveWindowDrew()
    {
        Evidence story = EvidenceStory::evidence();
        const qint64 endMs = alignedDown(toMs(SystemClock().now()), 2000), fromMs = endMs - 600'000;
        Console console({workspaceOf(story), m_folder.filePath(u"journal.sqlite"_s), u"person"_s, {}, {}});
        QSignalSpy started(&console, &Console::started);
        console.open();
        QTRY_COMPARE(started.size(), 1);
        MainWindow live(console);
        live.resize(1280, 800);
        live.show();
        ServiceDesk &desk = *console.desks().front();
        GatewayState state = EvidenceStory::state(andon::fromMs(fromMs), 20);
        emit desk.watch().stateRead(state);
        emit desk.rolloutChanged(rolloutOf(state, Freshness::Live, {}, console.clock().now()));
        for (const Indicator &indicator : desk.spec().indicators)
            emit desk.lines().indicatorRead(EvidenceStory::reading(indicator, {u"v41"_s, u"v42"_s}, fromMs, endMs, 2000));
        EvidencePlots plots;
        EvidenceDesk evidenceDesk(console, &plots, m_folder.filePath(u"evidence"_s));
        live.setEvidence(evidenceDesk);
        live.findChild<LinesPanel *>()->plot().zoomTo(fromMs, endMs);
        QVERIFY(QTest::qWaitForWindowActive(&live));
        QTest::keyClick(&live, Qt::Key_E);
        auto *dialog = live.findChild<EvidenceDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->words().contains(u"Frozen"), 20'000);
        QVERIFY(dialog->words().contains(u"e-mail"));
        QSignalSpy appended(&console.journal(), &Journal::appended);
        for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
            if (button->isDefault())
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_COMPARE_WITH_TIMEOUT(appended.size(), 1, 20'000);
        const Event added = appended[0][0].value<Event>();
        QCOMPARE(added.kind, u"evidence.added"_s);
        const QString path = m_folder.filePath(u"evidence/"_s + QString::fromStdString(added.payload["file"].get<std::string>()));
        const Result<Evidence> evidence = readBundleFile(path);
        QVERIFY2(evidence, qPrintable(evidence ? QString() : evidence.error().message()));
        QVERIFY(evidence->plots.size() >= 2);
        QVERIFY(evidence->plots.first().bytes.contains("<svg"));
        Replay replay(*evidence, evidence->to);
        LinesPanel &panel = *live.findChild<LinesPanel *>();
        panel.setMarks({});
        panel.setShades({});
        panel.setNow(toMs(evidence->to));
        const QImage was = pictureOf(panel.plot(), *evidence);
        const QImage is = pictureOf(replay.find<LinesPanel>()->plot(), *evidence);
        QVERIFY(was == is);
        // And to the byte: what was painted when it was frozen, what the bundle paints again, and what both windows copy as SVG.
        QCOMPARE(painted(*evidence), evidence->plots);
        const auto copied = [&](LinesPlot &plot) {
            plot.zoomTo(toMs(evidence->from), toMs(evidence->to));
            return plot.svg(evidence->title);
        };
        const QByteArray live1 = copied(panel.plot()), again = copied(replay.find<LinesPanel>()->plot());
        QVERIFY(live1.size() > 1000);
        QCOMPARE(again, live1);
    }

    void aBundlePaintsThePlotsThatWereFrozenAlsoWhereTheDeskKnewMore()
    {
        // Samples long before and after the window: the line comes in at the left edge and goes nowhere at the right one.
        Evidence story = EvidenceStory::evidence();
        story.from += std::chrono::milliseconds(3'333);
        story.to -= std::chrono::milliseconds(4'444);
        for (IndicatorReading &reading : story.readings)
            reading = readingInside(reading, firstSampleMs(story), toMs(story.to));
        story.plots = painted(story);
        const Evidence read = readBack(story);
        QVERIFY(story.plots.size() >= 2);
        QCOMPARE(read.plots, story.plots);
        QCOMPARE(painted(read), story.plots);
        // A sample that is another one makes another picture: the comparison can fail.
        Evidence other = read;
        Columns columns = *other.readings[0].versions[0].columns;
        columns.truncate(columns.size() / 2);
        other.readings[0].versions[0].columns = std::make_shared<const Columns>(columns);
        QVERIFY(painted(other) != story.plots);
    }

    void theBundleOfAnIncidentIsPaintedTheSameInADarkWindow()
    {
        Evidence story = EvidenceStory::evidence();
        Evidence incident = story;
        incident.reason = u"postmortem"_s;
        const QList<BundleEntry> light = painted(incident), seenLight = painted(story);
        applyTheme(*qApp, ThemeKind::Dark);
        const QList<BundleEntry> dark = painted(incident), seenDark = painted(story);
        applyTheme(*qApp, ThemeKind::Light);
        QCOMPARE(dark, light);
        QVERIFY(seenDark != seenLight); // what a person freezes is painted as they see it
    }

    void alarmsOfOutsideSourcesAreListedFromTheMinuteTheyWereKnownAndTakeNoHand()
    {
        Evidence evidence = EvidenceStory::evidence();
        QList<Event> rows = evidence.journal;
        Event fired = rows.last();
        fired.eventId = u"fired"_s;
        fired.kind = QString::fromUtf16(EventKind::alertFired);
        fired.occurredAt = fired.recordedAt = evidence.from + std::chrono::seconds(120);
        fired.title = u"Alarm: Slow of v42 (critical)"_s;
        fired.payload = {{"key", "k1"}, {"labels", {{"alertname", "Slow"}, {"version", "v42"}, {"andon_action", "rollback"}}}, {"sources", {"prom"}},
                         {"severity", "critical"}, {"since_ms", toMs(fired.occurredAt)}, {"alert_title", "Slow"}};
        rows << fired;
        evidence.journal = BundleStory::sealed(rows);
        evidence.alertSources = {u"am"_s, u"prom"_s};
        evidence = readBack(evidence);
        Replay replay(evidence, evidence.from + std::chrono::seconds(119));
        auto *panel = replay.find<AlertsPanel>();
        const auto titles = [&] {
            replay.window->showAlarms(true);
            QStringList listed;
            for (int row = 0; row < panel->model().rowCount(); ++row)
                listed << panel->model().alert(row).title;
            return listed;
        };
        QVERIFY(!titles().contains(u"Slow"_s));
        replay.window->showReplay(evidence.from + std::chrono::seconds(120));
        QTRY_VERIFY(titles().contains(u"Slow"_s));
        panel->choose(u"k1"_s);
        for (const QPushButton *button : panel->findChildren<QPushButton *>())
            QVERIFY2(!button->isEnabled() || !QStringList({u"Acknowledge"_s, u"Shelve…"_s, u"Silence…"_s, u"Return"_s}).contains(button->text()), qPrintable(button->text()));
        panel->focusTable();
        QTest::keyClick(&panel->table(), Qt::Key_A);
        Replay::settle();
        QVERIFY(!replay.console->alerts().desk().alert(u"k1"_s)->acknowledged);
        replay.window->showReplay(evidence.from);
        Replay::settle();
        QVERIFY(!titles().contains(u"Slow"_s));
    }

    void aFullPlaceIsSaidAndTheEvidenceStaysAtHand()
    {
        EvidenceDialog dialog;
        EvidenceDialog::Content content;
        content.service = u"<b>Assistant</b>"_s;
        content.redacted = {{u"e-mail"_s, 3}, {u"token"_s, 0}};
        content.missing = {u"single requests: no source keeps them"_s};
        content.path = u"/evidence/x.andon"_s;
        dialog.setContent(content, TimeZoneChoice::Utc);
        QVERIFY(dialog.words().contains(u"<b>Assistant</b>"));
        QVERIFY(dialog.words().contains(u"e-mail 3"));
        QVERIFY(dialog.words().contains(u"no source keeps them"));
        dialog.showTrouble(u"/evidence/x.andon cannot be written: No space left on device."_s);
        QVERIFY(dialog.words().contains(u"still here"));
        QSignalSpy asked(&dialog, &EvidenceDialog::saveAsked);
        for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
            if (button->isDefault())
                button->click();
        }
        QCOMPARE(asked.size(), 1);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(ReplayTest)
#include "tst_Replay.moc"

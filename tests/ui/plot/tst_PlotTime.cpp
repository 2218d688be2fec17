// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/Theme.h"
#include "ui/plot/LineLook.h"
#include "ui/plot/LinesPlot.h"
#include "ui/plot/SelectionBar.h"

#include <QAbstractButton>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr qint64 now = 1'795'437'360'000;
static constexpr qint64 step = 2000;

/// Time under the hand: selection, pause, and axes that stand still while a hand is on them.
class PlotTimeTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<LinesPlot> m_plot;
    QWidget *m_lines = nullptr; ///< what the lines are painted on

    static PlotRow row(double value, qint64 end = now)
    {
        auto columns = std::make_shared<Columns>();
        for (qint64 time = end - 3'600'000; time <= end; time += step)
            columns->append(time, value);
        PlotRow made;
        made.title = u"Latency P95"_s;
        made.unit = Unit::Seconds;
        made.freshness = Freshness::Live;
        made.curves = {{u"v41"_s, u"P95"_s, columns}};
        return made;
    }
    QWidget *surface() const { return m_plot->childAt(m_plot->rowRect(0).topLeft() + QPoint(3, 3)); }
    QPoint at(qint64 time) const
    {
        return surface()->mapFrom(m_plot.get(), QPoint(m_plot->xOfTime(time), m_plot->rowRect(0).center().y()));
    }
    void drag(qint64 from, qint64 to, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(surface(), Qt::LeftButton, modifiers, at(from));
        QTest::mouseMove(surface(), at((from + to) / 2));
        QTest::mouseMove(surface(), at(to));
        QTest::mouseRelease(surface(), Qt::LeftButton, modifiers, at(to));
    }
    /// 1 in the first half of the hour, 10 in the second.
    static PlotRow steps()
    {
        PlotRow made = row(1);
        auto columns = std::make_shared<Columns>();
        for (qint64 time = now - 3'600'000; time <= now; time += step)
            columns->append(time, time < now - 1'800'000 ? 1 : 10);
        made.curves.first().columns = columns;
        made.direction = Direction::HigherIsWorse;
        return made;
    }
    void showSteps()
    {
        m_plot->setRoles({{u"v41"_s, LineRole::Stable}});
        m_plot->setRows({steps()});
        QTRY_VERIFY(lineTop() > 0);
    }
    /// Where the line is painted at the left of the first row, in pixels from above.
    int lineTop() const
    {
        const QImage image = m_lines->grab().toImage();
        const QColor ink = m_plot->looks().look(u"v41"_s, themeColors(m_plot->palette())).color;
        const QRect area = m_plot->rowRect(0).translated(-m_lines->pos());
        for (int y = area.top(); y <= area.bottom(); ++y) {
            for (int x = area.left() + 20; x < area.left() + 60; ++x) {
                // Of two pixels' width, with soft edges.
                const QColor there = image.pixelColor(x, y);
                if (std::abs(there.red() - ink.red()) + std::abs(there.green() - ink.green()) + std::abs(there.blue() - ink.blue()) < 120)
                    return y;
            }
        }
        return -1;
    }
    void turnWheel(qint64 time, QPoint turns)
    {
        const QPointF where(at(time));
        QWheelEvent turn(where, surface()->mapToGlobal(where), {}, turns, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(surface(), &turn);
    }
    SelectionBar *bar() const { return m_plot->findChild<SelectionBar *>(); }
    /// As near as a pixel is wide.
    bool near(qint64 a, qint64 b) const
    {
        return qAbs(a - b) <= 2 * (m_plot->endMs() - m_plot->startMs()) / m_plot->rowRect(0).width();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(m_plot.get(), key, modifiers); }

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeKind::Light);
        m_host = std::make_unique<QWidget>();
        m_host->resize(900, 600);
        m_host->show();
    }
    void init()
    {
        failOnWarnings();
        m_plot = std::make_unique<LinesPlot>(m_host.get());
        m_plot->resize(800, 500);
        m_plot->setNow(now);
        m_plot->setRows({row(1), row(0.5)});
        m_plot->show();
        QTRY_VERIFY(m_plot->rowRect(1).height() > 40);
        m_plot->setRangeSeconds(3600);
        m_lines = surface();
        QTest::mouseMove(m_lines, QPoint(1, 1));
    }
    void cleanup() { m_plot.reset(); }
    void cleanupTestCase() { m_host.reset(); }

    void aDragWithShiftSelectsAndDoesNotZoom()
    {
        QSignalSpy changed(m_plot.get(), &LinesPlot::selectionChanged);
        drag(now - 2'400'000, now - 1'200'000, Qt::ShiftModifier);
        QVERIFY(m_plot->selection());
        QVERIFY(near(m_plot->selection()->fromMs, now - 2'400'000));
        QVERIFY(near(m_plot->selection()->toMs, now - 1'200'000));
        QVERIFY(!changed.isEmpty());
        QVERIFY(m_plot->live());
        QVERIFY(bar()->isVisible());
        QVERIFY(!bar()->geometry().intersects(QRect(QPoint(m_plot->xOfTime(m_plot->selection()->fromMs), bar()->y()),
                                                    QPoint(m_plot->xOfTime(m_plot->selection()->toMs), bar()->y()))));
    }

    void aDragToTheLeftSelectsTheSame()
    {
        drag(now - 1'200'000, now - 2'400'000, Qt::ShiftModifier);
        QVERIFY(m_plot->selection());
        QVERIFY(m_plot->selection()->fromMs < m_plot->selection()->toMs);
        QVERIFY(near(m_plot->selection()->fromMs, now - 2'400'000));
    }

    void aSelectionsEdgeCanBeMoved()
    {
        m_plot->select({now - 2'400'000, now - 1'200'000});
        drag(now - 1'200'000, now - 900'000);
        QVERIFY(m_plot->live());
        QCOMPARE(m_plot->selection()->fromMs, now - 2'400'000);
        QVERIFY(near(m_plot->selection()->toMs, now - 900'000));
        drag(now - 2'400'000, now - 600'000);
        QVERIFY(near(m_plot->selection()->fromMs, now - 900'000));
        QVERIFY(near(m_plot->selection()->toMs, now - 600'000));
    }

    void escapeTakesBackOneThingAtATime()
    {
        m_plot->select({now - 2'400'000, now - 1'200'000});
        m_plot->setCrosshair(now - 600'000);
        QTest::mousePress(surface(), Qt::LeftButton, Qt::ShiftModifier, at(now - 900'000));
        QTest::mouseMove(surface(), at(now - 300'000));
        QVERIFY(m_plot->selection()->fromMs != now - 2'400'000);
        key(Qt::Key_Escape);
        QCOMPARE(m_plot->selection()->fromMs, now - 2'400'000);
        QTest::mouseRelease(surface(), Qt::LeftButton, Qt::ShiftModifier, at(now - 300'000));
        QCOMPARE(m_plot->selection()->fromMs, now - 2'400'000);
        key(Qt::Key_Escape);
        QVERIFY(!m_plot->selection());
        QVERIFY(m_plot->crosshair() != 0);
        key(Qt::Key_Escape);
        QCOMPARE(m_plot->crosshair(), 0);
        QVERIFY(!bar()->isVisible());
    }

    void shiftAndArrowsSelectFromTheCrosshair()
    {
        m_plot->setCrosshair(now - 600'000);
        key(Qt::Key_Left, Qt::ShiftModifier);
        key(Qt::Key_Left, Qt::ShiftModifier | Qt::ControlModifier);
        QVERIFY(m_plot->selection());
        QCOMPARE(m_plot->selection()->toMs, now - 600'000);
        const qint64 from = m_plot->selection()->fromMs;
        QVERIFY(from < now - 600'000);
        QCOMPARE(m_plot->crosshair(), from);
        QTest::keyRelease(m_plot.get(), Qt::Key_Shift);
        QVERIFY(bar()->isVisible());
        // Taken up again at the end where the crosshair stands.
        key(Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(m_plot->selection()->toMs, now - 600'000);
        QVERIFY(m_plot->selection()->fromMs < from);
        key(Qt::Key_Home, Qt::ShiftModifier);
        QCOMPARE(m_plot->selection()->fromMs, m_plot->startMs());
    }

    void whatCanBeDoneWithASelectionHasAKeyAndAButton_data()
    {
        QTest::addColumn<Qt::Key>("pressed");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<QString>("button");
        QTest::addColumn<SelectionAct>("act");
        const Qt::KeyboardModifiers none;
        QTest::newRow("compare") << Qt::Key_C << none << u"Compare with before"_s << SelectionAct::Compare;
        QTest::newRow("differ") << Qt::Key_D << none << u"What differs?"_s << SelectionAct::Differ;
        QTest::newRow("attach") << Qt::Key_E << none << u"Attach to the record"_s << SelectionAct::Attach;
        QTest::newRow("copy") << Qt::Key_C << Qt::KeyboardModifiers(Qt::ControlModifier) << u"Copy the figures"_s << SelectionAct::Copy;
    }
    void whatCanBeDoneWithASelectionHasAKeyAndAButton()
    {
        QFETCH(Qt::Key, pressed);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(QString, button);
        QFETCH(SelectionAct, act);
        QSignalSpy asked(m_plot.get(), &LinesPlot::selectionActAsked);
        key(pressed, modifiers);
        QVERIFY(asked.isEmpty());
        m_plot->select({now - 2'400'000, now - 1'200'000});
        key(pressed, modifiers);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].value<SelectionAct>(), act);
        for (QAbstractButton *one : bar()->findChildren<QAbstractButton *>()) {
            if (one->text() == button)
                one->click();
        }
        QCOMPARE(asked.size(), 2);
        QCOMPARE(asked[1][0].value<SelectionAct>(), act);
    }

    void enterZoomsToTheSelection()
    {
        m_plot->select({now - 2'400'000, now - 1'200'000});
        key(Qt::Key_Return);
        QCOMPARE(m_plot->startMs(), now - 2'400'000);
        QCOMPARE(m_plot->endMs(), now - 1'200'000);
        QVERIFY(!m_plot->selection());
        key(Qt::Key_Backspace);
        QVERIFY(m_plot->live());
    }

    void theAxesStandStillWhileTheButtonIsDownAndNothingIsLost()
    {
        const qint64 start = m_plot->startMs();
        QTest::mousePress(surface(), Qt::LeftButton, {}, at(now - 2'400'000));
        QTest::mouseMove(surface(), at(now - 1'800'000));
        m_plot->setNow(now + 60'000);
        m_plot->setRow(0, row(100, now + 60'000));
        QCOMPARE(m_plot->startMs(), start);
        QCOMPARE(m_plot->endMs(), now);
        QCOMPARE(m_plot->valuesAt(now - 10'000)[0].value, 1.0);
        const int before = m_plot->replotCount();
        key(Qt::Key_Escape);
        QTRY_VERIFY(m_plot->replotCount() > before);
        QCOMPARE(m_plot->endMs(), now + 60'000);
        QCOMPARE(m_plot->valuesAt(now + 50'000)[0].value, 100.0);
        QTest::mouseRelease(surface(), Qt::LeftButton, {}, at(now - 1'800'000));
    }

    void theAxesStandStillWhileShiftStretchesASelection()
    {
        m_plot->setCrosshair(now - 600'000);
        QTest::keyPress(m_plot.get(), Qt::Key_Left, Qt::ShiftModifier);
        m_plot->setNow(now + 60'000);
        QCOMPARE(m_plot->endMs(), now);
        QTest::keyRelease(m_plot.get(), Qt::Key_Shift);
        QCOMPARE(m_plot->endMs(), now + 60'000);
    }

    void theValuesStandStillUnderTheWheelAndFollowWhenItRests()
    {
        showSteps();
        const int before = lineTop();
        turnWheel(now - 2'700'000, {0, 720}); // around the low half alone
        QVERIFY(m_plot->endMs() < now - 1'800'000);
        QCOMPARE(lineTop(), before);
        turnWheel(now - 2'700'000, {0, 120});
        QCOMPARE(lineTop(), before);
        QTRY_VERIFY(lineTop() < before - 40);
    }

    void theValuesStandStillWhileShiftStretchesASelection()
    {
        showSteps();
        m_plot->setCrosshair(now - 2'700'000);
        const int before = lineTop();
        QTest::keyPress(m_plot.get(), Qt::Key_Left, Qt::ShiftModifier);
        m_plot->zoomTo(now - 3'000'000, now - 2'400'000);
        QCOMPARE(lineTop(), before);
        QTest::keyRelease(m_plot.get(), Qt::Key_Shift);
        QTRY_VERIFY(lineTop() < before - 40);
    }

    void theValuesFollowWhenTheHandRestsEvenWhilePaused()
    {
        showSteps();
        const int before = lineTop();
        m_plot->setPaused(true);
        QTest::mousePress(surface(), Qt::LeftButton, Qt::ShiftModifier, at(now - 3'000'000));
        m_plot->zoomTo(now - 3'000'000, now - 2'400'000);
        QCOMPARE(lineTop(), before);
        QTest::mouseRelease(surface(), Qt::LeftButton, Qt::ShiftModifier, at(now - 3'000'000));
        QTRY_VERIFY(lineTop() < before - 40);
        QVERIFY(m_plot->paused());
    }

    void otherRowsAndAnotherAxisAreShownAtOnceUnderTheWheel()
    {
        showSteps();
        const int before = lineTop();
        turnWheel(now - 2'700'000, {0, 720});
        PlotRow logarithmic = steps();
        logarithmic.logarithmic = true;
        int drawn = m_plot->replotCount();
        m_plot->setRow(0, logarithmic);
        QTRY_VERIFY(m_plot->replotCount() > drawn);
        QVERIFY(lineTop() != before);
        turnWheel(now - 2'700'000, {0, 120});
        drawn = m_plot->replotCount();
        m_plot->setRows({steps()});
        QTRY_VERIFY(m_plot->replotCount() > drawn);
        QVERIFY(lineTop() < before - 40);
        // Far beyond what the same axis held before.
        turnWheel(now - 2'700'000, {0, 120});
        drawn = m_plot->replotCount();
        m_plot->setRows({row(1000)});
        QTRY_VERIFY(m_plot->replotCount() > drawn);
        QVERIFY(lineTop() > 0);
    }

    void aReleaseThatGoesElsewhereDoesNotHoldTheAxesForEver()
    {
        QTest::mousePress(surface(), Qt::LeftButton, {}, at(now - 2'400'000));
        m_plot->setNow(now + 60'000);
        QCOMPARE(m_plot->endMs(), now);
        QMouseEvent moved(QEvent::MouseMove, QPointF(at(now - 1'000'000)), surface()->mapToGlobal(at(now - 1'000'000)),
                          Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(surface(), &moved);
        QCOMPARE(m_plot->endMs(), now + 60'000);
        QVERIFY(m_plot->live());
        QTest::mouseRelease(surface(), Qt::LeftButton, {}, at(now - 1'000'000));
    }

    void pausedNothingMovesAndCatchingUpShowsWhatCameIn()
    {
        QSignalSpy paused(m_plot.get(), &LinesPlot::pausedChanged);
        key(Qt::Key_Space);
        QVERIFY(m_plot->paused());
        QTRY_VERIFY(m_plot->replotCount() > 0);
        QTest::qWait(0);
        const QImage before = m_plot->grab().toImage();
        m_plot->setNow(now + 42'000);
        m_plot->setRow(0, row(7, now + 42'000));
        m_plot->setRow(0, row(8, now + 42'000));
        QCOMPARE(m_plot->behindMs(), 42'000);
        QCOMPARE(m_plot->endMs(), now);
        // All but the words that say how far behind.
        const QRect below(m_plot->rowRect(0).topLeft() + QPoint(0, 40), m_plot->rowRect(1).bottomRight());
        QCOMPARE(m_plot->grab().toImage().copy(below), before.copy(below));
        key(Qt::Key_P);
        QVERIFY(!m_plot->paused());
        QCOMPARE(paused.size(), 2);
        QCOMPARE(m_plot->behindMs(), 0);
        QCOMPARE(m_plot->endMs(), now + 42'000);
        QCOMPARE(m_plot->valuesAt(now + 42'000)[0].value, 8.0);
    }

    void aDragWhilePausedLeavesItPaused()
    {
        m_plot->setPaused(true);
        m_plot->setNow(now + 42'000);
        drag(now - 2'400'000, now - 1'200'000);
        QVERIFY(m_plot->paused());
        QVERIFY(near(m_plot->endMs(), now - 1'200'000));
        m_plot->goLive();
        QVERIFY(!m_plot->paused());
        QCOMPARE(m_plot->endMs(), now + 42'000);
    }

    void whatIsChosenWhilePausedIsShownAtOnce()
    {
        m_plot->setPaused(true);
        m_plot->setRow(0, row(9));
        m_plot->setRows({row(3)});
        QCOMPARE(m_plot->valuesAt(now - 10'000)[0].value, 3.0);
        m_plot->setPaused(false);
        QCOMPARE(m_plot->valuesAt(now - 10'000)[0].value, 3.0);
    }

    void pageUpGoesHalfAViewBackAndNotBeyondNow()
    {
        key(Qt::Key_PageUp);
        QCOMPARE(m_plot->endMs(), now - 1'800'000);
        QCOMPARE(m_plot->startMs(), now - 5'400'000);
        key(Qt::Key_PageDown);
        key(Qt::Key_PageDown);
        QCOMPARE(m_plot->endMs(), now);
    }

    void shiftAndTheWheelPan()
    {
        const QPointF where(at(now - 1'800'000));
        QWheelEvent turn(where, surface()->mapToGlobal(where), {}, QPoint(0, 120), Qt::NoButton, Qt::ShiftModifier,
                         Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(surface(), &turn);
        QCOMPARE(m_plot->endMs(), now - 360'000);
        QCOMPARE(m_plot->endMs() - m_plot->startMs(), 3'600'000);
    }

    void goingToATimePutsItIntoTheMiddleUnderTheCrosshair()
    {
        m_plot->panTo(now - 7'200'000);
        QCOMPARE(m_plot->startMs(), now - 9'000'000);
        QCOMPARE(m_plot->endMs(), now - 5'400'000);
        QCOMPARE(m_plot->crosshair(), now - 7'200'000);
        QVERIFY(m_plot->canGoBack());
    }

    void aroundTheRowsNothingOfAnEarlierFrameIsLeft()
    {
        const auto corner = [this] { return m_plot->grab().toImage().copy(m_plot->rowRect(0).right() - 40, 3, 30, 3); };
        const QColor paper = themeColors(m_plot->palette()).window;
        QCOMPARE(corner().pixelColor(5, 1), paper);
        m_plot->zoomTo(now - 2'400'000, now - 1'200'000);
        const QRect below(QPoint(m_plot->rowRect(1).left(), m_plot->rowRect(1).bottom() + 2),
                          QSize(m_plot->rowRect(1).width(), 16));
        const QImage first = m_plot->grab().toImage().copy(below);
        m_plot->zoomTo(now - 900'000, now - 300'000);
        m_plot->goBack();
        QCOMPARE(m_plot->grab().toImage().copy(below), first);
    }

    void theCrosshairIsToldOnceForEachPlace()
    {
        QSignalSpy moved(m_plot.get(), &LinesPlot::crosshairMoved);
        m_plot->setCrosshair(now - 600'000);
        m_plot->setCrosshair(now - 600'000);
        m_plot->setCrosshair(0);
        QCOMPARE(moved.size(), 2);
        QCOMPARE(moved[0][0].toLongLong(), now - 600'000);
        QCOMPARE(moved[1][0].toLongLong(), 0);
    }
};

QTEST_MAIN(PlotTimeTest)
#include "tst_PlotTime.moc"

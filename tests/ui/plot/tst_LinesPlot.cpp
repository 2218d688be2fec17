// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/Theme.h"
#include "ui/plot/CrosshairTable.h"
#include "ui/plot/CurveShape.h"
#include "ui/plot/LineLook.h"
#include "ui/plot/LinesPlot.h"
#include "ui/plot/RowScene.h"

#include <QApplication>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <limits>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr qint64 now = 1'795'437'360'000;
static constexpr qint64 step = 2000;

class LinesPlotTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<LinesPlot> m_plot;

    static std::shared_ptr<const Columns> flat(double value, qint64 end = now, qint64 gapFrom = 0, qint64 gapTo = 0)
    {
        auto made = std::make_shared<Columns>();
        for (qint64 time = end - 3'600'000; time <= end; time += step) {
            if (time >= gapFrom && time < gapTo)
                continue;
            made->append(time, value);
        }
        return made;
    }
    static PlotRow row(const QString &title, Unit unit, const QList<PlotCurve> &curves)
    {
        PlotRow made;
        made.title = title;
        made.unit = unit;
        made.direction = Direction::HigherIsWorse;
        made.freshness = Freshness::Live;
        made.curves = curves;
        return made;
    }
    QWidget *surface() const { return m_plot->childAt(m_plot->rowRect(0).center()); }
    QPoint at(qint64 time) const
    {
        return surface()->mapFrom(m_plot.get(), QPoint(m_plot->xOfTime(time), m_plot->rowRect(0).center().y()));
    }
    QImage picture() const { return m_plot->grab().toImage(); }
    static int count(const QImage &image, const QRect &area, const QColor &color)
    {
        int found = 0;
        for (int y = area.top(); y <= area.bottom(); ++y) {
            for (int x = area.left(); x <= area.right(); ++x)
                found += image.pixelColor(x, y) == color ? 1 : 0;
        }
        return found;
    }
    /// Pixels that a smoothed line leaves: its colour, and what is mixed of it for at least half.
    static int inked(const QImage &image, const QRect &area, const QColor &ink, const QColor &paper)
    {
        const auto far = [](const QColor &a, const QColor &b) {
            return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
        };
        int found = 0;
        for (int y = area.top(); y <= area.bottom(); ++y) {
            for (int x = area.left(); x <= area.right(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                found += far(pixel, ink) <= far(ink, paper) / 2 && far(pixel, ink) < far(pixel, paper) ? 1 : 0;
            }
        }
        return found;
    }
    void showDots()
    {
        PlotRow one = row(u"Latency P95"_s, Unit::Seconds, {{u"v41"_s, {}, flat(1)}});
        one.dots = {{u"v42"_s, u"4bf9"_s, 0.6, now - 1'800'000}};
        m_plot->setRoles({{u"v41"_s, LineRole::Stable}, {u"v42"_s, LineRole::Canary}});
        m_plot->setNow(now);
        m_plot->setRows({one});
        QTRY_VERIFY(m_plot->rowRect(0).height() > 40);
        m_plot->setRangeSeconds(3600);
    }
    const ThemeColors &colors() const { return themeColors(m_plot->palette()); }
    void showTwoRows()
    {
        m_plot->setRoles({{u"v41"_s, LineRole::Stable}, {u"v42"_s, LineRole::Canary}});
        m_plot->setNow(now);
        m_plot->setRows({row(u"Latency P95"_s, Unit::Seconds,
                             {{u"v41"_s, u"P95"_s, flat(1)},
                              {u"v42"_s, u"P95"_s, flat(2, now, now - 1'200'000, now - 600'000)}}),
                         row(u"Cost per request"_s, Unit::Usd, {{u"v41"_s, u"Cost"_s, flat(0.004)}})});
        QTRY_VERIFY(m_plot->rowRect(1).height() > 40);
        m_plot->setRangeSeconds(3600);
    }

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
        m_plot->show();
    }
    void cleanup() { m_plot.reset(); }
    void cleanupTestCase() { m_host.reset(); }

    void theRowsStandOverOneTimeAxis()
    {
        showTwoRows();
        QCOMPARE(m_plot->rowRect(0).left(), m_plot->rowRect(1).left());
        QCOMPARE(m_plot->rowRect(0).width(), m_plot->rowRect(1).width());
        QVERIFY(m_plot->rowRect(0).bottom() < m_plot->rowRect(1).top());
        QVERIFY(qAbs(m_plot->timeAtX(m_plot->xOfTime(now - 900'000)) - (now - 900'000)) < 10'000);
    }

    void theCrosshairGivesEachVersionsValueAtThatTime()
    {
        showTwoRows();
        const QList<CrosshairValue> values = m_plot->valuesAt(now - 1'500'000);
        QCOMPARE(values.size(), 3);
        QCOMPARE(values[0].version, u"v41"_s);
        QCOMPARE(values[0].value, 1.0);
        QCOMPARE(values[1].version, u"v42"_s);
        QCOMPARE(values[1].value, 2.0);
        QCOMPARE(values[2].row, 1);
        QCOMPARE(values[2].value, 0.004);
        const QList<CrosshairValue> inTheGap = m_plot->valuesAt(now - 900'000);
        QCOMPARE(inTheGap[0].value, 1.0);
        QVERIFY(std::isnan(inTheGap[1].value));
    }

    void theCrosshairReadsABaselineBetweenItsSamples()
    {
        auto sparse = std::make_shared<Columns>();
        for (qint64 time = now - 3'600'000; time <= now; time += 16'000)
            sparse->append(time, 3);
        PlotRow one = row(u"Latency P95"_s, Unit::Seconds,
                          {{u"v41"_s, u"P95"_s, flat(1)},
                           {u"v40"_s, u"P95, yesterday"_s, sparse, CurveKind::Baseline, false, {{now - 3'600'000, now, 16'000}}}});
        one.covered = {{now - 3'600'000, now, step}};
        m_plot->setNow(now);
        m_plot->setRows({one});
        m_plot->setStepMs(step);
        m_plot->setCrosshair(now - 1'608'000); // in the middle between two of them
        QCOMPARE(m_plot->valuesAt(m_plot->crosshair())[1].value, 3.0);
        QVERIFY2(m_plot->series()[1].value.contains(u"3.00 s"_s), qPrintable(m_plot->series()[1].value));
    }

    void everyDrawnVersionIsInTheTableOfValuesOrCounted_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<int>("columns");
        QTest::newRow("short names") << u"v%1"_s << 8;
        QTest::newRow("long names") << u"release-2026-11-25-%1"_s << 5;
    }
    void everyDrawnVersionIsInTheTableOfValuesOrCounted()
    {
        QFETCH(QString, version);
        QFETCH(int, columns);
        m_plot->resize(1500, 500);
        QList<PlotCurve> curves;
        for (int i = 1; i <= 8; ++i)
            curves.append({version.arg(i), u"P95"_s, flat(i)});
        m_plot->setRoles({{version.arg(7), LineRole::Stable}, {version.arg(8), LineRole::Canary}});
        m_plot->setNow(now);
        m_plot->setRows({row(u"Latency P95"_s, Unit::Seconds, curves)});
        QTRY_VERIFY(m_plot->rowRect(0).height() > 40);
        m_plot->setCrosshair(now - 1'200'000);
        const auto *table = m_plot->findChild<CrosshairTable *>();
        QVERIFY(table && table->isVisible());
        for (int i = 1; i <= 8; ++i)
            QVERIFY2(table->spokenText().contains(version.arg(i) + u" %1.00 s"_s.arg(i)), qPrintable(table->spokenText()));
        QCOMPARE(table->shownVersions(), columns);
        QCOMPARE(table->further(), columns == 8 ? QString() : u"+3"_s);
        QVERIFY(m_plot->rect().contains(table->geometry()));
    }

    void thePointerMovesTheCrosshairAndLeavingHidesIt()
    {
        showTwoRows();
        QTest::mouseMove(surface(), at(now - 1'500'000));
        QVERIFY(qAbs(m_plot->crosshair() - (now - 1'500'000)) < 10'000);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(surface(), &leave);
        QCOMPARE(m_plot->crosshair(), 0);
    }

    void theTableOfValuesIsNeverUnderThePointer()
    {
        showTwoRows();
        for (const qint64 time : {now - 3'500'000, now - 1'800'000, now - 100'000}) {
            QTest::mouseMove(surface(), at(time));
            QWidget *table = nullptr;
            for (QWidget *child : m_plot->findChildren<QWidget *>()) {
                if (child->isVisible() && child->accessibleName().contains(u"v41 1.00 s"_s))
                    table = child;
            }
            QVERIFY2(table, "the table is shown and names the values");
            QVERIFY(!table->geometry().contains(surface()->mapTo(m_plot.get(), at(time))));
            QVERIFY(m_plot->rect().contains(table->geometry()));
        }
    }

    void aGapIsNotDrawnOver()
    {
        showTwoRows();
        const QRect area = m_plot->rowRect(0);
        const int left = m_plot->xOfTime(now - 1'200'000) + 3, right = m_plot->xOfTime(now - 600'000) - 3;
        const QImage image = picture();
        // Around the canary's height only: the stable line is dark as well.
        const int y = area.top() + area.height() / 3;
        const QRect over(QPoint(left, area.top() + 1), QPoint(right, y));
        const QRect before(QPoint(area.left() + 1, area.top() + 1), QPoint(left - 6, y));
        QCOMPARE(inked(image, over, colors().canary, colors().raised), 0);
        QVERIFY(inked(image, before, colors().canary, colors().raised) >= before.width());
    }

    void theCanaryCarriesRingsAndTheStableLineNone()
    {
        showTwoRows();
        const QRect area = m_plot->rowRect(0);
        // A ring stands out over and under the line, which is flat here.
        const auto thickest = [&](const QImage &image, const QColor &color) {
            int most = 0;
            for (int x = area.left() + 2; x < area.right() - 2; ++x) {
                int top = 0, bottom = 0;
                for (int y = area.top() + 2; y < area.bottom() - 2; ++y) {
                    if (image.pixelColor(x, y) == color) {
                        top = top == 0 ? y : top;
                        bottom = y;
                    }
                }
                most = std::max(most, bottom - top + 1);
            }
            return most;
        };
        const QImage image = picture();
        QVERIFY(thickest(image, colors().canary) >= 6);
        QVERIFY(thickest(image, colors().stable) <= 3);
    }

    void dragZoomsAndBackspaceLeadsBack()
    {
        showTwoRows();
        QSignalSpy changes(m_plot.get(), &LinesPlot::viewChanged);
        QTest::mousePress(surface(), Qt::LeftButton, {}, at(now - 2'400'000));
        QTest::mouseMove(surface(), at(now - 1'800'000));
        QTest::mouseRelease(surface(), Qt::LeftButton, {}, at(now - 1'200'000));
        QVERIFY(!m_plot->live());
        QVERIFY(qAbs(m_plot->startMs() - (now - 2'400'000)) < 20'000);
        QVERIFY(qAbs(m_plot->endMs() - (now - 1'200'000)) < 20'000);
        QVERIFY(m_plot->canGoBack());
        QVERIFY(m_plot->behindMs() > 1'000'000);
        QTest::keyClick(m_plot.get(), Qt::Key_Backspace);
        QVERIFY(m_plot->live());
        QCOMPARE(m_plot->endMs(), now);
        QVERIFY(changes.count() >= 2);
        QTest::keyClick(m_plot.get(), Qt::Key_Right, Qt::AltModifier);
        QVERIFY(!m_plot->live());
        QTest::keyClick(m_plot.get(), Qt::Key_Left, Qt::AltModifier);
        QVERIFY(m_plot->live());
    }

    void aClickIsNoZoomAndEscapeEndsADrag()
    {
        showTwoRows();
        QTest::mouseClick(surface(), Qt::LeftButton, {}, at(now - 2'400'000));
        QVERIFY(m_plot->live());
        QTest::mousePress(surface(), Qt::LeftButton, {}, at(now - 2'400'000));
        QTest::mouseMove(surface(), at(now - 1'800'000));
        QTest::keyClick(m_plot.get(), Qt::Key_Escape);
        QTest::mouseRelease(surface(), Qt::LeftButton, {}, at(now - 1'200'000));
        QVERIFY(m_plot->live());
    }

    void theWheelZoomsAroundThePointerAndControlNoughtReturns()
    {
        showTwoRows();
        const QPoint place = at(now - 1'800'000);
        QWheelEvent turn(place, surface()->mapToGlobal(place), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                         Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(surface(), &turn);
        QVERIFY(!m_plot->live());
        QVERIFY(m_plot->endMs() - m_plot->startMs() < 2'500'000);
        QVERIFY(qAbs(m_plot->xOfTime(now - 1'800'000) - place.x()) <= 4);
        QTest::keyClick(m_plot.get(), Qt::Key_0, Qt::ControlModifier);
        QVERIFY(m_plot->live());
        QCOMPARE(m_plot->endMs() - m_plot->startMs(), 3'600'000);
    }

    void theCrosshairWalksByKeyAndANoteIsAskedAtIt()
    {
        showTwoRows();
        QTest::keyClick(m_plot.get(), Qt::Key_Left);
        QCOMPARE(m_plot->crosshair(), now);
        QTest::keyClick(m_plot.get(), Qt::Key_Left);
        QVERIFY(m_plot->crosshair() < now && m_plot->crosshair() >= now - 10'000);
        QTest::keyClick(m_plot.get(), Qt::Key_Home);
        QCOMPARE(m_plot->crosshair(), now - 3'600'000);
        QSignalSpy notes(m_plot.get(), &LinesPlot::noteAskedAt);
        QTest::keyClick(m_plot.get(), Qt::Key_N);
        QCOMPARE(notes.count(), 1);
        QCOMPARE(notes[0][0].toLongLong(), now - 3'600'000);
    }

    void aRequestBehindTheLineIsADotInItsVersionsColour()
    {
        showDots();
        const int x = m_plot->xOfTime(now - 1'800'000);
        const QRect lower(x - 6, m_plot->rowRect(0).top(), 13, m_plot->rowRect(0).height());
        QVERIFY(count(picture(), lower, colors().canary) > 4);
        QCOMPARE(count(picture(), lower.translated(-60, 0), colors().canary), 0);
    }
    void aLogarithmicAxisGivesEachDecadeTheSameRoom()
    {
        PlotRow one = row(u"Latency P95"_s, Unit::Seconds,
                          {{u"v41"_s, {}, flat(0.1)}, {u"v42"_s, {}, flat(1)}, {u"v43"_s, {}, flat(10)}});
        one.logarithmic = true;
        m_plot->setRoles({{u"v41"_s, LineRole::Stable}, {u"v42"_s, LineRole::Canary}});
        m_plot->setNow(now);
        m_plot->setRows({one});
        QTRY_VERIFY(m_plot->rowRect(0).height() > 40);
        m_plot->setRangeSeconds(3600);
        const PixelScale scale{QRectF(0, 0, 100, 300), 0, 1, valueRange(one, now - 3'600'000, now)};
        QVERIFY(std::abs((scale.y(0.1) - scale.y(1)) - (scale.y(1) - scale.y(10))) < 0.01);
        QVERIFY(scale.y(0.1) < 300 && scale.y(10) > 0);
        QCOMPARE(scale.y(0), scale.y(-5));
    }
    void lateDataAreHatchedFromTheLastGoodSampleAndSayTheirAge()
    {
        showTwoRows();
        PlotRow late = row(u"Latency P95"_s, Unit::Seconds, {{u"v41"_s, {}, flat(1, now - 600'000)}});
        const QRect area = m_plot->rowRect(0);
        const QRect end(QPoint(m_plot->xOfTime(now - 560'000), area.center().y()), area.bottomRight() - QPoint(2, 2));
        QCOMPARE(count(picture(), end, colors().stale), 0);
        late.freshness = Freshness::Lost;
        m_plot->setRow(0, late);
        QTRY_VERIFY(count(picture(), end, colors().stale) > 200);
        const QRect good(area.topLeft() + QPoint(2, 2), QPoint(m_plot->xOfTime(now - 640'000), area.bottom() - 2));
        QCOMPARE(count(picture(), good, colors().stale), 0);
        QTRY_VERIFY2(m_plot->accessibleDescription().contains(u"no data for 10:00"_s),
                 qPrintable(m_plot->accessibleDescription()));
    }

    void theAgeOfLateDataCountsOn()
    {
        showTwoRows();
        PlotRow late = row(u"Latency P95"_s, Unit::Seconds, {{u"v41"_s, {}, flat(1, now - 600'000)}});
        late.freshness = Freshness::Late;
        m_plot->setRow(0, late);
        QTRY_VERIFY(m_plot->accessibleDescription().contains(u"no data for 10:00"_s));
        m_plot->setNow(now + 7000);
        QTRY_VERIFY(m_plot->accessibleDescription().contains(u"no data for 10:07"_s));
    }

    void aRowWithoutSourceSaysSoInWords()
    {
        PlotRow risk = row(u"Risk"_s, Unit::PerSecond, {});
        risk.words = u"no source: the gateway exports no such counter"_s;
        m_plot->setNow(now);
        m_plot->setRows({risk, row(u"Cost"_s, Unit::Usd, {})});
        QTRY_VERIFY(m_plot->accessibleDescription().contains(risk.words));
        QTRY_VERIFY(m_plot->accessibleDescription().contains(u"Cost: no data yet"_s));
    }

    void manyChangesAreOnePaintingAndAHiddenPlotPaintsNothing()
    {
        showTwoRows();
        QTest::qWait(300);
        const int before = m_plot->replotCount();
        for (int i = 0; i < 200; ++i)
            m_plot->setRow(0, m_plot->rows()[0]);
        QTRY_VERIFY(m_plot->replotCount() > before);
        QTest::qWait(300);
        QCOMPARE(m_plot->replotCount(), before + 1);
        m_plot->hide();
        m_plot->setRow(0, m_plot->rows()[0]);
        m_plot->setNow(now + 600'000);
        QTest::qWait(300);
        QCOMPARE(m_plot->replotCount(), before + 1);
        m_plot->show();
        QTRY_VERIFY(m_plot->replotCount() > before + 1);
    }

    void nothingNewIsNotPaintedAgain()
    {
        showTwoRows();
        QTest::qWait(300);
        const int before = m_plot->replotCount();
        m_plot->setNow(now + 500);
        m_plot->setMarks({});
        QTest::qWait(300);
        QCOMPARE(m_plot->replotCount(), before);
    }

    void anIncidentsShadeIsNoneOfTheOthersAndCoversNoLine_data()
    {
        QTest::addColumn<ThemeKind>("kind");
        QTest::newRow("light") << ThemeKind::Light;
        QTest::newRow("dark") << ThemeKind::Dark;
    }
    void anIncidentsShadeIsNoneOfTheOthersAndCoversNoLine()
    {
        QFETCH(ThemeKind, kind);
        applyTheme(*qApp, kind);
        const auto light = qScopeGuard([] { applyTheme(*qApp, ThemeKind::Light); });
        m_plot->setPalette(qApp->palette());
        m_plot->setRoles({{u"v41"_s, LineRole::Stable}});
        m_plot->setNow(now);
        const int empty = m_plot->replotCount();
        m_plot->setRows({row(u"Latency"_s, Unit::Seconds, {{u"v41"_s, {}, flat(1)}})});
        const auto minutesAgo = [](int minutes) { return now - minutes * 60'000; };
        QTRY_VERIFY(m_plot->replotCount() > empty);
        const QImage plain = picture();
        const int before = m_plot->replotCount();
        // One of each alone, then an incident over both others.
        m_plot->setShades({{minutesAgo(55), minutesAgo(50), MarkTone::Incident}, {minutesAgo(45), minutesAgo(40), MarkTone::Critical},
                           {minutesAgo(35), minutesAgo(30), MarkTone::Neutral}, {minutesAgo(25), minutesAgo(10), MarkTone::Incident},
                           {minutesAgo(23), minutesAgo(19), MarkTone::Critical}, {minutesAgo(17), minutesAgo(12), MarkTone::Neutral}});
        QTRY_VERIFY(m_plot->replotCount() > before);
        const QImage shaded = picture();
        const QRect area = m_plot->rowRect(0);
        const auto pixel = [&](const QImage &image, double minutes, int y) { return image.pixelColor(m_plot->xOfTime(now - qRound64(minutes * 60'000)), y); };
        const auto difference = [](const QColor &a, const QColor &b) {
            return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
        };
        const int below = area.bottom() - 6, bar = area.top() + 1;
        const QColor paper = pixel(shaded, 57.5, below), incident = pixel(shaded, 52.5, below), stop = pixel(shaded, 42.5, below), blind = pixel(shaded, 32.5, below);
        const QList<QColor> seen{paper, incident, stop, blind};
        for (qsizetype i = 0; i < seen.size(); ++i) {
            for (qsizetype j = i + 1; j < seen.size(); ++j)
                QVERIFY2(difference(seen[i], seen[j]) >= 14, qPrintable(seen[i].name() + seen[j].name()));
        }
        // Its bar is there alone and over the others, and nothing else has one.
        for (const double minutes : {52.5, 20.5, 14.5})
            QVERIFY2(difference(pixel(shaded, minutes, bar), pixel(shaded, minutes, below)) > 80, qPrintable(QString::number(minutes)));
        for (const double minutes : {57.5, 42.5, 32.5})
            QCOMPARE(pixel(shaded, minutes, bar), pixel(shaded, minutes, below));
        // The line is what it was.
        const QColor ink = themeColors(kind).stable;
        QVERIFY(count(plain, area, ink) > area.width() / 2);
        QCOMPARE(count(shaded, area, ink), count(plain, area, ink));
    }

    void aHostileVersionIsPlainTextAndWidensNothing_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("markup") << u"<b>v1</b><img src=x onerror=alert(1)>"_s;
        QTest::newRow("long") << QString(10'000, u'W');
        QTest::newRow("bidirectional") << u"v1\u202Egnp.exe\u2066"_s;
        QTest::newRow("control") << QString(u"v1\n\r\t\0x"_s.constData(), 7);
    }
    void aHostileVersionIsPlainTextAndWidensNothing()
    {
        QFETCH(QString, version);
        showTwoRows();
        const int width = m_plot->minimumSizeHint().width();
        m_plot->setRow(0, row(version, Unit::Seconds, {{version, version, flat(1)}}));
        m_plot->setMarks({{now - 600'000, version, MarkTone::Action}});
        m_plot->setCrosshair(now - 600'000);
        QTRY_VERIFY(m_plot->accessibleDescription().contains(versionText(version)));
        QVERIFY(!picture().isNull());
        QCOMPARE(m_plot->minimumSizeHint().width(), width);
        QVERIFY(versionText(version).size() < 120);
        for (const QChar character : versionText(version))
            QVERIFY(character.isPrint());
        for (QWidget *child : m_plot->findChildren<QWidget *>())
            QVERIFY(child->width() <= m_plot->width());
    }

    void aMarkOnAnHourIsSeenOverItsGridLine()
    {
        showTwoRows();
        m_plot->setRangeSeconds(7200);
        const qint64 hourMs = now / 3'600'000 * 3'600'000;
        const QRect area = m_plot->rowRect(0);
        const QRect column(m_plot->xOfTime(hourMs) - 1, area.top() + 2, 3, area.height() - 4);
        const QColor tone = toneColor(MarkTone::Action, colors());
        const int before = count(picture(), column, tone);
        m_plot->setMarks({{hourMs, u"pull"_s, MarkTone::Action}});
        QTRY_VERIFY(count(picture(), column, tone) > before + area.height() / 4);
    }

    /// QCustomPlot replots once by itself soon after it was made, into buffers that are never shown.
    void noFrameIsDrawnThatNobodySees()
    {
        const LinesPlot plot;
        for (QWidget *child : plot.findChildren<QWidget *>()) {
            if (!child->inherits("QCustomPlot"))
                continue;
            const QSignalSpy replots(child, SIGNAL(beforeReplot()));
            QVERIFY(replots.isValid());
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
            QCOMPARE(replots.size(), 0);
            return;
        }
        QFAIL("no plot found");
    }

    void tenThousandVersionsDrawOnlyAFew()
    {
        QList<PlotCurve> curves{{u"v42"_s, {}, flat(2)}};
        for (int i = 0; i < 10'000; ++i)
            curves.prepend({u"pod-%1"_s.arg(i), {}, flat(1, now - 3'500'000)});
        m_plot->setRoles({{u"v42"_s, LineRole::Canary}});
        m_plot->setNow(now);
        m_plot->setRows({row(u"Latency"_s, Unit::Seconds, curves)});
        const QList<CrosshairValue> values = m_plot->valuesAt(now);
        QVERIFY(values.size() < 10);
        QCOMPARE(values.last().version, u"v42"_s);
    }

    void anotherThemeRepaintsTheWholePlot()
    {
        showTwoRows();
        const QRect area = m_plot->rowRect(1);
        QVERIFY(count(picture(), area, themeColors(ThemeKind::Light).raised) > 1000);
        QPalette dark = m_plot->palette();
        dark.setColor(QPalette::Window, themeColors(ThemeKind::Dark).window);
        m_plot->setPalette(dark);
        QCOMPARE(themeKind(m_plot->palette()), ThemeKind::Dark);
        QTRY_VERIFY(count(picture(), area, themeColors(ThemeKind::Dark).raised) > 1000);
        QCOMPARE(count(picture(), area, themeColors(ThemeKind::Light).raised), 0);
    }
};

QTEST_MAIN(LinesPlotTest)
#include "tst_LinesPlot.moc"

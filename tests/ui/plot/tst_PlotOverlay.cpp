// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/Theme.h"
#include "ui/plot/LinesPlot.h"

#include <QApplication>
#include <QBackingStore>
#include <QPaintEvent>
#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr qint64 now = 1'795'437'360'000;

/// What of a widget was painted.
class PaintedPart : public QObject {
public:
    QRegion part;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            part += static_cast<QPaintEvent *>(event)->region();
        return false;
    }
};

/// What moves with the pointer over the lines: it is painted where it changes, and what is seen then is what a whole painting
/// shows.
class PlotOverlayTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<LinesPlot> m_plot;
    PaintedPart m_painted;

    static PlotRow row(double height)
    {
        auto columns = std::make_shared<Columns>();
        for (qint64 time = now - 3'600'000; time <= now; time += 2000)
            columns->append(time, height * (2 + std::sin(static_cast<double>(time) / 100'000)));
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
    /// The window as it is seen.
    QImage seen() const
    {
        const auto *pixels = dynamic_cast<QImage *>(m_host->backingStore()->paintDevice());
        return pixels ? pixels->copy() : QImage();
    }
    void moveCrosshair(qint64 timeMs)
    {
        m_painted.part = {};
        m_plot->setCrosshair(timeMs);
        QTRY_VERIFY(!m_painted.part.isEmpty());
    }
    [[nodiscard]] int paintedPixels() const
    {
        int pixels = 0;
        for (const QRect &rect : m_painted.part)
            pixels += rect.width() * rect.height();
        return pixels;
    }
    /// A frame that was asked for before is painted by then.
    static void settle() { QTest::qWait(60); }
    void compareWithAWholePainting()
    {
        settle();
        const QImage parts = seen();
        surface()->repaint();
        QVERIFY(!parts.isNull());
        QCOMPARE(parts, seen());
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
        m_plot->setNow(now);
        m_plot->setRows({row(1), row(100)});
        m_plot->show();
        QTRY_VERIFY(m_plot->rowRect(1).height() > 40);
        m_plot->setRangeSeconds(3600);
        surface()->installEventFilter(&m_painted);
        QTRY_VERIFY(!m_painted.part.isEmpty());
    }
    void cleanup() { m_plot.reset(); }
    void cleanupTestCase() { m_host.reset(); }

    void aCrosshairIsPaintedWhereItWasAndWhereItIs_data()
    {
        QTest::addColumn<int>("series");
        QTest::addColumn<bool>("selected");
        QTest::newRow("alone") << -1 << false;
        QTest::newRow("with a ring on the chosen series") << 1 << false;
        QTest::newRow("over a selection") << -1 << true;
    }
    void aCrosshairIsPaintedWhereItWasAndWhereItIs()
    {
        QFETCH(int, series);
        QFETCH(bool, selected);
        m_plot->chooseSeries(series);
        if (selected)
            m_plot->select({now - 2'400'000, now - 1'200'000});
        moveCrosshair(now - 3'000'000);
        const int whole = surface()->width() * surface()->height();
        for (const qint64 back : {2'000'000, 1'990'000, 1'300'000, 100'000}) {
            settle();
            moveCrosshair(now - back);
            QVERIFY2(paintedPixels() < whole / 3, qPrintable(u"%1 of %2 pixels"_s.arg(paintedPixels()).arg(whole)));
            compareWithAWholePainting();
        }
        moveCrosshair(0);
        compareWithAWholePainting();
    }

    void aBandThatIsDrawnByAHandFollowsIt_data()
    {
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::newRow("zoom") << Qt::KeyboardModifiers();
        QTest::newRow("selection") << Qt::KeyboardModifiers(Qt::ShiftModifier);
    }
    void aBandThatIsDrawnByAHandFollowsIt()
    {
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QTest::mousePress(surface(), Qt::LeftButton, modifiers, at(now - 3'000'000));
        for (const qint64 back : {2'000'000, 600'000, 1'500'000}) {
            m_painted.part = {};
            QMouseEvent move(QEvent::MouseMove, QPointF(at(now - back)), QPointF(surface()->mapToGlobal(at(now - back))), Qt::NoButton,
                             Qt::LeftButton, modifiers);
            QApplication::sendEvent(surface(), &move);
            QTRY_VERIFY(!m_painted.part.isEmpty());
            compareWithAWholePainting();
        }
        QTest::mouseRelease(surface(), Qt::LeftButton, modifiers, at(now - 1'500'000));
        compareWithAWholePainting();
    }

    void aCrosshairFarOutOfViewIsNotShown()
    {
        moveCrosshair(now - 1'000'000);
        moveCrosshair(now - 40LL * 365 * 86'400'000);
        const QImage without = seen();
        m_painted.part = {};
        m_plot->setCrosshair(0);
        compareWithAWholePainting();
        QCOMPARE(seen(), without);
    }
};

QTEST_MAIN(PlotOverlayTest)
#include "tst_PlotOverlay.moc"

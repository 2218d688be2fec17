// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/Theme.h"
#include "ui/plot/LinesPlot.h"

#include <QAccessible>
#include <QApplication>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr qint64 now = 1'795'437'360'000; // 2026-11-23 12:36:00 UTC

/// Every series by keyboard and for assistive technology.
class PlotAccessTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<LinesPlot> m_plot;

    static std::shared_ptr<const Columns> series(double value, qint64 stepMs = 60'000)
    {
        auto made = std::make_shared<Columns>();
        for (qint64 time = now - 3'600'000; time <= now; time += stepMs)
            made->append(time, value);
        return made;
    }
    static QList<PlotRow> rows()
    {
        PlotRow latency;
        latency.title = u"Latency P95"_s;
        latency.unit = Unit::Seconds;
        latency.direction = Direction::HigherIsWorse;
        latency.gate = {1.5, 2.5};
        latency.freshness = Freshness::Live;
        latency.curves = {{u"v41"_s, u"Latency P95"_s, series(0.412)}, {u"v42"_s, u"Latency P95"_s, series(3)}};
        PlotRow cost;
        cost.title = u"Cost per request"_s;
        cost.unit = Unit::Usd;
        cost.freshness = Freshness::Live;
        cost.curves = {{u"v41"_s, u"Cost per request"_s, series(0.004)}, {u"v9\u202e"_s, u"Cost per request"_s, nullptr}};
        return {latency, cost};
    }
    QAccessibleInterface *access() const { return QAccessible::queryAccessibleInterface(m_plot.get()); }
    QString text(int child, QAccessible::Text kind) const { return access()->child(child)->text(kind); }
    void key(Qt::Key key) { QTest::keyClick(m_plot.get(), key); }

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeKind::Light);
        m_host = std::make_unique<QWidget>();
        m_host->resize(900, 600);
        m_host->show();
        QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
    }
    void init()
    {
        failOnWarnings();
        m_plot = std::make_unique<LinesPlot>(m_host.get());
        m_plot->resize(800, 500);
        m_plot->setRoles({{u"v41"_s, LineRole::Stable}, {u"v42"_s, LineRole::Canary}});
        m_plot->setNow(now);
        m_plot->setRows(rows());
        m_plot->show();
        QTRY_VERIFY(m_plot->rowRect(1).height() > 40);
        m_plot->setRangeSeconds(3600);
        m_plot->setFocus();
    }
    void cleanup() { m_plot.reset(); }
    void cleanupTestCase() { m_host.reset(); }

    void theTreeHoldsOneNamedChildASeries()
    {
        QVERIFY(access());
        QCOMPARE(access()->role(), QAccessible::Chart);
        QVERIFY(!access()->text(QAccessible::Name).isEmpty());
        QVERIFY(access()->childCount() >= 4);
        const QStringList names{u"Latency P95, v41, stable"_s, u"Latency P95, v42, canary"_s,
                                u"Cost per request, v41, stable"_s};
        for (int i = 0; i < names.size(); ++i) {
            QCOMPARE(text(i, QAccessible::Name), names[i]);
            QCOMPARE(access()->child(i)->parent()->object(), m_plot.get());
            QCOMPARE(access()->indexOfChild(access()->child(i)), i);
            QVERIFY(access()->child(i)->isValid());
        }
        QVERIFY(!text(3, QAccessible::Name).contains(QChar(0x202e)));
        for (int i = 0; i < access()->childCount(); ++i) {
            QVERIFY(access()->child(i));
            QCOMPARE(access()->indexOfChild(access()->child(i)), i);
        }
    }

    void aSeriesSaysItsValueTimeAndState()
    {
        QCOMPARE(text(0, QAccessible::Value), u"412 ms at 12:36:00 UTC"_s);
        QCOMPARE(text(0, QAccessible::Description), u"inside its gates"_s);
        QCOMPARE(text(1, QAccessible::Description), u"beyond stop, 2.50 s"_s);
        QCOMPARE(text(2, QAccessible::Description), u"no gate"_s);
        QCOMPARE(text(3, QAccessible::Description), u"no sample at that time"_s);
        m_plot->setCrosshair(now - 600'000);
        QCOMPARE(text(0, QAccessible::Value), u"412 ms at 12:26:00 UTC"_s);
    }

    void upAndDownChooseASeriesAndGiveItTheFocus()
    {
        key(Qt::Key_Down);
        key(Qt::Key_Down);
        QCOMPARE(m_plot->chosenSeries(), 1);
        QVERIFY(m_plot->rows()[0].curves[1].chosen);
        QVERIFY(!m_plot->rows()[0].curves[0].chosen);
        QVERIFY(access()->child(1)->state().focused);
        QCOMPARE(access()->focusChild(), access()->child(1));
        key(Qt::Key_Left);
        QCOMPARE(text(1, QAccessible::Value), u"3.00 s at 12:36:00 UTC"_s);
        key(Qt::Key_Left);
        QCOMPARE(text(1, QAccessible::Value), u"3.00 s at 12:35:00 UTC"_s);
        for (int i = 0; i < 9; ++i)
            key(Qt::Key_Down);
        QCOMPARE(m_plot->chosenSeries(), 3);
        key(Qt::Key_Up);
        QCOMPARE(m_plot->chosenSeries(), 2);
        QCOMPARE(m_plot->currentRow(), 1);
    }

    void theChoiceStaysWithItsSeriesWhenDataComeIn()
    {
        m_plot->chooseSeries(1);
        QList<PlotRow> next = rows();
        next[0].curves.prepend({u"v40"_s, u"Latency P95"_s, series(1)});
        m_plot->setRow(0, next[0]);
        QCOMPARE(m_plot->series()[m_plot->chosenSeries()].version, u"v42"_s);
        m_plot->setRows({next[1]});
        QCOMPARE(m_plot->chosenSeries(), -1);
    }

    void theArrowsWalkTheSamplesOfTheChosenSeries()
    {
        m_plot->chooseSeries(0);
        key(Qt::Key_Left);
        QCOMPARE(m_plot->crosshair(), now);
        key(Qt::Key_Left);
        QCOMPARE(m_plot->crosshair(), now - 60'000);
        m_plot->setCrosshair(now - 90'000); // between two
        key(Qt::Key_Right);
        QCOMPARE(m_plot->crosshair(), now - 60'000);
        m_plot->setCrosshair(now - 90'000);
        key(Qt::Key_Left);
        QCOMPARE(m_plot->crosshair(), now - 120'000);
        key(Qt::Key_Home);
        key(Qt::Key_Left);
        QCOMPARE(m_plot->crosshair(), m_plot->startMs());
    }

    void whereSamplesAreDenseAStepIsStillSeen()
    {
        QList<PlotRow> dense = rows();
        dense[0].curves[0].columns = series(1, 1000); // 5 a pixel
        m_plot->setRows(dense);
        m_plot->chooseSeries(0);
        key(Qt::Key_End);
        int before = m_plot->xOfTime(m_plot->crosshair());
        for (const Qt::Key pressed : {Qt::Key_Left, Qt::Key_Left, Qt::Key_Right}) {
            key(pressed);
            const int x = m_plot->xOfTime(m_plot->crosshair());
            QVERIFY2(pressed == Qt::Key_Left ? x < before : x > before, qPrintable(QString::number(x)));
            before = x;
        }
    }

    void aSeriesThatIsGoneIsInvalidAndHarmless()
    {
        QAccessibleInterface *last = access()->child(3);
        m_plot->setRows({rows()[0]});
        QVERIFY(!last->isValid());
        QVERIFY(last->text(QAccessible::Name).isEmpty());
        QVERIFY(last->rect().isEmpty());
        QVERIFY(last->state().invalid);
    }

    void thePictureCarriesTitleTimeAndVersions()
    {
        const QByteArray svg = m_plot->svg(u"Chat <prod>"_s);
        QVERIFY(svg.contains("Chat &lt;prod&gt;"));
        QVERIFY(svg.contains("2026-11-23 11:36:00 UTC to 2026-11-23 12:36:00 UTC"));
        QVERIFY(svg.contains("v42, canary"));
        QVERIFY(svg.contains("Latency P95, s"));
        QVERIFY2(!svg.contains("<image"), "lines are vectors");
        const QImage image = m_plot->picture(u"Chat"_s, 2);
        QCOMPARE(image.devicePixelRatio(), 2.0);
        QVERIFY(image.width() > 2 * 780);
        // The canary's line is in it.
        const QColor canary = themeColors(m_plot->palette()).canary;
        int found = 0;
        for (int y = 0; y < image.height(); y += 1)
            found += image.pixelColor(image.width() / 2, y) == canary ? 1 : 0;
        QVERIFY(found > 0);
    }
};

QTEST_MAIN(PlotAccessTest)
#include "tst_PlotAccess.moc"

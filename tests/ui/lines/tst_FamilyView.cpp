// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/Theme.h"
#include "ui/lines/IndicatorChooser.h"
#include "ui/lines/LinesPanel.h"
#include "ui/lines/SplitView.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr qint64 now = 1'795'437'360'000;

/// The six families, every indicator a few keys away, and small plots by a label.
class FamilyViewTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<LinesPanel> m_panel;

    static Indicator indicator(const QString &id, const QString &title, Family family)
    {
        Indicator made;
        made.id = id;
        made.title = title;
        made.family = family;
        made.query = u"q"_s;
        made.direction = Direction::HigherIsWorse;
        made.gate = {0.1, 0.2};
        return made;
    }
    static QList<Indicator> indicators()
    {
        QList<Indicator> made{indicator(u"success"_s, u"Success rate"_s, Family::Quality),
                              indicator(u"latency"_s, u"Latency P95"_s, Family::Latency),
                              indicator(u"errors"_s, u"5xx"_s, Family::Stability),
                              indicator(u"retries"_s, u"Retries"_s, Family::Stability),
                              indicator(u"tools"_s, u"Tool failures"_s, Family::Retrieval)};
        for (int i = 0; i < 9; ++i)
            made.append(indicator(u"cost%1"_s.arg(i), u"Cost %1"_s.arg(i), Family::Cost));
        return made;
    }
    static SplitReading tenants(int count)
    {
        MetricsAnswer answer;
        for (int i = 0; i < count; ++i) {
            for (const QString &version : {u"v41"_s, u"v42"_s}) {
                Series series;
                series.labels = {{u"tenant"_s, u"tenant-%1"_s.arg(i, 2, 10, QChar(u'0'))}, {u"version"_s, version}};
                for (qint64 time = now - 600'000; time <= now; time += 10'000)
                    series.columns.append(time, version == u"v42"_s ? 0.01 * i : 0.01);
                answer.series.append(series);
            }
        }
        SplitReading made;
        made.indicator = indicator(u"errors"_s, u"5xx"_s, Family::Stability);
        made.parts = splitParts(made.indicator, u"tenant"_s, u"version"_s, answer);
        made.lastAnswerMs = now;
        made.spec = byTenant();
        return made;
    }
    static SplitSpec byTenant() { return {u"errors"_s, u"tenant"_s, u"errors by tenant"_s}; }
    SplitView *split() const { return m_panel->findChild<SplitView *>(); }

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeKind::Light);
        m_host = std::make_unique<QWidget>();
        m_host->resize(1000, 800);
        m_host->show();
    }
    void init()
    {
        // The offscreen platform says so of every dialog that is shown.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_panel = std::make_unique<LinesPanel>(m_host.get());
        m_panel->resize(900, 760);
        m_panel->setIndicators(indicators());
        m_panel->setSplits({byTenant()});
        m_panel->setNow(now);
        m_panel->show();
    }
    void cleanup() { m_panel.reset(); }
    void cleanupTestCase() { m_host.reset(); }

    void aFamilyIsShownIndicatorByIndicator()
    {
        QCOMPARE(m_panel->plot().rows().size(), 4);
        m_panel->showFamily(Family::Stability);
        QCOMPARE(m_panel->plot().rows().size(), 2);
        QCOMPARE(m_panel->plot().rows()[0].title, u"5xx"_s);
        QCOMPARE(m_panel->plot().rows()[1].title, u"Retries"_s);
        m_panel->showFamily(Family::Stability); // the same key again leads back
        QCOMPARE(m_panel->plot().rows().size(), 4);
        m_panel->showFamily(Family::Retrieval);
        m_panel->showHeadlines();
        QCOMPARE(m_panel->plot().rows().size(), 4);
    }

    void aLargeFamilyIsCutAndAnEmptyOneSaysSo()
    {
        m_panel->showFamily(Family::Cost);
        QCOMPARE(m_panel->plot().rows().size(), LineBoard::mostFamilyRows);
        QVERIFY(m_panel->plot().rows().last().title.contains(u"3 further"_s));
        m_panel->showFamily(Family::Risk);
        QCOMPARE(m_panel->plot().rows().size(), 1);
        QVERIFY(!m_panel->plot().rows()[0].words.isEmpty());
    }

    void anIndicatorChosenInAFamilyViewLeadsBackToTheLines()
    {
        m_panel->showFamily(Family::Cost);
        m_panel->showIndicator(u"retries"_s);
        QCOMPARE(m_panel->plot().rows().size(), 5);
    }

    void theSplitIsAskedForOnlyWhileItsFamilyIsShown()
    {
        QSignalSpy wanted(m_panel.get(), &LinesPanel::splitWanted);
        QVERIFY(!split()->isVisible());
        m_panel->showFamily(Family::Stability);
        QVERIFY(split()->isVisible());
        QCOMPARE(wanted.last()[1].value<SplitSpec>().query, u"errors by tenant"_s);
        m_panel->showFamily(Family::Retrieval);
        QVERIFY(!split()->isVisible());
        QVERIFY(wanted.last()[1].value<SplitSpec>().query.isEmpty());
    }

    void everySplitOfTheFamilyIsReachedByKeyAndByButton()
    {
        m_panel->setSplits({{u"errors"_s, u"tenant"_s, u"errors by tenant"_s}, {u"errors"_s, u"tool"_s, u"errors by tool"_s},
                            {u"retries"_s, u"tool"_s, u"retries by tool"_s}, {u"tools"_s, u"index"_s, u"tools by index"_s},
                            {u"tools"_s, u"tool"_s, u"tools by tool"_s}});
        QSignalSpy wanted(m_panel.get(), &LinesPanel::splitWanted);
        const auto shown = [&] { return wanted.last()[1].value<SplitSpec>().query; };
        m_panel->showFamily(Family::Stability);
        QCOMPARE(shown(), u"errors by tenant"_s);
        QStringList walked;
        for (int i = 0; i < 3; ++i) {
            m_panel->showNextSplit();
            walked << shown();
        }
        QCOMPARE(walked, QStringList({u"errors by tool"_s, u"retries by tool"_s, u"errors by tenant"_s}));
        QCOMPARE(wanted.last()[0].value<Indicator>().id, u"errors"_s);
        m_panel->showNextSplit(true);
        QCOMPARE(shown(), u"retries by tool"_s);
        QVERIFY(split()->accessibleName().startsWith(u"Retries by tool"_s));
        // Another family by the label that was chosen last.
        m_panel->showFamily(Family::Retrieval);
        QCOMPARE(shown(), u"tools by tool"_s);

        auto *button = split()->findChild<QToolButton *>();
        QVERIFY(button && button->isVisible());
        QCOMPARE(button->accessibleName(), u"Split by: Tool failures by tool"_s);
        QStringList offered, checked;
        for (const QAction *action : button->menu()->actions()) {
            offered << action->text();
            if (action->isChecked())
                checked << action->text();
        }
        QCOMPARE(offered, QStringList({u"Tool failures by index"_s, u"Tool failures by tool"_s}));
        QCOMPARE(checked, QStringList(u"Tool failures by tool"_s));
        button->menu()->actions().first()->trigger();
        QCOMPARE(shown(), u"tools by index"_s);
        // It is the next stop of the Tab key behind the small plots.
        QWidget *next = split()->nextInFocusChain();
        while (!next->isVisible() || !(next->focusPolicy() & Qt::TabFocus))
            next = next->nextInFocusChain();
        QCOMPARE(next, button);
        // Where there is nothing to choose nothing is offered.
        m_panel->setSplits({byTenant()});
        m_panel->showFamily(Family::Stability);
        QVERIFY(split()->isVisible() && !button->isVisible());
        const qsizetype asked = wanted.size();
        m_panel->showNextSplit();
        QCOMPARE(wanted.size(), asked);
    }

    void anAnswerToAnotherLabelIsNotShown()
    {
        m_panel->setSplits({byTenant(), {u"errors"_s, u"tool"_s, u"errors by tool"_s}});
        m_panel->showFamily(Family::Stability);
        m_panel->showNextSplit();
        m_panel->setSplitReading(tenants(3)); // it was on its way
        QVERIFY(split()->cells().isEmpty());
        m_panel->showNextSplit();
        m_panel->setSplitReading(tenants(3));
        QCOMPARE(split()->cells().size(), 3);
    }

    void theSplitOnShowStaysAsItIsWhenItIsChosenAgain()
    {
        m_panel->setSplits({byTenant(), {u"errors"_s, u"tool"_s, u"errors by tool"_s}});
        m_panel->showFamily(Family::Stability);
        m_panel->setSplitReading(tenants(3));
        QSignalSpy wanted(m_panel.get(), &LinesPanel::splitWanted);
        QAction *tenant = split()->findChild<QToolButton *>()->menu()->actions().first();
        tenant->trigger();
        QCOMPARE(split()->cells().size(), 3);
        QVERIFY(tenant->isChecked());
        QVERIFY(wanted.isEmpty());
    }

    void ofFortyTenantsTheTwelveWorstAreDrawnAndTheRestIsNamed()
    {
        m_panel->showFamily(Family::Stability);
        m_panel->setSplitReading(tenants(40));
        QCOMPARE(split()->cells().size(), SplitView::mostCells);
        QCOMPARE(split()->cells().first().title, u"tenant-39"_s);
        QCOMPARE(split()->cells().first().value, u"39.0 %"_s);
        QCOMPARE(split()->cells().first().state, GateState::Stop);
        QCOMPARE(split()->cells().first().row.curves.size(), 2);
        QVERIFY2(split()->rest().contains(u"tenant-27"_s) && split()->rest().contains(u"20 more"_s), qPrintable(split()->rest()));
        QVERIFY(split()->accessibleDescription().contains(u"tenant-39: 39.0 %, beyond stop"_s));
        for (int i = 1; i < SplitView::mostCells; ++i) {
            QVERIFY(split()->rect().contains(split()->cellRect(i)));
            for (int j = 0; j < i; ++j)
                QVERIFY(!split()->cellRect(i).intersects(split()->cellRect(j)));
        }
        const QImage picture = split()->grab().toImage();
        const QColor other = m_panel->plot().looks().look(u"v42"_s, themeColors(m_panel->palette())).color;
        QVERIFY(other.isValid());
        const QRect area = split()->cellRect(0);
        int inked = 0;
        for (int y = area.top() + 30; y < area.bottom() - 2; ++y)
            inked += picture.pixelColor(area.center().x(), y) != picture.pixelColor(area.right() - 4, area.bottom() - 6) ? 1 : 0;
        QVERIFY(inked > 0);
    }

    void arrowsWalkTheSmallPlotsAndTheChoiceStaysWithItsTenant()
    {
        m_panel->showFamily(Family::Stability);
        m_panel->setSplitReading(tenants(40));
        split()->setFocus();
        QTest::keyClick(split(), Qt::Key_Right);
        QTest::keyClick(split(), Qt::Key_Right);
        QCOMPARE(split()->current(), 1);
        QVERIFY(split()->accessibleName().contains(u"tenant-38"_s));
        SplitReading next = tenants(40);
        next.parts.move(1, 5);
        m_panel->setSplitReading(next);
        QCOMPARE(split()->current(), 5);
        QTest::keyClick(split(), Qt::Key_Escape);
        QCOMPARE(m_panel->plot().rows().size(), 4);
    }

    void howeverLowTheyAreTheyArePainted()
    {
        m_panel->showFamily(Family::Stability);
        m_panel->setSplitReading(tenants(3));
        SplitView &view = *split();
        for (int height = 8; height < 120; height += 3) {
            view.resize(600, height);
            QCOMPARE(view.grab().height(), height);
        }
    }

    void theirLabelsFindRoomBesideThem()
    {
        m_panel->showFamily(Family::Stability);
        m_panel->setSplitReading(tenants(3));
        SplitView &view = *split();
        view.resize(600, 160);
        const QImage picture = view.grab().toImage();
        const QColor paper = picture.pixelColor(1, picture.height() - 1);
        const QRect cell = view.cellRect(0);
        int inked = 0;
        for (int y = cell.top() + view.fontMetrics().height() + 4; y < cell.bottom(); ++y) {
            QCOMPARE(picture.pixelColor(cell.left(), y), paper); // nothing runs into the edge
            for (int x = cell.left(); x < cell.left() + 25; ++x)
                inked += picture.pixelColor(x, y) != paper ? 1 : 0;
        }
        QVERIFY(inked > 10);
    }

    void thoseOfThePastDoNotAge()
    {
        m_panel->showFamily(Family::Stability);
        m_panel->setSplitReading(tenants(3));
        m_panel->plot().zoomTo(now - 300'000, now);
        const QImage then = split()->grab().toImage();
        m_panel->setNow(now + 600'000);
        m_panel->plot().zoomTo(now - 300'000, now);
        QCOMPARE(split()->grab().toImage(), then);
        // A live one does.
        m_panel->plot().goLive();
        QVERIFY(split()->grab().toImage() != then);
    }

    void whatTheSourceWarnsOfStandsInTheTitle()
    {
        m_panel->showFamily(Family::Stability);
        SplitReading reading = tenants(2);
        reading.warnings = {u"10000 series came and the first 1000 are kept"_s};
        m_panel->setSplitReading(reading);
        QTest::keyClick(split(), Qt::Key_Right);
        QVERIFY2(split()->accessibleName().contains(u"(the source warns: 10000 series came and the first 1000 are kept)"_s), qPrintable(split()->accessibleName()));
    }
    void aHostileLabelIsPlainText()
    {
        m_panel->showFamily(Family::Stability);
        SplitReading reading = tenants(1);
        reading.parts[0].value = u"<b>\u202e"_s + QString(5000, u'x');
        m_panel->setSplitReading(reading);
        QVERIFY(split()->cells()[0].title.size() <= 60);
        QVERIFY(!split()->cells()[0].title.contains(QChar(0x202e)));
        split()->grab();
    }

    void anIndicatorIsFoundByTyping_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("found");
        QTest::addColumn<QString>("first");
        QTest::newRow("nothing typed") << QString() << 14 << u"Success rate · Quality"_s;
        QTest::newRow("a part") << u"retr"_s << 2 << u"Retries · Stability"_s;
        QTest::newRow("words in any order") << u"stab 5xx"_s << 1 << u"5xx · Stability"_s;
        QTest::newRow("an id") << u"cost7"_s << 1 << u"Cost 7 · Cost"_s;
        QTest::newRow("none") << u"zebra"_s << 0 << QString();
    }
    void anIndicatorIsFoundByTyping()
    {
        QFETCH(QString, typed);
        QFETCH(int, found);
        QFETCH(QString, first);
        m_panel->findIndicator();
        auto *chooser = m_panel->findChild<IndicatorChooser *>();
        QVERIFY(chooser && chooser->isVisible());
        auto *field = chooser->findChild<QLineEdit *>();
        QTest::keyClicks(field, typed);
        QCOMPARE(chooser->offered().size(), found);
        QCOMPARE(chooser->offered().value(0), first);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(chooser->isVisible(), found == 0);
        chooser->hide();
    }

    void theArrowsChooseAmongWhatWasFound()
    {
        m_panel->findIndicator();
        auto *chooser = m_panel->findChild<IndicatorChooser *>();
        auto *field = chooser->findChild<QLineEdit *>();
        QTest::keyClicks(field, u"stability"_s);
        QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_panel->plot().rows().size(), 5);
        QCOMPARE(m_panel->plot().rows()[4].title, u"Retries"_s);
    }
};

QTEST_MAIN(FamilyViewTest)
#include "tst_FamilyView.moc"

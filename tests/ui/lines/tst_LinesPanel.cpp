// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/Theme.h"
#include "ui/lines/LineHeader.h"
#include "ui/lines/LinesPanel.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr qint64 now = 1'795'437'360'000;

class LinesPanelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<LinesPanel> m_panel;

    static QList<Indicator> indicators()
    {
        QList<Indicator> made(4);
        made[0] = {u"success"_s, u"Success rate"_s, Family::Quality, true, u"q"_s, Unit::Ratio,
                   Direction::LowerIsWorse, {0.95, 0.9}, {}, {}};
        made[1] = {u"latency_p95"_s, u"Latency P95"_s, Family::Latency, true, u"q"_s, Unit::Seconds,
                   Direction::HigherIsWorse, {1.5, 2.5}, {}, {}};
        made[2] = {u"retries"_s, u"Retries"_s, Family::Stability, false, u"q"_s, Unit::PerSecond,
                   Direction::HigherIsWorse, {}, {}, {}};
        made[3] = {u"refusals"_s, u"Bad refusals"_s, Family::Risk, true, {}, Unit::Ratio, Direction::HigherIsWorse,
                   {}, u"the gateway counts none"_s, {}};
        return made;
    }
    static IndicatorReading reading(int index, const QMap<QString, double> &last, qint64 end = now)
    {
        IndicatorReading made;
        made.indicator = indicators()[index];
        made.freshness = Freshness::Live;
        made.lastAnswerMs = end;
        for (auto at = last.cbegin(); at != last.cend(); ++at) {
            auto columns = std::make_shared<Columns>();
            for (qint64 time = end - 600'000; time <= end; time += 2000) {
                columns->append(time, at.value());
            }
            made.versions.append({at.key(), columns});
        }
        return made;
    }
    QList<LineHeader *> headers() const { return m_panel->findChildren<LineHeader *>(); }
    QToolButton *button(const QString &text) const
    {
        for (QToolButton *one : m_panel->findChildren<QToolButton *>()) {
            if (one->text().contains(text))
                return one;
        }
        return nullptr;
    }
    QString cell(int row, int column) const
    {
        return m_panel->table().index(row, column).data().toString();
    }

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeKind::Light);
        m_host = std::make_unique<QWidget>();
        m_host->resize(1000, 700);
        m_host->show();
    }
    void init()
    {
        failOnWarnings();
        m_panel = std::make_unique<LinesPanel>(m_host.get());
        m_panel->resize(820, 560);
        m_panel->setIndicators(indicators());
        m_panel->setRoles({{u"v41"_s, LineRole::Stable}, {u"v42"_s, LineRole::Canary}});
        m_panel->setNow(now);
        m_panel->show();
    }
    void cleanup() { m_panel.reset(); }
    void cleanupTestCase() { m_host.reset(); }

    void eachLineHasAHeadWithTheLatestValuesAndTheirState()
    {
        m_panel->setReading(reading(0, {{u"v41"_s, 0.973}, {u"v42"_s, 0.89}}), now);
        QCOMPARE(headers().size(), 4);
        const LineHeader::Content &quality = headers()[0]->content();
        QCOMPARE(quality.family, u"Quality"_s);
        QCOMPARE(quality.values.size(), 2);
        QCOMPARE(quality.values[0].version, u"v41"_s);
        QCOMPARE(quality.values[0].text, u"97.3 %"_s);
        QCOMPARE(quality.values[0].state, GateState::Inside);
        QCOMPARE(quality.values[1].text, u"89.0 %"_s);
        QCOMPARE(quality.values[1].state, GateState::Stop);
        QVERIFY(quality.values[1].look.rings);
        QVERIFY(headers()[0]->accessibleName().contains(u"v42 89.0 %, stop crossed"_s));
        QCOMPARE(headers()[3]->content().note, u"no source: the gateway counts none"_s);
    }

    void theHeadStandsBesideItsRow()
    {
        QTRY_VERIFY(m_panel->plot().rowRect(3).height() > 40);
        for (int row = 0; row < 4; ++row) {
            const int head = headers()[row]->mapTo(m_panel.get(), QPoint(0, headers()[row]->height() / 2)).y();
            const QRect area = m_panel->plot().rowRect(row).translated(m_panel->plot().pos());
            QVERIFY(head > area.top() - 24 && head < area.bottom());
        }
    }

    void lateDataLoseTheirVerdictAndShowTheirAge()
    {
        IndicatorReading late = reading(0, {{u"v42"_s, 0.89}}, now - 42'000);
        late.freshness = Freshness::Late;
        m_panel->setReading(late, now);
        QVERIFY(headers()[0]->content().late);
        QCOMPARE(headers()[0]->content().note, u"no data for 0:42"_s);
        QCOMPARE(headers()[0]->content().values[0].state, GateState::Unknown);
        m_panel->setNow(now + 3000);
        QCOMPARE(headers()[0]->content().note, u"no data for 0:45"_s);
    }

    void theTableHoldsEveryIndicatorOfEveryFamily()
    {
        QAbstractItemModelTester tester(&m_panel->table(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_panel->setReading(reading(0, {{u"v41"_s, 0.973}, {u"v42"_s, 0.89}}), now);
        m_panel->setReading(reading(2, {{u"v41"_s, 0.4}}), now);
        QCOMPARE(m_panel->table().rowCount(), 4);
        QCOMPARE(m_panel->table().columnCount(), 6);
        QCOMPARE(m_panel->table().headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), u"v41"_s);
        QCOMPARE(cell(0, 0), u"Success rate"_s);
        QCOMPARE(cell(0, 2), u"97.3 %"_s);
        QCOMPARE(cell(0, 3), u"▲ 89.0 %"_s);
        QCOMPARE(cell(0, 4), u"< 95.0 % / 90.0 %"_s);
        QCOMPARE(cell(0, 5), u"▲ stop crossed: v42"_s);
        const QModelIndex retries = m_panel->table().indexOf(u"retries"_s);
        QCOMPARE(retries.siblingAtColumn(1).data().toString(), u"Stability"_s);
        QCOMPARE(retries.siblingAtColumn(2).data().toString(), u"0.400/s"_s);
        QCOMPARE(m_panel->table().crossed(GateState::Stop), 1);
        m_panel->setReading(reading(0, {{u"v43"_s, 0.97}}), now);
        m_panel->setReading(reading(2, {}), now);
        QCOMPARE(m_panel->table().columnCount(), 5);
        m_panel->setIndicators({});
        QCOMPARE(m_panel->table().rowCount(), 0);
    }

    void theFoldSaysWhatIsBeyondItsGateWithoutBeingOpened()
    {
        QVERIFY(!m_panel->tableShown());
        m_panel->setReading(reading(1, {{u"v41"_s, 1.0}, {u"v42"_s, 2.0}}), now);
        QVERIFY(button(u"All indicators (4)"_s)->text().contains(u"◆ 1 beyond warn"_s));
        button(u"All indicators"_s)->click();
        QVERIFY(m_panel->findChild<QTableView *>()->isVisible());
        QVERIFY(m_panel->tableShown());
    }

    void enterOnARowDrawsThatIndicatorAndHeadlinesReturns()
    {
        m_panel->setTableShown(true);
        auto *view = m_panel->findChild<QTableView *>();
        QVERIFY(!button(u"Headlines"_s)->isVisible());
        view->setCurrentIndex(m_panel->table().indexOf(u"retries"_s));
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(m_panel->plot().rows().size(), 5);
        QCOMPARE(m_panel->plot().rows()[4].title, u"Retries"_s);
        QCOMPARE(headers().size(), 5);
        button(u"Headlines"_s)->click();
        QCOMPARE(m_panel->plot().rows().size(), 4);
        const QModelIndex row = m_panel->table().indexOf(u"retries"_s);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(row).center());
        QCOMPARE(m_panel->plot().rows().size(), 5);
    }

    void aChosenRangeIsShownAndReported()
    {
        QSignalSpy chosen(m_panel.get(), &LinesPanel::rangeSecondsChosen);
        button(u"6 h"_s)->click();
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].toLongLong(), 21'600);
        QCOMPARE(m_panel->plot().endMs() - m_panel->plot().startMs(), 21'600'000);
        m_panel->setRangeSeconds(900);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(button(u"15 min"_s)->isChecked());
        QVERIFY(!button(u"6 h"_s)->isChecked());
    }

    void theMenuTellsAndChoosesTheLogarithmicAxisOfDurations()
    {
        QAction *axis = nullptr;
        for (QAction *one : m_panel->findChildren<QAction *>()) {
            if (one->text().startsWith(u"Durations on a logarithmic axis"_s))
                axis = one;
        }
        QVERIFY(axis && axis->isCheckable() && !axis->isChecked());
        axis->trigger();
        QVERIFY(axis->isChecked());
        QVERIFY(m_panel->isLogarithmic());
        QVERIFY(m_panel->plot().rows()[1].logarithmic);
        QVERIFY(!m_panel->plot().rows()[0].logarithmic);
        QTest::keyClick(m_panel.get(), Qt::Key_L);
        QVERIFY2(!axis->isChecked(), "the key and the menu tell the same");
        QVERIFY(!m_panel->plot().rows()[1].logarithmic);
    }

    void backAndLiveLeadOutOfAZoom()
    {
        QVERIFY(!button(u"Back"_s)->isEnabled());
        m_panel->plot().zoomTo(now - 600'000, now - 300'000);
        QVERIFY(button(u"Back"_s)->isEnabled());
        QCOMPARE(button(u"Live"_s)->text(), u"Live, now 5:00 behind"_s);
        QVERIFY(!button(u"Live"_s)->isChecked());
        button(u"Live"_s)->click();
        QVERIFY(m_panel->plot().live());
        QCOMPARE(button(u"Live"_s)->text(), u"Live"_s);
        button(u"Live"_s)->click();
        QVERIFY2(button(u"Live"_s)->isChecked(), "live is a state, not a switch");
        m_panel->plot().zoomTo(now - 600'000, now - 300'000);
        QTest::keyClick(button(u"15 min"_s), Qt::Key_Backspace);
        QVERIFY2(m_panel->plot().live(), "the keys of the view work from the whole panel");
    }

    void theStateOfAKnownVersionSurvivesARoundThatBroughtNothing()
    {
        m_panel->setReading(reading(0, {{u"v41"_s, 0.973}}), now);
        IndicatorReading lost = reading(0, {{u"v41"_s, 0.973}});
        lost.freshness = Freshness::Lost;
        lost.error = Error{ErrorKind::TimedOut, {u"127.0.0.1:9090"_s, u"5000"_s}, {}};
        m_panel->setReading(lost, now + 60'000);
        QCOMPARE(headers()[0]->content().values[0].text, u"97.3 %"_s);
        QCOMPARE(m_panel->plot().rows()[0].curves.size(), 1);
    }

    void aHostileVersionWidensNothingAndStaysPlainText_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("markup") << u"<h1>v1</h1><img src='http://127.0.0.1:1/x'>"_s;
        QTest::newRow("long") << QString(10'000, u'W');
        QTest::newRow("bidirectional") << u"v1\u202Egnp.exe"_s;
    }
    void aHostileVersionWidensNothingAndStaysPlainText()
    {
        QFETCH(QString, version);
        const int width = m_panel->minimumSizeHint().width();
        m_panel->setReading(reading(0, {{version, 0.973}}), now);
        m_panel->setTableShown(true);
        QVERIFY(m_panel->minimumSizeHint().width() <= width);
        QVERIFY(!m_panel->grab().isNull());
        QCOMPARE(headers()[0]->content().values[0].version, versionText(version));
        QVERIFY(headers()[0]->geometry().right() <= m_panel->plot().x());
        QVERIFY2(!headers()[0]->toolTip().contains(u"<h1>"_s) && !headers()[0]->toolTip().contains(u"<img"_s),
                 "a tool tip guesses at markup: it must be escaped");
        QVERIFY(m_panel->table().headerData(2, Qt::Horizontal, Qt::DisplayRole).toString().size() < 60);
    }

    void everyControlHasANameAndCanBeReachedByKey()
    {
        for (QWidget *widget : m_panel->findChildren<QWidget *>()) {
            const bool control = qobject_cast<QToolButton *>(widget) || qobject_cast<LinesPlot *>(widget)
                || qobject_cast<QTableView *>(widget);
            if (!control)
                continue;
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(widget->focusPolicy() & Qt::TabFocus, widget->metaObject()->className());
        }
        for (const LineHeader *head : headers())
            QVERIFY(!head->accessibleName().isEmpty());
    }
};

QTEST_MAIN(LinesPanelTest)
#include "tst_LinesPanel.moc"

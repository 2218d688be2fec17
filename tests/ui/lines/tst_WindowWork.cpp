// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/OtherLanguage.h"
#include "ui/common/Theme.h"
#include "ui/lines/LinesPanel.h"
#include "ui/lines/TextTableDialog.h"
#include "ui/lines/TimeBar.h"
#include "ui/lines/WindowWords.h"
#include "ui/plot/PausedChip.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <limits>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr qint64 now = 1'795'437'360'000; // 2026-11-23 12:36:00 UTC
static constexpr qint64 hour = 3'600'000;

/// What the panel does with time: pause, go to, compare, what differs, attach, copy.
class WindowWorkTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<LinesPanel> m_panel;

    static Indicator latency()
    {
        return {u"latency_p95"_s, u"Latency P95"_s, Family::Latency, true, u"q"_s, Unit::Seconds,
                Direction::HigherIsWorse, {1.5, 2.5}, {}, {}};
    }
    /// About 0.4 s, the last five minutes `late` with the same noise.
    static std::shared_ptr<const Columns> series(double late)
    {
        auto made = std::make_shared<Columns>();
        for (qint64 time = now - 900'000; time <= now; time += 2000)
            made->append(time, (time > now - 300'000 ? late : 0.4) + 0.01 * static_cast<double>(time / 2000 % 5));
        return made;
    }
    QToolButton *pause() const { return m_panel->findChild<TimeBar *>()->findChildren<QToolButton *>().first(); }
    QLineEdit *field() const { return m_panel->findChild<TimeBar *>()->findChild<QLineEdit *>(); }
    QLabel *fault() const
    {
        for (QLabel *label : m_panel->findChild<TimeBar *>()->findChildren<QLabel *>()) {
            if (label->accessibleName().contains(u"wrong"_s))
                return label;
        }
        return nullptr;
    }
    void type(const QString &text)
    {
        field()->setText(text);
        QTest::keyClick(field(), Qt::Key_Return);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&m_panel->plot(), key, modifiers); }

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
        // The offscreen platform says so of every dialog that is shown.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_panel = std::make_unique<LinesPanel>(m_host.get());
        m_panel->resize(1000, 600);
        m_panel->setIndicators({latency()});
        m_panel->setRoles({{u"v41"_s, LineRole::Stable}, {u"v42"_s, LineRole::Canary}});
        m_panel->setNow(now);
        m_panel->show();
        IndicatorReading reading;
        reading.indicator = latency();
        reading.freshness = Freshness::Live;
        reading.lastAnswerMs = now;
        reading.versions = {{u"v41"_s, series(0.4)}, {u"v42"_s, series(1.9)}};
        m_panel->setReading(reading, now);
        m_panel->setRangeSeconds(3600);
    }
    void cleanup() { m_panel.reset(); }
    void cleanupTestCase() { m_host.reset(); }

    void thePauseSaysHowFarTheLinesAreBehindAndCatchesUp()
    {
        const auto *chip = m_panel->findChild<PausedChip *>();
        QVERIFY(chip && !chip->isVisible());
        pause()->click();
        m_panel->setNow(now + 42'000);
        QVERIFY(chip->isVisible());
        QCOMPARE(chip->text(), u"Paused, 0:42 behind. Catch up (P)"_s);
        QCOMPARE(chip->accessibleName(), chip->text());
        QCOMPARE(pause()->text(), u"Paused"_s);
        QTest::mouseClick(m_panel->findChild<PausedChip *>(), Qt::LeftButton);
        QVERIFY(!chip->isVisible());
        QCOMPARE(pause()->text(), u"Pause"_s);
        QCOMPARE(m_panel->plot().endMs(), now + 42'000);
    }

    void aTypedTimeIsGoneTo()
    {
        type(u"12:16"_s);
        QVERIFY(fault()->isHidden());
        QCOMPARE(m_panel->plot().crosshair(), now - 20 * 60'000);
        QVERIFY(m_panel->plot().live()); // it was in view
        QVERIFY(field()->text().isEmpty());
    }

    void aTypedTimeHoweverFarBackIsAskedForThereAlone_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<qint64>("timeMs");
        QTest::newRow("hours") << u"-5h"_s << now - 5 * hour;
        QTest::newRow("most of a day") << u"-20h"_s << now - 20 * hour;
        QTest::newRow("days") << u"-6d"_s << now - 144 * hour;
        QTest::newRow("another day") << u"2026-11-20 10:00"_s << qint64(1'795'168'800'000);
    }
    void aTypedTimeHoweverFarBackIsAskedForThereAlone()
    {
        QFETCH(QString, typed);
        QFETCH(qint64, timeMs);
        QSignalSpy window(m_panel.get(), &LinesPanel::windowShown);
        QSignalSpy history(m_panel.get(), &LinesPanel::rangeSecondsChosen);
        type(typed);
        QVERIFY2(fault()->isHidden(), qPrintable(fault()->text()));
        QCOMPARE(m_panel->plot().crosshair(), timeMs);
        QCOMPARE(window.size(), 1);
        QCOMPARE(window[0][0].toLongLong(), timeMs - hour / 2);
        QCOMPARE(window[0][1].toLongLong(), timeMs + hour / 2);
        QVERIFY2(history.isEmpty(), "what follows now is read as far back as before");
    }

    void whatIsNoTimeIsSaidBesideTheField_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("words");
        QTest::newRow("words") << u"lunch"_s << u"not a time"_s;
        QTest::newRow("no such day") << u"2026-02-30"_s << u"no such day"_s;
        QTest::newRow("future") << u"2026-11-24 10:00"_s << u"still to come"_s;
        QTest::newRow("before all times") << u"1960-01-01"_s << u"1970"_s;
    }
    void whatIsNoTimeIsSaidBesideTheField()
    {
        QFETCH(QString, typed);
        QFETCH(QString, words);
        type(typed);
        QVERIFY(!fault()->isHidden());
        QVERIFY2(fault()->text().contains(words), qPrintable(fault()->text()));
        QCOMPARE(field()->text(), typed);
        QVERIFY(m_panel->plot().live());
        QTest::keyClick(field(), Qt::Key_Backspace);
        QVERIFY(fault()->isHidden());
    }

    void comparingShowsBothWindowsOfEveryVersion()
    {
        m_panel->plot().select({now - 298'000, now});
        key(Qt::Key_C);
        const auto *dialog = m_panel->findChild<TextTableDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->model().rowCount(), 2);
        const QStringList canary = dialog->model().content().rows[1];
        QCOMPARE(canary[0], u"Latency P95"_s);
        QCOMPARE(canary[1], u"v42"_s);
        QCOMPARE(canary[4], u"1.92 s"_s);
        QCOMPARE(canary[5], u"420 ms"_s);
        QCOMPARE(canary[8], u"+357 %"_s);
        QVERIFY(dialog->plainText().contains(u"(4:58)"_s));
    }

    void whatMovedMostIsRankedFirst()
    {
        m_panel->plot().select({now - 298'000, now});
        key(Qt::Key_D);
        const auto *dialog = m_panel->findChild<TextTableDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        const QList<QStringList> rows = dialog->model().content().rows;
        QCOMPARE(rows.size(), 3);
        QVERIFY2(rows[0].last().endsWith(u"σ, worse"_s), qPrintable(rows[0].last()));
        QVERIFY(rows[0][1].contains(u"v42"_s));
        QVERIFY(rows[1][1].contains(u"v42"_s));
        QCOMPARE(rows[2][1], u"v41"_s);
        QCOMPARE(rows[2].last(), u"no shift"_s);
    }

    void valuesOfLabelsThatMovedAreRankedAmongTheVersionsAsTheyAreRead()
    {
        QSignalSpy wanted(m_panel.get(), &LinesPanel::splitSurveyWanted);
        const TimeWindow window{now - 298'000, now};
        m_panel->plot().select(window);
        key(Qt::Key_D);
        const auto *dialog = m_panel->findChild<TextTableDialog *>();
        QVERIFY(wanted.isEmpty());
        QVERIFY2(dialog->plainText().contains(u"splits no indicator"_s), qPrintable(dialog->plainText()));

        m_panel->setSplits({{u"latency_p95"_s, u"tenant"_s, u"by tenant"_s}, {u"latency_p95"_s, u"tool"_s, u"by tool"_s},
                            {u"latency_p95"_s, u"index"_s, u"by index"_s}});
        QVERIFY(!dialog->isVisible()); // what is split is another service's
        key(Qt::Key_D);
        QCOMPARE(wanted.last()[0].value<std::optional<TimeWindow>>(), window);
        QVERIFY(dialog->isVisible());
        QVERIFY2(dialog->plainText().contains(u"0 of 3 splits"_s), qPrintable(dialog->plainText()));
        SplitSurveyReading reading;
        reading.window = window;
        reading.done = 1;
        reading.of = 3;
        SplitReading tenants;
        tenants.indicator = latency();
        tenants.spec = {u"latency_p95"_s, u"tenant"_s, u"by tenant"_s};
        tenants.parts = {SplitPart{u"acme"_s, {{u"v41"_s, series(0.4)}, {u"v42"_s, series(9.9)}}}, SplitPart{u"globex"_s, {{u"v42"_s, series(0.4)}}}};
        reading.splits = {tenants};
        m_panel->setSplitSurvey(reading);
        QVERIFY2(dialog->plainText().contains(u"1 of 3 splits"_s), qPrintable(dialog->plainText()));
        QStringList what;
        for (const QStringList &row : dialog->model().content().rows)
            what << row[1];
        QCOMPARE(what.size(), 3 + 4);
        QVERIFY2(what.first().startsWith(u"tenant = acme"_s), qPrintable(what.first())); // it moved most
        QVERIFY(what.contains(u"tenant = acme, canary against stable"_s));
        QVERIFY(what.contains(u"tenant = globex"_s));

        SplitReading tools;
        tools.indicator = latency();
        tools.spec = {u"latency_p95"_s, u"tool"_s, u"by tool"_s};
        tools.error = Error{ErrorKind::TimedOut, {u"host:1"_s, u"9000"_s}, {}};
        SplitReading indices;
        indices.indicator = latency();
        indices.spec = {u"latency_p95"_s, u"index"_s, u"by index"_s};
        reading.splits = {tools, indices};
        reading.done = 3;
        reading.warnings = {u"a store was not asked"_s};
        m_panel->setSplitSurvey(reading);
        const QString text = dialog->plainText();
        QVERIFY2(!text.contains(u"being read"_s) && text.contains(u"Latency P95 by tool (not read: "_s)
                     && text.contains(u"Latency P95 by index (the source knows no such series)"_s) && text.contains(u"a store was not asked"_s),
                 qPrintable(text));
        QCOMPARE(dialog->model().rowCount(), 7);

        m_panel->findChild<TextTableDialog *>()->close();
        QCOMPARE(wanted.last()[0].value<std::optional<TimeWindow>>(), std::nullopt);
        reading.splits = {tenants};
        m_panel->setSplitSurvey(reading); // too late
        QVERIFY(!dialog->isVisible());
    }

    void attachingHandsOverTheWindowWithItsFigures()
    {
        QSignalSpy attached(m_panel.get(), &LinesPanel::attachAsked);
        m_panel->plot().select({now - 298'000, now});
        key(Qt::Key_E);
        QCOMPARE(attached.size(), 1);
        const QStringList lines = attached[0][0].toString().split(u'\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0], u"Window 2026-11-23 12:31:02 UTC to 12:36:00 UTC (4:58)"_s);
        QVERIFY(lines[2].startsWith(u"Latency P95, v42: mean 1.92 s (before 420 ms)"_s));
        QVERIFY2(lines[2].endsWith(u", min 1.90 s (before 400 ms), samples 150 (before 149)"_s), qPrintable(lines[2]));
        QCOMPARE(lines[3], u"Latency P95, read with: q"_s);
    }

    void whatIsAttachedIsEnglishInAWindowOfAnyLanguage()
    {
        QSignalSpy attached(m_panel.get(), &LinesPanel::attachAsked);
        m_panel->plot().select({now - 298'000, now});
        key(Qt::Key_E);
        const OtherLanguage chinese;
        key(Qt::Key_E);
        QCOMPARE(attached.size(), 2);
        QCOMPARE(attached[1][0].toString(), attached[0][0].toString());
        key(Qt::Key_C, Qt::ControlModifier); // what a person copies is in their own
        QVERIFY(QApplication::clipboard()->text().startsWith(OtherLanguage::mark));
    }

    void copyingPutsTheSameOnTheClipboard()
    {
        m_panel->plot().select({now - 298'000, now});
        key(Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().startsWith(u"Window 2026-11-23 12:31:02 UTC"_s));
        QVERIFY(QApplication::clipboard()->text().contains(u"v41"_s));
    }

    void aNoteIsCutWhereItGrowsTooLongAndSaysSo()
    {
        WindowRow row;
        row.title = u"x"_s.repeated(3000);
        row.version = u"\u202egnp.exe"_s;
        const QString note = windowNote({now - 60'000, now}, TimeZoneChoice::Utc, QList<WindowRow>(50, row), 1500);
        QVERIFY(note.size() <= 1500);
        QVERIFY(!note.contains(QChar(0x202e)));
        QVERIFY2(note.endsWith(u"further line(s)"_s) || note.endsWith(u"further lines"_s), qPrintable(note.right(40)));
    }

    void anEffectIsSaidInWords_data()
    {
        QTest::addColumn<int>("trust");
        QTest::addColumn<double>("shift");
        QTest::addColumn<double>("effect");
        QTest::addColumn<bool>("worse");
        QTest::addColumn<QString>("words");
        const double inf = std::numeric_limits<double>::infinity();
        QTest::newRow("up, bad") << int(Trust::Enough) << 1.0 << 3.14 << true << u"+3.1 σ, worse"_s;
        QTest::newRow("down, good") << int(Trust::Enough) << -1.0 << -12.6 << false << u"−13 σ, better"_s;
        QTest::newRow("still") << int(Trust::Enough) << 0.0 << 0.0 << false << u"no shift"_s;
        QTest::newRow("constant") << int(Trust::NoSpread) << 1.0 << inf << true << u"constant on both sides, another value"_s;
        QTest::newRow("few") << int(Trust::FewSamples) << 1.0 << 9.0 << true << u"too few samples (0 and 0)"_s;
        QTest::newRow("none") << int(Trust::NoData) << 0.0 << 0.0 << false << u"no data on one side"_s;
    }
    void anEffectIsSaidInWords()
    {
        QFETCH(int, trust);
        QFETCH(double, shift);
        QFETCH(double, effect);
        QFETCH(bool, worse);
        QFETCH(QString, words);
        Difference made;
        made.trust = static_cast<Trust>(trust);
        made.shift = shift;
        made.effect = effect;
        made.worse = worse;
        QCOMPARE(effectText(made), words);
    }
};

QTEST_MAIN(WindowWorkTest)
#include "tst_WindowWork.moc"

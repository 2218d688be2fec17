// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fleet/FleetFake.h"
#include "ui/common/Theme.h"
#include "ui/fleet/FleetPanel.h"
#include "ui/fleet/FleetTable.h"
#include "ui/fleet/FleetWords.h"
#include "ui/fleet/Sparkline.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr qint64 now = 1'795'437'360'000;

class FleetPanelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<FleetPanel> m_panel;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    static FleetRow row(const QString &name, FleetNeed need, const QString &group = {})
    {
        FleetRow made;
        made.service = name;
        made.title = name.toUpper();
        made.group = group;
        made.need = need;
        made.doubt = need == FleetNeed::Blind ? FleetDoubt::NeverRead : FleetDoubt::None;
        return made;
    }
    void open(const QList<FleetRow> &rows)
    {
        m_panel->setRows(rows, now);
        m_panel->resize(1280, 800);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    }
    QString order() const
    {
        QStringList names;
        for (int at = 0; at < m_panel->model().rowCount(); ++at) {
            const FleetRow *shown = m_panel->model().row(at);
            names << (shown ? shown->service : u'[' + m_panel->model().groupOf(at) + u']');
        }
        return names.join(u' ');
    }
    QPoint centre(const QString &service) const
    {
        FleetTable &table = m_panel->table();
        return table.visualRect(table.model()->index(m_panel->model().rowOf(service), FleetModel::Service)).center();
    }
    QString told(int column, int role) const { return m_panel->model().index(0, column).data(role).toString(); }
    static FleetRow alarmed(const Alert &alert)
    {
        FleetFacts facts;
        facts.service = alert.service;
        facts.alerts = {std::make_shared<const Alert>(alert), 3};
        return fleetRow(facts, now);
    }
    QLineEdit &filter() const { return *m_panel->findChild<QLineEdit *>(); }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::Light); }
    void init()
    {
        // The offscreen window itself warns of its own limits; nothing else may.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_panel = std::make_unique<FleetPanel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(&m_panel->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_panel.reset();
    }

    void whatNeedsAPersonStandsFirst()
    {
        open({row(u"a"_s, FleetNeed::Inside), row(u"b"_s, FleetNeed::Blind), row(u"c"_s, FleetNeed::Stop)});
        QCOMPARE(order(), u"c b a"_s);
        QCOMPARE(m_panel->summary(), u"1 stop · 1 blind · 1 inside"_s);
    }

    void aClickOpensTheServiceUnderThePointer()
    {
        open({row(u"a"_s, FleetNeed::Inside), row(u"b"_s, FleetNeed::Warn), row(u"c"_s, FleetNeed::Stop)});
        QSignalSpy chosen(m_panel.get(), &FleetPanel::serviceChosen);
        QTest::mouseClick(m_panel->table().viewport(), Qt::LeftButton, {}, centre(u"b"_s));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toString(), u"b"_s);
    }

    void noRowMovesUnderTheHandAndTheClickHitsWhatWasSeen()
    {
        open({row(u"a"_s, FleetNeed::Inside), row(u"b"_s, FleetNeed::Warn)});
        QCOMPARE(order(), u"b a"_s);
        const QPoint seen = centre(u"b"_s);
        QTest::mouseMove(m_panel->table().viewport(), seen + QPoint(2, 0));
        QTest::mouseMove(m_panel->table().viewport(), seen);
        QVERIFY(m_panel->table().hasHand());
        m_panel->setRows({row(u"a"_s, FleetNeed::Stop), row(u"b"_s, FleetNeed::Inside)}, now);
        QCOMPARE(order(), u"b a"_s);
        QVERIFY2(m_panel->footText().contains(u"held"_s) && m_panel->footText().contains(u"2 changed"_s), qUtf8Printable(m_panel->footText()));
        QSignalSpy chosen(m_panel.get(), &FleetPanel::serviceChosen);
        QTest::mouseClick(m_panel->table().viewport(), Qt::LeftButton, {}, seen);
        QCOMPARE(chosen.first().first().toString(), u"b"_s);
        QTest::keyClick(m_panel.get(), Qt::Key_F5);
        QCOMPARE(order(), u"a b"_s);
    }

    void theKeyboardStaysOnItsServiceWhileRowsMove()
    {
        open({row(u"a"_s, FleetNeed::Inside), row(u"b"_s, FleetNeed::Warn)});
        m_panel->table().setCurrentIndex(m_panel->model().index(1, 0));
        m_panel->setRows({row(u"a"_s, FleetNeed::Stop), row(u"b"_s, FleetNeed::Inside)}, now);
        QCOMPARE(order(), u"a b"_s);
        QSignalSpy chosen(m_panel.get(), &FleetPanel::serviceChosen);
        QTest::keyClick(&m_panel->table(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toString(), u"a"_s);
    }

    void lettersFilterByNameGroupAndState_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("left");
        QTest::newRow("name") << u"chat"_s << u"chat"_s;
        QTest::newRow("group") << u"voice"_s << u"tts stt"_s;
        QTest::newRow("state") << u"stop"_s << u"tts"_s;
        QTest::newRow("both words") << u"voice inside"_s << u"stt"_s;
        QTest::newRow("nothing fits") << u"xyz"_s << QString();
    }
    void lettersFilterByNameGroupAndState()
    {
        QFETCH(QString, words);
        QFETCH(QString, left);
        open({row(u"chat"_s, FleetNeed::Inside, u"text"_s), row(u"tts"_s, FleetNeed::Stop, u"voice"_s), row(u"stt"_s, FleetNeed::Inside, u"voice"_s)});
        m_panel->focusTable();
        QTest::keyClick(&m_panel->table(), words.at(0).toLatin1());
        QTest::keyClicks(&filter(), words.mid(1));
        QCOMPARE(filter().text(), words);
        QCOMPARE(order(), left);
        QTest::keyClick(&filter(), Qt::Key_Escape);
        QCOMPARE(m_panel->model().shownServices(), 3);
    }

    void groupsStandTogetherUnderTheirNames()
    {
        open({row(u"chat"_s, FleetNeed::Inside, u"text"_s), row(u"tts"_s, FleetNeed::Stop, u"voice"_s), row(u"stt"_s, FleetNeed::Inside, u"voice"_s),
              row(u"old"_s, FleetNeed::Warn)});
        m_panel->model().setGrouped(true);
        QCOMPARE(order(), u"[voice] tts stt [] old [text] chat"_s);
    }

    void everyCellSpeaks()
    {
        open(FleetFake(8, now).rows());
        for (int column = 0; column < FleetModel::ColumnCount; ++column) {
            const QString words = m_panel->model().index(0, column).data(Qt::AccessibleTextRole).toString();
            QVERIFY2(words.size() > 4, qUtf8Printable(u"column %1: %2"_s.arg(column).arg(words)));
        }
    }

    void anAlertIsNamedInPlainTextWithItsNumbersAndWhoSaysIt()
    {
        Alert alert;
        alert.service = u"chat"_s;
        alert.title = u"<b>HighErrorRate</b>"_s;
        alert.version = u"v42"_s;
        alert.severity = AlertSeverity::Critical;
        alert.sinceMs = now - 250'000;
        alert.value = 0.31;
        alert.limit = 0.05;
        alert.sources = {u"alertmanager"_s};
        open({alarmed(alert)});
        QCOMPARE(told(FleetModel::Need, Qt::DisplayRole), u"Stop"_s);
        QCOMPARE(told(FleetModel::Alarm, Qt::DisplayRole), u"<b>HighErrorRate</b> v42 · 0.31 > 0.05"_s);
        const QString spoken = told(FleetModel::Alarm, Qt::AccessibleTextRole);
        QVERIFY2(spoken.contains(u"for 4:10"_s) && spoken.contains(u"alert of alertmanager"_s) && spoken.contains(u"2 more"_s), qUtf8Printable(spoken));
        const QString tip = told(FleetModel::Alarm, Qt::ToolTipRole);
        QVERIFY2(tip.contains(u"&lt;b&gt;HighErrorRate&lt;/b&gt; v42"_s) && !tip.contains(u"<b>"_s), qUtf8Printable(tip));
        // Without a number what its rule says of it; an alert whose source is gone is last seen.
        alert.value = std::nan("");
        alert.annotations.insert(u"summary"_s, u"every third answer fails"_s);
        alert.phase = AlertPhase::SourceLost;
        alert.overMs = now - 42'000;
        m_panel->setRows({alarmed(alert)}, now);
        QVERIFY2(told(FleetModel::Alarm, Qt::DisplayRole).endsWith(u"every third answer fails"_s), qUtf8Printable(told(FleetModel::Alarm, Qt::DisplayRole)));
        QVERIFY2(told(FleetModel::Alarm, Qt::AccessibleTextRole).contains(u"last seen 0:42 ago"_s), qUtf8Printable(told(FleetModel::Alarm, Qt::AccessibleTextRole)));
    }

    void everyVerdictHasItsWordAndAShapeOfItsOwnInBothThemes()
    {
        const QMap<VerdictKind, QString> words{{VerdictKind::Regressed, u"▲ regressed"_s}, {VerdictKind::NotWorse, u"✓ not worse"_s},
                                               {VerdictKind::Undecided, u"… undecided"_s}, {VerdictKind::Unknown, u"? unknown"_s}};
        for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light}) {
            applyTheme(*qApp, kind);
            m_panel->setPalette(qApp->palette());
            QList<QImage> shapes;
            for (auto word = words.cbegin(); word != words.cend(); ++word) {
                FleetRow judged = row(u"a"_s, FleetNeed::Inside);
                judged.canary = {RolloutPhase::Running, u"v42"_s, 20, 2, 4, false, word.key()};
                open({judged});
                QCOMPARE(told(FleetModel::Canary, Qt::DisplayRole), *word + u" · 2/4"_s);
                const QString spoken = told(FleetModel::Canary, Qt::AccessibleTextRole);
                QVERIFY2(spoken.contains(u"v42 · 20 %"_s) && spoken.endsWith(u"verdict of the judge: "_s + word->mid(2)), qUtf8Printable(spoken));
                FleetTable &table = m_panel->table();
                const QRect cell = table.visualRect(m_panel->model().index(0, FleetModel::Canary));
                // Where ink is, whatever its colour.
                QImage shape = table.viewport()->grab(QRect(cell.left() + 4, cell.top() + 2, 16, cell.height() / 2)).toImage().convertToFormat(QImage::Format_RGB32);
                const QRgb paper = themeColors(kind).raised.rgb();
                for (int y = 0; y < shape.height(); ++y) {
                    for (int x = 0; x < shape.width(); ++x)
                        shape.setPixel(x, y, shape.pixel(x, y) == paper ? 0xFFFFFFFF : 0xFF000000);
                }
                QVERIFY2(!shapes.contains(shape), qUtf8Printable(*word));
                shapes << shape;
            }
        }
    }
    void aValueThatTheSourceWarnedOfIsMarkedAndTheWordsAreTold()
    {
        FleetRow warned = row(u"a"_s, FleetNeed::Inside);
        warned.lamps[0].hasSource = true;
        warned.lamps[0].value = 0.984;
        warned.lamps[0].state = GateState::Inside;
        open({warned});
        QCOMPARE(told(FleetModel::Quality, Qt::DisplayRole), u"98.4 %"_s);
        warned.lamps[0].warnings = {u"<i>partial</i>"_s, u"slow"_s};
        m_panel->setRows({warned}, now);
        QCOMPARE(told(FleetModel::Quality, Qt::DisplayRole), u"! 98.4 %"_s);
        const QString spoken = told(FleetModel::Quality, Qt::AccessibleTextRole);
        QVERIFY2(spoken.endsWith(u"the source warns: <i>partial</i>, and 1 more"_s) && spoken.contains(u": 98.4 %;"_s), qUtf8Printable(spoken));
        QVERIFY(!told(FleetModel::Quality, Qt::ToolTipRole).contains(u"<i>"_s));
    }
    void aCanaryThatNothingComparesSaysSo()
    {
        FleetRow waiting = row(u"a"_s, FleetNeed::Waiting);
        waiting.canary = {RolloutPhase::Paused, u"v42"_s, 20, 2, 4, true, {}};
        open({waiting});
        QCOMPARE(told(FleetModel::Canary, Qt::DisplayRole), u"step 2/4"_s);
        QCOMPARE(told(FleetModel::Canary, Qt::AccessibleTextRole), u"Canary v42 · 20 % · waits; step 2/4; no verdict: nothing compares it"_s);
    }

    void aSparklineKeepsThePeakOfEveryColumnAndItsGaps()
    {
        Columns columns;
        for (int i = 0; i < 1000; ++i) {
            if (i < 400 || i > 600)
                columns.append(now + i * 1000, i == 777 ? 50 : 1);
        }
        const std::vector<SparkSpan> spans = sparkSpans(columns, {now, now + 1'000'000, 5000}, 100);
        const auto peak = std::find_if(spans.cbegin(), spans.cend(), [](const SparkSpan &span) { return span.high == 50; });
        QVERIFY(peak != spans.cend());
        QCOMPARE(peak->x, 77);
        QCOMPARE(std::count_if(spans.cbegin(), spans.cend(), [](const SparkSpan &span) { return !span.joined; }), 2);
        QVERIFY(std::none_of(spans.cbegin(), spans.cend(), [](const SparkSpan &span) { return span.x > 40 && span.x < 60; }));
    }

    /// ANDON_FLEET_PICTURE: a folder that the pictures go to.
    void twoHundredServicesAreSeenInBothThemes()
    {
        const QList<FleetRow> rows = FleetFake(200, now).rows();
        for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light}) {
            applyTheme(*qApp, kind);
            m_panel->setPalette(qApp->palette());
            open(rows);
            QCOMPARE(m_panel->model().shownServices(), 200);
            QCOMPARE(m_panel->model().row(0)->need, FleetNeed::Stop);
            const QImage picture = m_panel->grab().toImage();
            const QColor critical = themeColors(kind).critical;
            const QRect chip = m_panel->table().visualRect(m_panel->model().index(0, 0)).translated(m_panel->table().viewport()->mapTo(m_panel.get(), QPoint()));
            int red = 0;
            for (int y = chip.top(); y < chip.bottom(); ++y) {
                for (int x = chip.left(); x < chip.right(); ++x)
                    red += picture.pixelColor(x, y) == critical ? 1 : 0;
            }
            QVERIFY2(red > 100, qUtf8Printable(QString::number(red)));
            if (const QString folder = qEnvironmentVariable("ANDON_FLEET_PICTURE"); !folder.isEmpty())
                QVERIFY(picture.save(folder + (kind == ThemeKind::Light ? u"/fleet-light.png"_s : u"/fleet-dark.png"_s)));
        }
    }
};

QTEST_MAIN(FleetPanelTest)
#include "tst_FleetPanel.moc"

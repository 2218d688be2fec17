// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Small plots and comparisons in a replay: what the bundle carries is there, what it does not is said.
#include "tests/incidents/EvidenceStory.h"
#include "tests/support/Warnings.h"
#include "ui/common/Theme.h"
#include "ui/lines/BaselineButton.h"
#include "ui/lines/LinesPanel.h"
#include "ui/lines/SplitView.h"
#include "ui/shell/MainWindow.h"

#include <QApplication>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 dayMs = 86'400'000;

struct Replay {
    std::unique_ptr<Console> console;
    std::unique_ptr<MainWindow> window;

    explicit Replay(const Evidence &evidence)
    {
        console = std::make_unique<Console>(Console::Options{workspaceOf(evidence), {}, u"person"_s, {}, {}, std::make_shared<ReplayPorts>(evidence)});
        QSignalSpy started(console.get(), &Console::started);
        console->open();
        if (!QTest::qWaitFor([&] { return started.size() == 1; }, 5000))
            qFatal("the console did not start");
        window = std::make_unique<MainWindow>(*console);
        window->resize(1280, 900);
        window->show();
        window->startReplay(u"story.andon"_s, evidence.to);
    }
    LinesPanel &lines() const { return *window->findChild<LinesPanel *>(); }
    SplitView &split() const { return *window->findChild<SplitView *>(); }
    BaselineButton &baseline() const { return *window->findChild<BaselineButton *>(); }
    /// Titles of the menu's choices that can be taken.
    [[nodiscard]] QStringList offered() const
    {
        QStringList titles;
        for (const QAction *action : baseline().menu()->actions()) {
            if (action->isEnabled() && !action->isSeparator())
                titles << action->text();
        }
        return titles;
    }
    [[nodiscard]] QString title() const { return lines().plot().rows().first().title; }
};

Series series(const QMap<QString, QString> &labels, qint64 fromMs, qint64 untilMs, qint64 stepMs, double value)
{
    Series made{labels, {}};
    for (qint64 time = fromMs; time <= untilMs; time += stepMs)
        made.columns.append(time, value);
    return made;
}

Evidence readBack(const Evidence &evidence)
{
    return evidenceOf(unpackBundle(EvidenceStory::bundle(evidence)).value()).value();
}

/// The latency (i1) by tenant, and the headlines of yesterday.
Evidence story(const QList<BaselineSpec> &baselines, const QList<SplitSpec> &furtherSplits = {})
{
    Evidence evidence = EvidenceStory::evidence();
    const qint64 fromMs = toMs(evidence.from), untilMs = toMs(evidence.to);
    evidence.splits = QList<SplitSpec>{{u"i1_p95"_s, u"tenant"_s, u"p95_by_tenant"_s}} + furtherSplits;
    evidence.answers << EvidenceAnswer{u"p95_by_tenant"_s, {fromMs, untilMs, 4000},
                                       {{series({{u"tenant"_s, u"acme"_s}, {u"version"_s, u"v42"_s}}, fromMs, untilMs, 4000, 0.2),
                                         series({{u"tenant"_s, u"globex"_s}, {u"version"_s, u"v42"_s}}, fromMs, untilMs, 4000, 0.95)},
                                        {},
                                        0}};
    evidence.baselines = baselines;
    for (const BaselineSpec &baseline : baselines) {
        for (const IndicatorReading &reading : std::as_const(evidence.readings)) {
            const qint64 from = fromMs - 2000 - baseline.offsetMs, until = untilMs - baseline.offsetMs;
            evidence.answers << EvidenceAnswer{reading.indicator.query, {from, until, 2000}, {{series({{u"version"_s, u"v41"_s}}, from, until, 2000, 0.3)}, {}, 0}};
        }
    }
    return readBack(evidence);
}

} // namespace

class ReplaySplitsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        applyTheme(*qApp, ThemeKind::Light);
    }
    void init() { failOnWarnings(); }

    void aFamilysSmallPlotsAreThereAtEveryTimeThatIsLookedAt()
    {
        const Evidence evidence = story({});
        Replay replay(evidence);
        QVERIFY(!replay.split().isVisible());
        replay.lines().showFamily(Family::Latency);
        QVERIFY(replay.split().isVisible());
        QTRY_COMPARE(replay.split().cells().size(), 2);
        QCOMPARE(replay.split().cells().first().title, u"globex"_s);
        QCOMPARE(replay.split().cells().first().state, GateState::Stop);
        // Who goes to another time stays at what they look at.
        const TimePoint at = evidence.from + std::chrono::minutes(4);
        replay.window->showReplay(at);
        QVERIFY(replay.split().isVisible());
        const auto last = [&] {
            const QList<SmallPlots::Cell> cells = replay.split().cells();
            return cells.isEmpty() || cells.first().row.curves.isEmpty() ? qint64(0) : cells.first().row.curves.first().columns->lastTime();
        };
        QTRY_VERIFY(last() > toMs(at) - 10'000);
        QVERIFY(last() <= toMs(at));
    }
    void theSplitThatWasChosenStaysAtAnotherTime()
    {
        const Evidence evidence = story({}, {{u"i1_p95"_s, u"tool"_s, u"p95_by_tool"_s}, {u"i1_p95"_s, u"index"_s, u"p95_by_index"_s}});
        Replay replay(evidence);
        replay.lines().showFamily(Family::Latency);
        QCOMPARE(replay.split().spec().label, u"tenant"_s);
        replay.lines().showNextSplit();
        QCOMPARE(replay.split().spec().label, u"tool"_s);
        replay.window->showReplay(evidence.from + std::chrono::minutes(4));
        QCOMPARE(replay.split().spec().label, u"tool"_s);
    }
    void whatTheLinesWereComparedWithIsComparedWithAgainAndNothingElseIsOffered()
    {
        Replay replay(story({{u"yesterday"_s, dayMs}}));
        QVERIFY(replay.baseline().isEnabled());
        QVERIFY(replay.baseline().spec() && replay.baseline().spec()->offsetMs == dayMs);
        QCOMPARE(replay.offered(), (QStringList{u"Nothing"_s, u"The same hour yesterday"_s}));
        for (const QAction *action : replay.baseline().menu()->actions()) {
            if (!action->isEnabled() && !action->isSeparator())
                QCOMPARE(action->toolTip(), u"The bundle does not carry it"_s);
        }
        QTRY_VERIFY2(replay.title().contains(u"(dotted: yesterday)"_s), qPrintable(replay.title()));
        const QList<PlotCurve> curves = replay.lines().plot().rows().first().curves;
        QVERIFY(std::any_of(curves.begin(), curves.end(), [](const PlotCurve &curve) { return curve.kind == CurveKind::Baseline && !curve.columns->empty(); }));
        emit replay.baseline().menu()->aboutToShow();
        QCOMPARE(replay.offered().size(), 2);
        replay.baseline().toggleBaseline();
        QVERIFY(!replay.baseline().spec());
        replay.baseline().toggleBaseline();
        QVERIFY(replay.baseline().spec());
    }
    void aComparisonOfAnotherLengthIsOfferedByItsName()
    {
        Replay replay(story({{u"before <b>this</b> & that"_s, 7'200'000}}));
        QCOMPARE(replay.offered(), (QStringList{u"Nothing"_s, u"before <b>this</b> && that"_s}));
        QTRY_VERIFY2(replay.title().contains(u"(dotted: before <b>this</b> & that)"_s), qPrintable(replay.title()));
    }
    void whatABundleDoesNotCarryIsSaidAndCannotBeAskedFor()
    {
        Replay replay(story({}));
        QVERIFY(!replay.baseline().isEnabled());
        QCOMPARE(replay.baseline().toolTip(), u"The bundle carries nothing that the lines could be compared with"_s);
        QCOMPARE(replay.offered(), QStringList{u"Nothing"_s});
        replay.baseline().toggleBaseline(); // by the key
        QVERIFY(!replay.baseline().spec());
    }
    void aBundleOfBeforeSaysThatItCarriesNoSmallPlots()
    {
        Evidence evidence = readBack(EvidenceStory::evidence());
        evidence.holdsAnswers = false;
        Replay replay(evidence);
        QVERIFY(!replay.split().isVisible());
        replay.lines().showFamily(Family::Latency);
        QVERIFY(replay.split().isVisible());
        QVERIFY2(replay.split().accessibleName().contains(u"Small plots: this bundle does not carry them"_s), qPrintable(replay.split().accessibleName()));
        QVERIFY(replay.split().cells().isEmpty());
        replay.lines().showHeadlines();
        QVERIFY(!replay.split().isVisible());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(ReplaySplitsTest)
#include "tst_ReplaySplits.moc"

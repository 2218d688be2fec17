// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/ReviewDelegate.h"
#include "ui/canary/ReviewModel.h"
#include "ui/canary/ReviewPanel.h"
#include "ui/canary/ReviewSign.h"
#include "ui/common/ActionButton.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/plot/ValueText.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

class ReviewPanelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ReviewPanel> m_panel;

    static Indicator indicator(const QString &id, const QString &title, Family family, Unit unit = Unit::Ratio)
    {
        Indicator made;
        made.id = id;
        made.title = title;
        made.family = family;
        made.unit = unit;
        made.direction = Direction::HigherIsWorse;
        made.query = u"sum(%1)"_s.arg(id);
        return made;
    }
    static LineVerdict line(const QString &id, VerdictKind kind, double logE)
    {
        LineVerdict made;
        made.indicatorId = id;
        Verdict &verdict = made.verdict;
        verdict.kind = kind;
        verdict.reason = kind == VerdictKind::Unknown ? UnknownReason::NoCanaryTraffic : UnknownReason::None;
        verdict.rule = kind == VerdictKind::Undecided ? VerdictRule::None : VerdictRule::SequentialTest;
        verdict.stableValue = 0.012;
        verdict.canaryValue = 0.041;
        verdict.stableRequests = 9000;
        verdict.canaryRequests = 1000;
        verdict.badEvents = 149;
        verdict.logE = logE;
        verdict.logLimit = std::log(80);
        verdict.logNotWorse = 1;
        verdict.logNotWorseLimit = std::log(20);
        verdict.since = fromMs(1'795'437'360'000);
        verdict.query = "sum by(version)(increase(errors[60s]))";
        return made;
    }
    static ReviewView view(VerdictKind latency = VerdictKind::Undecided)
    {
        ReviewView made;
        made.service = u"Assistant"_s;
        made.stable = u"v41"_s;
        made.canary = u"v42"_s;
        made.counts = true;
        made.rollout.phase = RolloutPhase::Running;
        made.rollout.steps = {{5, 300}, {20, 300}, {50, 300}, {100, 0}};
        made.rollout.currentStep = 1;
        made.rollout.secondsLeft = 260;
        made.rollout.freshness = Freshness::Live;
        made.rollout.shares = {{u"v41"_s, VersionRole::Stable, 80, 82.5, {}}, {u"v42"_s, VersionRole::Canary, 20, 17.5, {}}};
        made.now = SystemClock().now();
        made.indicators = {indicator(u"success"_s, u"Success rate"_s, Family::Quality), indicator(u"p95"_s, u"P95"_s, Family::Latency, Unit::Seconds),
                           indicator(u"cost"_s, u"Cost per request"_s, Family::Cost, Unit::Usd), indicator(u"risk"_s, u"Risk hits"_s, Family::Risk)};
        made.lines = {line(u"success"_s, VerdictKind::NotWorse, -2), line(u"p95"_s, latency, latency == VerdictKind::Regressed ? 6 : 2),
                      line(u"risk"_s, VerdictKind::Unknown, 0)};
        made.lines[1].labels.append({u"tenant"_s, latency == VerdictKind::Regressed, {{"acme", line({}, latency == VerdictKind::Regressed ? VerdictKind::Regressed : VerdictKind::Undecided, 7).verdict}, {"globex", line({}, VerdictKind::Undecided, 1).verdict}}, {{"umbrella", 4000, 450, 0.1}}});
        made.readings[u"p95"_s] = {2.1, 0.9};
        made.readings[u"cost"_s] = {0.01, 0.011};
        StrategyCard card;
        card.steps = {{5, 300}, {20, 300}, {50, 300}};
        for (const QString &id : {u"success"_s, u"p95"_s, u"cost"_s, u"risk"_s}) {
            CardThreshold threshold;
            threshold.indicator = id;
            threshold.action = Verb::Rollback;
            if (id == u"cost")
                threshold.gate = 0.05;
            card.thresholds << threshold;
        }
        made.card = card;
        decideIt(made);
        return made;
    }
    static void decideIt(ReviewView &made, qint64 secondsInStep = 1000)
    {
        DecisionInput input;
        input.card = *made.card;
        input.indicators = made.indicators;
        input.lines = made.lines;
        input.readings = made.readings;
        input.weight = 20;
        input.secondsInStep = secondsInStep;
        input.now = made.now;
        made.decision = decide(input);
    }
    static ReviewView passing()
    {
        ReviewView made = view(VerdictKind::NotWorse);
        made.lines[2] = line(u"risk"_s, VerdictKind::NotWorse, -1);
        made.lines[1].labels.clear();
        decideIt(made);
        return made;
    }
    static ButtonFace face(const QString &title, PressFriction friction = PressFriction::Click)
    {
        ButtonFace made;
        made.title = title;
        made.consequence = u"v42 20 % → v41 100 %"_s;
        made.friction = friction;
        made.target = title;
        return made;
    }
    QTreeView *tree() const { return m_panel->findChild<QTreeView *>(); }
    QModelIndex row(const QString &id) const { return m_panel->model().lineIndex(id); }
    QString cell(const QModelIndex &row, int column) const { return row.siblingAtColumn(column).data().toString(); }
    QModelIndex family(const QString &name) const
    {
        for (int i = 0; i < m_panel->model().rowCount(); ++i) {
            if (const QModelIndex at = m_panel->model().index(i, 0); at.data().toString() == name)
                return at;
        }
        return {};
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::Light); }
    void init()
    {
        m_panel = std::make_unique<ReviewPanel>();
        m_panel->setView(view());
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        // The offscreen window itself warns of its own limits; nothing else may.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void cleanup() { m_panel.reset(); }

    void aMeanIsShownInItsUnitWithWhatTheDifferenceMayBe()
    {
        ReviewView mean = view();
        LineVerdict cost = line(u"cost"_s, VerdictKind::NotWorse, -1);
        cost.verdict.rule = VerdictRule::MeanSequence;
        cost.verdict.asymptotic = true;
        cost.verdict.stableValue = 0.01;
        cost.verdict.canaryValue = 0.011;
        cost.verdict.stableRequests = cost.verdict.canaryRequests = 120;
        cost.verdict.low = -0.0005;
        cost.verdict.high = 0.002;
        mean.lines.append(cost);
        decideIt(mean);
        m_panel->setView(mean);
        const QModelIndex shown = row(u"cost"_s);
        QCOMPARE(cell(shown, ReviewRow::Stable), valueText(0.01, Unit::Usd));
        QCOMPARE(cell(shown, ReviewRow::Canary), valueText(0.011, Unit::Usd));
        QCOMPARE(cell(shown, ReviewRow::Events), u"240 values"_s);
        QVERIFY(cell(shown, ReviewRow::Says).contains(u"not worse"_s));
        const QString why = cell(shown, ReviewRow::Why);
        QVERIFY2(why.contains(u"approximately"_s) && why.contains(u"difference %1 to %2"_s.arg(valueText(-0.0005, Unit::Usd), valueText(0.002, Unit::Usd))), qPrintable(why));
    }
    void theSentenceSaysWhatToDoAndWhy_data()
    {
        QTest::addColumn<ReviewView>("view");
        QTest::addColumn<QString>("begins");
        QTest::addColumn<QString>("names");
        QTest::addColumn<ReviewTone>("tone");
        QTest::newRow("go on") << passing() << u"Go on: v42 may go to 50 %"_s << QString() << ReviewTone::Pass;
        QTest::newRow("stop, with the action of the card") << view(VerdictKind::Regressed) << u"Stop: rollback."_s << u"P95"_s << ReviewTone::Stop;
        QTest::newRow("unknown holds") << view() << u"Hold: "_s << u"Risk hits: unknown: the canary has no traffic"_s << ReviewTone::Unknown;
        ReviewView early = passing();
        decideIt(early, 40);
        QTest::newRow("the window holds") << early << u"Hold: "_s << u"4:20"_s << ReviewTone::Hold;
        ReviewView held = passing();
        held.heldBy = u"Bo Olsen"_s;
        held.heldWhy = u"the fair"_s;
        QTest::newRow("a person holds") << held << u"Hold: Bo Olsen holds it"_s << u"the fair"_s << ReviewTone::Hold;
        ReviewView lost = passing();
        lost.rollout.freshness = Freshness::Lost;
        QTest::newRow("a gateway that does not answer is no pass") << lost << u"Hold: unknown."_s << u"gateway"_s << ReviewTone::Unknown;
        ReviewView alone = view();
        alone.canary.clear();
        alone.decision.reset();
        QTest::newRow("no canary") << alone << u"There is no canary"_s << QString() << ReviewTone::Unknown;
        ReviewView cardless = passing();
        cardless.card.reset();
        cardless.decision.reset();
        ReviewView unmet = passing();
        unmet.lines[1].labels.append({u"tenant"_s, false, {}, {{"umbrella", 4000, 450, 0.1}, {"acme", 8000, 900, 0.2}}});
        decideIt(unmet);
        QTest::newRow("whom the canary never met is named before promote")
            << unmet << u"Go on: v42 may go to 50 %; it never met tenant = acme (and 1 more)"_s << QString() << ReviewTone::Pass;
        QTest::newRow("without a card the judge speaks") << cardless << u"Go on: no line is worse"_s << u"no card"_s << ReviewTone::Pass;
        ReviewView crossed = cardless;
        crossed.indicators[2].gate.stop = 0.05; // nothing counts it
        crossed.readings[u"cost"_s].canary = 0.2;
        QTest::newRow("without a card a stop gate stops") << crossed << u"Stop: Cost per request stands beyond its stop gate"_s << QString() << ReviewTone::Stop;
        crossed.lines.clear();
        crossed.counts = false;
        QTest::newRow("… where nothing is counted, too") << crossed << u"Stop: Cost per request stands beyond its stop gate"_s << QString() << ReviewTone::Stop;
        ReviewView hurt = cardless;
        hurt.lines[1].labels.append({u"tenant"_s, true, {}, {}});
        hurt.lines[1].attribution.isHurt = true;
        hurt.lines[1].attribution.label = u"tenant"_s;
        hurt.lines[1].attribution.values = {"acme"};
        QTest::newRow("without a card who is hurt is named") << hurt << u"Hold: undecided. P95: worse for tenant = acme"_s << QString() << ReviewTone::Hold;
        ReviewView nothing = cardless;
        nothing.lines.clear();
        nothing.counts = false;
        QTest::newRow("nothing is counted") << nothing << u"Unknown: no indicator"_s << QString() << ReviewTone::Unknown;
    }
    void theSentenceSaysWhatToDoAndWhy()
    {
        QFETCH(ReviewView, view);
        QFETCH(QString, begins);
        QFETCH(QString, names);
        m_panel->setView(view);
        QVERIFY2(m_panel->sentence().startsWith(begins) && m_panel->sentence().contains(names), qPrintable(m_panel->sentence()));
        QTEST(m_panel->findChild<ReviewSign *>()->tone(), "tone");
    }
    void everyFamilyHasARowAndWhatNothingCoversSaysSo()
    {
        QCOMPARE(m_panel->model().rowCount(), 6);
        const QModelIndex retrieval = family(u"Retrieval and tools"_s);
        QCOMPARE(cell(retrieval, ReviewRow::Says), u"? not covered"_s);
        QCOMPARE(cell(family(u"Latency"_s), ReviewRow::Says), cell(row(u"p95"_s), ReviewRow::Says));
        QVERIFY(tree()->isExpanded(family(u"Latency"_s)));
        QVERIFY(!tree()->isExpanded(row(u"p95"_s)));
    }
    void aLineHasItsNumbersItsReasonAndItsTime()
    {
        const QModelIndex risk = row(u"risk"_s);
        QCOMPARE(cell(risk, ReviewRow::Stable), u"1.20 %"_s);
        QCOMPARE(cell(risk, ReviewRow::Canary), u"4.10 %"_s);
        QCOMPARE(cell(risk, ReviewRow::Change), u"× 3.42"_s);
        QCOMPARE(cell(risk, ReviewRow::Events), u"149"_s);
        QCOMPARE(cell(risk, ReviewRow::Evidence), u"1 of 80"_s);
        QCOMPARE(cell(risk, ReviewRow::Says), u"? unknown"_s);
        QVERIFY2(cell(risk, ReviewRow::Why).contains(u"the canary has no traffic"_s), qPrintable(cell(risk, ReviewRow::Why)));
        QVERIFY(!cell(risk, ReviewRow::Since).isEmpty());
        const QModelIndex cost = row(u"cost"_s);
        QCOMPARE(cell(cost, ReviewRow::Evidence), u"not counted"_s);
        QCOMPARE(cell(cost, ReviewRow::Says), u"✓ inside its gate"_s);
    }
    void aValueBeyondTheCardsGateStops()
    {
        ReviewView bad = view();
        bad.readings[u"cost"_s].canary = 0.2;
        decideIt(bad);
        m_panel->setView(bad);
        QCOMPARE(cell(row(u"cost"_s), ReviewRow::Says), u"▲ beyond its gate"_s);
        QVERIFY(m_panel->sentence().startsWith(u"Stop: rollback."_s));
        bad.readings[u"cost"_s].canary = std::numeric_limits<double>::quiet_NaN();
        decideIt(bad);
        m_panel->setView(bad);
        QCOMPARE(cell(row(u"cost"_s), ReviewRow::Says), u"? unknown"_s);
    }
    void aStopGateThatTheCardDoesNotNameStopsAndHasItsRow()
    {
        ReviewView bad = passing();
        bad.indicators << indicator(u"p50"_s, u"P50"_s, Family::Latency, Unit::Seconds);
        bad.indicators.last().gate.stop = 2;
        bad.readings[u"p50"_s] = {1.9, 0.5};
        decideIt(bad);
        m_panel->setView(bad);
        QVERIFY2(m_panel->sentence().startsWith(u"Go on"_s), qPrintable(m_panel->sentence()));
        QVERIFY(!row(u"p50"_s).isValid());
        bad.readings[u"p50"_s].canary = 2.1;
        decideIt(bad);
        m_panel->setView(bad);
        QVERIFY2(m_panel->sentence().startsWith(u"Stop"_s) && m_panel->sentence().contains(u"P50: beyond its gate"_s), qPrintable(m_panel->sentence()));
        QCOMPARE(cell(row(u"p50"_s), ReviewRow::Says), u"▲ beyond its gate"_s);
        bad.decision.reset();
        bad.card.reset();
        m_panel->setView(bad);
        QCOMPARE(cell(row(u"p50"_s), ReviewRow::Says), u"▲ beyond its gate"_s);
    }
    void aRowOpensToWhoIsHurtWhomItNeverMetAndTheQuery()
    {
        m_panel->setView(view(VerdictKind::Regressed));
        const QModelIndex p95 = row(u"p95"_s);
        tree()->setCurrentIndex(p95);
        QTest::keyClick(tree(), Qt::Key_Right);
        QVERIFY(tree()->isExpanded(p95));
        QStringList names;
        for (int i = 0; i < m_panel->model().rowCount(p95); ++i)
            names << m_panel->model().index(i, 0, p95).data().toString();
        QCOMPARE(names.value(0), u"tenant = acme"_s);
        QCOMPARE(names.value(1), u"tenant = globex"_s);
        QCOMPARE(names.value(2), u"tenant = umbrella"_s);
        QCOMPARE(cell(m_panel->model().index(2, 0, p95), ReviewRow::Says), u"? never met"_s);
        QCOMPARE(names.last(), u"Query: sum by(version)(increase(errors[60s]))"_s);
        QVERIFY(names.contains(u"Evidence: not worse"_s));
    }
    void whatBecameOfTheEvidenceIsSaidAndWhatGaveTheCountsOfALabel()
    {
        const auto below = [this] {
            QStringList names;
            for (int i = 0; i < m_panel->model().rowCount(row(u"p95"_s)); ++i)
                names << m_panel->model().index(i, 0, row(u"p95"_s)).data().toString();
            return names;
        };
        QVERIFY2(below().filter(u"Its evidence"_s).isEmpty(), qPrintable(below().join(u'|')));
        ReviewView told = view();
        Verdict &verdict = told.lines[1].verdict;
        verdict.lastEvent = EvidenceEvent::Gap;
        verdict.lastEventAt = fromMs(1'795'437'360'000);
        verdict.restarts = 2;
        verdict.lostPolls = 3;
        told.lines[1].labels[0].query = "sum by(version, tenant)(x)";
        told.lines[1].labels[0].unjudged = 90;
        m_panel->setView(told);
        const QString said = below().filter(u"Its evidence"_s).value(0);
        QVERIFY2(said.startsWith(u"Its evidence: kept over a gap in the counts ("_s) && said.endsWith(u"); restarts: 2; polls without counts: 3"_s), qPrintable(said));
        QVERIFY(below().contains(u"Query by tenant: sum by(version, tenant)(x)"_s));
        QVERIFY(below().contains(u"tenant: further values that are not judged: 90"_s));
        QVERIFY(below().last().startsWith(u"Query: "_s));
    }
    void whatIsOpenStaysOpenWhileNumbersChange()
    {
        tree()->expand(row(u"p95"_s));
        tree()->setCurrentIndex(m_panel->model().index(1, 0, row(u"p95"_s)));
        ReviewView next = view();
        next.lines[1].verdict.badEvents = 777;
        m_panel->setView(next);
        QCOMPARE(cell(row(u"p95"_s), ReviewRow::Events), u"777"_s);
        QVERIFY(tree()->isExpanded(row(u"p95"_s)));
        QCOMPARE(tree()->currentIndex().data().toString(), u"tenant = globex"_s);
    }
    void theBarGrowsOnTheLogarithmAndItsLimitIsMarked_data()
    {
        QTest::addColumn<double>("e");
        QTest::addColumn<double>("filled");
        QTest::newRow("none") << 1.0 << 0.0;
        QTest::newRow("less than none") << 0.01 << 0.0;
        QTest::newRow("half of the way") << std::sqrt(80.0) << 0.4;
        QTest::newRow("at its limit") << 80.0 << 0.8;
        QTest::newRow("far beyond") << 1e30 << 1.0;
    }
    void theBarGrowsOnTheLogarithmAndItsLimitIsMarked()
    {
        QFETCH(double, e);
        QFETCH(double, filled);
        QVERIFY(std::abs(ReviewDelegate::filled({std::log(e), std::log(80.0)}) - filled) < 1e-9);
    }
    void theBarIsPaintedAsFarAsItsEvidenceReaches()
    {
        const auto paintedPixels = [this](double logE) {
            ReviewView next = view();
            next.lines[1].verdict.logE = logE;
            m_panel->setView(next);
            QCoreApplication::processEvents();
            const QModelIndex at = row(u"p95"_s).siblingAtColumn(ReviewRow::Evidence);
            tree()->scrollTo(at);
            const QRect area = tree()->visualRect(at);
            const QImage image = tree()->viewport()->grab(area).toImage();
            const QColor ink = themeColors(ThemeKind::Light).canary;
            int count = 0;
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, image.height() / 2) == ink ? 1 : 0;
            return count;
        };
        const int little = paintedPixels(std::log(3.0)), more = paintedPixels(std::log(40.0));
        QVERIFY2(little > 5 && more > 2 * little, qPrintable(u"%1, %2"_s.arg(little).arg(more)));
    }
    void theJudgeMayBeStartedAnewWithAReason()
    {
        ReviewButtons buttons;
        buttons.restart = face(u"Judge anew"_s, PressFriction::HoldWithReason);
        m_panel->setButtons(buttons);
        const ActionButton &restart = m_panel->button(ReviewPanel::Button::Restart);
        QVERIFY(restart.isVisible());
        QCOMPARE(restart.face().title, u"Judge anew"_s);
        for (const ReviewPanel::Button other : {ReviewPanel::Button::Action, ReviewPanel::Button::Promote, ReviewPanel::Button::Hold})
            QVERIFY(!m_panel->button(other).isVisible());
    }
    void itsButtonsTellWhatWasPressed()
    {
        m_panel->setView(view(VerdictKind::Regressed));
        m_panel->setButtons({face(u"Rollback"_s), std::nullopt, face(u"Go on anyway"_s, PressFriction::HoldWithReason), std::nullopt});
        QVERIFY(!m_panel->button(ReviewPanel::Button::Restart).isVisible());
        ActionButton &action = m_panel->button(ReviewPanel::Button::Action);
        QVERIFY(action.isVisible());
        QVERIFY(!m_panel->button(ReviewPanel::Button::Promote).isVisible());
        QTRY_VERIFY(!action.isDead());
        QSignalSpy pressed(m_panel.get(), &ReviewPanel::pressed);
        QTest::mouseClick(&action, Qt::LeftButton);
        QCOMPARE(pressed.size(), 1);
        QCOMPARE(pressed.first().first().value<ReviewPanel::Button>(), ReviewPanel::Button::Action);
        // A click is no hold: nothing goes on against the card by accident.
        ActionButton &anyway = m_panel->button(ReviewPanel::Button::Anyway);
        QTRY_VERIFY(!anyway.isDead());
        QTest::mouseClick(&anyway, Qt::LeftButton);
        QCOMPARE(pressed.size(), 1);
    }
    void nothingThatPressesHasTheFocusFirst()
    {
        QVERIFY(qobject_cast<QTreeView *>(QApplication::focusWidget()));
    }
    void copiedAsTextAndAsCsv()
    {
        const auto click = [this](const QString &name) {
            for (QPushButton *button : m_panel->findChildren<QPushButton *>()) {
                if (button->text() == name)
                    QTest::mouseClick(button, Qt::LeftButton);
            }
            return QGuiApplication::clipboard()->text();
        };
        const QString text = click(u"Copy as text"_s);
        QVERIFY(text.startsWith(m_panel->sentence()));
        QVERIFY2(text.contains(u"P95\t1.20 %\t4.10 %"_s), qPrintable(text));
        const QString csv = click(u"Copy as CSV"_s);
        QVERIFY2(csv.contains(u"Latency / P95 / tenant = acme,1.20 %"_s), qPrintable(csv));
        QCOMPARE(csv.count(u'\n'), text.count(u'\n') - 1 - static_cast<int>(reviewReasons(view(), 100).size()));
    }
    void hostileNamesAreShownAsTheyAre()
    {
        ReviewView hostile = view();
        hostile.lines[1].labels[0].strata[0].name = "<b>\u202Eevil</b>";
        hostile.indicators[1].title = u"=HYPERLINK(\"x\")"_s;
        m_panel->setView(hostile);
        const QString name = m_panel->model().index(0, 0, row(u"p95"_s)).data().toString();
        QVERIFY2(name.contains(u"<b>"_s) && name.contains(u"‹U+202E›"_s), qPrintable(name));
        QVERIFY(m_panel->model().index(0, 0, row(u"p95"_s)).data(Qt::ToolTipRole).toString().contains(u"&lt;b&gt;"_s));
        QVERIFY(m_panel->csv().contains("Latency / =HYPERLINK"));
    }
    void everythingIsReadOut()
    {
        QAccessibleInterface *all = QAccessible::queryAccessibleInterface(tree());
        QVERIFY(all);
        QVERIFY(!all->text(QAccessible::Name).isEmpty());
        const QString spoken = row(u"p95"_s).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.startsWith(u"P95, undecided"_s) && spoken.contains(u"Canary: 4.10 %"_s), qPrintable(spoken));
        for (const QWidget *widget : m_panel->findChildren<QPushButton *>())
            QVERIFY(!QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget))->text(QAccessible::Name).isEmpty());
        bool read = false;
        for (PlainLabel *label : m_panel->findChildren<PlainLabel *>())
            read = read || QAccessible::queryAccessibleInterface(label)->text(QAccessible::Name) == m_panel->sentence();
        QVERIFY(read);
    }
    void theModelKeepsItsPromisesThroughEveryChange()
    {
        ReviewModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const ReviewView &one : {view(), view(VerdictKind::Regressed), passing(), ReviewView(), view()})
            model.setRows(reviewRows(one, TimeZoneChoice::Utc));
        QCOMPARE(model.rowCount(), 6);
    }
    void bothThemesCanBeRead_data()
    {
        QTest::addColumn<ThemeKind>("kind");
        QTest::newRow("light") << ThemeKind::Light;
        QTest::newRow("dark") << ThemeKind::Dark;
    }
    void bothThemesCanBeRead()
    {
        QFETCH(ThemeKind, kind);
        applyTheme(*qApp, kind);
        m_panel->setView(view(VerdictKind::Regressed));
        QCoreApplication::processEvents();
        const ThemeColors &colors = themeColors(kind);
        const auto luminance = [](const QColor &color) {
            const auto part = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
            return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
        };
        const auto contrast = [&](const QColor &a, const QColor &b) {
            const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
            return std::max(x, y) / std::min(x, y);
        };
        const QColor base = tree()->palette().color(QPalette::Base);
        QVERIFY(contrast(tree()->palette().color(QPalette::Text), base) >= 4.5);
        QVERIFY(contrast(colors.critical, base) >= 3);
        // The mark of the limit upon the track and upon what fills it.
        QVERIFY(contrast(colors.text, colors.grid) >= 3);
        QVERIFY(contrast(colors.canary, colors.grid) >= 1.5);
        const QString folder = qEnvironmentVariable("ANDON_PICTURES");
        if (!folder.isEmpty()) {
            m_panel->setButtons({face(u"Rollback"_s), std::nullopt, face(u"Go on anyway"_s, PressFriction::HoldWithReason), face(u"Hold"_s, PressFriction::HoldWithReason)});
            tree()->expand(row(u"p95"_s));
            QVERIFY(m_panel->grab().save(u"%1/review-%2.png"_s.arg(folder, QLatin1StringView(kind == ThemeKind::Light ? "light" : "dark"))));
        }
        applyTheme(*qApp, ThemeKind::Light);
    }
};

QTEST_MAIN(ReviewPanelTest)
#include "tst_ReviewPanel.moc"

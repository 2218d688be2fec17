// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeMetrics.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

using Board = PollBoard;
constexpr qint64 hour = 3'600'000;

bool nothingMissing(const Board &board)
{
    return QTest::qWaitFor([&] { return !board.progress.isEmpty() && board.progress.last() == std::pair(0, 0); }, 20'000);
}

/// Every point of the step is there, from one time to the other.
bool isWhole(const Columns &columns, qint64 startMs, qint64 endMs, qint64 stepMs)
{
    for (qint64 time = alignedUp(startMs, stepMs); time <= endMs; time += stepMs) {
        const std::size_t at = columns.firstAtOrAfter(time);
        if (at == columns.size() || columns.time(at) != time)
            return false;
    }
    return true;
}

} // namespace

/// History, windows, retention, sleeps and what hostile sources do to them.
class LineHistoryTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void historyComesInPiecesTheNewestFirstAndEachIsShownAsItComes()
    {
        Board board;
        board.plan.historyMs = 24 * hour;
        board.plan.stepMs = 1000;
        board.start();
        board.poller->setPixelWidth(8192); // every 8 s: 10,800 points less the tail
        QVERIFY(board.hasRounds(1));
        QCOMPARE(FakeMetrics::pointsOf(board.source.asked.first().query), BackfillPlan::usualPoints);
        QVERIFY(nothingMissing(board));
        const QList<RangeQuery> pieces = board.pieces();
        QVERIFY(pieces.size() >= 5);
        for (const RangeQuery &piece : pieces) {
            QVERIFY(FakeMetrics::pointsOf(piece) <= BackfillPlan::usualPoints);
            QCOMPARE(piece.stepMs, 8000);
        }
        for (qsizetype i = 1; i < pieces.size(); ++i)
            QVERIFY(pieces[i].endMs < pieces[i - 1].startMs);
        QVERIFY(isWhole(board.columns(), board.nowMs() - 24 * hour, board.nowMs(), 8000));
        QVERIFY(isWhole(board.columns(), board.nowMs() - 1'900'000, board.nowMs(), 1000));
        // Each piece moved the bar; it never went back.
        int done = 0;
        for (const auto &[now, of] : board.progress) {
            QVERIFY(of == 0 || (now >= done && now < of));
            done = now;
        }
        const qsizetype asked = board.pieces().size();
        QVERIFY(board.hasMoreRounds(3));
        QCOMPARE(board.pieces().size(), asked);
    }
    void aRoundThatIsDueGoesBeforeTheNextPiece()
    {
        Board board;
        board.plan.historyMs = 24 * hour;
        board.plan.stepMs = 1000;
        board.source.answersAtOnce = false;
        board.start();
        board.poller->setPixelWidth(8192);
        board.source.answer(0);
        QTRY_COMPARE(board.pieces().size(), 1);
        const qsizetype piece = board.source.asked.size() - 1;
        board.clock.advance(std::chrono::milliseconds(20));
        QTest::qWait(50); // the timer is overdue by now
        QCOMPARE(board.source.asked.size(), piece + 1);
        board.source.answer(piece);
        QTRY_COMPARE(board.source.asked.size(), piece + 2);
        QVERIFY(!board.source.asked.last().query.mayWait);
    }
    void aWiderRangeAsksForWhatIsMissingOnly()
    {
        Board board;
        board.plan.historyMs = hour / 2;
        board.start();
        QVERIFY(board.hasRounds(1));
        board.poller->setHistoryMs(hour);
        QTRY_VERIFY(!board.pieces().isEmpty());
        QVERIFY(nothingMissing(board));
        QCOMPARE(board.pieces().size(), 1);
        QVERIFY(board.pieces().first().endMs < board.nowMs() - hour / 2);
        QCOMPARE(board.pieces().first().startMs, alignedUp(board.nowMs() - hour, 2000));
        QVERIFY(isWhole(board.columns(), board.nowMs() - hour, board.nowMs(), 2000));
    }
    void thePointsLieAsFarApartAsThePixelsAllow_data()
    {
        QTest::addColumn<int>("pixels");
        QTest::addColumn<qint64>("historyMs");
        QTest::addColumn<qint64>("stepMs");
        QTest::newRow("never below the plan's step") << 4000 << hour / 12 << qint64(2000);
        QTest::newRow("an hour") << 1000 << hour << qint64(2000);
        QTest::newRow("six hours") << 1000 << 6 * hour << qint64(16'000);
        QTest::newRow("a day") << 1000 << 24 * hour << qint64(64'000);
        QTest::newRow("a day on a wide screen") << 3800 << 24 * hour << qint64(16'000);
        QTest::newRow("a day on no screen at all") << 0 << 24 * hour << qint64(256'000);
    }
    void thePointsLieAsFarApartAsThePixelsAllow()
    {
        QFETCH(int, pixels);
        QFETCH(qint64, historyMs);
        QFETCH(qint64, stepMs);
        Board board;
        LinePoller poller(board.source, board.clock, board.plan);
        poller.setHistoryMs(historyMs);
        poller.setPixelWidth(pixels);
        QCOMPARE(poller.viewStepMs(), stepMs);
        QCOMPARE(poller.viewStepMs() % board.plan.stepMs, 0);
        QVERIFY(historyMs / poller.viewStepMs() <= 2 * std::max(256, (pixels + 255) / 256 * 256));
    }
    void aWindowFarBackIsAskedForAtItsOwnStepAndTheTailGoesOn()
    {
        Board board;
        board.start();
        QVERIFY(board.hasRounds(1));
        const qint64 start = board.nowMs() - 48 * hour, end = start + 20 * hour;
        board.poller->showWindow(start, end);
        QTRY_VERIFY(!board.pieces().isEmpty());
        QVERIFY(nothingMissing(board));
        QCOMPARE(board.pieces().first().stepMs, 64'000);
        QVERIFY(isWhole(board.columns(), start, end, 64'000));
        QVERIFY2(isWhole(board.columns(), board.nowMs() - 60'000, board.nowMs(), 2000), "the live tail is still there");
        board.clock.advance(std::chrono::seconds(4));
        QVERIFY(board.hasMoreRounds(2));
        QCOMPARE(board.columns().lastTime(), alignedDown(board.nowMs(), 2000));
        QVERIFY2(isWhole(board.columns(), start, end, 64'000), "it is kept as long as it is on show");
        QCOMPARE(*stepAt(board.readings.last().covered, start + hour), 64'000);
        QVERIFY2(!stepAt(board.readings.last().covered, end + hour), "between the two nothing is known");
        board.poller->showLive();
        QTRY_VERIFY(board.columns().firstTime() >= board.nowMs() - 62'000);
    }
    void zoomingInAsksForFinerPointsThere()
    {
        Board board;
        board.plan.historyMs = 24 * hour;
        board.start();
        QVERIFY(nothingMissing(board));
        const qsizetype before = board.pieces().size();
        const qint64 start = board.nowMs() - 12 * hour, end = start + hour / 2;
        board.poller->showWindow(start, end);
        QTRY_VERIFY(board.pieces().size() > before);
        QVERIFY(nothingMissing(board));
        QCOMPARE(board.pieces().size(), before + 1);
        QCOMPARE(board.pieces().last().stepMs, 2000);
        QVERIFY(isWhole(board.columns(), start, end, 2000));
    }
    void aWindowThatIsStillMovingIsNotAskedForAtEachStop()
    {
        Board board;
        board.start();
        QVERIFY(board.hasRounds(1));
        for (int i = 0; i < 30; ++i)
            board.poller->showWindow(board.nowMs() - (48 + i) * hour, board.nowMs() - (47 + i) * hour);
        QTRY_VERIFY(!board.pieces().isEmpty());
        QVERIFY(nothingMissing(board));
        QCOMPARE(board.pieces().size(), 1);
    }
    void anotherWindowCancelsThePieceInFlight()
    {
        Board board;
        board.start();
        QVERIFY(board.hasRounds(1));
        board.source.answersAtOnce = false;
        board.poller->showWindow(board.nowMs() - 48 * hour, board.nowMs() - 47 * hour);
        // Tails are answered by hand until the piece is asked for.
        qsizetype answered = 0;
        const auto ask = [&](const auto &isAsked) {
            return QTest::qWaitFor([&] {
                for (; answered < board.source.asked.size(); ++answered) {
                    if (board.source.asked[answered].query.mayWait && isAsked(board.source.asked[answered].query))
                        return true;
                    if (!board.source.asked[answered].query.mayWait)
                        board.source.answer(answered);
                }
                return false;
            }, 10'000);
        };
        QVERIFY(ask([](const RangeQuery &) { return true; }));
        const qsizetype first = answered;
        board.poller->showWindow(board.nowMs() - 72 * hour, board.nowMs() - 71 * hour);
        QVERIFY(ask([&](const RangeQuery &query) { return query.endMs < board.nowMs() - 70 * hour; }));
        QVERIFY2(!board.source.asked[first].context, "it is cancelled");
    }
    void aRefusedHistoryIsLeftAloneForAWhileAndTheTailGoesOn()
    {
        Board board;
        board.source.mostPoints = 40; // whatever the reason: history is refused, the tail is not
        board.start();
        QVERIFY(board.hasRounds(1));
        board.poller->setHistoryMs(hour);
        QTRY_VERIFY(!board.pieces().isEmpty());
        QVERIFY(board.hasMoreRounds(10));
        QCOMPARE(board.pieces().size(), 1);
        QVERIFY(!board.readings.last().error);
        board.clock.advance(std::chrono::milliseconds(BackfillPlan::holdMs + 1));
        QTRY_COMPARE(board.pieces().size(), 2);
    }
    void anAnswerThatIsTooLargeIsAskedForInSmallerPieces()
    {
        Board board;
        board.plan.historyMs = hour;
        board.source.tooLargePoints = 300;
        board.start();
        QTRY_VERIFY(!board.readings.isEmpty());
        QCOMPARE(board.readings.first().error->kind, ErrorKind::AnswerTooLarge);
        QTRY_VERIFY(!board.readings.last().error);
        QVERIFY(nothingMissing(board));
        QVERIFY(isWhole(board.columns(), board.nowMs() - hour, board.nowMs(), 2000));
    }
    void aLaptopThatSleptEightHoursAsksForTheMissingTailInOneGo()
    {
        Board board({indicatorOf(u"p95"_s, true), indicatorOf(u"cost"_s, true), indicatorOf(u"rest"_s, false)});
        board.plan.historyMs = 24 * hour;
        board.start();
        QVERIFY(nothingMissing(board));
        QVERIFY(board.hasMoreRounds(2));
        const qsizetype before = board.source.asked.size();
        board.clock.advance(std::chrono::hours(8));
        const qint64 woke = board.nowMs();
        QTRY_VERIFY(board.columns().lastTime() == alignedDown(woke, 2000) && isWhole(board.columns(), woke - 23 * hour, woke, 64'000));
        QTRY_VERIFY(isWhole(board.columns(u"rest"_s), woke - 23 * hour, woke, 64'000));
        QMap<QString, int> large;
        for (const auto &asked : board.source.asked.mid(before)) {
            if (FakeMetrics::pointsOf(asked.query) > 2 * LinePoller::overlapPoints)
                ++large[asked.query.query];
        }
        QCOMPARE(large, (QMap<QString, int>{{u"p95"_s, 2}, {u"cost"_s, 2}, {u"rest"_s, 2}}));
    }
    void aShortSleepIsOneQuestion()
    {
        Board board;
        board.plan.historyMs = hour;
        board.start();
        QVERIFY(board.hasRounds(2));
        board.clock.advance(std::chrono::minutes(20));
        const qint64 end = alignedDown(board.nowMs(), 2000);
        QTRY_VERIFY(board.source.asked.last().query.endMs == end);
        const auto first = std::find_if(board.source.asked.begin(), board.source.asked.end(), [&](const auto &asked) { return asked.query.endMs == end; });
        QCOMPARE(FakeMetrics::pointsOf(first->query), 600 + LinePoller::overlapPoints + 1);
        QVERIFY(board.hasMoreRounds(2));
        QVERIFY(isWhole(board.columns(), board.nowMs() - hour, board.nowMs(), 2000));
        QVERIFY(board.pieces().isEmpty());
    }
    void afterASleepThePollersOfManyServicesComeBackOneAfterTheOther()
    {
        ManualClock clock;
        FakeMetrics source;
        std::vector<std::unique_ptr<LinePoller>> pollers;
        for (int i = 0; i < 40; ++i) {
            LinePlan plan;
            plan.name = u"service-%1"_s.arg(i);
            plan.indicators = {indicatorOf(plan.name, true)};
            plan.versionLabel = u"version"_s;
            plan.intervalMs = 400;
            pollers.push_back(std::make_unique<LinePoller>(source, clock, plan));
            pollers.back()->start();
        }
        QTRY_COMPARE(source.asked.size(), 40);
        clock.advance(std::chrono::hours(8));
        QSet<QString> returned;
        int bursts = 0;
        qsizetype seen = source.asked.size();
        QTRY_VERIFY(([&] {
            if (source.asked.size() > seen)
                ++bursts;
            for (; seen < source.asked.size(); ++seen)
                returned << source.asked[seen].query.query;
            return returned.size() == 40;
        }()));
        QVERIFY2(bursts > 3, qPrintable(QString::number(bursts)));
    }
    void aPrometheusThatAnswersSlowerThanThePollIsAskedAgainWhenItHasAnswered()
    {
        Board board;
        board.start();
        QVERIFY(board.hasRounds(1));
        board.source.answersAtOnce = false;
        QTRY_COMPARE(board.source.asked.last().context.isNull(), false);
        const qsizetype at = board.source.asked.size();
        for (int i = 0; i < 5; ++i) {
            board.clock.advance(std::chrono::milliseconds(10));
            QTest::qWait(12);
        }
        QVERIFY(board.source.asked.size() <= at + 1);
        const qsizetype last = board.source.asked.size() - 1;
        board.source.answer(last);
        QTRY_COMPARE(board.source.asked.size(), last + 2);
        QTest::qWait(30);
        QCOMPARE(board.source.asked.size(), last + 2);
    }
    void aPrometheusThatRestartsLeavesNoHole()
    {
        Board board;
        board.plan.historyMs = hour;
        board.start();
        QVERIFY(board.hasRounds(1));
        board.source.error = Error{ErrorKind::HttpStatus, {u"fake"_s, u"503"_s, u"starting"_s}, {}};
        QTRY_VERIFY(board.rounds.last() != Freshness::Live);
        board.clock.advance(std::chrono::minutes(5));
        board.source.error.reset();
        QTRY_COMPARE_WITH_TIMEOUT(board.rounds.last(), Freshness::Live, 20'000);
        QVERIFY(isWhole(board.columns(), board.nowMs() - hour, board.nowMs(), 2000));
    }
    void tenThousandVersionsAreCappedAndTheReadingSaysHowManyAreMissing()
    {
        Board board;
        board.source.versions.clear();
        for (int i = 0; i < 10'000; ++i)
            board.source.versions << u"build-%1"_s.arg(i, 5, 10, QChar(u'0'));
        board.start();
        QVERIFY(board.hasRounds(1));
        QCOMPARE(board.readings.last().versions.size(), qsizetype(LineStore::mostVersions));
        QCOMPARE(board.readings.last().versionsLeftOut, 10'000 - qsizetype(LineStore::mostVersions));
        board.poller.reset();
    }
    void aPartialPieceOfHistoryStaysSaidOfWhileItIsKept()
    {
        const QString partial = u"some of its storage did not answer"_s;
        Board board;
        board.plan.historyMs = 12 * hour;
        // One piece of the history, and none of the tails.
        const qint64 lost = board.nowMs() - 9 * hour;
        board.source.warningsOf = [&](const RangeQuery &query) {
            return query.mayWait && query.startMs <= lost && query.endMs >= lost ? QStringList{partial} : QStringList();
        };
        board.start();
        board.poller->setPixelWidth(8192);
        QVERIFY(nothingMissing(board));
        QVERIFY(board.pieces().size() > 1);
        QVERIFY(board.hasMoreRounds(3));
        QCOMPARE(board.readings.last().historyWarnings, QStringList{partial});
        QVERIFY(board.readings.last().warnings.isEmpty());
        // A whole answer in its place, and it is forgotten with its samples.
        board.source.warningsOf = {};
        board.clock.advance(std::chrono::hours(13));
        QTRY_VERIFY_WITH_TIMEOUT(board.readings.last().historyWarnings.isEmpty(), 20'000);
    }
    void aTailWithAWarningStaysSaidOfWhenTheNextOneIsWhole()
    {
        Board board;
        board.source.warningsOf = [](const RangeQuery &) { return QStringList{u"partial"_s}; };
        board.start();
        QVERIFY(board.hasRounds(1));
        QCOMPARE(board.readings.last().warnings, QStringList{u"partial"_s});
        QVERIFY(board.readings.last().historyWarnings.isEmpty()); // said once
        board.source.warningsOf = {};
        board.clock.advance(std::chrono::seconds(30));
        QVERIFY(board.hasMoreRounds(2));
        QVERIFY(board.readings.last().warnings.isEmpty());
        QCOMPARE(board.readings.last().historyWarnings, QStringList{u"partial"_s});
    }
    void retentionIsAtLeastWhatIsOnShow()
    {
        Board board;
        board.plan.historyMs = hour / 2;
        board.plan.keepMs = 2 * hour;
        board.start();
        QVERIFY(board.hasRounds(1));
        board.clock.advance(std::chrono::minutes(20));
        QVERIFY(board.hasMoreRounds(2));
        QVERIFY(board.poller->usage().keptMs >= hour / 2 + 19 * 60'000);
        board.poller->setKeep(0, LineStore::usualCapBytes);
        board.clock.advance(std::chrono::seconds(4));
        QVERIFY(board.hasMoreRounds(2));
        QVERIFY(board.poller->usage().keptMs <= hour / 2);
    }
    void aBaselineIsTheSameIndicatorMovedForwardInTime()
    {
        Board board({indicatorOf(u"p95"_s, true), indicatorOf(u"rest"_s, false)});
        board.source.valueAt = [](qint64 time) { return static_cast<double>(time); };
        board.start();
        QVERIFY(board.hasRounds(1));
        QList<BaselineReading> baselines;
        connect(board.poller.get(), &LinePoller::baselineRead, this, [&](const BaselineReading &reading) { baselines << reading; });
        board.poller->setBaseline(BaselineSpec{u"yesterday"_s, 24 * hour});
        QTRY_COMPARE(baselines.size(), 1);
        QCOMPARE(baselines.first().indicatorId, u"p95"_s);
        QCOMPARE(baselines.first().versions.size(), 2);
        const Columns columns = *baselines.first().versions.first().columns;
        QVERIFY(isWhole(columns, board.nowMs() - 60'000, board.nowMs(), 2000));
        for (std::size_t i = 0; i < columns.size(); ++i)
            QCOMPARE(columns.value(i), static_cast<double>(columns.time(i) - 24 * hour));
        QVERIFY(board.hasMoreRounds(5));
        QCOMPARE(baselines.size(), 1); // once a minute, not each round
        board.poller->setBaseline(std::nullopt);
        board.poller->setBaseline(BaselineSpec{u"an hour ago"_s, hour});
        QTRY_COMPARE(baselines.size(), 2);
        QCOMPARE(baselines.last().versions.first().columns->lastValue(), static_cast<double>(columns.lastTime() - hour));
    }
    void aBaselineOfPartialAnswersSaysSo()
    {
        Board board;
        board.source.warningsOf = [&](const RangeQuery &query) { return query.endMs < board.nowMs() - hour ? QStringList{u"partial"_s} : QStringList(); };
        board.start();
        QVERIFY(board.hasRounds(1));
        QList<BaselineReading> baselines;
        connect(board.poller.get(), &LinePoller::baselineRead, this, [&](const BaselineReading &reading) { baselines << reading; });
        board.poller->setBaseline(BaselineSpec{u"yesterday"_s, 24 * hour});
        QTRY_COMPARE(baselines.size(), 1);
        QCOMPARE(baselines.first().warnings, QStringList{u"partial"_s});
        QVERIFY(!board.readings.last().versions.isEmpty());
        QVERIFY(board.readings.last().historyWarnings.isEmpty());
    }
};

QTEST_GUILESS_MAIN(LineHistoryTest)
#include "tst_LineHistory.moc"

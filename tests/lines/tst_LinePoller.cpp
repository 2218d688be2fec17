// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/LinePoller.h"
#include "tests/support/FakeMetrics.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <algorithm>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

using Board = PollBoard;

const Error refused{ErrorKind::ConnectionRefused, {u"127.0.0.1:1"_s}, {}};

} // namespace

class LinePollerTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theFirstQuestionReachesBackAndIsAlignedToTheStep()
    {
        Board board;
        board.clock.advance(std::chrono::milliseconds(777));
        board.start();
        QVERIFY(board.hasRounds(1));
        const RangeQuery query = board.source.asked.first().query;
        QCOMPARE(query.startMs % 2000, 0);
        QCOMPARE(query.endMs % 2000, 0);
        QCOMPARE(query.endMs - query.startMs, 60'000);
        QVERIFY(query.endMs <= toMs(board.clock.now()));
        QCOMPARE(board.readings.first().versions.size(), 2);
        QCOMPARE(board.readings.first().freshness, Freshness::Live);
    }
    void afterThatOnlyTheTailIsAskedForWithAnOverlap()
    {
        Board board;
        board.start();
        QVERIFY(board.hasRounds(1));
        board.clock.advance(std::chrono::seconds(4));
        const qsizetype before = board.source.asked.size();
        QVERIFY(QTest::qWaitFor([&] { return board.source.asked.size() > before; }, 5000));
        const RangeQuery query = board.source.asked.last().query;
        QCOMPARE(query.endMs - query.startMs, 4000 + LinePoller::overlapPoints * 2000);
    }
    void oneQuestionIsInFlightAtATime()
    {
        Board board({indicatorOf(u"a"_s, true), indicatorOf(u"b"_s, true), indicatorOf(u"c"_s, true)});
        board.source.answersAtOnce = false;
        board.start();
        for (int i = 0; i < 3; ++i) {
            QTest::qWait(40);
            QCOMPARE(board.source.asked.size(), i + 1);
            board.source.answer(i);
        }
        QCOMPARE(board.rounds.size(), 1);
    }
    void whatIsNotDrawnIsAskedForLessOften()
    {
        Board board({indicatorOf(u"headline"_s, true), indicatorOf(u"rest"_s, false)});
        board.start();
        QVERIFY(board.hasRounds(LinePoller::restEvery));
        int headline = 0;
        int rest = 0;
        for (const auto &asked : board.source.asked)
            ++(asked.query.query == u"rest" ? rest : headline);
        QCOMPARE(rest, headline <= LinePoller::restEvery ? 1 : 2);
    }
    void lostPollsKeepTheLastGoodDataAndMarkThem()
    {
        Board board;
        board.start();
        QVERIFY(board.hasRounds(1));
        board.source.error = refused;
        QVERIFY(QTest::qWaitFor([&] { return !board.rounds.isEmpty() && board.rounds.last() == Freshness::Lost; }, 20'000));
        // One and two lost polls are late, the third makes the console blind.
        const qsizetype lost = board.rounds.indexOf(Freshness::Lost);
        QCOMPARE(board.rounds[lost - 1], Freshness::Late);
        QCOMPARE(board.rounds[lost - 2], Freshness::Late);
        QCOMPARE(board.rounds[lost - 3], Freshness::Live);
        QVERIFY(board.readings.last().error);
        QCOMPARE(board.readings.last().versions.size(), 2);
        QVERIFY(!board.readings.last().versions.first().columns->empty());
        board.source.error.reset();
        QVERIFY(QTest::qWaitFor([&] { return board.rounds.last() == Freshness::Live; }, 20'000));
    }
    void aSourceThatDoesNotAnswerIsNotAskedForTheRestOfTheRound()
    {
        Board board({indicatorOf(u"a"_s, true), indicatorOf(u"b"_s, true)});
        board.source.error = refused;
        board.start();
        QVERIFY(board.hasRounds(1));
        QCOMPARE(board.source.asked.size(), 1);
        QCOMPARE(board.readings.size(), 2);
        QVERIFY(board.readings.last().error);
        QCOMPARE(board.readings.last().freshness, Freshness::Lost);
    }
    void whatIsNotDrawnIsAsLateAsTheRestAndAskedForWhenTheSourceIsBack()
    {
        Board board({indicatorOf(u"headline"_s, true), indicatorOf(u"rest"_s, false)});
        board.start();
        QVERIFY(board.hasRounds(1));
        board.source.error = refused;
        const auto last = [&](const QString &id) {
            for (auto reading = board.readings.crbegin(); reading != board.readings.crend(); ++reading) {
                if (reading->indicator.id == id)
                    return reading->freshness;
            }
            return Freshness::Lost;
        };
        QTRY_COMPARE(board.rounds.last(), Freshness::Late);
        QCOMPARE(last(u"headline"_s), Freshness::Late);
        QCOMPARE(last(u"rest"_s), Freshness::Late);
        board.source.error.reset();
        QTRY_COMPARE(board.rounds.last(), Freshness::Live);
        QCOMPARE(last(u"rest"_s), Freshness::Live);
    }
    void anotherRangeKeepsTheLastGoodDataWhereTheSourceIsGone()
    {
        Board board;
        board.start();
        QVERIFY(board.hasRounds(1));
        board.source.error = refused;
        const qsizetype before = board.readings.size();
        board.poller->setHistoryMs(3'600'000);
        QTRY_VERIFY(board.readings.size() > before);
        QVERIFY(board.readings.last().error);
        QCOMPARE(board.readings.last().versions.size(), 2);
        QVERIFY(!board.readings.last().versions.first().columns->empty());
        QVERIFY(board.source.asked.last().query.endMs - board.source.asked.last().query.startMs < 60'000);
    }
    void aRefusedQueryLeavesTheOthersAlone()
    {
        Board board({indicatorOf(u"a"_s, true), indicatorOf(u"b"_s, true)});
        board.source.answersAtOnce = false;
        board.start();
        board.source.error = Error{ErrorKind::QueryRefused, {u"a"_s, u"parse error"_s}, {}};
        board.source.answer(0);
        board.source.error.reset();
        QTRY_COMPARE(board.source.asked.size(), 2);
        board.source.answer(1);
        QVERIFY(board.hasRounds(1));
        QCOMPARE(board.rounds.first(), Freshness::Live);
        QVERIFY(board.readings[0].error);
        QVERIFY(!board.readings[1].error);
    }
    void aQueryThatIsRefusedForLongIsLostThoughItsSourceAnswers()
    {
        Board board;
        board.start();
        QVERIFY(board.hasRounds(1));
        board.source.error = Error{ErrorKind::QueryRefused, {u"p95"_s, u"parse error"_s}, {}};
        QVERIFY(QTest::qWaitFor([&] { return board.readings.last().freshness == Freshness::Lost; }, 20'000));
        QCOMPARE(board.readings[board.readings.size() - 2].freshness, Freshness::Late);
        QCOMPARE(board.rounds.last(), Freshness::Live);
        QVERIFY(!board.readings.last().versions.isEmpty());
        board.source.error.reset();
        QVERIFY(QTest::qWaitFor([&] { return board.readings.last().freshness == Freshness::Live; }, 20'000));
    }
    void aClockThatIsSetBackIsFollowed()
    {
        Board board;
        board.start();
        QVERIFY(board.hasRounds(1));
        board.clock.jumpTo(board.clock.now() - std::chrono::hours(2));
        const qint64 end = toMs(board.clock.now()) / 2000 * 2000;
        QVERIFY(QTest::qWaitFor([&] { return board.source.asked.last().query.endMs == end; }, 5000));
        const auto first = std::find_if(board.source.asked.begin(), board.source.asked.end(),
                                        [&](const auto &asked) { return asked.query.endMs == end; });
        QCOMPARE(first->query.startMs, end - 60'000);
    }
    void anAskerThatChangesTheRangeInTheMiddleOfARoundStartsOneRoundNotTwo()
    {
        Board board({indicatorOf(u"a"_s, true), indicatorOf(u"b"_s, true)});
        board.source.answersAtOnce = false;
        board.start();
        const auto once = QObject::connect(board.poller.get(), &LinePoller::indicatorRead, board.poller.get(),
                                           [&] { board.poller->setHistoryMs(3'600'000); });
        board.source.answer(0);
        QObject::disconnect(once);
        QCOMPARE(std::count_if(board.source.asked.cbegin(), board.source.asked.cend(), [](const auto &one) { return one.query.query == u"a"; }), 2);
        // Whatever else of the old round was asked for, nobody waits for it.
        for (qsizetype i = 2; i < board.source.asked.size(); ++i)
            QTRY_VERIFY(!board.source.asked[i].context);
    }
    void aLineWithoutASourceIsReadAsSuchAndNeverAskedFor()
    {
        Indicator none = indicatorOf(u"risk"_s, true);
        none.query.clear();
        none.noSource = u"no guard exports a counter"_s;
        Board board({none});
        board.start();
        QVERIFY(board.hasRounds(1));
        QVERIFY(board.source.asked.isEmpty());
        QVERIFY(board.readings.first().versions.isEmpty());
    }
    void aSeriesWithoutTheVersionLabelIsAFaultNotALine_data()
    {
        QTest::addColumn<bool>("labelled");
        QTest::addColumn<QStringList>("versions");
        QTest::addColumn<QString>("words");
        QTest::newRow("no label") << false << QStringList{u"v41"_s} << u"without the label version"_s;
        QTest::newRow("twice the same") << true << QStringList{u"v41"_s, u"v41"_s} << u"two series of version v41"_s;
    }
    void aSeriesWithoutTheVersionLabelIsAFaultNotALine()
    {
        QFETCH(bool, labelled);
        QFETCH(QStringList, versions);
        QFETCH(QString, words);
        Board board;
        board.source.labelled = labelled;
        board.source.versions = versions;
        board.source.warningsOf = [](const RangeQuery &) { return QStringList{u"10000 series came"_s}; };
        board.start();
        QVERIFY(board.hasRounds(1));
        QCOMPARE(board.readings.first().warnings, QStringList{u"10000 series came"_s});
        QVERIFY(board.readings.first().error);
        QVERIFY2(board.readings.first().error->message().contains(words), qPrintable(board.readings.first().error->message()));
        const QString came = u"%1 series came of the query p95"_s.arg(versions.size());
        QVERIFY2(board.readings.first().error->message().contains(came), qPrintable(board.readings.first().error->message()));
        QVERIFY(board.readings.first().versions.isEmpty());
    }
    void anAnswerForTheRangeBeforeIsDropped()
    {
        Board board;
        board.source.answersAtOnce = false;
        board.start();
        board.poller->setHistoryMs(3'600'000);
        QTRY_COMPARE(board.source.asked.size(), 2);
        QTRY_VERIFY2(!board.source.asked[0].context, "its question is cancelled");
        board.source.answer(0);
        QVERIFY(board.readings.isEmpty());
        board.source.answer(1);
        QCOMPARE(board.readings.size(), 1);
        const RangeQuery query = board.source.asked[1].query;
        QVERIFY(query.endMs - query.startMs > 3'500'000);
        QVERIFY((query.endMs - query.startMs) / query.stepMs < 11'000);
        QCOMPARE(query.stepMs % 2000, 0);
    }
};

QTEST_GUILESS_MAIN(LinePollerTest)
#include "tst_LinePoller.moc"

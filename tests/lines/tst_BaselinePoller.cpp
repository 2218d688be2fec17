// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeMetrics.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 hour = 3'600'000;
constexpr qint64 day = 24 * hour;
const BaselineSpec yesterday{u"yesterday"_s, day};

/// Two headlines and another indicator, and what was read of their baseline.
struct Compared : PollBoard {
    QList<BaselineReading> baselines;

    Compared() : PollBoard({indicatorOf(u"p95"_s, true), indicatorOf(u"cost"_s, true), indicatorOf(u"other"_s, false)}) {}
    [[nodiscard]] QList<RangeQuery> past() const
    {
        QList<RangeQuery> found;
        for (const auto &asked : source.asked) {
            if (asked.query.endMs < nowMs() - hour)
                found << asked.query;
        }
        return found;
    }
};

} // namespace

class BaselinePollerTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theSameHourYesterdayComesInTodaysTime()
    {
        Compared board;
        board.source.valueAt = [](qint64 timeMs) { return static_cast<double>(timeMs / 2000 % 1000); };
        board.start();
        QVERIFY(board.hasRounds(1));
        board.poller->setBaseline(yesterday);
        QObject::connect(board.poller.get(), &LinePoller::baselineRead, [&](const BaselineReading &r) { board.baselines << r; });
        QTRY_COMPARE(board.baselines.size(), 2);
        const BaselineReading &read = board.baselines.first();
        QCOMPARE(read.indicatorId, u"p95"_s);
        QCOMPARE(read.spec, yesterday);
        QVERIFY(!read.error);
        QCOMPARE(read.versions.size(), 2);
        const Columns &columns = *read.versions.first().columns;
        QVERIFY(columns.size() >= 30);
        QVERIFY(columns.firstTime() >= board.nowMs() - board.plan.historyMs - 2000);
        QVERIFY(columns.lastTime() <= board.nowMs());
        for (std::size_t i = 0; i < columns.size(); ++i)
            QCOMPARE(columns.value(i), board.source.valueAt(columns.time(i) - day));
        // How densely is told in today's time, too.
        QCOMPARE(read.covered.size(), 1);
        QCOMPARE(read.covered.first().stepMs, 2000);
        QVERIFY(read.covered.first().startMs <= columns.firstTime());
        QVERIFY(read.covered.first().endMs >= columns.lastTime() && read.covered.first().endMs <= board.nowMs());
        // Of one answer the versions share their times.
        QCOMPARE(read.versions[0].columns->run(0).times, read.versions[1].columns->run(0).times);
    }
    void onlyTheHeadlinesAreAskedFor()
    {
        Compared board;
        board.start();
        QVERIFY(board.hasRounds(1));
        board.poller->setBaseline(yesterday);
        QTRY_COMPARE(board.past().size(), 2);
        QTest::qWait(50);
        QStringList asked;
        for (const RangeQuery &query : board.past()) {
            asked << query.query;
            QVERIFY(query.mayWait); // what is new goes first
        }
        QCOMPARE(asked, (QStringList{u"p95"_s, u"cost"_s}));
    }
    void whatIsThereIsNotAskedForAgain()
    {
        Compared board;
        board.start();
        QVERIFY(board.hasRounds(1));
        board.poller->setBaseline(yesterday);
        QTRY_COMPARE(board.past().size(), 2);
        board.poller->setBaseline(yesterday); // the same again changes nothing
        board.poller->showLive();
        QTest::qWait(50);
        QCOMPARE(board.past().size(), 2);
    }
    void anotherSpanIsReadThere()
    {
        Compared board;
        board.start();
        QVERIFY(board.hasRounds(1));
        board.poller->setBaseline(yesterday);
        QTRY_COMPARE(board.past().size(), 2);
        const qint64 startMs = board.nowMs() - 6 * hour;
        board.poller->showWindow(startMs, startMs + 60'000);
        QTRY_VERIFY(std::any_of(board.source.asked.cbegin(), board.source.asked.cend(), [&](const auto &asked) {
            return asked.query.startMs <= startMs - day + 2000 && asked.query.endMs >= startMs - day + 58'000;
        }));
    }
    void anErrorIsToldAndWhatWasReadStays()
    {
        Compared board;
        board.start();
        QVERIFY(board.hasRounds(1));
        QObject::connect(board.poller.get(), &LinePoller::baselineRead, [&](const BaselineReading &r) { board.baselines << r; });
        board.poller->setBaseline(yesterday);
        QTRY_COMPARE(board.baselines.size(), 2);
        board.source.error = Error{ErrorKind::ConnectionRefused, {u"127.0.0.1:9090"_s}, {}};
        const qint64 startMs = board.nowMs() - 6 * hour;
        board.poller->showWindow(startMs, startMs + 60'000);
        QTRY_VERIFY(board.baselines.last().error);
        QCOMPARE(board.baselines.last().error->kind, ErrorKind::ConnectionRefused);
        QVERIFY(!board.baselines.last().versions.isEmpty());
    }
    void withoutABaselineNothingIsAskedAndNothingArrives()
    {
        Compared board;
        board.start();
        QVERIFY(board.hasRounds(1));
        board.source.answersAtOnce = false;
        QObject::connect(board.poller.get(), &LinePoller::baselineRead, [&](const BaselineReading &r) { board.baselines << r; });
        board.poller->setBaseline(yesterday);
        QTRY_COMPARE(board.past().size(), 1);
        board.poller->setBaseline(std::nullopt);
        board.source.answersAtOnce = true;
        for (qsizetype i = 0; i < board.source.asked.size(); ++i)
            board.source.answer(i);
        QTest::qWait(50);
        QVERIFY(board.baselines.isEmpty());
        QCOMPARE(board.past().size(), 1);
    }
};

QTEST_GUILESS_MAIN(BaselinePollerTest)
#include "tst_BaselinePoller.moc"

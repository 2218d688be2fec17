// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/SourceQueue.h"
#include "tests/support/FakeMetrics.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

RangeQuery named(const QString &name, bool mayWait = false)
{
    return {name, 0, 10'000, 2000, mayWait};
}

struct Queue {
    FakeMetrics source;
    SourceQueue queue;
    QStringList heard;
    std::function<void()> onHeard;
    explicit Queue(int inFlight = 1)
        : queue(source, inFlight)
    {
        source.answersAtOnce = false;
    }
    void ask(const QString &name, QObject *context, bool mayWait = false)
    {
        queue.queryRange(named(name, mayWait), context, [this, name](const Result<MetricsAnswer> &) { heard << name; });
    }
    void askRow(const QStringList &names, QObject *context)
    {
        QList<RangeQuery> queries;
        for (const QString &name : names)
            queries << named(name);
        queue.queryRanges(queries, context, [this, left = names](const QList<Result<MetricsAnswer>> &answers) mutable {
            for (const Result<MetricsAnswer> &answer : answers)
                heard << left.takeFirst() + (answer ? QString() : u" failed"_s);
            if (onHeard)
                onHeard();
        });
    }
    [[nodiscard]] QStringList asked() const
    {
        QStringList names;
        for (const auto &one : source.asked)
            names << one.query.query;
        return names;
    }
    void answerAll()
    {
        for (qsizetype i = 0; i < source.asked.size(); ++i)
            source.answer(i);
    }
};

} // namespace

class SourceQueueTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void oneQuestionIsInFlightAndTheRestWaitsInOrder()
    {
        Queue q;
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
            q.ask(name, this);
        QCOMPARE(q.asked(), QStringList{u"a"_s});
        QCOMPARE(q.queue.waiting(), 2);
        q.source.answer(0);
        QCOMPARE(q.asked(), (QStringList{u"a"_s, u"b"_s}));
        q.answerAll();
        QCOMPARE(q.heard, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    }
    void aRowOfQuestionsHasOneTurnAndIsHeardInOrder()
    {
        Queue q;
        q.askRow({u"a1"_s, u"a2"_s, u"a3"_s}, this);
        q.ask(u"b"_s, this);
        q.source.answer(0);
        QCOMPARE(q.asked(), (QStringList{u"a1"_s, u"a2"_s}));
        q.answerAll();
        QCOMPARE(q.heard, (QStringList{u"a1"_s, u"a2"_s, u"a3"_s, u"b"_s}));
        QCOMPARE(q.queue.waiting(), 0);
    }
    void aRowEndsWhereTheSourceItselfFails_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QStringList>("heard");
        QTest::newRow("the source") << ErrorKind::TimedOut << QStringList{u"a1 failed"_s, u"b"_s};
        QTest::newRow("one query") << ErrorKind::QueryRefused << QStringList{u"a1 failed"_s, u"a2"_s, u"b"_s};
    }
    void aRowEndsWhereTheSourceItselfFails()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(QStringList, heard);
        Queue q;
        q.askRow({u"a1"_s, u"a2"_s}, this);
        q.ask(u"b"_s, this);
        q.source.error = Error{kind, {u"fake"_s, u"1"_s}, {}};
        q.source.answer(0);
        q.source.error.reset();
        q.answerAll();
        QCOMPARE(q.heard, heard);
    }
    void aRowThatNobodyWaitsForAnyMoreFreesItsTurn_data()
    {
        QTest::addColumn<bool>("whileHeard");
        QTest::newRow("in between") << false;
        QTest::newRow("while an answer is heard") << true;
    }
    void aRowThatNobodyWaitsForAnyMoreFreesItsTurn()
    {
        QFETCH(bool, whileHeard);
        Queue q;
        auto context = std::make_unique<QObject>();
        q.askRow({u"a1"_s, u"a2"_s, u"a3"_s}, context.get());
        q.ask(u"b"_s, this);
        if (whileHeard)
            q.onHeard = [&] { context.reset(); };
        q.source.answer(0);
        q.onHeard = {};
        context.reset();
        q.answerAll();
        QCOMPARE(q.heard, (QStringList{u"a1"_s, u"b"_s}));
    }
    void asManyAsAreAllowedAreInFlight()
    {
        Queue q(2);
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
            q.ask(name, this);
        QCOMPARE(q.asked().size(), 2);
    }
    void oneOfThemAtMostIsHistory()
    {
        Queue q(3);
        for (const QString &name : {u"h1"_s, u"h2"_s, u"h3"_s})
            q.ask(name, this, true);
        QCOMPARE(q.asked(), QStringList{u"h1"_s});
        q.ask(u"tail"_s, this);
        QCOMPARE(q.asked(), (QStringList{u"h1"_s, u"tail"_s}));
        q.source.answer(1);
        QCOMPARE(q.asked().size(), 2);
        q.source.answer(0);
        QCOMPARE(q.asked().last(), u"h2"_s);
    }
    void manyServicesHaveSomeMoreQuestionsInFlight()
    {
        QCOMPARE(SourceQueue::inFlightOf(0), 1);
        QCOMPARE(SourceQueue::inFlightOf(25), 1);
        QCOMPARE(SourceQueue::inFlightOf(26), 2);
        QCOMPARE(SourceQueue::inFlightOf(200), 6);
    }
    void whoAsksAgainAtOnceStandsBehindThoseThatWait()
    {
        Queue q;
        q.queue.queryRange(named(u"a1"_s), this, [&](const auto &) { q.ask(u"a2"_s, this); });
        q.ask(u"b"_s, this);
        q.source.answer(0);
        QCOMPARE(q.asked(), (QStringList{u"a1"_s, u"b"_s}));
        q.source.answer(1);
        QCOMPARE(q.asked().last(), u"a2"_s);
    }
    void historyWaitsForTheTailsButNotForEver()
    {
        Queue q;
        q.ask(u"first"_s, this);
        q.ask(u"history"_s, this, true);
        for (int i = 0; i < 3 * SourceQueue::historyEvery; ++i)
            q.ask(u"tail"_s, this);
        q.answerAll();
        QCOMPARE(q.asked().indexOf(u"history"_s), SourceQueue::historyEvery + 1);
        QCOMPARE(q.asked().size(), 2 + 3 * SourceQueue::historyEvery);
        q.ask(u"alone"_s, this, true);
        QCOMPARE(q.asked().last(), u"alone"_s);
    }
    void aQuestionThatNobodyWaitsForIsNotAskedOrIsCancelled()
    {
        Queue q;
        auto inFlight = std::make_unique<QObject>(), waiting = std::make_unique<QObject>();
        q.ask(u"in flight"_s, inFlight.get());
        q.ask(u"waiting"_s, waiting.get());
        q.ask(u"last"_s, this);
        waiting.reset();
        inFlight.reset();
        QCOMPARE(q.asked(), (QStringList{u"in flight"_s, u"last"_s}));
        QVERIFY2(!q.source.asked.first().context, "the source is told");
        q.answerAll();
        QCOMPARE(q.heard, QStringList{u"last"_s});
    }
    void anAnswerThatEndsItsAskerOrTheQueueHarmsNobody()
    {
        auto queue = std::make_unique<Queue>();
        auto *asker = new QObject(this);
        queue->queue.queryRange(named(u"a"_s), asker, [&](const auto &) { delete asker; });
        queue->ask(u"b"_s, this);
        queue->source.answer(0);
        QCOMPARE(queue->asked().last(), u"b"_s);
        FakeMetrics source;
        source.answersAtOnce = false;
        auto gone = std::make_unique<SourceQueue>(source);
        bool heard = false;
        gone->queryRange(named(u"a"_s), this, [&](const auto &) {
            heard = true;
            gone.reset();
        });
        source.answer(0);
        QVERIFY(heard && !gone);
    }
    void manyPollersShareASourceFairly()
    {
        ManualClock clock;
        FakeMetrics source;
        SourceQueue queue(source);
        QMap<QString, int> asked;
        std::vector<std::unique_ptr<LinePoller>> pollers;
        for (int i = 0; i < 20; ++i) {
            LinePlan plan;
            plan.name = u"service-%1"_s.arg(i);
            for (int k = 0; k < 1 + i % 4; ++k)
                plan.indicators << indicatorOf(u"%1/%2"_s.arg(plan.name).arg(k), true);
            plan.versionLabel = u"version"_s;
            plan.historyMs = 10'000;
            plan.intervalMs = 1; // always hungry
            pollers.push_back(std::make_unique<LinePoller>(queue, clock, plan));
            pollers.back()->start();
        }
        QTRY_VERIFY(source.asked.size() > 2000);
        for (const auto &one : std::as_const(source.asked))
            ++asked[one.query.query];
        QCOMPARE(asked.size(), 50);
        const auto [least, most] = std::minmax_element(asked.cbegin(), asked.cend());
        QVERIFY2(*most <= 2 * *least, qPrintable(u"%1 to %2"_s.arg(*least).arg(*most)));
    }
    void aServiceOfManyIndicatorsLeavesTheOthersTheirTurn()
    {
        ManualClock clock;
        FakeMetrics source;
        SourceQueue queue(source);
        std::vector<std::unique_ptr<LinePoller>> pollers;
        for (const int indicators : {100, 1}) {
            LinePlan plan;
            plan.name = QString::number(indicators);
            for (int k = 0; k < indicators; ++k)
                plan.indicators << indicatorOf(plan.name, true);
            for (int k = 0; k < indicators; ++k)
                plan.indicators[k].id += u'/' + QString::number(k);
            plan.versionLabel = u"version"_s;
            plan.historyMs = 10'000;
            plan.intervalMs = 1;
            pollers.push_back(std::make_unique<LinePoller>(queue, clock, plan));
            pollers.back()->start();
        }
        QTRY_VERIFY(source.asked.size() > 300);
        int longest = 0, since = 0;
        for (const auto &one : std::as_const(source.asked)) {
            since = one.query.query == u"1" ? 0 : since + 1;
            longest = std::max(longest, since);
        }
        // Its own interval, too, lies between two of its questions.
        QVERIFY2(longest <= 4 * LinePoller::mostInRow, qPrintable(QString::number(longest)));
    }
};

QTEST_GUILESS_MAIN(SourceQueueTest)
#include "tst_SourceQueue.moc"

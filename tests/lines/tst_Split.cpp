// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/SplitPoller.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// Keeps the questions until the test answers them.
class FakeSource final : public MetricsSource {
public:
    struct Asked {
        RangeQuery query;
        QPointer<QObject> context;
        std::function<void(Result<MetricsAnswer>)> callback;
    };
    void queryRange(const RangeQuery &query, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override
    {
        asked.append({query, context, std::move(callback)});
    }
    void query(const QString &, QObject *, std::function<void(Result<MetricsAnswer>)>) override {}
    void probe(QObject *, std::function<void(Result<SourceInfo>)>) override {}
    void answer(const Result<MetricsAnswer> &with)
    {
        const Asked one = asked.takeFirst();
        if (one.context)
            one.callback(with);
    }
    QList<Asked> asked;
};

} // namespace

class SplitTest : public QObject {
    Q_OBJECT

    static Series series(const QString &tenant, const QString &version, double last)
    {
        Series made;
        made.labels = {{u"tenant"_s, tenant}, {u"version"_s, version}};
        made.columns.append(1000, 0.5);
        made.columns.append(2000, last);
        return made;
    }
    static Indicator errors(Direction direction = Direction::HigherIsWorse)
    {
        Indicator made;
        made.id = u"errors"_s;
        made.direction = direction;
        made.gate = direction == Direction::HigherIsWorse ? Gate{0.1, 0.2} : Gate{0.9, 0.8};
        return made;
    }
    static QStringList names(const QList<SplitPart> &parts)
    {
        QStringList found;
        for (const SplitPart &part : parts)
            found << part.value;
        return found;
    }

private slots:
    void init() { failOnWarnings(); }

    void theWorstPartComesFirstAndOneWithoutValueLast()
    {
        const double none = std::numeric_limits<double>::quiet_NaN();
        MetricsAnswer answer;
        answer.series = {series(u"calm"_s, u"v41"_s, 0.01), series(u"silent"_s, u"v41"_s, none),
                         series(u"warned"_s, u"v41"_s, 0.15), series(u"burning"_s, u"v41"_s, 0.02),
                         series(u"burning"_s, u"v42"_s, 0.7)};
        const QList<SplitPart> parts = splitParts(errors(), u"tenant"_s, u"version"_s, answer);
        QCOMPARE(names(parts), QStringList({u"burning"_s, u"warned"_s, u"calm"_s, u"silent"_s}));
        QCOMPARE(parts[0].versions.size(), 2);
        QCOMPARE(parts[0].versions[1].version, u"v42"_s);
        QCOMPARE(parts[0].state, GateState::Stop);
        QCOMPARE(parts[0].worst, 0.7);
        QCOMPARE(parts[1].state, GateState::Warn);
        QVERIFY(std::isnan(parts[3].worst));
    }

    void whereLessIsWorseTheLowestComesFirst()
    {
        MetricsAnswer answer;
        answer.series = {series(u"a"_s, u"v41"_s, 0.99), series(u"b"_s, u"v41"_s, 0.95), series(u"c"_s, u"v41"_s, 0.99)};
        QCOMPARE(names(splitParts(errors(Direction::LowerIsWorse), u"tenant"_s, u"version"_s, answer)),
                 QStringList({u"b"_s, u"a"_s, u"c"_s}));
    }

    void aSeriesWithoutTheLabelIsAPartOfItsOwnAndMillionsAreCapped()
    {
        MetricsAnswer answer;
        for (int i = 0; i < mostSplitParts + 50; ++i)
            answer.series.append(series(u"t%1"_s.arg(i), u"v41"_s, i == 900 ? 0.9 : 0.01));
        answer.series.append(Series{{{u"version"_s, u"v41"_s}}, {}});
        const QList<SplitPart> parts = splitParts(errors(), u"tenant"_s, u"version"_s, answer);
        QCOMPARE(parts.size(), mostSplitParts);
        QCOMPARE(parts.first().value, u"t900"_s);
    }

    void onlyWhatIsLookedAtIsAskedForAndAtFewPoints()
    {
        FakeSource source;
        ManualClock clock;
        SplitPoller poller(source, clock, u"version"_s, 1000);
        QSignalSpy read(&poller, &SplitPoller::splitRead);
        QVERIFY(source.asked.isEmpty());
        poller.show(errors(), {u"errors"_s, u"tenant"_s, u"by tenant"_s});
        QCOMPARE(source.asked.size(), 1);
        const RangeQuery query = source.asked[0].query;
        QCOMPARE(query.query, u"by tenant"_s);
        QVERIFY(query.endMs % query.stepMs == 0 && query.startMs % query.stepMs == 0);
        QVERIFY((query.endMs - query.startMs) / query.stepMs <= SplitPoller::mostPoints);
        poller.show(errors(), {u"errors"_s, u"tenant"_s, u"by tenant"_s});
        QCOMPARE(source.asked.size(), 1); // nothing new is wanted
        MetricsAnswer answer;
        answer.series = {series(u"a"_s, u"v41"_s, 0.3)};
        answer.warnings = {u"10000 series came"_s};
        source.answer(answer);
        QCOMPARE(read.size(), 1);
        QCOMPARE(read[0][0].value<SplitReading>().warnings, answer.warnings);
        QCOMPARE(read[0][0].value<SplitReading>().parts.size(), 1);
    }

    void anotherSpanOfTimeIsAskedForOnceTheHandRestsAndWaitsBehindTheLines()
    {
        FakeSource source;
        ManualClock clock;
        SplitPoller poller(source, clock, u"version"_s, 1000);
        poller.setLive(60'000);
        QVERIFY(source.asked.isEmpty()); // nobody looks
        poller.show(errors(), {u"errors"_s, u"tenant"_s, u"by tenant"_s});
        QCOMPARE(source.asked.size(), 1);
        QCOMPARE(source.asked[0].query.endMs - source.asked[0].query.startMs, 60'000);
        poller.setLive(60'000);
        for (const qint64 length : {120'000, 3'600'000, 86'400'000})
            poller.setLive(length);
        QCOMPARE(source.asked.size(), 1);
        QTRY_COMPARE(source.asked.size(), 2);
        QVERIFY(!source.asked[0].context); // nobody waits for the span before
        const RangeQuery query = source.asked.last().query;
        QVERIFY(query.mayWait);
        QVERIFY(query.endMs - query.startMs > 86'000'000);
        QTest::qWait(2 * SplitPoller::settleMs);
        QCOMPARE(source.asked.size(), 2);
    }
    void aWindowThatStandsStillIsAskedForWhereItLies()
    {
        FakeSource source;
        ManualClock clock;
        const qint64 now = toMs(clock.now());
        SplitPoller poller(source, clock, u"version"_s, 1000);
        poller.setWindow(now - 3'600'000, now - 3'000'000);
        poller.show(errors(), {u"errors"_s, u"tenant"_s, u"by tenant"_s});
        QCOMPARE(source.asked.size(), 1);
        const RangeQuery past = source.asked.last().query;
        QVERIFY(past.startMs <= now - 3'600'000 && past.startMs > now - 3'600'000 - past.stepMs);
        QVERIFY(past.endMs <= now - 3'000'000 && past.endMs > now - 3'000'000 - past.stepMs);
        QCOMPARE(past.stepMs, 3000);
        // Back to what ends now, and to a window that is not over yet.
        poller.setLive(300'000);
        QTRY_COMPARE(source.asked.size(), 2);
        QVERIFY(source.asked.last().query.endMs > now - 2000);
        QCOMPARE(source.asked.last().query.endMs - source.asked.last().query.startMs, 300'000);
        poller.setWindow(now - 60'000, now + 60'000);
        QTRY_COMPARE(source.asked.size(), 3);
        QVERIFY(source.asked.last().query.endMs <= now);
    }
    void aWindowThatIsOverIsReadOnce()
    {
        FakeSource source;
        ManualClock clock;
        const qint64 now = toMs(clock.now());
        SplitPoller poller(source, clock, u"version"_s, 1000);
        poller.setWindow(now - 3'600'000, now - 3'000'000);
        poller.show(errors(), {u"errors"_s, u"tenant"_s, u"by tenant"_s});
        source.answer(tl::unexpected(Error{ErrorKind::TimedOut, {u"host:1"_s, u"9"_s}, {}}));
        poller.poll();
        QCOMPARE(source.asked.size(), 1);
        source.answer(MetricsAnswer{});
        poller.poll();
        QVERIFY(source.asked.isEmpty());
        // What ends now goes on being asked for.
        poller.setLive(300'000);
        QTRY_COMPARE(source.asked.size(), 1);
        source.answer(MetricsAnswer{});
        poller.poll();
        QCOMPARE(source.asked.size(), 1);
    }
    void anAnswerToWhatIsNoLongerLookedAtIsDropped()
    {
        FakeSource source;
        ManualClock clock;
        SplitPoller poller(source, clock, u"version"_s, 1000);
        QSignalSpy read(&poller, &SplitPoller::splitRead);
        poller.show(errors(), {u"errors"_s, u"tenant"_s, u"by tenant"_s});
        poller.show(errors(), {u"errors"_s, u"tool"_s, u"by tool"_s});
        source.answer(MetricsAnswer{});
        QVERIFY(read.isEmpty());
        source.answer(tl::unexpected(Error{ErrorKind::TimedOut, {u"host:1"_s, u"9"_s}, {}}));
        QCOMPARE(read.size(), 1);
        QVERIFY(read[0][0].value<SplitReading>().error);
        poller.show({}, {});
        QVERIFY(source.asked.isEmpty());
    }
};

QTEST_GUILESS_MAIN(SplitTest)
#include "tst_Split.moc"

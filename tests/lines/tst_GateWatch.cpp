// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/GateWatch.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

Indicator latency()
{
    Indicator indicator;
    indicator.id = u"p95"_s;
    indicator.title = u"P95"_s;
    indicator.direction = Direction::HigherIsWorse;
    indicator.gate = {2.0, 4.0};
    return indicator;
}

/// One sample a second, from second 1.
IndicatorReading readingOf(const std::vector<double> &values, Freshness freshness = Freshness::Live)
{
    auto columns = std::make_shared<Columns>();
    for (std::size_t i = 0; i < values.size(); ++i) {
        columns->append(1000 * static_cast<qint64>(i + 1), values[i]);
    }
    IndicatorReading reading;
    reading.indicator = latency();
    reading.versions = {{u"v42"_s, columns}};
    reading.freshness = freshness;
    return reading;
}

const double noNumber = std::nan("");

} // namespace

class GateWatchTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aValueStandsWhereItsGatesSay_data()
    {
        QTest::addColumn<bool>("higherIsWorse");
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("state");
        QTest::newRow("inside") << true << 1.0 << int(GateState::Inside);
        QTest::newRow("on the warn gate is inside") << true << 2.0 << int(GateState::Inside);
        QTest::newRow("beyond warn") << true << 2.01 << int(GateState::Warn);
        QTest::newRow("on the stop gate is warn") << true << 4.0 << int(GateState::Warn);
        QTest::newRow("beyond stop") << true << 4.01 << int(GateState::Stop);
        QTest::newRow("infinite") << true << double(INFINITY) << int(GateState::Stop);
        QTest::newRow("not a number") << true << noNumber << int(GateState::Unknown);
        QTest::newRow("lower is worse: inside") << false << 5.0 << int(GateState::Inside);
        QTest::newRow("lower is worse: stop") << false << 1.0 << int(GateState::Stop);
    }
    void aValueStandsWhereItsGatesSay()
    {
        QFETCH(bool, higherIsWorse);
        QFETCH(double, value);
        QFETCH(int, state);
        Indicator indicator = latency();
        if (!higherIsWorse) {
            indicator.direction = Direction::LowerIsWorse;
            indicator.gate = {4.0, 2.0};
        }
        QCOMPARE(int(gateState(indicator, value)), state);
    }
    void aGateThatIsHalfThereIsAGate()
    {
        Indicator indicator = latency();
        indicator.gate.warn.reset();
        QCOMPARE(gateState(indicator, 3), GateState::Inside);
        QCOMPARE(gateState(indicator, 5), GateState::Stop);
    }

    void threeSamplesInARowAreACrossing_data()
    {
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<QList<int>>("states"); ///< entered, in order
        using Values = std::vector<double>;
        const int warn = int(GateState::Warn), stop = int(GateState::Stop), inside = int(GateState::Inside);
        QTest::newRow("quiet") << Values{1, 1, 1, 1, 1} << QList<int>{};
        QTest::newRow("one spike is noise") << Values{1, 1, 1, 9, 1, 1, 1} << QList<int>{};
        QTest::newRow("two are noise") << Values{1, 1, 1, 9, 9, 1, 1} << QList<int>{};
        QTest::newRow("three cross") << Values{1, 1, 1, 9, 9, 9} << QList<int>{stop};
        QTest::newRow("and come back") << Values{1, 1, 1, 3, 3, 3, 1, 1, 1} << QList<int>{warn, inside};
        QTest::newRow("through warn to stop") << Values{1, 1, 1, 3, 3, 3, 5, 5, 5} << QList<int>{warn, stop};
        QTest::newRow("through warn to stop at once") << Values{1, 1, 1, 3, 5, 5, 5} << QList<int>{warn, stop};
        QTest::newRow("half the way back") << Values{9, 9, 9, 1, 3, 1, 3, 1} << QList<int>{stop, warn};
        QTest::newRow("bad from the first sample on") << Values{9, 9, 9} << QList<int>{stop};
        QTest::newRow("flapping around a gate") << Values{1, 1, 1, 3, 1, 3, 1, 3, 1, 3} << QList<int>{};
        QTest::newRow("swinging around stop is beyond warn") << Values{1, 1, 1, 9, 3, 9, 3, 9, 3} << QList<int>{warn};
        QTest::newRow("swinging, then beyond stop") << Values{1, 1, 1, 9, 3, 9, 9, 9, 9} << QList<int>{warn, stop};
        QTest::newRow("down from stop by two steps") << Values{9, 9, 9, 3, 1, 3, 1, 1, 1} << QList<int>{stop, warn, inside};
        QTest::newRow("a look inside breaks the row") << Values{1, 1, 1, 3, 3, 1, 3, 3} << QList<int>{};
        QTest::newRow("no traffic clears nothing") << Values{1, 1, 1, 9, 9, 9, noNumber, noNumber, noNumber, noNumber} << QList<int>{stop};
        QTest::newRow("no traffic does not interrupt") << Values{1, 1, 1, 9, noNumber, 9, noNumber, 9} << QList<int>{stop};
    }
    void threeSamplesInARowAreACrossing()
    {
        QFETCH(std::vector<double>, values);
        QFETCH(QList<int>, states);
        // The samples come one a poll, as they do in life.
        GateWatch watch;
        QList<int> entered;
        for (std::size_t count = 1; count <= values.size(); ++count) {
            const QList<GateCrossing> crossings = watch.take(readingOf({values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count)}));
            for (const GateCrossing &crossing : crossings)
                entered << int(crossing.to);
        }
        QCOMPARE(entered, states);
    }
    void theTimeIsThatOfTheFirstSampleBeyondTheGate()
    {
        GateWatch watch;
        QVERIFY(watch.take(readingOf({1, 1, 1})).isEmpty());
        const auto crossings = watch.take(readingOf({1, 1, 1, 5, 6, 7}));
        QCOMPARE(crossings.size(), 1);
        QCOMPARE(crossings.first().timeMs, 4000);
        QCOMPARE(crossings.first().from, GateState::Inside);
        QCOMPARE(crossings.first().version, u"v42"_s);
    }
    void theSameSamplesAgainAreNoNews()
    {
        GateWatch watch;
        QVERIFY(watch.take(readingOf({1, 1, 1})).isEmpty());
        for (int i = 0; i < 5; ++i)
            QVERIFY(watch.take(readingOf({1, 1, 1, 9})).isEmpty());
    }
    void lateDataChangeNothing()
    {
        GateWatch watch;
        QVERIFY(watch.take(readingOf({1, 1, 1})).isEmpty());
        QVERIFY(watch.take(readingOf({1, 1, 1, 9, 9, 9}, Freshness::Late)).isEmpty());
        QCOMPARE(watch.take(readingOf({1, 1, 1, 9, 9, 9})).size(), 1);
    }
    void lateDataClearNothingEither()
    {
        GateWatch watch;
        QCOMPARE(watch.take(readingOf({9, 9, 9})).size(), 1);
        for (const Freshness freshness : {Freshness::Late, Freshness::Lost})
            QVERIFY(watch.take(readingOf({9, 9, 9, 1, 1, 1}, freshness)).isEmpty());
        QCOMPARE(watch.take(readingOf({9, 9, 9, 1, 1, 1})).size(), 1);
    }
    void aClockThatWasSetBackDoesNotDeafenTheWatch()
    {
        GateWatch watch;
        IndicatorReading ahead = readingOf({});
        ahead.versions = {{u"v42"_s, std::make_shared<Columns>(Columns{{900'000, 901'000, 902'000}, {1, 1, 1}})}};
        QVERIFY(watch.take(ahead).isEmpty());
        QVERIFY(watch.take(readingOf({1})).isEmpty());
        QCOMPARE(watch.take(readingOf({1, 9, 9, 9})).size(), 1);
    }
    void aVersionThatLeftAndComesBackIsJudgedAfresh()
    {
        GateWatch watch;
        QCOMPARE(watch.take(readingOf({9, 9, 9})).size(), 1);
        IndicatorReading without = readingOf({});
        without.versions.clear();
        QVERIFY(watch.take(without).isEmpty());
        const auto crossings = watch.take(readingOf({9, 9, 9}));
        QCOMPARE(crossings.size(), 1);
        QCOMPARE(crossings.first().from, GateState::Inside);
    }
    void versionsAndIndicatorsAreWatchedApart()
    {
        GateWatch watch;
        IndicatorReading both = readingOf({9, 9, 9});
        both.versions.append({u"v41"_s, std::make_shared<Columns>(Columns{{1000, 2000, 3000}, {1, 1, 1}})});
        const auto crossings = watch.take(both);
        QCOMPARE(crossings.size(), 1);
        QCOMPARE(crossings.first().version, u"v42"_s);
        IndicatorReading other = readingOf({9, 9, 9});
        other.indicator.id = u"cost"_s;
        QCOMPARE(watch.take(other).size(), 1);
    }
    void theHistoryFromBeforeTheStartIsNoNews()
    {
        GateWatch watch;
        QVERIFY(watch.take(readingOf({9, 9, 9, 9, 1, 1, 1})).isEmpty());
        GateWatch second;
        QCOMPARE(second.take(readingOf({1, 1, 1, 1, 9, 9, 9})).size(), 1);
    }
};

QTEST_GUILESS_MAIN(GateWatchTest)
#include "tst_GateWatch.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "app/lines/GateAlarms.h"

#include <QTest>

#include <limits>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr qint64 now = 1'795'437'360'000;
static constexpr qint64 step = 2000;
static constexpr double nan_ = std::numeric_limits<double>::quiet_NaN();

class GateAlarmsTest : public QObject {
    Q_OBJECT

    /// Values of one version, the last at `end`.
    static IndicatorReading reading(const QString &id, bool headline, const std::vector<double> &values, qint64 end = now)
    {
        IndicatorReading made;
        made.indicator.id = id;
        made.indicator.title = id;
        made.indicator.headline = headline;
        made.indicator.query = u"q"_s;
        made.indicator.direction = Direction::HigherIsWorse;
        made.indicator.gate = {2, 4};
        made.freshness = Freshness::Live;
        made.lastAnswerMs = end;
        auto columns = std::make_shared<Columns>();
        for (size_t i = 0; i < values.size(); ++i) {
            columns->append(end - static_cast<qint64>(values.size() - 1 - i) * step, values[i]);
        }
        made.versions.append({u"v42"_s, columns});
        return made;
    }

private slots:
    void init() { failOnWarnings(); }

    void aRunBeyondAGateBeganWithItsFirstSample_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<int>("samples"); ///< back from the end
        QTest::newRow("just now") << QList<double>{1, 1, 5} << 0;
        QTest::newRow("three samples") << QList<double>{1, 5, 5, 5} << 2;
        QTest::newRow("worse on the way") << QList<double>{1, 3, 3, 5} << 2;
        QTest::newRow("a gap within is no end") << QList<double>{1, 5, nan_, 5} << 2;
        QTest::newRow("an earlier run is another") << QList<double>{5, 1, 5, 5} << 1;
        QTest::newRow("from the first sample on") << QList<double>{5, 5, 5} << 2;
    }
    void aRunBeyondAGateBeganWithItsFirstSample()
    {
        QFETCH(QList<double>, values);
        QFETCH(int, samples);
        const QList<GateAlarm> alarms = gateAlarms({reading(u"a"_s, true, {values.begin(), values.end()})}, now, step);
        QCOMPARE(alarms.size(), 1);
        QCOMPARE(alarms.first().sinceMs, now - samples * step);
    }

    void anAlarmNamesTheGateThatWasPassed()
    {
        const QList<GateAlarm> alarms = gateAlarms({reading(u"warned"_s, true, {3}), reading(u"stopped"_s, true, {5})}, now, step);
        QCOMPARE(alarms.size(), 2);
        QCOMPARE(alarms[0].indicatorId, u"stopped"_s); // worst first
        QCOMPARE(alarms[0].gate, 4.0);
        QCOMPARE(alarms[1].state, GateState::Warn);
        QCOMPARE(alarms[1].gate, 2.0);
    }

    void headlinesComeBeforeOthersOfTheSameState()
    {
        const QList<GateAlarm> alarms = gateAlarms({reading(u"aside"_s, false, {5}), reading(u"headline"_s, true, {5})}, now, step);
        QCOMPARE(alarms.first().indicatorId, u"headline"_s);
    }

    void insideAGateOrUnknownIsNoAlarm()
    {
        QVERIFY(gateAlarms({reading(u"a"_s, true, {1, 2}), reading(u"b"_s, true, {nan_}), reading(u"c"_s, true, {})}, now, step).isEmpty());
    }

    void anAlarmOnLateDataSaysHowLateItIs()
    {
        IndicatorReading late = reading(u"a"_s, true, {5, 5}, now - 42'000);
        late.freshness = Freshness::Late;
        const QList<GateAlarm> alarms = gateAlarms({late}, now, step);
        QCOMPARE(alarms.size(), 1);
        QCOMPARE(alarms.first().lateMs, 42'000);
        QCOMPARE(freshIndicators({late}, now, step), 0);
        QCOMPARE(freshIndicators({late, reading(u"b"_s, true, {1})}, now, step), 1);
    }
};

QTEST_GUILESS_MAIN(GateAlarmsTest)
#include "tst_GateAlarms.moc"

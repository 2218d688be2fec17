// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/SampleTable.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace andon;
using namespace Qt::StringLiterals;

class SampleTableTest : public QObject {
    Q_OBJECT

    static std::shared_ptr<const Columns> series(const QList<std::pair<qint64, double>> &samples)
    {
        auto made = std::make_shared<Columns>();
        for (const auto &[time, value] : samples)
            made->append(time, value);
        return made;
    }
    static SampleTable table(const TimeWindow &window)
    {
        return {{{u"Latency P95"_s, u"v41"_s, Unit::Seconds, series({{1000, 1}, {2000, 2}, {4000, -4.5}})},
                 {u"Latency P95"_s, u"=v42"_s, Unit::Seconds, series({{2000, 0.1}, {3000, std::nan("")}, {9000, 9}})},
                 {u"Latency P95"_s, u"gone"_s, Unit::Seconds, nullptr}},
                window};
    }

private slots:
    void init() { failOnWarnings(); }

    void everyTimeOfAnySeriesIsARowAndAMissingSampleStaysMissing()
    {
        const SampleTable made = table({1000, 4000});
        QCOMPARE(made.rows(), std::size_t(4));
        QCOMPARE(made.time(2), 3000);
        QCOMPARE(made.value(0, 0), 1.0);
        QVERIFY(std::isnan(made.value(0, 1)));
        QCOMPARE(made.value(1, 1), 0.1);
        QVERIFY(std::isnan(made.value(1, 2)));
        QCOMPARE(made.rowAtOrAfter(2500), std::size_t(2));
        QCOMPARE(table({5000, 6000}).rows(), std::size_t(0));
    }

    void theCsvHasHeaderTimesAndNothingWhereThereIsNoSample()
    {
        const SampleTable made = table({1000, 4000});
        QCOMPARE(made.csvHeader(), QByteArray("time,Latency P95 v41 (seconds),Latency P95 =v42 (seconds),Latency P95 gone (seconds)\r\n"));
        QCOMPARE(made.csvRows(0, 99), QByteArray("1970-01-01T00:00:01.000Z,1,,\r\n"
                                                 "1970-01-01T00:00:02.000Z,2,0.1,\r\n"
                                                 "1970-01-01T00:00:03.000Z,,,\r\n"
                                                 "1970-01-01T00:00:04.000Z,-4.5,,\r\n"));
    }

    void aSeriesWithoutTitleCannotBeAFormula()
    {
        const SampleTable made({{u"=cmd|'/c calc'!A1"_s, {}, Unit::Count, nullptr}}, {0, 1});
        QCOMPARE(made.csvHeader(), QByteArray("time,'=cmd|'/c calc'!A1 (count)\r\n"));
    }
};

QTEST_GUILESS_MAIN(SampleTableTest)
#include "tst_SampleTable.moc"

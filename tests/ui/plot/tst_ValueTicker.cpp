// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/plot/ValueTicker.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(andon::ValueRange)

class ValueTickerTest : public QObject {
    Q_OBJECT
    static QStringList labels(const QList<ValueTick> &ticks)
    {
        QStringList made;
        for (const ValueTick &tick : ticks)
            made << tick.label;
        return made;
    }
private slots:
    void init() { failOnWarnings(); }

    /// The ends of a range that is no round one were written with six digits, of which the first ones were cut off.
    void labelsStandAtRoundValuesWhateverTheRange_data()
    {
        QTest::addColumn<ValueRange>("range");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<QStringList>("wanted");
        QTest::newRow("a share that was padded") << ValueRange{0.8113459, 1.0056597} << Unit::Ratio << QStringList{u"85 %"_s, u"90 %"_s, u"95 %"_s, u"100 %"_s};
        QTest::newRow("air above 100 %") << ValueRange{0, 1.03} << Unit::Ratio << QStringList{u"0 %"_s, u"25 %"_s, u"50 %"_s, u"75 %"_s, u"100 %"_s};
        QTest::newRow("seconds") << ValueRange{0, 4.4} << Unit::Seconds << QStringList{u"0"_s, u"1 s"_s, u"2 s"_s, u"3 s"_s, u"4 s"_s};
        QTest::newRow("cents") << ValueRange{0.00123, 0.00877} << Unit::Usd << QStringList{u"$0.0025"_s, u"$0.0050"_s, u"$0.0075"_s};
        QTest::newRow("decades") << ValueRange{0.08, 12, true} << Unit::Seconds
                                 << QStringList{u"100 ms"_s, u"200 ms"_s, u"500 ms"_s, u"1 s"_s, u"2 s"_s, u"5 s"_s, u"10 s"_s};
    }
    void labelsStandAtRoundValuesWhateverTheRange()
    {
        QFETCH(ValueRange, range);
        QFETCH(Unit, unit);
        const QList<ValueTick> ticks = valueTicks(range, unit, 3);
        QTEST(labels(ticks), "wanted");
        for (const ValueTick &tick : ticks)
            QVERIFY(tick.value >= range.low && tick.value <= range.high);
    }

    /// Four labels of a row that is 28 pixels high were written over each other.
    void labelsKeepTheirDistance_data()
    {
        QTest::addColumn<double>("high");
        for (const double high : {0.3, 1.0, 0.007, 84.0})
            QTest::newRow(qPrintable(QString::number(high))) << high;
    }
    void labelsKeepTheirDistance()
    {
        QFETCH(double, high);
        for (const double least : {0.0, 0.2, 0.34, 0.6, 1.5}) {
            ValueTicker ticker;
            ticker.setTickCount(3);
            ticker.setLeastStep(least);
            QVector<double> values;
            QVector<QString> texts;
            ticker.generate(QCPRange(0, high), QLocale::c(), u'g', 6, values, nullptr, &texts);
            QVERIFY(!values.isEmpty());
            for (qsizetype i = 1; i < values.size(); ++i)
                QVERIFY2(values[i] - values[i - 1] >= least * high * 0.999, qPrintable(QString::number(least)));
            QCOMPARE(ticker.tickCount(), 3);
        }
    }
};

QTEST_GUILESS_MAIN(ValueTickerTest)
#include "tst_ValueTicker.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/plot/ValueText.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace andon;
using namespace Qt::StringLiterals;

class ValueTextTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aValueIsWrittenWithItsUnit_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<QString>("text");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const double infinity = std::numeric_limits<double>::infinity();
        const auto row = [](double value, Unit unit, const QString &text) {
            QTest::addRow("%s %d", qPrintable(QString::number(value)), static_cast<int>(unit)) << value << unit << text;
        };
        row(nan, Unit::Ratio, u"–"_s);
        row(nan, Unit::UsdPerHour, u"–"_s);
        row(infinity, Unit::Seconds, u"∞"_s);
        row(-infinity, Unit::Seconds, u"\u2212∞"_s);
        row(0.973, Unit::Ratio, u"97.3 %"_s);
        row(0, Unit::Ratio, u"0 %"_s);
        row(1, Unit::Ratio, u"100 %"_s);
        row(0.99996, Unit::Ratio, u"99.99 %"_s);
        row(0.9997, Unit::Ratio, u"99.97 %"_s);
        row(0.002, Unit::Ratio, u"0.20 %"_s);
        row(0.00001, Unit::Ratio, u"<0.01 %"_s);
        row(0.412, Unit::Seconds, u"412 ms"_s);
        row(1.84, Unit::Seconds, u"1.84 s"_s);
        row(0.9996, Unit::Seconds, u"1.00 s"_s);
        row(0.0123, Unit::Seconds, u"12.3 ms"_s);
        row(0.00041, Unit::Seconds, u"0.410 ms"_s);
        row(18.44, Unit::Seconds, u"18.4 s"_s);
        row(123, Unit::Seconds, u"2 min 03 s"_s);
        row(0, Unit::Seconds, u"0 s"_s);
        row(0.0031, Unit::Usd, u"$0.0031"_s);
        row(0.031, Unit::Usd, u"$0.031"_s);
        row(0.31, Unit::Usd, u"$0.31"_s);
        row(3.1, Unit::Usd, u"$3.10"_s);
        row(0, Unit::Usd, u"$0"_s);
        row(-0.5, Unit::Usd, u"\u2212$0.50"_s);
        row(1e-12, Unit::Usd, u"<$0.00000001"_s);
        row(12.4, Unit::UsdPerHour, u"$12.40/h"_s);
        row(297.6, Unit::UsdPerDay, u"$297.60/day"_s);
        row(48000, Unit::UsdPerDay, u"$48.0 k/day"_s);
        row(3.1, Unit::PerSecond, u"3.10/s"_s);
        row(0.011, Unit::PerSecond, u"0.011/s"_s);
        row(17, Unit::Count, u"17"_s);
        row(1234567, Unit::Count, u"1.2 M"_s);
        row(12300, Unit::Tokens, u"12.3 k tok"_s);
        row(4.213, Unit::Score, u"4.21"_s);
        row(1e300, Unit::Seconds, u"18764998447377 min 04 s"_s);
    }
    void aValueIsWrittenWithItsUnit()
    {
        QFETCH(double, value);
        QFETCH(Unit, unit);
        QFETCH(QString, text);
        QCOMPARE(valueText(value, unit), text);
    }

    void theTopBucketOfAHistogramIsWrittenAsAtLeast()
    {
        QCOMPARE(valueText(2.5, Unit::Seconds, true), u"≥ 2.50 s"_s);
        QCOMPARE(valueText(std::nan(""), Unit::Seconds, true), u"–"_s);
    }

    void labelsOfAnAxisAreToldApartByTheirDigits_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<double>("step");
        QTest::addColumn<QString>("text");
        QTest::newRow("share") << 0.95 << Unit::Ratio << 0.05 << u"95 %"_s;
        QTest::newRow("fine share") << 0.975 << Unit::Ratio << 0.005 << u"97.5 %"_s;
        QTest::newRow("a quarter step") << 0.0075 << Unit::Usd << 0.0025 << u"$0.0075"_s;
        QTest::newRow("seconds") << 1.5 << Unit::Seconds << 0.5 << u"1.5 s"_s;
        QTest::newRow("milliseconds") << 0.25 << Unit::Seconds << 0.25 << u"250 ms"_s;
        QTest::newRow("nought") << 0.0 << Unit::Seconds << 0.5 << u"0"_s;
        QTest::newRow("nearly nought") << 1e-18 << Unit::PerSecond << 0.5 << u"0"_s;
        QTest::newRow("thousands") << 20000.0 << Unit::Tokens << 10000.0 << u"20.0 k"_s;
        QTest::newRow("not a number") << std::nan("") << Unit::Tokens << 1.0 << QString();
    }
    void labelsOfAnAxisAreToldApartByTheirDigits()
    {
        QFETCH(double, value);
        QFETCH(Unit, unit);
        QFETCH(double, step);
        QFETCH(QString, text);
        QCOMPARE(tickText(value, unit, step), text);
    }
};

QTEST_GUILESS_MAIN(ValueTextTest)
#include "tst_ValueText.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/plot/CurveShape.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr double nan_ = std::numeric_limits<double>::quiet_NaN();

class CurveShapeTest : public QObject {
    Q_OBJECT

    static Columns columns(const std::vector<std::pair<qint64, double>> &samples)
    {
        Columns made;
        for (const auto &[time, value] : samples) {
            made.append(time, value);
        }
        return made;
    }
    static PixelScale scale(qint64 start, qint64 end)
    {
        return {QRectF(0, 0, 100, 100), start, end, {0, 10}};
    }

private slots:
    void init() { failOnWarnings(); }

    void samplesFurtherApartThanAGapAreNeverJoined_data()
    {
        QTest::addColumn<qint64>("distance");
        QTest::addColumn<bool>("joined");
        QTest::newRow("one step") << qint64(2000) << true;
        QTest::newRow("two and a half steps") << qint64(5000) << true;
        QTest::newRow("more") << qint64(5001) << false;
        QTest::newRow("an hour") << qint64(3'600'000) << false;
    }
    void samplesFurtherApartThanAGapAreNeverJoined()
    {
        QFETCH(qint64, distance);
        QFETCH(bool, joined);
        const CurveShape shape = curveShape(columns({{0, 1}, {distance, 2}}), scale(0, distance), 5000);
        QCOMPARE(shape.lines.size(), joined ? 1 : 0);
        QCOMPARE(shape.dots.size(), joined ? 0 : 2);
    }

    void noTrafficBreaksTheLineThoughTheSamplesAreThere()
    {
        const Columns samples = columns({{0, 1}, {1000, 1}, {2000, nan_}, {3000, 2}, {4000, 2}});
        const CurveShape shape = curveShape(samples, scale(0, 4000), 2500);
        QCOMPARE(shape.lines.size(), 2);
        for (const QLineF &line : shape.lines)
            QVERIFY2(line.x2() <= 25 || line.x1() >= 75, "no line may cross the break");
    }

    void infinityIsNoPlaceOnTheAxis()
    {
        const CurveShape shape = curveShape(
            columns({{0, 1}, {1000, std::numeric_limits<double>::infinity()}, {2000, 1}}), scale(0, 2000), 2500);
        QCOMPARE(shape.lines.size(), 0);
        QCOMPARE(shape.dots.size(), 2);
    }

    void everyExtremeOfADenseSeriesIsDrawn()
    {
        std::mt19937 random(7);
        std::uniform_real_distribution<double> values(0, 10);
        Columns samples;
        for (int i = 0; i < 5000; ++i) {
            samples.append(i * 1000, i % 401 > 380 ? nan_ : values(random));
        }
        const PixelScale place = scale(0, 4'999'000);
        const CurveShape shape = curveShape(samples, place, 2500);
        QVERIFY2(shape.lines.size() < 450, "a dense series costs pixels, not samples");
        for (int column = 0; column < 100; ++column) {
            double low = 1e9, high = -1e9, drawnLow = 1e9, drawnHigh = -1e9;
            for (size_t i = 0; i < samples.size(); ++i) {
                if (static_cast<int>(place.x(samples.time(i))) == column && std::isfinite(samples.value(i))) {
                    low = std::min(low, place.y(samples.value(i)));
                    high = std::max(high, place.y(samples.value(i)));
                }
            }
            for (const QLineF &line : shape.lines) {
                for (const QPointF &end : {line.p1(), line.p2()}) {
                    if (static_cast<int>(end.x()) == column) {
                        drawnLow = std::min(drawnLow, end.y());
                        drawnHigh = std::max(drawnHigh, end.y());
                    }
                }
            }
            QCOMPARE(drawnLow, low);
            QCOMPARE(drawnHigh, high);
        }
    }

    void columnsWithOneSampleOrNoneDoNoHarm()
    {
        const Columns single({0}, {1});
        QCOMPARE(curveShape(single, scale(0, 2000), 2500).dots.size(), 1);
        QVERIFY(std::isnan(valueNear(single, 2000, 500)));
        QVERIFY(curveShape({}, scale(0, 2000), 2500).lines.isEmpty());
        QVERIFY(std::isnan(valueNear({}, 0, 1000)));
        QCOMPARE(usualStepMs({}), 0);
    }

    void dashesKeepTheirGapsAndTheirDirection()
    {
        const QList<QLineF> cut = dashed({QLineF(0, 0, 30, 30)}, 6, 4, 0);
        QCOMPARE(cut.size(), 3);
        for (const QLineF &dash : cut) {
            QVERIFY(std::fmod(dash.x1(), 10) < 0.001);
            QCOMPARE(dash.x2() - dash.x1(), 6.0);
            QCOMPARE(dash.y1(), dash.x1());
        }
    }

    void theNearestSampleIsFoundOnlyWithinItsReach_data()
    {
        QTest::addColumn<qint64>("time");
        QTest::addColumn<double>("value");
        QTest::newRow("before all") << qint64(-2000) << nan_;
        QTest::newRow("a little before") << qint64(-500) << 1.0;
        QTest::newRow("on a sample") << qint64(2000) << 2.0;
        QTest::newRow("nearer to the later") << qint64(1200) << 2.0;
        QTest::newRow("in the gap") << qint64(6000) << nan_;
        QTest::newRow("after all") << qint64(20000) << nan_;
    }
    void theNearestSampleIsFoundOnlyWithinItsReach()
    {
        QFETCH(qint64, time);
        QFETCH(double, value);
        const Columns samples = columns({{0, 1}, {2000, 2}, {10000, 3}});
        const double found = valueNear(samples, time, 1250);
        QVERIFY(std::isnan(value) ? std::isnan(found) : found == value);
    }

    void theUsualStepIsNotMovedByAGap()
    {
        QCOMPARE(usualStepMs(columns({{0, 1}, {2000, 1}, {4000, 1}, {90000, 1}, {92000, 1}})), 2000);
    }

    void theValueAxisShowsNoughtAndTheGatesButNotAGateFarAway()
    {
        PlotRow row;
        row.unit = Unit::Seconds;
        row.direction = Direction::HigherIsWorse;
        row.gate = {1.5, 60};
        row.curves = {{u"v1"_s, {}, std::make_shared<Columns>(columns({{0, 1.2}, {1000, 1.3}}))}};
        const ValueRange range = valueRange(row, 0, 1000);
        QCOMPARE(range.low, 0.0);
        QVERIFY(range.high > 1.5 && range.high < 10);
    }

    void theAxisShowsDataAndGatesWithHeadroom_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("warn");
        QTest::addColumn<double>("stop");
        QTest::addColumn<double>("atLeast");
        QTest::addColumn<double>("atMost");
        QTest::newRow("risk near zero") << 0.001 << 0.03 << 0.08 << 0.08 << 0.1;
        QTest::newRow("risk at zero") << 0.0 << 0.03 << 0.08 << 0.08 << 0.1;
        QTest::newRow("risk beyond its gates") << 0.5 << 0.03 << 0.08 << 0.5 << 0.6;
        QTest::newRow("zero without a gate") << 0.0 << nan_ << nan_ << 0.005 << 0.02;
        QTest::newRow("everything fails") << 1.0 << 0.03 << 0.08 << 1.0 << 1.0;
    }
    void theAxisShowsDataAndGatesWithHeadroom()
    {
        QFETCH(double, value);
        QFETCH(double, warn);
        QFETCH(double, stop);
        QFETCH(double, atLeast);
        QFETCH(double, atMost);
        PlotRow row;
        row.unit = Unit::Ratio;
        row.direction = Direction::HigherIsWorse;
        if (std::isfinite(warn))
            row.gate = {warn, stop};
        row.curves = {{u"v1"_s, {}, std::make_shared<Columns>(columns({{0, value}, {1000, value}}))}};
        const ValueRange range = valueRange(row, 0, 1000);
        QCOMPARE(range.low, 0.0);
        QVERIFY2(range.high >= atLeast && range.high <= atMost, qPrintable(QString::number(range.high)));
    }

    void aLowShareIsNotPressedDownByItsCeiling()
    {
        PlotRow row;
        row.gate = {0.2, 0.1};
        row.curves = {{u"v1"_s, {}, std::make_shared<Columns>(columns({{0, 0.3}, {1000, 0.35}}))}};
        const ValueRange range = valueRange(row, 0, 1000);
        QVERIFY(range.low < 0.1 && range.high > 0.35 && range.high < 0.5);
    }

    void aShareThatShouldBeHighHasItsCeilingInView()
    {
        PlotRow row;
        row.gate = {0.95, 0.9};
        row.curves = {{u"v1"_s, {}, std::make_shared<Columns>(columns({{0, 0.97}, {1000, 0.99}}))}};
        const ValueRange range = valueRange(row, 0, 1000);
        QVERIFY(range.low < 0.9 && range.low > 0.8);
        QVERIFY(range.high >= 1 && range.high < 1.02);
    }

    void absurdValuesLeaveAUsableAxis_data()
    {
        QTest::addColumn<double>("value");
        for (const double value : {0.0, -5.0, 1e300, -1e300, 1e-300, nan_})
            QTest::addRow("%g", value) << value;
    }
    void absurdValuesLeaveAUsableAxis()
    {
        QFETCH(double, value);
        for (const Direction direction : {Direction::HigherIsWorse, Direction::LowerIsWorse}) {
            PlotRow row;
            row.unit = Unit::Score;
            row.direction = direction;
            row.curves = {{u"v1"_s, {}, std::make_shared<Columns>(columns({{0, value}, {1000, value}}))}};
            const ValueRange range = valueRange(row, 0, 1000);
            QVERIFY(std::isfinite(range.low) && std::isfinite(range.high));
            QVERIFY(range.high > range.low);
            PixelScale place = scale(0, 1000);
            place.values = range;
            for (const QLineF &line : curveShape(*row.curves[0].columns, place, 2500).lines)
                QVERIFY(std::abs(line.y1()) < 10'000);
        }
    }
};

QTEST_GUILESS_MAIN(CurveShapeTest)
#include "tst_CurveShape.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/plot/ColumnSpans.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace andon;

static constexpr qint64 beginMs = 1'700'000'000'000;

/// The polyline's extremes in one column, from all samples and all pairs of neighbours.
static ColumnSpan bruteForce(const Columns &columns, qint64 startMs, qint64 endMs, qint64 gapMs)
{
    ColumnSpan span;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const qint64 time = columns.time(i);
        if (time >= startMs && time < endMs)
            span.add(columns.value(i));
        if (i == 0)
            continue;
        const qint64 before = columns.time(i - 1);
        const double a = columns.value(i - 1), b = columns.value(i);
        if (time - before > gapMs || !std::isfinite(a) || !std::isfinite(b))
            continue;
        for (const qint64 edge : {startMs, endMs}) {
            if (before < edge && edge <= time) {
                const double part = static_cast<double>(edge - before) / static_cast<double>(time - before);
                span.add(a * (1 - part) + b * part);
            }
        }
    }
    return span;
}

class ColumnSpansTest : public QObject {
    Q_OBJECT
    std::mt19937_64 m_random{7};

    qint64 upTo(qint64 most) { return std::uniform_int_distribution<qint64>(0, most)(m_random); }
    Columns noisy(int count, qint64 stepMs)
    {
        Columns columns;
        qint64 time = beginMs;
        for (int i = 0; i < count; ++i) {
            time += stepMs * (upTo(60) == 0 ? 1 + upTo(30) : 1);
            const double value = std::lognormal_distribution<double>(0, 1)(m_random);
            columns.append(time, upTo(80) == 0 ? std::nan("") : upTo(500) == 0 ? HUGE_VAL : value);
        }
        return columns;
    }

private slots:
    void init() { failOnWarnings(); }

    void everyColumnIsWhatAllItsSamplesAreByBruteForce_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<qint64>("stepMs");
        QTest::addColumn<int>("width");
        QTest::newRow("many samples a column") << 9000 << qint64(1000) << 150;
        QTest::newRow("some samples a column") << 3000 << qint64(1000) << 700;
        QTest::newRow("about one a column") << 700 << qint64(5000) << 701;
        QTest::newRow("many columns a sample") << 60 << qint64(15'000) << 900;
        QTest::newRow("columns of less than a second") << 40 << qint64(1000) << 1200;
        QTest::newRow("one sample") << 1 << qint64(1000) << 100;
        QTest::newRow("none") << 0 << qint64(1000) << 100;
    }
    void everyColumnIsWhatAllItsSamplesAreByBruteForce()
    {
        QFETCH(int, count);
        QFETCH(qint64, stepMs);
        QFETCH(int, width);
        const Columns columns = noisy(count, stepMs);
        const TimeGrid grid = TimeGrid::of(beginMs + upTo(count * stepMs / 4), beginMs + count * stepMs, width);
        std::vector<ColumnSpan> spans(static_cast<std::size_t>(width));
        columnSpans(columns, grid, stepMs * 5 / 2, grid.first, spans.size(), spans.data());
        for (std::size_t i = 0; i < spans.size(); ++i) {
            const qint64 column = grid.first + static_cast<qint64>(i);
            QCOMPARE(spans[i], bruteForce(columns, grid.startOf(column), grid.startOf(column + 1), stepMs * 5 / 2));
        }
    }
    void neighbouringColumnsOfAJoinedLineTouch()
    {
        const Columns columns({beginMs, beginMs + 60'000}, {0, 100});
        const TimeGrid grid = TimeGrid::of(beginMs, beginMs + 60'000, 300);
        ColumnSpanCache cache;
        const auto spans = cache.spans(std::make_shared<Columns>(columns), grid, 90'000);
        for (std::size_t i = 1; i + 1 < spans.size(); ++i)
            QCOMPARE(spans[i].low, spans[i - 1].high);
    }
    void aGapIsLeftOpen()
    {
        const Columns columns({beginMs, beginMs + 60'000}, {0, 100});
        const TimeGrid grid = TimeGrid::of(beginMs, beginMs + 60'000, 300);
        ColumnSpanCache cache;
        const auto spans = cache.spans(std::make_shared<Columns>(columns), grid, 30'000);
        for (std::size_t i = 2; i + 2 < spans.size(); ++i)
            QVERIFY(!spans[i].any());
    }
    void whatIsKeptOverPansAppendsAndCorrectionsIsWhatWouldBeWorkedOutAnew()
    {
        static constexpr qint64 stepMs = 2000, gapMs = 5000;
        Columns columns = noisy(6000, stepMs);
        ColumnSpanCache cache;
        for (int frame = 0; frame < 300; ++frame) {
            qint64 at = columns.lastTime();
            if (upTo(3) == 0) {
                columns.truncate(columns.size() - static_cast<std::size_t>(upTo(8)));
                at = columns.lastTime();
            }
            if (upTo(20) == 0)
                columns.forget(static_cast<std::size_t>(upTo(40)));
            for (qint64 more = upTo(3); more > 0; --more)
                columns.append(at += stepMs, std::normal_distribution<double>(0, 1)(m_random));
            const qint64 end = at - upTo(upTo(5) == 0 ? 4'000'000 : 20'000);
            const TimeGrid grid = TimeGrid::of(end - 3'600'000, end, 777);
            const auto shared = std::make_shared<const Columns>(columns);
            const auto kept = cache.spans(shared, grid, gapMs);
            std::vector<ColumnSpan> anew(kept.size());
            columnSpans(columns, grid, gapMs, grid.first, anew.size(), anew.data());
            QCOMPARE(kept, anew);
        }
    }
    void onlyNewColumnsAreWorkedOut()
    {
        Columns columns;
        for (int i = 0; i < 20'000; ++i)
            columns.append(beginMs + i * 1000, i % 17);
        ColumnSpanCache cache;
        const qint64 end = columns.lastTime();
        cache.spans(std::make_shared<Columns>(columns), TimeGrid::of(end - 10'000'000, end, 1000), 2500);
        QCOMPARE(cache.workedOut(), 1000);
        columns.append(end + 1000, 3);
        cache.spans(std::make_shared<Columns>(columns), TimeGrid::of(end - 9'990'000, end + 10'000, 1000), 2500);
        QVERIFY2(cache.workedOut() <= 1005, qPrintable(QString::number(cache.workedOut())));
    }
};

QTEST_GUILESS_MAIN(ColumnSpansTest)
#include "tst_ColumnSpans.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/Columns.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace andon;

/// What Columns promises, done the slow way.
struct Naive {
    std::vector<qint64> times;
    std::vector<double> values;

    void truncate(std::size_t count)
    {
        times.resize(std::min(count, times.size()));
        values.resize(times.size());
    }
    void forget(std::size_t count)
    {
        const auto cut = static_cast<std::ptrdiff_t>(std::min(count, times.size()));
        times.erase(times.begin(), times.begin() + cut);
        values.erase(values.begin(), values.begin() + cut);
    }
    [[nodiscard]] std::size_t firstAtOrAfter(qint64 timeMs) const
    {
        return static_cast<std::size_t>(std::lower_bound(times.begin(), times.end(), timeMs) - times.begin());
    }
    [[nodiscard]] Extremes extremes(std::size_t from, std::size_t to) const
    {
        Extremes found;
        for (std::size_t i = from; i < to; ++i) {
            if (std::isfinite(values[i])) {
                found.low = std::min(found.low, values[i]);
                found.high = std::max(found.high, values[i]);
            }
        }
        return found;
    }
    [[nodiscard]] bool isSame(const Columns &columns) const
    {
        if (columns.size() != times.size())
            return false;
        for (std::size_t i = 0; i < times.size(); ++i) {
            const bool number = columns.value(i) == values[i] || (std::isnan(columns.value(i)) && std::isnan(values[i]));
            if (columns.time(i) != times[i] || !number)
                return false;
        }
        return true;
    }
};

class ColumnsTest : public QObject {
    Q_OBJECT
    std::mt19937_64 m_random{20261125};

    std::size_t upTo(std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most)(m_random); }
    double anyValue()
    {
        switch (upTo(24)) {
        case 0: return std::nan("");
        case 1: return std::numeric_limits<double>::infinity();
        case 2: return -std::numeric_limits<double>::infinity();
        case 3: return 1e308;
        case 4: return 0;
        default: return std::normal_distribution<double>(0, 100)(m_random);
        }
    }
    void appendSome(Columns &columns, Naive &naive, const Columns *like)
    {
        qint64 time = naive.times.empty() ? 1'000'000 : naive.times.back();
        const std::size_t before = naive.times.size();
        const bool even = upTo(1) == 0; // chunks that fill up so are asked without a look at their times
        const qint64 stepMs = 1000 * static_cast<qint64>(1 + upTo(1));
        for (std::size_t count = upTo(3000); count > 0; --count) {
            time += stepMs * static_cast<qint64>(1 + (!even && upTo(50) == 0 ? upTo(20) : 0));
            naive.times.push_back(time);
            naive.values.push_back(anyValue());
        }
        // One by one or many at once: nobody may tell afterwards.
        for (std::size_t i = before; i < naive.times.size();) {
            const std::size_t some = upTo(1) == 0 ? 1 : std::min(upTo(1500), naive.times.size() - i);
            if (some == 1)
                columns.append(naive.times[i], naive.values[i], like);
            else
                columns.append(naive.times.data() + i, naive.values.data() + i, some, like);
            i += some;
        }
    }

    /// Also short ones, and those that end with the samples.
    std::pair<std::size_t, std::size_t> anyRange(const Naive &naive)
    {
        const std::size_t size = naive.times.size(), from = upTo(size);
        switch (upTo(3)) {
        case 0: return {from, size};
        case 1: return {from, std::min(size, from + upTo(300))};
        default: return {from, from + upTo(size - from)};
        }
    }

private slots:
    void init() { failOnWarnings(); }

    void everyExtremeIsThatOfTheSamplesThemselves()
    {
        int asked = 0;
        while (asked < 100'000) {
            Columns columns;
            Naive naive;
            appendSome(columns, naive, nullptr);
            appendSome(columns, naive, nullptr);
            columns.forget(naive.times.size() / 7);
            naive.forget(naive.times.size() / 7);
            if (naive.times.empty())
                continue;
            for (int i = 0; i < 2000; ++i, ++asked) {
                const auto [from, to] = anyRange(naive);
                QCOMPARE(columns.extremes(from, to), naive.extremes(from, to));
            }
        }
    }
    void randomAppendsCutsAndCorrectionsLeaveWhatANaiveListHas()
    {
        for (int round = 0; round < 60; ++round) {
            std::vector<std::pair<Columns, Naive>> kept(1);
            for (int step = 0; step < 25; ++step) {
                // Any copy may go on; the others must not notice.
                auto [columns, naive] = kept[upTo(kept.size() - 1)];
                switch (upTo(3)) {
                case 0: {
                    const std::size_t count = upTo(naive.times.size());
                    columns.truncate(count);
                    naive.truncate(count);
                    break;
                }
                case 1: {
                    const std::size_t count = upTo(naive.times.size() / 2);
                    columns.forget(count);
                    naive.forget(count);
                    break;
                }
                default: appendSome(columns, naive, &kept[upTo(kept.size() - 1)].first);
                }
                kept.emplace_back(columns, naive);
                QList<qint64> asked{1'000'000 + static_cast<qint64>(upTo(10'000'000)), 0, std::numeric_limits<qint64>::max()};
                for (int i = 0; i < 20 && !naive.times.empty(); ++i) {
                    const qint64 time = naive.times[upTo(naive.times.size() - 1)];
                    asked << time - 1 << time << time + 1;
                }
                for (const qint64 time : std::as_const(asked))
                    QCOMPARE(columns.firstAtOrAfter(time), naive.firstAtOrAfter(time));
            }
            for (const auto &[columns, naive] : kept) {
                QVERIFY(naive.isSame(columns));
                // Where another copy has gone on, a chunk holds the extremes of more than this one has.
                for (int i = 0; i < 50; ++i) {
                    const auto [from, to] = anyRange(naive);
                    QCOMPARE(columns.extremes(from, to), naive.extremes(from, to));
                }
            }
        }
    }
    void aSnapshotDoesNotSeeWhatComesLater()
    {
        Columns columns({1000, 2000}, {1, 2});
        const Columns before = columns;
        columns.append(3000, 3);
        columns.truncate(1);
        columns.append(2000, 9);
        QCOMPARE(before, Columns({1000, 2000}, {1, 2}));
        QCOMPARE(columns, Columns({1000, 2000}, {1, 9}));
    }
    void aTailThatIsReadAgainUnchangedIsNotCopied()
    {
        Columns columns;
        for (int i = 0; i < 1500; ++i)
            columns.append(i * 1000, i);
        const Columns before = columns;
        columns.truncate(1495);
        for (int i = 1495; i < 1500; ++i)
            columns.append(i * 1000, i);
        QCOMPARE(columns.run(1490).values, before.run(1490).values);
        columns.truncate(1495);
        columns.append(1'495'000, -1);
        QVERIFY(columns.run(1490).values != before.run(1490).values);
        QCOMPARE(columns.run(0).values, before.run(0).values);
        QCOMPARE(before.value(1495), 1495.0);
    }
    void theTimesOfOneAnswerAreKeptOnce()
    {
        QSet<const void *> counted;
        Columns first, second;
        for (int i = 0; i < 20'000; ++i)
            first.append(i * 1000, i);
        const std::size_t alone = first.bytes(counted);
        QVERIFY2(alone < 20'000 * 20, qPrintable(QString::number(alone)));
        for (int i = 0; i < 20'000; ++i)
            second.append(i * 1000, -i, &first);
        QVERIFY(second.bytes(counted) < 20'000 * 12);
        const std::vector<qint64> times = [&] {
            std::vector<qint64> all;
            for (std::size_t i = 0; i < first.size(); ++i)
                all.push_back(first.time(i));
            return all;
        }();
        Columns third;
        third.append(times.data(), std::vector<double>(times.size(), 7).data(), times.size(), &first);
        QVERIFY(third.bytes(counted) < 20'000 * 12);
        QCOMPARE(third.run(5000).times, first.run(5000).times);
        second.append(20'000'500, 1);
        first.append(20'000'000, 1);
        QCOMPARE(second.lastTime(), 20'000'500);
        QCOMPARE(first.lastTime(), 20'000'000);
    }
    void itIsKnownUpToWhereTwoReadingsAreTheSame()
    {
        Columns before;
        for (int i = 0; i < 5000; ++i)
            before.append(i * 1000, i);
        Columns after = before;
        QCOMPARE(after.sameAs(before).untilMs, std::numeric_limits<qint64>::max());
        after.append(5'000'000, 5000);
        QCOMPARE(after.sameAs(before).untilMs, 5'000'000);
        after.truncate(4000);
        after.append(4'000'000, -1);
        QCOMPARE(after.sameAs(before).untilMs, 4'000'000);
        after.forget(1500);
        QCOMPARE(after.sameAs(before).fromMs, 1'500'000);
        QCOMPARE(after.sameAs(before).untilMs, 4'000'000);
        QVERIFY(!(after == before));
    }
};

QTEST_GUILESS_MAIN(ColumnsTest)
#include "tst_Columns.moc"

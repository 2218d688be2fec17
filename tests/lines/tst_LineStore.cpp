// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/LineStore.h"
#include "tests/support/Warnings.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;
using Part = LineStore::Part;

namespace {

const QString id = u"latency"_s;

VersionedAnswer answerOf(const QString &version, const std::vector<qint64> &times, const std::vector<double> &values)
{
    return {{version, Columns(times, values)}};
}

Columns every(qint64 stepMs, qint64 startMs, qint64 endMs, double value = 1)
{
    Columns columns;
    for (qint64 time = startMs; time <= endMs; time += stepMs)
        columns.append(time, value);
    return columns;
}

/// A step of a second.
Covered span(qint64 startMs, qint64 endMs)
{
    return {startMs, endMs, 1000};
}

/// What LineStore promises of one indicator, done the slow way.
struct Naive {
    std::map<QString, std::map<qint64, double>> versions;
    qint64 newestMs = 0;
    qint64 retentionMs = 0;

    void merge(const std::map<QString, std::map<qint64, double>> &answer, const Covered &asked, Part part)
    {
        if (part == Part::Tail)
            newestMs = asked.endMs;
        for (auto &[version, samples] : versions) {
            std::erase_if(samples, [&](const auto &sample) {
                return (sample.first >= asked.startMs && sample.first <= asked.endMs) || (part == Part::Tail && sample.first > asked.endMs);
            });
        }
        for (const auto &[version, samples] : answer) {
            for (const auto &[time, value] : samples) {
                if (time >= asked.startMs && time <= asked.endMs)
                    versions[version][time] = value;
            }
        }
        for (auto &[version, samples] : versions)
            std::erase_if(samples, [&](const auto &sample) { return sample.first < newestMs - retentionMs; });
        std::erase_if(versions, [](const auto &one) { return one.second.empty(); });
    }
    [[nodiscard]] QString differs(const QList<VersionColumns> &kept) const
    {
        if (static_cast<std::size_t>(kept.size()) != versions.size())
            return u"%1 versions instead of %2"_s.arg(kept.size()).arg(versions.size());
        auto expected = versions.begin();
        for (const VersionColumns &version : kept) {
            if (version.version != expected->first)
                return version.version;
            Columns columns;
            Extremes extremes;
            for (const auto &[time, value] : expected->second) {
                columns.append(time, value);
                extremes.add(value);
            }
            if (!(*version.columns == columns))
                return u"%1: other samples"_s.arg(version.version);
            if (!(version.columns->extremes(0, columns.size()) == extremes))
                return u"%1: other extremes"_s.arg(version.version);
            ++expected;
        }
        return {};
    }
};

} // namespace

class LineStoreTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void anAnswerIsJoinedToWhatIsKnownWhereverItLies_data()
    {
        QTest::addColumn<VersionedAnswer>("answer");
        QTest::addColumn<Covered>("asked");
        QTest::addColumn<Part>("part");
        QTest::addColumn<Columns>("joined");
        const auto row = [](const char *name, const std::vector<qint64> &times, const std::vector<double> &values, Covered asked,
                            Part part, const Columns &joined) {
            QTest::newRow(name) << answerOf(u"v1"_s, times, values) << asked << part << joined;
        };
        // Known: 11, 12, 13, 14 s.
        row("a tail with an overlap", {14'000, 15'000}, {4.5, 5}, span(14'000, 15'000), Part::Tail,
            {{11'000, 12'000, 13'000, 14'000, 15'000}, {1, 2, 3, 4.5, 5}});
        row("a gap stays a gap", {19'000}, {9}, span(14'000, 19'000), Part::Tail,
            {{11'000, 12'000, 13'000, 19'000}, {1, 2, 3, 9}});
        row("history before", {9000, 10'000}, {-1, 0}, span(8000, 10'000), Part::Piece,
            {{9000, 10'000, 11'000, 12'000, 13'000, 14'000}, {-1, 0, 1, 2, 3, 4}});
        row("a corrected sample within", {12'000}, {20}, span(12'000, 12'000), Part::Piece,
            {{11'000, 12'000, 13'000, 14'000}, {1, 20, 3, 4}});
        row("a late sample within", {12'000, 12'500, 13'000}, {2, 2.5, 3}, {12'000, 13'000, 500}, Part::Piece,
            {{11'000, 12'000, 12'500, 13'000, 14'000}, {1, 2, 2.5, 3, 4}});
        row("samples that the source no longer gives", {}, {}, span(12'000, 13'000), Part::Piece, {{11'000, 14'000}, {1, 4}});
        row("over all of it", {10'000, 20'000}, {7, 8}, {10'000, 20'000, 10'000}, Part::Piece, {{10'000, 20'000}, {7, 8}});
        row("samples outside of the question", {10'000, 13'000, 99'000}, {7, 30, 9}, span(13'000, 13'000), Part::Piece,
            {{11'000, 12'000, 13'000, 14'000}, {1, 2, 30, 4}});
        row("a sample from the future", {14'000, 15'000, 9'000'000'000'000}, {4, 5, 6}, span(14'000, 15'000), Part::Tail,
            {{11'000, 12'000, 13'000, 14'000, 15'000}, {1, 2, 3, 4, 5}});
        row("a clock that was set back", {12'000, 12'500}, {20, 25}, span(12'000, 13'000), Part::Tail,
            {{11'000, 12'000, 12'500}, {1, 20, 25}});
    }
    void anAnswerIsJoinedToWhatIsKnownWhereverItLies()
    {
        QFETCH(VersionedAnswer, answer);
        QFETCH(Covered, asked);
        QFETCH(Part, part);
        QFETCH(Columns, joined);
        LineStore store(100'000);
        const auto before = store.merge(id, answerOf(u"v1"_s, {11'000, 12'000, 13'000, 14'000}, {1, 2, 3, 4}), span(11'000, 14'000), Part::Tail);
        const auto after = store.merge(id, answer, asked, part);
        QCOMPARE(after.size(), 1);
        QCOMPARE(*after.first().columns, joined);
        QVERIFY2((*before.first().columns == Columns{{11'000, 12'000, 13'000, 14'000}, {1, 2, 3, 4}}), "what was handed out stays");
    }
    void onlyATailMovesTheEndOfWhatIsKnown()
    {
        LineStore store(100'000);
        store.merge(id, answerOf(u"v1"_s, {50'000}, {5}), span(50'000, 50'000), Part::Tail);
        store.merge(id, answerOf(u"v1"_s, {20'000}, {2}), span(20'000, 30'000), Part::Piece);
        QCOMPARE(store.lastEndMs(id), 50'000);
        QCOMPARE(store.coverage(id).pieces(), (QList<Covered>{span(20'000, 30'000), span(50'000, 50'000)}));
        store.askAgain();
        QCOMPARE(store.lastEndMs(id), 0);
        QVERIFY(store.coverage(id).pieces().isEmpty());
        QCOMPARE(store.columns(id).first().columns->size(), std::size_t(2));
    }
    void whatIsOlderThanTheRetentionIsForgottenAndSoIsAVersionWithNothingLeft()
    {
        LineStore store(5000);
        store.merge(id, answerOf(u"old"_s, {1000, 2000}, {1, 2}), span(1000, 2000), Part::Tail);
        auto versions = store.merge(id, answerOf(u"new"_s, {6000}, {6}), span(3000, 6000), Part::Tail);
        QCOMPARE(versions.size(), 2);
        QCOMPARE(*versions[1].columns, (Columns{{1000, 2000}, {1, 2}}));
        versions = store.merge(id, answerOf(u"new"_s, {9000}, {9}), span(7000, 9000), Part::Tail);
        QCOMPARE(versions.size(), 1);
        QCOMPARE(versions.first().version, u"new"_s);
    }
    void whatSomebodyLooksAtIsKeptAsLongAsItIsLookedAt()
    {
        LineStore store(5000);
        store.merge(id, answerOf(u"v1"_s, {100'000}, {9}), span(100'000, 100'000), Part::Tail);
        store.pin(20'000);
        store.merge(id, answerOf(u"v1"_s, {10'000, 20'000}, {1, 2}), span(10'000, 20'000), Part::Piece);
        QCOMPARE(*store.columns(id).first().columns, (Columns{{20'000, 100'000}, {2, 9}}));
        store.pin(std::nullopt);
        store.merge(id, {}, span(101'000, 101'000), Part::Tail);
        QCOMPARE(*store.columns(id).first().columns, (Columns{{100'000}, {9}}));
    }
    void aClockThatWasWrongForAMomentHidesNothingThatComesAfter()
    {
        LineStore store(5000);
        store.merge(id, answerOf(u"v1"_s, {1000, 2000}, {1, 2}), span(1000, 2000), Part::Tail);
        store.merge(id, {}, span(900'000, 905'000), Part::Tail);
        const auto versions = store.merge(id, answerOf(u"v1"_s, {2000, 3000}, {2, 3}), span(0, 3000), Part::Tail);
        QCOMPARE(versions.size(), 1);
        QCOMPARE(*versions.first().columns, (Columns{{2000, 3000}, {2, 3}}));
    }
    void indicatorsAreKeptApart()
    {
        LineStore store(100'000);
        store.merge(id, answerOf(u"v1"_s, {1000}, {1}), span(1000, 1000), Part::Tail);
        QVERIFY(store.columns(u"cost"_s).isEmpty());
        QCOMPARE(store.lastEndMs(u"cost"_s), 0);
    }
    void aVersionThatVanishedKeepsItsPastAndMayReturn()
    {
        LineStore store(100'000);
        store.merge(id, answerOf(u"v1"_s, {1000}, {1}), span(1000, 1000), Part::Tail);
        QCOMPARE(*store.merge(id, {}, span(2000, 3000), Part::Tail).first().columns, (Columns{{1000}, {1}}));
        QCOMPARE(*store.merge(id, answerOf(u"v1"_s, {4000}, {4}), span(4000, 4000), Part::Tail).first().columns,
                 (Columns{{1000, 4000}, {1, 4}}));
    }
    void noTrafficStaysNotANumber()
    {
        LineStore store(100'000);
        const auto versions = store.merge(id, answerOf(u"v1"_s, {1000}, {std::nan("")}), span(1000, 1000), Part::Tail);
        QVERIFY(std::isnan(versions.first().columns->value(0)));
    }
    void tenThousandVersionsAreCappedAndSaid()
    {
        LineStore store(100'000);
        store.merge(id, answerOf(u"v9"_s, {1000}, {1}), span(1000, 1000), Part::Tail);
        VersionedAnswer answer = answerOf(u"v9"_s, {2000}, {2});
        for (int i = 0; i < 10'000; ++i)
            answer.emplace(u"u%1"_s.arg(i, 5), Columns({2000}, {1}));
        auto versions = store.merge(id, answer, span(2000, 2000), Part::Tail);
        QCOMPARE(versions.size(), qsizetype(LineStore::mostVersions));
        QCOMPARE(store.leftOut(id), 10'001 - qsizetype(LineStore::mostVersions));
        QVERIFY2(std::any_of(versions.begin(), versions.end(), [](const auto &one) { return one.version == u"v9"; }), "the known one stays");
        // The same ones with the next answer: lines do not come and go.
        const QString last = versions.last().version, first = versions.first().version;
        versions = store.merge(id, answer, span(2000, 2000), Part::Tail);
        QCOMPARE(versions.last().version, last);
        QCOMPARE(versions.first().version, first);
        store.merge(id, answerOf(u"v9"_s, {3000}, {2}), span(3000, 3000), Part::Tail);
        QCOMPARE(store.leftOut(id), 0);
    }
    void aNewVersionTakesThePlaceOfOneThatIsLongGone()
    {
        LineStore store(1'000'000);
        VersionedAnswer answer;
        for (std::size_t i = 0; i < LineStore::mostVersions; ++i)
            answer.emplace(u"v%1"_s.arg(i, 2), Columns({1000 + static_cast<qint64>(i)}, {1}));
        store.merge(id, answer, {1000, 1100, 1}, Part::Tail);
        const auto versions = store.merge(id, answerOf(u"w"_s, {2000}, {1}), span(2000, 2000), Part::Tail);
        QCOMPARE(versions.size(), qsizetype(LineStore::mostVersions));
        QCOMPARE(versions.last().version, u"w"_s);
        QCOMPARE(versions.first().version, u"v 1"_s);
    }
    void beyondTheCapTheOldestGoesFirstAndTheStoreSaysSo()
    {
        constexpr std::size_t cap = 2'000'000;
        LineStore store(1'000'000'000, cap);
        for (qint64 start = 0; start < 100'000'000; start += 1'000'000) {
            for (const QString &indicator : {u"latency"_s, u"cost"_s})
                store.merge(indicator, {{u"v1"_s, every(1000, start, start + 999'000)}}, span(start, start + 999'000), Part::Tail);
        }
        const LineUsage usage = store.usage();
        QVERIFY(usage.cutToCap);
        QVERIFY2(usage.bytes <= cap && usage.bytes > cap / 2, qPrintable(QString::number(usage.bytes)));
        QCOMPARE(usage.keptMs, 99'999'000 - store.columns(id).first().columns->firstTime());
        QCOMPARE(store.columns(id).first().columns->lastTime(), 99'999'000);
        QVERIFY(std::abs(store.columns(id).first().columns->firstTime() - store.columns(u"cost"_s).first().columns->firstTime()) < 1'100'000);
        QVERIFY2(store.coverage(id).missing(0, 99'999'000, 1000).first().endMs < store.columns(id).first().columns->firstTime(),
                 "what was dropped counts as not known");
        QVERIFY2(store.oldestMs() >= store.columns(id).first().columns->firstTime() - 1000, "and need not be asked for again");
        store.setCapBytes(10 * cap);
        QVERIFY2(!store.usage().cutToCap, "there is room again");
    }
    void lessThanTheLastSamplesIsNeverKept()
    {
        LineStore store(1'000'000'000, 1);
        const auto versions = store.merge(id, {{u"v1"_s, every(1000, 0, 9'000'000)}}, span(0, 9'000'000), Part::Tail);
        QCOMPARE(versions.size(), 1);
        QCOMPARE(versions.first().columns->lastTime(), 9'000'000);
    }
    /// Random tails, pieces, corrections, vanishing versions, clocks set back and other retentions.
    void theStoreHoldsWhatASlowOneHolds()
    {
        for (quint32 seed = 1; seed <= 20; ++seed) {
            QRandomGenerator random(seed);
            Naive naive;
            naive.retentionMs = 1000 * (500 + random.bounded(5000));
            LineStore store(naive.retentionMs);
            qint64 now = 10'000'000;
            for (int i = 0; i < 60; ++i) {
                const bool tail = i == 0 || random.bounded(3) > 0;
                if (random.bounded(12) == 0) {
                    naive.retentionMs = 1000 * (500 + random.bounded(5000));
                    store.setRetentionMs(naive.retentionMs);
                }
                now += random.bounded(10) == 0 ? -1000 * random.bounded(100) : 1000 * random.bounded(900);
                const qint64 end = tail ? now : now - 1000 * random.bounded(4000);
                const Covered asked = span(end - 1000 * random.bounded(tail ? 900 : 2500), end);
                std::map<QString, std::map<qint64, double>> samples;
                VersionedAnswer answer;
                for (const QString &version : {u"a"_s, u"b"_s, u"c"_s}) {
                    if (random.bounded(5) == 0)
                        continue;
                    const bool outside = random.bounded(4) == 0;
                    for (qint64 time = asked.startMs - 3000 * outside; time <= asked.endMs + 3000 * outside; time += 1000) {
                        if (random.bounded(20) == 0)
                            continue;
                        const double value = random.bounded(50) == 0 ? std::nan("") : random.bounded(4) ? static_cast<double>(time) : random.bounded(1e9);
                        samples[version][time] = value;
                        answer[version].append(time, value);
                    }
                }
                const Part part = tail ? Part::Tail : Part::Piece;
                naive.merge(samples, asked, part);
                const QString difference = naive.differs(store.merge(id, answer, asked, part));
                QVERIFY2(difference.isEmpty(), qPrintable(u"seed %1, merge %2: %3"_s.arg(seed).arg(i).arg(difference)));
            }
        }
    }
};


QTEST_GUILESS_MAIN(LineStoreTest)
#include "tst_LineStore.moc"

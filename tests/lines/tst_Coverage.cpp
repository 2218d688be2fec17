// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/Coverage.h"
#include "tests/support/Warnings.h"

#include <QRandomGenerator>
#include <QTest>

using namespace andon;

namespace {

Coverage of(const QList<Covered> &pieces)
{
    Coverage coverage;
    for (const Covered &piece : pieces)
        coverage.add(piece);
    return coverage;
}

} // namespace


class CoverageTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void piecesThatMeetAreOneAndTheNewestSpeaksForItsSpan_data()
    {
        QTest::addColumn<QList<Covered>>("added");
        QTest::addColumn<QList<Covered>>("pieces");
        using L = QList<Covered>;
        QTest::newRow("a tail that overlaps") << L{{0, 100, 10}, {80, 130, 10}} << L{{0, 130, 10}};
        QTest::newRow("a tail that follows") << L{{0, 100, 10}, {110, 130, 10}} << L{{0, 130, 10}};
        QTest::newRow("a hole stays") << L{{0, 100, 10}, {120, 130, 10}} << L{{0, 100, 10}, {120, 130, 10}};
        QTest::newRow("what fills a hole") << L{{0, 100, 10}, {120, 130, 10}, {110, 110, 10}} << L{{0, 130, 10}};
        QTest::newRow("history") << L{{100, 200, 10}, {0, 90, 10}} << L{{0, 200, 10}};
        QTest::newRow("coarser history") << L{{100, 200, 10}, {0, 60, 60}} << L{{0, 60, 60}, {100, 200, 10}};
        QTest::newRow("finer inside") << L{{0, 240, 60}, {90, 140, 10}} << L{{0, 60, 60}, {90, 140, 10}, {180, 240, 60}};
        QTest::newRow("over all of it") << L{{20, 40, 10}, {60, 80, 10}, {0, 120, 60}} << L{{0, 120, 60}};
    }
    void piecesThatMeetAreOneAndTheNewestSpeaksForItsSpan()
    {
        QFETCH(QList<Covered>, added);
        QFETCH(QList<Covered>, pieces);
        QCOMPARE(of(added).pieces(), pieces);
    }
    void whatIsMissingHasTheStepsOfTheQuestion_data()
    {
        QTest::addColumn<QList<Covered>>("known");
        QTest::addColumn<Covered>("wanted");
        QTest::addColumn<QList<TimeSpan>>("missing");
        using K = QList<Covered>;
        using M = QList<TimeSpan>;
        QTest::newRow("nothing known") << K{} << Covered{5, 95, 10} << M{{10, 90}};
        QTest::newRow("all known") << K{{0, 100, 10}} << Covered{5, 95, 10} << M{};
        QTest::newRow("before") << K{{50, 100, 10}} << Covered{0, 100, 10} << M{{0, 40}};
        QTest::newRow("a hole") << K{{0, 20, 10}, {50, 100, 10}} << Covered{0, 100, 10} << M{{30, 40}};
        QTest::newRow("finer will do") << K{{100, 200, 10}} << Covered{0, 200, 60} << M{{0, 60}};
        QTest::newRow("coarser will not") << K{{0, 180, 60}} << Covered{0, 100, 10} << M{{0, 100}};
        QTest::newRow("less than a step is nothing") << K{{7, 107, 10}} << Covered{1, 100, 10} << M{};
        QTest::newRow("on either side") << K{{40, 50, 10}} << Covered{0, 100, 10} << M{{0, 30}, {60, 100}};
    }
    void whatIsMissingHasTheStepsOfTheQuestion()
    {
        QFETCH(QList<Covered>, known);
        QFETCH(Covered, wanted);
        QFETCH(QList<TimeSpan>, missing);
        QCOMPARE(of(known).missing(wanted.startMs, wanted.endMs, wanted.stepMs), missing);
    }
    void historyComesInPiecesTheNewestFirst()
    {
        QList<TimeSpan> missing{{0, 2490}, {5000, 5240}};
        QCOMPARE(pieceCount(missing, 10, 100), 4);
        QCOMPARE(*newestPiece(missing, 10, 100), (TimeSpan{5000, 5240}));
        missing.removeLast();
        QCOMPARE(*newestPiece(missing, 10, 100), (TimeSpan{1500, 2490}));
        QVERIFY(!newestPiece({}, 10, 100));
    }
    void theStepIsKnownWhereItWasAskedForAndNowhereElse()
    {
        const QList<Covered> covered{{0, 60, 60}, {200, 300, 10}};
        QCOMPARE(*stepAt(covered, 119), 60);
        QVERIFY(!stepAt(covered, 120));
        QVERIFY(!stepAt(covered, -1));
        QCOMPARE(*stepAt(covered, 300), 10);
    }
    /// Against a list of single points with the step that was last asked for there.
    void whatIsAskedForUntilNothingIsMissingCoversAllOfIt()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 2000; ++round) {
            Coverage coverage;
            for (int i = 0; i < 6; ++i) {
                const qint64 step = 1 + random.bounded(4), start = alignedDown(random.bounded(200), step);
                coverage.add({start, start + step * random.bounded(20), step});
                if (random.bounded(6) == 0)
                    coverage.forgetBefore(random.bounded(100));
                if (random.bounded(6) == 0)
                    coverage.forgetAfter(100 + random.bounded(100));
            }
            for (qsizetype i = 1; i < coverage.pieces().size(); ++i)
                QVERIFY(coverage.pieces()[i - 1].endMs < coverage.pieces()[i].startMs);
            const qint64 step = 1 + random.bounded(4);
            int asked = 0;
            while (const auto piece = newestPiece(coverage.missing(0, 240, step), step, 16)) {
                QVERIFY(++asked < 100);
                coverage.add({piece->startMs, piece->endMs, step});
            }
            for (qint64 time = 0; time <= 240; time += step)
                QVERIFY(stepAt(coverage.pieces(), time) && *stepAt(coverage.pieces(), time) <= step);
        }
    }
};

QTEST_GUILESS_MAIN(CoverageTest)
#include "tst_Coverage.moc"

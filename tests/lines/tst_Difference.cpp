// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/Difference.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr double missing = std::numeric_limits<double>::quiet_NaN();
static constexpr double inf = std::numeric_limits<double>::infinity();
using Values = QList<double>;
Q_DECLARE_METATYPE(andon::Trust)

class DifferenceTest : public QObject {
    Q_OBJECT

    static std::shared_ptr<const Columns> series(const Values &values, qint64 from = 1000)
    {
        auto made = std::make_shared<Columns>();
        for (qsizetype i = 0; i < values.size(); ++i)
            made->append(from + i * 1000, values[i]);
        return made;
    }
    static Comparison between(const Values &reference, const Values &subject, const QString &value = u"v42"_s)
    {
        Comparison made;
        made.value = value;
        made.reference = series(reference);
        made.referenceWindow = {0, 1'000'000};
        made.subject = series(subject);
        made.subjectWindow = {0, 1'000'000};
        return made;
    }

private slots:
    void init() { failOnWarnings(); }

    void theFiguresOfAWindowAreThoseOfItsSamples()
    {
        const auto columns = series({9, 1, 2, missing, 3, inf, 4, 9});
        const WindowFigures some = windowFigures(*columns, {2000, 7000});
        QCOMPARE(some.samples, std::size_t(4));
        QCOMPARE(some.mean, 2.5);
        QCOMPARE(some.median, 2.5);
        QCOMPARE(some.lowest, 1.0);
        QCOMPARE(some.highest, 4.0);
        const WindowFigures none = windowFigures(*columns, {20'000, 30'000});
        QCOMPARE(none.samples, std::size_t(0));
        QVERIFY(std::isnan(none.mean) && std::isnan(none.median) && std::isnan(none.highest));
        QCOMPARE(windowFigures(*columns, {7000, 2000}).samples, std::size_t(0));
    }

    void theWindowBeforeIsAsLongAndSharesNoSample()
    {
        const TimeWindow window{10'000, 14'000};
        QCOMPARE(window.before().lengthMs(), window.lengthMs());
        QVERIFY(window.before().toMs < window.fromMs);
        const auto columns = series(Values(20, 1), 1000);
        QCOMPARE(windowFigures(*columns, window).samples, std::size_t(5));
        QCOMPARE(windowFigures(*columns, window.before()).samples, std::size_t(4));
    }

    void hugeValuesDoNotOverflowTheFigures()
    {
        const WindowFigures figures = windowFigures(*series({1e308, 1e308, 1e308, 1e308}), {0, 9000});
        QCOMPARE(figures.mean, 1e308);
        QCOMPARE(figures.median, 1e308);
    }

    /// Worked by hand. Medians 3 and 13, all distances {2,1,0,1,2} twice, their median 1: effect 10 / 1.4826.
    void theEffectIsTheShiftOfTheMediansOverThePooledSpread_data()
    {
        QTest::addColumn<Values>("reference");
        QTest::addColumn<Values>("subject");
        QTest::addColumn<double>("shift");
        QTest::addColumn<double>("effect");
        QTest::addColumn<Trust>("trust");
        QTest::newRow("up") << Values{1, 2, 3, 4, 5} << Values{11, 12, 13, 14, 15} << 10.0 << 10 / 1.4826 << Trust::Enough;
        QTest::newRow("down") << Values{15, 12, 13, 14, 11} << Values{1, 2, 3, 4, 5} << -10.0 << -10 / 1.4826 << Trust::Enough;
        QTest::newRow("one outlier moves nothing")
            << Values{1, 2, 3, 4, 5} << Values{1, 2, 3, 4, 5000} << 0.0 << 0.0 << Trust::Enough;
        QTest::newRow("NaN and infinities are no samples")
            << Values{1, missing, 2, 3, 4, 5} << Values{11, 12, inf, 13, 14, 15, -inf} << 10.0 << 10 / 1.4826 << Trust::Enough;
        // Distances: nine zeros and one 10, their mean 1.
        QTest::newRow("mostly constant: the mean of the distances")
            << Values{1, 1, 1, 1, 1} << Values{3, 3, 3, 3, 13} << 2.0 << 2 / 1.2533 << Trust::Enough;
        QTest::newRow("both constant and equal") << Values(5, 7) << Values(5, 7) << 0.0 << 0.0 << Trust::Enough;
        QTest::newRow("both constant, another value") << Values(5, 7) << Values(5, 8) << 1.0 << inf << Trust::NoSpread;
        QTest::newRow("four samples") << Values{1, 2, 3, 4} << Values{11, 12, 13, 14, 15} << 10.5 << 10.5 / 1.4826 << Trust::FewSamples;
        QTest::newRow("one side is empty") << Values{} << Values{1, 2, 3, 4, 5} << missing << missing << Trust::NoData;
        QTest::newRow("one side is all NaN") << Values(9, missing) << Values{1, 2, 3, 4, 5} << missing << missing << Trust::NoData;
    }
    void theEffectIsTheShiftOfTheMediansOverThePooledSpread()
    {
        QFETCH(Values, reference);
        QFETCH(Values, subject);
        QFETCH(double, shift);
        QFETCH(double, effect);
        QFETCH(Trust, trust);
        const Difference found = difference(between(reference, subject));
        QCOMPARE(found.trust, trust);
        QCOMPARE(found.shift, shift);
        if (std::isfinite(effect) && effect != 0)
            QVERIFY(std::abs(found.effect - effect) < 1e-9);
        else
            QCOMPARE(found.effect, effect);
    }

    void worseIsTheDirectionThatTheIndicatorNames()
    {
        Comparison comparison = between({1, 2, 3, 4, 5}, {2, 3, 4, 5, 6});
        comparison.direction = Direction::HigherIsWorse;
        QVERIFY(difference(comparison).worse);
        comparison.direction = Direction::LowerIsWorse;
        QVERIFY(!difference(comparison).worse);
        comparison = between({2, 3, 4, 5, 6}, {1, 2, 3, 4, 5});
        comparison.direction = Direction::LowerIsWorse;
        QVERIFY(difference(comparison).worse);
    }

    void whatMovedMostComesFirstAndWhatIsDoubtfulLast()
    {
        Comparison none = between({}, {1, 2, 3, 4, 5}, u"none"_s);
        none.reference.reset();
        const QList<Difference> found = ranked({none,
                                                between({1, 2}, {100, 200}, u"few"_s),
                                                between(Values(5, 1), Values(5, 1.5), u"constant, a third"_s),
                                                between(Values(5, 1), Values(5, 10), u"constant, nine tenths"_s),
                                                between({1, 2, 3, 4, 5}, {2, 3, 4, 5, 6}, u"a little"_s),
                                                between({1, 2, 3, 4, 5}, {2, 3, 4, 5, 6}, u"as little"_s),
                                                between({11, 12, 13, 14, 15}, {1, 2, 3, 4, 5}, u"much"_s)});
        QStringList order;
        for (const Difference &one : found)
            order << one.of.value;
        QCOMPARE(order, QStringList({u"much"_s, u"a little"_s, u"as little"_s, u"constant, nine tenths"_s,
                                     u"constant, a third"_s, u"few"_s, u"none"_s}));
    }

    void twoRankingsAreOneAndTheRestIsLeftOut()
    {
        const auto of = [](const QString &value, double effect) {
            Difference made;
            made.of.value = value;
            made.effect = effect;
            return made;
        };
        const QList<Difference> both = merged({of(u"a"_s, 9), of(u"b"_s, 2)}, {of(u"c"_s, -5), of(u"d"_s, 2), of(u"e"_s, 1)}, 4);
        QStringList order;
        for (const Difference &one : both)
            order << one.of.value;
        QCOMPARE(order, QStringList({u"a"_s, u"c"_s, u"b"_s, u"d"_s}));
        QVERIFY(merged({}, {}, 4).isEmpty());
    }
};

QTEST_GUILESS_MAIN(DifferenceTest)
#include "tst_Difference.moc"

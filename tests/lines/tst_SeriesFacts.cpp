// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/SeriesFacts.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

class SeriesFactsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aCounterThatFellHasStartedAnew_data()
    {
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<QList<qint64>>("resets");
        using V = std::vector<double>;
        const double nan = std::nan("");
        QTest::newRow("it rises") << V{1, 2, 2, 5} << QList<qint64>{};
        QTest::newRow("it falls to nothing") << V{5, 6, 0, 1} << QList<qint64>{3000};
        QTest::newRow("twice") << V{5, 1, 3, 2} << QList<qint64>{2000, 4000};
        QTest::newRow("no numbers between") << V{5, nan, nan, 1} << QList<qint64>{4000};
        QTest::newRow("nothing but no numbers") << V{nan, nan} << QList<qint64>{};
    }
    void aCounterThatFellHasStartedAnew()
    {
        QFETCH(std::vector<double>, values);
        QFETCH(QList<qint64>, resets);
        Columns columns;
        for (std::size_t i = 0; i < values.size(); ++i)
            columns.append(static_cast<qint64>(i + 1) * 1000, values[i]);
        QCOMPARE(counterResets(columns), resets);
        // Looked for from some time on, what lies before still counts as the value before.
        for (const qint64 reset : std::as_const(resets))
            QCOMPARE(counterResets(columns, reset).first(), reset);
    }
    void aGaugeMayFallWithoutHavingStartedAnew_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<bool>("counter");
        QTest::newRow("a counter") << u"sum by (version) (guard_hits_total{service=\"chat\"})"_s << Unit::Count << true;
        QTest::newRow("its rate") << u"sum by (version) (rate(guard_hits_total[5m]))"_s << Unit::Count << false;
        QTest::newRow("its increase") << u"increase(guard_hits_total[1h])"_s << Unit::Count << false;
        QTest::newRow("a gauge") << u"max by (version) (requests_in_flight)"_s << Unit::Count << false;
        QTest::newRow("another unit") << u"spend_total"_s << Unit::Usd << false;
    }
    void aGaugeMayFallWithoutHavingStartedAnew()
    {
        QFETCH(QString, query);
        QFETCH(Unit, unit);
        QFETCH(bool, counter);
        Indicator indicator;
        indicator.query = query;
        indicator.unit = unit;
        QCOMPARE(readsACounter(indicator), counter);
    }
    void silenceIsWhereWeAskedAndNothingCame_data()
    {
        QTest::addColumn<QList<qint64>>("times");
        QTest::addColumn<QList<Covered>>("covered");
        QTest::addColumn<QList<TimeSpan>>("silences");
        using T = QList<qint64>;
        using C = QList<Covered>;
        using S = QList<TimeSpan>;
        QTest::newRow("none") << T{0, 10, 20} << C{{0, 20, 10}} << S{};
        QTest::newRow("one sample late is none") << T{0, 20} << C{{0, 20, 10}} << S{};
        QTest::newRow("between") << T{0, 50} << C{{0, 50, 10}} << S{{10, 40}};
        QTest::newRow("at the ends") << T{30} << C{{0, 60, 10}} << S{{0, 20}, {40, 60}};
        QTest::newRow("never asked for") << T{0, 100} << C{{0, 0, 10}, {100, 100, 10}} << S{};
        QTest::newRow("nothing at all") << T{} << C{{0, 60, 10}, {120, 240, 60}} << S{{0, 60}, {120, 240}};
        QTest::newRow("coarser points are no silence") << T{0, 60, 120} << C{{0, 120, 60}} << S{};
    }
    void silenceIsWhereWeAskedAndNothingCame()
    {
        QFETCH(QList<qint64>, times);
        QFETCH(QList<Covered>, covered);
        Columns columns;
        for (const qint64 time : std::as_const(times))
            columns.append(time, 1);
        QTEST(silences(columns, covered), "silences");
    }
};

QTEST_GUILESS_MAIN(SeriesFactsTest)
#include "tst_SeriesFacts.moc"

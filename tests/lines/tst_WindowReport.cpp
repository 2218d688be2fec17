// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/WindowReport.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class WindowReportTest : public QObject {
    Q_OBJECT

    /// A sample a second from 1 s to 20 s, `before` up to 10 s and `after` from then on.
    static std::shared_ptr<const Columns> jump(double before, double after)
    {
        auto made = std::make_shared<Columns>();
        for (qint64 second = 1; second <= 20; ++second)
            made->append(second * 1000, second <= 10 ? before : after);
        return made;
    }
    static QList<IndicatorReading> readings()
    {
        IndicatorReading latency;
        latency.indicator.id = u"latency"_s;
        latency.indicator.title = u"Latency"_s;
        latency.indicator.direction = Direction::HigherIsWorse;
        latency.versions = {{u"v41"_s, jump(1, 1)}, {u"v42"_s, jump(1, 3)}, {u"gone"_s, nullptr}};
        IndicatorReading cost;
        cost.indicator.id = u"cost"_s;
        cost.versions = {{u"v41"_s, jump(2, 2)}, {u"old"_s, std::make_shared<Columns>()}};
        return {latency, cost};
    }
    static constexpr TimeWindow window{11'000, 20'000};

private slots:
    void init() { failOnWarnings(); }

    void eachVersionWithSamplesHasItsFiguresInsideAndBefore()
    {
        const QList<WindowRow> rows = windowRows(readings(), window);
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows[1].version, u"v42"_s);
        QCOMPARE(rows[1].inside.mean, 3.0);
        QCOMPARE(rows[1].before.mean, 1.0);
        QCOMPARE(rows[1].inside.samples, std::size_t(10));
        QCOMPARE(rows[2].version, u"v41"_s);
    }

    void everyVersionIsComparedWithItselfBefore()
    {
        const QList<Difference> found = ranked(comparisonsIn(readings(), window, u"version"_s));
        QCOMPARE(found.size(), 5);
        QCOMPARE(found[0].of.value, u"v41"_s); // no shift, and trusted
        QCOMPARE(found[2].of.value, u"v42"_s);
        QCOMPARE(found[2].trust, Trust::NoSpread);
        QVERIFY(found[2].worse);
        QCOMPARE(found[3].trust, Trust::NoData);
    }

    void theCanaryIsComparedWithStableWhereBothAreThere()
    {
        const QList<Comparison> asked = comparisonsBetween(readings(), window, u"v41"_s, u"v42"_s);
        QCOMPARE(asked.size(), 1);
        const Difference found = difference(asked[0]);
        QCOMPARE(found.reference.median, 1.0);
        QCOMPARE(found.subject.median, 3.0);
        QVERIFY(comparisonsBetween(readings(), window, u"v41"_s, u"v41"_s).isEmpty());
        QVERIFY(comparisonsBetween(readings(), window, u"v41"_s, u"gone"_s).isEmpty());
    }

    void everyValueOfASplitLabelIsComparedInItsVersionsAndAcrossThem()
    {
        SplitReading split;
        split.indicator.title = u"5xx"_s;
        SplitPart a;
        a.value = u"a"_s;
        a.versions = {{u"v41"_s, jump(1, 1)}, {u"v42"_s, jump(1, 3)}};
        SplitPart b;
        b.value = u"b"_s;
        b.versions = {{u"v41"_s, jump(1, 1)}};
        split.parts = {a, b};
        const QList<Comparison> asked = splitComparisons(split, u"tenant"_s, window, u"v41"_s, u"v42"_s);
        QCOMPARE(asked.size(), 4); // a: two versions and canary against stable; b: one version
        QCOMPARE(asked[1].title, u"5xx, v42"_s);
        QCOMPARE(asked[1].label, u"tenant"_s);
        QCOMPARE(asked[1].value, u"a"_s);
        QCOMPARE(difference(asked[2]).shift, 2.0);
        QCOMPARE(ranked(asked).last().trust, Trust::NoSpread);
        QCOMPARE(asked[3].value, u"b"_s);
    }
};

QTEST_GUILESS_MAIN(WindowReportTest)
#include "tst_WindowReport.moc"

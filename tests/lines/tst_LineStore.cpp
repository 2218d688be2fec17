// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/LineStore.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const QString id = u"latency"_s;
const QString label = u"version"_s;

MetricsAnswer answerOf(const QString &version, const std::vector<qint64> &times, const std::vector<double> &values)
{
    Series series;
    series.labels[label] = version;
    series.columns = {times, values};
    return {{series}, {}};
}

} // namespace

class LineStoreTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aTailIsJoinedToWhatIsKnown()
    {
        LineStore store(100'000);
        store.merge(id, label, answerOf(u"v1"_s, {1000, 2000, 3000}, {1, 2, 3}), 1000, 3000);
        const auto versions = store.merge(id, label, answerOf(u"v1"_s, {3000, 4000}, {3.5, 4}), 3000, 4000);
        QCOMPARE(versions.size(), 1);
        QCOMPARE(*versions.first().columns, (Columns{{1000, 2000, 3000, 4000}, {1, 2, 3.5, 4}}));
        QCOMPARE(store.lastEndMs(id), 4000);
    }
    void aSampleThatTheSourceNoLongerGivesIsGone()
    {
        LineStore store(100'000);
        store.merge(id, label, answerOf(u"v1"_s, {1000, 2000, 3000}, {1, 2, 3}), 1000, 3000);
        const auto versions = store.merge(id, label, answerOf(u"v1"_s, {4000}, {4}), 2000, 4000);
        QCOMPARE(*versions.first().columns, (Columns{{1000, 4000}, {1, 4}}));
    }
    void whatWasReadWhileOurClockRanAheadGoesWhenItIsSetBack()
    {
        LineStore store(100'000);
        store.merge(id, label, answerOf(u"v1"_s, {1000, 2000, 3000, 4000}, {1, 2, 3, 4}), 1000, 4000);
        const auto versions = store.merge(id, label, answerOf(u"v1"_s, {2000, 2500}, {9, 9.5}), 2000, 3000);
        QCOMPARE(*versions.first().columns, (Columns{{1000, 2000, 2500}, {1, 9, 9.5}}));
    }
    void whatIsOlderThanTheRetentionIsForgottenAndSoIsAVersionWithNothingLeft()
    {
        LineStore store(5000);
        store.merge(id, label, answerOf(u"old"_s, {1000, 2000}, {1, 2}), 1000, 2000);
        auto versions = store.merge(id, label, answerOf(u"new"_s, {6000}, {6}), 3000, 6000);
        QCOMPARE(versions.size(), 2);
        QCOMPARE(*versions[1].columns, (Columns{{1000, 2000}, {1, 2}}));
        versions = store.merge(id, label, answerOf(u"new"_s, {9000}, {9}), 7000, 9000);
        QCOMPARE(versions.size(), 1);
        QCOMPARE(versions.first().version, u"new"_s);
    }
    void aClockThatWasWrongForAMomentHidesNothingThatComesAfter()
    {
        LineStore store(5000);
        store.merge(id, label, answerOf(u"v1"_s, {1000, 2000}, {1, 2}), 1000, 2000);
        store.merge(id, label, {}, 900'000, 905'000);
        const auto versions = store.merge(id, label, answerOf(u"v1"_s, {2000, 3000}, {2, 3}), 0, 3000);
        QCOMPARE(versions.size(), 1);
        QCOMPARE(*versions.first().columns, (Columns{{2000, 3000}, {2, 3}}));
    }
    void aGapStaysAGap()
    {
        LineStore store(100'000);
        const auto versions = store.merge(id, label, answerOf(u"v1"_s, {1000, 9000}, {1, 9}), 1000, 9000);
        QCOMPARE(*versions.first().columns, (Columns{{1000, 9000}, {1, 9}}));
    }
    void anotherRetentionKeepsWhatIsKnownUntilAllIsReadAgain()
    {
        LineStore store(100'000);
        store.merge(id, label, answerOf(u"v1"_s, {1000, 2000, 3000}, {1, 2, 3}), 1000, 3000);
        store.setRetentionMs(2000);
        QCOMPARE(store.lastEndMs(id), 0);
        QCOMPARE(store.columns(id).first().columns->size(), std::size_t(3));
        const auto versions = store.merge(id, label, answerOf(u"v1"_s, {4000}, {4}), 2000, 4000);
        QCOMPARE(*versions.first().columns, (Columns{{4000}, {4}}));
    }
    void indicatorsAreKeptApart()
    {
        LineStore store(100'000);
        store.merge(id, label, answerOf(u"v1"_s, {1000}, {1}), 1000, 1000);
        QVERIFY(store.columns(u"cost"_s).isEmpty());
        QCOMPARE(store.lastEndMs(u"cost"_s), 0);
    }
    void withoutAVersionLabelThereIsOneNamelessVersion()
    {
        LineStore store(100'000);
        const auto versions = store.merge(id, {}, answerOf(u"v1"_s, {1000}, {1}), 1000, 1000);
        QCOMPARE(versions.size(), 1);
        QVERIFY(versions.first().version.isEmpty());
    }
    void aVersionThatVanishedKeepsItsPastAndGainsNothing()
    {
        LineStore store(100'000);
        store.merge(id, label, answerOf(u"v1"_s, {1000}, {1}), 1000, 1000);
        const auto versions = store.merge(id, label, {}, 2000, 3000);
        QCOMPARE(*versions.first().columns, (Columns{{1000}, {1}}));
    }
    void noTrafficStaysNotANumber()
    {
        LineStore store(100'000);
        const auto versions = store.merge(id, label, answerOf(u"v1"_s, {1000}, {std::nan("")}), 1000, 1000);
        QVERIFY(std::isnan(versions.first().columns->value(0)));
    }
    void whatWasHandedOutDoesNotChangeAnyMore()
    {
        LineStore store(100'000);
        const auto before = store.merge(id, label, answerOf(u"v1"_s, {1000}, {1}), 1000, 1000);
        store.merge(id, label, answerOf(u"v1"_s, {1000, 2000}, {7, 8}), 1000, 2000);
        QCOMPARE(*before.first().columns, (Columns{{1000}, {1}}));
    }
};

QTEST_GUILESS_MAIN(LineStoreTest)
#include "tst_LineStore.moc"

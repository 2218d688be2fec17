// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/lines/LatestValues.h"
#include "ui/lines/LineBoard.h"

#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr qint64 now = 1'795'437'360'000;

class LineBoardTest : public QObject {
    Q_OBJECT

    static Indicator indicator(const QString &id, Family family, Unit unit, bool headline, const Gate &gate = {})
    {
        Indicator made;
        made.id = id;
        made.title = id;
        made.family = family;
        made.unit = unit;
        made.headline = headline;
        made.gate = gate;
        made.direction = Direction::HigherIsWorse;
        made.query = u"q"_s;
        return made;
    }
    static QList<Indicator> usual()
    {
        return {indicator(u"success"_s, Family::Quality, Unit::Ratio, true),
                indicator(u"latency_p50"_s, Family::Latency, Unit::Seconds, true, {0.5, 1.0}),
                indicator(u"latency_p95"_s, Family::Latency, Unit::Seconds, true, {1.5, 2.5}),
                indicator(u"timeouts"_s, Family::Latency, Unit::Ratio, false),
                indicator(u"cost"_s, Family::Cost, Unit::Usd, true),
                indicator(u"errors"_s, Family::Stability, Unit::Ratio, false),
                indicator(u"hits"_s, Family::Retrieval, Unit::Ratio, false)};
    }
    static IndicatorReading reading(const Indicator &of, const QMap<QString, std::vector<double>> &values)
    {
        IndicatorReading made;
        made.indicator = of;
        made.freshness = Freshness::Live;
        made.lastAnswerMs = now;
        for (auto at = values.cbegin(); at != values.cend(); ++at) {
            auto columns = std::make_shared<Columns>();
            for (size_t i = 0; i < at->size(); ++i)
                columns->append(now - 2000 * static_cast<qint64>(at->size() - 1 - i), (*at)[i]);
            made.versions.append({at.key(), columns});
        }
        return made;
    }
    static QStringList ids(const QList<Indicator> &indicators)
    {
        QStringList found;
        for (const Indicator &one : indicators)
            found.append(one.id);
        return found;
    }

private slots:
    void init() { failOnWarnings(); }

    void thereAreFourRowsWhateverTheWorkspaceNames()
    {
        LineBoard board;
        QCOMPARE(board.rowCount(), 4);
        QVERIFY(board.plotRow(3).words.startsWith(u"no source"_s));
        board.setIndicators(usual());
        QCOMPARE(board.rowCount(), 4);
        QVERIFY(board.plotRow(3).words.startsWith(u"no source"_s));
        QCOMPARE(board.plotRow(0).words, u"no data yet"_s);
    }

    void p95LeadsItsRowAndP50IsDrawnThinInIt()
    {
        LineBoard board;
        board.setIndicators(usual());
        QCOMPARE(ids(board.indicatorsOfRow(1)), (QStringList{u"latency_p95"_s, u"latency_p50"_s}));
        board.setReading(reading(usual()[1], {{u"v1"_s, {0.4}}}));
        board.setReading(reading(usual()[2], {{u"v1"_s, {1.4}}}));
        const PlotRow row = board.plotRow(1);
        QCOMPARE(row.gate, (Gate{1.5, 2.5}));
        QCOMPARE(row.curves.size(), 2);
        QVERIFY(row.curves[0].kind == CurveKind::Main && row.curves[1].kind == CurveKind::Secondary && row.band);
        QCOMPARE(row.curves[0].columns->lastValue(), 1.4);
    }

    void aChosenIndicatorTakesItsFamilysRowOrAFurtherOne()
    {
        LineBoard board;
        board.setIndicators(usual());
        board.choose(u"timeouts"_s);
        QCOMPARE(ids(board.indicatorsOfRow(1)), QStringList{u"timeouts"_s});
        QCOMPARE(board.rowCount(), 4);
        board.choose(u"errors"_s);
        QCOMPARE(board.rowCount(), 5);
        QCOMPARE(ids(board.indicatorsOfRow(4)), QStringList{u"errors"_s});
        board.choose(u"hits"_s);
        QCOMPARE(board.rowCount(), 5);
        QCOMPARE(board.familyOfRow(4), Family::Retrieval);
        QCOMPARE(board.rowOf(u"hits"_s), 4);
        QCOMPARE(board.rowOf(u"errors"_s), -1);
        board.choose(u"latency_p50"_s);
        QCOMPARE(ids(board.indicatorsOfRow(1)).first(), u"latency_p95"_s);
        board.showHeadlines();
        QCOMPARE(board.rowCount(), 4);
        board.choose(u"unknown"_s);
        QVERIFY(board.showsHeadlines());
    }

    void aReadingOfAnUnknownIndicatorIsIgnored()
    {
        LineBoard board;
        board.setIndicators(usual());
        QVERIFY(!board.setReading(reading(indicator(u"foreign"_s, Family::Cost, Unit::Usd, true), {{u"v1"_s, {1}}})));
        QVERIFY(board.versions().isEmpty());
    }

    void anErrorBeforeTheFirstAnswerIsSaidInWords()
    {
        LineBoard board;
        board.setIndicators(usual());
        IndicatorReading lost;
        lost.indicator = usual()[4];
        lost.error = Error{ErrorKind::ConnectionRefused, {u"127.0.0.1:9090"_s}, {}};
        board.setReading(lost);
        QVERIFY2(board.plotRow(2).words.contains(u"127.0.0.1:9090"_s), qPrintable(board.plotRow(2).words));
    }

    void aPartialAnswerSaysSo()
    {
        const Indicator p95 = usual()[2];
        IndicatorReading partial = reading(p95, {{u"v1"_s, {1.0}}});
        QVERIFY(readingWarning(partial).isEmpty());
        partial.warnings = {u"the server calls this answer partial"_s, u"more"_s};
        QCOMPARE(readingWarning(partial), u"the source warns: the server calls this answer partial, and 1 more"_s);
        partial.versionsLeftOut = 3;
        partial.indicator.query = u"sum by (pod) (x)"_s;
        QVERIFY2(readingWarning(partial).startsWith(u"3 version"_s), qPrintable(readingWarning(partial)));
        QVERIFY2(readingWarning(partial).contains(u"narrow the query sum by (pod) (x)"_s), qPrintable(readingWarning(partial)));
        QVERIFY(readingWarning(partial).contains(u"partial"_s));
        // History that was partial is drawn like any other.
        partial = reading(p95, {{u"v1"_s, {1.0}}});
        partial.historyWarnings = {u"some of its storage did not answer"_s};
        QVERIFY2(readingWarning(partial).endsWith(u"some of its storage did not answer"_s), qPrintable(readingWarning(partial)));
    }
    void whatWasBeforeLiesUnderTheHeadlineAndIsNamed()
    {
        const BaselineSpec yesterday{u"yesterday"_s, 86'400'000};
        const Indicator p95 = usual()[2];
        LineBoard board;
        board.setIndicators(usual());
        board.setReading(reading(p95, {{u"v2"_s, {1.0, 1.2}}}));
        board.compareWith(yesterday);
        QVERIFY(board.plotRow(1).title.contains(u"(yesterday: being read)"_s));
        const IndicatorReading old = reading(p95, {{u"v1"_s, {0.5, 0.6}}});
        board.setBaseline({p95.id, {u"another"_s, 1}, old.versions, {}});
        QCOMPARE(board.plotRow(1).curves.size(), 1); // of no baseline that is asked for
        const QList<Covered> covered{{now - 60'000, now, 8000}};
        board.setBaseline({p95.id, yesterday, old.versions, {}, covered});
        const PlotRow row = board.plotRow(1);
        QVERIFY2(row.title.contains(u"(dotted: yesterday)"_s), qPrintable(row.title));
        QCOMPARE(row.curves.size(), 2);
        QCOMPARE(row.curves.last().kind, CurveKind::Baseline);
        QCOMPARE(row.curves.last().covered, covered);
        QCOMPARE(row.curves.last().version, u"v1"_s);
        QCOMPARE(row.curves.last().title, p95.title + u", yesterday"_s);
        QVERIFY(!board.versions().contains(u"v1"_s));
        board.setBaseline({p95.id, yesterday, old.versions, {}, covered, {u"partial"_s, u"slow"_s}});
        QVERIFY2(board.plotRow(1).title.endsWith(u"(yesterday: the source warns: partial, and 1 more)"_s), qPrintable(board.plotRow(1).title));
        board.setBaseline({p95.id, yesterday, {}, Error{ErrorKind::ConnectionRefused, {u"127.0.0.1:9090"_s}, {}}});
        QVERIFY(board.plotRow(1).title.contains(u"127.0.0.1:9090"_s));
        board.setBaseline({p95.id, yesterday, {}, {}});
        QVERIFY(board.plotRow(1).title.contains(u"(yesterday: no data)"_s));
        board.compareWith(std::nullopt);
        QVERIFY(!board.plotRow(1).title.contains(u"yesterday"_s));
    }
    void aCounterThatBeganAnewIsMarked()
    {
        Indicator requests = indicator(u"requests"_s, Family::Quality, Unit::Count, true);
        requests.query = u"sum by (version) (ai_requests_total)"_s;
        LineBoard board;
        board.setIndicators({requests});
        board.setReading(reading(requests, {{u"v1"_s, {5, 6, 1, 2}}, {u"v2"_s, {1, 2, 3, 4}}}));
        QCOMPARE(board.plotRow(0).resets, QList<qint64>{now - 2000});
        requests.query = u"sum by (version) (queue_length)"_s; // a gauge may fall
        board.setIndicators({requests});
        board.setReading(reading(requests, {{u"v1"_s, {5, 6, 1, 2}}}));
        QVERIFY(board.plotRow(0).resets.isEmpty());
    }
    void aReleaseBeganWhereOthersServedBeforeIt()
    {
        const Indicator p95 = usual()[2];
        LineBoard board;
        board.setIndicators(usual());
        board.setReading(reading(p95, {{u"v1"_s, {1, 1, 1, 1}}, {u"v2"_s, {1, 1}}}));
        QCOMPARE(board.startOfVersion(u"v2"_s), std::optional<qint64>(now - 2000));
        QCOMPARE(board.startOfVersion(u"v1"_s), std::nullopt); // since before all that is known
        QCOMPARE(board.startOfVersion(u"v3"_s), std::nullopt);
    }

    void theLatestValueIsJudgedOnlyWhileItIsFresh()
    {
        const Indicator p95 = usual()[2];
        IndicatorReading live = reading(p95, {{u"v1"_s, {1.0, 1.2}}, {u"v2"_s, {1.0, 3.0}}});
        QList<LatestValue> values = latestValues(live, now, 2000);
        QCOMPARE(values.size(), 2);
        QCOMPARE(values[0].state, GateState::Inside);
        QCOMPARE(values[1].state, GateState::Stop);
        QVERIFY(readingTrouble(live, now, 2000).isEmpty());
        live.freshness = Freshness::Late;
        values = latestValues(live, now + 42'000, 2000);
        QCOMPARE(values[1].value, 3.0);
        QCOMPARE(values[1].state, GateState::Unknown);
        QVERIFY(values[1].late);
        QCOMPARE(readingTrouble(live, now + 42'000, 2000), u"no data for 0:42"_s);
    }

    void aVersionThatVanishedHasNoValueAny_data()
    {
        QTest::addColumn<qint64>("endedAgoMs");
        QTest::addColumn<bool>("shown");
        QTest::newRow("just now") << qint64(4000) << true;
        QTest::newRow("a while ago") << qint64(120'000) << false;
    }
    void aVersionThatVanishedHasNoValueAny()
    {
        QFETCH(qint64, endedAgoMs);
        QFETCH(bool, shown);
        IndicatorReading live = reading(usual()[2], {{u"v1"_s, {1.0, 1.2}}});
        auto ended = std::make_shared<Columns>(std::vector<qint64>{now - endedAgoMs - 2000, now - endedAgoMs},
                                               std::vector<double>{1, 1});
        live.versions.append({u"v2"_s, ended});
        QCOMPARE(!std::isnan(latestValues(live, now, 2000)[1].value), shown);
    }

    void aSourceThatStillAnswersWithoutSamplesIsLateToo()
    {
        const IndicatorReading live = reading(usual()[2], {{u"v1"_s, {1.0, 1.2}}});
        QCOMPARE(readingTrouble(live, now + 60'000, 2000), u"no samples for 1:00"_s);
        QCOMPARE(latestValues(live, now + 60'000, 2000)[0].state, GateState::Unknown);
    }

    void noTrafficIsNotNoData()
    {
        std::vector<double> values(60, 1.0);
        std::fill(values.begin() + 30, values.end(), std::nan(""));
        const IndicatorReading quiet = reading(usual()[2], {{u"v1"_s, values}});
        QVERIFY(readingTrouble(quiet, now, 2000).startsWith(u"no traffic for"_s));
        QVERIFY(!latestValues(quiet, now, 2000)[0].late);
    }
};

QTEST_GUILESS_MAIN(LineBoardTest)
#include "tst_LineBoard.moc"

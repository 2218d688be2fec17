// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/AlertPoller.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Answers at once what it is told to.
class FakeAlerts final : public AlertSource {
public:
    Result<AlertAnswer> alerts = AlertAnswer{};
    QList<AlertRule> rules;
    int asked = 0, askedRules = 0;

    void readAlerts(QObject *context, std::function<void(Result<AlertAnswer>)> callback) override
    {
        ++asked;
        QMetaObject::invokeMethod(context, [callback, answer = alerts] { callback(answer); }, Qt::QueuedConnection);
    }
    void readRules(QObject *context, std::function<void(Result<QList<AlertRule>>)> callback) override
    {
        ++askedRules;
        QMetaObject::invokeMethod(context, [callback, answer = rules] { callback(answer); }, Qt::QueuedConnection);
    }
};

/// Has the series that it is told to have.
class FakeSeries final : public MetricsSource {
public:
    QList<QMap<QString, QString>> series;
    bool isAway = false;
    QStringList queries;

    void queryRange(const RangeQuery &, QObject *, std::function<void(Result<MetricsAnswer>)>) override {}
    void query(const QString &promql, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override
    {
        queries << promql;
        MetricsAnswer answer;
        for (const QMap<QString, QString> &labels : series)
            answer.series << Series{labels, {}};
        const Result<MetricsAnswer> result = isAway ? Result<MetricsAnswer>(failure(ErrorKind::ConnectionRefused, {u"x"_s})) : answer;
        QMetaObject::invokeMethod(context, [callback, result] { callback(result); }, Qt::QueuedConnection);
    }
    void probe(QObject *, std::function<void(Result<SourceInfo>)>) override {}
};

struct Board {
    FakeAlerts alerts;
    FakeSeries metrics;
    ManualClock clock;
    AlertPoller poller{{alerts, clock, &metrics}, u"metrics"_s, 1h};
    QList<AlertReport> reports;

    Board()
    {
        alerts.rules = {{u"Slow"_s, u"g"_s, u"p95 > 4"_s, {{u"severity"_s, u"critical"_s}}}, {u"Odd"_s, u"g"_s, u"absent(up)"_s}};
        QObject::connect(&poller, &AlertPoller::reported, [this](const AlertReport &report) { reports << report; });
    }
    static SourceAlert firing(const QString &name, const QString &version)
    {
        SourceAlert made;
        made.labels = {{u"alertname"_s, name}, {u"severity"_s, u"critical"_s}, {u"version"_s, version}};
        made.key = alertKey(made.labels);
        made.sinceMs = 1000;
        return made;
    }
    bool round()
    {
        const qsizetype before = reports.size();
        poller.readNow();
        return QTest::qWaitFor([&] { return reports.size() > before; });
    }
    [[nodiscard]] const QList<SourceAlert> &said() const { return reports.last().answer.alerts; }
};

} // namespace

class AlertPollerTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void anAlarmIsOverWhereItsSeriesIsThereAndLostWhereItIsNot_data()
    {
        QTest::addColumn<QList<Labels>>("series");
        QTest::addColumn<bool>("away");
        QTest::addColumn<bool>("lost");
        QTest::newRow("inside the limit now") << QList<Labels>{{{u"version"_s, u"v42"_s}}} << false << false;
        QTest::newRow("with the metric's name") << QList<Labels>{{{u"version"_s, u"v42"_s}, {u"__name__"_s, u"p95"_s}}} << false << false;
        QTest::newRow("no series at all") << QList<Labels>{} << false << true;
        QTest::newRow("another version's") << QList<Labels>{{{u"version"_s, u"v41"_s}}} << false << true;
        QTest::newRow("with one label more") << QList<Labels>{{{u"version"_s, u"v42"_s}, {u"pod"_s, u"a"_s}}} << false << true;
        QTest::newRow("nobody answers") << QList<Labels>{} << true << true;
    }
    void anAlarmIsOverWhereItsSeriesIsThereAndLostWhereItIsNot()
    {
        QFETCH(QList<Labels>, series);
        QFETCH(bool, away);
        QFETCH(bool, lost);
        Board board;
        board.alerts.alerts = AlertAnswer{{Board::firing(u"Slow"_s, u"v42"_s)}};
        QVERIFY(board.round());
        QCOMPARE(board.said().size(), 1);
        QVERIFY(board.metrics.queries.isEmpty()); // nothing is asked while it fires
        board.alerts.alerts = AlertAnswer{};
        board.metrics.series = series;
        board.metrics.isAway = away;
        QVERIFY(board.round());
        QCOMPARE(board.metrics.queries, QStringList{u"p95"_s});
        QCOMPARE(board.said().size(), lost ? 1 : 0);
        QVERIFY(!lost || board.said().first().lostMs == toMs(board.clock.now()));
    }
    void aLostAlarmIsLookedAfterNowAndThenUntilItsSeriesComesBack()
    {
        Board board;
        board.alerts.alerts = AlertAnswer{{Board::firing(u"Slow"_s, u"v42"_s)}};
        QVERIFY(board.round());
        board.alerts.alerts = AlertAnswer{};
        QVERIFY(board.round());
        const qint64 lostMs = board.said().first().lostMs;
        board.clock.advance(1s);
        QVERIFY(board.round());
        QCOMPARE(board.metrics.queries.size(), 1);
        QCOMPARE(board.said().first().lostMs, lostMs);
        board.metrics.series = {{{u"version"_s, u"v42"_s}}};
        board.clock.advance(AlertPoller::lostInterval);
        QVERIFY(board.round());
        QVERIFY(board.said().isEmpty());
    }
    void whatThereIsNoTimeToLookAfterStaysAndHasItsTurnLater()
    {
        static constexpr int rules = 2 * AlertPoller::mostLooks + 5;
        Board board;
        QList<SourceAlert> many;
        board.alerts.rules.clear();
        for (int i = 0; i < rules; ++i) {
            const QString name = u"Rule %1"_s.arg(i);
            board.alerts.rules.append({name, u"g"_s, u"m%1 > 4"_s.arg(i)});
            many << Board::firing(name, u"v42"_s);
        }
        board.alerts.alerts = AlertAnswer{many};
        QVERIFY(board.round());
        board.alerts.alerts = AlertAnswer{};
        QSet<QString> asked;
        for (int round = 1; round <= 3; ++round) {
            QVERIFY(board.round());
            QCOMPARE(board.said().size(), rules); // no series answers: lost, or not looked after yet
            const auto lost = std::count_if(board.said().cbegin(), board.said().cend(), [](const SourceAlert &one) { return one.lostMs != 0; });
            QCOMPARE(lost, std::min<qsizetype>(rules, round * AlertPoller::mostLooks));
            asked.unite(QSet<QString>(board.metrics.queries.cbegin(), board.metrics.queries.cend()));
            board.clock.advance(1s);
        }
        QCOMPARE(asked.size(), rules);
        // Lost for good, all of them: each has its turn again.
        board.metrics.queries.clear();
        for (int round = 1; round <= 3; ++round) {
            board.clock.advance(AlertPoller::lostInterval);
            QVERIFY(board.round());
            QCOMPARE(board.metrics.queries.size(), round * AlertPoller::mostLooks);
        }
        QCOMPARE(QSet<QString>(board.metrics.queries.cbegin(), board.metrics.queries.cend()).size(), rules);
    }
    void aRuleWithoutALimitIsTakenAtItsWord()
    {
        Board board;
        board.alerts.alerts = AlertAnswer{{Board::firing(u"Odd"_s, u"v42"_s), Board::firing(u"Unknown"_s, u"v42"_s)}};
        QVERIFY(board.round());
        board.alerts.alerts = AlertAnswer{};
        QVERIFY(board.round());
        QVERIFY(board.said().isEmpty());
        QVERIFY(board.metrics.queries.isEmpty());
    }
    void aSourceThatDoesNotAnswerIsLateAndThenLost()
    {
        Board board;
        QVERIFY(board.round());
        QCOMPARE(board.reports.last().freshness, Freshness::Live);
        board.alerts.alerts = failure(ErrorKind::NotJson, {u"x"_s, u"text/html"_s});
        QList<Freshness> seen;
        for (int i = 0; i < 3; ++i) {
            QVERIFY(board.round());
            seen << board.reports.last().freshness;
        }
        QCOMPARE(seen, (QList<Freshness>{Freshness::Late, Freshness::Late, Freshness::Lost}));
        QCOMPARE(board.reports.last().error->kind, ErrorKind::NotJson);
    }
    void rulesAreReadFirstAndThenNowAndThen()
    {
        Board board;
        QVERIFY(board.round());
        QCOMPARE(board.alerts.askedRules, 1);
        QVERIFY(board.round());
        QCOMPARE(board.alerts.askedRules, 1);
        board.clock.advance(AlertPoller::rulesInterval);
        QVERIFY(board.round());
        QCOMPARE(board.alerts.askedRules, 2);
    }
    void oneRoundIsUnderWayAtATime()
    {
        Board board;
        board.poller.readNow();
        board.poller.readNow();
        board.poller.readNow();
        QTRY_COMPARE(board.reports.size(), 2); // what was asked meanwhile follows once
        QTest::qWait(50);
        QCOMPARE(board.alerts.asked, 2);
    }
};

QTEST_GUILESS_MAIN(AlertPollerTest)
#include "tst_AlertPoller.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/IoThread.h"
#include "app/console/AlertHub.h"
#include "app/console/OwnAlerts.h"
#include "tests/support/AlertServers.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/FakeJournal.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QSignalSpy>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const Actor anna{u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s};

/// Answers nothing.
class SilentMetrics final : public MetricsSource {
public:
    void queryRange(const RangeQuery &, QObject *, std::function<void(Result<MetricsAnswer>)>) override {}
    void query(const QString &, QObject *, std::function<void(Result<MetricsAnswer>)>) override {}
    void probe(QObject *, std::function<void(Result<SourceInfo>)>) override {}
};

ServiceSpec chat()
{
    ServiceSpec spec;
    spec.name = u"chat"_s;
    spec.source = u"metrics"_s;
    spec.gateway = u"edge"_s;
    spec.versionLabel = u"version"_s;
    spec.stepSeconds = 1;
    Indicator quality;
    quality.id = u"success"_s;
    quality.title = u"Success rate"_s;
    quality.query = u"x"_s;
    quality.direction = Direction::LowerIsWorse;
    quality.gate.warn = 0.9;
    quality.gate.stop = 0.8;
    spec.indicators << quality;
    ActionSpec rollback;
    rollback.verb = Verb::Rollback;
    spec.actions << rollback;
    return spec;
}

struct Board {
    SilentMetrics metrics;
    FakeGateway gateway;
    FakeJournal journal;
    SystemClock clock;
    IoThread io;
    QList<Event> spooled;
    std::vector<std::unique_ptr<ServiceDesk>> desks;
    std::unique_ptr<AlertHub> hub;

    explicit Board(Workspace workspace = {})
    {
        if (workspace.services.isEmpty())
            workspace.services << chat();
        desks.push_back(std::make_unique<ServiceDesk>(
            ServiceDesk::Ports{metrics, gateway, journal, clock, [](qint64) { return false; }, [](const Event &) { return Result<void>(); }},
            workspace.services.first(), 1000, 1000));
        hub = std::make_unique<AlertHub>(AlertHub::Ports{io, journal, clock, [](const QString &) { return Secret(); },
                                                         [this](const QString &) -> MetricsSource * { return &metrics; },
                                                         [this](const Event &event) -> Result<void> {
                                                             spooled << event;
                                                             return {};
                                                         }},
                                         workspace, desks);
    }
    /// A reading of the success rate of v42, its last sample `ageMs` old.
    void read(double value, qint64 ageMs = 0)
    {
        IndicatorReading reading;
        reading.indicator = chat().indicators.first();
        reading.freshness = Freshness::Live;
        auto columns = std::make_shared<Columns>();
        for (int i = 20; i >= 0; --i)
            columns->append(toMs(clock.now()) - ageMs - i * 1000, value);
        auto stable = std::make_shared<Columns>();
        for (int i = 20; i >= 0; --i)
            stable->append(toMs(clock.now()) - i * 1000, 0.99);
        reading.versions = {{u"v41"_s, stable}, {u"v42"_s, columns}};
        emit desks.front()->indicatorRead(reading);
        emit desks.front()->sourceChanged(Freshness::Live, std::nullopt);
    }
    [[nodiscard]] const QList<AlertPointer> &alerts() const { return hub->desk().alerts(); }
};

} // namespace

class AlertHubTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aGateThatWasPassedIsAnAlarmOnTheRecordWithItsVersion()
    {
        Board board;
        board.hub->start(anna, true);
        board.read(0.5);
        QCOMPARE(board.alerts().size(), 1);
        const Alert alert = *board.alerts().first();
        QCOMPARE(alert.title, u"Success rate"_s);
        QCOMPARE(alert.version, u"v42"_s);
        QCOMPARE(alert.severity, AlertSeverity::Critical);
        QCOMPARE(*alert.limit, 0.8);
        QTRY_COMPARE(board.journal.kinds(), QStringList{u"alert.fired"_s});
        const Event fired = board.journal.events.first();
        QCOMPARE(fired.version, u"v42"_s);
        QCOMPARE(fired.service, u"chat"_s);
        QCOMPARE(fired.actor.kind, u"console"_s);
        board.read(0.85); // from stop to warn: the same alarm
        QCOMPARE(board.alerts().size(), 1);
        QCOMPARE(board.alerts().first()->severity, AlertSeverity::Warning);
        QCOMPARE(board.alerts().first()->key, alert.key);
        board.read(0.99);
        QCOMPARE(board.alerts().first()->phase, AlertPhase::Returned);
    }
    void anAlarmOnTheRecordNamesWhatItsVersionIsMadeOf()
    {
        Board board;
        board.desks.front()->versions().takeGateway(board.gateway.state);
        board.hub->start(anna, true);
        board.read(0.5);
        QTRY_COMPARE(board.journal.events.size(), 1);
        board.hub->desk().acknowledge({board.alerts().first()->key}, anna);
        QTRY_COMPARE(board.journal.events.size(), 2);
        for (const Event &event : std::as_const(board.journal.events))
            QVERIFY2(event.payload.at("version_set") == nlohmann::json({{"prompt", "p2"}}), qPrintable(event.kind));
    }
    void aVersionWhoseSeriesEndedKeepsItsAlarm()
    {
        Board board;
        board.read(0.5);
        board.read(0.5, 60'000);
        QCOMPARE(board.alerts().size(), 1);
        QCOMPARE(board.alerts().first()->phase, AlertPhase::SourceLost);
    }
    void aVerbBesideTheWindowPutsNothingOnTheRecord()
    {
        Board board;
        board.hub->start(anna, false);
        board.read(0.5);
        QTest::qWait(100);
        QCOMPARE(board.alerts().size(), 1);
        QVERIFY(board.journal.events.isEmpty());
    }
    void whatTheJournalRefusesIsKeptAndOfferedAgain()
    {
        {
            Board board;
            board.hub->start(anna, true);
            QTest::qWait(20);
            board.journal.refuses = true;
            board.read(0.5);
            QTest::qWait(50);
            QVERIFY(board.journal.events.isEmpty());
            board.journal.refuses = false;
            QTRY_COMPARE_WITH_TIMEOUT(board.journal.events.size(), 1, 6000);
            board.journal.refuses = true;
            board.hub->desk().acknowledge({board.alerts().first()->key}, anna);
            QTest::qWait(50);
            board.hub.reset();
            QCOMPARE(board.spooled.size(), 1);
            QCOMPARE(board.spooled.first().kind, u"alert.acknowledged"_s);
        }
    }
    void aSilenceWithoutEndCommentOrLabelsIsNeverSent_data()
    {
        QTest::addColumn<Silence>("silence");
        QTest::newRow("no end") << Silence{{}, {{u"a"_s, u"b"_s}}, 1000, 1000, u"Anna"_s, u"why"_s};
        QTest::newRow("no comment") << Silence{{}, {{u"a"_s, u"b"_s}}, 1000, 2000, u"Anna"_s, u" "_s};
        QTest::newRow("no labels") << Silence{{}, {}, 1000, 2000, u"Anna"_s, u"why"_s};
    }
    void aSilenceWithoutEndCommentOrLabelsIsNeverSent()
    {
        QFETCH(Silence, silence);
        Workspace workspace;
        workspace.alertmanagers << AlertmanagerSpec{u"am"_s, QUrl(u"http://127.0.0.1:9"_s), {}, 3'600'000, false};
        Board board(workspace);
        QObject context;
        std::optional<Error> error;
        board.hub->silence(silence, u"am"_s, anna, &context, [&](const Result<void> &made) { error = made ? std::nullopt : std::optional(made.error()); });
        QTRY_VERIFY(error);
        QCOMPARE(error->kind, ErrorKind::BadInput);
    }
    void aRealRuleIsOneAlarmOfTwoSourcesAndASilenceHidesIt()
    {
        AlertServers servers("  - alert: Low\n    expr: up{job=\"self\"} * 0.5 < 0.85\n"
                             "    labels: {severity: critical, andon_action: rollback, version: v42, indicator: success}\n");
        QVERIFY2(servers.areUp(), servers.prometheus().said().constData());
        Workspace workspace;
        SourceSpec source;
        source.name = u"metrics"_s;
        source.access.url = servers.prometheusUrl();
        source.intervalMs = 500;
        workspace.sources << source;
        workspace.alerts.sources << u"metrics"_s;
        workspace.alertmanagers << AlertmanagerSpec{u"am"_s, servers.alertmanagerUrl(), {}, 500, false};
        Board board(workspace);
        board.hub->start(anna, true);
        QTRY_VERIFY_WITH_TIMEOUT(!board.alerts().isEmpty() && board.alerts().first()->sources.size() == 2, 60'000);
        const Alert alert = *board.alerts().first();
        QCOMPARE(board.alerts().size(), 1);
        QCOMPARE(alert.sources, (QStringList{u"am"_s, u"metrics"_s}));
        QCOMPARE(alert.value, 0.5);
        QCOMPARE(*alert.limit, 0.85);
        QCOMPARE(alert.service, u"chat"_s);
        QCOMPARE(alert.action, std::optional(Verb::Rollback));
        QVERIFY(alert.gaps.isEmpty());
        const qint64 now = toMs(board.clock.now());
        QObject context;
        bool made = false;
        board.hub->silence({{}, {{u"alertname"_s, u"Low"_s}}, now, now + 60'000, u"Anna"_s, u"a drill"_s}, u"am"_s, anna, &context,
                           [&](const Result<void> &done) { made = done.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(made && board.alerts().first()->isHidden(), 10'000);
        QCOMPARE(board.alerts().first()->covers.first().who, u"Anna"_s);
        QTRY_VERIFY(board.journal.kinds().contains(u"alert.silenced"_s));
        board.hub->endSilence(board.alerts().first()->covers.first().id, u"am"_s, anna, &context, [](const Result<void> &) {});
        QTRY_VERIFY_WITH_TIMEOUT(!board.alerts().first()->isHidden(), 10'000);
        // The Alertmanager goes away: the alarm stays, for the Prometheus says so still.
        servers.alertmanager().stop();
        QTRY_VERIFY_WITH_TIMEOUT(board.hub->desk().sources().value(u"am"_s).freshness == Freshness::Lost, 40'000);
        QCOMPARE(board.alerts().first()->phase, AlertPhase::Firing);
        QTRY_VERIFY(board.journal.kinds().contains(u"source.lost"_s));
        // And so does the Prometheus: it is lost, and not over.
        servers.prometheus().stop();
        QTRY_COMPARE_WITH_TIMEOUT(board.alerts().first()->phase, AlertPhase::SourceLost, 40'000);
        QVERIFY(!board.journal.kinds().contains(u"alert.cleared"_s));
    }
};

QTEST_GUILESS_MAIN(AlertHubTest)
#include "tst_AlertHub.moc"

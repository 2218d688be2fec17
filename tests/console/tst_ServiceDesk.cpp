// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ServiceDesk.h"
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

/// Answers every query with one point of one version, or with an error.
class FakeMetrics final : public MetricsSource {
public:
    bool lost = false;
    double value = 0.99;
    qint64 nowMs = 0;

    void queryRange(const RangeQuery &query, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override
    {
        answer(query.endMs, context, std::move(callback));
    }
    void query(const QString &, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override
    {
        answer(nowMs, context, std::move(callback));
    }
    void probe(QObject *, std::function<void(Result<SourceInfo>)>) override {}

private:
    void answer(qint64 timeMs, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) const
    {
        Result<MetricsAnswer> result = failure(ErrorKind::ConnectionRefused, {u"127.0.0.1:1"_s});
        if (!lost) {
            MetricsAnswer one;
            Series series;
            series.labels[u"version"_s] = u"v42"_s;
            series.columns.append(timeMs, value);
            one.series << series;
            result = one;
        }
        QMetaObject::invokeMethod(context, [callback, result] { callback(result); }, Qt::QueuedConnection);
    }
};

struct Desk {
    FakeMetrics metrics;
    FakeGateway gateway;
    FakeJournal journal;
    ManualClock clock;
    QList<Event> spooled;
    std::unique_ptr<ServiceDesk> desk;

    Desk()
    {
        ServiceSpec spec;
        spec.name = u"assistant"_s;
        spec.source = u"metrics"_s;
        spec.gateway = u"edge"_s;
        spec.versionLabel = u"version"_s;
        spec.stepSeconds = 1;
        spec.historySeconds = 60;
        Indicator quality;
        quality.id = u"success_rate"_s;
        quality.title = u"Success rate"_s;
        quality.query = u"x"_s;
        quality.direction = Direction::LowerIsWorse;
        quality.gate.warn = 0.9;
        quality.gate.stop = 0.8;
        spec.indicators << quality;
        ActionSpec rollback;
        rollback.verb = Verb::Rollback;
        spec.actions << rollback;
        desk = std::make_unique<ServiceDesk>(
            ServiceDesk::Ports{metrics, gateway, journal, clock, [](qint64) { return false; },
                               [this](const Event &event) -> Result<void> {
                                   spooled << event;
                                   return {};
                               }},
            spec, 20, 20);
    }
    bool records(const char16_t *kind) const
    {
        return QTest::qWaitFor([&] { return journal.kinds().contains(QString::fromUtf16(kind)); }, 8000);
    }
};

} // namespace

class ServiceDeskTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void anOutageOfTheSourceAndItsEndAreOnTheRecordOnceEach()
    {
        Desk desk;
        desk.metrics.lost = true;
        desk.desk->start(anna, true);
        QVERIFY(desk.records(EventKind::sourceLost));
        desk.metrics.lost = false;
        QVERIFY(desk.records(EventKind::sourceRecovered));
        QCOMPARE(desk.journal.kinds().count(QString::fromUtf16(EventKind::sourceLost)), 1);
    }
    void theGatewayOfAServiceThatIsNotShownIsReadLessOften()
    {
        Desk desk;
        desk.desk->setShown(false);
        desk.desk->start(anna, false);
        QSignalSpy read(&desk.desk->watch(), &GatewayWatch::stateRead);
        QTRY_COMPARE_WITH_TIMEOUT(read.size(), 1, 2 * ServiceDesk::restMs); // its own place in the interval
        QTest::qWait(200);
        QCOMPARE(read.size(), 1);
        desk.desk->setShown(true);
        QTRY_VERIFY(read.size() >= 4);
    }
    void theFactsOfAServiceAreWhatItsOwnBoardHas()
    {
        Desk desk;
        QCOMPARE(desk.desk->facts().source, Freshness::Lost);
        desk.desk->start(anna, false);
        QTRY_COMPARE(desk.desk->facts().readings.size(), 1);
        QTRY_COMPARE(desk.desk->facts().source, Freshness::Live);
        const FleetFacts facts = desk.desk->facts();
        QCOMPARE(facts.service, u"assistant"_s);
        QVERIFY(facts.hasGateway);
        QCOMPARE(facts.readings.value(u"success_rate"_s).versions.size(), 1);
    }
    void aChangeBySomebodyElseIsOnTheRecordWithTheirName()
    {
        Desk desk;
        desk.desk->start(anna, true);
        QVERIFY(QTest::qWaitFor([&] { return desk.desk->watch().state().has_value(); }, 5000));
        desk.gateway.foreignWrite(Target::Routing);
        QVERIFY(desk.records(EventKind::gatewayChanged));
        QVERIFY2(desk.journal.events.last().title.contains(u"anna"), qPrintable(desk.journal.events.last().title));
    }
    void aStateOfUnknownOrGreatAgeRaisesTheFriction_data()
    {
        QTest::addColumn<int>("secondsLater");
        QTest::addColumn<int>("friction");
        QTest::newRow("fresh") << 0 << int(Friction::Click);
        QTest::newRow("older than three polls") << 4 << int(Friction::HoldWithReason);
        QTest::newRow("our clock was set back") << -30 << int(Friction::HoldWithReason);
    }
    void aStateOfUnknownOrGreatAgeRaisesTheFriction()
    {
        QFETCH(int, secondsLater);
        QFETCH(int, friction);
        Desk desk;
        desk.desk->start(anna, false);
        QVERIFY(QTest::qWaitFor([&] { return desk.desk->face(Verb::Rollback).enabled(); }, 5000));
        desk.clock.jumpTo(desk.desk->watch().state()->readAt + std::chrono::seconds(secondsLater));
        QCOMPARE(int(desk.desk->face(Verb::Rollback).friction), friction);
    }
    void whatIsRecordedNamesTheVersionSetItConcerns()
    {
        Desk desk;
        desk.desk->start(anna, true);
        QVERIFY(QTest::qWaitFor([&] { return desk.desk->watch().state().has_value(); }, 5000));
        desk.gateway.foreignWrite(Target::Routing);
        QVERIFY(desk.records(EventKind::gatewayChanged));
        const auto of = [&](const char16_t *kind) {
            for (const Event &event : std::as_const(desk.journal.events)) {
                if (event.kind == kind)
                    return event.payload;
            }
            return nlohmann::json();
        };
        QVERIFY(of(EventKind::gatewayChanged).at("version_sets").at("v42") == nlohmann::json({{"prompt", "p2"}}));
        QVERIFY(of(EventKind::gatewayChanged).at("version_sets").contains("v41"));
        IndicatorReading bad;
        bad.indicator = desk.desk->spec().indicators.first();
        bad.freshness = Freshness::Live;
        auto columns = std::make_shared<Columns>();
        for (int second = 0; second < 20; ++second)
            columns->append(toMs(desk.clock.now()) + second * 1000, second < 10 ? 0.99 : 0.5);
        bad.versions.append({u"v42"_s, columns});
        emit desk.desk->lines().indicatorRead(bad);
        QVERIFY(desk.records(EventKind::gateCrossed));
        QVERIFY(of(EventKind::gateCrossed).at("version_set") == nlohmann::json({{"prompt", "p2"}}));
        QVERIFY(of(EventKind::gateCrossed).at("indicator") == "success_rate");
    }
    void everyEntryOfAnActionNamesTheVersionSet()
    {
        Desk desk;
        desk.desk->start(anna, true);
        QVERIFY(QTest::qWaitFor([&] { return desk.desk->face(Verb::Rollback).enabled(); }, 5000));
        desk.desk->dispatcher().press(desk.desk->face(Verb::Rollback).plan, anna, u"wrong"_s);
        QVERIFY(desk.records(EventKind::actionVerified));
        QSet<QString> kinds;
        for (const Event &event : std::as_const(desk.journal.events)) {
            if (event.opId.isEmpty())
                continue;
            kinds << event.kind;
            QCOMPARE(event.version, u"v42"_s);
            QVERIFY2(event.payload.value("version_set", nlohmann::json()) == nlohmann::json({{"prompt", "p2"}}), qPrintable(event.kind));
        }
        QVERIFY(kinds.contains(QString::fromUtf16(EventKind::actionIntent)) && kinds.contains(QString::fromUtf16(EventKind::actionSent)));
    }
    void aVerbBesideTheWindowRecordsNoneOfIt()
    {
        Desk desk;
        desk.metrics.lost = true;
        bool told = false;
        QObject::connect(desk.desk.get(), &ServiceDesk::sourceChanged, desk.desk.get(), [&] { told = true; });
        desk.desk->start(anna, false);
        QVERIFY(QTest::qWaitFor([&] { return told; }, 5000));
        QVERIFY(desk.journal.events.isEmpty());
    }
    void rowsThatTheJournalRefusesAreWrittenWhenItReturns()
    {
        Desk desk;
        desk.metrics.lost = true;
        desk.journal.refuses = true;
        bool told = false;
        QObject::connect(desk.desk.get(), &ServiceDesk::sourceChanged, desk.desk.get(), [&] { told = true; });
        desk.desk->start(anna, true);
        QVERIFY(QTest::qWaitFor([&] { return told; }, 5000));
        QTest::qWait(50);
        QVERIFY(desk.journal.events.isEmpty());
        desk.journal.refuses = false;
        QVERIFY(desk.records(EventKind::sourceLost));
        QTest::qWait(50); // the answer of the journal is still on its way
        desk.desk.reset();
        QVERIFY(desk.spooled.isEmpty());
    }
    void rowsThatTheJournalNeverTookGoToTheSpoolAtTheEnd()
    {
        Desk desk;
        desk.metrics.lost = true;
        desk.journal.refuses = true;
        bool told = false;
        QObject::connect(desk.desk.get(), &ServiceDesk::sourceChanged, desk.desk.get(), [&] { told = true; });
        desk.desk->start(anna, true);
        QVERIFY(QTest::qWaitFor([&] { return told; }, 5000));
        QTest::qWait(50);
        desk.desk.reset();
        QVERIFY(!desk.spooled.isEmpty());
        QCOMPARE(desk.spooled.first().kind, QString::fromUtf16(EventKind::sourceLost));
    }
};

QTEST_GUILESS_MAIN(ServiceDeskTest)
#include "tst_ServiceDesk.moc"

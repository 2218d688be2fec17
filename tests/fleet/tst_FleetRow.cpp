// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/fleet/FleetRow.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <limits>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'800'000'000'000;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

Indicator success(bool headline = true)
{
    Indicator made;
    made.id = headline ? u"success"_s : u"refusals"_s;
    made.title = headline ? u"Success rate"_s : u"Refusals"_s;
    made.family = Family::Quality;
    made.headline = headline;
    made.query = u"q"_s;
    made.unit = Unit::Ratio;
    made.direction = Direction::LowerIsWorse;
    made.gate = {0.95, 0.90};
    return made;
}

Indicator latency()
{
    Indicator made = success();
    made.id = u"p95"_s;
    made.title = u"P95"_s;
    made.family = Family::Latency;
    made.unit = Unit::Seconds;
    made.direction = Direction::HigherIsWorse;
    made.gate = {2, 4};
    return made;
}

/// 100 samples 5 s apart, the last `ageMs` before now.
VersionColumns version(const QString &name, double value, qint64 ageMs = 1000)
{
    auto columns = std::make_shared<Columns>();
    for (int i = 99; i >= 0; --i)
        columns->append(now - ageMs - i * 5000, value);
    return {name, columns};
}

void read(FleetFacts &facts, const Indicator &indicator, const QList<VersionColumns> &versions, Freshness freshness = Freshness::Live)
{
    IndicatorReading reading;
    reading.indicator = indicator;
    reading.versions = versions;
    reading.freshness = freshness;
    facts.readings.insert(indicator.id, reading);
}

FleetFacts healthy()
{
    FleetFacts facts;
    facts.service = u"chat"_s;
    facts.title = u"Chat"_s;
    facts.stepMs = 5000;
    facts.source = Freshness::Live;
    facts.indicators = {success(), latency()};
    read(facts, success(), {version(u"v1"_s, 0.99), version(u"v2"_s, 0.98)});
    read(facts, latency(), {version(u"v1"_s, 1), version(u"v2"_s, 1.5)});
    return facts;
}

Alert alertOf(AlertSeverity severity)
{
    Alert made;
    made.key = alertSeverityWord(severity);
    made.title = u"HighErrorRate"_s;
    made.service = u"chat"_s;
    made.version = u"v2"_s;
    made.severity = severity;
    made.sinceMs = now - 60'000;
    made.sources = {u"alertmanager"_s};
    return made;
}

/// The row of a service whose alerts the desk lists in that order.
FleetRow rowWith(FleetFacts facts, const QList<Alert> &alerts)
{
    QList<AlertPointer> listed;
    for (const Alert &one : alerts)
        listed << std::make_shared<const Alert>(one);
    sortByLoss(listed);
    facts.alerts = fleetAlerts(listed).value(facts.service);
    return fleetRow(facts, now);
}

FleetLamp quality(const FleetFacts &facts)
{
    return fleetRow(facts, now).lamps[0];
}

} // namespace

class FleetRowTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aServiceNeedsWhatItsWorstVersionNeeds_data()
    {
        QTest::addColumn<double>("stable");
        QTest::addColumn<double>("canary");
        QTest::addColumn<FleetNeed>("need");
        QTest::newRow("both inside") << 0.99 << 0.98 << FleetNeed::Inside;
        QTest::newRow("on the gate is inside") << 0.95 << 0.95 << FleetNeed::Inside;
        QTest::newRow("canary warns") << 0.99 << 0.94 << FleetNeed::Warn;
        QTest::newRow("stable warns") << 0.94 << 0.99 << FleetNeed::Warn;
        QTest::newRow("canary beyond stop") << 0.99 << 0.50 << FleetNeed::Stop;
        QTest::newRow("one of each") << 0.94 << 0.50 << FleetNeed::Stop;
        QTest::newRow("no traffic on the canary") << 0.99 << none << FleetNeed::Inside;
    }
    void aServiceNeedsWhatItsWorstVersionNeeds()
    {
        QFETCH(double, stable);
        QFETCH(double, canary);
        QFETCH(FleetNeed, need);
        FleetFacts facts = healthy();
        read(facts, success(), {version(u"v1"_s, stable), version(u"v2"_s, canary)});
        QCOMPARE(fleetRow(facts, now).need, need);
    }

    void theLampIsOfTheWorstVersionWithItsValueAndWhatIsLeft()
    {
        FleetFacts facts = healthy();
        read(facts, success(), {version(u"v1"_s, 0.99), version(u"v2"_s, 0.84)});
        const FleetLamp lamp = quality(facts);
        QCOMPARE(lamp.state, GateState::Stop);
        QCOMPARE(lamp.version, u"v2"_s);
        QCOMPARE(lamp.value, 0.84);
        QCOMPARE(lamp.limit, 0.90);
        QVERIFY(lamp.room && std::abs(*lamp.room + 0.6) < 1e-9); // 10 points allowed, 6 beyond
        QVERIFY(lamp.columns && lamp.columns->size() == 100);
        const FleetRow row = fleetRow(facts, now);
        QCOMPARE(row.room, lamp.room);
        QVERIFY(row.alarm);
        QCOMPARE(row.alarm->version, u"v2"_s);
        QCOMPARE(row.alarm->gate, 0.90);
        QCOMPARE(row.alarm->sinceMs, now - 1000 - 99 * 5000);
        QCOMPARE(row.alarm->further, 0);
    }

    void noDataIsNeverInside_data()
    {
        QTest::addColumn<int>("trouble");
        QTest::addColumn<FleetNeed>("need");
        QTest::addColumn<FleetDoubt>("doubt");
        QTest::newRow("never read") << 0 << FleetNeed::Blind << FleetDoubt::NeverRead;
        QTest::newRow("a line is late") << 1 << FleetNeed::Blind << FleetDoubt::LinesLate;
        QTest::newRow("a line's samples ended") << 2 << FleetNeed::Blind << FleetDoubt::LinesLate;
        QTest::newRow("source lost") << 3 << FleetNeed::Blind << FleetDoubt::SourceLost;
        QTest::newRow("gateway lost") << 4 << FleetNeed::Blind << FleetDoubt::GatewayLost;
        QTest::newRow("no traffic at all") << 5 << FleetNeed::Idle << FleetDoubt::None;
        QTest::newRow("no line has a source") << 6 << FleetNeed::Idle << FleetDoubt::None;
        QTest::newRow("answers without series") << 7 << FleetNeed::Idle << FleetDoubt::None;
    }
    void noDataIsNeverInside()
    {
        QFETCH(int, trouble);
        FleetFacts facts = healthy();
        switch (trouble) {
        case 0: facts.readings.clear(); facts.source = Freshness::Lost; break;
        case 1: read(facts, success(), {version(u"v1"_s, 0.99)}, Freshness::Late); break;
        case 2: read(facts, success(), {version(u"v1"_s, 0.99, 26'000)}); break;
        case 3: facts.source = Freshness::Lost; break;
        case 4: facts.hasGateway = true; break;
        case 5:
            read(facts, success(), {version(u"v1"_s, none)});
            read(facts, latency(), {version(u"v1"_s, none)});
            break;
        case 6: facts.indicators[0].query = facts.indicators[1].query = QString(); facts.readings.clear(); break;
        case 7:
            read(facts, success(), {});
            read(facts, latency(), {});
            break;
        }
        const FleetRow row = fleetRow(facts, now);
        QTEST(row.need, "need");
        QTEST(row.doubt, "doubt");
    }

    void aLateValueIsShownButNotJudged()
    {
        FleetFacts facts = healthy();
        read(facts, success(), {version(u"v1"_s, 0.5)}, Freshness::Late);
        const FleetRow row = fleetRow(facts, now);
        QCOMPARE(row.need, FleetNeed::Blind);
        QVERIFY(!row.alarm);
        QCOMPARE(row.lamps[0].state, GateState::Unknown);
        QVERIFY(row.lamps[0].late);
        QCOMPARE(row.lamps[0].value, 0.5);
    }

    void aVersionThatEndedEarlierDoesNotSpeakForTheService()
    {
        FleetFacts facts = healthy();
        read(facts, success(), {version(u"v0"_s, 0.1, 600'000), version(u"v1"_s, 0.99)});
        QCOMPARE(fleetRow(facts, now).need, FleetNeed::Inside);
        QCOMPARE(quality(facts).version, u"v1"_s);
    }

    void whatIsNoHeadlineCountsOnlyBeyondItsGate()
    {
        FleetFacts facts = healthy();
        facts.indicators.append(success(false));
        read(facts, success(false), {version(u"v1"_s, 0.96)});
        QCOMPARE(quality(facts).indicatorId, u"success"_s); // nearer to its limit, but inside
        read(facts, success(false), {version(u"v1"_s, 0.93)});
        QCOMPARE(quality(facts).indicatorId, u"refusals"_s);
        QCOMPARE(fleetRow(facts, now).need, FleetNeed::Warn);
        read(facts, success(false), {version(u"v1"_s, 0.99)}, Freshness::Late);
        QCOMPARE(fleetRow(facts, now).need, FleetNeed::Inside);
    }

    void anAlarmOutsideTheFourLinesRaisesTheServiceToo()
    {
        FleetFacts facts = healthy();
        Indicator errors = latency();
        errors.id = u"errors"_s;
        errors.family = Family::Stability;
        facts.indicators.append(errors);
        read(facts, errors, {version(u"v1"_s, 9)});
        const FleetRow row = fleetRow(facts, now);
        QCOMPARE(row.need, FleetNeed::Stop);
        QCOMPARE(row.alarm->indicatorId, u"errors"_s);
        for (const FleetLamp &lamp : row.lamps)
            QVERIFY(lamp.state != GateState::Stop);
    }

    void stopComesBeforeWarnAndTheRestIsCounted()
    {
        FleetFacts facts = healthy();
        read(facts, success(), {version(u"v1"_s, 0.94), version(u"v2"_s, 0.93)});
        read(facts, latency(), {version(u"v1"_s, 5)});
        const FleetRow row = fleetRow(facts, now);
        QCOMPARE(row.alarm->indicatorId, u"p95"_s);
        QCOMPARE(row.alarm->state, GateState::Stop);
        QCOMPARE(row.alarm->further, 2);
    }

    void anAlertRaisesAServiceWhoseLinesAreGreen_data()
    {
        QTest::addColumn<AlertPointer>("alert");
        QTest::addColumn<FleetNeed>("need");
        const auto row = [](const char *name, FleetNeed need, AlertSeverity severity, const std::function<void(Alert &)> &change = {}) {
            auto made = std::make_shared<Alert>(alertOf(severity));
            if (change)
                change(*made);
            QTest::newRow(name) << AlertPointer(made) << need;
        };
        row("critical", FleetNeed::Stop, AlertSeverity::Critical);
        row("warning", FleetNeed::Warn, AlertSeverity::Warning);
        row("for information", FleetNeed::Inside, AlertSeverity::Info);
        row("who said it is gone", FleetNeed::Stop, AlertSeverity::Critical, [](Alert &one) { one.phase = AlertPhase::SourceLost; });
        row("over", FleetNeed::Inside, AlertSeverity::Critical, [](Alert &one) { one.phase = AlertPhase::Returned; });
        row("silenced", FleetNeed::Inside, AlertSeverity::Critical, [](Alert &one) { one.covers = {AlertCover{u"s1"_s}}; });
        row("held back", FleetNeed::Inside, AlertSeverity::Critical, [](Alert &one) { one.inhibited = true; });
        row("of another service", FleetNeed::Inside, AlertSeverity::Critical, [](Alert &one) { one.service = u"search"_s; });
        row("of no service", FleetNeed::Inside, AlertSeverity::Critical, [](Alert &one) { one.service.clear(); });
        row("the judge's", FleetNeed::Stop, AlertSeverity::Critical, [](Alert &one) { one.origin = AlertOrigin::Verdict; });
        row("its own gate, which the row sees itself", FleetNeed::Inside, AlertSeverity::Critical, [](Alert &one) { one.origin = AlertOrigin::Gate; });
    }
    void anAlertRaisesAServiceWhoseLinesAreGreen()
    {
        QFETCH(AlertPointer, alert);
        QFETCH(FleetNeed, need);
        const FleetRow row = rowWith(healthy(), {*alert});
        QCOMPARE(row.need, need);
        QCOMPARE(row.alarm.has_value(), need != FleetNeed::Inside);
        if (row.alarm) {
            QCOMPARE(row.alarm->title, alert->title);
            QCOMPARE(row.alarm->version, u"v2"_s);
            QCOMPARE(row.alarm->sinceMs, alert->sinceMs);
            QVERIFY(row.alarm->alert);
        }
    }

    void theWorseOfGateAndAlertIsTheAlarmAndTheRestIsCounted_data()
    {
        QTest::addColumn<double>("value"); ///< of the quality line: warn below 0.95, stop below 0.90
        QTest::addColumn<QList<int>>("severities");
        QTest::addColumn<bool>("isAlert");
        QTest::addColumn<FleetNeed>("need");
        QTest::addColumn<int>("further");
        const int critical = static_cast<int>(AlertSeverity::Critical), warning = static_cast<int>(AlertSeverity::Warning);
        QTest::newRow("warn gate, critical alert") << 0.93 << QList<int>{critical} << true << FleetNeed::Stop << 1;
        QTest::newRow("stop gate, critical alert") << 0.50 << QList<int>{critical} << false << FleetNeed::Stop << 1;
        QTest::newRow("warn gate, warning") << 0.93 << QList<int>{warning} << false << FleetNeed::Warn << 1;
        QTest::newRow("inside, both") << 0.99 << QList<int>{warning, critical} << true << FleetNeed::Stop << 1;
        QTest::newRow("stop gate, both") << 0.50 << QList<int>{warning, critical} << false << FleetNeed::Stop << 2;
    }
    void theWorseOfGateAndAlertIsTheAlarmAndTheRestIsCounted()
    {
        QFETCH(double, value);
        QFETCH(QList<int>, severities);
        FleetFacts facts = healthy();
        read(facts, success(), {version(u"v1"_s, value)});
        QList<Alert> alerts;
        for (const int severity : severities)
            alerts << alertOf(static_cast<AlertSeverity>(severity));
        const FleetRow row = rowWith(facts, alerts);
        QTEST(row.need, "need");
        QTEST(row.alarm->alert != nullptr, "isAlert");
        QTEST(row.alarm->further, "further");
        if (row.alarm->alert)
            QCOMPARE(row.alarm->alert->severity, AlertSeverity::Critical);
    }

    void aLateLineDoesNotHideAnAlert()
    {
        FleetFacts facts = healthy();
        read(facts, success(), {version(u"v1"_s, 0.99)}, Freshness::Late);
        QCOMPARE(rowWith(facts, {}).need, FleetNeed::Blind);
        QCOMPARE(rowWith(facts, {alertOf(AlertSeverity::Warning)}).need, FleetNeed::Warn);
    }

    void theRoomIsTheShareOfTheAllowanceThatIsLeft_data()
    {
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<Direction>("direction");
        QTest::addColumn<Gate>("gate");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("room"); ///< NaN: none
        const auto low = Direction::LowerIsWorse, high = Direction::HigherIsWorse;
        QTest::newRow("perfect ratio") << Unit::Ratio << low << Gate{0.95, 0.9} << 1.0 << 1.0;
        QTest::newRow("ratio at the stop gate") << Unit::Ratio << low << Gate{0.95, 0.9} << 0.9 << 0.0;
        QTest::newRow("half the seconds") << Unit::Seconds << high << Gate{2, 4} << 2.0 << 0.5;
        QTest::newRow("twice the seconds") << Unit::Seconds << high << Gate{2, 4} << 8.0 << -1.0;
        QTest::newRow("a ratio where higher is worse") << Unit::Ratio << high << Gate{0.01, 0.02} << 0.005 << 0.75;
        QTest::newRow("a score") << Unit::Score << low << Gate{4, 2} << 3.0 << 0.5;
        QTest::newRow("warn alone") << Unit::Seconds << high << Gate{2, {}} << 1.0 << 0.5;
        QTest::newRow("no gate") << Unit::Seconds << high << Gate{} << 1.0 << none;
        QTest::newRow("nothing allowed") << Unit::Count << high << Gate{{}, 0} << 1.0 << none;
        QTest::newRow("all must be perfect") << Unit::Ratio << low << Gate{{}, 1} << 0.5 << none;
        QTest::newRow("infinite") << Unit::Seconds << high << Gate{2, 4} << std::numeric_limits<double>::infinity() << none;
    }
    void theRoomIsTheShareOfTheAllowanceThatIsLeft()
    {
        QFETCH(Unit, unit);
        QFETCH(Direction, direction);
        QFETCH(Gate, gate);
        QFETCH(double, value);
        QFETCH(double, room);
        Indicator indicator;
        indicator.gate = gate;
        indicator.unit = unit;
        indicator.direction = direction;
        const std::optional<double> left = roomLeft(indicator, value);
        QCOMPARE(left.has_value(), !std::isnan(room));
        if (left)
            QVERIFY2(std::abs(*left - room) < 1e-9, qPrintable(QString::number(*left)));
    }

    void theCanaryIsReadFromTheGateway()
    {
        FleetFacts facts = healthy();
        facts.hasGateway = true;
        facts.rollout.freshness = Freshness::Live;
        facts.rollout.phase = RolloutPhase::Running;
        facts.rollout.steps = {{5, 300}, {20, 300}, {50, 300}, {100, 0}};
        facts.rollout.currentStep = 1;
        facts.rollout.shares = {{u"v1"_s, VersionRole::Stable, 80, 80, {}}, {u"v2"_s, VersionRole::Canary, 20, 20, {}}};
        FleetRow row = fleetRow(facts, now);
        QCOMPARE(row.canary.step, 2);
        QCOMPARE(row.canary.steps, 4);
        QCOMPARE(row.canary.weight, 20);
        QCOMPARE(row.canary.version, u"v2"_s);
        QCOMPARE(row.need, FleetNeed::Inside);
        QVERIFY(!row.canary.verdict);
        facts.verdict = VerdictKind::Regressed;
        QCOMPARE(fleetRow(facts, now).canary.verdict, VerdictKind::Regressed);
        facts.rollout.waitsForPerson = true;
        QCOMPARE(fleetRow(facts, now).need, FleetNeed::Waiting);
        facts.rollout.shares[1].asked = none;
        facts.rollout.keepsSteps = false;
        row = fleetRow(facts, now);
        QVERIFY(!row.canary.weight);
        QCOMPARE(row.canary.steps, 0);
    }

    void theAgeIsOfTheLineThatIsMostBehind()
    {
        FleetFacts facts = healthy();
        read(facts, latency(), {version(u"v1"_s, 1, 9000), version(u"v2"_s, 1, 12'000)});
        QCOMPARE(fleetRow(facts, now).dataMs, now - 9000);
        facts.readings.remove(u"p95"_s);
        QCOMPARE(fleetRow(facts, now).dataMs, 0);
    }

    void whatTheSourceWarnedOfGoesWithTheLamp()
    {
        FleetFacts facts = healthy();
        facts.readings[u"success"_s].warnings = {u"partial"_s};
        const FleetRow row = fleetRow(facts, now);
        QCOMPARE(row.lamps[0].warnings, QStringList{u"partial"_s});
        QVERIFY(row.lamps[1].warnings.isEmpty());
    }

    void theSameFactsGiveTheSameRow()
    {
        FleetFacts facts = healthy();
        read(facts, success(), {version(u"v1"_s, none)});
        const FleetRow row = fleetRow(facts, now);
        QVERIFY(row == fleetRow(facts, now)); // no NaN stands in a row
        read(facts, success(), {version(u"v1"_s, 0.99)});
        QVERIFY(!(row == fleetRow(facts, now)));
    }
};

QTEST_APPLESS_MAIN(FleetRowTest)
#include "tst_FleetRow.moc"

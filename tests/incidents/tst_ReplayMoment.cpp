// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/ReplayMoment.h"
#include "app/actions/ActionRows.h"
#include "app/alerts/AlertRowJson.h"
#include "app/base/CanonicalJson.h"
#include "app/base/TimeText.h"
#include "app/incidents/GatewayHistory.h"
#include "app/incidents/GatewayStateJson.h"
#include "app/incidents/IndicatorJson.h"
#include "app/journal/Chain.h"
#include "tests/incidents/EvidenceStory.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <random>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

/// All of a moment as text: two moments with the same text show the same on screen.
QByteArray textOf(const ReplayMoment &moment)
{
    json out{{"at", isoUtc(moment.at).toStdString()}, {"source", static_cast<int>(moment.sourceFreshness)},
             {"gateway", static_cast<int>(moment.gatewayFreshness)}, {"state", moment.gateway ? gatewayStateJson(*moment.gateway) : json()}};
    for (const Event &event : moment.events)
        out["events"].push_back(toJson(event));
    for (const IndicatorReading &reading : moment.readings) {
        json one = readingJson(reading, 0, toMs(moment.at) + 86'400'000);
        for (const VersionColumns &version : reading.versions) {
            json samples = json::array();
            for (std::size_t i = 0; i < version.columns->size(); ++i)
                samples.push_back({version.columns->time(i), std::isnan(version.columns->value(i)) ? json() : json(version.columns->value(i))});
            one["samples"][version.version.toStdString()] = samples;
        }
        out["readings"].push_back(one);
    }
    for (const ActionProgress &operation : moment.operations)
        out["operations"].push_back({operation.opId.toStdString(), actionStateWord(operation.state).toStdString(), operation.open});
    for (const AlertReport &report : moment.alerts) {
        for (const SourceAlert &alert : report.answer.alerts)
            out["alerts"].push_back({report.source.toStdString(), alert.key.toStdString(), alert.sinceMs, alert.silencedBy.size(), static_cast<int>(report.freshness)});
    }
    for (const auto &[target, verb] : moment.openVerbs.asKeyValueRange())
        out["open"].push_back({targetWord(target).toStdString(), verb.toStdString()});
    return canonicalJson(out);
}

Event row(const char16_t *kind, const Evidence &evidence, int occurredSecond, int recordedSecond, const QString &opId = {})
{
    Event event;
    event.kind = QString::fromUtf16(kind);
    event.service = evidence.service;
    event.occurredAt = evidence.from + std::chrono::seconds(occurredSecond);
    event.recordedAt = evidence.from + std::chrono::seconds(recordedSecond);
    event.opId = opId;
    event.eventId = u"%1-%2"_s.arg(event.kind).arg(recordedSecond);
    return event;
}

/// A rollback in the middle, an outage, and a note about an earlier time that was written late.
Evidence storyEvidence()
{
    Evidence evidence = EvidenceStory::evidence(10);
    ActionRun run;
    run.opId = u"op-1"_s;
    run.plan.verb = Verb::Rollback;
    run.plan.target = Target::Routing;
    run.plan.service = evidence.service;
    run.plan.from = u"v42 20 %"_s;
    run.plan.to = u"v42 0 %"_s;
    run.plan.ifMatch = u"7"_s;
    run.plan.before = {{"weights", {{"v41", 80}, {"v42", 20}}}};
    run.plan.after = {{"weights", {{"v41", 100}, {"v42", 0}}}};
    run.promise.tier = Tier::A;
    QList<Event> rows;
    const auto add = [&](const char16_t *kind, int second) {
        Event event = row(kind, evidence, second, second, run.opId);
        event.payload = kind == EventKind::actionIntent ? intentPayload(run) : rowPayload(run);
        rows << event;
    };
    rows << row(EventKind::gateCrossed, evidence, 100, 109);
    add(EventKind::actionIntent, 200);
    add(EventKind::actionSent, 201);
    add(EventKind::actionAcked, 202);
    add(EventKind::actionVerified, 204);
    Event lost = row(EventKind::sourceLost, evidence, 250, 250);
    lost.payload = {{"source", "edge"}};
    Event back = row(EventKind::sourceRecovered, evidence, 280, 280);
    back.payload = {{"source", "edge"}};
    rows << lost << back;
    const auto alarm = [&](const char16_t *kind, int second) {
        Event event = row(kind, evidence, second, second);
        event.payload = {{"key", "k1"}, {"labels", {{"alertname", "Slow"}}}, {"sources", {"prom"}}, {"severity", "critical"}, {"since_ms", toMs(event.occurredAt)}};
        rows << event;
    };
    alarm(EventKind::alertFired, 300);
    rows << row(EventKind::note, evidence, 90, 400); // backdated
    alarm(EventKind::alertCleared, 410);
    add(EventKind::actionClosed, 420);
    evidence.journal = BundleStory::sealed(rows);
    return evidence;
}

/// The evidence without all that came after a time, as a console of that time would have frozen it.
Evidence asOf(const Evidence &whole, TimePoint at)
{
    Evidence evidence = whole;
    evidence.journal.removeIf([&](const Event &event) { return event.recordedAt > at; });
    evidence.reads.removeIf([&](const GatewayRead &read) { return read.state.readAt > at; });
    for (GatewayRead &read : evidence.reads)
        read.until = std::min(read.until, at);
    for (IndicatorReading &reading : evidence.readings) {
        for (VersionColumns &version : reading.versions) {
            Columns columns;
            for (std::size_t i = 0; i < version.columns->size() && version.columns->time(i) <= toMs(at); ++i)
                columns.append(version.columns->time(i), version.columns->value(i));
            version.columns = std::make_shared<const Columns>(columns);
        }
        for (Covered &piece : reading.covered)
            piece.endMs = alignedDown(std::min(piece.endMs, toMs(at)), piece.stepMs);
    }
    return evidence;
}

} // namespace

class TestReplayMoment : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }

    void nothingThatCameLaterLeaksIntoAMoment()
    {
        const Evidence whole = storyEvidence();
        std::mt19937_64 random(20'261'129);
        for (int round = 0; round < 300; ++round) {
            const TimePoint at = whole.from + std::chrono::milliseconds(static_cast<qint64>(random() % 600'000));
            const ReplayMoment moment = momentOf(whole, at);
            for (const Event &event : moment.events)
                QVERIFY(event.recordedAt <= at);
            for (const IndicatorReading &reading : moment.readings) {
                for (const VersionColumns &version : reading.versions)
                    QVERIFY(version.columns->lastTime() <= toMs(at));
            }
            QVERIFY(!moment.gateway || moment.gateway->readAt <= at);
            QCOMPARE(textOf(moment), textOf(momentOf(asOf(whole, at), at)));
            // And whatever is told of the future, it changes nothing.
            Evidence other = whole;
            for (Event &event : other.journal) {
                if (event.recordedAt > at) {
                    event.occurredAt = whole.from;
                    event.kind = u"action.verified"_s;
                    event.title = u"later"_s;
                }
            }
            for (GatewayRead &read : other.reads) {
                if (read.state.readAt > at)
                    read.state.versions.clear();
            }
            QCOMPARE(textOf(momentOf(other, at)), textOf(moment));
        }
    }

    void anAlarmOfAnOutsideSourceStandsFromWhenItWasRecordedUntilItWasOver()
    {
        Evidence evidence = storyEvidence();
        // What was on show when it was frozen, and was never recorded one by one.
        Alert storm;
        storm.key = u"k2"_s;
        storm.labels = {{u"alertname"_s, u"Storm"_s}};
        storm.sources = {u"prom"_s};
        storm.sinceMs = toMs(evidence.from) + 200'000;
        evidence.alerts = {alertRowJson(storm)};
        evidence.alertSources = {u"prom"_s};
        const auto keys = [&](int second) {
            QStringList told;
            for (const AlertReport &report : momentOf(evidence, evidence.from + std::chrono::seconds(second)).alerts) {
                for (const SourceAlert &alert : report.answer.alerts)
                    told << alert.key;
            }
            return told;
        };
        QVERIFY(keys(299).isEmpty());
        QCOMPARE(keys(300), QStringList{u"k1"_s});
        QCOMPARE(keys(409), QStringList{u"k1"_s});
        QVERIFY(keys(410).isEmpty());
        QCOMPARE(keys(600), QStringList{u"k2"_s}); // the end alone
        storm.sinceMs = toMs(evidence.to) + 1;
        evidence.alerts = {alertRowJson(storm)};
        QVERIFY(keys(600).isEmpty());
    }

    void aNoteAboutAnEarlierTimeIsSeenFromWhenItWasWritten()
    {
        const Evidence evidence = storyEvidence();
        const auto notes = [&](int second) {
            const ReplayMoment moment = momentOf(evidence, evidence.from + std::chrono::seconds(second));
            return std::count_if(moment.events.begin(), moment.events.end(), [](const Event &event) { return event.kind == EventKind::note; });
        };
        QCOMPARE(notes(399), 0);
        QCOMPARE(notes(400), 1);
    }

    void anOperationStandsWhereItStoodThen_data()
    {
        QTest::addColumn<int>("second");
        QTest::addColumn<int>("operations");
        QTest::addColumn<QString>("state");
        QTest::addColumn<bool>("open");
        QTest::newRow("before") << 199 << 0 << QString() << false;
        QTest::newRow("asked") << 200 << 1 << u"intent"_s << true;
        QTest::newRow("sent") << 201 << 1 << u"sent"_s << true;
        QTest::newRow("accepted") << 203 << 1 << u"acked"_s << true;
        QTest::newRow("read back") << 204 << 1 << u"verified"_s << false;
    }
    void anOperationStandsWhereItStoodThen()
    {
        QFETCH(const int, second);
        const Evidence evidence = storyEvidence();
        const ReplayMoment moment = momentOf(evidence, evidence.from + std::chrono::seconds(second));
        QTEST(static_cast<int>(moment.operations.size()), "operations");
        QFETCH(const bool, open);
        QCOMPARE(moment.openVerbs.contains(Target::Routing), open);
        if (moment.operations.isEmpty())
            return;
        QTEST(actionStateWord(moment.operations.first().state), "state");
        QVERIFY(moment.operations.first().decisions.isEmpty());
    }

    void whatDidNotAnswerThenIsLost()
    {
        const Evidence evidence = storyEvidence();
        const auto at = [&](int second) { return momentOf(evidence, evidence.from + std::chrono::seconds(second)); };
        QCOMPARE(at(249).gatewayFreshness, Freshness::Live);
        QCOMPARE(at(260).gatewayFreshness, Freshness::Lost);
        QCOMPARE(at(260).sourceFreshness, Freshness::Live);
        QCOMPARE(at(300).gatewayFreshness, Freshness::Live);
        const ReplayMoment before = momentOf(evidence, evidence.from - std::chrono::hours(1));
        QVERIFY(!before.gateway);
        QCOMPARE(before.gatewayFreshness, Freshness::Lost);
        QVERIFY(before.readings.first().versions.isEmpty());
    }

    void aGatewaysHistoryKeepsChangesAndHowLongTheyStood()
    {
        GatewayHistory history;
        const TimePoint start = BundleStory::start;
        for (int second = 0; second < 120; ++second) {
            GatewayState state = EvidenceStory::state(start, second < 50 ? 5 : 20);
            state.readAt = start + std::chrono::seconds(second);
            history.take(state);
        }
        QCOMPARE(history.reads().size(), 2);
        QCOMPARE(history.reads()[0].until, start + std::chrono::seconds(49));
        QCOMPARE(history.reads()[1].state.readAt, start + std::chrono::seconds(50));
        const auto late = history.inside(start + std::chrono::seconds(60), start + std::chrono::seconds(70));
        QCOMPARE(late.size(), 1);
        QCOMPARE(late[0].until, start + std::chrono::seconds(70));
        QCOMPARE(history.inside(start, start + std::chrono::seconds(55)).size(), 2);
        // Set back: what was read "later" is doubtful and goes.
        GatewayState back = EvidenceStory::state(start, 50);
        back.readAt = start + std::chrono::seconds(20);
        history.take(back);
        QCOMPARE(history.reads().size(), 2);
        QCOMPARE(history.reads()[0].until, start + std::chrono::seconds(20));
        for (int i = 0; i < 3000; ++i) {
            GatewayState state = EvidenceStory::state(start, i % 90);
            state.readAt = start + std::chrono::seconds(200 + i);
            history.take(state);
        }
        QCOMPARE(history.reads().size(), GatewayHistory::mostReads);
    }
};

QTEST_GUILESS_MAIN(TestReplayMoment)
#include "tst_ReplayMoment.moc"

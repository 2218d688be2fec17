// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/RecordedEvidence.h"
#include "app/incidents/ReplayMoment.h"
#include "tests/incidents/EvidenceStory.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

TimePoint at(int second)
{
    return BundleStory::start + std::chrono::seconds(second);
}

Event entry(const char16_t *kind, int second, const json &payload, const QString &opId = {})
{
    Event event;
    event.seq = 100 + second;
    event.eventId = u"e%1"_s.arg(second);
    event.kind = QString::fromUtf16(kind);
    event.occurredAt = event.recordedAt = at(second);
    event.service = u"assistant"_s;
    event.version = u"v42"_s;
    event.opId = opId;
    event.payload = payload;
    return event;
}

/// A rollback: asked at 100 s, read back at 104 s.
QList<Event> rollback()
{
    return {entry(EventKind::actionIntent, 100,
                  {{"verb", "rollback"}, {"target", "routing"}, {"if_match", "7"}, {"before", {{"weights", {{"v41", 80}, {"v42", 20}}}}}}, u"op-1"_s),
            entry(EventKind::actionVerified, 104,
                  {{"version", "8"}, {"read", {{"rollout", "abort"}, {"weights", {{"v41", 100}, {"v42", 0}}}}}}, u"op-1"_s)};
}

KeptEvidence kept(int fromSecond, int untilSecond, double canaryWeight)
{
    KeptEvidence one{entry(EventKind::evidenceAdded, untilSecond, {}), EvidenceStory::evidence(1, 1)};
    one.evidence.from = at(fromSecond);
    one.evidence.to = one.evidence.madeAt = at(untilSecond);
    one.evidence.reads = {{EvidenceStory::state(at(fromSecond), canaryWeight), at(untilSecond)}};
    return one;
}

double canary(const QList<GatewayRead> &reads, int second)
{
    Evidence evidence;
    evidence.service = u"assistant"_s;
    evidence.from = at(0);
    evidence.to = at(600);
    evidence.reads = reads;
    const ReplayMoment moment = momentOf(evidence, at(second));
    const GatewayVersion *version = moment.gateway ? moment.gateway->versionById(u"v42"_s) : nullptr;
    return version ? version->weight : -1;
}

RecordedEvidence recordOf(const QList<KeptEvidence> &kept)
{
    RecordedEvidence record;
    record.incident.service = u"assistant"_s;
    record.incident.versions = {u"v42"_s};
    record.kept = kept;
    return record;
}

} // namespace

class TestRecordedEvidence : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theGatewayIsAsTheEvidenceReadItAndAfterAPressAsItWasReadBack()
    {
        // Taken as the press began: what came of it is in the record alone.
        const QList<GatewayRead> reads = recordedReads(recordOf({kept(20, 99, 20)}), {}, rollback(), at(0), at(600));
        QCOMPARE(canary(reads, 10), -1.0);
        QCOMPARE(canary(reads, 50), 20.0);
        QCOMPARE(canary(reads, 103), 20.0);
        QCOMPARE(canary(reads, 104), 0.0);
        QCOMPARE(canary(reads, 600), 0.0);
        const GatewayState &last = reads.last().state;
        QCOMPARE(last.rollout.phase, RolloutPhase::Aborted);
        QCOMPARE(last.resources[Target::Routing].stamp, u"op-1"_s);
        QCOMPARE(last.degradeLevels.size(), 2); // what the press did not touch is as it was read before
        // Another window of the same record.
        QCOMPARE(recordedReads(recordOf({kept(20, 99, 20)}), {}, rollback(), at(0), at(102)).last().state.versionById(u"v42"_s)->weight, 20.0);
    }

    void whereEvidenceReadTheGatewayThenTheRecordAddsNothing()
    {
        const RecordedEvidence record = recordOf({kept(20, 60, 20), kept(20, 99, 20), kept(103, 200, 0)});
        const QList<GatewayRead> reads = recordedReads(record, {}, rollback().mid(1), at(0), at(600));
        QCOMPARE(reads.size(), 2);
        QCOMPARE(reads[0].until, at(99));
        QCOMPARE(reads[1].state.readAt, at(103));
        QVERIFY(holdsState(record));
        for (qsizetype i = 1; i < reads.size(); ++i)
            QVERIFY(reads[i - 1].until <= reads[i].state.readAt);
    }

    void withoutEvidenceThereIsWhatTheOperationFoundAndReadBack()
    {
        const RecordedEvidence record = recordOf({});
        const QList<GatewayRead> reads = recordedReads(record, {}, rollback(), at(0), at(600));
        QVERIFY(!holdsState(record));
        QCOMPARE(canary(reads, 99), -1.0);
        QCOMPARE(canary(reads, 100), 20.0);
        QCOMPARE(canary(reads, 104), 0.0);
        QVERIFY(recordedReads(record, {}, {}, at(0), at(600)).isEmpty());
        QList<Event> others = rollback();
        for (Event &event : others)
            event.service = u"other"_s;
        QVERIFY(recordedReads(record, {}, others, at(0), at(600)).isEmpty());
    }

    void whoIsWhoBeforeTheFirstEvidenceIsWhatTheRecordSaidByThen()
    {
        const auto changed = [](int second, int weight) {
            Event event = entry(EventKind::gatewayChanged, second, {{"target", "routing"}, {"value", {{"weights", {{"v41", 100 - weight}, {"v42", weight}}}}}});
            event.version.clear();
            return event;
        };
        const QList<Event> journal{changed(10, 5), entry(EventKind::verdict, 60, {{"stable", "v41"}, {"verdict", {{"verdict", "regressed"}}}}), changed(90, 0)};
        RecordedEvidence record = recordOf({kept(300, 310, 0)});
        record.incident.events = journal;
        const QList<GatewayRead> reads = recordedReads(record, {}, journal, at(0), at(600));
        QCOMPARE(reads.size(), 3);
        QCOMPARE(reads[0].state.versionById(u"v42"_s)->weight, 5.0);
        QCOMPARE(reads[0].state.versionById(u"v42"_s)->role, VersionRole::Idle); // nobody had said so yet
        QVERIFY(reads[0].state.rollout.canary.isEmpty() && reads[0].state.rollout.stable.isEmpty());
        QCOMPARE(reads[1].state.versionById(u"v42"_s)->role, VersionRole::Canary);
        QCOMPARE(reads[1].state.versionById(u"v41"_s)->role, VersionRole::Stable);
        QCOMPARE(reads[1].state.rollout.canary, u"v42"_s);
        QCOMPARE(reads[1].state.rollout.stable, u"v41"_s);
    }

    void everyResourceIsRecalled_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("degrade") << u"degrade"_s << QByteArray(R"({"level":1})");
        QTest::newRow("throttle") << u"throttle"_s << QByteArray(R"({"limits":[{"scope":"all","id":"","requests_per_second":3}]})");
        QTest::newRow("rollout") << u"rollout"_s << QByteArray(R"({"phase":"paused"})");
        QTest::newRow("weights that are none") << u"routing"_s << QByteArray(R"({"weights":{"v42":"all","v9":null}})");
    }
    void everyResourceIsRecalled()
    {
        QFETCH(const QString, target);
        QFETCH(const QByteArray, value);
        const json changed = json::parse(value.toStdString());
        const QList<Event> journal{entry(EventKind::gatewayChanged, 120, {{"target", target.toStdString()}, {"value", changed}, {"actor", "ci"}, {"stamp", "s"}})};
        const QList<GatewayRead> reads = recordedReads(recordOf({kept(20, 99, 20)}), {}, journal, at(0), at(600));
        QCOMPARE(reads.size(), 2);
        const GatewayState &state = reads.last().state;
        const GatewayResource &resource = state.resources[*targetFromWord(target)];
        QVERIFY(resource.value == changed);
        QCOMPARE(resource.actor, u"ci"_s);
        QCOMPARE(state.degradeLevel, target == u"degrade" ? 1 : 0);
        QCOMPARE(state.throttle.first().requestsPerSecond, target == u"throttle" ? 3.0 : 5.0);
        QCOMPARE(state.versionById(u"v42"_s)->weight, 20.0);
    }

    void versionsAreAsEvidenceKnewThemElseAsTheRecordDoes()
    {
        KeptEvidence rich = kept(0, 50, 20), poor = kept(60, 90, 20);
        poor.evidence.versions = {{u"v42"_s, {}, {}, {}, false}};
        const QList<Event> journal{entry(EventKind::gateCrossed, 10, {{"version_set", {{"model", "m-0"}, {"prompt", "p"}}}}),
                                   entry(EventKind::verdict, 12, {{"version_sets", {{"v40", {{"model", "m-40"}}}, {"v42", 7}}}})};
        const QList<KnownVersion> known = recordedVersions(recordOf({rich, poor}), journal.mid(0, 1), journal.mid(1));
        QCOMPARE(known.size(), 3);
        QCOMPARE(known[0].id, u"v40"_s);
        QCOMPARE(known[0].origins, QList<VersionOrigin>{VersionOrigin::Record});
        QCOMPARE(known[2].parts.value(u"model"_s).id, u"m-2"_s);
        QCOMPARE(recordedTraffic(recordOf({rich})), (QStringList{u"v41"_s, u"v42"_s}));
        QCOMPARE(recordedTraffic(recordOf({})), QStringList{u"v42"_s});
    }

    void requestsOfSeveralBundlesAreThereOnce()
    {
        KeptEvidence first = kept(0, 50, 20), second = kept(40, 90, 20);
        first.evidence.samples[u"requests@v42"_s] = {{{"trace_id", "a"}}, {{"trace_id", "b"}}};
        second.evidence.samples[u"requests@v42"_s] = {{{"trace_id", "b"}}, {{"trace_id", "c"}}};
        QCOMPARE(recordedSamples(recordOf({first, second})).value(u"requests@v42"_s).size(), 3);
    }

    void whatABundleHoldsOfRequestsAndOriginsIsReadBack()
    {
        Evidence story = EvidenceStory::evidence(1, 1);
        story.samples[u"requests@v42-ä b"_s] = {{{"trace_id", "a"}}, {{"trace_id", "b"}}};
        Redactor redactor = Redactor::make().value();
        const QList<BundleEntry> files = evidenceFiles(story, redactor);
        const Result<Evidence> read = evidenceOf(files);
        QVERIFY(read);
        QCOMPARE(read->samples, story.samples);
        QCOMPARE(read->versions, story.versions);
        Redactor again = Redactor::make().value();
        const QList<BundleEntry> made = evidenceFiles(*read, again);
        QCOMPARE(made.size(), files.size());
        for (qsizetype i = 0; i < files.size(); ++i) {
            QCOMPARE(made[i].name, files[i].name);
            QCOMPARE(QString::fromUtf8(made[i].bytes), QString::fromUtf8(files[i].bytes));
        }
    }

    void alarmsThatWereOnShowAloneStayUntilTheRecordSaysThatTheyAreOver()
    {
        KeptEvidence one = kept(0, 50, 20);
        one.evidence.alerts = {{{"key", "told"}}, {{"key", "storm"}}, {{"key", "over"}}, {{"key", "gone"}}};
        const QList<json> rows = alsoShown(recordOf({one}), {{{"key", "told"}}}, {entry(EventKind::alertCleared, 60, {{"key", "over"}})},
                                           {entry(EventKind::alertCleared, 61, {{"key", "gone"}})});
        QCOMPARE(rows.size(), 1);
        QVERIFY(rows.first()["key"] == "storm");
        QVERIFY(alsoShown(recordOf({}), {}, {}, {}).isEmpty());
    }

    void whatTheJudgeHadIsOfTheNewestEvidenceUnlessTheRecordIsNewer()
    {
        KeptEvidence one = kept(0, 50, 20);
        one.evidence.judge = {{"verdicts", json::array()}};
        QVERIFY(recordedJudge(recordOf({one}), {entry(EventKind::evidence, 40, {})}).is_object());
        QVERIFY(recordedJudge(recordOf({one}), {entry(EventKind::evidence, 60, {})}).is_null());
        QVERIFY(recordedJudge(recordOf({}), {}).is_null());
    }
};

QTEST_GUILESS_MAIN(TestRecordedEvidence)
#include "tst_RecordedEvidence.moc"

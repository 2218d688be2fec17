// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/adapters/gateway/KubernetesDesk.h"
#include "tests/support/Warnings.h"

using namespace andon;

namespace {

const QString servicePath = u"/apis/serving.kserve.io/v1beta1/namespaces/prod/inferenceservices/flowers"_s;
const PresetWords flowers{{u"namespace"_s, "prod"}, {u"name"_s, "flowers"}};

/// A tenth of the traffic goes to revision 3.
json canaryAtTen()
{
    return json::parse(R"({"apiVersion": "serving.kserve.io/v1beta1", "kind": "InferenceService", "metadata": {"name": "flowers"},)"
        R"("spec": {"predictor": {"canaryTrafficPercent": 10, "model": {"storageUri": "pvc:flowers-2"}}},)"
        R"("status": {"observedGeneration": 1, "conditions": [{"type": "Ready", "status": "True"}], "components": {"predictor": {)"
        R"("latestCreatedRevision": "flowers-00003", "latestReadyRevision": "flowers-00003",)"
        R"("latestRolledoutRevision": "flowers-00001", "previousRolledoutRevision": "flowers-00001",)"
        R"("traffic": [{"latestRevision": true, "percent": 10, "revisionName": "flowers-00003", "tag": "latest"},)"
        R"({"latestRevision": false, "percent": 90, "revisionName": "flowers-00001", "tag": "prev"}]}}}})");
}

json weights(double stable, double canary)
{
    return {{"weights", {{"flowers-00001", stable}, {"flowers-00003", canary}}}, {"rollout", "abort"}};
}

} // namespace

class KServeGatewayTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theTrafficOfBothRevisionsIsRead()
    {
        KubernetesDesk desk(u"kserve"_s, servicePath, canaryAtTen(), flowers);
        const Result<GatewayState> state = desk.read();
        QVERIFY2(state, state ? "" : qPrintable(state.error().message()));
        QCOMPARE(state->rollout.stable, u"flowers-00001"_s);
        QCOMPARE(state->rollout.canary, u"flowers-00003"_s);
        QCOMPARE(state->rollout.phase, RolloutPhase::None);
        QVERIFY2(state->rollout.message.isEmpty(), qPrintable(state->rollout.message));
        QVERIFY(!state->drift);
        QCOMPARE(text(state->resources[Target::Routing].value), text(weights(90, 10)));
        QCOMPARE(state->resources[Target::Routing].version, desk.version());
        QCOMPARE(desk.server.requests().last().path, servicePath.toUtf8());
    }
    void whatStandsInTheStatusIsToldAsItIs_data()
    {
        QTest::addColumn<json>("change");
        QTest::addColumn<json>("weights");
        QTest::addColumn<QString>("desired");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *change, const char *weights, const QString &desired, const QString &message) {
            QTest::newRow(name) << json::parse(change) << json::parse(weights) << desired << message;
        };
        row("promoted in full", R"({"status":{"components":{"predictor":{"traffic":[{"latestRevision":true,"percent":100,"revisionName":"flowers-00003"}]}}}})",
            R"({"flowers-00003":100})", {}, {});
        row("the newest is not ready", R"({"status":{"conditions":[{"type":"Ready","status":"False","message":"Revision 'flowers-00004' failed"}],"components":{"predictor":{"latestCreatedRevision":"flowers-00004"}}}})",
            R"({"flowers-00001":90,"flowers-00003":10})", u"flowers-00004"_s, u"Revision 'flowers-00004' failed"_s);
        row("rolled back", R"({"status":{"components":{"predictor":{"traffic":[{"latestRevision":true,"percent":0,"revisionName":"flowers-00003"},{"latestRevision":false,"percent":100,"revisionName":"flowers-00001"}]}}}})",
            R"({"flowers-00001":100,"flowers-00003":0})", u"flowers-00003"_s, {});
        row("no percentage at nothing", R"({"status":{"components":{"predictor":{"traffic":[{"latestRevision":true,"revisionName":"flowers-00003"},{"latestRevision":false,"percent":100,"revisionName":"flowers-00001"}]}}}})",
            R"({"flowers-00001":100,"flowers-00003":0})", u"flowers-00003"_s, {});
        row("left out at nothing", R"({"status":{"components":{"predictor":{"traffic":[{"latestRevision":false,"percent":100,"revisionName":"flowers-00001"}]}}}})",
            R"({"flowers-00001":100,"flowers-00003":0})", u"flowers-00003"_s, {});
        row("not seen", R"({"status":{"observedGeneration":0}})", R"({"flowers-00001":90,"flowers-00003":10})", {}, u"the controller has not seen the newest specification yet"_s);
    }
    void whatStandsInTheStatusIsToldAsItIs()
    {
        QFETCH(json, change);
        QFETCH(json, weights);
        QFETCH(QString, desired);
        json service = canaryAtTen();
        service.merge_patch(change);
        KubernetesDesk desk(u"kserve"_s, servicePath, service, flowers);
        const Result<GatewayState> state = desk.read();
        QVERIFY2(state, state ? "" : qPrintable(state.error().message()));
        const json given = state->resources[Target::Routing].value["weights"];
        QVERIFY2(given.size() == weights.size() && holds(given, weights), text(given).constData());
        QCOMPARE(state->drift ? state->drift->desired : QString(), desired);
        QTEST(state->rollout.message, "message");
    }
    void aRollbackIsSeenOnceTheRevisionsServe()
    {
        KubernetesDesk desk(u"kserve"_s, servicePath, canaryAtTen(), flowers);
        QVERIFY(desk.read());
        const QString version = desk.version();
        const WriteAnswer answer = desk.write(Verb::Rollback, weights(100, 0), version);
        QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
        QCOMPARE(desk.server.lastPatch().path, servicePath.toUtf8());
        QCOMPARE(desk.server.lastPatch().headers.value("content-type"), QByteArray("application/merge-patch+json"));
        json sent = desk.sentBody();
        QVERIFY(!sent["metadata"]["annotations"]["andon.dev/time"].get<std::string>().empty());
        sent["metadata"]["annotations"].erase("andon.dev/time");
        QCOMPARE(text(sent), text(json{{"metadata", {{"resourceVersion", version.toStdString()},
                                           {"annotations", {{"andon.dev/stamp", "op-1"}, {"andon.dev/actor", "anna \"a\"\r\nb"}}}}},
                             {"spec", {{"predictor", {{"canaryTrafficPercent", 0}}}}}}));
        QCOMPARE(text(desk.readBack().resources[Target::Routing].value), text(weights(90, 10))); // asked is not served
        QVERIFY(desk.gateway->promise(Verb::Rollback).settle >= 60s);                // a cold start is waited for
        desk.server.reconcile();
        const GatewayState state = desk.readBack();
        QCOMPARE(text(state.resources[Target::Routing].value), text(weights(100, 0)));
        QCOMPARE(state.resources[Target::Routing].stamp, u"op-1"_s);
        QVERIFY(state.drift);
        QCOMPARE(state.drift->desired, u"flowers-00003"_s);
        QCOMPARE(state.drift->running, u"flowers-00001"_s);
        QCOMPARE(desk.object()["spec"]["predictor"]["model"]["storageUri"].get<std::string>(), std::string("pvc:flowers-2"));
    }
    void aFenceChangesTheStampAndNothingElse()
    {
        KubernetesDesk desk(u"kserve"_s, servicePath, canaryAtTen(), flowers);
        QVERIFY(desk.read());
        const json before = desk.object();
        QCOMPARE(desk.write(Verb::Rollback, weights(90, 10), desk.version(), true).outcome, WriteOutcome::Accepted);
        QCOMPARE(text(desk.object()["spec"]), text(before["spec"]));
        QCOMPARE(desk.readBack().resources[Target::Routing].stamp, u"cancel:op-1"_s);
    }
    void aForeignChangeIsNeverOverwritten()
    {
        KubernetesDesk desk(u"kserve"_s, servicePath, canaryAtTen(), flowers);
        QVERIFY(desk.read());
        const QString painted = desk.version();
        desk.server.foreignChange(servicePath, {{"spec", {{"predictor", {{"canaryTrafficPercent", 50}}}}}});
        desk.server.reconcile();
        const json before = desk.object();
        const WriteAnswer answer = desk.write(Verb::Rollback, weights(100, 0), painted);
        QCOMPARE(answer.outcome, WriteOutcome::Superseded);
        QVERIFY(answer.state);
        QCOMPARE(text(answer.state->resources[Target::Routing].value), text(weights(50, 50)));
        QCOMPARE(text(desk.object()), text(before));
    }
    void aRefusalIsToldInTheServersWords_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("400") << 400;
        QTest::newRow("403") << 403;
        QTest::newRow("422") << 422;
    }
    void aRefusalIsToldInTheServersWords()
    {
        QFETCH(int, code);
        KubernetesDesk desk(u"kserve"_s, servicePath, canaryAtTen(), flowers);
        QVERIFY(desk.read());
        desk.server.refuseNext(code, "Refused", "admission webhook \"inferenceservice.kserve-webhook-server.validator\" denied the request: no");
        const WriteAnswer answer = desk.write(Verb::Rollback, weights(100, 0), desk.version());
        QCOMPARE(answer.outcome, WriteOutcome::Rejected);
        QVERIFY2(answer.words.endsWith(u"denied the request: no"), qPrintable(answer.words));
    }
    void aShareThatIsNoWholeNumberIsRefusedByTheSchema()
    {
        KubernetesDesk desk(u"kserve"_s, servicePath, canaryAtTen(), flowers);
        QVERIFY(desk.read());
        const WriteAnswer answer = desk.write(Verb::Rollback, weights(97.5, 2.5), desk.version());
        QCOMPARE(answer.outcome, WriteOutcome::Rejected);
        QVERIFY2(answer.words.contains(u"canaryTrafficPercent"), qPrintable(answer.words));
    }
    void whatKServeCannotDoIsSaidAndNotSent_data()
    {
        QTest::addColumn<Verb>("verb");
        for (const Verb verb : {Verb::Promote, Verb::Pause, Verb::Resume, Verb::Degrade, Verb::Throttle})
            QTest::newRow(qPrintable(verbWord(verb))) << verb;
    }
    void whatKServeCannotDoIsSaidAndNotSent()
    {
        QFETCH(Verb, verb);
        KubernetesDesk desk(u"kserve"_s, servicePath, canaryAtTen(), flowers);
        QVERIFY(desk.read());
        QVERIFY(desk.gateway->whyAbsent(verb).startsWith(u"KServe "));
        QCOMPARE(desk.write(verb, json::object(), desk.version()).outcome, WriteOutcome::NotSent);
        QCOMPARE(desk.server.patches(), 0);
    }
    void aHostileObjectIsAnErrorThatNamesTheReadAndThePlace_data()
    {
        QTest::addColumn<json>("predictor");
        QTest::newRow("no traffic: another deployment mode") << json{{"traffic", nullptr}};
        QTest::newRow("no list") << json{{"traffic", {{"percent", 3}}}};
        QTest::newRow("an empty list") << json{{"traffic", json::array()}};
        QTest::newRow("a share in words") << json{{"traffic", {{{"latestRevision", false}, {"percent", "90 %"}, {"revisionName", "a"}}}}};
        QTest::newRow("a share of others") << json{{"traffic", {{{"latestRevision", false}, {"percent", -1}, {"revisionName", "a"}}}}};
    }
    void aHostileObjectIsAnErrorThatNamesTheReadAndThePlace()
    {
        QFETCH(json, predictor);
        json service = canaryAtTen();
        service["status"]["components"]["predictor"].merge_patch(predictor);
        KubernetesDesk desk(u"kserve"_s, servicePath, service, flowers);
        const Result<GatewayState> state = desk.read();
        QVERIFY(!state);
        QCOMPARE(state.error().kind, ErrorKind::BadAnswer);
        QVERIFY2(state.error().arguments.join(u' ').contains(u"service at /status/components/predictor/traffic"_s), qPrintable(state.error().message()));
        QCOMPARE(desk.write(Verb::Rollback, weights(100, 0), u"1"_s).outcome, WriteOutcome::NotSent);
    }
    void aServerThatIsNotThereGotNothing()
    {
        KubernetesDesk desk(u"kserve"_s, servicePath, canaryAtTen(), flowers);
        QVERIFY(desk.read());
        desk.server.die();
        QCOMPARE(desk.write(Verb::Rollback, weights(100, 0), desk.version()).outcome, WriteOutcome::NotSent);
        QVERIFY(!desk.read());
    }
    void aServiceThatIsNotThereIsAnError()
    {
        KubernetesDesk desk(u"kserve"_s, servicePath, canaryAtTen(), flowers);
        desk.open(u"kserve"_s, {{u"namespace"_s, "prod"}, {u"name"_s, "roses"}}, KubernetesDouble::token, desk.server.url());
        const Result<GatewayState> state = desk.read();
        QVERIFY(!state);
        QCOMPARE(state.error().kind, ErrorKind::HttpStatus);
    }
};

QTEST_GUILESS_MAIN(KServeGatewayTest)
#include "tst_KServeGateway.moc"

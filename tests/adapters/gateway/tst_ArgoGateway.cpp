// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/adapters/gateway/KubernetesDesk.h"
#include "tests/support/FaultServer.h"
#include "tests/support/KubernetesControllers.h"
#include "tests/support/Warnings.h"

#include <algorithm>

using namespace andon;

namespace {

const QString rolloutPath = u"/apis/argoproj.io/v1alpha1/namespaces/prod/rollouts/chat"_s;
const PresetWords chat{{u"namespace"_s, "prod"}, {u"name"_s, "chat"}};

/// A rollout that stands in the pause at 5 %.
json pausedAtFive()
{
    json rollout = json::parse(R"({"apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout", "metadata": {"name": "chat", "namespace": "prod"},)"
        R"("spec": {"replicas": 10, "strategy": {"canary": {"trafficRouting": {"nginx": {}}, "steps": [{"setWeight": 5}, {"pause": {}},)"
        R"({"setWeight": 20}, {"pause": {"duration": "10m"}}, {"setWeight": 50}, {"analysis": {}}]}}},)"
        R"("status": {"stableRS": "687d76d795", "currentPodHash": "789746c88d", "currentStepIndex": 0}})");
    rollout["metadata"]["generation"] = 1;
    return reconciled(rollout);
}

json weights(double stable, double canary)
{
    return {{"weights", {{"687d76d795", stable}, {"789746c88d", canary}}}};
}

json abortAsked()
{
    json asked = weights(100, 0);
    asked["rollout"] = "abort";
    return asked;
}

} // namespace

class ArgoGatewayTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aRolloutInItsPauseIsReadAsRunning()
    {
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, pausedAtFive(), chat);
        const Result<GatewayState> state = desk.read();
        QVERIFY2(state, state ? "" : qPrintable(state.error().message()));
        QCOMPARE(state->versions.size(), 2);
        QCOMPARE(state->rollout.stable, u"687d76d795"_s);
        QCOMPARE(state->rollout.canary, u"789746c88d"_s);
        QCOMPARE(state->rollout.phase, RolloutPhase::Running);
        QCOMPARE(state->rollout.currentStep, 0);
        QCOMPARE(state->rollout.steps.size(), 3);
        QCOMPARE(state->rollout.steps[1].windowSeconds, 600);
        QCOMPARE(state->rollout.message, u"CanaryPauseStep"_s);
        QCOMPARE(toMs(state->rollout.stepStartedAt.value_or(TimePoint())), 1767322800000);
        QVERIFY(!state->drift);
        QCOMPARE(text(state->resources[Target::Routing].value), text(weights(95, 5)));
        QCOMPARE(state->resources[Target::Routing].version, desk.version());
        QCOMPARE(text(state->resources[Target::Rollout].value), text(json{{"phase", "running"}, {"current_step", 0}}));
        const auto &request = desk.server.requests().last();
        QCOMPARE(request.method, QByteArray("GET"));
        QCOMPARE(request.path, rolloutPath.toUtf8());
        QCOMPARE(request.headers.value("authorization"), "Bearer " + KubernetesDouble::token);
    }
    void everyPhaseOfARolloutIsToldAsWhatItMeansToPeople_data()
    {
        QTest::addColumn<json>("change");
        QTest::addColumn<RolloutPhase>("phase");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *change, RolloutPhase phase, const QString &message) {
            QTest::newRow(name) << json::parse(change) << phase << message;
        };
        row("paused by hand", R"({"spec": {"paused": true}, "status": {"phase": "Paused", "message": "manually paused"}})", RolloutPhase::Paused, u"manually paused"_s);
        row("asked to pause, not seen", R"({"spec": {"paused": true}, "status": {"phase": "Progressing", "message": "", "pauseConditions": null}})", RolloutPhase::Running, u""_s);
        row("inconclusive", R"({"status": {"pauseConditions": [{"reason": "InconclusiveAnalysisRun", "startTime": "2026-01-02T03:00:00Z"}], "message": null}})", RolloutPhase::Paused, u"InconclusiveAnalysisRun"_s);
        row("inconclusive experiment", R"({"status": {"pauseConditions": [{"reason": "InconclusiveExperiment"}], "message": ""}})", RolloutPhase::Paused, u"InconclusiveExperiment"_s);
        row("resumed, not seen", R"({"status": {"pauseConditions": null, "message": "manually paused"}})", RolloutPhase::Paused, u"manually paused"_s);
        row("on its way", R"({"status": {"pauseConditions": null, "phase": "Progressing", "message": "more replicas need to be updated"}})", RolloutPhase::Running, u"more replicas need to be updated"_s);
        row("past its deadline", R"({"status": {"pauseConditions": null, "phase": "Degraded", "message": "ProgressDeadlineExceeded: late"}})", RolloutPhase::Running, u"ProgressDeadlineExceeded: late"_s);
        row("condition", R"({"status": {"pauseConditions": null, "phase": "Degraded", "message": null, "conditions": [{"type": "Available", "status": "False", "message": "no"}, {"type": "Progressing", "status": "False", "message": "stuck"}]}})", RolloutPhase::Running, u"stuck"_s);
        row("aborted", R"({"status": {"abort": true, "phase": "Degraded", "message": "RolloutAborted: by hand"}})", RolloutPhase::Aborted, u"RolloutAborted: by hand"_s);
        row("through", R"({"status": {"stableRS": "789746c88d", "pauseConditions": null, "phase": "Healthy", "message": ""}})", RolloutPhase::Done, u""_s);
        row("a phase of the future", R"({"status": {"pauseConditions": null, "phase": "Dreaming", "message": ""}})", RolloutPhase::None, u""_s);
    }
    void everyPhaseOfARolloutIsToldAsWhatItMeansToPeople()
    {
        QFETCH(json, change);
        json rollout = pausedAtFive();
        rollout.merge_patch(change);
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, rollout, chat);
        const Result<GatewayState> state = desk.read();
        QVERIFY2(state, state ? "" : qPrintable(state.error().message()));
        QTEST(state->rollout.phase, "phase");
        QTEST(state->rollout.message, "message");
        QVERIFY2(!state->rollout.countdownRuns, "none of these pauses ends by itself");
    }
    void aSpecificationThatNobodySawYetIsToldSo()
    {
        json rollout = pausedAtFive();
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, rollout, chat);
        desk.server.foreignChange(rolloutPath, {{"spec", {{"paused", true}}}});
        desk.server.foreignChange(rolloutPath, {{"status", {{"observedGeneration", "1"}}}}, true);
        QCOMPARE(desk.read()->rollout.message, u"the controller has not seen the newest specification yet"_s);
        desk.server.reconcile();
        QCOMPARE(desk.read()->rollout.message, u"manually paused"_s);
    }
    void withoutTrafficRoutingTheWeightsAreTheSharesOfThePods()
    {
        json rollout = pausedAtFive();
        rollout["status"].erase("canary");
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, rollout, chat);
        QCOMPARE(text(desk.read()->resources[Target::Routing].value), text(weights(90, 10)));
        desk.server.foreignChange(rolloutPath, {{"status", {{"replicas", 0}, {"updatedReplicas", 0}}}}, true);
        QCOMPARE(text(desk.read()->resources[Target::Routing].value), text(weights(100, 0)));
        desk.server.foreignChange(rolloutPath, {{"status", {{"stableRS", ""}}}}, true);
        QCOMPARE(desk.read()->versions.size(), 1);
    }
    void anAbortGoesThroughTheStatusAndIsReadBackWithWhatWillComeAgain()
    {
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, pausedAtFive(), chat);
        QVERIFY(desk.read());
        const QString version = desk.version();
        const WriteAnswer answer = desk.write(Verb::Rollback, abortAsked(), version);
        QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
        QCOMPARE(desk.server.patches(), 1);
        QCOMPARE(desk.server.lastPatch().method, QByteArray("PATCH"));
        QCOMPARE(desk.server.lastPatch().path, rolloutPath.toUtf8() + "/status");
        QCOMPARE(desk.server.lastPatch().headers.value("content-type"), QByteArray("application/merge-patch+json"));
        QCOMPARE(text(desk.sentBody()), text(json{{"metadata", {{"resourceVersion", version.toStdString()}}}, {"status", {{"abort", true}}}}));
        QVERIFY2(!holds(desk.readBack().resources[Target::Routing].value, abortAsked()), "the flag alone is no rollback");
        desk.server.reconcile();
        const GatewayState state = desk.readBack();
        QVERIFY(holds(state.resources[Target::Routing].value, abortAsked()));
        QCOMPARE(state.rollout.phase, RolloutPhase::Aborted);
        QVERIFY(state.drift);
        QCOMPARE(state.drift->desired, u"789746c88d"_s);
        QCOMPARE(state.drift->running, u"687d76d795"_s);
        QCOMPARE(state.drift->reapplier, u"the Rollout controller, at the next change of the specification, a retry or a GitOps sync"_s);
    }
    void whoManagesTheRolloutIsNamed_data()
    {
        QTest::addColumn<json>("metadata");
        QTest::addColumn<QString>("begin");
        QTest::newRow("Argo CD annotation") << json{{"annotations", {{"argocd.argoproj.io/tracking-id", "edge:argoproj.io/Rollout:prod/chat"}}}} << u"the Argo CD application edge at"_s;
        QTest::newRow("Argo CD label") << json{{"labels", {{"argocd.argoproj.io/instance", "edge 100% \"x\""}}}} << u"the Argo CD application edge 100% \"x\" at"_s;
        QTest::newRow("Flux") << json{{"labels", {{"kustomize.toolkit.fluxcd.io/name", "apps"}}}} << u"the Flux kustomization apps at"_s;
    }
    void whoManagesTheRolloutIsNamed()
    {
        QFETCH(json, metadata);
        QFETCH(QString, begin);
        json rollout = pausedAtFive();
        rollout["metadata"].merge_patch(metadata);
        rollout["status"]["abort"] = true;
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, rollout, chat);
        const Result<GatewayState> state = desk.read();
        QVERIFY(state && state->drift);
        QVERIFY2(state->drift->reapplier.startsWith(begin), qPrintable(state->drift->reapplier));
    }
    void promoteEndsThePauseAndTheRolloutGoesOnByItself()
    {
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, pausedAtFive(), chat);
        QVERIFY(desk.read());
        const json asked{{"phase", "running"}, {"current_step", 1}};
        const WriteAnswer answer = desk.write(Verb::Promote, asked, desk.version());
        QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
        QCOMPARE(text(desk.sentBody()["status"]), text(json{{"pauseConditions", nullptr}}));
        QVERIFY(!holds(desk.readBack().resources[Target::Rollout].value, asked));
        desk.server.reconcile();
        const GatewayState state = desk.readBack();
        QCOMPARE(text(state.resources[Target::Rollout].value), text(asked));
        QCOMPARE(text(state.resources[Target::Routing].value), text(weights(80, 20)));
    }
    void promoteGoesOverWhatIsNoPause_data()
    {
        QTest::addColumn<json>("status");
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("own");
        QTest::newRow("an inconclusive analysis") << json{{"pauseConditions", {{{"reason", "InconclusiveAnalysisRun"}}}}} << 1 << 2;
        QTest::newRow("a pause that is over for the controller") << json{{"pauseConditions", nullptr}} << 1 << 2;
        QTest::newRow("an analysis that runs") << json{{"pauseConditions", nullptr}, {"controllerPause", false}, {"currentStepIndex", 5}, {"phase", "Progressing"}} << 3 << 6;
    }
    void promoteGoesOverWhatIsNoPause()
    {
        QFETCH(json, status);
        QFETCH(int, step);
        QFETCH(int, own);
        json rollout = pausedAtFive();
        rollout["status"].merge_patch(status);
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, rollout, chat);
        QVERIFY(desk.read());
        const json asked{{"phase", step == 3 ? "done" : "running"}, {"current_step", step}};
        const WriteAnswer answer = desk.write(Verb::Promote, asked, desk.version());
        QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
        QCOMPARE(desk.server.patches(), 1);
        QCOMPARE(text(desk.sentBody()["status"]), text(json{{"pauseConditions", nullptr}, {"controllerPause", false}, {"currentStepIndex", own}}));
        desk.server.reconcile();
        QCOMPARE(text(desk.readBack().resources[Target::Rollout].value), text(asked));
    }
    void pauseAndResumeAreStampedAndReadBack()
    {
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, pausedAtFive(), chat);
        desk.server.reconcileAfter(0);
        QVERIFY(desk.read());
        for (const bool pause : {true, false}) {
            const QString version = desk.version();
            const json asked{{"phase", pause ? "paused" : "running"}, {"current_step", 0}};
            const WriteAnswer answer = desk.write(pause ? Verb::Pause : Verb::Resume, asked, version);
            QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
            QCOMPARE(desk.server.lastPatch().path, rolloutPath.toUtf8());
            const json sent = desk.sentBody();
            QCOMPARE(text(sent["spec"]), text(json{{"paused", pause}}));
            QCOMPARE(sent["metadata"]["resourceVersion"].get<std::string>(), version.toStdString());
            QCOMPARE(sent["metadata"]["annotations"]["andon.dev/stamp"].get<std::string>(), std::string("op-1"));
            QCOMPARE(sent["metadata"]["annotations"]["andon.dev/actor"].get<std::string>(), std::string("anna \"a\"\r\nb"));
            QTRY_COMPARE(text(desk.readBack().resources[Target::Rollout].value), text(asked));
            const GatewayResource resource = desk.readBack().resources[Target::Rollout];
            QCOMPARE(resource.stamp, u"op-1"_s);
            QVERIFY(resource.version != version);
        }
    }
    void aFenceChangesTheStampAndNothingElse()
    {
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, pausedAtFive(), chat);
        QVERIFY(desk.read());
        for (const Verb verb : {Verb::Pause, Verb::Resume}) {
            const json before = desk.object();
            QCOMPARE(desk.write(verb, {{"phase", "running"}, {"current_step", 0}}, desk.version(), true).outcome, WriteOutcome::Accepted);
            QCOMPARE(text(desk.object()["spec"]), text(before["spec"]));
            QCOMPARE(text(desk.object()["status"]), text(before["status"]));
            QCOMPARE(desk.readBack().resources[Target::Rollout].stamp, u"cancel:op-1"_s);
            desk.server.foreignChange(rolloutPath, {{"metadata", {{"annotations", {{"andon.dev/stamp", nullptr}}}}}});
        }
    }
    void aForeignChangeIsNeverOverwritten_data()
    {
        QTest::addColumn<Verb>("verb");
        for (const Verb verb : {Verb::Rollback, Verb::Promote, Verb::Pause, Verb::Resume})
            QTest::newRow(qPrintable(verbWord(verb))) << verb;
    }
    void aForeignChangeIsNeverOverwritten()
    {
        QFETCH(Verb, verb);
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, pausedAtFive(), chat);
        QVERIFY(desk.read());
        const QString painted = desk.version();
        desk.server.foreignChange(rolloutPath, {{"spec", {{"replicas", 4}}}});
        const json before = desk.object();
        const json asked = verb == Verb::Rollback ? abortAsked() : json{{"phase", "running"}, {"current_step", 1}};
        const WriteAnswer answer = desk.write(verb, asked, painted);
        QCOMPARE(answer.outcome, WriteOutcome::Superseded);
        QCOMPARE(answer.httpStatus, 409);
        QVERIFY2(answer.words.startsWith(u"changed by somebody; now "), qPrintable(answer.words));
        QVERIFY(answer.state);
        QCOMPARE(text(desk.object()), text(before));
        QCOMPARE(desk.server.patches(), 1);
    }
    void aRefusalIsToldInTheServersWords_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("not allowed") << 1 << u"rollouts.argoproj.io \"chat\" is forbidden: User \"system:serviceaccount:ops:andon\" cannot patch resource \"rollouts/status\" in API group \"argoproj.io\" in the namespace \"prod\""_s;
        QTest::newRow("admission 400") << 400 << u"admission webhook \"guard\" denied the request: freeze"_s;
        QTest::newRow("admission 403") << 403 << u"admission webhook \"guard\" denied the request: freeze"_s;
        QTest::newRow("admission 422") << 422 << u"admission webhook \"guard\" denied the request: freeze"_s;
        QTest::newRow("a conflict without a change") << 409 << u"admission webhook \"guard\" denied the request: freeze"_s;
    }
    void aRefusalIsToldInTheServersWords()
    {
        QFETCH(int, code);
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, pausedAtFive(), chat);
        QVERIFY(desk.read());
        if (code == 1)
            desk.server.forbid("patch status");
        else
            desk.server.refuseNext(code, "Refused", "admission webhook \"guard\" denied the request: freeze");
        const json before = desk.object();
        const WriteAnswer answer = desk.write(Verb::Rollback, abortAsked(), desk.version());
        QCOMPARE(answer.outcome, WriteOutcome::Rejected);
        QTEST(answer.words, "words");
        QCOMPARE(text(desk.object()), text(before));
    }
    void whatCannotBeSentIsNotSent_data()
    {
        QTest::addColumn<Verb>("verb");
        QTest::addColumn<json>("status");
        QTest::addColumn<json>("asked");
        QTest::addColumn<QString>("words");
        QTest::newRow("promote while paused by hand") << Verb::Promote << json::object() << json{{"phase", "running"}, {"current_step", 1}} << u"resume it first"_s;
        QTest::newRow("resume while inconclusive") << Verb::Resume << json{{"pauseConditions", {{{"reason", "InconclusiveAnalysisRun"}}}}} << json{{"phase", "running"}, {"current_step", 0}} << u"promote or roll back"_s;
        QTest::newRow("roll back to the canary") << Verb::Rollback << json::object() << weights(0, 100) << u"the canary weight 100: this gateway takes 0 here"_s;
        QTest::newRow("promote to a step that is not there") << Verb::Promote << json{{"pauseConditions", nullptr}} << json{{"phase", "running"}, {"current_step", 7}} << u"own_step"_s;
        QTest::newRow("degrade") << Verb::Degrade << json::object() << json{{"level", 1}} << u"steers versions only"_s;
        QTest::newRow("throttle") << Verb::Throttle << json::object() << json{{"limits", json::array()}} << u"steers versions only"_s;
    }
    void whatCannotBeSentIsNotSent()
    {
        QFETCH(Verb, verb);
        QFETCH(json, status);
        QFETCH(json, asked);
        QFETCH(QString, words);
        json rollout = pausedAtFive();
        rollout["spec"]["paused"] = words == u"resume it first";
        rollout["status"].merge_patch(status);
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, rollout, chat);
        QVERIFY(desk.read());
        const WriteAnswer answer = desk.write(verb, asked, desk.version());
        QCOMPARE(answer.outcome, WriteOutcome::NotSent);
        QVERIFY2(answer.words.contains(words), qPrintable(answer.words));
        QCOMPARE(desk.server.patches(), 0);
    }
    void aServerThatIsNotThereOrNotOursIsToldApart()
    {
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, pausedAtFive(), chat);
        QVERIFY(desk.read());
        desk.server.die();
        const WriteAnswer gone = desk.write(Verb::Rollback, abortAsked(), desk.version());
        QCOMPARE(gone.outcome, WriteOutcome::NotSent);
        QVERIFY(!gone.words.isEmpty());
        KubernetesDesk other(u"argo-rollouts"_s, rolloutPath, pausedAtFive(), chat);
        other.open(u"argo-rollouts"_s, chat, "wrong", other.server.url());
        const Result<GatewayState> denied = other.read();
        QVERIFY(!denied);
        QCOMPARE(denied.error().kind, ErrorKind::NotAuthorized);
    }
    void anAnswerThatBreaksOffLeavesTheOutcomeUnknown()
    {
        FaultServer server;
        const json versioned = [] { json rollout = pausedAtFive(); rollout["metadata"]["resourceVersion"] = "7"; return rollout; }();
        server.playAt(rolloutPath.toUtf8(), {{httpAnswer("200 OK", "application/json", QByteArray::fromStdString(versioned.dump()))}, 0, false, FaultServer::End::Close, false});
        server.playAt(rolloutPath.toUtf8() + "/status", FaultServer::Play{});
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, pausedAtFive(), chat);
        desk.open(u"argo-rollouts"_s, chat, KubernetesDouble::token, server.url(u""_s));
        QVERIFY(desk.read());
        const WriteAnswer answer = desk.write(Verb::Rollback, abortAsked(), u"7"_s);
        QCOMPARE(answer.outcome, WriteOutcome::Unknown);
        QCOMPARE(std::count_if(server.requests().begin(), server.requests().end(), [](const auto &request) { return request.method == "PATCH"; }), 1);
    }
    void aHostileObjectIsAnErrorThatNamesTheReadAndThePlace_data()
    {
        QTest::addColumn<json>("change");
        QTest::addColumn<QString>("words");
        QTest::newRow("no status") << json{{"status", nullptr}} << u"/status/stableRS"_s;
        QTest::newRow("a list for a hash") << json{{"status", {{"stableRS", {1, 2}}}}} << u"/status/stableRS"_s;
        QTest::newRow("a weight in words") << json{{"status", {{"canary", {{"weights", {{"canary", {{"weight", "most"}}}}}}}}}} << u"/status/canary/weights/canary/weight"_s;
        QTest::newRow("a weight above all") << json{{"status", {{"canary", {{"weights", {{"canary", {{"weight", 101}}}}}}}}}} << u"/status/canary/weights/canary/weight"_s;
        QTest::newRow("a step of another kind") << json{{"status", {{"currentStepIndex", "second"}}}} << u"/status/currentStepIndex"_s;
        QTest::newRow("an observed generation of another kind") << json{{"status", {{"observedGeneration", "many"}}}} << u"/status/observedGeneration"_s;
    }
    void aHostileObjectIsAnErrorThatNamesTheReadAndThePlace()
    {
        QFETCH(json, change);
        QFETCH(QString, words);
        json rollout = pausedAtFive();
        rollout.merge_patch(change);
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, rollout, chat);
        const Result<GatewayState> state = desk.read();
        QVERIFY(!state);
        QCOMPARE(state.error().kind, ErrorKind::BadAnswer);
        QVERIFY2(state.error().arguments.join(u' ').contains(u"rollout at "_s + words), qPrintable(state.error().message()));
        const WriteAnswer answer = desk.write(Verb::Rollback, abortAsked(), u"1"_s);
        QCOMPARE(answer.outcome, WriteOutcome::NotSent);
    }
    void hostileNamesStayNames()
    {
        const QString name = u"a\"b\r\nX-Evil: 1/c"_s;
        const QString path = u"/apis/argoproj.io/v1alpha1/namespaces/prod/rollouts/"_s + name;
        json rollout = pausedAtFive();
        rollout["status"]["stableRS"] = "x\"},\r\n{\"y";
        KubernetesDesk desk(u"argo-rollouts"_s, path, rollout, {{u"namespace"_s, "prod"}, {u"name"_s, name.toStdString()}});
        const Result<GatewayState> state = desk.read();
        QVERIFY(!state);
        QCOMPARE(desk.server.requests().size(), 0); // an encoded slash may be read as another path
        desk.open(u"argo-rollouts"_s, {{u"namespace"_s, ".."}, {u"name"_s, "chat"}}, KubernetesDouble::token, desk.server.url());
        QCOMPARE(desk.read().error().kind, ErrorKind::BadInput);
        QCOMPARE(desk.server.requests().size(), 0);
    }
    void versionNamesFromOutsideAreValuesAlone()
    {
        json rollout = pausedAtFive();
        rollout["status"]["stableRS"] = "x\"},\r\n{\"../y";
        KubernetesDesk desk(u"argo-rollouts"_s, rolloutPath, rollout, chat);
        desk.server.reconcileAfter(0);
        QCOMPARE(desk.read()->rollout.stable, u"x\"},\r\n{\"../y"_s);
        const json asked{{"weights", {{"x\"},\r\n{\"../y", 100}, {"789746c88d", 0}}}, {"rollout", "abort"}};
        QCOMPARE(desk.write(Verb::Rollback, asked, desk.version()).outcome, WriteOutcome::Accepted);
        QTRY_VERIFY(holds(desk.readBack().resources[Target::Routing].value, asked));
    }
};

QTEST_GUILESS_MAIN(ArgoGatewayTest)
#include "tst_ArgoGateway.moc"

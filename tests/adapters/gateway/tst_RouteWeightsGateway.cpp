// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/adapters/gateway/KubernetesDesk.h"
#include "tests/support/Warnings.h"

#include <algorithm>

using namespace andon;

namespace {

/// A preset whose weights stand in a list, with an object as it is read and where the canary stands in it.
struct Kind {
    QString preset;
    QString path;
    json object;
    PresetWords variables;
    QString list;      ///< JSON pointer
    int canary = 1;    ///< its index in the list
    QString weight;    ///< JSON pointer to the canary's weight
    QString name;      ///< JSON pointer to the canary's name
};

json istioObject()
{
    return json::parse(R"({"kind": "VirtualService", "metadata": {"name": "chat"}, "spec": {"http": [{"name": "other", "route": []},)"
        R"({"route": [{"destination": {"host": "chat", "subset": "v1"}, "weight": 9}, {"destination": {"host": "chat", "subset": "v2"}, "weight": 1}]}]}})");
}

json routeObject()
{
    return json::parse(R"({"kind": "HTTPRoute", "metadata": {"name": "chat"}, "spec": {"rules": [{"backendRefs": [{"name": "v1", "kind": "InferencePool",)"
        R"("group": "inference.networking.k8s.io", "weight": 90}, {"name": "v2", "kind": "InferencePool", "weight": 10}]}]},)"
        R"("status": {"parents": [{"conditions": [{"type": "Accepted", "status": "True", "observedGeneration": 1}]}]}})");
}

json rawObject()
{
    return json::parse(R"({"kind": "InferenceService", "metadata": {"name": "chat"}, "spec": {"predictor": {"name": "v1"},)"
        R"("canary": [{"trafficPercent": 10, "predictor": {"name": "v2"}}]},)"
        R"("status": {"observedGeneration": 1, "canaryStatuses": [{"name": "v2", "ready": true, "trafficPercent": 10}]}})");
}

Kind kindOf(const QString &preset)
{
    const PresetWords place{{u"namespace"_s, "prod"}, {u"name"_s, "chat"}};
    if (preset == u"kserve-raw") {
        return {preset, u"/apis/serving.kserve.io/v1beta1/namespaces/prod/inferenceservices/chat"_s, rawObject(), place,
                u"/spec/canary"_s, 0, u"/spec/canary/0/trafficPercent"_s, u"/spec/canary/0/predictor/name"_s};
    }
    PresetWords words = place;
    words.insert(PresetWords{{u"stable"_s, "v1"}, {u"canary"_s, "v2"}, {u"stable_index"_s, "0"}, {u"canary_index"_s, "1"}});
    if (preset == u"httproute") {
        words[u"rule"_s] = "0";
        return {preset, u"/apis/gateway.networking.k8s.io/v1/namespaces/prod/httproutes/chat"_s, routeObject(), words,
                u"/spec/rules/0/backendRefs"_s, 1, u"/spec/rules/0/backendRefs/1/weight"_s, u"/spec/rules/0/backendRefs/1/name"_s};
    }
    words.insert(PresetWords{{u"route"_s, "1"}, {u"told_by"_s, "subset"}});
    return {preset, u"/apis/networking.istio.io/v1beta1/namespaces/prod/virtualservices/chat"_s, istioObject(), words,
            u"/spec/http/1/route"_s, 1, u"/spec/http/1/route/1/weight"_s, u"/spec/http/1/route/1/destination/subset"_s};
}

json &at(json &object, const QString &pointer)
{
    return object[json::json_pointer(pointer.toStdString())];
}

json weights(double stable, double canary)
{
    return {{"weights", {{"v1", stable}, {"v2", canary}}}, {"rollout", "abort"}};
}

void addKinds()
{
    QTest::addColumn<QString>("preset");
    for (const QString &preset : {u"istio"_s, u"httproute"_s, u"kserve-raw"_s})
        QTest::newRow(qPrintable(preset)) << preset;
}

} // namespace

class RouteWeightsGatewayTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theWeightsAreRead_data() { addKinds(); }
    void theWeightsAreRead()
    {
        QFETCH(QString, preset);
        const Kind kind = kindOf(preset);
        KubernetesDesk desk(preset, kind.path, kind.object, kind.variables);
        const Result<GatewayState> state = desk.read();
        QVERIFY2(state, state ? "" : qPrintable(state.error().message()));
        QCOMPARE(text(state->resources[Target::Routing].value), text(weights(90, 10)));
        QCOMPARE(state->resources[Target::Routing].version, desk.version());
        QCOMPARE(state->rollout.stable, u"v1"_s);
        QCOMPARE(state->rollout.canary, u"v2"_s);
        QVERIFY(state->rollout.message.isEmpty());
        QCOMPARE(desk.server.requests().last().path, kind.path.toUtf8());
    }
    void aRollbackIsOnePatchThatTestsWhatItMeans_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<bool>("annotated");
        for (const QString &preset : {u"istio"_s, u"httproute"_s, u"kserve-raw"_s}) {
            QTest::newRow(qPrintable(preset + u", annotated"_s)) << preset << true;
            QTest::newRow(qPrintable(preset + u", bare"_s)) << preset << false;
        }
    }
    void aRollbackIsOnePatchThatTestsWhatItMeans()
    {
        QFETCH(QString, preset);
        QFETCH(bool, annotated);
        Kind kind = kindOf(preset);
        if (annotated)
            kind.object["metadata"]["annotations"]["team"] = "edge";
        KubernetesDesk desk(preset, kind.path, kind.object, kind.variables);
        desk.server.reconcileAfter(0);
        QVERIFY(desk.read());
        const QString version = desk.version();
        const WriteAnswer answer = desk.write(Verb::Rollback, weights(100, 0), version);
        QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
        QCOMPARE(desk.server.patches(), 1);
        QCOMPARE(desk.server.lastPatch().method, QByteArray("PATCH"));
        QCOMPARE(desk.server.lastPatch().path, kind.path.toUtf8());
        QCOMPARE(desk.server.lastPatch().headers.value("content-type"), QByteArray("application/json-patch+json"));
        const json sent = desk.sentBody();
        QVERIFY(sent.is_array());
        QCOMPARE(text(sent[0]), text(json{{"op", "test"}, {"path", "/metadata/resourceVersion"}, {"value", version.toStdString()}}));
        QVERIFY(std::count(sent.begin(), sent.end(), json{{"op", "test"}, {"path", kind.name.toStdString()}, {"value", "v2"}}) == 1);
        QVERIFY(std::count(sent.begin(), sent.end(), json{{"op", "add"}, {"path", kind.weight.toStdString()}, {"value", 0}}) == 1);
        QTRY_COMPARE(text(desk.readBack().resources[Target::Routing].value), text(weights(100, 0)));
        const GatewayResource resource = desk.readBack().resources[Target::Routing];
        QCOMPARE(resource.stamp, u"op-1"_s);
        json annotations = desk.object()["metadata"]["annotations"];
        QCOMPARE(annotations.value("team", ""), std::string(annotated ? "edge" : ""));
        QCOMPARE(annotations["andon.dev/actor"].get<std::string>(), std::string("anna \"a\"\r\nb"));
    }
    void onlyTheWeightsAndTheStampChange_data() { addKinds(); }
    void onlyTheWeightsAndTheStampChange()
    {
        QFETCH(QString, preset);
        const Kind kind = kindOf(preset);
        KubernetesDesk desk(preset, kind.path, kind.object, kind.variables);
        QVERIFY(desk.read());
        json expected = kind.object["spec"];
        QCOMPARE(desk.write(Verb::Rollback, weights(100, 0), desk.version()).outcome, WriteOutcome::Accepted);
        at(expected, kind.weight.mid(5)) = 0;
        if (preset != u"kserve-raw")
            at(expected, (kind.list + u"/0/weight"_s).mid(5)) = 100;
        QCOMPARE(text(desk.object()["spec"]), text(expected));
    }
    void aWeightThatWasLeftOutCountsAsTheSystemSays_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<json>("expected");
        QTest::newRow("istio: nothing") << u"istio"_s << weights(100, 0);
        QTest::newRow("httproute: one") << u"httproute"_s << weights(9000.0 / 91, 100.0 / 91);
        QTest::newRow("kserve-raw: not done yet") << u"kserve-raw"_s << weights(100, 0);
    }
    void aWeightThatWasLeftOutCountsAsTheSystemSays()
    {
        QFETCH(QString, preset);
        QFETCH(json, expected);
        Kind kind = kindOf(preset);
        if (preset == u"kserve-raw")
            kind.object["status"].erase("canaryStatuses");
        at(kind.object, kind.list)[static_cast<std::size_t>(kind.canary)].erase("weight");
        KubernetesDesk desk(preset, kind.path, kind.object, kind.variables);
        const Result<GatewayState> state = desk.read();
        QVERIFY(state);
        QVERIFY2(holds(state->resources[Target::Routing].value, expected), text(state->resources[Target::Routing].value).constData());
        QCOMPARE(desk.write(Verb::Rollback, weights(100, 0), desk.version()).outcome, WriteOutcome::Accepted);
        json after = desk.object();
        QCOMPARE(at(after, kind.weight).get<int>(), 0);
    }
    void aForeignChangeIsNeverOverwritten_data() { addKinds(); }
    void aForeignChangeIsNeverOverwritten()
    {
        QFETCH(QString, preset);
        const Kind kind = kindOf(preset);
        KubernetesDesk desk(preset, kind.path, kind.object, kind.variables);
        QVERIFY(desk.read());
        const QString painted = desk.version();
        desk.server.foreignChange(kind.path, {{"metadata", {{"labels", {{"seen", "no"}}}}}});
        const json before = desk.object();
        const WriteAnswer answer = desk.write(Verb::Rollback, weights(100, 0), painted);
        QCOMPARE(answer.outcome, WriteOutcome::Superseded);
        QCOMPARE(answer.httpStatus, 422);
        QVERIFY(answer.state);
        QCOMPARE(text(desk.object()), text(before));
    }
    void anIndexThatNamesAnotherVersionIsRefused_data() { addKinds(); }
    void anIndexThatNamesAnotherVersionIsRefused()
    {
        QFETCH(QString, preset);
        Kind kind = kindOf(preset);
        KubernetesDesk desk(preset, kind.path, kind.object, kind.variables);
        QVERIFY(desk.read());
        if (preset == u"kserve-raw") {
            at(kind.object, kind.name) = "v3";
        } else {
            json &list = at(kind.object, kind.list);
            std::swap(list[0], list[1]);
        }
        desk.server.put(kind.path, kind.object);
        const json before = desk.object();
        const QString version = desk.version();
        const WriteAnswer answer = desk.write(Verb::Rollback, weights(100, 0), version);
        QCOMPARE(answer.outcome, WriteOutcome::Rejected); // the version was right: no other change, so a plain refusal
        QCOMPARE(answer.words, u"the server rejected our request due to an error in our request"_s);
        QCOMPARE(text(desk.object()), text(before));
    }
    void aFenceChangesTheStampAndNothingElse_data() { aRollbackIsOnePatchThatTestsWhatItMeans_data(); }
    void aFenceChangesTheStampAndNothingElse()
    {
        QFETCH(QString, preset);
        QFETCH(bool, annotated);
        Kind kind = kindOf(preset);
        if (annotated)
            kind.object["metadata"]["annotations"]["team"] = "edge";
        KubernetesDesk desk(preset, kind.path, kind.object, kind.variables);
        QVERIFY(desk.read());
        QCOMPARE(desk.write(Verb::Rollback, weights(90, 10), desk.version(), true).outcome, WriteOutcome::Accepted);
        QCOMPARE(text(desk.object()["spec"]), text(kind.object["spec"]));
        QCOMPARE(desk.readBack().resources[Target::Routing].stamp, u"cancel:op-1"_s);
        QCOMPARE(desk.object()["metadata"]["annotations"].value("team", ""), std::string(annotated ? "edge" : ""));
    }
    void aRefusalIsToldInTheServersWords_data() { addKinds(); }
    void aRefusalIsToldInTheServersWords()
    {
        QFETCH(QString, preset);
        const Kind kind = kindOf(preset);
        KubernetesDesk desk(preset, kind.path, kind.object, kind.variables);
        QVERIFY(desk.read());
        desk.server.refuseNext(422, "Invalid", "weights are frozen");
        const WriteAnswer invalid = desk.write(Verb::Rollback, weights(100, 0), desk.version());
        QCOMPARE(invalid.outcome, WriteOutcome::Rejected);
        QCOMPARE(invalid.words, u"weights are frozen"_s);
        desk.server.forbid("patch");
        const WriteAnswer forbidden = desk.write(Verb::Rollback, weights(100, 0), desk.version());
        QCOMPARE(forbidden.outcome, WriteOutcome::Rejected);
        QVERIFY2(forbidden.words.contains(u"is forbidden: User"), qPrintable(forbidden.words));
    }
    void aRouteThatTheGatewayHasNotSeenOrRefusesIsToldSo()
    {
        const Kind kind = kindOf(u"httproute"_s);
        KubernetesDesk desk(kind.preset, kind.path, kind.object, kind.variables);
        desk.server.foreignChange(kind.path, {{"spec", {{"hostnames", {"chat.example"}}}}});
        QCOMPARE(desk.read()->rollout.message, u"the controller has not seen the newest specification yet"_s);
        desk.server.reconcile();
        QCOMPARE(desk.read()->rollout.message, QString());
        desk.server.foreignChange(kind.path, {{"status", {{"parents", {{{"conditions", {{{"type", "ResolvedRefs"}, {"status", "False"}, {"message", "no v2"}, {"observedGeneration", 2}}}}}}}}}}, true);
        QCOMPARE(desk.read()->rollout.message, u"no v2"_s);
    }
    void withoutACanaryThereIsOneVersion()
    {
        Kind kind = kindOf(u"kserve-raw"_s);
        kind.object["spec"].erase("canary");
        kind.object["spec"]["predictor"].erase("name");
        kind.object["status"].erase("canaryStatuses");
        KubernetesDesk desk(kind.preset, kind.path, kind.object, kind.variables);
        const Result<GatewayState> state = desk.read();
        QVERIFY(state);
        QCOMPARE(text(state->resources[Target::Routing].value["weights"]), text(json{{"chat", 100.0}}));
        QCOMPARE(desk.write(Verb::Rollback, {{"weights", {{"chat", 100}}}}, desk.version()).outcome, WriteOutcome::NotSent);
    }
    void whatIsNotThereIsAnErrorThatNamesTheReadAndThePlace_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QString>("words");
        QTest::newRow("istio: no route") << u"istio"_s << QByteArray("{}") << u"service at /spec/http/{route}/route/weight"_s;
        QTest::newRow("istio: no canary") << u"istio"_s << QByteArray(R"({"http":[{},{"route":[{"destination":{"subset":"v1"}}]}]})") << u"service at /spec/http/{route}/route/weight"_s;
        QTest::newRow("istio: a weight in words") << u"istio"_s << QByteArray(R"({"http":[{},{"route":[{"destination":{"subset":"v1"},"weight":"all"}]}]})") << u"service at /spec/http/{route}/route/weight"_s;
        QTest::newRow("httproute: no list") << u"httproute"_s << QByteArray(R"({"rules":[{"backendRefs":{"name":"v1"}}]})") << u"route at /spec/rules/{rule}/backendRefs/weight"_s;
        QTest::newRow("httproute: below nothing") << u"httproute"_s << QByteArray(R"({"rules":[{"backendRefs":[{"name":"v1","weight":-5}]}]})") << u"route at /spec/rules/{rule}/backendRefs/weight"_s;
        QTest::newRow("kserve-raw: a list for a name") << u"kserve-raw"_s << QByteArray(R"({"predictor":{"name":["v1"]}})") << u"service at /spec/predictor/name"_s;
    }
    void whatIsNotThereIsAnErrorThatNamesTheReadAndThePlace()
    {
        QFETCH(QString, preset);
        QFETCH(QByteArray, spec);
        QFETCH(QString, words);
        Kind kind = kindOf(preset);
        kind.object["spec"] = json::parse(spec.begin(), spec.end());
        KubernetesDesk desk(preset, kind.path, kind.object, kind.variables);
        const Result<GatewayState> state = desk.read();
        QVERIFY(!state);
        QCOMPARE(state.error().kind, ErrorKind::BadAnswer);
        QVERIFY2(state.error().arguments.join(u' ').contains(words), qPrintable(state.error().message()));
        QCOMPARE(desk.write(Verb::Rollback, weights(100, 0), u"1"_s).outcome, WriteOutcome::NotSent);
        QCOMPARE(desk.server.patches(), 0);
    }
    void hostileIndicesStayOneToken_data()
    {
        QTest::addColumn<QString>("index");
        for (const QString &index : {u"1/destination"_s, u".."_s, u"~1"_s, u"-"_s, u"1\r\n"_s, u"99"_s})
            QTest::newRow(qPrintable(index.trimmed())) << index;
    }
    void hostileIndicesStayOneToken()
    {
        QFETCH(QString, index);
        const Kind kind = kindOf(u"istio"_s);
        PresetWords words = kind.variables;
        words[u"canary_index"_s] = index.toStdString();
        KubernetesDesk desk(kind.preset, kind.path, kind.object, words);
        QVERIFY(desk.read());
        const json before = desk.object();
        QCOMPARE(desk.write(Verb::Rollback, weights(100, 0), desk.version()).outcome, WriteOutcome::Rejected);
        QCOMPARE(text(desk.object()), text(before));
    }
    void whatAListOfWeightsCannotDoIsSaid_data() { addKinds(); }
    void whatAListOfWeightsCannotDoIsSaid()
    {
        QFETCH(QString, preset);
        const Kind kind = kindOf(preset);
        KubernetesDesk desk(preset, kind.path, kind.object, kind.variables);
        for (const Verb verb : {Verb::Promote, Verb::Pause, Verb::Resume, Verb::Degrade, Verb::Throttle})
            QVERIFY(desk.gateway->whyAbsent(verb).size() > 20);
        QVERIFY(desk.gateway->whyAbsent(Verb::Rollback).isEmpty());
        QCOMPARE(desk.gateway->promise(Verb::Rollback).tier, Tier::B);
        QVERIFY(desk.gateway->promise(Verb::Rollback).hold > 0ms);
    }
    void aServerThatIsNotThereGotNothing_data() { addKinds(); }
    void aServerThatIsNotThereGotNothing()
    {
        QFETCH(QString, preset);
        const Kind kind = kindOf(preset);
        KubernetesDesk desk(preset, kind.path, kind.object, kind.variables);
        QVERIFY(desk.read());
        desk.server.die();
        QCOMPARE(desk.write(Verb::Rollback, weights(100, 0), desk.version()).outcome, WriteOutcome::NotSent);
        QVERIFY(!desk.read());
        QCOMPARE(desk.server.patches(), 0);
    }
};

QTEST_GUILESS_MAIN(RouteWeightsGatewayTest)
#include "tst_RouteWeightsGateway.moc"

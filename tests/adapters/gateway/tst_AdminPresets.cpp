// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/adapters/gateway/AdminDoubles.h"
#include "tests/adapters/gateway/PresetDesk.h"
#include "tests/support/Warnings.h"

using namespace andon;

namespace {

/// Any of the doubles, at its preset's desk.
struct World {
    EnvoyDouble envoy;
    KongDouble kong;
    ApisixDouble apisix;
    LiteLlmDouble litellm;
    UnleashDouble unleash;

    AdminDouble &server(const QString &preset)
    {
        return preset == u"envoy" ? envoy.server : preset == u"kong" ? kong.server : preset == u"apisix" ? apisix.server
            : preset == u"litellm" ? litellm.server : unleash.server;
    }
    static PresetWords words(const QString &preset)
    {
        PresetWords words{{u"stable"_s, "v1"}, {u"canary"_s, "v2"}};
        const auto add = [&](const QList<QPair<QString, const char *>> &more) {
            for (const auto &[name, value] : more)
                words[name] = value;
        };
        if (preset == u"envoy")
            add({{u"prefix"_s, "routing.traffic_split.chat"}, {u"stable_initial"_s, "90"}, {u"canary_initial"_s, "10"}, {u"degrade_key"_s, "routing.small.chat"}});
        else if (preset == u"kong")
            add({{u"upstream"_s, "chat"}, {u"stable_target"_s, "10.0.0.1:80"}, {u"canary_target"_s, "10.0.0.2:80"}, {u"limit_plugin"_s, "limit-1"}, {u"degrade_plugin"_s, "term-1"}});
        else if (preset == u"apisix")
            add({{u"route"_s, "1"}, {u"stable_upstream"_s, "up-1"}, {u"canary_upstream"_s, "up-2"}, {u"degrade_plugin"_s, "fault-injection"}});
        else if (preset == u"litellm")
            add({{u"stable_id"_s, "dep-1"}, {u"canary_id"_s, "dep-2"}, {u"group"_s, "chat"}, {u"small"_s, "chat-small"}, {u"key_hash"_s, "88dc28d0"}});
        else
            add({{u"project"_s, "default"}, {u"environment"_s, "production"}, {u"flag"_s, "canary"}, {u"degrade_flag"_s, "small"}});
        return words;
    }
    QByteArray secret(const QString &preset) const
    {
        return preset == u"kong" ? kong.token : preset == u"apisix" ? apisix.key : preset == u"litellm" ? litellm.key
            : preset == u"unleash" ? unleash.token : QByteArray();
    }
};

const QStringList presets{u"envoy"_s, u"kong"_s, u"apisix"_s, u"litellm"_s, u"unleash"_s};
const json rolledBack = weights("v1", 100, "v2", 0);

} // namespace

/// The presets of gateways that Debian does not ship, against doubles with their rules.
class AdminPresetsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theirStateIsRead_data() { eachPreset(); }
    void theirStateIsRead()
    {
        QFETCH(QString, preset);
        World world;
        PresetDesk desk(preset, {world.server(preset).url()}, World::words(preset), world.secret(preset));
        for (const Result<GatewayState> &state : {desk.read(), desk.readBack()}) {
            QCOMPARE(missed(state, Target::Routing, weights("v1", 90, "v2", 10)), QString());
            QCOMPARE(missed(state, Target::Degrade, level(0)), QString());
            if (desk.gateway.whyAbsent(Verb::Throttle).isEmpty())
                QCOMPARE(missed(state, Target::Throttle, noLimit()), QString());
            QCOMPARE(state->withRole(VersionRole::Canary)->id, u"v2"_s);
        }
        QCOMPARE(desk.gateway.promise(Verb::Rollback).tier, Tier::C);
        for (const Verb verb : {Verb::Promote, Verb::Pause, Verb::Resume})
            QVERIFY(desk.gateway.whyAbsent(verb).endsWith(u'.'));
    }
    void eachVerbIsWrittenAsTheSystemTakesIt_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<Verb>("verb");
        QTest::addColumn<Target>("target");
        QTest::addColumn<json>("body");
        QTest::addColumn<QStringList>("wire");
        QTest::newRow("envoy rollback") << u"envoy"_s << Verb::Rollback << Target::Routing << rolledBack
            << QStringList{u"POST /runtime_modify?routing.traffic_split.chat.v2=0&routing.traffic_split.chat.v1=100"_s};
        QTest::newRow("envoy degrade") << u"envoy"_s << Verb::Degrade << Target::Degrade << level(1) << QStringList{u"POST /runtime_modify?routing.small.chat=100"_s};
        QTest::newRow("envoy restore") << u"envoy"_s << Verb::Restore << Target::Degrade << level(0) << QStringList{u"POST /runtime_modify?routing.small.chat=0"_s};
        QTest::newRow("kong rollback") << u"kong"_s << Verb::Rollback << Target::Routing << rolledBack
            << QStringList{u"PATCH /upstreams/chat/targets/10.0.0.2%3A80 {\"weight\":0}"_s, u"PATCH /upstreams/chat/targets/10.0.0.1%3A80 {\"weight\":100}"_s};
        QTest::newRow("kong degrade") << u"kong"_s << Verb::Degrade << Target::Degrade << level(1) << QStringList{u"PATCH /plugins/term-1 {\"enabled\":true}"_s};
        QTest::newRow("kong throttle") << u"kong"_s << Verb::Throttle << Target::Throttle << limitOf(5)
            << QStringList{u"PATCH /plugins/limit-1 {\"config\":{\"second\":5},\"enabled\":true}"_s};
        QTest::newRow("kong unlimited") << u"kong"_s << Verb::Restore << Target::Throttle << noLimit()
            << QStringList{u"PATCH /plugins/limit-1 {\"config\":{\"second\":1000000},\"enabled\":true}"_s};
        QTest::newRow("apisix rollback") << u"apisix"_s << Verb::Rollback << Target::Routing << rolledBack
            << QStringList{u"PATCH /apisix/admin/routes/1/plugins/traffic-split {\"rules\":[{\"weighted_upstreams\":[{\"upstream_id\":\"up-2\",\"weight\":0},{\"upstream_id\":\"up-1\",\"weight\":100}]}]}"_s};
        QTest::newRow("apisix degrade") << u"apisix"_s << Verb::Degrade << Target::Degrade << level(1)
            << QStringList{u"PATCH /apisix/admin/routes/1/plugins/fault-injection/_meta {\"disable\":false}"_s};
        QTest::newRow("apisix throttle") << u"apisix"_s << Verb::Throttle << Target::Throttle << limitOf(0.5)
            << QStringList{u"PATCH /apisix/admin/routes/1/plugins/limit-count {\"count\":5,\"key\":\"andon\",\"key_type\":\"constant\",\"policy\":\"local\",\"rejected_code\":429,\"time_window\":10}"_s};
        QTest::newRow("litellm rollback") << u"litellm"_s << Verb::Rollback << Target::Routing << rolledBack
            << QStringList{u"PATCH /model/dep-2/update {\"litellm_params\":{\"weight\":0}}"_s, u"PATCH /model/dep-1/update {\"litellm_params\":{\"weight\":100}}"_s};
        QTest::newRow("litellm degrade") << u"litellm"_s << Verb::Degrade << Target::Degrade << level(1)
            << QStringList{u"POST /config/update {\"router_settings\":{\"model_group_alias\":{\"chat\":\"chat-small\"}}}"_s};
        QTest::newRow("litellm restore") << u"litellm"_s << Verb::Restore << Target::Degrade << level(0)
            << QStringList{u"POST /config/update {\"router_settings\":{\"model_group_alias\":{}}}"_s};
        QTest::newRow("litellm throttle") << u"litellm"_s << Verb::Throttle << Target::Throttle << limitOf(5)
            << QStringList{u"POST /key/update {\"key\":\"88dc28d0\",\"rpm_limit\":300}"_s};
        QTest::newRow("litellm unlimited") << u"litellm"_s << Verb::Restore << Target::Throttle << noLimit()
            << QStringList{u"POST /key/update {\"key\":\"88dc28d0\",\"rpm_limit\":null}"_s};
        QTest::newRow("unleash rollback") << u"unleash"_s << Verb::Rollback << Target::Routing << rolledBack
            << QStringList{u"POST /api/admin/projects/default/features/canary/environments/production/off"_s};
        QTest::newRow("unleash degrade") << u"unleash"_s << Verb::Degrade << Target::Degrade << level(1)
            << QStringList{u"POST /api/admin/projects/default/features/small/environments/production/on"_s};
    }
    void eachVerbIsWrittenAsTheSystemTakesIt()
    {
        QFETCH(QString, preset);
        QFETCH(Verb, verb);
        QFETCH(Target, target);
        QFETCH(json, body);
        QFETCH(QStringList, wire);
        World world;
        PresetDesk desk(preset, {world.server(preset).url()}, World::words(preset), world.secret(preset));
        if (verb == Verb::Restore) // there is something to take back
            QCOMPARE(desk.press(Verb::Degrade, Target::Degrade, level(1)).outcome, WriteOutcome::Accepted);
        const qsizetype before = world.server(preset).writes().size();
        const WriteAnswer answer = desk.press(verb, target, body);
        QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
        QCOMPARE(world.server(preset).writes().mid(before), wire);
        for (const AdminDouble::Request &request : world.server(preset).requests()) {
            if (!request.body.isEmpty())
                QCOMPARE(request.headers.value("content-type"), QByteArray("application/json"));
        }
        world.litellm.take();
        QCOMPARE(missed(desk.readBack(), target, body), QString());
    }
    void theirRefusalsAreRejectedInTheirWords_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QString>("fault");
        QTest::addColumn<WriteOutcome>("outcome");
        QTest::addColumn<QString>("words");
        QTest::newRow("envoy") << u"envoy"_s << u"no admin layer"_s << WriteOutcome::Rejected << u"No admin layer specified"_s;
        QTest::newRow("kong without a database") << u"kong"_s << u"db-less"_s << WriteOutcome::Rejected << u"cannot create, update, or delete entities when not using a database"_s;
        QTest::newRow("kong, another token") << u"kong"_s << u"token"_s << WriteOutcome::Rejected << u"Invalid credentials"_s;
        QTest::newRow("kong, out of range") << u"kong"_s << u"range"_s << WriteOutcome::Rejected << u"schema violation (weight"_s;
        QTest::newRow("apisix, another key") << u"apisix"_s << u"token"_s << WriteOutcome::Rejected << u"failed to check token"_s;
        QTest::newRow("litellm, another key") << u"litellm"_s << u"token"_s << WriteOutcome::Rejected << u"Authentication Error"_s;
        QTest::newRow("litellm, no admin") << u"litellm"_s << u"no admin"_s << WriteOutcome::Rejected << u"Only proxy admins can do this"_s;
        QTest::newRow("litellm without a database") << u"litellm"_s << u"db-less"_s << WriteOutcome::Rejected << u"No DB Connected"_s;
        QTest::newRow("unleash, another token") << u"unleash"_s << u"token"_s << WriteOutcome::Rejected << u"You must log in"_s;
        QTest::newRow("unleash, change requests") << u"unleash"_s << u"change requests"_s << WriteOutcome::Rejected << u"Change requests are enabled"_s;
        QTest::newRow("unleash, a share") << u"unleash"_s << u"share"_s << WriteOutcome::NotSent << u"the canary weight 30: this gateway takes 0 here and nothing else"_s;
    }
    void theirRefusalsAreRejectedInTheirWords()
    {
        QFETCH(QString, preset);
        QFETCH(QString, fault);
        QFETCH(QString, words);
        World world;
        PresetDesk desk(preset, {world.server(preset).url()}, World::words(preset), world.secret(preset));
        QVERIFY(desk.read().has_value());
        world.envoy.hasAdminLayer = fault != u"no admin layer";
        world.kong.withoutDatabase = fault == u"db-less";
        world.litellm.hasDatabase = fault != u"db-less";
        world.litellm.isAdmin = fault != u"no admin";
        world.unleash.wantsChangeRequests = fault == u"change requests";
        if (fault == u"token")
            world.kong.token = world.apisix.key = world.litellm.key = world.unleash.token = "changed";
        const json body = fault == u"range" ? weights("v1", 100, "v2", 70000) : fault == u"share" ? weights("v1", 70, "v2", 30) : rolledBack;
        const WriteAnswer answer = desk.write(PresetDesk::writeOf(Verb::Rollback, Target::Routing, body, {}));
        QTEST(answer.outcome, "outcome");
        QVERIFY2(answer.words.contains(words), qPrintable(answer.words));
        QVERIFY2(!answer.words.contains(QString::fromLatin1(World().secret(preset))) || preset == u"envoy", qPrintable(answer.words));
        if (fault != u"token")
            QCOMPARE(missed(desk.readBack(), Target::Routing, weights("v1", 90, "v2", 10)), QString());
        else
            QCOMPARE(desk.read().error().kind, ErrorKind::NotAuthorized);
    }
    void halfARollbackIsUnknownInWords()
    {
        World world;
        PresetWords words = World::words(u"kong"_s);
        PresetDesk desk(u"kong"_s, {world.kong.server.url()}, words, world.kong.token);
        QVERIFY(desk.read().has_value());
        const WriteAnswer answer = desk.write(PresetDesk::writeOf(Verb::Rollback, Target::Routing, weights("v1", 70000, "v2", 0), {}));
        QCOMPARE(answer.outcome, WriteOutcome::Unknown);
        QVERIFY2(answer.words.startsWith(u"1 of 2 requests were accepted, then "_s), qPrintable(answer.words));
        QVERIFY2(answer.words.contains(u"schema violation"_s), qPrintable(answer.words));
    }
    void whatIsAcceptedIsInForceLater()
    {
        World world;
        PresetDesk desk(u"litellm"_s, {world.litellm.server.url()}, World::words(u"litellm"_s), world.litellm.key);
        QCOMPARE(desk.press(Verb::Rollback, Target::Routing, rolledBack).outcome, WriteOutcome::Accepted);
        QVERIFY(desk.gateway.promise(Verb::Rollback).settle >= 10s);
        QCOMPARE(missed(desk.readBack(), Target::Routing, weights("v1", 90, "v2", 10)), QString());
        world.litellm.take();
        QCOMPARE(missed(desk.readBack(), Target::Routing, rolledBack), QString());
        QCOMPARE(world.litellm.server.requests().at(3).headers.value("litellm-changed-by"), QByteArray("anna"));
    }
    void aForeignChangeIsSeenInTheVersion_data() { eachPreset(); }
    void aForeignChangeIsSeenInTheVersion()
    {
        QFETCH(QString, preset);
        World world;
        PresetDesk desk(preset, {world.server(preset).url()}, World::words(preset), world.secret(preset));
        const QString before = desk.read()->resources.value(Target::Routing).version;
        QCOMPARE(desk.read()->resources.value(Target::Routing).version, before);
        world.envoy.overrides = {{u"routing.traffic_split.chat.v1"_s, u"50"_s}, {u"routing.traffic_split.chat.v2"_s, u"50"_s}};
        world.kong.targets["10.0.0.2:80"]["weight"] = 900;
        world.apisix.route["plugins"]["traffic-split"]["rules"][0]["weighted_upstreams"][1]["weight"] = 9;
        world.litellm.deployments["dep-2"] = 9;
        world.unleash.flags["canary"]["strategies"][0]["parameters"]["rollout"] = "50";
        const Result<GatewayState> state = desk.read();
        QCOMPARE(missed(state, Target::Routing, weights("v1", 50, "v2", 50)), QString());
        QVERIFY(state->resources.value(Target::Routing).version != before);
    }
    void aDeadOneGetsNothing_data() { eachPreset(); }
    void aDeadOneGetsNothing()
    {
        QFETCH(QString, preset);
        World world;
        PresetDesk desk(preset, {world.server(preset).url()}, World::words(preset), world.secret(preset));
        QVERIFY(desk.read().has_value());
        world.server(preset).die();
        QCOMPARE(desk.read().error().kind, ErrorKind::ConnectionRefused);
        QCOMPARE(desk.write(PresetDesk::writeOf(Verb::Rollback, Target::Routing, rolledBack, {})).outcome, WriteOutcome::NotSent);
    }
    void anotherAnswerIsNoState_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("words");
        const QByteArray jsonType = "application/json";
        for (const QString &preset : presets) {
            QTest::addRow("%s: a page", qPrintable(preset)) << preset << QByteArray("text/html") << QByteArray("<html>") << ErrorKind::NotJson << u"text/html"_s;
            QTest::addRow("%s: half of it", qPrintable(preset)) << preset << jsonType << QByteArray("{\"a\":") << ErrorKind::BadAnswer << u"no complete JSON"_s;
        }
        QTest::newRow("kong: nothing there") << u"kong"_s << jsonType << QByteArray("{}") << ErrorKind::BadAnswer << u"stable at /weight: nothing stands there"_s;
        QTest::newRow("kong: another type") << u"kong"_s << jsonType << QByteArray("{\"weight\":{}}") << ErrorKind::BadAnswer << u"stable at /weight: \"{}\" is no weight"_s;
        QTest::newRow("kong: below zero") << u"kong"_s << jsonType << QByteArray("{\"weight\":-1}") << ErrorKind::BadAnswer << u"\"-1\" is no weight"_s;
        QTest::newRow("apisix: nothing there") << u"apisix"_s << jsonType << QByteArray("{\"value\":{}}") << ErrorKind::BadAnswer << u"route at /value/plugins/traffic-split"_s;
        QTest::newRow("apisix: no list") << u"apisix"_s << jsonType << QByteArray("{\"value\":{\"plugins\":{\"traffic-split\":{\"rules\":[{\"weighted_upstreams\":7}]}}}}")
                                         << ErrorKind::BadAnswer << u"no list stands at"_s;
        QTest::newRow("litellm: nothing there") << u"litellm"_s << jsonType << QByteArray("{\"data\":[]}") << ErrorKind::BadAnswer << u"models at /data/litellm_params/weight"_s;
        QTest::newRow("litellm: no number") << u"litellm"_s << jsonType << QByteArray("{\"data\":[{\"model_info\":{\"id\":\"dep-1\"},\"litellm_params\":{\"weight\":\"many\"}}]}")
                                            << ErrorKind::BadAnswer << u"\"many\" is no number"_s;
        QTest::newRow("unleash: nothing there") << u"unleash"_s << jsonType << QByteArray("{}") << ErrorKind::BadAnswer << u"flag at /enabled"_s;
        QTest::newRow("envoy: no number") << u"envoy"_s << jsonType << QByteArray("{\"entries\":{\"routing.traffic_split.chat.v1\":{\"final_value\":\"x\"}}}")
                                          << ErrorKind::BadAnswer << u"\"x\" is no number"_s;
        QTest::newRow("envoy: half degraded") << u"envoy"_s << jsonType << QByteArray("{\"entries\":{\"routing.small.chat\":{\"final_value\":\"50\"}}}")
                                              << ErrorKind::BadAnswer << u"runtime at /entries/{degrade_key}"_s;
        QTest::newRow("apisix: another window") << u"apisix"_s << jsonType
            << QByteArray("{\"value\":{\"plugins\":{\"limit-count\":{\"count\":5,\"time_window\":3600},\"traffic-split\":{\"rules\":[{\"weighted_upstreams\":"
                          "[{\"upstream_id\":\"up-1\",\"weight\":1},{\"upstream_id\":\"up-2\",\"weight\":1}]}]}}}}")
            << ErrorKind::BadAnswer << u"/value/plugins/limit-count"_s;
    }
    void anotherAnswerIsNoState()
    {
        QFETCH(QString, preset);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        World world;
        PresetDesk desk(preset, {world.server(preset).url()}, World::words(preset), world.secret(preset));
        world.server(preset).answerBy([&](const AdminDouble::Request &) { return DoubleAnswer{200, body, type}; });
        const Result<GatewayState> state = desk.read();
        QVERIFY(!state.has_value());
        QTEST(state.error().kind, "kind");
        QVERIFY2(state.error().message().contains(words), qPrintable(state.error().message()));
        // What was never read is not written: it is not known which version is the canary.
        QCOMPARE(desk.write(PresetDesk::writeOf(Verb::Rollback, Target::Routing, rolledBack, {})).outcome, WriteOutcome::NotSent);
        QCOMPARE(world.server(preset).writes(), QStringList());
    }
    void hostileVariablesStayInTheirPlace_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("path"); ///< on the wire; empty: nothing is sent
        const QString environment = u"/environments/production"_s;
        QTest::newRow("up") << u"kong"_s << u"upstream"_s << u".."_s << u""_s;
        QTest::newRow("up and down") << u"kong"_s << u"upstream"_s << u"../plugins"_s << u""_s;
        QTest::newRow("empty") << u"kong"_s << u"upstream"_s << u""_s << u""_s;
        QTest::newRow("lines") << u"unleash"_s << u"flag"_s << u"a\r\nEvil: 1"_s << u"/api/admin/projects/default/features/a%0D%0AEvil%3A%201"_s + environment;
        QTest::newRow("a query") << u"unleash"_s << u"flag"_s << u"a?b=c#d"_s << u"/api/admin/projects/default/features/a%3Fb%3Dc%23d"_s + environment;
        QTest::newRow("quotes") << u"unleash"_s << u"flag"_s << u"\"'"_s << u"/api/admin/projects/default/features/%22%27"_s + environment;
        QTest::newRow("a second parameter") << u"litellm"_s << u"key_hash"_s << u"x&y=z"_s << u"/key/info?key=x%26y%3Dz"_s;
    }
    void hostileVariablesStayInTheirPlace()
    {
        QFETCH(QString, preset);
        QFETCH(QString, variable);
        QFETCH(QString, value);
        QFETCH(QString, path);
        World world;
        PresetWords words = World::words(preset);
        words[variable] = value.toStdString();
        PresetDesk desk(preset, {world.server(preset).url()}, words, world.secret(preset));
        QVERIFY(!desk.read().has_value());
        QStringList paths;
        for (const AdminDouble::Request &request : world.server(preset).requests()) {
            paths << QString::fromLatin1(request.path);
            QVERIFY(!request.headers.contains("evil"));
            QVERIFY2(!request.path.contains("/upstreams/"), request.path.constData());
        }
        QCOMPARE(paths.contains(path), !path.isEmpty());
    }
    void hostileVersionNamesStayInTheirPlace()
    {
        World world;
        PresetWords words = World::words(u"envoy"_s);
        words[u"canary"_s] = "v2=5&x\r\n\"..~/";
        world.envoy.overrides = {{u"routing.traffic_split.chat.v1"_s, u"90"_s}, {u"routing.traffic_split.chat.v2=5&x\r\n\"..~/"_s, u"10"_s}};
        PresetDesk desk(u"envoy"_s, {world.envoy.server.url()}, words);
        const Result<GatewayState> state = desk.read();
        QVERIFY2(state.has_value(), state ? "" : qPrintable(state.error().message()));
        QCOMPARE(state->withRole(VersionRole::Canary)->weight, 10.0);
        const json asked = weights("v1", 100, "v2=5&x\r\n\"..~/", 0);
        const WriteAnswer answer = desk.press(Verb::Rollback, Target::Routing, asked);
        QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
        QCOMPARE(missed(desk.readBack(), Target::Routing, asked), QString());
        QCOMPARE(world.envoy.overrides.size(), 2);
    }
    void theOlderFormOfApisixIsReadToo()
    {
        World world;
        world.apisix.isOld = true;
        world.apisix.route["plugins"]["limit-count"] = {{"count", 120}, {"time_window", 60}};
        PresetDesk desk(u"apisix"_s, {world.apisix.server.url()}, World::words(u"apisix"_s), world.apisix.key);
        const Result<GatewayState> state = desk.read();
        QCOMPARE(missed(state, Target::Routing, weights("v1", 90, "v2", 10)), QString());
        QCOMPARE(missed(state, Target::Throttle, limitOf(2)), QString());
        QCOMPARE(missed(state, Target::Degrade, level(0)), QString());
    }
    void aFlagWithoutASharesSendsAll()
    {
        World world;
        world.unleash.flags["canary"]["strategies"] = json::array();
        PresetDesk desk(u"unleash"_s, {world.unleash.server.url()}, World::words(u"unleash"_s), world.unleash.token);
        QCOMPARE(missed(desk.read(), Target::Routing, weights("v1", 0, "v2", 100)), QString());
    }
    void withoutItsVariableAVerbSendsNothing_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<Verb>("verb");
        QTest::addColumn<Target>("target");
        QTest::addColumn<json>("body");
        QTest::newRow("envoy") << u"envoy"_s << u"degrade_key"_s << Verb::Degrade << Target::Degrade << level(1);
        QTest::newRow("kong") << u"kong"_s << u"degrade_plugin"_s << Verb::Degrade << Target::Degrade << level(1);
        QTest::newRow("kong limit") << u"kong"_s << u"limit_plugin"_s << Verb::Throttle << Target::Throttle << limitOf(1);
        QTest::newRow("apisix") << u"apisix"_s << u"degrade_plugin"_s << Verb::Degrade << Target::Degrade << level(1);
        QTest::newRow("litellm") << u"litellm"_s << u"small"_s << Verb::Degrade << Target::Degrade << level(1);
        QTest::newRow("unleash") << u"unleash"_s << u"degrade_flag"_s << Verb::Degrade << Target::Degrade << level(1);
    }
    void withoutItsVariableAVerbSendsNothing()
    {
        QFETCH(QString, preset);
        QFETCH(QString, variable);
        QFETCH(Verb, verb);
        QFETCH(Target, target);
        QFETCH(json, body);
        World world;
        PresetWords words = World::words(preset);
        words.remove(variable);
        PresetDesk desk(preset, {world.server(preset).url()}, words, world.secret(preset));
        const Result<GatewayState> state = desk.read();
        QVERIFY2(state.has_value(), state ? "" : qPrintable(state.error().message()));
        if (target == Target::Degrade)
            QVERIFY(!state->resources.contains(target));
        QCOMPARE(desk.write(PresetDesk::writeOf(verb, target, body, {})).outcome, WriteOutcome::NotSent);
        QCOMPARE(world.server(preset).writes(), QStringList());
    }

private:
    static void eachPreset()
    {
        QTest::addColumn<QString>("preset");
        for (const QString &preset : presets)
            QTest::newRow(qPrintable(preset)) << preset;
    }
};

QTEST_GUILESS_MAIN(AdminPresetsTest)
#include "tst_AdminPresets.moc"

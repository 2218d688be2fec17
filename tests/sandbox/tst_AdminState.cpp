// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/AdminState.h"
#include "app/sandbox/Problem.h"
#include "tests/sandbox/Json.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace andon::sandbox;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using nlohmann::json;

Q_DECLARE_METATYPE(andon::sandbox::Resource)

namespace {

/// A gateway's admin side with a clock moved by hand.
struct Bench {
    ManualClock clock;
    AdminState state{clock, startingVersions()};

    AdminAnswer put(Resource resource, const QByteArray &body, const QByteArray &key, const QByteArray &ifMatch = {})
    {
        const QByteArray current = '"' + QByteArray::fromStdString(state.version(resource)) + '"';
        return state.apply({resource, key, "bo"_ba, ifMatch.isEmpty() ? current : ifMatch, body});
    }
    json read() { return state.stateJson(); }
    json value(const char *resource) { return read()["resources"][resource]["value"]; }
    std::string stamp(const char *resource) { return read()["resources"][resource]["stamp"]; }
    std::string version(const char *resource) { return read()["resources"][resource]["version"]; }
    double weight(const std::string &id) { return state.weights().at(id); }
};

std::string detailOf(const AdminAnswer &answer)
{
    return parsed(answer.body).at("detail");
}

} // namespace

class AdminStateTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aWriteCarriesItsStampAndActorAndBumpsOnlyItsResource()
    {
        Bench bench;
        const auto answer = bench.put(Resource::Degrade, js("{'level':2}"), "op-1");
        QCOMPARE(answer.status, 200);
        const json state = parsed(answer.body);
        QCOMPARE(textOf(state), textOf(bench.read()));
        QCOMPARE(textOf(state["degrade"]["level"]), "2"_ba);
        QCOMPARE(textOf(state["resources"]["degrade"]["stamp"]), "\"op-1\""_ba);
        QCOMPARE(textOf(state["resources"]["degrade"]["actor"]), "\"bo\""_ba);
        QCOMPARE(textOf(state["resources"]["degrade"]["version"]), "\"2\""_ba);
        for (const char *other : {"routing", "rollout", "throttle"})
            QCOMPARE(textOf(state["resources"][other]["version"]), "\"1\""_ba);
        QCOMPARE(textOf(state["generation"]), "2"_ba);
        QCOMPARE(textOf(state["last_op"]["key"]), "\"op-1\""_ba);
        QCOMPARE(textOf(state["last_op"]["target"]), "\"degrade\""_ba);
    }

    void whatAWriterWantsKeptOfItsRecordIsKeptAlsoAfterWritesThatBringNothing()
    {
        Bench bench;
        QVERIFY(bench.read()["anchor"].is_null());
        AdminPut put{Resource::Degrade, "op-1", "bo", "\"1\"", js("{'level':1}"), "118:9f86"};
        QCOMPARE(bench.state.apply(put).status, 200);
        QCOMPARE(textOf(bench.read()["anchor"]["entry"]), "\"118:9f86\""_ba);
        QCOMPARE(textOf(bench.read()["anchor"]["key"]), "\"op-1\""_ba);
        // The same key with another anchor is the same change.
        put.anchor = "119:aaaa";
        QCOMPARE(bench.state.apply(put).status, 200);
        QCOMPARE(textOf(bench.read()["anchor"]["entry"]), "\"118:9f86\""_ba);
        QCOMPARE(bench.put(Resource::Degrade, js("{'level':2}"), "op-2", "\"2\"").status, 200);
        QCOMPARE(textOf(bench.read()["anchor"]["entry"]), "\"118:9f86\""_ba);
        // What was refused leaves nothing.
        QCOMPARE(bench.state.apply({Resource::Degrade, "op-3", "bo", "\"1\"", js("{'level':3}"), "120:bbbb"}).status, 412);
        QCOMPARE(bench.state.apply({Resource::Degrade, "op-4", "bo", "\"3\"", js("{'level':3}"), "a\r\nb"}).status, 400);
        QCOMPARE(textOf(bench.read()["anchor"]["entry"]), "\"118:9f86\""_ba);
    }

    void rollbackAndAbortAreOneWrite()
    {
        Bench bench;
        const auto answer =
            bench.put(Resource::Routing, js("{'weights':{'v41':100,'v42':0},'rollout':'abort'}"), "op-1");
        QCOMPARE(answer.status, 200);
        QCOMPARE(bench.weight("v42"), 0.0);
        QCOMPARE(textOf(bench.read()["rollout"]["phase"]), "\"aborted\""_ba);
        QCOMPARE(bench.stamp("rollout"), std::string("op-1"));
        QCOMPARE(bench.version("rollout"), std::string("2"));
        QCOMPARE(textOf(bench.read()["generation"]), "2"_ba);
        QCOMPARE(bench.state.writes().size(), std::size_t(1));
    }

    void theValueReadBackIsTheBodyThatWasWritten_data()
    {
        QTest::addColumn<Resource>("resource");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("routing") << Resource::Routing << js("{'weights':{'v40':0,'v41':60,'v42':40},'rollout':'keep'}");
        QTest::newRow("rollback") << Resource::Routing
                                  << js("{'weights':{'v40':0,'v41':100,'v42':0},'rollout':'abort'}");
        QTest::newRow("next step") << Resource::Rollout << js("{'phase':'running','current_step':2}");
        QTest::newRow("paused") << Resource::Rollout << js("{'phase':'paused','current_step':1}");
        QTest::newRow("aborted") << Resource::Rollout << js("{'phase':'aborted','current_step':1}");
        QTest::newRow("done") << Resource::Rollout << js("{'phase':'done','current_step':4}");
        QTest::newRow("degrade") << Resource::Degrade << js("{'level':3,'expires_in_seconds':900}");
        QTest::newRow("throttle")
            << Resource::Throttle
            << js("{'limits':[{'scope':'user','id':'u1','requests_per_second':2.5,'tokens_per_minute':null}],'expires_in_seconds':60}");
    }
    void theValueReadBackIsTheBodyThatWasWritten()
    {
        QFETCH(Resource, resource);
        QFETCH(QByteArray, body);
        Bench bench;
        QCOMPARE(bench.put(resource, body, "op-1").status, 200);
        QCOMPARE(textOf(bench.value(nameOf(resource))), textOf(parsed(body)));
    }

    void aFenceBumpsTheVersionAndChangesNothingElse_data() { theValueReadBackIsTheBodyThatWasWritten_data(); }
    void aFenceBumpsTheVersionAndChangesNothingElse()
    {
        QFETCH(Resource, resource);
        QFETCH(QByteArray, body);
        Bench bench;
        QCOMPARE(bench.put(resource, body, "op-1").status, 200);
        json before = bench.read();
        bench.clock.advance(5s);
        QCOMPARE(bench.put(resource, bytesOf(bench.value(nameOf(resource))), "cancel:op-2").status, 200);
        json after = bench.read();
        QCOMPARE(after["resources"][nameOf(resource)]["version"].get<std::string>(),
                 std::to_string(std::stoi(before["resources"][nameOf(resource)]["version"].get<std::string>()) + 1));
        QCOMPARE(bench.stamp(nameOf(resource)), "cancel:op-2");
        for (json *state : {&before, &after}) {
            state->erase("time");
            state->erase("generation");
            state->erase("last_op");
            (*state)["resources"].erase(nameOf(resource));
        }
        QCOMPARE(textOf(after), textOf(before));
    }

    void aFenceThatWouldChangeSomethingIsRefused()
    {
        Bench bench;
        QCOMPARE(bench.put(Resource::Degrade, js("{'level':1}"), "cancel:op-1").status, 400);
        QCOMPARE(bench.version("degrade"), std::string("1"));
    }

    void aRepeatedKeyGetsTheKeptAnswerEvenWhenTheResourceMovedOn()
    {
        Bench bench;
        const auto first = bench.put(Resource::Degrade, js("{'level':1}"), "op-1", "\"1\"");
        QCOMPARE(bench.put(Resource::Degrade, js("{'level':2}"), "op-2").status, 200);
        const auto again = bench.put(Resource::Degrade, js("{ 'level': 1 }"), "op-1", "\"1\"");
        QCOMPARE(again.status, 200);
        QVERIFY(again.replayed);
        QCOMPARE(again.body, first.body);
        QCOMPARE(again.generation, first.generation);
        QCOMPARE(bench.state.degradeLevel(), 2);
        QCOMPARE(bench.state.writes().size(), std::size_t(2));
    }

    void aKeyReusedForAnotherBodyOrResourceIsRefused()
    {
        Bench bench;
        QCOMPARE(bench.put(Resource::Degrade, js("{'level':1}"), "op-1").status, 200);
        QCOMPARE(bench.put(Resource::Degrade, js("{'level':2}"), "op-1").status, 422);
        QCOMPARE(bench.put(Resource::Throttle, js("{'limits':[]}"), "op-1").status, 422);
        QCOMPARE(bench.put(Resource::Degrade, "nonsense", "op-1").status, 422);
        QCOMPARE(bench.state.writes().size(), std::size_t(1));
    }

    void keysAreKeptForOneDay()
    {
        Bench bench;
        QCOMPARE(bench.put(Resource::Degrade, js("{'level':1}"), "op-1", "\"1\"").status, 200);
        bench.clock.jumpTo(bench.clock.now() + 48h); // the wall clock does not count
        bench.clock.advance(24h - 1s);
        QVERIFY(bench.put(Resource::Degrade, js("{'level':1}"), "op-1", "\"1\"").replayed);
        bench.clock.advance(1s);
        QCOMPARE(bench.put(Resource::Degrade, js("{'level':1}"), "op-1", "\"1\"").status, 412);
    }

    void aRefusedWriteLeavesNoKeyBehind()
    {
        Bench bench;
        QCOMPARE(bench.put(Resource::Degrade, js("{'level':1}"), "op-1", "\"9\"").status, 412);
        QCOMPARE(bench.put(Resource::Degrade, js("{'level':2}"), "op-1").status, 200);
    }

    void anotherVersionIsRefusedWithTheCurrentState()
    {
        Bench bench;
        QCOMPARE(bench.put(Resource::Degrade, js("{'level':1}"), "op-1").status, 200);
        const auto late = bench.put(Resource::Degrade, js("{'level':3}"), "op-2", "\"1\"");
        QCOMPARE(late.status, 412);
        const json body = parsed(late.body);
        QCOMPARE(textOf(body["status"]), "412"_ba);
        QCOMPARE(textOf(body["state"]), textOf(bench.read()));
        QVERIFY(detailOf(late).find("degrade is at version 2, changed by bo") != std::string::npos);
        QCOMPARE(bench.state.degradeLevel(), 1);
    }

    void headersThatAreMissingOrBadAreRefused_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("actor");
        QTest::addColumn<QByteArray>("ifMatch");
        QTest::addColumn<int>("status");
        QTest::newRow("all there") << "k"_ba << "bo"_ba << "\"1\""_ba << 200;
        QTest::newRow("actor in UTF-8") << "k"_ba << "Zoë"_ba << "\"1\""_ba << 200;
        QTest::newRow("no key") << ""_ba << "bo"_ba << "\"1\""_ba << 400;
        QTest::newRow("key with a space") << "a b"_ba << "bo"_ba << "\"1\""_ba << 400;
        QTest::newRow("key too long") << QByteArray(256, 'k') << "bo"_ba << "\"1\""_ba << 400;
        QTest::newRow("no actor") << "k"_ba << ""_ba << "\"1\""_ba << 400;
        QTest::newRow("actor not UTF-8") << "k"_ba << "\xff"_ba << "\"1\""_ba << 400;
        QTest::newRow("no If-Match") << "k"_ba << "bo"_ba << ""_ba << 428;
        QTest::newRow("star") << "k"_ba << "bo"_ba << "*"_ba << 400;
        QTest::newRow("weak") << "k"_ba << "bo"_ba << "W/\"1\""_ba << 400;
        QTest::newRow("bare") << "k"_ba << "bo"_ba << "1"_ba << 400;
        QTest::newRow("list") << "k"_ba << "bo"_ba << "\"1\", \"2\""_ba << 400;
        QTest::newRow("other version") << "k"_ba << "bo"_ba << "\"2\""_ba << 412;
    }
    void headersThatAreMissingOrBadAreRefused()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, actor);
        QFETCH(QByteArray, ifMatch);
        QFETCH(int, status);
        Bench bench;
        QCOMPARE(bench.state.apply({Resource::Degrade, key, actor, ifMatch, js("{'level':1}")}).status, status);
        QCOMPARE(bench.state.degradeLevel(), status == 200 ? 1 : 0);
    }

    void badBodiesAreRefusedWithTheMembersName_data()
    {
        QTest::addColumn<Resource>("resource");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char *name, Resource resource, const QByteArray &body, const QByteArray &named) {
            QTest::newRow(name) << resource << body << named;
        };
        row("not JSON", Resource::Degrade, "<html>", "body");
        row("not UTF-8", Resource::Degrade, "{\"level\":\"\xff\"}", "body");
        row("a list", Resource::Degrade, "[1]", "body");
        row("deep", Resource::Degrade, QByteArray(30'000, '['), "body");
        row("twice", Resource::Degrade, js("{'level':1,'level':2}"), "level");
        row("unknown member", Resource::Degrade, js("{'level':1,'levle':2}"), "levle");
        row("unknown in routing", Resource::Routing, js("{'weights':{'v41':100},'abort':true}"), "abort");
        row("unknown in rollout", Resource::Rollout, js("{'phase':'running','step':1}"), "step");
        row("unknown in throttle", Resource::Throttle, js("{'limits':[],'until':1}"), "until");
        row("unknown in a limit", Resource::Throttle, js("{'limits':[{'scope':'all','rps':1}]}"), "limits[0].rps");
        row("level 4", Resource::Degrade, js("{'level':4}"), "level");
        row("level -1", Resource::Degrade, js("{'level':-1}"), "level");
        row("level 1.5", Resource::Degrade, js("{'level':1.5}"), "level");
        row("no level", Resource::Degrade, "{}", "level");
        row("expiry 0", Resource::Degrade, js("{'level':1,'expires_in_seconds':0}"), "expires_in_seconds");
        row("expiry as text", Resource::Degrade, js("{'level':1,'expires_in_seconds':'9'}"), "expires_in_seconds");
        row("expiry too long", Resource::Degrade, js("{'level':1,'expires_in_seconds':99999999}"),
            "expires_in_seconds");
        row("no weights", Resource::Routing, "{}", "weights");
        row("sum 90", Resource::Routing, js("{'weights':{'v41':90,'v42':0}}"), "weights");
        row("unknown version", Resource::Routing, js("{'weights':{'v41':0,'v43':100}}"), "weights.v43");
        row("negative weight", Resource::Routing, js("{'weights':{'v41':110,'v42':-10}}"), "weights.v41");
        row("weight as text", Resource::Routing, js("{'weights':{'v41':'100'}}"), "weights.v41");
        row("bad word", Resource::Routing, js("{'weights':{'v41':100},'rollout':'stop'}"), "rollout");
        row("phase none", Resource::Rollout, js("{'phase':'none','current_step':0}"), "phase");
        row("no step", Resource::Rollout, js("{'phase':'running'}"), "current_step");
        row("step too far", Resource::Rollout, js("{'phase':'running','current_step':5}"), "current_step");
        row("done in between", Resource::Rollout, js("{'phase':'done','current_step':2}"), "current_step");
        row("paused past the end", Resource::Rollout, js("{'phase':'paused','current_step':4}"), "current_step");
        row("tenant without id", Resource::Throttle, js("{'limits':[{'scope':'tenant','requests_per_second':1}]}"),
            "limits[0].id");
        row("all with id", Resource::Throttle, js("{'limits':[{'scope':'all','id':'x','requests_per_second':1}]}"),
            "limits[0].id");
        row("no limit in it", Resource::Throttle, js("{'limits':[{'scope':'all'}]}"), "limits[0]");
        row("bad scope", Resource::Throttle, js("{'limits':[{'scope':'team','id':'x','requests_per_second':1}]}"),
            "limits[0].scope");
        row("negative rate", Resource::Throttle, js("{'limits':[{'scope':'all','requests_per_second':-1}]}"),
            "limits[0].requests_per_second");
        row("the same twice", Resource::Throttle,
            js("{'limits':[{'scope':'all','requests_per_second':1},{'scope':'all','tokens_per_minute':1}]}"),
            "limits[1]");
    }
    void badBodiesAreRefusedWithTheMembersName()
    {
        QFETCH(Resource, resource);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, named);
        Bench bench;
        const json before = bench.read();
        const auto answer = bench.put(resource, body, "op-1");
        QCOMPARE(answer.status, 400);
        const std::string detail = detailOf(answer);
        QVERIFY2(detail.starts_with(named.toStdString() + ":"), detail.c_str());
        QCOMPARE(textOf(bench.read()), textOf(before));
    }

    void theRolloutSetsTheWeightsOfItsSteps()
    {
        Bench bench;
        QCOMPARE(bench.put(Resource::Rollout, js("{'phase':'running','current_step':2}"), "op-1").status, 200);
        QCOMPARE(bench.weight("v42"), 50.0);
        QCOMPARE(bench.weight("v41"), 50.0);
        QCOMPARE(bench.stamp("routing"), std::string("op-1"));
        QCOMPARE(bench.put(Resource::Rollout, js("{'phase':'running','current_step':3}"), "op-2").status, 200);
        QCOMPARE(bench.weight("v42"), 100.0);
        QCOMPARE(bench.put(Resource::Rollout, js("{'phase':'running','current_step':4}"), "op-3").status, 200);
        QCOMPARE(textOf(bench.read()["rollout"]["phase"]), "\"done\""_ba);
        QCOMPARE(bench.weight("v42"), 100.0);
    }

    void aPauseMovesNoTrafficAndLeavesTheRoutingAlone()
    {
        Bench bench;
        QCOMPARE(bench.put(Resource::Routing, js("{'weights':{'v41':90,'v42':10}}"), "op-1").status, 200);
        QCOMPARE(bench.put(Resource::Rollout, js("{'phase':'paused','current_step':1}"), "op-2").status, 200);
        QCOMPARE(bench.weight("v42"), 10.0);
        QCOMPARE(bench.stamp("routing"), std::string("op-1"));
        QVERIFY(bench.read()["rollout"]["paused"].get<bool>());
    }

    void anAbortedRolloutCanBeTakenUpAgain()
    {
        Bench bench;
        QCOMPARE(bench.put(Resource::Routing, js("{'weights':{'v41':100},'rollout':'abort'}"), "op-1").status, 200);
        bench.clock.advance(90s);
        QCOMPARE(bench.put(Resource::Rollout, js("{'phase':'running','current_step':1}"), "op-2").status, 200);
        QCOMPARE(bench.weight("v42"), 20.0);
        QCOMPARE(textOf(bench.value("routing")["rollout"]), "\"keep\""_ba);
        QCOMPARE(textOf(bench.read()["rollout"]["step_started_at"]), textOf(bench.read()["time"]));
    }

    void theGatewayItselfEndsADegradeWhenItsTimeIsOver()
    {
        Bench bench;
        QCOMPARE(bench.put(Resource::Degrade, js("{'level':2,'expires_in_seconds':900}"), "op-1").status, 200);
        const json shown = bench.read()["degrade"]["expires_at"];
        bench.clock.jumpTo(bench.clock.now() + 2h);
        bench.clock.advance(899s);
        QVERIFY(!bench.state.expire());
        QCOMPARE(textOf(bench.read()["degrade"]["expires_at"]), textOf(shown));
        bench.clock.advance(1s);
        QVERIFY(bench.state.expire());
        const json state = bench.read();
        QCOMPARE(textOf(state["degrade"]["level"]), "0"_ba);
        QVERIFY(state["degrade"]["expires_at"].is_null());
        QCOMPARE(textOf(state["resources"]["degrade"]["version"]), "\"3\""_ba);
        QCOMPARE(textOf(state["resources"]["degrade"]["actor"]), "\"gateway\""_ba);
        QCOMPARE(textOf(state["resources"]["degrade"]["stamp"]), "\"expiry\""_ba);
        QCOMPARE(textOf(state["generation"]), "3"_ba);
        QCOMPARE(bench.state.writes().size(), std::size_t(1));
    }

    void writingATemporaryValueAgainExtendsIt()
    {
        Bench bench;
        const QByteArray body =
            js("{'limits':[{'scope':'tenant','id':'acme','requests_per_second':5}],'expires_in_seconds':60}");
        QCOMPARE(bench.put(Resource::Throttle, body, "op-1").status, 200);
        bench.clock.advance(50s);
        QCOMPARE(bench.put(Resource::Throttle, body, "op-2").status, 200);
        bench.clock.advance(59s);
        QVERIFY(!bench.state.expire());
        bench.clock.advance(1s);
        QVERIFY(bench.state.expire());
        QVERIFY(bench.state.limits().empty());
    }
};

QTEST_GUILESS_MAIN(AdminStateTest)
#include "tst_AdminState.moc"

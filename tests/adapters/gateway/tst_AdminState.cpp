// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/AdminState.h"
#include "app/base/TimeText.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <optional>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

Q_DECLARE_METATYPE(nlohmann::json)
Q_DECLARE_METATYPE(std::optional<nlohmann::json>)

namespace {

const QString address = u"http://gateway.example/admin/v1/state"_s;

/// As the gateway gave it: the example of the API's description, with two limits.
json recorded()
{
    return json::parse(R"({
      "generation": 41, "time": "2026-11-25T06:42:46.500000Z", "last_op": null,
      "versions": [
        {"id": "v41", "role": "stable", "weight": 80, "version_set": {"model": "atlas-08", "prompt": "prompt-61"}},
        {"id": "v42", "role": "canary", "weight": 20, "version_set": {"model": "atlas-11", "seed": 7}},
        {"id": "v40", "role": "idle", "weight": 0}],
      "rollout": {"phase": "running", "stable": "v41", "canary": "v42", "current_step": 1, "paused": false,
        "started_at": "2026-11-25T06:40:00Z", "step_started_at": "2026-11-25T06:42:00Z",
        "steps": [{"weight": 5, "window_seconds": 120}, {"weight": 20, "window_seconds": 300}, {"weight": 100}]},
      "degrade": {"level": 2, "expires_at": "2026-11-25T07:00:00Z",
        "levels": [{"level": 0, "title": "normal"}, {"level": 2, "title": "cheaper model"}]},
      "throttle": {"expires_at": null, "limits": [
        {"scope": "all", "requests_per_second": 12.5},
        {"scope": "tenant", "id": "acme", "requests_per_second": null, "tokens_per_minute": 9000}]},
      "resources": {
        "routing": {"version": "7", "stamp": "op-1", "actor": "anna", "changed_at": "2026-11-25T06:41:00Z",
                    "value": {"weights": {"v41": 80, "v42": 20}}},
        "degrade": {"version": "3", "stamp": "op-2", "actor": "ben", "changed_at": null, "value": {"level": 2}},
        "throttle": {"version": "1", "value": {"limits": []}},
        "rollout": {"version": "9", "stamp": null, "actor": "zo%C3%AB"}}})");
}

QByteArray bytes(const json &value)
{
    return QByteArray::fromStdString(value.dump());
}

Result<GatewayState> decoded(const json &state)
{
    return decodeAdminState(bytes(state), address, *parseIso(u"2026-11-25T06:42:45Z"_s));
}

QString words(const Result<GatewayState> &result)
{
    return result ? u"no error"_s : result.error().message();
}

} // namespace

class AdminStateTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aStateIsReadAsTheGatewayMeantIt()
    {
        const Result<GatewayState> state = decoded(recorded());
        QVERIFY2(state, qPrintable(words(state)));
        QCOMPARE(state->generation, 41);
        QCOMPARE(state->readAt, *parseIso(u"2026-11-25T06:42:45Z"_s));
        QCOMPARE(state->skewMs, std::optional<qint64>(1500));
        QCOMPARE(state->versions.size(), 3);
        QCOMPARE(state->withRole(VersionRole::Stable)->id, u"v41"_s);
        QCOMPARE(state->withRole(VersionRole::Canary)->weight, 20.0);
        QCOMPARE(state->versionById(u"v40"_s)->role, VersionRole::Idle);
        QCOMPARE(state->versions[0].set.value(u"prompt"_s), u"prompt-61"_s);
        QCOMPARE(state->versions[1].set.size(), 1);
    }
    void aRolloutKeepsItsStepsAndTheTimeOfTheCurrentOne()
    {
        json state = recorded();
        const GatewayRollout rollout = decoded(state)->rollout;
        QCOMPARE(rollout.phase, RolloutPhase::Running);
        QCOMPARE(rollout.canary, u"v42"_s);
        QCOMPARE(rollout.stable, u"v41"_s);
        QCOMPARE(rollout.steps.size(), 3);
        QCOMPARE(rollout.steps[1].weight, 20.0);
        QCOMPARE(rollout.steps[1].windowSeconds, 300);
        QCOMPARE(rollout.steps[2].windowSeconds, 0);
        QCOMPARE(rollout.currentStep, 1);
        QCOMPARE(rollout.stepStartedAt, std::optional(*parseIso(u"2026-11-25T06:42:00Z"_s)));
        state["rollout"].erase("step_started_at");
        QCOMPARE(decoded(state)->rollout.stepStartedAt, std::optional(*parseIso(u"2026-11-25T06:40:00Z"_s)));
    }
    void guardsAndResourcesAreReadWithWhatIsNotThereLeftOut()
    {
        const Result<GatewayState> state = decoded(recorded());
        QCOMPARE(state->degradeLevel, 2);
        QCOMPARE(state->degradeLevels.size(), 2);
        QCOMPARE(state->degradeLevels[1].title, u"cheaper model"_s);
        QCOMPARE(state->degradeExpiresAt, std::optional(*parseIso(u"2026-11-25T07:00:00Z"_s)));
        QVERIFY(!state->throttleExpiresAt);
        QCOMPARE(state->throttle, (QList<ThrottleLimit>{{u"all"_s, {}, 12.5, std::nullopt},
                                                        {u"tenant"_s, u"acme"_s, std::nullopt, 9000.0}}));
        const GatewayResource routing = state->resources.value(Target::Routing);
        QCOMPARE(routing.version, u"7"_s);
        QCOMPARE(routing.stamp, u"op-1"_s);
        QCOMPARE(routing.actor, u"anna"_s);
        QCOMPARE(routing.changedAt, std::optional(*parseIso(u"2026-11-25T06:41:00Z"_s)));
        QVERIFY(routing.value == json::parse(R"({"weights":{"v41":80,"v42":20}})"));
        QVERIFY(!state->resources.value(Target::Degrade).changedAt);
        QCOMPARE(state->resources.value(Target::Rollout).actor, u"zoë"_s);
        QCOMPARE(state->resources.value(Target::Rollout).stamp, QString());
    }

    void whatIsMissingOrWrongIsABadAnswerThatNamesItsPlace_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<std::optional<json>>("value"); // none: the member is missing
        const auto gone = [](const char *place) {
            QTest::addRow("%s is missing", place) << QString::fromLatin1(place) << std::optional<json>();
        };
        const auto wrong = [](const char *place, const json &value) {
            QTest::addRow("%s is %s", place, value.dump().substr(0, 40).c_str())
                << QString::fromLatin1(place) << std::optional(value);
        };
        for (const char *place :
             {"/generation", "/versions", "/versions/0/id", "/versions/1/weight", "/rollout", "/rollout/phase",
              "/rollout/steps", "/rollout/steps/0/weight", "/degrade", "/degrade/level", "/degrade/levels",
              "/degrade/levels/1/level", "/throttle", "/throttle/limits", "/throttle/limits/0/scope", "/resources",
              "/resources/routing", "/resources/degrade", "/resources/throttle", "/resources/rollout",
              "/resources/routing/version"})
            gone(place);
        for (const char *place :
             {"/generation", "/versions", "/versions/0/id", "/versions/0/role", "/versions/1/weight", "/rollout",
              "/rollout/phase", "/rollout/canary", "/rollout/steps", "/rollout/current_step", "/rollout/step_started_at",
              "/degrade/level", "/degrade/levels/1/title", "/degrade/expires_at", "/throttle/limits/0/requests_per_second",
              "/throttle/limits/1/tokens_per_minute", "/throttle/expires_at", "/resources/routing/version",
              "/resources/routing/stamp", "/resources/routing/actor", "/resources/routing/changed_at", "/time"})
            wrong(place, true);
        wrong("/generation", -1);
        wrong("/generation", 1e300);
        wrong("/versions/1/weight", -0.5);
        wrong("/versions/1/weight", 100.5);
        wrong("/versions/1/weight", "20");
        wrong("/versions/1/id", "");
        wrong("/versions/1/id", "v41");
        wrong("/rollout/steps/0/weight", 101);
        wrong("/degrade/level", 0.5);
        wrong("/degrade/expires_at", "tomorrow");
        wrong("/throttle/limits/0/requests_per_second", "5");
        wrong("/resources/routing/version", "");
        wrong("/resources/routing/version", 7);
        wrong("/resources/routing/version", "7\", \"8");
        wrong("/resources/routing/version", "7\r\nX-Evil: 1");
        wrong("/resources/routing/version", std::string(10'000, '7'));
        wrong("/resources/routing/changed_at", "2026-11-25T06:41:00");
    }
    void whatIsMissingOrWrongIsABadAnswerThatNamesItsPlace()
    {
        QFETCH(QString, place);
        QFETCH(std::optional<json>, value);
        json state = recorded();
        const json::json_pointer pointer(place.toStdString());
        if (value)
            state[pointer] = *value;
        else
            state[pointer.parent_pointer()].erase(pointer.back());
        const Result<GatewayState> result = decoded(state);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::BadAnswer);
        QCOMPARE(result.error().arguments.value(0), address);
        QVERIFY2(words(result).contains(place), qPrintable(words(result)));
        QVERIFY2(words(result).size() < 300, "an error repeats no endless text");
    }

    void whatIsNoStateAtAllIsABadAnswer_data()
    {
        QTest::addColumn<QByteArray>("body");
        const QByteArray whole = bytes(recorded());
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a page") << QByteArray("<!doctype html><title>Log in</title>");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("a list") << QByteArray("[1]");
        QTest::newRow("an empty object") << QByteArray("{}");
        QTest::newRow("the half of it") << whole.left(whole.size() / 2);
        QTest::newRow("all but the last byte") << whole.chopped(1);
        QTest::newRow("it twice") << whole + whole;
        QTest::newRow("a number beyond all") << QByteArray(whole).replace("\"generation\":41", "\"generation\":1e999");
        QTest::newRow("broken UTF-8") << QByteArray(whole).replace("anna", "an\xffn");
        QTest::newRow("brackets without end") << QByteArray(whole).replace("{\"level\":2}",
                                                                         QByteArray(500'000, '[') + QByteArray(500'000, ']'));
        json many = recorded();
        for (int i = 0; i < 1001; ++i)
            many["throttle"]["limits"].push_back({{"scope", "all"}});
        QTest::newRow("endless entries") << bytes(many);
        json mixed = recorded();
        mixed["versions"].push_back("v43");
        QTest::newRow("an entry that is no object") << bytes(mixed);
    }
    void whatIsNoStateAtAllIsABadAnswer()
    {
        QFETCH(QByteArray, body);
        const Result<GatewayState> result = decodeAdminState(body, address, TimePoint{});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::BadAnswer);
    }

    void whatIsNewInALaterVersionOfTheApiIsLetPass()
    {
        json state = recorded();
        state["quota"] = {{"left", 5}};
        state["versions"][0]["role"] = "shadow";
        state["resources"]["cache"] = {{"version", "1"}};
        state["rollout"]["phase"] = "none";
        state["rollout"].erase("current_step");
        state.erase("time");
        const Result<GatewayState> result = decoded(state);
        QVERIFY2(result, qPrintable(words(result)));
        QCOMPARE(result->versions[0].role, VersionRole::Idle);
        QCOMPARE(result->rollout.phase, RolloutPhase::None);
        QCOMPARE(result->rollout.currentStep, -1);
        QVERIFY(!result->skewMs);
        state["rollout"]["phase"] = "frozen";
        QCOMPARE(decoded(state)->rollout.phase, RolloutPhase::None);
    }
    void whatItKeepsOfTheRecordIsReadAndMayBeMissing()
    {
        json state = recorded();
        QVERIFY(!decoded(state)->anchor);
        state["anchor"] = nullptr;
        QVERIFY(!decoded(state)->anchor);
        state["anchor"] = {{"entry", "118:9f86"}, {"key", "op-7"}, {"time", "2026-11-25T06:42:00Z"}};
        const Result<GatewayState> read = decoded(state);
        QVERIFY(read && read->anchor);
        QCOMPARE(read->anchor->entry, u"118:9f86"_s);
        QCOMPARE(read->anchor->opId, u"op-7"_s);
        QVERIFY(read->anchor->at == *parseIso(u"2026-11-25T06:42:00Z"_s));
        state["anchor"] = {{"entry", 118}};
        QVERIFY(!decoded(state));
    }
    void numbersBeyondAllMeasureAreHeldInBounds()
    {
        json state = recorded();
        state["rollout"]["current_step"] = 1e300;
        state["rollout"]["steps"][0]["window_seconds"] = 1e300;
        state["rollout"]["steps"][1]["window_seconds"] = -5;
        const GatewayRollout high = decoded(state)->rollout;
        QCOMPARE(high.currentStep, 1'000'000);
        QCOMPARE(high.steps[0].windowSeconds, 1'000'000'000);
        QCOMPARE(high.steps[1].windowSeconds, 0);
        state["rollout"]["current_step"] = -1e300;
        QCOMPARE(decoded(state)->rollout.currentStep, -1);
    }
    void hostileTextIsKeptAsItIsAndMeansNothing()
    {
        const QString evil = u"<img src=x onerror=alert(1)>\n\u202e\u0000 %1 %2"_s + QString(10'000, u'x');
        json state = recorded();
        state["versions"][1]["id"] = evil.toStdString();
        state["resources"]["routing"]["actor"] = "<b>%1";
        state["degrade"]["levels"][0]["title"] = evil.toStdString();
        const Result<GatewayState> result = decoded(state);
        QVERIFY2(result, qPrintable(words(result)));
        QCOMPARE(result->versions[1].id, evil);
        QCOMPARE(result->degradeLevels[0].title, evil);
        QCOMPARE(result->resources.value(Target::Routing).actor, u"<b>%1"_s);
    }
};

QTEST_GUILESS_MAIN(AdminStateTest)
#include "tst_AdminState.moc"

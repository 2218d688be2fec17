// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/ActionFace.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

ActionSpec specOf(Verb verb)
{
    ActionSpec spec;
    spec.verb = verb;
    spec.level = 2;
    if (verb == Verb::Throttle)
        spec.limits = {{u"tenant"_s, u"acme"_s, 2.0, 60'000.0}};
    return spec;
}

/// Everything is configured, read a moment ago and writable; a row of a table changes one thing.
struct Scene {
    FakeGateway gateway;
    ActionContext context;

    Scene()
    {
        context.service = u"assistant"_s;
        for (const Verb verb : allVerbs)
            context.actions << specOf(verb);
        context.state = gateway.state;
        context.freshness = Freshness::Live;
    }
    ActionFace face(Verb verb) const { return actionFace(verb, context, gateway); }
};

using Change = std::function<void(Scene &)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class ActionFaceTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theConsequenceIsPaintedBeforeThePress_data()
    {
        QTest::addColumn<int>("verb");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("body");
        QTest::newRow("rollback aborts the rollout in the same write")
            << int(Verb::Rollback) << u"v42 20 %"_s << u"0 %, all to v41"_s << uR"({"rollout":"abort","weights":{"v41":100,"v42":0}})"_s;
        QTest::newRow("promote goes one step") << int(Verb::Promote) << u"v42 20 %"_s << u"50 %"_s
                                               << uR"({"current_step":2,"phase":"running"})"_s;
        QTest::newRow("pause keeps the step") << int(Verb::Pause) << u"running"_s << u"paused at 20 %"_s
                                              << uR"({"current_step":1,"phase":"paused"})"_s;
    }
    void theConsequenceIsPaintedBeforeThePress()
    {
        QFETCH(int, verb);
        const Scene scene;
        const ActionFace face = scene.face(static_cast<Verb>(verb));
        QVERIFY2(face.enabled(), qPrintable(blockedWords(face)));
        QTEST(face.plan.from, "from");
        QTEST(face.plan.to, "to");
        QTEST(QString::fromStdString(face.plan.after.dump()), "body");
        QCOMPARE(face.plan.ifMatch, scene.gateway.state.resources[face.plan.target].version);
    }
    void aRollbackGoesToTheVersionThatWasAskedFor()
    {
        Scene scene;
        scene.context.rollbackTarget = u"v42"_s;
        QCOMPARE(scene.face(Verb::Rollback).plan.after["weights"]["v42"].get<int>(), 100);
        scene.context.rollbackTarget = u"v99"_s;
        QCOMPARE(scene.face(Verb::Rollback).blocked, BlockReason::NoRollbackTarget);
    }
    void aBlockedButtonSaysWhyInWords_data()
    {
        QTest::addColumn<int>("verb");
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("reason");
        const auto row = [](const char *name, Verb verb, BlockReason reason, Change change) {
            QTest::newRow(name) << int(verb) << change << int(reason);
        };
        row("never read", Verb::Rollback, BlockReason::NeverRead, [](Scene &scene) { scene.context.state.reset(); });
        row("not configured", Verb::Degrade, BlockReason::NotConfigured, [](Scene &scene) { scene.context.actions.clear(); });
        row("an open operation", Verb::Rollback, BlockReason::OpenOperation,
            [](Scene &scene) { scene.context.openVerbs[Target::Routing] = u"rollback"_s; });
        row("an open operation before what the state says", Verb::Rollback, BlockReason::OpenOperation, [](Scene &scene) {
            scene.context.openVerbs[Target::Routing] = u"rollback"_s;
            scene.context.state->rollout.phase = RolloutPhase::Aborted;
            for (GatewayVersion &version : scene.context.state->versions)
                version.weight = version.role == VersionRole::Stable ? 100 : 0;
        });
        row("a stale state forbids promote", Verb::Promote, BlockReason::Stale,
            [](Scene &scene) { scene.context.freshness = Freshness::Lost; });
        row("an unwritable journal forbids promote", Verb::Promote, BlockReason::JournalUnwritable,
            [](Scene &scene) { scene.context.journalTrouble = u"disk full"_s; });
        row("nothing to resume", Verb::Resume, BlockReason::NotPaused, [](Scene &) {});
        row("nothing to restore", Verb::Restore, BlockReason::NothingToRestore, [](Scene &) {});
        row("degraded already", Verb::Degrade, BlockReason::AlreadyThere,
            [](Scene &scene) { scene.context.state->degradeLevel = 2; });
        row("paused already", Verb::Pause, BlockReason::AlreadyThere,
            [](Scene &scene) { scene.context.state->rollout.phase = RolloutPhase::Paused; });
        row("no rollout", Verb::Promote, BlockReason::NoRollout,
            [](Scene &scene) { scene.context.state->rollout.phase = RolloutPhase::None; });
        row("rolled back already", Verb::Rollback, BlockReason::AlreadyThere, [](Scene &scene) {
            scene.context.state->rollout.phase = RolloutPhase::Aborted;
            for (GatewayVersion &version : scene.context.state->versions)
                version.weight = version.role == VersionRole::Stable ? 100 : 0;
        });
    }
    void aBlockedButtonSaysWhyInWords()
    {
        QFETCH(int, verb);
        QFETCH(Change, change);
        QFETCH(int, reason);
        Scene scene;
        change(scene);
        const ActionFace face = scene.face(static_cast<Verb>(verb));
        QCOMPARE(int(face.blocked), reason);
        QVERIFY(blockedWords(face).size() > 10);
    }
    void staleDataRaisesAStopLossActionAndNeverForbidsIt()
    {
        Scene scene;
        scene.context.freshness = Freshness::Lost;
        scene.context.journalTrouble = u"disk full"_s;
        for (const Verb verb : {Verb::Degrade, Verb::Throttle, Verb::Rollback, Verb::Pause}) {
            const ActionFace face = scene.face(verb);
            QVERIFY2(face.enabled(), qPrintable(blockedWords(face)));
            QCOMPARE(face.friction, Friction::HoldWithReason);
        }
    }
    void whatMakesExposureLargerIsHeldAndTheWorkspaceOnlyRaises()
    {
        Scene scene;
        scene.context.actions.clear();
        for (const Verb verb : allVerbs) {
            scene.context.actions << specOf(verb);
            scene.context.actions.last().friction = Friction::Click;
        }
        QCOMPARE(scene.face(Verb::Promote).friction, Friction::Hold);
        QCOMPARE(scene.face(Verb::Rollback).friction, Friction::Click);
        for (ActionSpec &spec : scene.context.actions)
            spec.friction = Friction::Hold;
        QCOMPARE(scene.face(Verb::Rollback).friction, Friction::Hold);
    }
    void aRestoreNamesTheOperationItUndoes()
    {
        Scene scene;
        scene.context.state->degradeLevel = 2;
        scene.context.state->resources[Target::Degrade].stamp = u"op-1"_s;
        scene.context.lastOwnOps[Target::Degrade] = u"op-1"_s;
        QCOMPARE(scene.face(Verb::Restore).plan.parentOpId, u"op-1"_s);
        scene.context.state->resources[Target::Degrade].stamp = u"anna's"_s;
        QVERIFY(scene.face(Verb::Restore).plan.parentOpId.isEmpty());
    }
    void aThrottleKeepsTheLimitsOfOthers()
    {
        Scene scene;
        scene.context.state->throttle = {{u"user"_s, u"bob"_s, 1.0, {}}};
        QCOMPARE(scene.face(Verb::Throttle).plan.after["limits"].size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(ActionFaceTest)
#include "tst_ActionFace.moc"

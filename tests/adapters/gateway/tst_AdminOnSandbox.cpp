// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/adapters/gateway/AdminDesk.h"
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

using namespace andon;

/// The client against the sandbox gateway itself.
class AdminOnSandboxTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theSandboxIsReadAndWrittenAndReadBack()
    {
        SandboxProcess sandbox(goodToken, {u"--rate"_s, u"0"_s});
        Desk desk{QUrl(sandbox.url())};
        const Result<GatewayState> before = read(desk.client);
        QVERIFY2(before.has_value(), before ? "" : qPrintable(before.error().message()));
        QCOMPARE(before->readAt, desk.clock.now());
        QVERIFY(before->skewMs.has_value());
        QVERIFY(before->versions.size() >= 2);
        QVERIFY(before->withRole(VersionRole::Canary)->weight > 0);
        const GatewayWrite write = writeOf(u"0193f0c2-op"_s, sandboxRollback(*before), before->resources.value(Target::Routing).version);
        const WriteAnswer answer = written(desk.client, write);
        QVERIFY2(answer.outcome == WriteOutcome::Accepted, qPrintable(answer.words));
        QVERIFY(answer.state.has_value());
        for (const Result<GatewayState> &state : {Result<GatewayState>(*answer.state), read(desk.client, &AndonAdminClient::readBack)}) {
            QCOMPARE(state->resources.value(Target::Routing).stamp, u"0193f0c2-op"_s);
            QCOMPARE(state->resources.value(Target::Routing).actor, u"anna"_s);
            QCOMPARE(state->versionById(before->withRole(VersionRole::Canary)->id)->weight, 0.0);
            QCOMPARE(state->rollout.phase, RolloutPhase::Aborted);
        }
        // The same again is the same, not a second effect.
        QCOMPARE(written(desk.client, write).outcome, WriteOutcome::Accepted);
        QCOMPARE(sandbox.writes()["writes"].size(), std::size_t(1));
    }
    void theSandboxsRefusalsAreClassed_data()
    {
        QTest::addColumn<QByteArray>("mode");
        QTest::addColumn<QString>("ifMatch");
        QTest::addColumn<QByteArray>("withToken");
        QTest::addColumn<WriteOutcome>("outcome");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("effects");
        QTest::newRow("refuses") << QByteArray("refuse") << u"now"_s << goodToken << WriteOutcome::Rejected << 403 << u"may not change the routing"_s << 0;
        QTest::newRow("another token") << QByteArray("normal") << u"now"_s << QByteArray("other") << WriteOutcome::Rejected << 403 << u""_s << 0;
        QTest::newRow("no version") << QByteArray("normal") << u""_s << goodToken << WriteOutcome::Superseded << 412 << u"nothing was sent over it"_s << 0;
        QTest::newRow("an old version") << QByteArray("normal") << u"99"_s << goodToken << WriteOutcome::Superseded << 412 << u"nothing was sent over it"_s << 0;
        QTest::newRow("changed meanwhile") << QByteArray("conflict") << u"now"_s << goodToken << WriteOutcome::Superseded << 412 << u"changed by anna"_s << 1;
        QTest::newRow("answers too late") << QByteArray("late") << u"now"_s << goodToken << WriteOutcome::Unknown << 0 << u"no complete answer"_s << 1;
        QTest::newRow("dies after it applied") << QByteArray("die_after_apply") << u"now"_s << goodToken << WriteOutcome::Unknown << 0 << u"closed the connection"_s << 1;
        QTest::newRow("says yes and does nothing") << QByteArray("lie") << u"now"_s << goodToken << WriteOutcome::Accepted << 200 << u""_s << 0;
    }
    void theSandboxsRefusalsAreClassed()
    {
        QFETCH(QByteArray, mode);
        QFETCH(QString, ifMatch);
        QFETCH(QByteArray, withToken);
        QFETCH(QString, words);
        SandboxProcess sandbox(goodToken, {u"--rate"_s, u"0"_s});
        Desk reader{QUrl(sandbox.url())};
        const GatewayState before = read(reader.client).value();
        sandbox.misbehave(mode.constData(), 1, 3000);
        Desk desk(QUrl(sandbox.url()), withToken);
        GatewayWrite write = writeOf(u"0193f0c2-op"_s, sandboxRollback(before),
                                     ifMatch == u"now" ? before.resources.value(Target::Routing).version : ifMatch);
        write.deadline = 1000ms;
        const WriteAnswer answer = written(desk.client, write);
        QTEST(answer.outcome, "outcome");
        QTEST(answer.httpStatus, "status");
        QVERIFY2(answer.words.contains(words), qPrintable(answer.words));
        QVERIFY2(!answer.words.contains(QString::fromLatin1(withToken)), qPrintable(answer.words));
        QTEST(static_cast<int>(sandbox.writes()["writes"].size()), "effects");
        if (answer.outcome == WriteOutcome::Superseded)
            QVERIFY(answer.state.has_value());
    }
    void aKeyThatIsUsedAgainForSomethingElseIsRejected()
    {
        SandboxProcess sandbox(goodToken, {u"--rate"_s, u"0"_s});
        Desk desk{QUrl(sandbox.url())};
        const GatewayState before = read(desk.client).value();
        GatewayWrite write = writeOf(u"op"_s, {{"level", 1}}, before.resources.value(Target::Degrade).version);
        write.target = Target::Degrade;
        QCOMPARE(written(desk.client, write).outcome, WriteOutcome::Accepted);
        write.body = {{"level", 2}};
        const WriteAnswer answer = written(desk.client, write);
        QCOMPARE(answer.outcome, WriteOutcome::Rejected);
        QCOMPARE(answer.httpStatus, 422);
    }
    void whoChangedItIsReadAsItWasWritten_data()
    {
        QTest::addColumn<QString>("actor");
        QTest::newRow("plain") << u"anna"_s;
        QTest::newRow("signs") << u"o'neil+ops <a@b.example> 100%"_s;
        QTest::newRow("other scripts") << u"Änna 质量"_s;
        QTest::newRow("line breaks") << u"anna\r\nEvil: 1"_s;
    }
    void whoChangedItIsReadAsItWasWritten()
    {
        QFETCH(QString, actor);
        SandboxProcess sandbox(goodToken, {u"--rate"_s, u"0"_s});
        Desk desk{QUrl(sandbox.url())};
        const GatewayState before = read(desk.client).value();
        GatewayWrite write = writeOf(u"op"_s, {{"level", 1}}, before.resources.value(Target::Degrade).version);
        write.target = Target::Degrade;
        write.actor = actor;
        QCOMPARE(written(desk.client, write).outcome, WriteOutcome::Accepted);
        QCOMPARE(read(desk.client)->resources.value(Target::Degrade).actor, actor);
        // Somebody who comes too late is told who and when.
        write.opId = u"late"_s;
        desk.clock.jumpTo(SystemClock().now() + 5s);
        const WriteAnswer answer = written(desk.client, write);
        QCOMPARE(answer.outcome, WriteOutcome::Superseded);
        QVERIFY2(answer.words.startsWith(u"changed by %1 0 s ago; now {"_s.arg(actor)), qPrintable(answer.words));
    }

private:
    static json sandboxRollback(const GatewayState &state)
    {
        json weights = json::object();
        for (const GatewayVersion &version : state.versions)
            weights[version.id.toStdString()] = version.role == VersionRole::Stable ? 100 : 0;
        return {{"weights", weights}, {"rollout", "abort"}};
    }
};

QTEST_GUILESS_MAIN(AdminOnSandboxTest)
#include "tst_AdminOnSandbox.moc"

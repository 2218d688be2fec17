// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const QByteArray token = "whole-token";

/// A sandbox, a workspace that names it, a journal of its own. The metrics source is not there.
struct Shop {
    QTemporaryDir folder;
    SandboxProcess sandbox{token, {u"--rate"_s, u"5"_s}};
    QString workspace = folder.filePath(u"andon.json"_s);
    QString journal = folder.filePath(u"journal.sqlite"_s);

    Shop()
    {
        QFile demo(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        QFile file(workspace);
        if (demo.open(QIODevice::ReadOnly) && file.open(QIODevice::WriteOnly)) {
            QByteArray text = demo.readAll();
            text.replace("http://127.0.0.1:8080", sandbox.url().toUtf8()).replace("http://127.0.0.1:9090", "http://127.0.0.1:1");
            file.write(text);
        }
    }
    ProgramRun andon(const QStringList &arguments) const
    {
        return runProgram(builtProgram(u"andon"_s), arguments + QStringList{u"--workspace"_s, workspace, u"--journal"_s, journal});
    }
    ProgramRun act(const QString &verb) const { return andon({u"act"_s, verb, u"--reason"_s, u"a test"_s}); }
    double canaryWeight() const
    {
        const auto state = exchange("GET", sandbox.url() + u"/admin/v1/state"_s, token).body;
        for (const auto &version : state["versions"]) {
            if (version["role"] == "canary")
                return version["weight"];
        }
        return -1;
    }
    /// Writes that took effect and are not fences, by target.
    int effects(const std::string &target) const
    {
        int count = 0;
        const nlohmann::json log = sandbox.writes();
        for (const auto &write : log["writes"]) {
            const std::string key = write["key"];
            count += write["target"] == target && write["actor"] != "anna" && !key.starts_with("cancel:") ? 1 : 0;
        }
        return count;
    }
};

} // namespace

class ActVerbTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("ANDON_SECRET_SANDBOX", token); }
    void init() { failOnWarnings(); }

    void theExitCodeAndTheWordsSayWhatHappened_data()
    {
        QTest::addColumn<QByteArray>("mode");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("lastLine");
        QTest::addColumn<int>("effects");
        QTest::addColumn<double>("weight");
        QTest::newRow("a gateway that behaves") << QByteArray("normal") << 0 << u"verified"_s << 1 << 0.0;
        QTest::newRow("answers late") << QByteArray("late") << 0 << u"verified"_s << 1 << 0.0;
        QTest::newRow("refuses") << QByteArray("refuse") << 3 << u"rejected"_s << 0 << 20.0;
        QTest::newRow("was changed by somebody else") << QByteArray("conflict") << 4 << u"superseded: changed by anna"_s << 0 << -1.0;
        QTest::newRow("dies after it applied") << QByteArray("die_after_apply") << 0 << u"verified"_s << 1 << 0.0;
        QTest::newRow("says OK and does nothing") << QByteArray("lie") << 3 << u"not_applied"_s << 0 << 20.0;
    }
    void theExitCodeAndTheWordsSayWhatHappened()
    {
        QFETCH(QByteArray, mode);
        QFETCH(int, exitCode);
        QFETCH(QString, lastLine);
        QFETCH(int, effects);
        QFETCH(double, weight);
        Shop shop;
        QVERIFY(!shop.sandbox.url().isEmpty());
        shop.sandbox.misbehave(mode.constData(), 1, 1500);
        const ProgramRun run = shop.act(u"rollback"_s);
        QVERIFY2(run.out.trimmed().section(u'\n', -1).startsWith(lastLine), qPrintable(run.out + run.err));
        QCOMPARE(run.exitCode, exitCode);
        QCOMPARE(shop.effects("routing"), effects);
        if (weight >= 0)
            QCOMPARE(shop.canaryWeight(), weight);
        QVERIFY2(!run.out.contains(u"failed"), qPrintable(run.out));
    }
    void theIntentNamesWhatManifestsSayOfItsVersion()
    {
        Shop shop; // the gateway says nothing of tools
        QVERIFY(QDir(shop.folder.path()).mkdir(u"versions"_s));
        QFile manifest(shop.folder.filePath(u"versions/v42.json"_s));
        QVERIFY(manifest.open(QIODevice::WriteOnly));
        manifest.write(R"({"version": "v42", "tools": "tools-of-the-manifest"})");
        manifest.close();
        QCOMPARE(shop.act(u"rollback"_s).exitCode, 0);
        const ProgramRun record = shop.andon({u"export"_s, u"--format"_s, u"json"_s});
        QVERIFY2(record.out.contains(u"tools-of-the-manifest"_s), qPrintable(record.out));
    }
    void aPromoteThatItsCardHoldsIsNotSentUnlessAPersonGoesOnAnyway()
    {
        Shop shop; // without a metrics source nothing is known, and unknown is no pass
        const ProgramRun held = shop.andon({u"act"_s, u"promote"_s, u"--reason"_s, u"a test"_s, u"--timeout"_s, u"5"_s});
        QCOMPARE(held.exitCode, 8);
        QVERIFY2(held.err.contains(u"held: "_s), qPrintable(held.err));
        QCOMPARE(shop.effects("rollout"), 0);
        const QStringList anyway{u"act"_s, u"promote"_s, u"--timeout"_s, u"5"_s, u"--go-on-anyway"_s};
        QVERIFY(shop.andon(anyway).exitCode != 0); // no reason
        QCOMPARE(shop.effects("rollout"), 0);
        const ProgramRun forced = shop.andon(anyway + QStringList{u"--reason"_s, u"the source is being moved"_s});
        QVERIFY2(forced.exitCode == 0, qPrintable(forced.out + forced.err));
        QCOMPARE(shop.effects("rollout"), 1);
        const ProgramRun record = shop.andon({u"export"_s, u"--format"_s, u"json"_s});
        QVERIFY2(record.out.contains(u"the source is being moved"_s) && record.out.contains(u"against_card"_s), qPrintable(record.out));
        QCOMPARE(shop.act(u"rollback"_s).exitCode, 0); // a stop is never held back
    }
    void aLostAnswerIsToldAsUnknownUntilItIsKnown()
    {
        Shop shop;
        shop.sandbox.misbehave("die_after_apply");
        const ProgramRun run = shop.act(u"rollback"_s);
        const QStringList lines = run.out.trimmed().split(u'\n');
        QVERIFY2(lines.value(3).startsWith(u"unknown: "), qPrintable(run.out));
        QVERIFY2(lines.value(4).startsWith(u"reconciling"), qPrintable(run.out));
        QCOMPARE(shop.sandbox.writes()["writes"].size(), std::size_t(1));
    }
    void anAnswerThatStaysAwayEndsWithFiveAndTheNextActFindsOut()
    {
        Shop shop;
        shop.sandbox.misbehave("late", 1, 20'000);
        const ProgramRun run = shop.andon({u"act"_s, u"rollback"_s, u"--reason"_s, u"a test"_s, u"--timeout"_s, u"2"_s});
        QCOMPARE(run.exitCode, 5);
        QVERIFY2(run.err.contains(u"not known whether it happened"), qPrintable(run.err));
        QVERIFY2(!(run.out + run.err).contains(u"failed"), qPrintable(run.out + run.err));
        const ProgramRun next = shop.act(u"rollback"_s);
        QCOMPARE(next.exitCode, 6); // there already: the first one had happened
        QVERIFY2(next.err.contains(u"Already there"), qPrintable(next.err));
        QCOMPARE(shop.effects("routing"), 1);
        const ProgramRun record = shop.andon({u"export"_s});
        QVERIFY2(record.out.contains(u"action.interrupted"), qPrintable(record.out));
        QVERIFY2(record.out.contains(u"action.verified"), qPrintable(record.out));
    }
    void aGatewayThatIsNotThereGetsNothing()
    {
        Shop shop;
        QFile file(shop.workspace);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray text = file.readAll();
        text.replace(shop.sandbox.url().toUtf8(), "http://127.0.0.1:1");
        file.resize(0);
        file.seek(0);
        file.write(text);
        file.close();
        const ProgramRun run = shop.act(u"rollback"_s);
        QCOMPARE(run.exitCode, 6);
        QVERIFY2(run.err.contains(u"not sent"), qPrintable(run.err));
    }
    void aWrongTokenIsToldAndNothingChanges()
    {
        Shop shop;
        qputenv("ANDON_SECRET_SANDBOX", "wrong");
        const ProgramRun run = shop.act(u"rollback"_s);
        qputenv("ANDON_SECRET_SANDBOX", token);
        QCOMPARE(run.exitCode, 6);
        QVERIFY2(run.err.contains(u"refused the credentials"), qPrintable(run.err));
        QVERIFY(!(run.out + run.err).contains(u"wrong"));
        QCOMPARE(shop.canaryWeight(), 20.0);
    }
    void aBlockedActionSaysWhyAndEndsWithSix()
    {
        Shop shop;
        const ProgramRun run = shop.act(u"resume"_s);
        QCOMPARE(run.exitCode, 6);
        QVERIFY2(run.err.contains(u"not paused"), qPrintable(run.err));
    }
    void aWrongCommandLineEndsWith64_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no verb") << QStringList{u"act"_s};
        QTest::newRow("no such verb") << QStringList{u"act"_s, u"explode"_s, u"--reason"_s, u"x"_s};
        QTest::newRow("no reason") << QStringList{u"act"_s, u"rollback"_s};
        QTest::newRow("no such word") << QStringList{u"frobnicate"_s};
        QTest::newRow("no such option") << QStringList{u"state"_s, u"--frob"_s};
        QTest::newRow("no such service") << QStringList{u"state"_s, u"--service"_s, u"nobody"_s};
    }
    void aWrongCommandLineEndsWith64()
    {
        QFETCH(QStringList, arguments);
        Shop shop;
        const ProgramRun run = shop.andon(arguments);
        QCOMPARE(run.exitCode, 64);
        QVERIFY(!run.err.isEmpty());
    }
    void checkNamesEverythingThatDoesNotAnswer()
    {
        Shop shop;
        const ProgramRun run = shop.andon({u"check"_s});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.out.contains(u"not ok   source metrics"), qPrintable(run.out));
        QVERIFY2(run.out.contains(u"ok       gateway edge"), qPrintable(run.out));
    }
    void everyStepIsOnTheRecordAndTheChainHolds()
    {
        Shop shop;
        QCOMPARE(shop.act(u"pause"_s).exitCode, 0);
        QCOMPARE(shop.act(u"rollback"_s).exitCode, 0);
        const QString file = shop.folder.filePath(u"record.json"_s);
        const ProgramRun exported = shop.andon({u"export"_s, u"--format"_s, u"json"_s, u"--output"_s, file});
        QVERIFY2(exported.exitCode == 0, qPrintable(exported.err));
        const ProgramRun verified = runProgram(builtProgram(u"andon"_s), {u"verify"_s, file});
        QVERIFY2(verified.exitCode == 0 && verified.out.contains(u"the chain holds"), qPrintable(verified.out + verified.err));
        QFile record(file);
        QVERIFY(record.open(QIODevice::ReadWrite));
        QByteArray text = record.readAll();
        QVERIFY(!text.contains(token));
        QCOMPARE(text.count("action.closed"), 2); // nobody goes on watching for an effect
        record.resize(0);
        record.seek(0);
        record.write(text.replace("Pause sent", "Pause lost"));
        record.close();
        const ProgramRun broken = runProgram(builtProgram(u"andon"_s), {u"verify"_s, file});
        QCOMPARE(broken.exitCode, 1);
        QVERIFY2(broken.err.contains(u"broken at entry 2"), qPrintable(broken.err));
    }
    void aJournalThatIsGarbageIsKeptAndNothingIsSent()
    {
        Shop shop;
        QFile garbage(shop.journal);
        QVERIFY(garbage.open(QIODevice::WriteOnly));
        const QByteArray text(5000, 'x');
        garbage.write(text);
        garbage.close();
        const ProgramRun run = shop.act(u"rollback"_s);
        QCOMPARE(run.exitCode, 6);
        QVERIFY2((run.out + run.err).contains(u"is no journal"), qPrintable(run.out + run.err));
        QCOMPARE(shop.sandbox.writes()["writes"].size(), std::size_t(0));
        QVERIFY(garbage.open(QIODevice::ReadOnly));
        QCOMPARE(garbage.readAll(), text);
        // A stop-loss action may go with its record in a second file, after an explicit word.
        const ProgramRun unlogged = shop.andon({u"act"_s, u"rollback"_s, u"--reason"_s, u"now"_s, u"--unlogged"_s});
        QVERIFY2(unlogged.exitCode == 0, qPrintable(unlogged.out + unlogged.err));
        QVERIFY(QFile::exists(shop.journal + u".spool"_s));
        QVERIFY(QFile::remove(shop.journal));
        QVERIFY(shop.andon({u"export"_s}).exitCode == 0);
        QTRY_VERIFY_WITH_TIMEOUT(shop.andon({u"act"_s, u"resume"_s, u"--reason"_s, u"x"_s}).exitCode == 6, 5000);
    }
};

QTEST_GUILESS_MAIN(ActVerbTest)
#include "tst_ActVerb.moc"

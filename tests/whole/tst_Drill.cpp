// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "tests/support/XDisplay.h"
#include "tests/whole/DemoWindow.h"

#include <QApplication>
#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace andon;
using namespace andon::DemoHands;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

/// Wrong answers in all of v42, 10.2 seconds after the start (tst_DrillPlan knows why).
const QString seed = u"4282"_s;

json faultsAt(const QString &gateway)
{
    return exchange("GET", gateway + u"/sandbox/faults"_s, token).body.value("faults", json::object());
}

bool activate(const QString &title)
{
    const QStringList search{u"search"_s, u"--name"_s, title};
    if (!within(15, [&] { return runProgram(u"xdotool"_s, search).exitCode == 0; }))
        return false;
    return runProgram(u"xdotool"_s, {u"windowactivate"_s, u"--sync"_s, runProgram(u"xdotool"_s, search).out.section(u'\n', 0, 0)}).exitCode == 0;
}

/// Ctrl+D, the seed, Return: as a person does it.
bool startDrill(const std::function<bool()> &begun)
{
    if (!activate(u"Andon.*Assistant"_s))
        return false;
    return within(30, [&] {
        keys(u"ctrl+d"_s);
        if (!within(5, [] { return runProgram(u"xdotool"_s, {u"search"_s, u"--name"_s, u"^Drill"_s}).exitCode == 0; }))
            return false;
        QTest::qWait(300);
        keys(u"ctrl+a"_s);
        if (runProgram(u"xdotool"_s, {u"type"_s, seed}).exitCode != 0)
            return false;
        keys(u"Return"_s);
        // Refused as long as the gateway was not read: the question stays open, and Escape ends it.
        if (within(5, begun))
            return true;
        keys(u"Escape"_s);
        return false;
    });
}

const json *rowOf(const json &sheet, const char *question)
{
    for (const json &row : sheet["rows"]) {
        if (row["question"] == question)
            return &row;
    }
    return nullptr;
}

} // namespace

class DrillTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("ANDON_SECRET_SANDBOX", token); }
    void init() { failOnWarnings(); }

    void aSealedFaultAnAlarmAClickAndTheScoreSheetInEveryExport()
    {
        Demo demo(looks);
        QVERIFY(demo.isUp());
        const QString gateway = demo.url(u"andon-admin-v1"_s);
        QVERIFY(within(20, [&] { return demo.state()["gateway_freshness"] == "live"; }));
        QVERIFY(startDrill([&] { return demo.record().contains(u"drill.started"); }));
        QVERIFY2(within(30, [&] { return faultsAt(gateway)["v42"] == json::array({"wrong"}); }), "the fault was not put in");
        const QString sealed = demo.record().remove(u"what goes wrong is sealed"_s);
        QVERIFY2(!sealed.contains(u"wrong"_s) && !sealed.contains(seed), qPrintable(sealed));
        QVERIFY2(within(60, [&] { return demo.record().contains(u"Success rate of v42 passed its"); }), "the line did not cross its gate");
        QVERIFY(clickRollback(demo));
        QVERIFY2(within(60, [&] { return demo.record().contains(u"Rollback seen in traffic"); }), qPrintable(demo.record()));
        // It ends by itself, and what it put in is out again.
        QVERIFY2(within(60, [&] { return demo.record().contains(u"drill.ended"); }), qPrintable(demo.record()));
        QVERIFY(faultsAt(gateway)["v42"] == json::array());
        QVERIFY2(within(10, [] { return runProgram(u"xdotool"_s, {u"search"_s, u"--name"_s, u"Drill: score sheet"_s}).exitCode == 0; }), "no score sheet was shown");

        const QStringList here{u"--workspace"_s, demo.said(u"workspace"_s), u"--journal"_s, demo.said(u"journal"_s)};
        const QString andon = builtProgram(u"andon"_s);
        const QByteArray listed = runProgram(andon, QStringList{u"incidents"_s, u"--json"_s} + here).out.toUtf8();
        const json incidents = json::parse(listed.begin(), listed.end(), nullptr, false);
        QVERIFY2(incidents.is_array() && incidents.size() == 1, listed.constData());
        const json &incident = incidents[0], &sheet = incident["drill_sheet"];
        QVERIFY2(incident["drill"] == true && incident["cause"] == "action" && incident["state"] == "closed", listed.constData());
        QVERIFY2(sheet["seal"] == "holds" && sheet["end"] == "finished" && sheet["healed"] == true, listed.constData());
        QVERIFY2(sheet["fault"]["seed"] == seed.toStdString() && sheet["fault"]["version"] == "v42", listed.constData());
        for (const char *question : {"detected", "right_action", "first_action", "stopped", "effect_verified", "evidence_of_alarm", "evidence_of_action"})
            QVERIFY2(rowOf(sheet, question) && (*rowOf(sheet, question))["mark"] == "passed", listed.constData());
        QVERIFY2(rowOf(sheet, "acted") && (*rowOf(sheet, "acted"))["figure_ms"].is_number(), listed.constData());
        QVERIFY(runProgram(andon, QStringList{u"incidents"_s} + here).out.contains(u"[drill] "_s));

        // The same bytes again, once the record has the evidence of the closing.
        QVERIFY(within(60, [&] {
            return runProgram(andon, QStringList{u"export"_s, u"--from"_s, u"-1h"_s, u"--format"_s, u"json"_s} + here).out.remove(u' ').contains(u"\"reason\":\"closed\""_s);
        }));
        const QString id = QString::fromStdString(incident["id"]);
        QByteArray first;
        for (const QString &format : {u"md"_s, u"html"_s, u"json"_s, u"csv"_s}) {
            const ProgramRun run = runProgram(andon, QStringList{u"export"_s, id, u"--format"_s, format} + here);
            QCOMPARE(run.exitCode, 0);
            QVERIFY2(run.out.contains(u"drill"_s) && run.out.contains(format == u"json" ? u"\"effect_verified\""_s : u"Effect verified"_s), qPrintable(run.out.left(3000)));
            QVERIFY2(run.out.contains(u"seen in traffic after"_s), qPrintable(run.out.left(3000)));
            QCOMPARE(runProgram(andon, QStringList{u"export"_s, id, u"--format"_s, format} + here).out, run.out);
        }
        if (QStandardPaths::findExecutable(u"pdftotext"_s).isEmpty())
            return;
        const QTemporaryDir folder;
        const QString pdf = folder.filePath(u"drill.pdf"_s);
        QCOMPARE(runProgram(andon, QStringList{u"export"_s, id, u"--format"_s, u"pdf"_s, u"--output"_s, pdf} + here).exitCode, 0);
        // Lines are broken anywhere, and "ff" and "fi" are one character each.
        const QString text = runProgram(u"pdftotext"_s, {pdf, u"-"_s}).out.normalized(QString::NormalizationForm_KC).simplified();
        QVERIFY2(text.contains(u"[drill]"_s) && text.contains(u"a drill, nothing of it was real"_s) && text.contains(u"Effect verified"_s), qPrintable(text.left(2000)));
    }
    void aWindowThatIsClosedTakesItsFaultOutFirst()
    {
        // The sandbox outlives this window: it is not the demo's.
        SandboxProcess sandbox(token, {u"--rate"_s, u"20"_s});
        const QTemporaryDir folder;
        QFile source(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QByteArray text = source.readAll();
        json workspace = json::parse(text.begin(), text.end(), nullptr, true, true);
        workspace["gateways"][0]["url"] = sandbox.url().toStdString();
        workspace["sources"][0]["url"] = "http:" "/" "/127.0.0.1:1";
        workspace["services"][0]["versions"].erase("manifests");
        workspace.erase("alerts");
        QFile file(folder.filePath(u"andon.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(workspace.dump(1)));
        file.close();
        const QStringList here{u"--workspace"_s, file.fileName(), u"--journal"_s, folder.filePath(u"j.sqlite"_s)};
        const auto record = [&] { return runProgram(builtProgram(u"andon"_s), QStringList{u"export"_s, u"--from"_s, u"-1h"_s} + here).out; };
        QProcess window;
        window.start(builtProgram(u"andon"_s), here + looks);
        QVERIFY(startDrill([&] { return record().contains(u"drill.started"); }));
        QVERIFY(within(30, [&] { return faultsAt(sandbox.url())["v42"] == json::array({"wrong"}); }));
        window.terminate();
        QVERIFY2(window.waitForFinished(15'000), "the window did not close");
        QCOMPARE(window.exitStatus(), QProcess::NormalExit);
        QVERIFY(faultsAt(sandbox.url())["v42"] == json::array());
        const QString told = record();
        QVERIFY2(told.contains(u"drill.ended"_s) && told.contains(u"wrong of v42"_s), qPrintable(told));
        QVERIFY2(QDir(folder.path()).entryList({u"drill-*"_s}).isEmpty(), "the seal is opened, its file is gone");
    }
};

int main(int argc, char **argv)
{
    XDisplay display;
    if (!display.isUp()) {
        qCritical("no X display: are xvfb and openbox installed?");
        return 1;
    }
    QApplication application(argc, argv);
    DrillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_Drill.moc"

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ReplayPorts.h"
#include "tests/support/Warnings.h"
#include "tests/support/XDisplay.h"
#include "tests/whole/DemoWindow.h"
#include "ui/alerts/AlertsPanel.h"
#include "ui/incidents/ReplayBar.h"
#include "ui/incidents/TimelinePanel.h"
#include "ui/shell/MainWindow.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace andon;
using namespace andon::DemoHands;

namespace {

/// The first entry of a kind whose title begins so.
std::optional<Event> entryOf(const Evidence &evidence, const char16_t *kind, const QString &title)
{
    for (const Event &event : evidence.journal) {
        if (event.kind == kind && event.title.startsWith(title))
            return event;
    }
    return std::nullopt;
}

QStringList alarmsShown(MainWindow &window)
{
    QStringList titles;
    AlertsModel &model = window.findChild<AlertsPanel *>()->model();
    for (int row = 0; row < model.rowCount(); ++row)
        titles << model.alert(row).title + u' ' + model.alert(row).version;
    return titles;
}

} // namespace

/// The whole way: a real rule in a real Prometheus, through a real Alertmanager, to one click in a real window, to the effect in
/// traffic, to a bundle that anybody can verify, to a replay that shows it all again.
class AlarmToReplayTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        qputenv("ANDON_SECRET_SANDBOX", token);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    }
    void init() { failOnWarnings(); }

    void anAlarmAClickABundleAndItsReplay()
    {
        Demo demo(looks);
        QVERIFY(demo.isUp());
        const QString gateway = demo.url(u"andon-admin-v1"_s);
        const QStringList here{u"--workspace"_s, demo.said(u"workspace"_s), u"--journal"_s, demo.said(u"journal"_s)};
        const QString andon = builtProgram(u"andon"_s);
        // Some calm before the storm: what a replay must not know of it yet.
        QVERIFY(within(30, [&] { return !demo.state()["indicators"][0]["values"].empty(); }));
        QCOMPARE(exchange("PUT", gateway + u"/sandbox/faults"_s, token, "{\"version\":\"v42\",\"faults\":[\"wrong\"]}").status, 200);
        QVERIFY2(within(60, [&] { return demo.record().contains(u"Alarm: SuccessRateLow of v42 (critical)"); }), qPrintable(demo.record()));
        QVERIFY(within(20, [&] { return isToldByAlertmanager(demo, "SuccessRateLow"); }));

        QVERIFY2(clickActionOf(demo, u"SuccessRateLow"_s), qPrintable(demo.record()));
        QVERIFY2(within(90, [&] { return demo.record().contains(u"Rollback seen in traffic"); }), qPrintable(demo.record()));
        QCOMPARE(canaryWeight(gateway), 0.0);
        nlohmann::json incident;
        const auto read = [&] {
            const QByteArray listed = runProgram(andon, QStringList{u"incidents"_s, u"--json"_s} + here).out.toUtf8();
            const nlohmann::json incidents = nlohmann::json::parse(listed.begin(), listed.end(), nullptr, false);
            incident = incidents.is_array() && !incidents.empty() ? incidents[0] : nlohmann::json();
        };
        // Stable's own noise may raise an alarm that still stands: then it is not mitigated, and that is the truth.
        const auto isMitigated = [&] {
            read();
            return incident.is_object() && incident["state"] == "mitigated";
        };
        QVERIFY2(within(150, isMitigated) || demo.record().contains(u"of v41"), incident.dump().c_str());
        const QString id = QString::fromStdString(incident["id"]);

        // Kept by itself when the alarm fired and when the action began, beside the record.
        const QDir kept(QFileInfo(demo.said(u"journal"_s)).path() + u"/evidence"_s);
        QVERIFY2(within(30, [&] { return kept.entryList({u"*.andon"_s}).size() >= 2; }), qPrintable(kept.entryList().join(u' ')));
        for (const QString &name : kept.entryList({u"*.andon"_s})) {
            const ProgramRun verified = runProgram(andon, {u"verify"_s, kept.filePath(name)});
            QVERIFY2(verified.exitCode == 0, qPrintable(verified.err));
        }

        // And with the postmortem, for whoever writes it.
        const QString bundle = m_folder.filePath(u"incident.andon"_s);
        const ProgramRun made = runProgram(andon, QStringList{u"export"_s, id, u"--format"_s, u"bundle"_s, u"--output"_s, bundle} + here, 60'000);
        QVERIFY2(made.exitCode == 0, qPrintable(made.out + made.err));
        // A process that saw nothing of it finds what was kept; what it cannot have it says.
        QVERIFY2(!made.out.contains(u"missing: the gateway's state:") && !made.out.contains(u"missing: what v42 was made of"), qPrintable(made.out));
        const ProgramRun verified = runProgram(andon, {u"verify"_s, bundle});
        QVERIFY2(verified.exitCode == 0 && verified.out.contains(u"every byte is as it was packed"), qPrintable(verified.out + verified.err));
        const ProgramRun anchored = runProgram(andon, QStringList{u"verify"_s, bundle, u"--anchor"_s, u"gateway"_s} + here);
        QVERIFY2(anchored.exitCode == 0 && anchored.out.contains(u"keeps the same chain"), qPrintable(anchored.out + anchored.err));
        replay(bundle);
    }

private:
    void replay(const QString &bundle)
    {
        // As a program: its window comes up.
        QProcess program;
        program.start(builtProgram(u"andon"_s), QStringList{u"replay"_s, bundle} + looks);
        const QStringList search{u"search"_s, u"--all"_s, u"--pid"_s, QString::number(program.processId()), u"--name"_s, u"Andon.*Assistant"_s};
        const bool isUp = within(30, [&] { return runProgram(u"xdotool"_s, search).exitCode == 0; });
        program.terminate();
        QVERIFY(program.waitForFinished(10'000));
        QVERIFY(isUp);
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);

        // And the same window here, where it can be read.
        const Result<Evidence> evidence = readBundleFile(bundle);
        QVERIFY2(evidence, qPrintable(evidence ? QString() : evidence.error().message()));
        QVERIFY(evidence->postmortem.contains(u"SuccessRateLow") || evidence->postmortem.contains(u"Success rate"));
        const std::optional<Event> fired = entryOf(*evidence, EventKind::alertFired, u"Alarm: SuccessRateLow of v42"_s);
        QVERIFY(fired);
        const auto pressed = std::find_if(evidence->journal.cbegin(), evidence->journal.cend(),
                                          [](const Event &event) { return event.kind == EventKind::actionVerified; });
        QVERIFY(pressed != evidence->journal.cend());
        const std::optional<Event> asked = entryOf(*evidence, EventKind::actionIntent, u"Rollback asked"_s);
        QVERIFY(asked);
        Console console({workspaceOf(*evidence), {}, u"person"_s, {}, {}, std::make_shared<ReplayPorts>(*evidence)});
        QSignalSpy started(&console, &Console::started);
        console.open();
        QTRY_COMPARE(started.size(), 1);
        MainWindow window(console);
        window.show();
        window.startReplay(u"incident.andon"_s, fired->recordedAt - std::chrono::seconds(1));
        window.showAlarms(true);
        QTest::qWait(500);
        QVERIFY2(!alarmsShown(window).contains(u"SuccessRateLow v42"), qPrintable(alarmsShown(window).join(u'\n')));
        window.showReplay(fired->recordedAt + std::chrono::seconds(1));
        window.showAlarms(true);
        QTRY_VERIFY2(alarmsShown(window).contains(u"SuccessRateLow v42"), qPrintable(alarmsShown(window).join(u'\n')));
        // Before the press the canary has its share, after it none; nothing of the later is known before.
        const auto canary = [&] {
            const std::optional<GatewayState> &state = console.replay()->moment.gateway;
            const GatewayVersion *version = state ? state->versionById(u"v42"_s) : nullptr;
            return version ? version->weight : -1;
        };
        QVERIFY2(canary() > 0, qPrintable(u"no share a second after the alarm: %1"_s.arg(canary())));
        window.showReplay(asked->recordedAt);
        QVERIFY2(canary() > 0, "the rollback was known before it was made");
        window.showReplay(pressed->recordedAt + std::chrono::seconds(2));
        QCOMPARE(canary(), 0.0);
        window.showReplay(evidence->to);
        QCOMPARE(canary(), 0.0);
        QTest::qWait(300);
        QVERIFY(window.findChild<ReplayBar *>()->words().contains(u"read-only"));
        QVERIFY(window.findChild<TimelinePanel *>()->model().rowCount() > 5);
    }

    QTemporaryDir m_folder;
};

int main(int argc, char **argv)
{
    XDisplay display;
    if (!display.isUp()) {
        qCritical("no X display: are xvfb and openbox installed?");
        return 1;
    }
    QApplication application(argc, argv);
    AlarmToReplayTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_AlarmToReplay.moc"

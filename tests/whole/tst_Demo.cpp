// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "tests/support/XDisplay.h"
#include "tests/whole/DemoWindow.h"

#include <QApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace andon::DemoHands;
using namespace Qt::StringLiterals;

class DemoTest : public QObject {
    Q_OBJECT
private:
    /// Whether the rows stand in the record one after the other.
    static bool inOrder(const QString &record, const QStringList &rows)
    {
        qsizetype at = 0;
        for (const QString &row : rows) {
            at = record.indexOf(u"| "_s + row, at + 1);
            if (at < 0)
                return false;
        }
        return true;
    }

private slots:
    void initTestCase() { qputenv("ANDON_SECRET_SANDBOX", token); }
    void init() { failOnWarnings(); }

    void anAlarmAClickAndTheWholeStoryOnTheRecord()
    {
        Demo demo(looks);
        QVERIFY(demo.isUp());
        const QString gateway = demo.url(u"andon-admin-v1"_s);
        QVERIFY2(gateway.startsWith(u"http://127.0.0.1:"), qPrintable(gateway));
        QCOMPARE(exchange("PUT", gateway + u"/sandbox/faults"_s, token, "{\"version\":\"v42\",\"faults\":[\"wrong\"]}").status, 200);
        QVERIFY2(within(60, [&] { return demo.record().contains(u"Success rate of v42 passed its stop gate"); }),
                 "the line did not cross its gate");
        QVERIFY(clickRollback(demo));
        QVERIFY2(within(60, [&] { return demo.record().contains(u"Rollback seen in traffic"); }), qPrintable(demo.record()));

        const nlohmann::json log = exchange("GET", gateway + u"/sandbox/writes"_s, token).body;
        QCOMPARE(log["writes"].size(), std::size_t(1));
        QCOMPARE(log["puts_received"].size(), std::size_t(1));
        QCOMPARE(log["puts_received"].begin()->get<int>(), 1);
        QCOMPARE(canaryWeight(gateway), 0.0);
        const QByteArray query = "query=" + QUrl::toPercentEncoding(
            u"sum(rate(gateway_requests_total{version=\"v42\"}[5s])) / sum(rate(gateway_requests_total[5s]))"_s);
        const nlohmann::json share = exchange("POST", demo.url(u"prometheus"_s) + u"/api/v1/query"_s, {}, query).body;
        QVERIFY(QString::fromStdString(share["data"]["result"][0]["value"][1]).toDouble() < 0.02);

        const QString record = demo.record();
        QVERIFY2(inOrder(record, {u"gate.crossed"_s, u"action.intent"_s, u"action.sent"_s, u"action.acked"_s,
                                  u"action.verified"_s, u"action.effective"_s}), qPrintable(record));
        QVERIFY(record.contains(u"| 1 | rollback | v42 20 % → 0 %, all to v41 |"));
        QVERIFY(demo.state()["rollout"]["phase"] == "aborted");

        // The press opened an incident, and the record has its times.
        const QByteArray listed = runProgram(builtProgram(u"andon"_s), {u"incidents"_s, u"--json"_s, u"--workspace"_s, demo.said(u"workspace"_s),
                                                                        u"--journal"_s, demo.said(u"journal"_s)}).out.toUtf8();
        const nlohmann::json incidents = nlohmann::json::parse(listed.begin(), listed.end(), nullptr, false);
        QVERIFY2(incidents.is_array() && incidents.size() == 1, listed.constData());
        const nlohmann::json &incident = incidents[0];
        // Not mitigated yet where stable's own noise raised an alarm that still stands.
        const bool known = incident["state"] == "mitigated" || incident["state"] == "running";
        QVERIFY2(incident["cause"] == "action" && incident["severity"].is_string() && known, listed.constData());
        const nlohmann::json &durations = incident["durations_ms"];
        QVERIFY2(durations["tta"].is_number() && durations["ttm"].is_number() == (incident["state"] == "mitigated"), listed.constData());
        QVERIFY2(incident["runbook"].is_object(), listed.constData());
    }
    void aRealRuleThroughARealAlertmanagerToAClickOnItsActionInTheList()
    {
        Demo demo(looks);
        QVERIFY(demo.isUp());
        const QString gateway = demo.url(u"andon-admin-v1"_s);
        QCOMPARE(exchange("PUT", gateway + u"/sandbox/faults"_s, token, "{\"version\":\"v42\",\"faults\":[\"wrong\"]}").status, 200);
        QVERIFY2(within(60, [&] { return demo.record().contains(u"Alarm: SuccessRateLow of v42 (critical)"); }), qPrintable(demo.record()));
        // It went through the Alertmanager, too.
        QVERIFY(within(20, [&] { return isToldByAlertmanager(demo, "SuccessRateLow"); }));
        QVERIFY(clickActionOf(demo, u"SuccessRateLow"_s));
        QVERIFY2(within(60, [&] { return demo.record().contains(u"action.verified"); }), qPrintable(demo.record()));
        QCOMPARE(canaryWeight(gateway), 0.0);
        const nlohmann::json log = exchange("GET", gateway + u"/sandbox/writes"_s, token).body;
        QCOMPARE(log["writes"].size(), std::size_t(1));
        const QString record = demo.record();
        QVERIFY2(record.contains(u"alarm: SuccessRateLow"_s), qPrintable(record.split(u'\n').filter(u"action."_s).join(u'\n')));
    }
    void aShortcutOnlyFocuses()
    {
        Demo demo(looks);
        QVERIFY(demo.isUp());
        QVERIFY(within(15, [] {
            return runProgram(u"xdotool"_s, {u"search"_s, u"--name"_s, u"Andon.*Assistant"_s}).exitCode == 0;
        }));
        for (const QString &combination : {u"ctrl+1"_s, u"ctrl+2"_s, u"ctrl+3"_s})
            keys(combination);
        QTest::qWait(500);
        QVERIFY(!demo.record().contains(u"action."));
        QVERIFY(exchange("GET", demo.url(u"andon-admin-v1"_s) + u"/sandbox/writes"_s, token).body["writes"].empty());
    }
    void theCardIsChangedInTheWindowAndTheRecordSaysWhat()
    {
        Demo demo(looks);
        QVERIFY(demo.isUp());
        QVERIFY2(within(60, [&] { return demo.record().contains(u"| card.started"); }), qPrintable(demo.record()));
        const auto text = [&] {
            QFile file(demo.said(u"workspace"_s));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QByteArray before = text();
        const QString window = runProgram(u"xdotool"_s, {u"search"_s, u"--name"_s, u"Andon.*Assistant"_s}).out.section(u'\n', 0, 0);
        QCOMPARE(runProgram(u"xdotool"_s, {u"windowactivate"_s, u"--sync"_s, window}).exitCode, 0);
        keys(u"shift+c"_s);
        QVERIFY(within(10, [] { return runProgram(u"xdotool"_s, {u"search"_s, u"--name"_s, u"Strategy card"_s}).exitCode == 0; }));
        QTest::qWait(500);
        keys(u"ctrl+a"_s);
        QCOMPARE(runProgram(u"xdotool"_s, {u"type"_s, u"Bo Olsen"_s}).exitCode, 0);
        keys(u"ctrl+s"_s);
        QVERIFY2(within(20, [&] { return text() != before; }), "the file was not written");
        const QByteArray after = text();
        QVERIFY(after.contains("\"owner\": \"Bo Olsen\""));
        // Every byte before the card is the same, and so is every one behind it.
        const qsizetype card = before.indexOf("\"card\": {");
        QCOMPARE(after.left(card), before.left(card));
        QVERIFY(after.trimmed().endsWith(before.trimmed().right(8)));
        QVERIFY2(within(20, [&] { return demo.record().contains(u"owner: Ada Lin, search quality → Bo Olsen"); }), qPrintable(demo.record()));
    }
    void whatTheConsoleSaysOfABadGatewayIsTrue_data()
    {
        QTest::addColumn<QByteArray>("mode");
        QTest::addColumn<QStringList>("rows");
        QTest::addColumn<QString>("neverSaid");
        QTest::addColumn<int>("effects"); ///< of ours
        QTest::newRow("answers late") << QByteArray("late")
            << QStringList{u"action.sent"_s, u"action.acked"_s, u"action.verified"_s, u"action.effective"_s}
            << u"action.rejected"_s << 1;
        QTest::newRow("refuses") << QByteArray("refuse") << QStringList{u"action.sent"_s, u"action.rejected"_s}
            << u"action.acked"_s << 0;
        QTest::newRow("was changed by somebody else") << QByteArray("conflict")
            << QStringList{u"action.sent"_s, u"action.superseded"_s} << u"action.acked"_s << 0;
        QTest::newRow("dies after it applied") << QByteArray("die_after_apply")
            << QStringList{u"action.sent"_s, u"action.unknown"_s, u"action.reconciling"_s, u"action.verified"_s}
            << u"action.rejected"_s << 1;
    }
    void whatTheConsoleSaysOfABadGatewayIsTrue()
    {
        QFETCH(QByteArray, mode);
        QFETCH(QStringList, rows);
        QFETCH(QString, neverSaid);
        QFETCH(int, effects);
        Demo demo(looks);
        QVERIFY(demo.isUp());
        const QString gateway = demo.url(u"andon-admin-v1"_s);
        const QByteArray behaviour = "{\"mode\":\"" + mode + "\",\"count\":1,\"delay_ms\":1500}";
        QCOMPARE(exchange("PUT", gateway + u"/sandbox/admin-behaviour"_s, token, behaviour).status, 200);
        QVERIFY(within(20, [&] { return demo.state()["gateway_freshness"] == "live"; }));
        QVERIFY(clickRollback(demo));
        QVERIFY2(within(60, [&] { return demo.record().contains(rows.last()); }), qPrintable(demo.record()));
        const QString record = demo.record();
        QVERIFY2(inOrder(record, rows), qPrintable(record));
        QVERIFY2(!record.contains(neverSaid), qPrintable(record));
        int ours = 0;
        const nlohmann::json log = exchange("GET", gateway + u"/sandbox/writes"_s, token).body;
        for (const auto &write : log["writes"])
            ours += write["actor"] == "anna" ? 0 : 1;
        QCOMPARE(ours, effects);
        QCOMPARE(canaryWeight(gateway) == 0.0, effects == 1);
    }
    void theVerbsShareTheWindowsJournalAndASecondWindowRaisesTheFirst()
    {
        Demo demo(looks);
        QVERIFY(demo.isUp());
        const QStringList here{u"--workspace"_s, demo.said(u"workspace"_s), u"--journal"_s, demo.said(u"journal"_s)};
        const QString andon = builtProgram(u"andon"_s);
        // The first targets are scraped some seconds after the start.
        QVERIFY(within(30, [&] { return !demo.state()["indicators"][0]["values"].empty(); }));
        const ProgramRun check = runProgram(andon, QStringList{u"check"_s} + here);
        QVERIFY2(check.exitCode == 0 && check.out.contains(u"everything answers"), qPrintable(check.out + check.err));
        const ProgramRun act = runProgram(andon, QStringList{u"act"_s, u"degrade"_s, u"--reason"_s, u"a drill"_s, u"--wait"_s,
                                                             u"effect"_s} + here, 150'000);
        QVERIFY2(act.exitCode == 0, qPrintable(act.out + act.err));
        QVERIFY(demo.record().contains(u"| 1 | degrade |"));

        const QTemporaryDir folder;
        const QStringList other{u"--workspace"_s, demo.said(u"workspace"_s), u"--journal"_s, folder.filePath(u"j.sqlite"_s)};
        QProcess first;
        first.start(andon, other);
        const QStringList search{u"search"_s, u"--all"_s, u"--pid"_s, QString::number(first.processId()), u"--name"_s, u"Andon.*Assistant"_s};
        QVERIFY(within(15, [&] { return runProgram(u"xdotool"_s, search).exitCode == 0; }));
        const ProgramRun second = runProgram(andon, other);
        QCOMPARE(second.exitCode, 0);
        QVERIFY2(second.err.contains(u"open already"), qPrintable(second.err));
        const QStringList raised = runProgram(u"xdotool"_s, search).out.split(u'\n', Qt::SkipEmptyParts);
        QString active;
        const bool isActive = within(5, [&] {
            active = runProgram(u"xdotool"_s, {u"getactivewindow"_s}).out.trimmed();
            return raised.contains(active);
        });
        QVERIFY2(isActive, qPrintable(active + u" is active, not one of "_s + raised.join(u' ')));
        first.terminate();
        QVERIFY(first.waitForFinished(5000));
        QCOMPARE(first.exitStatus(), QProcess::NormalExit);
    }
    void theServersEndWithTheConsoleEvenWhenItIsKilled()
    {
        Demo demo;
        QVERIFY(demo.isUp());
        const QString gateway = demo.url(u"andon-admin-v1"_s);
        const QString prometheus = demo.url(u"prometheus"_s);
        const QString alertmanager = demo.alertmanager();
        QCOMPARE(exchange("GET", gateway + u"/metrics"_s).status, 200);
        QCOMPARE(exchange("GET", alertmanager + u"/-/ready"_s).status, 200);
        demo.kill();
        QVERIFY(within(5, [&] { return exchange("GET", gateway + u"/metrics"_s).status == 0; }));
        QVERIFY(within(5, [&] { return exchange("GET", prometheus + u"/-/ready"_s).status == 0; }));
        QVERIFY(within(5, [&] { return exchange("GET", alertmanager + u"/-/ready"_s).status == 0; }));
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
    DemoTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_Demo.moc"

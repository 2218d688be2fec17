// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"
#include "tests/support/XDisplay.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QPixmap>
#include <QScreen>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const QByteArray token = "demo-token";
const QStringList looks{u"--theme"_s, u"light"_s, u"--size"_s, u"1280x800"_s};

/// `andon --demo` in a real window.
class Demo {
public:
    explicit Demo(const QStringList &arguments = {})
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(builtProgram(u"andon"_s), QStringList{u"--demo"_s} + arguments);
    }
    ~Demo()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5000))
            m_process.kill();
        m_process.waitForFinished(1000);
    }
    /// Waits until both servers run and the workspace is written.
    bool isUp()
    {
        return QTest::qWaitFor([&] {
            m_out += QString::fromUtf8(m_process.readAllStandardOutput());
            return m_out.contains(u"journal "_s) && m_out.endsWith(u'\n');
        }, 30'000);
    }
    [[nodiscard]] QString said(const QString &word) const
    {
        return m_out.section(word + u' ', 1).section(u'\n', 0, 0);
    }
    [[nodiscard]] QString url(const QString &kind) const
    {
        QFile file(said(u"workspace"_s));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QString text = QString::fromUtf8(file.readAll());
        return text.section(u"\"kind\": \"%1\", \"url\": \""_s.arg(kind), 1).section(u'"', 0, 0);
    }
    [[nodiscard]] QString alertmanager() const
    {
        QFile file(said(u"workspace"_s));
        return file.open(QIODevice::ReadOnly)
            ? QString::fromUtf8(file.readAll()).section(u"\"name\": \"alertmanager\", \"url\": \""_s, 1).section(u'"', 0, 0) : QString();
    }
    [[nodiscard]] QString record() const
    {
        return runProgram(builtProgram(u"andon"_s), {u"export"_s, u"--workspace"_s, said(u"workspace"_s), u"--journal"_s,
                                                     said(u"journal"_s), u"--from"_s, u"-1h"_s}).out;
    }
    [[nodiscard]] nlohmann::json state() const
    {
        const QByteArray text = runProgram(builtProgram(u"andon"_s), {u"state"_s, u"--json"_s, u"--workspace"_s,
                                                                      said(u"workspace"_s)}).out.toUtf8();
        return nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
    }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    void kill() { m_process.kill(); m_process.waitForFinished(3000); }

private:
    QProcess m_process;
    QString m_out;
};

/// Asks again until it is so. The QTRY macros count their waits only, not what the question itself takes.
bool within(int seconds, const std::function<bool()> &isSo)
{
    QDeadlineTimer end(seconds * 1000);
    while (!isSo()) {
        if (end.hasExpired())
            return false;
        QTest::qWait(250);
    }
    return true;
}

void keys(const QString &combination)
{
    QCOMPARE(runProgram(u"xdotool"_s, {u"key"_s, combination}).exitCode, 0);
}

QImage screenPicture()
{
    return QGuiApplication::primaryScreen()->grabWindow(0).toImage().convertToFormat(QImage::Format_RGB32);
}

/// The middle of the frame in the focus colour that `before` did not show.
QPoint newFocus(const QImage &before)
{
    const QImage screen = screenPicture();
    const QRgb focus = themeColors(ThemeKind::Light).focus.rgb();
    QRect found;
    for (int y = 0; y < screen.height(); ++y) {
        int run = 0;
        for (int x = 0; x < screen.width(); ++x) {
            run = screen.pixel(x, y) == focus && before.pixel(x, y) != focus ? run + 1 : 0;
            // A long horizontal run is the frame of a button, not a line of a plot.
            if (run >= 60)
                found |= QRect(x - run + 1, y, run, 1);
        }
    }
    return found.isEmpty() ? QPoint(-1, -1) : found.center();
}

} // namespace

class DemoTest : public QObject {
    Q_OBJECT
private:
    /// Focuses Rollback by its shortcut, sees where the focus went and clicks there, once the window lets it be
    /// pressed: a click on a blocked button leaves no row. False: no such place, or never pressed.
    static bool clickRollback(const Demo &demo)
    {
        const QStringList search{u"search"_s, u"--name"_s, u"Andon.*Assistant"_s};
        if (!within(15, [&] { return runProgram(u"xdotool"_s, search).exitCode == 0; }))
            return false;
        const QString window = runProgram(u"xdotool"_s, search).out.section(u'\n', 0, 0);
        if (runProgram(u"xdotool"_s, {u"windowactivate"_s, u"--sync"_s, window}).exitCode != 0)
            return false;
        const QImage before = screenPicture();
        keys(u"ctrl+3"_s);
        QPoint place;
        if (!within(5, [&] { return (place = newFocus(before)).x() > 0; }))
            return false;
        return within(20, [&] {
            const ProgramRun click = runProgram(u"xdotool"_s, {u"mousemove"_s, QString::number(place.x()),
                                                               QString::number(place.y()), u"click"_s, u"1"_s});
            return click.exitCode == 0 && within(3, [&] { return demo.record().contains(u"action.intent"); });
        });
    }
    static double canaryWeight(const QString &gateway)
    {
        const nlohmann::json state = exchange("GET", gateway + u"/admin/v1/state"_s, token).body;
        for (const auto &version : state["versions"]) {
            if (version["role"] == "canary")
                return version["weight"];
        }
        return -1;
    }
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
        const auto told = [&] {
            const nlohmann::json alerts = exchange("GET", demo.alertmanager() + u"/api/v2/alerts"_s).body;
            return std::any_of(alerts.begin(), alerts.end(), [](const nlohmann::json &one) { return one["labels"]["alertname"] == "SuccessRateLow"; });
        };
        QVERIFY(within(20, told));
        const QStringList search{u"search"_s, u"--name"_s, u"Andon.*Assistant"_s};
        QVERIFY(within(15, [&] { return runProgram(u"xdotool"_s, search).exitCode == 0; }));
        QCOMPARE(runProgram(u"xdotool"_s, {u"windowactivate"_s, u"--sync"_s, runProgram(u"xdotool"_s, search).out.section(u'\n', 0, 0)}).exitCode, 0);
        keys(u"a"_s);
        QTest::qWait(500);
        keys(u"ctrl+f"_s);
        QCOMPARE(runProgram(u"xdotool"_s, {u"type"_s, u"SuccessRateLow"_s}).exitCode, 0);
        keys(u"Return"_s);
        QTest::qWait(500);
        const QImage before = screenPicture();
        QPoint place;
        QVERIFY(within(20, [&] {
            keys(u"Right"_s);
            QTest::qWait(250);
            return (place = newFocus(before)).x() > screenPicture().width() / 2;
        }));
        QVERIFY(within(30, [&] {
            const ProgramRun click = runProgram(u"xdotool"_s, {u"mousemove"_s, QString::number(place.x()), QString::number(place.y()), u"click"_s, u"1"_s});
            return click.exitCode == 0 && within(3, [&] { return demo.record().contains(u"action.intent"); });
        }));
        QVERIFY2(within(60, [&] { return demo.record().contains(u"action.verified"); }), qPrintable(demo.record()));
        QCOMPARE(canaryWeight(gateway), 0.0);
        const nlohmann::json log = exchange("GET", gateway + u"/sandbox/writes"_s, token).body;
        QCOMPARE(log["writes"].size(), std::size_t(1));
        QVERIFY(demo.record().contains(u"alarm: SuccessRateLow"_s));
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
        const QString raised = runProgram(u"xdotool"_s, search).out.trimmed();
        QVERIFY(within(5, [&] { return runProgram(u"xdotool"_s, {u"getactivewindow"_s}).out.trimmed() == raised; }));
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

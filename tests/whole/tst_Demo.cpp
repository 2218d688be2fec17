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
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const QByteArray token = "demo-token";

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
private slots:
    void initTestCase() { qputenv("ANDON_SECRET_SANDBOX", token); }
    void init() { failOnWarnings(); }

    void anAlarmAClickAndTheWholeStoryOnTheRecord()
    {
        Demo demo({u"--theme"_s, u"light"_s, u"--size"_s, u"1280x800"_s});
        QVERIFY(demo.isUp());
        const QString gateway = demo.url(u"andon-admin-v1"_s);
        const QString prometheus = demo.url(u"prometheus"_s);
        QVERIFY2(gateway.startsWith(u"http://127.0.0.1:"), qPrintable(gateway));
        QVERIFY(within(15, [] {
            return runProgram(u"xdotool"_s, {u"search"_s, u"--name"_s, u"Andon.*Assistant"_s}).exitCode == 0;
        }));

        QCOMPARE(exchange("PUT", gateway + u"/sandbox/faults"_s, token, "{\"version\":\"v42\",\"faults\":[\"wrong\"]}").status, 200);
        QVERIFY2(within(60, [&] { return demo.record().contains(u"Success rate of v42 passed its stop gate"); }),
                 "the line did not cross its gate");

        const QString window = runProgram(u"xdotool"_s, {u"search"_s, u"--name"_s, u"Andon.*Assistant"_s}).out.section(u'\n', 0, 0);
        QCOMPARE(runProgram(u"xdotool"_s, {u"windowactivate"_s, u"--sync"_s, window}).exitCode, 0);
        const QImage before = screenPicture();
        keys(u"ctrl+3"_s);
        QPoint rollback;
        QVERIFY2(within(5, [&] { return (rollback = newFocus(before)).x() > 0; }), "no button shows the focus");
        const QString atClick = demo.record();
        QVERIFY2(!atClick.contains(u"Rollback asked"), "a shortcut only focuses");
        QCOMPARE(runProgram(u"xdotool"_s, {u"mousemove"_s, QString::number(rollback.x()), QString::number(rollback.y()), u"click"_s, u"1"_s}).exitCode, 0);

        QVERIFY2(within(60, [&] { return demo.record().contains(u"Rollback seen in traffic"); }), qPrintable(demo.record()));
        const nlohmann::json log = exchange("GET", gateway + u"/sandbox/writes"_s, token).body;
        QCOMPARE(log["writes"].size(), std::size_t(1));
        QCOMPARE(log["puts_received"].size(), std::size_t(1));
        QCOMPARE(log["puts_received"].begin()->get<int>(), 1);
        const nlohmann::json state = exchange("GET", gateway + u"/admin/v1/state"_s, token).body;
        for (const auto &version : state["versions"]) {
            if (version["role"] == "canary")
                QCOMPARE(version["weight"].get<double>(), 0.0);
        }
        const QByteArray query = "query=" + QUrl::toPercentEncoding(
            u"sum(rate(gateway_requests_total{version=\"v42\"}[5s])) / sum(rate(gateway_requests_total[5s]))"_s);
        const nlohmann::json share = exchange("POST", prometheus + u"/api/v1/query"_s, {}, query).body;
        QVERIFY(QString::fromStdString(share["data"]["result"][0]["value"][1]).toDouble() < 0.02);

        const QString record = demo.record();
        qsizetype at = 0;
        for (const QString &row : {u"action.intent"_s, u"action.sent"_s, u"action.acked"_s, u"action.verified"_s, u"action.effective"_s}) {
            const qsizetype found = record.indexOf(u"| "_s + row, at);
            QVERIFY2(found > at, qPrintable(row + u" is missing or out of order in:\n"_s + record));
            at = found;
        }
        QVERIFY(record.contains(u"| 1 | rollback | v42 20 % → 0 %, all to v41 |"));
        QVERIFY(demo.state()["rollout"]["phase"] == "aborted");
    }
    void theServersEndWithTheConsoleEvenWhenItIsKilled()
    {
        Demo demo;
        QVERIFY(demo.isUp());
        const QString gateway = demo.url(u"andon-admin-v1"_s);
        const QString prometheus = demo.url(u"prometheus"_s);
        QCOMPARE(exchange("GET", gateway + u"/metrics"_s).status, 200);
        demo.kill();
        QTRY_COMPARE_WITH_TIMEOUT(exchange("GET", gateway + u"/metrics"_s).status, 0, 5000);
        QTRY_COMPARE_WITH_TIMEOUT(exchange("GET", prometheus + u"/-/ready"_s).status, 0, 5000);
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

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Start, steady state and click of the console, each beside a peer in the same run. Prints a table; asserts nothing.
#include "tests/support/XDisplay.h"
#include "tests/bench/ClickToWire.h"
#include "tests/bench/DemoStack.h"
#include "tests/bench/PlainPlots.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QScreen>
#include <QTest>

#include <cstdio>
#include <unistd.h>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// Pixels in the canary's colour on the left part of the screen, where the plots are.
int canaryPixels()
{
    const QImage screen = QGuiApplication::primaryScreen()->grabWindow(0).toImage().convertToFormat(QImage::Format_RGB32);
    const QRgb canary = themeColors(ThemeKind::Light).canary.rgb();
    int count = 0;
    for (int y = 0; y < screen.height(); ++y) {
        for (int x = 0; x < screen.width() * 6 / 10; ++x)
            count += screen.pixel(x, y) == canary ? 1 : 0;
    }
    return count;
}

/// Seconds from the start of `program` until its lines were seen to move, or -1 after half a minute.
double secondsToMovingLines(QProcess &process, const QString &program, const QStringList &arguments)
{
    QElapsedTimer watch;
    watch.start();
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    int first = -1;
    while (watch.elapsed() < 30'000) {
        const int now = canaryPixels();
        if (first > 60 && now > 60 && now != first)
            return static_cast<double>(watch.elapsed()) / 1000;
        first = now > 60 && first < 0 ? now : first;
        QTest::qWait(20);
    }
    return -1;
}

/// Processor seconds that a process has used.
double processorSeconds(qint64 pid)
{
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(')').last().simplified().split(' ');
    return (fields.value(11).toDouble() + fields.value(12).toDouble()) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

/// Resident memory in MB.
double residentMb(qint64 pid)
{
    QFile file(u"/proc/%1/status"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    return text.mid(text.indexOf("VmRSS:")).simplified().split(' ').value(1).toDouble() / 1024;
}

void row(const char *figure, double ours, const char *unit, const char *peerName, double peer, const char *goal)
{
    std::printf("%-34s %9.2f %-3s | %-42s %9.2f | ratio %6.2f | goal %s\n", figure, ours, unit, peerName, peer,
                peer > 0 ? ours / peer : 0, goal);
    std::fflush(stdout);
}

void end(QProcess &process)
{
    process.terminate();
    if (!process.waitForFinished(5000))
        process.kill();
    process.waitForFinished(1000);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1 && QByteArray(argv[1]) == "--peer") {
        QApplication application(argc, argv);
        PlainPlots plots;
        plots.show();
        return application.exec();
    }
    qputenv("ANDON_SECRET_SANDBOX", "bench-token");
    XDisplay display;
    if (!display.isUp()) {
        std::fputs("no X display: are xvfb and openbox installed?\n", stderr);
        return 1;
    }
    QApplication application(argc, argv);
    const QString andon = builtProgram(u"andon"_s);
    const QStringList looks{u"--size"_s, u"1280x800"_s, u"--theme"_s, u"light"_s};

    DemoStack servers;
    if (!servers.start()) {
        std::fputs("the servers did not start\n", stderr);
        return 1;
    }
    {
        QProcess demo;
        const double seconds = secondsToMovingLines(demo, andon, QStringList{u"--demo"_s} + looks);
        row("demo: start to moving lines", seconds, "s", "its two servers alone", servers.seconds, "8 s");
        end(demo);
    }
    QProcess peer;
    const double peerStart = secondsToMovingLines(peer, QCoreApplication::applicationFilePath(), {u"--peer"_s});
    end(peer);
    QProcess console;
    const double start = secondsToMovingLines(console, andon,
                                              QStringList{u"--workspace"_s, servers.demo->path, u"--journal"_s,
                                                          servers.demo->journalPath} + looks);
    row("workspace: start to moving lines", start, "s", "plain QCustomPlot window, made-up points", peerStart, "1.5 s");

    peer.start(QCoreApplication::applicationFilePath(), {u"--peer"_s});
    QTest::qWait(15'000);
    const double before = processorSeconds(console.processId());
    const double peerBefore = processorSeconds(peer.processId());
    constexpr int window = 30;
    QTest::qWait(window * 1000);
    row("steady state: one core", 100 * (processorSeconds(console.processId()) - before) / window, "%",
        "plain QCustomPlot window, one replot a second", 100 * (processorSeconds(peer.processId()) - peerBefore) / window, "10 %");
    row("steady state: resident memory", residentMb(console.processId()), "MB",
        "plain QCustomPlot window", residentMb(peer.processId()), "150 MB");
    end(console);
    end(peer);

    const ClickFigures clicks = clickToWire(*servers.demo, servers.addresses->gateway, servers.addresses->token);
    row("a click to the wire (median of 9)", clicks.clickMs, "ms", "a bare QNetworkAccessManager PUT", clicks.barePutMs, "50 ms");
    return 0;
}

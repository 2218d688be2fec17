// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// From the start of the program to its first frame and its lines against a running Prometheus, and its memory, beside
// Chromium with four uPlots. Seen from outside, as pixels on the screen. Asserts nothing.
#include "tests/bench/BenchData.h"
#include "tests/bench/BenchTable.h"
#include "tests/bench/DemoStack.h"
#include "tests/bench/WebPeer.h"
#include "tests/support/XDisplay.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QProcess>
#include <QScreen>
#include <QTemporaryDir>

#include <cstdio>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 30'000;
/// A strip over the newest end of the console's lines, in a window of 1600 pixels at the left edge of the screen, and through all
/// of the browser's. Not the whole screen: the server that answers is the one that both wait for.
constexpr QRect strip(950, 0, 200, 1000);
constexpr int manyPixels = 3500, somePixels = 10;
const QColor uplotLine(0x1f, 0x5f, 0xa8); ///< the first of bench/web/plots.js

/// Pixels of exactly that colour.
int pixelsOf(const QImage &screen, const QColor &color)
{
    const QRgb wanted = color.rgb() | 0xff000000;
    int count = 0;
    for (int y = 0; y < screen.height(); y += 2) {
        const auto *line = reinterpret_cast<const QRgb *>(screen.constScanLine(y));
        count += static_cast<int>(std::count_if(line, line + screen.width(), [&](QRgb pixel) { return (pixel | 0xff000000) == wanted; }));
    }
    return count;
}

struct Start {
    double frameMs = 0; ///< until the window's own colour was seen
    double linesMs = 0; ///< until its lines were seen
    double memoryMb = 0;
    [[nodiscard]] bool isWhole() const { return frameMs > 0 && linesMs > 0; }
};

/// Looks at the screen until both colours are there.
Start watchStart(QProcess &process, const std::function<void()> &begin, const QColor &window, const QColor &line)
{
    Start start;
    QElapsedTimer watch;
    watch.start();
    begin();
    while (!start.isWhole() && watch.elapsed() < patienceMs) {
        const QImage screen = QGuiApplication::primaryScreen()->grabWindow(0, strip.x(), strip.y(), strip.width(), strip.height())
                                  .toImage().convertToFormat(QImage::Format_RGB32);
        const double now = static_cast<double>(watch.nsecsElapsed()) / 1e6;
        if (start.frameMs == 0 && pixelsOf(screen, window) > manyPixels)
            start.frameMs = now;
        if (start.linesMs == 0 && pixelsOf(screen, line) > somePixels)
            start.linesMs = now;
        QTest::qWait(2);
    }
    QTest::qWait(2000);
    start.memoryMb = treeMemoryMb(process.processId());
    return start;
}

Start startConsole(const DemoStack &stack)
{
    const ThemeColors &colors = themeColors(ThemeKind::Light);
    // A window that a person has moved opens where they left it, and the strip is elsewhere then.
    const QTemporaryDir settings;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CONFIG_HOME"_s, settings.path());
    QProcess console;
    console.setProcessEnvironment(environment);
    const Start start = watchStart(console, [&] {
        console.start(builtProgram(u"andon"_s), {u"--workspace"_s, stack.demo->path, u"--journal"_s, stack.demo->journalPath, u"--size"_s,
                                                 u"1600x1000"_s, u"--theme"_s, u"light"_s});
    }, colors.window, colors.canary);
    console.terminate();
    if (!console.waitForFinished(5000))
        console.kill();
    console.waitForFinished(1000);
    return start;
}

Start startBrowser(const WebPeer &web)
{
    QProcess browser;
    const Start start = watchStart(browser, [&] { web.open(browser, u"data=start.bin&scenarios=&frames=0"_s); }, Qt::white, uplotLine);
    WebPeer::endBrowser(browser);
    return start;
}

double median(const QList<Start> &starts, double Start::*field)
{
    std::vector<double> values;
    for (const Start &start : starts)
        values.push_back(start.*field);
    return quantile(values, 0.5);
}

int measure(BenchTable &table, const QString &npmFolder, int repetitions)
{
    DemoStack stack;
    BenchServer server;
    if (!stack.start() || !server.start()
        || !writeBenchData(server.path(u"start.bin"_s), {.panels = 4, .series = 8, .points = 900, .extra = 0})) {
        std::fputs("the servers did not start\n", stderr);
        return 1;
    }
    const WebPeer web(npmFolder, server);
    if (!web.missing().isEmpty())
        table.note(u"no rows of a browser: "_s + web.missing());
    QTest::qWait(20'000); // two minutes of lines would be nicer, this many are enough to be seen
    QList<Start> ours, theirs;
    for (int i = -1; i < repetitions; ++i) { // the first is not counted: caches, the browser's profile
        const Start console = startConsole(stack);
        const Start browser = web.missing().isEmpty() ? startBrowser(web) : Start();
        if (!console.isWhole() || (web.missing().isEmpty() && !browser.isWhole())) {
            std::fputs("a window or its lines were not seen\n", stderr);
            return 1;
        }
        if (i < 0)
            continue;
        ours << console;
        theirs << browser;
    }
    table.within(u"start to painted lines, running Prometheus"_s, median(ours, &Start::linesMs), u"the limit"_s, 1000, u"ms"_s, 1);
    if (web.missing().isEmpty()) {
        const QString peer = u"Chromium with four uPlots"_s;
        table.less(u"start to first frame"_s, median(ours, &Start::frameMs), peer, median(theirs, &Start::linesMs), u"ms"_s, 4);
        table.less(u"memory after the start"_s, median(ours, &Start::memoryMb), peer, median(theirs, &Start::memoryMb), u"MB"_s, 4);
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("ANDON_SECRET_SANDBOX", "bench-token");
    XDisplay display;
    if (!display.isUp()) {
        std::fputs("no X display: are xvfb and openbox installed?\n", stderr);
        return 1;
    }
    QApplication application(argc, argv);
    QCommandLineParser options;
    options.addOptions({{u"json"_s, u"One JSON object a row."_s},
                        {u"web"_s, u"Measure Chromium too; <folder> is where npm has installed uplot."_s, u"folder"_s},
                        {u"repetitions"_s, u"Of every contestant."_s, u"n"_s, u"5"_s}});
    options.addHelpOption();
    options.process(application);
    BenchTable table(argc, argv);
    return measure(table, options.value(u"web"_s), std::max(1, options.value(u"repetitions"_s).toInt()));
}

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// andon-bench: the plots beside plain QCustomPlot, Qt Charts and, where it is asked for, uPlot in Chromium. Asserts nothing.
#include "tests/bench/BenchData.h"
#include "tests/bench/FrameRun.h"
#include "tests/bench/PlotRows.h"
#include "tests/support/XDisplay.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QProcess>

#include <cstdio>
#include <memory>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// Runs a bench program that stands beside this one and prints the same table.
bool addRowsOf(const BenchTable &table, const QString &program, const QStringList &arguments)
{
    const QString path = QCoreApplication::applicationDirPath() + u'/' + program;
    if (!QFile::exists(path)) {
        table.note(u"no rows of %1: it is not built"_s.arg(program));
        return true;
    }
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(path, arguments);
    process.waitForFinished(-1);
    return process.exitStatus() == QProcess::NormalExit;
}

int measure(const QCommandLineParser &options, BenchTable &table)
{
    std::unique_ptr<XDisplay> display;
    if (options.isSet(u"offscreen"_s)) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    } else {
        display = std::make_unique<XDisplay>();
        if (!display->isUp()) {
            std::fputs("no X display: are xvfb and openbox installed?\n", stderr);
            return 1;
        }
    }
    const QTemporaryDir runtime;
    if (qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR"))
        qputenv("XDG_RUNTIME_DIR", runtime.path().toLocal8Bit());
    // Qt waits 5 ms before it paints what was asked for: real, but no work.
    qputenv("QT_QPA_UPDATE_IDLE_TIME", "0");
    BenchServer server;
    if (!server.start()) {
        std::fputs("nginx did not start\n", stderr);
        return 1;
    }
    const WebPeer web(options.isSet(u"offscreen"_s) || options.isSet(u"cpu"_s) ? QString() : options.value(u"web"_s), server);
    BenchEffort effort;
    effort.repetitions = std::max(1, options.value(u"repetitions"_s).toInt());
    effort.frames = std::clamp(options.value(u"frames"_s).toInt(), 5, 120);
    effort.processorTime = options.isSet(u"cpu"_s);
    bool good = addPlotRows(table, server, web, effort);
    if (!options.isSet(u"plots"_s)) {
        const QStringList json = options.isSet(u"json"_s) ? QStringList{u"--json"_s} : QStringList();
        good = addRowsOf(table, u"bench_Decode"_s, json) && good;
        if (display)
            good = addRowsOf(table, u"bench_Start"_s, json + QStringList{u"--web"_s, options.value(u"web"_s)}) && good;
    }
    if (!good)
        std::fputs("a contestant gave no figures\n", stderr);
    return good ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    QCommandLineParser options;
    options.addOptions({{u"json"_s, u"One JSON object a row."_s},
                        {u"plots"_s, u"The rows of the plots alone."_s},
                        {u"cpu"_s, u"Frames in processor time, for a busy machine; without a browser."_s},
                        {u"offscreen"_s, u"Without a window system, and without a browser."_s},
                        {u"web"_s, u"Measure Chromium too; <folder> is where npm has installed uplot."_s, u"folder"_s},
                        {u"repetitions"_s, u"Of every contestant."_s, u"n"_s, u"5"_s},
                        {u"frames"_s, u"Of every scenario, 5 to 120."_s, u"n"_s, u"60"_s},
                        {u"contestant"_s, u"Runs one contestant in this process."_s, u"name"_s},
                        {u"data"_s, u"Its file."_s, u"file"_s},
                        {u"scenarios"_s, u"Its scenarios."_s, u"list"_s},
                        {u"picture"_s, u"Saves its last frame."_s, u"file"_s},
                        {u"make"_s, u"Writes the data set ds2 or ds3 to the file of --data."_s, u"set"_s},
                        {u"query"_s, u"Runs query to pixels in this process."_s, u"url"_s}});
    options.addHelpOption();
    if (arguments.contains(u"--contestant"_s) || arguments.contains(u"--query"_s)) {
        QApplication application(argc, argv);
        options.process(arguments);
        return options.isSet(u"query"_s)
            ? runQuery(options.value(u"query"_s))
            : runContestant(options.value(u"contestant"_s), options.value(u"data"_s),
                            options.value(u"scenarios"_s).split(u',', Qt::SkipEmptyParts), options.value(u"frames"_s).toInt(),
                            options.isSet(u"cpu"_s) ? FrameClock::Processor : FrameClock::Wall, options.value(u"picture"_s));
    }
    QCoreApplication application(argc, argv);
    options.process(arguments);
    if (options.isSet(u"make"_s))
        return writeBenchData(options.value(u"data"_s), benchShape(options.value(u"make"_s))) ? 0 : 1;
    BenchTable table(argc, argv);
    return measure(options, table);
}

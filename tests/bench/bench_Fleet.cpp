// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The board over 200 services: the console as a whole beside a source that answers, and the board alone while it is scrolled.
#include "tests/bench/BenchTable.h"
#include "tests/bench/FleetStack.h"
#include "tests/bench/FrameFigures.h"
#include "tests/support/Programs.h"
#include "tests/support/XDisplay.h"
#include "tests/ui/fleet/FleetFake.h"
#include "ui/common/Theme.h"
#include "ui/fleet/FleetPanel.h"
#include "ui/fleet/FleetTable.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QHeaderView>
#include <QProcess>
#include <QScreen>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTest>

#include <cstdio>
#include <unistd.h>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr int services = 200;
constexpr qint64 now = 1'795'437'360'000;
constexpr double coreShare = 15;     ///< percent
constexpr double mostMemoryMb = 300;
constexpr double frameMs = 16;

/// Processor seconds that a process has used.
double processorSeconds(qint64 pid)
{
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(')').last().simplified().split(' ');
    return (fields.value(11).toDouble() + fields.value(12).toDouble()) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

void wholeConsole(BenchTable &table)
{
    static constexpr int settleMs = 40'000, windowMs = 60'000;
    FleetStack stack;
    if (!stack.start(services)) {
        table.note(u"the workspace of the fleet could not be written"_s);
        return;
    }
    QProcess console;
    console.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    console.start(builtProgram(u"andon"_s), {u"--workspace"_s, stack.path, u"--journal"_s, stack.journalPath, u"--size"_s, u"1600x1000"_s,
                                            u"--theme"_s, u"light"_s});
    QTest::qWait(settleMs); // the history of each is read by then
    if (console.state() != QProcess::Running) {
        table.note(u"the console ended before it was measured"_s);
        return;
    }
    stack.source.restart();
    const double before = processorSeconds(console.processId());
    QTest::qWait(windowMs);
    const double share = 100 * (processorSeconds(console.processId()) - before) / (windowMs / 1000.0);
    const double polls = stack.source.answers() * 1000.0 / windowMs;
    table.within(u"200 services: processor"_s, share, u"the goal"_s, coreShare, u"% of a core"_s, 1);
    table.within(u"200 services: memory"_s, treeMemoryMb(console.processId()), u"the goal"_s, mostMemoryMb, u"MB"_s, 1);
    table.less(u"200 services: polls a second"_s, polls, u"one a line in 5 s"_s, services * 4 / 5.0, u"polls"_s, 0);
    console.terminate();
    if (!console.waitForFinished(5000))
        console.kill();
    console.waitForFinished(1000);
}

/// The same words in Qt's own table.
QTableView *plainTable(const FleetModel &model)
{
    auto *items = new QStandardItemModel(model.rowCount(), model.columnCount());
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column)
            items->setItem(row, column, new QStandardItem(model.index(row, column).data().toString()));
    }
    auto *table = new QTableView;
    items->setParent(table);
    table->setModel(items);
    table->verticalHeader()->hide();
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    return table;
}

/// Milliseconds of each frame while the table is scrolled to its end and back.
std::vector<double> scrolled(QTableView &table)
{
    std::vector<double> frames;
    QScrollBar &bar = *table.verticalScrollBar();
    const int step = 37; // no multiple of a row
    QElapsedTimer watch;
    for (int turn = 0; turn < 2; ++turn) {
        for (int at = 0; at < bar.maximum(); at += step) {
            watch.start();
            bar.setValue(turn == 0 ? at : bar.maximum() - at);
            table.viewport()->repaint();
            frames.push_back(static_cast<double>(watch.nsecsElapsed()) / 1e6);
        }
    }
    return frames;
}

void scrolling(BenchTable &table)
{
    FleetPanel panel;
    panel.resize(1600, 1000);
    panel.setRows(FleetFake(services, now).rows(), now);
    panel.show();
    QTest::qWait(300);
    const std::unique_ptr<QTableView> plain(plainTable(panel.model()));
    plain->resize(1600, 1000);
    plain->show();
    QTest::qWait(300);
    scrolled(panel.table());
    const std::vector<double> ours = scrolled(panel.table());
    const std::vector<double> peer = scrolled(*plain);
    table.within(u"scrolling: a frame, p95"_s, quantile(ours, 0.95), u"the goal"_s, frameMs, u"ms"_s, 1);
    table.less(u"scrolling: a frame, median"_s, quantile(ours, 0.5), u"QTableView, the same words"_s, quantile(peer, 0.5), u"ms"_s, 0);
    QElapsedTimer watch;
    std::vector<double> taken;
    for (int i = 0; i < 20; ++i) {
        const QList<FleetRow> rows = FleetFake(services, now + i * 5000).rows();
        watch.start();
        panel.setRows(rows, now + i * 5000);
        panel.table().viewport()->repaint();
        taken.push_back(static_cast<double>(watch.nsecsElapsed()) / 1e6);
    }
    // Every line is another one here; in a second of the console a fifth of them is.
    table.less(u"all rows anew, median"_s, quantile(taken, 0.5), u"QTableView, a frame"_s, quantile(peer, 0.5), u"ms"_s, 0);
}

} // namespace

int main(int argc, char **argv)
{
    const XDisplay display;
    if (!display.isUp()) {
        std::fputs("no X display: are xvfb and openbox installed?\n", stderr);
        return 1;
    }
    QApplication application(argc, argv);
    applyTheme(application, ThemeKind::Light);
    BenchTable table(argc, argv);
    scrolling(table);
    if (!application.arguments().contains(u"--scrolling"_s))
        wholeConsole(table);
    return 0;
}

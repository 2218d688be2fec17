// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// 10,000 alarms at once: what the GUI thread does from a decoded answer to a painted list, beside a plain item model of the
// same words that is filled anew.
#include "app/adapters/prometheus/AlertAnswer.h"
#include "app/base/AllocatorLimits.h"
#include "tests/bench/BenchTable.h"
#include "ui/alerts/AlertWords.h"
#include "ui/alerts/AlertsPanel.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QStandardItemModel>
#include <QTest>

#include <algorithm>
#include <future>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr int alarms = 10'000;
constexpr double guiMs = 50;
constexpr int rounds = 15;

/// What a Prometheus answers; `round` changes every value.
QByteArray answerOf(int round)
{
    QByteArray body = "{\"status\":\"success\",\"data\":{\"alerts\":[";
    for (int i = 0; i < alarms; ++i) {
        const QByteArray number = QByteArray::number(i);
        body += QByteArray(i > 0 ? "," : "") + "{\"labels\":{\"alertname\":\"Storm\",\"instance\":\"10.0.0." + number
            + ":9100\",\"job\":\"node\",\"service\":\"chat\",\"severity\":\"" + (i % 3 == 0 ? "critical" : "warning") + "\",\"version\":\"v"
            + QByteArray::number(i % 40) + "\",\"andon_action\":\"rollback\"},\"annotations\":{\"summary\":\"storm " + number
            + "\"},\"state\":\"firing\",\"activeAt\":\"2026-11-29T12:00:00Z\",\"value\":\"" + QByteArray::number(1.0 + (i * 7 + round * 13) % 100) + "\"}";
    }
    return body + "]}}";
}

/// In a thread of its own, as the console does: the GUI thread pays for what another one allocated, and for nothing else.
AlertAnswer decodedAway(int round)
{
    return std::async(std::launch::async, [round] { return *decodeAlerts(answerOf(round), {}, u"bench"_s); }).get();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

struct Stack {
    SystemClock clock;
    AlertDesk desk{clock, {}, {{u"chat"_s, {}, {}, {Verb::Rollback}}}, {u"metrics"_s}};
    AlertsPanel panel;

    Stack()
    {
        desk.setRules(u"metrics"_s, {{u"Storm"_s, u"g"_s, u"load > 1"_s}});
        desk.recall({});
        QObject::connect(&desk, &AlertDesk::changed, [this] { panel.setAlerts(desk.alerts(), toMs(clock.now())); });
        panel.resize(1280, 640);
        panel.show();
        QTest::qWait(200);
    }
    /// Milliseconds of the GUI thread until the list is painted.
    double take(const AlertAnswer &answer)
    {
        QElapsedTimer watch;
        watch.start();
        desk.take({u"metrics"_s, Freshness::Live, answer, {}});
        panel.table().viewport()->repaint();
        return static_cast<double>(watch.nsecsElapsed()) / 1e6;
    }
};

/// The same words in rows of Qt's own model.
double fillPlainly(QStandardItemModel &model, const QList<AlertPointer> &rows, qint64 nowMs)
{
    QElapsedTimer watch;
    watch.start();
    model.clear();
    for (const AlertPointer &row : rows) {
        model.appendRow({new QStandardItem(stateTitle(*row)), new QStandardItem(alertTitle(*row)), new QStandardItem(alertNumbers(*row)),
                         new QStandardItem(alertAge(*row, nowMs)), new QStandardItem(alertSources(*row))});
    }
    return static_cast<double>(watch.nsecsElapsed()) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    setAllocatorLimits();
    QApplication application(argc, argv);
    applyTheme(application, ThemeKind::Light);
    BenchTable table(argc, argv);
    std::vector<double> first, same, changed, gone, plain, decoded;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer watch;
        watch.start();
        const AlertAnswer one = decodedAway(0);
        decoded.push_back(static_cast<double>(watch.nsecsElapsed()) / 1e6);
        const AlertAnswer again = decodedAway(0), other = decodedAway(round + 1);
        Stack stack;
        first.push_back(stack.take(one));
        QStandardItemModel model;
        plain.push_back(fillPlainly(model, stack.desk.alerts(), 0));
        same.push_back(stack.take(again));
        changed.push_back(stack.take(other));
        gone.push_back(stack.take({}));
    }
    const QString peer = u"QStandardItemModel filled anew"_s;
    table.note(u"decoding 10,000 alarms away from the GUI thread: %1 ms"_s.arg(median(decoded), 0, 'f', 1));
    table.within(u"10,000 alarms at once: GUI thread"_s, median(first), u"the goal"_s, guiMs, u"ms"_s, 1);
    table.within(u"10,000 alarms, every value another: GUI thread"_s, median(changed), u"the goal"_s, guiMs, u"ms"_s, 1);
    table.within(u"10,000 alarms over at once: GUI thread"_s, median(gone), u"the goal"_s, guiMs, u"ms"_s, 1);
    table.less(u"10,000 alarms at once"_s, median(first), peer, median(plain), u"ms"_s, 0);
    table.less(u"10,000 alarms, nothing new"_s, median(same), peer, median(plain), u"ms"_s, 0);
    return table.allMet() ? 0 : 1;
}

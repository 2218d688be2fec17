// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/PlotRows.h"

#include "tests/bench/BenchData.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>

#include <algorithm>
#include <random>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// One configuration that is measured again and again.
struct Job {
    QString contestant; ///< "uplot" is the browser
    QString data;       ///< "query": from a request to pixels
    QStringList scenarios;
    int frames = 60;
    int repetitions = 5;
    [[nodiscard]] QString key() const { return contestant + u'/' + data; }
};

/// Medians over the repetitions, of what each run's quantiles were.
class Results {
public:
    void add(const QString &key, const FrameFigures &figures) { m_runs[key].append(figures); }
    [[nodiscard]] bool has(const QString &key) const { return m_runs.contains(key); }
    [[nodiscard]] double frame(const QString &key, const QString &scenario, double share = 0.5) const
    {
        std::vector<double> of;
        for (const FrameFigures &run : m_runs.value(key)) {
            if (run.frames.contains(scenario))
                of.push_back(quantile(run.frames[scenario], share));
        }
        return quantile(of, 0.5);
    }
    [[nodiscard]] double cold(const QString &key) const { return over(key, &FrameFigures::coldMs); }
    [[nodiscard]] double memory(const QString &key) const { return over(key, &FrameFigures::memoryMb); }

private:
    [[nodiscard]] double over(const QString &key, double FrameFigures::*field) const
    {
        std::vector<double> of;
        for (const FrameFigures &run : m_runs.value(key))
            of.push_back(run.*field);
        return quantile(of, 0.5);
    }
    QMap<QString, QList<FrameFigures>> m_runs;
};

QList<Job> jobs(const BenchEffort &effort, bool web)
{
    const QStringList all{u"append"_s, u"pan"_s, u"zoom"_s};
    const QStringList withCrosshair = all + QStringList{u"crosshair"_s};
    const int frames = effort.frames, repetitions = effort.repetitions;
    QList<Job> jobs{{u"andon"_s, u"ds2"_s, withCrosshair, frames, repetitions},
                    {u"qcustomplot"_s, u"ds2"_s, withCrosshair, frames, repetitions},
                    {u"blank"_s, u"ds2"_s, withCrosshair, frames, repetitions},
                    {u"andon-pen1"_s, u"ds2"_s, all, frames, repetitions},
                    {u"andon-pen2"_s, u"ds2"_s, all, frames, repetitions},
                    {u"qtcharts"_s, u"ds2"_s, all, std::min(frames, 6), std::min(repetitions, 3)},
                    {u"andon"_s, u"ds3"_s, all, frames, repetitions},
                    {u"qcustomplot"_s, u"ds3"_s, all, frames, repetitions},
                    {u"blank"_s, u"ds3"_s, all, frames, repetitions},
                    {u"andon"_s, u"query"_s, {}, 1, 2 * repetitions}};
    if (web) {
        jobs << Job{u"uplot"_s, u"ds2"_s, withCrosshair, frames, repetitions} << Job{u"uplot"_s, u"ds3"_s, all, frames, repetitions}
             << Job{u"uplot"_s, u"query"_s, {}, 1, repetitions};
    }
    return jobs;
}

FrameFigures runJob(const Job &job, const BenchServer &server, const WebPeer &web, bool processorTime)
{
    if (job.contestant == u"uplot") {
        return web.run(job.data == u"query" ? u"mode=query"_s
                                            : u"data=%1.bin&scenarios=%2&frames=%3"_s.arg(job.data, job.scenarios.join(u',')).arg(job.frames));
    }
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const QStringList clock = processorTime ? QStringList{u"--cpu"_s} : QStringList();
    process.start(QCoreApplication::applicationFilePath(),
                  job.data == u"query" ? QStringList{u"--query"_s, server.url()}
                                       : clock + QStringList{u"--contestant"_s, job.contestant, u"--data"_s, server.path(job.data + u".bin"_s),
                                                     u"--scenarios"_s, job.scenarios.join(u','), u"--frames"_s, QString::number(job.frames)});
    process.waitForFinished(300'000);
    return frameFiguresOf(process.readAllStandardOutput());
}

struct Goal {
    const char *scenario;
    const char *peer;
    double times;
};

/// A configuration of ours beside another, of ours or of a peer.
void addFrames(BenchTable &table, const Results &results, const QString &data, const QString &shape, const QList<Goal> &goals)
{
    for (const Goal &goal : goals) {
        const QString scenario = QString::fromLatin1(goal.scenario), peer = QString::fromLatin1(goal.peer) + u'/' + data;
        if (results.has(peer))
            table.less(scenario + u", "_s + shape, results.frame(u"andon/"_s + data, scenario), QString::fromLatin1(goal.peer),
                       results.frame(peer, scenario), u"ms"_s, goal.times);
    }
}

void addCeilings(BenchTable &table, const Results &results, const QString &data, const QString &shape)
{
    for (const QString &scenario : {u"append"_s, u"pan"_s, u"zoom"_s}) {
        const double p95 = results.frame(u"andon/"_s + data, scenario, 0.95);
        table.within(u"%1 p95, %2"_s.arg(scenario, shape), p95, u"the limit"_s, 8, u"ms"_s, 1);
        table.within(u"%1 p95, %2"_s.arg(scenario, shape), p95, u"a blank frame"_s, results.frame(u"blank/"_s + data, scenario), u"ms"_s, 6);
    }
}

void addMemory(BenchTable &table, const Results &results, const QString &data, const QString &shape)
{
    for (const QString &name : {u"qcustomplot"_s, u"uplot"_s}) {
        const QString peer = name + u'/' + data;
        if (!results.has(peer))
            continue;
        table.less(u"file to first frame, "_s + shape, results.cold(u"andon/"_s + data), name, results.cold(peer), u"ms"_s, 0);
        table.less(u"memory, "_s + shape, results.memory(u"andon/"_s + data), name, results.memory(peer), u"MB"_s, 0);
    }
}

void addRows(BenchTable &table, const Results &results)
{
    const QString small = u"4x8x11,000"_s, large = u"4x2x1,000,000"_s;
    addFrames(table, results, u"ds2"_s, small,
              {{"append", "qcustomplot", 4}, {"append", "uplot", 8}, {"append", "qtcharts", 50}, {"pan", "qcustomplot", 4}, {"pan", "uplot", 8},
               {"pan", "qtcharts", 50}, {"zoom", "qcustomplot", 0}, {"zoom", "uplot", 2}, {"zoom", "qtcharts", 0}});
    if (results.has(u"uplot/ds2"_s))
        table.less(u"zoom p95, "_s + small, results.frame(u"andon/ds2"_s, u"zoom"_s, 0.95), u"uplot, p95"_s,
                   results.frame(u"uplot/ds2"_s, u"zoom"_s, 0.95), u"ms"_s, 4);
    addFrames(table, results, u"ds3"_s, large,
              {{"append", "qcustomplot", 15}, {"append", "uplot", 20}, {"pan", "qcustomplot", 10}, {"pan", "uplot", 10},
               {"zoom", "qcustomplot", 0}, {"zoom", "uplot", 0}});
    addCeilings(table, results, u"ds2"_s, small);
    addCeilings(table, results, u"ds3"_s, large);
    for (const QString &scenario : {u"append"_s, u"pan"_s, u"zoom"_s})
        table.within(u"pen 2, %1, %2"_s.arg(scenario, small), results.frame(u"andon-pen2/ds2"_s, scenario), u"pen 1"_s,
                     results.frame(u"andon-pen1/ds2"_s, scenario), u"ms"_s, 1.6);
    addFrames(table, results, u"ds2"_s, small, {{"crosshair", "qcustomplot", 10}, {"crosshair", "uplot", 0}});
    addMemory(table, results, u"ds2"_s, small);
    addMemory(table, results, u"ds3"_s, large);
    if (!results.has(u"uplot/query"_s))
        return;
    const auto query = [&](const char *key) { return results.frame(QString::fromLatin1(key), u"query"_s); };
    const QString web = u"fetch + JSON.parse + uplot"_s;
    table.less(u"query to pixels, 352,000 points"_s, query("andon/query"), web, query("uplot/query"), u"ms"_s, 6);
    table.less(u"query to pixels, memory"_s, results.memory(u"andon/query"_s), web, results.memory(u"uplot/query"_s), u"MB"_s, 6);
}

} // namespace

bool addPlotRows(BenchTable &table, const BenchServer &server, const WebPeer &web, const BenchEffort &effort)
{
    if (!writeBenchData(server.path(u"ds2.bin"_s), benchShape(u"ds2"_s)) || !writeBenchData(server.path(u"ds3.bin"_s), benchShape(u"ds3"_s))
        || !QDir().mkpath(server.path(u"api/v1"_s)) || !writeBenchAnswer(server.path(u"api/v1/query_range"_s), benchShape(u"ds2"_s)))
        return false;
    if (!web.missing().isEmpty())
        table.note(u"no rows of a browser: "_s + web.missing());
    const QList<Job> all = jobs(effort, web.missing().isEmpty());
    Results results;
    std::mt19937 order(42);
    bool good = true;
    const int most = 2 * effort.repetitions;
    for (int repetition = 0; repetition < most; ++repetition) {
        QList<Job> now;
        std::copy_if(all.begin(), all.end(), std::back_inserter(now), [&](const Job &job) { return repetition < job.repetitions; });
        std::shuffle(now.begin(), now.end(), order);
        for (const Job &job : now) {
            const FrameFigures figures = runJob(job, server, web, effort.processorTime);
            if (!figures.empty())
                results.add(job.key(), figures);
            else if (job.contestant != u"uplot")
                good = false;
        }
    }
    addRows(table, results);
    return good;
}

} // namespace andon

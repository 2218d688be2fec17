// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/FrameRun.h"

#include "app/adapters/http/IoThread.h"
#include "app/adapters/prometheus/PrometheusClient.h"
#include "tests/bench/FrameFigures.h"
#include "tests/bench/OurPlots.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QGuiApplication>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr int warmFrames = 3; ///< not counted, of each scenario

/// Sees which of the canvases have painted.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(FrameClock clock) : m_clock(clock) {}
    void watch(const QList<QWidget *> &canvases)
    {
        m_canvases = canvases;
        for (QWidget *canvas : canvases)
            canvas->installEventFilter(this);
    }
    [[nodiscard]] double now() const ///< milliseconds
    {
        timespec time{};
        ::clock_gettime(m_clock == FrameClock::Processor ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }
    /// Milliseconds from the call until every canvas has painted and the X server has answered.
    template<typename Call>
    double frame(const Call &call)
    {
        QElapsedTimer watch;
        watch.start();
        const double before = now();
        m_painted.clear();
        call();
        while (m_painted.size() < m_canvases.size() && watch.elapsed() < 60'000)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        QGuiApplication::sync();
        return now() - before;
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            m_painted.insert(watched);
        return false;
    }

private:
    FrameClock m_clock;
    QList<QWidget *> m_canvases;
    QSet<QObject *> m_painted;
};

/// The view of one frame: from and to as shares of all points.
struct Window {
    double from = 0;
    double to = 1;
};

Window windowOf(const QString &scenario, int frame, int frames)
{
    if (scenario == u"pan") {
        const double at = 0.005 * (frame % 100);
        return {at, at + 0.5};
    }
    // 100 % -> 1 % -> 100 %, by equal factors.
    const double way = 1 - std::abs(2.0 * frame / std::max(1, frames - 1) - 1);
    const double width = std::pow(0.01, way);
    return {0.5 - width / 2, 0.5 + width / 2};
}

std::vector<double> runScenario(BenchPlots &plots, PaintWatch &watch, const BenchShape &shape, const QString &scenario, int frames)
{
    const auto at = [&](double share) { return shape.timeMs(std::llround(share * (shape.points - 1))); };
    std::vector<double> times;
    if (scenario == u"crosshair")
        watch.frame([&] { plots.view(at(0), at(1)); });
    for (int i = -warmFrames; i < frames; ++i) {
        const int frame = std::max(0, i);
        const double took = watch.frame([&] {
            if (scenario == u"append")
                plots.append();
            else if (scenario == u"crosshair")
                plots.crosshair(at(0.2 + 0.005 * (i + warmFrames)));
            else {
                const Window window = windowOf(scenario, frame, frames);
                plots.view(at(window.from), at(window.to) + (i < 0 ? i * shape.stepMs : 0));
            }
        });
        if (i >= 0)
            times.push_back(took);
    }
    return times;
}

void say(const FrameFigures &figures)
{
    nlohmann::json json;
    json["cold"] = figures.coldMs;
    json["memory"] = figures.memoryMb;
    for (const auto &[scenario, frames] : figures.frames.asKeyValueRange())
        json["frames"][scenario.toStdString()] = frames;
    std::printf("%s\n", json.dump().c_str());
}

void place(BenchPlots &plots)
{
    plots.setWindowFlag(Qt::FramelessWindowHint);
    plots.resize(1600, 1000);
    plots.move(0, 0);
}

} // namespace

int runContestant(const QString &name, const QString &dataFile, const QStringList &scenarios, int frames, FrameClock clock,
                  const QString &picture)
{
    BenchFile file(dataFile);
    const std::unique_ptr<BenchPlots> plots = makeBenchPlots(name);
    if (!file.isOpen() || !plots)
        return 1;
    place(*plots);
    FrameFigures figures;
    PaintWatch watch(clock);
    const double begun = watch.now();
    plots->load(file);
    watch.watch(plots->canvases());
    watch.frame([&] { plots->show(); });
    figures.coldMs = watch.now() - begun;
    // The window is mapped and exposed once more before anything is measured.
    QElapsedTimer settle;
    settle.start();
    while (settle.elapsed() < 300)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    for (const QString &scenario : scenarios)
        figures.frames[scenario] = runScenario(*plots, watch, file.shape(), scenario, std::min(frames, file.shape().extra - warmFrames));
    figures.memoryMb = treeMemoryMb(QCoreApplication::applicationPid());
    say(figures);
    return picture.isEmpty() || plots->grab().save(picture) ? 0 : 1;
}

int runQuery(const QString &url)
{
    OurPlots plots(BenchPen::Product);
    place(plots);
    plots.showRows(4);
    PaintWatch watch(FrameClock::Wall);
    watch.watch(plots.canvases());
    watch.frame([&] { plots.QWidget::show(); });
    QElapsedTimer settle;
    settle.start();
    while (settle.elapsed() < 400)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    IoThread io;
    PrometheusClient client(io, QUrl(url));
    FrameFigures figures;
    QString failure;
    const BenchShape shape = benchShape(u"ds2"_s);
    QElapsedTimer total;
    total.start();
    std::optional<MetricsAnswer> answer;
    client.queryRange({u"andon_bench"_s, shape.timeMs(0), shape.timeMs(shape.points - 1), shape.stepMs}, &plots,
                      [&](Result<MetricsAnswer> result) {
                          if (result)
                              answer = std::move(*result);
                          else
                              failure = result.error().message();
                      });
    while (!answer && failure.isEmpty() && total.elapsed() < 60'000)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    if (!answer) {
        std::fprintf(stderr, "no answer: %s\n", qPrintable(failure));
        return 1;
    }
    figures.frames[u"answer"_s] = {static_cast<double>(total.nsecsElapsed()) / 1e6};
    watch.frame([&] { plots.showAnswer(*answer); });
    figures.frames[u"query"_s] = {static_cast<double>(total.nsecsElapsed()) / 1e6};
    answer.reset();
    figures.memoryMb = treeMemoryMb(QCoreApplication::applicationPid());
    say(figures);
    return 0;
}

} // namespace andon

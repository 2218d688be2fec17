// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/IoThread.h"
#include "app/adapters/prometheus/PrometheusClient.h"
#include "app/lines/LinePoller.h"
#include "app/lines/SourceQueue.h"
#include "tests/bench/BenchTable.h"
#include "tests/bench/MatrixServer.h"
#include "tests/support/Heartbeat.h"
#include "tests/support/ManualClock.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <algorithm>
#include <ctime>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 stepMs = 5000;
constexpr qint64 windowMs = 6 * 3'600'000;
constexpr int bigSeries = 32;
constexpr qint64 bigPoints = 9900; ///< about 10 MB

double threadCpuUs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

/// How a console without a store does it: QNetworkAccessManager and QJsonDocument in the GUI thread, the whole window anew.
class PlainPoller {
public:
    explicit PlainPoller(const QUrl &url)
        : m_url(url)
    {
        m_url.setPath(u"/api/v1/query_range"_s);
    }
    /// Samples of the answer.
    std::size_t poll(int series, qint64 startMs, qint64 endMs, qint64 step)
    {
        QNetworkRequest request(m_url);
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
        QNetworkReply *reply = m_network.post(request, "query=" + QByteArray::number(series) + "%20series&start=" + QByteArray::number(startMs / 1000)
                                              + "&end=" + QByteArray::number(endMs / 1000) + "&step=" + QByteArray::number(step / 1000));
        QEventLoop loop;
        std::size_t samples = 0;
        QObject::connect(reply, &QNetworkReply::finished, &loop, [&] {
            const QJsonDocument document = QJsonDocument::fromJson(reply->readAll());
            for (const QJsonValue &one : document[u"data"_s][u"result"_s].toArray()) {
                const QJsonArray values = one[u"values"_s].toArray();
                std::vector<double> numbers;
                for (const QJsonValue &value : values)
                    numbers.push_back(value[1].toString().toDouble());
                samples += numbers.size();
            }
            loop.quit();
        });
        loop.exec();
        reply->deleteLater();
        return samples;
    }

private:
    QUrl m_url;
    QNetworkAccessManager m_network;
};

LinePlan planOf(int indicators, int series)
{
    LinePlan plan;
    plan.name = u"chat"_s;
    plan.versionLabel = u"version"_s;
    plan.stepMs = stepMs;
    plan.intervalMs = 1;
    plan.historyMs = windowMs;
    for (int i = 0; i < indicators; ++i) {
        Indicator indicator;
        indicator.id = indicator.title = u"i%1"_s.arg(i);
        indicator.query = u"%1 series"_s.arg(series);
        indicator.headline = true;
        plan.indicators << indicator;
    }
    return plan;
}

struct PollFigures {
    double bytesPerPoll = 0;
    double guiUsPerPoll = 0;
};

/// Rounds of four indicators with two versions, one new point a round; the history is there before they are counted.
PollFigures pollOurs(MatrixServer &server, int rounds)
{
    ManualClock clock;
    IoThread io;
    PrometheusClient client(io, server.url(), Secret(), true);
    SourceQueue queue(client);
    LinePoller poller(queue, clock, planOf(4, 2));
    poller.setPixelWidth(8192);
    QEventLoop loop;
    bool counting = false;
    int ended = 0;
    QObject::connect(&poller, &LinePoller::backfillChanged, &loop, [&](int, int of) {
        if (of == 0 && !counting)
            loop.quit();
    });
    QObject::connect(&poller, &LinePoller::roundEnded, &loop, [&] {
        if (!counting)
            return;
        // The wall clock alone: the schedule, whose interval is a millisecond here, is not to see a sleep.
        clock.jumpTo(clock.now() + std::chrono::milliseconds(stepMs));
        if (++ended == rounds)
            loop.quit();
    });
    poller.start();
    loop.exec();
    counting = true;
    server.restart();
    const double before = threadCpuUs();
    loop.exec();
    const double polls = server.answers();
    return {static_cast<double>(server.bytes()) / polls, (threadCpuUs() - before) / polls};
}

PollFigures pollPlain(MatrixServer &server, int polls)
{
    const qint64 now = toMs(ManualClock().now()) / stepMs * stepMs;
    PlainPoller plain(server.url());
    plain.poll(2, now - windowMs, now, stepMs);
    server.restart();
    const double before = threadCpuUs();
    for (int i = 0; i < polls; ++i)
        plain.poll(2, now - windowMs + i * stepMs, now + i * stepMs, stepMs);
    return {static_cast<double>(server.bytes()) / polls, (threadCpuUs() - before) / polls};
}

/// The longest time that the GUI thread's event loop stood still during an answer of 10 MB, and what the machine owed.
double gapOurs(MatrixServer &server, double &idle)
{
    ManualClock clock;
    IoThread io;
    PrometheusClient client(io, server.url(), Secret(), true);
    LineStore store(bigPoints * stepMs);
    Heartbeat heart;
    QEventLoop loop;
    RangeQuery query{u"%1 series"_s.arg(bigSeries), toMs(clock.now()) / stepMs * stepMs, 0, stepMs};
    query.endMs = query.startMs + (bigPoints - 1) * stepMs;
    Indicator big;
    big.id = big.title = u"big"_s;
    big.query = query.query;
    heart.restart();
    client.queryRange(query, &loop, [&](const Result<MetricsAnswer> &answer) {
        if (const auto versions = answer ? foldVersions(*answer, u"version"_s, big) : tl::unexpected(answer.error()))
            store.merge(u"big"_s, *versions, {query.startMs, query.endMs, query.stepMs}, LineStore::Part::Tail);
        else
            qWarning("%s", qPrintable(versions.error().message()));
        loop.quit();
    });
    loop.exec();
    idle = heart.longestIdleGapMs();
    return heart.longestBlockMs();
}

double gapPlain(MatrixServer &server)
{
    const qint64 start = toMs(ManualClock().now()) / stepMs * stepMs;
    PlainPoller plain(server.url());
    Heartbeat heart;
    heart.restart();
    plain.poll(bigSeries, start, start + (bigPoints - 1) * stepMs, stepMs);
    return heart.longestBlockMs();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication program(argc, argv);
    BenchTable table(argc, argv);
    MatrixServer server;
    std::vector<double> ours, plain;
    PollFigures ourPolls, plainPolls;
    for (int i = 0; i < 5; ++i) {
        ourPolls = pollOurs(server, 250);
        plainPolls = pollPlain(server, 20);
        ours.push_back(ourPolls.guiUsPerPoll);
        plain.push_back(plainPolls.guiUsPerPoll);
    }
    table.within(u"bytes of a refresh, 6 h at 5 s, 2 versions"_s, ourPolls.bytesPerPoll, u"the whole window"_s, plainPolls.bytesPerPoll, u"bytes"_s, 0.02);
    table.within(u"GUI thread a poll (processor time)"_s, median(ours), u"the goal"_s, 10, u"us"_s, 1);
    table.less(u"GUI thread a poll, with what it is compared"_s, median(ours), u"QNAM + QJsonDocument in it, whole window"_s, median(plain), u"us"_s, 0);
    std::vector<double> ourGaps, plainGaps, idleGaps;
    for (int i = 0; i < 5; ++i) {
        double idle = 0;
        ourGaps.push_back(gapOurs(server, idle));
        plainGaps.push_back(gapPlain(server));
        idleGaps.push_back(idle);
    }
    table.note(u"The machine itself let a thread that only sleeps wait up to %1 ms (median %2 ms)."_s
                   .arg(*std::max_element(idleGaps.begin(), idleGaps.end()), 0, 'f', 1).arg(median(idleGaps), 0, 'f', 1));
    table.within(u"longest GUI gap, GET and decode and merge of 10 MB"_s, median(ourGaps), u"the goal"_s, 16, u"ms"_s, 1);
    table.less(u"longest GUI gap, with what it is compared"_s, median(ourGaps), u"QNAM + QJsonDocument in it"_s, median(plainGaps), u"ms"_s, 0);
    return 0;
}

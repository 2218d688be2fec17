// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/IoThread.h"
#include "app/adapters/prometheus/PrometheusClient.h"
#include "app/lines/LinePoller.h"
#include "app/lines/SeriesFacts.h"
#include "app/lines/SourceQueue.h"
#include "tests/support/HistoryBlocks.h"
#include "tests/support/ManualClock.h"
#include "tests/support/PrometheusProcess.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 hour = 3'600'000;
constexpr qint64 scrapeMs = 5000;

/// Three hours of two versions in a real Prometheus, and a poller whose clock stands at their end.
struct History {
    ManualClock clock;
    HistoryBlocks blocks;
    QString said;
    PrometheusProcess prometheus;
    IoThread io;
    std::unique_ptr<PrometheusClient> client;
    std::unique_ptr<SourceQueue> queue;
    std::unique_ptr<LinePoller> poller;
    QMap<QString, IndicatorReading> readings;
    QList<BaselineReading> baselines;
    int rounds = 0;
    bool whole = false; ///< the last word on the history was that nothing is missing

    History()
        : blocks(toMs(SystemClock().now()), 3 * hour, scrapeMs)
        , prometheus("  []\n", [this](const QString &folder) { return (said = blocks.writeTo(folder)).isEmpty(); })
    {
        clock.jumpTo(fromMs(blocks.endMs()));
        client = std::make_unique<PrometheusClient>(io, prometheus.url(), Secret(), true);
        queue = std::make_unique<SourceQueue>(*client);
        LinePlan plan;
        plan.name = u"chat"_s;
        plan.versionLabel = u"version"_s;
        plan.stepMs = scrapeMs;
        plan.intervalMs = 50;
        plan.historyMs = 3 * hour;
        for (const QString &query : {u"chat_latency_seconds"_s, u"chat_requests_total"_s}) {
            Indicator indicator;
            indicator.id = indicator.title = indicator.query = query;
            indicator.headline = true;
            indicator.unit = query.endsWith(u"_total") ? Unit::Count : Unit::Seconds;
            plan.indicators << indicator;
        }
        poller = std::make_unique<LinePoller>(*queue, clock, plan);
        poller->setPixelWidth(1600);
        QObject::connect(poller.get(), &LinePoller::indicatorRead, [this](const IndicatorReading &reading) { readings[reading.indicator.id] = reading; });
        QObject::connect(poller.get(), &LinePoller::roundEnded, [this](Freshness freshness, const auto &) { rounds += freshness == Freshness::Live; });
        QObject::connect(poller.get(), &LinePoller::backfillChanged, [this](int, int of) { whole = of == 0; });
        QObject::connect(poller.get(), &LinePoller::baselineRead, [this](const BaselineReading &reading) { baselines << reading; });
    }
    /// What differs from the truth in [startMs, endMs]; a sample lives for five minutes in Prometheus.
    [[nodiscard]] QString differs(const QString &version, qint64 startMs, qint64 endMs, qint64 stepMs) const
    {
        for (const VersionColumns &one : readings[u"chat_latency_seconds"_s].versions) {
            if (one.version != version)
                continue;
            for (qint64 time = alignedUp(startMs, stepMs); time <= endMs; time += stepMs) {
                const std::size_t at = one.columns->firstAtOrAfter(time);
                if (at == one.columns->size() || one.columns->time(at) != time)
                    return u"nothing at %1"_s.arg(time);
                if (one.columns->value(at) != HistoryBlocks::latencyAt(time, version == u"v42"))
                    return u"%1 at %2"_s.arg(one.columns->value(at)).arg(time);
            }
            return {};
        }
        return u"no such version"_s;
    }
};

} // namespace

class PrometheusHistoryTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_history = std::make_unique<History>();
        QVERIFY2(!m_history->prometheus.url().isEmpty(), qPrintable(m_history->said));
    }
    void cleanupTestCase() { m_history.reset(); }
    void init() { failOnWarnings(); }

    void threeHoursOfTwoVersionsComePieceByPieceAndAreTheTruth()
    {
        History &h = *m_history;
        h.poller->start();
        QTRY_VERIFY_WITH_TIMEOUT(h.rounds > 0 && h.whole, 20'000);
        const qint64 start = h.blocks.startMs(), end = h.blocks.endMs();
        QCOMPARE(h.differs(u"v41"_s, start + scrapeMs, end, scrapeMs), QString());
        QCOMPARE(h.differs(u"v42"_s, h.blocks.canaryMs() + scrapeMs, end, scrapeMs), QString());
        const auto &canary = h.readings[u"chat_latency_seconds"_s].versions.last();
        QVERIFY2(canary.columns->firstTime() >= h.blocks.canaryMs() - scrapeMs, "it has no past before it appeared");
    }
    void aCounterThatStartedAnewIsFoundWhereItDid()
    {
        const IndicatorReading &reading = m_history->readings[u"chat_requests_total"_s];
        QVERIFY(readsACounter(reading.indicator));
        for (const VersionColumns &version : reading.versions) {
            const QList<qint64> resets = counterResets(*version.columns);
            QCOMPARE(resets.size(), 1);
            QVERIFY(std::abs(resets.first() - m_history->blocks.restartMs()) <= scrapeMs);
        }
    }
    void aWindowLongBeforeTheRangeIsReadWithoutLosingTheTail()
    {
        History &h = *m_history;
        h.poller->setHistoryMs(hour / 4);
        const qint64 start = h.blocks.startMs() + hour / 4, end = start + hour / 2, now = h.blocks.endMs();
        h.poller->showWindow(start, end);
        QTRY_COMPARE_WITH_TIMEOUT(h.differs(u"v41"_s, start, end, scrapeMs), QString(), 20'000);
        QCOMPARE(h.differs(u"v41"_s, now - hour / 4, now, scrapeMs), QString());
    }
    void anHourAgoIsTheTruthOfAnHourAgo()
    {
        History &h = *m_history;
        h.poller->showLive();
        h.poller->setBaseline(BaselineSpec{u"an hour ago"_s, hour});
        QTRY_VERIFY_WITH_TIMEOUT(std::any_of(h.baselines.cbegin(), h.baselines.cend(), [](const BaselineReading &one) {
            return one.indicatorId == u"chat_latency_seconds" && !one.versions.isEmpty();
        }), 20'000);
        const auto found = std::find_if(h.baselines.cbegin(), h.baselines.cend(), [](const BaselineReading &one) { return one.indicatorId == u"chat_latency_seconds"; });
        const Columns &columns = *found->versions.first().columns;
        QVERIFY(columns.size() > 100);
        for (std::size_t i = 0; i < columns.size(); ++i)
            QCOMPARE(columns.value(i), HistoryBlocks::latencyAt(columns.time(i) - hour, false));
    }
    void aQueryThatMatchesTooMuchNamesWhatItLacks()
    {
        History &h = *m_history;
        LinePlan plan = h.poller->plan();
        plan.indicators = {plan.indicators.first()};
        plan.indicators.first().query = u"{__name__=~\"chat_.+\"}"_s;
        LinePoller poller(*h.queue, h.clock, plan);
        std::optional<Error> error;
        connect(&poller, &LinePoller::indicatorRead, this, [&](const IndicatorReading &reading) { error = reading.error; });
        poller.start();
        QTRY_VERIFY_WITH_TIMEOUT(error, 20'000);
        QVERIFY2(error->message().contains(u"aggregate the query by the version label"_s), qPrintable(error->message()));
    }

private:
    std::unique_ptr<History> m_history;
};

QTEST_GUILESS_MAIN(PrometheusHistoryTest)
#include "tst_PrometheusHistory.moc"

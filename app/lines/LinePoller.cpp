// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/LinePoller.h"

#include "app/lines/BaselinePoller.h"

#include <algorithm>
#include <utility>

namespace andon {

using namespace Qt::StringLiterals;

/// So long a hand rests before history is asked for what it left on show.
static constexpr auto settleTime = std::chrono::milliseconds(150);

LinePoller::LinePoller(MetricsSource &source, const Clock &clock, LinePlan plan, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_clock(clock)
    , m_plan(std::move(plan))
    , m_schedule(m_plan.name, m_plan.intervalMs)
    , m_store(std::max(m_plan.historyMs, m_plan.keepMs), m_plan.capBytes)
    , m_asker(new QObject(this))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &LinePoller::wake);
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    connect(&m_settle, &QTimer::timeout, this, [this] { replan(false); });
}

LinePoller::~LinePoller() = default;

void LinePoller::start(First first)
{
    m_running = true;
    if (first == First::AtOnce)
        startRound();
    else
        arm(m_schedule.waitToSlotMs(msSinceBoot(m_clock)));
}

/// A power of two: so the points of two ranges lie on each other, and a small change of the view asks for nothing.
qint64 LinePoller::viewStep(qint64 spanMs) const
{
    qint64 multiple = 1;
    while (2 * multiple * m_pixels * m_plan.stepMs <= spanMs)
        multiple *= 2;
    return multiple * m_plan.stepMs;
}

QList<BackfillPlan::Wish> LinePoller::wishes() const
{
    const qint64 nowMs = toMs(m_clock.now());
    QList<BackfillPlan::Wish> wishes{{{nowMs - m_plan.historyMs, nowMs}, viewStepMs()}};
    if (m_window)
        wishes.prepend({*m_window, viewStep(m_window->endMs - m_window->startMs)});
    return wishes;
}

void LinePoller::setHistoryMs(qint64 historyMs)
{
    if (historyMs == m_plan.historyMs)
        return;
    const qint64 stepBefore = viewStepMs();
    m_plan.historyMs = historyMs;
    m_store.setRetentionMs(std::max(historyMs, m_plan.keepMs));
    if (viewStepMs() != stepBefore)
        emit viewStepChanged(viewStepMs());
    m_rounds = 0;
    replan(true);
}

void LinePoller::setPixelWidth(int pixels)
{
    // Not each pixel of a window that is made wider asks anew.
    const qint64 wanted = std::clamp<qint64>((pixels + 255) / 256 * 256, 256, 8192);
    if (wanted == m_pixels)
        return;
    const qint64 stepBefore = viewStepMs();
    m_pixels = wanted;
    if (viewStepMs() != stepBefore)
        emit viewStepChanged(viewStepMs());
    m_settle.start();
}

void LinePoller::showWindow(qint64 startMs, qint64 endMs)
{
    const TimeSpan window{std::min(startMs, endMs), std::max(startMs, endMs)};
    if (m_window == window)
        return;
    m_window = window;
    m_store.pin(window.startMs);
    m_settle.start();
}

void LinePoller::showLive()
{
    if (!m_window)
        return;
    m_window.reset();
    m_store.pin(std::nullopt);
    m_settle.start();
}

void LinePoller::setKeep(qint64 keepMs, std::size_t capBytes)
{
    m_plan.keepMs = keepMs;
    m_plan.capBytes = capBytes;
    m_store.setRetentionMs(std::max(m_plan.historyMs, keepMs));
    m_store.setCapBytes(capBytes);
    m_settle.start();
}

void LinePoller::setBaseline(const std::optional<BaselineSpec> &spec)
{
    if (m_baseline && spec && m_baseline->spec() == *spec)
        return;
    m_baseline.reset();
    if (!spec)
        return;
    m_baseline = std::make_unique<BaselinePoller>(m_source, m_clock, m_plan.indicators, m_plan.versionLabel, *spec,
                                                  [this] { return wishes(); });
    connect(m_baseline.get(), &BaselinePoller::read, this, &LinePoller::baselineRead);
    m_baseline->ask();
}

std::optional<BaselineSpec> LinePoller::baseline() const
{
    return m_baseline ? std::optional(m_baseline->spec()) : std::nullopt;
}

/// Something else is on show. A tail in flight goes on unless `cancels`; history that nobody waits for any more does not.
void LinePoller::replan(bool cancels)
{
    m_backfill.begin();
    if (m_asksPiece || cancels)
        cancelQuestion();
    if (m_baseline)
        m_baseline->ask();
    if (!m_running)
        return;
    if (cancels || std::exchange(m_roundDue, false)) {
        m_timer.stop();
        startRound();
    } else {
        askPiece();
    }
}

void LinePoller::cancelQuestion()
{
    ++m_epoch;
    m_asker->deleteLater();
    m_asker = new QObject(this);
    m_asksPiece = false;
    m_inRound = false;
}

void LinePoller::arm(qint64 waitMs)
{
    m_dueMs = msSinceBoot(m_clock) + waitMs;
    m_timer.start(std::chrono::milliseconds(waitMs));
}

/// All pollers of a machine that slept wake at once: each waits for its slot first. What was missed is one tail.
void LinePoller::wake()
{
    const qint64 nowMs = msSinceBoot(m_clock);
    if (m_schedule.slept(m_dueMs, nowMs)) {
        m_rounds = 0;
        arm(m_schedule.waitToSlotMs(nowMs));
    } else if (m_asksPiece) {
        m_roundDue = true;
    } else {
        startRound();
    }
}

void LinePoller::startRound()
{
    m_begunMs = msSinceBoot(m_clock);
    m_inRound = true;
    m_next = 0;
    m_roundError.reset();
    m_round.clear();
    for (const Indicator &indicator : std::as_const(m_plan.indicators)) {
        if (indicator.headline || m_rounds % restEvery == 0)
            m_round << indicator;
    }
    // Those that nobody is asked about come first: the rest is one row of questions.
    std::stable_partition(m_round.begin(), m_round.end(), [](const Indicator &one) { return one.query.isEmpty(); });
    ++m_rounds;
    askRound();
}

void LinePoller::endRound()
{
    m_inRound = false;
    const qint64 waitMs = m_schedule.waitMs(msSinceBoot(m_clock), m_begunMs);
    if (m_roundError) {
        ++m_lostRounds;
        m_rounds = 0; // when the source is back, all are asked for
        arm(std::max<qint64>(waitMs, m_backoff.next().count()));
    } else {
        m_lostRounds = 0;
        m_everRead = true;
        m_backoff.reset();
        arm(waitMs);
    }
    const int epoch = m_epoch;
    emit roundEnded(freshnessAfter(m_lostRounds, m_everRead), m_roundError);
    if (epoch == m_epoch && !m_inRound)
        askPiece();
}

/// The missing tail, with an overlap; the newest piece of the history where nothing is known or more is missing. A clock
/// that was set back behind what is known makes all of it doubtful.
RangeQuery LinePoller::tailOf(const Indicator &indicator)
{
    const qint64 step = m_plan.stepMs;
    RangeQuery query;
    query.query = indicator.query;
    query.stepMs = step;
    query.endMs = alignedDown(toMs(m_clock.now()), step);
    if (m_store.lastEndMs(indicator.id) > query.endMs + overlapPoints * step)
        m_store.askAgain();
    const qint64 known = std::min(m_store.lastEndMs(indicator.id), query.endMs);
    const qint64 oldest = query.endMs - alignedDown(m_plan.historyMs, step);
    const qint64 tail = known == 0 ? oldest : alignedDown(known, step) - overlapPoints * step;
    query.startMs = std::max({oldest, tail, query.endMs - (m_backfill.points(indicator.id) - 1) * step});
    query.startMs = std::min(query.startMs, query.endMs);
    return query;
}

/// A row of the round at once: their answers come back together where the source is quick.
void LinePoller::askRound()
{
    const int epoch = m_epoch;
    while (m_next < m_round.size() && m_round[m_next].query.isEmpty()) {
        IndicatorReading reading;
        reading.indicator = m_round[m_next++];
        emit indicatorRead(reading);
        if (epoch != m_epoch)
            return;
    }
    QList<RangeQuery> queries;
    for (qsizetype at = m_next; at < std::min(m_next + mostInRow, m_round.size()); ++at)
        queries << tailOf(m_round[at]);
    if (queries.isEmpty()) {
        QMetaObject::invokeMethod(this, [this, epoch] {
            if (epoch == m_epoch)
                endRound();
        }, Qt::QueuedConnection);
        return;
    }
    m_source.queryRanges(queries, m_asker, [this, queries, first = m_next, epoch](const QList<Result<MetricsAnswer>> &answers) {
        for (const Result<MetricsAnswer> &answer : answers) {
            if (epoch != m_epoch)
                return;
            const qsizetype at = m_next++;
            take(m_round[at], queries[at - first], answer);
        }
        if (epoch == m_epoch && m_next >= m_round.size())
            endRound();
        else if (epoch == m_epoch && m_next == first + queries.size())
            askRound();
    });
}

/// 0: never.
static qint64 lastAnswerMs(const QHash<QString, IndicatorReading> &readings, const QString &indicatorId)
{
    const auto last = readings.constFind(indicatorId);
    return last == readings.cend() ? 0 : last->lastAnswerMs;
}

/// What is known of the indicator now.
void LinePoller::fill(IndicatorReading &reading) const
{
    const QString &id = reading.indicator.id;
    reading.versions = m_store.columns(id);
    reading.covered = m_store.coverage(id).pieces();
    reading.versionsLeftOut = m_store.leftOut(id);
    reading.historyWarnings.clear();
    const auto warned = m_warnings.constFind(id);
    if (warned == m_warnings.cend())
        return;
    for (const QString &words : warned->words()) {
        if (!reading.warnings.contains(words))
            reading.historyWarnings << words;
    }
}

void LinePoller::take(const Indicator &indicator, const RangeQuery &query, const Result<MetricsAnswer> &answer)
{
    IndicatorReading reading;
    reading.indicator = indicator;
    reading.lastAnswerMs = lastAnswerMs(m_last, indicator.id);
    const Result<VersionedAnswer> versions = answer ? foldVersions(*answer, m_plan.versionLabel, indicator)
                                                    : tl::unexpected(answer.error());
    // An answer of too many series says so even where it cannot be told apart.
    if (answer)
        reading.warnings = answer->warnings;
    if (versions) {
        m_store.merge(indicator.id, *versions, {query.startMs, query.endMs, query.stepMs}, LineStore::Part::Tail);
        takeWarnings(indicator.id, {query.startMs, query.endMs}, answer->warnings);
        reading.lastAnswerMs = toMs(m_clock.now());
        if (!m_lost.isEmpty())
            m_lost.remove(indicator.id);
        reading.freshness = Freshness::Live;
    } else {
        reading.error = versions.error();
        const bool source = !isOfOneQuery(*reading.error);
        const int lost = std::max(++m_lost[indicator.id], source ? m_lostRounds + 1 : 0);
        reading.freshness = freshnessAfter(lost, reading.lastAnswerMs > 0);
        if (source)
            m_roundError = reading.error;
        else
            m_backfill.failed(indicator.id, *reading.error, m_begunMs);
    }
    fill(reading);
    m_last.insert(indicator.id, reading);
    const int epoch = m_epoch;
    emit indicatorRead(reading);
    if (epoch == m_epoch && m_roundError)
        loseTheRest();
}

/// A source that does not answer is not asked for the rest, for each would wait for its deadline; and whatever was not in
/// this round is as late as the others.
void LinePoller::loseTheRest()
{
    for (const Indicator &indicator : std::as_const(m_plan.indicators)) {
        if (!std::any_of(m_round.cbegin(), m_round.cend(), [&](const Indicator &one) { return one.id == indicator.id; }))
            m_round << indicator;
    }
    const QList<Indicator> rest = m_round.mid(std::exchange(m_next, m_round.size()));
    const int epoch = m_epoch;
    for (const Indicator &indicator : rest) {
        IndicatorReading reading;
        reading.indicator = indicator;
        reading.lastAnswerMs = lastAnswerMs(m_last, indicator.id);
        reading.freshness = freshnessAfter(m_lostRounds + 1, reading.lastAnswerMs > 0);
        if (!indicator.query.isEmpty())
            reading.error = m_roundError;
        fill(reading);
        m_last.insert(indicator.id, reading);
        emit indicatorRead(reading);
        if (epoch != m_epoch)
            return;
    }
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/LinePoller.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

qint64 aligned(qint64 timeMs, qint64 stepMs)
{
    return timeMs / stepMs * stepMs;
}

/// The source answered, but not to this: the other indicators may still be read.
bool isOfOneQuery(const Error &error)
{
    return error.kind == ErrorKind::QueryRefused || error.kind == ErrorKind::BadAnswer
        || error.kind == ErrorKind::AnswerTooLarge;
}

} // namespace

LinePoller::LinePoller(MetricsSource &source, const Clock &clock, LinePlan plan, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_clock(clock)
    , m_plan(std::move(plan))
    , m_plannedStepMs(m_plan.stepMs)
    , m_store(m_plan.historyMs)
    , m_asker(new QObject(this))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &LinePoller::startRound);
}

void LinePoller::start()
{
    startRound();
}

void LinePoller::setHistoryMs(qint64 historyMs)
{
    if (historyMs == m_plan.historyMs)
        return;
    m_plan.historyMs = historyMs;
    // Whole multiples of the planned step, so that the points of two ranges lie on each other.
    const qint64 wanted = historyMs / 1000;
    m_plan.stepMs = std::max<qint64>(1, (wanted + m_plannedStepMs - 1) / m_plannedStepMs) * m_plannedStepMs;
    m_store.setRetentionMs(historyMs);
    m_rounds = 0;
    ++m_epoch;
    m_asker->deleteLater();
    m_asker = new QObject(this);
    if (m_running) {
        m_timer.stop();
        startRound();
    }
}

void LinePoller::startRound()
{
    m_running = true;
    m_next = 0;
    m_roundError.reset();
    m_round.clear();
    for (const Indicator &indicator : m_plan.indicators) {
        if (indicator.headline || m_rounds % restEvery == 0)
            m_round << indicator;
    }
    ++m_rounds;
    askNext();
}

void LinePoller::endRound()
{
    if (m_roundError) {
        ++m_lostRounds;
        m_rounds = 0; // when the source is back, all are asked for
        m_timer.start(std::max(std::chrono::milliseconds(m_plan.intervalMs), m_backoff.next()));
    } else {
        m_lostRounds = 0;
        m_everRead = true;
        m_backoff.reset();
        m_timer.start(std::chrono::milliseconds(m_plan.intervalMs));
    }
    emit roundEnded(freshnessAfter(m_lostRounds, m_everRead), m_roundError);
}

/// The missing tail, with an overlap; all of the history where nothing is known, too much is missing, or the clock was set
/// back behind what is known.
RangeQuery LinePoller::tailOf(const Indicator &indicator) const
{
    RangeQuery query;
    query.query = indicator.query;
    query.stepMs = m_plan.stepMs;
    query.endMs = aligned(toMs(m_clock.now()), m_plan.stepMs);
    const qint64 oldest = query.endMs - aligned(m_plan.historyMs, m_plan.stepMs);
    const qint64 known = m_store.lastEndMs(indicator.id);
    const qint64 tail = known == 0 || known > query.endMs ? oldest : aligned(known, m_plan.stepMs) - overlapPoints * m_plan.stepMs;
    query.startMs = std::max({oldest, tail, query.endMs - (mostPoints - 1) * m_plan.stepMs});
    query.startMs = std::min(query.startMs, query.endMs);
    return query;
}

void LinePoller::askNext()
{
    if (m_next >= m_round.size()) {
        endRound();
        return;
    }
    const Indicator indicator = m_round[m_next++];
    if (indicator.query.isEmpty()) {
        IndicatorReading reading;
        reading.indicator = indicator;
        emit indicatorRead(reading);
        QMetaObject::invokeMethod(this, [this, epoch = m_epoch] {
            if (epoch == m_epoch)
                askNext();
        }, Qt::QueuedConnection);
        return;
    }
    const RangeQuery query = tailOf(indicator);
    m_source.queryRange(query, m_asker, [this, indicator, query, epoch = m_epoch](const Result<MetricsAnswer> &answer) {
        if (epoch == m_epoch)
            take(indicator, query, answer);
    });
}

std::optional<Error> LinePoller::fault(const Indicator &indicator, const MetricsAnswer &answer) const
{
    QSet<QString> seen;
    for (const Series &series : answer.series) {
        const bool labelled = m_plan.versionLabel.isEmpty() || series.labels.contains(m_plan.versionLabel);
        const QString version = series.labels.value(m_plan.versionLabel);
        if (!labelled) {
            return Error{ErrorKind::BadAnswer,
                         {indicator.title, u"a series without the label %1; aggregate the query by it"_s.arg(m_plan.versionLabel)},
                         {}};
        }
        if (seen.contains(version)) {
            return Error{ErrorKind::BadAnswer,
                         {indicator.title, u"two series of version %1; aggregate the query by the version label"_s.arg(version.left(100))},
                         {}};
        }
        seen << version;
    }
    return std::nullopt;
}

void LinePoller::take(const Indicator &indicator, const RangeQuery &query, const Result<MetricsAnswer> &answer)
{
    IndicatorReading reading;
    reading.indicator = indicator;
    reading.error = answer ? fault(indicator, *answer) : std::optional(answer.error());
    if (!reading.error) {
        reading.warnings = answer->warnings;
        reading.versions = m_store.merge(indicator.id, m_plan.versionLabel, *answer, query.startMs, query.endMs);
        m_lastAnswerMs[indicator.id] = toMs(m_clock.now());
        m_lost.remove(indicator.id);
        reading.freshness = Freshness::Live;
    } else {
        reading.versions = m_store.columns(indicator.id);
        const bool source = !isOfOneQuery(*reading.error);
        const int lost = std::max(++m_lost[indicator.id], source ? m_lostRounds + 1 : 0);
        reading.freshness = freshnessAfter(lost, m_lastAnswerMs.contains(indicator.id));
        if (source)
            m_roundError = reading.error;
    }
    reading.lastAnswerMs = m_lastAnswerMs.value(indicator.id);
    const int epoch = m_epoch;
    emit indicatorRead(reading);
    if (epoch == m_epoch && m_roundError)
        loseTheRest();
    if (epoch == m_epoch)
        askNext();
}

/// A source that does not answer is not asked for the rest, for each would wait for its deadline; and whatever was not in
/// this round is as late as the others.
void LinePoller::loseTheRest()
{
    for (const Indicator &indicator : m_plan.indicators) {
        if (!std::any_of(m_round.begin(), m_round.end(), [&](const Indicator &one) { return one.id == indicator.id; }))
            m_round << indicator;
    }
    const QList<Indicator> rest = m_round.mid(std::exchange(m_next, m_round.size()));
    const int epoch = m_epoch;
    for (const Indicator &indicator : rest) {
        IndicatorReading reading;
        reading.indicator = indicator;
        reading.versions = m_store.columns(indicator.id);
        reading.lastAnswerMs = m_lastAnswerMs.value(indicator.id);
        reading.freshness = freshnessAfter(m_lostRounds + 1, reading.lastAnswerMs > 0);
        if (!indicator.query.isEmpty())
            reading.error = m_roundError;
        emit indicatorRead(reading);
        if (epoch != m_epoch)
            return;
    }
}

} // namespace andon

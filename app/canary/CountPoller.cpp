// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/CountPoller.h"

#include "app/lines/Coverage.h"

#include <algorithm>
#include <optional>

namespace andon {

/// The sample of a series at exactly that time. A NaN is a sample: the judge refuses it, and it never counts as zero.
static std::optional<double> sampleAt(const Columns &columns, qint64 timeMs)
{
    const std::size_t at = columns.firstAtOrAfter(timeMs);
    return at < columns.size() && columns.time(at) == timeMs ? std::optional(columns.value(at)) : std::nullopt;
}

CountPoller::CountPoller(MetricsSource &source, const Clock &clock, QList<CountQueries> queries, QString versionLabel, qint64 stepMs,
                         QObject *parent)
    : QObject(parent), m_source(source), m_clock(clock), m_versionLabel(std::move(versionLabel)),
      m_stepMs(std::max<qint64>(1000, stepMs))
{
    for (const CountQueries &query : std::as_const(queries)) {
        m_parts.push_back({query.indicatorId, {}, query.bad, query.total});
        for (const StratumQueries &stratum : query.strata)
            m_parts.push_back({query.indicatorId, stratum.label, stratum.bad, stratum.total});
    }
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CountPoller::round);
}

void CountPoller::start(qint64 sinceMs)
{
    stop();
    for (Part &part : m_parts)
        part.nextMs = alignedUp(sinceMs, m_stepMs) + m_stepMs;
    round();
}

void CountPoller::stop()
{
    m_timer.stop();
    m_asker.reset();
}

void CountPoller::round()
{
    m_at = 0;
    m_complete = true;
    askNext();
}

void CountPoller::askNext()
{
    const qint64 nowMs = toMs(m_clock.now());
    const qint64 lastMs = alignedDown(nowMs - settleMs, m_stepMs);
    while (m_at < m_parts.size() && m_parts[m_at].nextMs > lastMs)
        ++m_at;
    if (m_at < m_parts.size()) {
        Part &part = m_parts[m_at];
        askTotal(part, part.nextMs, std::min(lastMs, part.nextMs + (mostSteps - 1) * m_stepMs));
        return;
    }
    // The next step's end, and a little of the interval at the least.
    const qint64 waitMs = alignedDown(nowMs - settleMs, m_stepMs) + m_stepMs + settleMs - nowMs;
    m_timer.start(static_cast<int>(std::clamp<qint64>(waitMs, 200, m_stepMs + settleMs)));
    emit roundEnded(m_complete);
}

void CountPoller::askTotal(Part &part, qint64 startMs, qint64 endMs)
{
    m_asker = std::make_unique<QObject>();
    m_source.queryRange({part.total, startMs, endMs, m_stepMs, true}, m_asker.get(),
                        [this, &part, startMs, endMs](const Result<MetricsAnswer> &answer) {
                            if (!answer) {
                                fail(part, answer.error());
                            } else if (!answer->series.isEmpty()) {
                                askBad(part, startMs, endMs, *answer);
                            } else { // days before the release: where nothing happened, nothing bad did
                                take(part, startMs, endMs, *answer, {});
                                m_asker.release()->deleteLater();
                                askNext();
                            }
                        });
}

void CountPoller::askBad(Part &part, qint64 startMs, qint64 endMs, const MetricsAnswer &total)
{
    m_asker.release()->deleteLater(); // the context of this very call
    m_asker = std::make_unique<QObject>();
    m_source.queryRange({part.bad, startMs, endMs, m_stepMs, true}, m_asker.get(),
                        [this, &part, startMs, endMs, total](const Result<MetricsAnswer> &answer) {
                            if (!answer) {
                                fail(part, answer.error());
                                return;
                            }
                            take(part, startMs, endMs, total, *answer);
                            m_asker.release()->deleteLater();
                            askNext();
                        });
}

/// A step that has a total and no series of bad events had none of these: a counter appears with its first event.
void CountPoller::take(Part &part, qint64 startMs, qint64 endMs, const MetricsAnswer &total, const MetricsAnswer &bad)
{
    const auto nameOf = [&](const Series &series) {
        return std::pair(series.labels.value(m_versionLabel), part.label.isEmpty() ? QString() : series.labels.value(part.label));
    };
    part.nextMs = endMs + m_stepMs;
    for (qint64 timeMs = startMs; timeMs <= endMs; timeMs += m_stepMs) {
        CountStep step{part.indicatorId, part.label, timeMs, {}};
        for (const Series &series : total.series) {
            const auto [version, value] = nameOf(series);
            if (const std::optional<double> events = sampleAt(series.columns, timeMs))
                step.versions[version][value].total += *events;
        }
        for (const Series &series : bad.series) {
            const auto [version, value] = nameOf(series);
            const std::optional<double> events = sampleAt(series.columns, timeMs);
            const auto known = step.versions.find(version);
            if (events && known != step.versions.end() && known->contains(value))
                (*known)[value].bad += *events;
        }
        // A label without values tells nothing; a whole without versions is a poll that was lost.
        if (part.label.isEmpty() || !step.versions.isEmpty())
            emit counted(step);
    }
}

/// The rest of the round would fail alike: it is asked for again after a step.
void CountPoller::fail(const Part &part, const Error &error)
{
    m_asker.release()->deleteLater();
    m_complete = false;
    emit failed(part.indicatorId, error);
    m_timer.start(static_cast<int>(std::min<qint64>(m_stepMs, 10'000)));
    emit roundEnded(false);
}

} // namespace andon

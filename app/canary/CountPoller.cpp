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
        m_parts.push_back({query.indicatorId, {}, {query.total, query.bad, query.isMean() ? query.mean.query : query.multiple.query, query.resets}});
        for (const StratumQueries &stratum : query.strata)
            m_parts.push_back({query.indicatorId, stratum.label, {stratum.total, stratum.bad, {}, {}}});
    }
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CountPoller::round);
}

void CountPoller::start(const Since &sinceMs)
{
    stop();
    for (Part &part : m_parts)
        part.nextMs = alignedUp(sinceMs(part.indicatorId, part.label), m_stepMs) + m_stepMs;
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
    while (m_at < m_parts.size() && (m_parts[m_at].nextMs > lastMs || isLeftOut(m_parts[m_at])))
        ++m_at;
    if (m_at < m_parts.size()) {
        Part &part = m_parts[m_at];
        auto piece = std::make_shared<Piece>();
        piece->startMs = part.nextMs;
        piece->endMs = std::min(lastMs, part.nextMs + (mostSteps - 1) * m_stepMs);
        ask(part, piece, Total);
        return;
    }
    // The next step's end, and a little of the interval at the least.
    const qint64 waitMs = alignedDown(nowMs - settleMs, m_stepMs) + m_stepMs + settleMs - nowMs;
    m_timer.start(static_cast<int>(std::clamp<qint64>(waitMs, 200, m_stepMs + settleMs)));
    emit roundEnded(m_complete);
}

void CountPoller::ask(Part &part, const std::shared_ptr<Piece> &piece, int question)
{
    while (question < QuestionCount && part.questions[question].isEmpty())
        ++question;
    if (m_asker)
        m_asker.release()->deleteLater(); // the context of this very call
    if (question == QuestionCount) {
        take(part, *piece);
        askNext();
        return;
    }
    m_asker = std::make_unique<QObject>();
    m_source.queryRange({part.questions[question], piece->startMs, piece->endMs, m_stepMs, true}, m_asker.get(),
                        [this, &part, piece, question](const Result<MetricsAnswer> &answer) {
                            if (!answer) {
                                fail(part, answer.error());
                                return;
                            }
                            piece->answers[static_cast<std::size_t>(question)] = *answer;
                            // Days before the release: where nothing happened, nothing bad did.
                            const bool nothing = question == Total && answer->series.isEmpty();
                            ask(part, piece, nothing ? QuestionCount : question + 1);
                        });
}

void CountPoller::take(Part &part, const Piece &piece)
{
    part.nextMs = piece.endMs + m_stepMs;
    for (qint64 timeMs = piece.startMs; timeMs <= piece.endMs; timeMs += m_stepMs)
        takeStep(part, piece, timeMs);
}

/// A step that has a total and no series of bad events had none of these: a counter appears with its first event.
void CountPoller::takeStep(const Part &part, const Piece &piece, qint64 timeMs)
{
    const auto nameOf = [&](const Series &series) {
        return std::pair(series.labels.value(m_versionLabel), part.label.isEmpty() ? QString() : series.labels.value(part.label));
    };
    CountStep step{part.indicatorId, part.label, timeMs, {}};
    for (const Series &series : piece.answers[Total].series) {
        const auto [version, value] = nameOf(series);
        if (const std::optional<double> events = sampleAt(series.columns, timeMs))
            step.versions[version][value].total += *events;
    }
    for (const Series &series : piece.answers[Bad].series) {
        const auto [version, value] = nameOf(series);
        const std::optional<double> events = sampleAt(series.columns, timeMs);
        const auto known = step.versions.find(version);
        if (events && known != step.versions.end() && known->contains(value))
            (*known)[value].bad += *events;
    }
    for (const Series &series : piece.answers[Value].series) {
        if (const std::optional<double> value = sampleAt(series.columns, timeMs))
            step.values.insert(nameOf(series).first, *value);
    }
    for (const Series &series : piece.answers[Reset].series) {
        if (sampleAt(series.columns, timeMs).value_or(0) > 0)
            step.reset << nameOf(series).first;
    }
    // A label without values tells nothing; a whole without versions is a poll that was lost.
    if (part.label.isEmpty() || !step.versions.isEmpty())
        emit counted(step);
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

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/BaselinePoller.h"

#include "app/lines/PollSchedule.h"

#include <algorithm>

namespace andon {

/// A copy with its times moved.
static std::shared_ptr<const Columns> moved(const Columns &columns, qint64 byMs, const Columns *like)
{
    auto copy = std::make_shared<Columns>();
    for (std::size_t i = 0; i < columns.size();) {
        const Columns::Run run = columns.run(i);
        for (std::size_t k = 0; k < run.count; ++k)
            copy->append(run.times[k] + byMs, run.values[k], like);
        i += run.count;
    }
    return copy;
}

BaselinePoller::BaselinePoller(MetricsSource &source, const Clock &clock, QList<Indicator> indicators,
                               QString versionLabel, BaselineSpec spec, Wishes wishes, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_clock(clock)
    , m_indicators(std::move(indicators))
    , m_versionLabel(std::move(versionLabel))
    , m_spec(std::move(spec))
    , m_wishes(std::move(wishes))
    , m_store(0, LineStore::usualCapBytes / 4)
{
    m_indicators.removeIf([](const Indicator &one) { return !one.headline; });
    connect(&m_timer, &QTimer::timeout, this, &BaselinePoller::ask);
    m_timer.start(std::chrono::milliseconds(intervalMs));
}

/// The wishes in the baseline's own time.
QList<BackfillPlan::Wish> BaselinePoller::past() const
{
    QList<BackfillPlan::Wish> past = m_wishes();
    for (BackfillPlan::Wish &wish : past) {
        wish.span.startMs -= m_spec.offsetMs;
        wish.span.endMs -= m_spec.offsetMs;
    }
    return past;
}

void BaselinePoller::ask()
{
    const QList<BackfillPlan::Wish> wishes = past();
    if (m_asking || wishes.isEmpty())
        return;
    const auto oldest = std::min_element(wishes.begin(), wishes.end(), [](const auto &a, const auto &b) {
        return a.span.startMs < b.span.startMs;
    });
    m_oldestMs = oldest->span.startMs;
    m_store.pin(m_oldestMs);
    const auto piece = m_plan.next(wishes, m_indicators, m_store, msSinceBoot(m_clock), BackfillPlan::Tails::None);
    if (!piece)
        return;
    m_asking = true;
    const RangeQuery query{piece->indicator.query, piece->asked.startMs, piece->asked.endMs, piece->asked.stepMs, true};
    m_source.queryRange(query, this, [this, piece = *piece](const Result<MetricsAnswer> &answer) {
        m_asking = false;
        take(piece, answer);
    });
}

void BaselinePoller::take(const BackfillPlan::Piece &piece, const Result<MetricsAnswer> &answer)
{
    const QString &id = piece.indicator.id;
    BaselineReading reading{id, m_spec, {}, {}};
    const Result<VersionedAnswer> versions = answer ? foldVersions(*answer, m_versionLabel, piece.indicator)
                                                    : tl::unexpected(answer.error());
    SpanWarnings &warned = m_warnings[id];
    if (versions) {
        m_store.merge(id, *versions, piece.asked, LineStore::Part::Piece);
        warned.take({piece.asked.startMs, piece.asked.endMs}, answer->warnings);
    } else {
        reading.error = versions.error();
    }
    warned.forgetBefore(m_oldestMs);
    reading.warnings = warned.words();
    for (const VersionColumns &known : m_store.columns(id)) {
        const Columns *like = reading.versions.isEmpty() ? nullptr : reading.versions.last().columns.get();
        reading.versions.append({known.version, moved(*known.columns, m_spec.offsetMs, like)});
    }
    for (const Covered &one : m_store.coverage(id).pieces())
        reading.covered.append({one.startMs + m_spec.offsetMs, one.endMs + m_spec.offsetMs, one.stepMs});
    if (reading.error)
        m_plan.failed(id, *reading.error, msSinceBoot(m_clock));
    emit read(reading);
    if (!reading.error || isOfOneQuery(*reading.error))
        ask();
}

} // namespace andon

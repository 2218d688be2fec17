// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/SplitPoller.h"

#include <algorithm>

namespace andon {

SplitPoller::SplitPoller(MetricsSource &source, const Clock &clock, QString versionLabel, qint64 stepMs, QObject *parent)
    : QObject(parent), m_source(source), m_clock(clock), m_versionLabel(std::move(versionLabel)),
      m_leastStepMs(std::max<qint64>(1, stepMs))
{
    m_timer.setInterval(intervalMs);
    connect(&m_timer, &QTimer::timeout, this, &SplitPoller::poll);
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, [this] {
        m_asker.reset(); // what it passed by is of no use
        m_timer.start();
        ask();
    });
}

void SplitPoller::show(const Indicator &indicator, const SplitSpec &spec)
{
    if (spec == m_spec && m_timer.isActive())
        return;
    stop();
    m_reading = {};
    m_reading.indicator = indicator;
    m_reading.spec = spec;
    m_spec = spec;
    if (spec.query.isEmpty())
        return;
    m_timer.start();
    ask();
}

void SplitPoller::setWindow(qint64 startMs, qint64 endMs)
{
    const TimeSpan window{std::min(startMs, endMs), std::max(startMs, endMs)};
    setSpan(window, window.endMs - window.startMs);
}

void SplitPoller::setLive(qint64 lengthMs)
{
    setSpan(std::nullopt, lengthMs);
}

void SplitPoller::setSpan(const std::optional<TimeSpan> &window, qint64 lengthMs)
{
    if (lengthMs <= 0 || (window == m_window && lengthMs == m_lengthMs))
        return;
    m_window = window;
    m_lengthMs = lengthMs;
    if (m_timer.isActive())
        m_settle.start();
}

void SplitPoller::stop()
{
    m_timer.stop();
    m_settle.stop();
    m_asker.reset();
}

void SplitPoller::poll()
{
    const bool isOver = m_window && !m_reading.error && m_reading.lastAnswerMs >= m_window->endMs + intervalMs;
    if (!isOver)
        ask();
}

qint64 SplitPoller::stepOf(qint64 lengthMs, qint64 leastStepMs)
{
    return std::max<qint64>(1, (lengthMs + mostPoints * leastStepMs - 1) / (mostPoints * leastStepMs)) * leastStepMs;
}

void SplitPoller::ask()
{
    if (m_asker)
        return; // the last one is still on its way
    const qint64 step = stepOf(m_lengthMs, m_leastStepMs);
    const qint64 nowMs = toMs(m_clock.now());
    const qint64 end = alignedDown(m_window ? std::min(m_window->endMs, nowMs) : nowMs, step);
    const qint64 start = m_window ? std::min(end, alignedDown(m_window->startMs, step)) : end - alignedDown(m_lengthMs, step);
    m_asker = std::make_unique<QObject>();
    m_source.queryRange({m_spec.query, start, end, step, true}, m_asker.get(),
                        [this](const Result<MetricsAnswer> &answer) {
                            m_asker.release()->deleteLater();
                            m_reading.error.reset();
                            if (answer) {
                                m_reading.parts = splitParts(m_reading.indicator, m_spec.label, m_versionLabel, *answer);
                                m_reading.warnings = answer->warnings;
                                m_reading.lastAnswerMs = toMs(m_clock.now());
                            } else {
                                m_reading.error = answer.error();
                            }
                            emit splitRead(m_reading);
                        });
}

} // namespace andon

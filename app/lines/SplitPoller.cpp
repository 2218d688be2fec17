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
    connect(&m_timer, &QTimer::timeout, this, &SplitPoller::ask);
}

void SplitPoller::show(const Indicator &indicator, const SplitSpec &spec, qint64 windowMs)
{
    if (spec == m_spec && windowMs == m_windowMs && m_timer.isActive())
        return;
    stop();
    m_reading = {};
    m_reading.indicator = indicator;
    m_spec = spec;
    m_windowMs = windowMs;
    if (spec.query.isEmpty() || windowMs <= 0)
        return;
    m_timer.start();
    ask();
}

void SplitPoller::setWindow(qint64 windowMs)
{
    if (!m_timer.isActive() || windowMs <= 0 || windowMs == m_windowMs)
        return;
    m_windowMs = windowMs;
    m_asker.reset();
    m_timer.start();
    ask();
}

void SplitPoller::stop()
{
    m_timer.stop();
    m_asker.reset();
}

void SplitPoller::ask()
{
    if (m_asker)
        return; // the last one is still on its way
    const qint64 steps = std::max<qint64>(1, (m_windowMs + mostPoints * m_leastStepMs - 1) / (mostPoints * m_leastStepMs));
    const qint64 step = steps * m_leastStepMs;
    const qint64 end = toMs(m_clock.now()) / step * step;
    m_asker = std::make_unique<QObject>();
    m_source.queryRange({m_spec.query, end - m_windowMs / step * step, end, step, true}, m_asker.get(),
                        [this](const Result<MetricsAnswer> &answer) {
                            m_asker.release()->deleteLater();
                            m_reading.error.reset();
                            if (answer) {
                                m_reading.parts = splitParts(m_reading.indicator, m_spec.label, m_versionLabel, *answer);
                                m_reading.lastAnswerMs = toMs(m_clock.now());
                            } else {
                                m_reading.error = answer.error();
                            }
                            emit splitRead(m_reading);
                        });
}

} // namespace andon

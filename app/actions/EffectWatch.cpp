// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/EffectWatch.h"

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

EffectWatch::EffectWatch(MetricsSource &metrics, const Clock &clock, EffectSpec spec, std::chrono::nanoseconds since,
                         QObject *parent)
    : QObject(parent)
    , m_metrics(metrics)
    , m_clock(clock)
    , m_spec(std::move(spec))
    , m_since(since)
    , m_last(u"the metric gave no value"_s)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &EffectWatch::ask);
}

void EffectWatch::start()
{
    ask();
}

qint64 EffectWatch::seconds() const
{
    return std::chrono::floor<std::chrono::seconds>(m_clock.sinceBoot() - m_since).count();
}

void EffectWatch::ask()
{
    m_metrics.query(m_spec.query, this, [this](const Result<MetricsAnswer> &answer) { take(answer); });
}

void EffectWatch::take(const Result<MetricsAnswer> &answer)
{
    if (!answer) {
        m_last = answer.error().message();
    } else if (answer->series.size() == 1 && !answer->series.first().columns.empty()) {
        const double value = answer->series.first().columns.lastValue();
        m_last = u"the metric's last value was %1"_s.arg(value);
        const bool reached = std::isfinite(value)
            && ((m_spec.below && value <= *m_spec.below) || (m_spec.above && value >= *m_spec.above));
        if (reached) {
            emit seen(value, seconds());
            return;
        }
    } else if (answer->series.size() > 1) {
        m_last = u"the effect's query gave %1 series instead of one"_s.arg(answer->series.size());
    }
    if (seconds() >= m_spec.withinSeconds)
        emit missed(m_last);
    else
        m_timer.start();
}

} // namespace andon

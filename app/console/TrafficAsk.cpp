// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/TrafficAsk.h"

#include <QTimer>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

TrafficAsk::TrafficAsk(MetricsSource &source, ServiceSpec service, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_service(std::move(service))
{
    const QList<CardThreshold> thresholds = m_service.card ? m_service.card->thresholds : QList<CardThreshold>();
    for (const Indicator &indicator : m_service.indicators) {
        const auto judged = [&](const CardThreshold &threshold) { return threshold.indicator == indicator.id; };
        if (indicator.unit == Unit::Ratio && !indicator.query.isEmpty() && std::any_of(thresholds.begin(), thresholds.end(), judged))
            m_left << indicator;
    }
}

void TrafficAsk::start(std::chrono::milliseconds patience)
{
    QTimer::singleShot(patience, this, [this, patience] {
        if (!m_over)
            m_errors << Error{ErrorKind::TimedOut, {m_service.source, QString::number(patience.count())}, {}};
        end();
    });
    m_source.query(m_service.requestRateQuery, this, [this](const Result<MetricsAnswer> &answer) {
        if (answer) {
            takeRates(*answer);
            askNext();
        } else {
            m_errors << answer.error();
            end();
        }
    });
}

void TrafficAsk::takeRates(const MetricsAnswer &answer)
{
    double most = 0;
    for (const Series &series : answer.series) {
        const double rate = series.columns.empty() ? std::nan("") : series.columns.lastValue();
        if (!std::isfinite(rate) || rate < 0)
            continue;
        m_traffic.requestsPerSecond = m_traffic.requestsPerSecond.value_or(0) + rate;
        if (rate > most) {
            most = rate;
            m_stable = series.labels.value(m_service.versionLabel);
        }
    }
    if (!m_traffic.requestsPerSecond)
        m_errors << Error{ErrorKind::NoData, {u"request_rate of "_s + m_service.name}, {}};
}

void TrafficAsk::askNext()
{
    if (m_left.isEmpty() || !m_traffic.requestsPerSecond) {
        end();
        return;
    }
    const Indicator indicator = m_left.takeFirst();
    m_source.query(indicator.query, this, [this, indicator](const Result<MetricsAnswer> &answer) {
        if (!answer)
            m_errors << answer.error();
        for (const Series &series : answer ? answer->series : QList<Series>()) {
            const double value = series.columns.empty() ? std::nan("") : series.columns.lastValue();
            if (series.labels.value(m_service.versionLabel) == m_stable && value >= 0 && value <= 1)
                m_traffic.baseRates[indicator.id] = indicator.direction == Direction::HigherIsWorse ? value : 1 - value;
        }
        askNext();
    });
}

void TrafficAsk::end()
{
    if (m_over)
        return;
    m_over = true;
    emit told(m_traffic, m_errors);
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ReadingsAsk.h"

#include <QTimer>

#include <algorithm>
#include <cmath>

namespace andon {

ReadingsAsk::ReadingsAsk(MetricsSource &source, const ServiceSpec &service, QString stable, QString canary, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_versionLabel(service.versionLabel)
    , m_stable(std::move(stable))
    , m_canary(std::move(canary))
{
    const StrategyCard card = service.card.value_or(StrategyCard());
    for (const Indicator &indicator : service.indicators) {
        const auto isThis = [&](const auto &one) { return one.indicator == indicator.id; };
        const bool named = std::any_of(card.thresholds.begin(), card.thresholds.end(), isThis)
            || std::any_of(card.pauseWhen.begin(), card.pauseWhen.end(), isThis);
        if (named && !indicator.query.isEmpty())
            m_left << indicator;
    }
}

void ReadingsAsk::start(std::chrono::milliseconds patience)
{
    QTimer::singleShot(patience, this, &ReadingsAsk::end);
    QMetaObject::invokeMethod(this, &ReadingsAsk::askNext, Qt::QueuedConnection);
}

void ReadingsAsk::askNext()
{
    if (m_left.isEmpty()) {
        end();
        return;
    }
    const Indicator indicator = m_left.takeFirst();
    m_source.query(indicator.query, this, [this, indicator](const Result<MetricsAnswer> &answer) {
        for (const Series &series : answer ? answer->series : QList<Series>()) {
            const double value = series.columns.empty() ? std::nan("") : series.columns.lastValue();
            const QString version = series.labels.value(m_versionLabel);
            if (version == m_stable)
                m_readings[indicator.id].stable = value;
            if (version == m_canary)
                m_readings[indicator.id].canary = value;
        }
        askNext();
    });
}

void ReadingsAsk::end()
{
    if (std::exchange(m_over, true))
        return;
    emit told(m_readings);
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/TrafficAsk.h"

#include <QTimer>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

TrafficAsk::TrafficAsk(MetricsSource &source, const Clock &clock, ServiceSpec service, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_clock(clock)
    , m_service(std::move(service))
    , m_traffic(trafficOf(m_service.counts))
{
    for (const CountQueries &counts : std::as_const(m_service.counts)) {
        if (!counts.isMean() && m_service.card && isOnCard(*m_service.card, counts.indicatorId))
            m_left << CountQueries{counts.indicatorId, counts.bad, counts.total, {}};
    }
}

void TrafficAsk::start(std::chrono::milliseconds patience)
{
    QTimer::singleShot(patience, this, [this, patience] {
        if (!m_over)
            m_errors << Error{ErrorKind::TimedOut, {m_service.source, QString::number(patience.count())}, {}};
        end();
    });
    if (m_service.requestRateQuery.isEmpty()) {
        askNext();
        return;
    }
    m_source.query(m_service.requestRateQuery, this, [this](const Result<MetricsAnswer> &answer) {
        if (answer) {
            takeRates(*answer);
            // Without a rate nothing can be foretold, whatever is bad.
            m_left = m_traffic.requestsPerSecond ? m_left : QList<CountQueries>();
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
    if (m_poller)
        m_poller.release()->deleteLater(); // its signal may be what led here
    if (m_over)
        return;
    if (m_left.isEmpty()) {
        // Never before start() has returned.
        QMetaObject::invokeMethod(this, &TrafficAsk::end, Qt::QueuedConnection);
        return;
    }
    const CountQueries counts = m_left.takeFirst();
    const qint64 stepMs = m_service.judgeStepSeconds * 1000;
    m_steps.clear();
    m_poller = std::make_unique<CountPoller>(m_source, m_clock, QList<CountQueries>{counts}, m_service.versionLabel, stepMs, this);
    connect(m_poller.get(), &CountPoller::counted, this, [this](const CountStep &step) { m_steps << step; });
    connect(m_poller.get(), &CountPoller::failed, this, [this](const QString &, const Error &error) { m_errors << error; });
    connect(m_poller.get(), &CountPoller::roundEnded, this, [this, id = counts.indicatorId](bool complete) {
        if (complete)
            takeCounts(id);
        askNext();
    }, Qt::SingleShotConnection);
    const qint64 backMs = std::max(stepMs, std::min(lookBackMs, CountPoller::mostSteps * stepMs));
    m_poller->start([sinceMs = toMs(m_clock.now()) - backMs](const QString &, const QString &) { return sinceMs; });
}

/// Of the version with the most requests; where no request rate told which that is, of the one that was counted most.
void TrafficAsk::takeCounts(const QString &indicatorId)
{
    QMap<QString, ArmCounts> sums;
    for (const CountStep &step : std::as_const(m_steps)) {
        for (auto version = step.versions.cbegin(); version != step.versions.cend(); ++version) {
            const ArmCounts arm = version->value(QString());
            if (std::isfinite(arm.bad) && arm.bad >= 0 && arm.bad <= arm.total)
                sums[version.key()] = {sums.value(version.key()).bad + arm.bad, sums.value(version.key()).total + arm.total};
        }
    }
    QString stable = m_stable;
    for (auto version = sums.cbegin(); m_stable.isEmpty() && version != sums.cend(); ++version)
        stable = version->total > sums.value(stable).total ? version.key() : stable;
    const ArmCounts whole = sums.value(stable);
    if (!(whole.total > 0))
        return;
    m_traffic.baseRates[indicatorId] = whole.bad / whole.total;
    Dispersion dispersion;
    for (const CountStep &step : std::as_const(m_steps)) {
        const ArmCounts arm = step.versions.value(stable).value(QString());
        if (std::isfinite(arm.bad) && arm.bad >= 0 && arm.bad <= arm.total)
            dispersion.add(fromMs(step.endMs), arm, {});
    }
    if (const std::optional<double> upper = dispersion.upper())
        m_traffic.dispersions[indicatorId] = *upper;
}

void TrafficAsk::end()
{
    if (m_over)
        return;
    m_over = true;
    m_poller.reset();
    emit told(m_traffic, m_errors);
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardLint.h"
#include "app/canary/CountPoller.h"
#include "app/workspace/Workspace.h"

namespace andon {

/// Asks a source once for the traffic that a card meets: the request rate of all versions and, of the version with the
/// most of it, how often each threshold that is counted is bad and how much that scatters, by its counts of the last two hours.
/// What is not answered stays unknown.
class TrafficAsk final : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 lookBackMs = 2 * 3'600'000;
    /// `source` and `clock` must outlive the object.
    TrafficAsk(MetricsSource &source, const Clock &clock, ServiceSpec service, QObject *parent = nullptr);
    /// told() follows once, after `patience` at the latest.
    void start(std::chrono::milliseconds patience);

signals:
    void told(const andon::CardTraffic &traffic, const QList<andon::Error> &errors);

private:
    void takeRates(const MetricsAnswer &answer);
    void askNext();
    void takeCounts(const QString &indicatorId);
    void end();

    MetricsSource &m_source;
    const Clock &m_clock;
    ServiceSpec m_service;
    QString m_stable; ///< the version with the most requests; empty: nobody told
    QList<CountQueries> m_left;
    std::unique_ptr<CountPoller> m_poller; ///< of the counts that are being read
    QList<CountStep> m_steps;              ///< that it counted
    CardTraffic m_traffic;
    QList<Error> m_errors;
    bool m_over = false;
};

} // namespace andon

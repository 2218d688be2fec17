// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardLint.h"
#include "app/lines/MetricsSource.h"
#include "app/workspace/Workspace.h"

#include <QObject>

namespace andon {

/// Asks a source once for the traffic that a card meets: the request rate of all versions and, of the version with the
/// most of it, how often each threshold that is a ratio is bad. What is not answered stays unknown.
class TrafficAsk final : public QObject {
    Q_OBJECT
public:
    /// `source` must outlive the object.
    TrafficAsk(MetricsSource &source, ServiceSpec service, QObject *parent = nullptr);
    /// told() follows once, after `patience` at the latest.
    void start(std::chrono::milliseconds patience);

signals:
    void told(const andon::CardTraffic &traffic, const QList<andon::Error> &errors);

private:
    void takeRates(const MetricsAnswer &answer);
    void askNext();
    void end();

    MetricsSource &m_source;
    ServiceSpec m_service;
    QString m_stable; ///< the version with the most requests
    QList<Indicator> m_left;
    CardTraffic m_traffic;
    QList<Error> m_errors;
    bool m_over = false;
};

} // namespace andon

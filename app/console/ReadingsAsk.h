// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardDecision.h"
#include "app/lines/MetricsSource.h"
#include "app/workspace/Workspace.h"

#include <QObject>

namespace andon {

/// Asks a source once for the newest value of the indicators of a service's card and of its pause conditions, on stable and
/// canary. What is not answered stays NaN.
class ReadingsAsk final : public QObject {
    Q_OBJECT
public:
    /// `source` must outlive the object.
    ReadingsAsk(MetricsSource &source, const ServiceSpec &service, QString stable, QString canary, QObject *parent = nullptr);
    /// told() follows once, after `patience` at the latest.
    void start(std::chrono::milliseconds patience);

signals:
    void told(const QMap<QString, andon::GuardReading> &readings);

private:
    void askNext();
    void end();

    MetricsSource &m_source;
    QString m_versionLabel;
    QString m_stable;
    QString m_canary;
    QList<Indicator> m_left;
    QMap<QString, GuardReading> m_readings;
    bool m_over = false;
};

} // namespace andon

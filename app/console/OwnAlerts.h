// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/AlertSource.h"
#include "app/console/ServiceDesk.h"
#include "app/lines/GateAlarms.h"

#include <QTimer>

namespace andon {

/// The gates and verdicts of one service as a source of alerts. A gate that was passed stays so until a value shows that it
/// is inside again: where the series ends, it is lost. GUI thread.
class OwnAlerts : public QObject {
    Q_OBJECT
public:
    /// `desk` and `clock` must outlive it.
    OwnAlerts(ServiceDesk &desk, const Clock &clock, QObject *parent = nullptr);
    /// The name under which it reports.
    [[nodiscard]] static QString sourceName(const QString &service) { return QString::fromUtf16(ownSourcePrefix) + service; }

signals:
    void reported(const andon::AlertReport &report);
    void trafficSeen(const QString &service, const QMap<QString, double> &rates, const QMap<QString, double> &weights);

private:
    void report();
    void tellTraffic();
    [[nodiscard]] QList<SourceAlert> gates();
    [[nodiscard]] QList<SourceAlert> verdicts() const;
    [[nodiscard]] SourceAlert named(const QString &kind, const QString &indicatorId, const QString &version) const;
    [[nodiscard]] bool hasValue(const GateAlarm &alarm, qint64 nowMs) const;

    ServiceDesk &m_desk;
    const Clock &m_clock;
    QHash<QString, IndicatorReading> m_readings; ///< by indicator
    bool m_hasRound = false;
    QTimer m_soon;
    QMap<QString, GateAlarm> m_passed;           ///< as last told, by indicator and version
};

} // namespace andon

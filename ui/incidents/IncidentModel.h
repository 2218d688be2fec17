// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Incident.h"
#include "ui/common/ClockText.h"

#include <QAbstractTableModel>

namespace andon {

/// Incidents as rows, newest first.
class IncidentModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { SeverityColumn, TitleColumn, StateColumn, StartedColumn, ServiceColumn, Ttd, Tta, Ttm, Ttr, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    /// Rows that stay keep their selection: only what changed is told.
    void setIncidents(const QList<Incident> &incidents);
    void setTimeZone(TimeZoneChoice zone);
    [[nodiscard]] const Incident &incident(int row) const { return m_incidents[row]; }
    [[nodiscard]] int rowOf(const QString &id) const; ///< -1: not there

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const Incident &incident, int column) const;

    QList<Incident> m_incidents; ///< without their events
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/fleet/FleetOrder.h"
#include "ui/common/ClockText.h"

#include <QAbstractTableModel>

namespace andon {

/// The fleet as a table: services in FleetOrder's order, filtered, with a row for the head of each group. A selection
/// stays with its service while rows move.
class FleetModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Need, Service, Quality, Latency, Cost, Risk, Canary, Alarm, Age, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QList<FleetRow> &rows, qint64 nowMs);
    void setTimeZone(TimeZoneChoice zone);
    /// Words that must all stand in the name, title, group or state of a service.
    void setFilter(const QString &words);
    /// Only services with one of these needs; empty: all.
    void setNeeds(const QSet<FleetNeed> &needs);
    void setGrouped(bool grouped);
    void setHeld(bool held);
    void sortNow();
    [[nodiscard]] const FleetOrder &order() const { return m_order; }

    /// Of a shown row; null for the head of a group.
    [[nodiscard]] const FleetRow *row(int at) const;
    [[nodiscard]] QString groupOf(int at) const; ///< the name of the group whose head this is
    [[nodiscard]] int rowOf(const QString &service) const; ///< -1 where it is not shown
    [[nodiscard]] int count(FleetNeed need) const;         ///< of all services, shown or not
    [[nodiscard]] qsizetype services() const { return m_rows.size(); }
    [[nodiscard]] qsizetype shownServices() const;
    [[nodiscard]] qint64 nowMs() const { return m_nowMs; }
    [[nodiscard]] TimeZoneChoice timeZone() const { return m_zone; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void arranged(); ///< rows came, went or moved

private:
    struct Entry {
        qsizetype row = -1; ///< into m_rows; -1: the head of `group`
        QString group;
        bool operator==(const Entry &) const = default;
    };
    void arrange();
    void moveTo(const QList<Entry> &entries);
    [[nodiscard]] bool shows(const FleetRow &row) const;
    [[nodiscard]] QString text(const FleetRow &row, int column) const;
    [[nodiscard]] QString sentence(const FleetRow &row, int column) const;

    QList<FleetRow> m_rows;
    QHash<QString, qsizetype> m_places; ///< in m_rows, by service
    QList<Entry> m_entries;
    FleetOrder m_order;
    QStringList m_words;
    QSet<FleetNeed> m_needs;
    qint64 m_nowMs = 0;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon

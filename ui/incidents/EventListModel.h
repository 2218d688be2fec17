// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/Event.h"
#include "ui/common/ClockText.h"

#include <QAbstractTableModel>

namespace andon {

/// The events of one incident beside its postmortem. Dragged, a row is its reference as text.
class EventListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Time, What, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setEvents(const QList<Event> &events);
    void setTimeZone(TimeZoneChoice zone);
    [[nodiscard]] const Event &event(int row) const { return m_events[row]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;

private:
    QList<Event> m_events;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon

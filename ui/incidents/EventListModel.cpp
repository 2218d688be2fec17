// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/EventListModel.h"

#include "app/base/DisplayText.h"
#include "app/incidents/Postmortem.h"
#include "ui/incidents/MarkdownEdit.h"

#include <QMimeData>
#include <QTextDocument>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

void EventListModel::setEvents(const QList<Event> &events)
{
    beginResetModel();
    m_events = events;
    endResetModel();
}

void EventListModel::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    if (!m_events.isEmpty())
        emit dataChanged(index(0, Time), index(rowCount() - 1, Time));
}

int EventListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int EventListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_events.size())
        return {};
    const Event &event = m_events[index.row()];
    if (role == Qt::ToolTipRole)
        return Qt::convertFromPlainText(displaySafe(event.title, 300));
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (index.column()) {
    case Number: return u"E%1"_s.arg(event.seq);
    case Time: return clockText(event.occurredAt, m_zone);
    case What: return displaySafe(event.title, 300);
    default: return {};
    }
}

QVariant EventListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number: return tr("No.");
    case Time: return tr("Time");
    case What: return tr("Event");
    default: return {};
    }
}

Qt::ItemFlags EventListModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags;
}

QStringList EventListModel::mimeTypes() const
{
    return {u"text/plain"_s, QString::fromLatin1(referenceMimeType)};
}

QMimeData *EventListModel::mimeData(const QModelIndexList &indexes) const
{
    QList<int> rows;
    for (const QModelIndex &index : indexes) {
        if (!rows.contains(index.row()))
            rows << index.row();
    }
    std::sort(rows.begin(), rows.end());
    QStringList references;
    for (const int row : rows)
        references << referenceText(m_events[row]);
    auto *data = new QMimeData;
    data->setText(references.join(u'\n'));
    data->setData(QString::fromLatin1(referenceMimeType), data->text().toUtf8());
    return data;
}

} // namespace andon

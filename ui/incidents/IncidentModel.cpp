// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/IncidentModel.h"

#include "app/base/DisplayText.h"
#include "ui/common/Theme.h"
#include "ui/incidents/IncidentWords.h"

#include <QApplication>
#include <QBrush>
#include <QPalette>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

void IncidentModel::setIncidents(const QList<Incident> &incidents)
{
    QList<Incident> next = incidents;
    for (Incident &incident : next)
        incident.events.clear();
    const auto keyed = [](const QList<Incident> &list) {
        QStringList ids;
        for (const Incident &incident : list)
            ids << incident.id;
        return ids;
    };
    const QStringList before = keyed(m_incidents), after = keyed(next);
    const qsizetype fresh = after.size() - before.size();
    if (fresh > 0 && after.mid(fresh) == before) {
        beginInsertRows({}, 0, static_cast<int>(fresh) - 1);
        m_incidents = next;
        endInsertRows();
    } else if (before != after) {
        beginResetModel();
        m_incidents = next;
        endResetModel();
    } else {
        m_incidents = next;
    }
    if (!m_incidents.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void IncidentModel::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    if (rowCount() > 0)
        emit dataChanged(index(0, StartedColumn), index(rowCount() - 1, StartedColumn));
}

int IncidentModel::rowOf(const QString &id) const
{
    const auto found = std::find_if(m_incidents.cbegin(), m_incidents.cend(), [&](const Incident &incident) { return incident.id == id; });
    return found == m_incidents.cend() ? -1 : static_cast<int>(found - m_incidents.cbegin());
}

int IncidentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_incidents.size());
}

int IncidentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString IncidentModel::text(const Incident &incident, int column) const
{
    const Durations durations = durationsOf(incident);
    switch (column) {
    case SeverityColumn: return severityWord(incident.severity);
    case StartedColumn: return dateTimeText(incident.time(KeyTime::Started).value_or(incident.openedAt), m_zone).mid(5);
    case StateColumn: return incidentStateText(incident);
    case TitleColumn: return (incident.drill ? tr("[drill] ") : QString()) + displaySafe(incident.title, 256);
    case ServiceColumn: return displaySafe(incident.service, 80);
    case Ttd: return spanText(durations, KeyTime::Detected);
    case Tta: return spanText(durations, KeyTime::Acknowledged);
    case Ttm: return spanText(durations, KeyTime::Mitigated);
    case Ttr: return spanText(durations, KeyTime::Resolved);
    default: return {};
    }
}

QVariant IncidentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Incident &incident = m_incidents[index.row()];
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return text(incident, index.column());
    if (role == Qt::ToolTipRole && index.column() == TitleColumn)
        return u"<span>"_s + text(incident, TitleColumn).toHtmlEscaped() + u"</span>"_s;
    const ThemeColors &colors = themeColors(QApplication::palette());
    const bool burns = incident.running() && !incident.time(KeyTime::Mitigated);
    if (role == Qt::ForegroundRole && burns && (index.column() == StateColumn || index.column() == SeverityColumn))
        return QBrush(colors.critical);
    if (role == Qt::ForegroundRole && !incident.running())
        return QBrush(colors.muted);
    return {};
}

QVariant IncidentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (section) {
    case SeverityColumn: return tip ? tr("Severity: S0 is the worst") : tr("Sev");
    case StartedColumn: return tr("Started");
    case StateColumn: return tr("State");
    case TitleColumn: return tr("What");
    case ServiceColumn: return tr("Service");
    case Ttd: return tip ? tr("Time to detect: from started to detected") : tr("TTD");
    case Tta: return tip ? tr("Time to acknowledge: from detected to acknowledged") : tr("TTA");
    case Ttm: return tip ? tr("Time to mitigate: from started to mitigated") : tr("TTM");
    case Ttr: return tip ? tr("Time to resolve: from started to resolved") : tr("TTR");
    default: return {};
    }
}

} // namespace andon

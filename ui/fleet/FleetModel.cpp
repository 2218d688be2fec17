// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fleet/FleetModel.h"

#include "app/base/DisplayText.h"
#include "ui/fleet/FleetWords.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

void FleetModel::setRows(const QList<FleetRow> &rows, qint64 nowMs)
{
    const bool aged = std::exchange(m_nowMs, nowMs) / 1000 != nowMs / 1000;
    const QList<FleetRow> before = std::exchange(m_rows, rows);
    bool sameServices = before.size() == rows.size();
    for (qsizetype i = 0; sameServices && i < rows.size(); ++i)
        sameServices = before[i].service == rows[i].service;
    if (!sameServices) {
        beginResetModel();
        m_entries.clear();
        m_places.clear();
        for (qsizetype i = 0; i < rows.size(); ++i)
            m_places.insert(rows[i].service, i);
        endResetModel();
    }
    m_order.take(rows);
    arrange();
    // One signal: a view paints what it shows anyway, and what is not shown costs nothing.
    if (!m_entries.isEmpty() && (aged || before != rows))
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void FleetModel::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    if (!m_entries.isEmpty())
        emit dataChanged(index(0, Alarm), index(rowCount() - 1, Alarm));
}

void FleetModel::setFilter(const QString &words)
{
    m_words = words.split(u' ', Qt::SkipEmptyParts);
    arrange();
}

void FleetModel::setNeeds(const QSet<FleetNeed> &needs)
{
    m_needs = needs;
    arrange();
}

void FleetModel::setGrouped(bool grouped)
{
    m_order.setGrouped(grouped);
    arrange();
}

void FleetModel::setHeld(bool held)
{
    m_order.setHeld(held);
    arrange();
}

void FleetModel::sortNow()
{
    m_order.sort();
    arrange();
}

bool FleetModel::shows(const FleetRow &row) const
{
    if (!m_needs.isEmpty() && !m_needs.contains(row.need))
        return false;
    return std::all_of(m_words.cbegin(), m_words.cend(), [&row](const QString &word) {
        const auto in = [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); };
        return in(row.service) || in(row.title) || in(row.group) || in(needTitle(row.need));
    });
}

void FleetModel::arrange()
{
    QList<Entry> entries;
    for (const FleetGroup &group : m_order.groups()) {
        const qsizetype head = entries.size();
        if (m_order.isGrouped())
            entries.append(Entry{-1, group.name});
        for (const QString &service : group.services) {
            const qsizetype place = m_places.value(service, -1);
            // Under a hand no row goes because its state changed; the words of the filter decide at once.
            if (place >= 0 && (shows(m_rows[place]) || (m_order.isHeld() && m_words.isEmpty() && rowOf(service) >= 0)))
                entries.append(Entry{place, {}});
        }
        if (m_order.isGrouped() && entries.size() == head + 1)
            entries.removeLast();
    }
    if (entries != m_entries)
        moveTo(entries);
}

void FleetModel::moveTo(const QList<Entry> &entries)
{
    if (entries.size() != m_entries.size()) {
        // Rows came or went: all at once, and the panel finds the selected service again.
        beginResetModel();
        m_entries = entries;
        endResetModel();
        emit arranged();
        return;
    }
    emit layoutAboutToBeChanged();
    const QModelIndexList from = persistentIndexList();
    QList<Entry> kept;
    for (const QModelIndex &one : from)
        kept << m_entries[one.row()];
    m_entries = entries;
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i) {
        const qsizetype at = m_entries.indexOf(kept[i]);
        to << (at < 0 ? QModelIndex() : index(static_cast<int>(at), from[i].column()));
    }
    changePersistentIndexList(from, to);
    emit layoutChanged();
    emit arranged();
}

const FleetRow *FleetModel::row(int at) const
{
    if (at < 0 || at >= m_entries.size() || m_entries[at].row < 0)
        return nullptr;
    return &m_rows[m_entries[at].row];
}

QString FleetModel::groupOf(int at) const
{
    return at >= 0 && at < m_entries.size() ? m_entries[at].group : QString();
}

int FleetModel::rowOf(const QString &service) const
{
    const qsizetype place = m_places.value(service, -1);
    return place < 0 ? -1 : static_cast<int>(m_entries.indexOf(Entry{place, {}}));
}

int FleetModel::count(FleetNeed need) const
{
    return static_cast<int>(std::count_if(m_rows.cbegin(), m_rows.cend(), [need](const FleetRow &row) { return row.need == need; }));
}

qsizetype FleetModel::shownServices() const
{
    return std::count_if(m_entries.cbegin(), m_entries.cend(), [](const Entry &entry) { return entry.row >= 0; });
}

int FleetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int FleetModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FleetModel::text(const FleetRow &row, int column) const
{
    switch (column) {
    case Need: return needText(row);
    case Service: return displaySafe(row.title, 80);
    case Canary: return row.canary.verdict ? verdictSign(*row.canary.verdict) + u' ' + canaryText(row.canary) : canaryText(row.canary);
    case Alarm: return alarmText(row);
    case Age: return ageText(row.dataMs, m_nowMs);
    default: return lampText(row.lamps[static_cast<std::size_t>(column - Quality)]);
    }
}

QString FleetModel::sentence(const FleetRow &row, int column) const
{
    switch (column) {
    case Need: return tr("%1: %2").arg(needText(row), needSentence(row.need));
    case Service: {
        QStringList parts{displaySafe(row.title)};
        if (row.service != row.title)
            parts << displaySafe(row.service);
        if (!row.group.isEmpty())
            parts << tr("group %1").arg(displaySafe(row.group));
        return parts.join(u", "_s);
    }
    case Canary: return canarySentence(row.canary);
    case Alarm: {
        const QString words = alarmText(row), detail = alarmDetail(row, m_nowMs, m_zone);
        return words.isEmpty() ? tr("No alarm") : detail.isEmpty() ? words : words + u"; "_s + detail;
    }
    case Age: return tr("Age of the data: %1").arg(ageText(row.dataMs, m_nowMs));
    default: return lampSentence(row.lamps[static_cast<std::size_t>(column - Quality)], m_nowMs);
    }
}

QVariant FleetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FleetRow *of = row(index.row());
    if (!of) {
        const QString name = groupOf(index.row());
        const bool told = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
        return index.column() == 0 && told ? QVariant(name.isEmpty() ? tr("Without a group") : displaySafe(name, 80)) : QVariant();
    }
    if (role == Qt::DisplayRole)
        return text(*of, index.column());
    if (role == Qt::AccessibleTextRole)
        return sentence(*of, index.column());
    // Markup in a name stays text.
    if (role == Qt::ToolTipRole)
        return QString(u"<span>"_s + sentence(*of, index.column()).toHtmlEscaped() + u"</span>"_s);
    return {};
}

QVariant FleetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Need: return tr("State");
    case Service: return tr("Service");
    case Canary: return tr("Canary");
    case Alarm: return tr("First alarm");
    case Age: return tr("Age");
    default: return section < ColumnCount ? QVariant(lineTitle(static_cast<Line>(section - Quality))) : QVariant();
    }
}

Qt::ItemFlags FleetModel::flags(const QModelIndex &index) const
{
    return row(index.row()) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

} // namespace andon

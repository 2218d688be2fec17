// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/IndicatorTableModel.h"

#include "app/base/DisplayText.h"
#include "ui/lines/LatestValues.h"
#include "ui/plot/ValueText.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int mostVersions = 6;

IndicatorTableModel::IndicatorTableModel(const LineBoard &board, QObject *parent)
    : QAbstractTableModel(parent), m_board(board)
{
}

void IndicatorTableModel::reload()
{
    beginResetModel();
    m_rows.clear();
    m_versions = m_looks.ordered(m_board.versions()).mid(0, mostVersions);
    QList<Indicator> indicators = m_board.indicators();
    std::stable_sort(indicators.begin(), indicators.end(), [](const Indicator &a, const Indicator &b) {
        return a.family != b.family ? a.family < b.family : a.headline && !b.headline;
    });
    for (const Indicator &indicator : indicators)
        m_rows.append(rowFor(indicator));
    endResetModel();
}

IndicatorTableModel::Row IndicatorTableModel::rowFor(const Indicator &indicator) const
{
    Row row;
    row.indicator = indicator;
    const IndicatorReading reading = m_board.reading(indicator.id);
    const QList<LatestValue> latest = latestValues(reading, m_nowMs, m_stepMs);
    QString crossing;
    for (const QString &version : m_versions) {
        const auto at = std::find_if(latest.cbegin(), latest.cend(),
                                     [&](const LatestValue &value) { return value.version == version; });
        row.values.append(at == latest.cend() ? QString() : valueText(at->value, indicator.unit));
        row.states.append(at == latest.cend() ? GateState::Unknown : at->state);
        if (row.states.last() > row.worst)
            row.worst = row.states.last();
        if (row.states.last() == row.worst && row.worst >= GateState::Warn)
            crossing = versionText(version);
    }
    row.state = readingTrouble(reading, m_nowMs, m_stepMs);
    if (row.state.isEmpty() && row.worst >= GateState::Warn)
        row.state = gateShape(row.worst) + u' ' + gateWords(row.worst) + u": "_s + crossing;
    if (const QString warning = readingWarning(reading); !warning.isEmpty())
        row.state += (row.state.isEmpty() ? QString() : u"; "_s) + warning;
    return row;
}

void IndicatorTableModel::refresh(int row)
{
    const Row next = rowFor(m_rows[row].indicator);
    if (next == m_rows[row])
        return;
    m_rows[row] = next;
    emit dataChanged(index(row, 0), index(row, columnCount() - 1));
}

void IndicatorTableModel::setVersions()
{
    const QStringList versions = m_looks.ordered(m_board.versions()).mid(0, mostVersions);
    if (versions == m_versions)
        return;
    if (!m_versions.isEmpty()) {
        beginRemoveColumns({}, leading, leading + static_cast<int>(m_versions.size()) - 1);
        m_versions.clear();
        for (Row &row : m_rows) {
            row.values.clear();
            row.states = {}; // without memory as a new list: Qt compares an empty one that has some by memcmp() with null
        }
        endRemoveColumns();
    }
    if (!versions.isEmpty()) {
        beginInsertColumns({}, leading, leading + static_cast<int>(versions.size()) - 1);
        m_versions = versions;
        for (Row &row : m_rows)
            row = rowFor(row.indicator);
        endInsertColumns();
    }
}

void IndicatorTableModel::readingChanged(const QString &indicatorId, qint64 nowMs)
{
    m_nowMs = nowMs;
    setVersions();
    if (const QModelIndex at = indexOf(indicatorId); at.isValid())
        refresh(at.row());
}

void IndicatorTableModel::setRoles(const LineLooks &looks)
{
    m_looks = looks;
    setVersions();
}

void IndicatorTableModel::setNow(qint64 nowMs)
{
    m_nowMs = nowMs;
    for (int row = 0; row < m_rows.size(); ++row)
        refresh(row);
}

QString IndicatorTableModel::indicatorId(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_rows.size() ? m_rows[index.row()].indicator.id : QString();
}

QModelIndex IndicatorTableModel::indexOf(const QString &indicatorId) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].indicator.id == indicatorId)
            return index(row, 0);
    }
    return {};
}

int IndicatorTableModel::crossed(GateState state) const
{
    return static_cast<int>(std::count_if(m_rows.cbegin(), m_rows.cend(),
                                          [state](const Row &row) { return row.worst == state; }));
}

int IndicatorTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int IndicatorTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : leading + static_cast<int>(m_versions.size()) + trailing;
}

QVariant IndicatorTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[index.row()];
    const int version = index.column() - leading;
    const bool isValue = version >= 0 && version < m_versions.size();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(isValue ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole && isValue)
        return QString(row.values.value(version) + u' ' + gateWords(row.states.value(version, GateState::Unknown)));
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    if (index.column() == 0)
        return displaySafe(row.indicator.title);
    if (index.column() == 1)
        return familyTitle(row.indicator.family);
    if (isValue) {
        const QString shape = gateShape(row.states.value(version, GateState::Unknown));
        return shape.isEmpty() ? row.values.value(version) : QString(shape + u' ' + row.values.value(version));
    }
    return version == m_versions.size() ? gateText(row.indicator) : row.state;
}

QVariant IndicatorTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        const bool isValue = section >= leading && section < leading + m_versions.size();
        return QVariant::fromValue(Qt::Alignment(isValue ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    if (section == 0)
        return tr("Indicator");
    if (section == 1)
        return tr("Family");
    const int version = section - leading;
    if (version >= 0 && version < m_versions.size())
        return versionText(m_versions[version]);
    return version == m_versions.size() ? tr("Gate: warn / stop") : tr("State");
}

} // namespace andon

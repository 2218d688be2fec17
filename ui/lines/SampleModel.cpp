// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/SampleModel.h"

#include "app/base/DisplayText.h"
#include "ui/plot/LineLook.h"
#include "ui/plot/ValueText.h"

namespace andon {

using namespace Qt::StringLiterals;

void SampleModel::setTable(const SampleTable &table, TimeZoneChoice zone)
{
    beginResetModel();
    m_table = table;
    m_zone = zone;
    endResetModel();
}

int SampleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows());
}

int SampleModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns().size()) + 1;
}

QVariant SampleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    if (index.column() == 0)
        return dateTimeText(fromMs(m_table.time(row)), m_zone);
    const int column = index.column() - 1;
    return valueText(m_table.value(row, column), m_table.columns()[column].unit);
}

QVariant SampleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (section == 0)
        return tr("Time");
    if (section > m_table.columns().size())
        return {};
    const SampleTable::Column &column = m_table.columns()[section - 1];
    const QString version = versionText(column.version);
    return role == Qt::DisplayRole ? displaySafe(column.title, 40) + u' ' + version
                                   : (displaySafe(column.title) + u' ' + version).toHtmlEscaped();
}

} // namespace andon

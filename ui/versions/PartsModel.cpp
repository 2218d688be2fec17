// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/versions/PartsModel.h"

#include "app/base/DisplayText.h"
#include "ui/versions/VersionWords.h"

#include <QFont>

namespace andon {

using namespace Qt::StringLiterals;

void PartsModel::setDifferences(const QString &before, const QString &after, const QList<PartDifference> &differences)
{
    if (before == m_before && after == m_after && differences == m_differences)
        return;
    beginResetModel();
    m_before = before;
    m_after = after;
    m_differences = differences;
    endResetModel();
}

int PartsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_differences.size());
}

int PartsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PartsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_differences.size())
        return {};
    const PartDifference &one = m_differences[index.row()];
    if (role == Qt::DisplayRole) {
        switch (index.column()) {
        case Part: return partTitle(one.part);
        case Change: return changeText(one.change);
        case Before: return partText(one.before);
        case After: return partText(one.after);
        default: return {};
        }
    }
    if (role == Qt::FontRole && one.differs()) {
        QFont font;
        font.setBold(true);
        return font;
    }
    if (role == Qt::ToolTipRole && (index.column() == Before || index.column() == After)) {
        const QString word = partWord(index.column() == Before ? one.before : one.after);
        return word.isEmpty() ? QVariant() : u"<span>"_s + displaySafe(word, 500).toHtmlEscaped() + u"</span>"_s;
    }
    if (role == Qt::AccessibleTextRole && index.column() == Part)
        return u"%1, %2"_s.arg(partTitle(one.part), changeText(one.change));
    return {};
}

QVariant PartsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Part: return tr("Part");
    case Change: return tr("Change");
    case Before: return m_before.isEmpty() ? tr("Before") : displaySafe(m_before, 60);
    case After: return m_after.isEmpty() ? tr("After") : displaySafe(m_after, 60);
    default: return {};
    }
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/ReviewModel.h"

#include <QFont>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

struct ReviewModel::Node {
    ReviewRow row; ///< its children stand in the nodes
    Node *parent = nullptr;
    int place = 0;
    std::vector<std::unique_ptr<Node>> children;
};

ReviewModel::ReviewModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

ReviewModel::~ReviewModel() = default;

void ReviewModel::setRows(std::vector<ReviewRow> rows)
{
    update(*m_root, std::move(rows));
}

void ReviewModel::fill(Node &node, std::vector<ReviewRow> rows)
{
    for (ReviewRow &row : rows) {
        auto child = std::make_unique<Node>();
        child->parent = &node;
        child->place = static_cast<int>(node.children.size());
        std::vector<ReviewRow> below = std::move(row.children);
        row.children.clear();
        child->row = std::move(row);
        fill(*child, std::move(below));
        node.children.push_back(std::move(child));
    }
}

/// Where the same rows stand in the same order they are changed in place; else that level alone is made anew.
void ReviewModel::update(Node &node, std::vector<ReviewRow> rows)
{
    const bool same = std::equal(rows.begin(), rows.end(), node.children.begin(), node.children.end(),
                                 [](const ReviewRow &row, const std::unique_ptr<Node> &child) { return row.key == child->row.key; });
    const QModelIndex at = &node == m_root.get() ? QModelIndex() : indexOf(node, 0);
    if (!same) {
        if (!node.children.empty()) {
            beginRemoveRows(at, 0, static_cast<int>(node.children.size()) - 1);
            node.children.clear();
            endRemoveRows();
        }
        if (!rows.empty()) {
            beginInsertRows(at, 0, static_cast<int>(rows.size()) - 1);
            fill(node, std::move(rows));
            endInsertRows();
        }
        return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Node &child = *node.children[i];
        std::vector<ReviewRow> below = std::move(rows[i].children);
        rows[i].children.clear();
        const bool changed = rows[i].cells != child.row.cells || rows[i].tone != child.row.tone || rows[i].bar != child.row.bar;
        child.row = std::move(rows[i]);
        if (changed)
            emit dataChanged(indexOf(child, 0), indexOf(child, ReviewRow::ColumnCount - 1));
        update(child, std::move(below));
    }
}

ReviewModel::Node *ReviewModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex ReviewModel::indexOf(const Node &node, int column) const
{
    return createIndex(node.place, column, const_cast<Node *>(&node));
}

const ReviewRow &ReviewModel::row(const QModelIndex &index) const
{
    return nodeOf(index)->row;
}

QModelIndex ReviewModel::lineIndex(const QString &indicatorId) const
{
    for (const auto &family : m_root->children) {
        for (const auto &line : family->children) {
            if (line->row.indicatorId == indicatorId)
                return indexOf(*line, 0);
        }
    }
    return {};
}

QModelIndex ReviewModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    const bool there = parent.column() <= 0 && row >= 0 && row < static_cast<int>(node->children.size()) && column >= 0
        && column < ReviewRow::ColumnCount;
    return there ? indexOf(*node->children[static_cast<std::size_t>(row)], column) : QModelIndex();
}

QModelIndex ReviewModel::parent(const QModelIndex &child) const
{
    const Node *above = child.isValid() ? nodeOf(child)->parent : nullptr;
    return above && above != m_root.get() ? indexOf(*above, 0) : QModelIndex();
}

int ReviewModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int ReviewModel::columnCount(const QModelIndex &) const
{
    return ReviewRow::ColumnCount;
}

/// A row read out: its name, its verdict first, then the rest.
QString ReviewModel::spoken(const ReviewRow &row) const
{
    const QStringList headers = reviewHeaders();
    QStringList words{row.cells.value(ReviewRow::Name), row.cells.value(ReviewRow::Says).mid(2)};
    for (const int column : {ReviewRow::Why, ReviewRow::Stable, ReviewRow::Canary, ReviewRow::Change, ReviewRow::Events, ReviewRow::Evidence, ReviewRow::Since}) {
        if (const QString cell = row.cells.value(column); !cell.isEmpty())
            words << headers[column] + u": "_s + cell;
    }
    words.removeAll(QString());
    return words.join(u", "_s);
}

QVariant ReviewModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ReviewRow &row = nodeOf(index)->row;
    const QString cell = row.cells.value(index.column());
    switch (role) {
    case Qt::DisplayRole: return cell;
    case Qt::ToolTipRole: return cell.size() > 24 ? cell.toHtmlEscaped() : QString();
    case Qt::AccessibleTextRole: return index.column() == ReviewRow::Name ? spoken(row) : cell;
    case Qt::TextAlignmentRole: {
        const bool figure = index.column() >= ReviewRow::Stable && index.column() <= ReviewRow::Events;
        return static_cast<int>((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    case Qt::FontRole: {
        QFont font;
        font.setBold(row.isFamily || (index.column() == ReviewRow::Says && row.tone == ReviewTone::Stop));
        return font;
    }
    default: return {};
    }
}

QVariant ReviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return reviewHeaders().value(section);
    if (role == Qt::TextAlignmentRole) {
        const bool figure = section >= ReviewRow::Stable && section <= ReviewRow::Events;
        return static_cast<int>((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

} // namespace andon

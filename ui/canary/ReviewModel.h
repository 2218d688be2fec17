// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canary/ReviewRows.h"

#include <QAbstractItemModel>

#include <memory>

namespace andon {

/// The rows of a review as a tree: families, their lines, what is known of each. A new set of rows changes what differs, so
/// that what a person opened or stands on stays.
class ReviewModel : public QAbstractItemModel {
    Q_OBJECT
public:
    explicit ReviewModel(QObject *parent = nullptr);
    ~ReviewModel() override;
    void setRows(std::vector<ReviewRow> rows);
    /// Of a valid index; as long as the rows stay.
    [[nodiscard]] const ReviewRow &row(const QModelIndex &index) const;
    /// The first column of a line's row; invalid: there is no such line.
    [[nodiscard]] QModelIndex lineIndex(const QString &indicatorId) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;
    void update(Node &node, std::vector<ReviewRow> rows);
    void fill(Node &node, std::vector<ReviewRow> rows);
    [[nodiscard]] Node *nodeOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node &node, int column) const;
    [[nodiscard]] QString spoken(const ReviewRow &row) const;

    std::unique_ptr<Node> m_root;
};

} // namespace andon

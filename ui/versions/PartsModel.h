// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/versions/VersionDiff.h"

#include <QAbstractTableModel>

namespace andon {

/// The parts of two versions, a row each: what differs is bold and has a shape of its own.
class PartsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Part, Change, Before, After, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;
    void setDifferences(const QString &before, const QString &after, const QList<PartDifference> &differences);
    [[nodiscard]] const QList<PartDifference> &differences() const { return m_differences; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString m_before;
    QString m_after;
    QList<PartDifference> m_differences;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/SampleTable.h"
#include "ui/common/ClockText.h"

#include <QAbstractTableModel>

namespace andon {

/// The samples in view as rows of text: the time, and each version's value with its unit. Reads only what is asked for,
/// so a million rows cost nothing.
class SampleModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setTable(const SampleTable &table, TimeZoneChoice zone);
    [[nodiscard]] const SampleTable &table() const { return m_table; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    SampleTable m_table;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon

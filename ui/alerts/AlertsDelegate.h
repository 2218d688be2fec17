// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace andon {

class AlertsModel;

/// Paints a cell of the alarms: a chip with shape and word, or two lines of plain text.
class AlertsDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit AlertsDelegate(const AlertsModel &model, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] static int rowHeight(const QFontMetrics &metrics) { return metrics.height() * 4 + 10; }
    /// The row that is lit by the pulse now; empty: none.
    void setLit(const QString &key) { m_lit = key; }

private:
    void paintChip(QPainter &painter, const QStyleOptionViewItem &option, int row) const;

    const AlertsModel &m_model;
    QString m_lit;
};

} // namespace andon

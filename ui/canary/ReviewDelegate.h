// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canary/ReviewModel.h"

#include <QStyledItemDelegate>

namespace andon {

/// Paints a review's cells: evidence as a bar that grows on the logarithm's scale to its limit, which is marked, with the
/// numbers beside it; verdicts with their shape, colour and word.
class ReviewDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit ReviewDelegate(const ReviewModel &model, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Where the limit stands in a bar, as a part of its width; evidence beyond it goes on to the bar's end.
    static constexpr double limitPlace = 0.8;
    /// How much of the bar is filled, 0 to 1.
    [[nodiscard]] static double filled(const ReviewBar &bar);

private:
    void paintBar(QPainter &painter, const QRect &area, const ReviewRow &row, const QStyleOptionViewItem &option) const;
    void paintSays(QPainter &painter, const QRect &area, const ReviewRow &row, const QStyleOptionViewItem &option) const;
    const ReviewModel &m_model;
};

} // namespace andon

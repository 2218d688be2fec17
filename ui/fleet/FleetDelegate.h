// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/fleet/FleetRow.h"
#include "ui/common/Theme.h"
#include "ui/fleet/PaintCache.h"

#include <QStyledItemDelegate>

namespace andon {

class FleetModel;

/// Paints the cells of the fleet board: a chip for the state, lamps with value, distance and line, two lines of words for
/// the rest. What is late is hatched.
class FleetDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// `model` must outlive the delegate.
    explicit FleetDelegate(const FleetModel &model, QObject *parent = nullptr);
    /// How much of the past the lines show.
    void setSpanMs(qint64 spanMs) { m_spanMs = spanMs; }
    /// Of two lines of words.
    [[nodiscard]] static int rowHeight(const QFontMetrics &metrics) { return metrics.height() * 2 + 8; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintNeed(QPainter &painter, const QRect &area, const FleetRow &row, const ThemeColors &colors) const;
    void paintLamp(QPainter &painter, const QRect &area, const FleetLamp &lamp, const QString &cell, const ThemeColors &colors) const;
    void paintCanary(QPainter &painter, const QRect &area, const FleetCanary &canary, const ThemeColors &colors) const;
    void paintWords(QPainter &painter, const QRect &area, const QString &first, const QString &second, const QColor &firstInk,
                    const ThemeColors &colors) const;

    const FleetModel &m_model;
    qint64 m_spanMs = 3'600'000;
    mutable PaintCache m_cache; ///< painting changes nothing that is seen
};

} // namespace andon

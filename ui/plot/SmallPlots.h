// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Indicator.h"
#include "ui/plot/LineLook.h"
#include "ui/plot/RowCurves.h"

#include <QWidget>

#include <vector>

namespace andon {

/// A grid of small plots over one span of time and one value axis, so that they can be compared: one a tenant, a tool...
/// Arrows walk the cells; each is told to assistive technology as it is reached.
class SmallPlots : public QWidget {
    Q_OBJECT
public:
    struct Cell {
        QString title;  ///< of the label's value; hostile text
        QString value;  ///< the newest and worst, with its unit
        GateState state = GateState::Unknown;
        PlotRow row;
    };
    explicit SmallPlots(QWidget *parent = nullptr);
    /// `rest`: words for what is not drawn, empty where all is.
    void setCells(const QString &title, const QList<Cell> &cells, const QString &rest);
    void setLooks(const LineLooks &looks);
    void setTimes(qint64 startMs, qint64 endMs, qint64 nowMs);
    [[nodiscard]] const QList<Cell> &cells() const { return m_cells; }
    [[nodiscard]] const QString &rest() const { return m_rest; }
    [[nodiscard]] int current() const { return m_current; } ///< -1: none
    [[nodiscard]] QRect cellRect(int index) const;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void leaveAsked(); ///< Escape

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;
    [[nodiscard]] int headHeight() const;
    /// So many pixels at the left of the head are somebody else's.
    void setHeadIndent(int pixels);

private:
    void setCurrent(int index);
    [[nodiscard]] int columns() const;
    [[nodiscard]] QString spoken(int index) const;
    struct ValueAxis;
    [[nodiscard]] ValueAxis valueAxis() const;
    void paintCell(QPainter &painter, int index, const ValueAxis &axis);
    void paintLabels(QPainter &painter, const QRect &area, const ValueAxis &axis) const;

    QString m_title;
    QString m_rest;
    QList<Cell> m_cells;
    std::vector<RowCurves> m_curves; ///< one a cell
    LineLooks m_looks;
    qint64 m_startMs = 0;
    qint64 m_endMs = 1;
    qint64 m_nowMs = 0;
    int m_current = -1;
    int m_headIndent = 0;
};

} // namespace andon

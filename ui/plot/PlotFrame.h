// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/ClockText.h"
#include "ui/common/Theme.h"
#include "ui/plot/PlotValues.h"

#include <QFont>
#include <QObject>
#include <QRect>

#include <functional>

class QCPAxisRect;
class QCPLayerable;
class QPainter;
class QWidget;

namespace andon {

class PlotCanvas;
class ValueTicker;

/// The stack of axis rectangles with their grids and labels, kept by QCustomPlot; all lines are painted by the callers'
/// painters. The overlay is painted over the last frame, so that moving the crosshair redraws nothing else.
class PlotFrame : public QObject {
    Q_OBJECT
public:
    /// Called within a replot.
    struct Painters {
        std::function<void(QPainter &, int row)> backdrop; ///< under the grid, clipped to the row
        std::function<void(QPainter &)> curves;            ///< over the grid, of all rows
        std::function<void(QPainter &)> chrome;            ///< titles and the strip of marks
        std::function<void(QPainter &)> overlay;           ///< crosshair and rubber band
    };
    /// The widget belongs to `parent`.
    PlotFrame(QWidget *parent, Painters painters);
    ~PlotFrame() override;

    [[nodiscard]] QWidget *widget() const;
    void setRowCount(int count);
    [[nodiscard]] int rowCount() const { return static_cast<int>(m_rows.size()); }
    /// The area of a row's lines, in the widget's coordinates; valid after the first replot.
    [[nodiscard]] QRect rowRect(int row) const;
    /// The strip over a row that holds its title, and the one over all rows that holds the marks.
    [[nodiscard]] QRect titleRect(int row) const;
    [[nodiscard]] QRect markStrip() const;
    /// Right of a row, for its gates' names.
    [[nodiscard]] QRect gateGutter(int row) const;
    void setTimes(qint64 startMs, qint64 endMs, TimeZoneChoice zone);
    void setValues(int row, const ValueRange &range, Unit unit, bool labelled);
    /// Colours and font; the next replot shows them.
    void restyle(const ThemeColors &colors, const QFont &font);
    void replot();
    void replotOverlay(); ///< the last frame again, with the overlay as it is now
    void replotOverlay(const QRegion &part); ///< the same where only a part of the overlay is another one

signals:
    void laidOut(); ///< the rows' rectangles changed

private:
    struct Row {
        QCPAxisRect *rect = nullptr;
        QCPLayerable *backdrop = nullptr;
        ValueTicker *values = nullptr; ///< owned by the axis
    };
    void addRow(int index);
    void styleRow(Row &row, const ThemeColors &colors, const QFont &font);
    void place();
    void noteLayout();

    PlotCanvas *m_plot;
    Painters m_painters;
    QList<Row> m_rows;
    QList<QRect> m_lastRects;
    ThemeColors m_colors;
    QFont m_font;
    int m_gutter = 0;
};

} // namespace andon

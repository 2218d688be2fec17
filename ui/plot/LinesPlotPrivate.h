// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/CrosshairTable.h"
#include "ui/plot/LinesPlot.h"
#include "ui/plot/PlotFrame.h"
#include "ui/plot/RowPainter.h"
#include "ui/plot/TimeView.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>

class QMouseEvent;
class QWheelEvent;

namespace andon {

/// The inside of LinesPlot: state, painting and the pointer.
struct LinesPlot::Private {
    explicit Private(LinesPlot &owner);

    void changed();    ///< repaints soon, at most once a frame, once shown
    void redraw();     ///< repaints now
    void viewMoved();  ///< after every change of the view by a person
    void showTable();
    [[nodiscard]] RowScene scene(int row) const;
    [[nodiscard]] PixelScale scale(int row) const;
    [[nodiscard]] const ThemeColors &colors() const;
    [[nodiscard]] RowCurves &curvesOf(int row);
    void paintChrome(QPainter &painter) const;
    void paintOverlay(QPainter &painter) const;
    [[nodiscard]] QString spokenText() const;

    bool pointer(QEvent *event); ///< of the plot's widget
    void press(const QMouseEvent &event);
    void move(const QMouseEvent &event);
    void release(const QMouseEvent &event);
    void wheel(const QWheelEvent &event);
    void stepCrosshair(int samples);

    LinesPlot &owner;
    PlotFrame *frame = nullptr;
    CrosshairTable *table = nullptr;
    QTimer redrawTimer;
    QTimer describeTimer;
    QElapsedTimer sinceRedraw;
    TimeView view;
    QList<PlotRow> rows;
    QList<RowCurves> curves;   ///< one a row, made when it is first painted
    QList<ValueRange> ranges;  ///< as last drawn, one a row
    LineLooks looks;
    QList<PlotMark> marks;
    QList<PlotShade> shades;
    TimeZoneChoice zone = TimeZoneChoice::Utc;
    qint64 stepMs = 0;
    qint64 drawnNowMs = 0;
    qint64 crosshairMs = 0;         ///< 0: hidden
    std::optional<int> pointerX;    ///< the crosshair stays under the pointer while the lines move
    std::optional<int> pressX, dragX;
    double wheelTurns = 0;
    int replots = 0;
    bool dirty = false;
    bool ringShown = false; ///< focus came by the keyboard
};

} // namespace andon

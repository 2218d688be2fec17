// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/CrosshairTable.h"
#include "ui/plot/LinesPlot.h"
#include "ui/plot/PausedChip.h"
#include "ui/plot/PlotFrame.h"
#include "ui/plot/PlotHold.h"
#include "ui/plot/PlotKeys.h"
#include "ui/plot/PlotPointer.h"
#include "ui/plot/RowPainter.h"
#include "ui/plot/SelectionBar.h"
#include "ui/plot/TimeView.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>
#include <vector>

namespace andon {

/// The inside of LinesPlot: its state and its painting.
struct LinesPlot::Private {
    explicit Private(LinesPlot &owner);

    void changed();    ///< repaints soon, at most once a frame, once shown
    void redraw();     ///< repaints now
    void viewMoved();  ///< after every change of the view by a person
    void showCrosshair(); ///< and its table; all else over the lines stays as it is
    [[nodiscard]] QRect crosshairStrip() const; ///< all that the crosshair covers; null: it is not in view
    [[nodiscard]] RowScene scene(int row) const;
    [[nodiscard]] PixelScale scale(int row) const;
    [[nodiscard]] const ThemeColors &colors() const;
    void paintCurves(QPainter &painter);
    void paintChrome(QPainter &painter) const;
    void paintOverlay(QPainter &painter) const;
    [[nodiscard]] QString spokenText() const;

    void setHeld(PlotHold::Reason reason, bool holds);
    /// The wheel was turned: the hand is on it for a moment longer.
    void wheelTurned() { wheelTimer.start(); }
    [[nodiscard]] bool handAtWork() const { return hold.has(PlotHold::Hand) || wheelTimer.isActive(); }
    void followValues(); ///< the ranges of what is in view; those under a hand stay
    void select(qint64 oneMs, qint64 otherMs); ///< in any order; within the view
    void setSelection(const std::optional<TimeWindow> &window);
    void placeSelectionBar();
    void placePausedChip();
    void chooseNext(int steps); ///< up (below 0) or down the series
    void markChosen();
    void paintChosen(QPainter &painter) const;
    [[nodiscard]] const PlotCurve *chosenCurve() const; ///< null: none, or it has no sample
    /// Where the crosshair stands after so many samples, at least a pixel each; within the view.
    [[nodiscard]] qint64 steppedCrosshair(int samples) const;

    LinesPlot &owner;
    PlotFrame *frame = nullptr;
    CrosshairTable *table = nullptr;
    SelectionBar *selectionBar = nullptr;
    PausedChip *pausedChip = nullptr;
    PlotPointer pointer;
    PlotKeys keys;
    PlotHold hold;
    QTimer redrawTimer;
    QTimer describeTimer;
    QTimer wheelTimer; ///< runs while a hand is on the wheel
    QElapsedTimer sinceRedraw;
    TimeView view;
    QList<PlotRow> rows;
    std::vector<RowCurves> curves; ///< one a row, made when it is first painted
    QList<ValueRange> ranges;  ///< as last drawn, one a row
    LineLooks looks;
    QList<PlotMark> marks;
    QList<PlotShade> shades;
    TimeZoneChoice zone = TimeZoneChoice::Utc;
    qint64 stepMs = 0;
    qint64 drawnNowMs = 0;
    qint64 crosshairMs = 0;         ///< 0: hidden
    qint64 toldCrosshairMs = 0;     ///< that crosshairMoved gave last
    QRect shownCrosshair;           ///< its strip as last painted
    std::optional<TimeWindow> selection;
    std::optional<PlotSeries> chosen; ///< by row, version and title
    int pointerRow = 0;
    std::optional<int> pointerX;    ///< the crosshair stays under the pointer while the lines move
    int replots = 0;
    bool dirty = false;
    bool ringShown = false; ///< focus came by the keyboard
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/ClockText.h"
#include "ui/plot/PlotValues.h"

#include <QMap>
#include <QWidget>

#include <memory>

class QKeyEvent;

namespace andon {

class LineLooks;

/// Rows of lines over one shared time axis: gates as bands, late data hatched, a crosshair with a table of values, and a
/// zoom with a way back. Times are ms since the epoch. Repaints at most once a frame, and only what is shown.
class LinesPlot : public QWidget {
    Q_OBJECT
public:
    explicit LinesPlot(QWidget *parent = nullptr);
    ~LinesPlot() override;

    void setRows(const QList<PlotRow> &rows);
    void setRow(int row, const PlotRow &content); ///< of an existing row
    [[nodiscard]] const QList<PlotRow> &rows() const;
    void setRoles(const QMap<QString, LineRole> &roles);
    [[nodiscard]] const LineLooks &looks() const;
    void setMarks(const QList<PlotMark> &marks);
    void setShades(const QList<PlotShade> &shades);
    void setTimeZone(TimeZoneChoice zone);
    void setStepMs(qint64 stepMs); ///< distance of the samples; 0: found from the samples
    void setNow(qint64 nowMs);

    void setRangeSeconds(qint64 seconds); ///< the default range; shows it, following now
    void zoomTo(qint64 startMs, qint64 endMs);
    void goBack();
    void goForward();
    void goLive(); ///< the default range, following now
    [[nodiscard]] bool live() const;
    [[nodiscard]] bool canGoBack() const;
    [[nodiscard]] qint64 behindMs() const; ///< how far the view's end lies behind now
    [[nodiscard]] qint64 startMs() const;
    [[nodiscard]] qint64 endMs() const;

    /// 0 hides it.
    void setCrosshair(qint64 timeMs);
    [[nodiscard]] qint64 crosshair() const;
    /// Every drawn line's value at a time: the nearest sample, NaN where there is none near.
    [[nodiscard]] QList<CrosshairValue> valuesAt(qint64 timeMs) const;
    /// The area of a row's lines in this widget's coordinates, for what stands beside it.
    [[nodiscard]] QRect rowRect(int row) const;
    [[nodiscard]] qint64 timeAtX(int x) const;
    [[nodiscard]] int xOfTime(qint64 timeMs) const;
    /// True where the key means something here: arrows, Home, End, Backspace, Alt+arrows, Ctrl+0, +, -, N, Escape.
    bool takeKey(QKeyEvent *event);
    [[nodiscard]] int replotCount() const; ///< since construction

signals:
    void viewChanged();     ///< another span of time, or the same following now or not
    void rowGeometryChanged();
    void noteAskedAt(qint64 timeMs); ///< the person wants to write a note at that time

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace andon

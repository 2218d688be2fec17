// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/TimeWindow.h"
#include "ui/common/ClockText.h"
#include "ui/plot/PlotValues.h"

#include <QImage>
#include <QMap>
#include <QWidget>

#include <memory>
#include <optional>

class QKeyEvent;

namespace andon {

class LineLooks;

/// What a person asks for with a selected window.
enum class SelectionAct { Zoom, Compare, Differ, Attach, Copy };

/// One drawn series in words.
struct PlotSeries {
    int row = 0;
    QString version; ///< hostile text
    QString title;   ///< of the indicator
    QString name;    ///< "Latency P95, v42, canary"
    QString value;   ///< "412 ms at 14:03:05 UTC": at the crosshair, else the newest
    QString state;   ///< how it stands to its gates, and whether data are late
};

/// Rows of lines over one shared time axis: gates as bands, late data hatched, a crosshair with a table of values, a zoom
/// with a way back, and a window that can be selected. Times are ms since the epoch. Repaints at most once a frame, and
/// only what is shown. While a hand is on the axes, or paused, nothing moves; what came in meanwhile is shown after.
class LinesPlot : public QWidget {
    Q_OBJECT
public:
    explicit LinesPlot(QWidget *parent = nullptr);
    ~LinesPlot() override;

    void setRows(const QList<PlotRow> &rows); ///< shown at once, even while paused
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
    void zoomTo(qint64 startMs, qint64 endMs); ///< a day at the most
    void zoomToAll(qint64 startMs, qint64 endMs); ///< the same, however long it is
    void goBack();
    void goForward();
    void goLive(); ///< the default range, following now
    [[nodiscard]] bool live() const;
    [[nodiscard]] bool canGoBack() const;
    [[nodiscard]] qint64 behindMs() const; ///< how far the view's end lies behind the clock
    void panTo(qint64 middleMs);           ///< the same span around a time; the crosshair is put there
    void setPaused(bool paused);
    [[nodiscard]] bool paused() const;
    [[nodiscard]] qint64 startMs() const;
    [[nodiscard]] qint64 endMs() const;

    void select(const TimeWindow &window);
    void clearSelection();
    [[nodiscard]] std::optional<TimeWindow> selection() const;
    /// Zooms, or asks for the rest with selectionActAsked; nothing without a selection.
    void act(SelectionAct act);

    /// 0 hides it.
    void setCrosshair(qint64 timeMs);
    [[nodiscard]] qint64 crosshair() const;
    /// Every drawn line's value at a time: the nearest sample, NaN where there is none near.
    [[nodiscard]] QList<CrosshairValue> valuesAt(qint64 timeMs) const;
    /// Every drawn series, row by row.
    [[nodiscard]] QList<PlotSeries> series() const;
    [[nodiscard]] int chosenSeries() const; ///< index into series(); -1: none
    void chooseSeries(int index);           ///< drawn stronger, and told to assistive technology
    [[nodiscard]] int currentRow() const;   ///< of the chosen series, else where the pointer was last
    /// The lines as seen under a head with title, time and versions.
    [[nodiscard]] QImage picture(const QString &title, double scale) const;
    [[nodiscard]] QByteArray svg(const QString &title) const;
    /// The area of a row's lines in this widget's coordinates, for what stands beside it.
    [[nodiscard]] QRect rowRect(int row) const;
    [[nodiscard]] qint64 timeAtX(int x) const;
    [[nodiscard]] int xOfTime(qint64 timeMs) const;
    /// True where the key means something here now; PlotKeys holds the list.
    bool takeKey(QKeyEvent *event);
    [[nodiscard]] int replotCount() const; ///< since construction

signals:
    void viewChanged();     ///< another span of time, or the same following now or not
    void rowGeometryChanged();
    void noteAskedAt(qint64 timeMs); ///< the person wants to write a note at that time
    void crosshairMoved(qint64 timeMs); ///< 0: hidden
    void selectionChanged();
    void selectionActAsked(andon::SelectionAct act); ///< there is a selection; never Zoom
    void pausedChanged(bool paused);

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    friend class PlotKeys;
    friend class PlotPointer;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace andon

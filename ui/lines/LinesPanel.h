// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/LineStore.h"
#include "app/lines/ReleaseStarts.h"
#include "app/lines/SplitSurvey.h"
#include "ui/lines/IndicatorTableModel.h"
#include "ui/plot/LinesPlot.h"

#include <QMap>

class QAction;
class QMenu;
class QTableView;
class QToolButton;

namespace andon {

class BaselineButton;
class DataWork;
class LineHeader;
class IndicatorChooser;
class LinesBar;
class SplitView;
class TimeBar;
class WindowWork;

/// The four lines: a head with the latest values beside each row of lines, and a foldable table of every indicator.
/// Times are ms since the epoch. The owner calls setNow about once a second, so that ages count on while data are late.
class LinesPanel : public QWidget {
    Q_OBJECT
public:
    explicit LinesPanel(QWidget *parent = nullptr);

    void setIndicators(const QList<Indicator> &indicators);
    void setReading(const IndicatorReading &reading, qint64 nowMs);
    void setExemplars(const QString &indicatorId, const QList<Exemplar> &exemplars);
    /// Of what baseline() asks for; another is ignored.
    void setBaseline(const BaselineReading &reading);
    [[nodiscard]] BaselineButton &baseline();
    /// Of a version that releaseStartWanted() asks for.
    void setReleaseStart(const QString &version, const ReleaseStart &start);
    /// The axis of durations, where a tail hides the rest on a linear one.
    void setLogarithmic(bool logarithmic);
    [[nodiscard]] bool isLogarithmic() const { return m_board.isLogarithmic(); }
    void setNow(qint64 nowMs);
    void setRoles(const QMap<QString, LineRole> &roles);
    void setMarks(const QList<PlotMark> &marks);
    void setShades(const QList<PlotShade> &shades);
    void setTimeZone(TimeZoneChoice zone);
    void setStepMs(qint64 stepMs);
    void setRangeSeconds(qint64 seconds);
    void setKept(const LineUsage &usage, qint64 keepSeconds); ///< see LinesBar
    void setBackfill(int done, int of);                       ///< see LinesBar
    /// Draws that indicator in its family's row.
    void showIndicator(const QString &indicatorId);
    /// Every indicator of that family; the same family again leads back to the four lines.
    void showFamily(Family family);
    void findIndicator(); ///< opens the chooser
    void setSplits(const QList<SplitSpec> &splits);
    /// Of a replay whose bundle does not carry splits: that is said where they would be.
    void setSplitsAbsent(const QString &words);
    /// Of the family in view, by another label or of another indicator; nothing where there is no other.
    void showNextSplit(bool back = false);
    void setSplitReading(const SplitReading &reading);
    void setSplitSurvey(const SplitSurveyReading &reading); ///< of what splitSurveyWanted() asks for
    void showHeadlines();
    /// The crosshair there; the view goes there where it shows another time, however far back.
    void showTime(qint64 timeMs);
    void setTitle(const QString &title); ///< of the service, for pictures and files
    [[nodiscard]] DataWork &data() { return *m_data; }
    void focusTime(); ///< the field "go to a time"
    void setTableShown(bool shown);
    [[nodiscard]] bool tableShown() const;
    [[nodiscard]] LinesPlot &plot() { return *m_plot; }
    [[nodiscard]] IndicatorTableModel &table() { return *m_model; }
    [[nodiscard]] const LineBoard &board() const { return m_board; }

signals:
    void rangeSecondsChosen(qint64 seconds); ///< by a person; the source may have to be asked for more
    void keepSecondsChosen(qint64 seconds);  ///< by a person
    void windowShown(qint64 startMs, qint64 endMs); ///< a span that does not follow now
    void liveShown();
    void pixelWidthChanged(int pixels);      ///< of the lines' area
    void noteAskedAt(qint64 timeMs);
    /// Small plots are in view and want this; an empty query: nothing.
    void splitWanted(const andon::Indicator &indicator, const andon::SplitSpec &spec);
    /// "What differs?" wants every split over that window and the one before it; nullopt: nobody waits any more.
    void splitSurveyWanted(const std::optional<andon::TimeWindow> &window);
    /// What the headlines are to be compared with; nullopt: nothing.
    void baselineWanted(const std::optional<andon::BaselineSpec> &spec);
    /// When that version began to serve, for the baseline before it; the lines that are kept do not reach back to it.
    void releaseStartWanted(const QString &version);
    void told(const QString &words); ///< what was copied or saved, or why not
    void attachAsked(const QString &note); ///< the selected window with its figures, several lines

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void connectBar();
    void connectTimeBar();
    void fillMenu(QMenu &menu);
    void tellView();
    [[nodiscard]] std::optional<qint64> releaseStartMs() const;
    [[nodiscard]] QString releaseWords() const;
    QWidget *buildTable();
    void rebuildRows();
    void sizeColumns();
    void updateRow(int row);
    void updateHeader(int row);
    void updateHeaders();
    void placeHeaders();
    void updateBar();
    void updateFold();
    void updateFamily();
    void updateSplitTimes();

    LineBoard m_board;
    LinesPlot *m_plot;
    IndicatorTableModel *m_model;
    LinesBar *m_bar;
    TimeBar *m_timeBar;
    WindowWork *m_work;
    DataWork *m_data;
    SplitView *m_split;
    IndicatorChooser *m_chooser = nullptr;
    QWidget *m_headerColumn;
    QList<LineHeader *> m_headers;
    QToolButton *m_fold = nullptr;
    QTableView *m_tableView = nullptr;
    QAction *m_logarithmic = nullptr;
    QMap<QString, ReleaseStart> m_starts; ///< of releases, as the source remembers them
    qint64 m_nowMs = 0;
    qint64 m_stepMs = 0;
};

} // namespace andon

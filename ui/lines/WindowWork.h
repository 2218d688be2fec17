// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Split.h"
#include "ui/common/ClockText.h"
#include "ui/lines/LineBoard.h"
#include "ui/plot/LinesPlot.h"

#include <QObject>

namespace andon {

class TextTableDialog;

/// Does what a person asks for with the window selected in the plot.
class WindowWork : public QObject {
    Q_OBJECT
public:
    /// Both outlive this.
    WindowWork(LinesPlot &plot, const LineBoard &board, QWidget *parent);
    /// The small plots in view, for "what differs?"; without a label none are.
    void setSplit(const QString &label, const SplitReading &reading);
    void setTimeZone(TimeZoneChoice zone) { m_zone = zone; }

signals:
    void attachAsked(const QString &note); ///< several lines

private:
    void act(SelectionAct act);
    void compare(const TimeWindow &window);
    void differ(const TimeWindow &window);
    TextTableDialog *table();

    LinesPlot &m_plot;
    const LineBoard &m_board;
    QWidget *m_parent;
    TextTableDialog *m_table = nullptr;
    QString m_splitLabel;
    SplitReading m_split;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon

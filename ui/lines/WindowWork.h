// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Difference.h"
#include "app/lines/SplitSurvey.h"
#include "ui/common/ClockText.h"
#include "ui/lines/LineBoard.h"
#include "ui/plot/LinesPlot.h"

#include <QObject>

#include <optional>
#include <utility>

namespace andon {

class TextTableDialog;

/// Does what a person asks for with the window selected in the plot.
class WindowWork : public QObject {
    Q_OBJECT
public:
    /// Both outlive this.
    WindowWork(LinesPlot &plot, const LineBoard &board, QWidget *parent);
    /// How many splits "what differs?" can ask for. They are another service's: what was asked for before is over.
    void setSplits(qsizetype count);
    /// Of what splitsWanted() asks for; another is ignored.
    void takeSplits(const SplitSurveyReading &reading);
    void setTimeZone(TimeZoneChoice zone) { m_zone = zone; }

signals:
    void attachAsked(const QString &note); ///< several lines
    /// Every split over that window and the one before it; nullopt: nobody waits any more.
    void splitsWanted(const std::optional<andon::TimeWindow> &window);

private:
    void act(SelectionAct act);
    void compare(const TimeWindow &window);
    void differ(const TimeWindow &window);
    void forgetDifferences();
    [[nodiscard]] QString differSentence() const;
    [[nodiscard]] std::pair<QString, QString> pair() const;
    TextTableDialog *table();

    LinesPlot &m_plot;
    const LineBoard &m_board;
    QWidget *m_parent;
    TextTableDialog *m_table = nullptr;
    qsizetype m_splits = 0;
    std::optional<TimeWindow> m_differing; ///< whose differences the table shows
    QList<Difference> m_differences;       ///< known so far, what moved most first
    SplitSurveyReading m_survey;           ///< the last one, without its splits
    QStringList m_unread;                  ///< splits that tell nothing, each with its reason
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon

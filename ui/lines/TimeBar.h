// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/TimeEntry.h"
#include "ui/common/ClockText.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace andon {

/// Beside the ranges: pause and catch up, go to a time, and what can be done with the data in view.
class TimeBar : public QWidget {
    Q_OBJECT
public:
    explicit TimeBar(QWidget *parent = nullptr);
    void setNow(qint64 nowMs);
    void setTimeZone(TimeZoneChoice zone) { m_zone = zone; }
    void setPaused(bool paused);
    void focusTime();
    [[nodiscard]] QMenu &dataMenu() { return *m_menu; }
    [[nodiscard]] QWidget *lastTabStop() const;

signals:
    void pauseAsked(bool pause);
    void timeAsked(qint64 timeMs);

private:
    void go();
    QToolButton *m_pause;
    QLineEdit *m_time;
    QLabel *m_fault;
    QToolButton *m_data;
    QMenu *m_menu;
    qint64 m_nowMs = 0;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

/// Why a typed time means nothing, and what would.
[[nodiscard]] QString timeFaultText(TimeEntryFault fault);

} // namespace andon

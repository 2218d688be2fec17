// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "ui/common/ClockText.h"

#include <QList>
#include <QTimer>
#include <QWidget>

class QSlider;

namespace andon {

class PlainLabel;

/// The banner of a replay: which bundle, that nothing can be changed, and the time that is looked at with a slider over the
/// bundle's window: arrows a second, Page up and down a minute, Ctrl+arrows from one entry of the record to the next, Home and
/// End. Times are UTC inside.
class ReplayBar : public QWidget {
    Q_OBJECT
public:
    explicit ReplayBar(QWidget *parent = nullptr);
    /// `file` is hostile text. Shows the end of the window and tells nobody.
    void setWindow(const QString &file, TimePoint from, TimePoint to);
    /// When entries of the record were written, where Ctrl+arrows go.
    void setStops(const QList<TimePoint> &stops) { m_stops = stops; }
    void setTimeZone(TimeZoneChoice zone);
    /// Shows a time; told once, when the hand rests.
    void setTime(TimePoint at);
    [[nodiscard]] TimePoint time() const;
    [[nodiscard]] QString words() const;

signals:
    void timeChosen(andon::TimePoint at);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void dress();
    void goToStop(bool forward);

    PlainLabel *m_banner;
    PlainLabel *m_clock;
    QSlider *m_slider; ///< seconds since m_from; its last step is m_to
    QTimer m_settle;   ///< a hand that moves is followed at most so often
    TimePoint m_from;
    TimePoint m_to;
    QString m_file;
    QList<TimePoint> m_stops;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/Console.h"
#include "ui/common/ClockText.h"

#include <QPointer>
#include <QTimer>

class QDialog;

namespace andon {

class IncidentPanel;
class IncidentStrip;
class RunbookPanel;
class TimelinePanel;

/// Between the incidents of the record and who shows them: the strip of the board, the timeline's menu, and a window of its
/// own with the incident and its runbook, made when somebody asks for it.
class IncidentLink : public QObject {
    Q_OBJECT
public:
    /// All must outlive the link; the console is started.
    IncidentLink(Console &console, IncidentStrip &strip, TimelinePanel &timeline, QWidget &window);
    /// The service on show; null: the fleet.
    void setDesk(ServiceDesk *desk);
    /// The console's incidents are new ones: of a replay at another time.
    void follow();
    void setTimeZone(TimeZoneChoice zone);
    void tick();
    void open();
    /// A note about the service on show goes to its incident that was opened last, or on the service's record where none is open;
    /// told() says which.
    void attach(const QString &note);

signals:
    void told(const QString &words);
    void postmortemAsked(const QString &id);
    void drillAsked();
    void sheetAsked(const QString &incidentId);

private:
    void build();
    void connectPanels();
    /// Many events in one moment are shown once.
    void showSoon();
    void show();
    void showStrip();
    void showRunbook();
    void askTimes();
    void take(const Result<Event> &written);
    [[nodiscard]] QList<StopLossChoice> choices(ServiceDesk &desk) const;
    [[nodiscard]] IncidentDesk &incidents() const { return m_console.incidents(); }

    Console &m_console;
    IncidentStrip &m_strip;
    TimelinePanel &m_timeline;
    QWidget &m_window;
    QPointer<ServiceDesk> m_desk;
    QDialog *m_dialog = nullptr; ///< of the window
    IncidentPanel *m_panel = nullptr;
    RunbookPanel *m_runbook = nullptr;
    QString m_timesOf;                     ///< service that m_times are of
    QMap<Verb, TimeToEffect> m_times;      ///< from the record
    QTimer m_due;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon

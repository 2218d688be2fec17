// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/Console.h"
#include "app/lines/ExemplarWatch.h"
#include "ui/common/ClockText.h"
#include "ui/plot/PlotValues.h"
#include "ui/shell/AlarmBoard.h"
#include "ui/shell/EventMarks.h"

#include <QMainWindow>
#include <QTimer>

class QShortcut;

namespace andon {

class ActionBar;
class AlertsLink;
class AlarmStrip;
class BoardLayout;
class CanaryPanel;
class EvidenceDesk;
class EvidenceLink;
class FleetLink;
class HistoryLink;
class IncidentLink;
class IncidentStrip;
class LinesPanel;
class OperationCards;
class ReplayBar;
class StatusStrip;
class TimelinePanel;
class CardLink;
class DocumentPrinter;
class DrillLink;
class JudgeLink;
class PostmortemLink;
class VersionsLink;

/// The board: status strip, four lines, canary, the cord, timeline. Shows one service of a console at a time.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `console` must outlive the window and be started.
    /// `printer`: makes PDF of postmortems; it must outlive the window. Null: no PDF.
    explicit MainWindow(Console &console, const DocumentPrinter *printer = nullptr, QWidget *parent = nullptr);
    ~MainWindow() override;
    void showService(const QString &name);
    /// The board over all services. With one service alone there is none: nothing happens.
    void showFleet();
    /// The list of all alarms in place of the board, or the board again.
    void showAlarms(bool shown);
    /// Who freezes evidence when the key is pressed; it must outlive the window. Without one the key says why nothing happens.
    void setEvidence(EvidenceDesk &desk);
    /// Of a replay: what was known at `at`. `file`: the bundle's name, for the banner.
    void startReplay(const QString &file, TimePoint at);
    void showReplay(TimePoint at);
    /// The service on show; empty: the fleet is.
    [[nodiscard]] QString service() const;
    /// Something the person should know that belongs to no panel.
    void tell(const QString &words);
    /// The first lines are drawn.
    [[nodiscard]] bool hasLines() const { return m_hasLines; }

signals:
    void themeToggled();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildShortcuts();
    void buildFleet();
    void buildAlarms();
    void leaveService();
    void showKnown(ServiceDesk &desk);
    void connectDesk(ServiceDesk &desk);
    void connectJournal();
    void connectTime();
    void connectDrill();
    void writeNote(const QString &text);
    /// Not in a replay; then that is told.
    [[nodiscard]] bool mayWrite();
    void connectCards();
    void connectOperations();
    void freezeEvidence();
    void takeReading(const IndicatorReading &reading);
    void takeRollout(const Rollout &rollout);
    void recallEvents(const QList<Event> &events);
    void refreshFaces();
    void press(const ActionPlan &plan, const QString &reason, bool unlogged);
    void setTimeZone(TimeZoneChoice zone);
    void askExport();
    void toggleTimeZone();
    void tick();
    void refreshAlarms();
    void showAlarm(const AlarmItem &item);
    [[nodiscard]] qint64 nowMs() const;

    Console &m_console;
    ServiceDesk *m_desk = nullptr;
    StatusStrip *m_strip;
    AlarmStrip *m_alarmStrip;
    AlarmBoard m_board;
    LinesPanel *m_lines;
    CanaryPanel *m_canary;
    OperationCards *m_cards;
    ActionBar *m_actions;
    TimelinePanel *m_timeline;
    HistoryLink *m_history;
    VersionsLink *m_versions;
    JudgeLink *m_judge;
    CardLink *m_card;
    IncidentStrip *m_incidentStrip;
    IncidentLink *m_incidents;
    PostmortemLink *m_postmortem;
    DrillLink *m_drill;
    BoardLayout *m_layout;
    AlertsLink *m_alerts = nullptr;
    FleetLink *m_fleet = nullptr;    ///< null with one service
    QList<QShortcut *> m_serviceKeys; ///< that mean the service on show
    QShortcut *m_alarmsKey = nullptr; ///< in the list itself the same key acknowledges
    EventMarks m_marks;
    EvidenceLink *m_evidence = nullptr;
    ReplayBar *m_replay = nullptr;   ///< null: the present is shown
    std::unique_ptr<QObject> m_reading; ///< context of the question for the record of the service on show
    std::unique_ptr<ExemplarWatch> m_exemplars; ///< of the service on show
    QTimer m_second;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
    bool m_hasLines = false;
    bool m_facesDue = false;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/MainWindow.h"

#include "app/base/DisplayText.h"
#include "app/lines/GateAlarms.h"
#include "ui/actions/ActionBar.h"
#include "ui/actions/OperationCards.h"
#include "ui/canary/CanaryPanel.h"
#include "ui/common/ErrorText.h"
#include "ui/common/Icon.h"
#include "ui/incidents/DrillStrip.h"
#include "ui/incidents/IncidentStrip.h"
#include "ui/incidents/TimelinePanel.h"
#include "ui/lines/BaselineButton.h"
#include "ui/lines/DataWork.h"
#include "ui/lines/LinesPanel.h"
#include "ui/shell/AlarmStrip.h"
#include "ui/shell/AlertsLink.h"
#include "ui/shell/BoardLayout.h"
#include "ui/shell/CardLink.h"
#include "ui/shell/DrillLink.h"
#include "ui/shell/ExportDialog.h"
#include "ui/shell/FleetLink.h"
#include "ui/shell/HistoryLink.h"
#include "ui/shell/IncidentLink.h"
#include "ui/shell/JudgeLink.h"
#include "ui/shell/PostmortemLink.h"
#include "ui/shell/StatusStrip.h"
#include "ui/shell/VersionsLink.h"

#include <QCloseEvent>
#include <QSettings>
#include <QShortcut>

namespace andon {

using namespace Qt::StringLiterals;

MainWindow::MainWindow(Console &console, const DocumentPrinter *printer, QWidget *parent)
    : QMainWindow(parent)
    , m_console(console)
    , m_strip(new StatusStrip)
    , m_alarmStrip(new AlarmStrip)
    , m_lines(new LinesPanel)
    , m_canary(new CanaryPanel)
    , m_cards(new OperationCards)
    , m_actions(new ActionBar)
    , m_timeline(new TimelinePanel)
    , m_history(new HistoryLink(*m_lines, this))
    , m_versions(new VersionsLink(*m_canary, *this))
    , m_judge(new JudgeLink(*m_canary, m_console, *this))
    , m_card(new CardLink(console, *m_canary, *this))
    , m_incidentStrip(new IncidentStrip)
    , m_incidents(new IncidentLink(console, *m_incidentStrip, *m_timeline, *this))
    , m_postmortem(new PostmortemLink(console, *this, printer))
    , m_drill(new DrillLink(console, *m_postmortem, *this))
    , m_layout(new BoardLayout({m_strip, m_alarmStrip, m_lines, m_canary, m_cards, m_actions, m_timeline, m_incidentStrip}))
{
    setWindowTitle(u"Andon"_s);
    setWindowIcon(programIcon());
    setCentralWidget(m_layout);
    resize(1280, 800);
    m_layout->restore(*this);
    // Nothing that a stray key could change has the focus first.
    m_lines->plot().setFocus(Qt::MouseFocusReason);
    buildAlarms();
    buildShortcuts();
    connectJournal();
    connectCards();
    connectOperations();
    connect(m_actions, &ActionBar::pressed, this, &MainWindow::press);
    connect(m_card, &CardLink::told, this, &MainWindow::tell);
    connect(m_judge, &JudgeLink::pressed, this, [this](const ActionPlan &plan, const QString &reason) { press(plan, reason, false); });
    connect(m_judge, &JudgeLink::told, this, &MainWindow::tell);
    connect(m_timeline, &TimelinePanel::exportAsked, this, &MainWindow::askExport);
    connect(m_postmortem, &PostmortemLink::told, this, &MainWindow::tell);
    connect(m_incidents, &IncidentLink::postmortemAsked, this, [this](const QString &id) { m_postmortem->open(id, {}); });
    connect(m_timeline, &TimelinePanel::noteWritten, this, &MainWindow::writeNote);
    connectTime();
    connectDrill();
    connect(&m_second, &QTimer::timeout, this, &MainWindow::tick);
    m_second.start(1000);
    QStringList names;
    for (const auto &desk : m_console.desks())
        names << desk->spec().name;
    m_strip->setServices(names);
    m_strip->setPlace(m_console.workspace().title);
    connect(m_strip, &StatusStrip::serviceChosen, this, &MainWindow::showService);
    connect(m_strip, &StatusStrip::zoneToggled, this, &MainWindow::toggleTimeZone);
    connect(m_alarmStrip, &AlarmStrip::chosen, this, &MainWindow::showAlarm);
    connect(m_strip, &StatusStrip::themeToggled, this, &MainWindow::themeToggled);
    const QSettings settings;
    setTimeZone(settings.value("window/utc", true).toBool() ? TimeZoneChoice::Utc : TimeZoneChoice::Local);
    if (names.size() > 1)
        buildFleet();
    else if (!names.isEmpty())
        showService(names.first());
}

MainWindow::~MainWindow() = default;

bool MainWindow::mayWrite()
{
    if (m_console.replay())
        tell(tr("This is a replay: nothing is written"));
    return !m_console.replay();
}

void MainWindow::writeNote(const QString &text)
{
    if (!mayWrite())
        return;
    m_console.writeNote(m_desk ? m_desk->spec().name : QString(), text, {}, this, [this](const Result<Event> &written) {
        if (!written)
            tell(errorText(written.error()));
    });
}

/// Lines and record share one time: the crosshair marks the row, a row moves the crosshair.
void MainWindow::connectTime()
{
    connect(&m_lines->plot(), &LinesPlot::crosshairMoved, m_timeline, &TimelinePanel::markTime);
    connect(m_timeline, &TimelinePanel::timeChosen, m_lines, &LinesPanel::showTime);
    connect(m_lines, &LinesPanel::told, this, &MainWindow::tell);
    connect(m_lines, &LinesPanel::attachAsked, this, [this](const QString &note) {
        if (mayWrite())
            m_incidents->attach(note);
    });
    connect(m_incidents, &IncidentLink::told, this, &MainWindow::tell);
    connect(m_lines, &LinesPanel::noteAskedAt, this, [this](qint64 timeMs) {
        m_timeline->focusNote(u"["_s + clockText(fromMs(timeMs), m_zone) + u"] "_s);
    });
}

/// A drill says that it is one above everything else.
void MainWindow::connectDrill()
{
    m_layout->setBanner(m_drill->strip());
    connect(m_drill, &DrillLink::told, this, &MainWindow::tell);
    connect(m_drill, &DrillLink::closable, this, &MainWindow::close);
    connect(m_incidents, &IncidentLink::drillAsked, this, [this] { m_drill->open(service()); });
    connect(m_incidents, &IncidentLink::sheetAsked, m_drill, &DrillLink::openSheet);
}

/// A shortcut focuses or looks; none of them changes production.
void MainWindow::buildShortcuts()
{
    const auto on = [this](const QKeySequence &keys, const std::function<void()> &act) {
        auto *made = new QShortcut(keys, this);
        connect(made, &QShortcut::activated, this, act);
        return made;
    };
    on(Qt::Key_F6, [this] { m_layout->regions().advance(false); });
    on(Qt::SHIFT | Qt::Key_F6, [this] { m_layout->regions().advance(true); });
    on(Qt::Key_F11, [this] { FleetWindow::toggleFullScreen(*this); });
    on(Qt::CTRL | Qt::Key_B, [this] { showFleet(); });
    m_alarmsKey = on(Qt::Key_A, [this] { showAlarms(true); });
    on(Qt::Key_Z, [this] { toggleTimeZone(); });
    on(Qt::Key_I, [this] { m_incidents->open(); });
    on(Qt::CTRL | Qt::Key_E, [this] { askExport(); });
    on(Qt::CTRL | Qt::Key_M, [this] { m_postmortem->open({}, service()); });
    on(Qt::CTRL | Qt::Key_R, [this] { m_postmortem->openReview(); });
    on(Qt::Key_E, [this] { freezeEvidence(); });
    on(Qt::CTRL | Qt::Key_D, [this] { m_drill->open(service()); });
    m_serviceKeys << on(Qt::CTRL | Qt::Key_1, [this] { m_actions->focusVerb(Verb::Degrade); })
                  << on(Qt::CTRL | Qt::Key_2, [this] { m_actions->focusVerb(Verb::Throttle); })
                  << on(Qt::CTRL | Qt::Key_3, [this] { m_actions->focusVerb(Verb::Rollback); })
                  << on(Qt::Key_N, [this] { m_timeline->focusNote(); })
                  << on(Qt::CTRL | Qt::Key_G, [this] { m_lines->focusTime(); })
                  << on(Qt::CTRL | Qt::Key_T, [this] { m_lines->data().showTable(); })
                  << on(Qt::CTRL | Qt::SHIFT | Qt::Key_C, [this] { m_lines->data().copyPicture(); })
                  << on(Qt::Key_J, [this] { m_judge->open(); })
                  << on(Qt::Key_C, [this] { m_card->openPage(); })
                  << on(Qt::SHIFT | Qt::Key_C, [this] { m_card->openForm(); })
                  << on(Qt::Key_V, [this] { m_versions->open(); })
                  << on(Qt::Key_0, [this] { m_lines->showHeadlines(); })
                  << on(Qt::CTRL | Qt::Key_I, [this] { m_lines->findIndicator(); })
                  << on(Qt::Key_B, [this] { m_lines->baseline().toggleBaseline(); })
                  << on(Qt::Key_S, [this] { m_lines->showNextSplit(); })
                  << on(Qt::SHIFT | Qt::Key_S, [this] { m_lines->showNextSplit(true); })
                  << on(Qt::Key_P, [this] { m_lines->plot().setPaused(!m_lines->plot().paused()); })
                  << on(Qt::CTRL | Qt::Key_0, [this] { m_lines->plot().goLive(); });
    int digit = 0;
    for (const Family family : {Family::Quality, Family::Latency, Family::Cost, Family::Risk, Family::Stability, Family::Retrieval})
        m_serviceKeys << on(QKeySequence(Qt::Key_1 + digit++), [this, family] { m_lines->showFamily(family); });
}

void MainWindow::connectJournal()
{
    m_timeline->setJournal(m_console.journal());
    m_timeline->setRedaction([this] { return m_console.redactor(); });
    connect(m_timeline, &TimelinePanel::told, this, &MainWindow::tell);
    connect(&m_console.journal(), &Journal::appended, this, [this](const Event &event) {
        m_timeline->append({event});
        recallEvents({event});
    });
    connect(&m_console.journal(), &Journal::troubled, this, [this](const std::optional<Error> &error) {
        m_actions->setJournalTrouble(error ? errorText(*error) : QString());
        m_strip->setJournal(!error);
        m_board.setJournal(error, nowMs());
        refreshAlarms();
    });
}

/// What happens to operations reaches their cards and the cord, of every desk there is.
void MainWindow::connectOperations()
{
    for (const auto &desk : m_console.desks()) {
        connect(desk.get(), &ServiceDesk::progressed, m_cards, &OperationCards::setProgress);
        connect(desk.get(), &ServiceDesk::progressed, m_actions, [this](const ActionProgress &progress) {
            m_actions->setProgress(progress, m_console.clock().now());
        });
    }
}

/// Cards are of every service: what must be decided is seen whichever board is open.
void MainWindow::connectCards()
{
    connect(m_cards, &OperationCards::decided, this, [this](const QString &opId, Decision decision, const QString &reason) {
        const std::optional<ActionProgress> operation = m_cards->operation(opId);
        ServiceDesk *desk = operation ? m_console.desk(operation->service) : nullptr;
        if (!desk || m_console.replay())
            return;
        desk->dispatcher().decide(opId, decision, reason, m_console.actor());
        if (decision != Decision::PressAgain)
            return;
        showService(operation->service);
        m_actions->focusVerb(operation->verb);
    });
    connect(m_cards, &OperationCards::pressed, this, [this](const ActionPlan &plan, const QString &reason) {
        ServiceDesk *desk = m_console.replay() ? nullptr : m_console.desk(plan.service);
        const Result<QString> pressed = desk ? desk->press(plan, m_console.actor(), reason) : QString();
        if (!pressed)
            tell(tr("Nothing was done: %1").arg(displaySafe(pressed.error().arguments.value(0), 300)));
    });
}

void MainWindow::takeReading(const IndicatorReading &reading)
{
    m_lines->setReading(reading, nowMs());
    m_strip->noteAnswer(reading.lastAnswerMs);
    m_hasLines = m_hasLines || !reading.versions.isEmpty();
}

void MainWindow::takeRollout(const Rollout &rollout)
{
    QMap<QString, LineRole> roles;
    for (const VersionShare &share : rollout.shares) {
        roles[share.version] = share.role == VersionRole::Stable ? LineRole::Stable
            : share.role == VersionRole::Canary                  ? LineRole::Canary
                                                                 : LineRole::Other;
    }
    m_lines->setRoles(roles);
    m_canary->setRollout(rollout, m_console.clock().now());
    m_strip->setRollout(rollout, m_console.clock().now());
}

/// What the record says beside its own rows: versions, and marks on the lines.
void MainWindow::recallEvents(const QList<Event> &events)
{
    m_versions->recall(events);
    m_marks.take(events);
    m_lines->setMarks(m_marks.marks());
    m_lines->setShades(m_marks.shades());
}

void MainWindow::refreshFaces()
{
    m_facesDue = false;
    if (!m_desk)
        return;
    QList<ActionFace> faces;
    for (const Verb verb : allVerbs)
        faces << shownFace(*m_desk, verb);
    for (const ActionFace &face : std::as_const(faces))
        m_actions->setFace(face);
    if (!m_console.replay())
        m_cards->setFaces(faces);
}

void MainWindow::press(const ActionPlan &plan, const QString &reason, bool unlogged)
{
    if (m_console.replay())
        return;
    // The plan is what was painted on the button. It is never carried out at another service than the one on show.
    if (!m_desk || plan.service != m_desk->spec().name) {
        tell(tr("Nothing was done: the button belonged to %1, which is not on show any more").arg(displaySafe(plan.service, 80)));
        return;
    }
    if (const Result<QString> pressed = m_desk->press(plan, m_console.actor(), reason, unlogged); !pressed)
        tell(tr("Nothing was done: %1").arg(displaySafe(pressed.error().arguments.value(0), 300)));
}

void MainWindow::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    m_lines->setTimeZone(zone);
    m_canary->setTimeZone(zone);
    m_judge->setTimeZone(zone);
    m_incidents->setTimeZone(zone);
    m_postmortem->setTimeZone(zone);
    m_drill->setTimeZone(zone);
    m_cards->setTimeZone(zone);
    m_alerts->setTimeZone(zone);
    m_timeline->setTimeZone(zone);
    if (m_fleet)
        m_fleet->setTimeZone(zone);
    m_strip->setNow(m_console.clock().now(), zone);
}

void MainWindow::toggleTimeZone()
{
    setTimeZone(m_zone == TimeZoneChoice::Utc ? TimeZoneChoice::Local : TimeZoneChoice::Utc);
}

void MainWindow::askExport()
{
    ExportDialog dialog(m_console.journal(), m_desk ? m_desk->spec().name : QString(), m_console.clock(), m_console.redactor(), this);
    dialog.exec();
}

void MainWindow::tick()
{
    if (m_fleet) {
        m_fleet->tick();
        m_hasLines = m_hasLines || m_fleet->hasLines();
    }
    m_strip->setNow(m_console.clock().now(), m_zone);
    m_incidents->tick();
    m_drill->tick();
    m_alerts->tick();
    refreshAlarms();
    if (!m_desk)
        return;
    m_lines->setNow(nowMs());
    m_history->tick();
    refreshFaces();
}

void MainWindow::refreshAlarms()
{
    const QList<AlertPointer> alarms = m_alerts->alarmsOf(service());
    if (m_desk) {
        const QList<IndicatorReading> readings = m_lines->board().readings();
        m_board.setAlarms(alarms, freshIndicators(readings, nowMs(), m_desk->lines().plan().stepMs),
                          static_cast<int>(m_desk->spec().indicators.size()));
    } else {
        m_board.setAlarms(alarms, 0, 0);
    }
    const QString quiet = m_desk || !m_fleet ? m_board.quietWords() : m_fleet->panel().summary();
    m_alarmStrip->setItems(m_board.items(nowMs(), m_zone), quiet);
}

void MainWindow::showAlarm(const AlarmItem &item)
{
    if (item.key == AlarmBoard::messageKey()) {
        tell({});
    } else if (!item.indicatorId.isEmpty() && m_layout->page() == BoardLayout::Page::Board) {
        m_lines->showIndicator(item.indicatorId);
    } else if (!item.alertKey.isEmpty()) {
        showAlarms(true);
        m_alerts->choose(item.alertKey);
    }
}

qint64 MainWindow::nowMs() const
{
    return toMs(m_console.clock().now());
}

void MainWindow::tell(const QString &words)
{
    m_board.setMessage(words);
    refreshAlarms();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    // What a drill put in is taken out first.
    if (!m_drill->mayClose()) {
        event->ignore();
        return;
    }
    m_layout->remember(*this);
    QSettings settings;
    settings.setValue("window/utc", m_zone == TimeZoneChoice::Utc);
    if (m_fleet)
        m_fleet->closeWindow();
    event->accept();
}

} // namespace andon

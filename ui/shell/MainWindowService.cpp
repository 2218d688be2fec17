// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which service the window shows, or that it shows all of them.
#include "ui/shell/MainWindow.h"

#include "ui/actions/ActionBar.h"
#include "ui/alerts/AlertsPanel.h"
#include "ui/canary/CanaryPanel.h"
#include "ui/incidents/TimelinePanel.h"
#include "ui/lines/LinesPanel.h"
#include "ui/shell/AlarmStrip.h"
#include "ui/shell/AlertsLink.h"
#include "ui/shell/BoardLayout.h"
#include "ui/shell/CardLink.h"
#include "ui/shell/FleetLink.h"
#include "ui/shell/HistoryLink.h"
#include "ui/shell/IncidentLink.h"
#include "ui/shell/JudgeLink.h"
#include "ui/shell/StatusStrip.h"
#include "ui/shell/VersionsLink.h"

#include <QShortcut>

namespace andon {

using namespace Qt::StringLiterals;

void MainWindow::showService(const QString &name)
{
    ServiceDesk *desk = m_console.desk(name);
    if (!desk || desk == m_desk) {
        showAlarms(false);
        return;
    }
    leaveService();
    m_desk = desk;
    desk->setShown(true);
    m_marks = EventMarks(desk->spec().name);
    m_strip->setService(desk->spec().name);
    m_strip->clearService(desk->hasGateway());
    m_actions->setService(desk->spec().name);
    showAlarms(false);
    // A pause, a zoom or a selected window was of the service before.
    m_lines->plot().setPaused(false);
    m_lines->plot().clearSelection();
    m_lines->plot().setCrosshair(0);
    m_lines->setMarks({});
    m_lines->setShades({});
    m_lines->setTitle(desk->spec().title);
    m_lines->setIndicators(desk->spec().indicators);
    m_lines->setSplits(desk->spec().splits);
    m_lines->setStepMs(desk->lines().plan().stepMs);
    m_history->setDesk(*desk);
    m_versions->setDesk(*desk);
    m_judge->setDesk(*desk);
    m_card->setDesk(*desk);
    m_incidents->setDesk(desk);
    setWindowTitle(u"Andon — "_s + desk->spec().title.left(80));
    connectDesk(*desk);
    showKnown(*desk);
    refreshFaces();
    tick();
    m_timeline->load();
    EventQuery newest;
    newest.limit = 5000;
    m_reading = std::make_unique<QObject>();
    m_console.journal().read(newest, m_reading.get(), [this](const Result<QList<Event>> &events) {
        if (events)
            recallEvents(*events);
    });
}

/// What was read while others were on show.
void MainWindow::showKnown(ServiceDesk &desk)
{
    m_canary->clear(m_console.clock().now());
    if (desk.hasGateway())
        takeRollout(desk.rollout());
    else
        m_lines->setRoles({});
    const ServiceDesk::Link &source = desk.sourceLink(), &gateway = desk.gatewayLink();
    m_strip->setSource(source.freshness);
    m_board.setSource(source.freshness, source.error, source.sinceMs);
    m_board.setGateway(gateway.freshness, gateway.error, gateway.sinceMs);
    const QHash<QString, IndicatorReading> readings = desk.readings();
    for (const IndicatorReading &reading : readings)
        takeReading(reading);
}

/// From now on nothing on show belongs to a service, and no press finds one.
void MainWindow::leaveService()
{
    m_board.clearService();
    if (!m_desk)
        return;
    m_desk->disconnect(this);
    m_desk->splits().disconnect(m_lines);
    m_desk->splits().stop();
    m_lines->setSplits({}); // nobody goes on reading what differs
    m_desk->setShown(false);
    m_history->leaveDesk();
    m_versions->leaveDesk();
    m_judge->leaveDesk();
    m_card->leaveDesk();
    m_incidents->setDesk(nullptr);
    m_desk = nullptr;
    m_reading.reset();
    m_exemplars.reset();
}

void MainWindow::buildFleet()
{
    auto *panel = new FleetPanel;
    m_fleet = new FleetLink(m_console, *panel, this);
    m_fleet->setTimeZone(m_zone);
    m_layout->setPage(BoardLayout::Page::Fleet, panel);
    m_strip->setFleetOffered(true);
    for (const auto &desk : m_console.desks())
        desk->setShown(false);
    connect(m_strip, &StatusStrip::fleetAsked, this, &MainWindow::showFleet);
    connect(panel, &FleetPanel::windowAsked, this, [this] { m_fleet->openWindow(*this); });
    connect(m_fleet, &FleetLink::serviceChosen, this, [this](const QString &name, bool fromWindow) {
        showService(name);
        m_lines->plot().setFocus(Qt::OtherFocusReason);
        if (!fromWindow)
            return;
        setWindowState(windowState() & ~Qt::WindowMinimized);
        raise();
        activateWindow();
    });
    showFleet();
}

void MainWindow::showFleet()
{
    if (!m_fleet)
        return;
    leaveService();
    m_strip->setService({});
    m_strip->clearService(false);
    showAlarms(false);
    setWindowTitle(tr("Andon — fleet"));
    tick();
    m_fleet->panel().focusTable();
}

void MainWindow::buildAlarms()
{
    auto *panel = new AlertsPanel;
    m_layout->setPage(BoardLayout::Page::Alarms, panel);
    m_alerts = new AlertsLink(m_console, *panel, *m_alarmStrip, *this);
    connect(m_alarmStrip, &AlarmStrip::listAsked, this, [this] { showAlarms(m_layout->page() != BoardLayout::Page::Alarms); });
    connect(m_alerts, &AlertsLink::alarmsChanged, this, &MainWindow::refreshAlarms);
    connect(m_alerts, &AlertsLink::closeAsked, this, [this] { showAlarms(false); });
    connect(m_alerts, &AlertsLink::linesAsked, this, [this](const QString &service, const QString &indicatorId) {
        showService(service);
        m_lines->showIndicator(indicatorId);
    });
}

void MainWindow::showAlarms(bool shown)
{
    using Page = BoardLayout::Page;
    m_layout->showPage(shown ? Page::Alarms : m_desk || !m_fleet ? Page::Board : Page::Fleet);
    // Keys that mean what is on the board mean nothing while it is out of sight.
    for (QShortcut *key : std::as_const(m_serviceKeys))
        key->setEnabled(!shown && m_desk);
    m_alarmsKey->setEnabled(!shown);
    m_alerts->setShown(shown);
    if (shown)
        m_alerts->focus();
    else if (m_desk)
        m_lines->plot().setFocus(Qt::OtherFocusReason);
}

QString MainWindow::service() const
{
    return m_desk ? m_desk->spec().name : QString();
}

void MainWindow::connectDesk(ServiceDesk &desk)
{
    const ServiceSpec &spec = desk.spec();
    if (ExemplarSource *source = m_console.exemplarSource(spec.source)) {
        m_exemplars = std::make_unique<ExemplarWatch>(*source, m_console.clock(), spec.indicators, spec.versionLabel);
        connect(m_exemplars.get(), &ExemplarWatch::exemplarsRead, m_lines, &LinesPanel::setExemplars);
        m_exemplars->start();
    }
    connect(&desk, &ServiceDesk::indicatorRead, this, &MainWindow::takeReading);
    connect(&desk.splits(), &SplitPoller::splitRead, m_lines, &LinesPanel::setSplitReading);
    connect(&desk, &ServiceDesk::rolloutChanged, this, &MainWindow::takeRollout);
    connect(&desk, &ServiceDesk::facesChanged, this, [this] {
        // Many things change faces at once; they are painted once.
        if (!std::exchange(m_facesDue, true))
            QMetaObject::invokeMethod(this, &MainWindow::refreshFaces, Qt::QueuedConnection);
    });
    connect(&desk, &ServiceDesk::sourceChanged, this, [this](Freshness freshness, const std::optional<Error> &error) {
        m_strip->setSource(freshness);
        m_board.setSource(freshness, error, nowMs());
        refreshAlarms();
    });
    connect(&desk, &ServiceDesk::gatewayChanged, this, [this](Freshness freshness, const std::optional<Error> &error) {
        m_board.setGateway(freshness, error, nowMs());
        refreshAlarms();
    });
}

} // namespace andon

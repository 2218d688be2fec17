// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/FleetLink.h"

#include <QGuiApplication>
#include <QScreen>

#include <algorithm>

namespace andon {

/// Small lines show an hour, or less where no service keeps so much.
static qint64 spanMs(const Console &console)
{
    qint64 longest = 60;
    for (const auto &desk : console.desks())
        longest = std::max(longest, desk->spec().historySeconds);
    return std::min<qint64>(longest, 3600) * 1000;
}

FleetLink::FleetLink(Console &console, FleetPanel &panel, QObject *parent)
    : QObject(parent)
    , m_console(console)
    , m_panel(panel)
{
    furnish(panel);
    connect(&panel, &FleetPanel::serviceChosen, this, [this](const QString &service) { emit serviceChosen(service, false); });
}

FleetLink::~FleetLink()
{
    delete m_window;
}

void FleetLink::furnish(FleetPanel &panel)
{
    panel.setSpanMs(spanMs(m_console));
    panel.setTimeZone(m_zone);
}

void FleetLink::tick()
{
    const bool window = m_window && m_window->isVisible();
    // The first rows are there before the window is: it never opens on an empty table.
    const bool panel = m_panel.isVisible() || m_panel.model().services() == 0;
    if (!panel && !window)
        return;
    const qint64 nowMs = toMs(m_console.clock().now());
    QList<FleetRow> rows;
    rows.reserve(static_cast<qsizetype>(m_console.desks().size()));
    const QHash<QString, FleetAlerts> alerts = fleetAlerts(m_console.alerts().desk().alerts());
    for (const auto &desk : m_console.desks()) {
        FleetFacts facts = desk->facts();
        facts.alerts = alerts.value(facts.service);
        rows << fleetRow(facts, nowMs);
    }
    m_hasLines = m_hasLines || std::any_of(rows.cbegin(), rows.cend(), [](const FleetRow &row) { return row.dataMs != 0; });
    if (panel)
        m_panel.setRows(rows, nowMs);
    if (window)
        m_window->panel().setRows(rows, nowMs);
}

void FleetLink::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    m_panel.setTimeZone(zone);
    if (m_window)
        m_window->panel().setTimeZone(zone);
}

void FleetLink::openWindow(const QWidget &beside)
{
    if (!m_window) {
        m_window = new FleetWindow(m_console.workspace().title);
        furnish(m_window->panel());
        connect(&m_window->panel(), &FleetPanel::serviceChosen, this, [this](const QString &service) { emit serviceChosen(service, true); });
    }
    const QList<QScreen *> screens = QGuiApplication::screens();
    const auto other = std::find_if(screens.cbegin(), screens.cend(), [&](const QScreen *one) { return one != beside.screen(); });
    if (other != screens.cend()) {
        m_window->setGeometry((*other)->availableGeometry());
        m_window->showFullScreen();
    } else {
        m_window->show();
    }
    m_window->raise();
    m_window->activateWindow();
    tick();
    m_window->panel().focusTable();
}

void FleetLink::closeWindow()
{
    if (m_window)
        m_window->close();
}

} // namespace andon

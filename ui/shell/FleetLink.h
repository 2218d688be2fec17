// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/Console.h"
#include "ui/fleet/FleetPanel.h"
#include "ui/shell/FleetWindow.h"

#include <QPointer>

namespace andon {

/// Between the desks of a console and the boards over all of them: the one in the main window and the one in a window of its
/// own. Rows are made only while somebody can see them, and both boards have the same ones. GUI thread.
class FleetLink : public QObject {
    Q_OBJECT
public:
    /// `console` must outlive the link; `panel` belongs to the main window.
    FleetLink(Console &console, FleetPanel &panel, QObject *parent = nullptr);
    ~FleetLink() override;
    /// About once a second.
    void tick();
    void setTimeZone(TimeZoneChoice zone);
    /// On another screen than `beside` where there is one, full there.
    void openWindow(const QWidget &beside);
    void closeWindow();
    [[nodiscard]] FleetPanel &panel() { return m_panel; }
    [[nodiscard]] FleetWindow *window() const { return m_window; }
    /// Some service has a line.
    [[nodiscard]] bool hasLines() const { return m_hasLines; }

signals:
    /// `fromWindow`: pressed in the window of its own.
    void serviceChosen(const QString &service, bool fromWindow);

private:
    void furnish(FleetPanel &panel);

    Console &m_console;
    FleetPanel &m_panel;
    QPointer<FleetWindow> m_window;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
    bool m_hasLines = false;
};

} // namespace andon

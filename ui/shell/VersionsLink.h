// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/ServiceDesk.h"
#include "ui/canary/CanaryPanel.h"

#include <QPointer>

namespace andon {

class VersionsPanel;

/// Between what is known of the version sets of the service on show and who shows it: its troubles beside the canary, all of
/// it in a panel that is made when somebody asks for it.
class VersionsLink : public QObject {
    Q_OBJECT
public:
    /// Both must outlive the link.
    VersionsLink(CanaryPanel &canary, QWidget &window);
    void setDesk(ServiceDesk &desk);
    void leaveDesk();
    /// What the record says of versions that nobody names any more.
    void recall(const QList<Event> &events);
    /// "What did this release change?"; without a service on show nothing happens.
    void open();

private:
    void show();

    CanaryPanel &m_canary;
    QWidget &m_window;
    QPointer<ServiceDesk> m_desk;
    VersionsPanel *m_panel = nullptr; ///< of the window
    QString m_stable;
    QString m_canaryVersion;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/ServiceDesk.h"
#include "ui/canary/CanaryPanel.h"
#include "ui/common/ClockText.h"

#include <QPointer>

namespace andon {

class TextTableDialog;

/// Between the judge of the service on show and who shows it: a line beside the canary, and a table of every line with its
/// numbers when somebody asks for it.
class JudgeLink : public QObject {
    Q_OBJECT
public:
    /// Both must outlive the link.
    JudgeLink(CanaryPanel &canary, QWidget &window);
    void setDesk(ServiceDesk &desk);
    void leaveDesk();
    void setTimeZone(TimeZoneChoice zone);
    /// "May this canary go on?"; without a service on show nothing happens.
    void open();

private:
    void show();

    CanaryPanel &m_canary;
    QWidget &m_window;
    QPointer<ServiceDesk> m_desk;
    TextTableDialog *m_dialog = nullptr; ///< of the window
    bool m_opens = false; ///< the next show() brings the table to the front
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon

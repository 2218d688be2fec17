// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/ServiceDesk.h"
#include "ui/lines/LinesPanel.h"

#include <QPointer>

namespace andon {

/// Between the lines on show and the poller of the service they belong to: which span is looked at and how many pixels it
/// has goes one way, the progress of its history and how much is kept the other.
class HistoryLink : public QObject {
    Q_OBJECT
public:
    /// `panel` must outlive the link.
    explicit HistoryLink(LinesPanel &panel, QObject *parent = nullptr);
    /// Another service is shown; the one before looks at nothing any more.
    void setDesk(ServiceDesk &desk);
    /// No service is shown: nobody looks at windows of the one before.
    void leaveDesk();
    void tick(); ///< about once a second

private:
    void keep(qint64 seconds);

    LinesPanel &m_panel;
    QPointer<ServiceDesk> m_desk;
    int m_pixels = 0;
    qint64 m_keepSeconds;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/ServiceDesk.h"
#include "app/lines/ReleaseStarts.h"
#include "ui/lines/LinesPanel.h"

#include <QPointer>

namespace andon {

/// Between the lines on show and those who ask for the service they belong to: which span is looked at, how many pixels it
/// has, and what else is to be read go one way; the answers, the progress of its history and how much is kept the other.
class HistoryLink : public QObject {
    Q_OBJECT
public:
    /// `panel` must outlive the link.
    explicit HistoryLink(LinesPanel &panel, QObject *parent = nullptr);
    /// Another service is shown, over the span that was last chosen for it; the one before looks at nothing any more.
    void setDesk(ServiceDesk &desk);
    /// No service is shown: nobody looks at windows of the one before, and it keeps no more than one that was never shown.
    void leaveDesk();
    void tick(); ///< about once a second

private:
    void keep(qint64 seconds);
    void tellSplits();

    LinesPanel &m_panel;
    QPointer<ServiceDesk> m_desk;
    std::unique_ptr<SplitSurvey> m_survey;  ///< of the desk
    std::unique_ptr<ReleaseStarts> m_starts; ///< of the desk
    QHash<QString, qint64> m_ranges; ///< by service: seconds that a person chose to see of it
    int m_pixels = 0;
    qint64 m_keepSeconds;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/Console.h"
#include "app/console/PostmortemDesk.h"
#include "ui/common/ClockText.h"

#include <QPointer>

namespace andon {

class DrillDialog;
class DrillSheetDialog;
class DrillStrip;
class PostmortemLink;

/// Between drills and who shows them: the question before one, the strip while it runs, the score sheet after it.
class DrillLink : public QObject {
    Q_OBJECT
public:
    /// All must outlive the link; the console is started.
    DrillLink(Console &console, PostmortemLink &postmortem, QWidget &window);
    /// Made here, taken over by whoever lays the window out.
    [[nodiscard]] DrillStrip *strip() const { return m_strip; }
    /// Asks whether to begin one on that service, or says in words why none can be.
    void open(const QString &service);
    /// The score sheet of an incident that is a drill.
    void openSheet(const QString &incidentId);
    /// Whether the window may close now. Else the drill is ended first, and closable() follows.
    [[nodiscard]] bool mayClose();
    void setTimeZone(TimeZoneChoice zone) { m_zone = zone; }
    void tick();

signals:
    void told(const QString &words);
    void closable();

private:
    void begin(const QString &service, const QString &seedText);
    void takeEnd(const DrillRun &run);
    void exportAs(PostmortemFormat format);
    void writeExportOf(const LeavingPostmortem &leaving, PostmortemFormat format, bool goesOn);
    [[nodiscard]] bool isBusy() const;
    [[nodiscard]] DrillDesk *desk() const { return m_console.drills(); }

    Console &m_console;
    PostmortemLink &m_postmortem;
    QWidget &m_window;
    DrillStrip *m_strip;
    QPointer<DrillDialog> m_dialog;
    QPointer<DrillSheetDialog> m_sheet;
    PostmortemView m_view; ///< of the sheet
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
    bool m_closing = false;
    bool m_waited = false; ///< long enough for a drill that does not end
};

} // namespace andon

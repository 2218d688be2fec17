// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/RingPause.h"
#include "app/console/Console.h"
#include "ui/alerts/AlertsPanel.h"
#include "ui/alerts/CoverDialog.h"
#include "ui/common/ClockText.h"

#include <QPointer>
#include <QTimer>

class QSystemTrayIcon;

namespace andon {

class AlarmStrip;
class TextTableDialog;

/// Between the desk of the alarms and who shows them: the panel, the strip above the board, and the dialogs. A press goes the
/// same way as one of the cord. One pulse for the one alarm that may blink, wherever it is shown. GUI thread.
class AlertsLink : public QObject {
    Q_OBJECT
public:
    /// All must outlive the link.
    AlertsLink(Console &console, AlertsPanel &panel, AlarmStrip &strip, QWidget &window);
    ~AlertsLink() override;
    /// About once a second.
    void tick();
    void setTimeZone(TimeZoneChoice zone);
    /// The console's alarms and desks are new ones: of a replay at another time.
    void follow();
    /// The panel came into view, or left it.
    void setShown(bool shown);
    void focus() { m_panel.focusTable(); }
    /// Selects an alarm in the panel.
    void choose(const QString &key) { m_panel.choose(key); }
    /// Of a service, and those of none; of an empty one only the latter. What is hidden or over is left out.
    [[nodiscard]] QList<AlertPointer> alarmsOf(const QString &service) const;
    [[nodiscard]] const AlertManners &manners() const { return m_manners; }

signals:
    void alarmsChanged();
    /// To be shown on the board.
    void linesAsked(const QString &service, const QString &indicatorId);
    void closeAsked();
    void told(const QString &words);

private:
    void connectPanel();
    void show();
    void refreshFaces();
    void press(const ActionPlan &plan, const QString &reason, const QString &alarm);
    void askCover(CoverDialog::Kind kind, const QString &key);
    void cover(CoverDialog &dialog, CoverDialog::Kind kind);
    void uncover(const QStringList &keys);
    void showLints();
    void chooseManners(const AlertManners &manners);
    void ring(const AlertPointer &alert);
    void pulse();
    [[nodiscard]] AlertDesk &desk() const { return m_console.alerts().desk(); }
    [[nodiscard]] qint64 nowMs() const;
    [[nodiscard]] QString author() const;

    Console &m_console;
    AlertsPanel &m_panel;
    AlarmStrip &m_strip;
    QWidget &m_window;
    QPointer<CoverDialog> m_dialog;
    QPointer<TextTableDialog> m_lints;
    AlertManners m_manners;
    QSystemTrayIcon *m_tray = nullptr; ///< made with the first notification
    RingPause m_pause;
    QTimer m_pulse;
    QTimer m_faces; ///< many changes of faces are shown once
    bool m_lit = false;
    bool m_shown = false;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon

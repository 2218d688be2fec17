// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/Rollout.h"
#include "ui/common/ClockText.h"
#include "ui/common/PlainLabel.h"

#include <QWidget>

class QComboBox;
class QToolButton;

namespace andon {

/// The strip over the board: which workspace and service, which versions carry the traffic, how old what is shown is,
/// what time it is.
class StatusStrip : public QWidget {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget *parent = nullptr);
    void setServices(const QStringList &names);
    /// A button that leads to the board over all services.
    void setFleetOffered(bool offered);
    /// Names the service on show; tells nobody. Empty: none, all of them are.
    void setService(const QString &name);
    /// The workspace's title.
    void setPlace(const QString &title);
    /// Another service is shown: nothing is known of it yet. `hasGateway`: it has one at all.
    void clearService(bool hasGateway);
    void setRollout(const Rollout &rollout, TimePoint now);
    /// An answer of the metrics source, ms since the epoch.
    void noteAnswer(qint64 answerMs);
    void setSource(Freshness freshness);
    void setJournal(bool works);
    /// Counts ages and the clock on.
    void setNow(TimePoint now, TimeZoneChoice zone);

signals:
    void serviceChosen(const QString &name);
    void fleetAsked();
    void zoneToggled();
    void themeToggled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Link {
        PlainLabel *label = nullptr;
        Freshness freshness = Freshness::Lost;
        qint64 readMs = 0; ///< 0: never
    };
    void refresh();
    void show(Link &link, const QString &name);
    void dress(PlainLabel *label, Freshness freshness);

    QComboBox *m_services;
    PlainLabel *m_place;
    PlainLabel *m_versions;
    Link m_source;
    Link m_gateway;
    PlainLabel *m_journal;
    QToolButton *m_fleet;
    QToolButton *m_zone;
    QToolButton *m_theme;
    bool m_hasGateway = true;
    bool m_hasService = true;
    bool m_recording = true;
    qint64 m_nowMs = 0;
};

} // namespace andon

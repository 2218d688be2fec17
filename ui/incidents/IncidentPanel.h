// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/incidents/IncidentModel.h"

#include <QWidget>

class QGridLayout;
class QLineEdit;
class QPushButton;
class QTableView;

namespace andon {

class IncidentForm;
class PlainLabel;

/// Incidents: on top the chosen one (the running one until a person chooses), with its clock, key times, durations, roles
/// and impact, and the forms that change it; below all of them. It changes nothing itself: it asks.
class IncidentPanel : public QWidget {
    Q_OBJECT
public:
    explicit IncidentPanel(QWidget *parent = nullptr);
    /// Newest first. `service`: of the board; empty: the fleet.
    void setIncidents(const QList<Incident> &incidents, const QString &service);
    void setTimeZone(TimeZoneChoice zone);
    /// The clock goes on.
    void setNow(TimePoint now);
    /// What was wrong with the last change, in words; empty: nothing.
    void setTrouble(const QString &words);
    void choose(const QString &id);
    /// Whether there is a sandbox to hold a drill on: without one nobody is offered any.
    void setDrillOffered(bool offered);
    /// Of a replay: what was known is shown, and nobody opens, changes or closes anything.
    void setReadOnly();
    /// The id of the incident on top; empty: there is none.
    [[nodiscard]] const QString &chosen() const { return m_chosen; }
    [[nodiscard]] const IncidentModel &model() const { return *m_model; }

signals:
    void chosenChanged(const QString &id);
    void openAsked(const QString &title, andon::Severity severity);
    void changeAsked(const QString &id, const QString &field, const nlohmann::json &value, const QString &why);
    void timeAsked(const QString &id, andon::KeyTime key, andon::TimePoint at, const QString &why);
    void mergeAsked(const QString &id, const QString &into, const QString &why);
    void closeAsked(const QString &id, const QString &why);
    void reopenAsked(const QString &id, const QString &why);
    /// Of the incident on top.
    void postmortemAsked(const QString &id);
    void drillAsked();
    /// The score sheet of a drill.
    void sheetAsked(const QString &id);

private:
    QWidget *buildHead();
    QWidget *buildButtons();
    void buildTable();
    void refresh();
    void refreshClock();
    void refreshTimes(const Incident &incident);
    void formOpen();
    void formSeverity();
    void formTitle();
    void formRoles();
    void formImpact();
    void formTime();
    void formMerge();
    void formClose();
    void askPostmortem() { emit postmortemAsked(m_chosen); }
    [[nodiscard]] const Incident *current() const;
    [[nodiscard]] QString followed() const;

    IncidentModel *m_model;
    QTableView *m_table;
    PlainLabel *m_title;
    PlainLabel *m_clock;
    PlainLabel *m_facts;
    PlainLabel *m_people;
    PlainLabel *m_impact;
    PlainLabel *m_trouble;
    QGridLayout *m_times;
    QMap<KeyTime, QPair<PlainLabel *, PlainLabel *>> m_timeLabels; ///< time, span that ends there
    QList<QPushButton *> m_changes;
    QPushButton *m_close;
    QPushButton *m_postmortem;
    QPushButton *m_sheet;
    QPushButton *m_drill;
    QPushButton *m_open;
    QString m_service;
    QString m_chosen;
    bool m_byHand = false; ///< a person chose it
    TimePoint m_now;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon

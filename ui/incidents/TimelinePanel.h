// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/incidents/TimelineModel.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QTableView;
class QToolButton;

namespace andon {

class EventDetails;

/// The record: filter, search, copy, notes, and the details of an entry.
class TimelinePanel : public QWidget {
    Q_OBJECT
public:
    explicit TimelinePanel(QWidget *parent = nullptr);
    /// Whose record is shown once load() is called; it must outlive the panel.
    void setJournal(Journal &journal) { m_model->setJournal(journal); }
    void load() { m_model->load(); }
    /// What is copied out of the record is redacted by that, as everything that leaves; asked each time. Without it: the usual rules.
    void setRedaction(std::function<Redactor()> redactor);
    /// The view stays at the end if it was there; while the pointer is over the rows or one is selected it does not
    /// move at all, and what came in is counted.
    void append(const QList<Event> &events);
    /// Another record, or another time of it: what was there goes.
    void clear();
    /// Of a replay: nothing can be written.
    void setReadOnly(bool readOnly);
    void setTimeZone(TimeZoneChoice zone);
    /// Where an entry can be moved to: ids and titles, newest first.
    void setIncidents(const QList<QPair<QString, QString>> &incidents) { m_incidents = incidents; }
    /// With `opening` a new note begins with it: the time that it is about.
    void focusNote(const QString &opening = {});
    /// Marks the row nearest to the crosshair and shows it, unless a hand is on the rows; 0: none.
    void markTime(qint64 timeMs);
    [[nodiscard]] TimelineModel &model() { return *m_model; }

signals:
    void noteWritten(const QString &text);
    void exportAsked();
    void told(const QString &words); ///< what was copied, and what was taken out of it
    /// The entry belongs to that incident; an empty id: to none.
    void moveAsked(const andon::Event &event, const QString &incident);
    void timeChosen(qint64 timeMs); ///< a person clicked on the entry of that time

private:
    QWidget *buildBar();
    void applyFilter();
    void copyRows();
    void tellCopied(const QString &words, const QMap<QString, qint64> &taken);
    void showMenu(const QPoint &at);
    void showDetails();
    void goToEnd();
    void showRows();
    void holdRows();
    [[nodiscard]] bool inUse() const;

    TimelineModel *m_model;
    QTableView *m_view;
    EventDetails *m_details;
    QLineEdit *m_search;
    QLineEdit *m_note;
    QToolButton *m_new;
    QTimer m_patience; ///< with rows that are being read
    QPersistentModelIndex m_held; ///< the row on top before others came above it
    bool m_holdsEnd = false;
    int m_unseen = 0;
    QList<QPair<QString, QString>> m_incidents; ///< id, title
    std::function<Redactor()> m_redactor;
    bool m_readOnly = false;
    QMap<EntryKind, QToolButton *> m_kinds;
};

} // namespace andon

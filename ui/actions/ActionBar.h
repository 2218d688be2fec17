// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionFace.h"
#include "app/actions/ActionProgress.h"

#include <QHash>
#include <QMap>
#include <QTimer>
#include <QWidget>

#include <optional>

class QCheckBox;

namespace andon {

class ActionButton;
class OperationRow;
class PlainLabel;

/// The cord: degrade, throttle and rollback large, promote, pause, resume and restore below them, what this gateway
/// cannot do or promise, and what became of the last presses in words.
class ActionBar : public QWidget {
    Q_OBJECT
public:
    explicit ActionBar(QWidget *parent = nullptr);
    /// The operations of this service are shown from now on; those of the others are kept for when they are shown.
    void setService(const QString &service);
    void setFace(const ActionFace &face);
    void setProgress(const ActionProgress &progress, TimePoint now);
    /// The journal cannot be written: a stop-loss press then wants the box "unlogged". Empty: it can.
    void setJournalTrouble(const QString &words);
    /// Of a replay: the faces as they were at `at`; no button takes a press or the focus, and what was told before goes.
    void showAsOf(TimePoint at);
    void focusVerb(Verb verb);
    [[nodiscard]] ActionButton *button(Verb verb) const { return m_buttons.value(verb); }
    /// What the gateway cannot do or promise, below the buttons, possibly empty.
    [[nodiscard]] QString notesText() const;
    /// What stands in the line of the newest operation.
    [[nodiscard]] QString statusText() const;

signals:
    /// A whole press. The plan is the one that was painted.
    void pressed(const andon::ActionPlan &plan, const QString &reason, bool unlogged);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Shown {
        ActionProgress progress;
        TimePoint receivedAt;
    };
    void refreshStatus();
    void refreshNotes();

    QMap<Verb, ActionButton *> m_buttons;
    QMap<Verb, ActionFace> m_faces;
    QString m_service;
    QHash<QString, QList<Shown>> m_shown; ///< by service, newest first
    QList<OperationRow *> m_rows;
    PlainLabel *m_notes;
    QCheckBox *m_unlogged;
    PlainLabel *m_trouble;
    QTimer m_tick;
    std::optional<TimePoint> m_asOf; ///< a replay's time; none: now
};

} // namespace andon

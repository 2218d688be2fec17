// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionFace.h"
#include "ui/actions/CardWords.h"

#include <QMap>
#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLineEdit;
class QPushButton;

namespace andon {

class ActionButton;
class PlainLabel;

/// One operation that a person must look at: what it was, who pressed it and when, what is known, the value read, and
/// what may be decided now. It sends nothing.
class OperationCard : public QWidget {
    Q_OBJECT
public:
    explicit OperationCard(QWidget *parent = nullptr);
    void setOperation(const ActionProgress &progress, TimePoint now, TimeZoneChoice zone);
    /// Presses that a temporary action in force offers; none where the service has no such face now.
    void setFaces(const std::optional<ActionFace> &restore, const std::optional<ActionFace> &extend);
    [[nodiscard]] const ActionProgress &operation() const { return m_progress; }
    [[nodiscard]] QPushButton *decisionButton(Decision decision) const { return m_decisions.value(decision); }
    [[nodiscard]] QPushButton *putAwayButton() const { return m_putAway; }
    [[nodiscard]] ActionButton *restoreButton() const { return m_restore; }
    [[nodiscard]] ActionButton *extendButton() const { return m_extend; }
    /// All that stands on the card, line by line.
    [[nodiscard]] QString words() const;

signals:
    void decided(andon::Decision decision, const QString &reason);
    void pressed(const andon::ActionPlan &plan, const QString &reason);
    /// The person has read it and wants nothing.
    void putAway();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void decide(Decision decision);
    void refreshDecisions();
    [[nodiscard]] QHBoxLayout *buildButtons();

    ActionProgress m_progress;
    PlainLabel *m_title;
    PlainLabel *m_origin;
    PlainLabel *m_known;
    PlainLabel *m_values;
    PlainLabel *m_withheld;
    QLineEdit *m_reason;
    QMap<Decision, QPushButton *> m_decisions;
    QPushButton *m_putAway;
    ActionButton *m_restore;
    ActionButton *m_extend;
    ActionPlan m_restorePlan;
    ActionPlan m_extendPlan;
    QTimer m_taken; ///< runs for a moment after a decision: a double click is one
};

} // namespace andon

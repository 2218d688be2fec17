// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionFace.h"
#include "ui/common/ButtonFacePainter.h"

#include <QHash>
#include <QMap>
#include <QTableView>
#include <QTimer>

namespace andon {

class ActionButton;
class AlertsModel;

/// An action of a service: what its button shows, and what a press of that very face does.
struct AlertFace {
    ButtonFace face;
    ActionPlan plan;
};
/// By service, then by verb.
using AlertFaces = QMap<QString, QMap<Verb, AlertFace>>;

/// The rows of the alarms, with a real action button on each row in view that has an action. A button stays with its alarm;
/// while a hand is at work the rows keep their places.
class AlertsTable : public QTableView {
    Q_OBJECT
public:
    static constexpr int restMs = 5000; ///< a pointer that was left lying here holds nothing back

    explicit AlertsTable(AlertsModel &model, QWidget *parent = nullptr);
    void setFaces(const AlertFaces &faces);
    /// The button of an alarm in view; null: there is none.
    [[nodiscard]] ActionButton *button(const QString &key) const { return m_buttons.value(key); }

signals:
    /// `alarm`: the title of the row; the list may have gone on since it was painted.
    void actionPressed(const andon::ActionPlan &plan, const QString &reason, const QString &alarm);
    void handChanged(bool atWork);

protected:
    bool viewportEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void placeColumns();
    void placeButtons();
    void placeLater();
    void touch();
    void release();
    [[nodiscard]] const AlertFace *faceOf(int row) const;
    [[nodiscard]] ActionButton *made();

    AlertsModel &m_model;
    AlertFaces m_faces;
    QHash<QString, ActionButton *> m_buttons; ///< by the alarm's key
    QList<ActionButton *> m_idle;
    QTimer m_rest;  ///< runs while a hand is at work
    QTimer m_place; ///< many changes are placed once
};

} // namespace andon

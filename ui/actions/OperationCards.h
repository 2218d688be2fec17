// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/actions/OperationCard.h"

#include <QScrollArea>
#include <QSet>

class QVBoxLayout;

namespace andon {

/// The cards that stand before anything else: operations that ask for a decision, then those in doubt, then temporary
/// actions in force; of every service, the newest first. Without a card it takes no room. It knows no console.
class OperationCards : public QScrollArea {
    Q_OBJECT
public:
    explicit OperationCards(QWidget *parent = nullptr);
    void setProgress(const ActionProgress &progress);
    /// All that could be pressed now, for restore and extend of what is in force; takes the place of the faces before.
    void setFaces(const QList<ActionFace> &faces);
    /// Another time of the record: the cards go.
    void clear();
    void setTimeZone(TimeZoneChoice zone);
    /// The operation as it was told last, or nothing.
    [[nodiscard]] std::optional<ActionProgress> operation(const QString &opId) const;
    /// Cards in their order on the board.
    [[nodiscard]] const QList<OperationCard *> &cards() const { return m_cards; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A person decides about an operation. PressAgain: whoever hears it brings the person to the button.
    void decided(const QString &opId, andon::Decision decision, const QString &reason);
    /// A whole press of a face that was set.
    void pressed(const andon::ActionPlan &plan, const QString &reason);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void refreshTexts();
    void refreshFaces();
    [[nodiscard]] bool hasCard(const ActionProgress &progress) const;
    [[nodiscard]] OperationCard *cardFor(const QString &opId);
    [[nodiscard]] int contentHeight() const;

    QList<ActionProgress> m_operations; ///< those with a card
    QSet<QString> m_putAway;            ///< op_ids of settled ones that a person has read
    QMap<QString, TimePoint> m_newest;  ///< press of the newest that took effect, by service and target
    QList<ActionFace> m_faces;
    QList<OperationCard *> m_cards;
    QVBoxLayout *m_layout;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
    QTimer m_tick;
};

} // namespace andon

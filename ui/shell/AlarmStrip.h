// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/AlarmBoard.h"

#include <QElapsedTimer>
#include <QPoint>
#include <QWidget>

class QToolButton;

namespace andon {

class AlarmChip;
class PlainLabel;

/// What is wrong now, worst first, as chips in one row of fixed height; the first is never cut, what finds no room is
/// counted and one press away. While the pointer is at work in the row no chip changes its place.
class AlarmStrip : public QWidget {
    Q_OBJECT
public:
    explicit AlarmStrip(QWidget *parent = nullptr);
    /// `quiet`: the words where there is no item.
    void setItems(const QList<AlarmItem> &items, const QString &quiet);
    [[nodiscard]] QList<AlarmItem> shownItems() const;
    /// The pulse: the first alarm that nobody has seen yet, or none.
    void setLit(bool lit);
    [[nodiscard]] QString moreText() const;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void chosen(const andon::AlarmItem &item);
    void listAsked();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showItems();
    void placeChips();
    void showMore();
    [[nodiscard]] QList<AlarmItem> keptInPlace() const;
    [[nodiscard]] bool pointerAtWork();

    QList<AlarmItem> m_items;  ///< as given
    QList<AlarmItem> m_placed; ///< as shown: the same in another order while the pointer is at work here
    QList<AlarmChip *> m_chips;
    QToolButton *m_more;
    QToolButton *m_list; ///< all of them, at the right end
    PlainLabel *m_quiet;
    qsizetype m_visible = 0;
    QPoint m_pointer;
    QElapsedTimer m_pointerStill;
};

} // namespace andon

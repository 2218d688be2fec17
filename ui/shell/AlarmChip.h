// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/AlarmBoard.h"

#include <QAbstractButton>

namespace andon {

/// One alarm: a filled chip with shape, word and number against limit. A press shows its indicator.
class AlarmChip : public QAbstractButton {
    Q_OBJECT
public:
    explicit AlarmChip(QWidget *parent = nullptr);
    void setItem(const AlarmItem &item);
    [[nodiscard]] const AlarmItem &item() const { return m_item; }
    /// The bright half of the pulse of the one alarm that may blink.
    void setLit(bool lit);
    /// Room for both lines whole, in steps, so that counting seconds do not move the neighbours.
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QFont titleFont() const;
    AlarmItem m_item;
    bool m_lit = false;
};

} // namespace andon

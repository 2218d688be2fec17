// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/LinesPlot.h"

#include <QFrame>

class QMenu;

namespace andon {

/// What can be done with the selected window, each with its key; stands beside the selection.
class SelectionBar : public QFrame {
    Q_OBJECT
public:
    explicit SelectionBar(QWidget *parent);
    /// Beside [left, right] within `area`, all in the parent's pixels; on the side with more room.
    void placeBeside(int left, int right, const QRect &area);
    /// The same as a menu.
    void fill(QMenu &menu);

signals:
    void chosen(SelectionAct act);
    void clearAsked();

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace andon

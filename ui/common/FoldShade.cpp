// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/FoldShade.h"

#include "ui/common/Theme.h"

#include <QEvent>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>

namespace andon {

FoldShade::FoldShade(QScrollArea &area) : QWidget(&area), m_area(area)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    area.viewport()->installEventFilter(this);
    connect(area.verticalScrollBar(), &QScrollBar::valueChanged, this, &FoldShade::place);
    connect(area.verticalScrollBar(), &QScrollBar::rangeChanged, this, &FoldShade::place);
}

void FoldShade::place()
{
    const QScrollBar &bar = *m_area.verticalScrollBar();
    const QRect seen = m_area.viewport()->geometry();
    const int height = fontMetrics().height();
    // Of two lines neither may fade.
    setVisible(bar.value() < bar.maximum() && seen.height() >= 3 * height);
    setGeometry(seen.left(), seen.bottom() + 1 - height, seen.width(), height);
    raise();
}

bool FoldShade::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move)
        place();
    return QWidget::eventFilter(watched, event);
}

void FoldShade::paintEvent(QPaintEvent *)
{
    const QColor paper = themeColors(palette()).window;
    QColor none = paper;
    none.setAlpha(0);
    QLinearGradient shade(0, 0, 0, height());
    shade.setColorAt(0, none);
    shade.setColorAt(1, paper);
    QPainter(this).fillRect(rect(), shade);
}

} // namespace andon

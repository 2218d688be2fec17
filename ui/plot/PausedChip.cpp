// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/PausedChip.h"

#include "ui/common/ClockText.h"
#include "ui/common/Theme.h"

#include <QPainter>

namespace andon {

PausedChip::PausedChip(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setToolTip(tr("Show what came in meanwhile and follow on (Space or P)"));
    hide();
}

void PausedChip::setBehind(qint64 milliseconds)
{
    const QString words = tr("Paused, %1 behind. Catch up (P)").arg(durationText(milliseconds / 1000));
    if (words == text())
        return;
    setText(words);
    setAccessibleName(words);
    resize(sizeHint());
    update();
}

QSize PausedChip::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {metrics.horizontalAdvance(text()) + 24, metrics.height() + 10};
}

void PausedChip::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    painter.setPen(QPen(colors.onWarning, hasFocus() ? 3 : 1));
    painter.setBrush(isDown() ? colors.warning.darker(110) : colors.warning);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.setPen(colors.onWarning);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine, text());
}

} // namespace andon

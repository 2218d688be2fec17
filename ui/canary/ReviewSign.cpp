// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/ReviewSign.h"

#include "ui/common/Icon.h"
#include "ui/common/Theme.h"

#include <QPainter>

namespace andon {

ReviewSign::ReviewSign(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ReviewSign::setTone(ReviewTone tone)
{
    m_tone = tone;
    update();
}

void ReviewSign::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(2, 2, -2, -2);
    switch (m_tone) {
    case ReviewTone::Stop: paintIcon(painter, IconName::Critical, area, colors.critical); break;
    case ReviewTone::Pass: paintIcon(painter, IconName::Ok, area, colors.good); break;
    case ReviewTone::Hold: paintIcon(painter, IconName::Pause, area, colors.text); break;
    case ReviewTone::Plain:
    case ReviewTone::Unknown: paintIcon(painter, IconName::Unknown, area, colors.text); break;
    }
}

} // namespace andon

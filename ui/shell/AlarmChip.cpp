// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/AlarmChip.h"

#include "app/base/DisplayText.h"
#include "ui/common/Icon.h"
#include "ui/common/Theme.h"

#include <QPainter>
#include <QPainterPath>

#include <utility>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int signPlace = 30;
static constexpr int rightPad = 10;
static constexpr qsizetype longestLine = 200;

AlarmChip::AlarmChip(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

void AlarmChip::setItem(const AlarmItem &item)
{
    if (item == m_item)
        return;
    m_item = item;
    setAccessibleName(displaySafe(item.title + u": "_s + item.words, 400));
    const QString tip = item.title + u'\n' + item.words + (item.whole.isEmpty() ? QString() : u'\n' + item.whole);
    setToolTip(u"<span>"_s + displaySafeLines(tip, 1000).toHtmlEscaped().replace(u'\n', u"<br>"_s) + u"</span>"_s);
    setAccessibleDescription(displaySafe(item.whole, 500));
    updateGeometry();
    update();
}

void AlarmChip::setLit(bool lit)
{
    if (std::exchange(m_lit, lit) != lit)
        update();
}

QFont AlarmChip::titleFont() const
{
    QFont bold = font();
    bold.setBold(true);
    return bold;
}

QSize AlarmChip::sizeHint() const
{
    const int width = std::max(QFontMetrics(titleFont()).horizontalAdvance(displaySafe(m_item.title, longestLine)),
                               fontMetrics().horizontalAdvance(displaySafe(m_item.words, longestLine)))
        + signPlace + rightPad + 2;
    return {(width + 23) / 24 * 24, fontMetrics().height() * 2 + 8};
}

void AlarmChip::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    const bool critical = m_item.tone == AlarmTone::Critical, warning = m_item.tone == AlarmTone::Warning;
    const QColor ink = critical ? colors.onCritical : warning ? colors.onWarning : colors.text;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath path;
    path.addRoundedRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5);
    painter.fillPath(path, critical ? colors.critical : warning ? colors.warning : colors.raised);
    if (m_item.tone == AlarmTone::Doubt)
        painter.fillPath(path, QBrush(colors.stale, Qt::BDiagPattern));
    painter.setPen(QPen(hasFocus() ? colors.focus : m_lit ? colors.text : warning || underMouse() ? ink : colors.border, hasFocus() || m_lit ? 3 : 1));
    painter.drawPath(path);
    const QRectF sign(8, 0, 17, height());
    paintIcon(painter, critical ? IconName::Critical : warning ? IconName::Warning : IconName::Unknown, sign, ink);
    const int line = fontMetrics().height();
    const QRect area = rect().adjusted(signPlace, 4, -rightPad + 4, -4);
    painter.setPen(ink);
    const QFont bold = titleFont();
    painter.setFont(bold);
    painter.drawText(QRect(area.left(), area.top(), area.width(), line), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetrics(bold).elidedText(displaySafe(m_item.title, longestLine), Qt::ElideRight, area.width()));
    painter.setFont(font());
    painter.drawText(QRect(area.left(), area.top() + line, area.width(), line),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(displaySafe(m_item.words, longestLine), Qt::ElideRight, area.width()));
}

} // namespace andon

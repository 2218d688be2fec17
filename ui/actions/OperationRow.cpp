// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/OperationRow.h"

#include "ui/common/Icon.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace andon {

static constexpr int signPlace = 30; ///< the bar and the sign

OperationRow::OperationRow(QWidget *parent)
    : QWidget(parent)
    , m_words(new PlainLabel)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(signPlace, 3, 6, 3);
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignVCenter | Qt::AlignLeft);
    layout->addWidget(m_words);
}

void OperationRow::setOperation(ProgressTone tone, const QString &words, bool newest)
{
    m_idle = false;
    layout()->setContentsMargins(signPlace, 3, 6, 3);
    m_tone = tone;
    m_newest = newest;
    m_words->setPlainText(words);
    const ThemeColors &colors = themeColors(palette());
    setInk(newest ? colors.text : colors.muted, newest && tone != ProgressTone::Good);
    setVisible(true);
    update();
}

void OperationRow::setIdle(const QString &words)
{
    m_idle = true;
    m_newest = false;
    layout()->setContentsMargins(0, 3, 6, 3);
    m_words->setPlainText(words);
    setInk(themeColors(palette()).muted, false);
    update();
}

QString OperationRow::words() const
{
    return m_words->plainText();
}

void OperationRow::setInk(const QColor &color, bool strong)
{
    QPalette look = palette();
    look.setColor(QPalette::WindowText, color);
    m_words->setPalette(look);
    QFont font = this->font();
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    font.setPointSizeF(std::max(9.0, font.pointSizeF() - (strong ? 0.5 : 0)));
    m_words->setFont(font);
}

static IconName signOf(ProgressTone tone)
{
    switch (tone) {
    case ProgressTone::Running: return IconName::Live;
    case ProgressTone::Good: return IconName::Ok;
    case ProgressTone::Bad: return IconName::Critical;
    case ProgressTone::Doubt: return IconName::Unknown;
    }
    return IconName::Unknown;
}

void OperationRow::paintEvent(QPaintEvent *)
{
    if (m_idle)
        return;
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    if (m_newest)
        painter.fillRect(rect(), colors.raised);
    const QRect bar(0, 0, 4, height());
    const QRectF sign(9, 0, 15, height());
    switch (m_tone) {
    case ProgressTone::Bad:
        painter.fillRect(bar, colors.critical);
        paintIcon(painter, signOf(m_tone), sign, colors.critical);
        return;
    case ProgressTone::Doubt:
        // In doubt is neither good nor bad: hatched.
        painter.fillRect(rect(), QBrush(colors.stale, Qt::BDiagPattern));
        painter.fillRect(bar, colors.warning);
        break;
    case ProgressTone::Running: painter.fillRect(bar, colors.focus); break;
    case ProgressTone::Good: painter.fillRect(bar, colors.border); break;
    }
    paintIcon(painter, signOf(m_tone), sign, m_newest ? colors.text : colors.muted);
}

} // namespace andon

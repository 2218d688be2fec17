// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/PlainLabel.h"

#include "app/base/DisplayText.h"

#include <QEvent>

namespace andon {

PlainLabel::PlainLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::NoTextInteraction);
}

PlainLabel::PlainLabel(const QString &text, QWidget *parent)
    : PlainLabel(parent)
{
    setPlainText(text);
}

void PlainLabel::setPlainText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(displaySafe(text, 500));
    elide();
    updateGeometry();
}

QSize PlainLabel::sizeHint() const
{
    const QSize size = QLabel::sizeHint();
    if (wordWrap() || text() == displaySafe(m_text, 2000))
        return size;
    // Else what was cut once would never have room again.
    const int cut = fontMetrics().horizontalAdvance(displaySafe(m_text, 2000)) - fontMetrics().horizontalAdvance(text());
    return {size.width() + std::max(cut, 0), size.height()};
}

QSize PlainLabel::minimumSizeHint() const
{
    const QSize size = QLabel::minimumSizeHint();
    return {std::min(size.width(), fontMetrics().horizontalAdvance(u'M') * 3), size.height()};
}

void PlainLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    elide();
}

void PlainLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        elide();
}

void PlainLabel::elide()
{
    const QString whole = displaySafe(m_text, 2000);
    if (wordWrap()) {
        setText(displaySafeLines(m_text, 2000));
        return;
    }
    const QString fitting = fontMetrics().elidedText(whole, Qt::ElideRight, std::max(contentsRect().width(), 0));
    const bool cut = fitting != whole && isVisible();
    setText(cut ? fitting : whole);
    setToolTip(cut ? u"<span>"_qs + whole.toHtmlEscaped() + u"</span>"_qs : QString());
}

} // namespace andon

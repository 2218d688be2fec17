// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/ActionButton.h"

#include "app/base/DisplayText.h"
#include "ui/common/Theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace andon {

using namespace Qt::StringLiterals;

ActionButton::ActionButton(bool prominent, QWidget *parent)
    : QWidget(parent)
    , m_prominent(prominent)
    , m_reason(new QLineEdit(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_reason->hide();
    m_reason->setPlaceholderText(tr("Reason, then hold the button"));
    m_reason->setAccessibleName(tr("Reason"));
    m_tick.setInterval(30);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        update();
        if (m_held.isValid() && m_held.elapsed() >= holdMs)
            act();
    });
}

void ActionButton::setFace(const ButtonFace &face)
{
    if (face == m_face && m_painted)
        return;
    const bool retargeted = m_painted && face.target != m_face.target;
    if (retargeted) {
        m_sinceRetarget.start();
        cancel();
        QTimer::singleShot(deadMs, this, qOverload<>(&QWidget::update));
    }
    if (face.friction != m_face.friction || !face.blocked.isEmpty())
        cancel();
    m_face = face;
    m_painted = true;
    m_reason->setVisible(face.friction == PressFriction::HoldWithReason && face.blocked.isEmpty());
    placeReason();
    setAccessibleName(displaySafe(face.title + u": "_s + face.consequence, 300));
    setAccessibleDescription(displaySafe(face.blocked.isEmpty() ? hint() : face.blocked, 300));
    setToolTip(u"<span>"_s + displaySafe(face.tierWords, 500).toHtmlEscaped() + u"</span>"_s);
    setCursor(face.blocked.isEmpty() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

bool ActionButton::isDead() const
{
    return m_sinceRetarget.isValid() && m_sinceRetarget.elapsed() < deadMs;
}

bool ActionButton::canPress() const
{
    if (!m_painted || !m_face.blocked.isEmpty() || isDead())
        return false;
    return m_face.friction != PressFriction::HoldWithReason || !m_reason->text().trimmed().isEmpty();
}

QString ActionButton::hint() const
{
    if (m_face.friction == PressFriction::Hold)
        return tr("hold");
    if (m_face.friction == PressFriction::HoldWithReason)
        return tr("reason, then hold");
    return {};
}

QSize ActionButton::sizeHint() const
{
    const int line = fontMetrics().height();
    return {m_prominent ? 130 : 96, m_prominent ? line * 6 + 20 : line * 4 + 10};
}

QSize ActionButton::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

void ActionButton::down()
{
    if (!canPress()) {
        if (m_face.friction == PressFriction::HoldWithReason && m_face.blocked.isEmpty())
            m_reason->setFocus();
        return;
    }
    m_down = true;
    if (m_face.friction != PressFriction::Click) {
        m_held.start();
        m_tick.start();
    }
    update();
}

void ActionButton::up(bool inside)
{
    const bool click = m_down && inside && m_face.friction == PressFriction::Click && canPress();
    cancel();
    if (click)
        act();
}

void ActionButton::cancel()
{
    m_down = false;
    m_held.invalidate();
    m_tick.stop();
    update();
}

void ActionButton::act()
{
    const QString reason = m_face.friction == PressFriction::HoldWithReason ? m_reason->text().trimmed() : QString();
    cancel();
    m_reason->clear();
    emit pressed(reason);
}

void ActionButton::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        down();
}

void ActionButton::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        up(rect().contains(event->position().toPoint()));
}

void ActionButton::mouseMoveEvent(QMouseEvent *event)
{
    if (m_down && !rect().contains(event->position().toPoint()))
        cancel();
}

void ActionButton::keyPressEvent(QKeyEvent *event)
{
    const bool press = event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape) {
        cancel();
    } else if (press) {
        if (!event->isAutoRepeat())
            down();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void ActionButton::keyReleaseEvent(QKeyEvent *event)
{
    const bool press = event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (press && !event->isAutoRepeat())
        up(true);
    else
        QWidget::keyReleaseEvent(event);
}

void ActionButton::focusOutEvent(QFocusEvent *event)
{
    cancel();
    QWidget::focusOutEvent(event);
}

void ActionButton::focusInEvent(QFocusEvent *event)
{
    update();
    QWidget::focusInEvent(event);
}

void ActionButton::leaveEvent(QEvent *event)
{
    cancel();
    QWidget::leaveEvent(event);
}

void ActionButton::enterEvent(QEnterEvent *event)
{
    update();
    QWidget::enterEvent(event);
}

void ActionButton::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeReason();
}

void ActionButton::placeReason()
{
    const int height = m_reason->sizeHint().height();
    m_reason->setGeometry(6, this->height() - height - 6, width() - 12, height);
}

void ActionButton::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    const bool usable = m_face.blocked.isEmpty();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    QPainterPath path;
    path.addRoundedRect(box, 6, 6);
    painter.fillPath(path, !usable || isDead() ? colors.window : m_down || underMouse() ? colors.grid : colors.raised);
    if (m_held.isValid()) {
        const double part = std::min(1.0, static_cast<double>(m_held.elapsed()) / holdMs);
        painter.save();
        painter.setClipPath(path);
        QColor fill = colors.focus;
        fill.setAlpha(90);
        painter.fillRect(QRectF(box.left(), box.top(), box.width() * part, box.height()), fill);
        painter.restore();
    }
    const bool strong = usable && m_prominent;
    painter.setPen(QPen(hasFocus() ? colors.focus : strong ? colors.muted : colors.border, hasFocus() ? 2 : 1));
    painter.drawPath(path);

    const int line = fontMetrics().height();
    QRect text = rect().adjusted(9, m_prominent ? 8 : 5, -9, -5);
    QFont title = font();
    title.setBold(true);
    if (m_prominent)
        title.setPointSizeF(title.pointSizeF() + 1);
    painter.setFont(title);
    painter.setPen(usable ? colors.text : colors.muted);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine, m_face.title);
    QFont small = font();
    small.setPointSizeF(std::max(9.0, font().pointSizeF() - 1));
    painter.setFont(small);
    text.setTop(text.top() + line + (m_prominent ? 4 : 1));
    if (m_reason->isVisible())
        text.setBottom(m_reason->geometry().top() - 2);
    painter.setPen(usable ? colors.text : colors.muted);
    const QString held = m_face.friction == PressFriction::Hold ? hint() + u": "_s : QString();
    const QString body = usable ? held + displaySafe(m_face.consequence, 200)
            + (m_face.touches.isEmpty() || !m_prominent ? QString() : u'\n' + m_face.touches)
                                : displaySafe(m_face.blocked, 200);
    const QRect fits = painter.fontMetrics().boundingRect(text, Qt::TextWordWrap, body);
    if (fits.height() <= text.height() + 2) {
        painter.drawText(text, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, body);
    } else {
        painter.setClipRect(text);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, body);
    }
}

} // namespace andon

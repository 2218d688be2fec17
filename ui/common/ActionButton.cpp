// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/ActionButton.h"

#include "app/base/DisplayText.h"
#include "ui/common/ActionButtonAccess.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>

namespace andon {

using namespace Qt::StringLiterals;

ActionButton::ActionButton(bool prominent, QWidget *parent)
    : QWidget(parent)
    , m_prominent(prominent)
    , m_reason(new QLineEdit(this))
{
    ActionButtonAccess::install();
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
        cancel();
        die();
    }
    if (face.friction != m_face.friction || !face.blocked.isEmpty())
        cancel();
    m_face = face;
    m_painted = true;
    m_reason->setVisible(face.friction == PressFriction::HoldWithReason && face.blocked.isEmpty());
    placeReason();
    setAccessibleName(displaySafe(face.title + u": "_s + face.consequence, 300));
    describe();
    const QStringList told{face.title + u": "_s + face.consequence, face.touches, face.lasting, face.blocked, face.raised,
                           face.tierWords};
    QStringList paragraphs;
    for (const QString &part : told) {
        if (!part.isEmpty())
            paragraphs << displaySafe(part, 500).toHtmlEscaped();
    }
    setToolTip(u"<span>"_s + paragraphs.join(u"<br>"_s) + u"</span>"_s);
    setCursor(face.blocked.isEmpty() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

bool ActionButton::isDead() const
{
    return m_dead.isValid() && m_dead.elapsed() < deadMs;
}

void ActionButton::die()
{
    m_dead.start();
    QTimer::singleShot(deadMs, this, qOverload<>(&QWidget::update));
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
        return tr("press and hold");
    if (m_face.friction == PressFriction::HoldWithReason)
        return tr("type a reason, then press and hold");
    return {};
}

QSize ActionButton::sizeHint() const
{
    const int line = fontMetrics().height();
    return {m_prominent ? 130 : 96, m_prominent ? line * 6 + 20 : line * 5 + 8};
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
    m_assisted.invalidate();
    m_tick.stop();
    update();
}

void ActionButton::pressByAssistant()
{
    if (!canPress())
        return;
    const bool second = m_assisted.isValid() && m_assisted.elapsed() <= twiceMs;
    if (m_face.friction == PressFriction::Click || second) {
        act();
        return;
    }
    m_assisted.start();
    setAccessibleDescription(tr("press again within 5 seconds"));
    QTimer::singleShot(twiceMs, this, &ActionButton::describe);
}

void ActionButton::describe()
{
    setAccessibleDescription(displaySafe(m_face.blocked.isEmpty() ? hint() : m_face.blocked, 300));
}

void ActionButton::act()
{
    const QString reason = m_face.friction == PressFriction::HoldWithReason ? m_reason->text().trimmed() : QString();
    cancel();
    m_reason->clear();
    describe();
    // A double click, or a key struck twice, is one press: the next takes a moment.
    die();
    emit pressed(reason);
}

void ActionButton::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        down();
}

void ActionButton::mouseDoubleClickEvent(QMouseEvent *)
{
    // The second press of a double click is none.
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

void ActionButton::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        placeReason();
}

void ActionButton::placeReason()
{
    const int height = m_reason->sizeHint().height();
    m_reason->setGeometry(6, this->height() - height - 6, width() - 12, height);
}

bool ActionButton::showsAllWords() const
{
    return buttonBodyFits(rect(), m_face, look(), font());
}

ButtonLook ActionButton::look() const
{
    ButtonLook look;
    look.prominent = m_prominent;
    look.dead = isDead();
    look.down = m_down;
    look.hovered = underMouse();
    look.focused = hasFocus() || m_reason->hasFocus();
    if (m_held.isValid())
        look.held = static_cast<double>(m_held.elapsed()) / holdMs;
    if (m_reason->isVisible())
        look.reason = m_reason->geometry();
    return look;
}

void ActionButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintButtonFace(painter, rect(), m_face, look(), font(), palette());
}

} // namespace andon

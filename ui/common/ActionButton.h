// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/ButtonFacePainter.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLineEdit;

namespace andon {

/// A button whose consequence is painted on it before the press (action-protocol.md: Friction). It knows no feature.
/// Click acts on one left click, or on Space or Enter of the focused button; a hold must last holdMs and ends without
/// effect on Esc, focus loss, leaving, or a new target; a key that repeats by itself counts once.
class ActionButton : public QWidget {
    Q_OBJECT
public:
    static constexpr int holdMs = 600;
    static constexpr int deadMs = 400; ///< after the painted target changed, and after a press
    static constexpr int twiceMs = 5000; ///< a screen reader cannot hold: two presses within that time do instead

    /// `prominent`: painted large, for stop-loss actions.
    explicit ActionButton(bool prominent, QWidget *parent = nullptr);
    void setFace(const ButtonFace &face);
    [[nodiscard]] const ButtonFace &face() const { return m_face; }
    [[nodiscard]] bool isDead() const;
    /// All words of the face find room at this size.
    [[nodiscard]] bool showsAllWords() const;
    /// A press from assistive technology, which has no press-and-hold.
    void pressByAssistant();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A whole press of the painted face; `reason` is what was typed where the friction wants one.
    void pressed(const QString &reason);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void down();
    void up(bool inside);
    void cancel();
    void act();
    void die();
    void describe();
    void placeReason();
    [[nodiscard]] bool canPress() const;
    [[nodiscard]] QString hint() const;
    [[nodiscard]] ButtonLook look() const;

    bool m_prominent;
    ButtonFace m_face;
    bool m_painted = false; ///< a face was set before
    bool m_down = false;
    QElapsedTimer m_dead; ///< since the painted target changed, or since a press
    QElapsedTimer m_held;
    QElapsedTimer m_assisted; ///< since the first of two presses by assistive technology
    QTimer m_tick;
    QLineEdit *m_reason;
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/Icon.h"

#include <QFont>
#include <QPalette>
#include <QRect>
#include <QString>

#include <optional>

namespace andon {

enum class PressFriction { Click, Hold, HoldWithReason };

/// What an action button shows. Texts are hostile.
struct ButtonFace {
    QString title;       ///< "Rollback"
    QString consequence; ///< "v42 20 % → v41 100 %"
    QString touches;     ///< "touches 20 % of traffic", possibly empty
    QString lasting;     ///< what ends the change without anybody's act: "lost on a reload", possibly empty
    QString blocked;     ///< the reason in words; empty: it can be pressed
    bool absent = false; ///< blocked for good: no button, a place that says why there is none
    QString tier;        ///< one letter, possibly empty
    QString tierWords;   ///< the tier's promise, for the tool tip
    PressFriction friction = PressFriction::Click;
    QString raised;      ///< why it is harder to press than usual, possibly empty
    std::optional<IconName> icon;
    QString target;      ///< identity of what a press would change; a new one makes the button dead for a moment
    bool operator==(const ButtonFace &) const = default;
};

/// How a button stands at the moment of painting.
struct ButtonLook {
    bool prominent = false;
    bool dead = false;
    bool down = false;
    bool hovered = false;
    bool focused = false;
    double held = -1;     ///< part of the hold that is over, 0 to 1; negative: none
    QRect reason;         ///< the place of the reason's field; null: none
};

/// The words under the title: consequence, share of traffic and gesture, or the reason why it is blocked.
[[nodiscard]] QString buttonBody(const ButtonFace &face, bool prominent);
/// Of those words: smaller than usual where one of them would be wider than the button.
[[nodiscard]] QFont buttonBodyFont(const QRect &area, const ButtonFace &face, const ButtonLook &look, const QFont &font);
/// Everything that buttonBody() says finds room on a button of that size.
[[nodiscard]] bool buttonBodyFits(const QRect &area, const ButtonFace &face, const ButtonLook &look, const QFont &font);
void paintButtonFace(QPainter &painter, const QRect &area, const ButtonFace &face, const ButtonLook &look,
                     const QFont &font, const QPalette &palette);

} // namespace andon

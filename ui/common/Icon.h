// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

class QPainter;

namespace andon {

/// The board's own signs, drawn in one colour (resources/icons). Never alone on a button: words stand beside them.
enum class IconName {
    Degrade, Throttle, Rollback, Promote, Pause, Resume, Restore,
    Critical, ///< a triangle
    Warning,  ///< a diamond
    Unknown,  ///< a question mark
    Ok,       ///< a tick
    Note, Export, Zone, Theme, Live, Back, Clear,
};

inline constexpr int iconCount = static_cast<int>(IconName::Clear) + 1;

/// Paints the sign in `color`, as a square centred in `area`.
void paintIcon(QPainter &painter, IconName name, const QRectF &area, const QColor &color);
enum class IconInk { Text, Critical };
/// For buttons and rows: takes its colour from the program's palette each time it is painted, so that a new theme
/// needs no new icon.
[[nodiscard]] QIcon themeIcon(IconName name, IconInk ink = IconInk::Text);
/// The program's own, in its colours.
[[nodiscard]] QIcon programIcon();

} // namespace andon

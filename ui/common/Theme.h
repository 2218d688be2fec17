// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

class QApplication;
class QPalette;

namespace andon {

enum class ThemeKind { Light, Dark };

/// The colours of the board. Grey is normal, colour is abnormal; every colour comes with a shape.
struct ThemeColors {
    QColor window, raised, text, muted, border, grid, focus;
    QColor stable;                          ///< line of the stable version, solid
    QColor canary;                          ///< line of the canary, with a ring as mark
    QList<QColor> others;                   ///< further versions
    QColor critical, onCritical;            ///< fill and the text upon it
    QColor warning, onWarning;
    QColor info;
    QColor good;                            ///< quiet: a tick beside words, never a fill
    QColor incident;                        ///< its mark, and behind a plot its shade and the bar over it
    QColor warnBand, stopBand;              ///< gates behind a plot, with alpha
    QColor stale;                           ///< hatch of late data
};

[[nodiscard]] const ThemeColors &themeColors(ThemeKind kind);
/// The colours that go with a widget's palette.
[[nodiscard]] const ThemeColors &themeColors(const QPalette &palette);
[[nodiscard]] ThemeKind themeKind(const QPalette &palette);
/// Style, palette (all three groups), font and style sheet of the whole program.
void applyTheme(QApplication &application, ThemeKind kind);
/// The last of these alone, for a window that was made without it.
void applyStyleSheet(QApplication &application, ThemeKind kind);

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/Theme.h"

#include <QApplication>
#include <QFont>
#include <QPalette>
#include <QStyleFactory>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

QColor withAlpha(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

ThemeColors lightColors()
{
    ThemeColors c;
    c.window = QColor(0xF2F2F0);
    c.raised = QColor(0xFCFCFB);
    c.text = QColor(0x1A1A1A);
    c.muted = QColor(0x5C5F62);
    c.border = QColor(0xCFD0CE);
    c.grid = QColor(0xE3E3E0);
    c.focus = QColor(0x186CC8);
    c.stable = QColor(0x1A1A1A);
    c.canary = QColor(0x186CC8);
    c.others = {QColor(0x3A6B52), QColor(0x6B3B78)};
    c.critical = QColor(0xA3001A);
    c.onCritical = QColor(0xFFFFFF);
    c.warning = QColor(0xF2B200);
    c.onWarning = QColor(0x1A1A1A);
    c.info = QColor(0x5C5F62);
    c.good = QColor(0x2E6B3A);
    c.incident = QColor(0x7A3FB0);
    c.warnBand = withAlpha(QColor(0xF2B200), 34);
    c.stopBand = withAlpha(QColor(0xA3001A), 26);
    c.stale = QColor(0xC9CBCD);
    return c;
}

ThemeColors darkColors()
{
    ThemeColors c;
    c.window = QColor(0x1E2227);
    c.raised = QColor(0x262B31);
    c.text = QColor(0xE8E8E6);
    c.muted = QColor(0xA6ABB1);
    c.border = QColor(0x3D444C);
    c.grid = QColor(0x31373E);
    c.focus = QColor(0x8DBBFF);
    c.stable = QColor(0xE8E8E6);
    c.canary = QColor(0x8DBBFF);
    c.others = {QColor(0x5E9C78), QColor(0xA583B8)};
    c.critical = QColor(0xFF5A3C);
    c.onCritical = QColor(0x1A1A1A);
    c.warning = QColor(0xFFCD71);
    c.onWarning = QColor(0x1A1A1A);
    c.info = QColor(0xA6ABB1);
    c.good = QColor(0x8FCB9B);
    c.incident = QColor(0xC39BFF);
    c.warnBand = withAlpha(QColor(0xFFCD71), 16);
    c.stopBand = withAlpha(QColor(0xFF5A3C), 24);
    c.stale = QColor(0x4A4F55);
    return c;
}

QPalette paletteOf(const ThemeColors &c)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, const QColor &color, const QColor &disabled) {
        palette.setColor(QPalette::Active, role, color);
        palette.setColor(QPalette::Inactive, role, color);
        palette.setColor(QPalette::Disabled, role, disabled);
    };
    set(QPalette::Window, c.window, c.window);
    set(QPalette::WindowText, c.text, c.muted);
    set(QPalette::Base, c.raised, c.window);
    set(QPalette::AlternateBase, c.window, c.window);
    set(QPalette::Text, c.text, c.muted);
    set(QPalette::PlaceholderText, c.muted, c.muted);
    set(QPalette::Button, c.raised, c.window);
    set(QPalette::ButtonText, c.text, c.muted);
    set(QPalette::BrightText, c.critical, c.muted);
    set(QPalette::Highlight, c.focus, c.stale);
    set(QPalette::HighlightedText, c.window, c.text);
    set(QPalette::ToolTipBase, c.raised, c.raised);
    set(QPalette::ToolTipText, c.text, c.text);
    set(QPalette::Link, c.canary, c.muted);
    set(QPalette::LinkVisited, c.canary, c.muted);
    set(QPalette::Light, c.raised, c.raised);
    set(QPalette::Midlight, c.grid, c.grid);
    set(QPalette::Mid, c.border, c.border);
    set(QPalette::Dark, c.border, c.border);
    set(QPalette::Shadow, c.border, c.border);
    return palette;
}

QString styleSheetOf(const ThemeColors &c)
{
    return uR"(
QToolTip { color: %text; background: %raised; border: 1px solid %border; padding: 4px 6px; }
QPushButton, QToolButton { background: %raised; color: %text; border: 1px solid %border; border-radius: 4px; padding: 3px 10px; }
QToolButton { padding: 3px 6px; }
QToolButton[tight="true"] { padding: 3px 3px; }
QPushButton:hover, QToolButton:hover { border-color: %muted; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked { background: %grid; border-color: %muted; }
QPushButton:disabled, QToolButton:disabled { color: %muted; background: %window; }
QPushButton:focus, QToolButton:focus, QLineEdit:focus, QComboBox:focus, QTableView:focus, QScrollArea:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid %focus; }
QLineEdit, QComboBox, QPlainTextEdit, QTextEdit { background: %raised; color: %text; border: 1px solid %border; border-radius: 4px; padding: 3px 6px; selection-background-color: %focus; selection-color: %window; }
QHeaderView::section { background: %window; color: %muted; border: none; border-bottom: 1px solid %border; padding: 3px 4px; font-weight: normal; }
QTableView, QTreeView, QListView { background: %raised; alternate-background-color: %window; border: 1px solid %border; gridline-color: %grid; selection-background-color: %grid; selection-color: %text; }
QSplitter::handle { background: %window; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: %stale; border-radius: 4px; min-height: 24px; min-width: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QMenu { background: %raised; color: %text; border: 1px solid %border; }
QMenu::item:selected { background: %grid; }
)"_s.replace(u"%text"_s, c.text.name()).replace(u"%raised"_s, c.raised.name()).replace(u"%border"_s, c.border.name())
        .replace(u"%muted"_s, c.muted.name()).replace(u"%grid"_s, c.grid.name()).replace(u"%window"_s, c.window.name())
        .replace(u"%focus"_s, c.focus.name()).replace(u"%stale"_s, c.stale.name());
}

} // namespace

const ThemeColors &themeColors(ThemeKind kind)
{
    static const ThemeColors light = lightColors();
    static const ThemeColors dark = darkColors();
    return kind == ThemeKind::Dark ? dark : light;
}

ThemeKind themeKind(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? ThemeKind::Dark : ThemeKind::Light;
}

const ThemeColors &themeColors(const QPalette &palette)
{
    return themeColors(themeKind(palette));
}

void applyTheme(QApplication &application, ThemeKind kind)
{
    application.setStyle(QStyleFactory::create(u"Fusion"_s));
    QFont font = application.font();
    font.setPointSizeF(10);
    application.setFont(font);
    application.setPalette(paletteOf(themeColors(kind)));
    applyStyleSheet(application, kind);
}

void applyStyleSheet(QApplication &application, ThemeKind kind)
{
    application.setStyleSheet(styleSheetOf(themeColors(kind)));
}

} // namespace andon

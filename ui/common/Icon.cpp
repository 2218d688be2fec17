// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/Icon.h"

#include "ui/common/Theme.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

QString fileOf(IconName name)
{
    static constexpr std::array<const char16_t *, iconCount> files{
        u"degrade", u"throttle", u"rollback", u"promote", u"pause", u"resume", u"restore", u"critical", u"warning",
        u"unknown", u"ok", u"note", u"export", u"zone", u"theme", u"live", u"back", u"clear"};
    return u":/icons/%1.svg"_s.arg(QString::fromUtf16(files[static_cast<size_t>(name)]));
}

/// The sign at a size in device pixels. The files are drawn in black alone, and black becomes the colour.
QPixmap pixmapOf(IconName name, int size, const QColor &color)
{
    const QString key = u"andon-icon-%1-%2-%3"_s.arg(static_cast<int>(name)).arg(size).arg(color.rgba());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(fileOf(name));
    pixmap = QPixmap(size, size);
    pixmap.fill(Qt::transparent);
    if (file.open(QIODevice::ReadOnly)) {
        QSvgRenderer renderer(file.readAll().replace("#000000", color.name().toLatin1()));
        QPainter painter(&pixmap);
        painter.setOpacity(color.alphaF());
        renderer.render(&painter, QRectF(0, 0, size, size));
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class ThemeIconEngine final : public QIconEngine {
public:
    ThemeIconEngine(IconName name, IconInk ink) : m_name(name), m_ink(ink) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(*painter, m_name, rect, colorOf(mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return pixmapOf(m_name, std::min(size.width(), size.height()), colorOf(mode));
    }
    QIconEngine *clone() const override { return new ThemeIconEngine(*this); }

private:
    [[nodiscard]] QColor colorOf(QIcon::Mode mode) const
    {
        const ThemeColors &colors = themeColors(QApplication::palette());
        return mode == QIcon::Disabled ? colors.muted : m_ink == IconInk::Critical ? colors.critical : colors.text;
    }
    IconName m_name;
    IconInk m_ink;
};

} // namespace

void paintIcon(QPainter &painter, IconName name, const QRectF &area, const QColor &color)
{
    const double side = std::min(area.width(), area.height());
    const double ratio = painter.device()->devicePixelRatioF();
    QPixmap pixmap = pixmapOf(name, static_cast<int>(std::lround(side * ratio)), color);
    pixmap.setDevicePixelRatio(ratio);
    const QPointF corner = area.center() - QPointF(side, side) / 2;
    painter.drawPixmap(QPointF(std::round(corner.x()), std::round(corner.y())), pixmap);
}

QIcon themeIcon(IconName name, IconInk ink)
{
    return QIcon(new ThemeIconEngine(name, ink));
}

QIcon programIcon()
{
    QIcon made;
    for (const int size : {16, 24, 32, 48, 64, 128}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        QSvgRenderer(u":/icons/andon.svg"_s).render(&painter, QRectF(0, 0, size, size));
        painter.end();
        made.addPixmap(pixmap);
    }
    return made;
}

} // namespace andon

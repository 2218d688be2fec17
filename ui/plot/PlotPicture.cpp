// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/PlotPicture.h"

#include <qcustomplot.h>

#include <QBuffer>
#include <QSvgGenerator>

namespace andon {

static constexpr int margin = 10;
static constexpr int keyWidth = 22;

static QFont bold(QFont font)
{
    font.setBold(true);
    return font;
}

static int headHeight(const PictureHead &head)
{
    return QFontMetrics(bold(head.font)).height() + 2 * QFontMetrics(head.font).height() + 2 * margin;
}

static QSize sizeOf(const QWidget *plot, const PictureHead &head)
{
    return {plot->width() + 2 * margin, plot->height() + headHeight(head) + margin};
}

static void paintHead(QPainter &painter, const PictureHead &head, int width)
{
    const QFontMetrics titles(bold(head.font));
    const QFontMetrics texts(head.font);
    int y = margin;
    const auto line = [&](const QFontMetrics &metrics, const QString &text, const QColor &color) {
        painter.setPen(color);
        painter.drawText(QRect(margin, y, width - 2 * margin, metrics.height()), Qt::AlignLeft | Qt::TextSingleLine,
                         metrics.elidedText(text, Qt::ElideRight, width - 2 * margin));
        y += metrics.height();
    };
    painter.setFont(bold(head.font));
    line(titles, head.title, head.text);
    painter.setFont(head.font);
    line(texts, head.detail, head.muted);
    int x = margin;
    for (const PictureHead::Key &key : head.keys) {
        const int needed = keyWidth + 4 + texts.horizontalAdvance(key.text) + 14;
        if (x + needed > width - margin)
            break;
        key.paint(painter, QRectF(x, y, keyWidth, texts.height()));
        painter.setPen(head.text);
        painter.drawText(QRect(x + keyWidth + 4, y, needed, texts.height()), Qt::AlignLeft | Qt::TextSingleLine, key.text);
        x += needed;
    }
}

static void paintAll(QCPPainter &painter, QWidget *widget, const PictureHead &head)
{
    const QSize size = sizeOf(widget, head);
    painter.setFont(head.font); // an SVG names the font of shapes, too: else the one of the desktop
    painter.fillRect(QRect(QPoint(), size), head.background);
    painter.save();
    paintHead(painter, head, size.width());
    painter.restore();
    if (auto *plot = qobject_cast<QCustomPlot *>(widget)) {
        painter.translate(margin, headHeight(head));
        plot->toPainter(&painter, plot->width(), plot->height());
    }
}

QImage plotImage(QWidget *plot, const PictureHead &head, double scale)
{
    QImage image((QSizeF(sizeOf(plot, head)) * scale).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(head.background);
    QCPPainter painter(&image);
    paintAll(painter, plot, head);
    return image;
}

QByteArray plotSvg(QWidget *plot, const PictureHead &head)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(sizeOf(plot, head));
    generator.setViewBox(QRect(QPoint(), sizeOf(plot, head)));
    generator.setTitle(head.title);
    generator.setDescription(head.detail);
    {
        QCPPainter painter;
        painter.begin(&generator);
        painter.setMode(QCPPainter::pmVectorized);
        paintAll(painter, plot, head);
    }
    return buffer.data();
}

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/PlotCanvas.h"

#include <QCoreApplication>
#include <QPaintEvent>
#include <QResizeEvent>

namespace andon {

PlotCanvas::PlotCanvas(QWidget *parent) : QCustomPlot(parent)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    // Its constructor has asked for a replot later, into buffers of its own that nobody would see.
    QCoreApplication::removePostedEvents(this, QEvent::MetaCall);
}

void PlotCanvas::render()
{
    const double ratio = devicePixelRatioF();
    const QSize pixels = (QSizeF(size()) * ratio).toSize();
    if (pixels.isEmpty())
        return;
    if (m_frame.size() != pixels)
        m_frame = QImage(pixels, QImage::Format_RGB32);
    m_frame.setDevicePixelRatio(ratio);
    m_frame.fill(mBackgroundBrush.color()); // draw() leaves it to its caller
    {
        QCPPainter painter(&m_frame);
        draw(&painter);
    }
    m_drawn = true;
    update();
}

void PlotCanvas::paintEvent(QPaintEvent *event)
{
    if (!m_drawn)
        render();
    QPainter painter(this);
    const double ratio = m_frame.devicePixelRatio();
    for (const QRect &part : event->region())
        painter.drawImage(QRectF(part), m_frame, QRectF(part.x() * ratio, part.y() * ratio, part.width() * ratio, part.height() * ratio));
    if (m_overlay)
        m_overlay(painter);
}

void PlotCanvas::resizeEvent(QResizeEvent *event)
{
    setViewport(QRect(QPoint(), event->size()));
    m_drawn = false;
}

} // namespace andon

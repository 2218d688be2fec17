// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include <qcustomplot.h>

#include <functional>

namespace andon {

/// QCustomPlot without its transparent buffers: a frame is drawn once into one opaque image, and shown from it. What
/// moves with the pointer is painted over it, on its way to the screen, and costs no frame.
class PlotCanvas : public QCustomPlot {
    Q_OBJECT
public:
    explicit PlotCanvas(QWidget *parent);
    /// Painted over the last frame.
    void setOverlay(std::function<void(QPainter &)> overlay) { m_overlay = std::move(overlay); }
    /// Draws a frame now and shows it soon. Hides QCustomPlot::replot(), which is never called.
    void render();
    /// Shows the last frame again in a part, soon, with the overlay as it is then.
    void refresh(const QRegion &part) { update(part); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QImage m_frame;
    std::function<void(QPainter &)> m_overlay;
    bool m_drawn = false; ///< the frame has the widget's size and holds a picture
};

} // namespace andon

// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QColor>
#include <QFont>
#include <QImage>
#include <QList>
#include <QSize>
#include <QString>

#include <functional>

class QPainter;
class QWidget;

namespace andon {

/// What stands over the lines in a picture that leaves the program.
struct PictureHead {
    QString title;
    QString detail; ///< span, date, time zone
    struct Key {
        QString text;
        std::function<void(QPainter &, const QRectF &)> paint; ///< a short sample of the line
    };
    QList<Key> keys;
    QColor background, text, muted;
    QFont font;
};

/// The plot under its head: `plot` is PlotFrame's widget. Vectors stay vectors in the SVG.
[[nodiscard]] QImage plotImage(QWidget *plot, const PictureHead &head, double scale);
[[nodiscard]] QByteArray plotSvg(QWidget *plot, const PictureHead &head);

} // namespace andon
